//! The `backstory` program: hands what was typed to the command line, and its exit code to the system.

mod cli;

/// A build makes and drops millions of short texts: with this allocator one of 10,000 articles takes a
/// sixth less processor time than with the C library's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
