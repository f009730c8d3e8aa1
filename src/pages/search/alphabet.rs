//! The order of names in an index: the alphabet of the site's language first, then Latin letters,
//! then other scripts, then what begins with no letter. Knows no page.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The heading of entries that begin with no letter.
pub(super) const OTHERS: &str = "0–9";

/// Alphabets whose order or letters are not those of Latin without accents, as dictionaries of the
/// language have them.
const ALPHABETS: &[(&str, &str)] = &[
    ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    ("be", "абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
    ("bg", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    ("cs", "abcčdefghijklmnopqrřsštuvwxyzž"),
    ("da", "abcdefghijklmnopqrstuvwxyzæøå"),
    ("el", "αβγδεζηθικλμνξοπρστυφχψω"),
    ("es", "abcdefghijklmnñopqrstuvwxyz"),
    ("fa", "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"),
    ("fi", "abcdefghijklmnopqrstuvwxyzåäö"),
    ("he", "אבגדהוזחטיכלמנסעפצקרשת"),
    ("hu", "abcdefghijklmnoöpqrstuüvwxyz"),
    ("nb", "abcdefghijklmnopqrstuvwxyzæøå"),
    ("no", "abcdefghijklmnopqrstuvwxyzæøå"),
    ("pl", "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"),
    ("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("sv", "abcdefghijklmnopqrstuvwxyzåäö"),
    ("tr", "abcçdefgğhıijklmnoöprsştuüvyz"),
    ("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
];

/// The letters of a language in order.
pub(super) struct Alphabet {
    language: String,
    letters: Vec<char>,
    /// The places of ASCII characters: nearly all texts are made of them.
    ascii: Vec<Vec<(u8, u32)>>,
}

/// Where a text stands among others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey {
    /// For each letter: the script's rank, the letter's place in it.
    places: Vec<(u8, u32)>,
    letter: String,
}

impl SortKey {
    /// The heading it stands under.
    pub(super) fn letter(&self) -> &str {
        &self.letter
    }

    /// Whether this one begins with all of the other.
    pub(super) fn begins_with(&self, other: &Self) -> bool {
        self.places.starts_with(&other.places)
    }
}

impl Alphabet {
    /// The alphabet of a BCP 47 tag.
    pub(super) fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or("").to_lowercase();
        let letters =
            ALPHABETS.iter().find(|(tag, _)| *tag == primary).map(|(_, letters)| *letters);
        let letters = letters.unwrap_or("abcdefghijklmnopqrstuvwxyz").chars().collect();
        let mut alphabet = Self { language: primary, letters, ascii: Vec::new() };
        let places = |c| alphabet.places(c).into_iter().map(|(place, _)| place).collect();
        alphabet.ascii = ('\0'..='\x7f').map(places).collect();
        alphabet
    }

    /// Where a text stands.
    pub(super) fn key(&self, text: &str) -> SortKey {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let text = match self.language.as_str() {
            "en" => text.strip_prefix("The ").unwrap_or(text),
            _ => text,
        };
        let mut places: Vec<(u8, u32)> = Vec::new();
        let mut letter = None;
        for c in text.chars().take(80) {
            // Only the first letter has a heading.
            if letter.is_some()
                && let Some(known) = self.ascii.get(c as usize)
            {
                places.extend_from_slice(known);
                continue;
            }
            for (place, shown) in self.places(c) {
                letter.get_or_insert(shown);
                places.push(place);
            }
        }
        if places.is_empty() {
            // Without a letter or digit it stands with what begins with a digit.
            places.push((3, 0));
        }
        SortKey { places, letter: letter.unwrap_or_else(|| OTHERS.to_owned()) }
    }

    /// The places of one character with the headings of these.
    fn places(&self, c: char) -> Vec<((u8, u32), String)> {
        let lower: Vec<char> = match (self.language.as_str(), c) {
            ("tr", 'I') => vec!['ı'],
            ("tr", 'İ') => vec!['i'],
            _ => c.to_lowercase().collect(),
        };
        lower.into_iter().flat_map(|c| self.place(c)).collect()
    }

    fn place(&self, c: char) -> Vec<((u8, u32), String)> {
        let known = |c: char| {
            let at = self.letters.iter().position(|letter| *letter == c)?;
            Some(((0, at as u32), upper(c, &self.language)))
        };
        if let Some(found) = known(c) {
            return vec![found];
        }
        if !c.is_alphanumeric() {
            return Vec::new();
        }
        let bare: Vec<char> =
            std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).collect();
        if let [bare] = bare.as_slice()
            && let Some(found) = known(*bare)
        {
            return vec![found];
        }
        if c.is_numeric() && !is_ideograph(c) {
            return vec![((3, u32::from(c)), OTHERS.to_owned())];
        }
        // Latin letters of other languages, and characters that are no letters of an alphabet,
        // by their sound.
        if is_latin(c) || is_ideograph(c) {
            let sound = deunicode::deunicode_char(c).unwrap_or("").to_lowercase();
            let latin = sound.chars().filter(char::is_ascii_alphabetic);
            let rank = u8::from(self.letters.first() != Some(&'a'));
            return latin
                .map(|c| known(c).unwrap_or_else(|| ((rank, u32::from(c)), upper(c, ""))))
                .collect();
        }
        let letter = bare.first().copied().unwrap_or(c);
        vec![((2, u32::from(letter)), upper(letter, ""))]
    }
}

fn upper(c: char, language: &str) -> String {
    if language == "tr" && c == 'i' { "İ".to_owned() } else { c.to_uppercase().collect() }
}

const fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Characters of Chinese, Japanese and Korean.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts in order, each with its heading.
    fn check(language: &str, texts: &[&str], expected: &str) {
        let alphabet = Alphabet::of(language);
        let mut keyed: Vec<(SortKey, &str)> =
            texts.iter().map(|text| (alphabet.key(text), *text)).collect();
        keyed.sort();
        let shown: Vec<String> =
            keyed.iter().map(|(key, text)| format!("{} {text}", key.letter())).collect();
        assert_eq!(shown.join(", "), expected);
    }

    #[test]
    fn names_stand_where_readers_of_the_language_look() {
        check(
            "en-GB",
            &["Österby", "12 boats", "The Moor", "ana", "“Zed”", "Київ", "北京"],
            "A ana, B 北京, M The Moor, O Österby, Z “Zed”, К Київ, 0–9 12 boats",
        );
        check(
            "uk",
            &["Яна", "Ґанок", "Гора", "Brno", "Їжак", "Єва"],
            "Г Гора, Ґ Ґанок, Є Єва, Ї Їжак, Я Яна, B Brno",
        );
        check(
            "tr",
            &["İzmir", "Isparta", "Çan", "Can", "Şile", "Sur", "Quito"],
            "C Can, Ç Çan, I Isparta, İ İzmir, S Sur, Ş Şile, Q Quito",
        );
        check("ar", &["مدينة", "أحمد", "بغداد"], "ا أحمد, ب بغداد, م مدينة");
        check("sv", &["Örebro", "Zoo", "Åre"], "Z Zoo, Å Åre, Ö Örebro");
        check("en", &["", "…"], "0–9 , 0–9 …");
    }
}
