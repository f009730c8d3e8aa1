//! The reference of templates, from the types that are handed to them.

use backstory::render::template::contract::contract;

use super::Page;
use super::words::escaped;

/// What templates may use, one level of headings lower than `theme doc` prints it.
pub(super) fn page() -> Page {
    let mut body = "A template is looked up in the site's `templates/`, then in its theme's, then among the built-in \
                    ones. How to change one is told in [[change-the-look]]. `backstory theme doc` prints this page, \
                    and `backstory theme doc claim.html` the part of one template.\n\n"
        .to_owned();
    for line in contract().document(None).unwrap_or_default().lines() {
        if line.starts_with('#') {
            body.push('#');
            body.push_str(line);
        } else {
            body.push_str(&escaped(line));
        }
        body.push('\n');
    }
    let dek = "The variables, types, blocks and components of every template.";
    Page::made("templates", "Templates", dek, &body)
}

#[cfg(test)]
mod tests {
    use backstory::render::template::built_in::TEMPLATES;

    use super::*;

    #[test]
    fn every_template_and_every_field_of_every_view_is_there() {
        let text = page().text;
        let contract = contract();
        for (name, _) in TEMPLATES {
            assert!(text.contains(&format!("\n## {name}\n")), "{name}");
        }
        for (template, view) in &contract.views {
            for field in &contract.types.get(view).expect(view).fields {
                assert!(
                    text.contains(&format!("`view.{}`", field.name)),
                    "{template} {}",
                    field.name
                );
            }
        }
    }
}
