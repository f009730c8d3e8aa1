//! `annotate`, the interface for other programs: the documented keys in their order, offsets in code
//! points whatever the text, ids that mean one thing across documents, and no text that breaks it.

use std::collections::BTreeSet;

use backstory::ingest;
use backstory::ingest::annotate::{AnnotateInput, Content};
use backstory::language::names::Recogniser;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::program::{code, err, fed, folder, out, read, run, write};

const KEYS: [&str; 19] = [
    "id",
    "file",
    "text",
    "language",
    "title",
    "dek",
    "byline",
    "outlet",
    "url",
    "published",
    "updated",
    "blocks",
    "dropped",
    "sentences",
    "mentions",
    "times",
    "quotations",
    "quantities",
    "events",
];

/// An invented report with everything that makes offsets go wrong: letters beyond the basic plane,
/// combining marks, a zero-width joiner, Windows line ends.
const REPORT: &str = "\u{1f6a2} Ferry strikes the pier of Osterholm\r\n\r\n\
By Tilde Ravnsborg\r\n\r\n\
The ferry struck the pier on 6 February 2023 \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}, and at least 12 people were injured, the harbour office said.\r\n\r\n\
\u{201c}The engine did not answer \u{1f622},\u{201d} said Captain Maren Tollefsby. Rene\u{301}e Ma\u{0308}kila\u{0308}, a passenger, said that the crossing had taken two hours.\r\n\r\n\
What happens now?\r\n\r\n\
- An inquiry \u{2014} promised by the Sund Line\r\n\
- A new pier\r\n";

fn documents(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Annotates lines of input; nothing may be wrong with them.
fn annotated(words: &[&str], lines: &[Value]) -> Vec<Value> {
    let here = folder();
    let input: Vec<String> = lines.iter().map(Value::to_string).collect();
    let words = [&["annotate", "--jsonl"], words].concat();
    let output = fed(here.path(), &words, input.join("\n").as_bytes());
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    documents(&out(&output))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The words of a span, counted in code points as other programs do.
fn words(document: &Value, span: &Value) -> String {
    let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    text[at("start")..at("end")].iter().collect()
}

fn all_words(document: &Value, key: &str) -> Vec<String> {
    list(&document[key]).iter().map(|span| words(document, span)).collect()
}

#[test]
fn offsets_are_code_points_in_the_file_as_it_is() {
    let here = folder();
    write(here.path(), "report.txt", REPORT);
    let document = documents(&out(&run(here.path(), &["annotate", "report.txt"]))).remove(0);
    assert_eq!(document["text"], REPORT, "a plain text is given back as it is");
    let mentions = all_words(&document, "mentions");
    for name in ["Maren Tollefsby", "Osterholm"] {
        assert!(mentions.contains(&name.to_owned()), "{name}: {mentions:?}");
    }
    assert_eq!(all_words(&document, "quotations"), ["The engine did not answer \u{1f622},"]);
    let quotation = &document["quotations"][0];
    assert!(words(&document, &quotation["cue_speaker"]).ends_with("Maren Tollefsby"));
    assert_eq!(quotation["speaker"], "maren-tollefsby");
    let times = all_words(&document, "times");
    assert!(times.contains(&"6 February 2023".to_owned()), "{times:?}");
    let date = list(&document["times"]).iter().find(|time| time["value"] == "2023-02-06");
    assert_eq!(words(&document, date.expect("the date")), "6 February 2023");
    let hurt = list(&document["quantities"]).iter().find(|one| one["value"] == 12.0);
    let hurt = hurt.unwrap_or_else(|| panic!("{:#}", document["quantities"]));
    assert!(words(&document, hurt).contains("12"), "{hurt:#}");
    let items: Vec<_> = list(&document["blocks"])
        .iter()
        .filter(|block| block["kind"] == "list_item")
        .map(|block| words(&document, block))
        .collect();
    assert_eq!(items, ["An inquiry \u{2014} promised by the Sund Line", "A new pier"]);
    for (key, ends) in [("sentences", true), ("blocks", true), ("dropped", false)] {
        for words in all_words(&document, key) {
            assert!(!words.is_empty() && !words.contains("\r\n\r\n"), "{key}: {words:?}");
            assert!(!ends || words.trim() == words, "{key}: {words:?}");
        }
    }
}

#[test]
fn keys_come_in_the_documented_order() {
    let document = annotated(&[], &[json!({"id": "a", "text": REPORT})]).remove(0);
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys[..KEYS.len()], KEYS);
    assert_eq!(keys[KEYS.len()..], ["questions"]);
    for (key, first) in [
        ("blocks", &["kind"][..]),
        ("sentences", &["start", "end"]),
        ("mentions", &["start", "end", "type", "entity"]),
        ("times", &["start", "end", "type", "value"]),
        ("quotations", &["start", "end", "speaker", "cue_speaker"]),
        ("quantities", &["start", "end", "value"]),
        ("events", &["event", "sentence", "date", "trigger", "participants", "place"]),
    ] {
        let one = list(&document[key]).first().unwrap_or_else(|| panic!("no {key}"));
        let keys: Vec<&String> = one.as_object().unwrap().keys().take(first.len()).collect();
        assert_eq!(keys, first, "{key}");
    }
    let empty = annotated(&[], &[json!({"id": "a", "text": ""})]).remove(0);
    let shape =
        |document: &Value| document.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(shape(&empty), shape(&document), "an empty text has the same keys");
}

#[test]
fn what_is_stated_beside_a_text_wins() {
    let line = json!({"id": "a", "text": "The ferry struck the pier on Monday, said Maren Tollefsby.",
        "published": "2023-02-08", "outlet": "Sund Tidings", "url": "https://tidings.example/1"});
    let document = annotated(&[], &[line]).remove(0);
    assert_eq!(document["outlet"], "Sund Tidings");
    assert_eq!(document["published"], "2023-02-08");
    assert_eq!(document["times"][0]["value"], "2023-02-06", "{:#}", document["times"]);
}

#[test]
fn a_text_that_is_all_body_loses_nothing() {
    let text =
        "Read also: A pier reopens\n\nSubscribe to our newsletter\n\nThe ferry struck the pier.";
    let document =
        |clean: bool| annotated(&[], &[json!({"id": "a", "text": text, "clean": clean})]).remove(0);
    let whole = document(false);
    assert_eq!(whole["dropped"], json!([]));
    assert_eq!(whole["title"], Value::Null);
    let covered = all_words(&whole, "blocks").join(" ");
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(bare(&covered), bare(text));
    assert!(!list(&document(true)["dropped"]).is_empty());
}

#[test]
fn ids_are_shared_across_documents_unless_each_is_alone() {
    let texts = [
        "Captain Maren Tollefsby steered the ferry. Tollefsby has steered it for years.",
        "The inquiry will hear Maren Tollefsby on Friday. Jon Brask will be heard as well.",
        "Tollefsby spoke to reporters. Mr Brask did not.",
    ];
    let lines: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| json!({"id": at.to_string(), "text": text}))
        .collect();
    let ids = |document: &Value, name: &str| -> BTreeSet<String> {
        let mentions = list(&document["mentions"]).iter();
        let named = mentions.filter(|mention| words(document, mention).contains(name));
        named.map(|mention| mention["entity"].as_str().unwrap().to_owned()).collect()
    };
    let together = annotated(&[], &lines);
    let captain = BTreeSet::from(["maren-tollefsby".to_owned()]);
    for document in &together {
        assert_eq!(ids(document, "Tollefsby"), captain, "{document:#}");
    }
    assert_eq!(ids(&together[1], "Brask"), ids(&together[2], "Brask"));
    // Alone, a document does not depend on its neighbours.
    let alone = annotated(&["--per-document"], &lines);
    for (at, document) in alone.iter().enumerate() {
        assert_eq!(*document, annotated(&[], &lines[at..=at])[0], "{at}");
    }
    assert_eq!(ids(&alone[2], "Tollefsby"), BTreeSet::from(["tollefsby".to_owned()]));
}

