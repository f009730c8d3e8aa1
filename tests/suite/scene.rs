//! A site between two versions, for runs that are killed or refused in the middle: the old one is
//! published, the new one is written, and a build is about to run. Then what must hold whatever happened
//! to that build, and that the next one mends everything.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::program::{backstory, code, differing, err, run, succeed, tree, write};

/// How the new site takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Sources are taken in and a first site is published; there is no old one.
    First,
    /// All pages change: the folders are exchanged in one step.
    Exchange,
    /// All pages change on a system that cannot exchange folders: two renames.
    TwoRenames,
    /// A few files of many change: by a journal, each file by itself.
    InPlace,
}

impl Way {
    pub(crate) const ALL: [Self; 4] =
        [Self::First, Self::Exchange, Self::TwoRenames, Self::InPlace];
}

/// All files of a site, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Numbers from a seed: `SplitMix64` (Steele, Lea and Flood, 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A number from the environment, for the long forms of tests.
pub(crate) fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Says that something is not tested here. To the stream itself: what tests print is shown only when
/// they fail.
pub(crate) fn left_out(what: &str) {
    let _ = writeln!(std::io::stderr(), "LEFT OUT: {what}");
}

/// A folder in memory where there is one: every build waits for the disk.
pub(crate) fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// A site between two versions.
pub(crate) struct Scene {
    pub(crate) way: Way,
    pub(crate) root: PathBuf,
    /// What stands in the site's folder when one or the other version is built.
    built: [Files; 2],
    /// The version that is published, and the one that is written, when a build is about to run.
    old: usize,
    new: usize,
    /// Deleted with the scene, where it is the scene's own.
    folder: Option<tempfile::TempDir>,
}

impl Scene {
    /// The scene in a folder of its own.
    pub(crate) fn new(way: Way) -> Self {
        let folder = quick_folder();
        let mut scene = Self::at(way, &folder.path().join("site"));
        scene.folder = Some(folder);
        scene
    }

    /// The scene in the folder `root`, which may be on another disk.
    pub(crate) fn at(way: Way, root: &Path) -> Self {
        let built = [0, 1].map(|version| {
            let clean = quick_folder();
            inputs(way, version, clean.path());
            succeed(clean.path(), &["build"]);
            files(clean.path())
        });
        assert!(way == Way::First || differing(&built[0], &built[1]).len() > 1);
        let scene = Self { way, root: root.to_owned(), built, old: 0, new: 0, folder: None };
        inputs(way, 0, &scene.root);
        if way != Way::First {
            succeed(&scene.root, &["build"]);
            scene.assert_built("the first build");
        }
        scene
    }

    /// Writes the version that is not published: now a build has something to do.
    pub(crate) fn prepare(&mut self) {
        if self.way == Way::First {
            let _ = fs::remove_dir_all(&self.root);
            self.new = 1;
        } else {
            (self.old, self.new) = (self.new, 1 - self.new);
        }
        inputs(self.way, self.new, &self.root);
    }

    /// The build.
    pub(crate) fn command(&self) -> Command {
        let plain = backstory(&self.root);
        let mut command = if self.way == Way::TwoRenames {
            // Traced by a grandchild, so that the child is the build itself.
            let mut command = Command::new("strace");
            command.args(["-D", "-f", "-qqq", "-o", "/dev/null", "-e", "trace=renameat2"]);
            command.args(["-e", "inject=renameat2:error=ENOSYS"]);
            command.arg(plain.get_program()).current_dir(&self.root);
            command
        } else {
            plain
        };
        command.arg("build").stdin(Stdio::null());
        command
    }

