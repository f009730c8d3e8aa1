//! Templates: the site's own over the theme's over the built-in ones. A template that does not
//! parse is reported and the one below it stands in.

pub mod built_in;
pub mod contract;
mod problem;
mod say;

use std::collections::BTreeMap;

use tera::{Context, Kwargs, State, Tera, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, closest};
use crate::fingerprint::fingerprint;
use crate::pages::strings::{StringTable, Strings};
use built_in::{TEMPLATES, THEMES, Theme};
use say::say;

/// Folder of the string tables below `templates/`.
pub const STRINGS: &str = "strings/";

/// What a site and its theme bring along. Empty for a site that looks like the default.
#[derive(Clone, Debug, Default)]
pub struct TemplateSources {
    /// The site's own `templates/`: path below that folder → text.
    pub site: BTreeMap<String, String>,
    /// The chosen theme's folder: path below it (`templates/claim.html`, `style.css`) → bytes.
    pub theme: BTreeMap<String, Vec<u8>>,
    /// Name of the theme, for messages.
    pub theme_name: String,
}

impl TemplateSources {
    /// The string tables of the theme, then of the site.
    pub fn strings(&self) -> Vec<StringTable> {
        let table = |file: String, name: &str, text: String| {
            let language = name.strip_prefix(STRINGS)?.strip_suffix(".toml")?.to_owned();
            Some(StringTable { file, language, text })
        };
        let shipped = self.built_in().into_iter().flat_map(|theme| theme.files);
        let shipped = shipped.filter_map(|(path, text)| {
            let name = path.strip_prefix("templates/")?;
            table(self.built_in_file(path), name, (*text).to_owned())
        });
        let theme = self.theme.iter().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            let text = String::from_utf8_lossy(bytes).into_owned();
            table(format!("themes/{}/{path}", self.theme_name), name, text)
        });
        let site = self
            .site
            .iter()
            .filter_map(|(name, text)| table(format!("templates/{name}"), name, text.clone()));
        shipped.chain(theme).chain(site).collect()
    }

    /// The chosen theme, when it is one that is compiled in and not the one below all others.
    fn built_in(&self) -> Option<&'static Theme> {
        THEMES.iter().skip(1).find(|theme| theme.name == self.theme_name)
    }

    /// A file of a theme that is compiled in, as messages name it.
    fn built_in_file(&self, path: &str) -> String {
        format!("{BUILT_IN_PREFIX}themes/{}/{path}", self.theme_name)
    }

    /// A theme that is neither compiled in nor a folder.
    fn unknown_theme(&self) -> Option<Diagnostic> {
        let name = self.theme_name.as_str();
        if name.is_empty() || built_in::theme(name).is_some() || !self.theme.is_empty() {
            return None;
        }
        let problem = Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"));
        let hint = match closest(name, THEMES.iter().map(|theme| theme.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "`backstory theme list` names them; one of your own stands in themes/{name}/"
            ),
        };
        Some(problem.at(Place::file("site.toml")).hint(hint))
    }
}

/// Parsed templates, and the theme's other files.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// Where each template comes from, for messages.
    origins: BTreeMap<String, String>,
    /// Of each template a fingerprint of all that it is made of.
    texts: BTreeMap<String, u64>,
    /// Whether any of them shows structured data, which is made for nothing otherwise.
    has_json_ld: bool,
    /// Style sheet, script and other files of the theme, by name.
    pub assets: BTreeMap<String, Vec<u8>>,
}

/// One candidate for a template: its name, the file it comes from, its text.
struct Candidate<'a> {
    name: &'a str,
    file: String,
    text: &'a str,
}

