//! Files, edits of them by a person and by the tool, and what must hold of their merge. The oracle
//! knows nothing of how merging works: every part of a file carries a mark of its own (`B3z` was
//! there, `H3z` is a person's, `T3z` the tool's), and marks are looked for in the result.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use backstory::content::lock::Base;
use backstory::ingest::merge::{Merged, Outcome, Side, merge};

/// Words that have broken parsers before: other scripts, joined and combining characters, signs that
/// mean something in YAML or Markdown.
const ODD: [&str; 14] = [
    "plain words",
    "it's: a #1 \"thing\"",
    "שלום עולם",
    "e\u{301}tude na\u{ef}ve",
    "👩\u{200d}🚒 🌊",
    "- dash, [bracket] {brace}",
    "a\tb",
    "\\ back`tick` *star*",
    "100% & more | less",
    "مرحبا ١٢٣",
    "--- rule",
    "key: value",
    "\u{feff}mark",
    "[[link|words]]",
];

/// A value or item of front matter with a comment beside it.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    text: String,
    beside: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    One(Item),
    /// A list of texts.
    Many(Vec<Item>),
    /// A list of mappings of three keys.
    Maps(Vec<[Item; 3]>),
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    name: String,
    above: Option<String>,
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Paragraph,
    ListItem,
    Heading,
    Quotation,
    Code,
}

#[derive(Clone, Debug, PartialEq)]
struct Block {
    shape: Shape,
    lines: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct File {
    keys: Vec<Key>,
    body: Vec<Block>,
}

/// How a side writes its file down.
#[derive(Clone, Copy, Debug)]
struct Style {
    quotes: u8,
    lists: u8,
    windows: bool,
    final_end: bool,
    wide: bool,
}

/// The tool's own way.
const CANONICAL: Style =
    Style { quotes: 0, lists: 0, windows: false, final_end: true, wide: false };

/// Gives out marks of one letter.
struct Marks {
    letter: char,
    next: usize,
}

impl Marks {
    fn mark(&mut self) -> String {
        self.next += 1;
        format!("{}{}z", self.letter, self.next)
    }

    fn text(&mut self, seed: u8) -> String {
        format!("{} {}", self.mark(), ODD[usize::from(seed) % ODD.len()])
    }

    fn item(&mut self, seed: u8) -> Item {
        Item { text: self.text(seed), beside: None }
    }

