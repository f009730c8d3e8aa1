//! Ingest: events.
