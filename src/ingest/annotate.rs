//! Ingest: annotate.
