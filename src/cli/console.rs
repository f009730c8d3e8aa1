//! What people and programs read: results on standard output, everything else on standard error.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use backstory::diagnostic::render::{Format, capped, render};
use backstory::diagnostic::{Diagnostic, Level, sorted};
use backstory::unicode::printable;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{ColorChoice, Global};
use super::environment::Environment;
use super::failure::Failure;

/// The two standard streams and how much to say on them.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent yes or no")]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    color_out: bool,
    color_err: bool,
    terminal_err: bool,
    /// Whether the reader of standard output has gone.
    closed: Arc<AtomicBool>,
}

impl Console {
    /// As typed and as the terminals allow.
    pub(crate) fn new(global: &Global, environment: &Environment) -> Self {
        let colored = |terminal: bool| match global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !environment.no_color,
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            color_out: colored(environment.terminal_out),
            color_err: colored(environment.terminal_err),
            terminal_err: environment.terminal_err,
            closed: Arc::default(),
        }
    }

    /// For what must be said before arguments are understood.
    pub(crate) fn plain() -> Self {
        Self {
            quiet: false,
            verbose: false,
            color_out: false,
            color_err: false,
            terminal_err: false,
            closed: Arc::default(),
        }
    }

    /// Whether details are wanted.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Prints text, as it is, on standard output. A reader who closes the pipe (`| head`) is no
    /// error: what follows is dropped.
    pub(crate) fn result(&self, text: &str) -> Result<(), Failure> {
        if self.is_closed() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.store(true, Ordering::Relaxed);
                Ok(())
            }
            written => written.map_err(|reason| Failure::Stream {
                operation: "write to",
                place: "standard output".to_owned(),
                reason,
            }),
        }
    }

    /// Prints a line on standard output.
    pub(crate) fn line(&self, text: &str) -> Result<(), Failure> {
        self.result(&format!("{text}\n"))
    }

    /// Whether nobody reads results any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Says how work goes on, unless silence was asked for.
    pub(crate) fn message(&self, text: &str) {
        if !self.quiet {
            say(&format!("{}\n", printable(text)));
        }
    }

    /// Says why a command failed.
    pub(crate) fn error(&self, text: &str) {
        let label = if self.color_err { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" };
        say(&format!("{label}: {}\n", printable(text)));
    }

    /// Shows diagnostics on standard error, for people. Notes only when details are wanted.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic], root: &Path) {
        let least = match (self.quiet, self.verbose) {
            (true, _) => Level::Error,
            (false, true) => Level::Note,
            (false, false) => Level::Warning,
        };
        let shown = diagnostics.iter().filter(|one| one.level <= least).cloned().collect();
        let format = Format::Human { color: self.color_err };
        let shown = sorted(shown);
        let (shown, left_out) = if self.verbose { (shown, Vec::new()) } else { capped(&shown) };
        say(&rendered(&shown, format, root));
        say_left_out(&left_out, "--verbose shows them");
    }

    /// The human format as standard output shows it.
    pub(crate) fn human(&self) -> Format {
        Format::Human { color: self.color_out }
    }

    /// A bar on a terminal, nothing elsewhere. Give its `report` to the library.
    pub(crate) fn progress(&self) -> Progress {
        let target = if self.terminal_err && !self.quiet {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = "{msg:>12} {wide_bar} {pos}/{len}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Progress { bar }
    }
}

/// Writes to standard error; when nobody reads that, there is nobody to tell.
fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says how many problems of each code were not shown: quiet or not, they are there.
pub(crate) fn say_left_out(left_out: &[(&'static str, usize)], how: &str) {
    for (code, more) in left_out {
        say(&format!("… and {more} more of {code}; {how}\n"));
    }
}

/// A progress bar that leaves the terminal as it found it.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Takes the library's reports: the phase, how many units are done, of how many.
    pub(crate) fn report(&self, phase: &'static str, done: usize, all: usize) {
        self.bar.set_message(phase);
        self.bar.set_length(all as u64);
        self.bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `2 errors, 1 warning`; empty when there is neither.
pub(crate) fn tally(diagnostics: &[Diagnostic]) -> String {
    let of = |level| diagnostics.iter().filter(|one| one.level == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(count(errors, "error", "errors"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning", "warnings"));
    }
    parts.join(", ")
}

/// A duration as people say it: `240 ms`, `1.2 s`.
pub(crate) fn spoken(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// Texts of files kept while problems are written.
const MOST_TEXTS: usize = 8;

/// Diagnostics as text, with the lines of the files below `root` that they point to.
pub(crate) fn rendered(diagnostics: &[Diagnostic], format: Format, root: &Path) -> String {
    let read = |file: &str| {
        let bytes = backstory::fs::read(&root.join(file)).ok()?;
        // As content is read: places count from behind a byte-order mark.
        Some(backstory::unicode::decode(&bytes, Some("utf-8")).text)
    };
    // Problems come sorted by file, so the last few files are what is asked for again.
    let known: RefCell<VecDeque<(String, Option<String>)>> = RefCell::default();
    let source = |file: &str| {
        let mut known = known.borrow_mut();
        if let Some((_, text)) = known.iter().find(|(name, _)| name == file) {
            return text.clone();
        }
        if known.len() >= MOST_TEXTS {
            known.pop_front();
        }
        let text = read(file);
        known.push_back((file.to_owned(), text.clone()));
        text
    };
    render(diagnostics, format, &source)
}
