//! Small invented stories: which question two reports are found to answer, and how.

mod families;

use super::*;
use crate::ingest::annotate::{AnnotateInput, Content};
use crate::ingest::{TakenIds, compare, open_documents, read_story};
use crate::language::names::Recogniser;

/// The claims of reports of one day, as `question: value | value`.
fn check(texts: &[&str]) -> Vec<String> {
    let inputs = texts.iter().enumerate().map(|(at, text)| AnnotateInput {
        id: format!("report-{at}"),
        file: None,
        content: Content::Text((*text).to_owned()),
        published: "2031-04-03".parse().ok(),
        outlet: Some(format!("Outlet {at}")),
        url: None,
        language: None,
        clean: false,
    });
    let recogniser = Recogniser::embedded();
    let (opened, _) = open_documents(inputs.collect());
    let reading = read_story(&recogniser, opened, Vec::new(), &[], &TakenIds::default());
    let (claims, _) = compare(&reading, &TakenIds::default());
    let line = |claim: &StoryClaim| {
        let values: Vec<&str> = claim.positions.iter().map(|one| one.value.as_str()).collect();
        format!("{} {}", claim.question, values.join(" | "))
    };
    claims.iter().map(line).collect()
}

#[track_caller]
fn says(texts: &[&str], expected: &str) {
    let found = check(texts);
    assert!(found.iter().any(|line| line == expected), "{expected}\n{found:#?}");
}

/// Nothing that two reports could be found to answer.
#[track_caller]
fn says_nothing(texts: &[&str]) {
    assert_eq!(check(texts), Vec::<String>::new());
}

#[test]
fn times_of_day_of_one_act_are_compared() {
    says(
        &[
            "Police searched the warehouse at 5 a.m. on Thursday.",
            "On Thursday police raided the warehouse at around 6.30 a.m. and left at noon.",
        ],
        "At what time did the police search the warehouse? 5:00 | about 6:30",
    );
}

#[test]
fn votes_are_compared_by_who_voted() {
    says(
        &[
            "The council approved the new harbour wall by 11 votes to 4 on Thursday.",
            "The council voted 12–3 for the new harbour wall.",
        ],
        "How did the council vote? 11 votes to 4 | 12 votes to 3",
    );
    assert_eq!(
        check(&["The walk from 9 to 5 is long.", "Oakmere beat Marrow 3-1 in the cup."]),
        Vec::<String>::new()
    );
}

#[test]
fn what_one_denies_and_another_tells_is_asked() {
    says(
        &[
            "The trustees were warned in writing, an engineer said.",
            "The chair of the harbour said that the trustees were never warned.",
        ],
        "Were the trustees warned? yes | no",
    );
    says(
        &[
            "The guards had opened the sluice before the storm.",
            "A spokesman denied that the guards had opened the sluice.",
        ],
        "Did the guards open the sluice? yes | no",
    );
}

#[test]
fn who_gave_an_order_is_compared() {
    says(
        &[
            "The search had been ordered by the race organisers, the team said.",
            "The search was ordered by the public prosecutor on Thursday.",
        ],
        "Who ordered the search? the race organisers | the public prosecutor",
    );
}

#[test]
fn a_question_that_a_source_answers_itself_is_its_position() {
    says(
        &[
            "The cycling federation has suspended four riders of the team.",
            "What we know so far. How many riders were suspended? Six, for two years each.",
        ],
        "How many riders were suspended? 4 | 6",
    );
}

#[test]
fn amounts_are_compared_by_their_verb() {
    says(
        &[
            "The port company offered 4 percent on Monday.",
            "The port company has offered 4.5 percent, the union said.",
        ],
        "What percentage did the port company offer? 4 percent | 4.5 percent",
    );
}

#[test]
fn what_a_correction_withdraws_is_no_position() {
    let found = check(&[
        "The fire destroyed 12 homes on the ridge.",
        "Correction: an earlier version of this article said that the fire destroyed 21 homes.",
    ]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn figures_of_an_earlier_year_are_another_question() {
    let found = check(&[
        "The fire destroyed 12 homes on the ridge.",
        "The fire of 2009 destroyed 88 homes on the ridge.",
    ]);
    assert_eq!(found, Vec::<String>::new());
}
