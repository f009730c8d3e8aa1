//! What is being typed: the part of a link or of front matter that the cursor stands behind. Texts at
//! this moment are seldom whole, so lines are looked at and nothing needs to be valid.

use crate::content::front_matter::fences;
use crate::diagnostic::Span;

/// Links longer than this are not being typed.
const LONGEST_LINK: usize = 2000;

/// What is being typed. Spans are bytes of the file that a completion replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typing {
    /// The target of a `[[…]]`.
    Target {
        /// What is there of it, up to the `|`.
        span: Span,
        /// What stands there before the cursor.
        typed: String,
        /// Whether `|` or `]]` follows.
        closed: bool,
    },
    /// The words of a `[[quote:…|…]]`.
    Words {
        /// The article.
        article: String,
        /// What is there of them.
        span: Span,
        /// Whether `]]` follows.
        closed: bool,
    },
    /// A key of front matter.
    Key {
        /// The keys and list positions that lead to the mapping it is in.
        path: Vec<String>,
        /// What is there of it.
        span: Span,
        /// Whether `:` follows.
        closed: bool,
        /// The keys that the mapping has already.
        there: Vec<String>,
        /// Whether the mapping is written between braces.
        flow: bool,
    },
    /// A value of front matter.
    Value {
        /// The keys and list positions that lead to it.
        path: Vec<String>,
        /// What is there of it.
        span: Span,
        /// Keys and values beside it, as far as they are on lines of their own or before it.
        beside: Vec<(String, String)>,
    },
}

/// What is being typed at byte `offset`; absent where nothing can be completed.
pub fn typing(text: &str, offset: usize) -> Option<Typing> {
    let before = text.get(..offset)?;
    let in_yaml = match fences(text) {
        Some(fences) => offset >= fences.yaml.start && offset <= fences.yaml.end,
        None => before.trim_start_matches('\u{feff}').starts_with("---") && before.contains('\n'),
    };
    let in_fence = fences(text).is_some_and(|fences| offset < fences.body_start);
    if in_yaml {
        yaml(text, offset)
    } else if in_fence {
        None
    } else {
        link(text, offset)
    }
}

/// A `[[` before the cursor that is not closed.
fn link(text: &str, offset: usize) -> Option<Typing> {
    let mut from = offset.saturating_sub(LONGEST_LINK);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..offset)?;
    let open = before.rfind("[[")? + 2;
    let typed = before.get(open..)?;
    if typed.contains("]]") || typed.contains("\n\n") || typed.contains("\n\r\n") {
        return None;
    }
    let start = from + open;
    // What follows on the line belongs to the link when the link is closed there.
    let line = text.get(offset..)?.split(['\n', '\r']).next().unwrap_or("");
    let rest = line.find("]]").and_then(|end| line.get(..end)).filter(|rest| !rest.contains("[["));
    let Some((target, words)) = typed.split_once('|') else {
        let target = rest.map(|rest| rest.split('|').next().unwrap_or(""));
        let end = offset + target.map_or(0, str::len);
        let typed = typed.to_owned();
        return Some(Typing::Target { span: Span::new(start, end), typed, closed: rest.is_some() });
    };
    let article = target.trim().strip_prefix("quote:")?.trim().to_owned();
    let span = Span::new(offset - words.len(), offset + rest.map_or(0, str::len));
    Some(Typing::Words { article, span, closed: rest.is_some() })
}

/// One line of YAML: its indentation, how many of it are dashes of list items, and what follows.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    /// Columns before the first letter, dashes included.
    indent: usize,
    /// Columns before the dash, where there is one.
    dash: Option<usize>,
    content: &'a str,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let line = line.trim_end_matches(['\n', '\r']);
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let rest = line.trim_start_matches(' ');
        match rest.strip_prefix("- ").or_else(|| rest.strip_prefix('-').filter(|it| it.is_empty()))
        {
            Some(content) => {
                let inner = content.trim_start_matches(' ');
                let indent = spaces + (rest.len() - inner.len()).max(2);
                Self { indent, dash: Some(spaces), content: inner }
            }
            None => Self { indent: spaces, dash: None, content: rest },
        }
    }

    /// The key that the line begins with, and what is behind it.
    fn key(self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.content.split_once(':')?;
        let plain = !key.is_empty() && !key.contains([' ', '"', '\'', '{', '[', '#']);
        let apart = value.is_empty() || value.starts_with(' ');
        (plain && apart).then(|| (key, value.trim()))
    }

    fn is_blank(self) -> bool {
        self.content.is_empty() && self.dash.is_none() || self.content.starts_with('#')
    }
}

