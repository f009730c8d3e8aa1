//! Writes the invented story as many articles as wanted: each tells some facts of [`FACTS`] among other
//! sentences; some are copies of earlier ones. Same count, same bytes.

use super::facts::{FACTS, Fact, Plan};

/// First and last day of the story in March 2031.
const DAYS: (u32, u32) = (4, 14);
/// Facts that an article tells.
const TOLD: (usize, usize) = (7, 11);
/// Other sentences of an article.
const FILLED: (usize, usize) = (12, 22);
/// Of a hundred articles, how many copy an earlier one.
const COPIES: u64 = 8;

/// One article with what is planted in it.
pub(crate) struct Article {
    /// Its file name.
    pub(crate) file: String,
    /// Its text with front matter.
    pub(crate) text: String,
    /// What it tells: sentence, index into [`FACTS`], index of the answer.
    pub(crate) told: Vec<(String, usize, usize)>,
    /// Index of the article that it copies.
    pub(crate) copy_of: Option<usize>,
    title: String,
    day: u32,
    paragraphs: Vec<String>,
}

/// Numbers that look random and are the same every time (splitmix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: usize, high: usize) -> usize {
        low + usize::try_from(self.next() % (high - low + 1) as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.between(0, of.len() - 1)]
    }

    /// Whether something of `percent` in a hundred happens.
    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.between(0, at));
        }
    }
}

/// The story in `count` articles.
pub(crate) fn articles(count: usize) -> Vec<Article> {
    let mut dice = Dice(20_310_304);
    let mut found: Vec<Article> = Vec::new();
    for at in 0..count {
        let copy = at > 10 && dice.chance(COPIES);
        let article =
            if copy { copied(&found, &mut dice, at) } else { written(&mut dice, at, &found) };
        found.push(article);
    }
    found
}

fn file_name(at: usize) -> String {
    format!("{at:04}.md")
}

