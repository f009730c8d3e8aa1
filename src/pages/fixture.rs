//! A small invented story for tests: a bridge is closed, and four reports do not quite agree.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{BuildConfig, Config};
use crate::content::library::{Entries, Entry, Library, PageMeta};
use crate::diagnostic::Span;
use crate::graph::{Backlink, Link, LinkGraph, LinkKind, Sentence, Target};
use crate::path::{ContentPath, Slug};

/// An id.
pub(crate) fn id(text: &str) -> Slug {
    Slug::parse(text).expect("an id")
}

/// A content file from its front matter (YAML) and body.
pub(crate) fn entry<M: serde::de::DeserializeOwned>(
    folder: &str,
    stem: &str,
    meta: &str,
    body: &str,
) -> Entry<M> {
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    Entry {
        id: id(stem),
        path: ContentPath::parse(&format!("content/{folder}{stem}.md")).expect("a path"),
        meta: serde_yaml::from_str(meta).expect("front matter"),
        text: body.to_owned(),
        body_start: 0,
    }
}

fn entries<M: serde::de::DeserializeOwned>(
    folder: &str,
    files: &[(&str, &str, &str)],
) -> Entries<M> {
    files
        .iter()
        .map(|(stem, meta, body)| (id(stem), entry(folder, stem, meta, body).into()))
        .collect()
}

/// The story.
pub(crate) fn library() -> Library {
    Library {
        index: Some(entry::<PageMeta>(
            "",
            "index",
            "title: Why the Sallow Bridge was closed\ndek: Forty thousand people a day lost their way to work. Four reports agree that the bridge is shut, and on little else.\nas_of: 2031-03-09T18:00Z\nauthor: The editors\n",
            EXPLAINER,
        ).into()),
        pages: BTreeMap::new(),
        articles: entries("articles", &ARTICLES),
        entities: entries("entities", &ENTITIES),
        events: entries("events", &EVENTS),
        claims: entries("claims", &CLAIMS),
        questions: entries("faq", &QUESTIONS),
        changes: entries("changes", &CHANGES),
        ..Library::default()
    }
}

/// Settings for it.
pub(crate) fn config() -> Config {
    Config {
        title: "The Sallow Bridge".to_owned(),
        base_url: Some("https://bridge.example/story".to_owned()),
        description: Some("An annotated explainer of the closure of the Sallow Bridge.".to_owned()),
        edit_url: Some("https://git.example/edit/{path}".to_owned()),
        // Pictures take time, and only the tests of pictures look at them.
        build: BuildConfig { social_cards: 0, ..BuildConfig::default() },
        ..Config::default()
    }
}

/// What links to what: wikilinks written out and names found, as the link graph would hold them.
pub(crate) fn graph(library: &Library) -> LinkGraph {
    let mut graph = LinkGraph::default();
    let mut bodies: Vec<(Target, &ContentPath, &str)> = Vec::new();
    if let Some(index) = &library.index {
        bodies.push((Target::Index, &index.path, index.body()));
    }
    for (id, entry) in &library.articles {
        bodies.push((Target::Article(id.clone()), &entry.path, entry.body()));
    }
    for (id, entry) in &library.events {
        bodies.push((Target::Event(id.clone()), &entry.path, entry.body()));
    }
    for (id, entry) in &library.claims {
        bodies.push((Target::Claim(id.clone()), &entry.path, entry.body()));
    }
    for (id, entry) in &library.questions {
        bodies.push((Target::Question(id.clone()), &entry.path, entry.body()));
    }
    for (from, path, body) in bodies {
        let mut links = wikilinks(library, body);
        let mut sentences: BTreeMap<String, Vec<Target>> = BTreeMap::new();
        let names = library.entities.iter().filter_map(|(id, entity)| {
            let at = body.find(&entity.meta.name)?;
            let span = Span::new(at, at + entity.meta.name.len());
            let target = Target::Entity(id.clone());
            sentences.entry(sentence(body, at)).or_default().push(target.clone());
            let text = entity.meta.name.clone();
            Some(Link { span, target: Some(target), text, kind: LinkKind::Automatic })
        });
        let names: Vec<Link> = names.collect();
        for (text, targets) in sentences {
            let sentence = Arc::new(Sentence { text, targets });
            for target in &sentence.targets {
                let backlink = Backlink { from: from.clone(), sentence: Arc::clone(&sentence) };
                Arc::make_mut(graph.backlinks.entry(target.clone()).or_default()).push(backlink);
            }
        }
        for link in names {
            if !links.iter().any(|other: &Link| other.span.overlaps(link.span)) {
                links.push(link);
            }
        }
        links.sort_by_key(|link| link.span);
        graph.links.insert(path.clone(), links.into());
    }
    graph
}

