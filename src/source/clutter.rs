//! What sites print around an article: a table of whole short lines, and of how such lines begin.
//! Knows one line at a time; rules by repeat and position are in [`super::text`].

mod table;

use super::DropReason::{self, Metadata, Navigation, Promo, ReadingTime};
use super::words;
use table::{BEGINNINGS, NOTICES, WHOLE};

/// Longest line, in words, the table is asked about.
const LONGEST: usize = 32;

/// Labels of an address: clutter only with a number or an `@` behind them.
const CONTACTS: [&str; 10] = [
    "tel:",
    "tel.",
    "phone:",
    "telephone:",
    "e-mail:",
    "email:",
    "fax:",
    "contact:",
    "address:",
    "whatsapp:",
];

/// Whole lines of the table that can as well be a heading, when they stand alone over a paragraph.
const AMBIGUOUS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "x (twitter)",
    "whatsapp",
    "telegram",
    "linkedin",
    "reddit",
    "pinterest",
    "instagram",
    "youtube",
    "tiktok",
    "threads",
    "bluesky",
    "mastodon",
    "snapchat",
    "wechat",
    "weibo",
    "line",
    "email",
    "e-mail",
    "mail",
    "audio",
    "video",
    "image",
    "contact",
    "help",
    "search",
    "newsletter",
    "newsletters",
    "edition",
    "language",
    "english",
    "trending",
    "popular",
    "categories",
    "topics",
    "tags",
    "terms",
    "disclaimer",
    "about",
    "privacy",
    "contents",
    "comments",
    "careers",
    "share",
    "save",
    "print",
    "subscribe",
    "donate",
    "join",
    "recommended",
    "latest",
    "learn more",
];

/// Units of time of "3 hours ago".
const AGO_UNITS: [&str; 16] = [
    "second", "seconds", "sec", "secs", "min", "mins", "minute", "minutes", "hour", "hours", "hr",
    "hrs", "day", "days", "week", "weeks",
];

/// Why the whole line is not part of the article, when the table knows it.
pub fn classify(line: &str) -> Option<DropReason> {
    if line.len() <= 800 && is_rights_notice(line) {
        return Some(Metadata);
    }
    if line.len() > 400 || words::count_to(line, LONGEST + 1) > LONGEST {
        return None;
    }
    let folded = words::folded(line);
    if folded.is_empty() {
        return is_ornament(line).then_some(Navigation);
    }
    let plain = lowered(line);
    whole(&folded)
        .or_else(|| reading_time(&folded))
        .or_else(|| beginning(&plain, &folded))
        .or_else(|| (teaser(line) || card(line) || is_share_bar(&folded)).then_some(Promo))
        .or_else(|| calls(&plain))
        .or_else(|| counter(&folded))
        .or_else(|| breadcrumbs(line))
        .or_else(|| address(line))
}

/// Why a block of an e-mail is a notice of the newsletter: how to unsubscribe, why one gets it.
pub fn notice(line: &str) -> Option<DropReason> {
    /// Such notices are short; an article that tells of them is not.
    const LONGEST_NOTICE: usize = 60;
    if words::count_to(line, LONGEST_NOTICE + 1) > LONGEST_NOTICE || line.len() > 800 {
        return None;
    }
    let plain = lowered(line);
    let found = NOTICES.iter().find(|(_, phrases)| phrases.iter().any(|part| plain.contains(part)));
    found.map(|(reason, _)| *reason)
}

/// Whether the line, though in the table, can be a heading.
pub fn is_ambiguous(line: &str) -> bool {
    AMBIGUOUS.contains(&words::folded(line).as_str())
}

/// Whether a line opens the list of other articles that follows the text ("You may also like").
pub fn opens_tail(line: &str) -> bool {
    const TAIL: &[&str] = &[
        "topics",
        "tags",
        "more on this story",
        "more on this topic",
        "related tags",
        "you may also like",
        "you might also like",
        "you may also be interested in",
        "related articles",
        "related stories",
        "related posts",
        "related news",
        "related content",
        "recommended",
        "recommended for you",
        "recommended stories",
        "recommended articles",
        "more stories",
        "more news",
        "more articles",
        "top stories",
        "latest news",
        "latest stories",
        "latest articles",
        "latest posts",
        "most read",
        "most popular",
        "popular posts",
        "recent posts",
        "recent articles",
        "trending",
        "trending now",
        "related",
        "related coverage",
        "don't miss",
        "previous article",
        "next article",
        "previous post",
        "next post",
        "previous story",
        "next story",
        "explore more on these topics",
        "join the conversation",
        "before you go",
        "recent headlines",
        "read comments",
        "discover more",
        "more on these topics",
        "sponsored content",
        "promoted content",
        "in other news",
        "most viewed",
        "recommended reading",
        "also in the news",
        "from our partners",
        "what to read next",
        "read next",
        "editor's picks",
        "around the web",
        "from the web",
        "more like this",
        "comments",
        "leave a reply",
        "leave a comment",
        "related topics",
        "up next",
    ];
    let folded = words::folded(line);
    TAIL.contains(&folded.as_str())
        || (folded.starts_with("more from ") && words::count_to(&folded, 8) < 8)
}

