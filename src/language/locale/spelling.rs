//! Keys under which the spellings of one name in different languages and scripts meet.
//!
//! Cyrillic is written in Latin letters by the official tables of Ukraine (2010) and the usual ones
//! for Russian; then the letters by which English, German, French, Spanish and Turkish newspapers
//! differ fall together: s, z, sh, zh, ts, tch → `s`; h, g, kh → `h`; y, j, i → `i`; v, w → `v`.
//! A key is either the same or not; string distance is not used.

use deunicode::deunicode;

/// Endings of Ukrainian and Russian nouns and adjectives in all cases, without the nominative's zero.
const ENDINGS: &[&str] = &[
    "а", "я", "у", "ю", "о", "е", "є", "и", "і", "ї", "ы", "й", "ь", "ом", "ем", "єм", "ём", "ою",
    "ею", "єю", "ой", "ей", "ий", "ій", "ый", "им", "ім", "ым", "их", "ых", "ій", "ої", "ою", "ая",
    "ую", "юю", "ому", "ему", "ого", "его", "ові", "еві", "єві", "ам", "ям", "ами", "ями", "ах",
    "ях", "ів", "ів", "ев", "ов", "ию", "ии", "ії", "ію", "ією", "ия", "ія", "иєю", "ией", "ие",
    "ьою", "ью",
];

/// Whether a word is written in Cyrillic letters.
pub(in crate::language) fn is_cyrillic(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'))
}

/// The stems a declined word may have, the whole word first.
pub(super) fn stems(word: &str) -> Vec<&str> {
    let mut stems = vec![word];
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 2
            && !stems.contains(&stem)
        {
            stems.push(stem);
        }
    }
    stems
}

/// Whether two Cyrillic words, in lower case, are forms of one word: the stem of the name in its
/// basic form, then an ending.
pub(super) fn is_form_of(word: &str, basic: &str) -> bool {
    if word == basic {
        return true;
    }
    let last = basic.chars().next_back();
    let vowel = |c: char| "аяоеєиіїйьыэюу".contains(c);
    let adjective = ["ий", "ій", "ый"].iter().find_map(|end| basic.strip_suffix(end));
    let stem = adjective.or_else(|| last.filter(|c| vowel(*c)).and_then(|c| basic.strip_suffix(c)));
    let stem = stem.unwrap_or(basic);
    stem.chars().count() >= 3
        && word.strip_prefix(stem).is_some_and(|rest| !rest.is_empty() && ENDINGS.contains(&rest))
}

/// The keys of one word of a name; several where a letter has several readings.
pub(super) fn keys(word: &str) -> Vec<String> {
    let latin = if is_cyrillic(word) { romanised(word) } else { plain(word) };
    let mut all = vec![String::new()];
    let letters: Vec<char> = latin.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let (readings, length) = reading(&letters, at);
        all = match readings {
            [one] => all.into_iter().map(|key| key + one).collect(),
            _ => all
                .iter()
                .flat_map(|key| readings.iter().map(move |reading| format!("{key}{reading}")))
                .take(16)
                .collect(),
        };
        at += length;
    }
    let mut keys: Vec<String> = all.iter().map(|key| smoothed(key)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The key without the vowels at its end: what is left of a name in all cases.
pub(super) fn trunk(key: &str) -> &str {
    key.trim_end_matches(['a', 'e', 'i', 'o', 'u'])
}

fn plain(word: &str) -> String {
    // German ä, ö, ü stand for themselves, not for two letters.
    deunicode(word).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Cyrillic in Latin letters.
fn romanised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.to_lowercase().chars() {
        out.push_str(match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'э' | 'ё' => "e",
            'є' => "ie",
            'ж' => "zh",
            'з' => "z",
            'и' | 'і' | 'й' | 'ы' => "i",
            'ї' => "ii",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ў' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "tch",
            'ш' => "sh",
            'щ' => "shch",
            'ю' => "iu",
            'я' => "ia",
            _ => "",
        });
    }
    out
}

