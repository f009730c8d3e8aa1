//! The only maker of [`SafeHtml`]: tag and attribute names are fixed in the program, everything
//! else is escaped, and addresses pass only with a harmless scheme.

use std::fmt::Write as _;

use tera::Value;

use crate::path::web::is_safe_url;
use crate::unicode::is_unwanted;

/// HTML that cannot carry anything but what this program wrote as markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Nothing.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds text, escaped.
    pub fn text(&mut self, text: &str) {
        escape_into(&mut self.0, text);
    }

    /// Adds a start tag. An `href` or `src` whose scheme is refused is left out.
    pub fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            if matches!(*name, "href" | "src") && !is_safe_url(value) {
                continue;
            }
            self.0.push(' ');
            self.0.push_str(name);
            if !value.is_empty() {
                self.0.push_str("=\"");
                escape_into(&mut self.0, value);
                self.0.push('"');
            }
        }
        self.0.push('>');
    }

    /// Adds an end tag.
    pub fn close(&mut self, tag: &'static str) {
        // Writing to a String cannot fail.
        let _ = write!(self.0, "</{tag}>");
    }

    /// Adds an element that holds only text.
    pub fn element(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Adds other markup.
    pub fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Adds a line break in the source.
    pub fn newline(&mut self) {
        self.0.push('\n');
    }

    /// What templates get of it: the only value of content that they write as it is.
    pub fn value(&self) -> Value {
        Value::safe_string(&self.0)
    }

    /// JSON for a data block: nothing in it can end the script element.
    pub fn json(value: &serde_json::Value) -> Self {
        let text = value.to_string();
        Self(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
    }
}

/// Bytes that can begin a character which is not written as it is: markup, controls, and in UTF-8 what
/// [`is_unwanted`] names beyond ASCII (U+0080 to U+009F, U+FFFE and U+FFFF).
const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        odd[byte] = byte < 0x20 || byte == 0x7f || byte == 0xc2 || byte == 0xef;
        byte += 1;
    }
    odd[b'\t' as usize] = false;
    odd[b'\n' as usize] = false;
    odd[b'&' as usize] = true;
    odd[b'<' as usize] = true;
    odd[b'>' as usize] = true;
    odd[b'"' as usize] = true;
    odd[b'\'' as usize] = true;
    odd
};

fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| ODD[usize::from(byte)]) {
        let (plain, odd) = rest.split_at(at);
        out.push_str(plain);
        let Some(c) = odd.chars().next() else { return };
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Controls and noncharacters have no place in HTML (WHATWG HTML, section 13.2.3.5).
            c if is_unwanted(c) => {}
            c => out.push(c),
        }
        rest = &odd[c.len_utf8()..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut html = SafeHtml::new();
        html.element("a", &[("href", "javascript:x"), ("title", "\"><script>")], "<b>&'");
        assert_eq!(html.as_str(), "<a title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</a>");
    }

    #[test]
    fn addresses_stay_unless_they_are_refused_and_words_always() {
        let mut html = SafeHtml::new();
        assert!(html.is_empty());
        html.open("a", &[("href", "../x/"), ("title", "javascript:x"), ("hidden", "")]);
        assert!(!html.is_empty());
        html.text("é");
        html.close("a");
        let mut all = SafeHtml::new();
        all.append(&html);
        all.newline();
        all.append(&html);
        let one = "<a href=\"../x/\" title=\"javascript:x\" hidden>é</a>";
        assert_eq!(all.as_str(), format!("{one}\n{one}"));
    }

    #[test]
    fn every_character_is_written_or_left_out_as_said() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut out = String::new();
            escape_into(&mut out, &format!("a{c}é"));
            let expected = match c {
                '&' | '<' | '>' | '"' | '\'' => continue,
                c if is_unwanted(c) => "aé".to_owned(),
                c => format!("a{c}é"),
            };
            assert_eq!(out, expected, "{c:?}");
        }
    }

    #[test]
    fn a_data_block_cannot_be_left() {
        let json = SafeHtml::json(&serde_json::json!({"a": "</script><!--"}));
        assert!(!json.as_str().contains('<'));
        let read: serde_json::Value = serde_json::from_str(json.as_str()).expect("JSON");
        assert_eq!(read["a"], "</script><!--");
    }
}
