//! What random edits write.

/// Keys of each kind of file that are changed.
pub(super) const KEYS: [(&str, &[&str]); 8] = [
    (
        "articles",
        &[
            "title",
            "published",
            "updated",
            "tags",
            "outlet",
            "code",
            "copy_of",
            "rights",
            "draft",
            "language",
            "author",
            "description",
            "dek",
            "url",
            "archive",
            "former_ids",
        ],
    ),
    ("entities", &["name", "type", "role", "aliases", "same_as", "former_ids"]),
    (
        "events",
        &[
            "title",
            "date",
            "date_note",
            "place",
            "participants",
            "part_of",
            "after",
            "outcome",
            "sources",
            "former_ids",
        ],
    ),
    (
        "claims",
        &[
            "question",
            "attribute",
            "about",
            "event",
            "positions",
            "silent",
            "verdict",
            "settles",
            "former_ids",
        ],
    ),
    ("faq", &["question", "order", "claims", "sources", "settles"]),
    ("changes", &["kind", "at", "about", "was", "now", "why"]),
    ("pages", &["title", "dek", "as_of", "author", "former_ids"]),
    ("index", &["title", "dek", "as_of", "author", "key_claims", "key_events"]),
];

pub(super) const TITLES: &[&str] = &[
    "The bell again",
    "Mira Tolvane",
    "Fisk",
    "Old Quay",
    "Дзвін і кіль",
    "\"A title: with a colon & <marks>\"",
    "A much longer title that goes on and on until it must be shortened somewhere in a list",
];

pub(super) const DATES: &[&str] = &[
    "2031",
    "2031-04",
    "2031-04-02",
    "2031-04-02T12:10+02:00",
    "2031-04-09~",
    "2030-12?",
    "2031-03/2031-04",
    "2029",
    "not a date",
];

pub(super) const ALIASES: &[&str] =
    &["Tolvane", "Fisk", "the keeper", "Iron Bell", "Tolvane, the keeper", "Quay", "bell", ""];

pub(super) const FORMER: &[&str] =
    &["old-evening", "spire", "office", "gone-by", "harnsund", "new-one"];

pub(super) const QUOTES: &[&str] =
    &["\"at noon\"", "\"three people\"", "\"bell falls\"", "\"told us more\""];

pub(super) const SENTENCES: &[&str] = &[
    "Joren Fisk was there.",
    "The keeper said nothing.",
    "It happened at the Old Quay.",
    "Гарнсунд мовчить.",
    "Nothing else is known.",
    "[[mira-tolvane]]",
];

pub(super) const BLOCKS: &[&str] = &[
    "Joren Fisk and Mira Tolvane met at the Old Quay in Harnsund.",
    "Iron Bell is what they call it. The Bell Office does not.",
    "| Who | When |\n|---|---|\n| Fisk | noon |",
    "> The beam was rotten, Tolvane said.",
    "It is told twice.[^n]\n\n[^n]: Once by Fisk.",
    "- one\n- two, says the Bell Office\n    1. deep",
    "## A heading\n\nText under it.",
    "```text\nMira Tolvane in code\n```",
    "Words with *stress*, **weight**, ~~mistakes~~ and `code`.",
    "![The tower](https://pictures.example/tower.png)",
    "---",
    "Зі слів Тольване, дзвін упав.",
    "The [report](https://post.example/bell) tells it.",
    "<!-- backstory-allow link-target-missing: known --> See [[not-there]].",
];

/// Lines of the settings; one that ends with its equals sign is taken back.
pub(super) const SETTINGS: &[&str] = &[
    "title = \"The bell of Harnsund\"",
    "title = \"Another title\"",
    "base_url = \"https://bell.example/story\"",
    "base_url = \"https://other.example\"",
    "base_url =",
    "description =",
    "description = \"One sentence.\"",
    "language = \"en\"",
    "language = \"uk\"",
    "theme = \"default\"",
    "theme = \"wire\"",
    "theme = \"own\"",
    "page_size = 2",
    "page_size = 3",
    "page_size = 40",
    "search = true",
    "search = false",
    "social_cards = 0",
    "social_cards = 0",
    "social_cards = 1",
    "exports = []",
    "exports = [\"json\", \"feeds\", \"ics\"]",
    "exports = [\"markdown\", \"pages\", \"csv\", \"jsonld\"]",
    "drafts = true",
    "drafts = false",
];
