//! A page without what no reader sees: the contents of scripts and styles (JSON-LD apart), drawings, comments, and
//! attributes that only scripts and browsers ask for. On most pages that is well over half of the bytes, and the
//! parser need not look at it. Knows tags, no tree.

/// Elements whose contents are left out.
const UNSEEN: [&str; 4] = ["script", "style", "noscript", "svg"];
/// Elements whose contents are text, so that no tag begins inside them.
const RAW: [&str; 6] = ["title", "textarea", "xmp", "iframe", "noembed", "noframes"];
/// Attributes that tell something of an element or of the article.
#[rustfmt::skip]
const KEPT: [&str; 21] = [
    "class", "id", "role", "data-component", "data-testid", "style", "hidden", "href", "rel", "content", "name",
    "property", "itemprop", "http-equiv", "type", "datetime", "lang", "encoding", "start", "colspan", "rowspan",
];

/// The page without comments, without the contents of [`UNSEEN`] and with the attributes [`KEPT`] only; where tags
/// do not end, the rest stays as it is.
pub(super) fn lean(html: &str) -> String {
    let mut lean = Lean { html, kept: String::with_capacity(html.len() / 2), from: 0 };
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let next = html.as_bytes().get(start + 1).copied().unwrap_or(b' ');
        let after = match next {
            b'!' if html.get(start..).is_some_and(|rest| rest.starts_with("<!--")) => {
                comment_end(html, start).inspect(|end| lean.leave_out(start, *end))
            }
            b'!' | b'?' => html.get(start..).and_then(|rest| Some(start + rest.find('>')? + 1)),
            b'/' => tag_end(html, start + 2, |_, _, _| ()),
            letter if letter.is_ascii_alphabetic() => lean.element(start),
            _ => Some(start + 1),
        };
        let Some(after) = after else { break };
        at = after;
    }
    lean.kept.push_str(html.get(lean.from..).unwrap_or(""));
    lean.kept
}

/// What is kept so far, and from where on the page is still to be copied.
struct Lean<'a> {
    html: &'a str,
    kept: String,
    from: usize,
}

impl Lean<'_> {
    fn leave_out(&mut self, start: usize, end: usize) {
        self.kept.push_str(self.html.get(self.from..start).unwrap_or(""));
        self.from = end;
    }

    /// Over the start tag at `start`, and what of its contents holds no tags. Nothing when that has no end.
    fn element(&mut self, start: usize) -> Option<usize> {
        let html = self.html;
        let (from, length) = (self.from, self.kept.len());
        let end = tag_end(html, start + 1, |name, begin, end| {
            let is_kept = KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name));
            if !is_kept {
                self.leave_out(begin, end);
            }
        });
        let contents = end.map(|end| (end, contents(html, start, end)));
        match contents {
            Some((end, Contents::Tags)) => Some(end),
            Some((_, Contents::Text(close))) => Some(close),
            Some((end, Contents::Unseen(close))) => {
                self.leave_out(end, close);
                Some(close)
            }
            Some((_, Contents::Unclear)) => None,
            None => {
                self.kept.truncate(length);
                self.from = from;
                None
            }
        }
    }
}

/// What stands behind a start tag, with the place of the end tag.
enum Contents {
    /// Other tags.
    Tags,
    /// Text up to here.
    Text(usize),
    /// What no reader sees, up to here.
    Unseen(usize),
    /// It has no end, or one that only the parser can find.
    Unclear,
}

fn contents(html: &str, start: usize, end: usize) -> Contents {
    let tag = html.get(start + 1..end).unwrap_or("");
    let length = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = tag.get(..length).unwrap_or("");
    let is = |other: &&&str| name.eq_ignore_ascii_case(other);
    if let Some(name) = RAW.iter().find(is) {
        return close(html, end, name).map_or(Contents::Unclear, Contents::Text);
    }
    let Some(unseen) = UNSEEN.iter().find(is) else { return Contents::Tags };
    if *unseen == "svg" && tag.ends_with("/>") {
        return Contents::Tags;
    }
    let Some(close) = close(html, end, unseen) else { return Contents::Unclear };
    let inner = html.get(end..close).unwrap_or("");
    match *unseen {
        // A script may hold the tags of another one in a comment, and then ends behind that.
        "script" if inner.contains("<!--") && inner.to_ascii_lowercase().contains("<script") => {
            Contents::Unclear
        }
        "script" if tag.to_ascii_lowercase().contains("ld+json") => Contents::Text(close),
        "svg" if inner.contains("<svg") => Contents::Unclear,
        _ => Contents::Unseen(close),
    }
}

