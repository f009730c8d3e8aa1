//! Codes of content files by themselves and of what they say of each other. Knows no code that looks
//! for them.

use super::{CHECKED, Code, Family, Level};

/// Front matter, links and files.
pub(super) const CODES: &[Code] = &[
    Code {
        name: "front-matter-missing",
        summary: "a content file without front matter",
        explanation: "Every file below content/ begins with its data in YAML between two lines `---`. Without them \
                      nothing is known of the thing, and it has no page.",
        remedy: "begin the file with a line `---`, then `key: value` lines, then `---` again.",
        wrong: &[(
            "content/entities/maren-tollefsby.md",
            "⟦name: Maren Tollefsby⟧\ntype: person\n",
        )],
        right: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "front-matter-yaml",
        summary: "front matter that is no YAML",
        explanation: "The most usual slips are a colon inside a value, a quotation mark that is never closed, a key \
                      given twice, and tabs. Anchors, aliases and tags are refused as well: a person who reads the \
                      file must see what it says.",
        remedy: "put values with a colon, `#` or a leading sign in double quotation marks.",
        wrong: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\nrole: captain⟦:⟧ the ferry\n---\n",
        )],
        right: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\nrole: \"captain: the ferry\"\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "unknown-key",
        summary: "a key that does not exist here",
        explanation: "A key that nobody reads is a key whose meaning gets lost, so unknown ones are refused in front \
                      matter and in site.toml. When one key is much like it, `check --fix` writes that.",
        remedy: "write the key as suggested, or delete the line.",
        wrong: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\n⟦rloe⟧: captain of the ferry\n---\n",
        )],
        right: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\nrole: captain of the ferry\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "missing-key",
        summary: "a key that must be there is not",
        explanation: "Few keys are required: the title, name or question by which readers know a thing, the type of \
                      an entity, the kind and day of a change.",
        remedy: "add the line; `backstory new` writes a file with every key explained.",
        wrong: &[("content/entities/maren-tollefsby.md", "---\n⟦name: Maren Tollefsby⟧\n---\n")],
        right: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "wrong-type",
        summary: "a value of the wrong kind",
        explanation: "A list where a text is expected, a word that is not one of those allowed, a number where there \
                      must be a list. When one of the allowed words is much like it, `check --fix` writes that.",
        remedy: "write the kind of value the message names.",
        wrong: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: ⟦persn⟧\n---\n",
        )],
        right: &[(
            "content/entities/maren-tollefsby.md",
            "---\nname: Maren Tollefsby\ntype: person\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "bad-date",
        summary: "a date that is not EDTF",
        explanation: "Dates are written as in ISO 8601-2 (EDTF), so that their precision is kept: 2023, 2023-02, \
                      2023-02-06, 2023-02-06T18:20+01:00, 2023-02? when uncertain, or A/B for an interval.",
        remedy: "write what is known and leave out what is not; never guess a day.",
        wrong: &[(
            "content/events/breakdown.md",
            "---\ntitle: The ferry breaks down\ndate: ⟦6 February 2023⟧\nplace: osterholm\n---\n",
        )],
        right: &[(
            "content/events/breakdown.md",
            "---\ntitle: The ferry breaks down\ndate: 2023-02-06\nplace: osterholm\nsources:\n  - article: ferry-breaks-down\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "bad-code",
        level: Level::Warning,
        summary: "the code of an article is not two capital letters",
        explanation: "The code is what stands in a source's chip on every page that cites it, and a chip has room for \
                      two letters or digits, or for a letter and a number where a story has more sources than \
                      pairs of letters.",
        remedy: "write two capital letters that tell the outlet, and that no other article has.",
        wrong: &[(
            "content/articles/ferry-out-for-weeks.md",
            "---\ntitle: Ferry out for weeks\ncode: ⟦Tidings⟧\nrights: full\n---\n\nIt will stay in harbour for two weeks.\n",
        )],
        right: &[(
            "content/articles/ferry-out-for-weeks.md",
            "---\ntitle: Ferry out for weeks\ncode: ST\nrights: full\n---\n\nIt will stay in harbour for two weeks.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "link-target-missing",
        family: Family::Links,
        summary: "a link to something that is not on this site",
        explanation: "What stands in `[[…]]` is an id, or a name from the registry of entities. This one is neither, \
                      so readers see plain text. `[[quote:…]]` also needs the words behind a `|`. A link with an \
                      address, as in `[words](/timeline/)`, must lead to a page of this site as well.",
        remedy: "correct the id, add the file, or write [[!text]] for text that looks like a link.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off [[⟦osterhlm⟧]].\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off [[osterholm]].\n",
        )],
        ..CHECKED
    },
    Code {
        name: "anchor-missing",
        level: Level::Warning,
        family: Family::Links,
        summary: "a link to a place that is not on its page",
        explanation: "What stands behind `#` in the address of a link is the name of a place on the page, mostly of a \
                      heading: its words in lower case with hyphens between them. Without such a place readers end \
                      up at the top of the page.",
        remedy: "write the name of a heading of that page, or delete what stands behind `#`.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off [Osterholm](/entities/osterholm/⟦#the-harbour⟧).\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off [Osterholm](/entities/osterholm/).\n",
        )],
        ..CHECKED
    },
    Code {
        name: "link-case",
        family: Family::Links,
        summary: "a link whose target is written with other capitals",
        explanation: "Ids and names are compared letter by letter, so that a link means the same on every system. This \
                      one would have a target if its capitals were right; `check --fix` writes it.",
        remedy: "write the target as the message has it.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off [[⟦OSTERHOLM⟧]].\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIts engine stopped off [[Osterholm]].\n",
        )],
        ..CHECKED
    },
    Code {
        name: "link-target-ambiguous",
        family: Family::Links,
        summary: "a link that can mean several things",
        explanation: "Two kinds of things may have the same id, and two entities the same name. A link must say which \
                      one is meant, or the tool would have to guess.",
        remedy: "put the kind before the id, as in [[event:breakdown]], or use the id instead of the name.",
        before: &[],
        wrong: &[
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIt broke down: [[⟦osterholm⟧]].\n",
            ),
            (
                "content/events/osterholm.md",
                "---\ntitle: Osterholm is cut off\ndate: 2023-02-06\nsources:\n  - article: ferry-breaks-down\n---\n",
            ),
        ],
        right: &[
            (
                "content/faq/why-no-ferry.md",
                "---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\nIt broke down: [[event:osterholm]].\n",
            ),
            (
                "content/events/osterholm.md",
                "---\ntitle: Osterholm is cut off\ndate: 2023-02-06\nsources:\n  - article: ferry-breaks-down\n---\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "ambiguous-name",
        level: Level::Warning,
        family: Family::Links,
        summary: "a name in the text that several entities have",
        explanation: "Names become links by themselves, but only where one entity has them. This name is reported at \
                      its first place, and linked nowhere.",
        remedy: "write [[id|name]] where one of them is meant, or [[!name]] for plain text.",
        wrong: &[
            (
                "content/events/breakdown.md",
                "---\ntitle: The ferry breaks down\nplace: osterholm\nparticipants: [maren-tollefsby, osterholm]\nsources:\n  - article: ferry-breaks-down\n---\n\n⟦The Holm⟧ was cut off.\n",
            ),
            (
                "content/entities/osterholm.md",
                "---\nname: Osterholm\ntype: place\naliases: [The Holm]\n---\n",
            ),
            (
                "content/entities/maren-tollefsby.md",
                "---\nname: Maren Tollefsby\ntype: person\naliases: [\"The Holm \"]\n---\n",
            ),
        ],
        right: &[
            (
                "content/events/breakdown.md",
                "---\ntitle: The ferry breaks down\nplace: osterholm\nparticipants: [maren-tollefsby, osterholm]\nsources:\n  - article: ferry-breaks-down\n---\n\n[[osterholm|The Holm]] was cut off.\n",
            ),
            (
                "content/entities/osterholm.md",
                "---\nname: Osterholm\ntype: place\naliases: [The Holm]\n---\n",
            ),
            (
                "content/entities/maren-tollefsby.md",
                "---\nname: Maren Tollefsby\ntype: person\naliases: [\"The Holm \"]\n---\n",
            ),
        ],
        ..CHECKED
    },
    Code {
        name: "alias-clash",
        level: Level::Warning,
        family: Family::Links,
        summary: "two entities have the same name or alias",
        explanation: "A name that two entities share is linked to neither, since nobody can tell which one a text \
                      means.",
        remedy: "take the alias from one of them, or write [[id|name]] where it is meant.",
        wrong: &[
            (
                "content/entities/osterholm.md",
                "---\nname: Osterholm\ntype: place\naliases: [⟦The Holm⟧]\n---\n",
            ),
            (
                "content/entities/maren-tollefsby.md",
                "---\nname: Maren Tollefsby\ntype: person\naliases: [The Holm]\n---\n",
            ),
        ],
        right: &[(
            "content/entities/osterholm.md",
            "---\nname: Osterholm\ntype: place\naliases: [The Holm]\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "reference-missing",
        family: Family::Links,
        summary: "an id in the front matter that names nothing",
        explanation: "Events, claims, answers and changes name articles, entities, events and claims by id, which is \
                      the stem of the file. This id is the stem of none.",
        remedy: "correct the id, or add the file.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [⟦days-in-harbor⟧]\nsources:\n  - article: ferry-breaks-down\n  - article: ferry-out-for-weeks\n---\n\nIts engine stopped.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims: [days-in-harbour]\nsources:\n  - article: ferry-breaks-down\n  - article: ferry-out-for-weeks\n---\n\nIts engine stopped.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "reference-to-itself",
        family: Family::Links,
        summary: "an article that copies itself, or an event that is a part of itself",
        explanation: "`copy_of` names the article whose text was taken over, `part_of` the larger event. Neither can \
                      lead back, over however many steps, to where it began.",
        remedy: "name the other one, or delete one key of the circle.",
        wrong: &[(
            "content/events/breakdown.md",
            "---\ntitle: The ferry breaks down\nplace: osterholm\npart_of: ⟦breakdown⟧\nsources:\n  - article: ferry-breaks-down\n---\n",
        )],
        right: &[(
            "content/events/breakdown.md",
            "---\ntitle: The ferry breaks down\nplace: osterholm\nsources:\n  - article: ferry-breaks-down\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "listed-twice",
        level: Level::Warning,
        family: Family::Links,
        summary: "an id or a spelling that stands in one list twice",
        explanation: "A person takes part once, and an article that is cited twice with the same words is one source. \
                      When the line holds nothing else, `check --fix` deletes it. Two answers of one article with \
                      different values are allowed.",
        remedy: "delete one of the two.",
        wrong: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims:\n  - days-in-harbour\n  - ⟦days-in-harbour⟧\n---\n\nIts engine stopped.\n",
        )],
        right: &[(
            "content/faq/why-no-ferry.md",
            "---\nquestion: Why?\nclaims:\n  - days-in-harbour\n---\n\nIts engine stopped.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "code-clash",
        family: Family::Links,
        summary: "two articles have the same code",
        explanation: "The code in a source's chip is how readers tell sources apart, so no two articles may have one.",
        remedy: "give one of them another code of two letters.",
        wrong: &[(
            "content/articles/ferry-out-for-weeks.md",
            "---\ntitle: Ferry out for weeks\ncode: ⟦OP⟧\nrights: full\n---\n\nIt will stay in harbour for two weeks.\n",
        )],
        right: &[(
            "content/articles/ferry-out-for-weeks.md",
            "---\ntitle: Ferry out for weeks\ncode: ST\nrights: full\n---\n\nIt will stay in harbour for two weeks.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "former-id-taken",
        family: Family::Links,
        summary: "a former id that is still in use, or that two files claim",
        explanation: "The address of a former id leads on to the page as it is called now. It can lead to one page only, so no \
                      other file may have it as its id or claim it too.",
        remedy: "delete it in one of the files.",
        wrong: &[(
            "content/events/breakdown.md",
            "---\ntitle: The ferry breaks down\nplace: osterholm\nformer_ids: [⟦breakdown⟧]\nsources:\n  - article: ferry-breaks-down\n---\n",
        )],
        right: &[(
            "content/events/breakdown.md",
            "---\ntitle: The ferry breaks down\nplace: osterholm\nformer_ids: [engine-fails]\nsources:\n  - article: ferry-breaks-down\n---\n",
        )],
        ..CHECKED
    },
    Code {
        name: "route-collision",
        family: Family::Links,
        summary: "two pages want the same address",
        explanation: "A page below content/pages/ has its id as address, such as /method/. Some of these belong to \
                      pages that the tool makes itself, such as /timeline/ and /faq/.",
        remedy: "rename the file: its stem is the address of its page.",
        wrong: &[(
            "content/pages/timeline.md",
            "---\ntitle: How we read the clock\n---\n\nWith care.\n",
        )],
        right: &[(
            "content/pages/clock.md",
            "---\ntitle: How we read the clock\n---\n\nWith care.\n",
        )],
        ..CHECKED
    },
    Code {
        name: "bad-id",
        family: Family::Files,
        summary: "a file name that cannot be an id",
        explanation: "The stem of a content file is its id: it stands in links, in front matter and in the address of \
                      the page. Ids are lower-case letters, digits and hyphens, and lie directly in their folder.",
        remedy: "rename the file as suggested.",
        wrong: &[("content/pages/How We Work.md", "---\ntitle: How we work\n---\n")],
        right: &[("content/pages/how-we-work.md", "---\ntitle: How we work\n---\n")],
        ..CHECKED
    },
    Code {
        name: "bad-file-name",
        family: Family::Files,
        summary: "a file name that some system refuses",
        explanation: "Sites are cloned on every system. Names such as `con` or `aux` and names with `:` or a trailing \
                      dot cannot be checked out on Windows.",
        remedy: "rename the file.",
        wrong: &[("content/pages/con.md", "---\ntitle: What speaks against it\n---\n")],
        right: &[("content/pages/against.md", "---\ntitle: What speaks against it\n---\n")],
        ..CHECKED
    },
    Code {
        name: "stray-file",
        level: Level::Warning,
        family: Family::Files,
        summary: "a Markdown file in no folder of content",
        explanation: "The folder of a file says what kind of thing it is. This one lies in none of them and is not \
                      published.",
        remedy: "move it to articles, entities, events, claims, faq, changes or pages below content/.",
        wrong: &[("content/notes/to-do.md", "---\ntitle: What is left to ask\n---\n")],
        right: &[("content/pages/to-do.md", "---\ntitle: What is left to ask\n---\n")],
        ..CHECKED
    },
    Code {
        name: "not-utf-8",
        family: Family::Files,
        summary: "a content file that is not UTF-8",
        explanation: "Git, editors and this tool take content files to be UTF-8. Other bytes are read as well as can \
                      be guessed, and letters may come out wrong.",
        remedy: "save the file as UTF-8.",
        wrong: &[("content/pages/caf.md", "---\ntitle: The caf⟦⟧\u{fffd} on board\n---\n")],
        right: &[("content/pages/caf.md", "---\ntitle: The café on board\n---\n")],
        ..CHECKED
    },
    Code {
        name: "file-unreadable",
        family: Family::Files,
        summary: "a file that cannot be read",
        explanation: "The system does not let the file be read, or it is a symbolic link: links are not followed, \
                      since a site taken over from somebody else could publish private files through one.",
        remedy: "make the file readable, or put the file itself in the place of the link.",
        wrong: &[("content/pages/method.md -> /etc/hostname", "")],
        right: &[("content/pages/method.md", "---\ntitle: How we work\n---\n")],
        ..CHECKED
    },
];
