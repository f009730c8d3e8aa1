//! The conversation with one editor: who may say what when, which changes are checked together, and
//! what is told unasked. The streams are somebody else's: messages come as events and go to a function.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use gen_lsp_types::{
    Diagnostic as Shown, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, PublishDiagnosticsParams,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer::{answer, capabilities, is_at_once, nothing};
use super::checker::{self, Change, Report, Work};
use super::state::{Checked, Client, Document, State};
use super::wire::Incoming;
use super::{publish, uri};
use crate::fs;
use crate::pipeline::Options;

/// Nothing is checked before nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(80);

/// What the conversation is made of.
#[derive(Debug)]
pub enum Event {
    /// Something came from the editor.
    Incoming(Incoming),
    /// The editor will say no more.
    Closed,
    /// Something came from the checker.
    Report(Report),
}

/// How the conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As the protocol has it: `shutdown`, then `exit`.
    Orderly,
    /// The editor went away.
    Abrupt,
}

/// What the server is started with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The site, where the command names one or is given in one.
    pub options: Options,
    /// Whether the command names it: then the editor's folders do not matter.
    pub fixed: bool,
}

/// Talks to an editor until one of the two ends it. `events` is where `sender` sends to.
pub fn converse(
    start: Start,
    events: &Receiver<Event>,
    sender: Sender<Event>,
    send: &mut dyn FnMut(Message) -> io::Result<()>,
) -> io::Result<End> {
    let mut server = Server::new(start, sender, send);
    loop {
        let event = if server.is_due() {
            match events.recv_timeout(server.patience()) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => {
                    server.check();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Abrupt),
            }
        } else {
            match events.recv() {
                Ok(event) => event,
                Err(_) => return Ok(End::Abrupt),
            }
        };
        match event {
            Event::Incoming(Incoming::Message(Message::Request(request))) => {
                server.request(request)?;
            }
            Event::Incoming(Incoming::Message(Message::Notification(told))) => {
                if told.method == "exit" {
                    let orderly = server.phase == Phase::Ended;
                    return Ok(if orderly { End::Orderly } else { End::Abrupt });
                }
                server.notification(told)?;
            }
            Event::Incoming(Incoming::Message(Message::Response(_))) => {}
            Event::Incoming(Incoming::Malformed(words, response)) => {
                server.log(&words)?;
                if let Some(response) = response {
                    server.send(response)?;
                }
            }
            Event::Closed => return Ok(End::Abrupt),
            Event::Report(report) => server.report(report)?,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Before `initialize`.
    New,
    Running,
    /// After `shutdown`.
    Ended,
}

/// A site that is open, and the checker that works on it.
struct Open {
    state: State,
    work: Sender<Work>,
    /// Changes the checker does not know of.
    pending: Vec<Change>,
    /// How many changes there have been.
    generation: u64,
    /// Whether the checker has something to do.
    busy: bool,
    /// Requests that wait until all changes are checked.
    waiting: Vec<Request>,
    /// What the editor shows, by file.
    published: BTreeMap<String, Vec<Shown>>,
}

impl Open {
    fn is_current(&self) -> bool {
        self.pending.is_empty() && self.state.checked.generation == self.generation
    }
}

struct Server<'a> {
    start: Start,
    sender: Sender<Event>,
    send: &'a mut dyn FnMut(Message) -> io::Result<()>,
    phase: Phase,
    client: Client,
    open: Option<Open>,
    /// Why there is no site was said.
    complained: bool,
}

impl<'a> Server<'a> {
    fn new(
        start: Start,
        sender: Sender<Event>,
        send: &'a mut dyn FnMut(Message) -> io::Result<()>,
    ) -> Self {
        let (phase, client) = (Phase::New, Client::default());
        Self { start, sender, send, phase, client, open: None, complained: false }
    }

    fn send(&mut self, message: impl Into<Message>) -> io::Result<()> {
        (self.send)(message.into())
    }