/// Whether the line is a marker that introduces one link on the next line ("Read also:").
pub fn introduces_link(line: &str) -> bool {
    const MARKERS: [&str; 12] = [
        "trending",
        "recommended",
        "read also",
        "also read",
        "see also",
        "read more",
        "read next",
        "related",
        "must read",
        "don't miss",
        "related article",
        "related story",
    ];
    MARKERS.contains(&words::folded(line).as_str())
}

/// Whether a line stands at the very end of an article: the copyright, the day it was in print.
pub fn closes_article(line: &str) -> bool {
    if line.len() > 800 {
        return false;
    }
    let plain = lowered(line);
    ["©", "(c) ", "copyright", "published in "].iter().any(|start| plain.starts_with(start))
        || plain.contains("all rights reserved")
}

/// Whether a line opens the readers' comments.
pub fn opens_comments(line: &str) -> bool {
    const HEADS: [&str; 14] = [
        "comments",
        "comment",
        "reader comments",
        "readers' comments",
        "top comments",
        "all comments",
        "latest comments",
        "view comments",
        "join the conversation",
        "join the discussion",
        "what our readers say",
        "what readers say",
        "conversation",
        "discussion",
    ];
    if line.len() > 60 {
        return false;
    }
    let folded = words::folded(line);
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    HEADS.contains(&bare) || bare.starts_with("responses to ")
}

/// Whether a line is a button below a reader's comment.
pub fn answers_comment(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let folded = words::folded(line);
    let first = folded.split([' ', '|', '·']).next().unwrap_or_default();
    matches!(first, "reply" | "report" | "upvote" | "recommend" | "like")
        && words::count_to(line, 5) <= 4
}

fn lowered(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(
            word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }),
        );
    }
    plain.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(')).to_owned()
}

fn whole(folded: &str) -> Option<DropReason> {
    WHOLE.iter().find(|(_, lines)| lines.contains(&folded)).map(|(reason, _)| *reason)
}

fn beginning(plain: &str, folded: &str) -> Option<DropReason> {
    let words = words::count_to(folded, LONGEST);
    for (reason, most, beginnings) in BEGINNINGS {
        let found = beginnings.iter().find(|start| {
            plain.starts_with(**start)
                || (start.len() == folded.len() + 1
                    && start.ends_with(' ')
                    && start.starts_with(folded))
        });
        let Some(start) = found else { continue };
        let told = start.ends_with(' ') && is_statement(plain);
        let named = plain.contains(|c: char| c.is_ascii_digit() || c == '@');
        if words <= *most && !told && (named || !CONTACTS.contains(start)) {
            return Some(*reason);
        }
    }
    None
}

/// Offers, ways to write to the desk, and forms: known by what they hold, wherever it stands.
fn calls(plain: &str) -> Option<DropReason> {
    const OFFERS: [&str; 14] = [
        "cancel anytime",
        "cancel any time",
        "digital subscription",
        "unlimited digital access",
        "subscriber-only story",
        "subscriber-only article",
        "subscriber-only content",
        "exclusive to subscribers",
        "for subscribers only",
        "month for $",
        "months for $",
        "month for £",
        "months for £",
        "start your free trial",
    ];
    const WRITE: [&str; 9] = [
        "email us",
        "e-mail us",
        "write to us",
        "get in touch with us",
        "contact us",
        "reach him at",
        "reach her at",
        "reach them at",
        "can be reached at",
    ];
    let holds = |phrases: &[&str]| phrases.iter().any(|phrase| plain.contains(phrase));
    let short = words::count_to(plain, 27) <= 26;
    let addressed = plain.split(' ').any(|word| {
        let (user, host) = word.split_once('@').unwrap_or_default();
        !user.is_empty() && host.contains('.')
    });
    if short && addressed && holds(&WRITE) && !is_statement(plain) {
        return Some(Metadata);
    }
    if words::count_to(plain, 21) <= 20 && holds(&OFFERS) && !is_statement(plain) {
        return Some(Promo);
    }
    let contributed =
        ["contributed to this report", "contributed to this article", "contributed to this story"];
    let bare = plain.trim_end_matches(|c: char| !c.is_alphanumeric());
    if short && contributed.iter().any(|end| bare.ends_with(end)) {
        return Some(Metadata);
    }
    // "Follow the Courier on Mastodon", "Follow our coverage of the strike at …".
    let follows = plain.starts_with("follow ")
        && (plain.contains(" coverage ") || FOLLOWED.iter().any(|place| plain.contains(place)));
    if short && follows && !is_statement(plain) {
        return Some(Promo);
    }
    // Fields of a form: "Name *", "Email *".
    let field = plain.strip_suffix(" *").is_some_and(|name| words::count_to(name, 4) <= 3);
    let pages = plain.strip_prefix("page ").and_then(|rest| rest.split_once(" of "));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let paged = pages.is_some_and(|(at, all)| number(at) && number(all));
    let alerted = plain.contains(" alert") && plain.ends_with(" in effect");
    (field || paged || alerted).then_some(Navigation)
}

