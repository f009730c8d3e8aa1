//! `explain`: what a diagnostic code means.

use backstory::diagnostic::catalogue;

use super::Outcome;
use super::args::Explain;
use super::console::Console;
use super::failure::Failure;

/// Prints the page of one code, the list of all, or all pages.
pub(crate) fn explain(asked: &Explain, console: &Console) -> Result<Outcome, Failure> {
    let text = match &asked.code {
        Some(name) => catalogue::page(catalogue::find(name).ok_or_else(|| unknown(name))?),
        None if asked.all => catalogue::markdown(),
        None => catalogue::list(),
    };
    console.result(&text)?;
    Ok(Outcome::Fine)
}

fn unknown(name: &str) -> Failure {
    let hint = match catalogue::near(name) {
        Some(near) => format!("did you mean `{}`?", near.name),
        None => "`backstory explain` lists them".to_owned(),
    };
    Failure::Usage(format!("there is no code `{name}`: {hint}"))
}
