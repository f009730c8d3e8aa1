//! The style sheets of a site: of the theme's sheet, pages of one kind get only what they use. One
//! page after the other, none is needed again: [`Sheets::uses`] says what it uses, [`super::kinds`]
//! which pages share a sheet, [`Sheets::cut`] makes the sheet, [`Sheets::dress`] writes its address.

use std::fmt::Write as _;

use memchr::memmem;

use super::assets::{FOLDER, STYLE, hashed, integrity, lean, scripts};
use super::style::Sheet;
use super::template::Templates;
use super::vocabulary::Uses;
use crate::path::OutputPath;
use crate::tree::sha256;

/// All style sheets of a site, cut to what its pages use.
#[derive(Debug)]
pub(crate) struct Sheets {
    /// The theme's whole sheet, under the name that templates know; none where it has none.
    whole: Option<OutputPath>,
    /// Its bytes.
    bytes: Option<Vec<u8>>,
    /// The same where they are no text and cannot be cut.
    unread: Option<Vec<u8>>,
    sheet: Sheet,
    scripts: Vec<Script>,
    /// Finds addresses of the theme's files.
    address: memmem::Finder<'static>,
    sealed: bool,
    fingerprint: String,
}

/// A script of the theme.
#[derive(Debug)]
struct Script {
    path: OutputPath,
    digest: String,
    /// What it may put on a page.
    uses: Uses,
}

/// A style sheet as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SheetFile {
    /// Named by a hash of the content.
    pub path: OutputPath,
    /// The content.
    pub bytes: Vec<u8>,
    /// `sha256-…` of it, for `integrity` attributes.
    pub digest: String,
}

impl SheetFile {
    fn new(bytes: Vec<u8>) -> Option<Self> {
        Some(Self { path: hashed(STYLE, &bytes)?, digest: integrity(&bytes)?, bytes })
    }

    /// This sheet with rules behind it that one page alone needs.
    pub(crate) fn with(&self, extra_rules: &str) -> Option<Self> {
        Self::new([&self.bytes, extra_rules.as_bytes()].concat())
    }
}

impl Sheets {
    /// Reads the theme's sheet and scripts. With `sealed`, pages say beside each address of an own
    /// style sheet or script what its content must be (Subresource Integrity, W3C). Only for pages
    /// meant for a web server: opened as files, browsers refuse whatever carries it, since they
    /// cannot compare what comes from no origin.
    pub(crate) fn new(templates: &Templates, sealed: bool) -> Self {
        let style = templates.assets.get(STYLE);
        let css = style.map(|bytes| std::str::from_utf8(bytes));
        let sheet = match css {
            Some(Ok(css)) => Sheet::parse(css),
            _ => Sheet::default(),
        };
        let mut content = format!("1 {}", style.map_or(String::new(), |bytes| sha256(bytes)));
        let scripts = scripts(templates).filter_map(|(name, bytes)| {
            let bytes = lean(name, bytes);
            let path = hashed(name, &bytes)?;
            let uses = sheet.vocabulary.of_script(&String::from_utf8_lossy(&bytes));
            // Writing to a String cannot fail.
            let _ = write!(content, " {}", path.as_str());
            Some(Script { path, digest: integrity(&bytes)?, uses })
        });
        let scripts = scripts.collect();
        Self {
            whole: style.and_then(|bytes| hashed(STYLE, bytes)),
            bytes: style.cloned(),
            unread: style.filter(|_| matches!(css, Some(Err(_)))).cloned(),
            sheet,
            scripts,
            address: memmem::Finder::new(FOLDER),
            sealed,
            fingerprint: sha256(content.as_bytes()),
        }
    }

    /// Changes whenever `Uses` taken before mean nothing any more.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Which of the sheet's names a page has, by itself or through the scripts that it runs.
    pub(crate) fn uses(&self, html: &str) -> Uses {
        let mut uses = self.sheet.vocabulary.of_page(html);
        for at in self.address.find_iter(html.as_bytes()) {
            let rest = html.get(at..).unwrap_or("");
            if let Some(script) = self.scripts.iter().find(|one| one.is_at(rest)) {
                uses.unite(&script.uses);
            }
        }
        uses
    }

    /// The sheet for pages that together use `uses`, and behind it rules that one page alone needs.
    /// None where the theme has no sheet.
    pub(crate) fn cut(&self, uses: &Uses, extra_rules: &str) -> Option<SheetFile> {
        self.whole.as_ref()?;
        let mut bytes = match &self.unread {
            Some(bytes) => bytes.clone(),
            None => self.sheet.for_pages(uses).into_bytes(),
        };
        bytes.extend_from_slice(extra_rules.as_bytes());
        SheetFile::new(bytes)
    }

    /// The whole sheet, under the name that templates know.
    pub(crate) fn whole_file(&self) -> Option<SheetFile> {
        SheetFile::new(self.bytes.clone()?)
    }

