//! Trains the name recogniser: `cargo run --release --example train_names -- DATA_FOLDER OUT_FOLDER`.
//!
//! Reads the tagged documents, clusters and gazetteers in the data folder; writes `model.bin` and
//! `manifest.json`. The same data gives the same bytes. A tenth of the documents is held out for
//! the scores in the manifest; the written model is fitted to all of them.
#![allow(clippy::disallowed_methods, reason = "a trainer reads data and writes a model")]
#![allow(clippy::print_stderr, reason = "a trainer reports its progress")]
#![allow(missing_docs, reason = "no library")]

mod corpus;
mod crf;
mod exchange;
mod harmonise;
mod pack;

use std::collections::BTreeSet;
use std::path::Path;

use backstory::language::names::lexicon::Lexicon;
use backstory::language::names::weights::Model;
use backstory::language::names::{Recogniser, spans_of_labels};
use sha2::{Digest, Sha256};

type Failure = Box<dyn std::error::Error>;
/// Files' names and bytes, for the manifest.
type Files = Vec<(&'static str, Vec<u8>)>;

const OPTIONS: crf::Options =
    crf::Options { rows: 245_760, epochs: 8, rate: 0.06, dropped: 0.5, decay: 1e-6, fits: 3 };
/// Every how many-th document is held out.
const HELD_OUT: usize = 10;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, data, out] = arguments.as_slice() else {
        return Err("usage: train_names DATA_FOLDER OUT_FOLDER".into());
    };
    let (data, out) = (Path::new(data), Path::new(out));
    let (tables, lexicon_files) = pack::tables(data)?;
    let (sentences, files) = corpus::read(data)?;
    let lexicon = lend(&tables);
    let gazetteer = std::fs::read_to_string(data.join("gaz.tsv"))?;
    eprintln!("{} sentences, {} lexicon entries", sentences.len(), tables.entries);

    let is_held = |sentence: &&corpus::Sentence| sentence.document.is_multiple_of(HELD_OUT);
    let (held, kept): (Vec<_>, Vec<_>) = sentences.iter().partition(is_held);
    let bytes: &'static [u8] = Vec::leak(train(&kept, &gazetteer, &tables, &lexicon));
    let trial = Model::parse(bytes).ok_or("the written model cannot be read")?;
    let scores = score(&Recogniser::new(trial), &held);
    eprintln!("held out: {scores}");

    let all: Vec<&corpus::Sentence> = sentences.iter().collect();
    let bytes = train(&all, &gazetteer, &tables, &lexicon);
    let data: Vec<serde_json::Value> = files
        .iter()
        .chain(&lexicon_files)
        .map(|(name, bytes)| serde_json::json!({"file": name, "sha256": hex(bytes)}))
        .collect();
    let manifest = serde_json::json!({
        "model": {"file": "model.bin", "bytes": bytes.len(), "sha256": hex(&bytes), "license": "CC BY-SA 4.0, see NOTICE"},
        "options": {"rows": OPTIONS.rows, "epochs": OPTIONS.epochs, "rate": OPTIONS.rate,
            "dropped": OPTIONS.dropped, "decay": OPTIONS.decay, "fits": OPTIONS.fits,
            "exchanged": exchange::WEIGHT, "lexicon_entries": tables.entries},
        "held_out": scores,
        "data": data,
    });
    std::fs::write(out.join("model.bin"), &bytes)?;
    std::fs::write(out.join("manifest.json"), format!("{manifest:#}\n"))?;
    Ok(())
}

/// The file for a model of these sentences and their exchanged copies.
fn train(
    sentences: &[&corpus::Sentence],
    gazetteer: &str,
    tables: &pack::Tables,
    lexicon: &Lexicon,
) -> Vec<u8> {
    let more = exchange::exchanged(sentences, gazetteer);
    let examples: Vec<crf::Example> = sentences
        .iter()
        .copied()
        .chain(&more)
        .map(|sentence| crf::example(sentence, lexicon, OPTIONS.rows))
        .collect();
    let fitted = crf::fit(&examples, &OPTIONS);
    pack::model(tables, &fitted, OPTIONS.rows)
}

/// The tables as the lexicon the recogniser will have; they live as long as the program.
fn lend(tables: &pack::Tables) -> Lexicon {
    let leak = |table: &Vec<u8>| -> &'static [u8] { Vec::leak(table.clone()) };
    Lexicon::new(
        leak(&tables.index),
        leak(&tables.keys),
        leak(&tables.values),
        leak(&tables.coarse),
    )
}

/// Strict scores of the bare model on held-out sentences of running text.
fn score(recogniser: &Recogniser, held: &[&corpus::Sentence]) -> serde_json::Value {
    let (mut right, mut said, mut wanted) = (0usize, 0usize, 0usize);
    for sentence in held.iter().filter(|sentence| sentence.is_prose) {
        let gold: BTreeSet<_> = spans_of_labels(&sentence.labels).into_iter().collect();
        let labels = recogniser.labels(&sentence.text, &sentence.tokens);
        let found: BTreeSet<_> = spans_of_labels(&labels).into_iter().collect();
        right += gold.intersection(&found).count();
        said += found.len();
        wanted += gold.len();
    }
    let precision = right as f64 / said.max(1) as f64;
    let recall = right as f64 / wanted.max(1) as f64;
    let percent = |share: f64| (share * 1000.0).round() / 10.0;
    serde_json::json!({
        "precision": percent(precision), "recall": percent(recall),
        "f1": percent(2.0 * precision * recall / (precision + recall).max(1e-9)),
        "names": wanted,
    })
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
