//! One request to one response, from the site in memory. Knows no sockets: the path asked for is
//! only ever a name among the site's pages, so no spelling of it can reach the disk.

use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};

use super::content_type::{content_type, is_page};
use super::guard::{Allowed, protect, refusal};
use super::host::Hosts;
use super::overlay::STYLE;
use super::preview::Preview;
use super::reload::{EVENTS_PATH, SCRIPT, SCRIPT_PATH, STYLE_PATH, page_with_reload};
use crate::path::OutputPath;
use crate::tree::sha256;

/// A page shown where the site has none of its own to say so.
const MISSING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
<title>Not found</title><body><h1>Not found</h1><p>The site has no page here. \
<a href=\"/\">To the start page</a></p></body></html>";

/// A page shown while nothing could be built yet.
const NOTHING_YET: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
<title>Nothing to show yet</title><body><h1>Nothing to show yet</h1>\
<p>The site could not be built. This page reloads as soon as it can.</p></body></html>";

/// What a request comes to.
#[derive(Debug)]
pub enum Answer {
    /// A response with all its bytes.
    Whole(Response<Bytes>),
    /// The client is to be told of every build from now on.
    Events,
}

/// Answers a request. Only this machine's own pages are served, and only to be read.
pub fn answer<B>(request: &Request<B>, hosts: Hosts, preview: &Arc<Preview>) -> Answer {
    if let Some(refusal) = refusal(request, hosts) {
        return Answer::Whole(refusal);
    }
    let path = request.uri().path();
    let head = request.method() == Method::HEAD;
    let found = match path {
        EVENTS_PATH if head => Found::file(StatusCode::OK, "text/event-stream", Vec::new()),
        EVENTS_PATH => return Answer::Events,
        SCRIPT_PATH => Found::file(StatusCode::OK, content_type(path), SCRIPT.into()),
        STYLE_PATH => Found::file(StatusCode::OK, content_type(path), STYLE.into()),
        _ => look_up(path, preview),
    };
    Answer::Whole(match found {
        Found::Folder => moved(request),
        Found::File { status, media, bytes } => sent(request.headers(), head, status, media, bytes),
    })
}