fn yaml(text: &str, offset: usize) -> Option<Typing> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(start..offset)?;
    let after = text.get(offset..)?.split(['\n', '\r']).next().unwrap_or("");
    let head = text.find('\n').map_or(0, |at| at + 1);
    let above: Vec<Line<'_>> = text.get(head..start)?.split_inclusive('\n').map(Line::of).collect();
    let line = Line::of(before);
    let below = text.get(start..)?.split_inclusive('\n').skip(1);
    let below: Vec<Line<'_>> =
        below.take_while(|line| line.trim_end() != "---").map(Line::of).collect();
    let mut path = parents(&above, line);
    let own = offset - line.content.len();
    let Some((key, _)) = line.key() else {
        let content = line.content;
        if content.starts_with('{') {
            return flow(content, own, offset, after, path, &siblings(&above, line, &below));
        }
        // A line without a key is an item of a list, or a key that is being typed.
        let is_item = line.dash.is_some() && names_item(&path);
        if is_item {
            let span = Span::new(own, offset + rest_of_value(after));
            return Some(Typing::Value { path, span, beside: Vec::new() });
        }
        if content.contains([' ', '"', '\'', '#']) {
            return None;
        }
        let word = after.split([':', ' ', '#']).next().unwrap_or("");
        let closed = after.get(word.len()..).is_some_and(|rest| rest.starts_with(':'));
        let span = Span::new(own, offset + word.len());
        let there = siblings(&above, line, &below).into_iter().map(|(key, _)| key).collect();
        return Some(Typing::Key { path, span, closed, there, flow: false });
    };
    path.push(key.to_owned());
    let value = line.content.get(key.len() + 1..).unwrap_or("");
    let value = value.trim_start();
    let own = offset - value.len();
    let beside = siblings(&above, line, &below);
    if value.starts_with(['[', '{']) {
        return flow(value, own, offset, after, path, &beside);
    }
    let span = Span::new(own, offset + rest_of_value(after));
    Some(Typing::Value { path, span, beside })
}

/// How much of what follows the cursor belongs to the value: without a comment.
fn rest_of_value(after: &str) -> usize {
    let end = after.find(" #").unwrap_or(after.len());
    after.get(..end).unwrap_or("").trim_end().len()
}

/// Whether a list position ends the path.
fn names_item(path: &[String]) -> bool {
    path.last().is_some_and(|last| last.parse::<usize>().is_ok())
}

/// The keys and list positions that lead to what a line holds.
fn parents(above: &[Line<'_>], line: Line<'_>) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    // What stands less far in than this is around it.
    let mut limit = line.dash.unwrap_or(line.indent);
    let mut in_list = line.dash.is_some();
    if in_list {
        path.push("0".to_owned());
    }
    for line in above.iter().rev().filter(|line| !line.is_blank()) {
        // A list may stand as far in as the key that it belongs to.
        let near = if in_list { line.indent <= limit } else { line.indent < limit };
        match line.dash {
            // The item that the line belongs to.
            Some(dash) if !in_list && dash < limit && line.indent >= limit => {
                path.insert(0, "0".to_owned());
                (limit, in_list) = (dash, true);
            }
            _ if near => {
                let Some((key, value)) = line.key().filter(|(_, value)| is_open(value)) else {
                    if in_list && line.dash == Some(limit) {
                        continue;
                    }
                    break;
                };
                let _ = value;
                path.insert(0, key.to_owned());
                (limit, in_list) = (line.indent, false);
                if let Some(dash) = line.dash {
                    path.insert(0, "0".to_owned());
                    (limit, in_list) = (dash, true);
                }
                if limit == 0 && !in_list {
                    break;
                }
            }
            _ => {}
        }
    }
    path
}

