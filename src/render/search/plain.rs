//! The words of a body as a page shows them: the text of rendered HTML, block by block, without
//! chips, badges and other furniture. Reads only what `sanitize` wrote, which is well-formed.

/// Elements that end a line of text.
const BLOCKS: &[&str] = &[
    "p",
    "li",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "td",
    "th",
    "tr",
    "table",
    "div",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];
/// Elements that hold no running text, by the beginning of their class.
const FURNITURE: &[&str] = &["chip", "nref", "st ", "backing", "pop"];

/// A line of text, or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The words.
    pub text: String,
    /// The heading's anchor; absent for other text.
    pub anchor: Option<String>,
}

/// The lines of a rendered body, in order. Footnotes are lines of their own, behind their paragraph.
pub(super) fn lines(html: &str) -> Vec<Line> {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        reader.text(text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        reader.tag(tag);
        rest = after;
    }
    reader.text(rest);
    reader.end_line();
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    line: String,
    anchor: Option<String>,
    /// Notes met in the current paragraph.
    notes: Vec<String>,
    /// Open elements: whether each one holds furniture, or a note.
    open: Vec<Inside>,
    /// How many of them hold furniture.
    furniture: usize,
    /// How many of them hold a note.
    inside_notes: usize,
}

#[derive(Clone, Copy, Debug)]
enum Inside {
    Text,
    Furniture,
    Note,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.furniture > 0 {
            return;
        }
        let into = if self.inside_notes > 0 { self.notes.last_mut() } else { Some(&mut self.line) };
        if let Some(into) = into {
            into.push_str(text);
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.split([' ', '\n']).next().unwrap_or("");
        if let Some(closed) = name.strip_prefix('/') {
            match self.open.pop() {
                Some(Inside::Furniture) => self.furniture -= 1,
                Some(Inside::Note) => self.inside_notes -= 1,
                Some(Inside::Text) | None => {}
            }
            if BLOCKS.contains(&closed) && self.inside_notes == 0 {
                self.end_line();
            }
            return;
        }
        if BLOCKS.contains(&name) && self.inside_notes == 0 {
            self.end_line();
            if name.starts_with('h') {
                self.anchor = attribute(tag, "id").map(unescaped);
            }
        }
        if matches!(name, "br" | "hr" | "img") {
            return;
        }
        let class = attribute(tag, "class").unwrap_or("");
        self.open.push(if name == "span" && class.split(' ').any(|word| word == "note") {
            self.notes.push(String::new());
            self.inside_notes += 1;
            Inside::Note
        } else if FURNITURE.iter().any(|word| class.starts_with(word)) {
            self.furniture += 1;
            Inside::Furniture
        } else {
            Inside::Text
        });
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let anchor = self.anchor.take();
        self.push(&line, anchor);
        for note in std::mem::take(&mut self.notes) {
            // A note begins with its number.
            let words = note.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            self.push(words, None);
        }
    }

    fn push(&mut self, text: &str, anchor: Option<String>) {
        let text = unescaped(text).split_whitespace().collect::<Vec<_>>().join(" ");
        // The letters of a source stood there.
        let text = text.replace(" .", ".").replace(" ,", ",");
        if !text.is_empty() {
            self.lines.push(Line { text, anchor });
        }
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag.get(start..)?.split('"').next()
}

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_read_is_kept_and_furniture_left_out() {
        let html = "<h2 id=\"how\">How &amp; why</h2>\n<p id=\"p1\">Ana <a class=\"ent\" href=\"x\">Moor</a> \
            &lt;left&gt;.\u{a0}<button type=\"button\" class=\"chip\"><bdi>RP</bdi></button><button \
            class=\"nref\">1</button><span class=\"pop note\" popover id=\"note-1\"><b>1</b> A <em>note</em>.</span> \
            More.<span class=\"backing\"> <a class=\"st differ\">differ</a></span></p><ul><li>One</li><li>Two</li></ul>";
        let lines = lines(html);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["How & why", "Ana Moor <left>. More.", "A note.", "One", "Two"]);
        assert_eq!(lines[0].anchor.as_deref(), Some("how"));
        assert_eq!(lines[1].anchor, None);
    }

    #[test]
    fn broken_markup_ends() {
        for html in ["<p", "</p></p>text<", "", "a<b>c", "<p class=\"note"] {
            lines(html);
        }
    }
}
