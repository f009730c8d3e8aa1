//! The preview over a real loopback socket, with a site made by hand and files that really change.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use backstory::diagnostic::{Diagnostic, Diagnostics, Place};
use backstory::path::OutputPath;
use backstory::serve::pages::Pages;
use backstory::serve::{Rebuild, Rebuilt, ServeError, ServeEvent, ServeOptions, serve_until};
use backstory::tree::Tree;

/// Longest wait for something that must happen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long something that must not happen is given.
const QUIET: Duration = Duration::from_millis(600);

/// A running preview of a folder: the page is the text of `content/a.md`; the word `broken` in it
/// is an error.
struct Preview {
    folder: tempfile::TempDir,
    address: SocketAddr,
    events: Receiver<ServeEvent>,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    server: Option<JoinHandle<Result<(), ServeError>>>,
}

fn built(root: &Path) -> Rebuilt {
    let text = fs::read_to_string(root.join("content/a.md")).unwrap_or_default();
    let mut tree = Tree::new();
    let page = format!("<html><body>{text}</body></html>");
    tree.insert(OutputPath::parse("index.html").unwrap(), page.into_bytes());
    tree.insert(OutputPath::parse("404.html").unwrap(), b"<body>lost</body>".to_vec());
    let mut diagnostics = Vec::new();
    if text.contains("broken") {
        let place = Place { file: "content/a.md".to_owned(), span: None, line: 1, column: 2 };
        diagnostics.push(Diagnostic::error("broken", "it is <broken>").at(place));
    }
    Rebuilt { pages: Some(Arc::new(tree)), diagnostics }
}

fn options(root: &Path) -> ServeOptions {
    ServeOptions {
        interface: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        debounce: Duration::from_millis(100),
        root: root.to_owned(),
        watch: vec![root.join("content"), root.join("templates"), root.join("site.toml")],
        ignore: vec![root.join("public"), root.join("content/out"), root.join(".backstory")],
        probe: root.join(".backstory/cache"),
    }
}

fn start() -> Preview {
    start_at(|root| move |_: Option<&[PathBuf]>| built(&root))
}

fn start_with(rebuild: impl Rebuild) -> Preview {
    start_at(|_| rebuild)
}

fn start_at<R: Rebuild>(rebuild: impl FnOnce(PathBuf) -> R) -> Preview {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("content/a.md"), "first").unwrap();
    let (sender, events) = channel();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let options = options(&root);
    let rebuild = rebuild(root);
    let server = std::thread::spawn(move || {
        let announce = move |event| drop(sender.send(event));
        serve_until(&options, rebuild, announce, || async {
            let _ = ended.await;
        })
    });
    let mut preview = Preview {
        folder,
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        events,
        end: Some(end),
        server: Some(server),
    };
    preview.address = loop {
        match preview.events.recv_timeout(PATIENCE).expect("the server starts") {
            ServeEvent::Listening { url } => {
                let host = url.trim_start_matches("http://").trim_end_matches('/');
                break host.parse().expect("an address");
            }
            ServeEvent::Built { changed, .. } => assert!(changed.is_empty()),
            other => panic!("{other:?}"),
        }
    };
    preview
}

impl Preview {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// Status line, head and body of one request.
    fn ask(&self, request: &str) -> String {
        let mut answer = String::new();
        self.send(request).read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        let host = self.address;
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    /// The next build, or nothing when there is none for a while.
    fn next_build(&self, patience: Duration) -> Option<(Vec<PathBuf>, bool)> {
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.events.recv_timeout(left).ok()?;
            if let ServeEvent::Built { changed, kept_last_good, .. } = event {
                return Some((changed, kept_last_good));
            }
        }
    }

