//! Three-way merging of front matter, key by key and in lists item by item, as edits of the text
//! that is there: what nobody changed keeps its formatting and comments.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::{Conflict, Decide, Side};
use crate::content::format::comment_spans;
use crate::content::lock::KeyBase;
use crate::content::outline::{Node, Value, outline};
use crate::diagnostic::Span;

/// The merged front matter.
pub(super) struct MergedKeys {
    /// The YAML between the fences.
    pub(super) yaml: String,
    pub(super) conflicts: Vec<Conflict>,
    /// Whether a person edited the `ingest` key.
    pub(super) record_edited: bool,
}

/// The key that is the tool's own.
const RECORD: &str = "ingest";

/// One replacement in the YAML.
struct Edit {
    span: Span,
    text: String,
}

/// Merges `theirs` into `ours`, both YAML texts. Absent when one cannot be read, or when the text
/// cannot be edited safely.
pub(super) fn merge_keys(
    ours: &str,
    base: &BTreeMap<String, KeyBase>,
    theirs: &str,
    decide: Decide<'_>,
) -> Option<MergedKeys> {
    let (ours_root, theirs_root) = (outline(ours).ok()?, outline(theirs).ok()?);
    if !is_block_map(&ours_root) || !is_block_map(&theirs_root) {
        return None;
    }
    let mut merger = Merger {
        ours,
        theirs,
        ours_root: &ours_root,
        theirs_root: &theirs_root,
        edits: Vec::new(),
        conflicts: Vec::new(),
        expected: BTreeMap::new(),
    };
    let names = |root: &Node| -> Vec<String> {
        root.entries().iter().filter_map(|(key, _)| key.text().map(str::to_owned)).collect()
    };
    let ours_names = names(&ours_root);
    let known: BTreeSet<&String> = ours_names.iter().collect();
    let record = |root: &Node| root.get(RECORD).map(KeyBase::of);
    let was = base.get(RECORD);
    let mine = record(&ours_root);
    let record_edited = mine.as_ref() != was && mine != record(&theirs_root);
    for key in &ours_names {
        merger.merge_key(key, base.get(key), decide);
    }
    for key in names(&theirs_root).iter().filter(|key| !known.contains(key)) {
        merger.merge_key(key, base.get(key), decide);
    }
    let yaml = merger.apply()?;
    Some(MergedKeys { yaml, conflicts: merger.conflicts, record_edited })
}

/// Whether a mapping is written a key a line, which is what can be edited.
fn is_block_map(node: &Node) -> bool {
    matches!(node.value, Value::Map { block: true, .. })
}

struct Merger<'a> {
    ours: &'a str,
    theirs: &'a str,
    ours_root: &'a Node,
    theirs_root: &'a Node,
    edits: Vec<Edit>,
    conflicts: Vec<Conflict>,
    /// What each key must say in the end; absent keys must be gone.
    expected: BTreeMap<String, Option<KeyBase>>,
}

