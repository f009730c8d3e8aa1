//! What a page says of itself, from the surest place to the weakest: JSON-LD, OpenGraph and other `<meta>`,
//! microdata, `<time>`, visible lines.

use jiff::civil;

use super::super::outlets::{self, Country};
use super::super::{Metadata, clutter, dates, metadata, words};
use super::linked::{self, Linked};
use super::page::{Data, NodeId, Page};
use super::{collapsed, is_one_of, same};
use crate::model::date::{Date, Edtf};

/// Read the page's metadata.
pub(super) fn read(page: &Page) -> Metadata {
    let linked = linked::read(page);
    let meta = Meta::read(page);
    let url = address(page, &meta, &linked);
    let outlet = outlet(page, &meta, &linked);
    let country = outlet
        .as_deref()
        .and_then(outlets::country_of)
        .or_else(|| url.as_deref().and_then(outlets::of_url));
    let title = title(page, &meta, &linked, outlet.as_deref());
    let updated = [linked.modified.as_deref(), meta.first(MODIFIED)]
        .into_iter()
        .flatten()
        .find_map(|text| date(text, country));
    let published = published(page, &meta, &linked, updated, url.as_deref(), country);
    let description = linked.description.clone().or_else(|| {
        meta.first(&["og:description", "description", "twitter:description"]).map(collapsed)
    });
    Metadata {
        byline: byline(page, &meta, &linked, outlet.as_deref()),
        title,
        dek: description.filter(|text| !text.is_empty()),
        outlet,
        published,
        updated,
        language: page
            .inside(0, "html")
            .next()
            .and_then(|html| page.attribute(html, "lang"))
            .or(linked.language.as_deref())
            .map(|tag| tag.trim().replace('_', "-"))
            .filter(|tag| (2..=12).contains(&tag.len())),
        url,
    }
}

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "last-modified",
    "datemodified",
    "dcterms.modified",
];
#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "publishdate",
    "publication_date", "pubdate", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date.created", "article.published", "published-date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate",
];

/// `<meta>` elements by name or property, in lower case, in page order.
struct Meta<'a> {
    entries: Vec<(String, &'a str)>,
}

impl<'a> Meta<'a> {
    fn read(page: &'a Page) -> Self {
        let mut entries = Vec::new();
        for id in page.inside(0, "meta") {
            let Some(content) =
                page.attribute(id, "content").filter(|content| !content.trim().is_empty())
            else {
                continue;
            };
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = page.attribute(id, key) {
                    entries.push((name.trim().to_lowercase(), content.trim()));
                }
            }
        }
        Self { entries }
    }

    /// The value of the first of `names` that is present.
    fn first(&self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|name| {
            self.entries.iter().find(|entry| entry.0 == *name).map(|entry| entry.1)
        })
    }

    /// The date of the first entry whose name speaks of publication, however the site spells it.
    fn published(&self, country: Option<Country>) -> Option<Edtf> {
        let named = |name: &str| name.contains("publish") && !name.contains("modif");
        self.entries.iter().filter(|entry| named(&entry.0)).find_map(|entry| date(entry.1, country))
    }

    fn all(&self, name: &str) -> Vec<&'a str> {
        self.entries.iter().filter(|entry| entry.0 == name).map(|entry| entry.1).collect()
    }
}

fn address(page: &Page, meta: &Meta<'_>, linked: &Linked) -> Option<String> {
    let canonical = page.inside(0, "link").find(|id| {
        page.attribute(*id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
    });
    let canonical = canonical.and_then(|id| page.attribute(id, "href"));
    let stated = [canonical, meta.first(&["og:url", "twitter:url"]), linked.url.as_deref()];
    stated
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|url| url.starts_with("http"))
        .map(str::to_owned)
}

fn outlet(page: &Page, meta: &Meta<'_>, linked: &Linked) -> Option<String> {
    let stated = meta
        .first(&["og:site_name", "application-name", "apple-mobile-web-app-title"])
        .map(collapsed);
    let stated =
        stated.filter(|name| words::count_to(name, 8) <= 7).or_else(|| linked.publisher.clone());
    stated.map(|name| linked::plain(&name)).filter(|name| !name.is_empty()).or_else(|| {
        let title = page.inside(0, "title").next().map(|id| page.words(id, 400))?;
        metadata::split_title(&title, &[]).1.map(str::to_owned)
    })
}

