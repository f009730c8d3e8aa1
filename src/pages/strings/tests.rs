//! What each language says.

use super::*;

fn table(file: &str, text: &str) -> StringTable {
    let language = file.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    StringTable {
        file: file.to_owned(),
        language: language.expect("a table").to_owned(),
        text: text.to_owned(),
    }
}

/// The problems as `code line: message (hint)`.
fn told(problems: &Diagnostics) -> Vec<String> {
    let tell = |problem: &Diagnostic| {
        let place =
            problem.place.as_ref().map_or(String::new(), |p| format!("{}:{}", p.file, p.line));
        let hint = problem.hint.as_deref().unwrap_or("");
        format!("{} {place}: {} ({hint})", problem.code, problem.message)
    };
    problems.iter().map(tell).collect()
}

fn dates(strings: &Strings, cases: &[(&str, &str)]) {
    for (edtf, words) in cases {
        assert_eq!(strings.date(edtf.parse().expect("a date")), *words, "{edtf}");
    }
}

#[test]
fn the_shipped_tables_are_whole() {
    for (language, _) in BUILT_IN {
        let (_, problems) = Strings::load(language, &[]);
        assert_eq!(told(&problems), [""; 0], "{language}");
        // As a site's own table each is held against English, placeholders and plural forms too.
        let (_, text) = BUILT_IN.iter().find(|(name, _)| name == language).expect("a table");
        let own = table(&format!("templates/strings/{language}.toml"), text);
        let (_, problems) = Strings::load(language, &[own]);
        assert_eq!(told(&problems), [""; 0], "{language}");
    }
}

#[test]
fn english_dates_are_said_as_precisely_as_they_are_known() {
    dates(
        &Strings::english(),
        &[
            ("2014", "2014"),
            ("2022-02", "February 2022"),
            ("2022-21", "spring 2022"),
            ("2022-24", "winter 2021–22"),
            ("2025-05-16", "16 May 2025"),
            ("2025-05-16T18:22+05:30", "16 May 2025, 18:22 +05:30"),
            ("2025-05-16T09:00Z", "16 May 2025, 09:00 UTC"),
            ("2025-05~", "about May 2025"),
            ("2025?", "possibly 2025"),
            ("2025-05-03/2025-05-05", "3–5 May 2025"),
            ("2025-04-30/2025-05-02", "30 April – 2 May 2025"),
            ("2022-06/2023", "June 2022 to 2023"),
            ("2022/..", "since 2022"),
            ("../2022-03", "until March 2022"),
        ],
    );
}

#[test]
fn ukrainian_dates_are_declined() {
    dates(
        &Strings::load("uk", &[]).0,
        &[
            ("2022-02", "лютий 2022"),
            ("2022-23", "осінь 2022"),
            ("2025-05-16T09:00Z", "16 травня 2025, 09:00 UTC"),
            ("2025-05~", "приблизно травень 2025"),
            ("2025-05-03/2025-05-05", "3–5 травня 2025"),
            ("2025-04-30/2025-05-02", "30 квітня – 2 травня 2025"),
            ("2022-06/2023", "від червня 2022 до 2023 року"),
            ("2022-22/..", "від літа 2022"),
            ("../2022-03", "до березня 2022"),
        ],
    );
}

#[test]
fn a_language_without_date_words_shows_digits() {
    let (strings, problems) = Strings::load("fr", &[]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].hint.as_deref().unwrap_or("").contains("templates/strings/fr.toml"));
    dates(
        &strings,
        &[
            ("2025-05-16T18:22+05:30", "2025-05-16 18:22 +05:30"),
            ("2025-05-16T09:00Z", "2025-05-16 09:00 UTC"),
            ("2022-02~", "≈ 2022-02"),
            ("2022-21", "2022"),
            ("2025-05-03/2025-05-05", "2025-05-03 – 2025-05-05"),
            ("2022/..", "2022 –"),
        ],
    );
    assert_eq!(strings.month_heading(2025, 5), "2025-05");
    assert_eq!(strings.text("nav.sources"), "Sources");
}

#[test]
fn numbers_take_their_form() {
    let (uk, _) = Strings::load("uk-UA", &[]);
    let said: Vec<String> =
        [1, 3, 5, 11, 21, 22, 112].iter().map(|n| uk.count("count.sources", *n)).collect();
    assert_eq!(
        said,
        [
            "1 джерело",
            "3 джерела",
            "5 джерел",
            "11 джерел",
            "21 джерело",
            "22 джерела",
            "112 джерел"
        ]
    );
    let en = Strings::english();
    assert_eq!(en.count("count.sources", 1), "1 source");
    assert_eq!(
        en.count_with("part.answer", 2, &[("sources", "5 sources")]),
        "2 of 5 sources answer"
    );
}

