//! What readers find on pages.

use super::template::TemplateSources;
use super::{dead_links, render_site};
use crate::config::Config;
use crate::content::library::Library;
use crate::diagnostic::Diagnostics;
use crate::pages::facts::{Facts, published};
use crate::pages::fixture::{self, config, graph, id, library};
use crate::pages::strings::Strings;
use crate::pages::{data, plan_site};
use crate::path::OutputPath;
use crate::tree::Tree;

fn build(library: &Library, config: &Config, templates: &TemplateSources) -> (Tree, Diagnostics) {
    let graph = graph(library);
    let (strings, _) = Strings::load(&config.language, &templates.strings());
    let library = &*published(library, config);
    let facts = Facts::new(library, &graph, config, &strings);
    let (plan, mut problems) = plan_site(facts);
    let (tree, more) = render_site(&plan, templates);
    problems.extend(more);
    (tree, problems)
}

fn rendered() -> Tree {
    let (tree, problems) = build(&library(), &config(), &TemplateSources::default());
    assert!(problems.is_empty(), "{problems:#?}");
    tree
}

fn is_page(path: &OutputPath) -> bool {
    std::path::Path::new(path.as_str()).extension().is_some_and(|ending| ending == "html")
}

fn file<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let path = OutputPath::parse(path).expect("a path");
    std::str::from_utf8(tree.get(&path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// What a reader sees of a page: the head names things too.
fn shown(html: &str) -> &str {
    html.split_once("</head>").expect("a head").1
}

#[test]
fn every_page_is_rendered_and_no_link_leads_nowhere() {
    let tree = rendered();
    assert_eq!(dead_links(&tree), []);
    for path in ["claims/warned/index.html", "tags/infrastructure/index.html", ".nojekyll"] {
        file(&tree, path);
    }
}

#[test]
fn an_empty_library_is_a_whole_site_too() {
    let config = Config::default();
    let (tree, problems) = build(&Library::default(), &config, &TemplateSources::default());
    assert_eq!(dead_links(&tree), []);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["no-base-url"]);
    assert!(!tree.iter().any(|(path, _)| path.as_str() == "feed.xml"));
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert!(rendered() == rendered());
}

#[test]
fn pages_have_one_first_heading_and_no_inline_script_or_style() {
    for (path, bytes) in rendered().iter().filter(|(path, _)| is_page(path)) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert!(
            !html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick")
        );
        let scripts = html.matches("<script").count();
        let known = html.matches("<script src=").count()
            + html.matches("<script type=\"application/ld+json\">").count();
        assert_eq!(scripts, known, "{path}");
        assert!(html.contains("Content-Security-Policy"), "{path}");
    }
}

#[test]
fn ids_on_a_page_are_used_once() {
    for (path, bytes) in rendered().iter().filter(|(path, _)| is_page(path)) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}");
    }
}

#[test]
fn drafts_and_what_only_they_say_stay_unpublished_unless_asked_for() {
    let mut library = library();
    let article = library.articles.get_mut(&id("tide-weekly")).expect("the article");
    article.meta.draft = true;
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    assert!(!tree.iter().any(|(path, _)| path.as_str().contains("tide-weekly")));
    assert!(!file(&tree, "claims/warned/index.html").contains("yes, in writing"));
    assert!(!file(&tree, "data/story.json").contains("\"id\":\"tide-weekly\""));
    assert_eq!(dead_links(&tree), []);
    let mut config = config();
    config.build.drafts = true;
    let (tree, _) = build(&library, &config, &TemplateSources::default());
    file(&tree, "sources/tide-weekly/index.html");
}

#[test]
fn two_pages_on_one_address_are_refused_and_the_first_one_stands() {
    let mut library = library();
    let page = fixture::entry("pages", "timeline", "title: Mine\n", "Text.");
    library.pages.insert(id("timeline"), page.into());
    let (tree, problems) = build(&library, &config(), &TemplateSources::default());
    let problem = problems.first().expect("a problem");
    assert_eq!(problem.code, "route-collision");
    let place = problem.place.as_ref().expect("a place");
    assert_eq!(place.file, "content/pages/timeline.md");
    assert!(file(&tree, "timeline/index.html").contains("The bridge opens"));
}