/// The headline: the `<h1>` that agrees best with what head and JSON-LD state, else the statement itself.
fn title(page: &Page, meta: &Meta<'_>, linked: &Linked, outlet: Option<&str>) -> Option<String> {
    let known: Vec<&str> = outlet.into_iter().collect();
    let element =
        page.inside(0, "title").map(|id| page.words(id, 600)).find(|text| !text.is_empty());
    let cut = |text: &str| collapsed(metadata::split_title(text.trim(), &known).0);
    let open = meta
        .first(&["og:title", "twitter:title", "dc.title", "title", "headline", "parsely-title"])
        .map(linked::plain);
    let mut stated: Vec<String> = Vec::new();
    stated.extend(linked.headline.as_deref().map(cut));
    stated.extend(open.as_deref().map(cut));
    stated.extend(element.as_deref().map(cut));
    stated.retain(|text| !text.is_empty());
    // Some sites cut the headline of their linked data at a fixed length.
    if let Some(whole) = stated.first().and_then(|first| {
        let cut_off = |other: &&String| {
            first.len() >= 60
                && other.len() > first.len()
                && other.starts_with(first.trim_end_matches('…'))
        };
        stated.iter().find(cut_off).cloned()
    }) {
        stated.insert(0, whole);
    }
    let headings: Vec<String> = page
        .inside(0, "h1")
        .map(|id| page.words(id, 500))
        .filter(|text| !text.is_empty() && words::count_to(text, 41) <= 40)
        .collect();
    let agreement =
        |heading: &str| stated.iter().map(|text| overlap(heading, text)).max().unwrap_or(0);
    let best = headings
        .iter()
        .enumerate()
        .map(|(at, heading)| (agreement(heading), std::cmp::Reverse(at), heading))
        .max();
    match best {
        Some((agreed, _, heading))
            if agreed >= 50
                || (headings.len() == 1 && words::count_to(heading, 4) >= 3 && agreed >= 25)
                || stated.is_empty() =>
        {
            Some(cut(heading))
        }
        _ => stated.into_iter().next(),
    }
}

/// How many per cent of the words of the longer one both have.
fn overlap(one: &str, other: &str) -> usize {
    let (one, other) = (words::folded(one), words::folded(other));
    let apart = |c: char| !c.is_alphanumeric();
    let left: Vec<&str> = one.split(apart).filter(|word| !word.is_empty()).collect();
    let mut right: Vec<&str> = other.split(apart).filter(|word| !word.is_empty()).collect();
    let longer = left.len().max(right.len());
    let mut both = 0;
    for word in left {
        if let Some(at) = right.iter().position(|other| *other == word) {
            right.swap_remove(at);
            both += 1;
        }
    }
    both * 100 / longer.max(1)
}

fn byline(page: &Page, meta: &Meta<'_>, linked: &Linked, outlet: Option<&str>) -> Option<String> {
    let mut ways: Vec<Vec<String>> = vec![linked.authors.clone()];
    for name in [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "citation_author",
    ] {
        ways.push(meta.all(name).into_iter().map(str::to_owned).collect());
    }
    ways.push(by_attribute(page));
    ways.push(visible(page));
    let mut weak = None;
    for names in ways {
        let mut clean: Vec<String> = Vec::new();
        for name in names.iter().filter_map(|name| cleaned(name, outlet)) {
            if !clean.iter().any(|other| same(other, &name)) {
                clean.push(name);
            }
        }
        if clean.is_empty() {
            continue;
        }
        let joined = joined(&clean);
        let is_site = outlet
            .is_some_and(|outlet| metadata::squeezed(outlet) == metadata::squeezed(&joined))
            || is_account(&joined);
        if !is_site {
            return Some(joined);
        }
        weak.get_or_insert(joined);
    }
    weak
}

/// "Marta Quill", "Marta Quill and Ludo Aa", "Marta Quill, Ludo Aa and Ines Rua".
fn joined(names: &[String]) -> String {
    match names {
        [first @ .., last]
            if !first.is_empty() && !first.iter().any(|name| name.contains(" and ")) =>
        {
            format!("{} and {last}", first.join(", "))
        }
        _ => names.join(", "),
    }
}

