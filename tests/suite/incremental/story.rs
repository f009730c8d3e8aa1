//! A small invented story with something of everything: sources of all rights, a copy, a draft, other
//! languages, tables and notes, events of all precisions, claims of all verdicts.

use std::path::Path;

use crate::program::write;

/// Path below the site's folder, and text.
const FILES: [(&str, &str); 31] = [
    ("site.toml", SETTINGS),
    ("content/index.md", INDEX),
    (
        "content/pages/method.md",
        "---\ntitle: How we read\n---\n\nWe read every report of the bell twice. Mira Tolvane let us into the tower.\n",
    ),
    (
        "content/pages/tower.md",
        "---\ntitle: About the tower\nas_of: 2031-04-02\nformer_ids: [spire]\n---\n\n## Height\n\nThe tower of Harnsund is old. [[bell-falls]]\n",
    ),
    ("content/articles/morning-post.md", MORNING),
    ("content/articles/evening-sheet.md", EVENING),
    (
        "content/articles/quay-letter.md",
        "---\ntitle: The bell and the quay\noutlet: Quay Letter\npublished: 2031-04\nrights: excerpt\ncopy_of: morning-post\ntags: [bell]\n---\n\nThe bell of Harnsund fell at noon. Fisk saw it.\n",
    ),
    (
        "content/articles/visnyk.md",
        "---\ntitle: Дзвін упав у Гарнсунді\noutlet: Вісник\npublished: 2031-04-03\nrights: full\nlanguage: uk\n---\n\nУ Гарнсунді впав дзвін. Тольване мовчить.\n",
    ),
    (
        "content/articles/wire.md",
        "---\ntitle: Bell falls\noutlet: Sund Wire\npublished: 2031-04-02T12:10+02:00\nurl: https://wire.example/bell\nrights: metadata\n---\n",
    ),
    (
        "content/articles/notebook.md",
        "---\ntitle: A notebook\noutlet: Notebook\nrights: full\ndraft: true\ntags: [draft-tag]\n---\n\nJoren Fisk told us more. The Bell Office denies it.\n",
    ),
    (
        "content/entities/mira-tolvane.md",
        "---\nname: Mira Tolvane\ntype: person\naliases: [Tolvane, Тольване]\nrole: keeper of the tower\nsame_as: [\"https://people.example/tolvane\"]\n---\n\nShe has kept the tower since 2019.\n",
    ),
    (
        "content/entities/joren-fisk.md",
        "---\nname: Joren Fisk\ntype: person\naliases: [Fisk]\n---\n",
    ),
    (
        "content/entities/bell-office.md",
        "---\nname: Bell Office\ntype: organization\nrole: owns the bell\nformer_ids: [office]\n---\n\nThe office was founded in Harnsund.\n",
    ),
    (
        "content/entities/harnsund.md",
        "---\nname: Harnsund\ntype: place\naliases: [Гарнсунд]\n---\n",
    ),
    ("content/entities/old-quay.md", "---\nname: Old Quay\ntype: place\n---\n"),
    ("content/events/bell-falls.md", FALL),
    (
        "content/events/warning.md",
        "---\ntitle: A mason warns of the beam\ndate: 2031-03\nplace: old-quay\nparticipants: [joren-fisk, bell-office]\nsources:\n  - article: evening-sheet\n    quote: \"a mason had warned\"\n---\n",
    ),
    (
        "content/events/inquiry.md",
        "---\ntitle: The office orders an inquiry\ndate: 2031-04-03T09:00+02:00\nparticipants: [bell-office]\nafter: bell-falls\noutcome: planned\n---\n\nNobody has said who leads it.\n",
    ),
    (
        "content/events/hoisted.md",
        "---\ntitle: The bell is hoisted again\ndate: 2031~\npart_of: repairs\nafter: inquiry\n---\n",
    ),
    (
        "content/events/repairs.md",
        "---\ntitle: Repairs of the tower\ndate: 2031-04/2031-09\nplace: harnsund\n---\n\nScaffolding stands at the Old Quay.\n",
    ),
    ("content/claims/how-many-hurt.md", HURT),
    (
        "content/claims/who-warned.md",
        "---\nquestion: Who warned of the beam?\nevent: warning\nattribute: warned-by\npositions:\n  - value: a mason\n    article: evening-sheet\n    quote: \"a mason had warned\"\n    unnamed: somebody in the office\nsilent:\n  - article: wire\n    why: published-before\nsettles: The letter of the mason.\n---\n",
    ),
    (
        "content/claims/keeper-left.md",
        "---\nquestion: Has the keeper left?\nabout: mira-tolvane\nattribute: held\npositions:\n  - value: \"yes\"\n    article: notebook\n    quote: \"told us more\"\n  - value: \"no\"\n    article: wire\n    quote: \"has not left\"\nverdict: contradict\n---\n\nOne of them must be wrong.\n",
    ),
    (
        "content/claims/same-hour.md",
        "---\nquestion: At what hour did it fall?\nevent: bell-falls\nattribute: time\npositions:\n  - value: noon\n    article: morning-post\n    quote: \"at noon\"\n  - value: noon\n    article: quay-letter\n    quote: \"at noon\"\n---\n",
    ),
    (
        "content/faq/was-anybody-hurt.md",
        "---\nquestion: Was anybody hurt?\norder: 1\nclaims: [how-many-hurt]\nsources:\n  - article: morning-post\n    quote: \"three people\"\n---\n\nYes; the reports do not agree how many. Mira Tolvane counted.\n",
    ),
    (
        "content/faq/when-again.md",
        "---\nquestion: When will it ring again?\nsettles: A date from the Bell Office.\n---\n",
    ),
    (
        "content/changes/one-source.md",
        "---\nkind: source\nat: 2031-04-02\nabout: morning-post\n---\n\nAdded the Morning Post.\n",
    ),
    (
        "content/changes/two-verdict.md",
        "---\nkind: verdict\nat: 2031-04-03\nabout: how-many-hurt\nwas: agree\nnow: contradict\nwhy: The Evening Sheet counts fewer.\n---\n",
    ),
    (
        "content/changes/three-correction.md",
        "---\nkind: correction\nat: 2031-04-04\nabout: who-warned\nwas: a smith\nnow: a mason\n---\n",
    ),
    ("content/changes/four-event.md", "---\nkind: event\nat: 2031-04-05\nabout: inquiry\n---\n"),
    (
        "themes/own/theme.toml",
        "name = \"Own\"\ndescription = \"A look of the site's own.\"\nlicense = \"CC0-1.0\"\n",
    ),
];

