//! Backstory turns a pile of news articles about one unfolding story into an annotated explainer.

pub mod config;
pub mod content;
pub mod diagnostic;
pub mod fs;
pub mod graph;
pub mod ingest;
pub mod language;
pub mod markdown;
pub mod model;
pub mod pages;
pub mod path;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;
pub mod tree;
pub mod unicode;
