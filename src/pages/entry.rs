//! Pages: entry.