#[test]
fn lists_are_split_into_pages() {
    let mut config = config();
    config.build.page_size = 2;
    let (tree, problems) = build(&library(), &config, &TemplateSources::default());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(dead_links(&tree), []);
    for list in ["sources", "entities", "events", "claims", "disagreements", "timeline", "changes"]
    {
        file(&tree, &format!("{list}/page/2/index.html"));
    }
}

#[test]
fn a_shared_template_that_fails_is_reported_once() {
    let mut templates = TemplateSources::default();
    let base = include_str!("../../templates/base.html");
    templates.site.insert("base.html".to_owned(), format!("{base}{{{{ nowhere }}}}"));
    let (_, problems) = build(&library(), &config(), &templates);
    let problems: Vec<_> = problems.iter().filter(|problem| problem.code == "template").collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.contains("more pages"), "{problems:?}");
}

#[test]
fn a_template_that_fails_costs_its_pages_only() {
    let mut templates = TemplateSources::default();
    templates.site.insert("claim.html".to_owned(), "<p>\n{{ view.claim.nothing.x }}".to_owned());
    let (tree, problems) = build(&library(), &config(), &templates);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("and 4 more pages"), "{problems:?}");
    let place = problems[0].place.as_ref().expect("a place");
    assert_eq!((place.file.as_str(), place.line), ("templates/claim.html", 2));
    assert!(
        problems[0].hint.as_ref().is_some_and(|hint| hint.contains("it has: about, answers, "))
    );
    file(&tree, "index.html");
}

#[test]
fn what_is_only_ordered_follows_its_event_and_the_undated_come_last() {
    let tree = rendered();
    let html = shown(file(&tree, "timeline/index.html"));
    let order: Vec<Option<usize>> =
        ["opens<", "Last major", "write to", "Winter", "is closed<", "council", "extra", "second"]
            .iter()
            .map(|title| html.find(title))
            .collect();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
    assert!(html.contains("only the order is known"));
}

#[test]
fn on_one_day_what_is_known_to_come_first_stands_first() {
    let mut library = library();
    let event = library.events.get_mut(&id("dive")).expect("the event");
    event.meta.after = Some(id("second-letter"));
    let event = library.events.get_mut(&id("second-letter")).expect("the event");
    event.meta.date = Some("2031-03-07".parse().expect("a date"));
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    let html = file(&tree, "timeline/index.html");
    assert!(html.find("A second letter") < html.find("Divers find"));
    assert!(html.find("Divers find") < html.find("The bridge is closed"));
}

#[test]
fn a_circle_of_followers_is_undated() {
    let mut library = library();
    for (one, other) in [("council", "second-letter"), ("second-letter", "council")] {
        let event = library.events.get_mut(&id(one)).expect("the event");
        event.meta.after = Some(id(other));
    }
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    let html = shown(file(&tree, "timeline/index.html"));
    assert!(html.find("Date not known") < html.find("The council meets"));
}

/// The style sheet that a page names.
fn sheet_of<'t>(tree: &'t Tree, page: &str) -> &'t str {
    let html = file(tree, page);
    let link = html.split("assets/style.").nth(1).and_then(|rest| rest.split('"').next());
    file(tree, &format!("assets/style.{}", link.expect("a style sheet")))
}

#[test]
fn filters_hide_events_by_rules_alone() {
    let tree = rendered();
    assert!(file(&tree, "timeline/index.html").contains("id=\"f-tomas-reyl\""));
    let css = sheet_of(&tree, "timeline/index.html");
    assert!(css.contains(":root:has(#f-tomas-reyl:checked)"));
    assert!(css.contains(".moment:not([data-e~=\"tomas-reyl\"])"));
}

#[test]
fn assets_are_sealed_only_on_a_site_that_is_served() {
    let (html, _) = home_of(None);
    assert!(!html.contains("integrity="));
    let (html, sheet) = home_of(Some("https://x.example/y"));
    assert_eq!(html.matches("integrity=\"sha256-").count(), 2, "{html}");
    assert!(html.contains(&format!("{sheet}\" integrity=\"sha256-")));
}

