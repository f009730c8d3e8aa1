//! Every quotation of a site, verified against its source word for word. Never matched fuzzily:
//! what is not there is reported, with the passage that comes closest.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::front_matter::{fences, scalar_text};
use super::library::{Entries, Entry, Library};
use super::lock::QuotesLock;
use super::outline::outline;
use super::wikilinks::{Scan, scan};
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Span};
use crate::model::article::Rights;
use crate::model::quotation::Citation;
use crate::path::Slug;
use crate::unicode::is_unwanted;

/// Failures that are helped with a passage of a source at most: each reads that source again.
const MOST_SEARCHES: usize = 200;
/// Failures for which all other sources are searched at most.
const MOST_WIDE_SEARCHES: usize = 20;

/// Failures that are placed to the letter; of so many, the others name their file.
const MOST_PLACED: usize = 1000;

/// Words that are said to stand in an article, and where they are said to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// The article.
    pub article: Slug,
    /// The words as written here.
    pub words: String,
    file: &'a str,
    text: &'a str,
    span: Option<Span>,
    /// Whether they are a value of the front matter.
    in_yaml: bool,
}

impl Quoted<'_> {
    /// The place of the words. Lines and columns are counted from the top of the file, so it is
    /// asked for only where there is something to report.
    pub(super) fn place(&self) -> Place {
        match self.span {
            Some(span) => Place::span(self.file, self.text, span),
            None => Place::file(self.file),
        }
    }
}

/// A text for comparison: NFC, white space made single spaces, invisible characters dropped, and
/// the shapes of quotation marks, apostrophes and dashes made one.
pub fn normalised(text: &str) -> String {
    // Nearly every text is composed already, and looking every letter up takes its time.
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        one_shape(text.chars(), text.len())
    } else {
        one_shape(text.nfc(), text.len())
    }
}

/// Composed letters with all shapes of spaces, quotation marks and dashes made one.
fn one_shape(letters: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut space = false;
    for c in letters {
        let c = match c {
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => continue,
            c if c.is_whitespace() => {
                space = !out.is_empty();
                continue;
            }
            c if is_unwanted(c) => continue,
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
            '‘' | '’' | '‚' | '‛' | '`' | '´' | 'ʼ' | '′' | '‹' | '›' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            c => c,
        };
        if space {
            out.push(' ');
            space = false;
        }
        out.push(c);
    }
    out
}

/// Verifies every quotation of the library: against the raw text of its article where `raw` holds
/// it (as decoded text), against the body of an article whose rights are `full`, else against the
/// lock file. Gives what is wrong and the lock file that follows: the quotations in use that are
/// known to be exact.
pub fn verify_quotations(
    library: &Library,
    raw: &BTreeMap<Slug, String>,
    lock: &QuotesLock,
) -> (Diagnostics, QuotesLock) {
    verify_collected(&collect_quotations(library), library, raw, lock)
}

/// As [`verify_quotations`], of quotations that were gathered before.
pub fn verify_collected(
    quotations: &[Quoted<'_>],
    library: &Library,
    raw: &BTreeMap<Slug, impl AsRef<str> + Sync>,
    lock: &QuotesLock,
) -> (Diagnostics, QuotesLock) {
    let texts = source_texts(library, raw, quotations);
    let check = |quoted: &Quoted<'_>| {
        let words = normalised(&quoted.words);
        let known = match texts.get(&quoted.article) {
            Some(text) => stands_in(text, &words),
            None => lock.holds(&quoted.article, &words),
        };
        (words, known)
    };
    let checked: Vec<(String, bool)> = quotations.par_iter().map(check).collect();
    let mut verified = QuotesLock::default();
    let mut diagnostics = Vec::new();
    for (quoted, (words, known)) in quotations.iter().zip(checked) {
        if known {
            verified.insert(&quoted.article, &words);
        } else if library.articles.contains_key(&quoted.article) {
            let problem = not_in_source(quoted, &words, &texts, diagnostics.len());
            diagnostics.push(problem);
        }
    }
    (crate::diagnostic::sorted(diagnostics), verified)
}

