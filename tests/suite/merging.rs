//! Random files, random edits by a person and by the tool, held against the oracle of merging that the
//! fuzzer uses too.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::properties::merge::oracle::{Case, Counts, check};

fn cases() -> impl Strategy<Value = Case> {
    let step = || (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>());
    let steps = || proptest::collection::vec(step(), 0..5);
    let sizes = proptest::collection::vec(any::<u8>(), 8);
    (sizes, steps(), steps(), (any::<u8>(), any::<u8>(), any::<u8>()))
        .prop_map(|(sizes, ours, theirs, style)| Case { sizes, ours, theirs, style })
}

/// Runs random cases, the same ones every time; the first failures are shown, shrunk.
fn run(wanted: usize) -> Counts {
    const SHOWN: usize = 3;
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = cases();
    let mut counts = Counts::default();
    let mut failures: Vec<String> = Vec::new();
    for _ in 0..wanted {
        let mut tree = strategy.new_tree(&mut runner).expect("a case");
        let Err(mut error) = check(&tree.current(), &mut counts) else { continue };
        counts.failures += 1;
        if failures.len() < SHOWN {
            while tree.simplify() {
                loop {
                    match check(&tree.current(), &mut Counts::default()) {
                        Err(simpler) => {
                            error = simpler;
                            break;
                        }
                        Ok(()) if tree.complicate() => {}
                        Ok(()) => break,
                    }
                }
            }
            failures.push(format!("{error}\n{:?}", tree.current()));
        }
    }
    assert!(failures.is_empty(), "{counts:#?}\n{}", failures.join("\n\n########\n"));
    counts
}

#[test]
fn merge_three_thousand() {
    let counts = run(3_000);
    // The properties must not hold only because everything is a conflict, or nothing is.
    assert!(counts.updated * 4 > counts.cases, "{counts:?}");
    assert!(counts.conflicts * 20 > counts.cases, "{counts:?}");
    assert!(counts.human_lines > counts.cases, "{counts:?}");
}

#[test]
#[ignore = "takes minutes: cargo test --release --test suite merge_hundred_thousand -- --ignored --nocapture"]
fn merge_hundred_thousand() {
    eprintln!("{:#?}", run(100_000));
}

/// Several stories, taken in twice: the second time nothing is touched, bytes and times of change.
#[test]
fn taking_a_story_in_twice_is_taking_it_in_once() {
    use crate::program::{differing, folder, snapshot, succeed};
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let stories = [
        "templates/init/demo/content/sources",
        "tests/sites/wildfire/sources",
        "tests/sites/recount/sources",
    ];
    for story in stories {
        let here = folder();
        succeed(here.path(), &["init", "--title", "A story"]);
        let sources = root.join(story).to_string_lossy().into_owned();
        succeed(here.path(), &["ingest", &sources]);
        let before = snapshot(here.path());
        assert!(
            before.keys().filter(|name| name.starts_with("content/articles/")).count() > 1,
            "{story}"
        );
        for words in [&["ingest", &sources][..], &["ingest"]] {
            succeed(here.path(), words);
            assert_eq!(differing(&before, &snapshot(here.path())), Vec::<String>::new(), "{story}");
        }
    }
}
