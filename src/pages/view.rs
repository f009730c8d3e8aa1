//! The small views that pages are made of: what a template may show of a source, entity, event or
//! claim. Plain data; `href` is always a path below the site's base, without a leading `/`.

use schemars::JsonSchema;
use serde::Serialize;

use super::strings::Strings;
use super::words::{DateView, verdict_sentence, verdict_word};
use crate::model::claim::Verdict;
use crate::path::UrlPath;

/// Chips in one row of a list at most: a story of hundreds of sources stays readable, and its pages
/// do not grow with the square of their number.
pub const LISTED: usize = 8;

/// A claim with more positions shows fewer of each answer in lists.
const MANY: usize = 24;

/// How many of each answer it shows then.
const LISTED_OF_MANY: usize = 3;

/// The path of a page below the site's base, with its file name, for relative links.
pub fn href(route: &UrlPath) -> String {
    route.output().into()
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct LinkView {
    /// Path below the site's base.
    pub href: String,
    /// The words shown.
    pub text: String,
}

/// A source as chips and lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct SourceView {
    /// The article's id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The chip's letters.
    pub code: String,
    /// The outlet, or the title where the outlet is unknown.
    pub name: String,
    /// The outlet, where known.
    pub outlet: Option<String>,
    /// Headline.
    pub title: String,
    /// Byline.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<DateView>,
    /// BCP 47 tag of its words.
    pub language: Option<String>,
    /// The same where it is not the site's language: for `lang` on its words.
    pub lang: Option<String>,
    /// Where it can be read, when that is on the web.
    pub url: Option<String>,
    /// A copy in a public archive.
    pub archive: Option<String>,
    /// One line for lists.
    pub description: Option<String>,
    /// BCP 47 tag of that line where it is the source's own, and not in the site's language.
    pub description_lang: Option<String>,
    /// The source it repeats.
    pub copy_of: Option<LinkView>,
}

/// An entity as lists and cards show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct EntityView {
    /// The id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The name readers see.
    pub name: String,
    /// `person`, `organization` or `place`.
    pub kind: &'static str,
    /// The kind as a word.
    pub kind_word: String,
    /// What it is in this story.
    pub role: Option<String>,
    /// Sources that mention it.
    pub sources: usize,
    /// Events it takes part in, or that took place there.
    pub events: usize,
    /// Sentences that mention it.
    pub mentions: usize,
}

/// An event as lists and the timeline show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct EventView {
    /// The id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// What happened.
    pub title: String,
    /// When.
    pub date: Option<DateView>,
    /// How the date was found.
    pub date_note: Option<String>,
    /// Where.
    pub place: Option<LinkView>,
    /// `held`, `planned` or `cancelled`.
    pub outcome: &'static str,
    /// The outcome in words, unless it simply happened.
    pub outcome_word: Option<String>,
    /// Who reports it, each source once; of many the first.
    pub sources: Vec<SourceView>,
    /// How many report it.
    pub source_count: usize,
    /// Ids of participants and place, for filters.
    pub entities: Vec<String>,
    /// The worst verdict among the claims about it, when sources do not agree.
    pub verdict: Option<VerdictView>,
}

/// A verdict as a badge shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct VerdictView {
    /// `agree`, `differ`, `contradict` or `single-source`.
    pub name: &'static str,
    /// The word on the badge.
    pub word: String,
    /// What it means.
    pub sentence: String,
}

impl VerdictView {
    /// The view of `verdict`.
    pub fn new(verdict: Verdict, strings: &Strings) -> Self {
        Self {
            name: verdict.as_str(),
            word: verdict_word(verdict, strings).to_owned(),
            sentence: verdict_sentence(verdict, strings).to_owned(),
        }
    }
}

/// Exact words of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct QuoteView {
    /// Who printed them.
    pub source: SourceView,
    /// The words; absent when only the source is named.
    pub quote: Option<String>,
    /// The source's page on the web, scrolled to the words.
    pub read: Option<String>,
}

/// What one source answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct PositionView {
    /// The answer in our words.
    pub value: String,
    /// The source the article rests on without naming it.
    pub unnamed: Option<String>,
    /// The exact words.
    #[serde(flatten)]
    pub evidence: QuoteView,
}