fn sentence(body: &str, at: usize) -> String {
    let start = body[..at].rfind(['.', '\n']).map_or(0, |dot| dot + 1);
    let end = body[at..].find(['.', '\n']).map_or(body.len(), |dot| at + dot + 1);
    let text = body[start..end].trim().trim_start_matches(['-', ' ']).replace("]]", "”");
    text.replace("[[quote:harbour-post|", "“")
}

fn wikilinks(library: &Library, body: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find("[[").map(|found| at + found) {
        let Some(end) = body[start..].find("]]").map(|found| start + found + 2) else { break };
        at = end;
        let inner = &body[start + 2..end - 2];
        let span = Span::new(start, end);
        let (name, text) = inner.split_once('|').unwrap_or((inner, inner));
        let link = |target, text: &str, kind| Link { span, target, text: text.to_owned(), kind };
        links.push(if let Some(claim) = name.strip_prefix("claim:") {
            link(Some(Target::Claim(id(claim))), claim, LinkKind::Claim)
        } else if let Some(article) = name.strip_prefix("quote:") {
            link(Some(Target::Article(id(article))), text, LinkKind::Quote)
        } else if let Some(plain) = inner.strip_prefix('!') {
            link(None, plain, LinkKind::Suppressed)
        } else if library.articles.contains_key(&id(name)) {
            link(Some(Target::Article(id(name))), text, LinkKind::Source)
        } else if library.events.contains_key(&id(name)) {
            link(Some(Target::Event(id(name))), text, LinkKind::Written)
        } else {
            link(Some(Target::Entity(id(name))), text, LinkKind::Written)
        });
    }
    links
}

const EXPLAINER: &str = "The Sallow Bridge has been shut since the evening of 7 March 2031, after a routine dive found cracks in its third pier.[^dive] [[harbour-post]][[north-courier]] It carries [[claim:daily-traffic]], and there is no second road across the bay.

Mayor Ines Calloway told the council that [[quote:harbour-post|we closed it the minute we knew]]. The engineers’ union says otherwise: its members had warned of the pier in a letter of November 2030.[^letter] [[tide-weekly]]

## What was found

Divers working for Port Sallow measured a crack of [[claim:crack-length]]. Nobody disputes that it lies below the water line. Whether it can be mended with the bridge standing is another matter: Tomas Reyl, who leads the inspection, would only say that [[quote:north-courier|a pier is not a tooth, you cannot simply fill it]].

## Who knew, and when

The union’s letter is dated 14 November 2030. [[tide-weekly]] The Bay Roads Authority confirms that it arrived, and denies that it was a warning. [[bay-radio]]

| What | Before | Now |
|---|---|---|
| Way to work | 12 minutes | about 70 minutes |
| Ferries a day | 6 | 22 |

### The ferries

Sixteen more boats a day were promised for [[extra-ferries|Monday]]; the first of them did not sail.

[^dive]: The dive was planned for April. Ines Calloway says it was moved up because of the winter storms; the Bay Roads Authority gives no reason. [[bay-radio]]
[^letter]: The letter itself has not been published. *Tide Weekly* prints two sentences of it.
";

