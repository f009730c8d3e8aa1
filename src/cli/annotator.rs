//! Runs the one program that may be run: the annotator a site names, when the command asks for it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// Runs `command` in `folder` with `input` on its standard input; its messages go to the terminal.
/// A program named without a slash is looked for in `PATH`.
pub(crate) fn run(command: &[String], folder: &Path, input: &[u8]) -> Result<Vec<u8>, String> {
    let Some((program, arguments)) = command.split_first() else {
        return Err("no program is named".to_owned());
    };
    #[expect(clippy::disallowed_methods, reason = "the owner's program, on the owner's command")]
    let mut started = Command::new(program);
    let started = started
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn();
    let mut child = started.map_err(|error| format!("it cannot be started: {error}"))?;
    let questions = child.stdin.take();
    let output = thread::scope(|scope| {
        // Both ends move at once: a program may answer before it has read everything. One that stops
        // reading is judged by its exit code and its answer.
        scope.spawn(|| questions.map(|mut questions| questions.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(|error| format!("it cannot be waited for: {error}"))?;
    if !output.status.success() {
        return Err(format!("it ended with {}", output.status));
    }
    Ok(output.stdout)
}
