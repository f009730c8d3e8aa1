//! The content store: lock.