#[test]
fn the_order_of_input_is_the_order_of_output() {
    let lines: Vec<_> =
        (0..600).map(|at| json!({"id": format!("d{at}"), "text": "A text."})).collect();
    for words in [&["--per-document"][..], &[]] {
        let ids: Vec<_> =
            annotated(words, &lines).into_iter().map(|one| one["id"].clone()).collect();
        let expected: Vec<_> = lines.iter().map(|line| line["id"].clone()).collect();
        assert_eq!(ids, expected);
    }
}

#[test]
fn a_line_that_is_no_document_is_named_and_skipped() {
    let here = folder();
    let good = json!({"id": "good", "text": "The ferry sails."}).to_string();
    for bad in ["{", "[]", "7", "{}", "{\"id\":\"x\"}", "{\"id\":1,\"text\":2}", "\u{0}", "null"] {
        let input = format!("{good}\n{bad}\n{good}\n");
        let output = fed(here.path(), &["annotate", "--jsonl", "-"], input.as_bytes());
        assert_eq!(code(&output), Some(1), "{bad}: {}", err(&output));
        assert_eq!(documents(&out(&output)).len(), 2, "{bad}: {}", out(&output));
        assert!(err(&output).contains("line 2"), "{bad}: {}", err(&output));
    }
    let output =
        fed(here.path(), &["annotate", "--jsonl", "-"], b"\xff\xfe\n{\"id\":\"a\",\"text\":\"x\"}");
    assert_eq!((code(&output), documents(&out(&output)).len()), (Some(1), 1), "{}", err(&output));
}

