//! Labels, dates and bylines around articles in the languages other than English that are read.
//! Looks at one line at a time; the words are those of [`crate::language::locale`].

use super::metadata::DateLine;
use crate::language::locale::{Locale, locales};

/// The month, 1 to 12, that a word of one of the languages names.
pub fn month_named(word: &str) -> Option<i8> {
    let low = word.to_lowercase();
    let month = locales().find_map(|locale| locale.month_named(&low))?;
    Some(month)
}

/// Whether a word can be part of a line that is nothing but a date.
pub fn is_date_word(low: &str) -> bool {
    const SMALL: &[&str] = &[
        "року", "р", "о", "об", "года", "г", "в", "во", "um", "uhr", "den", "der", "le", "à", "h",
        "el", "de", "del", "a", "las", "los", "saat", "günü",
    ];
    SMALL.contains(&low) || locales().any(|locale| locale.is_day_word(low))
}

/// What a line with a label of another language states, and where the date begins.
pub fn date_line(line: &str) -> Option<(DateLine, &str)> {
    let low = line.to_lowercase();
    if low.len() != line.len() {
        return None;
    }
    let label = |locale: &'static Locale| {
        let updated = locale.updated.iter().map(|label| (DateLine::Updated, *label));
        let published = locale.published.iter().map(|label| (DateLine::Published, *label));
        updated.chain(published)
    };
    let found = locales().flat_map(label).filter(|(_, label)| {
        low.strip_prefix(label).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    let (kind, label) = found.max_by_key(|(_, label)| label.len())?;
    line.get(label.len()..).map(|rest| (kind, rest))
}

/// The names behind "Von", "Par", "Автор:" at the start of a line, if a name can follow.
pub fn byline(line: &str) -> Option<&str> {
    let low = line.to_lowercase();
    if low.len() != line.len() {
        return None;
    }
    let rest = locales().flat_map(|locale| locale.byline).find_map(|label| {
        let rest = line.get(low.strip_prefix(label).map(|_| label.len())?..)?;
        let colon = rest.trim_start().strip_prefix(':');
        // Without a colon only the words that cannot begin a sentence's subject.
        let bare = matches!(*label, "von" | "par" | "por") && rest.starts_with(' ');
        colon.or_else(|| bare.then_some(rest))
    })?;
    let rest = rest.trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    (words.len() >= 2).then_some(rest)
}

/// Headings that announce questions and answers, folded.
pub fn is_faq_heading(folded: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "часті запитання",
        "поширені запитання",
        "запитання та відповіді",
        "питання та відповіді",
        "запитання і відповіді",
        "часто задаваемые вопросы",
        "частые вопросы",
        "вопросы и ответы",
        "häufige fragen",
        "häufig gestellte fragen",
        "fragen und antworten",
        "questions fréquentes",
        "foire aux questions",
        "questions et réponses",
        "questions-réponses",
        "preguntas frecuentes",
        "preguntas y respuestas",
        "sıkça sorulan sorular",
        "sık sorulan sorular",
        "soru ve cevap",
    ];
    HEADINGS.iter().any(|heading| folded.contains(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_bylines_of_six_languages_are_read() {
        for (line, kind, rest) in [
            ("Опубліковано: 14 травня 2031", DateLine::Published, ": 14 травня 2031"),
            ("Обновлено 14 мая 2031", DateLine::Updated, " 14 мая 2031"),
            ("Veröffentlicht am 14. Mai 2031", DateLine::Published, " 14. Mai 2031"),
            ("Mis à jour le 14 mai 2031", DateLine::Updated, " 14 mai 2031"),
            ("Actualizado el 14 de mayo de 2031", DateLine::Updated, " 14 de mayo de 2031"),
            ("Güncelleme: 14 Mayıs 2031", DateLine::Updated, ": 14 Mayıs 2031"),
        ] {
            assert_eq!(date_line(line), Some((kind, rest)), "{line}");
        }
        assert_eq!(byline("Von Marta Lind"), Some("Marta Lind"));
        assert_eq!(byline("Автор: Олена Тиха"), Some("Олена Тиха"));
        assert_eq!(byline("Porto wins"), None);
    }
}
