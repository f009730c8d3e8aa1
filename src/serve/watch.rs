//! Preview: watch.