/// Names of accounts that sign for nobody.
fn is_account(name: &str) -> bool {
    let folded = words::folded(name);
    matches!(
        folded.as_str(),
        "admin"
            | "administrator"
            | "editor"
            | "staff"
            | "webmaster"
            | "guest"
            | "user"
            | "root"
            | "author"
            | "the author"
            | "author name"
    ) || folded.contains("admin")
        || (!name.contains(' ') && name.contains(['.', '_']) && name == folded)
}

/// A name without "By", addresses, handles and roles; absent when nothing is left.
fn cleaned(name: &str, outlet: Option<&str>) -> Option<String> {
    let plain = collapsed(&linked::plain(name));
    let mut bare = plain.as_str();
    for prefix in
        ["written by:", "written by", "author:", "by:", "by ", "posted by", "published by"]
    {
        if bare.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix)) {
            bare = bare.get(prefix.len()..)?.trim();
        }
    }
    for mark in [" | ", " • ", " · ", " – ", " — ", " - "] {
        bare = bare.split(mark).next().unwrap_or(bare);
    }
    let bare = bare.trim_matches([',', ' ', '.', '|', ':', '-', '@']);
    let bare = outlet.map_or(bare, |outlet| without_outlet(bare, outlet));
    // "Marta Quill, The Marsk Courier": no person's name begins with the article.
    let bare = bare.split_once(", The ").map_or(bare, |(name, _)| name);
    let elsewhere = ["more about ", "more from ", "view all ", "see all ", "all posts "];
    let folded = bare.to_lowercase();
    let usable = !bare.is_empty()
        && !elsewhere.iter().any(|start| folded.starts_with(start))
        && !bare.contains("://")
        && !bare.contains("www.")
        && !bare.contains('@')
        && words::count_to(bare, 21) <= 20
        && bare.chars().any(char::is_alphabetic);
    let stated = !words::ends_sentence(bare) || words::count_to(bare, 6) <= 5;
    (usable && stated && !is_reading_time(bare)).then(|| bare.to_owned())
}

/// "Marta Quill, Marsk Courier" and "Marta Quill MARSK COURIER" without the outlet.
fn without_outlet<'a>(name: &'a str, outlet: &str) -> &'a str {
    let cut = name.len().saturating_sub(outlet.len());
    let tail = name.get(cut..).is_some_and(|tail| cut > 0 && tail.eq_ignore_ascii_case(outlet));
    let head = name.get(..cut).unwrap_or(name).trim_end();
    let head = head.strip_suffix("The").or_else(|| head.strip_suffix("the")).unwrap_or(head);
    if tail { head.trim_end_matches([' ', ',', '|', '/', '-', '–']) } else { name }
}

fn is_reading_time(text: &str) -> bool {
    let folded = words::folded(text);
    folded.starts_with(|c: char| c.is_ascii_digit())
        || folded == "est. reading time"
        || folded.contains("minute")
}

/// Microdata and `rel="author"`.
fn by_attribute(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    for id in 0..page.nodes.len() {
        let author = page
            .attribute(id, "itemprop")
            .is_some_and(|prop| prop.split(' ').any(|p| p == "author"));
        let name = if author {
            let inner =
                (id..page.end(id)).find(|node| page.attribute(*node, "itemprop") == Some("name"));
            inner.or(Some(id))
        } else if page.attribute(id, "rel").is_some_and(|rel| rel.split(' ').any(|r| r == "author"))
            && page.name(id) == "a"
        {
            Some(id)
        } else {
            None
        };
        let text = name.map(|node| {
            page.attribute(node, "content").map_or_else(|| page.words(node, 120), str::to_owned)
        });
        if let Some(text) = text.filter(|text| !text.is_empty() && words::count_to(text, 8) <= 7) {
            found.push(text);
            if found.len() >= 6 {
                break;
            }
        }
    }
    found.truncate(if found.len() > 3 { 1 } else { found.len() });
    found
}

/// Words of class names and ids of a byline.
const SIGNED: [&str; 5] = ["author", "byline", "authors", "authorname", "writer"];

/// Whether an element of this name may be a byline.
fn may_sign(name: &str) -> bool {
    matches!(
        name,
        "a" | "span"
            | "div"
            | "p"
            | "li"
            | "address"
            | "strong"
            | "em"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "cite"
            | "small"
    )
}

