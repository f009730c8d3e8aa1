//! What the lines around an article say of it: title and site name, byline, outlet, dates.
//! Looks at one line at a time; where lines stand is [`super::text`]'s concern.

use super::{clutter, foreign, outlets, words};

/// Words that mark a name as that of a publication or agency rather than a person.
#[rustfmt::skip]
const OUTLET_WORDS: &[&str] = &[
    "news", "newspaper", "times", "post", "press", "media", "tv", "television", "radio", "world",
    "today", "daily", "weekly", "monthly", "herald", "tribune", "gazette", "chronicle",
    "journal", "observer", "guardian", "courier", "mail", "mirror", "express", "review",
    "report", "reports", "reporters", "network", "networks", "agency", "agencies", "hub",
    "online", "magazine", "broadcasting", "bulletin", "telegraph", "globe", "inquirer",
    "independent", "standard", "sentinel", "examiner", "register", "dispatch", "monitor",
    "echo", "ledger", "argus", "advertiser", "enquirer", "beacon", "fm",
    "digest", "wire", "blog", "channel", "live", "group", "insider", "watch", "politico",
    "reuters", "afp", "associated", "ap", "bbc", "cnn",
];

/// Words of unnamed bylines: they sign, but are no outlet.
const DESK_WORDS: &[&str] = &[
    "desk",
    "staff",
    "bureau",
    "team",
    "editor",
    "editors",
    "editorial",
    "correspondent",
    "correspondents",
    "reporter",
    "newsroom",
    "contributor",
    "contributors",
    "writer",
    "web",
    "admin",
];

/// Names of sections that stand where a site's name could.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "world", "world news", "news", "international", "international news", "global",
    "global news", "politics", "political news", "business", "business news", "economy",
    "markets", "opinion", "analysis", "explainer", "explained", "explainers", "europe", "asia",
    "africa", "americas", "middle east", "us", "uk", "us news", "uk news", "india", "india news",
    "national", "local", "local news", "latest", "latest news", "breaking", "breaking news",
    "live", "live updates", "exclusive", "feature", "features", "commentary", "editorial",
    "editorials", "fact check", "war", "conflict", "conflicts", "diplomacy", "defence",
    "defense", "security", "technology", "tech", "science", "health", "climate", "environment",
    "sport", "sports", "culture", "entertainment", "lifestyle", "video", "videos", "photos",
    "nation", "region", "city", "metro", "state", "companies", "property", "letters", "columns",
    "weather", "travel", "money", "education", "obituaries", "arts", "food", "crime", "courts",
    "in depth", "in-depth", "top stories", "top news", "headlines", "trending", "general",
    "foreign affairs", "geopolitics", "story", "article",
    "blog", "press release", "press releases", "special report", "long read", "interview",
    "podcast",
];

/// Whether the line is the name of a section of a site ("World", "Politics").
pub fn is_section(line: &str) -> bool {
    let folded = words::folded(line);
    SECTIONS.contains(&folded.as_str())
}

/// Whether the line is the way to a section: "Asia / East Asia", "News > City".
pub fn is_section_path(line: &str) -> bool {
    let mut parts = line.split(['/', '>', '›', '»', '|']);
    let first = parts.next().unwrap_or_default();
    is_section(first) && parts.next().is_some() && words::count_to(line, 8) <= 6
}

/// Whether the name reads like a publication's: a word such as "Times", a web domain, or a known outlet.
pub fn is_outlet_shaped(name: &str) -> bool {
    if outlets::is_known(name) || is_domain(name) {
        return true;
    }
    let folded = words::folded(name);
    let mut has = false;
    for word in folded.split([' ', '-']) {
        if DESK_WORDS.contains(&word) {
            return false;
        }
        has |= OUTLET_WORDS.contains(&word);
    }
    has && words::count_to(name, 7) <= 6
}

