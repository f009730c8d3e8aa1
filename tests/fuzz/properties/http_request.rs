//! What the preview answers to a request.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use backstory::path::OutputPath;
use backstory::serve::Rebuilt;
use backstory::serve::answer::{Answer, answer};
use backstory::serve::host::Hosts;
use backstory::serve::preview::Preview;
use backstory::serve::reload::{EVENTS_PATH, SCRIPT_PATH, STYLE_PATH};
use backstory::tree::Tree;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Method, Request, Response};

use super::input::{headed, text};

const FILES: [&str; 7] = [
    "index.html",
    "404.html",
    "entities/x/index.html",
    "entities/açaí/index.html",
    "feed.xml",
    "data/a b.json",
    "assets/100%.css",
];

static SITE: LazyLock<Arc<Preview>> = LazyLock::new(|| {
    let mut tree = Tree::new();
    for path in FILES {
        let text = format!("<body>⟪{path}⟫</body>");
        tree.insert(OutputPath::parse(path).expect("a path"), text.into());
    }
    let rebuilt = Rebuilt { pages: Some(Arc::new(tree)), diagnostics: vec![] };
    Arc::new(Preview::default().after(rebuilt).preview)
});

/// The first line is `METHOD target`, the others are headers.
pub fn hold(input: &[u8]) {
    let (first, rest) = headed(input);
    let Some((method, target)) = first.split_once(' ') else { return };
    let mut request = Request::builder().method(method).uri(target);
    for line in text(rest).lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        request = request.header(name, value.trim().as_bytes());
    }
    // What hyper does not take never gets here.
    let Ok(request) = request.body(()) else { return };
    let ask = || answer(&request, Hosts::new(([127, 0, 0, 1], 4000).into()), &SITE);
    match (ask(), ask()) {
        (Answer::Events, Answer::Events) => {
            assert_eq!((request.method(), request.uri().path()), (&Method::GET, EVENTS_PATH));
            assert!(is_own(&request), "a stranger listens: {request:?}");
            let site = request.headers().get("sec-fetch-site").map(HeaderValue::as_bytes);
            assert!(matches!(site, None | Some(b"same-origin" | b"none")), "{request:?}");
        }
        (Answer::Whole(one), Answer::Whole(two)) => {
            assert_eq!((one.status(), one.headers()), (two.status(), two.headers()));
            assert_eq!(one.body(), two.body());
            check(&request, &one);
        }
        _ => panic!("one request, two answers: {request:?}"),
    }
}

/// Whether only this machine's own pages can have sent a request.
fn is_own(request: &Request<()>) -> bool {
    let all = |name: &str| -> Vec<String> {
        let values = request.headers().get_all(name).iter();
        values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
    };
    let is_here = |host: &str| {
        let Some((name, port)) = host.rsplit_once(':') else { return false };
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_loopback = name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        port.trim_start_matches('0') == "4000"
            && (is_loopback || name.eq_ignore_ascii_case("localhost"))
    };
    let (host, origin) = (all("host"), all("origin"));
    let authority = request.uri().authority().map(ToString::to_string);
    host.len() == 1
        && host.iter().chain(&authority).all(|host| is_here(host))
        && origin.len() < 2
        && origin.iter().all(|origin| origin.strip_prefix("http://").is_some_and(is_here))
}

/// Whether a browser says that another site asks, other than by a link to a page (Fetch Metadata).
fn is_foreign(request: &Request<()>) -> bool {
    let says = |name: &str, wanted: &[&[u8]]| {
        request.headers().get_all(name).iter().all(|value| wanted.contains(&value.as_bytes()))
    };
    let followed = request.headers().contains_key("sec-fetch-mode")
        && says("sec-fetch-mode", &[b"navigate"])
        && says("sec-fetch-dest", &[b"document"])
        && request.uri().path() != EVENTS_PATH;
    !says("sec-fetch-site", &[b"same-origin", b"none"]) && !followed
}