    fn block(&mut self, seed: u8) -> Block {
        let shape =
            [Shape::Paragraph, Shape::ListItem, Shape::Heading, Shape::Quotation, Shape::Code]
                [usize::from(seed) % 5];
        let count = if shape == Shape::Heading { 1 } else { 1 + usize::from(seed) % 3 };
        Block {
            shape,
            lines: (0..count).map(|at| self.text(seed.wrapping_add(at as u8))).collect(),
        }
    }
}

/// What the sizes say: which keys there are, how long lists are, how many blocks.
fn first(sizes: &[u8]) -> File {
    let mut marks = Marks { letter: 'B', next: 0 };
    let size = |at: usize| sizes.get(at).copied().unwrap_or(0);
    let mut keys = Vec::new();
    for (at, name) in ["title", "dek", "outlet", "role"].into_iter().enumerate() {
        if size(0) >> at & 1 == 1 {
            let value = Value::One(marks.item(size(1).wrapping_add(at as u8)));
            keys.push(Key { name: name.to_owned(), above: None, value });
        }
    }
    for (name, length) in [("aliases", size(2) % 5), ("tags", size(3) % 4)] {
        let items: Vec<Item> = (0..length).map(|at| marks.item(size(4).wrapping_add(at))).collect();
        if !items.is_empty() {
            keys.push(Key { name: name.to_owned(), above: None, value: Value::Many(items) });
        }
    }
    let maps: Vec<[Item; 3]> = (0..size(5) % 4)
        .map(|at| [0, 1, 2].map(|part| marks.item(at.wrapping_add(part))))
        .collect();
    if !maps.is_empty() {
        keys.push(Key { name: "positions".to_owned(), above: None, value: Value::Maps(maps) });
    }
    let status = Item { text: "auto".to_owned(), beside: None };
    keys.push(Key { name: "status".to_owned(), above: None, value: Value::One(status) });
    let body = (0..size(6) % 8).map(|at| marks.block(size(7).wrapping_add(at))).collect();
    File { keys, body }
}

/// One random edit: what, where, how, and which odd words.
pub type Step = (u8, u8, u8, u8);

fn take<T>(list: &[T], at: u8) -> Option<usize> {
    (!list.is_empty()).then(|| usize::from(at) % list.len())
}

/// Applies edits. Only people write comments.
fn edited(file: &File, steps: &[Step], letter: char) -> File {
    let mut file = file.clone();
    let mut marks = Marks { letter, next: 0 };
    let person = letter == 'H';
    for (what, place, how, seed) in steps {
        match what % 10 {
            // Front matter more often than not.
            0..=5 => edit_key(&mut file.keys, &mut marks, (*place, *how, *seed), person),
            _ => edit_body(&mut file.body, &mut marks, (*place, *how, *seed)),
        }
    }
    file
}

fn edit_key(
    keys: &mut Vec<Key>,
    marks: &mut Marks,
    (place, how, seed): (u8, u8, u8),
    person: bool,
) {
    if seed.is_multiple_of(11) {
        let name = format!("{}key{seed}", if person { "my" } else { "its" });
        if keys.iter().all(|key| key.name != name) {
            let at = usize::from(place) % (keys.len() + 1);
            let value = Value::One(marks.item(seed));
            keys.insert(at, Key { name, above: None, value });
        }
        return;
    }
    let Some(at) = take(keys, place) else { return };
    if keys[at].name == "status" {
        return;
    }
    match (how % 12, person) {
        (0, _) => {
            keys.remove(at);
            return;
        }
        (1, true) => {
            keys[at].above = Some(marks.mark());
            return;
        }
        _ => {}
    }
    let inner = usize::from(place / 7);
    match &mut keys[at].value {
        Value::One(item) => edit_item(item, marks, (how, seed), person),
        Value::Many(items) => {
            let chosen = take(items, inner as u8);
            match (how % 6, chosen) {
                (2, Some(at)) if items.len() > 1 => drop(items.remove(at)),
                (3, Some(at)) => {
                    let last = items.len() - 1;
                    items.swap(at, last);
                }
                (4, Some(at)) => edit_item(&mut items[at], marks, (how, seed), person),
                (_, at) => items.insert(at.unwrap_or(0), marks.item(seed)),
            }
        }
        Value::Maps(maps) => {
            let chosen = take(maps, inner as u8);
            match (how % 6, chosen) {
                (2, Some(at)) if maps.len() > 1 => drop(maps.remove(at)),
                (3, Some(at)) => {
                    let last = maps.len() - 1;
                    maps.swap(at, last);
                }
                (4, Some(at)) => {
                    edit_item(&mut maps[at][usize::from(seed) % 3], marks, (how, seed), person);
                }
                (_, at) => {
                    maps.insert(
                        at.unwrap_or(0),
                        [0, 1, 2].map(|part| marks.item(seed.wrapping_add(part))),
                    );
                }
            }
        }
    }
}

fn edit_item(item: &mut Item, marks: &mut Marks, (how, seed): (u8, u8), person: bool) {
    if person && how >= 128 {
        item.beside = Some(marks.mark());
    } else if seed.is_multiple_of(2) {
        item.text = marks.text(seed);
    } else {
        item.text = format!("{} {}", item.text, marks.mark());
    }
}

fn edit_body(body: &mut Vec<Block>, marks: &mut Marks, (place, how, seed): (u8, u8, u8)) {
    let Some(at) = take(body, place).filter(|_| how % 6 != 0) else {
        let at = usize::from(place) % (body.len() + 1);
        body.insert(at, marks.block(seed));
        return;
    };
    match how % 6 {
        1 => drop(body.remove(at)),
        2 => {
            let block = body.remove(at);
            let to = usize::from(seed) % (body.len() + 1);
            body.insert(to, block);
        }
        3 if body[at].shape != Shape::Heading => body[at].lines.push(marks.text(seed)),
        4 => body[at].lines = vec![marks.text(seed)],
        _ => {
            let line = usize::from(seed) % body[at].lines.len();
            let mark = marks.mark();
            let text = &mut body[at].lines[line];
            *text = format!("{text} {mark}");
        }
    }
}

fn scalar(text: &str, style: Style) -> String {
    if style.quotes == 1 {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let simple = text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    if simple && style.quotes != 2 {
        return text.to_owned();
    }
    serde_json::to_string(text).unwrap().replace('\u{feff}', "\\uFEFF")
}

/// The file as a side writes it.
fn written(file: &File, style: Style) -> String {
    let mut text = "---\n".to_owned();
    let margin = if style.lists == 1 { "" } else { "  " };
    let comment = |item: &Item| item.beside.as_ref().map_or(String::new(), |c| format!(" # {c}"));
    for key in &file.keys {
        if let Some(above) = &key.above {
            let _ = writeln!(text, "# {above}");
        }
        match &key.value {
            Value::One(item) => {
                let _ =
                    writeln!(text, "{}: {}{}", key.name, scalar(&item.text, style), comment(item));
            }
            Value::Many(items) if style.lists == 2 && items.iter().all(|i| i.beside.is_none()) => {
                let style = Style { quotes: 2, ..style };
                let items: Vec<String> =
                    items.iter().map(|item| scalar(&item.text, style)).collect();
                let _ = writeln!(text, "{}: [{}]", key.name, items.join(", "));
            }
            Value::Many(items) => {
                let _ = writeln!(text, "{}:", key.name);
                for item in items {
                    let _ =
                        writeln!(text, "{margin}- {}{}", scalar(&item.text, style), comment(item));
                }
            }
            Value::Maps(maps) => {
                let _ = writeln!(text, "{}:", key.name);
                for map in maps {
                    for (at, (name, item)) in
                        ["value", "article", "quote"].iter().zip(map).enumerate()
                    {
                        let lead = if at == 0 { "- " } else { "  " };
                        let value = scalar(&item.text, style);
                        let _ = writeln!(text, "{margin}{lead}{name}: {value}{}", comment(item));
                    }
                }
            }
        }
    }
    text.push_str("---\n");
    let mut before = None;
    for block in &file.body {
        let tight = before == Some(Shape::ListItem) && block.shape == Shape::ListItem;
        if !tight {
            text.push_str(if style.wide { "\n\n\n" } else { "\n" });
        }
        before = Some(block.shape);
        text.push_str(&block_text(block));
    }
    if !style.final_end {
        text.truncate(text.trim_end().len());
    }
    if style.windows { text.replace('\n', "\r\n") } else { text }
}

fn block_text(block: &Block) -> String {
    let (lead, rest) = match block.shape {
        Shape::Paragraph | Shape::Code => ("", ""),
        Shape::ListItem => ("- ", "  "),
        Shape::Heading => ("## ", ""),
        Shape::Quotation => ("> ", "> "),
    };
    let lines: Vec<String> = block
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| format!("{}{line}\n", if at == 0 { lead } else { rest }))
        .collect();
    match block.shape {
        Shape::Code => format!("```\n{}\n```\n", lines.join("\n").trim_end()),
        _ => lines.concat(),
    }
}

/// The marks of one letter in a text, with how often each occurs.
fn marks(text: &str, letter: char) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let is_mark = word.starts_with(letter)
            && word.ends_with('z')
            && word.len() > 2
            && word[1..word.len() - 1].bytes().all(|byte| byte.is_ascii_digit());
        if is_mark {
            *found.entry(word.to_owned()).or_default() += 1;
        }
    }
    found
}