/// A report of its own.
fn written(dice: &mut Dice, at: usize, before: &[Article]) -> Article {
    let day = u32::try_from(dice.between(DAYS.0 as usize, DAYS.1 as usize)).unwrap();
    let mut open: Vec<usize> = (0..FACTS.len()).filter(|fact| FACTS[*fact].from <= day).collect();
    dice.shuffle(&mut open);
    open.truncate(dice.between(TOLD.0, TOLD.1));
    let mut told = Vec::new();
    for fact in open {
        let answers = FACTS[fact].values.len().max(FACTS[fact].told.len());
        // Three in ten tell the second answer; every answer has its two sources early.
        let heard = |answer: usize| {
            before
                .iter()
                .filter(|one| one.told.iter().any(|t| (t.1, t.2) == (fact, answer)))
                .count()
        };
        let rare = (0..answers).find(|answer| before.len() > 8 && heard(*answer) < 2);
        let answer = rare.unwrap_or(usize::from(answers > 1 && dice.chance(30)));
        told.push((sentence(dice, &FACTS[fact], answer, day), fact, answer));
    }
    let mut lines: Vec<String> = told.iter().map(|one| one.0.clone()).collect();
    for _ in 0..dice.between(FILLED.0, FILLED.1) {
        let line = filler(dice);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    dice.shuffle(&mut lines);
    let mut paragraphs = vec![opening(dice, day)];
    while !lines.is_empty() {
        let rest = lines.split_off(dice.between(1, 3).min(lines.len()));
        paragraphs.push(lines.join(" "));
        lines = rest;
    }
    let title = (*dice.one(&TITLES)).to_owned();
    let outlet = outlet(dice, at);
    let text = page(&title, &outlet, day, &paragraphs);
    Article { file: file_name(at), text, told, copy_of: None, title, day, paragraphs }
}

/// The text of an earlier article under another name: whole, without its end, or with a new title.
fn copied(before: &[Article], dice: &mut Dice, at: usize) -> Article {
    let originals: Vec<usize> =
        (0..before.len()).filter(|one| before[*one].copy_of.is_none()).collect();
    let of = *dice.one(&originals);
    let original = &before[of];
    let mut paragraphs = original.paragraphs.clone();
    if dice.chance(50) {
        paragraphs.truncate(paragraphs.len() - paragraphs.len() / 4);
    }
    if dice.chance(30) {
        paragraphs.push("Reporting by our correspondents in Port Sarn.".to_owned());
    }
    let title =
        if dice.chance(50) { original.title.clone() } else { (*dice.one(&TITLES)).to_owned() };
    let all = paragraphs.join(" ");
    let told = original.told.iter().filter(|one| all.contains(&one.0)).cloned().collect();
    let day = original.day;
    let outlet = outlet(dice, at);
    let text = page(&title, &outlet, day, &paragraphs);
    Article { file: file_name(at), text, told, copy_of: Some(of), title, day, paragraphs }
}

fn page(title: &str, outlet: &str, day: u32, paragraphs: &[String]) -> String {
    let body = paragraphs.join("\n\n");
    format!(
        "---\ntitle: \"{title}\"\noutlet: {outlet}\npublished: 2031-03-{day:02}\n---\n\n{body}\n"
    )
}

/// A fact in one sentence, with or without who says it.
fn sentence(dice: &mut Dice, fact: &Fact, answer: usize, day: u32) -> String {
    let told = *dice.one(fact.told[answer.min(fact.told.len() - 1)]);
    let value = fact.values.get(answer).map_or("", |values| *dice.one(values));
    let value =
        if fact.plan == Plan::Growth { (2 * day + 3).to_string() } else { value.to_owned() };
    let core = told.replace("{v}", &value);
    // Who denies something speaks for himself.
    let spoken = core.contains("denied") || core.contains(" said ");
    // "4:10 a.m." ends in its own full stop.
    let plain = upper_first(&core);
    let stop = if core.ends_with('.') { "" } else { "." };
    let who = *dice.one(&WHO);
    match dice.between(0, 6) {
        _ if spoken => format!("{plain}{stop}"),
        0 => format!("{plain}, {who} said."),
        1 => format!("{} said that {core}{stop}", upper_first(who)),
        2 => format!("According to {who}, {core}{stop}"),
        3 => format!("{plain}, according to {who}."),
        _ => format!("{plain}{stop}"),
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn outlet(dice: &mut Dice, at: usize) -> String {
    let town = dice.one(&TOWNS);
    let paper = dice.one(&["Courier", "Mail", "Gazette", "Observer", "Radio", "Journal", "Echo"]);
    // No two articles are of one outlet, as each is to count as a source of its own.
    format!("{town} {paper} {at}")
}

fn opening(dice: &mut Dice, day: u32) -> String {
    let lead = *dice.one(&LEADS);
    let later = match day {
        4 => "Rescue boats were still at work in the evening.",
        5..=7 => "The search for survivors has given way to questions.",
        8..=10 => "A week on, the town is in mourning.",
        _ => "The inquiry is expected to take months.",
    };
    format!("{lead} {later}")
}

fn person(dice: &mut Dice) -> String {
    format!("{} {}", dice.one(&FIRST), dice.one(&LAST))
}

/// A sentence that tells none of the facts: colour, witnesses, other accidents, other figures.
fn filler(dice: &mut Dice) -> String {
    match dice.between(0, 9) {
        0..=5 => (*dice.one(&COLOUR)).to_owned(),
        6 => {
            let (first, last) = (dice.between(0, 15), dice.between(0, 15));
            // Whoever comes twice is as old as before.
            let age = 19 + (7 * first + 13 * last) % 65;
            let (first, last) = (FIRST[first], LAST[last]);
            let seen = dice.one(&SEEN);
            format!("{first} {last}, {age}, who lives near the quay, said that {seen}.")
        }
        7 => format!("“{},” said {}, {}.", dice.one(&SPOKEN), person(dice), dice.one(&JOBS)),
        8 => format!(
            "{} of {} {}.",
            person(dice),
            dice.one(&TOWNS),
            dice.one(&["lost a brother", "waited at the quay all night", "came to lay flowers"])
        ),
        _ => (*dice.one(&ELSEWHERE)).to_owned(),
    }
}

const TITLES: [&str; 14] = [
    "Ferry sinks off Port Sarn",
    "Port Sarn mourns after ferry disaster",
    "What we know about the sinking of the Morwenna",
    "Questions grow over ferry disaster",
    "Families wait for answers in Port Sarn",
    "Ferry disaster shakes the coast",
    "Sarn Line under pressure after sinking",
    "Survivors tell of a night of fear",
    "Investigators look at the wreck of the Morwenna",
    "Union and ferry company at odds",
    "A town and its ferry",
    "Anger at the quay",
    "How the Morwenna was lost",
    "After the sinking",
];

const LEADS: [&str; 6] = [
    "The ferry Morwenna sank off Port Sarn in the early hours of 4 March.",
    "Port Sarn is a town in shock after the ferry Morwenna went down on 4 March.",
    "The sinking of the ferry Morwenna on 4 March has shaken the country.",
    "The Morwenna, a car ferry of Sarn Line, went down in the strait on 4 March 2031.",
    "It was still dark when the ferry Morwenna sank on 4 March.",
    "In the night to 4 March the car ferry Morwenna was lost off Port Sarn.",
];

const WHO: [&str; 12] = [
    "officials",
    "the coast guard",
    "police",
    "the regional government",
    "a spokeswoman for the port",
    "the mayor’s office",
    "two people close to the inquiry",
    "local radio",
    "a government spokesman",
    "witnesses",
    "the seafarers’ union",
    "a source in the ministry",
];

const TOWNS: [&str; 12] = [
    "Ferndale",
    "Marlow",
    "Sundvik",
    "Corran",
    "Easthaven",
    "Tolland",
    "Kilbride",
    "Lanmore",
    "Ardvik",
    "Norbury",
    "Westmark",
    "Tarnby",
];

const FIRST: [&str; 16] = [
    "Anton", "Mira", "Lukas", "Jana", "Elena", "Oskar", "Ida", "Felix", "Nora", "Viktor", "Greta",
    "Hugo", "Anja", "Karel", "Vera", "Pavel",
];
const LAST: [&str; 16] = [
    "Lindqvist",
    "Novak",
    "Varga",
    "Halloran",
    "Petrescu",
    "Aalto",
    "Moreau",
    "Eikeland",
    "Whitfield",
    "Duarte",
    "Kamau",
    "Sandoval",
    "Ferrara",
    "Hollis",
    "Janssen",
    "Torvald",
];
const JOBS: [&str; 8] = [
    "a fisherman",
    "a baker",
    "a teacher",
    "a nurse at the hospital",
    "a retired docker",
    "a shopkeeper",
    "who runs the café at the quay",
    "a student",
];
const SEEN: [&str; 6] = [
    "the windows shook in the storm",
    "the sirens woke the whole street",
    "nobody slept that night",
    "the lights went out one after another",
    "the sea had never looked so black",
    "the boats came back empty",
];
const SPOKEN: [&str; 8] = [
    "We want to know who is responsible",
    "Everybody here knew somebody on that ship",
    "They have told us nothing",
    "My daughter took that ferry every week",
    "The sea gives and the sea takes",
    "I will never forget that sound",
    "We stood there and could not help",
    "Somebody has to answer for this",
];
/// What happened elsewhere or long ago: none of it belongs to the story's figures.
const ELSEWHERE: [&str; 8] = [
    "In 1998 a trawler sank off the same coast and eight people died.",
    "A bus crash near Tolland killed four people in January.",
    "A collision in the strait in 2009 left 31 people injured.",
    "Two people were arrested in Corran on Thursday over a burglary.",
    "In 2016 the company was fined 90,000 euros over another ship.",
    "The company’s other ferry, the Branwen, carries up to 300 passengers.",
    "A ferry strike in 2024 lasted nine days.",
    "The council of Easthaven voted 12 to 5 for a new bridge last year.",
];
const COLOUR: [&str; 44] = [
    "Flags flew at half mast along the coast.",
    "Flowers and candles covered the steps of the town hall.",
    "Schools in the district stayed closed.",
    "A hotline for relatives was set up.",
    "Volunteers handed out blankets and soup in a sports hall.",
    "The weather made the work of the rescuers difficult.",
    "The strait is known for its strong currents.",
    "Fishing boats joined the search without being asked.",
    "The church bells rang for an hour.",
    "Relatives gathered in a hotel by the harbour.",
    "The prosecutor’s office has opened an inquiry.",
    "Experts warned against early conclusions.",
    "Environmental groups fear for the seals in the bay.",
    "The beaches were closed to visitors.",
    "Opposition politicians demanded the resignation of the minister.",
    "The government promised help for the families.",
    "Ferry services between the islands stayed suspended.",
    "The lifeboat station was opened after the war.",
    "Psychologists looked after the survivors.",
    "The ferry was on its usual route to the islands.",
    "Many passengers were asleep in their cabins.",
    "The storm had been forecast for days.",
    "The harbour was full of boats from neighbouring towns.",
    "Helicopters circled above the strait until dusk.",
    "The company declined to comment on the state of its ships.",
    "Maintenance of the fleet has long been a matter of dispute.",
    "The union has complained about long shifts for years.",
    "Shops in the old town kept their shutters down.",
    "A minute of silence was held in parliament.",
    "The hospital asked for blood donors.",
    "The town lives on the ferry and on fishing.",
    "The coast guard published a map of the search area.",
    "Insurance companies expect a long dispute.",
    "The mayor thanked the fishermen for their courage.",
    "Nobody at the company’s office answered the telephone.",
    "Reporters from all over the country came to the quay.",
    "The ship’s log has not been found.",
    "The wreck lies deeper than the harbour crane can reach.",
    "Lawyers offered their services to the families.",
    "The bishop spoke of a wound that will not heal quickly.",
    "The sea was calm again in the morning.",
    "Some of the survivors have already gone home.",
    "The islanders now depend on a small freight boat.",
    "It is not yet clear who will pay for the salvage.",
];
