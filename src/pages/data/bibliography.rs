//! The sources as a bibliography: BibTeX (with BibLaTeX's `date`) and CSL-JSON 1.0.2, and a citation
//! in words. Says only what the articles say: no date of access, no names taken apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Story;
use crate::model::article::ArticleMeta;
use crate::model::date::{Date, Edtf, Precision, Season};
use crate::pages::catalogue::Record;
use crate::pages::strings::Strings;
use crate::pages::view::SourceView;
use crate::pages::words::read_link;
use crate::path::Slug;

/// All sources as BibTeX, by id.
pub fn bibtex(story: &Story<'_>) -> String {
    let keys = keys(story);
    let mut text = String::new();
    for (id, entry) in story.catalogue.library.articles.iter() {
        let Some(key) = keys.get(id) else { continue };
        let meta = &entry.meta;
        let mut fields: Vec<(&str, String)> = Vec::new();
        let authors: Vec<String> = meta
            .author
            .as_deref()
            .map(authors)
            .unwrap_or_default()
            .iter()
            // Braces keep a name whole: which part is the family name is not known.
            .map(|name| format!("{{{}}}", tex(name)))
            .collect();
        if !authors.is_empty() {
            fields.push(("author", authors.join(" and ")));
        }
        // Inner braces keep the capitals of a headline.
        fields.push(("title", format!("{{{}}}", tex(&meta.title))));
        if let Some(outlet) = &meta.outlet {
            fields.push(("organization", format!("{{{}}}", tex(outlet))));
        }
        if let Some(date) = meta.published.map(local) {
            if let Some(anchor) = date.anchor() {
                fields.push(("year", format!("{:04}", anchor.year_number())));
            }
            fields.push(("date", date.to_string()));
        }
        if let Some(url) = web(meta.url.as_deref()) {
            fields.push(("url", verbatim(&url)));
        }
        if let Some(language) = &meta.language {
            fields.push(("langid", tex(language)));
        }
        if let Some(archive) = web(meta.archive.as_deref()) {
            fields.push(("note", format!("Archived copy: \\url{{{}}}", verbatim(&archive))));
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "@online{{{key},");
        for (name, value) in fields {
            let _ = writeln!(text, "  {name} = {{{value}}},");
        }
        text.push_str("}\n\n");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// All sources as CSL-JSON, by id.
pub fn csl(story: &Story<'_>) -> Value {
    let keys = keys(story);
    let articles = story.catalogue.library.articles.iter();
    articles.filter_map(|(id, entry)| Some(csl_item(keys.get(id)?, &entry))).collect()
}

fn csl_item(key: &str, entry: &Record<'_, ArticleMeta>) -> Value {
    let meta = &entry.meta;
    let mut item = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    set("id", Some(json!(key)));
    let kind = if meta.outlet.is_some() { "article-newspaper" } else { "webpage" };
    set("type", Some(json!(kind)));
    set("title", Some(json!(meta.title)));
    set("container-title", meta.outlet.as_ref().map(|outlet| json!(outlet)));
    let names: Vec<Value> = meta
        .author
        .as_deref()
        .map(authors)
        .unwrap_or_default()
        .into_iter()
        .map(|name| json!({ "literal": name }))
        .collect();
    set("author", (!names.is_empty()).then_some(Value::Array(names)));
    set("issued", meta.published.and_then(csl_date));
    set("URL", web(meta.url.as_deref()).map(|url| json!(url)));
    set("language", meta.language.as_ref().map(|language| json!(language)));
    set(
        "note",
        web(meta.archive.as_deref()).map(|archive| json!(format!("Archived copy: {archive}"))),
    );
    Value::Object(item)
}

/// A date in parts; uncertain and approximate ones are marked `circa`.
fn csl_date(date: Edtf) -> Option<Value> {
    let parts = |date: Date| -> Vec<i16> {
        let mut parts = vec![date.year_number()];
        parts.extend(date.month_number().map(i16::from));
        parts.extend(date.calendar_day().map(|day| i16::from(day.day())));
        parts
    };
    let (first, last) = match date {
        Edtf::Date(one) => (one, None),
        Edtf::Interval(first, last) => (first.or(last)?, first.and(last)),
    };
    let ranges: Vec<Vec<i16>> = [Some(first), last].into_iter().flatten().map(parts).collect();
    let mut value = json!({ "date-parts": ranges });
    if let (Some(map), Some(season)) = (value.as_object_mut(), first.season_of_year()) {
        let number = match season {
            Season::Spring => 1,
            Season::Summer => 2,
            Season::Autumn => 3,
            Season::Winter => 4,
        };
        map.insert("season".to_owned(), json!(number));
    }
    if let (Some(map), true) =
        (value.as_object_mut(), first.is_approximate() || first.is_uncertain())
    {
        map.insert("circa".to_owned(), json!(true));
    }
    Some(value)
}

/// The date without the time of day, as bibliographies have it.
fn local(date: Edtf) -> Edtf {
    let day = |date: Date| match (date.precision(), date.calendar_day()) {
        (Precision::Time, Some(day)) => {
            Date::day(day).qualified(date.is_uncertain(), date.is_approximate())
        }
        _ => date,
    };
    match date {
        Edtf::Date(one) => Edtf::Date(day(one)),
        Edtf::Interval(first, last) => Edtf::Interval(first.map(day), last.map(day)),
    }
}

/// The names of a byline: `A`, `A and B`, `A, B and C`. A comma alone may stand before a place or a
/// title, so it parts names only where an "and" follows.
fn authors(byline: &str) -> Vec<String> {
    let byline = byline.trim();
    let parted = byline.replace(" & ", " and ").replace("; ", " and ");
    let parts: Vec<&str> = parted.split(" and ").collect();
    let names: Vec<&str> = match parts.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => {
            first.split(", ").chain(rest.iter().copied()).collect()
        }
        _ => vec![byline],
    };
    let names = names.into_iter().map(|name| name.trim().trim_end_matches(','));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A key for each source: its id in ASCII letters, which stays as long as the id does.
fn keys<'a>(story: &Story<'a>) -> BTreeMap<&'a Slug, String> {
    let mut taken = BTreeSet::new();
    let ids = story.catalogue.library.articles.keys();
    ids.map(|id| (id, Slug::free(id.as_str(), &mut taken).to_string())).collect()
}

