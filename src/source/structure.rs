//! Reading raw documents: structure.
