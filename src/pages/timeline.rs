//! Pages: timeline.
