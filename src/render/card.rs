//! Social cards: the picture that other sites show beside a link, 1200 by 630 pixels, drawn with
//! the default theme's colours. Knows what stands on a card, and nothing of pages.
//!
//! A card is never worth a failed build, nor a row of empty boxes: words whose letters the fonts
//! lack are left out, and a headline without its letters gives way to the story's card, or at last
//! to the four marks that stand for how sources compare.

mod canvas;
mod font;

use crate::model::claim::Verdict;
use crate::pages::card::{Card, CardAnswer};
use canvas::{Canvas, Colour, Style, polygon, rounded};
use font::{Font, FontFiles, Fonts};

/// Width of every card, as sites that show them ask for.
pub const WIDTH: usize = 1200;
/// Height of every card.
pub const HEIGHT: usize = 630;

// The tokens of the default theme, light.
const PAPER: Colour = [0xfd, 0xfc, 0xfa];
const TEXT: Colour = [0x1c, 0x1b, 0x19];
const MUTED: Colour = [0x5a, 0x57, 0x51];
const LINE: Colour = [0xd9, 0xd5, 0xcd];
const FRAME: Colour = [0x8a, 0x85, 0x7c];

/// The margin on both sides.
const LEFT: f32 = 72.0;
/// What is left between the margins.
const ROOM: f32 = 1200.0 - 2.0 * LEFT;
/// Base line of the kicker.
const KICKER: f32 = 184.0;
/// Where the headline's room begins, and where all of the middle ends.
const TOP: f32 = 206.0;
const BOTTOM: f32 = 540.0;
/// Sizes a headline may have.
const SIZES: [f32; 9] = [96.0, 88.0, 80.0, 72.0, 64.0, 56.0, 50.0, 44.0, 38.0];

/// Letters of one text at most.
const LONGEST: usize = 300;

/// What all cards of a site share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Name of the story.
    pub nameplate: String,
    /// What stands at the other end of that line.
    pub about: String,
    /// Where the site is.
    pub address: String,
    /// What stands at the other end of that line.
    pub state: String,
}

/// Draws cards of one site.
pub struct Cards {
    files: FontFiles,
    frame: Frame,
}

impl Cards {
    /// Unpacks the fonts.
    pub fn new(frame: Frame) -> Self {
        Self { files: FontFiles::unpack(), frame }
    }

    /// The card as a PNG file; absent when the fonts lack letters of its headline.
    pub fn draw(&self, card: &Card) -> Option<Vec<u8>> {
        let fonts = self.files.read()?;
        let headline = covered(&fonts.serif, &start_of(&card.headline))?;
        let mut sheet = Sheet::new(&fonts);
        sheet.frame(&self.frame);
        sheet.middle(card, &headline);
        Some(sheet.canvas.png())
    }

    /// A card without words but those of the frame whose letters there are.
    pub fn bare(&self) -> Option<Vec<u8>> {
        let fonts = self.files.read()?;
        let mut sheet = Sheet::new(&fonts);
        sheet.frame(&self.frame);
        sheet.marks_alone();
        Some(sheet.canvas.png())
    }
}

/// A text short enough for a card.
fn start_of(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// A text in one line without signs that cannot be drawn; absent when a letter or digit cannot, or
/// when nothing is left.
fn covered(font: &Font<'_>, text: &str) -> Option<String> {
    let mut kept = String::new();
    for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        if font.covers(c.encode_utf8(&mut [0; 4])) {
            kept.push(c);
        } else if c.is_alphanumeric() {
            return None;
        }
    }
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    (!kept.is_empty()).then_some(kept)
}

/// A card being drawn.
struct Sheet<'f> {
    canvas: Canvas,
    fonts: &'f Fonts<'f>,
}

impl<'f> Sheet<'f> {
    fn new(fonts: &'f Fonts<'f>) -> Self {
        Self { canvas: Canvas::new(WIDTH, HEIGHT, PAPER), fonts }
    }

