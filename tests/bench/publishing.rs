//! What publishing costs a file: a site of pages in folders of their own, cold, all the same, kept
//! unread, and with one changed or removed; and what telling inputs by their stamps costs.
//!
//! `cargo bench publishing`, or `cargo bench publishing -- FOLDER FILES` for another disk (`/dev/shm`
//! is memory) and size. Medians of seven runs; processor time is that of all threads.
#![allow(missing_docs, clippy::expect_used, clippy::print_stdout, reason = "measurements")]
#![allow(clippy::disallowed_methods, reason = "a program, not the library")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use backstory::fs;
use backstory::path::OutputPath;
use backstory::publish::Publication;
use rayon::prelude::*;

const ROUNDS: usize = 7;
const LENGTH: usize = 8 << 10;

/// Nanoseconds of processor time of the threads of this process that are alive.
fn processor() -> u64 {
    let threads = std::fs::read_dir("/proc/self/task").expect("Linux").flatten();
    let time = |path: PathBuf| {
        let text = std::fs::read_to_string(path.join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|first| first.parse::<u64>().ok()).unwrap_or(0)
    };
    threads.map(|thread| time(thread.path())).sum()
}

/// Runs `prepare` and `measured` some times and prints the medians of the latter.
fn report(name: &str, files: usize, prepare: impl Fn(), measured: impl Fn()) {
    let mut rounds: Vec<(Duration, u64)> = (0..ROUNDS)
        .map(|_| {
            prepare();
            let (wall, work) = (Instant::now(), processor());
            measured();
            (wall.elapsed(), processor() - work)
        })
        .collect();
    let middle = ROUNDS / 2;
    rounds.sort_by_key(|round| round.0);
    let wall = rounds.get(middle).map_or(0.0, |round| round.0.as_secs_f64() * 1e3);
    rounds.sort_by_key(|round| round.1);
    let work = rounds.get(middle).map_or(0.0, |round| round.1 as f64 / 1e6);
    println!(
        "{name:<34}{wall:>10.1} ms {work:>10.1} ms CPU {:>8.1} µs CPU a file",
        work * 1e3 / files as f64
    );
}

struct Bench {
    target: PathBuf,
    paths: Vec<OutputPath>,
}

impl Bench {
    /// A page; another `edition` has other bytes.
    fn page(&self, number: usize, edition: u8) -> Vec<u8> {
        let mut bytes = vec![b'a' + edition; LENGTH];
        let name = self.paths.get(number).map_or("", OutputPath::as_str);
        bytes.splice(..name.len(), name.bytes());
        bytes
    }

    fn begin(&self) -> Publication {
        Publication::begin(&self.target, &[]).expect("begun")
    }

    /// Writes the first `changed` files anew, and all others as they are or unread.
    fn publish(&self, changed: usize, edition: u8, keep: bool) {
        let publication = self.begin();
        self.paths.par_iter().enumerate().with_min_len(64).for_each(|(number, path)| {
            let is_kept = keep && number >= changed && publication.keep(path);
            if !is_kept {
                let edition = if number < changed { edition } else { 0 };
                publication.write(path, &self.page(number, edition)).expect("written");
            }
        });
        publication.finish().expect("published");
    }

    fn clean(&self) {
        backstory::publish::clean(&self.target).expect("cleaned");
    }
}

fn main() {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let folder = words.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let files: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or(10_000);
    let root = tempfile::tempdir_in(&folder).expect("a folder");
    let path = |number: usize| format!("articles/an-article-with-a-name-{number}/index.html");
    let paths: Vec<_> =
        (0..files).map(|number| OutputPath::parse(&path(number)).expect("a path")).collect();
    let bench = Bench { target: root.path().join("public"), paths };
    println!("{files} files of {LENGTH} bytes below {}", folder.display());
    measure(&bench, files);
}

fn measure(bench: &Bench, files: usize) {
    let nothing = || {};
    let pages = || {
        (0..files).into_par_iter().with_min_len(64).for_each(|number| {
            std::hint::black_box(bench.page(number, 0));
        });
    };
    report("making the bytes (in all below)", files, nothing, pages);
    report("cold", files, || bench.clean(), || bench.publish(0, 0, false));
    report("all the same, compared", files, nothing, || bench.publish(0, 0, false));
    report("all the same, kept", files, nothing, || bench.publish(0, 0, true));
    let whole = |folder: &Path| fs::stamps(folder, false).expect("stamps").len();
    report("stamps", files, nothing, || assert!(whole(&bench.target) > files));
    for changed in
        [1, files / 100, files / 16, files / 8, files / 8 + 1, files / 4, files / 2, files]
    {
        let name = format!("{changed} changed, others kept");
        report(&name, files, || bench.publish(0, 0, false), || bench.publish(changed, 1, true));
    }
    let removed = || {
        let publication = bench.begin();
        assert!(bench.paths.iter().skip(1).all(|path| publication.keep(path)));
        publication.finish().expect("published");
    };
    report("1 removed, others kept", files, || bench.publish(0, 0, false), removed);
}
