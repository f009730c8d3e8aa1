//! Plain text scrapes: what is title, byline, standfirst, clutter and repeat, by phrase, repeat and place.
//! The article's own lines are handed to [`super::structure`].

mod around;
mod head;
mod stated;

use super::lines::{self, Unit};
use super::structure::{announces_questions, structure};
use super::{Block, BlockKind, DropReason, Dropped, SourceDocument, clutter, metadata, words};
use crate::diagnostic::Span;

/// Units looked at above the body.
const HEAD: usize = 30;

/// What was decided about a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Body,
    Title,
    Dek,
    Caption(Span),
    Drop(DropReason),
}

/// Read a plain text as scraped from a site.
pub fn read_text(text: &str) -> SourceDocument {
    let units = lines::units(text);
    let mut reader = Reader {
        text,
        verdicts: vec![Verdict::Body; units.len()],
        units,
        document: SourceDocument::default(),
    };
    reader.comments();
    reader.clutter();
    reader.outlet_stated();
    let body = reader.head();
    reader.address(body);
    reader.dates(body);
    reader.labels();
    reader.foot(body);
    reader.captions(body);
    reader.repeats();
    reader.stamps();
    reader.tail(body);
    reader.finish()
}

/// Read body text with nothing around it: structure only, nothing is dropped and no line is a title.
pub fn read_plain(text: &str) -> SourceDocument {
    let units = lines::units(text);
    let (blocks, questions) = structure(text, &units, false);
    SourceDocument { text: text.to_owned(), blocks, questions, ..SourceDocument::default() }
}

