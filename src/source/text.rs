//! Reading raw documents: text.
