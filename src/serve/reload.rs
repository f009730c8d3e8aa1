//! Live reload: the script that waits for news of the site, and how it gets into a page. Pages are
//! written on disk without it; only the preview adds it.

use super::overlay::escaped;
use super::policy::{allow_own_resources, find_last_tag};
use super::preview::Preview;

/// Where the events come from.
pub const EVENTS_PATH: &str = "/__backstory/events";

/// Where the script is.
pub const SCRIPT_PATH: &str = "/__backstory/reload.js";

/// Where the overlay's style sheet is.
pub const STYLE_PATH: &str = "/__backstory/overlay.css";

/// Waits for builds, asks for the page anew and changes in place what differs. Each page knows the
/// version it was served from, so that no change between serving and listening is missed.
pub const SCRIPT: &str = include_str!("reload.js");

/// The page as the preview serves it: with the errors of the content laid over it, the reload
/// script at its end, and both allowed by the page's policy. What is no HTML comes back unchanged
/// but for the script behind it, which browsers tolerate.
pub fn page_with_reload(page: &str, preview: &Preview) -> String {
    let mut html = allow_own_resources(page);
    let at = find_last_tag(&html, "</body").unwrap_or(html.len());
    let mut addition = String::new();
    if !preview.overlay().is_empty() {
        addition.push_str("<link data-backstory rel=\"stylesheet\" href=\"");
        addition.push_str(STYLE_PATH);
        addition.push_str("\">");
        addition.push_str(preview.overlay());
    }
    addition.push_str("<script data-backstory src=\"");
    addition.push_str(SCRIPT_PATH);
    addition.push_str("\" data-version=\"");
    addition.push_str(&escaped(&preview.version()));
    addition.push_str("\"></script>");
    html.insert_str(at, &addition);
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::serve::Rebuilt;

    #[test]
    fn the_script_stands_before_the_end_of_the_body_with_the_version() {
        let preview = Preview::default();
        let html = page_with_reload("<html><body><p>é</p></BODY></html>", &preview);
        let version = preview.version();
        let script = format!(
            "<p>é</p><script data-backstory src=\"/__backstory/reload.js\" data-version=\"{version}\"></script></BODY>"
        );
        assert!(html.contains(&script), "{html}");
        assert!(
            page_with_reload("no markup", &preview).starts_with("no markup<script data-backstory")
        );
    }

    #[test]
    fn errors_come_with_the_page() {
        let diagnostics = vec![Diagnostic::error("bad", "a <b> problem")];
        let step = Preview::default().after(Rebuilt { pages: None, diagnostics });
        let html = page_with_reload("<body></body>", &step.preview);
        assert!(html.contains("a &lt;b&gt; problem"), "{html}");
        assert!(html.contains("overlay.css"), "{html}");
    }

    #[test]
    fn the_script_asks_where_the_server_answers() {
        assert!(SCRIPT.contains(EVENTS_PATH));
    }
}
