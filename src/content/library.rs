//! The content store: library.