    /// Whether what is published is as promised at any moment; what it is, in a word.
    pub(crate) fn assert_whole(&self, round: &str) -> &'static str {
        let public = self.root.join("public");
        let found = if public.exists() { tree(&public) } else { Files::new() };
        let [old, new] = [self.old, self.new].map(|version| published(&self.built[version]));
        if found == new {
            return "new";
        }
        match self.way {
            Way::First => {
                assert!(!self.root.join("public").exists(), "{round}: half a first site");
                "none"
            }
            _ if found == old => "old",
            Way::TwoRenames if found.is_empty() => {
                let beside = fs::read_dir(&self.root)
                    .unwrap()
                    .flatten()
                    .find(|entry| entry.file_name().to_string_lossy().starts_with(".public.old-"));
                let beside = beside.unwrap_or_else(|| panic!("{round}: the site is gone"));
                assert_eq!(differing(&tree(&beside.path()), &old), Vec::<String>::new(), "{round}");
                "beside"
            }
            Way::InPlace => {
                for (path, bytes) in &found {
                    let is_whole = [&old, &new].iter().any(|site| site.get(path) == Some(bytes));
                    assert!(is_whole, "{round}: {path} is neither old nor new");
                }
                for path in old.keys().filter(|path| new.contains_key(*path)) {
                    assert!(found.contains_key(path), "{round}: {path} is missing");
                }
                "between"
            }
            _ => panic!("{round}: half a site; not as before: {:?}", differing(&found, &old)),
        }
    }

    /// Builds again, without hindrance: the site is as a clean build makes it, and nothing besides.
    pub(crate) fn assert_mended(&self, round: &str) {
        let output = run(&self.root, &["build"]);
        assert_eq!(code(&output), Some(0), "{round}: {}", err(&output));
        self.assert_built(round);
    }

    /// Builds again: the site is as a clean build makes it of what is there now.
    pub(crate) fn assert_clean(&self, round: &str) {
        let output = run(&self.root, &["build", "--verify"]);
        assert_eq!(code(&output), Some(0), "{round}: {}", err(&output));
    }

    fn assert_built(&self, round: &str) {
        let found = files(&self.root);
        let expected = &self.built[self.new];
        assert_eq!(differing(&found, expected), Vec::<String>::new(), "{round}");
    }

    /// The pages that both versions have, with the bytes of each.
    pub(crate) fn pages(&self) -> Vec<(PathBuf, [Vec<u8>; 2])> {
        let [one, two] = [0, 1].map(|version| published(&self.built[version]));
        let both = one.iter().filter_map(|(path, bytes)| {
            let other = two.get(path)?;
            Some((self.root.join("public").join(path), [bytes.clone(), other.clone()]))
        });
        both.collect()
    }
}

/// What a build that was refused something must say: no panic, no signal; a path and a remedy.
#[track_caller]
pub(crate) fn assert_told(output: &Output, round: &str) {
    let told = err(output);
    assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{round}: {told}");
    assert!(matches!(code(output), Some(0..=2)), "{round}: {:?} {told}", output.status);
    if code(output) == Some(2) {
        let line = told.lines().find(|line| line.contains("cannot ") || line.contains(" is "));
        let line = line.unwrap_or_else(|| panic!("{round}: nothing is told: {told}"));
        let names = line.contains('/') || line.contains("standard") || line.contains("folder");
        assert!(names && line.contains("; "), "{round}: no path or no remedy: {told}");
    }
}

/// The published files.
fn published(site: &Files) -> Files {
    let below = site.iter().filter_map(|(path, bytes)| {
        Some((path.strip_prefix("public/")?.to_owned(), bytes.clone()))
    });
    below.collect()
}

/// All files of a site but what builds remember.
fn files(root: &Path) -> Files {
    let mut files = tree(root);
    files.retain(|path, _| !path.starts_with(".backstory/cache/"));
    files
}

/// Writes what a version of the site is made from.
fn inputs(way: Way, version: usize, root: &Path) {
    if way == Way::First {
        write(
            root,
            "site.toml",
            "title = \"The quarry road\"\nbase_url = \"https://road.example/\"\n",
        );
        for (name, text) in SOURCES {
            write(root, &format!("content/sources/{name}.txt"), text);
        }
        return;
    }
    let ferry = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/good/ferry");
    for (path, bytes) in tree(&ferry) {
        let text = String::from_utf8(bytes).unwrap();
        let text = match (way, path.as_str(), version) {
            (Way::InPlace, "content/entities/maren-tollefsby.md", 1) => {
                format!("{text}\nShe has looked after the ferry's engines for nine years.\n")
            }
            (Way::InPlace, ..) => text,
            (_, "site.toml", 1) => text.replace("The Osterholm ferry", "The ferry of Osterholm"),
            _ => text,
        };
        if fs::read(root.join(&path)).ok().as_deref() != Some(text.as_bytes()) {
            write(root, &path, text);
        }
    }
}

/// Two invented reports.
const SOURCES: [(&str, &str); 2] = [
    (
        "quarry-road-closed",
        "Quarry road closed after rockfall\n\nBy Tilda Marsk\nHolmen Courier\n3 March 2031\n\n\
         The road to the Varde quarry was closed on Monday after a rockfall, said the mayor of Holmen, \
         Arvid Lunde. Nobody was hurt.\n\n\"We will not open it before the cliff is safe,\" Lunde said \
         in Holmen. About 40 workers stayed at home.\n\nThe Varde Quarry Company said it had checked \
         the cliff in February.\n",
    ),
    (
        "lunde-quarry-workers",
        "Quarry workers wait as cliff is checked\n\nBy Ole Brask\nFjord Gazette\n4 March 2031\n\n\
         Some 60 workers of the Varde Quarry Company could not reach their work on Tuesday, after a \
         rockfall closed the road the day before.\n\n\"The cliff was checked in February,\" said Ingrid \
         Solvang, who leads the Varde Quarry Company. Mayor Arvid Lunde said that the road stays closed.\n",
    ),
];
