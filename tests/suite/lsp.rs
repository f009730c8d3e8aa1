//! The language server, spoken to over its standard streams as an editor does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::codes::ferry;
use crate::program::{backstory, folder, problems, read, write};

/// Nothing takes so long; a test that waits for more has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// An editor: a running server, what it said, and the texts that are open.
struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    root: PathBuf,
    last_id: i32,
    versions: BTreeMap<String, i32>,
    /// What is shown of each file that anything was said of.
    shown: BTreeMap<String, Vec<Value>>,
    /// How often something was said of each file.
    told: BTreeMap<String, usize>,
    /// Everything else that was said unasked.
    notices: Vec<Value>,
    result: Value,
}

/// A path as editors write it: with `%` before what is no letter of ASCII.
fn address(path: &Path) -> String {
    let mut out = "file://".to_owned();
    for byte in path.to_str().unwrap().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02x}").expect("written");
        }
    }
    out
}

impl Editor {
    /// An editor that can do all that the server makes use of, with a folder open.
    fn open(root: &Path) -> Self {
        let edit = json!({
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
        });
        Self::with(root, &json!({ "workspace": { "workspaceEdit": edit } }))
    }

    fn with(root: &Path, capabilities: &Value) -> Self {
        let mut editor = Self::silent(root);
        let folders = json!([{ "uri": address(root), "name": "site" }]);
        let params =
            json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders });
        editor.result = editor.ask("initialize", &params);
        editor.tell("initialized", &json!({}));
        editor
    }

    /// One that has said nothing yet.
    fn silent(root: &Path) -> Self {
        let elsewhere = std::env::temp_dir();
        let mut child = backstory(&elsewhere)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            loop {
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if stdout.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    match line.trim().split_once(": ") {
                        Some(("Content-Length", value)) => length = value.parse().unwrap(),
                        Some(_) => {}
                        None => break,
                    }
                }
                let mut bytes = vec![0; length];
                stdout.read_exact(&mut bytes).unwrap();
                let _ = sender.send(serde_json::from_slice(&bytes).unwrap());
            }
        });
        Self {
            child,
            stdin,
            messages,
            root: root.to_owned(),
            last_id: 0,
            versions: BTreeMap::new(),
            shown: BTreeMap::new(),
            told: BTreeMap::new(),
            notices: Vec::new(),
            result: Value::Null,
        }
    }

    fn raw(&mut self, body: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        stdin.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.raw(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    fn send(&mut self, method: &str, params: &Value) -> i32 {
        self.last_id += 1;
        let id = self.last_id;
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.raw(&message.to_string());
        id
    }

    /// The next message of the server, taken note of.
    fn hear(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE).expect("an answer");
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            let shown = message["params"]["diagnostics"].as_array().unwrap().clone();
            *self.told.entry(uri.clone()).or_default() += 1;
            self.shown.insert(uri, shown);
        } else if message["id"].is_null() || !message["method"].is_null() {
            self.notices.push(message.clone());
        }
        message
    }

    fn answer(&mut self, id: i32) -> Value {
        loop {
            let message = self.hear();
            if message["id"] == id && message["method"].is_null() {
                return message;
            }
        }
    }

    /// The result of a request.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.send(method, params);
        let answer = self.answer(id);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The message with which a request is refused.
    fn refused(&mut self, method: &str, params: &Value) -> (i64, String) {
        let id = self.send(method, params);
        let error = self.answer(id)["error"].clone();
        (error["code"].as_i64().expect("an error"), error["message"].as_str().unwrap().to_owned())
    }

    fn uri(&self, file: &str) -> String {
        address(&self.root.join(file))
    }

    fn show(&mut self, file: &str) -> String {
        let text = fs::read_to_string(self.root.join(file)).unwrap_or_default();
        self.show_text(file, &text);
        text
    }

    fn show_text(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        self.versions.insert(file.to_owned(), 1);
        let item = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Types the whole of a document anew.
    fn replace(&mut self, file: &str, text: &str) {
        self.change(file, &json!([{ "text": text }]));
    }

    fn change(&mut self, file: &str, changes: &Value) {
        let version = self.versions.entry(file.to_owned()).or_default();
        *version += 1;
        let version = *version;
        let document = json!({ "uri": self.uri(file), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", &params);
    }

    /// Waits until every change is checked, and gives what is shown of a file.
    fn settled(&mut self, file: &str) -> Vec<Value> {
        // Answered when all is checked; what is shown is told right behind it.
        self.ask("workspace/symbol", &json!({ "query": "nothing has this name" }));
        self.ask("workspace/symbol", &json!({ "query": "nothing has this name" }));
        self.shown.get(&self.uri(file)).cloned().unwrap_or_default()
    }

    fn codes(&mut self, file: &str) -> Vec<String> {
        let shown = self.settled(file);
        shown.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    }

    /// A place in a document, as parameters of most requests.
    fn at(&self, file: &str, (line, character): (usize, usize)) -> Value {
        let position = json!({ "line": line, "character": character });
        json!({ "textDocument": { "uri": self.uri(file) }, "position": position })
    }

    fn completions(&mut self, file: &str, at: (usize, usize)) -> Vec<Value> {
        let params = self.at(file, at);
        let list = self.ask("textDocument/completion", &params);
        list["items"].as_array().cloned().unwrap_or_default()
    }

    fn actions(&mut self, file: &str, range: &Value) -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": self.uri(file) },
            "range": range,
            "context": { "diagnostics": [] },
        });
        self.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
    }

    /// The text of a document with an edit of the server in it.
    fn edited(&self, file: &str, text: &str, edit: &Value) -> String {
        let uri = self.uri(file);
        let changes = edit["documentChanges"].as_array().expect("changes");
        let own: Vec<&Value> =
            changes.iter().filter(|one| one["textDocument"]["uri"] == uri.as_str()).collect();
        let [own] = own.as_slice() else { panic!("{edit}") };
        apply(text, own["edits"].as_array().unwrap())
    }

    /// Ends it as the protocol has it; gives the exit code.
    fn end(mut self) -> Option<i32> {
        let id = self.send("shutdown", &Value::Null);
        let answer = self.answer(id);
        assert!(answer.get("result").is_some(), "{answer}");
        self.tell("exit", &Value::Null);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The byte of a place counted in lines and UTF-16 units, found another way than the server does.
fn offset(text: &str, place: &Value) -> usize {
    let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
    let column = usize::try_from(place["character"].as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let units: Vec<u16> = text[start..].encode_utf16().take(column).collect();
    assert_eq!(units.len(), column, "a place behind the end");
    start + String::from_utf16(&units).expect("no half character").len()
}

fn words<'a>(text: &'a str, range: &Value) -> &'a str {
    &text[offset(text, &range["start"])..offset(text, &range["end"])]
}

