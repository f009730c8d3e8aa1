//! Reading raw documents: html.
