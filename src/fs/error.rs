//! Why the disk refused, and what a person can do about it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A disk operation that failed: what was tried, where, the system's reason, and in the message what
/// to do about it.
#[derive(Debug, thiserror::Error)]
#[error("cannot {operation} {}: {reason}; {}", path.display(), self.remedy())]
pub struct FsError {
    /// What was tried, such as `read` or `create the folder`.
    pub operation: &'static str,
    /// Where.
    pub path: PathBuf,
    /// The system's reason.
    #[source]
    pub reason: io::Error,
}

/// Names the operation and the path behind a system error.
pub(super) fn failed(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FsError {
    let path = path.to_owned();
    move |reason| FsError { operation, path, reason }
}

impl FsError {
    /// Whether the file or folder is simply not there.
    pub fn is_missing(&self) -> bool {
        self.reason.kind() == ErrorKind::NotFound
    }

    /// Whether it is the name of the file that cannot be used, not its content.
    pub fn is_bad_name(&self) -> bool {
        self.reason.kind() == ErrorKind::InvalidInput
    }

    /// Whether the system has no such operation.
    pub fn is_unsupported(&self) -> bool {
        self.reason.kind() == ErrorKind::Unsupported
    }

    /// Whether the file itself is at fault, so that others can be read: one that may not be read, that
    /// is a link or a folder, or that went away. Otherwise the disk or the system fails, and what was
    /// read so far says nothing of what there is.
    pub fn is_of_this_file(&self) -> bool {
        matches!(
            self.reason.kind(),
            ErrorKind::PermissionDenied
                | ErrorKind::NotFound
                | ErrorKind::InvalidInput
                | ErrorKind::IsADirectory
                | ErrorKind::NotADirectory
                | ErrorKind::InvalidFilename
                | ErrorKind::Other
        )
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        let is_reading = matches!(self.operation, "read" | "open" | "list" | "find");
        match self.reason.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "make room on the disk, then run it again"
            }
            ErrorKind::FileTooLarge => {
                "raise the limit of file sizes (`ulimit -f unlimited`), then run it again"
            }
            ErrorKind::ReadOnlyFilesystem => {
                "make the file system writable, or choose a folder on another one"
            }
            ErrorKind::PermissionDenied if is_reading => {
                "let your user read it (`chmod u+rX`), then run it again"
            }
            ErrorKind::PermissionDenied => {
                "let your user write to it and to its folder (`chmod u+rwX`), or choose another folder"
            }
            ErrorKind::NotFound if is_reading => "write it, or name one that is there",
            ErrorKind::NotFound => "it was moved or deleted in the meantime; run it again",
            ErrorKind::IsADirectory => "a folder is where a file belongs; move it away",
            ErrorKind::NotADirectory => "a file is where a folder belongs; move it away",
            ErrorKind::AlreadyExists => "something else has that name; move it away",
            ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
                "it is in use or a disk of its own; choose another folder"
            }
            ErrorKind::InvalidFilename => "give it a shorter name",
            ErrorKind::InvalidInput => "give it a plain name",
            ErrorKind::OutOfMemory => "make memory free, then run it again",
            _ if is_out_of_files(&self.reason) => {
                "allow more open files (`ulimit -n 1024`), then run it again"
            }
            // What this program itself says, of a link or a file that is too large.
            ErrorKind::Other => "replace it by a plain file, or take it away",
            _ => "see that the disk is in order, then run it again",
        }
    }
}

/// Whether the process or the system has as many files open as it may.
#[cfg(unix)]
fn is_out_of_files(reason: &io::Error) -> bool {
    use rustix::io::Errno;
    [Errno::MFILE, Errno::NFILE].iter().any(|one| reason.raw_os_error() == Some(one.raw_os_error()))
}

#[cfg(not(unix))]
fn is_out_of_files(_reason: &io::Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(operation: &'static str, reason: io::Error) -> FsError {
        failed(operation, Path::new("content/a.md"))(reason)
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_message_names_what_was_tried_the_path_the_reason_and_a_remedy() {
        use rustix::io::Errno;
        let told = |operation, errno: Errno| error(operation, errno.into()).to_string();
        assert_eq!(
            told("write", Errno::NOSPC),
            "cannot write content/a.md: No space left on device (os error 28); make room on the disk, \
             then run it again"
        );
        for (operation, errno, remedy) in [
            ("write", Errno::DQUOT, "room"),
            ("write", Errno::FBIG, "ulimit -f"),
            ("write", Errno::IO, "disk is in order"),
            ("write", Errno::ROFS, "writable"),
            ("create", Errno::ACCESS, "write to it"),
            ("read", Errno::ACCESS, "read it"),
            ("list", Errno::MFILE, "ulimit -n"),
            ("open", Errno::NFILE, "ulimit -n"),
            ("replace", Errno::ISDIR, "a folder is where a file belongs"),
            ("create the folder", Errno::NOTDIR, "a file is where a folder belongs"),
            ("create", Errno::NAMETOOLONG, "shorter name"),
            ("exchange", Errno::XDEV, "another folder"),
            ("read", Errno::NOENT, "name one that is there"),
            ("rename", Errno::NOENT, "run it again"),
            ("read", Errno::NOMEM, "memory"),
        ] {
            let told = told(operation, errno);
            assert!(told.contains(remedy), "{told}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_fault_of_one_file_is_told_from_a_fault_of_the_system() {
        use rustix::io::Errno;
        for errno in [Errno::ACCESS, Errno::PERM, Errno::NOENT, Errno::ISDIR, Errno::NAMETOOLONG] {
            assert!(error("read", errno.into()).is_of_this_file(), "{errno}");
        }
        for errno in [Errno::IO, Errno::MFILE, Errno::NFILE, Errno::NOMEM, Errno::STALE] {
            assert!(!error("read", errno.into()).is_of_this_file(), "{errno}");
        }
        assert!(error("read", io::Error::other("it is a link")).is_of_this_file());
    }
}