/// Where the end tag of `name` begins, from `at` on.
fn close(html: &str, at: usize, name: &str) -> Option<usize> {
    let mut from = at;
    loop {
        let start = from + html.get(from..)?.find('<')?;
        from = start + 1;
        let Some(tag) = html.as_bytes().get(start + 1..)?.strip_prefix(b"/") else { continue };
        let ends =
            tag.get(name.len()).is_some_and(|b| b.is_ascii_whitespace() || b"/>".contains(b));
        if ends && tag.get(..name.len())?.eq_ignore_ascii_case(name.as_bytes()) {
            return Some(start);
        }
    }
}

/// Behind the comment that begins at `start`.
fn comment_end(html: &str, start: usize) -> Option<usize> {
    // `<!-->` and `<!--->` are whole comments, so the dashes of the beginning may be those of the end.
    let first = start + "<!".len();
    let mut at = first + "--".len();
    loop {
        at += html.get(at..)?.find('>')?;
        let before = html.get(first..at)?;
        if before.ends_with("--") || (before.len() > 4 && before.ends_with("--!")) {
            return Some(at + 1);
        }
        at += 1;
    }
}

/// Behind the tag whose name begins at `at`: a `>` inside a quoted value ends nothing. `attribute` is told the name of
/// each attribute and where it begins and ends.
fn tag_end(html: &str, at: usize, mut attribute: impl FnMut(&str, usize, usize)) -> Option<usize> {
    let bytes = html.as_bytes();
    let space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    let outside_name = |b: &u8| b.is_ascii_whitespace() || b"/>".contains(b);
    let mut at = at + bytes.get(at..)?.iter().position(outside_name)?;
    loop {
        while space(at) || bytes.get(at) == Some(&b'/') {
            at += 1;
        }
        if *bytes.get(at)? == b'>' {
            return Some(at + 1);
        }
        let begin = at;
        // An equals sign may be the first character of a name, and none of the others.
        at += 1;
        at +=
            bytes.get(at..)?.iter().position(|b| b.is_ascii_whitespace() || b"/>=".contains(b))?;
        let name = html.get(begin..at).unwrap_or("");
        let mut next = at;
        while space(next) {
            next += 1;
        }
        if *bytes.get(next)? == b'=' {
            at = next + 1;
            while space(at) {
                at += 1;
            }
            if let quote @ (b'"' | b'\'') = *bytes.get(at)? {
                at += 1;
                at += html.get(at..)?.find(char::from(quote))? + 1;
            } else {
                let value = bytes.get(at..)?;
                at += value.iter().position(|b| b.is_ascii_whitespace() || *b == b'>')?;
            }
        }
        attribute(name, begin, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_readers_do_not_see_is_left_out() {
        for (html, kept) in [
            ("<p>Ferries<!-- react --> return</p>", "<p>Ferries return</p>"),
            ("<!-->a<!--->b<!-- --!>c", "abc"),
            ("<SCRIPT id='>'>if (a < b) {}</Script >x", "<SCRIPT id='>'></Script >x"),
            (
                "<script type=\"application/ld+json\">{\"a\":\"<b>\"}</script>",
                "<script type=\"application/ld+json\">{\"a\":\"<b>\"}</script>",
            ),
            ("<a id=\"<!-- <script>\">x</a>", "<a id=\"<!-- <script>\">x</a>"),
            ("<a id=it's>x</a><style>p{}</style>", "<a id=it's>x</a><style></style>"),
            ("<p data-a='>' Class = \"b\"data-c d/>e", "<p  Class = \"b\" />e"),
            ("<p =\"a\" id=\"b\">c", "<p  id=\"b\">c"),
            ("<title><script>, explained</title>", "<title><script>, explained</title>"),
            ("<svg><path d=\"M0\"/></svg>b", "<svg></svg>b"),
            ("<script><!-- a //--></script>x", "<script></script>x"),
            ("<svg/>b</svg>", "<svg/>b</svg>"),
            ("3 < 4 <3", "3 < 4 <3"),
        ] {
            assert_eq!(lean(html), kept, "{html}");
        }
    }

    #[test]
    fn what_does_not_end_stays() {
        for html in [
            "<",
            "a<!-- b",
            "<script>x",
            "<p>a</p><p title='a' id=\"",
            "<script><!--<script></script>x",
            "<svg><svg></svg></svg><p title=a>",
            "<a =",
            "</",
        ] {
            assert_eq!(lean(html), html, "{html}");
        }
    }
}
