//! `annotate`: documents from files, folders or a stream of JSON Lines; one JSON object a line out.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

use backstory::diagnostic::{Diagnostic, Place};
use backstory::ingest::annotate::{AnnotateInput, Content};
use backstory::language::names::Recogniser;
use backstory::{fs, ingest, source};
use serde_json::{Map, Value};
use walkdir::WalkDir;

use super::Outcome;
use super::args::Annotate;
use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;

/// Documents held in memory at once when each is treated alone.
const BATCH: usize = 256;

/// Longest input line and longest document, in bytes.
const LONGEST: usize = 64 * 1024 * 1024;

/// Extensions taken from folders; a file that is named is always taken.
const EXTENSIONS: [&str; 14] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "eml", "mht", "mhtml", "rss", "atom",
    "rdf", "xml",
];

/// Prints what is recognised in documents. Exit code 1 when a document could not be read.
pub(crate) fn annotate(
    asked: &Annotate,
    environment: &Environment,
    console: &Console,
) -> Result<Outcome, Failure> {
    let mut documents = Documents::new(asked, environment)?;
    let recogniser = Recogniser::embedded();
    let most = if asked.per_document { BATCH } else { usize::MAX };
    let mut skipped = 0;
    let mut batch = documents.batch(most, console, &environment.folder, &mut skipped)?;
    while !batch.is_empty() {
        let mut written = Ok(());
        let each = |lines: Vec<String>| {
            if written.is_ok() {
                written = console.line(&lines.join("\n"));
            }
        };
        // The next documents are read in while these are worked on.
        let (problems, next) = rayon::join(
            || ingest::annotate(&recogniser, batch, asked.per_document, each),
            || documents.batch(most, console, &environment.folder, &mut skipped),
        );
        console.diagnostics(&problems, &environment.folder);
        written?;
        if console.is_closed() {
            break;
        }
        batch = next?;
    }
    if skipped > 0 {
        console.message(&format!("{} skipped", count(skipped, "document", "documents")));
    }
    Ok(Outcome::problems_if(skipped > 0))
}

/// One document, or why there is none.
enum Read {
    /// As it should be.
    Document(AnnotateInput),
    /// Usable, but something about it is not.
    Doubtful(AnnotateInput, String),
    /// None, but something to say of a file.
    Noted(Diagnostic),
    /// Unusable.
    Skipped(String),
}

/// Where documents come from: what is left of the arguments, and the stream being read.
struct Documents {
    left: VecDeque<PathBuf>,
    /// The rest of a file that holds several.
    items: VecDeque<Read>,
    jsonl: bool,
    lines: Option<Lines>,
}

/// A stream of JSON Lines: its name and the number of the line read last.
struct Lines {
    name: String,
    number: usize,
    reader: Box<dyn BufRead + Send>,
}

impl Documents {
    fn new(asked: &Annotate, environment: &Environment) -> Result<Self, Failure> {
        let mut left = VecDeque::new();
        for path in &asked.paths {
            let there = environment.absolute(path);
            if path.as_os_str() == "-" || there.is_file() {
                left.push_back(path.clone());
            } else if there.is_dir() {
                left.extend(files_below(path, asked.jsonl));
            } else {
                return Err(Failure::Usage(format!("{} does not exist", path.display())));
            }
        }
        if asked.paths.is_empty() {
            if environment.terminal_in {
                return Err(Failure::Usage(
                    "name files or folders, or `-` to type a text and end it with Ctrl-D"
                        .to_owned(),
                ));
            }
            left.push_back(PathBuf::from("-"));
        }
        Ok(Self { left, items: VecDeque::new(), jsonl: asked.jsonl, lines: None })
    }

    /// Up to `most` documents, for as long as anybody reads the answers; says what was `skipped`.
    fn batch(
        &mut self,
        most: usize,
        console: &Console,
        folder: &Path,
        skipped: &mut usize,
    ) -> Result<Vec<AnnotateInput>, Failure> {
        let mut batch = Vec::new();
        while batch.len() < most && !console.is_closed() {
            match self.next()? {
                None => break,
                Some(Read::Document(document)) => batch.push(document),
                Some(Read::Doubtful(document, problem)) => {
                    console.message(&format!("warning: {problem}"));
                    batch.push(document);
                }
                Some(Read::Noted(problem)) => console.diagnostics(&[problem], folder),
                Some(Read::Skipped(problem)) => {
                    *skipped += 1;
                    console.error(&problem);
                }
            }
        }
        Ok(batch)
    }

