//! The preview of a real site, edited while it runs: every file it shows is the one that a build writes.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::program::{backstory, folder, run, tree};

/// Longest wait for something that must happen.
const PATIENCE: Duration = Duration::from_secs(30);

const FILES: [(&str, &str); 8] = [
    ("site.toml", "title = \"The ferry\"\n[build]\nsocial_cards = 0\n"),
    ("content/index.md", "---\ntitle: The ferry of Brannock\n---\n\nIona Quell ran the ferry.\n"),
    (
        "content/articles/last-crossing.md",
        "---\ntitle: The last crossing\npublished: 2021-03-02\ntags: [ferry]\noutlet: Brannock Echo\n---\n\nIona Quell left the quay at noon.\n",
    ),
    (
        "content/articles/new-boat.md",
        "---\ntitle: A new boat\npublished: 2021-04-02\ntags: [ferry, money]\noutlet: Brannock Echo\n---\n\nTamsin Orrel paid for it. Iona Quell was not asked.\n",
    ),
    (
        "content/articles/weather.md",
        "---\ntitle: Fog all week\npublished: 2021-05-02\noutlet: Sound Weather\n---\n\nNobody could see the pier.\n",
    ),
    ("content/entities/iona-quell.md", "---\nname: Iona Quell\ntype: person\n---\n"),
    ("content/entities/tamsin-orrel.md", "---\nname: Tamsin Orrel\ntype: person\n---\n"),
    ("content/entities/pier.md", "---\nname: Old Pier\ntype: place\n---\n"),
];

/// A running preview of the site.
struct Preview {
    here: tempfile::TempDir,
    server: Child,
    host: String,
    events: BufReader<TcpStream>,
}

