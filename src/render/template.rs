//! Templates: the site's own over the theme's over the built-in ones. A template that does not
//! parse is reported and the one below it stands in.

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::pages::strings::{Piece, StringTable, Strings};

/// The templates compiled into the program, by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("changes.html", include_str!("../../templates/changes.html")),
    ("claim.html", include_str!("../../templates/claim.html")),
    ("claims.html", include_str!("../../templates/claims.html")),
    ("disagreements.html", include_str!("../../templates/disagreements.html")),
    ("entities.html", include_str!("../../templates/entities.html")),
    ("entity.html", include_str!("../../templates/entity.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("events.html", include_str!("../../templates/events.html")),
    ("faq.html", include_str!("../../templates/faq.html")),
    ("home.html", include_str!("../../templates/home.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("parts.html", include_str!("../../templates/parts.html")),
    ("source.html", include_str!("../../templates/source.html")),
    ("sources.html", include_str!("../../templates/sources.html")),
    ("tag.html", include_str!("../../templates/tag.html")),
    ("timeline.html", include_str!("../../templates/timeline.html")),
    ("unknowns.html", include_str!("../../templates/unknowns.html")),
];

/// The files of the default theme, by path below its folder.
const DEFAULT_THEME: &[(&str, &str)] = &[
    ("theme.toml", include_str!("../../themes/default/theme.toml")),
    ("style.css", include_str!("../../themes/default/style.css")),
    ("script.js", include_str!("../../themes/default/script.js")),
];

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
        let theme = self.theme.iter().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            let text = String::from_utf8_lossy(bytes).into_owned();
            table(format!("themes/{}/{path}", self.theme_name), name, text)
        });
        let site = self
            .site
            .iter()
            .filter_map(|(name, text)| table(format!("templates/{name}"), name, text.clone()));
        theme.chain(site).collect()
    }
}

/// Parsed templates, and the theme's other files.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// Where each template comes from, for messages.
    origins: BTreeMap<String, String>,
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
    /// Parses the templates. They see `strings` as `t` and through `say`. Each built-in one stays available as `default/<name>`, so that an
    /// override can extend what it replaces.
    pub fn load(sources: &TemplateSources, strings: &Strings) -> (Self, Diagnostics) {
        let mut diagnostics = Vec::new();
        let mut refused: Vec<String> = Vec::new();
        loop {
            let chosen = choose(sources, &refused, &mut diagnostics);
            let mut tera = Tera::new();
            let spoken = strings.clone();
            let said = move |values: Kwargs, state: &State<'_>| say(&spoken, &values, state);
            tera.register_function("say", said);
            tera.global_context().insert_value("t", Value::from_serializable(&strings.plain()));
            let originals = BUILT_IN
                .iter()
                .filter(|(name, _)| *name != "parts.html")
                .map(|(name, text)| (format!("default/{name}"), *text));
            let named = chosen.iter().map(|candidate| (candidate.name.to_owned(), candidate.text));
            let added = tera.add_raw_templates(originals.chain(named));
            let origins: BTreeMap<String, String> = chosen
                .iter()
                .map(|candidate| (candidate.name.to_owned(), candidate.file.clone()))
                .collect();
            let templates = Self { tera, origins, assets: assets(sources) };
            let Err(error) = added else { return (templates, diagnostics) };
            let (diagnostic, name) = templates.problem(&error, None);
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

    /// Renders one page.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render(template, context)
            .map_err(|error| Box::new(self.problem(&error, Some(context)).0))
    }

    /// The problem at its place in the template, and the template's name.
    fn problem(
        &self,
        error: &tera::Error,
        context: Option<&Context>,
    ) -> (Diagnostic, Option<String>) {
        let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind()
        else {
            let message = error.to_string();
            let message = message.lines().next().unwrap_or("the templates do not fit together");
            let message = message.trim_start_matches("error: ");
            let guilty = match error.kind() {
                ErrorKind::MissingParent { current, .. } => Some(current.clone()),
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                    Some(tpl.clone())
                }
                _ => None,
            };
            let mut problem = Diagnostic::error("template", message.trim_end_matches('.'))
                .hint("compare the overridden template with the built-in one of the same name");
            if let Some(file) = guilty.as_ref().and_then(|name| self.origins.get(name)) {
                problem = problem.at(Place::file(file.clone()));
            }
            return (problem, guilty);
        };
        let name = report.filename().to_owned();
        let file = self.origins.get(&name).cloned().unwrap_or_else(|| built_in_file(&name));
        let place = Place {
            file,
            span: None,
            line: report.span().start_line.max(1),
            column: report.span().start_col + 1,
        };
        // What variables there are differs from page to page: the hint tells.
        let message = report.message().split(" Available variables: ").next().unwrap_or_default();
        let mut problem = Diagnostic::error("template", message.trim_end_matches('.')).at(place);
        let hint = match context {
            Some(context) => format!("variables here: {}", variables(context)),
            None => "close every `{% … %}` with `%}`, every `{{ … }}` with `}}`, and every if, for and block \
                     with its end; until then the template below it stands in"
                .to_owned(),
        };
        problem = problem.hint(hint);
        (problem, Some(name))
    }
}

/// `say(key="part.by", author=view.author)`: a text with its placeholders filled, and by the number
/// `n` in the form it takes. What is not markup already is escaped.
fn say(strings: &Strings, values: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = values.must_get::<&str>("key")?;
    let number = values.get::<usize>("n")?;
    let Some(pieces) = strings.pieces(key, number) else {
        let near = strings.nearest(key).map(|near| format!("; did you mean `{near}`?"));
        let message = format!("there is no text `{key}`{}", near.unwrap_or_default());
        return Err(tera::Error::message(message));
    };
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => out.push_str(&state.escape(text)?),
            Piece::Slot(name) => {
                let Some(value) = values.get::<&Value>(name.as_str())? else {
                    let message = format!("the text `{key}` needs a value for `{name}`");
                    return Err(tera::Error::message(message));
                };
                out.push_str(&state.escape_if_needed(value)?);
            }
        }
    }
    Ok(Value::safe_string(&out))
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
    for (name, text) in BUILT_IN {
        chosen.insert(name, Candidate { name, file: built_in_file(name), text });
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

/// The default theme's files under the chosen theme's.
fn assets(sources: &TemplateSources) -> BTreeMap<String, Vec<u8>> {
    let mut assets: BTreeMap<String, Vec<u8>> = DEFAULT_THEME
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    for (path, bytes) in &sources.theme {
        if !path.starts_with("templates/") {
            assets.insert(path.clone(), bytes.clone());
        }
    }
    assets.remove("theme.toml");
    assets
}

/// `page (route, title …), view (claim …)`: what a template may use, one level deep.
fn variables(context: &Context) -> String {
    let mut names = Vec::new();
    for name in ["page", "view", "root", "bodies", "popovers"] {
        let Some(value) = context.get(name) else { continue };
        let keys = value.as_map().filter(|_| name != "bodies").map(|map| {
            let keys: Vec<String> = map.keys().map(ToString::to_string).collect();
            format!(" ({})", keys.join(", "))
        });
        names.push(format!("{name}{}", keys.unwrap_or_default()));
    }
    names.push("site".to_owned());
    names.join(", ")
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
        assert_eq!(problem.hint.as_deref(), Some("variables here: root, site"));
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
