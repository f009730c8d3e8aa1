//! The reference of diagnostic codes, from their catalogue: a list of all, and a page for each
//! family.

use std::fmt::Write as _;

use backstory::diagnostic::catalogue::{self, Code, Command, Family, File, level_word, unmarked};
use backstory::path::Slug;

use super::Page;
use super::words::{block, cell, escaped};

/// The list, and the families' pages.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = vec![list()];
    pages.extend(Family::ALL.into_iter().map(family_page));
    pages
}

/// The id of a family's page.
fn id(family: Family) -> String {
    let name = Slug::from_text(family.title());
    name.map_or_else(String::new, |name| format!("codes-{name}"))
}

fn of(family: Family) -> impl Iterator<Item = &'static Code> {
    catalogue::all().filter(move |code| code.family == family)
}

fn list() -> Page {
    let mut body = "Every problem that the program reports has a code. It stands in brackets in the message, and \
                    `backstory explain CODE` prints its page in the terminal. An error makes `check` and `build` end \
                    with exit code 1. A warning does so with `--deny warning`. A note is what an editor would ask.\n"
        .to_owned();
    for family in Family::ALL {
        let id = id(family);
        // Writing to a String cannot fail.
        let _ = write!(body, "\n## {}\n\n", family.title());
        let _ = writeln!(body, "The page [[{id}|{}]] has the examples.\n", family.title());
        body.push_str("| code | level | what is wrong |\n|---|---|---|\n");
        for code in of(family) {
            let (name, level) = (code.name, level_word(code.level));
            let _ =
                writeln!(body, "| [{name}](/{id}/#{name}) | {level} | {} |", cell(code.summary));
        }
    }
    let dek = "Every problem that is reported, with its level, by what it is about.";
    Page::made("codes", "Diagnostic codes", dek, &body)
}

fn family_page(family: Family) -> Page {
    let mut body = "All codes stand in the [[codes|list of diagnostic codes]].\n".to_owned();
    for code in of(family) {
        let (name, level) = (code.name, level_word(code.level));
        let by = match code.command {
            Command::Check => "check",
            Command::Ingest => "ingest",
            Command::Serve => "serve",
        };
        let _ = write!(body, "\n## {name}\n\n*{level}, first met by* `{by}`: ");
        let _ = write!(body, "{}.\n\n{}\n", escaped(code.summary), escaped(code.explanation));
        examples(&mut body, "Before", code.before);
        examples(&mut body, "Wrong", code.wrong);
        examples(&mut body, "Right", code.right);
        if code.right.is_empty() && !code.wrong.is_empty() {
            body.push_str("\n**Right:** without that file.\n");
        }
        let _ = write!(body, "\n**Remedy:** {}\n", escaped(code.remedy));
    }
    let title = format!("Codes: {}", family.title().to_lowercase());
    let dek = "What each code means, an example that raises it, and the same example mended.";
    Page::made(&id(family), &title, dek, &body)
}

fn examples(body: &mut String, heading: &str, files: &[File]) {
    for (path, marked) in files {
        let (text, _) = unmarked(marked);
        let text = text.trim_end();
        if text.is_empty() {
            let _ = write!(body, "\n**{heading}:** `{path}`, an empty file\n");
            continue;
        }
        let _ = write!(body, "\n**{heading}:** `{path}`\n\n{}", block("text", text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_in_the_list_and_explained_where_the_list_says() {
        let pages = pages();
        let text = |id: &str| &pages.iter().find(|page| page.id == id).expect(id).text;
        for code in catalogue::all() {
            let (id, name) = (id(code.family), code.name);
            assert!(text("codes").contains(&format!("| [{name}](/{id}/#{name}) |")), "{name}");
            let page = text(&id);
            let heading = format!("\n## {name}\n");
            let rest = page.split(&heading).nth(1).expect(name);
            let own = rest.split("\n## ").next().expect("a text");
            assert!(own.contains(&escaped(code.remedy)), "{name}");
            // What needs a disk that fails has no example.
            for mark in ["**Wrong:**", "**Right:**"] {
                assert_eq!(own.contains(mark), !code.wrong.is_empty(), "{name} {mark}");
            }
        }
    }
}
