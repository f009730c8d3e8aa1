//! What people do to a site, at random: each step is a number that says, together with what stands on
//! the disk, which edits it makes. So a step means something in any sequence, and sequences can be
//! shortened by leaving steps out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::words::{ALIASES, BLOCKS, DATES, FORMER, KEYS, QUOTES, SENTENCES, SETTINGS, TITLES};

/// `SplitMix64` (Steele, Lea and Flood, 2014): numbers from a seed.
#[derive(Clone, Debug)]
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which must not be 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Whether one of `of` came up.
    pub(super) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// A site that is edited.
pub(super) struct Desk {
    pub(super) root: PathBuf,
    /// Files written so far: each gets another time of change, long ago, so that no stamp is doubtful.
    pub(super) written: u64,
}

impl Desk {
    /// Writes a file and the folders above it.
    pub(super) fn put(&mut self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        self.touch(file);
    }

    /// Gives a file another time of change.
    pub(super) fn touch(&mut self, file: &str) {
        self.written += 1;
        let time = UNIX_EPOCH + Duration::from_millis(1_700_000_000_123 + self.written * 1_001);
        let file = fs::File::options().write(true).open(self.root.join(file)).unwrap();
        file.set_modified(time).unwrap();
    }

    pub(super) fn text(&self, file: &str) -> String {
        let bytes = fs::read(self.root.join(file)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Replaces `from`, which must be there.
    pub(super) fn edit(&mut self, file: &str, from: &str, to: &str) {
        let text = self.text(file);
        assert!(text.contains(from), "{file} has no {from:?}:\n{text}");
        self.put(file, text.replacen(from, to, 1));
    }

    /// Sets a key of the front matter to a whole entry such as `title: x`; an empty one takes it away.
    pub(super) fn set(&mut self, file: &str, key: &str, entry: &str) {
        let text = self.text(file);
        let Some((head, body)) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"))
        else {
            return;
        };
        let mut lines = Vec::new();
        let mut within = false;
        for line in head.lines() {
            let is_key = !line.starts_with([' ', '-', '#']);
            within = if is_key { line.split(':').next() == Some(key) } else { within };
            if !within {
                lines.push(line);
            }
        }
        lines.extend(entry.lines());
        let text = format!("---\n{}\n---\n{body}", lines.join("\n"));
        self.put(file, text);
    }

    /// Files below a folder, by path below the site's folder.
    pub(super) fn files(&self, folder: &str) -> Vec<String> {
        let walk = walkdir::WalkDir::new(self.root.join(folder)).sort_by_file_name();
        let files = walk.into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let below = files.map(walkdir::DirEntry::into_path);
        let name =
            |path: &Path| path.strip_prefix(&self.root).unwrap().to_str().unwrap().to_owned();
        below.map(|path| name(&path)).collect()
    }

    fn ids(&self, kind: &str) -> Vec<String> {
        let files = self.files(&format!("content/{kind}"));
        let stem =
            |file: &String| Path::new(file).file_stem().unwrap().to_str().unwrap().to_owned();
        files.iter().map(stem).collect()
    }

    /// Makes the edits of one step; gives back what they were.
    pub(super) fn step(&mut self, seed: u64) -> String {
        let mut chance = Chance(seed);
        let edits = if chance.one_in(5) { 2 } else { 1 };
        let mut done = Vec::new();
        for _ in 0..40 {
            done.extend(self.one(&mut chance));
            if done.len() == edits {
                break;
            }
        }
        done.join(" and ")
    }

    fn one(&mut self, chance: &mut Chance) -> Option<String> {
        match chance.below(100) {
            0..45 => self.change_key(chance),
            45..60 => self.change_body(chance),
            60..66 => Some(self.add_file(chance)),
            66..71 => self.delete_file(chance),
            71..75 => self.rename_file(chance),
            75..81 => self.change_setting(chance),
            81..86 => Some(self.change_look(chance)),
            86..90 => self.break_file(chance),
            90..94 => self.tamper(chance),
            94..97 => self.spoil_cache(chance),
            97 => Some(self.add_source(chance)),
            _ => {
                let files = self.files("content");
                let file = self.some(&files, chance)?;
                self.touch(&file);
                Some(format!("touch {file}"))
            }
        }
    }

    #[expect(clippy::unused_self, reason = "reads as the others do")]
    fn some(&self, from: &[String], chance: &mut Chance) -> Option<String> {
        if from.is_empty() { None } else { Some(from[chance.below(from.len())].clone()) }
    }

    fn id(&self, kind: &str, chance: &mut Chance) -> String {
        // Now and then one that nothing has.
        if chance.one_in(12) {
            return "nothing-like-it".to_owned();
        }
        let ids = self.ids(kind);
        self.some(&ids, chance).unwrap_or_else(|| "nobody".to_owned())
    }

    fn markdown(&self, kind: &str) -> Vec<String> {
        let files = self.files(&format!("content/{kind}"));
        files.into_iter().filter(|file| file.contains(".md")).collect()
    }

    fn change_key(&mut self, chance: &mut Chance) -> Option<String> {
        let (kind, keys) = KEYS[chance.below(KEYS.len())];
        let file = match kind {
            "index" => "content/index.md".to_owned(),
            kind => self.some(&self.markdown(kind), chance)?,
        };
        let key = chance.pick(keys);
        let entry = if chance.one_in(6) { String::new() } else { self.entry(key, kind, chance) };
        self.set(&file, key, &entry);
        Some(format!("{file}: set {key} to {entry:?}"))
    }

    /// A value for a key, as an entry of YAML.
    fn entry(&self, key: &str, kind: &str, chance: &mut Chance) -> String {
        let list = |ids: Vec<String>| format!("{key}: [{}]", ids.join(", "));
        match key {
            "published" | "updated" | "date" | "at" | "as_of" => {
                format!("{key}: {}", chance.pick(DATES))
            }
            "tags" => {
                format!("tags: {}", chance.pick(&["[bell]", "[tower, bell]", "[quay]", "[]"]))
            }
            "outlet" => {
                format!(
                    "outlet: {}",
                    chance.pick(&["Morning Post", "Sund Wire", "Letter", "Ж і Ї"])
                )
            }
            "code" => format!("code: {}", chance.pick(&["MP", "XX", "QL", "SW"])),
            "rights" => {
                format!("rights: {}", chance.pick(&["full", "summary", "metadata", "excerpt"]))
            }
            "draft" => format!("draft: {}", chance.pick(&["true", "false"])),
            "language" => format!("language: {}", chance.pick(&["en", "uk", "de"])),
            "url" | "archive" => {
                format!("{key}: {}", chance.pick(&["https://a.example/x", "https://b.example/y"]))
            }
            "type" => format!("type: {}", chance.pick(&["person", "organization", "place"])),
            "aliases" => format!("aliases: [{}]", chance.pick(ALIASES)),
            "same_as" => "same_as: [\"https://data.example/thing\"]".to_owned(),
            "former_ids" => list(vec![chance.pick(FORMER).to_owned()]),
            "outcome" => {
                format!("outcome: {}", chance.pick(&["held", "planned", "cancelled"]))
            }
            "verdict" => format!(
                "verdict: {}",
                chance.pick(&["agree", "differ", "contradict", "single-source"])
            ),
            "kind" => {
                format!("kind: {}", chance.pick(&["source", "verdict", "correction", "event"]))
            }
            "was" | "now" => {
                format!("{key}: {}", chance.pick(&["agree", "contradict", "two boats", "a smith"]))
            }
            "order" => format!("order: {}", chance.below(3)),
            "place" => format!("place: {}", self.id("entities", chance)),
            "part_of" | "after" | "event" => format!("{key}: {}", self.id("events", chance)),
            "copy_of" => format!("copy_of: {}", self.id("articles", chance)),
            "about" if kind == "claims" => format!("about: {}", self.id("entities", chance)),
            "about" => {
                let of = chance.pick(&["articles", "claims", "events", "entities"]);
                format!("about: {}", self.id(of, chance))
            }
            "participants" => list(vec![self.id("entities", chance), self.id("entities", chance)]),
            "key_claims" | "claims" => {
                list(vec![self.id("claims", chance), self.id("claims", chance)])
            }
            "key_events" => list(vec![self.id("events", chance)]),
            "sources" => {
                let (first, second) = (self.id("articles", chance), self.id("articles", chance));
                let quote = chance.pick(QUOTES);
                format!("sources:\n  - article: {first}\n    quote: {quote}\n  - article: {second}")
            }
            "positions" => {
                let mut entry = "positions:".to_owned();
                for _ in 0..=chance.below(3) {
                    let (article, quote) = (self.id("articles", chance), chance.pick(QUOTES));
                    let value = chance.pick(&["\"3\"", "noon", "\"yes\"", "about 3"]);
                    let _ = write!(
                        entry,
                        "\n  - value: {value}\n    article: {article}\n    quote: {quote}"
                    );
                }
                entry
            }
            "silent" => {
                let why = chance.pick(&["not-mentioned", "published-before", "other-topic"]);
                format!("silent:\n  - article: {}\n    why: {why}", self.id("articles", chance))
            }
            _ => format!("{key}: {}", chance.pick(TITLES)),
        }
    }

    fn change_body(&mut self, chance: &mut Chance) -> Option<String> {
        let files = self.markdown("");
        let file = self.some(&files, chance)?;
        let text = self.text(&file);
        let at = text.find("\n---\n")? + 5;
        let (head, body) = text.split_at(at);
        let mut blocks: Vec<String> = body
            .trim()
            .split("\n\n")
            .filter(|block| !block.is_empty())
            .map(str::to_owned)
            .collect();
        let what = match chance.below(5) {
            0 if !blocks.is_empty() => {
                let gone = blocks.remove(chance.below(blocks.len()));
                format!("remove {gone:?}")
            }
            1 if !blocks.is_empty() => {
                let at = chance.below(blocks.len());
                blocks[at].push(' ');
                blocks[at].push_str(chance.pick(SENTENCES));
                format!("write on behind {:?}", blocks[at])
            }
            2 if chance.one_in(3) => {
                blocks.clear();
                "empty the body".to_owned()
            }
            _ => {
                let block = if chance.one_in(3) {
                    self.link(chance)
                } else {
                    chance.pick(BLOCKS).to_owned()
                };
                let at = chance.below(blocks.len() + 1);
                blocks.insert(at, block.clone());
                format!("write {block:?}")
            }
        };
        self.put(&file, format!("{head}\n{}\n", blocks.join("\n\n")));
        Some(format!("{file}: {what}"))
    }

    fn link(&self, chance: &mut Chance) -> String {
        let kind = chance.pick(&["articles", "entities", "events", "pages", "claims", "faq"]);
        let id = self.id(kind, chance);
        match kind {
            "claims" => format!("It is asked: [[claim:{id}]]. Mira Tolvane asks too."),
            "articles" if chance.one_in(2) => format!("It says [[quote:{id}|at noon]]."),
            _ if chance.one_in(2) => format!("More is told [[{id}|there]]."),
            _ => format!("More is told elsewhere. [[{id}]]"),
        }
    }

    fn add_file(&mut self, chance: &mut Chance) -> String {
        let kind =
            chance.pick(&["articles", "entities", "events", "claims", "faq", "changes", "pages"]);
        let id = chance.pick(&["new-one", "another", "old-evening", "bell", "zinc"]);
        let file = format!("content/{kind}/{id}.md");
        let keys: &[&str] = match kind {
            "articles" => &["title", "outlet", "published", "rights", "tags"],
            "entities" => &["name", "type", "aliases", "role"],
            "events" => &["title", "date", "participants", "place", "sources"],
            "claims" => &["question", "event", "attribute", "positions"],
            "faq" => &["question", "claims", "sources"],
            "changes" => &["kind", "at", "about"],
            _ => &["title"],
        };
        let entries: Vec<String> = keys.iter().map(|key| self.entry(key, kind, chance)).collect();
        let body = if chance.one_in(3) { "" } else { chance.pick(BLOCKS) };
        self.put(&file, format!("---\n{}\n---\n\n{body}\n", entries.join("\n")));
        format!("write {file}: {entries:?} {body:?}")
    }

    fn delete_file(&mut self, chance: &mut Chance) -> Option<String> {
        let files = self.files("content");
        let file = self.some(&files, chance)?;
        fs::remove_file(self.root.join(&file)).unwrap();
        Some(format!("delete {file}"))
    }

    fn rename_file(&mut self, chance: &mut Chance) -> Option<String> {
        let kind = chance.pick(&["articles", "entities", "events", "claims", "faq", "pages"]);
        let file = self.some(&self.markdown(kind), chance)?;
        let id = chance.pick(&["renamed", "aa-first", "zz-last", "spire", "Odd Name"]);
        // Also to another kind of thing, and over what is there.
        let kind = if chance.one_in(4) { "pages" } else { kind };
        let to = format!("content/{kind}/{id}.md");
        fs::create_dir_all(self.root.join(&to).parent().unwrap()).unwrap();
        fs::rename(self.root.join(&file), self.root.join(&to)).unwrap();
        Some(format!("rename {file} to {to}"))
    }

    fn change_setting(&mut self, chance: &mut Chance) -> Option<String> {
        let line = chance.pick(SETTINGS);
        let key = line.split(' ').next()?;
        let text = self.text("site.toml");
        let begins = |old: &&str| old.trim_start_matches("# ").starts_with(&format!("{key} "));
        let old = text.lines().find(begins)?.to_owned();
        let new = if line.ends_with('=') { format!("# {old}") } else { line.to_owned() };
        if old == new || old.starts_with("# ") && line.ends_with('=') {
            return None;
        }
        self.put("site.toml", text.replacen(&old, &new, 1));
        Some(format!("site.toml: {new}"))
    }

    fn change_look(&mut self, chance: &mut Chance) -> String {
        let names = ["page.html", "claim.html", "parts.html", "base.html", "home.html", "own.html"];
        let file = match chance.below(6) {
            0 => "themes/own/extra.css".to_owned(),
            1 => format!("templates/strings/{}.toml", chance.pick(&["en", "uk"])),
            2 => format!("themes/own/templates/{}", chance.pick(&names)),
            _ => format!("templates/{}", chance.pick(&names)),
        };
        if chance.one_in(3) && self.root.join(&file).is_file() {
            fs::remove_file(self.root.join(&file)).unwrap();
            return format!("delete {file}");
        }
        let mark = chance.below(3);
        let text = if Path::new(&file).extension().is_some_and(|ending| ending == "css") {
            let rule =
                chance.pick(&["table{color:red}", ".chip{color:red}", "blockquote{margin:0}"]);
            format!("@layer theme{{{rule} .mark{mark}{{color:red}}}}\n")
        } else if file.contains("strings") {
            let key = chance.pick(&["story", "timeline", "sources"]);
            format!("[nav]\n{key} = \"Word {mark}\"\n")
        } else if file.contains("own.html") {
            format!("{{% block nothing %}}{mark}{{% endblock nothing %}}\n")
        } else {
            let name = file.rsplit('/').next().unwrap();
            let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name);
            let text = fs::read_to_string(built_in).unwrap();
            match chance.below(5) {
                // Fails when the page is made, or when it is read.
                0 => text.replacen("<h1>", "<h1>{{ view.no_such_thing }}", 1),
                1 if chance.one_in(2) => format!("{text}{{% if %}}"),
                _ => text.replacen("<h1>", &format!("<h1 data-mark=\"{mark}\">"), 1),
            }
        };
        self.put(&file, text);
        format!("write {file} with mark {mark}")
    }

    fn break_file(&mut self, chance: &mut Chance) -> Option<String> {
        let files = self.markdown("");
        let broken = |file: &&String| self.text(file).contains("\nbroken");
        if let Some(file) = files.iter().find(broken).cloned()
            && !chance.one_in(4)
        {
            let text = self.text(&file);
            let mended: Vec<&str> =
                text.lines().filter(|line| !line.starts_with("broken")).collect();
            self.put(&file, mended.join("\n") + "\n");
            return Some(format!("mend {file}"));
        }
        let file = self.some(&files, chance)?;
        let wrong = chance.pick(&["broken: [", "broken: 1", "broken"]);
        self.put(&file, self.text(&file).replacen("---\n", &format!("---\n{wrong}\n"), 1));
        Some(format!("break {file} with {wrong:?}"))
    }

    fn tamper(&mut self, chance: &mut Chance) -> Option<String> {
        let mut files = self.files("public");
        // The folder's marker is not of the site.
        files.retain(|file| file != "public/.backstory");
        let file = self.some(&files, chance)?;
        let mut bytes = fs::read(self.root.join(&file)).unwrap();
        match chance.below(4) {
            0 => {
                fs::remove_file(self.root.join(&file)).unwrap();
                return Some(format!("delete {file}"));
            }
            1 => {
                self.put("public/stray/file.html", "stray");
                return Some("add a stray file".to_owned());
            }
            2 if !bytes.is_empty() => {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1;
            }
            _ => bytes.extend_from_slice(b" "),
        }
        self.put(&file, bytes);
        Some(format!("tamper with {file}"))
    }

    fn spoil_cache(&mut self, chance: &mut Chance) -> Option<String> {
        let file = ".backstory/cache/build";
        let mut bytes = fs::read(self.root.join(file)).ok()?;
        match chance.below(4) {
            0 => {
                fs::remove_file(self.root.join(file)).unwrap();
                return Some("delete the cache".to_owned());
            }
            1 => bytes.truncate(chance.below(bytes.len() + 1)),
            2 => bytes = vec![0; 64],
            _ => {
                let at = chance.below(bytes.len().max(1));
                *bytes.get_mut(at)? ^= 1 << chance.below(8);
            }
        }
        self.put(file, bytes);
        Some("spoil the cache".to_owned())
    }

    fn add_source(&mut self, chance: &mut Chance) -> String {
        let number = chance.below(3);
        let hurt = chance.pick(&["three", "four"]);
        let text = format!(
            "---\ntitle: Report {number} of the bell\noutlet: Sheet {number}\ndate: 2031-04-0{}\n---\n\n\
             The bell of Harnsund fell on Wednesday. {hurt} people were hurt, the Bell Office said.\n\n\
             “We heard a crack,” said Mira Tolvane, who keeps the tower.\n",
            number + 5
        );
        self.put(&format!(".backstory/raw/report-{number}.md"), text);
        format!("take in source {number} with {hurt} hurt")
    }
}
