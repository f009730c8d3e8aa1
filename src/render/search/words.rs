//! Text to search terms, in any language: case, accents and spellings folded, words cut. Knows no
//! index. `themes/default/search.js` does the same to what readers type: the two change together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest term in characters; of longer words the beginning is the term.
const LONGEST: usize = 24;

/// The terms of a text, in order, as they stand in the index.
pub fn terms(text: &str) -> Vec<String> {
    let folded: Vec<char> = fold(text).chars().collect();
    let mut terms = Vec::new();
    let mut word = String::new();
    let mut at = 0;
    while let Some(&c) = folded.get(at) {
        if is_unspaced(c) {
            finish(&mut word, &mut terms);
            let run = folded.iter().skip(at).take_while(|c| is_unspaced(**c)).count();
            pairs(folded.get(at..at + run).unwrap_or(&[]), &mut terms);
            at += run;
            continue;
        }
        if is_word(c) {
            word.push(c);
        } else if !joins(&folded, at) {
            finish(&mut word, &mut terms);
        }
        at += 1;
    }
    finish(&mut word, &mut terms);
    terms
}

/// Text without what writers vary: case, accents, vowel points, letters written in two ways.
/// Marks that make another letter of their base (Ukrainian й and ї, Japanese が) stay.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = '\0';
    for c in text.nfkd().flat_map(char::to_lowercase) {
        let composed = match (last, c) {
            ('и', '\u{306}') => Some('й'),
            ('у', '\u{306}') => Some('ў'),
            ('і', '\u{308}') => Some('ї'),
            _ => None,
        };
        last = c;
        if let Some(letter) = composed {
            out.pop();
            out.push(letter);
        } else if !is_dropped(c) {
            match spelling(c) {
                Some(written) => out.push_str(written),
                None => out.push(c),
            }
        }
    }
    out.nfc().collect()
}

/// Accents, vowel points and invisible characters that tell no words apart for a reader.
const fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        // Hebrew points.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        // Arabic tashkeel, Koranic marks and tatweel.
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{640}'
        // Soft hyphen, joiners, direction marks.
        | '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The one spelling that stands for several. Turkish dotless ı is found by i, as keyboards differ.
const fn spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ς' => "σ",
        'ґ' => "г",
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        _ => return None,
    })
}

/// Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_word(c: char) -> bool {
    (c.is_alphanumeric() && c != 'ʼ') || is_combining_mark(c)
}

/// Whether the character at `at` belongs to the word around it: the apostrophe of Ukrainian, the
/// gershayim of Hebrew, the mark between thousands.
fn joins(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.get(at)).copied().unwrap_or(' ');
    let after = text.get(at + 1).copied().unwrap_or(' ');
    let both = |inside: fn(char) -> bool| inside(before) && inside(after);
    match text.get(at) {
        Some('\'' | '’' | 'ʼ') if both(|c| matches!(c, '\u{400}'..='\u{52f}')) => true,
        Some('\'' | '"' | '״' | '׳') if both(|c| matches!(c, 'א'..='ת')) => true,
        Some('.' | ',' | '\'' | '’') => {
            let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
            before.is_ascii_digit() && (1..=3).all(|n| digit(at + n)) && !digit(at + 4)
        }
        _ => false,
    }
}

/// Ends a word. A letter alone says nothing; a digit does.
fn finish(word: &mut String, terms: &mut Vec<String>) {
    let word = std::mem::take(word);
    let stem = without_article(&word);
    let mut letters = stem.chars();
    if let Some(first) = letters.next()
        && (letters.next().is_some() || first.is_numeric())
    {
        terms.push(stem.chars().take(LONGEST).collect());
    }
}

/// An Arabic word without "and", preposition and article, as in Larkey's light stemmer.
fn without_article(word: &str) -> &str {
    if !word.starts_with(|c| matches!(c, '\u{620}'..='\u{64a}')) {
        return word;
    }
    let long = |rest: &&str| rest.chars().nth(1).is_some();
    let prefixes = ["وال", "بال", "كال", "فال", "ال", "لل"];
    let found = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix).filter(long));
    found.unwrap_or(word)
}

/// A run without spaces as overlapping pairs; its last character alone too, so that each is found.
fn pairs(run: &[char], terms: &mut Vec<String>) {
    for at in 0..run.len() {
        terms.push(run.iter().skip(at).take(2).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(terms(text).join(" "), expected, "{text}");
    }

    #[test]
    fn case_accents_and_spellings_are_folded() {
        check("Café CAFÉ cafe\u{301}", "cafe cafe cafe");
        check("İSTANBUL Istanbul ıstanbul", "istanbul istanbul istanbul");
        check("Straße Łódź Ærø Çeşme", "strasse lodz aero cesme");
        check("ＡＢＣ ﬁre ①", "abc fire 1");
        check("Σίσυφος ΣΙΣΥΦΟΣ", "σισυφοσ σισυφοσ");
    }

    #[test]
    fn cyrillic_keeps_its_letters() {
        check("Ёлка Київ КРАЙ и\u{306}од ґанок", "елка київ край йод ганок");
        check("п'ять м’я обʼєкт", "пять мя обєкт");
    }

    #[test]
    fn arabic_is_found_however_it_is_written() {
        check("السَّلَام وَالسلام سـلام بالسلام للسلام", "سلام سلام سلام سلام سلام");
        check("أحمد إلى آدم مدرسة فی", "احمد الي ادم مدرسه في");
        check("١٬٠٠٠ ٢٥", "1 000 25");
        check("ال الس", "ال الس");
    }

    #[test]
    fn scripts_without_spaces_become_pairs() {
        check("停火协议", "停火 火协 协议 议");
        check("G7峰会", "g7 峰会 会");
        check("カメラが", "カメ メラ ラが が");
        check("ไทย", "ไท ทย ย");
    }

    #[test]
    fn numbers_and_marks_inside_words() {
        check("1,000 and 2.500, 1.5 or 12,3456", "1000 and 2500 1 5 or 12 3456");
        check("Turkey's l’accord U.S. x", "turkey accord");
        check("צה\"ל", "צהל");
        check("well-known_thing", "well known thing");
        check(&"x".repeat(40), &"x".repeat(24));
        check("", "");
    }
}