impl Templates {
    /// Parses the templates. They see `strings` as `t` and through `say`. Each built-in one stays
    /// available as `default/<name>`, so that an override can extend what it replaces.
    pub fn load(sources: &TemplateSources, strings: &Strings) -> (Self, Diagnostics) {
        let mut diagnostics: Diagnostics = sources.unknown_theme().into_iter().collect();
        let mut refused: Vec<String> = Vec::new();
        loop {
            let chosen = choose(sources, &refused, &mut diagnostics);
            let mut tera = Tera::new();
            let spoken = strings.clone();
            let said = move |values: Kwargs, state: &State<'_>| say(&spoken, &values, state);
            tera.register_function("say", said);
            tera.global_context().insert_value("t", Value::from_serializable(&strings.plain()));
            let originals = TEMPLATES
                .iter()
                .filter(|(name, _)| *name != "parts.html")
                .map(|(name, text)| (format!("default/{name}"), *text));
            let named = chosen.iter().map(|candidate| (candidate.name.to_owned(), candidate.text));
            let added = tera.add_raw_templates(originals.chain(named));
            let origins: BTreeMap<String, String> = chosen
                .iter()
                .map(|candidate| (candidate.name.to_owned(), candidate.file.clone()))
                .collect();
            let texts = fingerprints(&chosen);
            // What is built in can be extended by its own name, and `__tera_context` holds everything.
            let shows = ["json_ld", "default/", "__tera_context"];
            let has_json_ld =
                chosen.iter().any(|one| shows.iter().any(|word| one.text.contains(word)));
            let assets = assets(sources);
            let templates = Self { tera, origins, texts, has_json_ld, assets };
            let Err(error) = added else { return (templates, diagnostics) };
            let (diagnostic, name) = problem::tell(&error, None, &templates.origins);
            // A parse error names its template; another one (a missing parent, say) may not. Then
            // every override goes: a site that looks plain is better than no site.
            let guilty: Vec<String> = match name.and_then(|name| templates.origins.get(&name)) {
                Some(file) if !file.starts_with(BUILT_IN_PREFIX) => vec![file.clone()],
                _ => chosen
                    .iter()
                    .filter(|candidate| !candidate.file.starts_with(BUILT_IN_PREFIX))
                    .map(|candidate| candidate.file.clone())
                    .collect(),
            };
            diagnostics.push(diagnostic);
            if guilty.is_empty() {
                return (templates, diagnostics);
            }
            refused.extend(guilty);
        }
    }

    /// What is visible in every template.
    pub fn set_global(&mut self, name: &'static str, value: Value) {
        self.tera.global_context().insert_value(name, value);
    }

    /// Changes when a template changes, or any that is not the template of a kind of page and so may
    /// be part of it.
    pub fn fingerprint(&self, template: &str) -> u64 {
        self.texts.get(template).copied().unwrap_or(0)
    }

    /// Whether any template shows the structured data of its page.
    pub const fn has_json_ld(&self) -> bool {
        self.has_json_ld
    }

    /// Renders one page.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render(template, context)
            .map_err(|error| Box::new(problem::tell(&error, Some(context), &self.origins).0))
    }
}

/// Built-in templates that others are made of without naming them.
const SHARED: [&str; 2] = ["base.html", "parts.html"];

/// Of each template a fingerprint of its text and of all that may be part of it: what is no template of
/// a kind of page, and what another one names.
fn fingerprints(chosen: &[Candidate<'_>]) -> BTreeMap<String, u64> {
    let is_named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let others = chosen.iter().filter(|other| other.name != name);
        others.into_iter().any(|other| quoted.iter().any(|name| other.text.contains(name)))
    };
    let is_shared = |name: &str| {
        SHARED.contains(&name) || !TEMPLATES.iter().any(|(page, _)| *page == name) || is_named(name)
    };
    let shared: Vec<(&str, &str)> =
        chosen.iter().filter(|one| is_shared(one.name)).map(|one| (one.name, one.text)).collect();
    let shared = fingerprint(&shared);
    chosen.iter().map(|one| (one.name.to_owned(), fingerprint(&(shared, one.text)))).collect()
}

const BUILT_IN_PREFIX: &str = "built-in:";

fn built_in_file(name: &str) -> String {
    format!("{BUILT_IN_PREFIX}templates/{name}")
}

/// The uppermost text of each template that is not refused.
fn choose<'a>(
    sources: &'a TemplateSources,
    refused: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Candidate<'a>> {
    let mut chosen: BTreeMap<&str, Candidate<'a>> = BTreeMap::new();
    for (name, text) in TEMPLATES {
        chosen.insert(name, Candidate { name, file: built_in_file(name), text });
    }
    for (path, text) in sources.built_in().into_iter().flat_map(|theme| theme.files) {
        let Some(name) = path.strip_prefix("templates/").filter(|n| !n.starts_with(STRINGS)) else {
            continue;
        };
        chosen.insert(name, Candidate { name, file: sources.built_in_file(path), text });
    }
    for (path, bytes) in &sources.theme {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        if name.starts_with(STRINGS) {
            continue;
        }
        let file = format!("themes/{}/{path}", sources.theme_name);
        match std::str::from_utf8(bytes) {
            Ok(text) if !refused.contains(&file) => {
                chosen.insert(name, Candidate { name, file, text });
            }
            Err(_) if refused.is_empty() => diagnostics
                .push(Diagnostic::error("template", "it is not UTF-8").at(Place::file(file))),
            _ => {}
        }
    }
    for (name, text) in sources.site.iter().filter(|(name, _)| !name.starts_with(STRINGS)) {
        let file = format!("templates/{name}");
        if !refused.contains(&file) {
            chosen.insert(name, Candidate { name, file, text });
        }
    }
    chosen.into_values().collect()
}

