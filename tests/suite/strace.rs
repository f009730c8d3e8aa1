//! Stopping a build, or refusing it something, at its n-th system call, by `strace -e inject`.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Output, Stdio};

use crate::program::backstory;
use crate::scene::{Scene, left_out};

/// What happens to which call.
pub(crate) struct Injection<'a> {
    /// The name of the system call.
    pub(crate) call: &'a str,
    /// The one it happens to, from 1; in each thread.
    pub(crate) at: usize,
    /// `signal=KILL` or `error=EIO`.
    pub(crate) what: &'a str,
}

/// How a build came out to which something happened.
pub(crate) struct Injected {
    pub(crate) output: Output,
    /// The call as the log has it.
    pub(crate) call: String,
}

/// Whether `strace` works here. Says loudly that a test is left out where it does not.
pub(crate) fn needs_strace(test: &str) -> bool {
    let mut probe = Command::new("strace");
    let inject = ["-e", "trace=getpid", "-e", "inject=getpid:error=EIO", "true"];
    let probe = probe.args(inject).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let why = match probe {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    left_out(&format!("{test}: it needs strace (`apt-get install strace`): {why}"));
    false
}

/// Builds on one thread beside the main one, with something happening to a call; nothing when the
/// build came to its end before that.
pub(crate) fn injected(scene: &Scene, injection: &Injection<'_>) -> Option<Injected> {
    let log = scene.root.with_extension("strace");
    let Injection { call, at, what } = injection;
    let mut command = Command::new("strace");
    command.args(["-f", "-qqq", "-o"]).arg(&log).args(["-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={call}:{what}:when={at}"), "-e", "signal=none"]);
    let plain = backstory(&scene.root);
    command.arg(plain.get_program()).arg("build");
    command.current_dir(&scene.root).env("RAYON_NUM_THREADS", "1").stdin(Stdio::null());
    let output = command.output().unwrap();
    let told = fs::read_to_string(&log).unwrap();
    // strace ends as the build did; a call that the build did not outlive has no result.
    let is_killed = output.status.signal() == Some(9);
    let is_hit = |line: &&str| line.contains("(INJECTED)") || (is_killed && line.ends_with("= ?"));
    let call = told.lines().find(is_hit)?.to_owned();
    Some(Injected { output, call })
}
