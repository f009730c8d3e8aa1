//! What can be found: documents made from pages, as these show them. Knows no index.

use std::collections::BTreeMap;

use super::plain::{Line, lines};
use crate::diagnostic::Span;
use crate::language::sentence::sentences;
use crate::pages::entry::{EntityPage, EventPage, SourcePage};
use crate::pages::view::{ClaimView, QuestionView};
use crate::pages::{Page, View, view::href};
use crate::render::sanitize::SafeHtml;

/// Bytes of a text shown with results at most; of a longer one all words are found, but only
/// sentences from its beginning shown.
const SHOWN: usize = 24_000;
/// Longest sentence shown, in bytes; a longer one is cut between words.
const LONGEST_SENTENCE: usize = 600;

/// What a document is; results are grouped by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A person, organisation or place.
    Entity,
    /// Something that happened.
    Event,
    /// A question of fact.
    Claim,
    /// A question with its answer.
    Question,
    /// A section of the explainer, or of another page of prose.
    Explainer,
    /// A source.
    Article,
}

impl Kind {
    /// The name in the index.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Event => "event",
            Self::Claim => "claim",
            Self::Question => "question",
            Self::Explainer => "explainer",
            Self::Article => "article",
        }
    }
}

/// One thing that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// How important it is among its kind; more is more.
    pub rank: u64,
    /// Its address below the site's base.
    pub href: String,
    /// Its name, headline or question.
    pub title: String,
    /// A few words that tell it from others: role, date, verdict, outlet.
    pub note: String,
    /// BCP 47 tag of the title, where that is a source's.
    pub language: Option<String>,
    /// Other names for it.
    pub names: Vec<String>,
    /// What it says, sentence by sentence; the names in one line come first.
    pub sentences: Vec<String>,
    /// What it is found by as well, but not shown with.
    pub also: Vec<String>,
}

/// The documents that a page stands for. `bodies` are its rendered bodies by file.
pub fn documents(page: &Page, bodies: &BTreeMap<&str, SafeHtml>) -> Vec<Document> {
    let body = |file: Option<&String>| -> Vec<Line> {
        let html = file.and_then(|file| bodies.get(file.as_str()));
        html.map(|html| lines(html.as_str())).unwrap_or_default()
    };
    match &page.view {
        View::Entity(view) => vec![entity(view, body(view.body.as_ref()))],
        View::Event(view) => vec![event(view, body(view.body.as_ref()))],
        View::Claim(view) => vec![claim(&view.claim, body(view.claim.body.as_ref()))],
        View::Source(view) => vec![article(view, body(view.body.as_ref()))],
        View::Faq(view) => {
            let all = view.answered.iter().chain(&view.open);
            all.map(|asked| question(asked, body(asked.body.as_ref()))).collect()
        }
        View::Home(view) => {
            sections(page, &view.headline, view.dek.as_ref(), body(view.body.as_ref()))
        }
        View::Prose(view) if view.body.is_some() => {
            sections(page, &view.headline, view.dek.as_ref(), body(view.body.as_ref()))
        }
        _ => Vec::new(),
    }
}

fn entity(view: &EntityPage, body: Vec<Line>) -> Document {
    let entity = &view.entity;
    let role = entity.role.clone().unwrap_or_else(|| entity.kind_word.clone());
    let mut document = Document::new(Kind::Entity, &entity.href, &entity.name);
    document.rank = (entity.sources * 1000 + entity.mentions + entity.events) as u64;
    document.note = role;
    document.names.clone_from(&view.aliases);
    if !view.aliases.is_empty() {
        document.sentences.push(view.aliases.join(" · "));
    }
    document.say(body);
    document
}

fn event(view: &EventPage, body: Vec<Line>) -> Document {
    let event = &view.event;
    let mut document = Document::new(Kind::Event, &event.href, &event.title);
    document.rank = event.source_count as u64;
    let when = event.date.as_ref().map(|date| date.words.as_str());
    let place = event.place.as_ref().map(|place| place.text.as_str());
    document.note = when.into_iter().chain(place).collect::<Vec<_>>().join(", ");
    document.say(body);
    document.say(view.reports.iter().filter_map(|quote| quote.quote.clone()).map(Line::from));
    document.also = view.participants.iter().map(|entity| entity.name.clone()).collect();
    document
}

