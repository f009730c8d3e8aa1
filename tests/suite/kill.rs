//! A build that is killed at any moment leaves the old site or the new one, and the next build mends
//! what is left; whoever reads meanwhile always finds whole pages.
//!
//! The long forms, each with its figures on standard error:
//! - `cargo test --release --test suite thousand_kills -- --ignored --nocapture` (`KILLS=…`, `SEED=…`)
//! - `cargo test --release --test suite killed_at_every_system_call -- --ignored --nocapture` (`EVERY=…`
//!   for each so many-th only; needs `strace`)
//! - `cargo test --release --test suite a_million_reads -- --ignored --nocapture` (`REBUILDS=…`)
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::program::run;
use crate::scene::{Chance, Scene, Way, number};
use crate::strace::{Injection, injected, needs_strace};

/// What was found published after a kill, and how often.
type Tally = BTreeMap<(String, &'static str), usize>;

/// Kills builds at random moments.
fn kill_at_random(way: Way, kills: usize, chance: &mut Chance, tally: &mut Tally) {
    let mut scene = Scene::new(way);
    // How long a build takes that nobody kills, as far as is known: the machine may have other work.
    let mut longest = Duration::from_millis(500);
    let mut killed = 0;
    let mut round = 0;
    while killed < kills {
        round += 1;
        assert!(round < 20 * kills + 100, "{way:?}: nothing lives long enough to be killed");
        scene.prepare();
        let mut command = scene.command();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let moment = longest.mul_f64(chance.share());
        let start = Instant::now();
        while start.elapsed() < moment && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(500));
        }
        let lasted = start.elapsed();
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        longest = if lasted < moment { lasted } else { longest.mul_f64(1.05) };
        let name = format!("{way:?}, round {round}, killed after {moment:?}");
        let found = scene.assert_whole(&name);
        if ended.signal() == Some(9) {
            killed += 1;
            *tally.entry((format!("{way:?}"), found)).or_default() += 1;
        }
        scene.assert_mended(&name);
    }
}

#[test]
fn killed_at_random_moments_the_site_is_the_old_one_or_the_new_one() {
    let mut tally = Tally::new();
    for way in [Way::First, Way::Exchange, Way::InPlace] {
        kill_at_random(way, 10, &mut Chance(way as u64), &mut tally);
    }
    if needs_strace("killed_at_random_moments: two renames") {
        kill_at_random(Way::TwoRenames, 5, &mut Chance(7), &mut tally);
    }
}

#[test]
#[ignore = "minutes: the long run"]
fn thousand_kills() {
    let kills = number("KILLS", 1_000);
    let mut chance = Chance(number("SEED", 1) as u64);
    let mut tally = Tally::new();
    let start = Instant::now();
    for way in Way::ALL {
        if way != Way::TwoRenames || needs_strace("thousand_kills: two renames") {
            kill_at_random(way, kills / Way::ALL.len(), &mut chance, &mut tally);
        }
    }
    eprintln!("{} kills in {:.0} s", tally.values().sum::<usize>(), start.elapsed().as_secs_f64());
    for ((way, found), times) in tally {
        eprintln!("  {way}: {found} {times} times");
    }
}

/// System calls with which a build changes something, or before which it may be stopped.
const CALLS: [&str; 14] = [
    "openat",
    "write",
    "fsync",
    "syncfs",
    "mkdir",
    "unlink",
    "unlinkat",
    "rmdir",
    "rename",
    "renameat2",
    "linkat",
    "chmod",
    "close",
    "flock",
];

/// Kills the build at the `at`-th of a call in one of its threads; `false` when there is none.
fn kill_at(scene: &mut Scene, call: &str, at: usize, tally: &mut Tally) -> bool {
    scene.prepare();
    let Some(killed) = injected(scene, &Injection { call, at, what: "signal=KILL" }) else {
        scene.assert_mended("nothing was left to kill");
        return false;
    };
    let name = format!("{:?}, killed at {call} {at}: {}", scene.way, killed.call);
    let found = scene.assert_whole(&name);
    *tally.entry((format!("{:?}", scene.way), found)).or_default() += 1;
    scene.assert_mended(&name);
    true
}