/// `example.com`: letters around one or two dots, nothing else.
fn is_domain(name: &str) -> bool {
    let tail = name.rsplit('.').next().unwrap_or("");
    name.contains('.')
        && !name.contains(' ')
        && (2..=6).contains(&tail.len())
        && tail.bytes().all(|b| b.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
}

/// A headline without the site's name behind it, and that name. `outlets` are names known from elsewhere.
pub fn split_title<'a>(line: &'a str, outlets: &[&str]) -> (&'a str, Option<&'a str>) {
    let sure = [" | ", " :: ", " » ", " · ", " • ", " ‹ ", " « ", " ∣ ", " ｜ "];
    // Guillemets around words are quotation marks, not the parting of title and site.
    let quoted = line.find('«').is_some_and(|open| line[open..].contains('»'));
    for mark in sure {
        if quoted && matches!(mark, " » " | " « ") {
            continue;
        }
        if let Some(at) = line.find(mark).filter(|at| *at > 0) {
            let (head, rest) = (line[..at].trim(), &line[at + mark.len()..]);
            let name = rest
                .split(mark)
                .map(str::trim)
                .filter(|part| !part.is_empty() && !is_section(part))
                .last();
            if words::count_to(head, 4) >= 3 || name.is_some_and(is_outlet_shaped) {
                return (head, name.filter(|name| words::count_to(name, 8) <= 7));
            }
        }
    }
    for mark in [" - ", " – ", " — ", " -- "] {
        if let Some(at) = line.rfind(mark).filter(|at| *at > 0) {
            let (head, name) = (line[..at].trim(), line[at + mark.len()..].trim());
            let known = outlets.iter().any(|outlet| squeezed(outlet) == squeezed(name));
            if known
                || (words::count_to(head, 4) >= 3 && is_outlet_shaped(name) && is_capitalised(name))
            {
                return (split_title(head, outlets).0, Some(name));
            }
        }
    }
    (line, None)
}

/// Whether every word, small ones aside, begins with a capital.
pub fn is_capitalised(name: &str) -> bool {
    is_domain(name)
        || name.split_whitespace().all(|word| {
            words::starts_upper(word)
                || matches!(word, "of" | "the" | "and" | "&" | "for" | "in" | "de" | "on")
        })
}

