//! Text in, spans out. Pure functions and embedded data; knows no files and no site.
//! All spans are bytes into the given text.

pub mod identify;
pub mod locale;
pub mod names;
pub mod quantities;
pub mod quotations;
pub mod sentence;
pub mod stem;
pub mod times;
pub mod token;
