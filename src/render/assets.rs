//! The theme's files as pages get them: under names with a hash of their content, scripts without
//! comments. The style sheet is cut first; see `sheets`.

use std::collections::BTreeMap;

use super::style::lean_script;
use super::template::Templates;
use crate::path::OutputPath;
use crate::tree::sha256;

/// Where the theme's files are, below the site's base.
pub(super) const FOLDER: &str = "assets/";

/// The theme's style sheet.
pub(super) const STYLE: &str = "style.css";

/// Files by path.
pub(super) type Files = Vec<(OutputPath, Vec<u8>)>;

/// The theme's files under names with a hash of their content, the style sheet apart, of which pages
/// get the parts that they use; and those names, by the theme's.
pub(super) fn named_assets(templates: &Templates) -> (BTreeMap<String, String>, Files) {
    let mut names = BTreeMap::new();
    let mut files = Vec::new();
    for (name, bytes) in &templates.assets {
        let bytes = lean(name, bytes);
        if let Some(path) = hashed(name, &bytes) {
            names.insert(name.replace(['.', '/', '-'], "_"), path.as_str().to_owned());
            if name != STYLE {
                files.push((path, bytes));
            }
        }
    }
    (names, files)
}

/// The theme's scripts, as they stand in its folder.
pub(super) fn scripts(templates: &Templates) -> impl Iterator<Item = (&str, &[u8])> {
    let all = templates.assets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    all.filter(|(name, _)| is_script(name))
}

/// A file as it is published: of scripts only what is run.
pub(super) fn lean(name: &str, bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(script) if is_script(name) => lean_script(script).into_bytes(),
        _ => bytes.to_vec(),
    }
}

/// `sha256-…` of some bytes.
pub(super) fn integrity(bytes: &[u8]) -> Option<String> {
    let hex = sha256(bytes);
    let digest: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok())
        .collect();
    Some(format!("sha256-{}", base64(&digest?)))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS.get((group >> (18 - 6 * at) & 63) as usize).copied();
            let filled = at <= chunk.len();
            out.push(letter.filter(|_| filled).map_or('=', char::from));
        }
    }
    out
}

/// The generator and its themes write extensions in lower case.
fn is_script(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "js")
}

/// `style.css` → `assets/style.1f2e3d4c.css`.
pub(super) fn hashed(name: &str, bytes: &[u8]) -> Option<OutputPath> {
    let hash = sha256(bytes);
    let hash = hash.get(..8)?;
    let path = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{FOLDER}{stem}.{hash}.{extension}"),
        None => format!("{FOLDER}{name}.{hash}"),
    };
    OutputPath::parse(&path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_written_as_browsers_read_them() {
        // RFC 4648, section 10, and the empty digest of FIPS 180-4.
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(integrity(b"").as_deref(), Some(empty));
    }
}