/// Letters and digits only, in lower case, without a leading "the": `marskreporters` equals "Marsk Reporters".
pub fn squeezed(name: &str) -> String {
    let folded = words::folded(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let bare = [".com", ".net", ".org", ".co.uk", ".in", ".news"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How a byline begins. The second value tells that a name must follow in capitals on the same line.
const BY: [&str; 26] = [
    "interview:",
    "an interview by",
    "interview by",
    "interviewed by",
    "reported by:",
    "reported by",
    "written by:",
    "written by",
    "story by:",
    "story by",
    "words by",
    "text by",
    "author:",
    "authors:",
    "by:",
    "posted by:",
    "posted by",
    "published by:",
    "published by",
    "report by:",
    "report by",
    "edited by:",
    "by staff",
    "from:",
    "analysis by",
    "by",
];

/// Names of a byline such as "By Marta Quill and Ludo Aa, The Marsk Courier".
pub struct Byline<'a> {
    /// Who wrote it.
    pub name: &'a str,
    /// The outlet named behind the author.
    pub outlet: Option<&'a str>,
    /// What follows the names, such as a date.
    pub rest: &'a str,
}

/// Read a line that says who wrote the article.
pub fn byline(line: &str) -> Option<Byline<'_>> {
    if line.len() > 200 || words::count_to(line, 26) > 25 {
        return None;
    }
    let line = line.trim_start_matches(['-', '–', '—', '•', '|', ' ', '✍']);
    let prefix = BY.iter().find(|prefix| {
        let head = line.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        let next = line.get(prefix.len()..).and_then(|rest| rest.chars().next());
        head && (prefix.ends_with(':') || next.is_some_and(char::is_whitespace))
    });
    let Some(prefix) = prefix else {
        let (name, rest) = cut_names(foreign::byline(line)?);
        let plausible = is_people(name) && !words::is_prose(line);
        return plausible.then_some(Byline { name, outlet: None, rest });
    };
    let mut after = line.get(prefix.len()..)?.trim_start();
    if *prefix == "by staff" {
        after = line.get(3..)?;
    }
    let (name, rest) = cut_names(after);
    let (name, outlet) = without_outlet(name);
    let plausible = is_people(name)
        || is_outlet_shaped(name)
        || (prefix.ends_with(':') && words::count_to(name, 6) <= 5 && words::starts_upper(name));
    (plausible && !words::is_prose(line)).then_some(Byline { name, outlet, rest })
}

/// Where the names end: at a bar, a bullet, a date or a label.
fn cut_names(after: &str) -> (&str, &str) {
    let mut end = after.len();
    for mark in [
        " | ",
        " • ",
        " · ",
        " – ",
        " — ",
        " - ",
        " / ",
        "\t",
        " Published",
        " Updated",
        " Posted",
        " on ",
        " (",
        " @",
        " <",
        ";",
    ] {
        if let Some(at) = after.find(mark) {
            end = end.min(at);
        }
    }
    if let Some(digit) = after.find(|c: char| c.is_ascii_digit()) {
        // "Marta Quill, April 3, 2024" and "Marta Quill April 3, 2024": cut before the month or weekday.
        let before = after[..digit].trim_end();
        let cut = before.rfind([',', ' ']).filter(|at| {
            let word = words::folded(&before[*at..]);
            [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
                "mon", "tue", "wed", "thu", "fri", "sat", "sun",
            ]
            .iter()
            .any(|m| word.starts_with(m))
        });
        end = end.min(cut.unwrap_or(digit));
    }
    let (name, rest) = after.split_at(end);
    (name.trim_matches([' ', ',', '.', ':', '|', '\t']), rest)
}

/// "Marta Quill, The Marsk Courier", "Marta Quill for Reuters", "Marta Quill in Marsk".
fn without_outlet(name: &str) -> (&str, Option<&str>) {
    for mark in [" for ", " of ", " at "] {
        if let Some((who, what)) = name.split_once(mark).filter(|(who, _)| is_people(who)) {
            return (who, is_outlet_shaped(what).then_some(what));
        }
    }
    if let Some((who, _)) = name.split_once(" in ").filter(|(who, _)| is_people(who)) {
        return (who, None);
    }
    if let Some(found) = before_known_outlet(name) {
        return found;
    }
    if let Some((who, what)) = name.rsplit_once(", ").filter(|(who, _)| is_people(who)) {
        if is_outlet_shaped(what) {
            return (who, Some(what));
        }
        if is_role(what) || is_role(what.trim_end_matches('s')) {
            return (who, None);
        }
    }
    (name, None)
}

/// "MARTA QUILL Associated Press": a known outlet's name behind at least two words.
fn before_known_outlet(name: &str) -> Option<(&str, Option<&str>)> {
    let spaces: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    let cuts = spaces.iter().skip(1).take(6);
    let known = |what: &str| words::count_to(what, 2) >= 2 && outlets::is_known(what.trim());
    let found = cuts.map(|at| name.split_at(*at)).find(|(_, what)| known(what));
    found
        .filter(|(who, _)| is_people(who))
        .map(|(who, what)| (who.trim_end_matches(','), Some(what.trim())))
}

/// Whether a line below a name tells what that person does.
pub fn is_role(line: &str) -> bool {
    const ROLES: &[&str] = &[
        "staff writer",
        "staff reporter",
        "senior writer",
        "senior reporter",
        "reporter",
        "correspondent",
        "editor",
        "journalist",
        "columnist",
        "contributor",
        "contributing writer",
        "contributing editor",
        "author",
        "analyst",
        "political editor",
        "diplomatic editor",
        "diplomatic correspondent",
        "foreign correspondent",
        "bureau chief",
        "managing editor",
        "associate editor",
        "senior editor",
        "deputy editor",
        "chief correspondent",
        "news editor",
        "political correspondent",
        "security correspondent",
        "defence correspondent",
        "europe correspondent",
        "special correspondent",
        "freelance journalist",
        "guest writer",
        "guest contributor",
        "opinion columnist",
        "world editor",
    ];
    let folded = words::folded(line);
    let tail = |role: &&&str| folded == **role || folded.ends_with(&format!(" {role}"));
    words::count_to(line, 7) <= 6 && ROLES.iter().any(|role| tail(&role))
}

/// Whether it is a list of personal names, or a desk.
pub fn is_people(names: &str) -> bool {
    let mut any = false;
    let all = names.split([',', '&', ';']).flat_map(|part| part.split(" and ")).all(|name| {
        let name = name.trim().trim_start_matches("and ");
        any |= !name.is_empty();
        name.is_empty() || words::is_name_shaped(name, 5) || is_desk(name)
    });
    any && all
}

/// Whether it is an unnamed byline: "City desk", "Staff reporter".
pub fn is_desk(name: &str) -> bool {
    let folded = words::folded(name);
    words::count_to(&folded, 6) <= 5 && folded.split(' ').any(|word| DESK_WORDS.contains(&word))
}

/// What kind of statement names an outlet; later ones are weaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// "Discover more from X", "This article first appeared in X".
    Stated,
    /// "© 2025 X".
    Copyright,
    /// "Reported by: X Times".
    Byline,
}