/// The normalised texts of the quoted articles, where they are known.
fn source_texts(
    library: &Library,
    raw: &BTreeMap<Slug, impl AsRef<str> + Sync>,
    quotations: &[Quoted<'_>],
) -> BTreeMap<Slug, String> {
    let quoted: BTreeSet<&Slug> = quotations.iter().map(|quoted| &quoted.article).collect();
    let quoted: Vec<&Slug> = quoted.into_iter().collect();
    let text = |id: &Slug| {
        let full = library.articles.get(id).filter(|entry| entry.meta.rights == Rights::Full);
        let body = full.map(|entry| running_text(entry.body()));
        match (raw.get(id).map(AsRef::as_ref), body) {
            (None, None) => None,
            // A line that no quotation can cross keeps the two apart.
            (Some(raw), Some(body)) => Some(format!("{}\n{}", normalised(raw), normalised(&body))),
            (Some(text), None) => Some(normalised(text)),
            (None, Some(text)) => Some(normalised(&text)),
        }
    };
    let texts: Vec<Option<String>> = quoted.par_iter().map(|id| text(id)).collect();
    let known = quoted.into_iter().zip(texts);
    known.filter_map(|(id, text)| Some((id.clone(), text?))).collect()
}

/// The text of a Markdown body without its markup. A link that somebody wrote around words of the
/// article leaves the words.
fn running_text(body: &str) -> String {
    let scan = scan(body);
    let mut text = String::with_capacity(body.len());
    let mut at = 0;
    for run in &scan.runs {
        if body.get(at..run.span.start).is_some_and(|gap| gap.contains('\n')) {
            text.push(' ');
        }
        at = at.max(run.span.start);
        let first = scan.wikilinks.partition_point(|link| link.span.end <= at);
        let links = scan.wikilinks.iter().skip(first);
        for link in links.take_while(|link| link.span.start < run.span.end) {
            text.push_str(body.get(at..link.span.start).unwrap_or(""));
            text.push_str(link.text.as_deref().unwrap_or(link.target.trim_start_matches('!')));
            at = link.span.end;
        }
        text.push_str(body.get(at..run.span.end).unwrap_or(""));
        at = at.max(run.span.end);
    }
    text
}

/// Whether `words` stand in `text` as whole words.
fn stands_in(text: &str, words: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !words.is_empty()
        && text.match_indices(words).any(|(at, found)| {
            let (before, after) = (&text[..at], &text[at + found.len()..]);
            let cut_before = inner(before.chars().next_back()) && inner(words.chars().next());
            let cut_after = inner(words.chars().next_back()) && inner(after.chars().next());
            !cut_before && !cut_after
        })
}

/// All quotations of the library with their places, in content order.
pub fn collect_quotations<'a>(library: &'a Library) -> Vec<Quoted<'a>> {
    let mut all = Vec::new();
    for entry in library.claims.values() {
        let positions = entry.meta.positions.iter();
        let quotes = positions.map(|position| (&position.article, position.quote.as_str()));
        all.extend(quoted(entry, "positions", quotes));
    }
    for entry in library.events.values() {
        all.extend(citations(entry, &entry.meta.sources));
    }
    for entry in library.questions.values() {
        all.extend(citations(entry, &entry.meta.sources));
    }
    library.index.iter().for_each(|entry| all.extend(in_body(library, entry, None)));
    all.extend(in_bodies(library, &library.pages));
    let of_article = |entry: &'a Entry<_>| in_body(library, entry, Some(&entry.id));
    all.par_extend(library.articles.par_iter().flat_map_iter(|(_, entry)| of_article(entry)));
    all.extend(in_bodies(library, &library.entities));
    all.extend(in_bodies(library, &library.events));
    all.extend(in_bodies(library, &library.claims));
    all.extend(in_bodies(library, &library.questions));
    all.extend(in_bodies(library, &library.changes));
    all.retain(|quoted| !quoted.words.trim().is_empty());
    all
}