/// Places where a site can be followed.
const FOLLOWED: [&str; 12] = [
    " on whatsapp",
    " on facebook",
    " on x",
    " on twitter",
    " on instagram",
    " on telegram",
    " on youtube",
    " on linkedin",
    " on threads",
    " on bluesky",
    " on google news",
    " on tiktok",
];

/// Whether it tells something in the past or present: "Get the latest" is no clutter in a sentence with "said".
fn is_statement(plain: &str) -> bool {
    const VERBS: [&str; 10] =
        ["said", "says", "told", "was", "were", "had", "has", "wrote", "added", "according"];
    plain.split(' ').any(|word| VERBS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// "Also in the Courier: Ferry prices rise": the headline of another piece, behind the name of where it is.
fn teaser(line: &str) -> bool {
    const STARTS: [&str; 6] =
        ["Also in ", "Also on ", "Elsewhere in ", "More in ", "More on ", "Read in "];
    const SMALL: [&str; 8] = ["the", "this", "our", "today's", "of", "and", "issue", "section"];
    let rest = STARTS.iter().find_map(|start| line.trim_start().strip_prefix(start));
    let Some((place, headline)) = rest.and_then(|rest| rest.split_once(": ")) else { return false };
    let named = place
        .split_whitespace()
        .all(|word| words::starts_upper(word) || SMALL.contains(&word.replace('’', "'").as_str()));
    named
        && words::count_to(place, 6) <= 5
        && words::count_to(headline, 3) >= 2
        && words::starts_upper(headline)
        && !words::ends_sentence(headline)
}

/// "ANALYSIS Why the bridge splits the valley", "More on Markets": a card that links to another piece.
fn card(line: &str) -> bool {
    const KINDS: [&str; 9] = [
        "ANALYSIS ",
        "OPINION ",
        "VIDEO ",
        "PHOTOS ",
        "WATCH ",
        "LISTEN ",
        "PODCAST ",
        "GALLERY ",
        "EXPLAINER ",
    ];
    let kind = KINDS.iter().find_map(|kind| line.strip_prefix(kind));
    let headline = kind.is_some_and(|rest| {
        (3..=14).contains(&words::count_to(rest, 15))
            && words::starts_upper(rest)
            && rest.chars().any(char::is_lowercase)
            && !words::ends_sentence(rest)
    });
    let more = line.strip_prefix("More on ").or_else(|| line.strip_prefix("More from "));
    let section = more.is_some_and(|rest| {
        words::count_to(rest, 4) <= 3
            && rest.split(' ').all(words::starts_upper)
            && !words::ends_sentence(rest)
            && !rest.ends_with(':')
    });
    headline || section
}

/// A line of several buttons: "Facebook Count", "Tweet Share Email".
fn is_share_bar(folded: &str) -> bool {
    const PLACES: [&str; 17] = [
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "telegram",
        "linkedin",
        "reddit",
        "email",
        "pinterest",
        "instagram",
        "youtube",
        "messenger",
        "viber",
        "tweet",
        "flipboard",
        "bluesky",
        "threads",
    ];
    const BUTTONS: [&str; 14] = [
        "share", "shares", "count", "print", "copy", "link", "pin", "send", "on", "via", "save",
        "sms", "follow", "icon",
    ];
    let mut place = false;
    let mut count = 0;
    let all = folded.split([' ', '|', '/', '·', ',']).filter(|word| !word.is_empty()).all(|word| {
        count += 1;
        place |= PLACES.contains(&word);
        PLACES.contains(&word) || BUTTONS.contains(&word)
    });
    all && place && (2..=12).contains(&count)
}

/// A notice of rights: "This material may not be published, broadcast, rewritten …".
fn is_rights_notice(line: &str) -> bool {
    const FORBIDDEN: [&str; 5] = [
        "may not be reproduced",
        "may not be published",
        "broadcast, rewritten",
        "without prior express written permission",
        "without prior written permission",
    ];
    const WHAT: [&str; 4] =
        ["this material", "digital content", "all rights reserved", "this content"];
    let plain = lowered(line);
    let holds = |phrases: &[&str]| phrases.iter().any(|phrase| plain.contains(phrase));
    holds(&FORBIDDEN) && holds(&WHAT) && words::count_to(&plain, 81) <= 80
}

fn reading_time(folded: &str) -> Option<DropReason> {
    if !folded.bytes().any(|b| b.is_ascii_digit()) || words::count_to(folded, 9) > 8 {
        return None;
    }
    let short = [
        "min read",
        "mins read",
        "minute read",
        "minutes read",
        "minute reading",
        "min. read",
        "minutes reading",
        "min reading",
    ];
    let long = ["reading time", "read time", "time to read", "est. read", "read in "];
    if short.iter().any(|end| folded.ends_with(end))
        || long.iter().any(|start| folded.starts_with(start))
    {
        return Some(ReadingTime);
    }
    let last = folded.strip_suffix(" ago")?;
    let unit =
        last.rsplit(' ').next().unwrap_or(last).trim_start_matches(|c: char| c.is_ascii_digit());
    (AGO_UNITS.contains(&unit) || matches!(unit, "month" | "months" | "year" | "years" | "d" | "h"))
        .then_some(Metadata)
}

fn counter(folded: &str) -> Option<DropReason> {
    const COUNTED: [&str; 17] = [
        "viewing",
        "watching",
        "reading",
        "comments",
        "comment",
        "shares",
        "share",
        "views",
        "view",
        "likes",
        "like",
        "reactions",
        "retweets",
        "followers",
        "reads",
        "replies",
        "claps",
    ];
    let mut parts = folded.split(' ');
    let (number, what, rest) = (parts.next()?, parts.next()?, parts.next());
    let rest =
        rest.filter(|rest| !(matches!(what, "viewing" | "watching" | "reading") && *rest == "now"));
    let digits = number.bytes().any(|b| b.is_ascii_digit())
        && number
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'k' | b'm' | b'+'));
    (digits && rest.is_none() && COUNTED.contains(&what)).then_some(Promo)
}

