//! Why a command could not do its work: exit code 2. Problems of the content are no failures.

use backstory::pipeline::PipelineError;
use backstory::serve::ServeError;

/// What is at fault, and how to mend it, in words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
    /// The disk or the standard streams refuse.
    #[error("cannot {operation} {place}: {reason}")]
    Disk { operation: &'static str, place: String, reason: std::io::Error },
    /// The library met a fault of the environment.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The preview cannot run.
    #[error(transparent)]
    Serve(#[from] ServeError),
}