    fn next(&mut self) -> Result<Option<Read>, Failure> {
        loop {
            if let Some(lines) = &mut self.lines {
                if let Some(read) = lines.next()? {
                    return Ok(Some(read));
                }
                self.lines = None;
            }
            if let Some(item) = self.items.pop_front() {
                return Ok(Some(item));
            }
            let Some(path) = self.left.pop_front() else { return Ok(None) };
            if !self.jsonl {
                self.items = file(&path).into();
                continue;
            }
            self.lines = Some(Lines::open(&path)?);
        }
    }
}

/// The documents below a folder, in path order, without hidden ones.
fn files_below(folder: &Path, jsonl: bool) -> Vec<PathBuf> {
    let wanted = |path: &Path| {
        let extension =
            path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        extension.is_some_and(|extension| {
            if jsonl { extension == "jsonl" } else { EXTENSIONS.contains(&extension.as_str()) }
        })
    };
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name()))
        .flatten()
        .filter(|entry| entry.file_type().is_file() && wanted(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// The documents of a file, or of a text on standard input: one, or the articles of a feed.
fn file(path: &Path) -> Vec<Read> {
    let standard_input = path.as_os_str() == "-";
    let bytes = if standard_input {
        let mut bytes = Vec::new();
        let limit = LONGEST as u64 + 1;
        io::stdin().lock().take(limit).read_to_end(&mut bytes).map(|_| bytes).map_err(|reason| {
            Failure::Stream { operation: "read", place: "standard input".to_owned(), reason }
        })
    } else {
        fs::read(path).map_err(Failure::from)
    };
    let name = path.to_string_lossy().into_owned();
    let bytes = match bytes {
        Err(failure) => return vec![Read::Skipped(failure.to_string())],
        Ok(bytes) if bytes.len() > LONGEST => {
            return vec![Read::Skipped(format!("{name} is longer than {} MiB", LONGEST >> 20))];
        }
        Ok(bytes) => bytes,
    };
    let input = |id: String, content: Content| AnnotateInput {
        id,
        file: (!standard_input).then(|| name.clone()),
        content,
        published: None,
        outlet: None,
        url: None,
        language: None,
        clean: true,
    };
    let file_name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if let Some((items, problems)) = source::items(&bytes, &file_name) {
        let documents =
            items.into_iter().map(|item| input(item.name.clone(), Content::Item(Box::new(item))));
        let problems = problems.into_iter().map(|mut problem| {
            problem.place = Some(Place::file(name.as_str()));
            Read::Noted(problem)
        });
        return problems.chain(documents.map(Read::Document)).collect();
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let id = stem.filter(|_| !standard_input).unwrap_or_else(|| "stdin".to_owned());
    vec![Read::Document(input(id, Content::File { name: file_name, bytes }))]
}

impl Lines {
    fn open(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            let reader = Box::new(BufReader::new(io::stdin()));
            return Ok(Self { name: "standard input".to_owned(), number: 0, reader });
        }
        let name = path.display().to_string();
        #[expect(clippy::disallowed_methods, reason = "archives are read as a stream")]
        let file = std::fs::File::open(path);
        let failed = |reason| Failure::Stream { operation: "read", place: name.clone(), reason };
        let reader = Box::new(BufReader::new(file.map_err(failed)?));
        Ok(Self { name, number: 0, reader })
    }

    /// The document of the next line that is not blank; nothing at the end.
    fn next(&mut self) -> Result<Option<Read>, Failure> {
        loop {
            self.number += 1;
            let line = bounded_line(&mut self.reader, LONGEST).map_err(|reason| {
                Failure::Stream { operation: "read", place: self.name.clone(), reason }
            })?;
            let problem = |what: &str| format!("{}, line {}: {what}", self.name, self.number);
            match line {
                Line::End => return Ok(None),
                Line::TooLong => {
                    let what = format!("longer than {} MiB", LONGEST >> 20);
                    return Ok(Some(Read::Skipped(problem(&what))));
                }
                Line::Whole(line) if line.trim_ascii().is_empty() => {}
                Line::Whole(line) => {
                    return Ok(Some(match document(&line) {
                        Ok((document, None)) => Read::Document(document),
                        Ok((document, Some(doubt))) => Read::Doubtful(document, problem(&doubt)),
                        Err(what) => Read::Skipped(problem(&what)),
                    }));
                }
            }
        }
    }
}

/// One line of input.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    /// Without its line end.
    Whole(Vec<u8>),
    /// More bytes than allowed; they were read over.
    TooLong,
    /// There is none.
    End,
}

/// Reads up to the next line end, holding no more than `limit` bytes.
fn bounded_line(reader: &mut impl BufRead, limit: usize) -> io::Result<Line> {
    let mut line = Vec::new();
    let (mut too_long, mut any) = (false, false);
    loop {
        let available = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            available => available?,
        };
        let end = available.iter().position(|byte| *byte == b'\n');
        let piece = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
        any |= !available.is_empty();
        too_long |= line.len() + piece.len() > limit;
        if !too_long {
            line.extend_from_slice(piece);
        }
        let last = available.is_empty() || end.is_some();
        let used = piece.len() + usize::from(end.is_some());
        reader.consume(used);
        if last {
            return Ok(match (any, too_long) {
                (false, _) => Line::End,
                (true, true) => Line::TooLong,
                (true, false) => Line::Whole(line),
            });
        }
    }
}

