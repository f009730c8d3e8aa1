//! Which part of a page holds the article: the smallest element around nearly all of its running text.

use super::is_one_of;
use super::page::{NodeId, Page};

/// Elements that are never part of an article.
#[rustfmt::skip]
const OUTSIDE: [&str; 26] = [
    "script", "style", "noscript", "nav", "footer", "form", "iframe", "svg", "button", "template",
    "head", "select", "input", "textarea", "canvas", "object", "embed", "audio", "video", "map",
    "dialog", "menu", "option", "datalist", "link", "meta",
];

/// Parts of class names and ids of what stands around an article. Compared with whole words of the name,
/// words being split at all but letters and digits; sorted.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "addtoany", "ads", "adsense", "advert", "advertisement", "author", "authorbox", "authors",
    "banner", "bio", "breadcrumb", "breadcrumbs", "byline", "comment", "comments", "consent",
    "cookie", "cookies", "cta", "disqus", "footer", "gdpr", "hidden", "jp", "lightbox", "login",
    "masthead", "menu", "meta", "modal", "nav", "navbar", "navigation", "newsletter", "offcanvas",
    "outbrain", "overlay", "pager", "pagination", "paywall", "popular", "popup", "print", "promo",
    "promotion", "recirc", "recommendations", "recommended", "related", "respond", "screenreader",
    "search", "share", "sharedaddy", "sharing", "sidebar", "signin", "signup", "skip", "social",
    "socials", "sponsor", "sponsored", "sr", "subscribe", "subscription", "taboola", "taglist",
    "tags", "teaser", "teasers", "testimonial", "testimonials", "toc", "toolbar", "tooltip",
    "trending", "upsell",
];

/// Share of the page's running text, in per cent, from which on an element is no side matter whatever it is called.
const SUBSTANTIAL: u64 = 30;

/// Share of the page's running text, in per cent, that an element marked as the article's body must hold at least.
const LEAST_SHARE: u64 = 40;

/// Which nodes of a page are outside the article, and how much running text is inside each.
pub(super) struct Outline {
    outside: Vec<bool>,
    weights: Vec<u32>,
    links: Vec<Links>,
}

/// What of an element's words stands in links.
#[derive(Clone, Copy, Default)]
struct Links {
    /// Bytes in links, white space apart.
    linked: u32,
    /// Number of links.
    count: u32,
    /// Bytes of the longest text outside links.
    longest: u32,
}

impl Outline {
    /// Judge every element of the page.
    pub(super) fn of(page: &Page) -> Self {
        let by_name = |id| {
            let name = page.name(id);
            !name.is_empty() && OUTSIDE.contains(&name)
        };
        let mut outside: Vec<bool> = (0..page.nodes.len()).map(by_name).collect();
        let (own, links) = measure(page);
        let all = weights(page, &own, &outside);
        let total = u64::from(all.first().copied().unwrap_or(0));
        for (id, place) in outside.iter_mut().enumerate() {
            let weight = u64::from(all.get(id).copied().unwrap_or(0));
            *place = *place || (weight * 100 <= total * SUBSTANTIAL && is_around(page, id));
        }
        let weights = weights(page, &own, &outside);
        Self { outside, weights, links }
    }

    /// Whether the element is outside any article.
    pub(super) fn is_outside(&self, id: NodeId) -> bool {
        self.outside.get(id).copied().unwrap_or(false)
    }

    fn weight(&self, id: NodeId) -> u64 {
        u64::from(self.weights.get(id).copied().unwrap_or(0))
    }

    /// Whether most of an element's words are links, and it holds no text of some length: a menu, tags or other
    /// articles.
    pub(super) fn is_link_list(&self, page: &Page, id: NodeId) -> bool {
        let Some(links) = self.links.get(id) else { return false };
        let letters = page.letters(id);
        links.count >= 2
            && (1..=4000).contains(&letters)
            && links.longest <= 120
            && links.linked as usize * 100 >= letters * 75
    }
}

/// Whether an element stands around an article, by its attributes or hints.
fn is_around(page: &Page, id: NodeId) -> bool {
    let name = page.name(id);
    if name.is_empty() {
        return false;
    }
    if name == "aside" || page.attribute(id, "hidden").is_some() {
        return true;
    }
    if matches!(
        name,
        "html"
            | "body"
            | "main"
            | "article"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "p"
            | "strong"
            | "em"
            | "b"
            | "a"
            | "span"
            | "td"
            | "tr"
            | "tbody"
            | "table"
            | "code"
            | "pre"
    ) {
        return false;
    }
    let style = page.attribute(id, "style").unwrap_or("");
    if style.contains("display:none") || style.contains("display: none") {
        return true;
    }
    let role = page.attribute(id, "role").unwrap_or("");
    if matches!(
        role,
        "navigation"
            | "complementary"
            | "banner"
            | "contentinfo"
            | "search"
            | "dialog"
            | "alertdialog"
            | "menu"
            | "menubar"
            | "alert"
    ) {
        return true;
    }
    has_hint(page, id)
}

fn has_hint(page: &Page, id: NodeId) -> bool {
    page.hint_words(id).any(is_hint) && !names_body(page, id)
}

/// Whether class or id say that the article's body is inside: `entry-content`, `article__body`, `richtext`.
fn names_body(page: &Page, id: NodeId) -> bool {
    const WHOSE: [&str; 7] = ["article", "entry", "post", "story", "blog", "news", "content"];
    const BODY: [&str; 4] = ["body", "content", "text", "copy"];
    const WHOLE: [&str; 5] = ["articlebody", "storybody", "postbody", "richtext", "postcontent"];
    const AROUND_IT: [&str; 5] = ["wrapper", "wrap", "container", "inner", "area"];
    page.hint_names(id).any(|name| {
        let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut last = words.next_back().unwrap_or("");
        if is_one_of(last, &AROUND_IT) {
            last = words.next_back().unwrap_or("");
        }
        is_one_of(last, &WHOLE)
            || (is_one_of(last, &BODY)
                && words.next_back().is_some_and(|before| is_one_of(before, &WHOSE)))
    })
}

