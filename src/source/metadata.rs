//! Reading raw documents: metadata.