/// Calls at which builds are killed in the short form.
const SOME: [(&str, usize); 12] = [
    ("openat", 60),
    ("write", 6),
    ("write", 40),
    ("fsync", 1),
    ("syncfs", 1),
    ("mkdir", 8),
    ("rename", 1),
    ("rename", 3),
    ("renameat2", 1),
    ("unlink", 1),
    ("unlinkat", 4),
    ("linkat", 2),
];

#[test]
fn killed_at_some_system_calls_the_site_is_the_old_one_or_the_new_one() {
    if needs_strace("killed_at_some_system_calls") {
        let mut tally = Tally::new();
        for way in [Way::First, Way::Exchange, Way::InPlace] {
            let mut scene = Scene::new(way);
            for (call, at) in SOME {
                kill_at(&mut scene, call, at, &mut tally);
            }
        }
        assert!(tally.values().sum::<usize>() > 20 && tally.len() > 4, "{tally:?}");
    }
}

#[test]
#[ignore = "minutes: the long run"]
fn killed_at_every_system_call() {
    assert!(needs_strace("killed_at_every_system_call"), "strace is missing");
    let start = Instant::now();
    let mut tally = Tally::new();
    let every = number("EVERY", 1);
    for way in [Way::First, Way::Exchange, Way::InPlace] {
        let mut scene = Scene::new(way);
        for (number, call) in CALLS.into_iter().enumerate() {
            // Not the same ones of all calls when some are left out.
            let mut all = (1 + number % every..).step_by(every);
            while all.next().is_some_and(|at| kill_at(&mut scene, call, at, &mut tally)) {}
        }
        let kills: usize = tally.values().sum();
        eprintln!("{way:?}: {kills} in all, {:.0} s so far", start.elapsed().as_secs_f64());
    }
    for ((way, found), times) in tally {
        eprintln!("  {way}: {found} {times} times");
    }
}

/// Lets readers go, also when a build failed.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Reads pages from four threads, each opened anew by its path, while the site is rebuilt: every page
/// must be there, and be that of one version or the other, byte for byte. How many were read.
fn read_while_rebuilding(way: Way, rebuilds: usize) -> usize {
    let mut scene = Scene::new(way);
    let pages = scene.pages();
    let (reads, done) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for reader in 0..4 {
            let (pages, reads, done) = (&pages, &reads, &done);
            scope.spawn(move || {
                let mut chance = Chance(reader);
                while !done.load(Ordering::Relaxed) {
                    let (path, versions) = &pages[(chance.next() % pages.len() as u64) as usize];
                    let found = fs::read(path);
                    let found = found.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                    assert!(versions.contains(&found), "{} is not whole", path.display());
                    // Now and then the builds may have the processor.
                    if reads.fetch_add(1, Ordering::Relaxed).is_multiple_of(16) {
                        std::thread::sleep(Duration::from_micros(100));
                    }
                }
            });
        }
        let _done = Done(&done);
        for round in 0..rebuilds {
            scene.prepare();
            scene.assert_mended(&format!("rebuild {round}"));
        }
    });
    reads.into_inner()
}

#[test]
fn readers_find_whole_pages_while_the_site_is_rebuilt() {
    for way in [Way::Exchange, Way::InPlace] {
        let reads = read_while_rebuilding(way, 6);
        assert!(reads > 1_000, "{way:?}: {reads}");
    }
}

#[test]
#[ignore = "minutes: the long run"]
fn a_million_reads() {
    for way in [Way::Exchange, Way::InPlace] {
        let (start, rebuilds) = (Instant::now(), number("REBUILDS", 200));
        let reads = read_while_rebuilding(way, rebuilds);
        let seconds = start.elapsed().as_secs_f64();
        eprintln!("{way:?}: {reads} reads over {rebuilds} rebuilds in {seconds:.0} s, all whole");
        assert!(reads >= 1_000_000, "{way:?}: too few reads");
    }
}

#[test]
fn two_builds_at_once_do_not_harm_each_other() {
    let mut scene = Scene::new(Way::Exchange);
    for round in 0..5 {
        scene.prepare();
        let mut command: Command = scene.command();
        let mut other = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let output = run(&scene.root, &["build"]);
        other.wait().unwrap();
        crate::scene::assert_told(&output, &format!("round {round}"));
        std::thread::sleep(Duration::from_millis(1));
        scene.assert_mended(&format!("round {round}"));
    }
}