/// The quotations under one key of the front matter, each placed on its words.
fn quoted<'a, M>(
    entry: &'a Entry<M>,
    key: &str,
    quotes: impl Iterator<Item = (&'a Slug, &'a str)>,
) -> Vec<Quoted<'a>> {
    let mut quotes = quotes.enumerate().peekable();
    if quotes.peek().is_none() {
        return Vec::new();
    }
    let yaml = fences(&entry.text).map(|fences| fences.yaml).unwrap_or_default();
    let root = outline(yaml.of(&entry.text)).ok();
    let place = |at: usize| {
        let node = root.as_ref()?.at(&[key, &at.to_string(), "quote"])?;
        Some(Span::new(node.span.start + yaml.start, node.span.end + yaml.start))
    };
    let one = |(at, (article, words)): (usize, (&Slug, &str))| Quoted {
        article: article.clone(),
        words: words.to_owned(),
        file: entry.path.as_str(),
        text: &entry.text,
        span: place(at),
        in_yaml: true,
    };
    quotes.map(one).collect()
}

fn citations<'a, M>(entry: &'a Entry<M>, sources: &'a [Citation]) -> Vec<Quoted<'a>> {
    quoted(entry, "sources", sources.iter().map(|cited| (&cited.article, cited.quote.as_str())))
}

/// `[[quote:article|words]]` and block quotations with a source's chip. On the page of an article,
/// a block quotation without a chip is of that article, unless the page is the article itself.
fn in_body<'a, M>(library: &Library, entry: &'a Entry<M>, own: Option<&Slug>) -> Vec<Quoted<'a>> {
    let mut all = Vec::new();
    let body = entry.body();
    // A text of our own quotes whom it likes; an article without a source has none to compare with.
    let has_source = |id: &&Slug| {
        let meta = library.articles.get(*id).map(|entry| &entry.meta);
        meta.is_some_and(|meta| meta.rights != Rights::Full && meta.ingest.is_some())
    };
    let own = own.filter(has_source);
    let linked = body.contains("[[");
    let in_blocks = body.contains('>') && (linked || own.is_some());
    let has_quotations = in_blocks || linked && body.contains("quote:");
    if !has_quotations {
        return all;
    }
    let scan = scan(body);
    let quoted = |article: Slug, words: String, at: Span| Quoted {
        article,
        words,
        file: entry.path.as_str(),
        text: &entry.text,
        span: Some(Span::new(at.start + entry.body_start, at.end + entry.body_start)),
        in_yaml: false,
    };
    for link in &scan.wikilinks {
        let article = link.target.strip_prefix("quote:").map(str::trim).map(Slug::parse);
        if let (Some(Ok(article)), Some(words)) = (article, &link.text) {
            all.push(quoted(article, words.clone(), link.span));
        }
    }
    for block in &scan.quotations {
        let chip = chip_in(&scan, *block, library);
        let Some(article) = chip.or_else(|| own.cloned()) else { continue };
        for words in words_of_block(body, *block, &scan) {
            all.push(quoted(article.clone(), words, *block));
        }
    }
    all
}

/// The quotations in all bodies of one kind.
fn in_bodies<'a, M: Send + Sync>(library: &Library, entries: &'a Entries<M>) -> Vec<Quoted<'a>> {
    entries.par_iter().flat_map_iter(|(_, entry)| in_body(library, entry, None)).collect()
}

/// The article whose chip stands in a block quotation.
fn chip_in(scan: &Scan, block: Span, library: &Library) -> Option<Slug> {
    let inside = scan.wikilinks.iter().filter(|link| block.contains(link.span));
    let mut chips = inside.filter_map(|link| {
        let id = link.target.strip_prefix("article:").unwrap_or(&link.target);
        Slug::parse(id).ok().filter(|id| library.articles.contains_key(id))
    });
    chips.next()
}