/// The start page, and its style sheet's path, of a site at `base`.
fn home_of(base: Option<&str>) -> (String, String) {
    let library = library();
    let mut config = config();
    config.base_url = base.map(str::to_owned);
    let (tree, _) = build(&library, &config, &TemplateSources::default());
    let html = file(&tree, "index.html").to_owned();
    let sheet = html.split("assets/style.").nth(1).and_then(|rest| rest.split('"').next());
    let sheet = format!("assets/style.{}", sheet.expect("a style sheet"));
    (html, sheet)
}

#[test]
fn a_page_brings_only_the_style_rules_of_its_kind() {
    let tree = rendered();
    let timeline = sheet_of(&tree, "timeline/index.html");
    let matrix = sheet_of(&tree, "disagreements/index.html");
    assert!(timeline.contains(".moment") && !timeline.contains(".matrix"));
    assert!(matrix.contains(".matrix") && !matrix.contains(".moment"));
    for page in ["index.html", "404.html", "timeline/index.html"] {
        assert!(!sheet_of(&tree, page).contains("/*") && sheet_of(&tree, page).contains(":root"));
    }
}

#[test]
fn the_matrix_has_a_cell_for_every_source_and_says_why_it_is_silent() {
    let tree = rendered();
    let html = file(&tree, "disagreements/index.html");
    let row = html.split("<tr").find(|row| row.contains("#warned")).expect("a row");
    assert_eq!(row.matches("<td").count(), 5);
    assert!(row.contains("published before") && row.contains("yes, in writing"));
    let order = [html.find("#crack-length"), html.find("#daily-traffic"), html.find("#closed-at")];
    assert!(order.is_sorted());
}

#[test]
fn a_source_shows_its_budget_and_whom_it_disagrees_with() {
    let tree = rendered();
    let html = file(&tree, "sources/harbour-post/index.html");
    assert!(html.contains("words of 612"));
    let disputes = html.split("_part-disputes").nth(2).expect("the section");
    assert!(disputes.contains("North Courier") && !disputes.contains("Coast Wire</b>"));
    assert!(html.contains("bridge-closed#:~:text=on%20the%20mayor"));
}

#[test]
fn too_much_quoted_is_said_on_the_page() {
    let mut config = config();
    config.sources.source_words = 10;
    let (tree, _) = build(&library(), &config, &TemplateSources::default());
    assert!(file(&tree, "sources/harbour-post/index.html").contains("over the limit"));
}

#[test]
fn the_feed_is_atom_with_dates_of_the_content() {
    let tree = rendered();
    let feed = feed_rs::parser::parse(file(&tree, "feed.xml").as_bytes()).expect("a feed");
    assert_eq!(feed.entries.len(), 3);
    assert_eq!(feed.updated.expect("a date").to_rfc3339(), "2031-03-09T00:00:00+00:00");
    let id = "https://bridge.example/story/changes/#2031-03-09-warned";
    assert!(feed.entries.iter().any(|entry| entry.id == id));
}

#[test]
fn the_page_for_lost_readers_names_the_base_absolutely() {
    let tree = rendered();
    assert!(file(&tree, "404.html").contains("href=\"/story/timeline/index.html\""));
    assert!(!file(&tree, "sitemap.xml").contains("404"));
}

#[test]
fn without_an_explainer_an_overview_stands_there() {
    let mut library = library();
    library.index = None;
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    let html = file(&tree, "index.html");
    assert!(html.contains("What happened, in brief") && html.contains("The bridge is closed"));
}

