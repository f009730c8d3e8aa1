//! How much of other people's texts a site quotes. Counts over the whole site; knows no pages.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Library;
use super::lock::normalised;
use super::quotations::Quoted;
use crate::config::SourcesConfig;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::article::Rights;
use crate::path::Slug;

/// Reports quotations that are too long and sources that are quoted too much. The same words of a
/// source, quoted in several places, count once; articles whose rights are `full` not at all.
pub fn check_limits(
    quotations: &[Quoted<'_>],
    library: &Library,
    limits: &SourcesConfig,
) -> Diagnostics {
    let mut diagnostics = Vec::new();
    let mut fragments: BTreeMap<Slug, BTreeSet<String>> = BTreeMap::new();
    for quoted in quotations {
        let Some(article) = library.articles.get(&quoted.article) else { continue };
        if article.meta.rights == Rights::Full {
            continue;
        }
        let text = normalised(&quoted.words);
        let words = count_words(&text);
        if words > limits.quotation_words {
            let message =
                format!("a quotation of {words} words; {} are allowed", limits.quotation_words);
            let problem = Diagnostic::warning("quote-too-long", message).at(quoted.place());
            diagnostics.push(problem.hint("quote the decisive words and tell the rest"));
        }
        fragments.entry(quoted.article.clone()).or_default().insert(text);
    }
    for (id, fragments) in fragments {
        let quoted = fragments.iter().map(|text| count_words(text)).sum();
        diagnostics.extend(over_budget(library, &id, quoted, limits));
    }
    crate::diagnostic::sorted(diagnostics)
}

fn over_budget(
    library: &Library,
    id: &Slug,
    quoted: usize,
    limits: &SourcesConfig,
) -> Option<Diagnostic> {
    let article = library.articles.get(id)?;
    let all = article.meta.ingest.as_ref().map_or(0, |record| record.words);
    let share = if all > 0 { all * limits.source_percent / 100 } else { usize::MAX };
    let allowed = match article.meta.rights {
        Rights::Metadata => 0,
        _ => share.min(limits.source_words),
    };
    (quoted > allowed).then(|| {
        let of = if all > 0 { format!(" of {all}") } else { String::new() };
        let message = format!("{quoted}{of} words of `{id}` are quoted; {allowed} are allowed");
        Diagnostic::warning("quote-budget", message)
            .at(Place::file(article.path.as_str()))
            .hint("shorten or leave out quotations of this source")
    })
}

/// Words: what stands between spaces and holds a letter or digit.
fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
