//! Every kind of problem there is: what it means, an example that raises it, the same mended. Knows
//! no content; a test holds that each is raised by its example and by nothing that is not listed.

mod content;
mod editorial;
mod intake;
mod site;

use std::fmt::Write as _;

use super::{Level, Span, closest, line_and_column};

/// What kind of thing a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The YAML at the head of content files.
    FrontMatter,
    /// What one file says of another.
    Links,
    /// Whether what is said can be traced to a source.
    Provenance,
    /// What an editor would ask.
    Journalism,
    /// People, organisations and places.
    Entities,
    /// The running text.
    Text,
    /// Files that cannot be used.
    Files,
    /// Sources that are taken in.
    Sources,
    /// `site.toml`, templates and what is published.
    Site,
}

impl Family {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::FrontMatter,
        Self::Links,
        Self::Provenance,
        Self::Journalism,
        Self::Entities,
        Self::Text,
        Self::Files,
        Self::Sources,
        Self::Site,
    ];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::FrontMatter => "Front matter",
            Self::Links => "Links and references",
            Self::Provenance => "Provenance",
            Self::Journalism => "Journalism",
            Self::Entities => "Entities",
            Self::Text => "Text",
            Self::Files => "Files",
            Self::Sources => "Sources",
            Self::Site => "Settings, templates, output",
        }
    }
}

/// The command that meets a problem first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `check`, and most of them `build` too.
    Check,
    /// `ingest`, and `build`, which takes in what is new.
    Ingest,
    /// `serve`.
    Serve,
}

/// A file of an example: its path below the site, and its text. `⟦` and `⟧` stand around the bytes a
/// problem is placed on; a path `a -> b` is a symbolic link, and `a (deleted)` a file taken away; `\u{fffd}` stands for a byte that is no
/// UTF-8; files below `incoming/` are given to `ingest` by name.
pub type File = (&'static str, &'static str);

/// One kind of problem.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Its stable name, as in messages.
    pub name: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What it is about.
    pub family: Family,
    /// Who meets it first.
    pub command: Command,
    /// What is wrong, in a line.
    pub summary: &'static str,
    /// Why it matters and when it arises, in a few sentences.
    pub explanation: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// What a site holds, and has taken in, before the files of the examples come.
    pub before: &'static [File],
    /// Files that raise it, in a site that has nothing else wrong.
    pub wrong: &'static [File],
    /// The same files, mended.
    pub right: &'static [File],
}

/// What most entries begin with.
const CHECKED: Code = Code {
    name: "",
    level: Level::Error,
    family: Family::FrontMatter,
    command: Command::Check,
    summary: "",
    explanation: "",
    remedy: "",
    before: &[],
    wrong: &[],
    right: &[],
};

/// All codes, by family and then in the order in which people meet them.
pub fn all() -> impl Iterator<Item = &'static Code> {
    let tables = [content::CODES, editorial::CODES, intake::CODES, site::CODES];
    Family::ALL.into_iter().flat_map(move |family| {
        tables.into_iter().flatten().filter(move |code| code.family == family)
    })
}

/// The code of this name.
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}

/// The code whose name is most like a name that there is not.
pub fn near(name: &str) -> Option<&'static Code> {
    closest(name, all().map(|code| code.name)).and_then(find)
}

/// The text of an example's file, and the bytes of it that the problem is placed on.
pub fn unmarked(marked: &str) -> (String, Option<Span>) {
    let text = marked.replace(['⟦', '⟧'], "");
    let span = marked.find('⟦').zip(marked.find('⟧'));
    (text, span.map(|(start, end)| Span::new(start, end - '⟦'.len_utf8())))
}

/// All codes with their summaries, a line each, under the headings of their families.
pub fn list() -> String {
    let width = all().map(|code| code.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for family in Family::ALL {
        let gap = if out.is_empty() { "" } else { "\n" };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{gap}{}", family.title());
        for code in all().filter(|code| code.family == family) {
            let level = level_word(code.level);
            let _ = writeln!(out, "  {:<width$}  {level:<7}  {}", code.name, code.summary);
        }
    }
    out
}

/// The page of one code, for a terminal.
pub fn page(code: &Code) -> String {
    let mut out = format!("{}[{}]: {}\n\n", level_word(code.level), code.name, code.summary);
    out.push_str(&wrapped(code.explanation));
    for (heading, files) in [("Wrong", code.wrong), ("Right", code.right)] {
        for (path, marked) in files {
            let _ = write!(out, "\n{heading}: {path}\n\n{}", shown(marked));
        }
        if files.is_empty() {
            let _ = writeln!(out, "\n{heading}: without that file");
        }
    }
    let _ = write!(out, "\n{}", wrapped(&format!("Remedy: {}", code.remedy)));
    out
}

/// All pages as Markdown, for the documentation.
pub fn markdown() -> String {
    let mut out = "# Diagnostic codes\n".to_owned();
    for family in Family::ALL {
        let _ = write!(out, "\n## {}\n", family.title());
        for code in all().filter(|code| code.family == family) {
            let (name, level) = (code.name, level_word(code.level));
            let _ = write!(out, "\n### {name}\n\n*{level}*: {}.\n\n", code.summary);
            let _ = writeln!(out, "{}", code.explanation);
            for (heading, files) in [("Wrong", code.wrong), ("Right", code.right)] {
                for (path, marked) in files {
                    let (text, _) = unmarked(marked);
                    let text = text.trim_end();
                    let _ = write!(out, "\n{heading}, `{path}`:\n\n````text\n{text}\n````\n");
                }
            }
            let _ = write!(out, "\nRemedy: {}\n", code.remedy);
        }
    }
    out
}

/// The level as messages show it.
pub const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// An example's lines, indented, the fault marked below its line.
fn shown(marked: &str) -> String {
    let (text, span) = unmarked(marked);
    let place = span.map(|span| (line_and_column(&text, span.start), span.of(&text)));
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        let _ = writeln!(out, "    {line}");
        if let Some(((row, column), words)) = place
            && row == at + 1
        {
            let first = words.lines().next().unwrap_or("").chars().count().max(1);
            let _ = writeln!(out, "    {}{}", " ".repeat(column - 1), "^".repeat(first));
        }
    }
    out
}

/// Text in lines of at most 90 characters.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 90;
    let mut out = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > WIDTH {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_and_all_its_parts() {
        let mut names = BTreeSet::new();
        for code in all() {
            let name = code.name;
            assert!(names.insert(name), "{name} twice");
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'8'),
                "{name}"
            );
            assert!(!code.summary.ends_with('.') && code.summary.len() < 80, "{name}");
            assert!(code.explanation.ends_with('.') && code.remedy.ends_with('.'), "{name}");
            assert!(code.explanation.len() > 60, "{name}");
        }
        assert!(names.len() > 60);
        assert_eq!(near("unknwon-key").map(|code| code.name), Some("unknown-key"));
    }

    #[test]
    fn pages_mark_the_fault_below_its_line() {
        assert_eq!(shown("a\nñ ⟦bé⟧ c\n"), "    a\n    ñ bé c\n      ^^\n");
        assert_eq!(unmarked("ñ⟦b⟧"), ("ñb".to_owned(), Some(Span::new(2, 3))));
        assert!(all().all(|code| page(code).contains(code.summary)));
    }
}
