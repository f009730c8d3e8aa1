//! What links to what: wikilinks, automatic links and backlinks with their sentence.

pub mod link;
pub mod resolve;