/// The outlet a line names, and how surely.
pub fn outlet(line: &str) -> Option<(Evidence, &str)> {
    if line.len() > 260 {
        return None;
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    for start in [
        "discover more from ",
        "publisher: ",
        "outlet: ",
        "publication: ",
        "site: ",
        "subscribe to our newsletter at ",
    ] {
        if lower.starts_with(start) {
            return name_in(line.get(start.len()..)?).map(|name| (Evidence::Stated, name));
        }
    }
    for start in [
        "this article first appeared ",
        "this article originally appeared ",
        "this article was originally published ",
        "this article was first published ",
        "this story first appeared ",
        "this story originally appeared ",
        "this story was originally published ",
        "this story was first published ",
        "originally published ",
        "originally appeared ",
        "first published ",
        "republished ",
        "the post ",
    ] {
        if lower.starts_with(start) {
            let at =
                [" appeared first on ", " first appeared on ", " in ", " on ", " by ", " from "]
                    .iter()
                    .find_map(|mark| lower.find(mark).map(|at| at + mark.len()))?;
            let rest = line.get(at..)?;
            return name_in(rest)
                .filter(|name| words::starts_upper(name) || is_domain(name))
                .filter(|name| !is_bare_date(rest) && !is_bare_date(name))
                .map(|name| (Evidence::Stated, name));
        }
    }
    if lower.starts_with("copyright") || lower.starts_with('©') || lower.starts_with("(c) ") {
        let mut rest = line.get(
            if lower.starts_with("copyright") {
                9
            } else if lower.starts_with("(c) ") {
                4
            } else {
                2
            }..,
        )?;
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        rest = rest.strip_prefix("by ").unwrap_or(rest);
        return name_in(rest).map(|name| (Evidence::Copyright, name));
    }
    for mark in [
        " | all rights reserved",
        " - all rights reserved",
        ". all rights reserved",
        ", all rights reserved",
    ] {
        if let Some(at) = lower.find(mark) {
            let name = line.get(..at)?.trim_start_matches(|c: char| !c.is_alphabetic());
            return name_in(name).map(|name| (Evidence::Copyright, name));
        }
    }
    None
}

/// The name at the beginning of a phrase, up to a stop, a bar or a date; at most six words.
fn name_in(text: &str) -> Option<&str> {
    let mut end = text.len();
    for mark in
        [" | ", ". ", " - ", ", ", " (", " and is ", " on ", " All ", " all ", " under ", " Inc"]
    {
        if let Some(at) = text.find(mark) {
            end = end.min(at);
        }
    }
    let name = text.get(..end)?.trim().trim_end_matches(['.', ':', ',', ' ', '|', '®', '™']);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let name = without_company(name);
    let usable =
        !name.is_empty() && words::count_to(name, 7) <= 6 && clutter::classify(name).is_none();
    usable.then_some(name)
}

/// "Marsk Courier Pvt Ltd" without the form of the company.
fn without_company(name: &str) -> &str {
    const FORMS: [&str; 10] =
        [" LLC", " Ltd", " Limited", " Inc", " Pvt", " Pty", " PLC", " plc", " GmbH", " Private"];
    let mut name = name;
    while let Some(rest) = FORMS.iter().find_map(|form| name.strip_suffix(form)) {
        name = rest.trim_end_matches([',', ' ', '.']);
    }
    name
}

/// What a line says about the time of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateLine {
    /// "Published …", "Posted on …", or nothing but a date.
    Published,
    /// "Updated …", "Last modified …".
    Updated,
}

