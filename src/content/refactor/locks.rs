//! The lock files after things got other ids: what was verified, told and written stays known under
//! the names of today.

use super::former::{follow, follow_id};
use super::references::rewritten;
use super::targets::{Kind, Targets, Thing};
use super::{Refusal, Rename};
use crate::content::history::VerdictsLock;
use crate::content::library::Library;
use crate::content::lock::{Base, IngestLock, QuotesLock};

/// The three lock files of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    /// What the tool read and wrote last.
    pub ingest: IngestLock,
    /// Quotations that were verified.
    pub quotes: QuotesLock,
    /// Verdicts that readers were told.
    pub verdicts: VerdictsLock,
}

impl Locks {
    /// The locks after some renames, of which `library` knows nothing yet. The base of a renamed file
    /// goes with it; that of a file merged into another is dropped, and its former id keeps the tool
    /// from writing it again. Following twice is following once.
    pub fn follow(&self, library: &Library, renames: &[Rename]) -> Result<Self, Refusal> {
        let mut locks = self.clone();
        let mut targets = Targets::of(library);
        for Rename { from, to, merged } in renames {
            let thing = Thing { kind: from.kind, id: to.clone() };
            let after = targets.renamed(from, to);
            let forth = |one: &Thing| (one == from).then(|| thing.clone());
            let back = |one: &Thing| (*one == thing).then(|| from.clone());
            for (path, text) in library.files() {
                let Some(base) = locks.ingest.files.get_mut(path) else { continue };
                let newer = rewritten(path, text, &targets, &after, &forth);
                let older = rewritten(path, text, &after, &targets, &back);
                let [older, now, newer] =
                    [&older, text, &newer].map(|text| Base::of(text).unwrap_or_default());
                follow(base, &now, &newer);
                // Where an interrupted run has edited the file already.
                follow(base, &older, &newer);
                follow_id(base, from.kind, &from.id, to);
            }
            let (old_path, new_path) = (from.path()?, thing.path()?);
            if let Some(base) = locks.ingest.files.remove(&old_path).filter(|_| !merged) {
                locks.ingest.files.entry(new_path).or_insert(base);
            }
            match from.kind {
                Kind::Article => {
                    let records = locks.ingest.sources.values_mut();
                    records
                        .filter(|record| record.article == from.id)
                        .for_each(|record| record.article = to.clone());
                    locks.quotes.rename(&from.id, to);
                }
                Kind::Claim => locks.verdicts.rename(&from.id, to),
                _ => {}
            }
            targets = after;
        }
        Ok(locks)
    }
}