/// Whether a word of a class name or id, in whatever case, is one of [`AROUND`].
fn is_hint(word: &str) -> bool {
    let lower = || word.bytes().map(|byte| byte.to_ascii_lowercase());
    AROUND.binary_search_by(|hint| hint.bytes().cmp(lower())).is_ok()
}

/// Of each text the weight of its own, and of each node what of it stands in links.
fn measure(page: &Page) -> (Vec<u32>, Vec<Links>) {
    let count = page.nodes.len();
    let (mut own, mut links) = (vec![0u32; count], vec![Links::default(); count]);
    // Steps up to the nearest link and to the nearest element of running text.
    let mut steps = vec![(u8::MAX, u8::MAX); count];
    for id in 0..count {
        let Some(parent) = page.parent(id) else { continue };
        let name = page.name(parent);
        let (link, prose) = steps.get(parent).copied().unwrap_or((u8::MAX, u8::MAX));
        let link = if name == "a" { 1 } else { link.saturating_add(1) };
        let prose = if is_prose(name) { 1 } else { prose.saturating_add(1) };
        steps.get_mut(id).into_iter().for_each(|place| *place = (link, prose));
        let length = page.letters(id) as u32;
        let is_text = page.text(id).is_some();
        if let Some(links) = links.get_mut(id) {
            match (is_text, link < u8::MAX) {
                (true, true) => links.linked = length,
                (true, false) => links.longest = length,
                (false, _) => links.count = u32::from(page.name(id) == "a"),
            }
        }
        if is_text && link > 4 {
            let weight = match prose {
                ..=6 => length,
                _ if length > 80 => length / 2,
                _ => 0,
            };
            own.get_mut(id).into_iter().for_each(|place| *place = weight);
        }
    }
    for id in (1..count).rev() {
        let inside = links.get(id).copied().unwrap_or_default();
        if let Some(place) = page.parent(id).and_then(|parent| links.get_mut(parent)) {
            place.linked += inside.linked;
            place.count += inside.count;
            place.longest = place.longest.max(inside.longest);
        }
    }
    (own, links)
}

fn is_prose(name: &str) -> bool {
    matches!(name, "p" | "li" | "blockquote" | "td" | "h2" | "h3" | "dd" | "pre")
}

/// Weight of the running text inside each node: letters of paragraphs outside links.
fn weights(page: &Page, own: &[u32], outside: &[bool]) -> Vec<u32> {
    let mut weights = vec![0u32; own.len()];
    let mut at = 0;
    while at < own.len() {
        if outside.get(at).copied().unwrap_or(false) {
            at = page.end(at);
            continue;
        }
        if let (Some(place), Some(own)) = (weights.get_mut(at), own.get(at)) {
            *place = *own;
        }
        at += 1;
    }
    for id in (1..weights.len()).rev() {
        let weight = weights.get(id).copied().unwrap_or(0);
        if let Some(place) = page.parent(id).and_then(|parent| weights.get_mut(parent)) {
            *place += weight;
        }
    }
    weights
}

/// The element that holds the article; the whole page when nothing stands out.
pub(super) fn find(page: &Page, outline: &Outline) -> NodeId {
    let mut root = stated(page, outline).unwrap_or(0);
    // Down to the smallest element that still holds nearly everything.
    loop {
        let inside = outline.weight(root);
        let children = page.children(root).filter(|child| !page.name(*child).is_empty());
        let best = children.max_by_key(|child| (outline.weight(*child), usize::MAX - child));
        let nearly_all = |best: &NodeId| outline.weight(*best) * 100 >= inside * 90 && inside > 0;
        let Some(best) = best.filter(nearly_all) else { break };
        if matches!(
            page.name(best),
            "p" | "ul"
                | "ol"
                | "table"
                | "tbody"
                | "blockquote"
                | "li"
                | "tr"
                | "td"
                | "dl"
                | "pre"
        ) {
            break;
        }
        root = best;
    }
    if outline.weight(0) == 0 { page.inside(0, "body").next().unwrap_or(0) } else { root }
}

/// An element the page itself calls the article's body, when it holds much of the running text.
fn stated(page: &Page, outline: &Outline) -> Option<NodeId> {
    let total = outline.weight(0);
    let rank = |id: NodeId| -> u64 {
        if page.attribute(id, "itemprop").is_some_and(|value| value.contains("articleBody")) {
            return LEAST_SHARE;
        }
        if names_body(page, id) {
            return 45;
        }
        match page.name(id) {
            "article" => 50,
            "main" => 60,
            _ if page.attribute(id, "role") == Some("main") => 60,
            _ => 0,
        }
    };
    let mut best: Option<(u64, u64, NodeId)> = None;
    for id in 0..page.nodes.len() {
        let weight = outline.weight(id);
        if weight * 100 < total * LEAST_SHARE {
            continue;
        }
        let share = rank(id);
        if share == 0 || weight * 100 < total * share {
            continue;
        }
        if best.is_none_or(|best| share < best.0 || (share == best.0 && weight > best.1)) {
            best = Some((share, weight, id));
        }
    }
    best.map(|best| best.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_found_in_any_case() {
        assert!(AROUND.is_sorted());
        assert!(is_hint("Sidebar") && is_hint("nav") && !is_hint("navy") && !is_hint(""));
    }
}
