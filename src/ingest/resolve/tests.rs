//! Who is who across the reports of one story; all names are invented.

use super::*;
use crate::diagnostic::Span;
use crate::language::names::Name;

const PERSON: EntityKind = EntityKind::Person;
const BODY: EntityKind = EntityKind::Organization;
const PLACE: EntityKind = EntityKind::Place;

/// A report that names these things in this order; a name in brackets stands in brackets.
fn report(mentions: &[(&str, EntityKind)]) -> Document {
    let mut document = Document::default();
    for (mention, kind) in mentions {
        let bare = mention.trim_matches(['(', ')']);
        let start = document.source.text.len() + usize::from(bare != *mention);
        document.source.text.push_str(mention);
        document.source.text.push(' ');
        let span = Span::new(start, start + bare.len());
        document.names.push(Name { span, kind: *kind, tier: Tier::Accepted, role: None });
    }
    document
}

/// The ids of the mentions of each report.
fn ids(reports: &[Document], registry: &[Known]) -> Vec<Vec<String>> {
    let resolution = resolve(reports, registry);
    let id = |report: usize, name: usize| resolution.entity(report, name).id.to_string();
    (0..reports.len())
        .map(|report| (0..reports[report].names.len()).map(|name| id(report, name)).collect())
        .collect()
}

#[test]
fn a_surname_is_the_person_its_own_report_introduces() {
    let reports = [
        report(&[("Ivan Orlovsky", PERSON), ("Orlovsky", PERSON)]),
        report(&[("Petra Orlovsky", PERSON), ("Orlovsky", PERSON)]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[0], ["ivan-orlovsky", "ivan-orlovsky"]);
    assert_eq!(found[1], ["petra-orlovsky", "petra-orlovsky"]);
}

#[test]
fn a_surname_that_may_be_either_is_nobody_in_particular() {
    let reports =
        [report(&[("Ivan Orlovsky", PERSON), ("Petra Orlovsky", PERSON), ("Orlovsky", PERSON)])];
    assert_eq!(ids(&reports, &[])[0], ["ivan-orlovsky", "petra-orlovsky", "orlovsky"]);
}

#[test]
fn a_lone_short_form_is_one_entity_in_all_reports() {
    let reports = [
        report(&[("Orlovsky", PERSON), ("BHA", BODY)]),
        report(&[("Orlovskyy", PERSON), ("BHA", BODY)]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[0], found[1]);
}

#[test]
fn numerals_and_generations_keep_namesakes_apart_and_their_surname_meets_the_one_present() {
    let reports = [
        report(&[("Karl Brandt III", PERSON), ("Brandt", PERSON)]),
        report(&[("Karl Brandt II", PERSON), ("Brandt", PERSON)]),
        report(&[
            ("Henrik Solberg Jr.", PERSON),
            ("Solberg", PERSON),
            ("Henrik Solberg Sr.", PERSON),
        ]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[0], ["karl-brandt-iii", "karl-brandt-iii"]);
    assert_eq!(found[1], ["karl-brandt-ii", "karl-brandt-ii"]);
    assert_ne!(found[2][0], found[2][2]);
}

#[test]
fn transliterations_meet_and_other_given_names_do_not() {
    let reports = [
        report(&[("Yevgeny Nikolayev", PERSON), ("Oleg Hrytsenko", PERSON)]),
        report(&[("Evgenii Nikolaev", PERSON), ("Oleh Hrytsenko", PERSON)]),
        report(&[("Anton Nikolaev", PERSON), ("Olena Hrytsenko", PERSON)]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[0], found[1]);
    assert_ne!(found[0][0], found[2][0]);
    assert_ne!(found[0][1], found[2][1]);
}

#[test]
fn an_acronym_is_what_its_own_report_spells_out() {
    let reports = [
        report(&[("Brenov Harbour Authority", BODY), ("(BHA)", BODY), ("BHA", BODY)]),
        report(&[("BHA", BODY), ("Brenov Historical Association", BODY), ("(BHA)", BODY)]),
        report(&[("BHA", BODY)]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[0], ["brenov-harbour-authority"; 3]);
    assert_eq!(found[1], ["brenov-historical-association"; 3]);
    assert_eq!(found[2], ["bha"]);
}

#[test]
fn brackets_define_what_initials_do_not() {
    let reports = [
        report(&[("Lorian Football Federation", BODY), ("(LorFF)", BODY)]),
        report(&[("LorFF", BODY)]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[1], ["lorian-football-federation"]);
}

#[test]
fn a_family_name_may_stand_first_and_an_article_may_be_missing() {
    let reports = [
        report(&[("Kim Dae-sung", PERSON), ("Kim", PERSON), ("Omar Al-Harun", PERSON)]),
        report(&[("Kim Min-ji", PERSON), ("Kim", PERSON), ("Harun", PERSON)]),
    ];
    let found = ids(&reports, &[]);
    assert_eq!(found[0], ["kim-dae-sung", "kim-dae-sung", "omar-al-harun"]);
    assert_eq!(found[1], ["kim-min-ji", "kim-min-ji", "omar-al-harun"]);
}

#[test]
fn a_place_and_a_person_of_one_word_stay_two() {
    let reports =
        [report(&[("Port Amalia", PLACE), ("Amalia Desrosiers", PERSON), ("Desrosiers", PERSON)])];
    assert_eq!(ids(&reports, &[])[0], ["port-amalia", "amalia-desrosiers", "amalia-desrosiers"]);
}

#[test]
fn the_registry_declares_whose_surname_it_is() {
    let known = Known {
        id: Slug::parse("mayor").expect("an id"),
        name: "Ivan Orlovsky".to_owned(),
        aliases: vec!["Orlovsky".to_owned()],
        kind: PERSON,
    };
    let reports = [
        report(&[("Orlovsky", PERSON)]),
        report(&[("Orlovsky", PERSON), ("Petra Orlovsky", PERSON)]),
    ];
    let found = ids(&reports, &[known]);
    assert_eq!(
        found,
        [vec!["mayor".to_owned()], vec!["mayor".to_owned(), "petra-orlovsky".to_owned()]]
    );
}