fn breadcrumbs(line: &str) -> Option<DropReason> {
    let marks = [" > ", " › ", " » ", " / ", " → "];
    let steps = marks.iter().map(|mark| line.matches(mark).count()).max().unwrap_or(0);
    let home = words::folded(line.split(['>', '›', '»', '/', '→']).next().unwrap_or("")) == "home";
    ((home && steps >= 1)
        || (steps >= 2 && words::count_to(line, 13) <= 12 && !words::ends_sentence(line)))
    .then_some(Navigation)
}

/// A line of an e-mail address, a web address, a handle or hash tags.
fn address(line: &str) -> Option<DropReason> {
    let mut parts = line.split_whitespace().peekable();
    parts.peek()?;
    let is_address = |part: &str| {
        let (user, host) = part.split_once('@').unwrap_or(("", ""));
        let mail = host.contains('.') && !user.is_empty();
        mail || part.starts_with('#') && part.len() > 2
            || (part.starts_with('@') && part.len() > 2)
            || part.starts_with("https://")
            || part.starts_with("http://")
            || (part.starts_with("www.") && part.len() > 6)
    };
    parts.all(is_address).then_some(Navigation)
}

/// Only dashes, stars, bullets or other marks.
fn is_ornament(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::DropReason::Credit;
    use super::*;

    #[test]
    fn clutter_is_known_by_the_whole_line_or_its_beginning() {
        for (line, reason) in [
            ("Advertisement", Promo),
            ("READ ALSO: Harbour strike enters second week", Promo),
            ("Discover more from The Marsk Courier", Promo),
            ("Subscribe to get our stories in your inbox.", Promo),
            ("Loading...", Navigation),
            ("You may also like…", Navigation),
            ("4 Min Read", ReadingTime),
            ("Published 2 days ago5 minute read", ReadingTime),
            ("3 hours ago", Metadata),
            ("© 2024 Marsk Courier", Metadata),
            ("Home > World > Islands", Navigation),
            ("12 comments", Promo),
            ("desk@marskcourier.example", Navigation),
            ("Photo: Ines Rua", Credit),
            ("* * *", Navigation),
            ("Also in the Courier: Ferry prices rise again", Promo),
            ("Also in today\u{2019}s issue: A lighthouse for sale", Promo),
            ("More from the Courier: Ferry prices rise again", Navigation),
            ("Related: Ferry prices rise again", Promo),
        ] {
            assert_eq!(classify(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn prose_and_headings_stay() {
        for line in [
            "Share prices fell on Monday after the strike was announced.",
            "Follow the money: how the ferries were paid for",
            "The newspaper told readers to sign up for the hearing.",
            "Subscribe to the plan, the minister said, and the harbour was safe.",
            "Search for survivors continues",
            "Loading of grain resumes",
            "What we know so far",
            "Also in the room: Two lawyers and a translator",
            "Also in the Courier: The mayor said on Monday that he would stay.",
            "A",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }
}
