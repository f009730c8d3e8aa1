//! Words that report an event, by the kind of act. Stems as `language::stem` makes them, found from
//! the words given here, so that one row covers verb and noun.

use std::collections::HashMap;

use super::verbs::Verbs;
use crate::language::stem::stem;

/// The kinds of act that news reports, coarse enough that two outlets' words for one event agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// People meet, negotiate, hold a session.
    Meeting,
    /// Something is agreed, signed, exchanged.
    Agreement,
    /// People call, telephone or write to each other.
    Contact,
    /// An armed attack, invasion, bombardment or fight.
    Attack,
    /// A territory or body is taken.
    Seizure,
    /// People die or are hurt.
    Harm,
    /// Fire, flood, quake, collapse, crash.
    Disaster,
    /// People are brought out of danger.
    Rescue,
    /// Someone or something is found.
    Discovery,
    /// Someone goes missing.
    Loss,
    /// Police work: arrest, search, charge.
    Police,
    /// Courts: trial, ruling, sentence.
    Court,
    /// Voting and counting.
    Vote,
    /// Someone takes or leaves an office.
    Office,
    /// A law, order, sanction or other measure is put in force.
    Measure,
    /// A gathering in public.
    Protest,
    /// People or forces go somewhere or leave.
    Movement,
    /// Something opens, starts, is launched or published.
    Opening,
    /// Something closes, stops, is called off or put off.
    Ending,
    /// Money and property change hands.
    Trade,
    /// A contest is won or lost.
    Contest,
    /// Someone says something.
    Statement,
}

impl Act {
    /// A noun for titles.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Meeting => "Talks",
            Self::Agreement => "Agreement",
            Self::Contact => "Calls",
            Self::Attack => "Fighting",
            Self::Seizure => "Seizure",
            Self::Harm => "Casualties",
            Self::Disaster => "Disaster",
            Self::Rescue => "Evacuation",
            Self::Discovery => "Discovery",
            Self::Loss => "Disappearance",
            Self::Police => "Police action",
            Self::Court => "Court case",
            Self::Vote => "Vote",
            Self::Office => "Change of office",
            Self::Measure => "Measure",
            Self::Protest => "Protest",
            Self::Movement => "Movement",
            Self::Opening => "Start",
            Self::Ending => "End",
            Self::Trade => "Deal",
            Self::Contest => "Contest",
            Self::Statement => "Statement",
        }
    }
}

/// Words by act. A word stands in one row only.
const WORDS: &[(Act, &str)] = &[
    (
        Act::Meeting,
        "meet met meeting talks talk negotiation negotiate summit session dialogue conference hearing heard round discussions convene",
    ),
    (
        Act::Agreement,
        "agree agreement accord pact treaty sign signed ceasefire truce consensus swap exchange settlement compromise ratify",
    ),
    (
        Act::Contact,
        "call calls called phone phoned telephone contact contacted spoke reach reached email",
    ),
    (
        Act::Attack,
        "attack invade invasion bomb bombing bombard shell shelling strike airstrike raid shoot shooting fire-fight fighting fight fought battle clash offensive counteroffensive assault missile drone ambush explosion explode blast",
    ),
    (Act::Seizure, "annex annexation capture seize seizure occupy occupation takeover hijack"),
    (
        Act::Harm,
        "kill killed die died death dead injure injured injury wound wounded hurt casualty victim drown drowned murder murdered",
    ),
    (
        Act::Disaster,
        "accident fire wildfire blaze flood flooding earthquake quake tremor collapse collapsed crash crashed derail derailed derailment sink sank spill leak landslide hurricane tornado eruption outage blackout breach burst rupture avalanche fault malfunction damage destroy devastate fail fall fell plunge",
    ),
    (
        Act::Rescue,
        "evacuate evacuated evacuation rescue rescued shelter relocate recover recovered",
    ),
    (Act::Discovery, "find found discover discovery locate located"),
    (Act::Loss, "missing disappear disappearance vanish"),
    (
        Act::Police,
        "arrest arrested detain detained charge charged raid search searched investigate investigation suspect inquiry probe",
    ),
    (
        Act::Court,
        "trial sentence sentenced convict convicted conviction verdict sue sued lawsuit appeal ruling ruled acquit indict indicted plead",
    ),
    (
        Act::Vote,
        "vote voted voting election elect elected ballot poll referendum recount count counted certify certified tally",
    ),
    (
        Act::Office,
        "appoint appointed resign resigned resignation sack sacked fire fired dismiss dismissed inaugurate inaugurated nominate nominated name named replace replaced quit retire retirement step oust sworn elect take took taken",
    ),
    (
        Act::Measure,
        "sanction ban banned impose imposed order ordered decree approve approved adopt adopted enact legislate pass passed tariff fine fined",
    ),
    (Act::Protest, "protest protested demonstrate demonstration rally march marched riot walkout"),
    (
        Act::Movement,
        "visit visited travel travelled traveled arrive arrived withdraw withdrew withdrawal deploy deployed deployment flee fled leave left return returned send sent dispatch dispatched came come",
    ),
    (
        Act::Opening,
        "open opened begin began start started launch launched resume resumed unveil unveiled publish published release released introduce introduced complete finish build built",
    ),
    (
        Act::Ending,
        "close closed cancel cancelled canceled postpone postponed delay delayed suspend suspended halt halted end ended stop stopped materialize reschedule rescheduled abandon abandoned adjourn adjourned cut",
    ),
    (
        Act::Trade,
        "buy bought sell sold acquire acquired acquisition merge merger invest invested bankrupt bankruptcy",
    ),
    (Act::Contest, "win won lose lost defeat defeated beat beaten score scored champion"),
    (
        Act::Statement,
        "say said tell told announce announced declare declared warn warned state stated claim claimed confirm confirmed deny denied condemn condemned accuse accused demand demanded urge urged insist insisted reject rejected pledge pledged promise promised vow vowed threaten threatened admit admitted apologise apologised apologize apologized describe described emphasize emphasized emphasise emphasised suggest suggested acknowledge acknowledged argue argued add added write wrote reiterate reiterated stress stressed criticize criticized criticise criticised praise praised refuse concede",
    ),
];

/// Looks words up. Made once for a run.
pub struct Lexicon {
    acts: HashMap<String, Act>,
    pub(super) verbs: Verbs,
}

impl Lexicon {
    /// Acts by stem, the first row that names a stem wins; verbs by form.
    pub fn new() -> Self {
        let mut acts = HashMap::new();
        for (act, words) in WORDS {
            for word in words.split(' ') {
                acts.entry(stem(word)).or_insert(*act);
            }
        }
        Self { acts, verbs: Verbs::new() }
    }

    /// The act that a lower-case word reports.
    pub fn act(&self, word: &str) -> Option<Act> {
        self.act_of_stem(&stem(word))
    }

    /// The act that the words of a stem report.
    pub fn act_of_stem(&self, stem: &str) -> Option<Act> {
        self.acts.get(stem).copied()
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}
