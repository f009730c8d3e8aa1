//! `new`: example content files, every key explained, for people to fill in.

use std::path::Path;

use backstory::path::Slug;
use jiff::Timestamp;

use super::Outcome;
use super::args::{self, Kind};
use super::console::Console;
use super::failure::Failure;

/// Writes one example file and says where it is.
pub(crate) fn new(asked: &args::New, root: &Path, console: &Console) -> Result<Outcome, Failure> {
    if !root.join("site.toml").is_file() {
        let root = root.display();
        return Err(Failure::Usage(format!(
            "{root} holds no site.toml; run `backstory init` there, or name the site with --root"
        )));
    }
    let id = Slug::parse(&asked.id).map_err(|error| {
        let other = Slug::from_text(&asked.id);
        let hint = other.map_or(String::new(), |id| format!("; `{id}` would do"));
        Failure::Usage(format!("the id {error}{hint}"))
    })?;
    let title = asked.title.clone().or_else(|| title_from(id.as_str()));
    let title = title.unwrap_or_else(|| id.to_string());
    let date = match asked.kind {
        // When readers first see a change is when it is written, unless told otherwise.
        Kind::Change => Some(asked.date.map_or_else(today, |date| date.to_string())),
        _ => asked.date.map(|date| date.to_string()),
    };
    let name = format!("content/{}/{id}.md", folder(asked.kind));
    let path = root.join(&name);
    let text = example(asked.kind, &title, date.as_deref());
    if !backstory::fs::write_if_absent(&path, text.as_bytes())? {
        return Err(Failure::Usage(format!("{} is there already", path.display())));
    }
    console.line(&name)?;
    console.message(&format!("Next: {}", next(asked.kind)));
    Ok(Outcome::Fine)
}

/// The folder below `content/` in which files of a kind lie.
const fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "articles",
        Kind::Entity => "entities",
        Kind::Event => "events",
        Kind::Claim => "claims",
        Kind::Faq => "faq",
        Kind::Change => "changes",
        Kind::Page => "pages",
    }
}

/// What remains for a person to do.
const fn next(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "fill in outlet, date and link, and write the summary",
        Kind::Entity => "set the type, and write who or what it is",
        Kind::Event => "set the date, and quote the articles that report it",
        Kind::Claim => "add what each article says, in its exact words",
        Kind::Faq => {
            "write the answer in at most three sentences; until then it is an open question"
        }
        Kind::Change => "say what changed and why",
        Kind::Page => "write the page",
    }
}

