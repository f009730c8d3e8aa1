//! Bodies for machines: Markdown with ordinary links in place of wikilinks, and plain text.

use super::Story;
use super::markdown::twin;
use crate::graph::{Link, LinkKind, Target};
use crate::markdown::harmless::{escaped, harmless};
use crate::markdown::plain_text;
use crate::path::ContentPath;

/// A body as Markdown that other programs understand, for the file `from` below the site's base. Links
/// of a page's twin in Markdown lead to other twins. What could run where it is shown is words in it.
pub fn ordinary(story: &Story<'_>, path: &ContentPath, body: &str, from: &str) -> String {
    let text = harmless(with_links(story, path, body, |link| linked(story, link, from)));
    // Spaces in front of the first line have a meaning.
    text.trim_end().trim_start_matches('\n').to_owned()
}

/// A body as plain text, one line a paragraph.
pub fn plain(story: &Story<'_>, path: &ContentPath, body: &str) -> String {
    if body.trim().is_empty() {
        return String::new();
    }
    let text = with_links(story, path, body, |link| {
        let words = words(story, link)?;
        // A chip is a reference, not a word of the sentence.
        Some(if link.kind == LinkKind::Source { String::new() } else { escaped(&words) })
    });
    let text = plain_text(&text);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The body with each link of the graph replaced; a link for which there is nothing stays as written.
fn with_links(
    story: &Story<'_>,
    path: &ContentPath,
    body: &str,
    replace: impl Fn(&Link) -> Option<String>,
) -> String {
    let links = story.catalogue.links(path);
    let mut out = String::with_capacity(body.len());
    let mut written = 0;
    for link in links {
        // Names found in the text are words already.
        if link.kind == LinkKind::Automatic || link.span.start < written {
            continue;
        }
        let Some(before) = body.get(written..link.span.start) else { continue };
        out.push_str(before);
        out.push_str(&replace(link).unwrap_or_else(|| escaped(&link.text)));
        written = link.span.end;
    }
    out.push_str(body.get(written..).unwrap_or(""));
    out
}

/// What a link says: its words, a source's code, a claim's answers.
fn words(story: &Story<'_>, link: &Link) -> Option<String> {
    let catalogue = story.catalogue;
    match (&link.kind, link.target.as_ref()?) {
        (LinkKind::Source, Target::Article(id)) => Some(catalogue.sources.get(id)?.code.clone()),
        (LinkKind::Quote, Target::Article(id)) => {
            story.catalogue.may_quote(id).then(|| format!("“{}”", link.text))
        }
        (LinkKind::Claim, Target::Claim(id)) => {
            let claim = catalogue.claims.get(id)?;
            let values: Vec<&str> = claim.answers.iter().map(|a| a.value.as_str()).collect();
            Some(values.join(" / "))
        }
        _ => Some(link.text.clone()),
    }
}

fn linked(story: &Story<'_>, link: &Link, from: &str) -> Option<String> {
    let catalogue = story.catalogue;
    let target = link.target.as_ref()?;
    let anchor = |text: &str, href: &str| {
        let href = if from.ends_with("index.md") { twin(href) } else { href.to_owned() };
        format!("[{}]({})", escaped(text), story.addresses.link(&href, from))
    };
    match (&link.kind, target) {
        (LinkKind::Source, Target::Article(id)) => {
            let source = catalogue.sources.get(id)?;
            Some(format!("({})", anchor(&source.code, &source.href)))
        }
        (LinkKind::Quote, Target::Article(id)) => {
            let source = catalogue.sources.get(id)?;
            let chip = anchor(&source.code, &source.href);
            Some(if story.catalogue.may_quote(id) {
                format!("“{}” ({chip})", escaped(&link.text))
            } else {
                format!("({chip})")
            })
        }
        (LinkKind::Claim, Target::Claim(id)) => {
            let claim = catalogue.claims.get(id)?;
            let chip = anchor(&claim.verdict.word, &claim.href);
            Some(format!("{} ({chip})", escaped(&words(story, link)?)))
        }
        _ => Some(anchor(&link.text, &catalogue.link(target)?.href)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::with_story;
    use super::*;

    #[test]
    fn wikilinks_become_links_and_plain_words() {
        with_story(None, |story| {
            let index = story.catalogue.library.index().expect("the explainer");
            let text = ordinary(story, index.path, index.body(), "index.md");
            assert!(!text.contains("[["), "{text}");
            assert!(text.contains("([HP](sources/harbour-post/index.md))"), "{text}");
            assert!(text.contains("“we closed it the minute we knew” ([HP]("), "{text}");
            assert!(text.contains("[^dive]: The dive"), "{text}");
            let text = plain(story, index.path, index.body());
            assert!(text.contains("It carries about 38,000 / 40,000"), "{text}");
            assert!(!text.contains("[[") && !text.contains("](") && !text.contains("HP"), "{text}");
        });
    }
}
