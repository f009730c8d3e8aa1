//! Saved pages.
use super::SourceDocument;

/// The charset label a page states of itself.
pub fn charset(_bytes: &[u8]) -> Option<String> { None }
/// Read.
pub fn read_html(_html: &str) -> SourceDocument { SourceDocument::default() }
