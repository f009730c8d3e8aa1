//! The only file that touches the disk. Knows paths and bytes, nothing of what they mean.

use std::path::PathBuf;

/// A disk operation that failed: what was tried, where, and the system's reason.
#[derive(Debug, thiserror::Error)]
#[error("cannot {operation} {}: {reason}", path.display())]
pub struct FsError {
    /// What was tried, such as `read` or `create the folder`.
    pub operation: &'static str,
    /// Where.
    pub path: PathBuf,
    /// The system's reason.
    #[source]
    pub reason: std::io::Error,
}
