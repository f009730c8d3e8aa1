//! The story in one short Markdown text for language models (llmstxt.org): what is agreed, what is
//! not, and where to look. Leads to the Markdown twins of pages where the site has them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::data::Story;
use super::super::data::markdown::twin;
use super::super::data::prose::escaped;
use crate::config::Export;
use crate::model::date::words::in_words;
use crate::pages::view::LISTED;

/// The text of `llms.txt`.
pub(super) fn llms(story: &Story<'_>) -> String {
    let config = story.config;
    let url = |href: &str| {
        let href = if config.exports(Export::Markdown) { twin(href) } else { href.to_owned() };
        story.addresses.link(&href, "llms.txt")
    };
    let mut text = format!("# {}\n", config.title);
    if let Some(description) = &config.description {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n> {description}");
    }
    if let Some(date) = story.dates.as_of {
        let _ = writeln!(text, "\nAs of {}.", in_words(date));
    }
    let _ = writeln!(text, "\n- [The explainer]({})", url("index.html"));
    text.push_str("\n## Questions of fact\n\n");
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
                codes.extend((more > 0).then(|| format!("{more} more")));
                format!("{} ({})", answer.value, codes.join(", "))
            })
            .collect();
        let (question, href) = (escaped(&claim.question), url(&claim.href));
        let answers = answers.join("; ");
        let _ = writeln!(text, "- [{question}]({href}): {} — {answers}", claim.verdict.word);
    }
    text.push_str("\n## Sources\n\n");
    for source in story.catalogue.sources.values() {
        let date = source.published.as_ref().map_or("undated", |date| date.words.as_str());
        let (title, href) = (escaped(&source.title), url(&source.href));
        let _ = writeln!(text, "- {}: [{title}]({href}), {}, {date}", source.code, source.name);
    }
    let _ = writeln!(text, "\n## Optional\n\n- [Timeline]({})", url("timeline/index.html"));
    let _ = writeln!(text, "- [Questions and answers]({})", url("faq/index.html"));
    if config.exports(Export::Json) {
        let _ = writeln!(
            text,
            "- [The whole story as JSON]({})",
            story.addresses.link("data/story.json", "llms.txt")
        );
    }
    text
}
