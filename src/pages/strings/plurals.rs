//! Which form of a text a number takes: the plural categories of Unicode CLDR.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

/// Numbers below this are looked up; hardly any page counts further.
const KNOWN: usize = 1000;

/// The plural rules of one language.
#[derive(Clone, Debug)]
pub(super) struct Plurals {
    locale: Locale,
    /// The categories of 0 to 999.
    known: Vec<Category>,
}

/// A category of Unicode CLDR ("Language Plural Rules").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// All of them, in CLDR's order.
    pub(super) const ALL: [Self; 6] =
        [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in a table.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The category of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }

    const fn from_icu(category: PluralCategory) -> Self {
        match category {
            PluralCategory::Zero => Self::Zero,
            PluralCategory::One => Self::One,
            PluralCategory::Two => Self::Two,
            PluralCategory::Few => Self::Few,
            PluralCategory::Many => Self::Many,
            PluralCategory::Other => Self::Other,
        }
    }
}

impl Plurals {
    /// The rules of a language; of one that CLDR does not know, those of the root: always `other`.
    pub(super) fn new(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let known = rules(&locale).map_or_else(Vec::new, |rules| {
            (0..KNOWN).map(|n| Category::from_icu(rules.category_for(n))).collect()
        });
        Self { locale, known }
    }

    /// The category of a whole number.
    pub(super) fn category(&self, number: usize) -> Category {
        self.known.get(number).copied().unwrap_or_else(|| {
            rules(&self.locale)
                .map_or(Category::Other, |rules| Category::from_icu(rules.category_for(number)))
        })
    }

    /// The categories that whole numbers below 1000 take.
    pub(super) fn used(&self) -> Vec<Category> {
        Category::ALL.into_iter().filter(|category| self.known.contains(category)).collect()
    }
}

fn rules(locale: &Locale) -> Option<PluralRules> {
    PluralRules::try_new_cardinal(locale.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_form_their_language_gives_them() {
        for (language, cases) in [
            ("en", &[(0, "other"), (1, "one"), (2, "other"), (1001, "other")][..]),
            ("uk", &[(1, "one"), (2, "few"), (5, "many"), (11, "many"), (21, "one"), (22, "few")]),
            ("ru", &[(1, "one"), (4, "few"), (12, "many"), (1001, "one"), (1014, "many")]),
            ("pl", &[(1, "one"), (2, "few"), (5, "many"), (21, "many"), (22, "few")]),
            ("cs", &[(1, "one"), (3, "few"), (5, "other"), (21, "other")]),
            ("fr", &[(0, "one"), (1, "one"), (2, "other"), (1_000_000, "many")]),
            (
                "ar",
                &[(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")],
            ),
            ("tr", &[(1, "one"), (2, "other")]),
            ("zh", &[(1, "other"), (2, "other")]),
            ("en-GB", &[(1, "one")]),
            ("qaa", &[(1, "other")]),
        ] {
            let plurals = Plurals::new(language);
            for (number, category) in cases {
                assert_eq!(plurals.category(*number).name(), *category, "{language} {number}");
            }
        }
    }
}
