//! What templates may use: the variables of each with their types and meaning, read off the types
//! that are handed to them, and the blocks and components of the built-in templates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::Value;

use super::built_in::TEMPLATES;
use crate::pages::{claims, data, entry, faq, home, listing, lost, moved, search, timeline};
use crate::render::Site;
use crate::render::metadata::PageHead;

/// Variables of every template that are no view: name, type, meaning.
const COMMON: &[(&str, &str, &str)] = &[
    ("site", "Site", "What is the same on every page."),
    ("page", "PageHead", "What the head of the page needs."),
    ("view", "", "What the page shows; its type depends on the template."),
    (
        "index",
        "text",
        "On the search page: the folder of the search index, below the site's base; empty without search.",
    ),
    ("root", "text", "What leads from the page to the site's base: every `href` stands behind it."),
    (
        "bodies",
        "markup by file",
        "The rendered texts of content files: `bodies[view.body]` wherever a view names one.",
    ),
    (
        "popovers",
        "markup",
        "What chips, names and notes in the bodies open; it stands inside main.",
    ),
    ("cards", "list of EntityView", "Cards of the people and places that the bodies name."),
    (
        "here",
        "true or false",
        "Whether the page lists every source itself, so that chips in its bodies lead to that list.",
    ),
    ("json_ld", "markup", "Structured data for a script of type application/ld+json, or empty."),
    (
        "t",
        "texts by section and name",
        "The page's own words without placeholders, such as `t.nav.story`; components ask for it as `@t`.",
    ),
];

/// The templates that show a page, each with the type of its view.
macro_rules! views {
    ($($template:literal: $view:ty),* $(,)?) => {
        fn views(generator: &mut SchemaGenerator) -> Vec<(&'static str, Value)> {
            vec![$(($template, generator.subschema_for::<$view>().to_value())),*]
        }
    };
}

views! {
    "404.html": lost::NotFoundView,
    "changes.html": listing::ChangesView,
    "claim.html": claims::ClaimPage,
    "claims.html": claims::ClaimsView,
    "data.html": data::DataView,
    "disagreements.html": claims::MatrixView,
    "entities.html": listing::EntitiesView,
    "entity.html": entry::EntityPage,
    "event.html": entry::EventPage,
    "events.html": listing::EventsView,
    "faq.html": faq::FaqView,
    "home.html": home::HomeView,
    "moved.html": moved::MovedView,
    "page.html": home::ProseView,
    "search.html": search::SearchView,
    "source.html": entry::SourcePage,
    "sources.html": listing::SourcesView,
    "tag.html": listing::TagView,
    "tags.html": listing::TagsView,
    "timeline.html": timeline::TimelineView,
    "unknowns.html": faq::UnknownsView,
}

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds, in words: `text`, `list of ClaimView`, `number, or none`.
    pub holds: String,
    /// The type of its parts, when that is documented too.
    pub part: Option<String>,
    /// What it means.
    pub text: String,
}

/// A type that templates see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Type {
    /// What it is.
    pub text: String,
    /// Its fields, in their order.
    pub fields: Vec<Field>,
}

/// All that templates may use.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The type of `view` by template.
    pub views: BTreeMap<&'static str, String>,
    /// Types by name.
    pub types: BTreeMap<String, Type>,
}

/// Reads the contract off the types.
pub fn contract() -> Contract {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let views = views(&mut generator);
    generator.subschema_for::<Site<'_>>();
    generator.subschema_for::<PageHead>();
    let types = generator.take_definitions(true);
    let views = views.into_iter().filter_map(|(name, schema)| Some((name, named(&schema)?)));
    let types = types.iter().filter_map(|(name, schema)| Some((name.clone(), described(schema)?)));
    Contract { views: views.collect(), types: types.collect() }
}

/// The documented type that a schema refers to.
fn named(schema: &Value) -> Option<String> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    reference.and_then(|path| path.rsplit('/').next()).map(str::to_owned)
}

fn described(schema: &Value) -> Option<Type> {
    let properties = schema.get("properties")?.as_object()?;
    let fields = properties.iter().map(|(name, schema)| {
        let (holds, part) = held(schema);
        Field { name: name.clone(), holds, part, text: text(schema) }
    });
    Some(Type { text: text(schema), fields: fields.collect() })
}