/// Today's date in UTC. Only what a person asks for now is dated now; a build never is.
fn today() -> String {
    Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// A text as a quoted string that JSON, YAML and TOML read alike.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// A title made from a file's name: `harbour-strike` becomes `Harbour strike`. Absent when no
/// letter or digit is in it.
pub(crate) fn title_from(name: &str) -> Option<String> {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next()?;
    let title: String = first.to_uppercase().chain(letters).collect();
    title.contains(char::is_alphanumeric).then_some(title)
}

/// A path as people read it: below `folder` where it lies there.
pub(crate) fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

/// The text of an example file.
fn example(kind: Kind, title: &str, date: Option<&str>) -> String {
    let title = quoted(title);
    let dated = |key: &str| match date {
        Some(date) => format!("{key}: {date}"),
        None => format!("# {key}: 2025-05-16"),
    };
    match kind {
        Kind::Article => format!(
            "---\ntitle: {title}
# Who published it, and two letters for it, unlike any other article's.
# outlet: \"The Example Courier\"
# code: EC
# author: \"Their Name\"
# url: \"https://example.org/story\"
# When, as exactly as the source says: 2025, 2025-05, 2025-05-16, 2025-05-16T18:22+02:00.
{}
# How much of the text may be published: metadata, summary, excerpt or full (your own or licensed).
rights: summary
# language: en
# tags: [economy]
# Ids it had before; their addresses lead here.
# former_ids: [old-name]
# reviewed: a person has read it. locked: the tool never changes it again.
status: reviewed
---

",
            dated("published")
        ),
        Kind::Entity => format!(
            "---\nname: {title}
# person, organization or place
type: person
# Other names and spellings that sources use; all of them are linked.
# aliases: [\"Short name\"]
# role: \"what they are in this story\"
# same_as: [\"https://www.wikidata.org/wiki/Q1\"]
# Ids it had before; their addresses lead here.
# former_ids: [old-name]
status: reviewed
---

"
        ),
        Kind::Event => format!(
            "---\ntitle: {title}
# As exactly as it is known: 2025, 2025-05, 2025-05-16, 2025-05-16T18:22+02:00, 2025-05-14/2025-05-16.
{}
# Ids of entities.
# place: example-town
# participants: [example-person]
# The larger event it belongs to.
# part_of: example-event
# held (unless said otherwise), planned or cancelled
# outcome: planned
# Who reports it, in exact words; `check` compares them with the article.
# sources:
#   - article: example-article
#     quote: \"the exact words\"
# Ids it had before; their addresses lead here.
# former_ids: [old-name]
status: reviewed
---

",
            dated("date")
        ),
        Kind::Claim => format!(
            "---\nquestion: {title}
# What it is about: the id of an event, or with `about` of an entity.
# event: example-event
# Which property of it is asked for: duration, count, place, led-by …
attribute: other
# What each article says, in few words of yours and in its exact words. The verdict follows.
# positions:
#   - value: \"two hours\"
#     article: example-article
#     quote: \"the exact words\"
# Who says nothing, and why: published-before, other-topic,
# not-mentioned or not-read.
# silent:
#   - article: another-article
#     why: published-before
# What would settle it; puts the claim on the page of unknowns.
# settles: \"The minutes of the meeting.\"
# Ids it had before; their addresses lead here.
# former_ids: [old-name]
status: reviewed
---

"
        ),
        Kind::Faq => format!(
            "---\nquestion: {title}
# Place on the page, counted from 1.
# order: 1
# Ids of the claims that carry the answer, and quotations that do.
# claims: [example-claim]
# sources:
#   - article: example-article
#     quote: \"the exact words\"
# Of a question without an answer: what would settle it.
# settles: \"The minutes of the meeting.\"
# Ids it had before.
# former_ids: [old-name]
status: reviewed
---

"
        ),
        Kind::Change => format!(
            "---\n# source (one was added), verdict (of a claim), correction or event (one was added)
kind: correction
# When readers could first see it.
{}
# The id of the article, claim or event concerned.
# about: example-claim
# was: \"what stood there before\"
# now: \"what stands there now\"
# why: \"how the error came about\"
---

{}
",
            dated("at"),
            serde_json::from_str::<String>(&title).unwrap_or_default()
        ),
        Kind::Page => format!(
            "---\ntitle: {title}
# dek: \"One sentence below the headline.\"
# author: \"Your Name\"
# Ids it had before; their addresses lead here.
# former_ids: [old-name]
---

"
        ),
    }
}

#[cfg(test)]
mod tests {
    use backstory::content::library::PageMeta;
    use backstory::model::article::ArticleMeta;
    use backstory::model::change::ChangeMeta;
    use backstory::model::claim::ClaimMeta;
    use backstory::model::entity::EntityMeta;
    use backstory::model::event::EventMeta;
    use backstory::model::question::QuestionMeta;
    use serde::de::DeserializeOwned;

    use super::*;

    const ODD: &str = "Why \"this\": #1 \\ – ça?";

    /// The example as written and with everything in it switched on, read strictly.
    fn read<M: DeserializeOwned>(kind: Kind) -> [M; 2] {
        let text = example(kind, ODD, Some("2025-05-17"));
        let mut parts = text.split("---\n");
        assert_eq!(parts.next(), Some(""));
        let written = parts.next().expect("front matter");
        // `# key: value` and what is indented below it can be switched on; `# Words` explain.
        let is_key = |rest: &str| {
            rest.starts_with("  ")
                || rest.split_once(':').is_some_and(|(key, _)| {
                    key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                        && !key.is_empty()
                        && !["reviewed", "locked"].contains(&key)
                })
        };
        let on: Vec<_> = written
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| is_key(rest)).unwrap_or(line))
            .collect();
        let parsed = |text: &str| match serde_yaml::from_str(text) {
            Ok(meta) => meta,
            Err(error) => panic!("{kind:?}: {error}\n{text}"),
        };
        [parsed(written), parsed(&on.join("\n"))]
    }

    #[test]
    fn every_example_is_valid_as_written_and_with_all_its_keys() {
        let [_, article] = read::<ArticleMeta>(Kind::Article);
        assert_eq!((article.title.as_str(), article.code.as_deref()), (ODD, Some("EC")));
        let [_, entity] = read::<EntityMeta>(Kind::Entity);
        assert_eq!((entity.name.as_str(), entity.aliases.len()), (ODD, 1));
        assert_eq!(entity.former_ids.len(), 1);
        let [_, event] = read::<EventMeta>(Kind::Event);
        assert_eq!((event.sources.len(), event.date.is_some()), (1, true));
        let [_, claim] = read::<ClaimMeta>(Kind::Claim);
        assert_eq!((claim.positions.len(), claim.silent.len()), (1, 1));
        let [_, question] = read::<QuestionMeta>(Kind::Faq);
        assert_eq!((question.question.as_str(), question.order), (ODD, Some(1)));
        let [change, _] = read::<ChangeMeta>(Kind::Change);
        assert_eq!(change.at.to_string(), "2025-05-17");
        let [_, page] = read::<PageMeta>(Kind::Page);
        assert!(page.dek.is_some());
    }

    #[test]
    fn titles_come_from_names() {
        assert_eq!(title_from("harbour-strike").as_deref(), Some("Harbour strike"));
        assert_eq!(title_from("éclair_2").as_deref(), Some("Éclair 2"));
        assert_eq!(title_from("-"), None);
        assert_eq!(title_from(""), None);
    }
}
