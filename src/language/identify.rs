//! Which language a text is written in: by its script, then by how many of its words are the small
//! words of each language. Deterministic; knows no document and no site.

mod profiles;

use self::profiles::{ARABIC, CYRILLIC, LATIN, SCRIPTS};

/// Words that are looked at.
const LOOKED_AT: usize = 600;
/// Words of which a large share of English ones settles the matter.
const FIRST_LOOK: usize = 120;
/// Words below which nothing is said.
const FEWEST: usize = 5;
/// Bytes of a paragraph that are looked at.
const LONGEST: usize = 20_000;

/// The language of a text, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identified {
    /// BCP 47 tag: `uk`, `en`, `und-Deva`; absent when the text does not tell.
    pub tag: Option<&'static str>,
    /// Whether the text is long enough and of one language, so that it outweighs what a page states.
    pub sure: bool,
    /// Whether its letters are Latin.
    latin: bool,
}

impl Identified {
    /// Whether the language `tag` can be written in the letters of the text, as far as is known.
    pub fn fits(self, tag: &str) -> bool {
        let listed = |profiles: &[(&str, &[&str])]| profiles.iter().any(|(own, _)| *own == tag);
        if listed(LATIN) && !listed(CYRILLIC) {
            return self.latin;
        }
        !(self.latin && (listed(CYRILLIC) || listed(ARABIC)))
    }
}

const UNTOLD: Identified = Identified { tag: None, sure: false, latin: true };

/// Identifies the language of `pieces`, read one after the other. At most the first few hundred
/// words are looked at.
pub fn identify<'t>(pieces: &(impl Iterator<Item = &'t str> + Clone)) -> Identified {
    let words = || {
        pieces.clone().map(head).flat_map(|piece| {
            piece.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|w| !w.is_empty())
        })
    };
    if is_plainly_english(words()) {
        return Identified { tag: Some("en"), sure: true, latin: true };
    }
    let words: Vec<String> = words().take(LOOKED_AT).map(str::to_lowercase).collect();
    let Some(script) = script(&words) else { return UNTOLD };
    match script {
        Script::Latin => by_words(&words, LATIN),
        Script::Cyrillic => {
            let found = by_words(&words, CYRILLIC);
            Identified { tag: found.tag.or(Some("und-Cyrl")), latin: false, ..found }
        }
        Script::Arabic => {
            let found = by_words(&words, ARABIC);
            Identified { tag: found.tag.or(Some("und-Arab")), latin: false, ..found }
        }
        Script::Own(tag) => Identified { tag: Some(tag), sure: true, latin: false },
    }
}

/// Whether `word`, in lower case, is one of the most frequent small words of a language.
pub(super) fn is_small_word(tag: &str, word: &str) -> bool {
    let profiles = LATIN.iter().chain(CYRILLIC).chain(ARABIC);
    profiles.filter(|(own, _)| *own == tag).any(|(_, small)| small.contains(&word))
}

/// The beginning of a piece: an endless one is not looked at to its end.
fn head(piece: &str) -> &str {
    let mut end = piece.len().min(LONGEST);
    while !piece.is_char_boundary(end) {
        end -= 1;
    }
    piece.get(..end).unwrap_or("")
}

/// Marks that belong to letters: vowel signs of Indic and Arabic scripts, joined accents.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether so many of the first words are the small words of English that no other language is
/// possible: the quick way for the usual case.
fn is_plainly_english<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let (mut seen, mut english) = (0usize, 0usize);
    for word in words.take(FIRST_LOOK) {
        seen += 1;
        english += usize::from(matches!(
            word,
            "the" | "The" | "of" | "and" | "to" | "that" | "for" | "is" | "with" | "said" | "by"
        ));
    }
    seen >= 30 && english * 8 >= seen
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Own(&'static str),
}

