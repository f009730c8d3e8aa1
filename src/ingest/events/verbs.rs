//! The verbs that titles are made of, by their forms. English, general.

use std::collections::BTreeMap;

/// A verb in its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    /// `resign`
    pub(super) base: String,
    /// `resigns`
    pub(super) third: String,
    /// `resigned`, `seen`
    pub(super) participle: String,
    /// Whether it says little without what it acts on.
    pub(super) transitive: bool,
}

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `resign`
    Base,
    /// `resigns`
    Third,
    /// `resigned`, `broke`; where past and participle are one word, this.
    Past,
    /// `broken`
    Participle,
    /// `resigning`
    Progressive,
}

/// Verbs with regular forms that need an object.
const TRANSITIVE: &str = "abandon accuse acquire acquit adopt annex announce appoint approve arrest \
    attack bombard cancel capture certify charge condemn confirm contact convict criticise \
    criticize cross damage declare defeat delay demand deny deploy describe destroy detain discover \
    dismiss dispatch elect enact evacuate exchange expel fine fix halt hijack identify impeach \
    impose inaugurate indict injure inspect introduce invade investigate issue jail kill launch \
    lift locate murder name nominate occupy open order oust overturn pass phone pledge postpone \
    promise publish raid ratify recover reject release replace request rescue sack sanction search \
    seize sentence sign stage suspend telephone test treat unveil visit warn welcome wound rebuild \
    question urge rename recall approve restore complete finish admit devastate block fill stir raise carry cause unblock";
/// Verbs with regular forms that may stand alone.
const FREE: &str = "adjourn agree apologise apologize appeal arrive burn call clash close collapse \
    concede crash decide demonstrate derail die disappear end erupt escape explode fail gather \
    join leak march merge negotiate rally plead protest rain recount refuse report resign respond \
    resume retire return rule start surrender testify travel vanish vote walk count spark \
    flood consume expect";
/// Base, past and participle of the others that need an object.
const IRREGULAR_TRANSITIVE: &str = "ban banned banned|beat beat beaten|build built built|buy bought \
    bought|cut cut cut|find found found|hold held held|hurt hurt hurt|lose lost lost|send sent \
    sent|sell sold sold|shoot shot shot|steal stole stolen|strike struck struck|swear swore sworn|\
    sue sued sued|take took taken|make made made|go went gone|put put put|shut shut shut|tell told told|bring brought brought|hear heard heard|give gave \
    given|see saw seen|lay laid laid|set set set|bury buried buried|hit hit hit|catch caught caught";
/// Base, past and participle of the others that may stand alone.
const IRREGULAR_FREE: &str = "begin began begun|break broke broken|burst burst burst|come came come|\
    drown drowned drowned|fall fell fallen|fight fought fought|flee fled fled|leave \
    left left|meet met met|quit quit quit|sink sank sunk|speak spoke spoken|stop stopped stopped|step stepped stepped|\
    win won won|withdraw withdrew withdrawn|rise rose risen|flow flowed flowed|plan planned planned|\
    write wrote written|spread spread spread";

/// Looks verbs up by any of their forms. Made once for a run.
pub(super) struct Verbs {
    verbs: Vec<Verb>,
    forms: BTreeMap<String, (usize, Form)>,
}

impl Verbs {
    /// The table by form.
    pub(super) fn new() -> Self {
        let mut table = Self { verbs: Vec::new(), forms: BTreeMap::new() };
        for (words, transitive) in [(TRANSITIVE, true), (FREE, false)] {
            for base in words.split_whitespace() {
                table.add(base, &past(base), &past(base), transitive);
            }
        }
        for (rows, transitive) in [(IRREGULAR_TRANSITIVE, true), (IRREGULAR_FREE, false)] {
            for row in rows.split('|') {
                if let [base, past, participle] =
                    row.split_whitespace().collect::<Vec<_>>().as_slice()
                {
                    table.add(base, past, participle, transitive);
                }
            }
        }
        table
    }

    fn add(&mut self, base: &str, past: &str, participle: &str, transitive: bool) {
        let at = self.verbs.len();
        self.verbs.push(Verb {
            base: base.to_owned(),
            third: third(base),
            participle: participle.to_owned(),
            transitive,
        });
        let forms = [
            (past.to_owned(), Form::Past),
            (participle.to_owned(), Form::Participle),
            (third(base), Form::Third),
            (progressive(base, past), Form::Progressive),
            (base.to_owned(), Form::Base),
        ];
        for (word, form) in forms {
            self.forms.entry(word).or_insert((at, form));
        }
    }

    /// The verb that a lower-case word is a form of.
    pub(super) fn get(&self, word: &str) -> Option<(&Verb, Form)> {
        self.forms.get(word).map(|(verb, form)| (&self.verbs[*verb], *form))
    }
}

fn ends_in_consonant_y(base: &str) -> bool {
    base.strip_suffix('y').is_some_and(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
}

fn past(base: &str) -> String {
    match base {
        _ if base.ends_with('e') => format!("{base}d"),
        _ if ends_in_consonant_y(base) => format!("{}ied", &base[..base.len() - 1]),
        _ => format!("{base}ed"),
    }
}

fn third(base: &str) -> String {
    match base {
        _ if base.ends_with(['s', 'x', 'z', 'o'])
            || base.ends_with("ch")
            || base.ends_with("sh") =>
        {
            format!("{base}es")
        }
        _ if ends_in_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ => format!("{base}s"),
    }
}

fn progressive(base: &str, past: &str) -> String {
    match past.strip_suffix("ed") {
        Some(doubled) if doubled.len() == base.len() + 1 && !base.ends_with('e') => {
            format!("{doubled}ing")
        }
        _ if base.ends_with('e') && !base.ends_with("ee") => {
            format!("{}ing", &base[..base.len() - 1])
        }
        _ if matches!(base, "begin" | "win" | "cut" | "hit" | "set" | "quit") => {
            format!("{base}{}ing", &base[base.len() - 1..])
        }
        _ => format!("{base}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_leads_to_its_verb() {
        let verbs = Verbs::new();
        for (word, base, form) in [
            ("resigned", "resign", Form::Past),
            ("denies", "deny", Form::Third),
            ("broken", "break", Form::Participle),
            ("beginning", "begin", Form::Progressive),
            ("banning", "ban", Form::Progressive),
            ("marches", "march", Form::Third),
        ] {
            let (verb, found) = verbs.get(word).unwrap();
            assert_eq!((verb.base.as_str(), found), (base, form), "{word}");
        }
        assert!(verbs.get("harbour").is_none());
    }
}