/// Whether an element holds links through the site.
fn is_menu(page: &Page, id: NodeId) -> bool {
    matches!(page.name(id), "nav" | "menu" | "footer")
        || matches!(page.attribute(id, "role"), Some("menu" | "navigation" | "menubar"))
}

/// Visible lines: an element whose class says author or byline, else a line "By …" near the headline.
fn visible(page: &Page) -> Vec<String> {
    let mut by_line = None;
    let mut menu_end = 0;
    let start = page.inside(0, "body").next().unwrap_or(0);
    for id in start..page.nodes.len() {
        let name = page.name(id);
        if name.is_empty() || id < menu_end {
            continue;
        }
        if is_menu(page, id) {
            menu_end = page.end(id);
            continue;
        }
        if !may_sign(name) {
            continue;
        }
        // Nothing is as short as its letters.
        if !(1..=160).contains(&page.letters(id)) {
            continue;
        }
        let hinted = page.hint_words(id).any(|word| is_one_of(word, &SIGNED));
        let text = if hinted || by_line.is_none() { page.words(id, 160) } else { continue };
        if text.is_empty() || text.len() > 160 {
            continue;
        }
        if hinted {
            let name = metadata::byline(&text).map_or(text.as_str(), |by| by.name);
            if metadata::is_people(name) && words::count_to(name, 3) >= 2 {
                return vec![name.to_owned()];
            }
        }
        if by_line.is_none() {
            by_line = metadata::byline(&text)
                .filter(|by| metadata::is_people(by.name) && words::count_to(by.name, 3) >= 2)
                .map(|by| by.name.to_owned());
        }
    }
    by_line.into_iter().collect()
}

fn date(text: &str, country: Option<Country>) -> Option<Edtf> {
    // Every date has a year of four digits; most texts have none.
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    dates::iso(text)
        .or_else(|| dates::find(text, country))
        .filter(|date| date.anchor().and_then(Date::calendar_day).is_some())
}

/// When the article was published. A date that the page shows its readers wins over one that only its hidden data
/// hold, for the text they read is of that date; unless two hidden places, or the address, agree on another one.
/// A hidden date that speaks of the page and not of the article is none: sites renew those at will.
fn published(
    page: &Page,
    meta: &Meta<'_>,
    linked: &Linked,
    updated: Option<Edtf>,
    url: Option<&str>,
    country: Option<Country>,
) -> Option<Edtf> {
    let shown = shown(page, country);
    let is_shown = |date: &Edtf| {
        day_of(*date).is_some_and(|day| shown.iter().any(|date| day_of(*date) == Some(day)))
    };
    let linked_date = linked.published.as_deref().and_then(|text| date(text, country));
    let article = linked_date.filter(|_| linked.is_article);
    let open = meta.first(&["article:published_time"]).and_then(|text| date(text, country));
    let weak = linked_date
        .or_else(|| {
            PUBLISHED
                .iter()
                .filter_map(|name| meta.first(&[*name]))
                .find_map(|text| date(text, country))
        })
        .or_else(|| microdata(page, country))
        .or_else(|| time(page, country));
    let stated = article.or(open).or(weak);
    let agreed = article.filter(|one| open.is_some_and(|other| day_of(other) == day_of(*one)));
    stated
        .filter(is_shown)
        .or(agreed)
        .or_else(|| url.and_then(in_address))
        .or_else(|| updated.filter(is_shown))
        .or_else(|| only(&shown))
        .or_else(|| labelled(page, country))
        .or(article)
        .or(open)
        .or_else(|| meta.published(country))
}

fn day_of(date: Edtf) -> Option<civil::Date> {
    date.anchor().and_then(Date::calendar_day)
}

/// The one day that all of the dates name.
fn only(dates: &[Edtf]) -> Option<Edtf> {
    let first = dates.first()?;
    dates.iter().all(|date| day_of(*date) == day_of(*first)).then_some(*first)
}

