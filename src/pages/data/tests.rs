//! What machines are told of a story.

use super::*;
use crate::pages::fixture::{graph, library};
use crate::pages::reads::Reads;
use crate::pages::strings::Strings;

/// Calls `look` with the invented story.
pub(crate) fn with_story(base_url: Option<&str>, look: impl FnOnce(&Story<'_>)) {
    let library = library();
    let graph = graph(&library);
    let config =
        Config { base_url: base_url.map(str::to_owned), ..crate::pages::fixture::config() };
    let strings = Strings::english();
    let facts = Facts::new(&library, &graph, &config, &strings);
    let reads = Reads::default();
    look(&Story::new(&facts.catalogue(&reads)));
}

#[test]
fn sizes_are_told_in_words() {
    let said = [812, 1200, 12_100, 3_400_000].map(size_in_words);
    assert_eq!(said, ["812 B", "1.2 KB", "13 KB", "3.4 MB"]);
}

#[test]
fn every_format_has_a_text_and_names_no_other_site() {
    with_story(None, |story| {
        for format in Export::ALL {
            let text = export(story, format, Table::Claims);
            let is_file = FILES.iter().any(|(one, ..)| *one == format);
            assert_eq!(text.is_empty(), !is_file, "{format:?}");
            assert!(!text.contains("bridge.example/story"), "{format:?}");
        }
    });
}
