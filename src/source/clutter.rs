//! What sites print around an article: a table of whole short lines, and of how such lines begin.
//! Knows one line at a time; rules by repeat and position are in [`super::text`].

use super::DropReason::{self, Credit, Metadata, Navigation, Promo, ReadingTime};
use super::words;

/// Longest line, in words, the table is asked about.
const LONGEST: usize = 32;

/// Whole lines, folded as [`words::folded`] does.
const WHOLE: &[(DropReason, &[&str])] = &[
    (
        Promo,
        &[
            "ad", "ads", "advert", "advertisement", "advertisements", "advertising", "sponsored", "sponsored content",
            "sponsored links", "paid content", "paid post", "promoted", "promoted content", "promoted stories",
            "story continues below advertisement", "article continues below advertisement", "article continues below",
            "article continues after ad", "story continues below", "continue reading below", "continue reading",
            "continue reading the main story", "advertisement - continue reading below", "advertisement - scroll to continue",
            "scroll to continue", "scroll for more", "skip advertisement", "remove ads", "report this ad", "read more", "read full story",
            "read the full story", "read full article", "read the full article", "read less", "see more", "show more",
            "show less", "view more", "view all", "see all", "load more", "learn more", "find out more", "click here", "more", "share",
            "shares", "share this", "share this article", "share this story", "share this post", "share this page", "share this:",
            "share article", "share story", "share via", "share on", "share it", "share with", "tweet", "tweet this", "email", "e-mail",
            "email this", "email article", "print", "print article", "print this", "copy link", "copy", "link copied", "copied", "copy url",
            "facebook", "twitter", "x", "x (twitter)", "whatsapp", "telegram", "linkedin", "reddit", "pinterest", "instagram", "youtube",
            "tiktok", "threads", "bluesky", "mastodon", "flipboard", "messenger", "pocket", "viber", "snapchat", "rss", "google news", "tumblr",
            "vk", "line", "wechat", "weibo", "mail", "leave a comment", "leave a reply", "leave a response", "leave comment",
            "leave your comment", "add a comment", "add comment", "write a comment", "post a comment", "post comment",
            "comments", "comment", "no comments", "no comments yet", "view comments", "show comments", "see comments",
            "hide comments", "be the first to comment", "join the conversation", "join the discussion", "comments are closed",
            "subscribe", "subscribe now", "subscribe today", "subscribe here", "subscribed", "sign up", "sign up now", "sign up today", "sign up here",
            "sign me up", "join now", "join us", "join", "get started", "start free trial", "free trial", "get the app", "get app", "get our app",
            "download app", "download the app", "download our app", "support us", "donate", "donate now", "become a member", "become a subscriber",
            "follow us", "follow", "following", "follow on google news", "follow us on google news", "listen", "listen now",
            "listen to this article", "listen to article", "listen to this story", "listen to the article", "watch live", "watch now", "watch video",
            "watch the video", "play video", "play", "live tv", "save", "saved", "save article", "save for later", "bookmark", "gift this article",
            "gift article", "add to favourites", "add to favorites", "newsletter", "newsletters", "our newsletter", "get our newsletter",
            "get the newsletter", "like this", "like loading", "like", "likes", "rate this", "give feedback", "was this article helpful",
            "was this helpful", "report this article", "shop now", "buy now", "thanks for reading", "thank you for reading",
            "make us preferred source on google", "add as a preferred source on google", "prefer us on google",
        ],
    ),
    (
        Navigation,
        &[
            "log in", "login", "log out", "logout", "log in / sign up", "log in or sign up", "sign in", "sign in / join", "sign out", "register", "register now",
            "create account", "create an account", "my account", "account", "menu", "main menu", "navigation", "toggle navigation", "search",
            "search for", "close", "close menu", "open menu", "home", "homepage", "home page", "skip", "back", "back to top", "top", "go to top", "scroll to top",
            "next", "previous", "prev", "next article", "previous article", "next post", "previous post", "next story",
            "previous story", "next up", "up next", "loading", "please wait", "loading comments", "you may also like", "you might also like", "you may like",
            "you might like", "you may be interested in", "you may also be interested in", "you might be interested in", "recommended", "recommended for you", "recommended stories",
            "recommended articles", "recommended reading", "recommended posts", "related", "related articles", "related article", "related stories", "related story", "related posts",
            "related post", "related news", "related topics", "related content", "related coverage", "related links", "related reading", "related items", "related tags", "more stories",
            "more news", "more articles", "more posts", "more on this story", "more on this topic", "more like this", "more for you", "more to read", "more to explore", "more top stories",
            "top stories", "top news", "top headlines", "latest", "latest news", "latest stories", "latest articles", "latest posts", "latest headlines", "breaking news", "popular", "popular posts", "popular stories",
            "popular articles", "most read", "most popular", "most viewed", "most shared", "most recent", "recent posts", "recent articles", "recent news", "recent comments",
            "recent stories", "trending", "trending now", "trending stories", "trending news", "trending topics", "trending articles", "what to read next", "read next", "editor's picks", "editors' picks",
            "editor's pick", "editor's choice", "editors' choice", "in other news", "don't miss", "also in the news", "from the web", "around the web",
            "tags", "topics", "categories", "category", "archives", "archive", "about", "about us", "contact", "contact us", "privacy", "privacy policy", "cookie policy", "cookie settings", "cookies settings",
            "manage cookies", "cookie preferences", "manage preferences", "accept", "accept all", "accept cookies", "accept all cookies", "reject all", "decline", "got it", "terms",
            "terms of use", "terms of service", "terms and conditions", "terms & conditions", "disclaimer", "advertise", "advertise with us", "careers", "sitemap", "site map", "help", "faq page",
            "view profile", "view all posts", "see full bio", "full bio", "about the author", "about the authors", "about author", "author", "author bio", "written by", "read more from this author", "more from this author",
            "view gallery", "open gallery", "open image in gallery", "view image in fullscreen", "enlarge", "enlarge image", "expand", "full screen", "fullscreen", "hide caption", "toggle caption", "show caption", "edition", "language", "english",
            "table of contents", "contents", "in this article", "on this page", "jump to", "publisher logo", "logo", "site logo", "google news icon", "image", "video", "audio", "gallery", "photo gallery", "slideshow", "page not found",
        ],
    ),
];

