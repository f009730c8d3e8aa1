//! The letters of cards: which there are, how wide they run, and their outlines. Knows no picture.

use std::io::Read as _;

use flate2::read::GzDecoder;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::raw::tables::gpos::{PairPos, PositionSubtables};
use skrifa::raw::{ReadError, TableProvider as _};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

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
    letters: Charmap<'f>,
    metrics: GlyphMetrics<'f>,
    outlines: OutlineGlyphCollection<'f>,
    /// Adjustments between two letters.
    pairs: Vec<PairPos<'f>>,
    /// Units of the font in one em.
    em: f32,
}

impl<'f> Font<'f> {
    fn read(bytes: &'f [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(font.head().ok()?.units_per_em());
        // A font without pairs only stands wider.
        let pairs = pairs(&font).unwrap_or_default();
        Some(Self { letters: font.charmap(), metrics, outlines: font.outline_glyphs(), pairs, em })
    }

    /// Whether every letter of `text` can be drawn.
    pub(super) fn covers(&self, text: &str) -> bool {
        text.chars().all(|c| self.letters.map(c).is_some())
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
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            let drawn = self.outlines.get(glyph).map(|outline| outline.draw(settings, &mut pen));
            if let (Some(Ok(_)), Some(bounds)) = (drawn, self.metrics.bounds(glyph)) {
                let (left, right) = (x + at + bounds.x_min * scale, x + at + bounds.x_max * scale);
                let (top, bottom) = (y - bounds.y_max * scale, y - bounds.y_min * scale);
                draw(&pen.strokes, [left, top, right, bottom]);
            }
        });
    }

    /// Calls `visit` with each glyph, where it stands and how far it runs.
    fn walk(&self, text: &str, size: f32, tracking: f32, mut visit: impl FnMut(GlyphId, f32, f32)) {
        let scale = size / self.em;
        let (mut at, mut last) = (0.0, None);
        for glyph in text.chars().filter_map(|c| self.letters.map(c)) {
            if let Some(last) = last {
                at += self.kerning(last, glyph) * scale + tracking;
            }
            let advance = self.metrics.advance_width(glyph).unwrap_or(0.0) * scale;
            visit(glyph, at, advance);
            at += advance;
            last = Some(glyph);
        }
    }

    /// How much closer two letters stand, in units of the font (OpenType 1.9, GPOS lookup type 2).
    fn kerning(&self, left: GlyphId, right: GlyphId) -> f32 {
        let found = self.pairs.iter().find_map(|pair| adjustment(pair, left, right));
        found.map_or(0.0, f32::from)
    }
}

/// All adjustments between two letters.
fn pairs<'f>(font: &FontRef<'f>) -> Result<Vec<PairPos<'f>>, ReadError> {
    let mut pairs = Vec::new();
    for lookup in font.gpos()?.lookup_list()?.lookups().iter() {
        if let PositionSubtables::Pair(subtables) = lookup?.subtables()? {
            for subtable in subtables.iter() {
                pairs.push(subtable?);
            }
        }
    }
    Ok(pairs)
}

/// How much further the first of two letters runs; absent where the table does not speak of them.
fn adjustment(pair: &PairPos<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    match pair {
        PairPos::Format1(pair) => {
            let set = pair.coverage().ok()?.get(left)?;
            let set = pair.pair_sets().get(usize::try_from(set).ok()?).ok()?;
            let mut records = set.pair_value_records().iter().flatten();
            let record = records.find(|record| GlyphId::from(record.second_glyph()) == right)?;
            Some(record.value_record1().x_advance().unwrap_or(0))
        }
        PairPos::Format2(pair) => {
            pair.coverage().ok()?.get(left)?;
            let classes = (pair.class_def1().ok()?.get(left), pair.class_def2().ok()?.get(right));
            let row = pair.class1_records().get(usize::try_from(classes.0).ok()?).ok()?;
            let cell = row.class2_records().get(usize::try_from(classes.1).ok()?).ok()?;
            Some(cell.value_record1().x_advance().unwrap_or(0))
        }
        // For fonts of more than 65,536 letters, which these are not.
        PairPos::Format3(_) | PairPos::Format4(_) => None,
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

impl OutlinePen for Pen {
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