fn claim(view: &ClaimView, body: Vec<Line>) -> Document {
    let mut document = Document::new(Kind::Claim, &view.href, &view.question);
    document.rank = view.answers.iter().map(|answer| answer.count as u64).sum();
    let about = view.about.as_ref().map(|about| about.text.as_str());
    document.note =
        std::iter::once(view.verdict.word.as_str()).chain(about).collect::<Vec<_>>().join(" · ");
    for answer in &view.answers {
        document.say([Line::from(answer.value.clone())]);
        let quotes = answer.positions.iter().filter_map(|one| one.evidence.quote.clone());
        document.say(quotes.map(Line::from));
    }
    document.say(body);
    document.say(view.settles.clone().map(Line::from));
    document
}

fn question(view: &QuestionView, body: Vec<Line>) -> Document {
    let mut document = Document::new(Kind::Question, &view.href, &view.question);
    document.say(body);
    document
}

fn article(view: &SourcePage, body: Vec<Line>) -> Document {
    let source = &view.source;
    let mut document = Document::new(Kind::Article, &source.href, &source.title);
    let published = source.published.as_ref();
    let digits = published.map_or(String::new(), |date| {
        date.edtf.chars().filter(char::is_ascii_digit).take(8).collect()
    });
    document.rank = format!("{digits:0<8}").parse().unwrap_or(0);
    let when = published.map(|date| date.words.as_str());
    document.note = source.outlet.as_deref().into_iter().chain(when).collect::<Vec<_>>().join(", ");
    document.language.clone_from(&source.language);
    document.say(view.dek.clone().map(Line::from));
    document.say(body);
    document.say(view.quotations.iter().filter_map(|one| one.quote.quote.clone()).map(Line::from));
    document.also = source.author.iter().cloned().collect();
    document.also.extend(view.tags.iter().map(|tag| tag.text.clone()));
    document
}

/// A page of prose, section by section.
fn sections(page: &Page, headline: &str, dek: Option<&String>, body: Vec<Line>) -> Vec<Document> {
    let address = href(&page.route);
    let mut first = Document::new(Kind::Explainer, &address, headline);
    first.rank = 1;
    first.say(dek.cloned().map(Line::from));
    let mut documents = vec![first];
    for line in body {
        if let Some(anchor) = &line.anchor {
            let address = format!("{address}#{anchor}");
            let mut section = Document::new(Kind::Explainer, &address, &line.text);
            headline.clone_into(&mut section.note);
            documents.push(section);
        } else if let Some(section) = documents.last_mut() {
            section.say([line]);
        }
    }
    documents
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self { text, anchor: None }
    }
}

impl Document {
    fn new(kind: Kind, href: &str, title: &str) -> Self {
        Self {
            kind,
            rank: 0,
            href: href.to_owned(),
            title: title.to_owned(),
            note: String::new(),
            language: None,
            names: Vec::new(),
            sentences: Vec::new(),
            also: Vec::new(),
        }
    }

    /// Adds lines, sentence by sentence, none twice in a row.
    fn say(&mut self, lines: impl IntoIterator<Item = Line>) {
        let mut size: usize = self.sentences.iter().map(String::len).sum();
        for line in lines {
            for span in sentences(&line.text, Span::new(0, line.text.len())) {
                let mut rest = span.of(&line.text).trim();
                while !rest.is_empty() {
                    let (sentence, after) = rest.split_at(cut(rest));
                    rest = after.trim_start();
                    let sentence = sentence.trim_end();
                    if size > SHOWN {
                        self.also.push(sentence.to_owned());
                    } else if self.sentences.last().is_none_or(|last| last != sentence) {
                        size += sentence.len();
                        self.sentences.push(sentence.to_owned());
                    }
                }
            }
        }
    }
}

/// Where to cut a sentence: its end, or the last space before it is too long.
fn cut(sentence: &str) -> usize {
    if sentence.len() <= LONGEST_SENTENCE {
        return sentence.len();
    }
    let limit = sentence.floor_char_boundary(LONGEST_SENTENCE);
    let space = sentence.get(..limit).and_then(|part| part.rfind(' '));
    space.filter(|at| *at > 0).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_cut_between_words_and_long_texts_stay_searchable() {
        let mut document = Document::new(Kind::Entity, "x", "X");
        document.say([Line::from("word ".repeat(500))]);
        assert!(document.sentences.iter().all(|one| one.len() <= 600 && one.ends_with("word")));
        let others = (0..1000).map(|n| Line::from(format!("{n}{}", "字".repeat(20))));
        document.say(others);
        document.say([Line::from("The end.".to_owned())]);
        let shown: usize = document.sentences.iter().map(String::len).sum();
        assert!(shown < SHOWN + 700, "{shown}");
        assert_eq!(document.also.last().map(String::as_str), Some("The end."));
    }
}
