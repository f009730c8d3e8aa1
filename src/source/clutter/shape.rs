//! Clutter known by its shape: offers, cards that link to other pieces, rows of buttons, notices of
//! rights. Knows one line at a time.

use super::super::DropReason::{self, Metadata, Navigation, Promo};
use super::super::words;
use super::{is_statement, lowered};

/// "Also in the Courier: Ferry prices rise": the headline of another piece, behind the name of where it is.
pub(super) fn teaser(line: &str) -> bool {
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

/// Offers, ways to write to the desk, and forms: known by what they hold, wherever it stands.
pub(super) fn calls(plain: &str) -> Option<DropReason> {
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
    if plain.contains("solely responsible for all content") {
        return Some(Metadata);
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
    if words::count_to(plain, 15) <= 14 && (is_price(plain) || plain.contains("free articles left"))
    {
        return Some(Promo);
    }
    let numbered = plain.strip_prefix("page ").and_then(|rest| rest.split_once(" of "));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let paged = numbered.is_some_and(|(at, all)| number(at) && number(all));
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

/// "ANALYSIS Why the bridge splits the valley", "More on Markets": a card that links to another piece.
pub(super) fn card(line: &str) -> bool {
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
    let more =
        ["More on ", "More from ", "More in "].iter().find_map(|start| line.strip_prefix(start));
    let section = more.is_some_and(|rest| {
        words::count_to(rest, 4) <= 3
            && rest.split(' ').all(words::starts_upper)
            && !words::ends_sentence(rest)
            && !rest.ends_with(':')
    });
    headline || section
}

/// A line of several buttons: "Facebook Count", "Tweet Share Email".
pub(super) fn is_share_bar(folded: &str) -> bool {
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
pub(super) fn is_rights_notice(line: &str) -> bool {
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

/// "Subscribe today: 99 cents for 6 months", "Support us: from £1 a week".
fn is_price(plain: &str) -> bool {
    const CALLS: [&str; 7] =
        ["subscribe", "support ", "become a ", "join ", "try ", "get ", "unlock "];
    const TERMS: [&str; 8] =
        [" a week", " a month", " a year", " months", " weeks", "/month", "/week", " per month"];
    let money =
        plain.contains(['$', '£', '€', '₹']) || plain.contains(" cents ") || plain.contains("99p");
    CALLS.iter().any(|call| plain.starts_with(call))
        && money
        && TERMS.iter().any(|term| plain.contains(term))
        && !is_statement(plain)
}

/// "Home | News | Sport | Log in", "UK  World  Money": a menu on one line.
pub(super) fn is_menu_bar(line: &str) -> bool {
    if line.len() > 200 || words::ends_sentence(line) || words::count_to(line, 25) > 24 {
        return false;
    }
    let barred = line.contains(" | ") || line.contains(" · ") || line.contains(" • ");
    let parts: Vec<&str> = if barred {
        line.split(['|', '·', '•']).map(str::trim).filter(|part| !part.is_empty()).collect()
    } else if line.contains("  ") {
        line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect()
    } else {
        line.split(' ').collect()
    };
    let known = |part: &&&str| {
        crate::source::metadata::is_section(part) || super::whole(&words::folded(part)).is_some()
    };
    let told = parts.iter().filter(known).count();
    let short = parts.iter().all(|part| words::count_to(part, 4) <= 3);
    let spaced = barred || line.contains("  ");
    short
        && parts.len() >= 3
        && if spaced { told * 2 >= parts.len() && told >= 2 } else { told == parts.len() }
}
