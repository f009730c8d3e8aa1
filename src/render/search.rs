//! The search index: what the pages show, as small classic scripts that work on any static host and
//! from a disk.
//!
//! A server cannot be asked and, from `file://`, nothing can be fetched; a script can always be
//! added to the page. So the index is cut into scripts that call `backstorySearch`, and the search
//! page loads those that a query needs:
//!
//! | file | call | holds |
//! |---|---|---|
//! | `index.js` | `("m",0,{…})` | number of documents, where each kind begins, first term of each `w`, first document of each `d` |
//! | `w<n>.js` | `("w",n,"…")` | terms in order with the documents that hold them |
//! | `d<n>.js` | `("d",n,[…])` | documents: address, title, note, language, sentences |
//!
//! All lie in one folder named by the hash of their bytes, so a cache never mixes two indexes. The
//! text of documents is taken from the pages as they are rendered ([`documents`]): what a page does
//! not show cannot get into the index.

mod document;
mod plain;
mod shard;
mod weigh;
pub mod words;

pub use document::{Document, Kind, documents};
pub use shard::build;
