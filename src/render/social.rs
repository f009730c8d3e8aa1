//! Which page shows which social card, and the files they become. Cards need absolute addresses, so
//! a site without `base_url` has none.

use std::collections::HashSet;

use super::assets::hashed;
use super::card::{Cards, Frame, HEIGHT, WIDTH};
use super::metadata::PageImage;
use crate::pages::card::{card, rank};
use crate::pages::reads::Reads;
use crate::pages::{Page, Plan, Subject, View};
use crate::path::{OutputPath, UrlPath};

/// The cards of a site.
#[derive(Default)]
pub(super) struct SocialCards {
    /// The site's base, without a slash at its end.
    base: String,
    /// The pages with a card of their own.
    own: HashSet<UrlPath>,
    /// What draws them; absent for a site without cards.
    cards: Option<Cards>,
    /// Where the story's card lies; absent for a site without cards.
    story: Option<OutputPath>,
    /// What the story's card says.
    headline: String,
}

impl SocialCards {
    /// The cards of a site, and the file of the story's own, which pages show that have none.
    pub(super) fn new(plan: &Plan<'_>, frame: Frame) -> (Self, Option<(OutputPath, Vec<u8>)>) {
        let config = plan.facts.config;
        let Some(base) = config.base_url.as_deref().filter(|_| config.build.social_cards > 0)
        else {
            return (Self::default(), None);
        };
        let headline = frame.nameplate.clone();
        let cards = Cards::new(frame);
        let home = plan.pages.iter().find(|page| page.subject == Subject::Home);
        let home = home.and_then(|page| plan.make(page, &Reads::default()));
        let drawn = home.and_then(|page| card(&page)).and_then(|card| cards.draw(&card));
        let story = drawn.or_else(|| cards.bare()).and_then(|png| {
            let path = hashed("cards/story.png", &png)?;
            Some((path, png))
        });
        let cards = Self {
            base: base.trim_end_matches('/').to_owned(),
            own: chosen(plan, config.build.social_cards),
            cards: Some(cards),
            story: story.as_ref().map(|(path, _)| path.clone()),
            headline,
        };
        (cards, story)
    }

    /// Where the story's card lies.
    pub(super) fn story(&self) -> Option<&OutputPath> {
        self.story.as_ref()
    }

    /// Whether a page gets a card of its own.
    pub(super) fn has_own(&self, route: &UrlPath) -> bool {
        self.own.contains(route)
    }

    /// The picture for previews of a page, and its file when it is the page's own.
    pub(super) fn of(&self, page: &Page) -> (Option<PageImage>, Option<(OutputPath, Vec<u8>)>) {
        if matches!(page.view, View::NotFound(_) | View::Moved(_)) {
            return (None, None);
        }
        let own = self.draw(page);
        let Some(path) = own.as_ref().map(|(path, _)| path).or(self.story.as_ref()) else {
            return (None, None);
        };
        let is_own = own.is_some() || page.route == UrlPath::home();
        let image = PageImage {
            url: format!("{}/{}", self.base, path.as_str()),
            media_type: "image/png",
            width: WIDTH as u32,
            height: HEIGHT as u32,
            alt: if is_own { page.title.clone() } else { self.headline.clone() },
        };
        (Some(image), own)
    }

    fn draw(&self, page: &Page) -> Option<(OutputPath, Vec<u8>)> {
        if !self.has_own(&page.route) {
            return None;
        }
        let png = self.cards.as_ref()?.draw(&card(page)?)?;
        Some((hashed(&name(&page.route), &png)?, png))
    }
}

/// The pages that gain most from a card of their own, `most` of them at most. The start page shows the
/// story's.
fn chosen(plan: &Plan<'_>, most: usize) -> HashSet<UrlPath> {
    let ranked = plan.pages.iter().enumerate();
    let mut ranked: Vec<(u8, usize)> =
        ranked.filter_map(|(at, page)| Some((rank(&page.subject)?, at))).collect();
    ranked.sort_unstable();
    let kept = ranked.into_iter().take(most).filter(|(rank, _)| *rank > 0);
    kept.filter_map(|(_, at)| Some(plan.pages.get(at)?.route.clone())).collect()
}

/// `/claims/warned/` → `cards/claims/warned.png`.
fn name(route: &UrlPath) -> String {
    match route.as_str().trim_matches('/') {
        "" => "cards/story.png".to_owned(),
        path => format!("cards/{path}.png"),
    }
}