/// What the letters at `at` can stand for, and how many they are.
fn reading(letters: &[char], at: usize) -> (&'static [&'static str], usize) {
    let ahead = |length: usize| -> String { letters.iter().skip(at).take(length).collect() };
    for (written, read) in [
        ("schtsch", &["s"][..]),
        ("chtch", &["s"]),
        ("shch", &["s"]),
        ("tsch", &["s"]),
        ("tch", &["s"]),
        ("sch", &["s"]),
        ("dzh", &["i", "s"]),
        ("zh", &["s"]),
        ("sh", &["s"]),
        ("tz", &["s"]),
        ("ts", &["s"]),
        ("kh", &["h"]),
        ("gh", &["h"]),
        ("ch", &["s", "h"]),
        ("ph", &["f"]),
        ("th", &["t"]),
        ("ck", &["k"]),
        ("ks", &["ks"]),
        ("ou", &["u", "ou"]),
        ("eau", &["o", "eau"]),
        ("au", &["au", "o"]),
        ("ay", &["ai", "e"]),
        ("ai", &["ai", "e"]),
        ("oo", &["u"]),
        ("ee", &["i", "e"]),
        ("qu", &["kv"]),
    ] {
        if ahead(written.len()) == written {
            return (read, written.len());
        }
    }
    if at + 3 == letters.len() && ahead(3) == "ier" {
        return (&["ier", "ie"], 3);
    }
    let next = letters.get(at + 1).copied();
    let soft = matches!(next, Some('e' | 'i' | 'y'));
    let read: &[&str] = match letters.get(at).copied().unwrap_or(' ') {
        'a' => &["a"],
        'b' => &["b"],
        'd' => &["d"],
        'e' => &["e"],
        'f' => &["f"],
        'g' | 'h' => &["h"],
        'v' if at == 0 => &["v", "f"],
        'c' if soft => &["s"],
        'c' => &["k", "s"],
        'k' | 'q' => &["k"],
        'i' | 'y' => &["i"],
        'j' => &["i", "s"],
        'l' => &["l"],
        'm' => &["m"],
        'n' => &["n"],
        'o' => &["o"],
        'p' => &["p"],
        'r' => &["r"],
        's' | 'z' => &["s"],
        't' => &["t"],
        'u' => &["u"],
        'v' | 'w' => &["v"],
        'x' => &["ks"],
        '0' => &["0"],
        '1' => &["1"],
        '2' => &["2"],
        '3' => &["3"],
        '4' => &["4"],
        '5' => &["5"],
        '6' => &["6"],
        '7' => &["7"],
        '8' => &["8"],
        '9' => &["9"],
        _ => &[""],
    };
    (read, 1)
}

/// Doubled letters once, `ie` and `io` as the vowel behind them, a silent h before a consonant left out.
fn smoothed(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut out = String::with_capacity(key.len());
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    for (at, c) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let silent = *c == 'h' && at > 0 && next.is_some_and(|next| !vowel(next) && next != 'h');
        let glide = *c == 'i' && matches!(next, Some('e' | 'o'));
        if silent || glide || out.ends_with(*c) {
            continue;
        }
        out.push(*c);
    }
    // French writes Russian names in -in as they sound: Poutine.
    if out.len() > 5 && out.ends_with("ine") {
        out.pop();
    }
    out
}

