//! Keys under which different spellings of one name meet. String distance is not used: a key is
//! either the same or not.

use std::borrow::Cow;

use deunicode::deunicode;

/// The name in plain letters, lower case, with single spaces and without dots and apostrophes.
pub(super) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let letters = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(deunicode(name)) };
    for c in letters.chars() {
        match c {
            '.' | '\'' | '`' => {}
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Key of one word of a person's name that Slavic and Turkic transliterations share:
/// Kovalsky, Kovalskyy, Kovalskiy and Kovalskij have the key `kovalski`; Andrii and Andriy `andri`.
/// (BGN/PCGN, ISO 9 and newspaper styles differ in y, i, j, kh, h and doubled letters.)
pub(super) fn transliteration_key(word: &str) -> String {
    let mut key = plain(word).replace(['y', 'j'], "i");
    for (from, to) in [
        ("kh", "h"),
        ("ou", "u"),
        ("ph", "f"),
        ("ck", "k"),
        ("ks", "x"),
        ("tch", "ch"),
        ("shch", "sch"),
        ("w", "v"),
        ("aie", "ae"),
        ("oie", "oe"),
        ("iov", "ev"),
    ] {
        key = key.replace(from, to);
    }
    // Yevgeny and Evgeny, Yelena and Elena.
    if key.starts_with("ie") && key.len() > 4 {
        key.remove(0);
    }
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    // Final -i, -ii and -ie say nothing: Georgi, Georgiy, Georgij.
    if out.len() > 4 && out.ends_with("ie") {
        out.pop();
    }
    out
}

/// Key of a family name; the article of an Arabic one may be absent: al-Oro, Al Oro, Oro.
pub(super) fn family_key(word: &str) -> String {
    let start = word.get(..3).unwrap_or("").to_ascii_lowercase();
    let has_article = matches!(start.as_str(), "al-" | "el-") && word.len() > 5;
    transliteration_key(if has_article { &word[3..] } else { word })
}

/// The consonants of a given name in their order: Keir and Kir, Mohammed and Muhammad, Oleg and
/// Oleh (Ukrainian has h where Russian has g).
pub(super) fn consonants(word: &str) -> String {
    let key = transliteration_key(word).replace('g', "h");
    let first = key.chars().take(1);
    let rest = key.chars().skip(1).filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
    let mut out = String::new();
    for c in first.chain(rest) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Whether a word is a number, a Roman numeral, `Jr.` or `Sr.`, by which namesakes are told apart.
pub(super) fn is_ordinal(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    !word.is_empty()
        && (word.chars().any(|c| c.is_ascii_digit())
            || matches!(word, "Jr" | "Sr")
            || (word.len() <= 6 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))))
}

/// The initials of the words that count in an organisation's name: `European Union` → `eu`.
pub(super) fn initials(name: &str) -> String {
    plain(name)
        .split(' ')
        .filter(|word| !matches!(*word, "of" | "the" | "for" | "and" | "in" | "on" | "to" | "de"))
        .filter_map(|word| word.chars().next())
        .collect()
}

/// Short forms and old names of states, cities and world bodies that no rule of spelling finds:
/// the common name first. Source: the short names of the UN list of member states and the
/// bodies' own abbreviations.
const SAME: &[&[&str]] = &[
    &["United States", "us", "usa", "america", "united states of america"],
    &["United Kingdom", "uk", "britain", "great britain"],
    &["United Arab Emirates", "uae", "emirates"],
    &["European Union", "eu"],
    &["United Nations", "un", "uno"],
    &["NATO", "north atlantic treaty organization", "north atlantic treaty organisation"],
    &["Turkey", "turkiye"],
    &["Kyiv", "kiev"],
    &["Kharkiv", "kharkov"],
    &["Odesa", "odessa"],
    &["Vatican", "vatican city", "holy see"],
    &["Czech Republic", "czechia"],
    &["Myanmar", "burma"],
    &["Eswatini", "swaziland"],
    &["Ivory Coast", "cote divoire"],
    &["Democratic Republic of the Congo", "drc", "dr congo", "congo kinshasa"],
    &["South Korea", "republic of korea", "rok"],
    &["North Korea", "dprk"],
    &["Netherlands", "holland"],
    &["Mumbai", "bombay"],
    &["Kolkata", "calcutta"],
    &["Chennai", "madras"],
    &["Beijing", "peking"],
    &["World Health Organization", "who", "world health organisation"],
    &["International Monetary Fund", "imf"],
    &["International Atomic Energy Agency", "iaea"],
    &["World Trade Organization", "wto", "world trade organisation"],
    &["International Criminal Court", "icc"],
    &["African Union", "au"],
    &["Associated Press", "ap"],
    &["Federal Bureau of Investigation", "fbi"],
    &["Central Intelligence Agency", "cia"],
    &["New York", "new york city", "nyc"],
    &["Los Angeles", "la"],
    &["Washington", "washington dc"],
    &["X", "twitter"],
];

/// The common name behind a short or old form, given as [`plain`] text.
pub(super) fn common_name(plain_name: &str) -> Option<&'static str> {
    // A common name has no sign that its plain letters lack, so that only the case differs.
    SAME.iter()
        .find(|row| row[1..].contains(&plain_name) || row[0].eq_ignore_ascii_case(plain_name))
        .map(|row| row[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_of_one_name_share_a_key() {
        for group in [
            &["Kovalsky", "Kovalskyy", "Kovalskiy", "Kovalskij"][..],
            &["Radinsky", "Radinski", "Radinskiy"],
            &["Doganci", "Doğancı"],
            &["Andrii", "Andriy", "Andrij"],
            &["Khodorkov", "Hodorkov"],
            &["Shcherbov", "Scherbov"],
            &["Nikolayev", "Nikolaev"],
            &["Soloviov", "Solovyov", "Solovev"],
            &["Yevgeny", "Evgeny", "Evgenij"],
        ] {
            let keys: std::collections::BTreeSet<String> =
                group.iter().map(|name| transliteration_key(name)).collect();
            assert_eq!(keys.len(), 1, "{group:?} → {keys:?}");
        }
        assert_ne!(transliteration_key("Marta"), transliteration_key("Marla"));
    }

    #[test]
    fn common_names_are_found_by_their_own_plain_letters() {
        for row in SAME {
            assert_eq!(row[0].to_ascii_lowercase(), plain(row[0]));
            assert!(common_name(&plain(row[0])).is_some());
        }
    }

    #[test]
    fn consonants_join_vowel_variants_only() {
        assert_eq!(consonants("Keir"), consonants("Kir"));
        assert_eq!(consonants("Mohammed"), consonants("Muhammad"));
        assert_eq!(consonants("Oleg"), consonants("Oleh"));
        assert_ne!(consonants("Olaf"), consonants("Friedrich"));
    }

    #[test]
    fn numerals_keep_namesakes_apart() {
        assert!(is_ordinal("XIV") && is_ordinal("2") && !is_ordinal("Xi") && !is_ordinal("Leo"));
    }
}
