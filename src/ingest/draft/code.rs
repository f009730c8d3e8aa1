//! The two letters by which pages name a source.

use std::collections::BTreeSet;

use deunicode::deunicode;

/// A free two-letter code from the outlet's name, else from the title: initials first, then the
/// first letter with any later one, then any.
pub fn free_code(outlet: Option<&str>, title: &str, taken: &mut BTreeSet<String>) -> String {
    let name = deunicode(outlet.unwrap_or(title)).to_uppercase();
    let words: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| {
            !word.is_empty()
                && !matches!(
                    *word,
                    "THE" | "OF" | "AND" | "A" | "AN" | "AT" | "FOR" | "IN" | "ON" | "TO"
                )
        })
        .collect();
    let letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    let first = letters.first().copied().unwrap_or('S');
    let initials = words.iter().skip(1).filter_map(|word| word.chars().next());
    let seconds = initials.chain(letters.iter().skip(1).copied()).chain('A'..='Z').chain('0'..='9');
    let mut codes = seconds
        .map(|second| format!("{first}{second}"))
        .chain(('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}"))));
    // 676 pairs of letters; a story with more sources shares the last one's letters with a number.
    let code = codes
        .find(|code| !taken.contains(code))
        .unwrap_or_else(|| format!("{first}{}", taken.len()));
    taken.insert(code.clone());
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_first_and_stay_unique() {
        let mut taken = BTreeSet::new();
        assert_eq!(free_code(Some("Harbour Post"), "x", &mut taken), "HP");
        assert_eq!(free_code(Some("Hill Press"), "x", &mut taken), "HI");
        assert_eq!(free_code(Some("The Beacon"), "x", &mut taken), "BE");
        assert_eq!(free_code(None, "Flood at Marrow Mill", &mut taken), "FM");
    }
}
