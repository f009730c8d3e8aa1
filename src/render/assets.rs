//! The theme's files as pages get them: under names with a hash of their content, and of the style
//! sheet only what pages of one kind use.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Rendered;
use super::style::{Names, Sheet, lean_script};
use super::template::Templates;
use crate::path::OutputPath;
use crate::tree::{Tree, sha256};

/// Adds the theme's files under names with a hash of their content; gives back those names, and where
/// its scripts are.
pub(super) fn add_assets(
    tree: &mut Tree,
    templates: &Templates,
) -> (BTreeMap<String, String>, Vec<OutputPath>) {
    let mut names = BTreeMap::new();
    let mut scripts = Vec::new();
    for (name, bytes) in &templates.assets {
        let bytes = match std::str::from_utf8(bytes) {
            Ok(script) if is_script(name) => lean_script(script).into_bytes(),
            _ => bytes.clone(),
        };
        if let Some(path) = hashed(name, &bytes) {
            names.insert(name.replace(['.', '/', '-'], "_"), path.as_str().to_owned());
            // Pages get the parts of the sheet that they use; see `dress`.
            if name == STYLE {
                continue;
            }
            if is_script(name) {
                scripts.push(path.clone());
            }
            tree.insert(path, bytes);
        }
    }
    (names, scripts)
}

/// Gives every page the style rules that pages of its template use, and no others, in one file.
/// Templates name the theme's whole sheet; its name is replaced here.
pub(super) fn dress(tree: &mut Tree, templates: &Templates, pages: &mut [Rendered]) {
    let Some(bytes) = templates.assets.get(STYLE) else { return };
    let (Some(whole), Ok(css)) = (hashed(STYLE, bytes), std::str::from_utf8(bytes)) else { return };
    let sheet = Sheet::parse(css);
    // A page takes the words of the scripts that it runs.
    let scripts: Vec<(String, Names)> = templates
        .assets
        .iter()
        .filter(|(name, _)| is_script(name))
        .filter_map(|(name, bytes)| {
            let script = lean_script(&String::from_utf8_lossy(bytes));
            let mut names = Names::default();
            names.add_script(&script);
            Some((hashed(name, script.as_bytes())?.as_str().to_owned(), names))
        })
        .collect();
    let used: Vec<(&str, Names, Vec<usize>)> = pages
        .par_iter()
        .filter_map(|page| {
            let (mut names, text) = (Names::default(), &page.file.as_ref()?.1);
            names.add_page(text);
            let run = scripts.iter().enumerate().filter(|(_, (path, _))| text.contains(path));
            Some((page.template?, names, run.map(|(at, _)| at).collect()))
        })
        .collect();
    let mut kinds: BTreeMap<&str, Names> = BTreeMap::new();
    let mut run: BTreeSet<(&str, usize)> = BTreeSet::new();
    for (template, names, numbers) in used {
        let all = kinds.entry(template).or_default();
        all.extend(names);
        for number in numbers {
            if run.insert((template, number))
                && let Some((_, names)) = scripts.get(number)
            {
                all.extend(names.clone());
            }
        }
    }
    let sheets: BTreeMap<&str, String> =
        kinds.into_iter().map(|(kind, names)| (kind, sheet.for_pages(&names))).collect();
    for page in pages {
        let Some(rules) = page.template.and_then(|kind| sheets.get(kind)) else { continue };
        let Some((_, text)) = &mut page.file else { continue };
        let css = format!("{rules}{}", page.style);
        if let Some(path) = hashed(STYLE, css.as_bytes()) {
            *text = text.replace(whole.as_str(), path.as_str());
            tree.insert(path.clone(), css.into_bytes());
            page.sheet = Some(path);
        }
    }
}

/// Writes beside each address of an own style sheet or script what its content must be (Subresource
/// Integrity, W3C). Only for pages meant for a web server: opened as files, browsers refuse whatever
/// carries it, since they cannot compare what comes from no origin.
pub(super) fn seal(scripts: &[OutputPath], tree: &Tree, pages: &mut [Rendered]) {
    let sealed = |path: &OutputPath| {
        let digest = integrity(tree.get(path)?)?;
        Some((
            format!("{}\"", path.as_str()),
            format!("{}\" integrity=\"{digest}\"", path.as_str()),
        ))
    };
    let scripts: Vec<(String, String)> = scripts.iter().filter_map(sealed).collect();
    for page in pages {
        let sheet = page.sheet.as_ref().and_then(sealed);
        let Some((_, text)) = &mut page.file else { continue };
        for (address, with_digest) in scripts.iter().chain(&sheet) {
            *text = text.replace(address, with_digest);
        }
    }
}

/// `sha256-…` of some bytes.
fn integrity(bytes: &[u8]) -> Option<String> {
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

/// The theme's style sheet.
const STYLE: &str = "style.css";

/// `style.css` → `assets/style.1f2e3d4c.css`.
pub(super) fn hashed(name: &str, bytes: &[u8]) -> Option<OutputPath> {
    let hash = sha256(bytes);
    let hash = hash.get(..8)?;
    let path = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{hash}.{extension}"),
        None => format!("assets/{name}.{hash}"),
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
