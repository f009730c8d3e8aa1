//! Pages to bytes in memory, in parallel. Only `sanitize` makes `SafeHtml`.

pub mod html;
pub mod metadata;
pub mod sanitize;
pub mod template;