fn check(request: &Request<()>, response: &Response<Bytes>) {
    let status = response.status().as_u16();
    let header = |name: &str| response.headers().get(name).map(HeaderValue::as_bytes);
    let shown = format!("{request:?}\n{response:?}");
    assert_eq!(header("x-content-type-options"), Some(&b"nosniff"[..]), "{shown}");
    assert_eq!(header("cross-origin-resource-policy"), Some(&b"same-origin"[..]), "{shown}");
    let names = response.headers().keys().map(HeaderName::as_str);
    assert!(!names.into_iter().any(|name| name.starts_with("access-control")), "{shown}");
    let is_head = request.method() == Method::HEAD;
    assert!(!is_head || status == 405 || status == 403 || response.body().is_empty(), "{shown}");
    if !is_head && let Some(length) = header("content-length") {
        assert_eq!(length, response.body().len().to_string().as_bytes(), "{shown}");
    }
    if *request.method() != Method::GET && !is_head {
        assert_eq!((status, header("allow")), (405, Some(&b"GET, HEAD"[..])), "{shown}");
        return;
    }
    let headers = request.headers();
    let lengths = headers.get_all("content-length");
    let is_empty = lengths.iter().all(|length| length.as_bytes() == b"0");
    if headers.contains_key("transfer-encoding") || !is_empty {
        assert_eq!(status, 400, "{shown}");
        return;
    }
    if !is_own(request) || is_foreign(request) {
        assert_eq!(status, 403, "{shown}");
        assert!(!String::from_utf8_lossy(response.body()).contains('⟪'), "{shown}");
        return;
    }
    let path = request.uri().path();
    if [EVENTS_PATH, SCRIPT_PATH, STYLE_PATH].contains(&path) {
        assert!([200, 304, 403].contains(&status), "{shown}");
        return;
    }
    let (expected, file) = found(path);
    let conditional = request.headers().contains_key("if-none-match");
    assert!(status == expected || (conditional && status == 304 && expected == 200), "{shown}");
    let marks: Vec<String> = shown_files(response.body());
    if expected == 307 {
        let place = String::from_utf8_lossy(header("location").expect("a place")).into_owned();
        assert!(place.starts_with('/') && !place.starts_with("//"), "{shown}");
        assert_eq!(place.split('?').next(), Some(&*format!("{path}/")), "{shown}");
    } else if !is_head && status != 304 {
        assert_eq!(marks, [file], "{shown}");
    }
}

/// The files whose text stands in a body.
fn shown_files(body: &[u8]) -> Vec<String> {
    let body = String::from_utf8_lossy(body);
    let marks = body.split('⟪').skip(1).filter_map(|part| part.split_once('⟫'));
    marks.map(|(file, _)| file.to_owned()).collect()
}

/// Status and file of a path, by comparing with every spelling of every file there is.
fn found(path: &str) -> (u16, String) {
    for file in FILES {
        let folder = file.strip_suffix("index.html").unwrap_or("\0");
        if spells(path, &format!("/{file}")) || spells(path, &format!("/{folder}")) {
            return (200, file.to_owned());
        }
    }
    for folder in FILES.iter().filter_map(|file| file.strip_suffix("/index.html")) {
        if spells(path, &format!("/{folder}")) {
            return (307, String::new());
        }
    }
    (404, "404.html".to_owned())
}

/// Whether a path is a name, some bytes of it written as `%41`.
fn spells(path: &str, name: &str) -> bool {
    let mut path = path.bytes();
    let mut name = name.bytes();
    loop {
        match (path.next(), name.next()) {
            (None, None) => return true,
            (Some(b'%'), Some(byte)) => {
                let digits = [path.next(), path.next()].map(|digit| digit.unwrap_or(b'x'));
                let digits = String::from_utf8_lossy(&digits).into_owned();
                if !digits.eq_ignore_ascii_case(&format!("{byte:02x}")) {
                    return false;
                }
            }
            (Some(one), Some(byte)) if one == byte => {}
            _ => return false,
        }
    }
}