/// The script that most words are written in, by their first letter. Japanese is told by its kana,
/// however many Chinese characters stand between; unbroken scripts are counted by letters.
fn script(words: &[String]) -> Option<Script> {
    let (mut latin, mut cyrillic, mut arabic) = (0usize, 0usize, 0usize);
    let mut own = vec![0usize; SCRIPTS.len()];
    for word in words {
        for c in word.chars().filter(|c| c.is_alphabetic()).take(40) {
            match c {
                'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
                '\u{400}'..='\u{52f}' => cyrillic += 1,
                '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' => {
                    arabic += 1;
                }
                _ => {
                    if let Some(at) = SCRIPTS.iter().position(|(_, holds)| holds(c)) {
                        own[at] += 1;
                    }
                }
            }
        }
    }
    let kana = own.first().copied().unwrap_or(0);
    let chinese = own.get(2).copied().unwrap_or(0);
    if kana > 0 && kana * 8 >= chinese && kana + chinese > latin + cyrillic + arabic {
        return Some(Script::Own("ja"));
    }
    let mut best = (latin, Script::Latin);
    let others = [(cyrillic, Script::Cyrillic), (arabic, Script::Arabic)];
    let owned = own.iter().zip(SCRIPTS).map(|(count, (tag, _))| (*count, Script::Own(tag)));
    for (count, script) in others.into_iter().chain(owned) {
        if count > best.0 {
            best = (count, script);
        }
    }
    (best.0 > 0).then_some(best.1)
}