/// The texts that stand or fall together: a value, an item, a block.
fn parts(file: &File) -> Vec<String> {
    let mut parts = Vec::new();
    for key in &file.keys {
        match &key.value {
            Value::One(item) => parts.push(item.text.clone()),
            Value::Many(items) => parts.extend(items.iter().map(|item| item.text.clone())),
            Value::Maps(maps) => {
                parts.extend(
                    maps.iter().map(|map| map.each_ref().map(|item| item.text.clone()).join(" ")),
                );
            }
        }
    }
    parts.extend(file.body.iter().map(|block| block.lines.join(" ")));
    parts
}

/// Lines as a person sees them: without the white space at their ends.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// How many cases ended how.
#[derive(Debug, Default)]
pub struct Counts {
    pub cases: usize,
    pub updated: usize,
    pub kept: usize,
    pub unchanged: usize,
    pub conflicts: usize,
    pub human_lines: usize,
    pub failures: usize,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub sizes: Vec<u8>,
    pub ours: Vec<Step>,
    pub theirs: Vec<Step>,
    pub style: (u8, u8, u8),
}

fn style_of((quotes, lists, other): (u8, u8, u8)) -> Style {
    Style {
        quotes: quotes % 3,
        lists: lists % 3,
        windows: other.is_multiple_of(5),
        final_end: !other.is_multiple_of(7),
        wide: other.is_multiple_of(3),
    }
}

