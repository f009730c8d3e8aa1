//! The letters of cards: which there are, how wide they run, and their outlines. Knows no picture.

use std::io::Read as _;

use flate2::read::GzDecoder;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The two fonts as stored; see `fonts/NOTICE` for where they are from and their licence.
const SERIF: &[u8] = include_bytes!("fonts/serif.ttf.gz");
const SANS: &[u8] = include_bytes!("fonts/sans.ttf.gz");

/// The bytes of both fonts, to be read as [`Fonts`].
pub(super) struct FontFiles {
    serif: Vec<u8>,
    sans: Vec<u8>,
}

impl FontFiles {
    /// Unpacks them.
    pub(super) fn unpack() -> Self {
        let unpack = |packed: &[u8]| {
            let mut bytes = Vec::new();
            // They are part of the program and whole; cut ones would only leave letters out.
            let _ = GzDecoder::new(packed).read_to_end(&mut bytes);
            bytes
        };
        Self { serif: unpack(SERIF), sans: unpack(SANS) }
    }

    /// Both fonts, ready to draw with.
    pub(super) fn read(&self) -> Option<Fonts<'_>> {
        Some(Fonts { serif: Font::read(&self.serif)?, sans: Font::read(&self.sans)? })
    }
}

/// The fonts of cards.
pub(super) struct Fonts<'f> {
    /// For headlines and answers.
    pub serif: Font<'f>,
    /// For everything small.
    pub sans: Font<'f>,
}

/// One font.
pub(super) struct Font<'f> {
    face: Face<'f>,
    /// Adjustments between two letters.
    pairs: Vec<PairAdjustment<'f>>,
    /// Units of the font in one em.
    em: f32,
}

impl<'f> Font<'f> {
    fn read(bytes: &'f [u8]) -> Option<Self> {
        let face = Face::parse(bytes, 0).ok()?;
        let mut pairs = Vec::new();
        if let Some(gpos) = face.tables().gpos {
            for lookup in gpos.lookups {
                for subtable in lookup.subtables.into_iter::<PositioningSubtable<'_>>() {
                    if let PositioningSubtable::Pair(pair) = subtable {
                        pairs.push(pair);
                    }
                }
            }
        }
        let em = f32::from(face.units_per_em());
        Some(Self { face, pairs, em })
    }

    /// Whether every letter of `text` can be drawn.
    pub(super) fn covers(&self, text: &str) -> bool {
        text.chars().all(|c| self.face.glyph_index(c).is_some())
    }

    /// Width of `text` at `size` pixels to the em, with `tracking` pixels between letters.
    pub(super) fn width(&self, text: &str, size: f32, tracking: f32) -> f32 {
        let mut end = 0.0;
        self.walk(text, size, tracking, |_, at, advance| end = at + advance);
        end
    }

    /// Draws the outlines of `text` from (`x`, `y`) on its base line.
    pub(super) fn outline(
        &self,
        text: &str,
        size: f32,
        tracking: f32,
        (x, y): (f32, f32),
        mut draw: impl FnMut(&[Stroke], [f32; 4]),
    ) {
        let scale = size / self.em;
        self.walk(text, size, tracking, |glyph, at, _| {
            let origin = (x + at, y);
            let mut pen = Pen { strokes: Vec::new(), origin, scale, start: origin, at: origin };
            if let Some(bounds) = self.face.outline_glyph(glyph, &mut pen) {
                let left = x + at + f32::from(bounds.x_min) * scale;
                let right = x + at + f32::from(bounds.x_max) * scale;
                let top = y - f32::from(bounds.y_max) * scale;
                let bottom = y - f32::from(bounds.y_min) * scale;
                draw(&pen.strokes, [left, top, right, bottom]);
            }
        });
    }

    /// Calls `visit` with each glyph, where it stands and how far it runs.
    fn walk(&self, text: &str, size: f32, tracking: f32, mut visit: impl FnMut(GlyphId, f32, f32)) {
        let scale = size / self.em;
        let (mut at, mut last) = (0.0, None);
        for glyph in text.chars().filter_map(|c| self.face.glyph_index(c)) {
            if let Some(last) = last {
                at += self.kerning(last, glyph) * scale + tracking;
            }
            let advance = f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
            visit(glyph, at, advance);
            at += advance;
            last = Some(glyph);
        }
    }

    /// How much closer two letters stand, in units of the font (OpenType 1.9, GPOS lookup type 2).
    fn kerning(&self, left: GlyphId, right: GlyphId) -> f32 {
        for pair in &self.pairs {
            let Some(at) = pair.coverage().get(left) else { continue };
            let found = match pair {
                PairAdjustment::Format1 { sets, .. } => sets.get(at).and_then(|set| set.get(right)),
                PairAdjustment::Format2 { classes, matrix, .. } => {
                    matrix.get((classes.0.get(left), classes.1.get(right)))
                }
            };
            if let Some((first, _)) = found {
                return f32::from(first.x_advance);
            }
        }
        0.0
    }
}

/// A piece of an outline, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stroke {
    /// A straight line.
    Line([f32; 4]),
    /// A quadratic curve: from, control, to.
    Curve([f32; 6]),
}

impl Stroke {
    /// The same piece with what lies right of `x` pushed to it.
    #[must_use]
    pub(super) fn left_of(self, x: f32) -> Self {
        let pushed = |points: &mut [f32]| {
            for at in points.iter_mut().step_by(2) {
                *at = at.min(x);
            }
        };
        match self {
            Self::Line(mut points) => {
                pushed(&mut points);
                Self::Line(points)
            }
            Self::Curve(mut points) => {
                pushed(&mut points);
                Self::Curve(points)
            }
        }
    }
}

/// Takes an outline down in pixels.
struct Pen {
    strokes: Vec<Stroke>,
    /// Where the font's origin lies.
    origin: (f32, f32),
    scale: f32,
    /// Where the contour began, and where the pen stands.
    start: (f32, f32),
    at: (f32, f32),
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }

    fn line(&mut self, to: (f32, f32)) {
        self.strokes.push(Stroke::Line([self.at.0, self.at.1, to.0, to.1]));
        self.at = to;
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(self.place(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.place(x1, y1), self.place(x, y));
        let from = self.at;
        self.strokes.push(Stroke::Curve([from.0, from.1, control.0, control.1, to.0, to.1]));
        self.at = to;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        // Fonts with a `glyf` table, as these are, have quadratic curves only.
        self.line(self.place(x, y));
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_three_scripts_are_there_and_others_are_known_to_be_missing() {
        let files = FontFiles::unpack();
        let fonts = files.read().expect("the fonts");
        for font in [&fonts.serif, &fonts.sans] {
            for text in
                ["Straße – Łódź, “ơ”", "Їжак, ґава", "Σωκράτης", "Nguyễn", "İstanbul ş", "№ 5 €"]
            {
                assert!(font.covers(text), "{text}");
            }
            for text in ["北", "سلام", "א", "क", "🙂", "\u{200f}"] {
                assert!(!font.covers(text), "{text}");
            }
        }
    }

    #[test]
    fn pairs_of_letters_stand_closer() {
        let files = FontFiles::unpack();
        let fonts = files.read().expect("the fonts");
        let width = |text: &str| fonts.serif.width(text, 100.0, 0.0);
        assert!(width("AV") < width("A") + width("V") - 2.0);
        assert!((width("HH") - 2.0 * width("H")).abs() < 0.1);
    }
}