/// The language with most small words, when it leads the next one clearly.
fn by_words(words: &[String], profiles: &[(&'static str, &[&str])]) -> Identified {
    let mut scores: Vec<(usize, &'static str)> = profiles
        .iter()
        .map(|(tag, small)| {
            let hits = words.iter().filter(|word| small.contains(&word.as_str())).count();
            let own = hits + 2 * letters(tag, words) + endings(tag, words);
            (own.saturating_sub(2 * foreign_letters(tag, words)), *tag)
        })
        .collect();
    scores.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let [(first, tag), (second, _), ..] = scores[..] else { return UNTOLD };
    // One word said over and over is no language.
    let small = profiles.iter().find(|(own, _)| *own == tag).map_or(&[][..], |(_, small)| *small);
    let different = small.iter().filter(|small| words.iter().any(|word| word == *small)).count();
    if different < 2 || different < 4 && words.len() > 60 {
        return UNTOLD;
    }
    let enough = words.len() >= FEWEST && first >= 2 && first * 8 >= words.len();
    // Few words need a clear lead: twice the next language, or the only one.
    let lead = if first < 6 { first >= 2 * second } else { first >= second + 2 };
    if !enough || !lead {
        return UNTOLD;
    }
    let sure = words.len() >= 40 && first * 4 >= second * 5;
    Identified { tag: Some(tag), sure, latin: true }
}

/// Words with letters that, among the languages of one script, hardly another one writes.
fn letters(tag: &str, words: &[String]) -> usize {
    let own: &[char] = match tag {
        "uk" => &['ї', 'є', 'ґ'],
        "ru" => &['ы', 'э'],
        "be" => &['ў'],
        "sr" => &['ђ', 'ћ', 'џ', 'љ', 'њ'],
        "mk" => &['ќ', 'ѓ', 'ѕ'],
        "kk" => &['ә', 'ұ', 'қ', 'ғ'],
        "tg" => &['ҷ', 'ӣ', 'ӯ', 'ҳ'],
        "bg" => &['ъ'],
        "de" => &['ß'],
        "es" => &['ñ'],
        "pt" => &['ã', 'õ'],
        "tr" => &['ı', 'ğ'],
        "az" => &['ə'],
        "pl" => &['ł', 'ż', 'ś', 'ą', 'ę'],
        "cs" => &['ř', 'ě', 'ů'],
        "hu" => &['ő', 'ű'],
        "ro" => &['ț', 'ș', 'ţ', 'ă'],
        _ => return 0,
    };
    let hits = words.iter().filter(|word| word.contains(own)).count();
    hits.min(words.len() / 6)
}

/// Words with endings that hardly another language has; of the Latin script.
fn endings(tag: &str, words: &[String]) -> usize {
    let own: &[&str] = match tag {
        "de" => &["ung", "keit", "lich", "ische", "ischen", "ß"],
        "fr" => &["eux", "é", "ée", "és", "ées", "aient", "ç"],
        "es" => &["ción", "ó", "ciones", "aron", "ieron"],
        "tr" => &[
            "ları", "leri", "ların", "lerin", "acak", "ecek", "ndı", "ldi", "ldı", "yor", "ında",
            "inde", "ğı", "ği",
        ],
        "pt" => &["ção", "ções", "ões"],
        "it" => &["zione", "zioni", "ità"],
        "pl" => &["ego", "ość", "ych"],
        _ => return 0,
    };
    let ends =
        |word: &&String| word.chars().count() >= 4 && own.iter().any(|end| word.ends_with(end));
    words.iter().filter(ends).count()
}

/// Words with letters that a language of the Cyrillic script does not write.
fn foreign_letters(tag: &str, words: &[String]) -> usize {
    let missing: &[char] = match tag {
        "ru" => &['і', 'ї', 'є', 'ґ', 'ў', 'ј', 'ә', 'қ', 'ө', 'ү'],
        "uk" => &['ы', 'э', 'ё', 'ъ', 'ў', 'ј', 'ә', 'қ', 'ө', 'ү'],
        "be" => &['и', 'щ', 'ъ', 'ї', 'є', 'ј'],
        "bg" => &['ы', 'э', 'ё', 'і', 'ї', 'є', 'ў', 'ј'],
        "sr" | "mk" => &['ы', 'э', 'ё', 'і', 'ї', 'є', 'ў', 'й', 'щ', 'ю', 'я', 'ь', 'ъ'],
        "mn" | "ky" => &['і', 'ї', 'є', 'ў', 'ј'],
        _ => return 0,
    };
    words.iter().filter(|word| word.contains(missing)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<&'static str> {
        identify(&std::iter::once(text)).tag
    }

    #[test]
    fn each_language_is_told_from_its_relatives() {
        for (expected, text) in [
            (
                "en",
                "The ferry did not leave the harbour on Monday because of the storm, and nobody was hurt.",
            ),
            (
                "uk",
                "Пором не вийшов із гавані в понеділок через шторм, але ніхто не постраждав, повідомили в порту.",
            ),
            (
                "ru",
                "Паром не вышел из гавани в понедельник из-за шторма, но никто не пострадал, сообщили в порту.",
            ),
            (
                "be",
                "Паром не выйшаў з гавані ў панядзелак праз шторм, але ніхто не пацярпеў, паведамілі ў порце.",
            ),
            (
                "bg",
                "Фериботът не напусна пристанището в понеделник заради бурята и никой не беше ранен, съобщиха от порта.",
            ),
            (
                "de",
                "Die Fähre hat den Hafen am Montag wegen des Sturms nicht verlassen, und es wurde niemand verletzt.",
            ),
            (
                "nl",
                "De veerboot heeft de haven op maandag niet verlaten omdat het te hard waaide, en er is niemand gewond.",
            ),
            (
                "fr",
                "Le ferry n’a pas quitté le port lundi à cause de la tempête, et il n’y a pas de blessés dans la ville.",
            ),
            (
                "es",
                "El ferri no salió del puerto el lunes por la tormenta, y no hay heridos según las autoridades de la isla.",
            ),
            (
                "pt",
                "O ferry não saiu do porto na segunda-feira por causa da tempestade, e não há feridos segundo a polícia.",
            ),
            (
                "it",
                "Il traghetto non ha lasciato il porto lunedì per la tempesta e non ci sono feriti, secondo la polizia.",
            ),
            (
                "tr",
                "Feribot pazartesi günü fırtına nedeniyle limandan ayrılmadı ve bu olayda hiç kimse yaralanmadı.",
            ),
            (
                "pl",
                "Prom nie wypłynął z portu w poniedziałek z powodu sztormu i nikt nie został ranny, jak podano.",
            ),
            ("zh", "由于风暴，渡轮周一没有离开港口。"),
            ("ja", "フェリーは嵐のため月曜日に港を出なかった。"),
            (
                "ar",
                "لم تغادر العبارة الميناء يوم الاثنين بسبب العاصفة في البحر، ولم يصب أحد من الركاب على متنها",
            ),
            ("he", "המעבורת לא עזבה את הנמל ביום שני בגלל הסערה."),
        ] {
            assert_eq!(tag(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_does_not_tell_stays_untold() {
        for text in ["", "12:30 — 45 %", "Ana Reis", "Foto: Port"] {
            assert_eq!(tag(text), None, "{text}");
        }
        assert_eq!(tag("Порт закрито"), Some("und-Cyrl"));
    }
}