/// Whether a key with this value on its line goes on in the lines below.
fn is_open(value: &str) -> bool {
    value.is_empty() || value.starts_with('#')
}

/// The keys and values of the mapping that a line is in, its own apart.
fn siblings(above: &[Line<'_>], line: Line<'_>, below: &[Line<'_>]) -> Vec<(String, String)> {
    let pair = |line: &Line<'_>| {
        let (key, value) = line.key()?;
        Some((key.to_owned(), value.trim_matches(['"', '\'']).to_owned()))
    };
    let mut found = Vec::new();
    let mut own_item = line.dash.is_some();
    for other in above.iter().rev().filter(|other| !other.is_blank()) {
        if own_item || other.indent < line.indent {
            break;
        }
        if other.indent == line.indent {
            found.extend(pair(other));
            own_item = other.dash.is_some();
        }
    }
    for other in below.iter().filter(|other| !other.is_blank()) {
        if other.indent < line.indent || other.dash.is_some_and(|dash| dash < line.indent) {
            break;
        }
        if other.indent == line.indent {
            found.extend(pair(other));
        }
    }
    found
}

/// What is typed between brackets or braces on one line, which begin at byte `own` of the file.
fn flow(
    value: &str,
    own: usize,
    offset: usize,
    after: &str,
    mut path: Vec<String>,
    beside: &[(String, String)],
) -> Option<Typing> {
    // Where each list or mapping that is still open began, and its parts so far.
    let mut open: Vec<(char, Vec<(usize, usize)>)> = Vec::new();
    let mut quoted: Option<char> = None;
    let mut part = 0;
    for (at, c) in value.char_indices() {
        match (quoted, c) {
            (Some(mark), c) if mark == c => quoted = None,
            (None, '"' | '\'') if value.get(part..at).is_some_and(ends_before_value) => {
                quoted = Some(c);
            }
            (None, '[' | '{') => {
                open.push((c, Vec::new()));
                part = at + 1;
            }
            (None, ']' | '}') => {
                open.pop();
                part = at + 1;
            }
            (None, ',') => {
                if let Some((_, parts)) = open.last_mut() {
                    parts.push((part, at));
                }
                part = at + 1;
            }
            _ => {}
        }
    }
    let (bracket, parts) = open.last()?;
    let typed = value.get(part..)?;
    let start = own + part + (typed.len() - typed.trim_start().len());
    let typed = typed.trim_start();
    let rest = after.find([',', ']', '}']).unwrap_or(after.len());
    let rest = after.get(..rest).unwrap_or("").trim_end().len();
    if open.iter().filter(|(bracket, _)| *bracket == '[').count() > 0 {
        path.push("0".to_owned());
    }
    if *bracket == '[' {
        return Some(Typing::Value {
            path,
            span: Span::new(start, offset + rest),
            beside: beside.to_vec(),
        });
    }
    let pair = |(from, to): &(usize, usize)| {
        let (key, value) = value.get(*from..*to)?.split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']);
        Some((key.trim().to_owned(), value.to_owned()))
    };
    let beside: Vec<(String, String)> = parts.iter().filter_map(pair).collect();
    if let Some((key, value)) = typed.split_once(':') {
        path.push(key.trim().to_owned());
        let start = offset - value.trim_start().len();
        return Some(Typing::Value { path, span: Span::new(start, offset + rest), beside });
    }
    let word = after.split([':', ' ', ',', '}']).next().unwrap_or("");
    let closed = after.get(word.len()..).is_some_and(|rest| rest.starts_with(':'));
    let there = beside.into_iter().map(|(key, _)| key).collect();
    let span = Span::new(start, offset + word.len());
    Some(Typing::Key { path, span, closed, there, flow: true })
}

/// Whether a value can begin behind this part of a flow.
fn ends_before_value(part: &str) -> bool {
    let part = part.trim_end();
    part.is_empty() || part.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is typed at `|` of a text, in short: what is replaced, and where that is.
    fn check(marked: &str) -> String {
        let offset = marked.find('‸').expect("a cursor");
        let text = marked.replace('‸', "");
        match typing(&text, offset) {
            None => "nothing".to_owned(),
            Some(Typing::Target { span, closed, .. }) => {
                format!("target `{}`{}", span.of(&text), if closed { " closed" } else { "" })
            }
            Some(Typing::Words { article, span, closed }) => format!(
                "words of {article} `{}`{}",
                span.of(&text),
                if closed { " closed" } else { "" }
            ),
            Some(Typing::Key { path, span, closed, there, .. }) => format!(
                "key {}.`{}`{} beside {}",
                path.join("."),
                span.of(&text),
                if closed { " closed" } else { "" },
                there.join(",")
            ),
            Some(Typing::Value { path, span, beside }) => {
                let beside: Vec<String> =
                    beside.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
                format!("value {} `{}` beside {}", path.join("."), span.of(&text), beside.join(","))
            }
        }
    }

    #[test]
    fn links_are_seen_as_far_as_they_go() {
        for (text, expected) in [
            ("---\na: b\n---\nSee [[an‸", "target `an`"),
            ("---\na: b\n---\nSee [[an‸ and then", "target `an`"),
            ("---\na: b\n---\nSee [[an‸a]] and", "target `ana` closed"),
            ("---\na: b\n---\nSee [[an‸a|she]] and", "target `ana` closed"),
            ("---\na: b\n---\n[[claim:‸]]", "target `claim:` closed"),
            ("---\na: b\n---\n[[quote: rp |so‸ it]]", "words of rp `so it` closed"),
            ("---\na: b\n---\n[[quote:rp|‸", "words of rp ``"),
            ("---\na: b\n---\n[[ana|sh‸e]]", "nothing"),
            ("---\na: b\n---\n[[ana]] ‸", "nothing"),
            ("---\na: b\n---\n[[ana\n\n‸", "nothing"),
            ("no front matter [[שלום‸", "target `שלום`"),
            ("‸", "nothing"),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_and_values_know_what_they_belong_to() {
        for (text, expected) in [
            ("---\ntitle: x\npl‸\n---\n", "key .`pl` beside title"),
            ("---\n‸\ntitle: x\n---\n", "key .`` beside title"),
            ("---\npla‸ce: x\n---\n", "key .`place` closed beside "),
            ("---\nplace: ist‸anbul # there\n---\n", "value place `istanbul` beside "),
            ("---\r\nplace: ‸\r\n---\r\n", "value place `` beside "),
            ("---\nparticipants: [ana, b‸o]\n---\n", "value participants.0 `bo` beside "),
            ("---\nparticipants: [\"a, b\", ‸", "value participants.0 `` beside "),
            ("---\nparticipants:\n  - ana\n  - b‸\n---\n", "value participants.0 `b` beside "),
            ("---\nparticipants:\n- ana\n- ‸\ntitle: x\n---\n", "value participants.0 `` beside "),
            (
                "---\npositions:\n  - value: a\n    article: r‸\n    quote: x\nsilent: []\n---\n",
                "value positions.0.article `r` beside value=a,quote=x",
            ),
            (
                "---\npositions:\n  - value: a\n    article: r\n  - value: b\n    ‸\nsettles: x\n---\n",
                "key positions.0.`` beside value",
            ),
            (
                "---\npositions:\n  - {value: a, article: ‸, quote: x}\n---\n",
                "value positions.0.article `` beside value=a",
            ),
            ("---\nsources:\n  - {article: rp, q‸}\n---\n", "key sources.0.`q` beside article"),
            ("---\nsources: [{article: r‸\n---\n", "value sources.0.article `r` beside "),
            ("---\ningest:\n  source: x\n  s‸\n---\n", "key ingest.`s` beside source"),
            ("---\ntitle: x\n---‸\n", "nothing"),
            ("---\ntwo words‸\n---\n", "nothing"),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }

    #[test]
    fn any_text_is_survived() {
        for text in
            ["---\n- - - ‸", "---\n{‸", "---\n[[[‸]]]", "---\n: ‸", "[[[[‸", "---\n\t- a: ‸\n"]
        {
            let _ = check(text);
        }
        let _ = check(&format!("---\n{}‸", "- a:\n ".repeat(20_000)));
        let _ = check(&format!("---\na: b\n---\n{}‸", "[[".repeat(200_000)));
    }
}
