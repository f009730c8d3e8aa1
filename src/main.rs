//! The `backstory` program: hands what was typed to the command line, and its exit code to the system.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