/// The doc comment, on one line.
fn text(schema: &Value) -> String {
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a value is, in words, and the documented type in it.
fn held(schema: &Value) -> (String, Option<String>) {
    if let Some(name) = named(schema) {
        return (name.clone(), Some(name));
    }
    if let Some(list) = schema.get("anyOf").and_then(Value::as_array) {
        let (holds, part) = list.first().map(held).unwrap_or_default();
        return (format!("{holds}, or none"), part);
    }
    let (kind, none) = match schema.get("type") {
        Some(Value::Array(kinds)) => {
            (kinds.first().and_then(Value::as_str), kinds.iter().any(|kind| kind == "null"))
        }
        kind => (kind.and_then(Value::as_str), false),
    };
    let (holds, part) = match kind {
        Some("string") => ("text".to_owned(), None),
        Some("integer" | "number") => ("number".to_owned(), None),
        Some("boolean") => ("true or false".to_owned(), None),
        Some("array") => {
            let (holds, part) = schema.get("items").map(held).unwrap_or_default();
            (format!("list of {holds}"), part)
        }
        Some("object") => {
            let (holds, part) = schema.get("additionalProperties").map(held).unwrap_or_default();
            (format!("{holds} by name"), part)
        }
        _ => ("anything".to_owned(), None),
    };
    (if none { format!("{holds}, or none") } else { holds }, part)
}

impl Contract {
    /// The contract as Markdown: of all templates, or of one; absent for a template that is not there.
    pub fn document(&self, only: Option<&str>) -> Option<String> {
        let listed: Vec<&str> = match only {
            Some(name) => {
                vec![TEMPLATES.iter().map(|(known, _)| *known).find(|known| *known == name)?]
            }
            None => TEMPLATES.iter().map(|(name, _)| *name).collect(),
        };
        let mut out = String::from("# Variables of every template\n\n");
        for (name, kind, text) in COMMON {
            let kind = if kind.is_empty() { String::new() } else { format!(" ({kind})") };
            let _ = writeln!(out, "- `{name}`{kind}: {text}");
        }
        out.push_str(
            "- `say(key=…, n=…, …)`: a text of the page's words with its placeholders filled, in the form that the number `n` takes.\n\n\
             `{% extends \"default/NAME\" %}` extends the built-in template that one of the same name replaces.\n",
        );
        let mut wanted: BTreeSet<&str> = ["Site", "PageHead"].into();
        for name in listed {
            self.template(name, &mut wanted, &mut out);
        }
        self.close(&mut wanted);
        out.push_str("\n# Types\n");
        for name in wanted {
            if let Some(described) = self.types.get(name) {
                let _ = write!(out, "\n## {name}\n\n{}\n\n", described.text);
                fields("", described, &mut out);
            }
        }
        Some(out)
    }

    fn template<'a>(&'a self, name: &str, wanted: &mut BTreeSet<&'a str>, out: &mut String) {
        let _ = write!(out, "\n# {name}\n\n");
        let source =
            TEMPLATES.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
        if let Some(described) = self.views.get(name).and_then(|view| self.types.get(view)) {
            let _ = write!(out, "{}\n\n", described.text);
            fields("view.", described, out);
            wanted.extend(described.fields.iter().filter_map(|field| field.part.as_deref()));
        }
        let blocks: Vec<String> = tags(source, "block").map(|name| format!("`{name}`")).collect();
        if !blocks.is_empty() {
            let _ = writeln!(out, "- blocks: {}", blocks.join(", "));
        }
        for component in tags(source, "component") {
            let _ = writeln!(out, "- component `{component}`");
        }
    }

    /// Adds the types that the wanted ones hold.
    fn close<'a>(&'a self, wanted: &mut BTreeSet<&'a str>) {
        let mut waiting: Vec<&str> = wanted.iter().copied().collect();
        while let Some(name) = waiting.pop() {
            let fields = self.types.get(name).into_iter().flat_map(|known| &known.fields);
            for part in fields.filter_map(|field| field.part.as_deref()) {
                if wanted.insert(part) {
                    waiting.push(part);
                }
            }
        }
    }
}

fn fields(prefix: &str, described: &Type, out: &mut String) {
    for field in &described.fields {
        let _ = writeln!(out, "- `{prefix}{}` ({}): {}", field.name, field.holds, field.text);
    }
}

/// What `{% block … %}` or `{% component … %}` name in a template, each once.
fn tags<'t>(source: &'t str, kind: &str) -> impl Iterator<Item = &'t str> {
    let mut seen = BTreeSet::new();
    source
        .split("{%")
        .skip(1)
        .filter_map(move |tag| {
            let inside = tag.split("%}").next()?.trim_matches(['-', ' ']);
            Some(inside.strip_prefix(kind)?.strip_prefix(' ')?.trim())
        })
        .filter(move |name| seen.insert(*name))
}

#[cfg(test)]
mod tests {
    use serde_json::Map;
    use tera::Context;

    use super::super::{TemplateSources, Templates};
    use super::*;
    use crate::config::{BuildConfig, Config};
    use crate::pages::facts::Facts;
    use crate::pages::fixture::{config, graph, id, library};
    use crate::pages::strings::Strings;
    use crate::pages::{plan_pages, plan_site};
    use crate::render::render_site;

    /// The paths of a serialised view that the contract does not have, and the fields met on the way.
    fn undocumented(
        contract: &Contract,
        kind: &str,
        value: &Value,
        met: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let Some(described) = contract.types.get(kind) else { return vec![kind.to_owned()] };
        let empty = Map::new();
        let object = value.as_object().unwrap_or(&empty);
        let mut strange = Vec::new();
        for (name, value) in object {
            let path = format!("{kind}.{name}");
            let Some(field) = described.fields.iter().find(|field| field.name == *name) else {
                strange.push(path);
                continue;
            };
            met.insert(path);
            let Some(part) = &field.part else { continue };
            match value {
                Value::Array(list) => {
                    for value in list {
                        strange.extend(undocumented(contract, part, value, met));
                    }
                }
                Value::Object(_) => strange.extend(undocumented(contract, part, value, met)),
                _ => {}
            }
        }
        strange
    }

