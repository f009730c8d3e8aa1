//! Raw documents of every format, told by name or by how they begin.

use backstory::source::feed::read_item;
use backstory::source::{items, read};

use super::html_extract::check;
use super::input::{LONGEST, headed};
use super::places;

/// The first line is the file's name, the rest its bytes.
pub fn hold(input: &[u8]) {
    let (name, bytes) = headed(input);
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    let (document, problems) = read(bytes, &name);
    check(&document);
    for problem in &problems {
        places::told(problem, &name, &document.text);
    }
    assert_eq!(read(bytes, &name), (document, problems), "read otherwise the second time");
    let Some((items, problems)) = items(bytes, &name) else { return };
    for problem in &problems {
        let file = problem.place.as_ref().map(|place| place.file.as_str());
        assert_eq!(file, Some(&*name), "{problem:?}");
    }
    for item in &items {
        check(&read_item(item));
        assert_eq!(item.fingerprint(), item.clone().fingerprint());
    }
}