    fn serif(&self, size: f32, ink: Colour) -> Style<'f> {
        Style { font: &self.fonts.serif, size, tracking: -0.008 * size, ink }
    }

    fn sans(&self, size: f32, ink: Colour) -> Style<'f> {
        Style { font: &self.fonts.sans, size, tracking: 0.0, ink }
    }

    /// A line of text cut to `room`; nothing when letters of it are missing. Gives back its end.
    fn line(&mut self, text: &str, x: f32, y: f32, room: f32, style: Style<'f>) -> f32 {
        match covered(style.font, &start_of(text)) {
            Some(text) => self.canvas.text(&cut(&text, room, style), x, y, style),
            None => x,
        }
    }

    /// The same, ending at the right margin; gives back where it begins.
    fn line_at_end(&mut self, text: &str, y: f32, room: f32, style: Style<'f>) -> f32 {
        let Some(text) = covered(style.font, &start_of(text)) else { return LEFT + ROOM };
        let text = cut(&text, room, style);
        let x = LEFT + ROOM - style.width(&text);
        self.canvas.text(&text, x, y, style);
        x
    }

    /// The masthead with its double rule, and the foot.
    fn frame(&mut self, frame: &Frame) {
        let (left, room) = (LEFT as usize, ROOM as usize);
        let small = self.sans(24.0, MUTED);
        let from = self.line_at_end(&frame.about, 90.0, ROOM * 0.45, small);
        let nameplate = Style { tracking: -0.8, ..self.serif(42.0, TEXT) };
        self.line(&frame.nameplate, LEFT, 90.0, from - LEFT - 40.0, nameplate);
        self.canvas.area(left, 114, room, 3, TEXT);
        self.canvas.area(left, 120, room, 2, TEXT);
        self.canvas.area(left, 564, room, 2, LINE);
        let from = self.line_at_end(&frame.state, 602.0, ROOM * 0.5, small);
        self.line(&frame.address, LEFT, 602.0, from - LEFT - 40.0, small);
    }

    /// Everything between the rules.
    fn middle(&mut self, card: &Card, headline: &str) {
        let kicker = Style { tracking: 2.0, ..self.sans(24.0, MUTED) };
        self.line(&card.kicker.to_uppercase(), LEFT, KICKER, ROOM, kicker);
        let answers = self.answers_height(card);
        let foot = if card.marks.is_empty() && card.chips.is_empty() { 0.0 } else { 74.0 };
        let aside = if card.marks.is_empty() { &*card.line } else { "" };
        let sentence = self.sentence(if card.answers.is_empty() { &card.line } else { aside });
        let below = answers + foot + if sentence.is_empty() { 0.0 } else { 94.0 };
        let (lines, size) = self.fitted(headline, BOTTOM - TOP - below, !card.answers.is_empty());
        let style = self.serif(size, TEXT);
        let mut y = TOP + size * 0.78;
        for line in &lines {
            self.canvas.text(line, LEFT, y, style);
            y += size * 1.1;
        }
        y -= size * 1.1;
        y += 40.0 + size * 0.12;
        let style = self.sans(30.0, MUTED);
        for line in &sentence {
            self.canvas.text(line, LEFT, y + 10.0, style);
            y += 40.0;
        }
        if answers > 0.0 {
            let top = BOTTOM - foot - answers;
            self.answers(&card.answers, top);
        }
        if foot > 0.0 {
            let summary = if card.answers.is_empty() { "" } else { &card.line };
            self.foot(card, summary);
        }
    }

    /// A sentence in at most two lines.
    fn sentence(&self, text: &str) -> Vec<String> {
        let style = self.sans(30.0, MUTED);
        let Some(text) = covered(style.font, &start_of(text)) else { return Vec::new() };
        let mut lines = wrapped(&text, ROOM, style);
        if lines.len() > 2 {
            lines.truncate(2);
            if let Some(last) = lines.last_mut() {
                last.push('…');
                *last = cut(last, ROOM, style);
            }
        }
        lines
    }

    /// The headline in lines of about equal length, as large as `height` allows.
    fn fitted(&self, text: &str, height: f32, small: bool) -> (Vec<String>, f32) {
        for size in SIZES.into_iter().filter(|size| !small || *size <= 64.0) {
            let style = self.serif(size, TEXT);
            let lines = wrapped(text, ROOM, style);
            let most = if size > 70.0 { 3 } else { 4 };
            if lines.len() <= most && size * (1.1 * lines.len() as f32 - 0.1) <= height {
                return (balanced(text, lines, style), size);
            }
        }
        let style = self.serif(38.0, TEXT);
        let mut lines = wrapped(text, ROOM, style);
        let most = ((height / 41.8) as usize).max(1);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
                *last = cut(last, ROOM, style);
            }
        }
        (lines, 38.0)
    }

    fn answers_height(&self, card: &Card) -> f32 {
        let shown = card.answers.iter().filter(|a| covered(&self.fonts.serif, &a.value).is_some());
        match shown.count() {
            0 => 0.0,
            rows => rows as f32 * 52.0 + 8.0,
        }
    }

    /// Answers, each in a row behind the codes of its sources.
    fn answers(&mut self, answers: &[CardAnswer], top: f32) {
        let answers: Vec<&CardAnswer> =
            answers.iter().filter(|a| covered(&self.fonts.serif, &a.value).is_some()).collect();
        let rows = || (0..).map(|row| top + 52.0 * row as f32).zip(&answers);
        let mut values = LEFT;
        for (y, answer) in rows() {
            self.canvas.area(LEFT as usize, y as usize, ROOM as usize, 1, LINE);
            values = values.max(self.chips(&answer.chips, answer.more, LEFT, y + 8.0, 36.0));
        }
        let x = values + 14.0;
        let style = self.serif(32.0, TEXT);
        for (y, answer) in rows() {
            self.line(&answer.value, x, y + 37.0, LEFT + ROOM - x, style);
        }
    }

    /// Verdicts, chips and a few words in one row.
    fn foot(&mut self, card: &Card, summary: &str) {
        let y = BOTTOM - 54.0;
        let mut x = LEFT;
        for (verdict, words) in &card.marks {
            let end = self.pill(*verdict, words, x, y);
            x = end.map_or(x, |end| end + 14.0);
        }
        if !card.chips.is_empty() {
            x = self.chips(&card.chips, card.more, x, y + 3.0, 48.0) + 14.0;
        }
        let style = self.sans(28.0, MUTED);
        self.line(summary, x + 6.0, y + 37.0, LEFT + ROOM - x - 6.0, style);
    }

    /// Codes in frames with half-circle ends; gives back where they end.
    fn chips(&mut self, codes: &[String], more: usize, x: f32, y: f32, height: f32) -> f32 {
        let style = self.sans(height * 0.52, TEXT);
        let mut at = x;
        for code in codes {
            let Some(code) = covered(style.font, code) else { continue };
            let width = style.width(&code);
            let wide = (width + height * 0.72).max(height * 1.25);
            if at + wide > LEFT + ROOM - 80.0 {
                break;
            }
            let (outer, bounds) = rounded(at, y, wide, height, height / 2.0);
            self.canvas.fill(&outer, bounds, FRAME);
            let (inner, bounds) =
                rounded(at + 2.0, y + 2.0, wide - 4.0, height - 4.0, height / 2.0 - 2.0);
            self.canvas.fill(&inner, bounds, [0xff; 3]);
            let base = y + height * 0.5 + style.size * 0.33;
            self.canvas.text(&code, at + (wide - width) / 2.0, base, style);
            at += wide + height * 0.16;
        }
        if more > 0 {
            let style = self.sans(height * 0.52, MUTED);
            let base = y + height * 0.5 + style.size * 0.33;
            at = self.canvas.text(&format!("+{more}"), at + 4.0, base, style) + 4.0;
        }
        at
    }

    /// A verdict's mark and word on its tint; gives back where it ends, or nothing when it does not
    /// fit or letters are missing.
    fn pill(&mut self, verdict: Verdict, words: &str, x: f32, y: f32) -> Option<f32> {
        let (ink, tint) = colours(verdict);
        let style = self.sans(29.0, ink);
        let words = covered(style.font, words)?;
        let wide = style.width(&words) + 82.0;
        if x + wide > LEFT + ROOM {
            return None;
        }
        let (shape, bounds) = rounded(x, y, wide, 54.0, 9.0);
        self.canvas.fill(&shape, bounds, tint);
        self.mark(verdict, x + 33.0, y + 27.0, 13.0, tint);
        self.canvas.text(&words, x + 58.0, y + 37.0, style);
        Some(x + wide)
    }

    /// The mark of a verdict around (`x`, `y`), `r` pixels to each side.
    fn mark(&mut self, verdict: Verdict, x: f32, y: f32, r: f32, paper: Colour) {
        let (ink, _) = colours(verdict);
        let thick = (r * 0.28).max(3.0);
        if verdict == Verdict::Contradict {
            for (r, ink) in [(r * 1.2, ink), (r * 1.2 - thick * 1.4, paper)] {
                let (shape, bounds) = polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]);
                self.canvas.fill(&shape, bounds, ink);
            }
            return;
        }
        let mut disc = |r: f32, ink: Colour| {
            let (shape, bounds) = rounded(x - r, y - r, 2.0 * r, 2.0 * r, r);
            self.canvas.fill(&shape, bounds, ink);
        };
        disc(r, ink);
        match verdict {
            Verdict::SingleSource => {
                disc(r - thick, paper);
                disc(r * 0.38, ink);
            }
            Verdict::Differ => {
                disc(r - thick, paper);
                // The left half, as a disc that a rectangle of paper cuts.
                self.half(x, y, r - thick, ink);
            }
            Verdict::Agree | Verdict::Contradict => {}
        }
    }

    /// The left half of a disc.
    fn half(&mut self, x: f32, y: f32, r: f32, ink: Colour) {
        let (shape, _) = rounded(x - r, y - r, 2.0 * r, 2.0 * r, r);
        let strokes: Vec<font::Stroke> =
            shape.into_iter().map(|stroke| stroke.left_of(x)).collect();
        self.canvas.fill(&strokes, [x - r, y - r, x, y + r], ink);
    }

    /// The four marks, large.
    fn marks_alone(&mut self) {
        let all = [Verdict::Agree, Verdict::Differ, Verdict::Contradict, Verdict::SingleSource];
        for (at, verdict) in all.into_iter().enumerate() {
            self.mark(verdict, 240.0 + 240.0 * at as f32, 342.0, 76.0, PAPER);
        }
    }
}

