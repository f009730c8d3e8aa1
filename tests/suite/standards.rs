//! The test suites of `CommonMark` and YAML through our own readers. Their data are packages of npm and no
//! part of this repository; `tests/standards/run` fetches them and names their folder.

#[path = "standards/commonmark.rs"]
mod commonmark;
#[path = "standards/yaml.rs"]
mod yaml;

use std::path::PathBuf;

/// The folder of a package below `node_modules`.
fn package(name: &str) -> PathBuf {
    let folder = std::env::var("BACKSTORY_STANDARDS").expect(
        "BACKSTORY_STANDARDS names the folder node_modules; tests/standards/run does all of it",
    );
    let package = PathBuf::from(folder).join(name);
    assert!(package.is_dir(), "{} is not there: run tests/standards/run", package.display());
    package
}
