//! The drawing of one thing and what it is tied to: the thing stands at the top, a line leads from
//! it to each of the others, one below the other. Whole numbers of a grid, measured by estimate and
//! from the page's start side; a template draws it in either direction of writing.
//!
//! Names stand in rows, so that none can lie over another however long it is, on a phone as well.

use schemars::JsonSchema;
use serde::Serialize;

/// Width of the grid. At the size of text it is drawn in, a phone of 320 px shows it in full.
pub const WIDTH: usize = 288;
/// Where the marks of the others stand.
const MARK: usize = 60;
/// Where names begin.
const NAME: usize = 74;
/// Room for the number at the end of a row.
const NUMBER: usize = 30;
/// Where the thing itself stands.
const CENTRE: (usize, usize) = (11, 13);
/// Where its name begins.
const TITLE: usize = 28;
/// Height of a row with one line; a finger needs 24 (WCAG 2.2, 2.5.8), also where the drawing is
/// shown at nine tenths.
const ROW: usize = 28;
/// Height of each further line.
const LINE: usize = 16;
/// Height of a group's word.
const GROUP: usize = 30;
/// Lines of one name at most; what is longer ends in an ellipsis.
const LINES: usize = 3;
/// Thickest line, in tenths.
const THICKEST: usize = 70;
/// Thinnest line, in tenths.
const THINNEST: usize = 10;

/// What is to be drawn of one tie.
#[derive(Clone, Copy, Debug)]
pub struct Spoke<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is; equal ones follow each other.
    pub group: &'static str,
    /// How strong the tie is.
    pub count: usize,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fan {
    /// Width of the grid.
    pub width: usize,
    /// Height of the grid.
    pub height: usize,
    /// Where the thing itself stands, from the start side and from above.
    pub x: usize,
    /// From above.
    pub y: usize,
    /// Lines of its name.
    pub title: Vec<Words>,
    /// Groups, in order.
    pub groups: Vec<Group>,
    /// The others, in the order given.
    pub rows: Vec<Row>,
}

/// Words in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Words {
    /// Where they begin, from the start side.
    pub x: usize,
    /// Their base line, from above.
    pub y: usize,
    /// The words.
    pub text: String,
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// What they are.
    pub name: &'static str,
    /// Where its word begins, from the start side.
    pub x: usize,
    /// Base line of its word, from above.
    pub y: usize,
}

/// One of the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// Upper edge.
    pub top: usize,
    /// Height.
    pub height: usize,
    /// Where its mark stands, from the start side.
    pub x: usize,
    /// The middle of its first line, where its mark stands.
    pub y: usize,
    /// Lines of its name.
    pub lines: Vec<Words>,
    /// The line to it, as the `d` of an SVG path (SVG 2, section 9.3).
    pub path: String,
    /// Thickness of that line with one decimal: how strong the tie is.
    pub thickness: String,
}

impl Fan {
    /// Draws `name` and what it is tied to.
    pub fn new(name: &str, spokes: &[Spoke<'_>]) -> Self {
        let words = |lines: Vec<String>, x: usize, first: usize| -> Vec<Words> {
            let each = lines.into_iter().enumerate();
            each.map(|(at, text)| Words { x, y: first + at * LINE, text }).collect()
        };
        let title = words(lines(name, WIDTH - TITLE), TITLE, CENTRE.1 + 5);
        let mut top = CENTRE.1 + 5 + LINE * title.len();
        let most = spokes.iter().map(|spoke| spoke.count).max().unwrap_or(0).max(1);
        let (mut groups, mut rows) = (Vec::<Group>::new(), Vec::new());
        for spoke in spokes {
            if groups.last().is_none_or(|group| group.name != spoke.group) {
                groups.push(Group { name: spoke.group, x: NAME, y: top + GROUP - 9 });
                top += GROUP;
            }
            let lines = lines(spoke.name, WIDTH - NAME - NUMBER);
            let height = ROW + LINE * lines.len().saturating_sub(1);
            let y = top + ROW / 2;
            let thickness = THINNEST + (THICKEST - THINNEST) * spoke.count / most;
            rows.push(Row {
                top,
                height,
                x: MARK,
                y,
                lines: words(lines, NAME, y + 5),
                path: curve(y),
                thickness: format!("{}.{}", thickness / 10, thickness % 10),
            });
            top += height;
        }
        let (x, y) = CENTRE;
        Self { width: WIDTH, height: top + 2, x, y, title, groups, rows }
    }
}

/// From the thing itself down, and in a bend to the mark of a row.
fn curve(y: usize) -> String {
    let (x, from) = CENTRE;
    let bend = from + (y - from) * 3 / 5;
    format!("M{x} {from}C{x} {bend} {} {y} {MARK} {y}", x + 12)
}

/// A name in lines of at most `room`, broken between words, or within a word that is too long.
fn lines(name: &str, room: usize) -> Vec<String> {
    let room = room * 100;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let (mut used, mut after_space) = (0, 0);
    for c in name.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        let width = width(c);
        if used + width > room && !line.is_empty() {
            let rest = if c == ' ' || after_space == 0 {
                String::new()
            } else {
                line.split_off(after_space)
            };
            lines.push(line.trim_end().to_owned());
            used = rest.chars().map(self::width).sum();
            line = rest;
            after_space = 0;
        }
        if c == ' ' && line.is_empty() {
            continue;
        }
        line.push(c);
        used += width;
        if matches!(c, ' ' | '-' | '/' | '–' | '—') {
            after_space = line.len();
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            while last.chars().map(width).sum::<usize>() + width('…') > room {
                last.pop();
            }
            let kept = last.trim_end().len();
            last.truncate(kept);
            last.push('…');
        }
    }
    lines
}

