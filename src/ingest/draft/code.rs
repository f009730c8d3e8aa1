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
    // 676 pairs of letters; a story with more sources gives the others a letter and a number.
    let free = |code: &String| !taken.contains(code);
    let many = taken.len();
    let numbered = || (many..=2 * many).map(|number| format!("{first}{number}")).find(free);
    let code = codes.find(free).or_else(numbered).unwrap_or_default();
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
    #[test]
    fn sources_beyond_the_pairs_of_letters_are_numbered_and_none_is_given_twice() {
        let mut taken = BTreeSet::new();
        let codes: BTreeSet<String> =
            (0..1500).map(|_| free_code(Some("Harbour Post"), "x", &mut taken)).collect();
        assert_eq!(codes.len(), 1500);
        // A code that went with its source leaves the set smaller than the numbers given.
        taken.remove("HP");
        taken.insert(format!("H{}", taken.len() + 2));
        assert_eq!(free_code(Some("Harbour Post"), "x", &mut taken), "HP");
        let known = taken.clone();
        assert!(!known.contains(&free_code(Some("Harbour Post"), "x", &mut taken)));
    }
}
