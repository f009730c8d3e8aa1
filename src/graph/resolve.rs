//! The link graph: resolve.
