//! Reading raw documents: clutter.
