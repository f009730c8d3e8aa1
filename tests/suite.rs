//! All tests of whole capabilities, in one binary: one link instead of many.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stderr,
    reason = "tests stop at the first surprise and look at the disk and at other processes"
)]

#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/preview.rs"]
mod preview;
#[path = "suite/tidy.rs"]
mod tidy;
