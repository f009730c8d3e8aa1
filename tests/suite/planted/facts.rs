//! What is planted in the invented story of a sunken ferry: conflicts that half of the sources tell
//! one way and half the other, facts that all tell alike in different wordings, and a figure that
//! grows from day to day. `{v}` stands for the value.

/// What a fact is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plan {
    /// Two answers that cannot both be right: to be found as a disagreement.
    Conflict,
    /// One answer in different wordings: never a contradiction.
    Agreement,
    /// A figure that changes from day to day: never a contradiction.
    Growth,
}

/// One point of fact with the ways to tell it.
pub(crate) struct Fact {
    pub(crate) id: &'static str,
    /// What kind of question it is, for the report.
    pub(crate) kind: &'static str,
    pub(crate) plan: Plan,
    /// First day of the story on which it is told.
    pub(crate) from: u32,
    /// The words of each answer, equal in meaning; empty where the sentences differ instead.
    pub(crate) values: &'static [&'static [&'static str]],
    /// The sentences of each answer, without full stop; one list serves both where `values` has two.
    pub(crate) told: &'static [&'static [&'static str]],
}

const fn conflict(
    id: &'static str,
    kind: &'static str,
    from: u32,
    values: &'static [&'static [&'static str]],
    told: &'static [&'static [&'static str]],
) -> Fact {
    Fact { id, kind, plan: Plan::Conflict, from, values, told }
}

const fn agreement(
    id: &'static str,
    kind: &'static str,
    from: u32,
    values: &'static [&'static [&'static str]],
    told: &'static [&'static [&'static str]],
) -> Fact {
    Fact { id, kind, plan: Plan::Agreement, from, values, told }
}

pub(crate) const FACTS: [Fact; 54] = [
    // Tolls and other counts.
    conflict(
        "deaths",
        "toll",
        4,
        &[&["14", "fourteen"], &["17", "seventeen"]],
        &[&[
            "{v} people died when the ferry went down",
            "{v} people were killed in the sinking",
            "the disaster killed {v} people",
            "the death toll stands at {v}",
            "{v} passengers and crew lost their lives",
            "rescuers have recovered the bodies of {v} people",
        ]],
    ),
    conflict(
        "injured",
        "toll",
        4,
        &[&["38"], &["45"]],
        &[&[
            "{v} people were injured, most of them with burns and broken bones",
            "the accident left {v} people injured",
            "{v} survivors were hurt as they climbed into the boats",
            "doctors treated {v} injured people",
            "the number of injured was put at {v}",
        ]],
    ),
    conflict(
        "missing",
        "toll",
        4,
        &[&["six", "6"], &["nine", "9"]],
        &[&[
            "{v} people are still missing",
            "{v} people remain missing",
            "{v} passengers were still unaccounted for",
            "divers are looking for {v} missing people",
        ]],
    ),
    conflict(
        "arrested",
        "toll",
        6,
        &[&["three"], &["five"]],
        &[&[
            "{v} people were arrested during the protest at the quay",
            "police arrested {v} people at the quay",
            "officers detained {v} demonstrators",
            "{v} protesters were taken into custody",
        ]],
    ),
    conflict(
        "evacuated",
        "count",
        4,
        &[&["400"], &["650"]],
        &[&[
            "{v} residents were evacuated from the waterfront",
            "the fire service evacuated {v} people from houses near the oil slick",
            "{v} people had to leave their homes on the waterfront",
            "the evacuation order forced {v} residents from their homes",
        ]],
    ),
    conflict(
        "aboard",
        "count",
        4,
        &[&["212"], &["231"]],
        &[&[
            "the ferry was carrying {v} passengers",
            "there were {v} passengers on board",
            "{v} passengers were aboard the Morwenna",
            "the ship left port with {v} passengers",
        ]],
    ),
    conflict(
        "divers",
        "count",
        4,
        &[&["40"], &["55"]],
        &[&[
            "{v} divers took part in the search",
            "{v} divers searched the wreck",
            "the navy sent {v} divers",
            "a team of {v} divers went down to the wreck",
        ]],
    ),
    conflict(
        "lifeboats",
        "count",
        4,
        &[&["four"], &["seven"]],
        &[&[
            "only {v} lifeboats were launched",
            "the crew launched {v} lifeboats",
            "{v} lifeboats reached the water",
            "{v} of the lifeboats could be lowered",
        ]],
    ),
    conflict(
        "containers",
        "count",
        5,
        &[&["26"], &["41"]],
        &[&[
            "{v} containers were washed ashore",
            "the sea washed {v} containers onto the beaches",
            "volunteers counted {v} containers on the beaches",
            "{v} containers have been found on the shore",
        ]],
    ),
    conflict(
        "jobs",
        "count",
        8,
        &[&["150"], &["220"]],
        &[&[
            "Sarn Line will cut {v} jobs",
            "the company plans to cut {v} jobs",
            "{v} jobs will be cut at Sarn Line",
            "{v} jobs are to go at the ferry company",
        ]],
    ),
    // Durations.
    conflict(
        "talks-length",
        "duration",
        8,
        &[&["four hours"], &["six and a half hours"]],
        &[&[
            "the talks between the union and Sarn Line lasted {v}",
            "the union and the company talked for {v}",
            "after {v} of talks the two sides left without a deal",
            "the meeting at the Harbour Hotel lasted {v}",
            "the two sides met for {v}",
        ]],
    ),
    conflict(
        "search-length",
        "duration",
        5,
        &[&["11 hours"], &["18 hours"]],
        &[&[
            "the search lasted {v}",
            "rescuers searched the strait for {v}",
            "the search went on for {v}",
            "the search was called off after {v}",
        ]],
    ),
    conflict(
        "hearing-length",
        "duration",
        10,
        &[&["90 minutes", "an hour and a half"], &["three hours"]],
        &[&[
            "the hearing lasted {v}",
            "the hearing took {v}",
            "the first hearing of the inquiry went on for {v}",
            "the three judges heard the captain in a hearing of {v}",
        ]],
    ),
    conflict(
        "service-age",
        "duration",
        4,
        &[&["22 years"], &["27 years"]],
        &[&[
            "the Morwenna had been in service for {v}",
            "the ferry had crossed the strait for {v}",
            "the ferry was {v} old",
            "the ship had sailed for Sarn Line for {v}",
        ]],
    ),
    conflict(
        "float-time",
        "duration",
        4,
        &[&["20 minutes", "twenty minutes"], &["45 minutes"]],
        &[&[
            "the ferry sank within {v}",
            "it took {v} for the ferry to sink",
            "the ship went down in {v}",
            "the ferry sank {v} after the first alarm",
        ]],
    ),
    conflict(
        "since-last",
        "duration",
        4,
        &[&["30 years"], &["19 years"]],
        &[&[
            "it was the first sinking in the strait in {v}",
            "no ferry had been lost in the strait for {v}",
            "it was the worst accident at sea in {v}",
            "it is the first loss of a ferry here in {v}",
        ]],
    ),
    // Roles.
    conflict(
        "calder-role",
        "role",
        4,
        &[],
        &[
            &[
                "the harbour master, Ines Calder, closed the port",
                "harbour master Ines Calder closed the port to all ships",
                "Ines Calder, the harbour master of Port Sarn, praised the fishermen",
                "Ines Calder is harbour master of Port Sarn",
            ],
            &[
                "the deputy harbour master, Ines Calder, closed the port",
                "deputy harbour master Ines Calder closed the port to all ships",
                "Ines Calder, the deputy harbour master of Port Sarn, praised the fishermen",
                "Ines Calder is deputy harbour master of Port Sarn",
            ],
        ],
    ),
    conflict(
        "wick-role",
        "role",
        5,
        &[],
        &[
            &[
                "Jonas Wick, the chief engineer of Sarn Line, had warned of the bow door",
                "chief engineer Jonas Wick had warned of the bow door",
                "Jonas Wick, chief engineer at Sarn Line, wrote three letters about the pumps",
            ],
            &[
                "Jonas Wick, a former chief engineer of Sarn Line, had warned of the bow door",
                "former chief engineer Jonas Wick had warned of the bow door",
                "Jonas Wick, former chief engineer at Sarn Line, wrote three letters about the pumps",
            ],
        ],
    ),
    conflict(
        "vane-role",
        "role",
        5,
        &[],
        &[
            &[
                "transport minister Petra Vane visited the families",
                "Petra Vane, the transport minister, promised a full inquiry",
                "the transport minister, Petra Vane, flew to Port Sarn",
            ],
            &[
                "interior minister Petra Vane visited the families",
                "Petra Vane, the interior minister, promised a full inquiry",
                "the interior minister, Petra Vane, flew to Port Sarn",
            ],
        ],
    ),
    // Who led.
    conflict(
        "union-lead",
        "leader",
        8,
        &[&["Rolf Amsel"], &["Dana Kestrel"]],
        &[&[
            "{v} led the union’s delegation at the talks",
            "the union’s delegation was led by {v}",
            "{v}, who led the union’s team, called the offer an insult",
            "the seafarers’ delegation was headed by {v}",
        ]],
    ),
    conflict(
        "inquiry-lead",
        "leader",
        9,
        &[&["Marta Orlov"], &["Simon Hale"]],
        &[&[
            "the inquiry will be led by judge {v}",
            "judge {v} will lead the inquiry",
            "{v}, a retired judge, was chosen to head the inquiry",
            "the government named {v} to lead the inquiry",
        ]],
    ),
    conflict(
        "rescue-lead",
        "leader",
        4,
        &[&["Tom Brixey"], &["Lars Odell"]],
        &[&[
            "the rescue operation was led by {v} of the coast guard",
            "{v} of the coast guard led the rescue operation",
            "{v}, who led the rescue, said that every minute counted",
            "the coast guard put {v} in charge of the rescue operation",
        ]],
    ),
    // Yes or no, one of two.
    conflict(
        "alarm",
        "yes-no",
        4,
        &[],
        &[
            &[
                "the alarm sounded before the ship began to list",
                "the general alarm sounded on all decks",
                "the crew sounded the alarm at once",
                "the alarm was sounded on the bridge",
            ],
            &[
                "the alarm never sounded",
                "no alarm sounded on the lower decks",
                "the crew did not sound the alarm",
                "the alarm was not sounded",
            ],
        ],
    ),
    conflict(
        "bow-door",
        "yes-no",
        4,
        &[],
        &[
            &[
                "the bow door was closed when the ferry left port",
                "the bow door had been closed",
                "the crew had closed the bow door",
            ],
            &[
                "the bow door was not closed when the ferry left port",
                "the bow door had not been closed",
                "the crew had not closed the bow door",
            ],
        ],
    ),
    conflict(
        "warning",
        "yes-no",
        5,
        &[],
        &[
            &[
                "Sarn Line ignored a warning from the weather service",
                "the company had ignored the warning of the weather service",
                "the weather service’s warning was ignored by Sarn Line",
            ],
            &[
                "Sarn Line denied that it had ignored a warning from the weather service",
                "the company did not ignore the warning of the weather service",
                "Sarn Line has denied ignoring the weather service’s warning",
            ],
        ],
    ),
    conflict(
        "meeting-denied",
        "yes-no",
        9,
        &[],
        &[
            &[
                "Otto Brandt met Petra Vane two days before the sinking",
                "Otto Brandt and Petra Vane met at a hotel before the sinking",
                "Petra Vane met Otto Brandt at a hotel in Corran",
            ],
            &[
                "Petra Vane denied that she had met Otto Brandt",
                "Otto Brandt did not meet Petra Vane before the sinking",
                "Petra Vane never met Otto Brandt",
            ],
        ],
    ),
    conflict(
        "brandt-exit",
        "either-or",
        11,
        &[],
        &[
            &[
                "Otto Brandt resigned as director of Sarn Line",
                "the director of Sarn Line, Otto Brandt, resigned",
                "Otto Brandt stepped down as head of the company",
                "Otto Brandt quit his post at Sarn Line",
            ],
            &[
                "Otto Brandt was dismissed as director of Sarn Line",
                "the board dismissed the director of Sarn Line, Otto Brandt",
                "Sarn Line sacked its director, Otto Brandt",
                "Otto Brandt was sacked as head of the company",
            ],
        ],
    ),
    conflict(
        "offer-answer",
        "either-or",
        8,
        &[],
        &[
            &[
                "the union accepted the company’s offer",
                "the offer was accepted by the union",
                "the seafarers’ union accepted the offer",
            ],
            &[
                "the union rejected the company’s offer",
                "the offer was rejected by the union",
                "the seafarers’ union turned the offer down",
            ],
        ],
    ),
    conflict(
        "captain-custody",
        "either-or",
        7,
        &[],
        &[
            &[
                "the captain, Emil Torv, was released on bail",
                "Emil Torv, the captain, has been released",
                "the court released Emil Torv",
            ],
            &[
                "the captain, Emil Torv, was remanded in custody",
                "Emil Torv, the captain, was jailed to await his trial",
                "the court remanded Emil Torv in custody",
            ],
        ],
    ),
    conflict(
        "funeral",
        "attendance",
        10,
        &[],
        &[
            &[
                "the governor, Lena Marsh, attended the funeral",
                "Lena Marsh attended the funeral in the cathedral",
                "Governor Lena Marsh was at the funeral",
            ],
            &[
                "the governor, Lena Marsh, did not attend the funeral",
                "Lena Marsh did not attend the funeral in the cathedral",
                "Governor Lena Marsh stayed away from the funeral",
            ],
        ],
    ),
    // Places.
    conflict(
        "wreck-place",
        "place",
        5,
        &[&["Gull Point"], &["Cape Farran"]],
        &[&[
            "the wreck was found off {v}",
            "divers found the wreck near {v}",
            "the wreck lies off {v}",
            "a navy ship located the wreck off {v}",
        ]],
    ),
    conflict(
        "talks-place",
        "place",
        8,
        &[&["Veldt"], &["Halden"]],
        &[&[
            "the talks between the union and Sarn Line were held in {v}",
            "the union and Sarn Line met in {v}",
            "the talks took place in {v}",
            "the two sides met for talks in {v}",
        ]],
    ),
    conflict(
        "tow-place",
        "place",
        6,
        &[&["Ostermoor"], &["Brackwell"]],
        &[&[
            "the survivors were taken to {v}",
            "the survivors were brought to {v}",
            "a trawler took the survivors to {v}",
            "the survivors came ashore in {v}",
        ]],
    ),
    // Amounts and shares.
    conflict(
        "family-sum",
        "amount",
        7,
        &[&["20,000 euros", "€20,000"], &["35,000 euros", "€35,000"]],
        &[&[
            "Sarn Line offered each family {v}",
            "the company offered the families {v} each",
            "the families were offered {v} each",
            "the company’s offer to each family was {v}",
        ]],
    ),
    conflict(
        "fine",
        "amount",
        11,
        &[&["250,000 euros", "€250,000"], &["400,000 euros", "€400,000"]],
        &[&[
            "the regulator fined Sarn Line {v}",
            "Sarn Line was fined {v}",
            "the company must pay a fine of {v}",
            "the regulator imposed a fine of {v}",
        ]],
    ),
    conflict(
        "pier-cost",
        "amount",
        6,
        &[&["4 million euros", "€4 million"], &["6.5 million euros", "€6.5 million"]],
        &[&[
            "repairs to the pier will cost {v}",
            "the repair of the pier will cost {v}",
            "the council put the cost of repairing the pier at {v}",
            "the bill for the pier could reach {v}",
        ]],
    ),
    conflict(
        "share-fall",
        "amount",
        5,
        &[&["12 percent", "12%"], &["18 percent", "18%"]],
        &[&[
            "shares in Sarn Line fell by {v}",
            "the company’s shares fell {v}",
            "Sarn Line’s shares dropped {v}",
            "shares in the company lost {v}",
        ]],
    ),
    conflict(
        "donations",
        "amount",
        9,
        &[&["80,000 euros", "€80,000"], &["130,000 euros", "€130,000"]],
        &[&[
            "a concert for the families raised {v}",
            "the concert in the town hall raised {v}",
            "{v} were raised at a concert for the families",
        ]],
    ),
    // Times and days.
    conflict(
        "sank-at",
        "time",
        4,
        &[&["5.15 am", "5:15 a.m."], &["5.50 am", "5:50 a.m."]],
        &[&[
            "the ferry sank at {v}",
            "the Morwenna sank at {v} in heavy seas",
            "the ferry went down at {v}",
        ]],
    ),
    conflict(
        "first-call",
        "time",
        4,
        &[&["4.10 am", "4:10 a.m."], &["4.40 am", "4:40 a.m."]],
        &[&[
            "the first distress call came at {v}",
            "the coast guard received the first distress call at {v}",
            "the captain sent the first distress call at {v}",
            "the first distress call was received at {v}",
        ]],
    ),
    conflict(
        "inspected",
        "date",
        5,
        &[&["12 January"], &["20 February"]],
        &[&[
            "the ferry was last inspected on {v}",
            "inspectors last examined the ferry on {v}",
            "the last inspection of the ferry was on {v}",
            "the Morwenna was last inspected on {v}",
        ]],
    ),
    conflict(
        "service-day",
        "date",
        6,
        &[&["16 March"], &["18 March"]],
        &[&[
            "a memorial service will be held on {v}",
            "the memorial service will take place on {v}",
            "the memorial service is planned for {v}",
            "the memorial service is to be held on {v}",
        ]],
    ),
    conflict(
        "deadline",
        "date",
        9,
        &[&["21 March"], &["24 March"]],
        &[&[
            "the union set a deadline of {v}",
            "the union gave Sarn Line until {v} to answer",
            "Sarn Line has until {v} to answer the union",
            "the union’s deadline is {v}",
        ]],
    ),
    // Votes, agents, causes.
    conflict(
        "vote",
        "vote",
        12,
        &[&["31 votes to 14", "31 to 14", "31–14"], &["27 votes to 18", "27 to 18", "27–18"]],
        &[&[
            "the assembly voted {v} for the safety bill",
            "the assembly passed the safety bill by {v}",
            "the safety bill passed the assembly {v}",
        ]],
    ),
    conflict(
        "abandon-order",
        "agent",
        4,
        &[],
        &[
            &[
                "the captain ordered the evacuation of the ship",
                "the order to abandon ship was given by the captain",
                "the evacuation of the ship was ordered by the captain",
            ],
            &[
                "the first officer ordered the evacuation of the ship",
                "the order to abandon ship was given by the first officer",
                "the evacuation of the ship was ordered by the first officer",
            ],
        ],
    ),
    conflict(
        "cause",
        "cause",
        6,
        &[&["a collision with a drifting container"], &["an open bow door"]],
        &[&[
            "the sinking was caused by {v}",
            "{v} caused the sinking",
            "the cause of the sinking was {v}",
            "investigators blamed the sinking on {v}",
        ]],
    ),
    conflict(
        "ban-proposal",
        "proposal",
        9,
        &[&["the governor"], &["the seafarers’ union"]],
        &[&[
            "{v} proposed a ban on night sailings",
            "a ban on night sailings was proposed by {v}",
            "the proposal for a ban on night sailings came from {v}",
        ]],
    ),
    // Told alike in other words.
    agreement(
        "crew",
        "count",
        4,
        &[&["24", "twenty-four"]],
        &[&[
            "the ferry had a crew of {v}",
            "{v} crew members were on board",
            "there were {v} crew members on the ship",
        ]],
    ),
    agreement(
        "cars",
        "count",
        4,
        &[&["58", "about 60", "nearly 60", "fifty-eight"]],
        &[&[
            "{v} cars went down with the ferry",
            "{v} cars were lost with the ship",
            "the ferry took {v} cars to the bottom",
        ]],
    ),
    agreement(
        "port-closed",
        "duration",
        5,
        &[&["two weeks", "14 days", "a fortnight"]],
        &[&[
            "the port was closed for {v}",
            "the port will stay closed for {v}",
            "the harbour office closed the port for {v}",
        ]],
    ),
    agreement(
        "fund",
        "amount",
        7,
        &[&["€1.2 million", "1.2 million euros", "1,200,000 euros", "€1.2m"]],
        &[&[
            "the government set up a relief fund of {v}",
            "the relief fund will have {v}",
            "{v} will go into a relief fund",
        ]],
    ),
    agreement(
        "bill-passed",
        "yes-no",
        12,
        &[],
        &[&[
            "the assembly passed the safety bill",
            "the assembly approved the safety bill",
            "the assembly voted for the safety bill",
            "the assembly backed the safety bill",
        ]],
    ),
    agreement(
        "salvage-start",
        "time",
        9,
        &[&["6 pm", "6 p.m.", "18:00", "six in the evening"]],
        &[&[
            "the salvage of the wreck began at {v}",
            "work to raise the wreck began at {v}",
            "the salvage ship began its work at {v}",
        ]],
    ),
    // Grows from day to day: twice the day and some.
    Fact {
        id: "oil",
        kind: "growth",
        plan: Plan::Growth,
        from: 4,
        values: &[&["{day}"]],
        told: &[&[
            "the oil slick covers {v} square kilometres",
            "the slick had grown to {v} square kilometres",
            "the oil slick now measures {v} square kilometres",
        ]],
    },
];
