//! Titles, days and pages of events, read from short invented articles.

use std::collections::BTreeSet;

use super::{Story, StoryEvent, find_events};
use crate::ingest::annotate::{AnnotateInput, Content, open_document, read_document};
use crate::ingest::resolve::resolve;
use crate::language::names::Recogniser;

/// The story that articles tell; each comes with its day of publication.
fn story(articles: &[(&str, &str)]) -> Story {
    let recogniser = Recogniser::embedded();
    let documents: Vec<_> = articles
        .iter()
        .enumerate()
        .map(|(at, (published, text))| {
            let input = AnnotateInput {
                id: format!("{at:03}"),
                file: None,
                content: Content::Text((*text).to_owned()),
                published: published.parse().ok(),
                outlet: None,
                url: None,
                clean: true,
                language: None,
            };
            read_document(&recogniser, open_document(input).0, &[], &[])
        })
        .collect();
    let resolution = resolve(&documents, &[]);
    find_events(&documents, &resolution, &super::Lexicon::new(), &BTreeSet::new())
}

fn titles(story: &Story) -> Vec<String> {
    let published = |event: &&StoryEvent| event.published;
    let line = |event: &StoryEvent| match event.date {
        Some(date) => format!("{date} {}", event.title),
        None => event.title.clone(),
    };
    story.events.iter().filter(published).map(line).collect()
}

fn check(articles: &[(&str, &str)], wanted: &str) {
    let titles = titles(&story(articles));
    assert!(titles.iter().any(|title| title == wanted), "{wanted:?} not in {titles:#?}");
}

#[test]
fn a_title_says_who_does_what() {
    for (text, wanted) in [
        (
            "Mayor Ingrid Halloway resigned on Tuesday after a dispute over the budget.",
            "2031-03-04 Ingrid Halloway resigns",
        ),
        (
            "Police arrested two drivers at the depot on Tuesday after a short chase.",
            "2031-03-04 Police arrest two drivers",
        ),
        (
            "A judge, Marek Oduya, was appointed on Tuesday to lead the inquiry.",
            "2031-03-04 Marek Oduya appointed",
        ),
        (
            "A harbour crew found the missing sailor alive on Tuesday near the lighthouse.",
            "2031-03-04 Harbour crew find missing sailor alive",
        ),
        (
            "Workers began recounting the ballots on Tuesday in the old gymnasium.",
            "2031-03-04 Workers begin recounting ballots",
        ),
    ] {
        check(&[("2031-03-05", text)], wanted);
    }
}

#[test]
fn a_time_in_a_relative_clause_belongs_to_the_verb_of_that_clause() {
    let text = "The vote is overseen by Marek Oduya, a former judge who retired in 2019.";
    let told = story(&[("2031-03-05", text)]);
    assert!(
        told.mentions
            .iter()
            .filter(|mention| mention.date.is_some() && !mention.further)
            .all(|mention| mention.trigger.of(text) == "retired")
    );
}

#[test]
fn a_time_that_only_bounds_dates_nothing() {
    for text in [
        "Strong winds will batter the closed harbour until Wednesday, the office warned.",
        "The clerk said that the council must certify the vote by Friday at the latest.",
    ] {
        let told = story(&[("2031-03-04", text)]);
        assert!(told.mentions.iter().all(|mention| mention.date.is_none()), "{text}");
    }
}

#[test]
fn a_time_of_day_takes_the_day_another_report_gives_it() {
    let articles = [
        ("2031-03-06", "Residents of Ferndale were ordered to leave at 4.15 pm, the service said."),
        ("2031-03-04", "On 3 March 2031 at 4.15 pm the service ordered Ferndale to leave."),
    ];
    let told = story(&articles);
    let dates: BTreeSet<String> = told
        .mentions
        .iter()
        .filter(|mention| !mention.further)
        .filter_map(|mention| mention.date)
        .map(|date| date.to_string().chars().take(10).collect())
        .collect();
    assert_eq!(dates.into_iter().collect::<Vec<_>>(), ["2031-03-03"]);
}

#[test]
fn words_mean_what_they_mean_where_they_stand() {
    for text in [
        "The valley lost its only bakery, according to people who live there.",
        "She has called herself queen of the harbour, and nobody there minds it.",
        "The fire passed over the state forest with its two old wooden towers.",
    ] {
        let told = story(&[("2031-03-05", text)]);
        let acts: Vec<_> = told.mentions.iter().filter_map(|mention| mention.act).collect();
        assert!(acts.iter().all(|act| *act == super::Act::Disaster), "{text}: {acts:?}");
    }
}

#[test]
fn what_one_article_says_in_passing_gets_no_page() {
    let text = "The harbour was quiet. “We like it here,” said Dora Lund, a baker from Ferndale.";
    assert_eq!(titles(&story(&[("2031-03-05", text)])), Vec::<String>::new());
}
