//! Ingest: resolve.
