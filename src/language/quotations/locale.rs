//! Quotations and their speakers in the languages of [`super::super::locale`]. A speaker is given
//! only where a verb of saying stands beside the quotation and one name can be its subject.

use super::super::locale::{Locale, any_end, looked_up, row};
use super::super::times::words::{WordKind, Words};
use super::{NameRef, Quotation, QuotationKind};
use crate::diagnostic::Span;

/// As [`super::quotations`], for a text in the language of `locale`. `subjects` says of each name
/// whether it can be a subject and who it is.
pub fn quotations_in(
    locale: &Locale,
    text: &str,
    blocks: &[Span],
    sentences: &[Span],
    names: &[NameRef],
    subjects: &[Subject],
) -> Vec<Quotation> {
    let mut reader = Reader { locale, text, names, subjects, found: Vec::new(), last: None };
    for (at, block) in blocks.iter().enumerate() {
        let quotes = marked(locale, text, *block);
        reader.read_block(at, *block, &quotes, sentences);
    }
    reader.found
}

/// What else is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Whether it stands in its basic form, in which alone it can be a subject.
    pub nominative: bool,
    /// The same number for all names of one person.
    pub identity: usize,
}

/// Words between marks.
#[derive(Clone, Copy)]
struct Marked {
    inner: Span,
    outer: Span,
    /// Set off by a dash instead of marks, which counts only with a cue.
    dashed: bool,
}

/// The closing marks of an opening one.
const fn closers(open: char) -> &'static [char] {
    match open {
        '„' => &['“', '”', '‟', '"'],
        '“' => &['”', '“'],
        '«' => &['»'],
        '»' => &['«'],
        '"' => &['"'],
        '‹' => &['›'],
        '›' => &['‹'],
        '‚' => &['‘', '’'],
        '「' => &['」'],
        _ => &[],
    }
}

/// The outermost quotations of a block.
fn marked(locale: &Locale, text: &str, block: Span) -> Vec<Marked> {
    let body = block.of(text);
    let mut all = Vec::new();
    let mut open: Option<(char, usize, usize, usize)> = None;
    let mut before: Option<char> = None;
    for (at, c) in body.char_indices() {
        let after = body.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        if let Some((mark, outer, inner, depth)) = open.as_mut() {
            let same = c == *mark && *mark != '"';
            if closers(*mark).contains(&c) && !(same && opens_word(before, after)) {
                if *depth == 0 {
                    all.push(trimmed(text, block, *outer, *inner, at, c.len_utf8()));
                    open = None;
                } else {
                    *depth -= 1;
                }
            } else if same && opens_word(before, after) {
                *depth += 1;
            }
        } else if !closers(c).is_empty() && can_open(c, before, after) {
            open = Some((c, at, at + c.len_utf8(), 0));
        }
        before = Some(c);
    }
    all.retain(|quote| !quote.inner.is_empty());
    if all.is_empty() && locale.dialogue {
        all.extend(dashed(locale, text, block));
    }
    all
}

fn opens_word(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–'))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// German books and papers write »so«, French « so ».
fn can_open(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '„' | '«' | '「' | '‹' => true,
        _ => {
            before.is_none_or(|c| c.is_whitespace() || "([—–-:’'".contains(c))
                && after.is_some_and(|c| !c.is_whitespace())
        }
    }
}

fn trimmed(text: &str, block: Span, outer: usize, inner: usize, end: usize, mark: usize) -> Marked {
    let whole = Span::new(block.start + outer, block.start + end + mark);
    let words = Span::new(block.start + inner, block.start + end).of(text);
    let start = block.start + inner + (words.len() - words.trim_start().len());
    let inner = Span::new(start, start + words.trim().len());
    Marked { inner, outer: whole, dashed: false }
}

/// `— Чекаємо, — сказав …` and `—Esperamos —dijo …—. Mañana`: speech from the dash to the next one.
fn dashed(locale: &Locale, text: &str, block: Span) -> Option<Marked> {
    let body = block.of(text);
    let rest = body.strip_prefix(['—', '–', '―'])?;
    let start = body.len() - rest.trim_start().len();
    let parts = [", — ", ", – ", "! — ", "? — ", "… — ", " —", " –", ", - "];
    let end = parts.iter().filter_map(|mark| body.get(start..)?.find(mark)).min();
    // French goes on behind a comma: "— Nous attendons, dit-elle."
    let verb = |at: usize| {
        let rest = Words::read(text, Span::new(block.start + start + at + 1, block.end));
        (0..4).any(|at| any_end(&rest, at, locale.says).is_some())
    };
    let comma = || {
        let commas = body.get(start..).unwrap_or("").match_indices(", ").take(20);
        commas.map(|(at, _)| at).find(|at| verb(*at))
    };
    let end = end.or_else(comma)? + start;
    let stop = body.get(end..).and_then(|rest| rest.chars().next());
    let kept = end + stop.filter(|c| matches!(c, '!' | '?' | '…')).map_or(0, char::len_utf8);
    let inner = Span::new(block.start + start, block.start + kept);
    Some(Marked { inner, outer: Span::new(block.start, block.start + kept), dashed: true })
}

