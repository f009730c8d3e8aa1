//! The content store: front_matter.