/// An address on the web.
fn web(url: Option<&str>) -> Option<String> {
    read_link(url?, "").map(|url| super::address::encoded(&url))
}

/// Text in TeX: its special characters as themselves.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address in a field that TeX takes as it is: no brace may end it.
fn verbatim(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// A title between quotation marks, with a full stop.
fn titled(title: &str, strings: &Strings) -> String {
    format!("{}{title}{}.", strings.text("marks.open"), strings.text("marks.close"))
}

/// A source as a reader would cite it.
pub fn citation(source: &SourceView, strings: &Strings) -> String {
    let mut parts: Vec<String> = source.author.iter().map(|author| format!("{author}:")).collect();
    parts.push(titled(&source.title, strings));
    let place: Vec<&str> = source
        .outlet
        .as_deref()
        .into_iter()
        .chain(source.published.as_ref().map(|date| date.words.as_str()))
        .collect();
    if !place.is_empty() {
        parts.push(format!("{}.", place.join(", ")));
    }
    parts.extend(source.url.clone());
    parts.join(" ")
}

/// The explainer as a reader would cite it; `url` where the site has an address.
pub fn explainer_citation(
    headline: &str,
    author: Option<&str>,
    site: &str,
    as_of: Option<&str>,
    url: Option<&str>,
    strings: &Strings,
) -> String {
    let mut parts: Vec<String> = author.iter().map(|author| format!("{author}:")).collect();
    parts.push(titled(headline, strings));
    let place: Vec<&str> =
        Some(site).filter(|site| *site != headline).into_iter().chain(as_of).collect();
    if !place.is_empty() {
        parts.push(format!("{}.", place.join(", ")));
    }
    parts.extend(url.map(str::to_owned));
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_parted_only_where_that_is_certain() {
        for (byline, names) in [
            ("Lena Oduya", &["Lena Oduya"][..]),
            ("Lena Oduya and Piet Sandoval", &["Lena Oduya", "Piet Sandoval"]),
            ("Ann Lee, Bo Moor, and Cy Fox", &["Ann Lee", "Bo Moor", "Cy Fox"]),
            ("Ann Lee & Bo Moor", &["Ann Lee", "Bo Moor"]),
            ("Ann Lee, Port Sallow", &["Ann Lee, Port Sallow"]),
            ("Anderson", &["Anderson"]),
        ] {
            assert_eq!(authors(byline), names, "{byline}");
        }
    }

    #[test]
    fn nothing_in_a_field_is_an_order_to_tex() {
        assert_eq!(
            tex(r"50 % of {x} & \y_z~^#$"),
            r"50 \% of \{x\} \& \textbackslash{}y\_z\textasciitilde{}\textasciicircum{}\#\$"
        );
        assert_eq!(verbatim("https://x.example/{a}\\"), "https://x.example/%7Ba%7D%5C");
    }

    #[test]
    fn dates_are_given_in_parts_as_far_as_known() {
        let date = |text: &str| csl_date(text.parse().expect("a date")).expect("parts").to_string();
        assert_eq!(date("2031-03-07T21:40Z"), r#"{"date-parts":[[2031,3,7]]}"#);
        assert_eq!(date("2031-03~"), r#"{"date-parts":[[2031,3]],"circa":true}"#);
        assert_eq!(date("2031-22"), r#"{"date-parts":[[2031]],"season":2}"#);
        assert_eq!(date("2031/2032-01"), r#"{"date-parts":[[2031],[2032,1]]}"#);
        let local = |text: &str| local(text.parse().expect("a date")).to_string();
        assert_eq!(local("2031-03-07T21:40Z"), "2031-03-07");
        assert_eq!(local("2031-03~"), "2031-03~");
    }
}