const SETTINGS: &str = "title = \"The bell of Harnsund\"
base_url = \"https://bell.example/story\"
description = \"What is said of the bell.\"
language = \"en\"
theme = \"default\"

[sources]
source_percent = 100

[build]
page_size = 3
search = true
social_cards = 0
exports = [\"json\", \"csv\", \"ics\", \"bibtex\", \"csl\", \"timelinejs\", \"annotations\", \"jsonld\", \"feeds\", \"markdown\", \"pages\"]
drafts = false
";

const INDEX: &str = "---
title: The day the bell fell
dek: Five reports tell of the bell of Harnsund.
as_of: 2031-04-04
key_claims: [how-many-hurt]
---

The bell of Harnsund fell in April. [[morning-post]] [[visnyk]] How many were hurt is disputed: [[claim:how-many-hurt]].

Mira Tolvane said it was [[quote:morning-post|at noon]]. Before that [[warning|a mason warned]]. What is next is told [[method|elsewhere]]. [[notebook]]
";

const MORNING: &str = "---
title: Bell falls from tower in Harnsund
dek: Nobody rang it.
outlet: Morning Post
code: MP
author: Liv Orre
published: 2031-04-02
url: https://post.example/bell
archive: https://archive.example/bell
rights: full
language: en
tags: [bell, tower]
---

The bell of Harnsund fell at noon. It hurt three people, Mira Tolvane said.

## The tower

Tolvane and Joren Fisk stood at the Old Quay.

| Part | Weight |
|------|-------:|
| Bell | 900 kg |
| Beam | 300 kg |

> Nobody had looked at the beam for years.

The Bell Office has not answered.[^1]

[^1]: It was asked twice.
";

const EVENING: &str = "---
title: Two hurt by falling bell
dek: A standfirst that summaries do not show.
outlet: Evening Sheet
published: 2031-04-02T18:30+02:00
rights: summary
tags: [bell]
former_ids: [old-evening]
---

The sheet says that two people were hurt, and that a mason had warned the Bell Office. It names Fisk.

1. First the beam.
2. Then the bell.
";

const FALL: &str = "---
title: The bell of Harnsund falls
date: 2031-04-02
date_note: as two reports say
place: harnsund
participants: [mira-tolvane, joren-fisk]
part_of: repairs
after: warning
sources:
  - article: morning-post
    quote: \"fell at noon\"
  - article: evening-sheet
  - article: wire
    quote: \"bell falls\"
---

It fell through two floors. Mira Tolvane was not there.
";

const HURT: &str = "---
question: How many people were hurt?
event: bell-falls
attribute: count
positions:
  - value: \"3\"
    article: morning-post
    quote: \"three people\"
  - value: \"2\"
    article: evening-sheet
    quote: \"two people were hurt\"
silent:
  - article: visnyk
    why: not-mentioned
settles: The hospital's book.
---

The Bell Office has given no number.
";

/// Writes the story into an empty folder.
pub(super) fn write_story(site: &Path) {
    for (file, text) in FILES {
        write(site, file, text);
    }
}
