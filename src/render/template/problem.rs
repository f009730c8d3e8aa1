//! What is wrong with a template: its place, and what there is to use.

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Value};

use super::built_in_file;
use crate::diagnostic::{Diagnostic, Place, closest};

/// The problem at its place in the template, and the template's name. `context` is there when the
/// template was being rendered, and `origins` names the file of each template.
pub(super) fn tell(
    error: &tera::Error,
    context: Option<&Context>,
    origins: &BTreeMap<String, String>,
) -> (Diagnostic, Option<String>) {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return misfit(error, origins);
    };
    let name = report.filename().to_owned();
    let file = origins
        .get(&name)
        .cloned()
        .unwrap_or_else(|| built_in_file(name.strip_prefix("default/").unwrap_or(&name)));
    let place = Place {
        file,
        span: None,
        line: report.span().start_line.max(1),
        column: report.span().start_col + 1,
    };
    let (message, known) = split(report.message());
    let problem = Diagnostic::error("template", message.trim_end_matches('.')).at(place);
    let hint = match context {
        Some(context) => remedy(message, known, context, &name),
        None => "close every `{% … %}` with `%}`, every `{{ … }}` with `}}`, and every if, for and block \
                 with its end; until then the template below it stands in"
            .to_owned(),
    };
    (problem.hint(hint), Some(name))
}

/// Templates that do not fit together: they include, call or extend what there is not. Tera says where
/// in words only, and not always.
fn misfit(error: &tera::Error, origins: &BTreeMap<String, String>) -> (Diagnostic, Option<String>) {
    let text = error.to_string();
    let message = text.lines().next().unwrap_or("the templates do not fit together");
    let message = message.trim_start_matches("error: ");
    let mut problem = Diagnostic::error("template", message.trim_end_matches('.'))
        .hint("compare the overridden template with the built-in one of the same name");
    let guilty = match error.kind() {
        ErrorKind::MissingParent { current, .. } => Some((current.as_str(), 1, 1)),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Some((tpl.as_str(), 1, 1))
        }
        _ => text.lines().find_map(place_in_words),
    };
    if let Some((name, line, column)) = guilty
        && let Some(file) = origins.get(name)
    {
        problem = problem.at(Place { file: file.clone(), span: None, line, column });
    }
    (problem, guilty.map(|(name, ..)| name.to_owned()))
}

/// Template, line and column in a line like ` --> page.html:1:12`.
fn place_in_words(line: &str) -> Option<(&str, usize, usize)> {
    let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (parts.next()?.trim_end(), parts.next()?);
    Some((parts.next()?, line.parse().ok()?, column.parse().ok()?))
}

/// The names that exist where one was looked for.
enum Known<'m> {
    /// Variables, those of loops and `set` among them.
    Variables(Vec<&'m str>),
    /// Fields of one value.
    Fields(Vec<&'m str>),
    /// It is not about a name.
    Nothing,
}

/// Tera lists what exists behind its message, which differs from page to page: the hint tells it.
fn split(message: &str) -> (&str, Known<'_>) {
    if let Some((message, names)) = message.split_once(" Available variables: ") {
        (message, Known::Variables(names.split(", ").collect()))
    } else if let Some((message, names)) = message.split_once(" Available fields: ") {
        (message, Known::Fields(names.split(", ").collect()))
    } else {
        (message, Known::Nothing)
    }
}

/// The nearest name that exists, and all of them.
fn remedy(message: &str, known: Known<'_>, context: &Context, template: &str) -> String {
    let wanted = message.split('`').nth(1).unwrap_or_default();
    let template = template.strip_prefix("default/").unwrap_or(template);
    let more = format!("`backstory theme doc {template}` tells what they hold");
    let (names, list) = match known {
        Known::Variables(names) => {
            let list = names.iter().map(|name| shape(name, context)).collect::<Vec<_>>();
            (names, format!("variables here: {}", list.join(", ")))
        }
        Known::Fields(names) => {
            let list = format!("it has: {}", names.join(", "));
            (names, list)
        }
        Known::Nothing => return more.replace("they hold", "a template may use"),
    };
    match closest(wanted, names) {
        Some(near) => format!("did you mean `{near}`? {list}; {more}"),
        None => format!("{list}; {more}"),
    }
}

/// A variable with its fields: `pager (number, total …)`.
fn shape(name: &str, context: &Context) -> String {
    // Bodies are named by their files.
    let fields = context.get(name).and_then(Value::as_map).filter(|_| name != "bodies");
    match fields {
        Some(fields) => {
            let keys: Vec<String> = fields.keys().map(ToString::to_string).collect();
            format!("{name} ({})", keys.join(", "))
        }
        None => name.to_owned(),
    }
}
