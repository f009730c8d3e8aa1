//! Captions, repeats, and what follows the article.

use std::collections::HashSet;

use super::super::{DropReason, clutter, metadata, structure, words};
use super::{Reader, Verdict};
use crate::diagnostic::Span;

impl Reader<'_> {
    /// Lines below pictures: words and credit, bare labels said again beside the credit.
    pub(super) fn captions(&mut self, body: usize) {
        for at in 0..self.units.len() {
            if !self.is_open(at) {
                continue;
            }
            let line = self.line(at);
            let Some(words_end) = metadata::credit_at(line) else { continue };
            let label = line
                .get(..words_end)
                .unwrap_or("")
                .trim_end_matches([' ', '|', '(', '[', '-', '–', '—', '.', ',', '/', ';']);
            let start = self.units.get(at).map_or(0, |unit| unit.span.start);
            if words::count_to(label, 6) >= 5 {
                let end = line.get(..words_end).map_or(0, |words| {
                    words.trim_end_matches([' ', '|', '(', '[', '-', '–', '—', '/', ';']).len()
                });
                self.set(at, Verdict::Caption(Span::new(start, start + end)));
            } else {
                self.discard(at, DropReason::Credit);
            }
            let folded = words::folded(label);
            for beside in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
                let said = !folded.is_empty() && words::folded(self.line(beside)) == folded;
                let above = beside < at && beside < body && self.is_picture(beside);
                if self.is_open(beside) && (said || above) {
                    self.discard(beside, DropReason::Credit);
                }
            }
        }
    }

    /// Readers' comments: what follows their heading below the article, when buttons to answer stand
    /// among it.
    pub(super) fn comments(&mut self) {
        /// Lines of one comment and its writer, before its button.
        const LONGEST: usize = 8;
        let count = self.units.len();
        let buttons: Vec<usize> =
            (0..count).filter(|at| clutter::answers_comment(self.line(*at))).collect();
        if !buttons.iter().any(|at| words::folded(self.line(*at)).starts_with("reply")) {
            return;
        }
        let mut prose = 0;
        for at in 0..count {
            prose += usize::from(words::is_prose(self.line(at)));
            let next = buttons.partition_point(|button| *button <= at);
            let near = buttons.get(next).is_some_and(|button| *button <= at + LONGEST);
            let several = buttons.len() >= next + 2;
            if prose >= 2 && near && several && clutter::opens_comments(self.line(at)) {
                (at..count).for_each(|at| self.discard(at, DropReason::Navigation));
                return;
            }
        }
    }

    /// The title again, whole paragraphs again, and a short line that stands twice in a row.
    pub(super) fn repeats(&mut self) {
        let title = words::folded(self.document.metadata.title.as_deref().unwrap_or(""));
        let mut met: HashSet<&str> = HashSet::new();
        let mut above = "";
        for at in 0..self.units.len() {
            let line = self.line(at);
            if !self.is_open(at) || line.len() > 8 * 1024 {
                continue;
            }
            let is_title = !title.is_empty()
                && line.len() < 600
                && words::folded(metadata::split_title(line, &[]).0) == title;
            let again = words::is_prose(line) && !met.insert(line) && !structure::is_item(line);
            if is_title || again || line == above {
                self.discard(at, DropReason::Repeat);
            }
            above = line;
        }
    }

    /// What follows "You may also like" and its like, when no running text follows any more.
    pub(super) fn tail(&mut self, body: usize) {
        let count = self.units.len();
        let last =
            (body..count).rev().find(|at| self.is_open(*at) && words::is_prose(self.line(*at)));
        let Some(last) = last else { return };
        let opened = (last + 1..count).find(|at| {
            let line = self.line(*at);
            !self.is_open(*at) && (clutter::opens_tail(line) || clutter::closes_article(line))
        });
        let Some(opened) = opened else { return };
        for at in opened..count {
            if self.is_open(at) {
                self.discard(at, DropReason::Navigation);
            }
        }
    }
}
