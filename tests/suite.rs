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

#[path = "suite/annotate.rs"]
mod annotate;
#[path = "suite/annotator.rs"]
mod annotator;
#[path = "suite/attacks.rs"]
mod attacks;
#[path = "suite/broken.rs"]
mod broken;
#[path = "suite/check.rs"]
mod check;
#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/clusters.rs"]
mod clusters;
#[path = "suite/codes.rs"]
mod codes;
#[path = "suite/commands.rs"]
mod commands;
#[path = "suite/data.rs"]
mod data;
#[path = "suite/demo.rs"]
mod demo;
#[path = "suite/determinism.rs"]
mod determinism;
#[path = "suite/diff.rs"]
mod diff;
#[path = "suite/disk.rs"]
mod disk;
#[path = "suite/docs.rs"]
mod docs;
#[path = "suite/edits.rs"]
mod edits;
#[path = "suite/faults.rs"]
mod faults;
#[path = "suite/fmt.rs"]
mod fmt;
#[path = "suite/fuzz.rs"]
mod fuzz;
#[path = "suite/hostile.rs"]
mod hostile;
#[path = "suite/incremental.rs"]
mod incremental;
#[path = "suite/intake.rs"]
mod intake;
#[path = "suite/kill.rs"]
mod kill;
#[path = "suite/languages.rs"]
mod languages;
#[path = "suite/live.rs"]
mod live;
#[path = "suite/lsp.rs"]
mod lsp;
#[path = "suite/merging.rs"]
mod merging;
#[path = "suite/planted.rs"]
mod planted;
#[path = "suite/preview.rs"]
mod preview;
#[path = "suite/program.rs"]
mod program;
#[path = "fuzz/properties.rs"]
mod properties;
#[path = "suite/refactor.rs"]
mod refactor;
#[path = "suite/repository.rs"]
mod repository;
#[path = "suite/revision.rs"]
mod revision;
#[path = "suite/scene.rs"]
mod scene;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/search.rs"]
mod search;
#[path = "suite/since.rs"]
mod since;
#[path = "suite/spans.rs"]
mod spans;
#[path = "suite/stable.rs"]
mod stable;
#[path = "suite/standards.rs"]
mod standards;
#[path = "suite/strace.rs"]
mod strace;
#[path = "suite/strings.rs"]
mod strings;
#[path = "suite/superlinear.rs"]
mod superlinear;
#[path = "suite/theme.rs"]
mod theme;
#[path = "suite/tidy.rs"]
mod tidy;
#[path = "suite/watching.rs"]
mod watching;