/// Whether the line, short as it must be, states when the article was published or changed; with where the date begins.
/// A label without anything after it ("Published") is none.
pub fn date_line(line: &str) -> Option<(DateLine, &str)> {
    const LABELS: &[(&str, DateLine)] = &[
        ("first published", DateLine::Published),
        ("published on", DateLine::Published),
        ("published at", DateLine::Published),
        ("published:", DateLine::Published),
        ("published", DateLine::Published),
        ("posted on", DateLine::Published),
        ("posted at", DateLine::Published),
        ("posted:", DateLine::Published),
        ("posted", DateLine::Published),
        ("publication date", DateLine::Published),
        ("publish date", DateLine::Published),
        ("date published", DateLine::Published),
        ("release date", DateLine::Published),
        ("issued on", DateLine::Published),
        ("date:", DateLine::Published),
        ("created", DateLine::Published),
        ("pub date", DateLine::Published),
        ("and last updated", DateLine::Updated),
        ("last updated", DateLine::Updated),
        ("last modified", DateLine::Updated),
        ("last edited", DateLine::Updated),
        ("updated on", DateLine::Updated),
        ("updated at", DateLine::Updated),
        ("updated:", DateLine::Updated),
        ("updated", DateLine::Updated),
        ("modified", DateLine::Updated),
        ("edited:", DateLine::Updated),
        ("update:", DateLine::Updated),
    ];
    if line.len() > 160 || words::count_to(line, 17) > 16 {
        return None;
    }
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Marsk, UPDATED: 3 April 2024": a place may stand before a label in capitals.
    let placed = ["UPDATED:", "PUBLISHED:", "Updated:", "Published:"].iter().find_map(|label| {
        let at = bare.find(label)?;
        (words::count_to(bare.get(..at)?, 5) <= 4).then(|| bare.get(at..))?
    });
    let bare = placed.unwrap_or(bare);
    let english = LABELS.iter().find_map(|(label, kind)| {
        let head = bare.get(..label.len())?;
        head.eq_ignore_ascii_case(label)
            .then(|| bare.get(label.len()..).map(|rest| (*kind, rest)))?
    });
    let (kind, rest) = english.or_else(|| foreign::date_line(bare))?;
    let rest = rest.trim_start_matches([':', ' ', '-', '|']);
    (rest.chars().any(|c| c.is_ascii_digit())
        && (!words::ends_sentence(rest) || rest.to_ascii_lowercase().ends_with(".m.")))
    .then_some((kind, rest))
}

/// What a label alone on a line announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Who wrote the article.
    Author,
    /// Who edited or published it.
    Editor,
    /// When it was published.
    Published,
    /// When it was changed.
    Updated,
}

/// The label that is the whole line: "Published On:", "Written by".
pub fn bare_label(line: &str) -> Option<Label> {
    if line.len() > 24 {
        return None;
    }
    match words::folded(line).as_str() {
        "written by" | "author" | "authors" | "byline" | "reported by" | "story by" | "by" => {
            Some(Label::Author)
        }
        "published by" | "edited by" | "posted by" | "editor" => Some(Label::Editor),
        "published on" | "published" | "posted on" | "date" | "publication date"
        | "publish date" | "date published" | "posted" | "first published" => {
            Some(Label::Published)
        }
        "updated on" | "last updated" | "updated" | "last updated on" | "last modified" => {
            Some(Label::Updated)
        }
        _ => None,
    }
}

