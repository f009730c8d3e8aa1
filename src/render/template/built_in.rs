//! What is compiled into the program: templates and themes.

/// The templates compiled into the program, by name.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../../templates/404.html")),
    ("base.html", include_str!("../../../templates/base.html")),
    ("changes.html", include_str!("../../../templates/changes.html")),
    ("claim.html", include_str!("../../../templates/claim.html")),
    ("claims.html", include_str!("../../../templates/claims.html")),
    ("data.html", include_str!("../../../templates/data.html")),
    ("disagreements.html", include_str!("../../../templates/disagreements.html")),
    ("entities.html", include_str!("../../../templates/entities.html")),
    ("entity.html", include_str!("../../../templates/entity.html")),
    ("event.html", include_str!("../../../templates/event.html")),
    ("events.html", include_str!("../../../templates/events.html")),
    ("faq.html", include_str!("../../../templates/faq.html")),
    ("home.html", include_str!("../../../templates/home.html")),
    ("moved.html", include_str!("../../../templates/moved.html")),
    ("page.html", include_str!("../../../templates/page.html")),
    ("parts.html", include_str!("../../../templates/parts.html")),
    ("search.html", include_str!("../../../templates/search.html")),
    ("source.html", include_str!("../../../templates/source.html")),
    ("sources.html", include_str!("../../../templates/sources.html")),
    ("tag.html", include_str!("../../../templates/tag.html")),
    ("tags.html", include_str!("../../../templates/tags.html")),
    ("timeline.html", include_str!("../../../templates/timeline.html")),
    ("unknowns.html", include_str!("../../../templates/unknowns.html")),
];

/// A look: style sheets, script, and templates that take the place of those above.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// What `theme` in the settings says.
    pub name: &'static str,
    /// Its files, by path below its folder.
    pub files: &'static [(&'static str, &'static str)],
}

/// The themes compiled into the program; the first one stands below all others.
pub const THEMES: &[Theme] = &[
    Theme {
        name: "default",
        files: &[
            ("theme.toml", include_str!("../../../themes/default/theme.toml")),
            ("style.css", include_str!("../../../themes/default/style.css")),
            ("script.js", include_str!("../../../themes/default/script.js")),
            ("search.js", include_str!("../../../themes/default/search.js")),
        ],
    },
    Theme {
        name: "wire",
        files: &[
            ("theme.toml", include_str!("../../../themes/wire/theme.toml")),
            ("extra.css", include_str!("../../../themes/wire/extra.css")),
            ("templates/sources.html", include_str!("../../../themes/wire/templates/sources.html")),
            (
                "templates/timeline.html",
                include_str!("../../../themes/wire/templates/timeline.html"),
            ),
            (
                "templates/strings/en.toml",
                include_str!("../../../themes/wire/templates/strings/en.toml"),
            ),
            (
                "templates/strings/uk.toml",
                include_str!("../../../themes/wire/templates/strings/uk.toml"),
            ),
        ],
    },
];

/// The built-in theme of that name.
pub fn theme(name: &str) -> Option<&'static Theme> {
    THEMES.iter().find(|theme| theme.name == name)
}

impl Theme {
    /// One of its files, by path below its folder.
    pub fn file(&self, path: &str) -> Option<&'static str> {
        self.files.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
    }
}

/// A sentence about a theme, from its `theme.toml`.
pub fn description(theme_toml: &str) -> Option<String> {
    let table: toml::Table = theme_toml.parse().ok()?;
    table.get("description")?.as_str().map(str::to_owned)
}