impl Preview {
    fn start() -> Self {
        let here = folder();
        for (name, text) in FILES {
            let path = here.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut command = backstory(here.path());
        command.args(["serve", "-p", "0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().strip_prefix("Serving http://").unwrap();
        let host = host.trim_end_matches('/').to_owned();
        let mut stream = TcpStream::connect(&host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!("GET /__backstory/events HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut preview = Self { here, server, host, events: BufReader::new(stream) };
        preview.hear();
        preview
    }

    /// Waits for the next event, and until there are no more.
    fn hear(&mut self) {
        let (mut line, begun) = (String::new(), Instant::now());
        while !line.starts_with("data: ") {
            assert!(begun.elapsed() < PATIENCE, "no event");
            line.clear();
            assert!(self.events.read_line(&mut line).unwrap() > 0, "the stream ended");
        }
        self.events.get_ref().set_read_timeout(Some(Duration::from_millis(400))).unwrap();
        while self.events.read_line(&mut line).is_ok() {}
        self.events.get_ref().set_read_timeout(Some(PATIENCE)).unwrap();
    }

    /// Status and bytes of a file.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = &self.host;
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), answer.split_off(end + 4))
    }

    fn page(&self, path: &str) -> String {
        let (status, bytes) = self.get(path);
        assert_eq!(status, 200, "{path}");
        without_additions(&bytes)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.here.path().join(name)
    }

    fn replace(&mut self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, &text.replace(from, to));
    }

    fn write(&mut self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
        self.hear();
    }

    /// Compares every file that a build writes now with what is shown.
    fn is_as_built(&self, when: &str) {
        let out = folder();
        let target = out.path().join("site");
        run(self.here.path(), &["build", "-o", target.to_str().unwrap()]);
        let built = tree(&target);
        assert!(built.len() > 20, "{when}: {} files", built.len());
        let stale: Vec<_> = built
            .iter()
            .filter(|(name, _)| !name.starts_with(['.', '_']) && !name.starts_with("assets/style."))
            .filter(|(name, bytes)| {
                let (_, shown) = self.get(name);
                let is_page = Path::new(name).extension().is_some_and(|end| end == "html");
                if is_page {
                    without_additions(&shown) != without_additions(bytes)
                } else {
                    shown != **bytes
                }
            })
            .map(|(name, _)| name)
            .collect();
        assert!(stale.is_empty(), "{when}: {stale:?}");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A page without what the preview does its own way: its script and the policy that allows it, and style
/// sheets, which it does not cut to what pages use.
fn without_additions(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let page = match page.split_once("<script data-backstory") {
        Some((before, behind)) => {
            format!("{before}{}", behind.split_once("</script>").unwrap().1)
        }
        None => page.into_owned(),
    };
    let own = ["Content-Security-Policy", "<link rel=\"stylesheet\""];
    page.split('\n')
        .filter(|line| !own.iter().any(|mark| line.contains(mark)))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn after_every_edit_every_file_is_the_one_that_a_build_writes() {
    let mut preview = Preview::start();
    preview.is_as_built("at the start");
    let unrelated = preview.page("sources/weather/index.html");

    preview.replace("content/articles/last-crossing.md", "The last crossing", "One more crossing");
    for page in ["sources/index.html", "tags/ferry/index.html", "feed.xml"] {
        let text = preview.shown(page);
        assert!(
            text.contains("One more crossing") && !text.contains("The last crossing"),
            "{page}"
        );
    }
    assert_eq!(preview.page("sources/weather/index.html"), unrelated);
    preview.is_as_built("after a title");

    preview.replace(
        "content/articles/weather.md",
        "see the pier",
        "see the Old Pier or Tamsin Orrel",
    );
    preview.is_as_built("after a mention");
    preview.replace("content/entities/iona-quell.md", "type:", "aliases: [the ferrywoman]\ntype:");
    preview.is_as_built("after an alias");
    preview.replace("site.toml", "The ferry", "The Brannock ferry");
    preview.is_as_built("after the name of the site");

    fs::remove_file(preview.path("content/articles/new-boat.md")).unwrap();
    preview.hear();
    assert_eq!(preview.get("sources/new-boat/index.html").0, 404);
    preview.is_as_built("after a file was deleted");
}

#[test]
fn templates_styles_and_their_errors_show_at_once() {
    let mut preview = Preview::start();
    let page = "sources/weather/index.html";
    let before = preview.page(page);
    preview.replace("site.toml", "title =", "theme = \"own\"\ntitle =");
    preview.write("themes/own/theme.toml", "name = \"Own\"\n");
    preview.write("themes/own/extra.css", "p { color: rebeccapurple }\n");
    preview.is_as_built("after a style");
    preview.write("themes/own/templates/404.html", "<p>{{ site.title }}</p>\n");
    assert!(preview.page_of_nothing().contains("<p>The ferry</p>"));
    preview.is_as_built("after a template");

    // What can be seen only when the page is made.
    preview.write("themes/own/templates/404.html", "<p>{{ site.title.nothing.at_all }}</p>\n");
    assert!(preview.page_of_nothing().contains("<p>The ferry</p>"));
    let until = Instant::now() + PATIENCE;
    while !preview.shown(page).contains("backstory-overlay") {
        assert!(Instant::now() < until, "the error does not show");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(preview.shown(page).contains("404.html"));
    preview.write("themes/own/templates/404.html", "<p>mended</p>\n");
    assert!(preview.page_of_nothing().contains("<p>mended</p>"));
    assert!(!preview.shown(page).contains("backstory-overlay"));

    // Broken content keeps all pages.
    preview.replace("content/articles/weather.md", "published: 2021-05-02", "published: someday");
    assert!(preview.shown(page).contains("someday"), "the error is laid over");
    preview.replace("content/articles/weather.md", "published: someday", "published: 2021-05-02");
    assert!(!preview.shown(page).contains("backstory-overlay"));
    assert_eq!(preview.page(page), before);
}

impl Preview {
    fn page_of_nothing(&self) -> String {
        let (status, bytes) = self.get("nothing/here/");
        assert_eq!(status, 404);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn shown(&self, path: &str) -> String {
        String::from_utf8_lossy(&self.get(path).1).into_owned()
    }
}
