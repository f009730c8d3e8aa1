//! The story in one short Markdown text for language models (llmstxt.org): what is agreed, what is
//! not, and where to look. Leads to the Markdown twins of pages where the site has them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::data::Story;
use super::super::data::markdown::twin;
use crate::config::Export;
use crate::markdown::harmless::escaped;
use crate::pages::view::LISTED;

/// The text of `llms.txt`.
pub(in crate::pages) fn llms(story: &Story<'_>) -> String {
    let config = story.config;
    let strings = story.catalogue.strings;
    let url = |href: &str| {
        let href = if config.exports(Export::Markdown) { twin(href) } else { href.to_owned() };
        story.addresses.link(&href, "llms.txt")
    };
    let mut text = format!("# {}\n", escaped(&config.title));
    if let Some(description) = &config.description {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n> {}", escaped(description));
    }
    if let Some(date) = story.dates.as_of() {
        let date = strings.date(date);
        let _ = writeln!(text, "\n{}", strings.say("llms.as_of", &[("date", &date)]));
    }
    let _ = writeln!(text, "\n- [{}]({})", strings.text("lost.story"), url("index.html"));
    let _ = writeln!(text, "\n## {}\n", strings.text("llms.claims"));
    for claim in story.catalogue.claims_by_dispute() {
        let mut seen = BTreeSet::new();
        let answers: Vec<String> = claim
            .answers
            .iter()
            .filter(|answer| seen.insert(&answer.value))
            .map(|answer| {
                let positions = answer.positions.iter().take(LISTED);
                let mut codes: Vec<String> =
                    positions.map(|p| p.evidence.source.code.clone()).collect();
                let more = answer.count.saturating_sub(codes.len());
                codes.extend((more > 0).then(|| strings.count("llms.more", more)));
                format!("{} ({})", escaped(&answer.value), codes.join(", "))
            })
            .collect();
        let (question, href) = (escaped(&claim.question), url(&claim.href));
        let answers = answers.join(strings.text("marks.between"));
        let _ = writeln!(text, "- [{question}]({href}): {} — {answers}", claim.verdict.word);
    }
    let _ = writeln!(text, "\n## {}\n", strings.text("llms.sources"));
    for source in story.catalogue.sources.values() {
        let date = source.published.as_ref();
        let date = date.map_or(strings.text("part.undated"), |date| date.words.as_str());
        let (title, href) = (escaped(&source.title), url(&source.href));
        let name = escaped(&source.name);
        let _ = writeln!(text, "- {}: [{title}]({href}), {name}, {date}", source.code);
    }
    let _ = writeln!(text, "\n## {}\n", strings.text("llms.rest"));
    let _ = writeln!(text, "- [{}]({})", strings.text("llms.timeline"), url("timeline/index.html"));
    let _ = writeln!(text, "- [{}]({})", strings.text("faq.title"), url("faq/index.html"));
    if config.exports(Export::Json) {
        let href = story.addresses.link("data/story.json", "llms.txt");
        let _ = writeln!(text, "- [{}]({href})", strings.text("llms.data"));
    }
    text
}