#[test]
fn a_site_wins_over_its_theme_and_a_region_over_its_language() {
    let tables = [
        table("themes/x/templates/strings/en.toml", "[nav]\nstory = \"Theme\"\nfeed = \"Wire\""),
        table("templates/strings/en.toml", "[nav]\nstory = \"Site\""),
        table("templates/strings/en-US.toml", "[kind]\norganization = \"Organization\""),
    ];
    let (strings, problems) = Strings::load("en-US", &tables);
    assert_eq!(told(&problems), [""; 0]);
    assert_eq!(
        [strings.text("nav.story"), strings.text("nav.feed"), strings.text("kind.organization")],
        ["Site", "Wire", "Organization"]
    );
    let (british, _) = Strings::load("en-GB", &tables);
    assert_eq!(british.text("kind.organization"), "Organisation");
}

#[test]
fn what_a_table_lacks_stays_english_and_is_named() {
    let french = "[nav]\nstory = \"Le récit\"\n";
    let (strings, problems) = Strings::load("fr", &[table("templates/strings/fr.toml", french)]);
    assert_eq!(strings.text("nav.story"), "Le récit");
    assert_eq!(strings.text("nav.feed"), "Feed");
    let told = told(&problems);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("missing-string templates/strings/fr.toml:1: "), "{told:?}");
    assert!(told[0].contains("change.correction") && told[0].contains("and "), "{told:?}");
}

#[test]
fn slips_in_a_table_are_told_at_their_place() {
    let ours = "[nav]\nstry = \"Story\"\nfeed = 5\n[part]\nby = \"Von {autor}\"\nas_of = \"Stand\"\n\
                [count]\nsources = { few = \"{n} x\", other = \"x\" }\nevents = \"{n} Ereignisse\"\n\
                [own]\ndesk = \"Pult\"\n";
    let (strings, problems) = Strings::load("de", &[table("templates/strings/de.toml", ours)]);
    let mut told = told(&problems);
    told.retain(|problem| !problem.starts_with("missing-string"));
    let expected = [
        ("wrong-type templates/strings/de.toml:3: `nav.feed` is not a text", "quotes"),
        ("string-form templates/strings/de.toml:8: `count.sources` has no form one", "one, other"),
        (
            "string-placeholder templates/strings/de.toml:8: `count.sources.other` leaves out {n}",
            "",
        ),
        (
            "unknown-string templates/strings/de.toml:2: no page uses a text `nav.stry`",
            "`nav.story`",
        ),
        (
            "unknown-string templates/strings/de.toml:11: no page uses a text `own.desk`",
            "in English too",
        ),
        (
            "string-placeholder templates/strings/de.toml:5: `part.by` has a placeholder {autor}",
            "{author}",
        ),
        ("string-placeholder templates/strings/de.toml:5: `part.by` leaves out {author}", ""),
        ("string-placeholder templates/strings/de.toml:6: `part.as_of` leaves out {date}", ""),
    ];
    for (problem, hint) in expected {
        let found = told.iter().any(|told| told.contains(problem) && told.contains(hint));
        assert!(found, "{problem}: {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    // What would lose or invent a value is not taken; what goes without number may.
    assert_eq!(strings.say("part.by", &[("author", "A")]), "By A");
    assert_eq!(strings.count("count.events", 3), "3 Ereignisse");
}

#[test]
fn a_table_that_is_no_toml_costs_only_itself() {
    let (strings, problems) =
        Strings::load("uk", &[table("templates/strings/uk.toml", "[nav\nstory = \"x")]);
    assert!(problems.iter().all(|problem| problem.code == "strings-syntax"), "{problems:?}");
    assert!(!problems.is_empty());
    assert_eq!(strings.text("nav.story"), "Історія");
}

#[test]
fn texts_of_own_templates_stand_in_their_own_section() {
    let tables = [
        table("templates/strings/en.toml", "[own]\ndesk = \"Desk\""),
        table("templates/strings/uk.toml", "[own]\ndesk = \"Стіл\""),
    ];
    let (strings, problems) = Strings::load("uk", &tables);
    assert_eq!(told(&problems), [""; 0]);
    assert_eq!(strings.text("own.desk"), "Стіл");
}
