//! Invented sentences, each with every expression it holds.

use super::*;

/// Wednesday, 15 September 2021.
fn published() -> civil::Date {
    civil::Date::constant(2021, 9, 15)
}

/// `expression=value`, with the TIMEX3 text in brackets where there is one and the modifier behind.
fn shown(text: &str, time: &Time) -> String {
    let value = match &time.value {
        TimeValue::Calendar(edtf) => edtf.to_string(),
        TimeValue::Duration(length) => length.clone(),
        TimeValue::Unresolved => String::new(),
    };
    let timex = time.timex.as_ref().map_or(String::new(), |timex| format!("[{timex}]"));
    let modifier = time.modifier.map_or(String::new(), |modifier| format!(" {modifier:?}"));
    format!("{}={value}{timex}{modifier}", time.span.of(text))
}

fn read(text: &str, anchor: Option<civil::Date>) -> Vec<String> {
    let times = times(text, &[Span::new(0, text.len())], anchor);
    times.iter().map(|time| shown(text, time)).collect()
}

/// Checks all cases and reports every miss at once.
fn check(anchor: Option<civil::Date>, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, wanted) in cases {
        let found = read(text, anchor);
        if found != *wanted {
            wrong.push(format!("{text}\n   wanted {wanted:?}\n   found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_are_read_in_every_usual_order() {
    check(
        Some(published()),
        &[
            ("The dam opened on 16 May 2019.", &["16 May 2019=2019-05-16"]),
            (
                "The dam opened May 16, 2019, at noon sharp.",
                &["May 16, 2019=2019-05-16", "noon=2019-05-16T12:00[2019-05-16T12:00]"],
            ),
            ("It was signed on the 16th of May, 2019.", &["the 16th of May, 2019=2019-05-16"]),
            (
                "Filed 2019-05-16 and stamped 2019/05/17.",
                &["2019-05-16=2019-05-16", "2019/05/17=2019-05-17"],
            ),
            (
                "Filed 16/05/2019, not 05/16/2019 or 16.05.2019.",
                &["16/05/2019=2019-05-16", "05/16/2019=2019-05-16", "16.05.2019=2019-05-16"],
            ),
            ("The form says 04/05/2019.", &["04/05/2019=2019"]),
            ("The form says 09/10/2021.", &["09/10/2021=2021-09-10"]),
            ("Talks ran May 3–7, 2019.", &["May 3–7, 2019=2019-05-03/2019-05-07"]),
            ("Talks ran 3-7 May 2019.", &["3-7 May 2019=2019-05-03/2019-05-07"]),
            (
                "It closed on Sept. 3 and reopened on Dec. 1.",
                &["Sept. 3=2021-09-03", "Dec. 1=2020-12-01"],
            ),
            (
                "Founded in March 1987, it moved in October.",
                &["March 1987=1987-03", "October=2020-10"],
            ),
            ("The bridge (1987) leaks.", &["1987=1987"]),
            ("2014: The mine closes", &["2014=2014"]),
            ("On Monday, June 3, 2019, the court sat.", &["Monday, June 3, 2019=2019-06-03"]),
            ("Rain fell in February–April 2020.", &["February–April 2020=2020-02/2020-04"]),
            ("Nothing on 31 February 2020 or 45 May.", &["February 2020=2020-02"]),
            ("She arrived in June last year.", &["June last year=2020-06"]),
            ("The 2019-2021 drought hit the north.", &["2019-2021=2019/2021"]),
        ],
    );
}

#[test]
fn seasons_quarters_decades_and_centuries_have_their_codes() {
    check(
        Some(published()),
        &[
            ("Summer 2018–2019: Drought", &["Summer 2018–2019=2018-22/2019"]),
            ("The winter of 1994 was hard.", &["The winter of 1994=1994-24[1994-WI]"]),
            (
                "Sales fell in the second quarter of 2020.",
                &["the second quarter of 2020=2020-04/2020-06[2020-Q2]"],
            ),
            ("Sales fell in Q3 2020.", &["Q3 2020=2020-07/2020-09[2020-Q3]"]),
            ("Q3: What happens next?", &[]),
            ("A third-quarter loss was booked.", &["third-quarter=2021-07/2021-09[2021-Q3]"]),
            (
                "It grew in the first half of 2019.",
                &["the first half of 2019=2019-01/2019-06[2019-H1]"],
            ),
            (
                "The late 1970s and the '80s were calm.",
                &["The late 1970s=1970/1979[197] End", "the '80s=1980/1989[198]"],
            ),
            ("A 19th-century mill burned.", &["19th-century=1800/1899[18]"]),
            (
                "In early 2019 and mid-2020 prices rose.",
                &["early 2019=2019 Start", "mid-2020=2020 Middle"],
            ),
            ("By the end of March it was over.", &["the end of March=2021-03 End"]),
        ],
    );
}

#[test]
fn weekdays_follow_the_tense_around_them() {
    check(
        Some(published()),
        &[
            ("The council met on Friday.", &["Friday=2021-09-10"]),
            ("The council will meet on Friday.", &["Friday=2021-09-17"]),
            ("The council is expected to vote Friday.", &["Friday=2021-09-17"]),
            ("Police said on Wednesday they had no leads.", &["Wednesday=2021-09-15"]),
            (
                "The council met last Friday and sits again next Monday.",
                &["last Friday=2021-09-10", "next Monday=2021-09-20"],
            ),
            ("Friday's vote was close.", &["Friday=2021-09-10"]),
            ("He read it in the Sunday Telegraph on Black Friday.", &[]),
            (
                "Shops open on Sundays and every Tuesday.",
                &["Sundays=[XXXX-WXX-7]", "every Tuesday=[XXXX-WXX-2]"],
            ),
            ("Rain stopped Friday morning.", &["Friday morning=2021-09-10[2021-09-10TMO]"]),
        ],
    );
}

#[test]
fn relative_dates_count_from_the_article_or_the_date_spoken_of() {
    check(
        Some(published()),
        &[
            (
                "Today is calmer than yesterday; tomorrow may rain.",
                &["Today=2021-09-15", "yesterday=2021-09-14", "tomorrow=2021-09-16"],
            ),
            ("Prices rose last week.", &["last week=2021-09-06/2021-09-12[2021-W36]"]),
            ("Prices rose last month and this year.", &["last month=2021-08", "this year=2021"]),
            ("She left two days ago.", &["two days ago=2021-09-13"]),
            ("She left three years ago.", &["three years ago=2018"]),
            ("She left nearly two decades ago.", &["nearly two decades ago=2001 LessThan"]),
            (
                "The strike began on 3 May 2019. The next day it spread.",
                &["3 May 2019=2019-05-03", "The next day=2019-05-04"],
            ),
            (
                "It opened in 2012 and closed two years later.",
                &["2012=2012", "two years later=2014"],
            ),
            ("The factory shut earlier this year.", &["earlier this year=2021 Start"]),
            (
                "They will return over the weekend.",
                &["the weekend=2021-09-18/2021-09-19[2021-W37-WE]"],
            ),
            ("For now it holds.", &[]),
            (
                "They are now recently divorced, and the future is open.",
                &["now=[PRESENT_REF]", "recently=[PAST_REF]", "the future=[FUTURE_REF]"],
            ),
            ("In 2012 she fell ill; that day she wrote.", &["2012=2012", "that day=[XXXX-XX-XX]"]),
            (
                "Since 11 July 2019 much changed. After July 11 they left.",
                &["11 July 2019=2019-07-11", "July 11=2019-07-11"],
            ),
            ("Output fell in 2018 from a year earlier.", &["2018=2018", "a year earlier=2017"]),
            ("She left two or three months ago.", &["two or three months ago=[PAST_REF]"]),
            ("She arrived last night.", &["last night=2021-09-14[2021-09-14TNI]"]),
        ],
    );
}

#[test]
fn clock_times_carry_day_and_zone() {
    check(
        Some(published()),
        &[
            (
                "It struck at 10:35 a.m. on Friday.",
                &["10:35 a.m. on Friday=2021-09-10T10:35[2021-09-10T10:35]"],
            ),
            (
                "Updated: 3 May 2019, 18:22 IST",
                &["3 May 2019=2019-05-03", "18:22 IST=2019-05-03T18:22+05:30[2019-05-03T18:22]"],
            ),
            (
                "The gates opened at 7pm and shut at midnight.",
                &[
                    "7pm=2021-09-15T19:00[2021-09-15T19:00]",
                    "midnight=2021-09-16T00:00[2021-09-15T24:00]",
                ],
            ),
            ("They won 3:2 and 11-9.", &[]),
            (
                "stamp 2019-05-16T18:22:07+05:30 end",
                &["2019-05-16T18:22:07+05:30=2019-05-16T18:22+05:30[2019-05-16T18:22]"],
            ),
            (
                "stamp 2019-05-16T18:22Z end",
                &["2019-05-16T18:22Z=2019-05-16T18:22+00:00[2019-05-16T18:22]"],
            ),
            (
                "Thu 16 May 2019 18.22 BST",
                &[
                    "Thu 16 May 2019=2019-05-16",
                    "18.22 BST=2019-05-16T18:22+01:00[2019-05-16T18:22]",
                ],
            ),
            (
                "16-May-2019 at 6:22 PM EDT",
                &["16-May-2019=2019-05-16", "6:22 PM EDT=2019-05-16T18:22-04:00[2019-05-16T18:22]"],
            ),
            ("Posted on May 16th, 2019 by Ana Brel", &["May 16th, 2019=2019-05-16"]),
            (
                "Shelling resumed overnight and early Friday morning.",
                &[
                    "overnight=2021-09-15[2021-09-15TNI]",
                    "early Friday morning=2021-09-10[2021-09-10TMO] Start",
                ],
            ),
            (
                "The vote is due by 5 p.m. Tuesday.",
                &["5 p.m. Tuesday=2021-09-21T17:00[2021-09-21T17:00]"],
            ),
        ],
    );
}

#[test]
fn durations_keep_their_modifiers_inside() {
    check(
        Some(published()),
        &[
            ("The siege lasted over four years.", &["over four years=P4Y MoreThan"]),
            ("They spoke for less than three hours.", &["less than three hours=PT3H LessThan"]),
            (
                "They spoke for approximately two hours.",
                &["approximately two hours=PT2H Approximate"],
            ),
            ("A 20-day truce and a one-hour session followed.", &["20-day=P20D", "one-hour=PT1H"]),
            ("Over the past six months, little changed.", &["the past six months=P6M"]),
            ("The First Visit After 5 Years", &["5 Years=P5Y"]),
            ("They waited for decades.", &["decades=PXE"]),
            (
                "It took several weeks and half an hour.",
                &["several weeks=PXW", "half an hour=PT30M"],
            ),
            ("It took 2 1/2 years.", &["2 1/2 years=P2Y6M"]),
            ("Repairs take 3 to 5 days.", &["3 to 5 days=P3D Approximate"]),
            ("Of those aged 30 to 59 years and 60 years and older, few came.", &[]),
            ("The 41-year-old driver, a man 52 years old, fled.", &[]),
            (
                "It pays weekly, and every two months in cash.",
                &["weekly=P1W", "every two months=P2M"],
            ),
            ("He swims twice a week.", &["twice a week=P1W"]),
            ("It earns $5 million a year.", &["a year=P1Y"]),
        ],
    );
}

#[test]
fn words_that_only_look_like_times_are_left_alone() {
    check(
        Some(published()),
        &[
            ("She may march with 2000 people.", &[]),
            ("April Smith paid $1990 for room 2014.", &[]),
            ("About three-quarters voted, a second time.", &[]),
            ("Flight 1980 carried 2050 parcels.", &[]),
            ("The fall of the town surprised May Jones.", &[]),
        ],
    );
}

#[test]
fn an_undated_article_waits_for_the_day_of_the_story() {
    let text = "The envoys met on Friday. They flew home the next day, 12 March 2020 forgotten.";
    let passages = [Span::new(0, text.len())];
    let mut times = times(text, &passages, None);
    assert_eq!(shown(text, &times[0]), "Friday=[XXXX-WXX-5]");
    assert!(!times[0].relative);
    assert_eq!(resolve_with(&mut times, text, &passages, published()), 2);
    let all: Vec<String> = times.iter().map(|time| shown(text, time)).collect();
    assert_eq!(all, ["Friday=2021-09-10", "the next day=2021-09-11", "12 March 2020=2020-03-12"]);
    assert!(times[0].relative && !times[2].relative);
}

#[test]
fn only_the_passages_are_looked_at_and_overlaps_count_once() {
    let text = "In 2011 it rained. In 2012 it snowed.";
    let found = times(text, &[Span::new(19, 37), Span::new(19, 37)], None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span.of(text), "2012");
}

proptest::proptest! {
    #[test]
    fn spans_are_sorted_and_inside_whatever_the_text(
        text in r"((the|early|end of|last|next|two|May|Friday|2019|16|1/2|:30|pm|years?|ago|later|quarter|third|-|–|,|'s|century|each|fall|é|\PC)[ ]?){0,24}",
    ) {
        let found = times(&text, &[Span::new(0, text.len())], Some(published()));
        for pair in found.windows(2) {
            proptest::prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for time in &found {
            proptest::prop_assert!(!time.span.of(&text).is_empty());
        }
    }
}

#[test]
fn odd_input_neither_panics_nor_takes_forever() {
    for text in [
        "",
        " ",
        "the",
        "early",
        "1/2/",
        "–",
        "May",
        "ⅷ 5 მაისი",
        "'s'",
        "99999999999999999999 years ago",
    ] {
        let _ = read(text, Some(published()));
        let _ = read(text, None);
    }
    let long = "twenty-two hundred and five early the last 10:10 May - ".repeat(20_000);
    assert!(read(&long, Some(published())).len() < 200_000);
    let _ = read("9999 years later, 31 December 9999, in 9000 years' time", Some(civil::Date::MAX));
    let _ = read("two thousand years ago, last year, next century", Some(civil::Date::MIN));
}

#[test]
fn parts_of_ranges_and_lists_share_month_year_and_day() {
    check(
        Some(published()),
        &[
            ("From 3 to 7 May 1916 the guns fired.", &["3=1916-05-03", "7 May 1916=1916-05-07"]),
            (
                "Between May and July 1943 they held the ridge.",
                &["May=1943-05", "July 1943=1943-07"],
            ),
            (
                "Between November and February 1943 it snowed.",
                &["November=1942-11", "February 1943=1943-02"],
            ),
            (
                "They met on May 3, 4 and 5 in Sunne.",
                &["May 3=2021-05-03", "4=2021-05-04", "5=2021-05-05"],
            ),
            ("On May 3 and 4 people drowned.", &["May 3=2021-05-03"]),
            ("He voted on 3 and 4 May.", &["3=2021-05-03", "4 May=2021-05-04"]),
            (
                "It lasted from 10 a.m. to 3 p.m. on Friday.",
                &[
                    "10 a.m.=2021-09-10T10:00[2021-09-10T10:00]",
                    "3 p.m. on Friday=2021-09-10T15:00[2021-09-10T15:00]",
                ],
            ),
            (
                "It struck at 10:35 a.m. (0735 GMT) Friday.",
                &[
                    "10:35 a.m.=2021-09-10T10:35[2021-09-10T10:35]",
                    "0735 GMT=2021-09-10T07:35+00:00[2021-09-10T07:35]",
                    "Friday=2021-09-10",
                ],
            ),
            (
                "In the winter of 1941–42 the lake froze.",
                &["the winter of 1941–42=1942-24[1941-WI]"],
            ),
            (
                "During the 19th and 20th centuries it grew.",
                &["the 19th=1800/1899[18]", "20th centuries=1900/1999[19]"],
            ),
        ],
    );
}

#[test]
fn a_history_counts_from_the_date_spoken_of_and_news_from_its_own_day() {
    check(
        Some(published()),
        &[
            (
                "The siege began on 12 October 1915. By early November the forts had fallen. \
                 In January the river froze. On 3 February help came, and two days later the town \
                 was free. The next spring, on 9 April 1917, the war ended. That summer it rained. \
                 In December of that year he left. The following year he died.",
                &[
                    "12 October 1915=1915-10-12",
                    "early November=1915-11 Start",
                    "January=1916-01",
                    "3 February=1916-02-03",
                    "two days later=1916-02-05",
                    "The next spring=1916-21[1916-SP]",
                    "9 April 1917=1917-04-09",
                    "That summer=1917-22[1917-SU]",
                    "December of that year=1917-12",
                    "The following year=1918",
                ],
            ),
            (
                "The firm was founded on 3 March 1998. In December 1999 it went public. On Tuesday \
                 it said profits rose in June.",
                &[
                    "3 March 1998=1998-03-03",
                    "December 1999=1999-12",
                    "Tuesday=2021-09-14",
                    "June=2021-06",
                ],
            ),
            (
                "It will open in November. It was founded in March 1998 and sold in 2004.",
                &["November=2021-11", "March 1998=1998-03", "2004=2004"],
            ),
        ],
    );
    // One date of an undated text dates nothing else.
    check(
        None,
        &[
            (
                "On 16 May 2019 they met. On 2 June they met again.",
                &["16 May 2019=2019-05-16", "2 June=[XXXX-06-02]"],
            ),
            (
                "The mine opened in May 1901. It burned in July 1911. In September he left.",
                &["May 1901=1901-05", "July 1911=1911-07", "September=1911-09"],
            ),
        ],
    );
}

#[test]
fn a_newsroom_meets_these_as_well() {
    check(
        Some(published()),
        &[
            (
                "The road is shut until Friday noon.",
                &["Friday noon=2021-09-17T12:00[2021-09-17T12:00]"],
            ),
            ("The deadline is Monday.", &["Monday=2021-09-20"]),
            (
                "Patrols met at 1900hrs, then at 0630 hours.",
                &[
                    "1900hrs=2021-09-15T19:00[2021-09-15T19:00]",
                    "0630 hours=2021-09-15T06:30[2021-09-15T06:30]",
                ],
            ),
            (
                "At 8:15 on the morning of Aug. 6 it rang.",
                &["8:15 on the morning of Aug. 6=2021-08-06T08:15[2021-08-06T08:15]"],
            ),
            (
                "They landed at dawn on 7 May 2019.",
                &["dawn on 7 May 2019=2019-05-07[2019-05-07TMO]"],
            ),
            (
                "It burned in the early hours of Sunday.",
                &["the early hours of Sunday=2021-09-12[2021-09-12TMO] Start"],
            ),
            (
                "Good Friday 2019 was dry; Easter Monday was wet. Boxing Day 2019 was white.",
                &[
                    "Good Friday 2019=2019-04-19",
                    "Easter Monday=2021-04-05",
                    "Boxing Day 2019=2019-12-26",
                ],
            ),
            ("A day after the vote, the camp burned.", &["A day=P1D"]),
            ("Months of talks failed.", &["Months=PXM"]),
            ("In the early months of 2022 it rose.", &["the early months of 2022=2022 Start"]),
            ("He died in 331 BC.", &["331 BC=[BC0331]"]),
            ("It was sacked in AD 455.", &["AD 455=0455"]),
            ("It opens in two weeks' time.", &["two weeks' time=2021-09-27/2021-10-03[2021-W39]"]),
            (
                "In the week of May 5 it rained.",
                &["the week of May 5=2021-05-03/2021-05-09[2021-W18]"],
            ),
            ("In FY2023 and in 2023/24 it lost money.", &["FY2023=2023", "2023/24=2023/2024"]),
            ("H1 2024 was good.", &["H1 2024=2024-01/2024-06[2024-H1]"]),
            ("They meet every second Tuesday.", &["every second Tuesday=[XXXX-WXX-2]"]),
            ("It will one day be rebuilt.", &["one day=[FUTURE_REF]"]),
            (
                "Sales fell in the quarter ended June 30.",
                &["the quarter=2021-04/2021-06[2021-Q2]", "June 30=2021-06-30"],
            ),
            (
                "The fourth quarter will be worse than the latest quarter.",
                &[
                    "The fourth quarter=2021-10/2021-12[2021-Q4]",
                    "the latest quarter=2021-04/2021-06[2021-Q2]",
                ],
            ),
        ],
    );
}