/// The standfirst as the page shows it: an element of that name, or one that says what the description does.
/// A description that readers do not see, or that only begins a paragraph, is none.
pub(super) fn standfirst(page: &Page, described: Option<&str>) -> Option<String> {
    const NAMES: [&str; 7] =
        ["standfirst", "dek", "subtitle", "subheadline", "subhead", "subheading", "deck"];
    let first = page.inside(0, "h1").next().or_else(|| page.inside(0, "body").next())?;
    let described = described.map(words::folded);
    for id in first + 1..page.nodes.len().min(first + 4000) {
        if !matches!(page.name(id), "p" | "h2" | "h3" | "h4" | "div" | "span" | "section") {
            continue;
        }
        if !(5..=600).contains(&page.letters(id)) {
            continue;
        }
        let named = page.hint_words(id).any(|word| is_one_of(word, &NAMES));
        let block = matches!(page.name(id), "p" | "h2" | "h3" | "h4");
        if !named && !block {
            continue;
        }
        let text = page.words(id, 600);
        let count = words::count_to(&text, 61);
        if !(5..=60).contains(&count) || clutter::classify(&text).is_some() {
            continue;
        }
        if named || described.as_deref() == Some(words::folded(&text).as_str()) {
            return Some(text);
        }
        if page.name(id) == "p" && count >= 25 {
            return None;
        }
    }
    None
}

/// The dates, to the day at least, that short visible lines of the page name.
fn shown(page: &Page, country: Option<Country>) -> Vec<Edtf> {
    let start = page.inside(0, "body").next().unwrap_or(0);
    let mut days = Vec::new();
    for id in start..page.nodes.len() {
        let parent = page.parent(id).map_or("", |parent| page.name(parent));
        if matches!(parent, "script" | "style" | "noscript" | "template") {
            continue;
        }
        let text = match page.nodes.get(id).map(|node| &node.data) {
            Some(Data::Text(text)) => text.trim(),
            Some(Data::Element(name, _)) if &**name == "time" => {
                page.attribute(id, "datetime").unwrap_or("").trim()
            }
            _ => "",
        };
        if (6..=140).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit()) {
            days.extend(date(text, country));
        }
    }
    days
}

fn microdata(page: &Page, country: Option<Country>) -> Option<Edtf> {
    (0..page.nodes.len())
        .filter(|id| {
            page.attribute(*id, "itemprop").is_some_and(|prop| prop.contains("datePublished"))
        })
        .find_map(|id| {
            let value = page.attribute(id, "content").or_else(|| page.attribute(id, "datetime"));
            value
                .and_then(|value| date(value, country))
                .or_else(|| date(&page.words(id, 120), country))
        })
}

/// The first `<time>` that is not marked as a change.
fn time(page: &Page, country: Option<Country>) -> Option<Edtf> {
    page.inside(0, "time").filter(|id| !is_change(page, *id)).find_map(|id| {
        let stated = page.attribute(id, "datetime").and_then(|value| date(value, country));
        stated.or_else(|| date(&page.words(id, 120), country))
    })
}

fn is_change(page: &Page, id: NodeId) -> bool {
    let hints = page.hints(id);
    hints.contains("updated") && !hints.contains("published") || hints.contains("modified")
}

/// `/2024/04/03/` in the address.
fn in_address(url: &str) -> Option<Edtf> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let digits = |text: &str, count: usize| {
            text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
        };
        (digits(year, 4) && digits(month, 2) && digits(day, 2))
            .then(|| format!("{year}-{month}-{day}").parse().ok())?
    })
}

/// A visible line "Published …", or nothing but a date, in the first part of the page.
fn labelled(page: &Page, country: Option<Country>) -> Option<Edtf> {
    let start = page.inside(0, "body").next().unwrap_or(0);
    let mut bare = None;
    for id in start..page.nodes.len() {
        if !matches!(
            page.name(id),
            "span"
                | "div"
                | "p"
                | "li"
                | "small"
                | "em"
                | "strong"
                | "h5"
                | "h6"
                | "a"
                | "h4"
                | "td"
        ) {
            continue;
        }
        if !(1..=120).contains(&page.letters(id)) {
            continue;
        }
        let text = page.words(id, 120);
        if text.len() > 120 || !text.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        if let Some((metadata::DateLine::Published, rest)) = metadata::date_line(&text) {
            let found = date(rest, country);
            if found.is_some() {
                return found;
            }
        }
        let signed = || metadata::byline(&text).is_some_and(|by| metadata::is_bare_date(by.rest));
        if bare.is_none() && (metadata::is_bare_date(&text) || signed()) {
            bare = date(&text, country);
        }
    }
    bare
}
