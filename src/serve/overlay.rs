//! The content's errors as HTML to lay over a page of the preview. Every word is escaped.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};

/// Most errors shown at once; the terminal has them all.
const MOST_SHOWN: usize = 20;

/// The errors among `diagnostics` as one HTML element that reads and folds without a script;
/// empty when there are none.
pub fn overlay(diagnostics: &[Diagnostic]) -> String {
    let errors: Vec<_> = diagnostics.iter().filter(|one| one.level == Level::Error).collect();
    if errors.is_empty() {
        return String::new();
    }
    let mut html = String::new();
    let count =
        if errors.len() == 1 { "1 error".to_owned() } else { format!("{} errors", errors.len()) };
    html.push_str("<details data-backstory class=\"backstory-overlay\" open role=\"alert\">");
    let _ = write!(html, "<summary>{count}: the page below may be out of date</summary><ol>");
    for error in errors.iter().take(MOST_SHOWN) {
        item(&mut html, error);
    }
    html.push_str("</ol>");
    if errors.len() > MOST_SHOWN {
        let _ = write!(html, "<p>and {} more in the terminal</p>", errors.len() - MOST_SHOWN);
    }
    html.push_str("</details>");
    html
}

fn item(html: &mut String, error: &Diagnostic) {
    html.push_str("<li>");
    if let Some(place) = &error.place {
        let at = format!("{}:{}:{}", place.file, place.line, place.column);
        let _ = write!(html, "<code>{}</code> ", escaped(&at));
    }
    let _ = write!(html, "<strong>{}</strong>", escaped(&error.message));
    if let Some(hint) = &error.hint {
        let _ = write!(html, "<br>{}", escaped(hint));
    }
    html.push_str("</li>");
}

/// The text with the five characters that mean something in HTML written out.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// The look of the overlay, served as a file because pages forbid styles of their own.
pub const STYLE: &str = "\
.backstory-overlay{position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;\
margin:0;padding:.75rem 1rem;background:#fff;color:#1c1b19;border-top:4px solid #a3262a;\
box-shadow:0 -2px 12px #0005;font:1rem/1.5 system-ui,sans-serif}
.backstory-overlay summary{cursor:pointer;font-weight:700;color:#a3262a}
.backstory-overlay ol{margin:.5rem 0 0;padding-left:1.5rem}
.backstory-overlay li{margin:.25rem 0;overflow-wrap:anywhere}
.backstory-overlay code{font-family:ui-monospace,monospace}
@media print{.backstory-overlay{display:none}}
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn an_error_shows_place_message_and_hint_and_cannot_smuggle_markup() {
        let error = Diagnostic::error("unknown-key", "`<script>alert(1)</script>` is not a key")
            .at(Place { file: "content/a\"b.md".to_owned(), span: None, line: 3, column: 7 })
            .hint("did you mean <b>title</b> & 'co'?");
        let html = overlay(&[error, Diagnostic::warning("stale", "only a warning")]);
        assert!(html.contains("content/a&quot;b.md:3:7"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(
            html.contains("did you mean &lt;b&gt;title&lt;/b&gt; &amp; &#39;co&#39;?"),
            "{html}"
        );
        assert!(!html.contains("<script") && !html.contains("only a warning"), "{html}");
        assert!(html.contains("1 error:"), "{html}");
    }

    #[test]
    fn without_errors_nothing_is_laid_over() {
        assert_eq!(overlay(&[Diagnostic::warning("stale", "old")]), "");
    }

    #[test]
    fn many_errors_are_counted_not_listed() {
        let html = overlay(&vec![Diagnostic::error("x", "y"); 50]);
        assert!(html.contains("50 errors") && html.contains("30 more"), "{html}");
    }
}