macro_rules! hold {
    ($condition:expr, $($words:tt)+) => {
        if !$condition {
            return Err(format!($($words)+));
        }
    };
}

/// Holds one case against the oracle.
pub fn check(case: &Case, counts: &mut Counts) -> Result<(), String> {
    let last = first(&case.sizes);
    let (ours, theirs) = (edited(&last, &case.ours, 'H'), edited(&last, &case.theirs, 'T'));
    let style = style_of(case.style);
    let last_text = written(&last, CANONICAL);
    let (ours_text, theirs_text) = (written(&ours, style), written(&theirs, CANONICAL));
    let base = Base::of(&last_text).expect("the tool's own file can be read");
    let merged = merge(Some(&ours_text), Some(&base), &theirs_text, None);
    let result = merged.text.as_deref().unwrap_or(&ours_text);
    let all = format!(
        "\n=== was\n{last_text}\n=== ours\n{ours_text}\n=== theirs\n{theirs_text}\n=== result {:?}\n{result}\n=== {:?}",
        merged.outcome, merged.conflicts
    );

    counts.cases += 1;
    let of_person = |line: &&str| line.contains('H') && !marks(line, 'H').is_empty();
    counts.human_lines += ours_text.lines().filter(of_person).count();
    match merged.outcome {
        Outcome::Updated => counts.updated += 1,
        Outcome::Kept => counts.kept += 1,
        Outcome::Conflict => counts.conflicts += 1,
        _ => counts.unchanged += 1,
    }

    // Merging twice is merging once, whatever came of it.
    let again = merge(Some(result), Some(&merged.base), &theirs_text, None);
    hold!(again.text.is_none() && again.base == merged.base, "twice is not once: {again:?}{all}");
    // Who changes nothing cannot be at odds with anybody.
    if ours == last || theirs == last {
        hold!(merged.outcome != Outcome::Conflict, "a conflict with nobody{all}");
    }
    if theirs == last {
        hold!(merged.text.is_none(), "nothing new, and yet written{all}");
    }
    if merged.outcome == Outcome::Conflict {
        return check_conflict(&merged, &ours_text, &theirs_text, &base, &all);
    }
    hold!(merged.conflicts.is_empty(), "a conflict in a clean merge{all}");
    hold!(Base::of(result).is_some(), "the result cannot be read{all}");
    if style.windows {
        hold!(result.matches('\n').count() == result.matches("\r\n").count(), "line ends{all}");
    }
    check_marks(&last, &ours, &theirs, (&ours_text, &theirs_text, result), style, &all)
}

