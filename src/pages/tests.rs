//! What readers find on pages.

use super::fixture::{config, graph, library};
use super::*;
use crate::render::template::TemplateSources;
use crate::render::{dead_links, render_site};
use crate::tree::Tree;

fn rendered() -> Tree {
    let (library, config) = (library(), config());
    let graph = graph(&library);
    let (pages, problems) = plan_pages(&library, &graph, &config);
    assert!(problems.is_empty(), "{problems:?}");
    let (tree, problems) =
        render_site(&pages, &library, &graph, &config, &TemplateSources::default());
    assert!(problems.is_empty(), "{problems:#?}");
    tree
}

#[test]
fn every_page_is_rendered_and_no_link_leads_nowhere() {
    let tree = rendered();
    assert_eq!(dead_links(&tree), []);
    if let Some(folder) = option_env!("BACKSTORY_TEST_SITE") {
        for (path, bytes) in tree.iter() {
            let file = std::path::Path::new(folder).join(path.as_str());
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, bytes).expect("a file");
        }
    }
}