    fn tell(&mut self, method: &str, params: impl Serialize) -> io::Result<()> {
        self.send(Notification::new(method.to_owned(), params))
    }

    /// Writes into the editor's log.
    fn log(&mut self, words: &str) -> io::Result<()> {
        self.tell("window/logMessage", json!({ "type": 2, "message": words }))
    }

    /// Shows a person why nothing works, once.
    fn complain(&mut self, words: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.complained, true) {
            return Ok(());
        }
        self.tell("window/showMessage", json!({ "type": 1, "message": words }))
    }

    /// Whether there is something to check and nobody at it.
    fn is_due(&self) -> bool {
        self.open.as_ref().is_some_and(|open| !open.busy && !open.pending.is_empty())
    }

    /// How long to wait for more of it: not at all when somebody waits for the answer.
    fn patience(&self) -> Duration {
        let awaited = self.open.as_ref().is_some_and(|open| !open.waiting.is_empty());
        if awaited { Duration::ZERO } else { PAUSE }
    }

    /// Hands the changes to the checker.
    fn check(&mut self) {
        let Some(open) = &mut self.open else { return };
        let changes = std::mem::take(&mut open.pending);
        open.busy = open.work.send(Work { generation: open.generation, changes }).is_ok();
    }

    fn request(&mut self, request: Request) -> io::Result<()> {
        let refusal = |code: ErrorCode, words: &str| {
            Response::new_err(request.id.clone(), code as i32, words.to_owned())
        };
        match (self.phase, request.method.as_str()) {
            (Phase::New, "initialize") => self.initialize(request),
            (Phase::New, _) => {
                self.send(refusal(ErrorCode::ServerNotInitialized, "`initialize` comes first"))
            }
            (Phase::Ended, _) => {
                self.send(refusal(ErrorCode::InvalidRequest, "the server was shut down"))
            }
            (Phase::Running, "initialize") => {
                self.send(refusal(ErrorCode::InvalidRequest, "`initialize` comes once"))
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::Ended;
                let waiting = self.open.take().map(|open| open.waiting).unwrap_or_default();
                for request in waiting {
                    self.send(canceled(request.id))?;
                }
                self.send(nothing(request))
            }
            (Phase::Running, _) => match &mut self.open {
                Some(open) if open.is_current() || is_at_once(&request.method) => {
                    let response = answer(&open.state, request);
                    self.send(response)
                }
                Some(open) => {
                    open.waiting.push(request);
                    Ok(())
                }
                None => self.send(nothing(request)),
            },
        }
    }

    fn initialize(&mut self, request: Request) -> io::Result<()> {
        self.phase = Phase::Running;
        self.client = Client::of(&request.params);
        let result = json!({
            "capabilities": capabilities(self.client),
            "serverInfo": { "name": "backstory", "version": env!("CARGO_PKG_VERSION") },
        });
        self.send(Response::new_ok(request.id, result))?;
        let root = if self.start.fixed {
            Some(self.start.options.root.clone())
        } else {
            let mut folders = folders(&request.params).into_iter();
            folders
                .find_map(|folder| site_above(&folder))
                .or_else(|| site_above(&self.start.options.root))
        };
        if let Some(root) = root {
            self.open_site(root);
        }
        Ok(())
    }

    /// Opens a site; its content is read beside the conversation.
    fn open_site(&mut self, root: PathBuf) {
        let options = Options { root: root.clone(), ..self.start.options.clone() };
        self.open = Some(Open {
            state: State::new(root, self.client),
            work: checker::start(options, self.sender.clone(), Event::Report),
            pending: Vec::new(),
            generation: 1,
            busy: false,
            waiting: Vec::new(),
            published: BTreeMap::new(),
        });
        self.check();
    }

    fn notification(&mut self, told: Notification) -> io::Result<()> {
        if self.phase != Phase::Running {
            return Ok(());
        }
        match told.method.as_str() {
            "initialized" => self.watch(),
            "textDocument/didOpen" => match self.read(told)? {
                Some(opened) => self.opened(opened),
                None => Ok(()),
            },
            "textDocument/didChange" => {
                if let Some(changed) = self.read(told)? {
                    self.changed(changed);
                }
                Ok(())
            }
            "textDocument/didClose" => {
                if let Some(closed) = self.read::<DidCloseTextDocumentParams>(told)? {
                    self.closed(closed.text_document.uri.as_ref());
                }
                Ok(())
            }
            "textDocument/didSave" => {
                // Who does not tell of changed files has at least saved this one.
                if !self.client.watches_files {
                    self.happened([Change::All]);
                }
                Ok(())
            }
            "workspace/didChangeWatchedFiles" => {
                if let Some(watched) = self.read(told)? {
                    self.watched(&watched);
                }
                Ok(())
            }
            "$/cancelRequest" => self.cancel(&told.params),
            _ => Ok(()),
        }
    }

    /// What was told, or a line in the log.
    fn read<P: DeserializeOwned>(&mut self, told: Notification) -> io::Result<Option<P>> {
        match serde_json::from_value(told.params) {
            Ok(params) => Ok(Some(params)),
            Err(error) => {
                self.log(&format!("the parameters of `{}` are none: {error}", told.method))?;
                Ok(None)
            }
        }
    }

    /// Asks to be told of files that others change.
    fn watch(&mut self) -> io::Result<()> {
        if !self.client.watches_files {
            return Ok(());
        }
        let patterns = ["**/content/**", "**/.backstory/raw/**", "**/site.toml"];
        let watchers: Vec<Value> =
            patterns.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
        let registration = json!({
            "id": "watch",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        let id = RequestId::from("watch".to_owned());
        let params = json!({ "registrations": [registration] });
        self.send(Request::new(id, "client/registerCapability".to_owned(), params))
    }

    fn opened(&mut self, opened: DidOpenTextDocumentParams) -> io::Result<()> {
        let item = opened.text_document;
        let path = uri::to_path(item.uri.as_ref());
        if self.open.is_none() {
            let Some(root) = path.as_deref().and_then(site_above) else {
                let words = "Backstory found no site.toml in or above the open folder; open a \
                             site's folder, or run `backstory init` in one";
                return self.complain(words);
            };
            self.open_site(root);
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        let Some(file) = open.state.file(item.uri.as_ref()) else { return Ok(()) };
        let uri = item.uri.as_ref().to_owned();
        let text = item.text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(item.text);
        let change = Change::Text(file.clone(), text.clone());
        open.state.documents.insert(file, Document { uri, version: item.version, text });
        self.happened([change]);
        Ok(())
    }

    fn changed(&mut self, changed: DidChangeTextDocumentParams) {
        let Some(open) = &mut self.open else { return };
        let identifier = changed.text_document;
        let uri = identifier.text_document_identifier.uri;
        let Some(file) = open.state.file(uri.as_ref()) else { return };
        let encoding = open.state.client.encoding;
        let Some(document) = open.state.documents.get_mut(&file) else { return };
        document.change(changed.content_changes, encoding);
        document.version = identifier.version;
        let change = Change::Text(file, document.text.clone());
        self.happened([change]);
    }

    fn closed(&mut self, uri: &str) {
        let Some(open) = &mut self.open else { return };
        let Some(file) = open.state.file(uri) else { return };
        if open.state.documents.remove(&file).is_some() {
            self.happened([Change::Disk(file)]);
        }
    }

    fn watched(&mut self, watched: &DidChangeWatchedFilesParams) {
        let Some(open) = &self.open else { return };
        let mut changes = Vec::new();
        for event in &watched.changes {
            let Some(file) = open.state.file(event.uri.as_ref()) else { continue };
            if open.state.documents.contains_key(&file) {
                continue;
            }
            // Of a folder that came or went, nobody names the files.
            let is_file = Path::new(&file).extension().is_some();
            changes.push(if is_file { Change::Disk(file) } else { Change::All });
        }
        self.happened(changes);
    }

    /// Takes note of changes.
    fn happened(&mut self, changes: impl IntoIterator<Item = Change>) {
        let Some(open) = &mut self.open else { return };
        for change in changes {
            let is_all = change == Change::All;
            // Of a document only its last text is checked.
            if let Change::Text(file, _) = &change {
                open.pending
                    .retain(|other| !matches!(other, Change::Text(name, _) if name == file));
            }
            open.pending.push(change);
            if is_all {
                let texts = open.state.documents.iter();
                let text = |(file, document): (&String, &Document)| {
                    Change::Text(file.clone(), document.text.clone())
                };
                open.pending.extend(texts.map(text));
            }
            open.generation += 1;
        }
    }

    fn cancel(&mut self, params: &Value) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let Some(id) = params.get("id") else { return Ok(()) };
        let is_it = |request: &Request| serde_json::to_value(&request.id).is_ok_and(|it| it == *id);
        let at = open.waiting.iter().position(is_it);
        match at.map(|at| open.waiting.remove(at)) {
            Some(request) => self.send(canceled(request.id)),
            None => Ok(()),
        }
    }

    fn report(&mut self, report: Report) -> io::Result<()> {
        match report {
            Report::Checked(checked) => self.checked(*checked),
            Report::Failed(words) => {
                let waiting = self.open.take().map(|open| open.waiting).unwrap_or_default();
                for request in waiting {
                    self.send(nothing(request))?;
                }
                self.complain(&words)
            }
        }
    }

    /// Takes over what the checker found; answers who waited for it, and shows what is new.
    fn checked(&mut self, checked: Checked) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        open.busy = false;
        open.state.checked = Arc::new(checked);
        // Places in texts that are gone would be wrong; the next report is on its way.
        if !open.is_current() {
            return Ok(());
        }
        let answers: Vec<Response> = std::mem::take(&mut open.waiting)
            .into_iter()
            .map(|request| answer(&open.state, request))
            .collect();
        let told = news(open);
        for response in answers {
            self.send(response)?;
        }
        for params in told {
            self.tell("textDocument/publishDiagnostics", params)?;
        }
        Ok(())
    }
}