/// A theme's additions to the style sheet: they stand behind it, in the same file.
const EXTRA: &str = "extra.css";

/// The default theme's files under the chosen theme's, and those that are compiled in under those of
/// a folder.
fn assets(sources: &TemplateSources) -> BTreeMap<String, Vec<u8>> {
    let mut assets = BTreeMap::new();
    for theme in THEMES.iter().take(1).chain(sources.built_in()) {
        for (path, text) in theme.files {
            assets.insert((*path).to_owned(), text.as_bytes().to_vec());
        }
    }
    assets.extend(sources.theme.clone());
    assets.retain(|path, _| !path.starts_with("templates/") && path != "theme.toml");
    if let (Some(extra), Some(style)) = (assets.remove(EXTRA), assets.get_mut("style.css")) {
        style.push(b'\n');
        style.extend(extra);
    }
    assets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_override_is_reported_at_its_place_and_the_built_in_one_stands_in() {
        let mut sources = TemplateSources::default();
        sources.site.insert("claim.html".to_owned(), "line one\n{% if %}".to_owned());
        let (templates, problems) = Templates::load(&sources, &Strings::english());
        let place = problems[0].place.as_ref().expect("a place");
        assert_eq!((place.file.as_str(), place.line), ("templates/claim.html", 2));
        assert!(problems[0].hint.as_deref().unwrap_or("").contains("with its end"));
        assert_eq!(problems.len(), 1);
        assert_eq!(templates.origins["claim.html"], "built-in:templates/claim.html");
    }

    #[test]
    fn the_sites_template_wins_over_the_themes() {
        let mut sources = TemplateSources { theme_name: "x".to_owned(), ..Default::default() };
        sources.theme.insert("templates/tag.html".to_owned(), b"theme".to_vec());
        sources.theme.insert("templates/404.html".to_owned(), b"theme".to_vec());
        sources.theme.insert("style.css".to_owned(), b"p{}".to_vec());
        sources.site.insert("tag.html".to_owned(), "site".to_owned());
        let (templates, problems) = Templates::load(&sources, &Strings::english());
        assert!(problems.is_empty(), "{problems:?}");
        let render = |name| templates.render(name, &Context::new()).expect("rendered");
        assert_eq!((render("tag.html"), render("404.html")), ("site".into(), "theme".into()));
        assert_eq!(templates.assets["style.css"], b"p{}");
    }

    #[test]
    fn an_unknown_variable_is_reported_with_those_that_exist() {
        let mut sources = TemplateSources::default();
        sources.site.insert("tag.html".to_owned(), "{{ titel }}".to_owned());
        let (templates, _) = Templates::load(&sources, &Strings::english());
        let mut context = Context::new();
        context.insert("root", "");
        let problem = templates.render("tag.html", &context).expect_err("a problem");
        let hint = problem.hint.as_deref().unwrap_or("");
        assert!(
            hint.starts_with("variables here: root, t; `backstory theme doc tag.html`"),
            "{hint}"
        );
    }

    #[test]
    fn an_override_that_includes_what_is_missing_is_the_only_one_that_goes() {
        let mut sources = TemplateSources::default();
        let text = "line one\n  {% include \"gone.html\" %}";
        sources.site.insert("tag.html".to_owned(), text.to_owned());
        sources.site.insert("404.html".to_owned(), "fine".to_owned());
        let (templates, problems) = Templates::load(&sources, &Strings::english());
        let place = problems[0].place.as_ref().expect("a place");
        assert_eq!((place.file.as_str(), place.line, problems.len()), ("templates/tag.html", 2, 1));
        assert_eq!(templates.origins["tag.html"], "built-in:templates/tag.html");
        assert_eq!(templates.origins["404.html"], "templates/404.html");
    }

    #[test]
    fn an_override_that_extends_nothing_known_does_not_cost_the_site() {
        let mut sources = TemplateSources::default();
        sources.site.insert("tag.html".to_owned(), "{% extends \"nowhere.html\" %}".to_owned());
        let (templates, problems) = Templates::load(&sources, &Strings::english());
        assert_eq!(problems.len(), 1);
        assert_eq!(templates.origins["tag.html"], "built-in:templates/tag.html");
    }
}
