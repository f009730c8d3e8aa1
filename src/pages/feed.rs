//! Pages: feed.