/// A clean merge: a person's marks stay, and the tool's come.
fn check_marks(
    last: &File,
    ours: &File,
    theirs: &File,
    (ours_text, theirs_text, result): (&str, &str, &str),
    style: Style,
    all: &str,
) -> Result<(), String> {
    let [human, left_here, in_theirs] =
        [marks(ours_text, 'H'), marks(ours_text, 'B'), marks(theirs_text, 'B')];
    let left = marks(result, 'B');
    hold!(marks(result, 'H') == human, "a person's words are lost or doubled{all}");
    hold!(marks(result, 'T') == marks(theirs_text, 'T'), "news is lost or doubled{all}");
    // Every line a person wrote, as written. Lists in brackets become lists with a dash a line.
    let there = lines(result);
    let bracketed = |line: &str| style.lists == 2 && line.ends_with(']') && line.contains(": [");
    let of_person = |line: &&&str| line.contains('H') && !marks(line, 'H').is_empty();
    for line in lines(ours_text).iter().filter(of_person) {
        let comment = line.rsplit_once(" # ").map(|(_, words)| format!("# {words}"));
        let kept = there.contains(line)
            // The tool may change a value beside which a person wrote a comment.
            || comment.is_some_and(|comment| {
                marks(line.rsplit_once(" # ").map_or("", |(value, _)| value), 'H').is_empty()
                    && there.iter().any(|line| line.ends_with(&comment))
            });
        hold!(kept || bracketed(line), "the line `{line}` is lost{all}");
    }
    let was_text = written(last, CANONICAL);
    let in_order = |text: &str, of: &str| -> Vec<String> {
        let known = marks(of, 'B');
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| known.contains_key(*word)).map(str::to_owned).collect()
    };
    let moved = in_order(&was_text, theirs_text) != in_order(theirs_text, &was_text);
    for mark in marks(&was_text, 'B').into_keys() {
        let (here, there) = (left_here.contains_key(&mark), in_theirs.contains_key(&mark));
        // What the tool moved and worded anew at once is a new part: only hashes are kept of the old
        // one, so nobody can tell that the two are one. It comes beside what a person made of it.
        let is_new = |part: &String| {
            let own = part.split(' ').any(|word| word == mark);
            own && !marks(part, 'T').is_empty()
        };
        let anew = moved && parts(theirs).iter().any(is_new);
        let times = left.get(&mark).copied().unwrap_or(0);
        if !here {
            hold!(anew || times == 0, "{mark}, which a person took away, is back{all}");
        } else if there {
            hold!(
                times == 1 || anew && times == 2,
                "{mark}, which nobody took away, is not there once{all}"
            );
        }
    }
    // As long as the tool moves nothing, a person's order stays.
    let order = |text: &str, of: &str| -> Vec<String> {
        let body = text.split_once("---").and_then(|(_, rest)| rest.split_once("\n---"));
        let body = body.map_or("", |(_, body)| body);
        let mut known = marks(of, 'B');
        known.extend(marks(of, 'H'));
        let words = body.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| known.contains_key(*word)).map(str::to_owned).collect()
    };
    if order(&was_text, theirs_text) == order(theirs_text, &was_text) {
        let (before, after) = (order(ours_text, result), order(result, ours_text));
        hold!(before == after, "another order: {before:?} {after:?}{all}");
    }
    // What the tool took away goes, unless a person changed or moved something in that part.
    let (was, now) = (parts(last), parts(ours));
    let in_order = {
        let stayed: Vec<&String> = was.iter().filter(|part| now.contains(part)).collect();
        let order: Vec<&String> = now.iter().filter(|part| was.contains(part)).collect();
        stayed == order
    };
    for part in was.iter().filter(|part| in_order && now.contains(part)) {
        let own = marks(part, 'B');
        if own.keys().all(|mark| !in_theirs.contains_key(mark)) {
            let back = own.keys().find(|mark| left.contains_key(*mark));
            hold!(back.is_none(), "{back:?}, which the tool took away, is there{all}");
        }
    }
    Ok(())
}

/// A conflict: the file is as it was, both texts are shown, at their place, and either choice keeps
/// what the other side has nothing against.
fn check_conflict(
    merged: &Merged,
    ours: &str,
    theirs: &str,
    base: &Base,
    all: &str,
) -> Result<(), String> {
    hold!(merged.text.is_none() && !merged.conflicts.is_empty(), "a conflict that writes{all}");
    hold!(merged.base == *base, "a conflict that forgets{all}");
    for conflict in &merged.conflicts {
        let placed = conflict.span.of(ours).replace("\r\n", "\n");
        let shown = match conflict.where_.as_str() {
            "body" => placed.as_str(),
            _ => placed.split_once(':').map_or("", |(_, value)| value),
        };
        hold!(
            lines(shown) == lines(&conflict.ours),
            "shown elsewhere: {placed:?} {conflict:?}{all}"
        );
        hold!(conflict.ours != conflict.theirs, "both say the same{all}");
    }
    let in_conflict = |letter: char| -> BTreeSet<String> {
        let texts = merged.conflicts.iter().map(|c| format!("{}\n{}", c.ours, c.theirs));
        texts.flat_map(|text| marks(&text, letter).into_keys()).collect()
    };
    for (side, mine, other, own) in [(Side::Ours, 'H', 'T', ours), (Side::Theirs, 'T', 'H', theirs)]
    {
        let settled = merge(Some(ours), Some(base), theirs, Some(side));
        let result = settled.text.as_deref().unwrap_or(ours);
        hold!(settled.outcome != Outcome::Conflict, "{side:?} settles nothing{all}");
        hold!(marks(result, mine) == marks(own, mine), "{side:?} loses its own: {result}{all}");
        let their_own = if other == 'H' { ours } else { theirs };
        let at_stake = in_conflict(other);
        let comments: BTreeSet<String> = marks(their_own, other).into_keys().collect();
        for mark in comments.difference(&at_stake) {
            hold!(marks(result, other).contains_key(mark), "{side:?} loses {mark}: {result}{all}");
        }
        let again = merge(Some(result), Some(&settled.base), theirs, None);
        hold!(
            again.text.is_none() && again.outcome != Outcome::Conflict,
            "{side:?} is not settled: {again:?}\n{result}{all}"
        );
    }
    Ok(())
}
