//! Which page shows which social card, and the files they become. Cards need absolute addresses, so
//! a site without `base_url` has none.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::assets::hashed;
use super::card::{Cards, Frame, HEIGHT, WIDTH};
use super::metadata::PageImage;
use crate::config::Config;
use crate::pages::card::{card, rank};
use crate::pages::{Page, View};
use crate::path::{OutputPath, UrlPath};
use crate::tree::Tree;

/// The cards of a site.
#[derive(Debug, Default)]
pub(super) struct SocialCards {
    /// The site's base, without a slash at its end.
    base: String,
    /// Where the card of a page lies.
    own: BTreeMap<UrlPath, OutputPath>,
    /// Where the story's card lies; absent for a site without cards.
    story: Option<OutputPath>,
    /// What the story's card says.
    headline: String,
}

impl SocialCards {
    /// Draws the cards of a site into `tree`, in parallel.
    pub(super) fn draw(pages: &[Page], frame: Frame, config: &Config, tree: &mut Tree) -> Self {
        let Some(base) = config.base_url.as_deref().filter(|_| config.build.social_cards > 0)
        else {
            return Self::default();
        };
        let headline = frame.nameplate.clone();
        let cards = Cards::new(frame);
        let drawn: Vec<(&Page, OutputPath, Vec<u8>)> = chosen(pages, config.build.social_cards)
            .into_par_iter()
            .filter_map(|page| {
                let png = cards.draw(&card(page)?)?;
                Some((page, hashed(&name(&page.route), &png)?, png))
            })
            .collect();
        let mut own = BTreeMap::new();
        for (page, path, png) in drawn {
            tree.insert(path.clone(), png);
            own.insert(page.route.clone(), path);
        }
        let mut story = own.get(&UrlPath::home()).cloned();
        if story.is_none()
            && let Some(png) = cards.bare()
            && let Some(path) = hashed("cards/story.png", &png)
        {
            tree.insert(path.clone(), png);
            story = Some(path);
        }
        Self { base: base.trim_end_matches('/').to_owned(), own, story, headline }
    }

    /// The picture for previews of a page.
    pub(super) fn of(&self, page: &Page) -> Option<PageImage> {
        if matches!(page.view, View::NotFound(_) | View::Moved(_)) {
            return None;
        }
        let own = self.own.get(&page.route);
        let path = own.or(self.story.as_ref())?;
        Some(PageImage {
            url: format!("{}/{}", self.base, path.as_str()),
            media_type: "image/png",
            width: WIDTH as u32,
            height: HEIGHT as u32,
            alt: if own.is_some() { page.title.clone() } else { self.headline.clone() },
        })
    }
}

/// The pages that gain most from a card of their own, `most` of them at most.
fn chosen(pages: &[Page], most: usize) -> Vec<&Page> {
    let mut ranked: Vec<(u8, usize)> =
        pages.iter().enumerate().filter_map(|(at, page)| Some((rank(page)?, at))).collect();
    ranked.sort_unstable();
    let kept: BTreeSet<usize> = ranked.into_iter().take(most).map(|(_, at)| at).collect();
    pages.iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, page)| page).collect()
}

/// `/claims/warned/` → `cards/claims/warned.png`.
fn name(route: &UrlPath) -> String {
    match route.as_str().trim_matches('/') {
        "" => "cards/story.png".to_owned(),
        path => format!("cards/{path}.png"),
    }
}
