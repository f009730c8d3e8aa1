//! Rendering: sanitize.
