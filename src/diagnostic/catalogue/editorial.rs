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
            "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 2 weeks\n    article: ferry-out-for-weeks\n    quote: will stay in harbour for two weeks\nsilent:\n  - article: ⟦ferry-breaks-down⟧\n    why: not-mentioned\n---\n",
        )],
        right: &[(
            "content/claims/days-in-harbour.md",
            "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 2 weeks\n    article: ferry-out-for-weeks\n    quote: will stay in harbour for two weeks\n---\n",
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
    Code {
        name: "source-changed",
        level: Level::Warning,
        family: Family::Provenance,
        summary: "a source that has changed since it was read",
        explanation: "An article is made from a source whose hash it keeps. The source at hand has another one: it was saved anew, or edited. What the article says may no longer be what the source says.",
        remedy: "run `backstory ingest`; of a locked article, compare the two by hand.",
        wrong: &[
            (
                "content/articles/ferry-breaks-down.md",
                "---\ntitle: Ferry breaks down off Osterholm\ncode: OP\nrights: full\nstatus: locked\ningest:\n  source: post.txt\n  sha256: ⟦none⟧\n  extractor: 1\n  words: 40\n---\n\nThe ferry to Osterholm broke down on Monday morning. Captain Maren Tollefsby said that the engine had stopped without warning. The ferry will stay in harbour for three days, the Sund Line said.\n",
            ),
            (
                "content/sources/post.txt",
                "Ferry breaks down\n\nThe ferry to Osterholm broke down on Monday morning.\n",
            ),
        ],
        right: &[
            (
                "content/articles/ferry-breaks-down.md",
                "---\ntitle: Ferry breaks down off Osterholm\ncode: OP\nrights: full\nstatus: locked\ningest:\n  source: post.txt\n  sha256: 9ac86d04459935a51e23365bea51009507cc80d4c7f1dd3ce5c0860ab2ce2948\n  extractor: 1\n  words: 40\n---\n\nThe ferry to Osterholm broke down on Monday morning. Captain Maren Tollefsby said that the engine had stopped without warning. The ferry will stay in harbour for three days, the Sund Line said.\n",
            ),
            (
                "content/sources/post.txt",
                "Ferry breaks down\n\nThe ferry to Osterholm broke down on Monday morning.\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "without-source",
        level: Level::Warning,
        family: Family::Provenance,
        summary: "a claim, an event or an answer that no source carries",
        explanation: "What this site says, somebody must have said before. A claim without positions, an event without sources and an answer that names neither claims nor sources cannot be traced to anybody.",
        remedy: "name the articles with their exact words, or delete the entry.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: ⟦Why does the ferry not sail?⟧\n---\n\nIts engine stopped.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "copy-counted",
        level: Level::Warning,
        family: Family::Journalism,
        summary: "a copy is counted as a source of its own",
        explanation: "Two reports of which one copies the other are one source. A verdict written by hand says that sources agree or differ, but all of them but one are marked as copies.",
        remedy: "delete `verdict`, so that it is computed, or name an independent source.",
        wrong: &[
            (
                "content/articles/ferry-out-for-weeks.md",
                "---\ntitle: Ferry out\ncode: ST\nrights: full\ncopy_of: ferry-breaks-down\n---\n\nThe ferry will stay in harbour for three days, it said.\n",
            ),
            (
                "content/claims/days-in-harbour.md",
                "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 3 days\n    article: ferry-out-for-weeks\n    quote: The ferry will stay in harbour for three days\nverdict: ⟦agree⟧\n---\n",
            ),
            ("content/verdicts.lock", "days-in-harbour agree\n"),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\nsources:\n  - article: the-bill\n---\n\nIts engine stopped. One report says so.\n",
            ),
            (
                "content/articles/the-bill.md",
                "---\ntitle: The bill\nrights: full\n---\n\nNobody wants to pay it.\n",
            ),
        ],
        right: &[
            (
                "content/articles/ferry-out-for-weeks.md",
                "---\ntitle: Ferry out\ncode: ST\nrights: full\ncopy_of: ferry-breaks-down\n---\n\nThe ferry will stay in harbour for three days, it said.\n",
            ),
            (
                "content/claims/days-in-harbour.md",
                "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 3 days\n    article: ferry-out-for-weeks\n    quote: The ferry will stay in harbour for three days\n---\n",
            ),
            ("content/verdicts.lock", "days-in-harbour single-source\n"),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\nsources:\n  - article: the-bill\n---\n\nIts engine stopped. One report says so.\n",
            ),
            (
                "content/articles/the-bill.md",
                "---\ntitle: The bill\nrights: full\n---\n\nNobody wants to pay it.\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "single-source",
        level: Level::Note,
        family: Family::Journalism,
        summary: "an answer that rests on one report alone",
        explanation: "All claims and quotations that carry the answer come from one article, or from copies of it. That may be all there is, but a reader should know.",
        remedy: "say in the answer who alone reports it, or look for a second report.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: ⟦Why does the ferry not sail?⟧\nsources:\n  - article: ferry-breaks-down\n    quote: the engine had stopped without warning\n---\n\nIts engine stopped.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nsources:\n  - article: ferry-breaks-down\n    quote: the engine had stopped without warning\n  - article: ferry-out-for-weeks\n---\n\nIts engine stopped.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "unnamed-unmarked",
        level: Level::Note,
        family: Family::Journalism,
        summary: "words of a source without a name, which the position does not say",
        explanation: "The quotation speaks of officials, diplomats or sources without saying who they are. Readers weigh such words differently, so the position should say it.",
        remedy: "add `unnamed` with what the report says of the source, such as “two officials”.",
        wrong: &[
            (
                "content/articles/ferry-out-for-weeks.md",
                "---\ntitle: Ferry out for weeks\ncode: ST\nrights: full\n---\n\nThe ferry will stay in harbour for two weeks, two officials said on Wednesday.\n",
            ),
            (
                "content/claims/days-in-harbour.md",
                "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 2 weeks\n    article: ferry-out-for-weeks\n    quote: ⟦in harbour for two weeks, two officials said⟧\n---\n",
            ),
        ],
        right: &[
            (
                "content/articles/ferry-out-for-weeks.md",
                "---\ntitle: Ferry out for weeks\ncode: ST\nrights: full\n---\n\nThe ferry will stay in harbour for two weeks, two officials said on Wednesday.\n",
            ),
            (
                "content/claims/days-in-harbour.md",
                "---\nquestion: How long will the ferry stay in harbour?\nevent: breakdown\nattribute: duration\npositions:\n  - value: 3 days\n    article: ferry-breaks-down\n    quote: The ferry will stay in harbour for three days\n  - value: 2 weeks\n    article: ferry-out-for-weeks\n    quote: in harbour for two weeks, two officials said\n    unnamed: two officials\n---\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "relative-date",
        level: Level::Note,
        family: Family::Journalism,
        summary: "a date that counts from the day of reading",
        explanation: "“Yesterday” was right in the newspaper. On a page that stays, it means another day to every reader. Only the site's own words are looked at, not quotations.",
        remedy: "write the date.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped ⟦last Monday⟧.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped on Monday, 6 February.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "ambiguous-zone",
        level: Level::Note,
        family: Family::Journalism,
        summary: "an hour in a time zone whose name means several",
        explanation: "IST is the time of India, Israel and Ireland; CST that of North America, China and Cuba. Nobody can tell which hour is meant.",
        remedy: "write the place, as in “6.22 pm in Delhi”, or the offset.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped at 6:22 pm ⟦CST⟧.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped at 6:22 pm in Shanghai.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "similar-name",
        level: Level::Note,
        family: Family::Entities,
        summary: "a spelling that is nearly the name of an entity",
        explanation: "A name in the text differs from a known one by one letter and is linked to nothing; or two entities of one kind are spelt nearly alike and may be one.",
        remedy: "correct the spelling, or add it to the aliases; of two entities that are one, delete one.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off ⟦Osterhulm⟧.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off Osterholm.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "quoted-name",
        level: Level::Warning,
        family: Family::Entities,
        summary: "a name with typographic quotation marks around it",
        explanation: "YAML knows straight quotation marks only. Typographic ones, which word processors write by \
                      themselves, become a part of the name, and then no text mentions it.",
        remedy: "delete the marks, or write straight ones.",
        wrong: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: ⟦“Maren Tollefsby”⟧\ntype: person\n---\n",
        )],
        right: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: \"Maren Tollefsby\"\ntype: person\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "conflicting-roles",
        level: Level::Note,
        family: Family::Entities,
        summary: "two people are said to hold one office",
        explanation: "Some offices have one holder at a time: the president of a country, the mayor of a town. Two entities are said to be in the same one.",
        remedy: "say who held it when, as in “former mayor of Osterholm”, or merge the two.",
        wrong: &[
            (
                "content/entities/maren-tollefsby.md",
                "---\nname: Maren Tollefsby\ntype: person\nrole: ⟦mayor of Osterholm⟧\n---\n",
            ),
            (
                "content/entities/jon-brask.md",
                "---\nname: Jon Brask\ntype: person\nrole: mayor of Osterholm\n---\n",
            ),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nJon Brask knows.\n",
            ),
        ],
        right: &[
            (
                "content/entities/maren-tollefsby.md",
                "---\nname: Maren Tollefsby\ntype: person\nrole: former mayor of Osterholm\n---\n",
            ),
            (
                "content/entities/jon-brask.md",
                "---\nname: Jon Brask\ntype: person\nrole: mayor of Osterholm\n---\n",
            ),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nJon Brask knows.\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "unused-entity",
        level: Level::Note,
        family: Family::Entities,
        summary: "an entity that nothing mentions",
        explanation: "No text has one of its names, and no event and no claim names it. Either it is not part of the story, or the texts spell it differently.",
        remedy: "add the spelling that the texts use to its aliases, or delete the file.",
        wrong: &[("content/entities/jon-brask.md", "---\nname: ⟦Jon Brask⟧\ntype: person\n---\n")],
        right: &[
            ("content/entities/jon-brask.md", "---\nname: Jon Brask\ntype: person\n---\n"),
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why does the ferry not sail?\nclaims: [days-in-harbour]\n---\n\nJon Brask knows.\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "orphan-claim",
        level: Level::Note,
        family: Family::Entities,
        summary: "a claim that nothing leads to",
        explanation: "The claim names no event and no entity, no answer rests on it and no text shows it. Readers find it only in the list of all claims.",
        remedy: "name its `event`, or show it in a text with [[claim:…]].",
        wrong: &[(
            "content/claims/who-pays.md",
            "---\nquestion: ⟦Who pays?⟧\nattribute: payer\npositions:\n  - value: the Sund Line\n    article: ferry-breaks-down\n    quote: the Sund Line\n---\n",
        )],
        right: &[(
            "content/claims/who-pays.md",
            "---\nquestion: Who pays?\nevent: breakdown\nattribute: payer\npositions:\n  - value: the Sund Line\n    article: ferry-breaks-down\n    quote: the Sund Line\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "clutter-left",
        level: Level::Warning,
        family: Family::Text,
        summary: "a line that belongs to a web page and not to an article",
        explanation: "“Read more”, “Share this article”, “Advertisement”: what stands around an article on its page came along when it was copied.",
        remedy: "delete the line.",
        wrong: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes\n---\n\nThe ferry stopped.\n\n⟦Share this article on Facebook⟧\n",
        )],
        right: &[("content/pages/notes.md", "---\ntitle: Notes\n---\n\nThe ferry stopped.\n")],
        ..CHECKED
    },
    Code {
        name: "doubled-paragraph",
        level: Level::Warning,
        family: Family::Text,
        summary: "a paragraph that stands in one text twice",
        explanation: "The same words, of eight or more, are a paragraph of one file twice. Most often they were pasted or merged twice.",
        remedy: "delete one of the two.",
        wrong: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes\n---\n\nNobody on the island had expected the ferry so early.\n\nThe school opened.\n\n⟦Nobody on the island had expected the ferry so early.⟧\n",
        )],
        right: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes\n---\n\nNobody on the island had expected the ferry so early.\n\nThe school opened.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "missing-alt",
        level: Level::Warning,
        family: Family::Text,
        summary: "a picture without a description",
        explanation: "Whoever does not see the picture hears or reads its description: people with a screen reader, and everybody when it does not load.",
        remedy: "say between the brackets what the picture shows.",
        wrong: &[("content/pages/notes.md", "---\ntitle: Notes\n---\n\n⟦![](ferry.jpg)⟧\n")],
        right: &[(
            "content/pages/notes.md",
            "---\ntitle: Notes\n---\n\n![The ferry at the pier](ferry.jpg)\n",
        )],
        ..CHECKED
    },
];