fn apply(text: &str, edits: &[Value]) -> String {
    let mut text = text.to_owned();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(&text, &edit["range"]["start"])));
    for edit in edits {
        let (start, end) =
            (offset(&text, &edit["range"]["start"]), offset(&text, &edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}

/// Puts a change of many files on the disk.
fn write_edit(root: &Path, edit: &Value) {
    let path = |uri: &Value| {
        let below = uri.as_str().unwrap().strip_prefix(&address(root)).expect("inside");
        root.join(below.trim_start_matches('/'))
    };
    for change in edit["documentChanges"].as_array().unwrap() {
        if change["kind"] == "rename" {
            fs::rename(path(&change["oldUri"]), path(&change["newUri"])).unwrap();
        } else {
            let path = path(&change["textDocument"]["uri"]);
            let text = apply(&read(&path), change["edits"].as_array().unwrap());
            fs::write(path, text).unwrap();
        }
    }
}

const FAQ: &str = "content/faq/why-no-ferry.md";
const EVENT: &str = "content/events/breakdown.md";
const ODD: &str = "\u{1f469}\u{200d}\u{1f680} e\u{301} \u{5e9}\u{5dc}";

#[test]
fn a_session_from_the_first_word_to_the_last() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    assert_eq!(editor.result["capabilities"]["positionEncoding"], "utf-16");
    let text = editor.show(FAQ);
    assert_eq!(editor.codes(FAQ), Vec::<String>::new());

    // A slip behind letters that count differently is marked to the letter.
    let wrong = text.replace("Its engine", &format!("{ODD} [[ostarholm]] Its engine"));
    editor.replace(FAQ, &wrong);
    let shown = editor.settled(FAQ);
    let [problem] = shown.as_slice() else { panic!("{shown:?}") };
    assert_eq!(
        (&problem["code"], &problem["severity"]),
        (&json!("link-target-missing"), &json!(1))
    );
    assert_eq!(words(&wrong, &problem["range"]), "ostarholm");
    assert!(problem["message"].as_str().unwrap().ends_with("did you mean [[osterholm]]?"));

    // Its fix mends it.
    let actions = editor.actions(FAQ, &problem["range"]);
    let fix = actions.iter().find(|one| one["title"] == "Write [[osterholm]]").expect("a fix");
    assert_eq!((&fix["kind"], &fix["diagnostics"][0]), (&json!("quickfix"), problem));
    let mended = editor.edited(FAQ, &wrong, &fix["edit"]);
    assert_eq!(mended, wrong.replace("ostarholm", "osterholm"));
    editor.replace(FAQ, &mended);
    assert_eq!(editor.codes(FAQ), Vec::<String>::new());

    // The card of what the link means.
    let line = mended.lines().position(|line| line.contains("[[osterholm]]")).unwrap();
    let column = mended.lines().nth(line).unwrap().split("osterholm").next().unwrap();
    let at = (line, column.encode_utf16().count() + 3);
    let params = editor.at(FAQ, at);
    let hover = editor.ask("textDocument/hover", &params);
    let card = hover["contents"]["value"].as_str().unwrap();
    assert!(card.starts_with("**Osterholm** · entity `osterholm`"), "{card}");
    assert!(card.contains("named in 2 sources"), "{card}");
    assert_eq!(words(&mended, &hover["range"]), "osterholm");

    // What it is, and where else it is used.
    let definition = editor.ask("textDocument/definition", &params);
    let file = "content/entities/osterholm.md";
    assert_eq!(definition[0]["uri"], editor.uri(file));
    assert_eq!(words(&read(&here.path().join(file)), &definition[0]["range"]), "Osterholm");
    let mut params = params;
    params["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", &params);
    let of = |file: &str| {
        let uri = editor.uri(file);
        let places = found.as_array().unwrap().iter().filter(|one| one["uri"] == uri.as_str());
        places.map(|one| one["range"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(FAQ).len(), 2);
    assert!(of(FAQ).iter().all(|range| words(&mended, range) == "osterholm"));
    assert_eq!(words(&read(&here.path().join(EVENT)), &of(EVENT)[0]), "osterholm");
    assert_eq!(of(file).len(), 1);
    assert!(!of("content/articles/ferry-breaks-down.md").is_empty(), "{found}");

    // What was not saved is gone when the document is closed, and so is what was wrong with it.
    editor.replace(FAQ, &wrong);
    assert_eq!(editor.codes(FAQ), ["link-target-missing"]);
    let document = json!({ "textDocument": { "uri": editor.uri(FAQ) } });
    editor.tell("textDocument/didClose", &document);
    assert_eq!(editor.codes(FAQ), Vec::<String>::new());
    assert_eq!(read(&here.path().join(FAQ)), text);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn typing_is_followed_change_by_change_and_checked_when_it_pauses() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    let text = editor.show(FAQ).replace("Its engine", &format!("{ODD} Its engine"));
    editor.replace(FAQ, &text);
    assert_eq!(editor.codes(FAQ), Vec::<String>::new());
    // Letter by letter, in one burst, behind an astronaut.
    let line = text.lines().position(|line| line.contains("Its engine")).unwrap();
    let column = ODD.encode_utf16().count() + 1;
    let mut typed = text.clone();
    for (at, letter) in "[[nobody]] ".chars().enumerate() {
        let place = json!({ "line": line, "character": column + at });
        let range = json!({ "start": place, "end": place });
        editor.change(FAQ, &json!([{ "range": range, "text": letter.to_string() }]));
    }
    typed = typed.replace("Its engine", "[[nobody]] Its engine");
    let before = editor.told.get(&editor.uri(FAQ)).copied().unwrap_or_default();
    let shown = editor.settled(FAQ);
    assert_eq!(words(&typed, &shown[0]["range"]), "nobody");
    assert_eq!(editor.told[&editor.uri(FAQ)], before + 1, "one check for the burst");
    // What did not change is not told again.
    let told = editor.told.clone();
    editor.change(FAQ, &json!([]));
    assert_eq!(editor.settled(FAQ).len(), 1);
    assert_eq!(editor.told, told);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn what_can_be_written_is_offered_where_it_fits() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    let text = editor.show(FAQ);
    editor.settled(FAQ);
    let line = text.lines().count();
    let labels = |items: &[Value]| -> Vec<String> {
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let type_in = |editor: &mut Editor, body: &str| {
        editor.replace(FAQ, &format!("{text}{body}"));
        let column = body.encode_utf16().count();
        editor.completions(FAQ, (line, column))
    };
    let items = type_in(&mut editor, &format!("{ODD} [[oster"));
    assert_eq!(items[0]["label"], "Osterholm");
    let body = format!("{text}{ODD} [[oster");
    assert_eq!(apply(&body, &[items[0]["textEdit"].clone()]), format!("{text}{ODD} [[Osterholm]]"));
    assert!(labels(&items).contains(&"osterholm".to_owned()), "{items:?}");
    assert!(items[0]["documentation"]["value"].as_str().unwrap().contains("place"));

    let items = type_in(&mut editor, "[[claim:");
    assert_eq!(labels(&items), ["claim:days-in-harbour"]);
    let items = type_in(&mut editor, "[[quote:");
    assert_eq!(labels(&items), ["quote:ferry-breaks-down", "quote:ferry-out-for-weeks"]);
    let items = type_in(&mut editor, "[[quote:ferry-out-for-weeks|");
    assert!(labels(&items).contains(&"will stay in harbour for two weeks".to_owned()), "{items:?}");
    assert!(type_in(&mut editor, "plain words ").is_empty());

    let event = editor.show(EVENT);
    let place = event.lines().position(|line| line.starts_with("place:")).unwrap();
    assert_eq!(
        labels(&editor.completions(EVENT, (place, 7)))[..2],
        ["maren-tollefsby", "osterholm"]
    );
    let head = event.replacen("---\n", "---\npar", 1);
    editor.replace(EVENT, &head);
    let keys = editor.completions(EVENT, (1, 3));
    assert_eq!(keys[0]["label"], "part_of", "participants is there already: {keys:?}");
    assert!(keys[0]["documentation"]["value"].as_str().unwrap().contains("larger event"));
    editor.replace(EVENT, &event.replacen("---\n", "---\noutcome: \n", 1));
    let words = editor.completions(EVENT, (1, 9));
    assert_eq!(labels(&words), ["cancelled", "held", "planned"]);
    let article = "content/articles/ferry-breaks-down.md";
    editor.show_text(article, "---\ntitle: x\nlanguage: \n");
    assert!(labels(&editor.completions(article, (2, 10))).contains(&"uk".to_owned()));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn keys_and_names_explain_themselves() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    let event = editor.show(EVENT);
    let claim = editor.show("content/claims/days-in-harbour.md");
    let mut hover = |file: &str, text: &str, words: &str, inside: usize| {
        let at = text.find(words).expect(words) + inside;
        let line = text[..at].matches('\n').count();
        let column = at - text[..at].rfind('\n').map_or(0, |at| at + 1);
        let params = editor.at(file, (line, column));
        let hover = editor.ask("textDocument/hover", &params);
        hover["contents"]["value"].as_str().unwrap_or("").to_owned()
    };
    assert!(hover(EVENT, &event, "date:", 1).contains("When; absent when no source says"));
    assert!(hover(EVENT, &event, "article:", 1).contains("whose source holds the words"));
    assert!(hover(EVENT, &event, "reviewed", 1).contains("A person has read it"));
    let source = hover(EVENT, &event, "article: ferry", 10);
    assert!(source.contains("article `ferry-breaks-down`"), "{source}");
    let whole = hover("content/claims/days-in-harbour.md", &claim, "event: breakdown", 9);
    assert!(whole.contains("**The ferry breaks down**") && whole.contains("2023-02-06"), "{whole}");
    assert!(whole.contains("with Maren Tollefsby"), "{whole}");
    assert_eq!(
        hover(EVENT, &event, "date: 2023", 8),
        "`date`\n\n".to_owned() + &hover_rest(&event)
    );
    drop(event);
}

/// What is said of dates, from the schema.
fn hover_rest(_: &str) -> String {
    "When; absent when no source says.\n\nA date in EDTF (ISO 8601-2): 2025, 2025-05, 2025-05-16, 2025-05-16T18:22+02:00, 2025~, A/B."
        .to_owned()
}

#[test]
fn every_fix_and_every_exception_gives_a_clean_file() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    let text = editor.show(FAQ);
    // Two slips of keys: one action mends both.
    let wrong = text.replace("order:", "ordr:").replace("status: reviewed", "status: reviewd");
    let mut at = wrong;
    editor.replace(FAQ, &at);
    for _ in 0..3 {
        let shown = editor.settled(FAQ);
        let Some(problem) = shown.first() else { break };
        let actions = editor.actions(FAQ, &problem["range"]);
        let all = actions.iter().find(|one| one["kind"] == "source.fixAll.backstory");
        at = editor.edited(FAQ, &at, &all.expect("an action")["edit"]);
        editor.replace(FAQ, &at);
    }
    assert_eq!(at, text);
    // A note in a paragraph, one in a list and one on a key, each allowed with a reason.
    for (body, code) in [
        ("It sails tomorrow.\n", "relative-date"),
        ("- It sails tomorrow.\n- It does.\n", "relative-date"),
        ("| a | b |\n|---|---|\n| It sails tomorrow. | x |\n", "relative-date"),
    ] {
        for ends in ["\n", "\r\n"] {
            let text = format!("---\nquestion: Why?\nclaims: [days-in-harbour]\n---\n\n{body}");
            let text = text.replace('\n', ends);
            editor.replace(FAQ, &text);
            let shown = editor.settled(FAQ);
            let codes: Vec<&Value> = shown.iter().map(|one| &one["code"]).collect();
            assert_eq!(codes, [code], "{text}");
            let actions = editor.actions(FAQ, &shown[0]["range"]);
            let title = format!("Allow `{code}` here, with a reason");
            let allow = actions.iter().find(|one| one["title"] == title.as_str()).expect("one");
            let allowed = editor.edited(FAQ, &text, &allow["edit"]);
            editor.replace(FAQ, &allowed);
            assert_eq!(editor.codes(FAQ), Vec::<String>::new(), "{allowed}");
        }
    }
    let place = "content/entities/osterholm.md";
    let own = "---\nname: Osterholm\ntype: place\naliases:\n  - The Holm\n---\n";
    let other = "---\nname: Maren Tollefsby\ntype: person\naliases: [The Holm]\n---\n";
    editor.show_text("content/entities/maren-tollefsby.md", other);
    editor.show_text(place, own);
    let shown = editor.settled(place);
    assert_eq!(words(own, &shown[0]["range"]), "The Holm");
    assert!(
        shown[0]["relatedInformation"][0]["location"]["uri"]
            .as_str()
            .unwrap()
            .ends_with("maren-tollefsby.md")
    );
    let actions = editor.actions(place, &shown[0]["range"]);
    let allowed = editor.edited(place, own, &actions[0]["edit"]);
    assert!(allowed.contains("\n  # allow alias-clash: why"), "{allowed}");
    editor.replace(place, &allowed);
    assert_eq!(editor.codes(place), Vec::<String>::new(), "{allowed}");
    // An error cannot be allowed.
    editor.replace(place, "---\nname: Osterholm\ntype: place\nrole: [x]\n---\n");
    let shown = editor.settled(place);
    assert!(editor.actions(place, &shown[0]["range"]).is_empty());
}

#[test]
fn documents_are_outlined_and_formatted_as_they_are_typed() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    let text = "---\ntype: place\nname: \"Osterholm\"\n---\n\n# שלום `x`\n\nText\n\n## Two\n\nThree\n\n# Four\n";
    let file = "content/entities/osterholm.md";
    editor.show_text(file, text);
    let document = json!({ "textDocument": { "uri": editor.uri(file) } });
    let symbols = editor.ask("textDocument/documentSymbol", &document);
    let names: Vec<&Value> = symbols.as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["type", "name", "שלום x", "Four"]);
    assert_eq!(symbols[2]["children"][0]["name"], "Two");
    assert_eq!(words(text, &symbols[1]["range"]), "name: \"Osterholm\"");
    assert!(words(text, &symbols[2]["range"]).ends_with("Three"));
    let mut asked = document;
    asked["options"] = json!({ "tabSize": 2, "insertSpaces": true });
    let edits = editor.ask("textDocument/formatting", &asked);
    let formatted = apply(text, edits.as_array().unwrap());
    assert_eq!(
        formatted,
        text.replace("type: place\nname: \"Osterholm\"", "name: Osterholm\ntype: place")
    );
    editor.replace(file, &formatted);
    assert_eq!(editor.ask("textDocument/formatting", &asked), json!([]));
    let found = editor.ask("workspace/symbol", &json!({ "query": "tollef" }));
    assert_eq!(found[0]["name"], "Maren Tollefsby");
    assert!(found[0]["location"]["uri"].as_str().unwrap().ends_with("maren-tollefsby.md"));
}

#[test]
fn an_editor_that_counts_bytes_is_answered_in_bytes() {
    let here = ferry();
    let wanted = json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } });
    let mut editor = Editor::with(here.path(), &wanted);
    assert_eq!(editor.result["capabilities"]["positionEncoding"], "utf-8");
    let text = editor.show(FAQ).replace("Its engine", &format!("{ODD} [[nobody]]"));
    editor.replace(FAQ, &text);
    let shown = editor.settled(FAQ);
    assert_eq!(shown[0]["range"]["start"]["character"], ODD.len() + 3);
}

