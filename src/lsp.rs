//! The language server: what an editor asks while content is written. Handlers are pure functions of
//! the [`state`] and a request; [`server`] is the conversation, [`checker`] the work beside it, and the
//! streams belong to the command line.
//!
//! An answer never depends on the disk where the editor has the file open. Completion, symbols and
//! formatting are answered at once, from the last check; everything whose places must be exact waits
//! for the check of the last change.

pub mod actions;
pub mod answer;
pub mod cards;
pub mod checker;
pub mod completion;
pub mod context;
pub mod cursor;
pub mod edits;
pub mod keys;
pub mod navigate;
pub mod position;
pub mod publish;
pub mod rename;
pub mod server;
pub mod state;
pub mod symbols;
pub mod things;
pub mod uri;
pub mod wire;
mod words;