/// Ink and tint of a verdict.
const fn colours(verdict: Verdict) -> (Colour, Colour) {
    match verdict {
        Verdict::Agree => ([0x1f, 0x6b, 0x45], [0xe4, 0xf2, 0xea]),
        Verdict::Differ => ([0x8a, 0x4b, 0x00], [0xfc, 0xef, 0xdc]),
        Verdict::Contradict => ([0xa3, 0x26, 0x2a], [0xfb, 0xe9, 0xe8]),
        Verdict::SingleSource => ([0x5a, 0x57, 0x51], [0xef, 0xed, 0xe8]),
    }
}

/// A text in lines of at most `room` pixels, broken between words, or within one that is too long.
/// Every word is measured once.
fn wrapped(text: &str, room: f32, style: Style<'_>) -> Vec<String> {
    let space = style.width(" ") + 2.0 * style.tracking;
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for word in text.split(' ') {
        let width = style.width(word);
        if !line.is_empty() && used + space + width > room {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if width > room {
            for c in word.chars() {
                let letter = style.width(c.encode_utf8(&mut [0; 4])) + style.tracking.max(0.0);
                if used + letter > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += letter;
            }
        } else {
            if !line.is_empty() {
                line.push(' ');
                used += space;
            }
            line.push_str(word);
            used += width;
        }
    }
    lines.push(line);
    lines
}

/// The same text in as many lines, as narrow as that allows: no line is left with a single word.
fn balanced(text: &str, lines: Vec<String>, style: Style<'_>) -> Vec<String> {
    let (mut narrow, mut wide) = (ROOM / lines.len() as f32, ROOM);
    let mut best = lines;
    for _ in 0..7 {
        let middle = f32::midpoint(narrow, wide);
        let tried = wrapped(text, middle, style);
        let fits = tried.len() <= best.len() && tried.iter().all(|line| !line.is_empty());
        if fits && tried.join(" ") == text {
            (best, wide) = (tried, middle);
        } else {
            narrow = middle;
        }
    }
    best
}

/// A text in `room` pixels, with an ellipsis where it is cut.
fn cut(text: &str, room: f32, style: Style<'_>) -> String {
    if style.width(text) <= room {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(200).collect();
    while !kept.is_empty() && style.width(&format!("{kept}…")) > room {
        kept.pop();
    }
    format!("{}…", kept.trim_end_matches([' ', '…', ',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards() -> Cards {
        Cards::new(Frame {
            nameplate: "The bridge".to_owned(),
            about: "5 sources".to_owned(),
            address: "bridge.example".to_owned(),
            state: "8 March 2031".to_owned(),
        })
    }

    fn headline(text: &str) -> Card {
        Card { headline: text.to_owned(), ..Card::default() }
    }

    #[test]
    fn a_card_is_small_and_always_the_same() {
        let card = Card {
            kicker: "The bridge is closed".to_owned(),
            headline: "How long is the crack that the divers found below the bridge?".to_owned(),
            line: "3 of 5 sources answer".to_owned(),
            answers: vec![CardAnswer {
                value: "1.2 metres".to_owned(),
                chips: vec!["HP".to_owned(), "CW".to_owned()],
                more: 3,
            }],
            marks: vec![(Verdict::Contradict, "contradict".to_owned())],
            ..Card::default()
        };
        let png = cards().draw(&card).expect("a card");
        assert!(png.len() < 25_000, "{}", png.len());
        assert_eq!(png.get(16..25), Some(&[0, 0, 4, 0xb0, 0, 0, 2, 0x76, 8][..]));
        assert_eq!(Some(png), cards().draw(&card));
    }

    #[test]
    fn scripts_without_letters_here_get_no_card_of_their_own() {
        for text in ["", " ", "北方", "مباحثات السلام", "शांति वार्ता", "A 北", "🙂"]
        {
            assert_eq!(cards().draw(&headline(text)), None, "{text}");
        }
        for text in ["Мирні перемовини", "Ειρηνευτικές συνομιλίες", "Barış görüşmeleri 🙂"]
        {
            assert!(cards().draw(&headline(text)).is_some(), "{text}");
        }
        assert!(
            Cards::new(Frame { nameplate: "北".to_owned(), ..Frame::default() }).bare().is_some()
        );
    }

    #[test]
    fn headlines_of_any_length_stay_within_the_card() {
        let files = FontFiles::unpack();
        let fonts = files.read().expect("the fonts");
        let sheet = Sheet::new(&fonts);
        for text in [
            "No".to_owned(),
            "word ".repeat(12),
            "word ".repeat(60),
            "w".repeat(300),
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk closes".to_owned(),
        ] {
            for height in [334.0, 180.0, 90.0, 10.0] {
                let text = covered(&fonts.serif, &text).expect("letters");
                let (lines, size) = sheet.fitted(&text, height, false);
                let style = sheet.serif(size, TEXT);
                assert!(lines.iter().all(|line| style.width(line) <= ROOM + 1.0), "{lines:?}");
                assert!(lines.len() == 1 || size * 1.1 * lines.len() as f32 <= height + size * 0.2);
            }
        }
    }
}
