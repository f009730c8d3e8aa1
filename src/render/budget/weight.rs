//! What one finished page weighs: all that `[budget]` asks of it, so that the page itself can be
//! forgotten.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::resources::{Resources, resources};
use super::super::{base_path, joined};
use super::packed::{gzipped, surely_fits};
use super::{Part, script_part};
use crate::config::{BudgetConfig, Config};
use crate::path::OutputPath;

/// What a browser loads for one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Weight {
    /// The page's file.
    pub(super) page: Box<str>,
    pub(super) html: Html,
    /// Files of the site, in order.
    pub(super) styles: Vec<Box<str>>,
    pub(super) scripts: Vec<Box<str>>,
    /// Number of other files of the site, such as fonts.
    pub(super) others: usize,
    /// Addresses at other sites, in order.
    pub(super) foreign: Vec<Box<str>>,
}

/// How large the HTML is after gzip, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Html {
    /// Not larger than this, which is within its limit.
    AtMost(usize),
    Exactly(usize),
}

impl Html {
    /// Leaves as much of the page's limit to style sheets and scripts as those may have.
    fn of(html: &[u8], script: Part, budget: &BudgetConfig) -> Self {
        let beside = Part::Css.limit(budget) + script.limit(budget);
        let most = Part::Page.limit(budget).saturating_sub(beside).min(Part::Html.limit(budget));
        if html.len() <= most {
            Self::AtMost(html.len())
        } else if surely_fits(html, most) {
            Self::AtMost(most)
        } else {
            Self::Exactly(gzipped(html))
        }
    }
}

/// Weighs a page as it is written. It is compressed only where there is no simpler way to see that
/// it fits, so that a site within its budget costs little.
pub(crate) fn weigh(path: &OutputPath, html: &str, config: &Config) -> Weight {
    let own = config.base_url.as_deref();
    let Resources { styles, scripts, others, foreign } = resources(html, own);
    let base = base_path(own);
    let file = |link: &str| match link.strip_prefix(base.as_str()) {
        Some(below) => OutputPath::parse(below).ok(),
        None => OutputPath::parse(&joined(path, link)).ok(),
    };
    let below = |links: BTreeSet<&str>| -> Vec<Box<str>> {
        let files: BTreeSet<OutputPath> = links.into_iter().filter_map(file).collect();
        files.iter().map(|file| file.as_str().into()).collect()
    };
    Weight {
        page: path.as_str().into(),
        html: Html::of(html.as_bytes(), script_part(path.as_str()), &config.budget),
        styles: below(styles),
        scripts: below(scripts),
        others: others.len(),
        foreign: foreign.into_iter().map(Box::from).collect(),
    }
}