/// What stands at a path of the site.
enum Found {
    /// Bytes to send.
    File { status: StatusCode, media: &'static str, bytes: Vec<u8> },
    /// A folder with a page, asked for without its slash.
    Folder,
}

impl Found {
    fn file(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Self {
        Self::File { status, media, bytes }
    }
}

/// Looks a URL path up in the site, as static hosts do.
fn look_up(path: &str, preview: &Preview) -> Found {
    let get = |name: &str| preview.get(&OutputPath::parse(name).ok()?);
    let asked = percent_decoded(path).unwrap_or_default();
    let asked = asked.strip_prefix('/').unwrap_or("\0");
    let is_folder = asked.is_empty() || asked.ends_with('/');
    let name = if is_folder { format!("{asked}index.html") } else { asked.to_owned() };
    if let Some(bytes) = get(&name) {
        return as_served(StatusCode::OK, content_type(&name), &bytes, preview);
    }
    if get(&format!("{asked}/index.html")).is_some() {
        return Found::Folder;
    }
    let html = content_type("404.html");
    match get("404.html") {
        Some(bytes) => as_served(StatusCode::NOT_FOUND, html, &bytes, preview),
        None if preview.pages().is_empty() => {
            as_served(StatusCode::SERVICE_UNAVAILABLE, html, NOTHING_YET.as_bytes(), preview)
        }
        None => as_served(StatusCode::NOT_FOUND, html, MISSING.as_bytes(), preview),
    }
}

/// The bytes of a file, for a page with the reload script in it.
fn as_served(status: StatusCode, media: &'static str, bytes: &[u8], preview: &Preview) -> Found {
    let bytes = match std::str::from_utf8(bytes) {
        Ok(page) if is_page(media) => page_with_reload(page, preview).into_bytes(),
        _ => bytes.to_vec(),
    };
    Found::File { status, media, bytes }
}

/// Sends bytes, or only says that the client has them already.
fn sent(
    asked: &HeaderMap,
    head: bool,
    status: StatusCode,
    media: &'static str,
    bytes: Vec<u8>,
) -> Response<Bytes> {
    let tag = format!("\"{}\"", sha256(&bytes).get(..32).unwrap_or_default());
    let known = status == StatusCode::OK
        && asked.get_all(header::IF_NONE_MATCH).iter().any(|tags| {
            tags.to_str().is_ok_and(|tags| {
                tags.split(',').any(|one| matches!(one.trim(), "*") || weak(one) == tag)
            })
        });
    let length = bytes.len();
    let body = if known || head { Bytes::new() } else { Bytes::from(bytes) };
    let mut response = Response::new(body);
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { status };
    let headers = response.headers_mut();
    if !known {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    protect(headers, Allowed::for_media(media));
    response
}

/// An entity tag compared weakly (RFC 9110, section 8.8.3.2).
fn weak(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Sends the client to the same path with a slash behind it. The path is known to name a folder of
/// the site, so it cannot begin with two slashes and name another host.
fn moved<B>(request: &Request<B>) -> Response<Bytes> {
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    let place = format!("{}/{query}", request.uri().path());
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    protect(response.headers_mut(), Allowed::Nothing);
    response
}

/// The path with its `%41` written as characters; absent when it is not UTF-8 or an escape is cut.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(others.get(..2)?).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = others.get(2..)?;
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::serve::Rebuilt;
    use crate::serve::guard::asked;
    use crate::tree::Tree;

    /// One site for all requests: another would be another version.
    static SITE: LazyLock<Arc<Preview>> = LazyLock::new(site);

    fn site() -> Arc<Preview> {
        let mut tree = Tree::new();
        for (path, text) in [
            ("index.html", "<body>home</body>"),
            ("entities/x/index.html", "<body>x</body>"),
            ("entities/açaí/index.html", "<body>fruit</body>"),
            ("404.html", "<body>lost</body>"),
            ("feed.xml", "<feed/>"),
        ] {
            tree.insert(OutputPath::parse(path).expect("a path"), text.into());
        }
        let rebuilt = Rebuilt { pages: Some(Arc::new(tree)), diagnostics: vec![] };
        Arc::new(Preview::default().after(rebuilt).preview)
    }

    fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Bytes> {
        let (request, hosts) = asked(method, path, headers);
        match answer(&request, hosts, &SITE) {
            Answer::Whole(response) => response,
            Answer::Events => Response::new(Bytes::from_static(b"events")),
        }
    }

    fn get(path: &str) -> (u16, String) {
        let response = ask("GET", path, &[]);
        (response.status().as_u16(), String::from_utf8_lossy(response.body()).into_owned())
    }

    #[test]
    fn folders_have_pages_and_miss_no_slash() {
        assert!(get("/").1.contains("home"));
        assert!(get("/entities/x/").1.contains('x'));
        assert!(get("/entities/a%C3%A7a%c3%ad/").1.contains("fruit"));
        let moved = ask("GET", "/entities/x?a=b", &[]);
        assert_eq!(moved.status(), 307);
        assert_eq!(moved.headers()["location"], "/entities/x/?a=b");
    }

    #[test]
    fn no_spelling_of_a_path_leaves_the_site() {
        for path in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/%2e%2e%2f%2e%2e%2fetc/passwd",
            "/..%5c..%5cCargo.toml",
            "//etc/passwd",
            "/%2fetc/passwd",
            "//evil.example/entities/x",
            "/entities//x/",
            "/entities/./x/",
            "/entities/x/../x/",
            "/index.html%00",
            "/%ff",
            "/%4",
            "/%zz",
            "/%+1",
            "/c:/x",
            "/entities/x/index.html/",
            "/__backstory/",
        ] {
            let (status, body) = get(path);
            assert_eq!(status, 404, "{path}");
            assert!(body.contains("lost"), "{path}: {body}");
        }
    }

    #[test]
    fn types_are_stated_and_never_guessed() {
        let response = ask("GET", "/feed.xml", &[]);
        assert_eq!(response.headers()["content-type"], "application/xml; charset=utf-8");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["cache-control"], "no-cache");
        assert_eq!(response.body().as_ref(), b"<feed/>");
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        let tag = ask("GET", "/", &[]).headers()["etag"].to_str().expect("text").to_owned();
        for tags in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let again = ask("GET", "/", &[("if-none-match", &tags)]);
            assert_eq!((again.status().as_u16(), again.body().len()), (304, 0), "{tags}");
        }
        assert_eq!(ask("GET", "/", &[("if-none-match", "\"other\"")]).status(), 200);
        assert_eq!(ask("GET", "/nowhere", &[("if-none-match", "*")]).status(), 404);
    }

    #[test]
    fn the_head_of_a_page_has_its_length_but_no_body() {
        let (page, head) = (ask("GET", "/", &[]), ask("HEAD", "/", &[]));
        assert_eq!(page.headers(), head.headers());
        assert!(head.body().is_empty() && !page.body().is_empty());
    }

    #[test]
    fn refusals_come_before_answers_and_every_answer_is_guarded() {
        assert_eq!(ask("POST", "/", &[]).status(), 405);
        assert_eq!(ask("POST", "/", &[]).headers()["allow"], "GET, HEAD");
        assert_eq!(ask("GET", "/", &[("host", "evil.example")]).status(), 403);
        assert_eq!(ask("GET", EVENTS_PATH, &[]).body().as_ref(), b"events");
        for path in ["/", "/nowhere", "/feed.xml", "/entities/x", SCRIPT_PATH, STYLE_PATH] {
            let response = ask("GET", path, &[]);
            assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
            let policy = response.headers()["content-security-policy"].to_str().expect("text");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert_eq!(policy.contains("sandbox"), path == "/feed.xml", "{path}: {policy}");
        }
    }
}