/// How a line begins, with the most words such a line has.
const BEGINNINGS: &[(DropReason, usize, &[&str])] = &[
    (
        Promo,
        30,
        &[
            "read also:", "also read:", "see also:", "read more:", "read next:", "read this:", "related:", "related article:", "related articles:", "related story:", "related stories:", "related news:",
            "also read |", "read also |", "read more |", "read |", "must read:", "must read |", "must-read:", "don't miss:", "don't miss |", "more:", "more on this:", "recommended:", "recommended for you:", "you may also like:", "you might also like:",
            "see more:", "watch:", "watch |", "video:", "watch video:", "watch now:", "listen:", "photos:", "in pictures:", "in pics:", "in photos:", "follow:", "follow |", "subscribe:", "share:", "share this:", "download:", "join:", "sign up:", "click here:", "check out:", "from our archives:",
            "also see:", "also watch:", "read full story:", "trending:", "editor's pick:", "editor's picks:", "sponsored:", "advertisement:",
        ],
    ),
    (
        Promo,
        26,
        &[
            "subscribe to ", "subscribe now to ", "subscribe for ", "subscribe and ", "subscribe today ", "subscribe now for ", "subscribe now and ", "sign up for ", "sign up to ", "sign up now ", "sign up here ", "sign up and ", "sign up with ",
            "register for free ", "register now ", "discover more from ", "follow us on ", "follow us ", "follow our ", "follow me on ", "join our ", "join us on ", "join the conversation ", "get the latest ", "get latest ", "get our ", "get all the latest ", "get breaking news ", "get more news ", "get live ",
            "get unlimited ", "get instant ", "get exclusive ", "get email ", "get the best of ", "get the free ", "catch all the ", "download our ", "download the app", "download the free", "download app", "download now ", "click here to ", "click here for ", "tap here to ", "tap to ", "click to ", "click on the ", "share this ", "share on ", "share to ", "share via ", "share your thoughts", "share with ", "email this ", "print this ", "copy link ", "like us on ", "like our ", "like this:", "find us on ",
            "connect with us", "stay updated ", "stay up to date ", "stay informed ", "stay connected ", "stay tuned ", "keep up with the latest ", "never miss a ", "don't miss out ", "don't miss a ", "support our ", "support independent ", "support quality ", "make a donation", "become a member ", "become a subscriber", "already a subscriber", "already a member", "already have an account", "not a subscriber", "don't have an account",
            "enter your email", "your email address", "by signing up", "by subscribing", "by clicking ", "by submitting ", "by entering your ", "by providing your ", "you can unsubscribe", "unsubscribe at any ", "want to read more", "want more stories", "want the latest ", "leave a comment ", "leave a reply", "post a comment ", "add your comment", "what do you think?", "let us know ", "tell us what ", "have your say", "comments are ", "be the first to comment",
            "check out our ", "read our ", "see our ", "try our ", "buy us a coffee", "limited time offer", "special offer", "this content is for ", "this article is for subscribers", "to continue reading", "to read the full", "to read more", "continue reading ", "read the full story ", "read the full article ", "read more about ", "read more on ", "read more from ", "read more at ", "for more news ", "for more stories ", "for more information, visit", "for the latest ", "for all the latest ", "for breaking news ", "add as a preferred source", "add us as a ", "set as preferred source", "choose us as ",
            "story continues below", "article continues below", "article continues after", "advertisement -", "advertisement scroll", "this is a paid ", "we may earn ", "we may receive ", "this post may contain affiliate", "this article may contain affiliate", "as an amazon associate", "if you buy ", "when you buy through ", "when you purchase through ", "some links ", "save 50",
        ],
    ),
    (
        Navigation,
        26,
        &[
            "skip to ", "jump to ", "go to ", "back to ", "return to ", "you are here", "you may also like ", "you might also like ", "more from ", "more stories from", "more news from", "more by ", "view all posts", "see all posts", "all posts by", "posts by ", "view more ", "next article", "previous article", "next post:", "previous post:", "next:", "previous:", "loading ", "please enable ", "enable javascript", "javascript is ", "your browser ", "this site uses ",
            "this website uses ", "this site is protected by", "we use cookies", "we and our partners", "we value your privacy", "we noticed you", "cookies help us ", "by continuing to use ", "by using this site", "manage your ", "accept all cookies", "privacy policy", "cookie policy", "terms of use", "terms and conditions", "terms of service", "contact us ", "about us ", "for any queries", "for inquiries", "for press inquiries", "for media inquiries",
            "tags:", "tag:", "tagged:", "tagged with", "tagged as", "tagged in", "topics:", "topic:", "categories:", "category:", "filed under", "filed in", "posted in ", "in this story", "keywords:", "hashtags:", "related topics:", "tel:", "tel.", "phone:", "telephone:", "e-mail:", "email:", "fax:", "contact:", "address:", "whatsapp:", "press contact", "media contact",
            "the views expressed ", "the opinions expressed ", "views expressed ", "opinions expressed ", "disclaimer:", "our standards:", "report an error", "report a correction", "found an error", "see a typo", "spotted an error", "have a news tip", "got a tip", "got a story", "do you have a story", "send us ", "if you have a story", "error: content is protected", "this story has not been edited by", "this report is auto-generated", "(this story has not been edited",
            "(except for the headline", "except for the headline",
        ],
    ),
    (
        Metadata,
        24,
        &[
            "©", "(c) ", "copyright", "all rights reserved", "this article first appeared ", "this article originally appeared ", "this article was originally ", "this article was first ", "this story first appeared ", "this story originally appeared ", "this story was originally ", "this story was first ", "this post first appeared ", "the post ", "originally published ", "originally appeared ", "first published ", "first appeared ", "republished ",
            "reporting by ", "additional reporting by ", "additional reporting from", "editing by ", "edited by ", "writing by ", "compiled by ", "produced by ", "with inputs from", "(with inputs from", "with input from", "(with input from", "with agency inputs", "(with agency inputs", "inputs from ", "agencies contributed", "origin:", "source:", "sources:", "source |", "via:", "publisher:", "originally from ", "(reporting by", "(additional reporting", "(editing by", "(writing by", "fact-checked by", "fact checked by", "reviewed by", "medically reviewed by",
        ],
    ),
    (
        Credit,
        20,
        &[
            "image credit", "image source", "image courtesy", "image:", "image by ", "images:", "image via ", "photo credit", "photo courtesy", "photo:", "photo by ", "photos by ", "photograph:", "photograph by ", "photo via ", "photo/", "picture:", "pictures:", "picture by ", "pic:", "pic credit", "pic courtesy", "credit:", "credits:", "illustration:", "illustration by ", "graphic:", "graphic by ", "video by ", "video credit", "video:", "file photo", "(file photo", "file image", "(photo", "(image", "(ap photo", "ap photo", "getty images", "reuters/", "afp/", "featured image", "featured photo", "cover image", "cover photo", "representative image", "representational image", "stock photo",
        ],
    ),
];