    /// The files that caused the next build.
    fn rebuilt_for(&self) -> Vec<PathBuf> {
        self.next_build(PATIENCE).expect("a build").0
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

/// Reads an event stream up to the next `data:` line.
fn next_data(stream: &mut BufReader<TcpStream>) -> serde_json::Value {
    let mut line = String::new();
    while stream.read_line(&mut line).unwrap() > 0 {
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str(data).unwrap();
        }
        line.clear();
    }
    panic!("the stream ended")
}

#[test]
fn a_save_reaches_the_open_page() {
    let preview = start();
    let host = preview.address;
    let request = format!(
        "GET /__backstory/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n"
    );
    let mut stream = BufReader::new(preview.send(&request));
    let before = next_data(&mut stream);
    let page = preview.get("/");
    let version = before["version"].as_str().unwrap();
    assert!(page.contains("first") && page.contains(version), "{page}");

    preview.write("content/a.md", "second");
    let after = next_data(&mut stream);
    assert_ne!(after["version"], before["version"]);
    let page = preview.get("/");
    assert!(page.contains("second") && page.contains(after["version"].as_str().unwrap()), "{page}");
}

#[test]
fn errors_keep_the_last_good_page_and_are_laid_over_it_escaped() {
    let preview = start();
    preview.write("content/a.md", "broken");
    assert!(preview.next_build(PATIENCE).expect("a build").1, "the last good pages stay");
    let page = preview.get("/");
    assert!(page.contains("first"), "{page}");
    assert!(page.contains("content/a.md:1:2"), "{page}");
    assert!(page.contains("it is &lt;broken&gt;") && !page.contains("<broken>"), "{page}");
    preview.write("content/a.md", "mended");
    preview.rebuilt_for();
    let page = preview.get("/");
    assert!(page.contains("mended") && !page.contains("backstory-overlay"), "{page}");
}

#[test]
fn what_is_in_the_middle_of_being_saved_is_not_shown() {
    let preview = start();
    let a = preview.path("content/a.md");
    // vim moves the old file away and emacs too, write a new one, and delete the old one.
    fs::rename(&a, preview.path("content/a.md~")).unwrap();
    std::thread::sleep(Duration::from_millis(12));
    preview.write("content/a.md", "second");
    fs::remove_file(preview.path("content/a.md~")).unwrap();
    assert_eq!(preview.rebuilt_for(), std::slice::from_ref(&a));
    assert!(preview.get("/").contains("second"));
    // Others empty the file first, and write it piece by piece.
    let mut file = fs::File::create(&a).unwrap();
    for piece in ["th", "ir", "d"] {
        std::thread::sleep(Duration::from_millis(12));
        file.write_all(piece.as_bytes()).unwrap();
        file.flush().unwrap();
    }
    drop(file);
    assert_eq!(preview.rebuilt_for(), [a]);
    assert!(preview.get("/").contains("third"));
    assert_eq!(preview.next_build(QUIET), None);
}

#[test]
fn foreign_hosts_and_odd_paths_get_nothing() {
    let preview = start();
    let answer = preview.ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 403") && !answer.contains("first"), "{answer}");
    let answer = preview.ask("GET / HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 403"), "{answer}");
    preview.write("secret.txt", "secret");
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/secret.txt", "//"] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") && answer.contains("lost"), "{path}: {answer}");
    }
    let answer = preview.get("/..\\secret.txt");
    assert!(!answer.contains("secret") && !answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn only_real_changes_of_watched_files_build_again() {
    let preview = start();
    let a = preview.path("content/a.md");
    // What files hold is read only once the first page can be looked at.
    std::thread::sleep(Duration::from_millis(300));
    // The same bytes, a new time; reading; the output; an editor's swap file.
    preview.write("content/a.md", "first");
    fs::read(&a).unwrap();
    preview.write("public/index.html", "output");
    preview.write("content/out/x.html", "output");
    preview.write("content/.a.md.swp", "swap");
    preview.write("notes.txt", "not watched");
    assert_eq!(preview.next_build(QUIET), None);
    // The same length as before, at once behind it.
    preview.write("content/a.md", "fjrst");
    assert_eq!(preview.rebuilt_for(), [a]);
}

#[test]
fn saving_by_renaming_deleting_and_folders_made_later_are_seen() {
    let preview = start();
    let a = preview.path("content/a.md");
    preview.write("content/.a.md.new", "renamed");
    fs::rename(preview.path("content/.a.md.new"), &a).unwrap();
    assert_eq!(preview.rebuilt_for(), std::slice::from_ref(&a));
    assert!(preview.get("/").contains("renamed"));
    fs::remove_file(&a).unwrap();
    assert_eq!(preview.rebuilt_for(), std::slice::from_ref(&a));
    preview.write("templates/deep/page.html", "a template");
    assert_eq!(preview.rebuilt_for(), [preview.path("templates/deep/page.html")]);
    preview.write("site.toml", "title = \"x\"");
    assert_eq!(preview.rebuilt_for(), [preview.path("site.toml")]);
    // A folder that is thrown away and made again is listened to again.
    fs::remove_dir_all(preview.path("content")).unwrap();
    preview.write("content/a.md", "anew");
    while !preview.get("/").contains("anew") {
        preview.rebuilt_for();
    }
    preview.write("content/a.md", "and again");
    while !preview.get("/").contains("and again") {
        preview.rebuilt_for();
    }
}

/// A site that has never done making its pages, and tells when it is asked to and to stop.
struct Endless(Sender<bool>);

impl Pages for Endless {
    fn get(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        (path.as_str() == "index.html").then(|| b"<body>made for you</body>"[..].into())
    }

    fn has(&self, path: &OutputPath) -> bool {
        path.as_str() == "index.html"
    }

    fn len(&self) -> usize {
        10_000
    }

    fn fill(&self, enough: &AtomicBool) -> Diagnostics {
        let _ = self.0.send(true);
        while !enough.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.0.send(false);
        vec![Diagnostic::error("late", "nobody is to hear of this")]
    }
}

#[test]
fn pages_are_served_while_the_others_are_made_and_a_change_ends_that() {
    let (sender, filling) = channel();
    let preview = start_with(move |_| {
        let pages = Arc::new(Endless(sender.clone()));
        Rebuilt { pages: Some(pages), diagnostics: Vec::new() }
    });
    assert!(filling.recv_timeout(PATIENCE).unwrap(), "the other pages are being made");
    assert!(preview.get("/").contains("made for you"));
    preview.write("content/a.md", "second");
    preview.rebuilt_for();
    assert!(!filling.recv_timeout(PATIENCE).unwrap(), "no more of the old ones");
    assert!(filling.recv_timeout(PATIENCE).unwrap(), "the new ones instead");
    assert!(!preview.get("/").contains("backstory-overlay"));
}

#[test]
fn it_ends_in_time_with_streams_open() {
    let mut preview = start();
    let host = preview.address;
    let request = format!("GET /__backstory/events HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let mut stream = BufReader::new(preview.send(&request));
    next_data(&mut stream);
    let idle = preview.send("GET / HT");
    let asked = Instant::now();
    preview.end.take().unwrap().send(()).unwrap();
    preview.server.take().unwrap().join().unwrap().expect("an orderly end");
    assert!(asked.elapsed() < Duration::from_secs(6), "{:?}", asked.elapsed());
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("the stream ends as it should");
    drop(idle);
    assert!(TcpStream::connect(host).is_err(), "the port is free again");
}

#[test]
fn a_busy_port_is_named_with_its_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let options = ServeOptions { port, ..options(folder.path()) };
    let error =
        serve_until(&options, |_: Option<&[PathBuf]>| Rebuilt::default(), |_| {}, || async {})
            .unwrap_err();
    assert!(matches!(error, ServeError::PortBusy(_)));
    let text = error.to_string();
    assert!(text.contains(&port.to_string()) && text.contains("--port"), "{text}");
}
