//! Codes of settings, templates and what is published. Knows no code that looks for them.

use super::{CHECKED, Code, Command, Family, Level};

/// What the entries here have in common.
const OF_SITE: Code = Code { family: Family::Site, ..CHECKED };

/// Settings, templates, output.
pub(super) const CODES: &[Code] = &[
    Code {
        name: "settings-syntax",
        summary: "site.toml is no TOML",
        explanation: "The rest of the file is read all the same; the setting of the line that is wrong has its default.",
        remedy: "a line is `key = value`, and texts stand in quotation marks: title = \"The ferry\".",
        wrong: &[(
            "site.toml",
            "title = ⟦The Osterholm ferry⟧\nbase_url = \"https://ferry.example/\"\n",
        )],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "bad-setting",
        summary: "a setting with a value that makes no sense",
        explanation: "The value is of the right kind, but nothing can be done with it: an address without https://, a \
                      share of more than all. The setting has its default.",
        remedy: "`backstory config --explain KEY` tells what the setting means.",
        wrong: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n\n[build]\npage_size = ⟦0⟧\n",
        )],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n\n[build]\npage_size = 50\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "no-base-url",
        level: Level::Note,
        summary: "without base_url there is no feed and no sitemap",
        explanation: "Links between pages are relative and need no address. Feeds and sitemaps are read elsewhere, so \
                      they must say where the site is.",
        remedy: "set base_url once you know where the site will be published.",
        wrong: &[("site.toml", "title = \"The Osterholm ferry\"\n")],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "missing-description",
        level: Level::Note,
        summary: "the site has no sentence for search engines and link previews",
        explanation: "Whoever finds or shares the site sees one sentence about it: the `dek` of content/index.md, or \
                      `description` of the settings. There is neither.",
        remedy: "set `description` in site.toml, or give content/index.md a `dek`.",
        wrong: &[
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n",
            ),
            (
                "content/index.md",
                "---\ntitle: The ferry\n---\n\nThe ferry has not sailed since [[breakdown]].\n",
            ),
        ],
        right: &[
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n",
            ),
            (
                "content/index.md",
                "---\ntitle: The ferry\ndek: Two reports, one engine.\n---\n\nThe ferry has not sailed since [[breakdown]].\n",
            ),
        ],
        ..OF_SITE
    },
    Code {
        name: "bad-tag",
        level: Level::Warning,
        summary: "a tag that cannot name a page",
        explanation: "Every tag has a page, whose address is made of the tag's letters and digits. This one has none.",
        remedy: "write the tag with letters.",
        wrong: &[(
            "content/articles/ferry-out-for-weeks.md",
            "---\ntitle: Ferry out for weeks\nrights: full\ntags: [\"!!!\"]\n---\n\nIt will stay in harbour for two weeks.\n",
        )],
        right: &[(
            "content/articles/ferry-out-for-weeks.md",
            "---\ntitle: Ferry out for weeks\nrights: full\ntags: [harbour]\n---\n\nIt will stay in harbour for two weeks.\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "bad-allow",
        level: Level::Warning,
        summary: "an exception without a reason, or for a code that there is not",
        explanation: "A warning or a note that is right as it is can be allowed: by `# allow CODE: reason` beside a key \
                      of front matter, or `<!-- backstory-allow CODE: reason -->` in the block of a text or before it. \
                      Whoever comes later needs the reason.",
        remedy: "write the code and, behind a colon, the reason.",
        wrong: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes\n---\n\n⟦<!-- backstory-allow missing-alt -->⟧\n\nThe ferry stopped.\n",
        )],
        right: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes\n---\n\n<!-- backstory-allow missing-alt: an ornament -->\n\n![](line.svg)\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "allow-unused",
        level: Level::Note,
        summary: "an exception that allows nothing",
        explanation: "What it allowed is no longer there, or it stands beside something else: an exception covers the \
                      key or item on its line, or the block it stands in. An error cannot be allowed.",
        remedy: "delete the exception.",
        wrong: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes ⟦# allow relative-date: an old one⟧\n---\n\nThe ferry stopped.\n",
        )],
        right: &[("content/pages/notes.md", "---\ntitle: Notes\n---\n\nThe ferry stopped.\n")],
        ..OF_SITE
    },
    Code {
        name: "strings-syntax",
        level: Level::Error,
        summary: "a table of the pages' words that is no TOML",
        explanation: "The words of the pages stand in templates/strings/, a file for each language. A line of this one cannot be read; the word it was to give stays as it is built in.",
        remedy: "a line is `name = \"text\"` below its `[section]`.",
        wrong: &[("templates/strings/en.toml", "[nav]\nstory = Our story\n")],
        right: &[("templates/strings/en.toml", "[nav]\nstory = \"Our story\"\n")],
        ..OF_SITE
    },
    Code {
        name: "unknown-string",
        level: Level::Error,
        summary: "a word for the pages that no page uses",
        explanation: "A table may give another wording to each text of the pages, by its key. No page has a text of this key, so nobody would ever read it.",
        remedy: "write the key as suggested; texts of your own templates stand in the section [own].",
        wrong: &[("templates/strings/en.toml", "[nav]\nstroy = \"Our story\"\n")],
        right: &[("templates/strings/en.toml", "[nav]\nstory = \"Our story\"\n")],
        ..OF_SITE
    },
    Code {
        name: "string-placeholder",
        level: Level::Warning,
        summary: "a text of the pages with other placeholders than the built-in one",
        explanation: "A placeholder such as {author} is where a value stands. Left out, a part of the sentence is lost; one that nothing fills is an error, and the built-in text is used.",
        remedy: "write the same placeholders as the English text has.",
        wrong: &[("templates/strings/en.toml", "[part]\nby = \"Written here\"\n")],
        right: &[("templates/strings/en.toml", "[part]\nby = \"Written by {author}\"\n")],
        ..OF_SITE
    },
    Code {
        name: "string-form",
        level: Level::Warning,
        summary: "a text that goes by number lacks a form",
        explanation: "Some texts depend on a number: 1 source, 2 sources. Each language has its own forms, and this one is missing. Without the form `other` it is an error.",
        remedy: "write the forms that the message names.",
        wrong: &[("templates/strings/en.toml", "[count]\nsources = { other = \"{n} reports\" }\n")],
        right: &[(
            "templates/strings/en.toml",
            "[count]\nsources = { one = \"{n} report\", other = \"{n} reports\" }\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "missing-string",
        level: Level::Warning,
        summary: "a table of the pages' words with gaps",
        explanation: "The site is in a language whose table lacks some texts. They stay English.",
        remedy: "`backstory theme eject strings/en.toml` writes the English table to compare with.",
        wrong: &[
            ("templates/strings/fr.toml", "[nav]\nstory = \"Le récit\"\n"),
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry.\"\nlanguage = \"fr\"\n",
            ),
        ],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry.\"\nlanguage = \"en\"\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "no-strings",
        level: Level::Note,
        summary: "no table of the pages' words in the language of the site",
        explanation: "The content is in a language for which there is no table, so the words of the pages themselves stay English.",
        remedy: "translate templates/strings/en.toml, which `backstory theme eject strings/en.toml` writes.",
        wrong: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry.\"\nlanguage = \"fr\"\n",
        )],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry.\"\nlanguage = \"en\"\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "over-budget",
        level: Level::Warning,
        summary: "a page that is heavier than its budget",
        explanation: "The settings below [budget] say how many kilobytes a page, its styles and its scripts may have, \
                      compressed as servers send them. Heavy pages are slow where connections are.",
        remedy: "shorten the page or its styles, or raise the budget if the page is worth it.",
        wrong: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n\n[budget]\nhtml = 1\n",
        )],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n\n[budget]\nhtml = 30\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "unknown-theme",
        summary: "a theme that there is not",
        explanation: "The settings name a look that is neither built in nor a folder below themes/. The default one \
                      is used.",
        remedy: "`backstory theme list` names the built-in ones; one of your own stands in themes/NAME/.",
        wrong: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ntheme = \"defualt\"\n",
        )],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ntheme = \"default\"\n",
        )],
        ..OF_SITE
    },
    Code {
        name: "template",
        summary: "a template of the site or its theme that fails",
        explanation: "A template that cannot be parsed gives way to the built-in one of its name. One that fails while a \
                      page is made costs that page.",
        remedy: "compare it with the built-in template; the message lists the variables there are.",
        wrong: &[("templates/entity.html", "<p>\n  {{ view.name ⟦⟧}\n</p>\n")],
        right: &[("templates/entity.html", "<p>\n  {{ page.title }}\n</p>\n")],
        ..OF_SITE
    },
    Code {
        name: "environment",
        command: Command::Serve,
        summary: "the preview could not build the site",
        explanation: "The disk refused, or the settings are gone. The preview keeps the last good pages and tries \
                      again after the next change; every other command ends with exit code 2.",
        remedy: "the message names the file and what the system said.",
        wrong: &[],
        right: &[],
        ..OF_SITE
    },
];