/// The consonants of a key behind its first letter.
pub(super) fn skeleton(key: &str) -> String {
    let mut out = String::new();
    for (at, c) in key.chars().enumerate() {
        if (at == 0 || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')) && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Given names that differ by more than spelling, one name a row: Ukrainian, Russian and western forms.
const GIVEN: &[&[&str]] = &[
    &["volodimir", "vladimir", "wolodimir"],
    &["oleksandr", "aleksandr", "alexander", "alexandre", "alejandro"],
    &["oleksii", "aleksei", "alexei", "alexis"],
    &["mikhailo", "mikhail", "michail", "michael", "mijail"],
    &["dmitro", "dmitri", "dimitri", "dmitrii"],
    &["mikola", "nikolai", "nicolas", "nicolai"],
    &["andrii", "andrei", "andre", "andreas"],
    &["sergii", "serhii", "sergei", "serge"],
    &["ievgen", "evgeni", "yevhen", "eugene", "evgenii"],
    &["pavlo", "pavel", "paul", "pablo"],
    &["petro", "petr", "piotr", "peter", "pierre", "pedro"],
    &["iurii", "iuri", "juri", "youri"],
    &["olena", "elena", "helena", "jelena"],
    &["katerina", "ekaterina", "jekaterina", "catherine"],
    &["nataliia", "natalia", "natalja", "nathalie"],
    &["iuliia", "iulia", "julia", "julie", "julija"],
    &["vasil", "vasili", "basil", "wassili"],
    &["grigorii", "hryhorii", "gregori", "grigori"],
    &["igor", "ihor"],
    &["kirilo", "kirill", "kiril", "cyril"],
    &["kostiantin", "konstantin", "constantin"],
    &["danilo", "daniil", "daniel"],
    &["ganna", "anna", "hanna", "anne"],
    &["oksana", "ksenia"],
    &["ivan", "iwan", "jean", "juan"],
    &["iosip", "iosif", "joseph", "josef"],
    &["stepan", "stephan", "stefan"],
    &["tetiana", "tatiana", "tatjana"],
    &["denis", "denys"],
    &["maksim", "maxim", "maxime"],
];

/// Whether two given names are one, by key or by the list above.
pub(super) fn same_given(left: &[String], right: &[String]) -> bool {
    if left.iter().any(|key| right.contains(key)) {
        return true;
    }
    let rows = |given: &[String]| -> Vec<usize> {
        let row = |names: &&[&str]| {
            names.iter().any(|name| {
                keys(name).iter().any(|key| given.iter().any(|own| trunk(own) == trunk(key)))
            })
        };
        GIVEN.iter().enumerate().filter(|(_, names)| row(names)).map(|(at, _)| at).collect()
    };
    let (left_rows, right_rows) = (rows(left), rows(right));
    if left_rows.iter().any(|at| right_rows.contains(at)) {
        return true;
    }
    let close =
        |a: &String, b: &String| skeleton(a).len() >= 3 && skeleton(trunk(a)) == skeleton(trunk(b));
    left.iter().any(|a| right.iter().any(|b| close(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for group in [
            &["Kovalsky", "Ковальський", "Kowalskyj", "Kovalski"][..],
            &["Chernyshov", "Чернышов", "Tschernyschow", "Tchernychov"],
            &["Akhmetov", "Ахметов", "Achmetow"],
            &["Doronin", "Доронін", "Doronine"],
            &["Zhukov", "Жуков", "Schukow", "Joukov"],
            &["Doğan", "Доган", "Dogan"],
            &["Yulia", "Юлия", "Julia"],
            &["Delaunay", "Делоне"],
            &["Vossberg", "Фоссберг"],
        ] {
            let all: Vec<Vec<String>> = group.iter().map(|name| keys(name)).collect();
            for other in &all[1..] {
                let met = all[0].iter().any(|key| other.iter().any(|k| trunk(k) == trunk(key)));
                assert!(met, "{group:?} {all:?}");
            }
        }
        let apart = |a: &str, b: &str| keys(a).iter().all(|key| !keys(b).contains(key));
        assert!(apart("Marta", "Marla") && apart("Lind", "Lund"));
    }

    #[test]
    fn declined_forms_are_known_by_their_stem() {
        for (word, basic) in [
            ("коваля", "коваль"),
            ("ліндену", "лінден"),
            ("франції", "франція"),
            ("садовського", "садовський"),
            ("мартою", "марта"),
        ] {
            assert!(is_form_of(word, basic), "{word} {basic}");
        }
        assert!(!is_form_of("французького", "франція"));
        assert!(same_given(&keys("Володимир"), &keys("Vladimir")));
        assert!(!same_given(&keys("Володимир"), &keys("Viktor")));
    }
}