/// The files whose problems are not those that the editor shows, with those they have.
fn news(open: &mut Open) -> Vec<PublishDiagnosticsParams> {
    let now = publish::shown(&open.state);
    let before = std::mem::replace(&mut open.published, now);
    let gone = before.keys().filter(|file| !open.published.contains_key(*file));
    let gone = gone.map(|file| (file, Vec::new()));
    let new = open.published.iter().filter(|(file, shown)| before.get(*file) != Some(*shown));
    let new = new.map(|(file, shown)| (file, shown.clone()));
    let params = |(file, diagnostics): (&String, Vec<Shown>)| PublishDiagnosticsParams {
        uri: open.state.uri(file).into(),
        version: open.state.documents.get(file).map(|document| document.version),
        diagnostics,
    };
    gone.chain(new).map(params).collect()
}

fn canceled(id: RequestId) -> Response {
    Response::new_err(id, ErrorCode::RequestCanceled as i32, "canceled".to_owned())
}

/// The folders that the editor has open.
fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array).into_iter().flatten();
    let listed = listed.filter_map(|folder| folder.get("uri"));
    let uris = listed.chain(params.get("rootUri")).filter_map(Value::as_str);
    let paths = uris.filter_map(uri::to_path);
    let old = params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    paths.chain(old).collect()
}

/// The nearest folder with a `site.toml` at or above a path.
fn site_above(path: &Path) -> Option<PathBuf> {
    let is_site = |folder: &&Path| fs::kind(&folder.join("site.toml")) == Some(fs::Kind::File);
    path.ancestors().find(is_site).map(Path::to_owned)
}