#[test]
fn files_that_others_change_are_read_again() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    editor.show(FAQ);
    assert_eq!(editor.codes(FAQ), Vec::<String>::new());
    let place = here.path().join("content/entities/osterholm.md");
    let kept = read(&place);
    fs::remove_file(&place).unwrap();
    let change = |kind: i32| json!({ "changes": [{ "uri": address(&place), "type": kind }] });
    editor.tell("workspace/didChangeWatchedFiles", &change(3));
    assert_eq!(editor.codes(FAQ), ["link-target-missing"]);
    assert_eq!(editor.codes(EVENT), ["reference-missing"]);
    fs::write(&place, kept).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", &change(1));
    assert_eq!(editor.codes(FAQ), Vec::<String>::new());
    assert_eq!(editor.codes(EVENT), Vec::<String>::new());
    // A folder that went, and the settings.
    let folder = here.path().join("content/claims");
    fs::rename(&folder, here.path().join("claims")).unwrap();
    let change = json!({ "changes": [{ "uri": address(&folder), "type": 3 }] });
    editor.tell("workspace/didChangeWatchedFiles", &change);
    assert_eq!(editor.codes(FAQ), ["reference-missing"]);
    editor.show_text("site.toml", "titel = \"x\"\n");
    assert_eq!(editor.codes("site.toml"), ["unknown-key"]);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn names_of_folders_may_hold_anything() {
    let here = folder();
    let root = here.path().join("a b/Größe 100%/שלום#?");
    for (name, bytes) in crate::program::tree(ferry().path()) {
        write(&root, &name, bytes);
    }
    let mut editor = Editor::open(&root);
    let text = editor.show(FAQ);
    editor.replace(FAQ, &text.replace("[[osterholm]]", "[[nobody]]"));
    assert_eq!(editor.codes(FAQ), ["link-target-missing"]);
    let params = editor.at("content/index.md", (0, 0));
    assert_eq!(editor.ask("textDocument/hover", &params), Value::Null);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn nothing_that_is_said_wrongly_ends_the_conversation() {
    let here = ferry();
    let mut editor = Editor::silent(here.path());
    assert_eq!(editor.refused("textDocument/hover", &json!({})).0, -32002);
    editor.tell("textDocument/didOpen", &json!({}));
    let folders = json!({ "capabilities": 7, "rootUri": address(here.path()) });
    editor.ask("initialize", &folders);
    editor.tell("initialized", &Value::Null);
    assert_eq!(editor.refused("initialize", &folders).0, -32600);
    for body in ["{", "[]", "null", "{\"id\":{},\"method\":\"x\"}", "\u{feff}"] {
        editor.raw(body);
    }
    let method = "textDocument/hover";
    for params in [json!(null), json!([]), json!({ "textDocument": 1 }), json!({ "position": {} })]
    {
        assert_eq!(editor.refused(method, &params).0, -32602, "{params}");
    }
    assert_eq!(editor.refused("textDocument/nonsense", &json!({})).0, -32601);
    for uri in ["untitled:1", "", "file:///nowhere/x.md", "http://x/y", "file:///%zz", "git:/a?b"] {
        let document = json!({ "uri": uri });
        let item = json!({ "uri": uri, "languageId": "x", "version": 1, "text": "[[x]]" });
        editor.tell("textDocument/didOpen", &json!({ "textDocument": item }));
        let range =
            json!({ "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } });
        let place =
            json!({ "textDocument": document, "position": { "line": 4_000_000, "character": 7 } });
        assert_eq!(editor.ask("textDocument/hover", &place), Value::Null, "{uri}");
        assert_eq!(editor.ask("textDocument/completion", &place), Value::Null, "{uri}");
        let asked =
            json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
        assert_eq!(editor.ask("textDocument/codeAction", &asked), Value::Null, "{uri}");
        editor.tell("textDocument/didClose", &json!({ "textDocument": document }));
        editor.tell("textDocument/didClose", &json!({ "textDocument": document }));
    }
    // Of a file of the site that is not there, and of places that are not there.
    editor.show_text("content/faq/new.md", "");
    let range =
        json!({ "start": { "line": 7, "character": 9 }, "end": { "line": 3, "character": 1 } });
    editor.change("content/faq/new.md", &json!([{ "range": range, "text": "\u{1f680}\r" }]));
    editor.tell("textDocument/didChange", &json!({ "textDocument": { "uri": editor.uri(FAQ), "version": 3 }, "contentChanges": [{ "text": "x" }] }));
    for method in ["hover", "definition", "completion", "prepareRename"] {
        let params = editor.at("content/faq/new.md", (0, 99));
        let id = editor.send(&format!("textDocument/{method}"), &params);
        editor.answer(id);
    }
    assert_eq!(editor.codes("content/faq/new.md"), ["front-matter-missing"]);
    editor.tell("$/cancelRequest", &json!({ "id": 4711 }));
    editor.tell("$/setTrace", &json!({ "value": "off" }));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_folder_without_a_site_is_told_so_and_a_site_above_a_file_is_found() {
    let here = folder();
    write(here.path(), "notes.md", "[[x]]\n");
    for (name, bytes) in crate::program::tree(ferry().path()) {
        write(&here.path().join("story"), &name, bytes);
    }
    let mut editor = Editor::open(here.path());
    editor.show("notes.md");
    let params = editor.at("notes.md", (0, 3));
    assert_eq!(editor.ask("textDocument/hover", &params), Value::Null);
    let told = |editor: &Editor| {
        let shown = editor.notices.iter().filter(|one| one["method"] == "window/showMessage");
        shown.map(|one| one["params"]["message"].to_string()).collect::<Vec<_>>()
    };
    let words = told(&editor);
    assert!(words.len() == 1 && words[0].contains("no site.toml"), "{words:?}");
    let file = format!("story/{FAQ}");
    let text = editor.show(&file).replace("[[osterholm]]", "[[nobody]]");
    editor.replace(&file, &text);
    assert_eq!(editor.codes(&file), ["link-target-missing"]);
    assert_eq!(told(&editor).len(), 1);
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn another_id_is_written_everywhere_and_nothing_is_broken() {
    let here = ferry();
    let root = here.path();
    // The locks know what was verified and told.
    crate::program::succeed(root, &["build"]);
    let mut editor = Editor::open(root);
    let event = editor.show(EVENT);
    let line = event.lines().position(|line| line.starts_with("place:")).unwrap();
    let mut params = editor.at(EVENT, (line, 9));
    let prepared = editor.ask("textDocument/prepareRename", &params);
    assert_eq!(prepared["placeholder"], "osterholm");
    assert_eq!(words(&event, &prepared["range"]), "osterholm");
    for (name, reason) in [
        ("Big Island", "write big-island"),
        ("maren-tollefsby", "already"),
        ("../x", "may hold only"),
    ] {
        params["newName"] = json!(name);
        let (_, words) = editor.refused("textDocument/rename", &params);
        assert!(words.contains(reason), "{words}");
    }
    params["newName"] = json!("big-island");
    write_edit(root, &editor.ask("textDocument/rename", &params));
    assert!(!root.join("content/entities/osterholm.md").exists());
    assert!(read(&root.join("content/entities/big-island.md")).contains("osterholm"));
    assert!(read(&root.join(EVENT)).contains("place: big-island"));
    assert!(read(&root.join(FAQ)).contains("[[big-island]]"));
    // An article and a claim, which the locks name, from their own titles and from a link.
    for (file, words_there, new) in [
        ("content/articles/ferry-breaks-down.md", "\ntitle", "first-report"),
        ("content/index.md", "[[claim:days", "how-long"),
    ] {
        let mut editor = Editor::open(root);
        let text = editor.show(file);
        let at = text.find(words_there).unwrap() + words_there.len() - 1;
        let line = text[..at].matches('\n').count();
        let mut params = editor.at(file, (line, at - text[..at].rfind('\n').unwrap() - 1));
        params["newName"] = json!(new);
        write_edit(root, &editor.ask("textDocument/rename", &params));
    }
    assert!(read(&root.join("content/quotes.lock")).contains("first-report "));
    assert!(!read(&root.join("content/quotes.lock")).contains("ferry-breaks-down"));
    assert_eq!(read(&root.join("content/verdicts.lock")), "how-long contradict\n");
    let (code, problems) = problems(root);
    assert_eq!((code, problems.len()), (Some(0), 0), "{problems:?}");
    // An editor that cannot rename files is told what can.
    let mut plain = Editor::with(root, &json!({}));
    plain.show(EVENT);
    params["newName"] = json!("osterholm");
    let (_, words) = plain.refused("textDocument/rename", &params);
    assert!(words.contains("backstory move entity:big-island osterholm"), "{words}");
    // Nothing is renamed where no id stands.
    let params = plain.at(EVENT, (0, 1));
    assert!(plain.refused("textDocument/prepareRename", &params).1.contains("no id here"));
}

#[test]
fn an_editor_that_goes_away_is_not_waited_for() {
    let here = ferry();
    let mut editor = Editor::open(here.path());
    editor.show(FAQ);
    drop(editor.stdin.take());
    let started = Instant::now();
    assert_eq!(editor.child.wait().unwrap().code(), Some(1));
    assert!(started.elapsed() < PATIENCE);
}