#[test]
fn the_story_as_data_has_the_shape_that_export_promises() {
    let (library, config) = (library(), config());
    let story = data::story(&library, &config);
    let first = |list: &str| story[list][0].as_object().expect("an object").clone();
    let article = story["articles"]
        .as_array()
        .and_then(|all| all.iter().find(|article| article["id"] == "coast-wire"))
        .expect("the article");
    assert_eq!(article["source"], "coast-wire.md");
    assert_eq!(article["copy_of"], "harbour-post");
    for key in ["id", "question", "attribute", "positions", "verdict"] {
        assert!(first("claims").contains_key(key), "{key}");
    }
    assert!(first("events").contains_key("sources"));
    assert_eq!(story["questions"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_address_of_before_leads_on_without_script_and_stays_out_of_lists() {
    let mut library = library();
    let event = library.events.get_mut(&id("closure")).expect("the event");
    event.meta.former_ids = vec![id("shut")];
    let (tree, problems) = build(&library, &config(), &TemplateSources::default());
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(dead_links(&tree), []);
    let page = file(&tree, "events/shut/index.html");
    let refresh = "<meta http-equiv=\"refresh\" content=\"0;url=../../events/closure/index.html\">";
    assert!(page.contains(refresh), "{page}");
    assert!(page.contains("<a href=\"../../events/closure/index.html\">"), "{page}");
    assert!(page.contains("noindex"), "{page}");
    assert!(
        page.contains(
            "<link rel=\"canonical\" href=\"https://bridge.example/story/events/closure/\">"
        ),
        "{page}"
    );
    assert_eq!(file(&tree, "_redirects"), "/events/shut/ /events/closure/ 301\n");
    assert!(!file(&tree, "events/index.html").contains("shut/index.html"));
}

#[test]
fn hosts_are_told_the_policy_that_pages_carry() {
    let tree = rendered();
    let headers = file(&tree, "_headers");
    assert!(headers.contains("script-src 'self'") && headers.contains("frame-ancestors 'none'"));
}

#[test]
fn who_appears_with_whom_is_drawn_and_told_in_a_table_in_both_directions_of_writing() {
    let drawing = |language: &str| {
        let config = Config { language: language.to_owned(), ..config() };
        let (tree, _) = build(&library(), &config, &TemplateSources::default());
        let page = file(&tree, "entities/sallow-bridge/index.html").to_owned();
        let (_, rest) = page.split_once("<svg class=\"fan\"").expect("a drawing");
        let (svg, rest) = rest.split_once("</svg>").expect("its end");
        let links = |html: &str| -> Vec<String> {
            let parts = html.split("<a href=\"").skip(1);
            parts.filter_map(|part| Some(part.split('"').next()?.to_owned())).collect()
        };
        let drawn = links(svg);
        let table = links(rest.split("</table>").next().unwrap_or(""));
        assert!(drawn.len() > 2 && drawn.iter().all(|link| table.contains(link)), "{table:?}");
        assert!(!svg.contains("style="));
        svg.to_owned()
    };
    let (ltr, rtl) = (drawing("en"), drawing("ar"));
    assert!(ltr.contains("<circle cx=\"60\"") && !ltr.contains("matrix"), "{ltr}");
    assert!(rtl.contains("<circle cx=\"228\"") && rtl.contains("matrix(-1 0 0 1 288 0)"), "{rtl}");
    assert!(ltr.contains("<tspan x=\"74\"") && rtl.contains("<tspan x=\"214\""));
}

#[test]
fn pages_show_their_own_card_or_the_storys_and_none_without_an_address() {
    let image = |tree: &Tree, page: &str| -> Option<String> {
        let html = file(tree, page);
        let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"")?;
        let path = rest.split('"').next()?.strip_prefix("https://bridge.example/story/")?;
        tree.get(&OutputPath::parse(path).expect("a path")).expect("the picture");
        assert!(html.contains("content=\"summary_large_image\""));
        Some(path.to_owned())
    };
    let mut config = config();
    config.build.social_cards = 500;
    let (tree, problems) = build(&library(), &config, &TemplateSources::default());
    assert!(problems.is_empty(), "{problems:#?}");
    let claim = image(&tree, "claims/warned/index.html").expect("a picture");
    assert!(claim.starts_with("assets/cards/claims/warned."), "{claim}");
    let story = image(&tree, "index.html").expect("a picture");
    assert!(story.starts_with("assets/cards/story."), "{story}");
    assert_eq!(image(&tree, "timeline/index.html"), Some(story));
    assert_eq!(image(&tree, "404.html"), None);
    let pictures =
        |tree: &Tree| tree.iter().filter(|(path, _)| path.as_str().contains(".png")).count();

    config.build.social_cards = 3;
    let (tree, _) = build(&library(), &config, &TemplateSources::default());
    assert_eq!(pictures(&tree), 3);
    assert_eq!(image(&tree, "entities/sallow-bridge/index.html"), image(&tree, "index.html"));

    config.base_url = None;
    let (tree, _) = build(&library(), &config, &TemplateSources::default());
    assert_eq!(pictures(&tree), 0);
    assert!(!file(&tree, "index.html").contains("og:image"));
}

#[test]
fn the_words_of_a_source_in_another_language_say_so() {
    let mut library = library();
    if let Some(source) = library.articles.get_mut(&id("north-courier")) {
        source.meta.language = Some("fr-CA".to_owned());
    }
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    let marked = |path: &str, text: &str| {
        let page = file(&tree, path);
        let at = page.find(text).expect(text);
        page[..at].ends_with("lang=\"fr-CA\">")
            || page[..at].ends_with("lang=\"fr-CA\"><p>“")
            || page[..at].ends_with("lang=\"fr-CA\">“")
    };
    for path in ["sources/index.html", "index.html"] {
        assert!(
            marked(path, "‘A pier is not a tooth’: inside the bridge inspection</a>"),
            "{path}"
        );
    }
    let page = file(&tree, "sources/north-courier/index.html");
    assert!(page.contains("<h1 lang=\"fr-CA\">") && page.contains("<q lang=\"fr-CA\">"), "{page}");
    assert!(file(&tree, "disagreements/index.html").contains("<blockquote lang=\"fr-CA\">"));
    assert!(!file(&tree, "sources/harbour-post/index.html").contains(" lang=\"en\"><p>"));
    // The whole text of a source is in its language; a fact sheet in ours is not.
    assert!(!page.contains("<div class=\"prose\" lang"));
    if let Some(source) = library.articles.get_mut(&id("north-courier")) {
        source.meta.rights = crate::model::article::Rights::Full;
    }
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    let page = file(&tree, "sources/north-courier/index.html");
    assert!(page.contains("<div class=\"prose\" lang=\"fr-CA\">"), "{page}");
}

#[test]
fn a_site_in_another_language_has_its_words_dates_and_direction() {
    let config = Config { language: "uk".to_owned(), ..config() };
    let (tree, problems) = build(&library(), &config, &TemplateSources::default());
    assert!(problems.is_empty(), "{problems:?}");
    let home = file(&tree, "index.html");
    for part in [
        "<html lang=\"uk\" dir=\"ltr\">",
        ">Хронологія<",
        "9 березня 2031, 18:00 UTC",
        "4 незалежні",
    ] {
        assert!(home.contains(part), "{part}");
    }
    assert!(file(&tree, "timeline/index.html").contains("<h3>березень</h3>"));
    let config = Config { language: "ar".to_owned(), ..config };
    let (tree, problems) = build(&library(), &config, &TemplateSources::default());
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [""; 0], "{problems:?}");
    assert!(file(&tree, "index.html").contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn markup_in_a_value_of_a_text_is_escaped() {
    let mut library = library();
    if let Some(index) = &mut library.index {
        index.meta.author = Some("<b>A & \"B\"</b>".to_owned());
    }
    let (tree, _) = build(&library, &config(), &TemplateSources::default());
    assert!(file(&tree, "index.html").contains("By &lt;b&gt;A &amp; &quot;B&quot;&lt;"));
}

#[test]
fn a_text_that_no_table_has_is_told_with_the_nearest() {
    let mut templates = TemplateSources::default();
    let own = "{{ say(key=\"tag.titel\", tag=view.tag) }}".to_owned();
    templates.site.insert("tag.html".to_owned(), own);
    let (_, problems) = build(&library(), &config(), &templates);
    assert!(problems[0].message.contains("did you mean `tag.title`?"), "{problems:?}");
}
