//! What must hold of any input whatever, a module for each reader of what others wrote. The fuzzer
//! looks for inputs that break it; the tests replay those it kept in `corpus/`.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a property that does not hold ends the run"
)]

#[path = "properties/annotate.rs"]
pub mod annotate;
#[path = "properties/dom.rs"]
pub mod dom;
#[path = "properties/edtf.rs"]
pub mod edtf;
#[path = "properties/front_matter.rs"]
pub mod front_matter;
#[path = "properties/html_extract.rs"]
pub mod html_extract;
#[path = "properties/http_request.rs"]
pub mod http_request;
#[path = "properties/input.rs"]
pub mod input;
#[path = "properties/markdown_render.rs"]
pub mod markdown_render;
#[path = "properties/merge.rs"]
pub mod merge;
#[path = "properties/places.rs"]
pub mod places;
#[path = "properties/source_formats.rs"]
pub mod source_formats;
#[path = "properties/text.rs"]
pub mod text;
#[path = "properties/url_path.rs"]
pub mod url_path;

/// Holds one input against what must be true of it; panics when it is not.
pub type Property = fn(&[u8]);

/// All properties by the name of their fuzzing target, which is that of their corpus.
pub const ALL: [(&str, Property); 10] = [
    ("annotate", annotate::hold),
    ("edtf", edtf::hold),
    ("front_matter", front_matter::hold),
    ("html_extract", html_extract::hold),
    ("http_request", http_request::hold),
    ("markdown_render", markdown_render::hold),
    ("merge", merge::hold),
    ("source_formats", source_formats::hold),
    ("text", text::hold),
    ("url_path", url_path::hold),
];