struct Reader<'a> {
    text: &'a str,
    units: Vec<Unit>,
    verdicts: Vec<Verdict>,
    document: SourceDocument,
}

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> &'a str {
        self.units.get(at).map_or("", |unit| unit.span.of(self.text))
    }

    fn is_open(&self, at: usize) -> bool {
        self.verdicts.get(at) == Some(&Verdict::Body)
    }

    fn set(&mut self, at: usize, verdict: Verdict) {
        if let Some(place) = self.verdicts.get_mut(at) {
            *place = verdict;
        }
    }

    fn discard(&mut self, at: usize, reason: DropReason) {
        self.set(at, Verdict::Drop(reason));
    }

    /// The next unit from `at` on that is not dropped.
    fn next_open(&self, at: usize) -> Option<usize> {
        (at..self.units.len()).find(|at| self.is_open(*at))
    }

    fn clutter(&mut self) {
        let mut met = false;
        for at in 0..self.units.len() {
            met |= at > 0 && words::is_prose(self.line(at - 1));
            let Some(reason) = clutter::classify(self.line(at)) else { continue };
            // "YouTube" alone over a paragraph is a heading; among other buttons it is clutter.
            let below = words::is_prose(self.line(at + 1));
            let above = at > 0 && clutter::classify(self.line(at - 1)).is_none();
            let alone = met && below && above;
            if !(alone && clutter::is_ambiguous(self.line(at))) {
                self.discard(at, reason);
            }
        }
        // "Read also:" alone introduces the one short line below it.
        for at in 0..self.units.len() {
            let link = self.line(at + 1);
            let boxed = !self.is_open(at + 2) && at + 2 < self.units.len();
            let marked =
                clutter::introduces_link(self.line(at)) && (boxed || self.line(at).ends_with(':'));
            let short =
                (4..=20).contains(&words::count_to(link, 21)) && !words::ends_sentence(link);
            if marked && short && self.is_open(at + 1) {
                self.discard(at + 1, DropReason::Promo);
            }
        }
    }

    /// Counters and stamps without a word of their own, beside clutter: "45", "Updated at 23.58 CEST".
    fn stamps(&mut self) {
        for at in 1..self.units.len() {
            let line = self.line(at);
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            // "0:45": how long the film above lasts.
            let film = || clutter::classify(self.line(at - 1)) == Some(DropReason::Promo);
            let lasts = || line.split_once(':').is_some_and(|(m, s)| digits(m) && digits(s));
            let number = line.len() <= 5 && (digits(line) || (lasts() && film()));
            let beside =
                !self.is_open(at - 1) || (at + 1 < self.units.len() && !self.is_open(at + 1));
            let vote = matches!(line, "Yes" | "No") && !self.is_open(at - 1);
            let number = number || vote;
            let stamp =
                metadata::date_line(line).is_some_and(|(_, rest)| metadata::is_bare_date(rest));
            if self.is_open(at) && ((number && beside) || stamp) {
                let reason = if number { DropReason::Navigation } else { DropReason::Metadata };
                self.discard(at, reason);
            }
        }
    }

    fn finish(mut self) -> SourceDocument {
        self.text.clone_into(&mut self.document.text);
        let open: Vec<Unit> = self
            .units
            .iter()
            .zip(&self.verdicts)
            .filter(|(_, verdict)| **verdict == Verdict::Body)
            .map(|(unit, _)| *unit)
            .collect();
        let asked = [&self.document.metadata.title, &self.document.metadata.dek];
        let asked = asked.into_iter().flatten().any(|line| announces_questions(line));
        let (mut blocks, questions) = structure(self.text, &open, asked);
        self.document.questions = questions;
        for (unit, verdict) in self.units.iter().zip(&self.verdicts) {
            let dropped = match verdict {
                Verdict::Drop(reason) => Some((unit.span, *reason)),
                Verdict::Caption(span) => {
                    blocks.push(Block { kind: BlockKind::Caption, span: *span });
                    Some((Span::new(span.end, unit.span.end), DropReason::Credit))
                }
                Verdict::Title => {
                    let end = self.document.title.map_or(unit.span.end, |title| title.end);
                    Some((Span::new(end, unit.span.end), DropReason::Metadata))
                }
                Verdict::Body | Verdict::Dek => None,
            };
            if let Some((span, reason)) = dropped.filter(|dropped| !dropped.0.is_empty()) {
                self.document.dropped.push(Dropped { span, reason });
            }
        }
        blocks.sort_by_key(|block| (block.span.start, block.span.end));
        self.document.blocks = blocks;
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The ferries to the northern islands returned on Monday after a week of storms in the strait, the harbour office said.";
    const MORE: &str = "Nobody was hurt. Two piers were damaged and the repairs will last until the end of the month, the office added.";

    fn read(head: &str, foot: &str) -> SourceDocument {
        read_text(&format!("{head}\n\n{BODY}\n\n{MORE}\n\n{foot}"))
    }

    fn dropped(document: &SourceDocument) -> Vec<&str> {
        document.dropped.iter().map(|dropped| dropped.span.of(&document.text)).collect()
    }

    #[test]
    fn the_head_of_an_article_becomes_metadata() {
        let document = read(
            "World\n\nFerries Return After Storms | Marsk Courier\n\nA week without boats ends for three thousand people.\n\nBy Marta Quill\n\nUpdated: April 3, 2024, 6:22 p.m. EDT\n\nShare This Article",
            "© 2024 Marsk Courier",
        );
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Ferries Return After Storms"));
        assert_eq!(metadata.outlet.as_deref(), Some("Marsk Courier"));
        assert_eq!(
            metadata.dek.as_deref(),
            Some("A week without boats ends for three thousand people.")
        );
        assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"));
        assert_eq!(
            metadata.updated.map(|date| date.to_string()).as_deref(),
            Some("2024-04-03T18:22-04:00")
        );
        assert_eq!(metadata.published, None);
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn an_unknown_outlet_over_the_byline_is_read() {
        for (head, outlet) in [
            ("Vellin Lantern\nBy Marta Quill\n6 February 2023", Some("Vellin Lantern")),
            ("Vellin Lantern\n\nBy Marta Quill\n\n6 February 2023", Some("Vellin Lantern")),
            ("Vellin Lantern\n6 February 2023\nBy Marta Quill", Some("Vellin Lantern")),
            ("The Vellin Tribune\n6 February 2023\nMarta Quill", Some("The Vellin Tribune")),
            ("Vellin\nBy Marta Quill\n6 February 2023", None),
            ("World\nBy Marta Quill\n6 February 2023", None),
            ("all you need to know\nBy Marta Quill\n6 February 2023", None),
        ] {
            let document = read(&format!("Ferries Return After Storms\n\n{head}"), "");
            let metadata = &document.metadata;
            let published = metadata.published.map(|date| date.to_string());
            assert_eq!(metadata.outlet.as_deref(), outlet, "{head}");
            assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"), "{head}");
            assert_eq!(published.as_deref(), Some("2023-02-06"), "{head}");
        }
        let heading = read("Ferries Return After Storms\n\nStormy Week", "").metadata;
        assert_eq!((heading.outlet, heading.byline), (None, None));
    }

    #[test]
    fn a_name_alone_signs_only_beside_a_label() {
        let signed = read("Ferries Return After Storms\n\nBilkis\n4 Min Read", "Leave a comment");
        assert_eq!(signed.metadata.byline.as_deref(), Some("Bilkis"));
        assert_eq!(dropped(&signed), ["Bilkis", "4 Min Read", "Leave a comment"]);
        let heading = read("Ferries Return After Storms\n\nStormy Week", "");
        assert_eq!(heading.metadata.byline, None);
    }

    #[test]
    fn the_title_said_again_and_the_list_behind_the_text_go() {
        let document = read(
            "Ferries Return After Storms\n\nFerries Return After Storms",
            "You may also like...\n\nTen Islands To See\n\nA Pier Reopens",
        );
        assert_eq!(
            dropped(&document),
            [
                "Ferries Return After Storms",
                "You may also like...",
                "Ten Islands To See",
                "A Pier Reopens"
            ]
        );
    }

    #[test]
    fn the_headline_is_found_below_the_menu() {
        for (menu, outlet) in [
            ("Home\nIslands\nWeather\nMarsk Evening Echo\nUK News", Some("Marsk Evening Echo")),
            ("LOG IN\nThe Marsk Falls Dispatch\nLOCAL NEWS", Some("The Marsk Falls Dispatch")),
            ("MRK Vellin\nIn brief\nCoast\nRural", Some("MRK Vellin")),
            ("Asia / East Asia", None),
        ] {
            let below = menu.lines().next().filter(|_| menu.starts_with("MRK")).unwrap_or_default();
            let head = format!(
                "{menu}\nFerries return after a week of storms\nBy Marta Quill\n{below}\n3 May 2024 | Updated: 08:14, 4 May 2024"
            );
            let document = read(&head, "");
            let metadata = &document.metadata;
            let title = "Ferries return after a week of storms";
            assert_eq!(metadata.title.as_deref(), Some(title), "{menu}");
            assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"), "{menu}");
            assert_eq!(metadata.outlet.as_deref(), outlet, "{menu}");
            let dates = [metadata.published, metadata.updated];
            let dates = dates.map(|date| date.map(|date| date.to_string()).unwrap_or_default());
            assert_eq!(dates, ["2024-05-03", "2024-05-04T08:14"], "{menu}");
            assert_eq!(document.blocks.len(), 2, "{menu}");
        }
        let short = read("Lighthouse reopens\nBy Marta Quill\n5 July 2024", "");
        assert_eq!(short.metadata.title.as_deref(), Some("Lighthouse reopens"));
    }

    #[test]
    fn readers_comments_go_and_a_heading_of_that_name_stays() {
        let comment = "I have taken that boat for thirty years and never saw such waves.";
        let document = read(
            "Ferries Return After Storms",
            &format!(
                "2 Comments\nsailor44\n{comment}\nReply\nLike (3)\nhill\nPoor crew, I hope that they are well again by now.\nReply"
            ),
        );
        assert_eq!(document.blocks.len(), 2);
        let kept = read(
            "Ferries Return After Storms",
            &format!("Comments\n\n{BODY} {MORE}\n\nContact\n\n{MORE} {BODY}"),
        );
        let headings = kept.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_)));
        assert_eq!(headings.count(), 2);
    }

    #[test]
    fn what_presents_the_author_goes_and_corrections_stay() {
        let correction =
            "Correction, 4 May: an earlier version of this article misstated the number of piers.";
        let document = read(
            "Ferries Return After Storms\nBy Marta Quill\n3 May 2024",
            &format!(
                "{correction}\n\nMarta Quill is a reporter based in Marsk.\n\n© 2024 Marsk Courier\n\nOpinion\n\nThe lighthouse question"
            ),
        );
        let last = document.blocks.last().map(|block| block.span.of(&document.text));
        assert_eq!(last, Some(correction));
    }

    #[test]
    fn a_lead_without_evidence_is_no_standfirst() {
        let document = read("Ferries Return After Storms", "");
        assert_eq!(document.metadata.dek, None);
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn credits_leave_the_caption() {
        let document = read(
            "Ferries Return After Storms",
            "Islanders wait at the pier on Monday | Image: AP\n\nMarsk\nMarsk | Photo: Ines Rua\n\nA crew of five in the harbour of Vellin. (Courier Photo: Ines Rua)\n\nThe old pier has been closed since 2022. (Ines Rua/Marsk Star)",
        );
        let captions: Vec<&str> = document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Caption)
            .map(|block| block.span.of(&document.text))
            .collect();
        let words = [
            "Islanders wait at the pier on Monday",
            "A crew of five in the harbour of Vellin.",
            "The old pier has been closed since 2022.",
        ];
        assert_eq!(captions, words);
        let credits = [
            " | Image: AP",
            "Marsk",
            "Marsk | Photo: Ines Rua",
            " (Courier Photo: Ines Rua)",
            " (Ines Rua/Marsk Star)",
        ];
        assert_eq!(dropped(&document), credits);
    }

    #[test]
    fn odd_input_is_read_without_failing() {
        for text in ["", "\n\n", "\u{feff}", "One line", "By", ":", "Q:", "…", "A\u{301}\0\r\r\n"]
        {
            let document = read_text(text);
            assert_eq!(document.text, text);
        }
        let long = "word ".repeat(200_000);
        assert_eq!(read_text(&long).blocks.len(), 1);
    }
}
