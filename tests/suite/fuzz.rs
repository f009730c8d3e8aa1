//! The inputs that the fuzzer kept, those that once broke something among them, held against what must
//! be true of any. To look for new ones: `tests/fuzz/run`.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::properties::ALL;

#[test]
fn what_the_fuzzer_kept_breaks_nothing() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut inputs = Vec::new();
    for (name, property) in ALL {
        let files =
            fs::read_dir(corpus.join(name)).unwrap_or_else(|_| panic!("no corpus of {name}"));
        let paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        assert!(paths.len() >= 5, "hardly a corpus of {name}");
        inputs.extend(paths.into_iter().map(|path| (path, property)));
    }
    let broken: Vec<String> = inputs
        .par_iter()
        .filter_map(|(path, property)| {
            let input = fs::read(path).unwrap();
            let failed = std::panic::catch_unwind(|| property(&input)).is_err();
            failed.then(|| path.display().to_string())
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
