//! `file:` addresses (RFC 8089) and paths. Knows no disk.

use std::path::{Path, PathBuf};

use crate::path::web;

/// The path that an address names; absent when it is none of a file on this machine.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let start = rest.find('/')?;
            let host = rest.get(..start)?;
            if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
                return None;
            }
            rest.get(start..)?
        }
        None => rest,
    };
    let path = decoded(path.split(['?', '#']).next()?)?;
    if !path.starts_with('/') || path.contains('\0') {
        return None;
    }
    Some(PathBuf::from(drive(&path).unwrap_or(path)))
}

/// `/c:/x` as Windows writes it, with the letter that all programs agree on.
fn drive(path: &str) -> Option<String> {
    if !cfg!(windows) {
        return None;
    }
    let mut chars = path.strip_prefix('/')?.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    (chars.next()? == ':').then(|| format!("{}:{}", letter.to_ascii_uppercase(), chars.as_str()))
}

/// The address of an absolute path.
pub fn of_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", web::path(&path))
}

/// A text with its `%20` read; absent when that is not UTF-8. A `%` that stands for nothing stays.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let digit = |at: usize| {
            let c = others.get(at).copied().filter(|_| *first == b'%').map(char::from)?;
            c.to_digit(16)
        };
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
            rest = others.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_paths_and_paths_addresses() {
        for path in ["/home/a b/Größe/שלום.md", "/x/100%/a#b?.md", "/c:/x.md"] {
            let uri = of_path(Path::new(path));
            assert!(uri.is_ascii() && !uri.contains([' ', '#', '?']), "{uri}");
            if !cfg!(windows) {
                assert_eq!(to_path(&uri).as_deref(), Some(Path::new(path)), "{uri}");
            }
        }
        assert_eq!(to_path("FILE:///a%20b/%c3%a9"), Some(PathBuf::from("/a b/é")));
        assert_eq!(to_path("file://localhost/a"), Some(PathBuf::from("/a")));
        assert_eq!(to_path("file:/a"), Some(PathBuf::from("/a")));
        assert_eq!(to_path("file:///a%"), Some(PathBuf::from("/a%")));
    }

    #[test]
    fn what_names_no_file_here_is_none() {
        for uri in
            ["untitled:x", "", "file", "file://host/x", "file:///%ff", "file:///a%00", "file:x"]
        {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }
}