const ARTICLES: [(&str, &str, &str); 5] = [
    (
        "harbour-post",
        "title: \"Sallow Bridge closed after divers find cracks\"\noutlet: The Harbour Post\ncode: HP\nauthor: Lena Oduya\nurl: https://harbourpost.example/bridge-closed\npublished: 2031-03-07T21:40Z\nlanguage: en\ntags: [infrastructure]\ningest: {source: harbour-post.txt, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, extractor: 1, words: 612}\n",
        "## Who\n\n- Ines Calloway, mayor: “we closed it the minute we knew”.\n- Tomas Reyl leads the inspection.\n\n## Figures\n\n- 40,000 crossings a day\n- a crack of 1.2 metres\n",
    ),
    (
        "north-courier",
        "title: \"‘A pier is not a tooth’: inside the bridge inspection\"\noutlet: North Courier\ncode: NC\nauthor: Piet Sandoval\nurl: https://northcourier.example/pier\npublished: 2031-03-08\nlanguage: en\ntags: [infrastructure, engineering]\ningest: {source: north-courier.html, sha256: 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752, extractor: 1, words: 980}\n",
        "- Tomas Reyl told the paper: “a pier is not a tooth, you cannot simply fill it”.\n- Port Sallow paid for the dive.\n",
    ),
    (
        "tide-weekly",
        "title: \"The letter the roads authority did not read\"\noutlet: Tide Weekly\ncode: TW\npublished: 2031-03\nlanguage: en\ningest: {source: tide-weekly.txt, sha256: fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13, extractor: 1, words: 1440}\n",
        "The engineers wrote to the Bay Roads Authority on 14 November 2030. Tomas Reyl signed.\n",
    ),
    (
        "bay-radio",
        "title: \"Authority: letter was no warning\"\noutlet: Bay Radio\ncode: BR\nurl: https://bayradio.example/authority\npublished: 2031-03-09T07:15Z\nlanguage: en\n",
        "The Bay Roads Authority says the letter was “a list of wishes for the budget”.\n",
    ),
    (
        "coast-wire",
        "title: \"Sallow Bridge closed after divers find cracks\"\noutlet: Coast Wire\ncode: CW\npublished: 2031-03-08\nlanguage: en\ncopy_of: harbour-post\n",
        "",
    ),
];

const ENTITIES: [(&str, &str, &str); 5] = [
    (
        "ines-calloway",
        "name: Ines Calloway\ntype: person\naliases: [Calloway, Mayor Calloway]\nrole: mayor of Port Sallow\nsame_as: [\"https://www.wikidata.example/Q1\"]\n",
        "Mayor since 2027. She ordered the closure on the evening of 7 March.\n",
    ),
    ("tomas-reyl", "name: Tomas Reyl\ntype: person\nrole: leads the inspection\n", ""),
    (
        "bay-roads-authority",
        "name: Bay Roads Authority\ntype: organization\naliases: [BRA]\nrole: owns the bridge\n",
        "",
    ),
    ("port-sallow", "name: Port Sallow\ntype: place\nrole: the town\n", ""),
    ("sallow-bridge", "name: Sallow Bridge\ntype: place\n", ""),
];

const EVENTS: [(&str, &str, &str); 9] = [
    (
        "bridge-opens",
        "title: The bridge opens\ndate: \"1974\"\nplace: sallow-bridge\nsources: [{article: north-courier, quote: opened in 1974}]\n",
        "",
    ),
    (
        "last-repair",
        "title: Last major repair\ndate: 2024-06/2024-10\nplace: sallow-bridge\nsources: [{article: north-courier, quote: repaired over one summer}]\n",
        "",
    ),
    (
        "letter",
        "title: Engineers write to the authority\ndate: 2030-11-14\nparticipants: [tomas-reyl, bay-roads-authority]\nsources: [{article: tide-weekly, quote: \"dated 14 November\"}, {article: bay-radio, quote: the letter arrived}]\n",
        "",
    ),
    (
        "storms",
        "title: Winter storms\ndate: \"2031-02\"\nplace: port-sallow\nsources: [{article: bay-radio, quote: the storms of February}]\n",
        "",
    ),
    (
        "dive",
        "title: Divers find a crack in the third pier\ndate: 2031-03-07\nplace: sallow-bridge\nparticipants: [tomas-reyl]\nsources: [{article: harbour-post, quote: divers found cracks in the third pier}, {article: north-courier, quote: what the divers saw on Friday}]\n",
        "A routine dive, moved up from April.\n",
    ),
    (
        "closure",
        "title: The bridge is closed\ndate: 2031-03-07T19:30Z\nplace: sallow-bridge\nparticipants: [ines-calloway, bay-roads-authority, tomas-reyl]\npart_of: dive\nafter: dive\nsources: [{article: harbour-post, quote: closed to all traffic at half past seven}, {article: coast-wire, quote: closed to all traffic at half past seven}, {article: north-courier, quote: \"shut on Friday evening\"}]\n",
        "Police turned the last cars back at half past seven. Ines Calloway came herself.\n",
    ),
    (
        "council",
        "title: The council meets behind closed doors\nafter: closure\nparticipants: [ines-calloway]\nsources: [{article: bay-radio, quote: the council met}]\n",
        "",
    ),
    (
        "extra-ferries",
        "title: First extra ferry\ndate: 2031-03-10\ndate_note: derived from “on Monday”\noutcome: cancelled\nplace: port-sallow\nsources: [{article: bay-radio, quote: it will not sail}]\n",
        "",
    ),
    (
        "second-letter",
        "title: A second letter\nsources: [{article: tide-weekly, quote: there was another one}]\n",
        "",
    ),
];