/// Whether a line is nothing but a date, with weekday, time and zone as may be.
pub fn is_bare_date(line: &str) -> bool {
    const KNOWN: &[&str] = &[
        "at", "on", "am", "pm", "a", "p", "m", "of", "st", "nd", "rd", "th", "ist", "utc", "gmt",
        "est", "edt", "et", "cet", "cest", "bst", "cst", "pst", "pdt", "pt", "msk", "hrs", "t",
        "z", "eet", "eest", "jst", "aest", "wat", "eat", "sgt", "hkt", "local", "time", "trt",
        "pkt", "sast",
    ];
    const NAMES: [&str; 19] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
        "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    const FULL: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    if line.len() > 80 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let lower = line.to_lowercase();
    let known = |word: &str| {
        KNOWN.contains(&word)
            || NAMES.contains(&word)
            || FULL.contains(&word)
            || word == "sept"
            || foreign::is_date_word(word)
    };
    lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(known)
}

/// Whether a line is a place and the day, as agencies write them above a text: "MARSK, Aug 3:".
pub fn is_dateline(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ', '-', '–', '—']);
    line.len() <= 60
        && bare.split_once(", ").is_some_and(|(place, day)| {
            let capitals = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            capitals && words::count_to(place, 4) <= 3 && is_bare_date(day)
        })
}

/// Where the credit of a picture begins in a caption: "Marsk | Image: AP", "The pier. (Photo by Ines Rua)".
pub fn credit_at(line: &str) -> Option<usize> {
    const LABELS: [&str; 26] = [
        "photo / ",
        "image / ",
        "image:",
        "photo:",
        "image credit",
        "photo credit",
        "image courtesy",
        "photo courtesy",
        "picture:",
        "pic:",
        "photograph:",
        "credit:",
        "source:",
        "image source",
        "photo by ",
        "image by ",
        "photograph by ",
        "getty images",
        "ap photo",
        "file photo",
        "file image",
        "photo/",
        "reuters/",
        "afp/",
        "© ",
        "via reuters",
    ];
    const MARKS: [&str; 8] = [" | ", " (", " [", " / ", " - ", " – ", " — ", ". "];
    if line.len() > 600 || words::count_to(line, 71) > 70 {
        return None;
    }
    let mut best = None;
    for mark in MARKS {
        for (at, _) in line.match_indices(mark) {
            let tail = line.get(at + mark.len()..).unwrap_or("");
            let head: String = tail.chars().take(18).flat_map(char::to_lowercase).collect();
            let tail_words = words::count_to(tail, 13);
            let after_stop =
                mark == ". " && (head.starts_with("source") || head.starts_with("credit"));
            let long = words::count_to(line.get(..at).unwrap_or(""), 46) > 45;
            if tail_words <= 12
                && !after_stop
                && !long
                && LABELS.iter().any(|label| head.starts_with(label))
            {
                best = Some(best.map_or(at, |best: usize| best.min(at)));
            }
        }
    }
    let agencies = [
        "/ap",
        "/reuters",
        "/afp",
        "/getty images",
        "/epa",
        "/shutterstock",
        "/afp via getty images",
        "/anadolu",
        "/tass",
        "/pool",
    ];
    best.or_else(|| in_brackets(line)).or_else(|| {
        let lower = line.to_ascii_lowercase();
        let bare = lower.trim_end_matches([')', ']', ' ', '.']);
        let named = agencies.iter().any(|agency| bare.ends_with(agency));
        let open = line.rfind(['(', '[', '|']).filter(|_| named)?;
        (words::count_to(line.get(open..)?, 9) <= 8).then_some(open)
    })
}

