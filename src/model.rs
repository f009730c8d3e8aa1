//! The things a story is made of, as plain data. No behaviour beyond invariants; knows no files.

pub mod article;
pub mod change;
pub mod claim;
pub mod date;
pub mod entity;
pub mod event;
pub mod question;
pub mod quotation;
