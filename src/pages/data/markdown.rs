//! Pages as Markdown, for programs that read text: the twin `index.md` of each page.

/// The twin of a page in Markdown: `claims/x/index.md` of `claims/x/index.html`.
pub fn twin(href: &str) -> String {
    href.replace("index.html", "index.md")
}
