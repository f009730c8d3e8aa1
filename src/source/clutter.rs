//! What sites print around an article: a table of whole short lines, and of how such lines begin.
//! Knows one line at a time; rules by repeat and position are in [`super::text`].

mod foreign;
mod shape;
mod table;

use super::DropReason::{self, Metadata, Navigation, Promo, ReadingTime};
use super::words;
use shape::{calls, card, is_menu_bar, is_rights_notice, is_share_bar, teaser};
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
    // What somebody says may well begin as a button does.
    if line.starts_with(['“', '"', '‘']) && words::is_prose(line) {
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
        .or_else(|| is_menu_bar(line).then_some(Navigation))
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
        || (["more from ", "more in "].iter().any(|start| folded.starts_with(start))
            && words::count_to(&folded, 8) < 8)
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
    let mut tables = WHOLE.iter().chain(foreign::WHOLE);
    tables.find(|(_, lines)| lines.contains(&folded)).map(|(reason, _)| *reason)
}

fn beginning(plain: &str, folded: &str) -> Option<DropReason> {
    let words = words::count_to(folded, LONGEST);
    for (reason, most, beginnings) in BEGINNINGS.iter().chain(foreign::BEGINNINGS) {
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

/// Whether it tells something in the past or present: "Get the latest" is no clutter in a sentence with "said".
fn is_statement(plain: &str) -> bool {
    const VERBS: [&str; 10] =
        ["said", "says", "told", "was", "were", "had", "has", "wrote", "added", "according"];
    plain.split(' ').any(|word| VERBS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
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
    let marks = [" > ", "›", "»", " / ", " → "];
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
            ("Facebook Count", Promo),
            ("Follow the Courier on WhatsApp for the latest local news", Promo),
            ("ANALYSIS Why the bridge splits the islands", Promo),
            ("More on Markets", Promo),
            ("Unlimited digital access for just $1. Cancel anytime.", Promo),
            ("Have a question? Email us at desk@courier.example", Metadata),
            ("Marsk Wire writers Ines Rua and Ludo Aa contributed to this report.", Metadata),
            (
                "This material may not be published, broadcast, rewritten or redistributed.",
                Metadata,
            ),
            ("Home»News»Islands", Navigation),
            ("Home | News | Sport | Weather | Classifieds | Log in", Navigation),
            ("UK  World  Money  Puzzles", Navigation),
            ("News Opinion Sport Culture", Navigation),
            ("Support us: subscribe from £1 a week", Promo),
            ("You have 2 free articles left this month", Promo),
            ("12.4k viewing now", Promo),
            ("Name *", Navigation),
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
            "“Subscribe to nothing,” my neighbour likes to say, “and nothing can be taken from you.”",
            "Anyone with information should contact the harbour police at tips@marsk.example.",
            "More on the strike: what the crews want",
            "The rule takes effect in the first month of the year.",
            "Key events",
            "Correction, 13 May: an earlier version of this article misstated the number of boats.",
            "What we know so far",
            "Also in the room: Two lawyers and a translator",
            "Also in the Courier: The mayor said on Monday that he would stay.",
            "A",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }
}
