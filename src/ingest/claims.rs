//! Ingest: claims.
