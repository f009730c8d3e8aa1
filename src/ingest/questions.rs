//! Ingest: questions.
