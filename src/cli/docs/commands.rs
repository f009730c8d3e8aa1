//! The reference of the command line, from the tree of commands that also parses it.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory as _};

use super::Page;
use super::words::{block, escaped};
use crate::cli::args::Args;

/// Every command with its options, and those that all commands share.
pub(super) fn page() -> Page {
    let mut program = Args::command();
    program.build();
    let mut body = String::new();
    if let Some(about) = program.get_long_about().or_else(|| program.get_about()) {
        paragraphs(&about.to_string(), &mut body);
    }
    if let Some(after) = program.get_after_help() {
        after_help(&after.to_string(), &mut body);
    }
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        describe("", command, &mut body);
    }
    body.push_str("\n## Options of every command\n\n");
    options(program.get_arguments().filter(|arg| arg.is_global_set()), &mut body);
    let dek = "Every command, what it does and what it can be told.";
    Page::made("commands", "Commands", dek, &body)
}

/// A command, and then those below it.
fn describe(above: &str, command: &Command, body: &mut String) {
    let name = format!("{above}{}", command.get_name());
    let marks = "#".repeat(2 + usize::from(!above.is_empty()));
    // Writing to a String cannot fail.
    let _ = write!(body, "\n{marks} `{name}`\n\n");
    let about = command.get_long_about().or_else(|| command.get_about());
    paragraphs(&about.map(ToString::to_string).unwrap_or_default(), body);
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let _ = write!(body, "\n{}", block("text", usage));
    let own: Vec<&Arg> = command.get_arguments().filter(|arg| is_own(arg)).collect();
    if !own.is_empty() {
        body.push('\n');
        options(own.into_iter(), body);
    }
    if let Some(after) = command.get_after_help() {
        after_help(&after.to_string(), body);
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        describe(&format!("{name} "), below, body);
    }
}

/// Whether an option is this command's, and not one of all commands.
fn is_own(arg: &Arg) -> bool {
    !arg.is_global_set()
        && !arg.is_hide_set()
        && !["help", "version"].contains(&arg.get_id().as_str())
}

/// A list of options: how each is typed, what it means, its values and its default.
fn options<'a>(args: impl Iterator<Item = &'a Arg>, body: &mut String) {
    for arg in args {
        let help = arg.get_long_help().or_else(|| arg.get_help());
        let help = help.map(ToString::to_string).unwrap_or_default();
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        // clap drops the full stop of what is one sentence.
        let stop = if help.ends_with(['.', '?', ']']) { "" } else { "." };
        let _ = write!(body, "- `{}`: {}{stop}", typed(arg), escaped(&help));
        let default: Vec<_> =
            arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
        if arg.get_action().takes_values() && !default.is_empty() {
            let _ = write!(body, " Default: `{}`.", default.join(" "));
        }
        body.push('\n');
        values(arg, body);
    }
}

/// The words that an option takes, where there are only so many.
fn values(arg: &Arg, body: &mut String) {
    if !arg.get_action().takes_values() {
        return;
    }
    for value in arg.get_possible_values().iter().filter(|value| !value.is_hide_set()) {
        let _ = match value.get_help() {
            Some(help) => {
                let help = help.to_string();
                let stop = if help.ends_with('.') { "" } else { "." };
                writeln!(body, "  - `{}`: {}{stop}", value.get_name(), escaped(&help))
            }
            None => writeln!(body, "  - `{}`", value.get_name()),
        };
    }
}

/// An option as it is typed: `-o, --output-dir FOLDER`.
fn typed(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let takes = arg.get_action().takes_values() && !names.is_empty();
    let values = names.iter().map(clap::builder::Str::as_str).collect::<Vec<_>>().join(" ");
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    match (flags.is_empty(), takes) {
        (true, _) if takes => values,
        (true, _) => arg.get_id().as_str().to_uppercase(),
        (false, true) => format!("{} {values}", flags.join(", ")),
        (false, false) => flags.join(", "),
    }
}

/// Paragraphs of a comment; within one, the line breaks are those of the code.
fn paragraphs(text: &str, body: &mut String) {
    for paragraph in text.split("\n\n") {
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let stop =
            if paragraph.ends_with(['.', ':', '?']) || paragraph.is_empty() { "" } else { "." };
        let _ = write!(body, "\n{}{stop}\n", escaped(&paragraph));
    }
}

/// What stands below the options: lines that are set as they are, each part under its heading.
fn after_help(text: &str, body: &mut String) {
    for part in text.split("\n\n") {
        let (heading, lines) = match part.split_once('\n') {
            Some((heading, lines)) if heading.ends_with(':') && lines.starts_with("  ") => {
                (heading, lines)
            }
            _ => {
                let one = part.strip_prefix("Example:").map(str::trim);
                match one {
                    Some(lines) if !lines.is_empty() => ("Example:", lines),
                    _ => {
                        paragraphs(part, body);
                        continue;
                    }
                }
            }
        };
        let indent = |line: &&str| line.len() - line.trim_start().len();
        let all = lines.lines().filter(|line| !line.trim().is_empty());
        let least = all.map(|line| indent(&line)).min().unwrap_or(0);
        let cut: Vec<&str> = lines.lines().map(|line| line.get(least..).unwrap_or("")).collect();
        let _ = write!(body, "\n{}\n\n{}", escaped(heading), block("text", &cut.join("\n")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command and option that is missing from the page.
    fn missing(above: &str, command: &Command, text: &str, out: &mut Vec<String>) {
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            let name = format!("{above}{}", below.get_name());
            let marks = if above.is_empty() { "##" } else { "###" };
            let Some(rest) = text.split(&format!("\n{marks} `{name}`\n")).nth(1) else {
                out.push(name);
                continue;
            };
            let own = rest.split("\n## ").next().expect("a text");
            for arg in below.get_arguments().filter(|arg| is_own(arg)) {
                if !own.contains(&format!("\n- `{}`: ", typed(arg))) {
                    out.push(format!("{name} {}", typed(arg)));
                }
            }
            missing(&format!("{name} "), below, text, out);
        }
    }

    #[test]
    fn every_command_and_option_is_there() {
        let text = page().text;
        let mut program = Args::command();
        program.build();
        let mut out = Vec::new();
        missing("", &program, &text, &mut out);
        assert_eq!(out, [""; 0]);
        assert!(text.contains("\n## `theme`\n") && text.contains("\n### `theme eject`\n"));
        for global in ["-r, --root FOLDER", "--color WHEN", "-q, --quiet"] {
            assert!(text.contains(&format!("\n- `{global}`: ")), "{global}");
        }
    }
}
