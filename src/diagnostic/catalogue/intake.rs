//! Codes of sources that are taken in. Knows no code that looks for them.

use super::{CHECKED, Code, Command, Family, Level};

/// What the entries here have in common.
const TAKEN_IN: Code =
    Code { level: Level::Warning, family: Family::Sources, command: Command::Ingest, ..CHECKED };

/// A report that is taken in, as its outlet had it first.
const FIRST: &str = "Ferry to sail again on Friday\n\nBy Ada Lund\n\nThe ferry to Osterholm will sail again on Friday, the Sund Line said. The engine has been mended, and every part of it was tried in the harbour for two days.\n";
/// The same with another title.
const SECOND: &str = "Ferry to sail again on Sunday\n\nBy Ada Lund\n\nThe ferry to Osterholm will sail again on Friday, the Sund Line said. The engine has been mended, and every part of it was tried in the harbour for two days.\n";

/// Sources.
pub(super) const CODES: &[Code] = &[
    Code {
        name: "empty-source",
        summary: "a source that holds nothing",
        explanation: "The file has no text, or the feed no items. Often the page was saved before it had loaded.",
        remedy: "save the article again, or delete the file.",
        wrong: &[("content/sources/ferry-sails.txt", "\n \n")],
        right: &[("content/sources/ferry-sails.txt", FIRST)],
        ..TAKEN_IN
    },
    Code {
        name: "no-article-text",
        summary: "a source in which no article was found",
        explanation: "There are words, but all of them are menus, buttons and notices. Pages that fetch their text by \
                      script save like this, and feeds that only announce their articles.",
        remedy: "save the page once its text shows, or as plain text.",
        wrong: &[(
            "content/sources/ferry-sails.html",
            "<html><body><nav>Menu</nav></body></html>\n",
        )],
        right: &[(
            "content/sources/ferry-sails.html",
            "<html><body><nav>Menu</nav><article><h1>Ferry sails</h1><p>The ferry to Osterholm will sail again on Friday, the Sund Line said.</p></article></body></html>\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "feed-summaries",
        summary: "items of a feed without their full text",
        explanation: "Some items of the feed hold the whole article and become articles. Others only announce one, \
                      and a summary is no source to quote from.",
        remedy: "save the pages of those items and take them in.",
        wrong: &[(
            "content/sources/post.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Osterholm Post\", \"items\": [\n  {\"id\": \"1\", \"url\": \"https://post.example/1\", \"title\": \"Ferry sails\", \"content_html\": \"<p>The ferry to Osterholm will sail again on Friday, the Sund Line said in a statement. The engine has been mended, and every part of it was tried in the harbour for two days before the company decided.</p><p>Nobody on the island had expected it so early, and the school will open again on Monday morning.</p>\"},\n  {\"id\": \"2\", \"url\": \"https://post.example/2\", \"title\": \"School opens\", \"summary\": \"The school opens again.\"}\n]}\n",
        )],
        right: &[(
            "content/sources/post.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Osterholm Post\", \"items\": [\n  {\"id\": \"1\", \"url\": \"https://post.example/1\", \"title\": \"Ferry sails\", \"content_html\": \"<p>The ferry to Osterholm will sail again on Friday, the Sund Line said in a statement. The engine has been mended, and every part of it was tried in the harbour for two days before the company decided.</p><p>Nobody on the island had expected it so early, and the school will open again on Monday morning.</p>\"}\n]}\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "bad-mail",
        summary: "an e-mail that cannot be read",
        explanation: "The file has the name or the beginning of an e-mail, but its parts do not fit together.",
        remedy: "save the message again as .eml, or its text as .txt.",
        wrong: &[("content/sources/letter.eml", "The ferry sails again.\n")],
        right: &[(
            "content/sources/letter.eml",
            "From: Ada Lund <ada@post.example>\nDate: Thu, 9 Feb 2023 10:00:00 +0100\nSubject: Ferry to sail again on Friday\nContent-Type: text/plain; charset=utf-8\n\nThe ferry to Osterholm will sail again on Friday, the Sund Line said. The engine has been mended.\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "mail-attachments",
        summary: "attachments of an e-mail, which are not read",
        explanation: "An e-mail is one article: its text. What is attached may be an article too, but nobody can tell \
                      from outside.",
        remedy: "save an attachment that is an article, and take it in by itself.",
        wrong: &[(
            "content/sources/letter.eml",
            "From: Ada Lund <ada@post.example>\nDate: Thu, 9 Feb 2023 10:00:00 +0100\nSubject: Ferry to sail again on Friday\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"cut\"\n\n--cut\nContent-Type: text/plain; charset=utf-8\n\nThe ferry to Osterholm will sail again on Friday, the Sund Line said. The engine has been mended.\n--cut\nContent-Type: application/pdf; name=\"timetable.pdf\"\nContent-Disposition: attachment; filename=\"timetable.pdf\"\n\n%PDF\n--cut--\n",
        )],
        right: &[(
            "content/sources/letter.eml",
            "From: Ada Lund <ada@post.example>\nDate: Thu, 9 Feb 2023 10:00:00 +0100\nSubject: Ferry to sail again on Friday\nContent-Type: text/plain; charset=utf-8\n\nThe ferry to Osterholm will sail again on Friday, the Sund Line said. The engine has been mended.\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "encoding-replaced",
        summary: "bytes of a source that mean nothing",
        explanation: "Most of the source is text in one character set, but some bytes are none of it. They are read \
                      as �, and a quotation across them cannot be verified.",
        remedy: "save the source again as UTF-8.",
        wrong: &[(
            "content/sources/ferry-sails.txt",
            "The café of the ferry opens\n\nThe café and the crêperie of the ferry will open again on Friday, the Sund Line said. The engine \u{fffd} has been mended, and the coffee is hot.\n",
        )],
        right: &[(
            "content/sources/ferry-sails.txt",
            "The café of the ferry opens\n\nThe café and the crêperie of the ferry will open again on Friday, the Sund Line said. The engine has been mended, and the coffee is hot.\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "source-name",
        level: Level::Error,
        summary: "a source whose name cannot be kept",
        explanation: "A source is kept below the site under its own name, and that name is one that some system \
                      refuses.",
        remedy: "give the file a plain name.",
        wrong: &[("incoming/aux.txt", FIRST)],
        right: &[("incoming/ferry-sails.txt", FIRST)],
        ..TAKEN_IN
    },
    Code {
        name: "source-twice",
        summary: "a source that lies in both source folders",
        explanation: "Sources are known by their file names. One of this name lies in content/sources/, where texts \
                      are that may be published, and another in .backstory/raw/, where everybody else's are.",
        remedy: "delete or rename one of them.",
        wrong: &[
            ("content/sources/ferry-sails.txt", FIRST),
            (".backstory/raw/ferry-sails.txt", FIRST),
        ],
        right: &[("content/sources/ferry-sails.txt", FIRST)],
        ..TAKEN_IN
    },
    Code {
        name: "feed-kept",
        level: Level::Note,
        summary: "the earlier file of a feed is kept",
        explanation: "A feed shows only its latest articles. The new file does not hold all that the one before did, \
                      and no source may get lost, so the earlier file stays under a name of its own.",
        remedy: "nothing; delete the earlier file if you no longer want its articles.",
        before: &[(
            ".backstory/raw/post.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Osterholm Post\", \"items\": [\n  {\"id\": \"1\", \"url\": \"https://post.example/1\", \"title\": \"Ferry sails\", \"content_html\": \"<p>The ferry to Osterholm will sail again on Friday, the Sund Line said in a statement. The engine has been mended, and every part of it was tried in the harbour for two days before the company decided.</p><p>Nobody on the island had expected it so early, and the school will open again on Monday morning.</p>\"}\n]}\n",
        )],
        wrong: &[(
            "incoming/post.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Osterholm Post\", \"items\": [\n  {\"id\": \"2\", \"url\": \"https://post.example/2\", \"title\": \"School opens\", \"content_html\": \"<p>The school of Osterholm opened again on Monday, a week after the ferry had stopped, the island council said. Thirty pupils came, and two teachers had rowed across the sound before breakfast.</p><p>The council thanked both of them for it, and promised a new boat before the winter comes.</p>\"}\n]}\n",
        )],
        right: &[(
            "incoming/post.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Osterholm Post\", \"items\": [\n  {\"id\": \"1\", \"url\": \"https://post.example/1\", \"title\": \"Ferry sails\", \"content_html\": \"<p>The ferry to Osterholm will sail again on Friday, the Sund Line said in a statement. The engine has been mended, and every part of it was tried in the harbour for two days before the company decided.</p><p>Nobody on the island had expected it so early, and the school will open again on Monday morning.</p>\"}\n]}\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "sources-missing",
        level: Level::Note,
        summary: "some raw sources are not here",
        explanation: "Other people's texts are not committed, so a clone has only what was written from them. New \
                      sources are taken in all the same, but events, claims and answers that rest on all sources \
                      together stay as they are.",
        remedy: "put all sources into .backstory/raw/ to have them compared anew.",
        before: &[(".backstory/raw/ferry-sails.txt", FIRST)],
        wrong: &[
            (".backstory/raw/ferry-sails.txt (deleted)", ""),
            (
                ".backstory/raw/school-opens.txt",
                "School opens\n\nThe school of Osterholm opened again on Monday, the island council said.\n",
            ),
        ],
        right: &[(
            ".backstory/raw/school-opens.txt",
            "School opens\n\nThe school of Osterholm opened again on Monday, the island council said.\n",
        )],
        ..TAKEN_IN
    },
    Code {
        name: "annotator-not-run",
        summary: "the settings name a program that was not run",
        explanation: "`ingest.annotator` names a program that finds further names. It runs with your rights, so no \
                      command starts it unless it is asked to.",
        remedy: "look at what the setting starts, then run `backstory ingest --annotator`.",
        wrong: &[
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n\n[ingest]\nannotator = [\"python3\", \"names.py\"]\n",
            ),
            ("content/sources/ferry-sails.txt", FIRST),
        ],
        right: &[
            (
                "site.toml",
                "title = \"The Osterholm ferry\"\nbase_url = \"https://ferry.example/\"\n",
            ),
            ("content/sources/ferry-sails.txt", FIRST),
        ],
        ..TAKEN_IN
    },
    Code {
        name: "record-edited",
        summary: "the tool's own record was edited",
        explanation: "The key `ingest` of an article says which source it was made from, and is written by the tool \
                      alone. The record is written anew.",
        remedy: "undo the edit; correct the article's other keys instead.",
        before: &[("content/sources/ferry-sails.txt", FIRST)],
        wrong: &[
            (
                "content/articles/ferry-to-sail-again-on-friday.md",
                "---\ntitle: Ferry to sail again on Friday\nauthor: Ada Lund\nrights: full\nstatus: auto\ningest:\n  source: ferry-sails.txt\n  sha256: none\n  extractor: 1\n  words: 3\n---\n",
            ),
            ("content/sources/ferry-sails.txt", SECOND),
        ],
        right: &[("content/sources/ferry-sails.txt", SECOND)],
        ..TAKEN_IN
    },
    Code {
        name: "ingest-conflict",
        summary: "a person and the source changed the same text",
        explanation: "The tool follows a source that changes, except where a person has changed the same key or block. \
                      Then the file is left as it is, and both texts are shown.",
        remedy: "edit the file, or run `ingest --resolve ours` to keep yours, `--resolve theirs` to take the source's.",
        before: &[("content/sources/ferry-sails.txt", FIRST)],
        wrong: &[
            (
                "content/articles/ferry-to-sail-again-on-friday.md",
                "---\ntitle: The ferry sails again\ncode: FS\nauthor: Ada Lund\nrights: full\nstatus: auto\ningest:\n  source: ferry-sails.txt\n  sha256: \"838cb82f50b52a3924ea03b906a7b05b07a03c6b85987dbdf95727fc5311c07f\"\n  extractor: 1\n  words: 31\n---\n",
            ),
            ("content/sources/ferry-sails.txt", SECOND),
        ],
        right: &[("content/sources/ferry-sails.txt", SECOND)],
        ..TAKEN_IN
    },
    Code {
        name: "language-partly-read",
        summary: "an article in a language that is read in part",
        explanation: "In Ukrainian, Russian, German, French, Spanish and Turkish dates, figures and quotations are read, and \
                      names where they are known; events and claims are not.",
        remedy: "add people and organisations to content/entities/ with their names in this language as aliases.",
        wrong: &[(
            "content/sources/faehre.txt",
            "Die Fähre fährt wieder\n\nDie Fähre nach Osterholm wird am Freitag wieder fahren, sagte die Reederei. Der Motor ist repariert worden, und alle Teile wurden zwei Tage lang im Hafen geprüft. Niemand auf der Insel hatte damit so früh gerechnet.\n",
        )],
        right: &[("content/sources/ferry-sails.txt", FIRST)],
        ..TAKEN_IN
    },
    Code {
        name: "language-unread",
        summary: "an article in a language that is not read",
        explanation: "The article is split into paragraphs and sentences and has its page, but nothing is read from \
                      what they say.",
        remedy: "add by hand what it says, with quotations; these are verified in every language.",
        wrong: &[(
            "content/sources/traghetto.txt",
            "Il traghetto torna in mare\n\nIl traghetto per Osterholm tornerà in mare venerdì, ha detto la compagnia. Il motore è stato riparato, e tutte le parti sono state provate nel porto per due giorni. Nessuno sull'isola se lo aspettava così presto, e la scuola si apre di nuovo lunedì mattina. Lo dice la compagnia, che non vuole dire di più prima della fine della settimana.\n",
        )],
        right: &[("content/sources/ferry-sails.txt", FIRST)],
        ..TAKEN_IN
    },
];
