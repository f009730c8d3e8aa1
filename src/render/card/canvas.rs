//! A picture in memory: areas, shapes and letters in flat colours, and its PNG file. Pure and
//! deterministic; knows nothing of what is drawn.

use std::collections::BTreeMap;
use std::io::Write as _;

use ab_glyph_rasterizer::{Rasterizer, point};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::font::{Font, Stroke};

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// Steps between paper and ink: few enough that a card has a palette, enough for smooth edges.
const STEPS: u32 = 8;

/// A picture.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
    rasterizer: Rasterizer,
}

/// How letters are set.
#[derive(Clone, Copy)]
pub(super) struct Style<'f> {
    /// The font.
    pub font: &'f Font<'f>,
    /// Pixels to the em.
    pub size: f32,
    /// Pixels between letters beyond their own.
    pub tracking: f32,
    /// The colour.
    pub ink: Colour,
}

impl Style<'_> {
    /// How wide `text` runs.
    pub(super) fn width(&self, text: &str) -> f32 {
        self.font.width(text, self.size, self.tracking)
    }
}

impl Canvas {
    /// An empty picture of one colour.
    pub(super) fn new(width: usize, height: usize, paper: Colour) -> Self {
        let pixels = vec![paper; width * height];
        Self { width, height, pixels, rasterizer: Rasterizer::new(0, 0) }
    }

    /// Fills the rectangle with its upper left corner at (`x`, `y`).
    pub(super) fn area(&mut self, x: usize, y: usize, width: usize, height: usize, ink: Colour) {
        let right = (x + width).min(self.width);
        for row in self.pixels.chunks_mut(self.width).skip(y).take(height) {
            if let Some(part) = row.get_mut(x..right) {
                part.fill(ink);
            }
        }
    }

    /// Sets `text` from (`x`, `y`) on its base line; gives back where it ends.
    pub(super) fn text(&mut self, text: &str, x: f32, y: f32, style: Style<'_>) -> f32 {
        style.font.outline(text, style.size, style.tracking, (x, y), |strokes, bounds| {
            self.fill(strokes, bounds, style.ink);
        });
        x + style.width(text)
    }

    /// Fills a closed shape with the given bounds: left, top, right, bottom.
    pub(super) fn fill(&mut self, strokes: &[Stroke], bounds: [f32; 4], ink: Colour) {
        let [left, top, right, bottom] = bounds;
        let (x0, y0) = (left.floor().max(0.0), top.floor().max(0.0));
        let columns = (right.min(self.width as f32).ceil() - x0).max(0.0) as usize + 1;
        let rows = (bottom.min(self.height as f32).ceil() - y0).max(0.0) as usize + 1;
        self.rasterizer.reset(columns, rows);
        for stroke in strokes {
            // The rasterizer knows no place outside its own: what lies there is pushed to the edge.
            let at = |x: f32, y: f32| {
                let (x, y) = (x - x0, y - y0);
                point(x.clamp(0.0, columns as f32 - 1.0), y.clamp(0.0, rows as f32 - 1.0))
            };
            match *stroke {
                Stroke::Line([fx, fy, x, y]) => self.rasterizer.draw_line(at(fx, fy), at(x, y)),
                Stroke::Curve([fx, fy, cx, cy, x, y]) => {
                    self.rasterizer.draw_quad(at(fx, fy), at(cx, cy), at(x, y));
                }
            }
        }
        let (x0, y0, width) = (x0 as usize, y0 as usize, self.width);
        let pixels = &mut self.pixels;
        self.rasterizer.for_each_pixel_2d(|x, y, coverage| {
            let (x, y) = (x0 + x as usize, y0 + y as usize);
            let step = (coverage.clamp(0.0, 1.0) * STEPS as f32).round() as u32;
            if step > 0
                && x < width
                && let Some(pixel) = pixels.get_mut(y * width + x)
            {
                *pixel = mixed(*pixel, ink, step);
            }
        });
    }

    /// The picture as a PNG file (ISO/IEC 15948), with a palette where 256 colours are enough.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut palette: BTreeMap<Colour, u8> = BTreeMap::new();
        let mut last = None;
        let mut few = true;
        for pixel in &self.pixels {
            if last != Some(pixel) && !palette.contains_key(pixel) {
                let Ok(index) = u8::try_from(palette.len()) else {
                    few = false;
                    break;
                };
                palette.insert(*pixel, index);
            }
            last = Some(pixel);
        }
        let mut rows = Vec::with_capacity(self.pixels.len() + self.height);
        for row in self.pixels.chunks(self.width) {
            rows.push(0);
            if few {
                let (mut last, mut index) = (None, 0);
                for pixel in row {
                    if last != Some(pixel) {
                        index = palette.get(pixel).copied().unwrap_or(0);
                        last = Some(pixel);
                    }
                    rows.push(index);
                }
            } else {
                rows.extend(row.iter().flatten());
            }
        }
        let mut header = Vec::new();
        header.extend((self.width as u32).to_be_bytes());
        header.extend((self.height as u32).to_be_bytes());
        // Eight bits, palette (3) or colours (2), and the only methods there are.
        header.extend([8, if few { 3 } else { 2 }, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut png, *b"IHDR", &header);
        if few {
            let mut by_index: Vec<(u8, Colour)> =
                palette.iter().map(|(colour, index)| (*index, *colour)).collect();
            by_index.sort_unstable();
            let colours: Vec<u8> = by_index.into_iter().flat_map(|(_, colour)| colour).collect();
            chunk(&mut png, *b"PLTE", &colours);
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(6));
        // Writing to a vector cannot fail.
        let _ = packed.write_all(&rows);
        chunk(&mut png, *b"IDAT", &packed.finish().unwrap_or_default());
        chunk(&mut png, *b"IEND", &[]);
        png
    }
}

