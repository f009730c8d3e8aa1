//! Preview: server.
