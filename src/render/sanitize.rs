//! The only maker of [`SafeHtml`]: tag and attribute names are fixed in the program, everything
//! else is escaped, and addresses pass only with a harmless scheme.

use std::fmt::Write as _;

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

    /// JSON for a data block: nothing in it can end the script element.
    pub fn json(value: &serde_json::Value) -> Self {
        let text = value.to_string();
        Self(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
    }
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no place for these (WHATWG HTML, section 13.2.2): what a browser shows of them
            // is a matter of its own.
            c if is_unwritable(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Control characters but tab and line ends, and code points that are no characters.
fn is_unwritable(c: char) -> bool {
    let is_noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe;
    is_noncharacter || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Whether an address may stand in a link: http, https, mailto, or relative. Browsers ignore
/// control characters and spaces in front of a scheme, so those are refused.
pub fn is_safe_url(url: &str) -> bool {
    if url.chars().any(char::is_control) || url.starts_with("//") || url.starts_with(['\\', ' ']) {
        return false;
    }
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    match url.get(..end).unwrap_or("").split_once(':') {
        None => true,
        Some((scheme, _)) => {
            ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
    }
}

/// Whether an address leads to another site.
pub fn is_external(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_pass() {
        for good in ["https://x.example/a:b", "mailto:a@b.example", "../a/", "#p:1", "?q=a:b", "a"]
        {
            assert!(is_safe_url(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "\\\\evil.example",
            "vbscript:x",
        ] {
            assert!(!is_safe_url(bad), "{bad}");
        }
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut html = SafeHtml::new();
        html.element("a", &[("href", "javascript:x"), ("title", "\"><script>")], "<b>&'");
        assert_eq!(html.as_str(), "<a title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</a>");
    }

    #[test]
    fn a_data_block_cannot_be_left() {
        let json = SafeHtml::json(&serde_json::json!({"a": "</script><!--"}));
        assert!(!json.as_str().contains('<'));
    }
}