    /// The page with the address of its sheet, where the template named the whole one, and with
    /// digests where the site is sealed.
    pub(crate) fn dress(&self, html: String, sheet: Option<&SheetFile>) -> String {
        let mut out = String::new();
        let mut done = 0;
        for at in self.address.find_iter(html.as_bytes()) {
            let rest = html.get(at..).unwrap_or("");
            let named = self.whole.as_ref().zip(sheet);
            let named = named.filter(|(whole, _)| rest.starts_with(whole.as_str()));
            let (length, path, digest) = match named {
                Some((whole, sheet)) => (whole.as_str().len(), sheet.path.as_str(), &sheet.digest),
                None => match self.scripts.iter().find(|one| self.sealed && one.is_at(rest)) {
                    Some(script) => {
                        (script.path.as_str().len(), script.path.as_str(), &script.digest)
                    }
                    None => continue,
                },
            };
            if out.capacity() == 0 {
                out.reserve(html.len() + ROOM);
            }
            out.push_str(html.get(done..at).unwrap_or(""));
            out.push_str(path);
            done = at + length;
            if self.sealed && html.get(done..).is_some_and(|rest| rest.starts_with('"')) {
                out.push_str("\" integrity=\"");
                out.push_str(digest);
            }
        }
        if done == 0 {
            return html;
        }
        out.push_str(html.get(done..).unwrap_or(""));
        out
    }
}

/// Bytes that the digests of a page take up at most, mostly.
const ROOM: usize = 256;

impl Script {
    /// Whether `text` begins with the script's address.
    fn is_at(&self, text: &str) -> bool {
        text.starts_with(self.path.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::strings::Strings;
    use crate::render::template::TemplateSources;

    fn sheets(css: &[u8], sealed: bool) -> Sheets {
        let mut sources = TemplateSources { theme_name: "x".to_owned(), ..Default::default() };
        sources.theme.insert("style.css".to_owned(), css.to_vec());
        sources.theme.insert("late.js".to_owned(), b"e.className='late'".to_vec());
        Sheets::new(&Templates::load(&sources, &Strings::english()).0, sealed)
    }

    /// A page that names the whole sheet and, if wanted, the script.
    fn page(sheets: &Sheets, body: &str, script: bool) -> String {
        let style = sheets.whole.as_ref().map_or("", |path| path.as_str());
        let late = sheets.scripts.iter().find(|one| one.path.as_str().starts_with("assets/late."));
        let late = late.filter(|_| script).map_or("", |one| one.path.as_str());
        format!("<link rel=\"stylesheet\" href=\"../{style}\"><script src=\"../{late}\">{body}")
    }

    #[test]
    fn a_page_gets_the_rules_that_it_and_its_scripts_use() {
        let sheets = sheets(b".a{top:0}.b{top:0}.late{top:0}i{top:0}", false);
        for (body, script, expected) in [
            ("<p class='b'>", false, ".b{top:0}"),
            ("<p title=x class=a><I>", false, ".a{top:0}i{top:0}"),
            ("<p @x class = \"b a\"/>", true, ".a{top:0}.b{top:0}.late{top:0}"),
            ("<p class=\"a<i", false, ".a{top:0}i{top:0}"),
            ("<pre", false, ""),
        ] {
            let html = page(&sheets, body, script);
            let sheet = sheets.cut(&sheets.uses(&html), "").expect("a sheet");
            assert_eq!(String::from_utf8_lossy(&sheet.bytes), expected, "{body}");
        }
    }

    #[test]
    fn dressing_writes_the_address_and_on_request_the_digests() {
        for sealed in [false, true] {
            let sheets = sheets(b"p{top:0}", sealed);
            let html = page(&sheets, "<p>assets/ assets/style.css", true);
            let sheet = sheets.cut(&sheets.uses(&html), "a{top:0}").expect("a sheet");
            assert_eq!(sheet.bytes, b"p{top:0}a{top:0}");
            let dressed = sheets.dress(html.clone(), Some(&sheet));
            let whole = sheets.whole.as_ref().map_or("", |path| path.as_str());
            let mut expected = html.replace(whole, sheet.path.as_str());
            if sealed {
                for (path, digest) in sheets
                    .scripts
                    .iter()
                    .map(|one| (&one.path, &one.digest))
                    .chain([(&sheet.path, &sheet.digest)])
                {
                    let path = path.as_str();
                    expected = expected
                        .replace(&format!("{path}\""), &format!("{path}\" integrity=\"{digest}\""));
                }
                assert_eq!(expected.matches("integrity=\"sha256-").count(), 2);
            }
            assert_eq!(dressed, expected);
        }
    }

    #[test]
    fn a_sheet_that_is_no_text_is_published_whole() {
        let sheets = sheets(b"p{top:0}\xff", false);
        let sheet = sheets.cut(&sheets.uses("<a>"), "").expect("a sheet");
        assert_eq!(sheet.bytes, b"p{top:0}\xff");
        assert_eq!(Some(sheet.path), sheets.whole);
    }
}
