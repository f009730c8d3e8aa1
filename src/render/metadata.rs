//! Rendering: metadata.
