//! Addresses and identities in files for machines: absolute where the site has a base URL, else
//! relative, or a URN where a format allows no relative one. Knows no format.

use crate::config::Config;
use crate::path::web;
use crate::tree::sha256;

/// How the files of one site name its pages and things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    base: Option<String>,
    /// What tells this site from others: where it is published, else its title.
    site: String,
}

impl Addresses {
    /// The addresses of the site with these settings.
    pub fn new(config: &Config) -> Self {
        let base = config.base_url.as_deref().map(|base| base.trim_end_matches('/').to_owned());
        let site = base.clone().unwrap_or_else(|| config.title.clone());
        Self { base, site }
    }

    /// Whether the site knows where it is published.
    pub const fn are_absolute(&self) -> bool {
        self.base.is_some()
    }

    /// The absolute address of a file below the site's base, given as `claims/x/index.html#y`; a
    /// folder's page is named by its folder. Absent without a base URL.
    pub fn absolute(&self, href: &str) -> Option<String> {
        let base = self.base.as_ref()?;
        let (path, fragment) = match href.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (href, None),
        };
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut url = format!("{base}/{}", encoded(path));
        if let Some(fragment) = fragment {
            url.push('#');
            url.push_str(&encoded(fragment));
        }
        Some(url)
    }

    /// The address of a file for a link in the file `from`, both below the site's base: absolute,
    /// else relative, with the page's file name so that it works from `file://` too.
    pub fn link(&self, href: &str, from: &str) -> String {
        self.absolute(href).unwrap_or_else(|| format!("{}{}", up(from), encoded(href)))
    }

    /// An identity for formats that allow no relative address (RFC 4287 section 4.2.6, the Web
    /// Annotation Data Model): the absolute address, else a URN.
    pub fn identity(&self, href: &str) -> String {
        self.absolute(href).unwrap_or_else(|| format!("urn:uuid:{}", self.uuid(href)))
    }

    /// The same UUID for the same name on the same site: version 8 of RFC 9562, made from SHA-256 as
    /// in its appendix B.2.
    pub fn uuid(&self, name: &str) -> String {
        let hash = sha256(format!("{}\0{name}", self.site).as_bytes());
        let part = |from: usize, to: usize| hash.get(from..to).unwrap_or("");
        // The variant's two highest bits are `10`.
        let variant = match part(16, 17) {
            "0" | "4" | "8" | "c" => '8',
            "1" | "5" | "9" | "d" => '9',
            "2" | "6" | "a" | "e" => 'a',
            _ => 'b',
        };
        let (first, second, third) = (part(0, 8), part(8, 12), part(13, 16));
        format!("{first}-{second}-8{third}-{variant}{}-{}", part(17, 20), part(20, 32))
    }
}

/// What leads from a file to the site's base.
pub fn up(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// Percent-encodes what no URI may hold (RFC 3986); what is encoded already stays.
pub fn encoded(text: &str) -> String {
    web::percent(text, |c| c.is_ascii_graphic() && !r#""<>\^`{|}"#.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(base: Option<&str>) -> Addresses {
        Addresses::new(&Config { base_url: base.map(str::to_owned), ..Config::default() })
    }

    #[test]
    fn addresses_are_absolute_with_a_base_and_relative_without() {
        let href = "claims/how-ł/index.html#p1";
        let link = |base, from| of(base).link(href, from);
        assert_eq!(
            link(Some("https://x.org/a/"), "data/x.json"),
            "https://x.org/a/claims/how-%C5%82/#p1"
        );
        assert_eq!(link(None, "data/x.json"), "../claims/how-%C5%82/index.html#p1");
        assert_eq!(of(Some("https://x.org")).link("index.html", "a"), "https://x.org/");
    }

    #[test]
    fn identities_are_uuids_of_one_site_and_thing() {
        let id = of(None).identity("events/a/index.html");
        let parts: Vec<&str> = id.trim_start_matches("urn:uuid:").split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
        assert_eq!(id, of(None).identity("events/a/index.html"));
        assert_ne!(id, of(None).identity("events/b/index.html"));
        let uuid = |base| of(Some(base)).uuid("a");
        assert_ne!(uuid("https://x.org"), uuid("https://y.org"));
    }
}