/// Positions that give the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct AnswerView {
    /// The answer, as its first source puts it.
    pub value: String,
    /// Who gives it; in lists, of many the first.
    pub positions: Vec<PositionView>,
    /// How many give it.
    pub count: usize,
}

/// A source that gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct SilenceView {
    /// The source.
    pub source: SourceView,
    /// Why, in words.
    pub why: String,
    /// The same for a table cell.
    pub short: String,
}

/// A claim with all positions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct ClaimView {
    /// The id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The question of fact.
    pub question: String,
    /// How the positions stand to each other.
    pub verdict: VerdictView,
    /// `2 of 5 sources answer`, and how many of them stand on their own.
    pub summary: String,
    /// Positions grouped by answer, the most common first.
    pub answers: Vec<AnswerView>,
    /// Who says nothing, and why.
    pub silent: Vec<SilenceView>,
    /// Silent sources beyond those listed.
    pub others: usize,
    /// What it is about: an event or entity.
    pub about: Option<LinkView>,
    /// What would settle it.
    pub settles: Option<String>,
    /// The file with the note, when there is a note.
    pub body: Option<String>,
}

impl ClaimView {
    /// The claim as lists show it: of many who give one answer, or none, only the first.
    #[must_use]
    pub fn brief(&self) -> Self {
        let all: usize = self.answers.iter().map(|answer| answer.positions.len()).sum();
        let listed = if all > MANY { LISTED_OF_MANY } else { LISTED };
        let answers = self.answers.iter().map(|answer| AnswerView {
            value: answer.value.clone(),
            positions: answer.positions.iter().take(listed).cloned().collect(),
            count: answer.count,
        });
        Self {
            id: self.id.clone(),
            href: self.href.clone(),
            question: self.question.clone(),
            verdict: self.verdict.clone(),
            summary: self.summary.clone(),
            answers: answers.collect(),
            silent: self.silent.iter().take(LISTED).cloned().collect(),
            others: self.others + self.silent.len().saturating_sub(LISTED),
            about: self.about.clone(),
            settles: self.settles.clone(),
            body: self.body.clone(),
        }
    }

    /// A link to the claim with its verdict.
    pub fn link(&self) -> ClaimLink {
        ClaimLink {
            href: self.href.clone(),
            question: self.question.clone(),
            verdict: self.verdict.clone(),
        }
    }
}

/// A link to a claim, with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct ClaimLink {
    /// Its page.
    pub href: String,
    /// The question of fact.
    pub question: String,
    /// How the positions stand to each other.
    pub verdict: VerdictView,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct QuestionView {
    /// The id, also the fragment on the page.
    pub id: String,
    /// Where it stands.
    pub href: String,
    /// What a reader asks.
    pub question: String,
    /// The file with the answer; absent when there is no answer yet.
    pub body: Option<String>,
    /// The claims that carry the answer.
    pub claims: Vec<ClaimView>,
    /// The quotations that carry it.
    pub sources: Vec<QuoteView>,
    /// Of a question without an answer: what would settle it.
    pub settles: Option<String>,
}

/// A sentence that mentions something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct MentionView {
    /// Where it stands.
    pub from: LinkView,
    /// The chip's letters, when that is a source.
    pub code: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// BCP 47 tag of the sentence, where it is not the site's language.
    pub lang: Option<String>,
}

/// A change as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct ChangeView {
    /// The id, also the fragment on the page.
    pub id: String,
    /// `source`, `verdict`, `correction` or `event`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_word: String,
    /// Where it stands.
    pub href: String,
    /// When readers could first see it.
    pub at: DateView,
    /// What it is about.
    pub about: Option<LinkView>,
    /// What stood there before.
    pub was: Option<String>,
    /// What stands there now.
    pub now: Option<String>,
    /// The verdicts, when it is about those.
    pub was_verdict: Option<VerdictView>,
    /// The verdict now.
    pub now_verdict: Option<VerdictView>,
    /// Why it changed.
    pub why: Option<String>,
    /// The file that says it in words, when it does.
    pub body: Option<String>,
}
