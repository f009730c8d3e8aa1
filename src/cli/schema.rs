//! `schema`: JSON Schemas for editors and other programs.

use backstory::content::schema::schemas;
use backstory::diagnostic::closest;
use backstory::fs;
use backstory::ingest::annotate::line_schema;
use serde_json::Value;

use super::Outcome;
use super::args::Schema;
use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;

/// Prints one schema, or writes all of them into a folder.
pub(crate) fn schema(
    asked: &Schema,
    environment: &Environment,
    console: &Console,
) -> Result<Outcome, Failure> {
    let mut all: Vec<(&str, Value)> =
        schemas().into_iter().map(|(name, _, schema)| (name, schema)).collect();
    all.push(("annotate", line_schema()));
    if let Some(name) = &asked.name {
        let Some((_, schema)) = all.iter().find(|(known, _)| known == name) else {
            let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
            let hint = match closest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            return Err(Failure::Usage(format!("there is no schema `{name}`: {hint}")));
        };
        console.result(&format!("{schema:#}\n"))?;
        return Ok(Outcome::Fine);
    }
    let Some(folder) = &asked.output_dir else {
        for (name, _) in &all {
            console.line(name)?;
        }
        return Ok(Outcome::Fine);
    };
    let folder = environment.absolute(folder);
    for (name, schema) in &all {
        let path = folder.join(format!("{name}.schema.json"));
        fs::write_atomic(&path, format!("{schema:#}\n").as_bytes())?;
    }
    let schemas = count(all.len(), "schema", "schemas");
    console.message(&format!("Wrote {schemas} to {}", folder.display()));
    Ok(Outcome::Fine)
}
