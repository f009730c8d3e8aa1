//! Preview: reload.
