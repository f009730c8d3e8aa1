//! Which part of a page holds the article: the smallest element around nearly all of its running text.

use super::page::{Data, NodeId, Page};

/// Elements that are never part of an article.
#[rustfmt::skip]
const OUTSIDE: [&str; 26] = [
    "script", "style", "noscript", "nav", "footer", "form", "iframe", "svg", "button", "template",
    "head", "select", "input", "textarea", "canvas", "object", "embed", "audio", "video", "map",
    "dialog", "menu", "option", "datalist", "link", "meta",
];

/// Parts of class names and ids of what stands around an article. Compared with whole words of the name,
/// words being split at `-`, `_` and white space.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "share", "sharing",
    "sharedaddy", "addtoany", "social", "socials", "sidebar", "related", "recommended",
    "recommendations", "recirc", "outbrain", "taboola", "comments", "comment", "disqus",
    "respond", "footer", "cookie", "cookies", "consent", "gdpr", "newsletter", "subscribe",
    "subscription", "signup", "promo", "promotion", "advert", "advertisement", "ads", "adsense",
    "sponsor", "sponsored", "popup", "modal", "overlay", "pagination", "pager", "toc", "tags",
    "taglist", "byline", "bio", "authorbox", "skip", "paywall", "toolbar", "banner", "masthead",
    "print", "hidden", "offcanvas", "lightbox", "tooltip", "cta", "jp", "sr", "screenreader",
    "author", "authors", "meta", "teaser", "teasers", "signin", "testimonial", "testimonials",
    "upsell", "popular", "trending", "search", "login",
];

/// Share of the page's running text, in per cent, from which on an element is no side matter whatever it is called.
const SUBSTANTIAL: u64 = 30;

/// Which nodes of a page are outside the article, and how much running text is inside each.
pub(super) struct Outline {
    outside: Vec<bool>,
    weights: Vec<u32>,
}

impl Outline {
    /// Judge every element of the page.
    pub(super) fn of(page: &Page) -> Self {
        let by_name = |id| {
            let name = page.name(id);
            !name.is_empty() && OUTSIDE.contains(&name)
        };
        let mut outside: Vec<bool> = (0..page.nodes.len()).map(by_name).collect();
        let all = weights(page, &outside);
        let total = u64::from(all.first().copied().unwrap_or(0));
        for (id, place) in outside.iter_mut().enumerate() {
            let weight = u64::from(all.get(id).copied().unwrap_or(0));
            *place = *place || (weight * 100 <= total * SUBSTANTIAL && is_around(page, id));
        }
        let weights = weights(page, &outside);
        Self { outside, weights }
    }

    /// Whether the element is outside any article.
    pub(super) fn is_outside(&self, id: NodeId) -> bool {
        self.outside.get(id).copied().unwrap_or(false)
    }

    fn weight(&self, id: NodeId) -> u64 {
        u64::from(self.weights.get(id).copied().unwrap_or(0))
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
    let hints = page.hints(id);
    let keeps = [
        "article-body",
        "articlebody",
        "entry-content",
        "post-content",
        "article-content",
        "main-content",
        "content-body",
        "story-body",
        "post-body",
    ];
    if keeps.iter().any(|keep| hints.contains(keep)) {
        return false;
    }
    hints.split(|c: char| !c.is_alphanumeric()).any(|word| AROUND.contains(&word))
}

/// Weight of the running text inside each node: letters of paragraphs outside links.
fn weights(page: &Page, outside: &[bool]) -> Vec<u32> {
    let mut weights = vec![0u32; page.nodes.len()];
    let mut skip = 0;
    for id in 0..page.nodes.len() {
        if id < skip {
            continue;
        }
        if outside.get(id).copied().unwrap_or(false) {
            skip = page.end(id);
            continue;
        }
        if let Some(Data::Text(text)) = page.nodes.get(id).map(|node| &node.data) {
            let length = text.split_whitespace().map(str::len).sum::<usize>();
            let in_link = within(page, id, &["a"], 4);
            let prose =
                within(page, id, &["p", "li", "blockquote", "td", "h2", "h3", "dd", "pre"], 6);
            if !in_link && length > 0 {
                let weight = if prose {
                    length
                } else if length > 80 {
                    length / 2
                } else {
                    0
                };
                if let Some(place) = weights.get_mut(id) {
                    *place = weight as u32;
                }
            }
        }
    }
    for id in (1..page.nodes.len()).rev() {
        let weight = weights.get(id).copied().unwrap_or(0);
        if let Some(place) = page.parent(id).and_then(|parent| weights.get_mut(parent)) {
            *place += weight;
        }
    }
    weights
}

/// Whether one of the nearest `levels` elements around has one of the names.
fn within(page: &Page, id: NodeId, names: &[&str], levels: usize) -> bool {
    let mut at = page.parent(id);
    for _ in 0..levels {
        let Some(node) = at else { return false };
        if names.contains(&page.name(node)) {
            return true;
        }
        at = page.parent(node);
    }
    false
}

/// The element that holds the article; the whole page when nothing stands out.
pub(super) fn find(page: &Page, outline: &Outline) -> NodeId {
    let mut root = stated(page, outline).unwrap_or(0);
    // Down to the smallest element that still holds nearly everything.
    loop {
        let inside = outline.weight(root);
        let children =
            page.children(root).iter().copied().filter(|child| !page.name(*child).is_empty());
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
            return 40;
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
        let (share, weight) = (rank(id), outline.weight(id));
        if share == 0 || weight * 100 < total * share {
            continue;
        }
        if best.is_none_or(|best| share < best.0 || (share == best.0 && weight > best.1)) {
            best = Some((share, weight, id));
        }
    }
    best.map(|best| best.2)
}
