//! The link graph: link.
