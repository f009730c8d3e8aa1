//! What the program finds around it, read once: folder, terminals, variables. Everything else is
//! given it.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use backstory::pipeline::Options;

use super::args::{ColorChoice, Global, Overrides};
use super::failure::Failure;

/// The surroundings of the program.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent yes or no")]
pub(crate) struct Environment {
    /// The folder the command was given in.
    pub(crate) folder: PathBuf,
    /// Whether standard input is typed by a person.
    pub(crate) terminal_in: bool,
    /// Whether standard output is read by a person, not a program.
    pub(crate) terminal_out: bool,
    /// Whether standard error is.
    pub(crate) terminal_err: bool,
    /// Whether `NO_COLOR` asks for plain text (no-color.org: set, and not empty).
    pub(crate) no_color: bool,
    /// Whether GitHub Actions runs us, and can show diagnostics beside the lines they concern.
    pub(crate) github_actions: bool,
    /// The file to which GitHub Actions lets a step write what its page shows.
    pub(crate) step_summary: Option<PathBuf>,
    /// What tells this program from others: the size, date and number of its file.
    program: Option<String>,
    /// What `--color` says, as far as it is needed before arguments are understood.
    color: ColorChoice,
}

impl Environment {
    /// Looks around.
    pub(crate) fn read() -> Result<Self, Failure> {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may look")]
        let folder = std::env::current_dir().map_err(|reason| Failure::Stream {
            operation: "find",
            place: "the current folder".to_owned(),
            reason,
        })?;
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Ok(Self {
            folder,
            terminal_in: std::io::stdin().is_terminal(),
            terminal_out: std::io::stdout().is_terminal(),
            terminal_err: std::io::stderr().is_terminal(),
            no_color: set("NO_COLOR"),
            github_actions: std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
            step_summary: std::env::var_os("GITHUB_STEP_SUMMARY")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from),
            program: std::env::current_exe().ok().and_then(|path| {
                let stamp = backstory::fs::stamp(&path)?;
                Some(format!("{} {stamp:?}", env!("CARGO_PKG_VERSION")))
            }),
            color: typed_color(std::env::args_os().map(|word| word.to_string_lossy().into_owned())),
        })
    }

    /// Colours of help texts and usage errors, which are printed before arguments are understood.
    pub(crate) fn clap_color(&self) -> clap::ColorChoice {
        match self.color {
            ColorChoice::Always => clap::ColorChoice::Always,
            ColorChoice::Never => clap::ColorChoice::Never,
            ColorChoice::Auto if self.no_color => clap::ColorChoice::Never,
            ColorChoice::Auto => clap::ColorChoice::Auto,
        }
    }

    /// The site's folder: the one named, else the nearest at or above this one with a `site.toml`,
    /// else this one.
    pub(crate) fn root(&self, global: &Global) -> PathBuf {
        match &global.root {
            Some(root) => self.absolute(root),
            None => self
                .folder
                .ancestors()
                .find(|folder| folder.join("site.toml").is_file())
                .unwrap_or(&self.folder)
                .to_owned(),
        }
    }

    /// A path as typed here, made absolute, without `.` and `..`.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        let mut absolute = PathBuf::new();
        for part in self.folder.join(path).components() {
            match part {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir => {
                    absolute.pop();
                }
                part => absolute.push(part),
            }
        }
        absolute
    }

    /// What was typed, as the library understands it.
    pub(crate) fn options(&self, global: &Global, overrides: &Overrides) -> Options {
        Options {
            root: self.root(global),
            config: global.config.as_ref().map(|path| self.absolute(path)),
            output_dir: overrides.output_dir.as_ref().map(|path| self.absolute(path)),
            base_url: overrides.base_url.clone(),
            drafts: overrides.drafts,
            preview: false,
            program: self.program.clone(),
        }
    }
}

/// The value of the last `--color` among the words typed.
fn typed_color(words: impl Iterator<Item = String>) -> ColorChoice {
    let mut color = ColorChoice::Auto;
    let mut expected = false;
    for word in words {
        let value = if expected { Some(word.as_str()) } else { word.strip_prefix("--color=") };
        match value {
            Some("always") => color = ColorChoice::Always,
            Some("never") => color = ColorChoice::Never,
            _ => {}
        }
        expected = word == "--color";
    }
    color
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_of_the_command() {
        let environment = Environment {
            folder: PathBuf::from("/home/a"),
            terminal_in: false,
            terminal_out: false,
            terminal_err: false,
            no_color: false,
            github_actions: false,
            step_summary: None,
            color: ColorChoice::Auto,
        };
        for (typed, absolute) in
            [("b", "/home/a/b"), ("../b/./c", "/home/b/c"), ("/x/../y", "/y"), (".", "/home/a")]
        {
            assert_eq!(environment.absolute(Path::new(typed)), Path::new(absolute), "{typed}");
        }
    }

    #[test]
    fn the_last_colour_typed_counts() {
        let typed = |words: &[&str]| typed_color(words.iter().map(|word| (*word).to_owned()));
        assert_eq!(typed(&["backstory", "--color", "never", "build"]), ColorChoice::Never);
        assert_eq!(typed(&["--color=never", "--color=always"]), ColorChoice::Always);
        assert_eq!(typed(&["build"]), ColorChoice::Auto);
    }
}
