//! What a page says in words: dates, counts, verdicts and links into a source. Knows no HTML.

use schemars::JsonSchema;
use serde::Serialize;

use super::strings::Strings;
use crate::model::article::Rights;
use crate::model::claim::{Verdict, Why};
use crate::model::date::{Date, Edtf, Precision};
use crate::model::entity::EntityKind;
use crate::model::event::Outcome;
use crate::path::web;

/// A date as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct DateView {
    /// The date as EDTF.
    pub edtf: String,
    /// The same for `<time datetime>`, where HTML has a form for it.
    pub datetime: Option<String>,
    /// In words: `16 May 2025, 18:22 +05:30`.
    pub words: String,
    /// `year`, `season`, `month`, `day`, `time` or `range`.
    pub precision: &'static str,
    /// Whether it is marked as approximate or uncertain.
    pub vague: bool,
}

impl DateView {
    /// The view of `date`.
    pub fn new(date: Edtf, strings: &Strings) -> Self {
        let (datetime, vague) = match date {
            Edtf::Date(one) => (machine_date(one), one.is_approximate() || one.is_uncertain()),
            Edtf::Interval(..) => (None, false),
        };
        Self {
            edtf: date.to_string(),
            datetime,
            words: strings.date(date),
            precision: precision_name(date),
            vague,
        }
    }
}

/// `year`, `season`, `month`, `day`, `time` or `range`.
pub fn precision_name(date: Edtf) -> &'static str {
    match date {
        Edtf::Interval(..) => "range",
        Edtf::Date(one) => match one.precision() {
            Precision::Year => "year",
            Precision::Season => "season",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Time => "time",
        },
    }
}

/// The forms HTML's `datetime` attribute allows; it has none for seasons.
fn machine_date(date: Date) -> Option<String> {
    (date.precision() != Precision::Season).then(|| date.qualified(false, false).to_string())
}

/// At most `limit` characters of a text, cut between words.
pub fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 >= limit && !short.is_empty() {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    format!("{}…", short.trim_end_matches([',', ':', ';', '.', '–', '-']))
}

/// The word for a verdict on badges.
pub fn verdict_word(verdict: Verdict, strings: &Strings) -> &str {
    strings.text(match verdict {
        Verdict::Agree => "verdict.agree",
        Verdict::Differ => "verdict.differ",
        Verdict::Contradict => "verdict.contradict",
        Verdict::SingleSource => "verdict.single_source",
    })
}

/// What a verdict means, as a sentence.
pub fn verdict_sentence(verdict: Verdict, strings: &Strings) -> &str {
    strings.text(match verdict {
        Verdict::Agree => "verdict.agree_means",
        Verdict::Differ => "verdict.differ_means",
        Verdict::Contradict => "verdict.contradict_means",
        Verdict::SingleSource => "verdict.single_source_means",
    })
}

/// Where verdicts stand in lists: what a reader should worry about comes first.
pub const fn verdict_rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Contradict => 0,
        Verdict::Differ => 1,
        Verdict::SingleSource => 2,
        Verdict::Agree => 3,
    }
}

/// Why a source is silent.
pub fn silence_words(why: Why, strings: &Strings) -> &str {
    strings.text(match why {
        Why::PublishedBefore => "silence.published_before",
        Why::OtherTopic => "silence.other_topic",
        Why::NotMentioned => "silence.not_mentioned",
        Why::NotRead => "silence.not_read",
    })
}

/// The same in a table cell.
pub fn silence_short(why: Why, strings: &Strings) -> &str {
    strings.text(match why {
        Why::PublishedBefore => "silence.published_before_short",
        Why::OtherTopic => "silence.other_topic_short",
        Why::NotMentioned => "silence.not_mentioned_short",
        Why::NotRead => "silence.not_read_short",
    })
}

/// What kind of thing an entity is.
pub fn kind_word(kind: EntityKind, strings: &Strings) -> &str {
    strings.text(match kind {
        EntityKind::Person => "kind.person",
        EntityKind::Organization => "kind.organization",
        EntityKind::Place => "kind.place",
    })
}

/// Said of an event that did not simply happen.
pub fn outcome_word(outcome: Outcome, strings: &Strings) -> Option<&str> {
    match outcome {
        Outcome::Held => None,
        Outcome::Planned => Some(strings.text("outcome.planned")),
        Outcome::Cancelled => Some(strings.text("outcome.cancelled")),
    }
}

/// What may be published of a source.
pub fn rights_words(rights: Rights, strings: &Strings) -> &str {
    strings.text(match rights {
        Rights::Metadata => "rights.metadata",
        Rights::Summary => "rights.summary",
        Rights::Excerpt => "rights.excerpt",
        Rights::Full => "rights.full",
    })
}

/// Words of a quotation, as counted against the limits.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A link to the source's page that scrolls to the exact words (URL text fragment, WICG
/// scroll-to-text-fragment). Long quotations are named by their first and last words. Absent when
/// the address is not on the web.
pub fn read_link(url: &str, quote: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    if words.is_empty() {
        return Some(url.to_owned());
    }
    let fragment = if words.len() <= 8 {
        encode(&words.join(" "))
    } else {
        let tail = words.len() - 4;
        format!("{},{}", encode(&words[..4].join(" ")), encode(&words[tail..].join(" ")))
    };
    let hash = if url.contains('#') { "" } else { "#" };
    Some(format!("{url}{hash}:~:text={fragment}"))
}

/// Percent-encodes everything but unreserved characters; `-` too, which text fragments give a
/// meaning.
fn encode(text: &str) -> String {
    web::percent(text, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_has_no_form_for_seasons_and_intervals() {
        let english = Strings::english();
        let machine = |edtf: &str| DateView::new(edtf.parse().expect("a date"), &english).datetime;
        assert_eq!(machine("2025-05-16~").as_deref(), Some("2025-05-16"));
        assert_eq!(machine("2022-21"), None);
        assert_eq!(machine("2022/2023"), None);
    }

    #[test]
    fn a_link_to_a_source_names_the_words_and_refuses_other_schemes() {
        assert_eq!(
            read_link("https://x.example/a", "well-known, yes").as_deref(),
            Some("https://x.example/a#:~:text=well%2Dknown%2C%20yes")
        );
        assert_eq!(
            read_link("https://x.example/a#b", "one two three four five six seven eight nine")
                .as_deref(),
            Some(
                "https://x.example/a#b:~:text=one%20two%20three%20four,six%20seven%20eight%20nine"
            )
        );
        assert_eq!(read_link("javascript:alert(1)", "x"), None);
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("A short one", 20), "A short one");
        assert_eq!(shortened("The bridge, and what is left of it", 14), "The bridge…");
    }
}
