//! One invented pair of reports for each kind of question, and pairs that must not be compared.

use super::{check, says, says_nothing};

#[test]
fn an_investigation_is_opened_by_one_and_denied_by_another() {
    says(
        &[
            "A person with knowledge of the matter said that the prosecutor has opened an investigation into the sale.",
            "There was no investigation, the prosecutor said on Thursday.",
        ],
        "Was there an investigation? yes | no",
    );
    says(
        &[
            "Harrow Steel said there had been no offer for the yard.",
            "Lindqvist Group confirmed that it had made an offer in July.",
        ],
        "Was there an offer? no | yes",
    );
    // Another kind of investigation, another offer, a wish.
    says_nothing(&[
        "The board opened an internal investigation on Thursday.",
        "There was no criminal investigation, the prosecutor said.",
    ]);
    says_nothing(&[
        "Harrow Steel made an offer in July.",
        "Harrow Steel has not made another offer since.",
    ]);
    says_nothing(&[
        "The union asked the ministry to open an investigation.",
        "There was no investigation, the ministry said.",
    ]);
}

#[test]
fn a_visit_is_told_by_one_and_denied_by_another() {
    says(
        &[
            "Premier Ada Vale visited the shelter at the Ferndale Showground on Tuesday night.",
            "The premier has not set foot in this showground, the mayor said. Premier Ada Vale did not reply.",
        ],
        "Did Ada Vale visit the Ferndale Showground? yes | no",
    );
    says(
        &[
            "Captain Lewis Arkin was on the bridge when the ship struck.",
            "Captain Lewis Arkin was not on the bridge, the union said.",
        ],
        "Was Lewis Arkin on the bridge? yes | no",
    );
    says_nothing(&[
        "Premier Ada Vale plans to visit the shelter on Friday.",
        "Premier Ada Vale has not visited the shelter.",
    ]);
    says_nothing(&[
        "Premier Ada Vale visited the shelter on Tuesday.",
        "Premier Ada Vale has not visited the harbour.",
    ]);
}

#[test]
fn a_meeting_is_told_and_denied_whoever_names_the_two() {
    says(
        &[
            "Ada Vale, the county clerk, met Lewis Arkin, the chairman of the campaign, at a hotel on Sunday.",
            "Clerk Ada Vale said she never met the campaign’s chairman. The chairman, Lewis Arkin, agreed.",
        ],
        "Did Ada Vale meet Lewis Arkin? yes | no",
    );
    // Never having met the candidate says nothing of the candidate's chairman.
    says_nothing(&[
        "Clerk Ada Vale met Lewis Arkin at a hotel on Sunday.",
        "Clerk Ada Vale said she never met Lewis Arkin’s brother.",
    ]);
    says_nothing(&[
        "Ada Vale will meet Lewis Arkin on Sunday.",
        "Ada Vale said she had never met Lewis Arkin.",
    ]);
}

#[test]
fn ages_are_those_of_one_person() {
    says(
        &[
            "Ada Vale, 34, was found on the ridge.",
            "Rescuers found Ada Vale on the ridge. The 36-year-old had been missing since Monday.",
        ],
        "How old is Ada Vale? 34 years | 36 years",
    );
    says_nothing(&["Ada Vale, 34, was found.", "Lewis Arkin, 36, had been missing."]);
    // Of two people the age may be either one's.
    says_nothing(&[
        "Ada Vale, 34, was found on the ridge.",
        "Lewis Arkin saw Ada Vale on the ridge. The 36-year-old was cold.",
    ]);
}

#[test]
fn an_office_is_held_in_full_by_one_report_and_not_by_another() {
    says(
        &[
            "Fire commissioner Ada Vale spoke on Monday.",
            "Ada Vale, the deputy fire commissioner, spoke on Monday.",
        ],
        "Is Ada Vale commissioner or deputy commissioner? commissioner in office | deputy commissioner in office",
    );
    says(
        &["Judge Lewis Arkin oversees it.", "Lewis Arkin, a retired judge, oversees it."],
        "Is Lewis Arkin judge or former judge? judge in office | former judge",
    );
    let found = check(&[
        "The inquiry will be led by retired judge Lewis Arkin.",
        "Lewis Arkin, a retired judge, will lead the inquiry.",
    ]);
    assert_eq!(found, ["Who leads the inquiry? Lewis Arkin | Lewis Arkin"]);
}

