//! Sources to content files: annotate, resolve, find events and claims, draft, merge.

pub mod annotate;
pub mod claims;
pub mod copies;
pub mod draft;
pub mod events;
pub mod merge;
pub mod nations;
pub mod questions;
pub mod resolve;