/// `step` of [`STEPS`] on the way from paper to ink.
fn mixed(paper: Colour, ink: Colour, step: u32) -> Colour {
    let one = |paper: u8, ink: u8| {
        ((u32::from(paper) * (STEPS - step) + u32::from(ink) * step + STEPS / 2) / STEPS) as u8
    };
    let ([r, g, b], [ir, ig, ib]) = (paper, ink);
    [one(r, ir), one(g, ig), one(b, ib)]
}

/// Adds a chunk: length, name, data, checksum.
fn chunk(png: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let mut checksum = Crc::new();
    checksum.update(&name);
    checksum.update(data);
    png.extend((data.len() as u32).to_be_bytes());
    png.extend(name);
    png.extend(data);
    png.extend(checksum.sum().to_be_bytes());
}

/// Two quadratic curves come within a hundredth of a quarter of a circle: the tangent of a sixteenth
/// and the sine of an eighth of a turn.
const TANGENT: f32 = 0.414_213_56;
const SINE: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// The outline of a rectangle with round corners, and its bounds.
pub(super) fn rounded(
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    radius: f32,
) -> (Vec<Stroke>, [f32; 4]) {
    let r = radius.min(width / 2.0).min(height / 2.0);
    let (right, bottom) = (x + width, y + height);
    // Centre of each corner's circle, and the two directions between which its arc lies.
    let corners = [
        ((right - r, y + r), (0.0, -1.0), (1.0, 0.0)),
        ((right - r, bottom - r), (1.0, 0.0), (0.0, 1.0)),
        ((x + r, bottom - r), (0.0, 1.0), (-1.0, 0.0)),
        ((x + r, y + r), (-1.0, 0.0), (0.0, -1.0)),
    ];
    let mut strokes = Vec::new();
    let mut at = (x + r, y);
    for ((cx, cy), from, to) in corners {
        let on =
            |a: f32, b: f32| (cx + r * (a * from.0 + b * to.0), cy + r * (a * from.1 + b * to.1));
        let begin = on(1.0, 0.0);
        strokes.push(Stroke::Line([at.0, at.1, begin.0, begin.1]));
        at = begin;
        for (control, end) in [(on(1.0, TANGENT), on(SINE, SINE)), (on(TANGENT, 1.0), on(0.0, 1.0))]
        {
            strokes.push(Stroke::Curve([at.0, at.1, control.0, control.1, end.0, end.1]));
            at = end;
        }
    }
    (strokes, [x, y, right, bottom])
}

/// The outline through `points`, and its bounds.
pub(super) fn polygon(points: &[(f32, f32)]) -> (Vec<Stroke>, [f32; 4]) {
    let next = points.iter().cycle().skip(1);
    let strokes = points.iter().zip(next).map(|(a, b)| Stroke::Line([a.0, a.1, b.0, b.1]));
    let least = |of: fn(&(f32, f32)) -> f32| points.iter().map(of).fold(f32::MAX, f32::min);
    let most = |of: fn(&(f32, f32)) -> f32| points.iter().map(of).fold(f32::MIN, f32::max);
    let bounds = [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)];
    (strokes.collect(), bounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_whole_png_file() {
        let mut canvas = Canvas::new(40, 20, [250; 3]);
        canvas.area(0, 0, 10, 10, [0; 3]);
        let (strokes, bounds) = rounded(12.0, 4.0, 12.0, 12.0, 6.0);
        canvas.fill(&strokes, bounds, [200, 0, 0]);
        // Outside the picture nothing is drawn, and nothing breaks.
        let (strokes, bounds) = polygon(&[(-9.0, -9.0), (99.0, 5.0), (30.0, 99.0)]);
        canvas.fill(&strokes, bounds, [0, 0, 200]);
        canvas.area(35, 15, 99, 99, [1; 3]);
        let png = canvas.png();
        assert_eq!(png.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(png.get(16..29), Some(&[0, 0, 0, 40, 0, 0, 0, 20, 8, 3, 0, 0, 0][..]));
        assert!(png.ends_with(&[0xae, 0x42, 0x60, 0x82]), "the checksum of an empty IEND");
        assert_eq!(png, canvas.png());
    }

    #[test]
    fn shapes_are_filled_and_their_edges_smooth() {
        let mut canvas = Canvas::new(20, 20, [255; 3]);
        let (strokes, bounds) = rounded(2.0, 2.0, 16.0, 16.0, 8.0);
        canvas.fill(&strokes, bounds, [0; 3]);
        let at = |x: usize, y: usize| canvas.pixels[y * 20 + x][0];
        assert_eq!((at(10, 10), at(2, 2), at(0, 10)), (0, 255, 255));
        assert!((1..255).contains(&at(4, 4)), "{}", at(4, 4));
    }
}