#[test]
fn speeds_are_those_of_one_thing() {
    says(
        &[
            "The ferry was travelling at 14 knots, the coastguard said.",
            "The vessel was doing 19 knots shortly before.",
        ],
        "How fast was the ship going? 14 knots | 19 knots",
    );
    says_nothing(&[
        "The ferry was travelling at 14 knots.",
        "The limit for a ferry in the channel is 12 knots.",
    ]);
    says_nothing(&["Gusts of 110 km/h were felt.", "The train was going at 90 km/h."]);
    says_nothing(&[
        "The ferry was travelling at 14 knots, the coastguard said.",
        "Nobody on the island believes that the ferry was doing 19 knots.",
    ]);
}

#[test]
fn what_a_box_or_a_ship_held_is_counted() {
    says(
        &[
            "Inspectors found a box with 74 uncounted ballots at a school.",
            "Much is made of the box at the school. It held 47 ballots.",
        ],
        "How many ballots were in the box? 74 | 47",
    );
    says(
        &[
            "The ship, carrying 152 passengers, struck a reef.",
            "The ship struck a reef with 140 passengers and 12 crew on board.",
        ],
        "How many passengers were on board? 152 | 140",
    );
}

#[test]
fn the_first_of_a_kind_has_one_time() {
    says(
        &[
            "A log shows a fault on the line at 1.46 pm on Thursday.",
            "The company says that there was no fault on the line before 2.40 pm.",
        ],
        "At what time was the first fault? 13:46 | 14:40",
    );
    says_nothing(&["A fault was seen at 1.46 pm.", "A call came at 2.40 pm."]);
}

#[test]
fn deadlines_of_one_matter_are_compared() {
    says(
        &[
            "The count must be final by 2 December 2031, the clerk said.",
            "The board has given the county until 5 December 2031 to finish.",
        ],
        "What is the deadline? 2 December 2031 | 5 December 2031",
    );
    says_nothing(&[
        "The count must be final by 2 December 2031.",
        "The county must appoint a judge by 5 November 2031.",
    ]);
}

#[test]
fn costs_offers_and_shares_are_compared_by_what_they_are_of() {
    says(
        &[
            "The recount covers all precincts. The county puts its cost at $84,000.",
            "The recount cost $120,000.",
        ],
        "How much did the recount cost? $84,000 | $120,000",
    );
    says(
        &["A rival offered £30 million for the yard.", "It made an offer of £25 million in July."],
        "How large is the offer? £30 million | £25 million",
    );
    says(
        &[
            "Energy accounts for 31 percent of the mill’s costs.",
            "Energy makes up 18 percent of the costs of the mill.",
        ],
        "What percentage of the costs does energy make up? 31 percent | 18 percent",
    );
}

#[test]
fn a_year_of_founding_is_a_date() {
    says(
        &["The mill opened in 1911.", "The paper mill opened in 1908 and has lost money since."],
        "When did the mill open? 1911 | 1908",
    );
}

#[test]
fn what_was_ordered_belongs_to_the_verb_and_residents_stand_for_their_town() {
    says(
        &[
            "Residents of Oakmere were ordered to leave at 4.15 pm on Thursday.",
            "Oakmere was ordered to leave at 5.30 pm on Thursday.",
        ],
        "At what time was Oakmere ordered to leave? 16:15 | 17:30",
    );
}

#[test]
fn counts_of_another_size_or_of_others_are_not_compared() {
    says_nothing(&[
        "The navy caught 11 pirates off the coast.",
        "Some 1,500 pirates live on the coast.",
    ]);
    says_nothing(&[
        "The navy took three other rifles from the boat.",
        "The navy took 9 rifles from the boat.",
    ]);
}

#[test]
fn a_result_of_a_vote_is_no_lead() {
    let found = check(&[
        "Ada Vale is ahead by 212 votes.",
        "By a majority of 5-4 the court allowed the count. Ada Vale leads by 147 votes.",
    ]);
    assert_eq!(found, ["How large was the lead in votes? 212 | 147"]);
}

#[test]
fn places_of_one_act_are_compared_by_kind() {
    says(
        &[
            "Ada Vale was found dead in the cellar on Thursday.",
            "Ada Vale was found in her car, a neighbour said.",
        ],
        "Where was Ada Vale found? the cellar | the car",
    );
    says(
        &[
            "The fire began at Saddle Creek on Thursday.",
            "The fire started near Nettle Crossing, the mayor said.",
        ],
        "Where did the fire begin? Saddle Creek | Nettle Crossing",
    );
    // A country holds the town, an unnamed man may be anyone, and a plan is no place.
    says_nothing(&["Ada Vale was buried in Norway.", "Ada Vale was buried in Oslo."]);
    says_nothing(&[
        "The body of Ada Vale was found in her car.",
        "Lewis Arkin drowned as well, and his body was found in the river.",
    ]);
    says_nothing(&["A man was found in the cellar.", "A man was found in the river."]);
    says_nothing(&[
        "The hearing will be held in the school.",
        "The hearing was held in the church.",
    ]);
}