/// Units of time of "3 hours ago".
const AGO_UNITS: [&str; 16] = [
    "second", "seconds", "sec", "secs", "min", "mins", "minute", "minutes", "hour", "hours", "hr", "hrs", "day", "days", "week",
    "weeks",
];

/// Why the whole line is not part of the article, when the table knows it.
pub fn classify(line: &str) -> Option<DropReason> {
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
        .or_else(|| counter(&folded))
        .or_else(|| breadcrumbs(line))
        .or_else(|| address(line))
}

/// Whether a line opens the list of other articles that follows the text ("You may also like").
pub fn opens_tail(line: &str) -> bool {
    const TAIL: &[&str] = &[
        "you may also like", "you might also like", "you may also be interested in", "related articles", "related stories", "related posts", "related news", "related content", "recommended", "recommended for you",
        "recommended stories", "recommended articles", "more stories", "more news", "more articles", "top stories", "latest news", "latest stories", "latest articles",
        "latest posts", "most read", "most popular", "popular posts", "recent posts", "recent articles", "trending", "trending now", "what to read next", "read next", "editor's picks", "around the web", "from the web",
        "more like this", "comments", "leave a reply", "leave a comment", "related topics", "up next",
    ];
    let folded = words::folded(line);
    TAIL.contains(&folded.as_str()) || (folded.starts_with("more from ") && words::count_to(&folded, 8) < 8)
}

