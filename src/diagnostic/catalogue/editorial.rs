//! Codes of what an editor would ask: where it is from, who says so, who is meant, how it reads. Knows
//! no code that looks for them.

use super::{CHECKED, Code, Family, Level};

/// Provenance, journalism, entities, text.
pub(super) const CODES: &[Code] = &[
    Code {
        name: "quote-not-in-source",
        family: Family::Provenance,
        summary: "quoted words that do not stand in their source",
        explanation: "Every quotation is compared with its source word by word; only spaces and the shapes of \
                      quotation marks, apostrophes and dashes may differ. Where the source is not at hand, the \
                      hash of the words must stand in content/quotes.lock.",
        remedy: "take over the words the message offers, or quote other ones.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\nsources:\n  - article: ferry-breaks-down\n    quote: ⟦the engine stopped without warning⟧\n---\n\nIts engine stopped.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\nsources:\n  - article: ferry-breaks-down\n    quote: the engine had stopped without warning\n---\n\nIts engine stopped.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "quote-too-long",
        level: Level::Warning,
        family: Family::Provenance,
        summary: "a quotation longer than the settings allow",
        explanation: "Of other people's texts only short passages may be quoted; `sources.quotation_words` says how \
                      short. Articles whose rights are `full` are not counted.",
        remedy: "quote the decisive words and tell the rest.",
        wrong: &[
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry stays in harbour.\"\n\n[sources]\nquotation_words = 3\n",
            ),
            (
                "content/articles/the-bill.md",
                "---\ntitle: The bill\nurl: https://tidings.example/bill\n---\n",
            ),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why?\nclaims: [days-in-harbour]\nsources:\n  - article: the-bill\n    quote: ⟦nobody wants to pay it⟧\n---\n\nNobody knows who pays.\n",
            ),
            (
                "content/quotes.lock",
                "the-bill 91906ee62931905ffef39d74f29276d0aba9f0e45aab52c7b479b7b42568af27\n",
            ),
        ],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry stays in harbour.\"\n\n[sources]\nquotation_words = 30\n",
        )],
        ..CHECKED
    },
    Code {
        name: "quote-budget",
        level: Level::Warning,
        family: Family::Provenance,
        summary: "more words of one source are quoted than the settings allow",
        explanation: "All quotations of one source together, over the whole site, stay below `sources.source_words` \
                      words and `sources.source_percent` percent of it. The same words count once.",
        remedy: "shorten or leave out quotations of this source.",
        wrong: &[
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry stays in harbour.\"\n\n[sources]\nsource_words = 3\n",
            ),
            (
                "content/articles/the-bill.md",
                "---\ntitle: The bill\nurl: https://tidings.example/bill\n---\n",
            ),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why?\nclaims: [days-in-harbour]\nsources:\n  - article: the-bill\n    quote: nobody wants to pay it\n---\n\nNobody knows who pays.\n",
            ),
            (
                "content/quotes.lock",
                "the-bill 91906ee62931905ffef39d74f29276d0aba9f0e45aab52c7b479b7b42568af27\n",
            ),
        ],
        right: &[(
            "site.toml",
            "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\ndescription = \"A ferry stays in harbour.\"\n",
        )],
        ..CHECKED
    },
    Code {
        name: "silent-with-position",
        family: Family::Provenance,
        summary: "an article that both answers a question and is silent on it",
        explanation: "A claim lists the position of each source that takes one, and which sources are silent and why. \
                      No source can be both.",
        remedy: "delete one of the two.",
        wrong: &[(
            "content/claims/days-in-harbour.md",
            "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\nsilent:\n  - article: ⟦ferry-breaks-down⟧\n    why: not-mentioned\n---\n",
        )],
        right: &[(
            "content/claims/days-in-harbour.md",
            "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\nsilent:\n  - article: ferry-out-for-weeks\n    why: not-mentioned\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "verdict-untold",
        level: Level::Warning,
        family: Family::Provenance,
        summary: "a verdict changed and no change entry says so",
        explanation: "content/verdicts.lock keeps what readers were last told of a claim. A verdict that becomes \
                      another one without a word would be a silent correction.",
        remedy: "write an entry below content/changes/ with `kind: verdict`, `about`, `was`, `now` and `why`.",
        wrong: &[
            ("content/verdicts.lock", "days-in-harbour agree\n"),
            (
                "content/claims/days-in-harbour.md",
                "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  ⟦- value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 2 weeks\n    article: ferry-out-for-weeks\n    quote: will stay in harbour for two weeks⟧\n---\n",
            ),
        ],
        right: &[
            ("content/verdicts.lock", "days-in-harbour agree\n"),
            (
                "content/changes/2023-02-08-verdict-days-in-harbour.md",
                "---\nkind: verdict\nat: 2023-02-08\nabout: days-in-harbour\nwas: agree\nnow: contradict\nwhy: A second report speaks of weeks.\n---\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "bad-lock-line",
        level: Level::Warning,
        family: Family::Provenance,
        summary: "a line of a lock file that is none",
        explanation: "The lock files below content/ are written by the tool, a record a line. Most often a merge left \
                      its marks behind.",
        remedy: "settle the merge conflict, or delete the line and run `backstory ingest`.",
        wrong: &[("content/verdicts.lock", "⟦<<<<<<< HEAD⟧\ndays-in-harbour contradict\n")],
        right: &[("content/verdicts.lock", "days-in-harbour contradict\n")],
        ..CHECKED
    },
];
