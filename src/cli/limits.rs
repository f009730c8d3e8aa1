//! Limits that the system sets a process: one of them would end it without a word.

/// Makes a file that grows over the limit of file sizes (`ulimit -f`) an error that can be reported.
/// Without this, the system ends the program by a signal.
#[cfg(unix)]
pub(super) fn outlive_file_size_limit() {
    use rustix::process::{Resource, Signal, getrlimit};
    use tokio::signal::unix::{SignalKind, signal};
    if getrlimit(Resource::Fsize).current.is_none() {
        return;
    }
    // A signal that is listened for does not end the program. That goes on without a runtime, so the
    // one that is needed to say so need not last.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    if let Ok(runtime) = runtime {
        let _inside = runtime.enter();
        let _ = signal(SignalKind::from_raw(Signal::XFSZ.as_raw()));
    }
}

#[cfg(not(unix))]
pub(super) fn outlive_file_size_limit() {}