#[test]
fn an_order_may_have_come_from_one_and_be_nobodys() {
    says(
        &[
            "The director said that the order had come by telephone from the Ferndale Water Authority.",
            "“Nobody at this authority gave that order,” its head said.",
        ],
        "Who gave the order? Ferndale Water Authority | nobody at this authority",
    );
}

#[test]
fn figures_of_another_event_are_left_out() {
    let found = check(&[
        "The quake killed 12 people on Thursday. A quake nearby killed 2,600 people.",
        "Ten people were killed on Thursday.",
        "The quake killed 12 people, police said.",
        "At least 11 people were killed.",
    ]);
    assert_eq!(found, ["How many people died? 12 | 10 | 12 | at least 11"]);
    says_nothing(&["Vale missed eight games.", "Arkin missed nine games."]);
    says_nothing(&[
        "The navy held 11 Danish sailors on Thursday.",
        "The navy held 23 Norwegian sailors on Thursday.",
    ]);
}

#[test]
fn what_was_paid_was_a_payment() {
    says(
        &[
            "The hospital has paid the family, a person close to the settlement said.",
            "The director said that no payment had been made.",
        ],
        "Was there a payment? yes | no",
    );
}

#[test]
fn a_weekday_counts_only_where_the_report_knows_its_day() {
    says(
        &["Ada Vale resigned on Thursday.", "She left. Ada Vale resigned on Wednesday."],
        "When did Ada Vale resign? 3 April 2031 | 2 April 2031",
    );
}

/// Twelve reports of three incidents that share no name, each in words of its own.
fn archive() -> Vec<String> {
    let incidents = [
        ("Oakmere", "warehouse blaze", ["brigade", "hoses", "ladders", "smoke", "sprinklers"]),
        ("Ferndale", "ferry capsizing", ["lifeboat", "skipper", "harbour", "waves", "passengers"]),
        ("Marrow", "mine explosion", ["miners", "coal", "tunnel", "methane", "shafts"]),
    ];
    let tolls = [[3, 3, 4, 4], [21, 21, 20, 22], [7, 8, 7, 7]];
    let told = |at: usize, (place, what, words): (&str, &str, [&str; 5]), toll: usize| {
        let [one, two, three, four, five] = words;
        match at {
            0 => format!(
                "The {what} at {place} killed {toll} people on Thursday. Witnesses in {place} \
                 spoke of {one} and of {two}, and later of {three}. The mayor of {place} praised all {four}."
            ),
            1 => format!(
                "{toll} people were killed when a {what} struck {place}, police said. For hours \
                 the {one} fought with {three} and {five} while {two} ran short in {place}."
            ),
            2 => format!(
                "Questions about {two} and {four} follow the {what} in {place}, in which {toll} people \
                 died. Old {five} and missing {one} are blamed by many in {place}."
            ),
            _ => format!(
                "Families gathered in {place} to mourn {toll} people killed in the {what}. They ask \
                 why {three}, {four} and {one} failed, and who in {place} knew about {five}."
            ),
        }
    };
    let each = incidents.into_iter().zip(tolls);
    let reports = each.flat_map(|(incident, tolls)| {
        tolls.into_iter().enumerate().map(move |(at, toll)| told(at, incident, toll))
    });
    reports.collect()
}

#[test]
fn figures_of_an_archive_are_compared_within_each_incident() {
    let texts = archive();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = check(&texts);
    let died: Vec<&String> = found.iter().filter(|line| line.contains("died?")).collect();
    assert_eq!(died.len(), 3, "{found:#?}");
    for line in [
        "Oakmere: How many people died? 3 | 3 | 4 | 4",
        "Marrow: How many people died? 7 | 8 | 7 | 7",
    ] {
        assert!(found.iter().any(|one| one == line), "{line}\n{found:#?}");
    }
}

#[test]
fn claims_are_ranked_by_dispute_then_sources_then_recency() {
    let found = check(&[
        "The fire destroyed 12 homes. The bridge cost £3 million. The mill employs 300 people.",
        "The fire destroyed 14 homes. The bridge cost £4 million. The mill employs 300 people.",
        "The fire destroyed 14 homes. The mill employs 300 people.",
    ]);
    let asked: Vec<&str> =
        found.iter().filter_map(|line| line.split_once('?')).map(|at| at.0).collect();
    assert_eq!(
        asked,
        [
            "How many homes were destroyed",
            "How much did the bridge cost",
            "How many people were employed"
        ]
    );
}
