//! Names of places inside a site: content files, output files, URLs and ids. Parsing is the only
//! constructor, so none of them can escape its root. Knows nothing of the disk.

pub mod web;

use std::borrow::{Borrow, Cow};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Why a text is not a valid id or path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing is left after cleaning.
    #[error("the name is empty")]
    Empty,
    /// The name holds something it may not hold.
    #[error("`{0}` may hold only lower-case letters, digits and single hyphens")]
    Character(String),
    /// A path tries to leave its root, or is absolute.
    #[error("`{0}` leaves its folder")]
    Escapes(String),
    /// A name that Windows reserves or that ends in a dot or space.
    #[error("`{0}` cannot be a file name on every system")]
    Reserved(String),
}

/// The id of a thing: the stem of its content file and the last part of its URL. Lower-case
/// letters (of any script, composed: NFC), digits and single hyphens between them; at most 120
/// characters.
/// Copies share its letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Longest id in characters; file systems limit names to 255 bytes.
const LONGEST_SLUG: usize = 120;

/// Names Windows refuses whatever their extension ("Naming Files, Paths, and Namespaces": the digits of
/// ISO 8859-1 in superscript count as digits).
const RESERVED: [&str; 30] = [
    "com¹", "com²", "com³", "lpt¹", "lpt²", "lpt³", "conin$", "conout$", "con", "prn", "aux",
    "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Whether Windows refuses a name, its capitals apart.
fn is_reserved(stem: &str) -> bool {
    (3..=7).contains(&stem.len()) && RESERVED.iter().any(|name| stem.eq_ignore_ascii_case(name))
}

/// Numbers tried one by one for a second thing of the same name.
const ID_TRIES: usize = 16;

/// A free number where the first ones are taken, found by doubling and halving: a story with
/// thousands of things of one name must not look at all of them for each.
fn free_number(is_free: impl Fn(usize) -> bool) -> usize {
    let mut free = 2 + ID_TRIES;
    while !is_free(free) {
        free *= 2;
    }
    let mut taken = 1 + ID_TRIES;
    while free - taken > 1 {
        let middle = taken + (free - taken) / 2;
        if is_free(middle) {
            free = middle;
        } else {
            taken = middle;
        }
    }
    free
}

impl Slug {
    /// Takes an id as written in a content file; refuses what is not one.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        let allowed = |c: char| match c {
            'a'..='z' | '0'..='9' | '-' => true,
            '\0'..='\u{7f}' => false,
            // More than capital letters have small ones: `Ⅱ`, `ǅ`.
            c => (c.is_numeric() || c.is_alphabetic()) && c.to_lowercase().eq([c]),
        };
        let misplaced = text.starts_with('-') || text.ends_with('-') || text.contains("--");
        // Some systems take two spellings of one letter for one name.
        let composed = text.is_ascii() || is_nfc(text);
        let is_short = text.chars().count() <= LONGEST_SLUG;
        if misplaced || !text.chars().all(allowed) || !composed || !is_short {
            return Err(PathError::Character(text.to_owned()));
        }
        if is_reserved(text) {
            return Err(PathError::Reserved(text.to_owned()));
        }
        Ok(Self(text.into()))
    }

    /// Makes an id from any text by transliteration: `"Gülbahçe Hall"` → `gulbahce-hall`.
    /// Cuts at a word boundary below 60 characters. Absent when no letter or digit is left.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in deunicode::deunicode(text).chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if matches!(c, '\'' | '.') {
                // "U.S." is "us", "Norway's" is "norways".
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        if slug.len() > 60 {
            let cut = slug[..60].rfind('-').filter(|at| *at > 20).unwrap_or(60);
            slug.truncate(cut);
        }
        let slug = slug.trim_matches('-');
        match Self::parse(slug) {
            Ok(slug) => Some(slug),
            Err(PathError::Reserved(_)) => Some(Self(format!("{slug}-x").into())),
            Err(_) => None,
        }
    }

    /// The same id with `-2`, `-3` … behind it, for a second thing of the same name.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        Self(format!("{}-{number}", self.0).into())
    }

    /// The id made from `text` that none of `taken` has, which then holds it too; `x` when the
    /// text has no letter or digit.
    pub fn free(text: &str, taken: &mut BTreeSet<Self>) -> Self {
        let base = Self::from_text(text).unwrap_or_else(|| Self("x".into()));
        let is_free = |number: usize| !taken.contains(&base.numbered(number));
        let id = if taken.contains(&base) {
            let first = (2..2 + ID_TRIES).find(|number| is_free(*number));
            base.numbered(first.unwrap_or_else(|| free_number(is_free)))
        } else {
            base
        };
        taken.insert(id.clone());
        id
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Slug {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl schemars::JsonSchema for Slug {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The id of a thing: the stem of its content file.",
            "type": "string",
            "minLength": 1,
            "maxLength": 120,
            "pattern": "^[^A-Z\\s/_.]+$",
        })
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Checks a relative path with forward slashes: no empty, `.` or `..` part, no drive, no NUL.
fn checked(path: &str) -> Result<&str, PathError> {
    if path.is_empty() {
        return Err(PathError::Empty);
    }
    for part in path.split('/') {
        let stem = part.split('.').next().unwrap_or("").trim_end();
        if part.is_empty() || part == "." || part == ".." {
            return Err(PathError::Escapes(path.to_owned()));
        }
        if part.chars().any(|c| c.is_control() || "\\:<>\"|?*".contains(c)) {
            return Err(PathError::Character(path.to_owned()));
        }
        if is_reserved(stem) || part.ends_with(['.', ' ']) {
            return Err(PathError::Reserved(path.to_owned()));
        }
    }
    Ok(path)
}

/// A file of the site's input, relative to the site root, with forward slashes:
/// `content/articles/x.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ContentPath(String);

impl ContentPath {
    /// Takes a relative path; refuses one that could leave the site root.
    pub fn parse(path: &str) -> Result<Self, PathError> {
        checked(path).map(|path| Self(path.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the published site, relative to the output folder: `entities/x/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OutputPath(String);

impl OutputPath {
    /// Takes a relative path; refuses one that could leave the output folder.
    pub fn parse(path: &str) -> Result<Self, PathError> {
        checked(path).map(|path| Self(path.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as file systems that know no capitals and compose letters compare it: two files of a
    /// site must differ in it (Unicode, section 3.13, canonical caseless matching).
    pub fn folded(&self) -> Cow<'_, str> {
        if self.0.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            return Cow::Borrowed(&self.0);
        }
        // The upper case tells apart less than the lower: `ß` is `SS`, `ς` is `Σ`, `ſ` is `S`.
        let upper = self.0.nfd().flat_map(char::to_uppercase);
        Cow::Owned(upper.flat_map(char::to_lowercase).nfc().collect())
    }
}

impl From<OutputPath> for String {
    fn from(path: OutputPath) -> Self {
        path.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The URL path of a page or file below the site's base: `/entities/x/`, `/feed.xml`.
/// Starts with `/`; a page in a folder of its own ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct UrlPath(String);

impl UrlPath {
    /// Takes a path that starts with `/`; refuses one with `..` or other unsafe parts.
    pub fn parse(path: &str) -> Result<Self, PathError> {
        let inner = path.strip_prefix('/').ok_or_else(|| PathError::Escapes(path.to_owned()))?;
        // What begins with two slashes would name another host.
        if !inner.is_empty() {
            checked(inner.strip_suffix('/').unwrap_or(inner))?;
        }
        Ok(Self(path.to_owned()))
    }

    /// The start page, `/`.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// The page of one thing in a section: `page("entities", id)` is `/entities/<id>/`.
    pub fn page(section: &'static str, id: &Slug) -> Self {
        Self(["/", section, "/", id.as_str(), "/"].concat())
    }

    /// A section's own page: `/timeline/`.
    pub fn section(section: &'static str) -> Self {
        Self(format!("/{section}/"))
    }

    /// A page of its own at the top: `top(method)` is `/method/`.
    pub fn top(id: &Slug) -> Self {
        Self(format!("/{id}/"))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a static host serves for this path.
    pub fn output(&self) -> OutputPath {
        let inner = self.0.trim_start_matches('/');
        let file = if inner.is_empty() || inner.ends_with('/') { "index.html" } else { "" };
        OutputPath([inner, file].concat())
    }

    /// The link from page `from` to this path, relative, so that one build works at `/`, below a
    /// sub-path and from `file://`. Folder pages are named with their `index.html` only on request,
    /// which `file://` needs: `"../../entities/x/index.html"`.
    pub fn relative_from(&self, from: &Self) -> String {
        let from_parts: Vec<&str> = folder(&from.0).split('/').filter(|p| !p.is_empty()).collect();
        let output = self.output();
        let target: Vec<&str> = output.0.split('/').collect();
        let folders = target.len() - 1;
        let shared = from_parts.iter().zip(&target[..folders]).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(from_parts.len() - shared);
        link.push_str(&target[shared..].join("/"));
        link
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder part of a URL path, up to and with the last `/`.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_transliterated_and_cut_at_words() {
        let slug = |text: &str| Slug::from_text(text).map(|slug| slug.to_string());
        assert_eq!(slug("Gülbahçe Hall").as_deref(), Some("gulbahce-hall"));
        assert_eq!(slug("U.S. State Department").as_deref(), Some("us-state-department"));
        assert_eq!(slug("…"), None);
        assert_eq!(slug("CON").as_deref(), Some("con-x"));
        assert!(slug(&"word ".repeat(40)).is_some_and(|slug| slug.len() <= 60));
        // What just fits is not cut.
        let fits = format!("{}-{}", "a".repeat(30), "b".repeat(29));
        assert_eq!(slug(&fits), Some(fits));
    }

    #[test]
    fn an_id_is_found_by_its_letters() {
        let ids: BTreeSet<Slug> = ["ana-moor", "tarn"].into_iter().flat_map(Slug::parse).collect();
        assert!(ids.contains("tarn") && !ids.contains("tar") && !ids.contains(""));
        assert_eq!(ids.get("ana-moor").map(Slug::as_str), Some("ana-moor"));
    }

    #[test]
    fn signs_that_some_systems_refuse_are_refused_everywhere() {
        for sign in ["\\", ":", "<", ">", "\"", "|", "?", "*", "\u{1}", "\0", "\u{7f}", "\u{85}"] {
            let path = format!("a/b{sign}c.md");
            assert_eq!(ContentPath::parse(&path), Err(PathError::Character(path)), "{sign:?}");
        }
        for (name, refused) in [("nul", true), ("NUL.md", true), ("lpt¹", true), ("nulls", false)]
        {
            assert_eq!(ContentPath::parse(&format!("a/{name}")).is_err(), refused, "{name}");
        }
    }

    #[test]
    fn a_route_is_a_file() {
        let file = |route: &str| String::from(UrlPath::parse(route).unwrap().output());
        assert_eq!(file("/"), "index.html");
        assert_eq!(file("/entities/x/"), "entities/x/index.html");
        assert_eq!(file("/feed.xml"), "feed.xml");
        let from = |from: &str, to: &str| {
            UrlPath::parse(to).unwrap().relative_from(&UrlPath::parse(from).unwrap())
        };
        assert_eq!(from("/a/", "/a"), "../a");
        assert_eq!(from("/", "/feed.xml"), "feed.xml");
        assert_eq!(from("/a/b/", "/a/c/"), "../c/index.html");
    }

    #[test]
    fn an_id_is_lower_case_letters_of_any_script_digits_and_single_hyphens() {
        for good in
            ["a", "9", "a-b-9", "гарнсунд", "東京", "con-x", "nul1", "ⅱ", "ǆ", &"a".repeat(120)]
        {
            let id = Slug::parse(good).expect(good);
            assert_eq!((id.as_str(), id.to_string().as_str()), (good, good));
            assert_eq!(serde_json::to_string(&id).expect("json"), format!("\"{good}\""));
            assert_eq!(serde_json::from_str::<Slug>(&format!("\"{good}\"")).expect("an id"), id);
        }
        for bad in [
            "-a",
            "a-",
            "a--b",
            "-",
            "A",
            "aB",
            "Ж",
            "Ⅱ",
            "ǅ",
            "a b",
            "a_b",
            "a.b",
            "a/b",
            "..",
            "a\n",
            "a\0",
            "é\u{301}x!",
            "💧",
            &"a".repeat(121),
        ] {
            assert_eq!(Slug::parse(bad), Err(PathError::Character(bad.to_owned())), "{bad:?}");
            assert!(serde_json::from_str::<Slug>(&format!("{bad:?}")).is_err(), "{bad:?}");
        }
        assert_eq!(Slug::parse(""), Err(PathError::Empty));
        for name in RESERVED.into_iter().filter(|name| !name.contains('$')) {
            assert_eq!(Slug::parse(name), Err(PathError::Reserved(name.to_owned())));
        }
        let schema = schemars::schema_for!(Slug).to_value();
        assert_eq!((&schema["title"], &schema["maxLength"]), (&"Id".into(), &120.into()));
    }

    #[test]
    fn an_id_made_from_text_has_single_hyphens_and_ends_at_a_word_that_leaves_enough() {
        let slug = |text: &str| Slug::from_text(text).expect("an id").to_string();
        assert_eq!(slug(" — A  —  B?! "), "a-b");
        let long = "w".repeat(70);
        for (first, length) in [(19, 60), (20, 60), (21, 21), (59, 59)] {
            let text = format!("{} {long}", "v".repeat(first));
            assert_eq!(slug(&text).len(), length, "a first word of {first}");
        }
        assert_eq!(slug(&"w".repeat(60)).len(), 60);
        assert_eq!(slug("x").len(), 1);
        assert_eq!(Slug::parse("a").expect("an id").numbered(7).as_str(), "a-7");
    }

    #[test]
    fn things_of_one_name_are_told_apart_however_many() {
        let mut taken = BTreeSet::new();
        let mut free = |text| Slug::free(text, &mut taken).to_string();
        assert_eq!(["Flood", "flood", "", "?"].map(&mut free), ["flood", "flood-2", "x", "x-2"]);
        let ids: BTreeSet<String> = (0..20_000).map(|_| free("Flood")).collect();
        assert_eq!(ids.len(), 20_000);
    }

    #[test]
    fn paths_cannot_leave_their_root() {
        for bad in ["../x", "a/../b", "/etc", "a//b", "a/./b", "c:/x", "a\\b", "nul.md", "a/b."] {
            assert!(ContentPath::parse(bad).is_err(), "{bad}");
        }
        for bad in ["a\u{7}b", "a\nb", "a<b", "a>b", "a\"b", "a|b", "a?b", "a*b", "a\0b"] {
            assert_eq!(OutputPath::parse(bad), Err(PathError::Character(bad.to_owned())));
        }
        for bad in ["CON", "a/Nul.txt", "lpt9.a.b/x", "a /b", "a./b", "com1"] {
            assert_eq!(OutputPath::parse(bad), Err(PathError::Reserved(bad.to_owned())));
        }
        for bad in ["/a", "a/", "", "/"] {
            assert!(OutputPath::parse(bad).is_err() && ContentPath::parse(bad).is_err(), "{bad}");
        }
        for good in ["content/articles/x.md", "a b/ü.c", ".well-known/x", "...x", "console/nulls"]
        {
            let (path, output) = (ContentPath::parse(good), OutputPath::parse(good));
            let (path, output) = (path.expect(good), output.expect(good));
            assert_eq!((path.as_str(), output.as_str()), (good, good));
            assert_eq!((path.to_string(), output.to_string()), (good.to_owned(), good.to_owned()));
        }
    }

    #[test]
    fn an_address_begins_at_the_top_and_names_one_file() {
        for bad in ["/../x", "x", "", "/a//b", "//", "/a/./b/", "/a?b", "/nul/"] {
            assert!(UrlPath::parse(bad).is_err(), "{bad}");
        }
        let id = Slug::parse("x").expect("an id");
        for (path, text, file) in [
            (UrlPath::home(), "/", "index.html"),
            (UrlPath::page("entities", &id), "/entities/x/", "entities/x/index.html"),
            (UrlPath::section("timeline"), "/timeline/", "timeline/index.html"),
            (UrlPath::top(&id), "/x/", "x/index.html"),
            (UrlPath::parse("/feed.xml").expect("a path"), "/feed.xml", "feed.xml"),
        ] {
            assert_eq!((path.as_str(), path.to_string().as_str()), (text, text));
            assert_eq!(path.output().as_str(), file);
            assert_eq!(UrlPath::parse(text), Ok(path));
        }
    }

    #[test]
    fn names_that_some_system_refuses_are_refused() {
        let names = ["con", "nul", "prn", "aux", "com1", "lpt9", "COM¹", "lpt³", "CONIN$", "Nul"];
        for name in names {
            for path in [name.to_owned(), format!("a/{name}.txt"), format!("{name} .tar.gz/b")] {
                assert!(OutputPath::parse(&path).is_err(), "{path}");
                assert!(ContentPath::parse(&path).is_err(), "{path}");
            }
            assert!(Slug::parse(name).is_err(), "{name}");
        }
        for bad in
            ["a.", "a ", "a. /b", "a<b", "a>b", "a:b", "a\"b", "a|b", "a?b", "a*b", "a\u{7}b"]
        {
            assert!(OutputPath::parse(bad).is_err(), "{bad}");
            assert!(UrlPath::parse(&format!("/{bad}/")).is_err(), "{bad}");
        }
        for good in ["con-x", "console", "a.con", "com10", "nulls.txt"] {
            assert!(OutputPath::parse(good).is_ok(), "{good}");
        }
        // The same letters, composed and not.
        assert!(Slug::parse("각").is_ok() && Slug::parse("\u{1100}\u{1161}\u{11a8}").is_err());
        assert!(Slug::parse("jón").is_ok() && Slug::parse("jo\u{301}n").is_err());
    }

    #[test]
    fn files_that_one_system_takes_for_the_same_are_the_same() {
        let folded = |path: &str| OutputPath::parse(path).expect("a path").folded().into_owned();
        for (one, other) in [
            ("a/ß", "A/ss"),
            ("ς", "Σ"),
            ("ſ", "S"),
            ("é", "E\u{301}"),
            ("ﬁ", "FI"),
            ("각", "\u{1100}\u{1161}\u{11a8}"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(folded("a-b/index.html"), folded("a/b/index.html"));
        assert_eq!(folded("entities/x/index.html"), "entities/x/index.html");
    }

    #[test]
    fn links_are_relative_to_the_page() {
        let at = |path| UrlPath::parse(path).expect("a path");
        let link = |to, from| at(to).relative_from(&at(from));
        assert_eq!(link("/", "/entities/x/"), "../../index.html");
        assert_eq!(link("/entities/y/", "/entities/x/"), "../y/index.html");
        assert_eq!(link("/feed.xml", "/"), "feed.xml");
        assert_eq!(link("/entities/x/", "/entities/x/"), "index.html");
        assert_eq!(link("/a/", "/404.html"), "a/index.html");
        assert_eq!(link("/a/b/c/x.ics", "/a/b/d/e/"), "../../c/x.ics");
        assert_eq!(link("/a/b/", "/a/b/c/d/e/"), "../../../index.html");
        assert_eq!(link("/b/b/", "/a/b/"), "../../b/b/index.html");
    }
}
