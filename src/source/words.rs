//! Small questions about one line of text: how long, how it ends, how it is capitalised. Knows no document.

/// Lower case, straight quotes, single spaces, without outer punctuation and symbols: for comparing lines.
pub fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for character in word.chars() {
            match character {
                '’' | '‘' | 'ʼ' => folded.push('\''),
                '“' | '”' => folded.push('"'),
                '–' | '—' | '‑' => folded.push('-'),
                '\u{200b}' | '\u{200d}' | '\u{feff}' | '\u{ad}' | '\u{fe0f}' => {}
                other => folded.extend(other.to_lowercase()),
            }
        }
    }
    let outer = |c: char| !c.is_alphanumeric() && !matches!(c, '©' | '$' | '£' | '€' | '%' | '+');
    folded.trim_matches(outer).to_owned()
}

/// Number of words: runs between white space that hold a letter or digit.
pub fn count(line: &str) -> usize {
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Number of words, counted no further than `limit`.
pub fn count_to(line: &str, limit: usize) -> usize {
    let counted = line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    counted.take(limit).count()
}

/// Whether it ends as a sentence does: `.`, `!`, `?`, `…`, maybe inside closing quotes or brackets.
pub fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ', '\u{a0}']);
    bare.ends_with(['.', '!', '?', '…'])
}

/// Whether the final stop belongs to the last word ("U.S.", "Inc.") or is an ellipsis.
pub fn ends_abbreviated(line: &str) -> bool {
    const SHORT: [&str; 12] =
        ["inc.", "co.", "corp.", "ltd.", "jr.", "sr.", "etc.", "vs.", "no.", "st.", "mt.", "dr."];
    let last = line.split_whitespace().last().unwrap_or("");
    let initials = last.split('.').all(|part| {
        part.chars().count() <= 2 && part.chars().all(|c| c.is_alphabetic() || "('\"“".contains(c))
    });
    let dotted = last.ends_with("...") || (initials && last.matches('.').count() >= 2);
    dotted || SHORT.contains(&last.to_lowercase().as_str())
}

/// Whether it is running text: a sentence of some length, or many words.
pub fn is_prose(line: &str) -> bool {
    let words = count_to(line, 25);
    words >= 25 || (words >= 8 && ends_sentence(line))
}

/// Whether it begins with a capital letter or a digit, maybe behind an opening quote or bracket.
pub fn starts_upper(line: &str) -> bool {
    let first = line.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| {
        c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase())
    })
}

/// Name particles that stand in lower case inside a personal name.
const PARTICLES: [&str; 22] = [
    "de", "da", "di", "del", "della", "der", "den", "van", "von", "la", "le", "bin", "ibn", "al",
    "el", "dos", "du", "ter", "ten", "zu", "y", "e",
];

/// Whether every word could be part of a personal name: capitalised, no digits, at most `most` words.
pub fn is_name_shaped(line: &str, most: usize) -> bool {
    let mut words = 0;
    for word in line.split_whitespace() {
        words += 1;
        let particle = words > 1 && PARTICLES.contains(&word);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let letters = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’');
        if words > most || !(particle || capital) || !word.chars().all(letters) {
            return false;
        }
    }
    words >= 1 && !ends_sentence_mark(line)
}

/// Whether it ends in `.` behind a word of more than two letters ("Jr." and initials may).
fn ends_sentence_mark(line: &str) -> bool {
    line.ends_with('.') && line.split_whitespace().last().is_some_and(|word| word.len() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_words_only() {
        assert_eq!(folded("»  Don’t  Miss:"), "don't miss");
        assert_eq!(folded("…"), "");
    }

    #[test]
    fn a_figure_at_the_end_is_no_abbreviation() {
        assert!(ends_abbreviated("Talks in the U.S.") && ends_abbreviated("Wait for it..."));
        assert!(
            !ends_abbreviated("The company has offered 4.5%.") && !ends_abbreviated("It ended.")
        );
    }

    #[test]
    fn names_have_capitals_and_no_digits() {
        for name in ["Marta Quill", "Ludo van der Aa", "J. K. Olsen", "Bilkis"] {
            assert!(is_name_shaped(name, 4), "{name}");
        }
        for other in ["Top 5", "talks resume", "Three killed in Marsk", "One Two Three Four Five"] {
            assert!(!is_name_shaped(other, 4), "{other}");
        }
    }
}
