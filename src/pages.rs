//! Every page the site will have, as data. Knows no HTML.

pub mod claims;
pub mod data;
pub mod entry;
pub mod faq;
pub mod feed;
pub mod listing;
pub mod route;
pub mod timeline;