    #[test]
    fn what_pages_show_is_what_is_documented() {
        let contract = contract();
        let mut library = library();
        if let Some(event) = library.events.get_mut(&id("closure")) {
            event.meta.former_ids = vec![id("shut")];
        }
        let graph = graph(&library);
        let (mut pages, _) = plan_pages(&library, &graph, &config(), &Strings::english());
        let small = Config { build: BuildConfig { page_size: 2, ..config().build }, ..config() };
        pages.extend(plan_pages(&library, &graph, &small, &Strings::english()).0);
        let mut met = BTreeSet::new();
        for page in &pages {
            let Some(template) = page.view.template() else { continue };
            let kind = contract.views.get(template).expect(template);
            let view = serde_json::to_value(&page.view).expect("a view");
            let strange = undocumented(&contract, kind, &view, &mut met);
            assert_eq!(strange, [""; 0], "{template}");
        }
        let mut wanted: BTreeSet<&str> = contract.views.values().map(String::as_str).collect();
        contract.close(&mut wanted);
        let documented = wanted.into_iter().flat_map(|name| {
            let fields = contract.types.get(name).into_iter().flat_map(|known| &known.fields);
            fields.map(move |field| format!("{name}.{}", field.name))
        });
        let never: Vec<String> = documented.filter(|path| !met.contains(path)).collect();
        assert_eq!(never, [""; 0], "documented, but nowhere shown");
        for (name, described) in &contract.types {
            let silent = described.fields.iter().filter(|field| field.text.is_empty());
            let silent: Vec<&str> = silent.map(|field| field.name.as_str()).collect();
            assert_eq!(silent, [""; 0], "{name} has fields without a word on them");
        }
    }

    #[test]
    fn the_variables_of_every_template_are_all_named() {
        let (library, strings) = (library(), Strings::english());
        let graph = graph(&library);
        let config = config();
        let facts = Facts::new(&library, &graph, &config, &strings);
        let (plan, _) = plan_site(facts);
        let mut sources = TemplateSources::default();
        let shown = |name: &str| contract().views.contains_key(name);
        for (template, _) in TEMPLATES.iter().filter(|(name, _)| shown(name)) {
            sources.site.insert((*template).to_owned(), "{{ nowhere }}".to_owned());
        }
        let (_, problems) = render_site(&plan, &sources);
        let documented: BTreeSet<&str> = COMMON.iter().map(|(name, ..)| *name).collect();
        let failed: Vec<_> =
            problems.iter().filter(|problem| problem.message.contains("nowhere")).collect();
        assert!(failed.len() > 10, "{problems:?}");
        for problem in failed {
            let hint = problem.hint.as_deref().expect("a hint");
            let list = hint.split("variables here: ").nth(1).expect(hint);
            let list = list.split(';').next().expect(hint);
            let mut depth = 0;
            let flat: String = list
                .chars()
                .filter(|c| {
                    depth += i32::from(*c == '(');
                    let keep = depth == 0;
                    depth -= i32::from(*c == ')');
                    keep
                })
                .collect();
            let names: BTreeSet<&str> = flat.split(", ").map(str::trim).collect();
            assert_eq!(names, documented, "{:?}", problem.place);
        }
    }

    #[test]
    fn the_document_names_fields_types_blocks_and_components() {
        let contract = contract();
        let all = contract.document(None).expect("a document");
        for part in [
            "- `view.claim` (ClaimView): The claim.",
            "## AnswerView",
            "- `settles` (text, or none): What would settle it.",
            "- `answers` (list of AnswerView): ",
            "- blocks: `kind`, `main`",
            "- component `chip(",
            "- `site` (Site)",
        ] {
            assert!(all.contains(part), "{part}");
        }
        let one = contract.document(Some("tag.html")).expect("a document");
        assert!(one.contains("view.tag") && !one.contains("ClaimView"), "{one}");
        assert_eq!(contract.document(Some("labels.html")), None);
    }

    #[test]
    fn a_misspelt_field_is_told_with_the_nearest() {
        let mut sources = TemplateSources::default();
        let own = "\n{% for source in view.sources %}{{ source.titel.x }}{% endfor %}";
        sources.site.insert("tag.html".to_owned(), own.to_owned());
        let (templates, _) = Templates::load(&sources, &Strings::english());
        let mut context = Context::new();
        context.insert("view", &serde_json::json!({"sources": [{"title": "a", "href": "b"}]}));
        let problem = templates.render("tag.html", &context).expect_err("a problem");
        let place = problem.place.as_ref().expect("a place");
        assert_eq!((place.file.as_str(), place.line), ("templates/tag.html", 2));
        let hint = problem.hint.as_deref().unwrap_or("");
        assert!(hint.starts_with("did you mean `title`? it has: "), "{hint}");
        assert!(hint.contains("`backstory theme doc tag.html`"), "{hint}");
    }
}
