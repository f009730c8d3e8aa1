//! Reading raw documents: markdown.
