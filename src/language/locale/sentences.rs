//! Sentence boundaries in other languages: those of [`super::super::sentence`], less the ones that
//! an abbreviation, an ordinal or a closing mark behind a space makes.

use super::Locale;
use crate::diagnostic::Span;
use crate::language::sentence;

/// The sentences of the block `within`, in order.
pub fn sentences(locale: &Locale, text: &str, within: Span) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for next in sentence::sentences(text, within) {
        let Some(last) = joined.last_mut() else {
            joined.push(next);
            continue;
        };
        let between = text.get(last.end..next.start).unwrap_or("");
        let paragraph = between.matches('\n').count() > 1;
        if !paragraph && goes_on(locale, last.of(text), next.of(text)) {
            last.end = next.end;
            continue;
        }
        let closed = closing_end(text, next).filter(|_| !paragraph);
        match closed {
            // "Nous attendons ! » Le maire": the mark belongs to the sentence before it.
            Some(end) => {
                last.end = end;
                let rest = Span::new(end, next.end);
                let body = rest.of(text);
                let start = end + (body.len() - body.trim_start().len());
                let follows = text.get(start..next.end).and_then(|rest| rest.chars().next());
                match follows {
                    None => {}
                    Some(c) if c.is_lowercase() || matches!(c, ',' | '—' | '–' | '-') => {
                        last.end = next.end;
                    }
                    Some(_) => joined.push(Span::new(start, next.end)),
                }
            }
            None => joined.push(next),
        }
    }
    joined
}

/// The end of closing marks at the start of a sentence.
fn closing_end(text: &str, sentence: Span) -> Option<usize> {
    let body = sentence.of(text);
    let rest = body.strip_prefix(['»', '”', '“'])?;
    // An opening mark touches its word.
    let opens = rest.chars().next().is_some_and(char::is_alphanumeric);
    (!opens).then(|| sentence.end - rest.len())
}

/// Whether the stop at the end of `sentence` does not end it.
fn goes_on(locale: &Locale, sentence: &str, next: &str) -> bool {
    let Some(body) = sentence.strip_suffix('.') else { return false };
    let mut back = body.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '„' | '«'));
    let Some(last) = back.next() else { return false };
    let low = last.to_lowercase();
    if low.is_empty() {
        return false;
    }
    if locale.ordinal_dot && low.len() <= 2 && low.bytes().all(|b| b.is_ascii_digit()) {
        let first = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
        let month = locale.months.iter().any(|forms| forms.contains(&first.as_str()));
        let before = back.next().unwrap_or("").to_lowercase();
        // A sentence that is nothing but the number has only begun.
        return month
            || before.is_empty()
            || matches!(
                before.as_str(),
                "der" | "am" | "dem" | "den" | "des" | "vom" | "zum" | "im"
            );
    }
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let two = back.next().map(|before| format!("{} {low}", before.to_lowercase()));
    let listed = |word: &str| locale.abbreviations.contains(&word);
    // "no" ends sentences as often as it numbers things.
    let number = low == "no" || low == "nr";
    if number && !next.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    initial || listed(&low) || two.is_some_and(|two| listed(&two))
}

#[cfg(test)]
mod tests {
    use super::super::locale;
    use super::*;

    #[test]
    fn abbreviations_ordinals_and_spaced_marks_do_not_part_sentences() {
        for (tag, parts) in [
            ("de", &["Am 16. Mai kam Dr. Lind.", "Er blieb z. B. zwei Tage."][..]),
            ("de", &["„Wir warten!“, sagte er.", "Dann ging er."]),
            ("fr", &["« Nous attendons ! » a dit M. Lind.", "Il part."]),
            ("fr", &["« Nous attendons. »", "Le maire part."]),
            ("es", &["El Sr. Lind llegó a EE. UU. ayer.", "¿Quién?", "Nadie."]),
            ("uk", &["Він живе на вул. Садовій.", "«Чекаємо!» — сказав він."]),
            ("ru", &["Музей им. Линда закрыт.", "Его чинят."]),
            ("tr", &["Prof. Lind geldi.", "12. Gün başladı."]),
        ] {
            let text = parts.join(" ");
            let locale = locale(tag).expect("a locale");
            let found = sentences(locale, &text, Span::new(0, text.len()));
            let found: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
            assert_eq!(found, parts, "{tag}");
        }
    }
}
