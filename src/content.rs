//! The content store: load, validate, write canonically. The only reader and writer of front matter.

pub mod allow;
pub mod format;
pub mod front_matter;
pub mod history;
pub mod library;
mod limits;
pub mod lock;
pub mod outline;
mod plain_yaml;
mod quantity;
pub mod quotations;
pub mod refactor;
mod references;
pub mod review;
pub mod schema;
pub mod since;
mod slip;
pub mod subsequence;
pub mod texts;
mod values;
pub mod verdict;
pub mod wikilinks;
