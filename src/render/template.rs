//! Rendering: template.