/// Whether the line is a marker that introduces one link on the next line ("Read also:").
pub fn introduces_link(line: &str) -> bool {
    const MARKERS: [&str; 10] = [
        "read also", "also read", "see also", "read more", "read next", "related", "must read", "don't miss", "related article",
        "related story",
    ];
    MARKERS.contains(&words::folded(line).as_str())
}

fn lowered(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    plain.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(')).to_owned()
}

fn whole(folded: &str) -> Option<DropReason> {
    WHOLE.iter().find(|(_, lines)| lines.contains(&folded)).map(|(reason, _)| *reason)
}

fn beginning(plain: &str, folded: &str) -> Option<DropReason> {
    let words = words::count_to(folded, LONGEST);
    for (reason, most, beginnings) in BEGINNINGS {
        let found = beginnings.iter().find(|start| plain.starts_with(**start) || (start.starts_with(|c: char| c.is_alphanumeric()) && start.trim_end() == folded));
        if found.is_some_and(|start| words <= *most && !(start.ends_with(' ') && is_statement(plain))) {
            return Some(*reason);
        }
    }
    None
}

/// Whether it tells something in the past or present: "Get the latest" is no clutter in a sentence with "said".
fn is_statement(plain: &str) -> bool {
    const VERBS: [&str; 10] = ["said", "says", "told", "was", "were", "had", "has", "wrote", "added", "according"];
    plain.split(' ').any(|word| VERBS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
}

fn reading_time(folded: &str) -> Option<DropReason> {
    if !folded.bytes().any(|b| b.is_ascii_digit()) || words::count_to(folded, 9) > 8 {
        return None;
    }
    let short = ["min read", "mins read", "minute read", "minutes read", "minute reading", "min. read", "minutes reading", "min reading"];
    let long = ["reading time", "read time", "time to read", "est. read", "read in "];
    if short.iter().any(|end| folded.ends_with(end)) || long.iter().any(|start| folded.starts_with(start)) {
        return Some(ReadingTime);
    }
    let last = folded.strip_suffix(" ago")?;
    let unit = last.rsplit(' ').next().unwrap_or(last).trim_start_matches(|c: char| c.is_ascii_digit());
    (AGO_UNITS.contains(&unit) || matches!(unit, "month" | "months" | "year" | "years" | "d" | "h")).then_some(Metadata)
}

fn counter(folded: &str) -> Option<DropReason> {
    const COUNTED: [&str; 14] = [
        "comments", "comment", "shares", "share", "views", "view", "likes", "like", "reactions", "retweets", "followers",
        "reads", "replies", "claps",
    ];
    let mut parts = folded.split(' ');
    let (number, what, rest) = (parts.next()?, parts.next()?, parts.next());
    let digits = number.bytes().any(|b| b.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'k' | b'm' | b'+'));
    (digits && rest.is_none() && COUNTED.contains(&what)).then_some(Promo)
}

fn breadcrumbs(line: &str) -> Option<DropReason> {
    let marks = [" > ", " › ", " » ", " / ", " → "];
    let steps = marks.iter().map(|mark| line.matches(mark).count()).max().unwrap_or(0);
    let home = words::folded(line.split(['>', '›', '»', '/', '→']).next().unwrap_or("")) == "home";
    ((home && steps >= 1) || (steps >= 2 && words::count_to(line, 13) <= 12 && !words::ends_sentence(line)))
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
            "A",
        ] {
            assert_eq!(classify(line), None, "{line}");
        }
    }
}
