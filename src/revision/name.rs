//! Revisions as people write them (gitrevisions): a name or an id, then `~2`, `^`, `^2`, `^{commit}`.

use super::commit::{Commit, Day, tagged};
use super::id::Id;
use super::repository::{Repository, SHALLOW};
use super::store::ObjectKind;
use super::{RevisionError, damaged};
use crate::diagnostic::closest;

/// Digits of the shortest id, as with git.
const SHORTEST: usize = 4;
/// Objects of one abbreviation that are looked at.
const MOST_CANDIDATES: usize = 32;
/// Objects of one abbreviation that a message names.
const MOST_SHOWN: usize = 4;
/// Tags that may name tags.
const DEEPEST: usize = 32;

/// A step from a commit to one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// `~n`: so many times to the first parent.
    Back(u32),
    /// `^n`: to a parent, counted from 1; 0 is the commit itself.
    Parent(u32),
}

/// A name and the steps behind it; an error tells what is not understood.
fn parse(text: &str) -> Result<(&str, Vec<Step>), &'static str> {
    if text.contains("..") {
        return Err("name one revision, not a range: `diff A B` compares two");
    }
    if text.contains("@{") {
        return Err(
            "what a name stood for earlier is not read; write the id that `git reflog` shows",
        );
    }
    if text.contains(':') {
        return Err("name a commit, not a file in it");
    }
    let at = text.find(['~', '^']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(at);
    let mut steps = Vec::new();
    while let Some(sign) = rest.chars().next() {
        rest = rest.get(1..).unwrap_or_default();
        let bare = ["{commit}", "{}"].iter().find_map(|word| rest.strip_prefix(word));
        if let Some(behind) = bare.filter(|_| sign == '^') {
            rest = behind;
            continue;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, behind) = rest.split_at(digits);
        let number = if number.is_empty() { Some(1) } else { number.parse().ok() };
        rest = behind;
        match (sign, number) {
            ('~', Some(number)) => steps.push(Step::Back(number)),
            ('^', Some(number)) => steps.push(Step::Parent(number)),
            _ => return Err("write a branch, a tag or an id, and `~2` or `^` behind it"),
        }
    }
    Ok((if name == "@" { "HEAD" } else { name }, steps))
}

impl Repository {
    /// The commit that a revision names: `main`, `origin/main`, `v1.0`, `1a2b3c4`, `HEAD~2`, `@^`.
    pub fn commit_named(&self, text: &str) -> Result<Id, RevisionError> {
        let unknown = |hint: String| RevisionError::Unknown { name: text.to_owned(), hint };
        let (name, steps) = parse(text).map_err(|hint| unknown(hint.to_owned()))?;
        let id = match Id::from_hex(name).filter(|id| id.as_bytes().len() == self.format.length()) {
            Some(id) => id,
            None => match (self.named(name)?, self.abbreviated(name)?) {
                (Some(id), _) | (None, Some(id)) => id,
                (None, None) => return Err(unknown(self.hint(name))),
            },
        };
        let mut id = self.peel(id)?.ok_or_else(|| unknown("it is no commit".to_owned()))?;
        for step in steps {
            let (times, parent) = match step {
                Step::Back(times) => (times, 1),
                Step::Parent(parent) => (parent.min(1), parent),
            };
            for _ in 0..times {
                let parents = self.commit(&id)?.parents;
                let next = usize::try_from(parent - 1).ok().and_then(|at| parents.get(at));
                id = match next {
                    Some(_) if self.is_cut_at(&id) => return Err(unknown(SHALLOW.to_owned())),
                    Some(next) => *next,
                    None => {
                        let hint = format!("{} has no such parent", id.short());
                        return Err(unknown(hint));
                    }
                };
            }
        }
        Ok(id)
    }

    /// The day on which a commit was made.
    pub fn day_of(&self, commit: &Id) -> Result<Day, RevisionError> {
        Ok(self.commit(commit)?.day())
    }

    /// The commit that an object is or, as a tag, names; absent when it is something else.
    fn peel(&self, mut id: Id) -> Result<Option<Id>, RevisionError> {
        for _ in 0..DEEPEST {
            let object = self.any_object(&id)?;
            match object.kind {
                ObjectKind::Commit => return Ok(Some(id)),
                ObjectKind::Tree | ObjectKind::Blob => return Ok(None),
                ObjectKind::Tag => {
                    let fault = || damaged(format!("the tag {} names nothing", id.short()));
                    id = tagged(&object).ok_or_else(fault)?;
                }
            }
        }
        Err(damaged("a tag names a tag that names a tag, without end"))
    }

    pub(super) fn commit(&self, id: &Id) -> Result<Commit, RevisionError> {
        let bytes = self.object(id, ObjectKind::Commit)?;
        Commit::parse(&bytes).ok_or_else(|| damaged(format!("{} is no commit", id.short())))
    }

    /// The object whose id begins with `text`; of several, the only commit.
    fn abbreviated(&self, text: &str) -> Result<Option<Id>, RevisionError> {
        let is_id = text.len() >= SHORTEST && text.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_id {
            return Ok(None);
        }
        let found = self.with_prefix(&text.to_ascii_lowercase(), MOST_CANDIDATES);
        if let [one] = found.as_slice() {
            return Ok(Some(*one));
        }
        let is_commit = |id: &&Id| matches!(self.peel(**id), Ok(Some(_)));
        let commits: Vec<Id> = found.iter().filter(is_commit).copied().collect();
        match (commits.as_slice(), found.is_empty()) {
            (_, true) => Ok(None),
            ([one], false) => Ok(Some(*one)),
            (several, false) => {
                let shown = if several.is_empty() { &found } else { several };
                let shown: Vec<String> =
                    shown.iter().take(MOST_SHOWN).map(|id| id.short()).collect();
                let candidates = shown.join(" or ");
                Err(RevisionError::Ambiguous { name: text.to_owned(), candidates })
            }
        }
    }

    /// What helps somebody who wrote a name there is not.
    fn hint(&self, name: &str) -> String {
        let known = self.known_names();
        let remote = format!("origin/{name}");
        if known.contains(&remote) {
            return format!("did you mean `{remote}`?");
        }
        match closest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.is_shallow() || name.starts_with("origin/") => {
                "fetch it with `git fetch origin`; in GitHub Actions, give actions/checkout `fetch-depth: 0`"
                    .to_owned()
            }
            None => "`git branch --all` and `git tag` list names, `git log` ids".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_the_steps_behind_them_are_told_apart() {
        use Step::{Back, Parent};
        for (text, name, steps) in [
            ("main", "main", vec![]),
            ("@", "HEAD", vec![]),
            ("@^", "HEAD", vec![Parent(1)]),
            ("origin/main~2^2", "origin/main", vec![Back(2), Parent(2)]),
            ("v1^{}~", "v1", vec![Back(1)]),
            ("v1^{commit}", "v1", vec![]),
            ("HEAD^^", "HEAD", vec![Parent(1), Parent(1)]),
            ("HEAD^0", "HEAD", vec![Parent(0)]),
        ] {
            assert_eq!(parse(text), Ok((name, steps)), "{text}");
        }
        for bad in
            ["a..b", "a...b", "main@{1}", "HEAD:x", "a^x", "a~99999999999", "a^{tree}", "a^é"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