/// The quoted words of a block quotation: what stands in quotation marks, or without any, all of
/// it up to a dash before the speaker. Links show their words; chips show none.
fn words_of_block(body: &str, block: Span, scan: &Scan) -> Vec<String> {
    let mut text = String::new();
    let mut at = block.start;
    for run in scan.runs.iter().filter(|run| block.contains(run.span)) {
        if body.get(at..run.span.start).is_some_and(|gap| gap.contains('\n')) {
            text.push(' ');
        }
        at = at.max(run.span.start);
        let first = scan.wikilinks.partition_point(|link| link.span.start < at);
        let links = scan.wikilinks.iter().skip(first);
        for link in links.take_while(|link| link.span.start < run.span.end) {
            text.push_str(body.get(at..link.span.start).unwrap_or(""));
            // `[[quote:…]]` is verified on its own.
            if !link.target.starts_with("quote:") {
                text.push_str(link.text.as_deref().unwrap_or(""));
            }
            at = link.span.end;
        }
        text.push_str(body.get(at..run.span.end).unwrap_or(""));
        at = at.max(run.span.end);
    }
    let text = normalised(&text);
    let marked: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
    if marked.is_empty() {
        let spoken = text.split(" - ").next().unwrap_or("");
        return vec![spoken.trim_start_matches("- ").trim().to_owned()];
    }
    marked.iter().map(|words| words.trim().to_owned()).collect()
}

/// The report of words that are not in their source.
fn not_in_source(
    quoted: &Quoted<'_>,
    words: &str,
    texts: &BTreeMap<Slug, String>,
    failures: usize,
) -> Diagnostic {
    let article = &quoted.article;
    let message = format!("these words do not stand in `{article}`");
    let place = if failures < MOST_PLACED { quoted.place() } else { Place::file(quoted.file) };
    let problem = Diagnostic::error("quote-not-in-source", message).at(place);
    let Some(text) = texts.get(article) else {
        return problem.hint(format!(
            "if you changed words of a quotation, take that back: it is what the source says. New words \
             can be verified only where the text of `{article}` is, which is not here: whoever has it \
             runs `backstory check` and commits content/quotes.lock"
        ));
    };
    let elsewhere = || texts.iter().find(|(id, text)| *id != article && stands_in(text, words));
    if failures < MOST_WIDE_SEARCHES
        && let Some((other, _)) = elsewhere()
    {
        return problem.hint(format!("they stand in `{other}`"));
    }
    match closest_passage(text, words).filter(|_| failures < MOST_SEARCHES) {
        Some(passage) => {
            // A comma behind the last word is nobody's wish who quoted none.
            let passage = if words.ends_with(char::is_alphanumeric) {
                passage.trim_end_matches([',', ';', ':']).to_owned()
            } else {
                passage
            };
            let edit =
                quoted.in_yaml.then(|| Edit::at(problem.place.as_ref()?, scalar_text(&passage)));
            let hint = format!("the closest words there are: “{passage}”");
            let problem = problem.hint(hint);
            match edit.flatten() {
                Some(edit) => problem.fix(Fix::suggested("quote the words of the source", edit)),
                None => problem,
            }
        }
        None => problem.hint("no passage of that source is like them"),
    }
}

/// The run of words of `text` that shares most words with `words`, when it shares at least half. Of several such
/// runs the shortest; of equally short ones the one that begins and ends as the words do.
fn closest_passage(text: &str, words: &str) -> Option<String> {
    let wanted: Vec<String> = words.split_whitespace().map(bare).collect();
    let mut limits: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &wanted {
        *limits.entry(word).or_default() += 1;
    }
    let source: Vec<&str> = text.split_whitespace().collect();
    let keys: Vec<String> = source.iter().map(|word| bare(word)).collect();
    let limit = |key: &str| limits.get(key).copied().unwrap_or(0);
    let mut inside: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut shared, mut start) = (0_usize, 0_usize);
    let mut best: Option<(Fit, usize)> = None;
    for (end, key) in keys.iter().enumerate() {
        let count = inside.entry(key).or_default();
        *count += 1;
        shared += usize::from(*count <= limit(key));
        // From the left go words beyond the length, and words whose loss costs nothing.
        while let Some(first) = keys.get(start).filter(|_| start < end) {
            let count = inside.entry(first).or_default();
            let spare = *count > limit(first);
            if !spare && end - start < wanted.len() {
                break;
            }
            shared -= usize::from(!spare);
            *count -= 1;
            start += 1;
        }
        let length = end + 1 - start;
        let ends = usize::from(wanted.first() == keys.get(start))
            + usize::from(wanted.last() == keys.get(end));
        let fit = (shared, std::cmp::Reverse(length), ends);
        if best.is_none_or(|(other, _)| fit > other) {
            best = Some((fit, start));
        }
    }
    let ((shared, std::cmp::Reverse(length), _), start) = best?;
    let core = start..start + length;
    let run = source.get(aligned(&wanted, &keys, &source, core))?;
    (shared * 2 >= wanted.len().max(1)).then(|| run.join(" "))
}

