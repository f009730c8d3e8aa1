//! Ingest: merge.