#[derive(Clone, Copy)]
struct Spoke {
    name: Option<usize>,
    words: Span,
    unnamed: bool,
    block: usize,
}

struct Reader<'a> {
    locale: &'a Locale,
    text: &'a str,
    names: &'a [NameRef],
    subjects: &'a [Subject],
    found: Vec<Quotation>,
    /// Who spoke last.
    last: Option<Spoke>,
}

impl Reader<'_> {
    fn read_block(&mut self, at: usize, block: Span, quotes: &[Marked], sentences: &[Span]) {
        for (place, quote) in quotes.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|place| quotes.get(place));
            let behind = quotes.get(place + 1);
            let start = before.map_or(block.start, |other| other.outer.end);
            let end = behind.map_or(block.end, |other| other.outer.start);
            let lead = Self::clause_before(Span::new(start, quote.outer.start), sentences, quote);
            let tail = self.clause_behind(Span::new(quote.outer.end, end));
            let cue = self.cue(tail, lead, (at, quote.outer.start));
            if quote.dashed && cue.is_none() {
                continue;
            }
            let whole = quote.outer.start == block.start
                && block.of(self.text).trim_end().len() == quote.outer.len();
            // A paragraph that is all quotation goes on with whoever spoke right before.
            let goes_on = self.last.filter(|last| whole && at == last.block + 1);
            let spoke = cue.map(|(spoke, _)| spoke).or(goes_on);
            let words = quote.inner.of(self.text);
            self.found.push(Quotation {
                span: quote.inner,
                kind: kind(words, spoke.is_some()),
                cue: cue.map(|(_, cue)| cue),
                cue_speaker: spoke.map(|spoke| spoke.words),
                speaker: spoke.and_then(|spoke| spoke.name),
                unnamed: spoke.is_some_and(|spoke| spoke.unnamed),
                via: None,
            });
            if let Some(spoke) = spoke {
                self.last = Some(Spoke { block: at, ..spoke });
            }
        }
    }

    /// The writer's words of the quotation's sentence before it.
    fn clause_before(within: Span, sentences: &[Span], quote: &Marked) -> Span {
        let at = sentences.partition_point(|sentence| sentence.start <= quote.outer.start);
        let sentence = at.checked_sub(1).and_then(|at| sentences.get(at));
        let start = sentence.map_or(within.start, |sentence| sentence.start.max(within.start));
        Span::new(start.min(within.end), within.end)
    }

    /// The writer's words behind the quotation up to the end of the sentence.
    fn clause_behind(&self, within: Span) -> Span {
        let body = within.of(self.text);
        let mut end = body.len();
        for (at, c) in body.char_indices() {
            let next = body.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            let stops = matches!(c, '.' | '!' | '?' | '\n' | ';')
                && next.is_none_or(char::is_whitespace)
                && !self.is_short(body.get(..at).unwrap_or(""));
            if stops {
                end = at;
                break;
            }
        }
        Span::new(within.start, within.start + end)
    }

    /// Whether the word before a dot is an initial or an abbreviation.
    fn is_short(&self, before: &str) -> bool {
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let low = word.to_lowercase();
        word.chars().count() == 1 && word.chars().all(char::is_uppercase)
            || self.locale.abbreviations.contains(&low.as_str())
    }

    /// The cue of a quotation: behind it, else before it. Turkish puts the verb behind and the
    /// subject before.
    fn cue(&self, tail: Span, lead: Span, (block, at): (usize, usize)) -> Option<(Spoke, Span)> {
        let behind = Words::read(self.text, tail);
        let before = Words::read(self.text, lead);
        if let Some((verb, end)) = self.verb(&behind, 0, 4) {
            let cue = behind.span(verb, end);
            let subject = if self.locale.tag == "tr" {
                // "… diyen X" says who behind the verb.
                let participle = behind.low(end - 1).ends_with(['n']) && end < behind.len();
                self.subject_behind(&behind, end, block)
                    .filter(|_| participle)
                    .or_else(|| self.subject_before(&before, before.len(), block))
                    .or_else(|| self.unnamed(&before, block))
                    .or_else(|| self.subject_between(&behind, 0, verb, block))
            } else {
                self.subject_behind(&behind, end, block)
                    .or_else(|| self.subject_between(&behind, 0, verb, block))
                    .or_else(|| self.subject_before(&before, before.len(), block))
                    .or_else(|| self.pronoun(&behind, 0, at))
            };
            let letters = |words: &Words<'_>, from: usize| {
                (from..words.len()).any(|at| words.kind(at, WordKind::Letters))
            };
            let behind_day = self.behind_day(&behind, end);
            let bare = !letters(&before, 0) && !letters(&behind, behind_day);
            return Some((subject.or_else(|| self.dropped(at).filter(|_| bare))?, cue));
        }
        if let Some((at, end)) = self.according(&behind, 3) {
            let subject =
                self.subject_behind(&behind, end, block).or_else(|| self.oblique(&behind, end))?;
            return Some((subject, behind.span(at, end)));
        }
        if let Some((at, end)) = self.according(&before, before.len()) {
            let subject = self.oblique(&before, end)?;
            return Some((subject, before.span(at, end)));
        }
        // "X sagte: „…“", "X a qualifié le plan de « … »".
        let verb =
            (0..before.len()).rev().find_map(|at| self.verb_at(&before, at).map(|end| (at, end)));
        let Some((verb, end)) = verb else { return self.announced(&before, block) };
        let cue = before.span(verb, end);
        let subject = self
            .subject_before(&before, verb, block)
            .or_else(|| self.subject_behind(&before, end, block))
            .or_else(|| self.pronoun(&before, 0, at))?;
        Some((subject, cue))
    }

    /// "Lind gave two reasons: „…“": a colon behind a clause with one person as its subject.
    fn announced(&self, words: &Words<'_>, block: usize) -> Option<(Spoke, Span)> {
        let colon = words.len().checked_sub(1).filter(|at| words.low(*at) == ":")?;
        let clause = words.span(0, colon);
        let first = self.names.partition_point(|name| name.span.start < clause.start);
        let named = self.names.get(first..).unwrap_or(&[]).iter().enumerate();
        let named = named.take_while(|(_, name)| name.span.end <= clause.end);
        let people: Vec<usize> =
            named.filter(|(_, name)| name.is_person).map(|(at, _)| first + at).collect();
        let [only] = people[..] else { return None };
        self.may_speak(only).then_some(())?;
        Some((self.spoke(only, block)?, words.span(colon, colon + 1)))
    }

    /// A verb of saying within the first words from `start`.
    fn verb(&self, words: &Words<'_>, start: usize, reach: usize) -> Option<(usize, usize)> {
        let mut letters = 0;
        for at in start..words.len() {
            if let Some(end) = self.verb_at(words, at) {
                return Some((at, end));
            }
            letters += usize::from(words.kind(at, WordKind::Letters));
            if letters >= reach + usize::from(self.locale.tag == "tr") * 2 {
                return None;
            }
        }
        None
    }

    fn verb_at(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        let end = any_end(words, at, self.locale.says)?;
        // A verb is not capitalised, but at the start; "so" needs its comma: „…“, so Lind.
        let capital = words.capital(at) && at > 0;
        let so = words.low(at) == "so" && (at != 1 || words.low(0) != ",");
        (!capital && !so).then_some(end)
    }

    fn according(&self, words: &Words<'_>, reach: usize) -> Option<(usize, usize)> {
        (0..words.len().min(reach))
            .find_map(|at| any_end(words, at, self.locale.according).map(|end| (at, end)))
    }

    fn name_at(&self, span: Span) -> Option<usize> {
        let at = self.names.partition_point(|name| name.span.start < span.start);
        self.names.get(at).filter(|name| span.contains(name.span)).map(|_| at)
    }

    /// Whether the name can be the subject: a person in the basic form; another only alone.
    fn may_speak(&self, at: usize) -> bool {
        let nominative = self.subjects.get(at).is_some_and(|subject| subject.nominative);
        self.names.get(at).is_some_and(|name| name.is_person) && nominative
    }

    fn spoke(&self, at: usize, block: usize) -> Option<Spoke> {
        let words = self.names.get(at)?.span;
        Some(Spoke { name: Some(at), words, unnamed: false, block })
    }

    /// The first person behind the verb, with no mark but commas of an apposition between; an
    /// unnamed speaker where none follows.
    fn subject_behind(&self, words: &Words<'_>, from: usize, block: usize) -> Option<Spoke> {
        if from >= words.len() {
            return None;
        }
        let mut unnamed = None;
        for at in from..words.len().min(from + 16) {
            if words.is(at, &[":", "—", "–", "«", "„", "\"", "“"]) {
                break;
            }
            if unnamed.is_some() && words.low(at) == "," {
                break;
            }
            let here = words.span(at, words.len());
            let starts = self.name_at(here).filter(|name| {
                self.names
                    .get(*name)
                    .is_some_and(|name| name.span.start == words.span(at, at + 1).start)
            });
            if let Some(name) = starts {
                if self.may_speak(name) {
                    return self.spoke(name, block);
                }
                if self.names.get(name).is_some_and(|name| name.is_person) {
                    return None;
                }
            }
            if self.locale.unnamed.contains(&words.low(at)) && unnamed.is_none() {
                let words = words.span(from, at + 1);
                unnamed = Some(Spoke { name: None, words, unnamed: true, block });
            }
            if self.locale.pronouns.contains(&words.low(at)) && unnamed.is_none() && at <= from + 1
            {
                return None;
            }
        }
        unnamed
    }

    /// The person who stands last before the place `to`, if no other person stands between the
    /// start of the clause and it in the basic form.
    fn subject_before(&self, words: &Words<'_>, to: usize, block: usize) -> Option<Spoke> {
        let span = words.span(0, to);
        let first = self.names.partition_point(|name| name.span.start < span.start);
        let inside = |at: &usize| self.names.get(*at).is_some_and(|name| name.span.end <= span.end);
        let people: Vec<usize> =
            (first..self.names.len()).take_while(inside).filter(|at| self.may_speak(*at)).collect();
        match people[..] {
            [] => None,
            [only] => self.spoke(only, block),
            // "X, who met Y, said": the first is the subject.
            [one, ..] => self.spoke(one, block),
        }
    }

    fn subject_between(
        &self,
        words: &Words<'_>,
        from: usize,
        to: usize,
        block: usize,
    ) -> Option<Spoke> {
        let span = words.span(from, to);
        let name = self.name_at(span).filter(|name| self.may_speak(*name))?;
        self.spoke(name, block)
    }

    /// The name behind "according to", in whatever case.
    fn oblique(&self, words: &Words<'_>, from: usize) -> Option<Spoke> {
        let name = self.name_at(words.span(from, words.len().min(from + 10)))?;
        let person = self.names.get(name).is_some_and(|name| name.is_person);
        if person { self.spoke(name, 0) } else { None }
    }

    /// A pronoun among the words of the cue.
    fn pronoun(&self, words: &Words<'_>, from: usize, at: usize) -> Option<Spoke> {
        let listed = |at: &usize| self.locale.pronouns.contains(&words.low(*at));
        let near = (from..words.len().min(from + 8)).find(listed)?;
        let meant = self.dropped(at)?;
        Some(Spoke { words: words.span(near, near + 1), ..meant })
    }

    /// Whom a pronoun, or a verb without a subject, at byte `at` means: the only person named since
    /// the last quotation, else who spoke there; nobody when several could be meant.
    fn dropped(&self, at: usize) -> Option<Spoke> {
        let said = self.found.last().map_or(0, |quotation| {
            let named = quotation.cue_speaker.map_or(0, |words| words.end);
            quotation.span.end.max(named)
        });
        let since = self.names.partition_point(|name| name.span.start < said);
        let named = self.names.get(since..).unwrap_or(&[]).iter().enumerate();
        let named = named.take_while(|(_, name)| name.span.start < at);
        let people: Vec<usize> =
            named.filter(|(_, name)| name.is_person).map(|(place, _)| since + place).collect();
        let identity = |name: &usize| self.subjects.get(*name).map(|subject| subject.identity);
        match people[..] {
            [] => self.last,
            [first, ..] if people.iter().all(|name| identity(name) == identity(&first)) => {
                let words = self.names.get(first)?.span;
                Some(Spoke { name: Some(first), words, unnamed: false, block: 0 })
            }
            _ => None,
        }
    }

    /// The place behind a day that follows the verb: "declaró el jueves".
    fn behind_day(&self, words: &Words<'_>, from: usize) -> usize {
        let small = usize::from(words.kind(from, WordKind::Letters) && words.low(from).len() <= 4);
        for at in [from, from + small] {
            let day = looked_up(words, at, self.locale.days).map(|found| found.1);
            if let Some(end) = day.or(row(words, at, &self.locale.weekdays).map(|found| found.1)) {
                return end;
            }
        }
        from
    }

    /// A speaker without a name before the quotation: "Bir görgü tanığı “…” dedi".
    fn unnamed(&self, words: &Words<'_>, block: usize) -> Option<Spoke> {
        let listed = |at: &usize| any_end(words, *at, self.locale.unnamed).is_some();
        let at = (0..words.len()).rev().find(listed)?;
        Some(Spoke { name: None, words: words.span(0, at + 1), unnamed: true, block })
    }
}

fn kind(words: &str, spoken: bool) -> QuotationKind {
    let capital = words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    match (spoken, capital && words.split_whitespace().count() > 2) {
        (false, _) => QuotationKind::Scare,
        (true, true) => QuotationKind::Direct,
        (true, false) => QuotationKind::Partial,
    }
}