/// The run with as many words more on either side as `wanted` has before and behind what both share, so that the
/// word that differs is seen; within the sentence.
fn aligned(
    wanted: &[String],
    keys: &[String],
    source: &[&str],
    core: Range<usize>,
) -> Range<usize> {
    let stops = |at: usize| source.get(at).is_some_and(|word| ends_sentence(word));
    let place =
        |key: Option<&String>| key.and_then(|key| wanted.iter().position(|word| word == key));
    let behind =
        |key: Option<&String>| key.and_then(|key| wanted.iter().rev().position(|word| word == key));
    let (mut start, mut end) = (core.start, core.end);
    for _ in 0..place(keys.get(start)).unwrap_or(0) {
        if start == 0 || stops(start - 1) {
            break;
        }
        start -= 1;
    }
    for _ in 0..behind(end.checked_sub(1).and_then(|last| keys.get(last))).unwrap_or(0) {
        if end >= keys.len() || stops(end - 1) {
            break;
        }
        end += 1;
    }
    start..end
}

/// Whether a sentence ends with the word.
fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | '…'))
        .ends_with(['.', '!', '?', '…'])
}

/// How well a run of words fits: shared words, fewness of all, ends that agree.
type Fit = (usize, std::cmp::Reverse<usize>, usize);

/// A word as it is compared.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::library::load_library;
    use super::super::limits::check_limits;
    use super::*;
    use crate::path::ContentPath;

    const RAW: &str = "The mayor\u{2019}s office said on Monday that the  bridge\nwas closed \u{2014} \
                       for good. \u{201c}We will build a new one,\u{201d} she said.";

    fn library(files: &[(&str, &str)]) -> Library {
        let article =
            "---\ntitle: T\ningest: {source: s, sha256: x, extractor: 1, words: 40}\n---\n";
        let all = [("articles/one", article), ("articles/two", article)];
        let file = |(path, text): &(&str, &str)| {
            let path = ContentPath::parse(&format!("content/{path}.md")).expect("a path");
            (path, (*text).to_owned())
        };
        let files: Vec<_> = all.iter().chain(files).map(file).collect();
        let (library, problems) = load_library(&files);
        assert_eq!(problems, vec![]);
        library
    }

    fn raw() -> BTreeMap<Slug, String> {
        BTreeMap::from([(Slug::parse("one").expect("an id"), RAW.to_owned())])
    }

    fn claim(quote: &str) -> String {
        format!(
            "---\nquestion: Q\nattribute: a\npositions:\n  - value: v\n    article: one\n    quote: \"{quote}\"\n---\n"
        )
    }

    #[test]
    fn exact_words_pass_whatever_their_spaces_and_marks() {
        for words in [
            "mayor's office",
            "the bridge was closed - for",
            "said on Monday",
            "one,\u{2019}\u{2019}",
        ] {
            let library = library(&[("claims/c", &claim(words))]);
            let (problems, lock) = verify_quotations(&library, &raw(), &QuotesLock::default());
            let exact = !words.ends_with('\u{2019}');
            assert_eq!((problems.is_empty(), lock.len()), (exact, usize::from(exact)), "{words}");
        }
    }

    #[test]
    fn other_words_fail_at_their_place_with_the_closest_passage() {
        for (words, hint) in [
            (
                "said on Monday that a bridge was closed",
                "“said on Monday that the bridge was closed”",
            ),
            ("ridge was closed", "“bridge was closed”"),
            ("We will paint a new bridge", "“\"We will build a new one,\"”"),
            ("for good. She left", "“for good.”"),
            ("entirely invented sentence", "no passage"),
        ] {
            let library = library(&[("claims/c", &claim(words))]);
            let (problems, lock) = verify_quotations(&library, &raw(), &QuotesLock::default());
            let [problem] = problems.as_slice() else { panic!("{words}: {problems:?}") };
            assert!(problem.hint.as_deref().unwrap_or("").contains(hint), "{problem:?}");
            let place = problem.place.as_ref().expect("a place");
            assert_eq!((place.line, place.column, lock.len()), (7, 12, 0));
        }
    }

    #[test]
    fn without_the_source_the_lock_file_vouches() {
        let library = library(&[("claims/c", &claim("said on Monday"))]);
        let (_, lock) = verify_quotations(&library, &raw(), &QuotesLock::default());
        let none = BTreeMap::new();
        assert_eq!(verify_quotations(&library, &none, &lock), (vec![], lock.clone()));
        let (problems, empty) = verify_quotations(&library, &none, &QuotesLock::default());
        assert_eq!((problems.len(), empty.len()), (1, 0));
    }

    #[test]
    fn quotations_in_bodies_are_verified_too() {
        let record = "ingest: {source: s, sha256: x, extractor: 1, words: 40}\n";
        for (path, record, body, faults) in [
            ("index", "", "See [[quote:one|said on Monday]].", 0),
            ("index", "", "See [[quote:one|said on Tuesday]].", 1),
            ("index", "", "> \u{201c}We will build a new one,\u{201d} says the mayor [[one]]", 0),
            ("index", "", "> was *closed* for better\u{2014} [[one]]", 1),
            ("index", "", "> said on Monday \u{2014} The mayor, [[one]]", 0),
            ("index", "", "> No chip, so nobody's words", 0),
            ("articles/one", record, "> \"for good\" and \"for ever\"", 1),
            ("articles/one", "", "> \"for good\" and \"for ever\"", 0),
        ] {
            let page = format!("---\ntitle: T\n{record}---\n{body}\n");
            let library = library(&[(path, &page)]);
            let (problems, _) = verify_quotations(&library, &raw(), &QuotesLock::default());
            assert_eq!(problems.len(), faults, "{body}: {problems:?}");
        }
    }

    #[test]
    fn an_article_with_full_rights_is_its_own_source() {
        let full = "---\ntitle: T\nrights: full\n---\nThe *bridge*\nwas closed.\n";
        for (words, faults) in [("The bridge was closed.", 0), ("The bridge is closed", 1)] {
            let library = library(&[("articles/one", full), ("claims/c", &claim(words))]);
            let (problems, _) =
                verify_quotations(&library, &BTreeMap::new(), &QuotesLock::default());
            assert_eq!(problems.len(), faults, "{problems:?}");
        }
    }

    #[test]
    fn odd_and_endless_bodies_are_survived() {
        for body in [
            "> ".repeat(200_000),
            "> [[one]] ".repeat(40_000),
            format!("> {}", "[[one|x]] \"y\" ".repeat(40_000)),
            "[[quote:one|x ]] ".repeat(20_000),
            "\u{300}\u{feff}\u{2028}".repeat(100_000),
            "x".repeat(5_000_000),
            "# a\n".repeat(100_000),
        ] {
            let library = library(&[("index", &format!("---\ntitle: T\n---\n{body}"))]);
            let _ = verify_quotations(&library, &raw(), &QuotesLock::default());
        }
    }

    #[test]
    fn limits_count_over_the_whole_site_and_the_same_words_once() {
        let limits = crate::config::SourcesConfig { quotation_words: 3, ..Default::default() };
        let codes = |files: &[(&str, &str)]| -> Vec<&'static str> {
            let library = library(files);
            let problems = check_limits(&collect_quotations(&library), &library, &limits);
            problems.iter().map(|problem| problem.code).collect()
        };
        let (a, b) = (claim("one two three"), claim("four five"));
        assert_eq!(codes(&[("claims/a", &a), ("claims/b", &a)]), Vec::<&str>::new());
        assert_eq!(codes(&[("claims/a", &a), ("claims/b", &b)]), ["quote-budget"]);
        assert_eq!(codes(&[("claims/a", &claim("one two three four"))]), ["quote-too-long"]);
        let full = "---\ntitle: T\nrights: full\n---\n";
        assert!(codes(&[("articles/one", full), ("claims/a", &a), ("claims/b", &b)]).is_empty());
    }
}
