//! Who may ask for what, and what every answer says about itself: guards against other web sites
//! that reach the preview through the reader's browser. Knows heads of requests and answers only.

use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};

use super::host::Hosts;
use super::reload::EVENTS_PATH;

/// What the answer may do in a browser, beyond what a page's own policy says (W3C CSP Level 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// A page of the site, which brings its own policy, and what pages load. Nobody may frame it.
    Site,
    /// What browsers show as a page although it is none (SVG, XML): no script, nothing loaded.
    Picture,
    /// Words to read.
    Nothing,
}

impl Allowed {
    /// What suits a media type.
    pub fn for_media(media: &str) -> Self {
        let named = |end: &str| media.split(';').next().is_some_and(|name| name.ends_with(end));
        if named("xml") { Self::Picture } else { Self::Site }
    }

    fn policy(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Site => "frame-ancestors 'none'",
            Self::Picture => {
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; \
                 frame-ancestors 'none'"
            }
            Self::Nothing => "default-src 'none'; frame-ancestors 'none'",
        })
    }
}

/// Headers of every response: nothing is guessed, kept without asking, framed, or used by other
/// sites. There is never one that lets another origin read.
pub fn protect(headers: &mut HeaderMap, allowed: Allowed) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, allowed.policy());
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

/// A refusal in plain words.
pub fn refused(status: StatusCode, why: &'static str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(why.as_bytes()));
    *response.status_mut() = status;
    let media = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    protect(response.headers_mut(), Allowed::Nothing);
    response
}

/// Refuses what is no plain question of the preview's own pages or of the reader; absent when the
/// request may be answered.
pub fn refusal<B>(request: &Request<B>, hosts: Hosts) -> Option<Response<Bytes>> {
    let headers = request.headers();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = refused(StatusCode::METHOD_NOT_ALLOWED, "The preview can only be read.");
        refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(closing(refusal));
    }
    if has_body(headers) {
        let why = "The preview takes nothing: a request has no body here.";
        return Some(closing(refused(StatusCode::BAD_REQUEST, why)));
    }
    let host = single(headers, &header::HOST).unwrap_or_default();
    let authority = request.uri().authority().map(hyper::http::uri::Authority::as_str);
    if !hosts.allows(host) || authority.is_some_and(|authority| !hosts.allows(authority)) {
        return Some(refused(
            StatusCode::FORBIDDEN,
            "The preview answers only under localhost, a loopback address or the given --interface.",
        ));
    }
    let foreign_origin = headers.contains_key(header::ORIGIN)
        && !single(headers, &header::ORIGIN).is_some_and(|origin| hosts.allows_origin(origin));
    if foreign_origin || is_foreign(headers, request.uri().path() == EVENTS_PATH) {
        return Some(refused(StatusCode::FORBIDDEN, "Only the preview's own pages may ask."));
    }
    None
}

/// Whether another web site asks, as browsers tell (W3C Fetch Metadata). A link that a person
/// follows to a page is no such question, but for `never` there are none.
fn is_foreign(headers: &HeaderMap, never: bool) -> bool {
    let says = |name: &'static str, wanted: &[&str]| {
        let mut values = headers.get_all(name).iter();
        values.all(|value| wanted.iter().any(|one| value.as_bytes() == one.as_bytes()))
    };
    let followed = headers.contains_key("sec-fetch-mode")
        && says("sec-fetch-mode", &["navigate"])
        && says("sec-fetch-dest", &["document"]);
    !says("sec-fetch-site", &["same-origin", "none"]) && (never || !followed)
}

/// Whether bytes follow the head; nobody is to think that they are the next request.
fn has_body(headers: &HeaderMap) -> bool {
    let empty = |length: &HeaderValue| length.as_bytes() == b"0";
    headers.contains_key(header::TRANSFER_ENCODING)
        || !headers.get_all(header::CONTENT_LENGTH).iter().all(empty)
}

/// The last response on its connection.
pub fn closing(mut response: Response<Bytes>) -> Response<Bytes> {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The text of a header that stands there exactly once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// A request to a preview at port 4000, with its own name unless the headers give another, and the
/// names of that preview. For tests.
#[cfg(test)]
pub(super) fn asked(method: &str, path: &str, headers: &[(&str, &str)]) -> (Request<()>, Hosts) {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "localhost:4000");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let hosts = Hosts::new("127.0.0.1:4000".parse().expect("an address"));
    (request.body(()).expect("a request"), hosts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(method: &str, path: &str, headers: &[(&str, &str)]) -> Option<u16> {
        let (request, hosts) = asked(method, path, headers);
        refusal(&request, hosts).map(|response| response.status().as_u16())
    }

    #[test]
    fn strangers_are_refused() {
        for (name, value) in [
            ("host", "evil.example"),
            ("host", "evil.example:4000"),
            ("host", "localhost:4001"),
            ("host", ""),
            ("origin", "http://evil.example"),
            ("origin", "null"),
            ("origin", ""),
        ] {
            for path in ["/", EVENTS_PATH] {
                assert_eq!(status("GET", path, &[(name, value)]), Some(403), "{name} {value}");
            }
        }
        assert_eq!(status("GET", "http://evil.example:4000/", &[]), Some(403));
        assert_eq!(status("GET", "/", &[("host", "localhost:4000"), ("host", "a.b")]), Some(403));
    }

    #[test]
    fn only_reading_is_allowed_and_nothing_may_be_sent() {
        assert_eq!(status("HEAD", "/", &[]), None);
        assert_eq!(status("POST", "/", &[]), Some(405));
        assert_eq!(status("GET", "/", &[("content-length", "0")]), None);
        for (name, value) in [("content-length", "7"), ("transfer-encoding", "chunked")] {
            assert_eq!(status("GET", "/", &[(name, value)]), Some(400), "{name}");
        }
    }

    #[test]
    fn other_sites_may_link_but_not_load_and_the_events_are_ours_alone() {
        let own = [("origin", "http://localhost:4000"), ("sec-fetch-site", "same-origin")];
        assert_eq!(status("GET", EVENTS_PATH, &own), None);
        for site in ["cross-site", "same-site", "else"] {
            let site = ("sec-fetch-site", site);
            let [mode, dest] = ["sec-fetch-mode", "sec-fetch-dest"];
            let followed = [site, (mode, "navigate"), (dest, "document")];
            assert_eq!(status("GET", "/", &followed), None);
            assert_eq!(status("GET", EVENTS_PATH, &followed), Some(403));
            for loaded in [
                &[site][..],
                &[site, (mode, "no-cors"), (dest, "script")],
                &[site, (mode, "navigate"), (dest, "iframe")],
            ] {
                assert_eq!(status("GET", "/", loaded), Some(403), "{loaded:?}");
            }
        }
    }

    #[test]
    fn what_browsers_show_without_being_pages_cannot_run_scripts() {
        for media in ["image/svg+xml; charset=utf-8", "application/xml; charset=utf-8"] {
            assert_eq!(Allowed::for_media(media), Allowed::Picture, "{media}");
        }
        for media in ["text/html; charset=utf-8", "text/css; charset=utf-8", "application/pdf"] {
            assert_eq!(Allowed::for_media(media), Allowed::Site, "{media}");
        }
    }
}