/// How wide a letter may be in the interface font at 13.5 units, in hundredths: the widest among the
/// common system fonts, rounded up.
fn width(c: char) -> usize {
    let em = match c {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | '|' | ':' | ';' | '!' | '('
        | ')' => 38,
        'f' | 't' | 'r' | '-' | '/' => 44,
        'm' | 'w' | 'M' | 'W' | '—' | '…' | '@' | '%' => 100,
        'a'..='z' | '0'..='9' => 64,
        'A'..='Z' => 78,
        // Marks that stand over or under another letter.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{591}'..='\u{5bd}' => 0,
        // Scripts whose letters fill a square, and signs that do.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 104,
        c if c.is_uppercase() => 86,
        _ => 76,
    };
    // Hundredths of an em, times 13.5 units.
    em * 27 / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoke<'a>(name: &'a str, group: &'static str, count: usize) -> Spoke<'a> {
        Spoke { name, group, count }
    }

    fn measured(text: &str) -> usize {
        text.chars().map(width).sum::<usize>().div_ceil(100)
    }

    #[test]
    fn no_label_lies_over_another_or_leaves_the_drawing() {
        let names = [
            "Bo",
            "The Inter-Ministerial Commission for the Reconstruction of the Northern Coast and its Harbours",
            "Міністерство відновлення та розвитку північного узбережжя",
            "北方海岸线恢复与重建部际协调委员会办公室",
            "وزارة إعادة إعمار الساحل الشمالي والموانئ",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "",
            "WWWWWWWWWW MMMMMMMMMM",
        ];
        let spokes: Vec<Spoke<'_>> = names
            .iter()
            .enumerate()
            .map(|(at, name)| spoke(name, if at < 4 { "person" } else { "place" }, at + 1))
            .collect();
        let fan = Fan::new(names[1], &spokes);
        let mut last = 0;
        for words in &fan.title {
            assert!(words.x + measured(&words.text) <= WIDTH, "{words:?}");
            assert!(words.y >= last + LINE || last == 0);
            last = words.y;
        }
        for row in &fan.rows {
            assert!(row.top >= last, "{row:?} begins above {last}");
            assert!(row.height >= ROW);
            for words in &row.lines {
                assert!(words.x + measured(&words.text) + NUMBER <= WIDTH, "{words:?}");
                // Letters reach about 11 above the base line and 4 below it.
                assert!(words.y >= row.top + 11 && words.y + 4 <= row.top + row.height, "{row:?}");
            }
            last = row.top + row.height;
        }
        assert!(last <= fan.height);
        assert_eq!(fan.groups.len(), 2);
        for group in &fan.groups {
            let row = fan.rows.iter().find(|row| row.top > group.y).expect("a row below");
            assert!(group.y + 4 <= row.top, "{group:?}");
        }
    }

    #[test]
    fn names_are_kept_whole_where_three_lines_hold_them() {
        let name = "International Commission for Bridges, Ferries and Tunnels";
        let fan = Fan::new("X", &[spoke(name, "organization", 1)]);
        let lines: Vec<&str> = fan.rows[0].lines.iter().map(|line| line.text.as_str()).collect();
        assert!(lines.len() <= LINES);
        assert_eq!(lines.join(" "), name);
    }

    #[test]
    fn the_stronger_the_tie_the_thicker_the_line() {
        let fan = Fan::new(
            "X",
            &[spoke("A", "person", 9), spoke("B", "person", 3), spoke("C", "person", 1)],
        );
        let thickness: Vec<&str> = fan.rows.iter().map(|row| row.thickness.as_str()).collect();
        assert_eq!(thickness, ["7.0", "3.0", "1.6"]);
    }
}
