//! Yes against no: answers that are worth showing only where one source says that it was so and
//! another that it was not.

use std::collections::BTreeMap;

use super::{Assertion, ClaimKey};

/// The answer of a source to a question that is put by yes or no.
pub(super) fn polar(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// The assertions to each key of which one document says yes and another says no.
pub(super) fn opposed(assertions: Vec<Assertion>) -> Vec<Assertion> {
    let mut by_key: BTreeMap<ClaimKey, Vec<Assertion>> = BTreeMap::new();
    for assertion in assertions {
        by_key.entry(assertion.key.clone()).or_default().push(assertion);
    }
    let documents = |found: &[Assertion], value: &str| -> Vec<usize> {
        found.iter().filter(|one| one.value == value).map(|one| one.document).collect()
    };
    let apart = |found: &Vec<Assertion>| {
        let (yes, no) = (documents(found, "yes"), documents(found, "no"));
        yes.iter().any(|left| no.iter().any(|right| left != right))
    };
    by_key.into_values().filter(apart).flatten().collect()
}