impl Merger<'_> {
    fn merge_key(&mut self, key: &str, was: Option<&KeyBase>, decide: Decide<'_>) {
        let mine = self.ours_root.get(key).map(KeyBase::of);
        let new = self.theirs_root.get(key).map(KeyBase::of);
        let follow = key == RECORD || mine.as_ref() == was;
        if mine == new || (new.as_ref() == was && key != RECORD) {
            self.expected.insert(key.to_owned(), mine);
        } else if follow {
            // What a person says beside items stays beside them.
            let items = merged_items(was, mine.as_ref(), new.as_ref());
            match items.filter(|_| key != RECORD && self.has_comments(key)) {
                Some(items) => self.merge_list(key, &items),
                None => self.take_theirs(key),
            }
        } else if let Some(items) = merged_items(was, mine.as_ref(), new.as_ref()) {
            self.merge_list(key, &items);
        } else {
            let text = |root: &Node, yaml: &str| value_text(root, yaml, key);
            let mut conflict = Conflict {
                where_: key.to_owned(),
                ours: text(self.ours_root, self.ours),
                theirs: text(self.theirs_root, self.theirs),
                span: self.place(key),
                settled: None,
            };
            conflict.settled = decide(&conflict);
            if conflict.settled == Some(Side::Theirs) {
                self.take_theirs(key);
            } else {
                self.expected.insert(key.to_owned(), mine);
            }
            self.conflicts.push(conflict);
        }
    }

    /// Where a key stands, or would stand.
    fn place(&self, key: &str) -> Span {
        entry(self.ours_root, key).unwrap_or_else(|| {
            let at = self.place_for(key);
            Span::new(at, at)
        })
    }

    /// Whether there are comments beside or between the items of a list.
    fn has_comments(&self, key: &str) -> bool {
        let Some(span) = entry(self.ours_root, key) else { return false };
        let span = whole_lines(self.ours, span);
        comment_spans(self.ours, self.ours_root).iter().any(|comment| span.contains(*comment))
    }

    /// Replaces, adds or deletes one key as the tool has it now.
    fn take_theirs(&mut self, key: &str) {
        let new = self.theirs_root.get(key);
        self.expected.insert(key.to_owned(), new.map(KeyBase::of));
        let fresh = entry(self.theirs_root, key).map(|span| span.of(self.theirs).to_owned());
        match (entry(self.ours_root, key), fresh) {
            (Some(span), Some(text)) => {
                let ended = span.of(self.ours).ends_with('\n');
                let text = if ended { format!("{text}\n") } else { text };
                self.edits.push(Edit { span, text });
            }
            (Some(span), None) => {
                let span = whole_lines(self.ours, span);
                self.edits.push(Edit { span, text: String::new() });
            }
            (None, Some(text)) => {
                let at = self.place_for(key);
                self.edits.push(Edit { span: Span::new(at, at), text: format!("{text}\n") });
            }
            (None, None) => {}
        }
    }

    /// Where a new key goes: behind the nearest key before it, in the tool's order, that is there.
    fn place_for(&self, key: &str) -> usize {
        let before = self.theirs_root.entries().iter().filter_map(|(name, _)| name.text());
        let before: Vec<&str> = before.take_while(|name| *name != key).collect();
        let nearest = before.iter().rev().find_map(|name| entry(self.ours_root, name));
        nearest.map_or(0, |span| whole_lines(self.ours, span).end)
    }

    /// Writes the merged items of a list: in place where it is written a dash a line.
    fn merge_list(&mut self, key: &str, items: &[String]) {
        self.expected.insert(key.to_owned(), Some(KeyBase::List(items.to_vec())));
        let (Some(ours), Some(theirs)) = (self.ours_root.get(key), self.theirs_root.get(key))
        else {
            return;
        };
        let text_of = |node: &Node, yaml: &str| dedented(yaml, node.span);
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for (list, yaml) in [(theirs, self.theirs), (ours, self.ours)] {
            let hashes = KeyBase::of(list);
            let KeyBase::List(hashes) = hashes else { return };
            let pairs = hashes.into_iter().zip(list.items());
            texts.extend(pairs.map(|(hash, item)| (hash, text_of(item, yaml))));
        }
        if !items.is_empty()
            && matches!(ours.value, Value::List { block: true, .. })
            && let KeyBase::List(hashes) = KeyBase::of(ours)
        {
            self.edit_items(ours, &hashes, items, &texts);
            return;
        }
        // Written in brackets: it is written anew, a dash a line. Without items, a key alone would
        // be no list any more.
        let lines: Vec<String> = items
            .iter()
            .filter_map(|hash| texts.get(hash))
            .map(|text| format!("\n  - {}", text.replace('\n', "\n    ")))
            .collect();
        let lines = lines.concat();
        let text = if items.is_empty() { format!("{key}: []") } else { format!("{key}:{lines}") };
        if let Some(span) = entry(self.ours_root, key) {
            self.edits.push(Edit { span, text });
        }
    }

    /// Deletes and adds items of a list that is written a dash a line.
    fn edit_items(
        &mut self,
        list: &Node,
        hashes: &[String],
        wanted: &[String],
        texts: &BTreeMap<String, String>,
    ) {
        let keep: BTreeSet<&String> = wanted.iter().collect();
        let known: BTreeSet<&String> = hashes.iter().collect();
        let dash_of = |item: &Node| self.ours[..item.span.start].rfind('-').unwrap_or(0);
        let Some(first) = list.items().first() else { return };
        let dash = dash_of(first);
        let margin = dash - self.ours[..dash].rfind('\n').map_or(0, |at| at + 1);
        let mut edits = Vec::new();
        for (item, _) in list.items().iter().zip(hashes).filter(|(_, hash)| !keep.contains(hash)) {
            let span = whole_lines(self.ours, Span::new(dash_of(item), item.span.end));
            edits.push(Edit { span, text: String::new() });
        }
        let end = list.items().last().map_or(first.span, |item| item.span);
        let end = whole_lines(self.ours, end).end;
        let indent = " ".repeat(margin);
        let added: Vec<String> = wanted
            .iter()
            .filter(|hash| !known.contains(hash))
            .filter_map(|hash| texts.get(hash))
            .map(|text| format!("{indent}- {}\n", text.replace('\n', &format!("\n{indent}  "))))
            .collect();
        edits.push(Edit { span: Span::new(end, end), text: added.concat() });
        self.edits.extend(edits);
    }

    /// The edited YAML, if it says what it should.
    fn apply(&mut self) -> Option<String> {
        self.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let comments = comment_spans(self.ours, self.ours_root);
        let mut yaml = String::with_capacity(self.ours.len());
        let mut at = 0;
        for edit in &self.edits {
            yaml.push_str(self.ours.get(at..edit.span.start)?);
            if !edit.text.is_empty()
                && edit.span.is_empty()
                && !yaml.is_empty()
                && !yaml.ends_with('\n')
            {
                yaml.push('\n');
            }
            // Comments are a person's: those in what goes stay, on lines of their own.
            let first = comments.partition_point(|comment| comment.start < edit.span.start);
            for comment in comments.iter().skip(first).take_while(|c| c.end <= edit.span.end) {
                yaml.push_str(margin(self.ours, edit.span.start));
                yaml.push_str(comment.of(self.ours));
                yaml.push('\n');
            }
            yaml.push_str(&edit.text);
            at = edit.span.end;
        }
        yaml.push_str(self.ours.get(at..)?);
        let root = outline(&yaml).ok()?;
        let says = |key: &String| root.get(key).map(KeyBase::of);
        let empty = |base: &Option<KeyBase>| *base == Some(KeyBase::List(Vec::new()));
        let right = self.expected.iter().all(|(key, value)| {
            // A list that lost all its items is nothing.
            says(key) == *value || (empty(value) && root.get(key).is_some_and(is_nothing))
        });
        right.then_some(yaml)
    }
}