/// "(Courier Photo: Ines Rua)", "(Marsk News: Ines Rua)": a credit in brackets at the end.
fn in_brackets(line: &str) -> Option<usize> {
    let open = line.rfind(" (")?;
    let inside = line.get(open + 2..)?.strip_suffix(')')?;
    // "(Ines Rua/Marsk Star)"
    let taken = inside.split_once('/').is_some_and(|(who, whose)| {
        let (who, whose) = (who.trim(), whose.trim());
        words::is_name_shaped(who, 4)
            && words::count_to(who, 2) >= 2
            && is_capitalised(whose)
            && words::count_to(whose, 6) <= 5
    });
    if taken {
        return Some(open);
    }
    let (what, who) = inside.split_once(':')?;
    let (what, who) = (what.trim(), who.trim());
    let labelled = words::folded(what).split(' ').any(|word| {
        matches!(word, "photo" | "photos" | "image" | "picture" | "photograph" | "pic" | "file")
    });
    let short = words::count_to(what, 5) <= 4 && words::count_to(who, 7) <= 6;
    let named = words::is_name_shaped(who, 4) && words::count_to(who, 2) >= 2;
    (short && is_capitalised(what) && (labelled || named)).then_some(open)
}

/// Whether the line is a credit of a picture and nothing of the article's own metadata.
pub fn is_credit_line(line: &str) -> bool {
    clutter::classify(line) == Some(super::DropReason::Credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_name_is_cut_from_the_title() {
        let title = "Ferries return to the northern islands";
        for (suffix, outlet) in [
            (" | Marsk Courier", "Marsk Courier"),
            (" - The Marsk Times", "The Marsk Times"),
            (" | World | Courier", "Courier"),
            (" – marsk.example.com", "marsk.example.com"),
        ] {
            assert_eq!(split_title(&format!("{title}{suffix}"), &[]), (title, Some(outlet)));
        }
        for whole in [
            "Ferries return - what happens next",
            "War and peace: a ferry story",
            "Ferries – at last",
        ] {
            assert_eq!(split_title(whole, &[]), (whole, None));
        }
    }

    #[test]
    fn bylines_are_split_from_what_follows() {
        for (line, name) in [
            ("By Marta Quill", "Marta Quill"),
            ("BY MARTA QUILL AND LUDO AA | April 3, 2024", "MARTA QUILL AND LUDO AA"),
            ("By Marta Quill, The Marsk Times", "Marta Quill"),
            ("Written by: Marta Quill, Staff Writer", "Marta Quill"),
            ("Reported by: Marsk World", "Marsk World"),
            ("By Marta Quill April 3, 2024", "Marta Quill"),
            ("By News Desk", "News Desk"),
        ] {
            assert_eq!(byline(line).map(|by| by.name), Some(name), "{line}");
        }
        for line in [
            "By Monday the ferries had returned to the northern islands.",
            "By the numbers",
            "Bystanders watch",
        ] {
            assert!(byline(line).is_none(), "{line}");
        }
    }

    #[test]
    fn outlets_are_named_by_standing_phrases() {
        for (line, name) in [
            ("Discover more from Marsk Hub", "Marsk Hub"),
            ("© 2024 The Marsk Courier. All rights reserved.", "The Marsk Courier"),
            ("Copyright © Marsk Media 2024", "Marsk Media"),
            ("This article first appeared in The Marsk Courier.", "The Marsk Courier"),
            ("Marsk Online | All Rights Reserved", "Marsk Online"),
        ] {
            assert_eq!(outlet(line).map(|found| found.1), Some(name), "{line}");
        }
    }

    #[test]
    fn date_lines_are_told_from_sentences() {
        assert_eq!(date_line("Updated: 3 April 2024").map(|line| line.0), Some(DateLine::Updated));
        assert_eq!(
            date_line("Published 3 April 2024 at 18:22 IST").map(|line| line.1),
            Some("3 April 2024 at 18:22 IST")
        );
        assert!(date_line("Published in 2019, the report was soon forgotten.").is_none());
        assert!(
            is_bare_date("Wed, 3 April 2024, 6:22 p.m. EDT") && !is_bare_date("3 killed in April")
        );
    }
}
