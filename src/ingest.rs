//! Sources to content files: annotate, resolve, find events and claims, draft, merge.

pub mod annotate;
pub mod claims;
pub mod draft;
pub mod events;
pub mod merge;
mod merge_body;
mod merge_keys;
pub mod questions;
pub mod resolve;
