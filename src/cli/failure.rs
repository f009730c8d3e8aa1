//! Why a command could not do its work: exit code 2. Problems of the content are no failures.

use backstory::fs::FsError;
use backstory::pipeline::PipelineError;
use backstory::publish::PublishError;
use backstory::revision::RevisionError;
use backstory::serve::ServeError;

/// What is at fault, and how to mend it, in words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
    /// The standard streams refuse.
    #[error(
        "cannot {operation} {place}: {reason}; see that it is there and open, then run it again"
    )]
    Stream { operation: &'static str, place: String, reason: std::io::Error },
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] FsError),
    /// The site cannot be put where it is wanted.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The library met a fault of the environment.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The git repository cannot tell.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// The preview cannot run.
    #[error(transparent)]
    Serve(#[from] ServeError),
}