/// The document that a line describes, with what is doubtful about it.
fn document(line: &[u8]) -> Result<(AnnotateInput, Option<String>), String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let value: Value = serde_json::from_slice(line).map_err(|error| format!("no JSON: {error}"))?;
    let Value::Object(mut fields) = value else {
        return Err("a JSON object is expected".to_owned());
    };
    let id = match fields.remove("id") {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err("\"id\" is missing or no text".to_owned()),
    };
    let content = match (text(&mut fields, "text")?, text(&mut fields, "html")?) {
        (Some(text), _) => Content::Text(text),
        (None, Some(html)) => Content::Html(html),
        (None, None) => return Err("neither \"text\" nor \"html\" is there".to_owned()),
    };
    let clean = match fields.remove("clean") {
        None | Some(Value::Null) => true,
        Some(Value::Bool(clean)) => clean,
        Some(_) => return Err("\"clean\" is neither true nor false".to_owned()),
    };
    let mut doubt = None;
    let published = text(&mut fields, "published")?.and_then(|written| {
        let date = written.parse();
        doubt = date.as_ref().err().map(|error| format!("\"published\" is left out: {error}"));
        date.ok()
    });
    let (outlet, url) = (text(&mut fields, "outlet")?, text(&mut fields, "url")?);
    let language = text(&mut fields, "language")?;
    let document =
        AnnotateInput { id, file: None, content, published, outlet, url, language, clean };
    Ok((document, doubt))
}

/// Takes an optional text out of an object.
fn text(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("\"{name}\" is no text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_bounded_and_the_rest_goes_on() {
        let mut input = b"one\n\nmuch too long\nlast".as_slice();
        let mut lines = Vec::new();
        loop {
            match bounded_line(&mut input, 4).expect("readable") {
                Line::End => break,
                line => lines.push(line),
            }
        }
        let whole = |text: &str| Line::Whole(text.into());
        assert_eq!(lines, [whole("one"), whole(""), Line::TooLong, whole("last")]);
    }

    #[test]
    fn a_line_says_what_is_wrong_with_it() {
        for (line, problem) in [
            ("{", "no JSON"),
            ("[]", "object"),
            ("{\"text\":\"x\"}", "\"id\""),
            ("{\"id\":\"a\"}", "neither"),
            ("{\"id\":\"a\",\"text\":7}", "\"text\" is no text"),
            ("{\"id\":\"a\",\"text\":\"x\",\"clean\":\"no\"}", "\"clean\""),
        ] {
            let error = document(line.as_bytes()).expect_err(line);
            assert!(error.contains(problem), "{line}: {error}");
        }
    }

    #[test]
    fn a_line_gives_all_it_knows_and_a_bad_date_costs_only_the_date() {
        let line = "{\"id\":7,\"html\":\"<p>x\",\"text\":null,\"published\":\"2025-05\",\"clean\":false,\"more\":1}";
        let (input, doubt) = document(line.as_bytes()).expect("a document");
        assert_eq!((input.id.as_str(), input.clean, doubt), ("7", false, None));
        assert_eq!(input.content, Content::Html("<p>x".to_owned()));
        assert_eq!(input.published.map(|date| date.to_string()).as_deref(), Some("2025-05"));
        let line = "{\"id\":\"a\",\"text\":\"\",\"published\":\"May\"}";
        let (input, doubt) = document(line.as_bytes()).expect("a document");
        assert!(input.published.is_none() && doubt.is_some_and(|doubt| doubt.contains("May")));
    }
}