#[test]
fn a_page_is_given_as_the_text_that_was_taken_from_it() {
    let html = "<html lang=en><head><title>Ferry strikes pier</title></head><body><nav>Menu Home</nav>\
        <article><h1>Ferry strikes pier</h1><p>The ferry &amp; its captain, <b>Maren Tollefsby</b>, \
        struck the pier of Osterholm on Monday morning \u{1f6a2}.</p><p>At least 12 people were injured, \
        the harbour office said on Tuesday.</p></article></body></html>";
    let document = annotated(&[], &[json!({"id": "a", "html": html})]).remove(0);
    let text = document["text"].as_str().unwrap();
    assert!(text.contains("ferry & its captain, Maren Tollefsby, struck"), "{text}");
    assert!(!text.contains('<'), "{text}");
    assert!(all_words(&document, "mentions").contains(&"Maren Tollefsby".to_owned()));
    // The same page as a file says the same.
    let here = folder();
    write(here.path(), "page.html", html);
    let file = documents(&out(&run(here.path(), &["annotate", "page.html"]))).remove(0);
    assert_eq!(file["text"], document["text"]);
    assert_eq!(file["mentions"], document["mentions"]);
    assert!(read(&here.path().join("page.html")) == html);
}

/// A text from pieces that the rules look for, and anything else between them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "\\PC{0,12}",
        2 => "[ \\n\\r\\t.,:;!?\u{201c}\u{201d}\u{2018}\u{2019}\"'()–—-]{1,4}",
        1 => "[0-9]{1,6}",
        1 => Just("\u{1f6a2}e\u{301}\u{200d}\u{feff}".to_owned()),
        4 => proptest::sample::select(vec![
            "Maren Tollefsby", " said ", "on Monday", "6 February 2023", "at least ", " people",
            "three days", "By ", "Q1: ", "- ", "> ", "# ", "---\n", "\n\n", "Read also: ", "U.S.",
            "<p>", "</p>", "<h1>", "&amp;", "Mr ", "the Sund Line", " of ", "two-hour talks",
            "12.5 million ", "9\u{2013}12 March", "midnight", "\u{201c}", "\u{201d}",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The annotated documents, in order.
fn read_together(
    recogniser: &Recogniser,
    inputs: Vec<AnnotateInput>,
    per_document: bool,
) -> Vec<Value> {
    let mut documents = Vec::new();
    let parsed = |line: String| serde_json::from_str(&line).expect("a line of JSON");
    let each = |lines: Vec<String>| documents.extend(lines.into_iter().map(parsed));
    ingest::annotate(recogniser, inputs, per_document, each);
    documents
}

/// Every list of spans in a document lies within the text and is in order.
fn well_formed(document: &Value) -> Result<(), TestCaseError> {
    let length = document["text"].as_str().unwrap().chars().count() as u64;
    let check = |span: &Value| -> Result<u64, TestCaseError> {
        let (start, end) = (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap());
        prop_assert!(start <= end && end <= length, "{span} of {length}");
        Ok(start)
    };
    for key in ["blocks", "dropped", "sentences", "mentions", "times", "quotations", "quantities"] {
        let mut last = 0;
        for span in list(&document[key]) {
            let start = check(span)?;
            prop_assert!(last <= start, "{key} is out of order: {}", document[key]);
            last = start;
            for inner in ["cue_speaker", "cue"] {
                if span[inner].is_object() {
                    check(&span[inner])?;
                }
            }
        }
    }
    let sentences = list(&document["sentences"]).len() as u64;
    for event in list(&document["events"]) {
        check(&event["trigger"])?;
        prop_assert!(event["sentence"].as_u64().unwrap() < sentences);
    }
    for pair in list(&document["questions"]) {
        check(&pair["question"])?;
        check(&pair["answer"])?;
    }
    Ok(())
}

/// Cases of a property; `PROPTEST_CASES` raises them.
fn cases() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(200),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_texts_are_read_without_a_fault(
        texts in proptest::collection::vec(texts(), 1..4),
        name in proptest::sample::select(vec!["a.txt", "a.md", "a.html", "a"]),
        per_document in any::<bool>(),
        clean in any::<bool>(),
    ) {
        let recogniser = Recogniser::embedded();
        let input = |(at, text): (usize, &String)| AnnotateInput {
            id: at.to_string(),
            file: None,
            content: match at {
                0 => Content::File { name: name.to_owned(), bytes: text.clone().into_bytes() },
                1 => Content::Text(text.clone()),
                _ => Content::Html(text.clone()),
            },
            published: None,
            outlet: None,
            url: None,
            language: None,
            clean,
        };
        let inputs: Vec<_> = texts.iter().enumerate().map(input).collect();
        let documents = read_together(&recogniser, inputs, per_document);
        prop_assert_eq!(documents.len(), texts.len());
        for (at, document) in documents.iter().enumerate() {
            if at == 1 {
                prop_assert_eq!(&document["text"], &texts[1]);
            }
            well_formed(document)?;
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_fault(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        name in proptest::sample::select(vec!["a.txt", "a.md", "a.html", "a"]),
    ) {
        let recogniser = Recogniser::embedded();
        let input = AnnotateInput {
            id: "a".to_owned(),
            file: None,
            content: Content::File { name: name.to_owned(), bytes },
            published: None,
            outlet: None,
            url: None,
            language: None,
            clean: true,
        };
        for document in read_together(&recogniser, vec![input], false) {
            well_formed(&document)?;
        }
    }
}