/// The spaces with which the line at a byte begins.
fn margin(text: &str, at: usize) -> &str {
    let line = text.get(at..).unwrap_or("");
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    line.get(..spaces).unwrap_or("")
}

fn is_nothing(node: &Node) -> bool {
    node.text() == Some("")
}

/// The bytes of a key and its value.
fn entry(root: &Node, key: &str) -> Option<Span> {
    let (name, value) = root.entries().iter().find(|(name, _)| name.text() == Some(key))?;
    Some(Span::new(name.span.start, value.span.end.max(name.span.end + 1)))
}

/// A value as it is written behind its key, with the dashes of a list; nothing where the key is not.
fn value_text(root: &Node, yaml: &str, key: &str) -> String {
    let Some(span) = entry(root, key) else { return String::new() };
    let text = span.of(yaml).split_once(':').map_or("", |(_, value)| value);
    let lines = text.trim_start_matches(' ').trim_start_matches('\n').trim_end();
    lines.to_owned()
}

/// A range widened to whole lines, a comment behind it included.
fn whole_lines(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    if span.end > span.start && text.get(..span.end).is_some_and(|before| before.ends_with('\n')) {
        return Span::new(start, span.end);
    }
    let end = text.get(span.end..).and_then(|after| after.find('\n'));
    Span::new(start, end.map_or(text.len(), |at| span.end + at + 1))
}

/// The text of an item, its further lines moved left by the item's own margin.
fn dedented(text: &str, span: Span) -> String {
    let line = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let margin = span.start - line;
    let mut lines = span.of(text).trim_end().split('\n');
    let mut out = lines.next().unwrap_or("").to_owned();
    for line in lines {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count().min(margin);
        out.push('\n');
        out.push_str(&line[spaces..]);
    }
    out
}

/// The items of a list that both sides changed: ours, without those the tool dropped, and those it
/// added. Absent when it is no list on every side, or both changed one item.
fn merged_items(
    was: Option<&KeyBase>,
    mine: Option<&KeyBase>,
    new: Option<&KeyBase>,
) -> Option<Vec<String>> {
    let (Some(KeyBase::List(mine)), Some(KeyBase::List(new))) = (mine, new) else { return None };
    let was: &[String] = match was {
        Some(KeyBase::List(was)) => was,
        None => &[],
        Some(KeyBase::Value(_)) => return None,
    };
    let sets = [was, mine, new].map(|items| items.iter().collect::<BTreeSet<_>>());
    let [was_set, mine_set, new_set] = &sets;
    if was_set.len() < was.len() || mine_set.len() < mine.len() || new_set.len() < new.len() {
        return None;
    }
    let added_by_us = mine.iter().any(|item| !was_set.contains(item) && !new_set.contains(item));
    let added: Vec<&String> =
        new.iter().filter(|item| !was_set.contains(item) && !mine_set.contains(item)).collect();
    let lost_by_both = was.iter().any(|item| !mine_set.contains(item) && !new_set.contains(item));
    if lost_by_both
        && (added_by_us && !added.is_empty() || is_replaced(was, mine_set, new, new_set))
    {
        return None;
    }
    let kept = mine.iter().filter(|item| new_set.contains(item) || !was_set.contains(item));
    Some(kept.chain(added).cloned().collect())
}

/// Whether the tool put a new item in the place of one that a person took away: what has the same
/// neighbours as the old one had, of those that stayed.
fn is_replaced(
    was: &[String],
    mine: &BTreeSet<&String>,
    new: &[String],
    new_set: &BTreeSet<&String>,
) -> bool {
    let was_set: BTreeSet<&String> = was.iter().collect();
    let stays = |item: &&String| was_set.contains(*item) && new_set.contains(*item);
    let gap = |list: &[String], at: usize| {
        let before = list.iter().take(at).rev().find(stays).cloned();
        let after = list.iter().skip(at + 1).find(stays).cloned();
        (before, after)
    };
    let gone =
        was.iter().enumerate().filter(|(_, item)| !mine.contains(item) && !new_set.contains(item));
    let gaps: BTreeSet<_> = gone.map(|(at, _)| gap(was, at)).collect();
    let added =
        new.iter().enumerate().filter(|(_, item)| !was_set.contains(item) && !mine.contains(item));
    added.map(|(at, _)| gap(new, at)).any(|gap| gaps.contains(&gap))
}