const CLAIMS: [(&str, &str, &str); 5] = [
    (
        "crack-length",
        "question: How long is the crack?\nevent: dive\nattribute: length\npositions:\n- {value: 1.2 metres, article: harbour-post, quote: a crack of 1.2 metres}\n- {value: 1.2 metres, article: coast-wire, quote: a crack of 1.2 metres}\n- {value: nearly three metres, article: north-courier, quote: nearly three metres of open joint, unnamed: an engineer close to the dive}\nsilent:\n- {article: bay-radio, why: other-topic}\nsettles: The divers’ report, which the authority has promised for April.\nverdict: contradict\n",
        "The two figures may describe different cracks: one report speaks of the crack, the other of an open joint.\n",
    ),
    (
        "warned",
        "question: Had the authority been warned?\nevent: letter\nattribute: warned\npositions:\n- {value: \"yes, in writing\", article: tide-weekly, quote: we warn you in the clearest terms}\n- {value: \"no, it was a wish list\", article: bay-radio, quote: a list of wishes for the budget}\nsilent:\n- {article: harbour-post, why: published-before}\nsettles: The letter itself.\nverdict: contradict\n",
        "",
    ),
    (
        "daily-traffic",
        "question: How many people cross the bridge a day?\nabout: sallow-bridge\nattribute: count\npositions:\n- {value: \"40,000\", article: harbour-post, quote: some forty thousand crossings a day}\n- {value: \"about 38,000\", article: north-courier, quote: roughly 38 000 vehicles}\nverdict: differ\n",
        "",
    ),
    (
        "closed-at",
        "question: When was the bridge closed?\nevent: closure\nattribute: time\npositions:\n- {value: Friday evening, article: harbour-post, quote: closed to all traffic at half past seven}\n- {value: Friday evening, article: north-courier, quote: shut on Friday evening}\n- {value: Friday evening, article: bay-radio, quote: since Friday night}\nverdict: agree\n",
        "",
    ),
    (
        "who-ordered",
        "question: Who ordered the closure?\nevent: closure\nattribute: ordered-by\npositions:\n- {value: Mayor Calloway, article: harbour-post, quote: on the mayor’s order}\n",
        "",
    ),
];

const QUESTIONS: [(&str, &str, &str); 3] = [
    (
        "can-i-cross",
        "question: Can I cross the bridge on foot?\norder: 1\nclaims: [closed-at]\nsources: [{article: harbour-post, quote: closed to all traffic at half past seven}]\n",
        "No. The bridge has been closed to everyone since Friday evening, and Ines Calloway said it stays so.\n",
    ),
    (
        "how-long",
        "question: How bad is the damage?\norder: 2\nclaims: [crack-length]\n",
        "There is at least one crack in the third pier, of [[claim:crack-length]].\n",
    ),
    ("when-open", "question: When will it open again?\norder: 3\n", ""),
];

const CHANGES: [(&str, &str, &str); 3] = [
    (
        "2031-03-09-bay-radio",
        "kind: source\nat: 2031-03-09\nabout: bay-radio\nwhy: The authority speaks for the first time.\n",
        "",
    ),
    (
        "2031-03-09-warned",
        "kind: verdict\nat: 2031-03-09\nabout: warned\nwas: single-source\nnow: contradict\n",
        "",
    ),
    (
        "2031-03-08-ferries",
        "kind: correction\nat: 2031-03-08T12:00Z\nwas: twelve ferries a day\nnow: 22 ferries a day\nwhy: We had left out the night boats.\n",
        "",
    ),
];
