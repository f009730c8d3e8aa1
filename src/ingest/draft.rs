//! Ingest: draft.
