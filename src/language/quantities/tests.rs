//! Invented sentences, each with every quantity it holds.

use super::*;
use crate::language::times;

/// `words: number unit modifier of per`, leaving out what is not there.
fn shown(text: &str, quantity: &Quantity) -> String {
    let parts = [
        Some(format!("{}: {}", quantity.span.of(text), quantity.value)),
        quantity.upper.map(|upper| format!("..{upper}")),
        quantity.unit.as_ref().map(|unit| format!(" {unit}")),
        quantity.modifier.map(|modifier| format!(" {modifier:?}")),
        quantity.of.as_ref().map(|of| format!(" of {of}")),
        quantity.per.as_ref().map(|per| format!(", {per}")),
    ];
    parts.into_iter().flatten().collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, wanted) in cases {
        let passages = [Span::new(0, text.len())];
        let times = times::times(text, &passages, None);
        let found: Vec<String> =
            quantities(text, &passages, &times).iter().map(|q| shown(text, q)).collect();
        if found != *wanted {
            wrong.push(format!("{text}\n   wanted {wanted:?}\n   found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_befell_people_has_one_name() {
    check(&[
        ("The fire killed 12 people.", &["12 people: 12 of death"]),
        ("Twelve people were killed in the fire.", &["Twelve people were killed: 12 of death"]),
        ("Six people are still missing.", &["Six people are still missing: 6 of missing"]),
        ("Nine people remain missing.", &["Nine people remain missing: 9 of missing"]),
        ("Divers look for 6 missing people.", &["6 missing people: 6 of missing"]),
        ("At least 12 people have died.", &["At least 12 people have died: 12 AtLeast of death"]),
        (
            "The fire left 12 dead and 30 injured.",
            &["12 dead: 12 of death", "30 injured: 30 of injury"],
        ),
        ("Officials put the death toll at 14.", &["14: 14 of death"]),
        ("The toll rose to 14 overnight.", &["14: 14 of death"]),
        ("There were 14 fatalities.", &["14 fatalities: 14 of death"]),
        ("Fourteen deaths were confirmed.", &["Fourteen deaths: 14 of death"]),
        ("Nine miners lost their lives.", &["Nine miners lost their lives: 9 of miner killed"]),
        ("It injured nearly 40 others.", &["nearly 40 others: 40 LessThan of injury"]),
        (
            "Some 4,500 residents were evacuated.",
            &["Some 4,500 residents were evacuated: 4500 Approximate of resident evacuated"],
        ),
        ("Crews evacuated 3,000 people.", &["3,000 people: 3000 of evacuation"]),
        ("Police arrested 25 protesters.", &["25 protesters: 25 of protester arrested"]),
        (
            "Three people are still missing and one person was hurt.",
            &["Three people are still missing: 3 of missing", "one person was hurt: 1 of injury"],
        ),
        ("No one was hurt.", &[]),
        ("They were killing one another.", &[]),
        ("He told us 12 people died.", &["12 people died: 12 of death"]),
        ("He was arrested 12 times.", &["12 times: 12 of time"]),
    ]);
}

#[test]
fn counts_name_the_head_noun_in_the_singular() {
    check(&[
        (
            "They freed 750 Borduran prisoners from each side.",
            &["750 Borduran prisoners from each side: 750 of prisoner released, each side"],
        ),
        (
            "The pact swaps 750 prisoners from each side.",
            &["750 prisoners from each side: 750 of prisoner, each side"],
        ),
        (
            "A 500-for-500 prisoner swap began.",
            &["500-for-500 prisoner: 500 of prisoner, each side"],
        ),
        (
            "Each frees 500 prisoners of war from each side.",
            &["500 prisoners of war from each side: 500 of prisoner, each side"],
        ),
        ("Two hundred women marched.", &["Two hundred women: 200 of woman"]),
        ("Half a million voters stayed home.", &["Half a million voters: 500000 of voter"]),
        ("Between 40 and 50 boats sank.", &["Between 40 and 50 boats: 40..50 of boat"]),
        (
            "Up to 1.5 million households lost power.",
            &["Up to 1.5 million households: 1500000 AtMost of household"],
        ),
        (
            "An estimated 300 old army trucks crossed.",
            &["An estimated 300 old army trucks: 300 Approximate of truck"],
        ),
        ("As many as 60 countries signed.", &["As many as 60 countries: 60 AtMost of country"]),
        ("Fewer than a dozen ships sailed.", &["Fewer than a dozen ships: 12 LessThan of ship"]),
        ("No more than 20 guests may enter.", &["No more than 20 guests: 20 AtMost of guest"]),
        ("Three of the villages flooded.", &["Three of the villages: 3 of village"]),
        (
            "1 to 2 million tourists came.",
            &["1 to 2 million tourists: 1000000..2000000 of tourist"],
        ),
        ("The port loads 80 trucks a day.", &["80 trucks a day: 80 of truck, per day"]),
    ]);
}

#[test]
fn money_is_scaled_and_has_its_iso_code() {
    check(&[
        ("It cost $1.2 billion.", &["$1.2 billion: 1200000000 USD"]),
        ("It cost €30m in repairs.", &["€30m in repairs: 30000000 EUR of repair"]),
        ("A loan of 500 million euros was paid.", &["500 million euros: 500000000 EUR"]),
        ("They owe more than £2bn.", &["more than £2bn: 2000000000 GBP MoreThan"]),
        (
            "It raised A$5 million and 40,000 Swiss francs.",
            &["A$5 million: 5000000 AUD", "40,000 Swiss francs: 40000 CHF"],
        ),
        (
            "Bids ran from $5 million to $7 million.",
            &["from $5 million to $7 million: 5000000..7000000 USD"],
        ),
        ("He earns $20 an hour.", &["$20 an hour: 20 USD, per hour"]),
        ("It pays 12 cents a share.", &["12 cents a share: 12 cent, per share"]),
        ("USD 250 is due.", &["USD 250: 250 USD"]),
    ]);
}

#[test]
fn measures_have_normal_units() {
    check(&[
        (
            "The wall is 12 kilometers long, or 7.5 miles.",
            &["12 kilometers: 12 kilometre", "7.5 miles: 7.5 mile"],
        ),
        ("About 30% of voters agreed.", &["About 30% of voters: 30 percent Approximate of voter"]),
        (
            "Prices rose 5 per cent, then two percentage points.",
            &["5 per cent: 5 percent", "two percentage points: 2 percentage point"],
        ),
        (
            "It burned 400 square miles and 90 acres.",
            &["400 square miles: 400 square mile", "90 acres: 90 acre"],
        ),
        (
            "It fell to -5°C, or 23 degrees Fahrenheit.",
            &["-5°C: -5 degree-celsius", "23 degrees Fahrenheit: 23 degree-fahrenheit"],
        ),
        ("It reached 35°C.", &["35°C: 35 degree-celsius"]),
        (
            "Winds of 90 mph and 150 km/h hit.",
            &["90 mph: 90 mile per hour", "150 km/h: 150 kilometre per hour"],
        ),
        ("Ships carried 20 tonnes of grain.", &["20 tonnes of grain: 20 tonne of grain"]),
        ("A 50-kilogram bomb fell.", &["50-kilogram bomb: 50 kilogram of bomb"]),
    ]);
}

#[test]
fn durations_and_ages_are_quantities_and_dates_are_not() {
    check(&[
        ("They met for less than two hours.", &["less than two hours: 2 hour LessThan"]),
        ("They met for 1 to 2 hours.", &["1 to 2 hours: 1..2 hour"]),
        ("A 20-day truce began.", &["20-day truce: 20 day of truce"]),
        ("The one-hour session ended.", &["one-hour session: 1 hour of session"]),
        (
            "Ana, aged 41, and a 7-year-old boy left.",
            &["aged 41: 41 year of age", "7-year-old: 7 year of age"],
        ),
        ("On 16 May 2019 at 18:22 it began; in 2020 it ended, two years ago.", &[]),
    ]);
}

#[test]
fn labels_scores_and_codes_are_no_counts() {
    check(&[
        ("They won 3-2 in the third round.", &[]),
        ("An F-16 and a Boeing 747 landed.", &[]),
        ("Call 555-0142-77 or 0800 123 456.", &[]),
        ("Article 5 and Section 12 apply.", &[]),
        ("Resolution 1701 passed in the 1990s.", &[]),
        ("One of the men said one should wait.", &[]),
        ("He came 21st of 40.", &[]),
        ("The 2019 protests spread.", &[]),
    ]);
}

proptest::proptest! {
    #[test]
    fn spans_are_sorted_and_inside_whatever_the_text(
        text in r"((about|up to|-|\$|€|between|and|to|two|dozen|1,000|3\.5|million|people|killed|were|per|day|%|years?|old|of|é|’s|\PC)[ ]?){0,24}",
    ) {
        let passages = [Span::new(0, text.len())];
        let found = quantities(&text, &passages, &times::times(&text, &passages, None));
        for pair in found.windows(2) {
            proptest::prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for quantity in &found {
            proptest::prop_assert!(quantity.value.is_finite());
            proptest::prop_assert!(quantity.span.contains(quantity.number));
            proptest::prop_assert!(!quantity.number.of(&text).is_empty());
        }
    }
}

#[test]
fn odd_input_neither_panics_nor_takes_forever() {
    for text in
        ["", "$", "€", "1/", "between 5 and", "US$", "aged", "3-", "½ °", "9".repeat(400).as_str()]
    {
        let _ = quantities(text, &[Span::new(0, text.len())], &[]);
    }
    let long = "about 5 and 6 or 7 old grey odd ".repeat(20_000);
    let _ = quantities(&long, &[Span::new(0, long.len())], &[]);
}

/// A table of invented sentences beside this file; its head says how it is written.
#[test]
fn the_newsroom_table_reads_as_expected() {
    let rows = include_str!("newsroom.txt").lines().filter(|line| !line.starts_with('#'));
    let (mut wrong, mut right, mut all) = (Vec::new(), 0, 0);
    for (text, wanted) in rows.filter_map(|line| line.split_once(" |")) {
        let passages = [Span::new(0, text.len())];
        let times = times::times(text, &passages, None);
        let found: Vec<String> = quantities(text, &passages, &times)
            .iter()
            .map(|quantity| {
                let value = (quantity.value * 1000.0).round() / 1000.0;
                shown(text, &Quantity { value, ..quantity.clone() })
            })
            .collect();
        let wanted: Vec<&str> =
            wanted.split(';').map(str::trim).filter(|each| !each.is_empty()).collect();
        all += 1;
        if found == wanted {
            right += 1;
        } else {
            wrong.push(format!("{text}\n   wanted {wanted:?}\n   found  {found:?}"));
        }
    }
    assert!(all >= 150 && wrong.is_empty(), "{right} of {all}\n{}", wrong.join("\n"));
}
