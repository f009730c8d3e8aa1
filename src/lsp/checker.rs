//! The work beside the conversation: the content in memory, checked again after changes. One checker
//! has one site; it is told of changes in the order in which they happened.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender};

use super::state::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::path::ContentPath;
use crate::pipeline::{Inspection, Options, PipelineError};

/// Something that changed. Files are paths below the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The text of an open document.
    Text(String, String),
    /// A file on the disk: written, new or gone.
    Disk(String),
    /// Many files, or nobody knows which.
    All,
}

/// Changes to take over, after which all of the content is checked.
#[derive(Clone, Debug)]
pub struct Work {
    /// How many changes there have been with these.
    pub generation: u64,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// What comes of it.
#[derive(Debug)]
pub enum Report {
    /// The content after some work.
    Checked(Box<Checked>),
    /// There is no site, or it cannot be read; why.
    Failed(String),
}

/// Opens a site and checks it after each piece of work, until nobody has any.
pub fn run(options: &Options, work: &Receiver<Work>, report: &dyn Fn(Report) -> bool) {
    let mut inspection = match Inspection::open(options) {
        Ok(inspection) => inspection,
        Err(error) => {
            report(Report::Failed(error.to_string()));
            return;
        }
    };
    while let Ok(Work { generation, changes }) = work.recv() {
        take_over(&mut inspection, changes);
        let found = match check(&mut inspection, generation) {
            Ok(checked) => Report::Checked(Box::new(checked)),
            Err(error) => Report::Failed(error.to_string()),
        };
        if !report(found) {
            return;
        }
    }
}

/// Starts a checker beside the conversation; what it finds is sent as `wrapped`.
pub fn start<T: Send + 'static>(
    options: Options,
    events: Sender<T>,
    wrapped: fn(Report) -> T,
) -> Sender<Work> {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let report = |report| events.send(wrapped(report)).is_ok();
        let _guard = Guard { report: &report };
        run(&options, &receiver, &report);
    });
    sender
}

/// Says so when a fault of the program ends the checker: nobody is to wait for it in vain.
struct Guard<'a> {
    report: &'a dyn Fn(Report) -> bool,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let words = "Backstory met a fault of its own and checks no more; start it again";
            (self.report)(Report::Failed(words.to_owned()));
        }
    }
}

fn take_over(inspection: &mut Inspection, changes: Vec<Change>) {
    let mut evidence = false;
    for change in changes {
        match change {
            Change::Text(file, text) if file == inspection.settings_file() => {
                inspection.put_settings(&text);
            }
            Change::Text(file, text) => {
                if let Some(path) = content(&file) {
                    inspection.put(&path, Some(&text));
                }
            }
            Change::Disk(file) if file == inspection.settings_file() => {
                inspection.reread_settings();
            }
            Change::Disk(file) => {
                if let Some(path) = content(&file) {
                    inspection.reread(&path);
                }
                evidence |= Inspection::is_evidence(&file);
            }
            Change::All => {
                inspection.reread_settings();
                inspection.reread_content();
                evidence = true;
            }
        }
    }
    if evidence {
        inspection.reread_evidence();
    }
}

fn content(file: &str) -> Option<ContentPath> {
    ContentPath::parse(file).ok().filter(|_| Inspection::is_content(file))
}

fn check(inspection: &mut Inspection, generation: u64) -> Result<Checked, PipelineError> {
    let (graph, problems) = inspection.check()?;
    let settings = inspection.settings_file();
    let diagnostics = by_file(problems, &settings);
    Ok(Checked { generation, library: inspection.library().clone(), graph, diagnostics })
}

/// Problems by file; those of no file are the settings' matter.
fn by_file(problems: Diagnostics, settings: &str) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut files: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        let file = problem.place.as_ref().map_or(settings, |place| place.file.as_str());
        files.entry(file.to_owned()).or_default().push(problem);
    }
    files
}
