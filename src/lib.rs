//! Backstory turns a pile of news articles about one unfolding story into an **annotated
//! explainer**: a static web site that says what happened, who is involved, when, what the sources
//! agree on, where they contradict each other and what is still unknown, every statement traced to
//! the words of a source.
//!
//! # From sources to a site
//!
//! [`pipeline::build`] reads top to bottom:
//!
//! 1. **Ingest** ([`pipeline::ingest`]) touches only what is new or changed. A raw document is a
//!    file, or an item of a feed ([`source::items`]), which is known by its permanent id and not by
//!    its file, as feeds move on. Each is read by [`source::read`] or [`source::feed::read_item`]
//!    into blocks, metadata and what was dropped and why; then
//!    [`ingest::annotate`] finds sentences, names, times, quotations and quantities with the pure
//!    functions of [`language`]; documents in six other languages are read with the tables of
//!    [`language::locale`], as far as those go, and of all others the reader says that it cannot read
//!    them. Across documents [`ingest::resolve`] makes one entity of each real
//!    thing, [`ingest::events`] one event, [`ingest::claims`] one question of fact with the position
//!    of each source, [`ingest::copies`] tells reprints from independent reports, and
//!    [`ingest::unknowns`] asks what the sources say is not known.
//!    [`ingest::draft`] words content files from all that, and [`ingest::merge`] merges them three
//!    ways into `content/`, so that a person's change always wins; all of that is written or none of it,
//!    whatever stops the run. Things that people renamed, merged
//!    or split ([`content::refactor`]) are known by their former ids.
//! 2. **Load** ([`content::library::load_library`]) reads every content file, checks it and what it
//!    refers to, and answers with a [`content::library::Library`].
//! 3. **Link** ([`graph::Linking`]): wikilinks and names in bodies become links; every link is
//!    remembered at its target with the sentence around it. After an edit only the bodies are linked
//!    again that it can concern.
//! 4. **Verify** ([`content::lock::verify_quotations`]): each quotation must stand in its source,
//!    exactly; where the source is not at hand, its hash must stand in `content/quotes.lock`. A verdict
//!    that is not the one in `content/verdicts.lock` needs a change entry ([`content::history`]).
//! 5. **Review** ([`content::review::review_library`], [`graph::orphans::find_orphans`]), in `check` only:
//!    what an editor would ask. Exceptions written in the files ([`content::allow`]) take away what they
//!    name. Every code stands in [`diagnostic::catalogue`] with examples that are run; exact edits are
//!    [`diagnostic::fix`], canonical files [`content::format`], schemas [`content::schema`].
//! 6. **Plan** ([`pages::plan_site`]): [`pages::facts`] gathers what belongs to what, views of things are
//!    made when a page first asks for one, and every page gets an address and a subject. A page is made as data only when it is wanted
//!    ([`pages::Plan::make`]); [`pages::catalogue`] lends it the story and notes what it looks at
//!    ([`pages::reads`]). [`pages::backing`] tells for each sentence of an article which other sources
//!    report the same, [`pages::data`] writes the same story for machines, and every word of the pages
//!    comes from [`pages::strings`], by language.
//! 7. **Render** ([`render::produce`]): page by page, in parallel, made, rendered, dressed, handed over and
//!    forgotten. What templates may use is read off the types ([`render::template::contract`]);
//!    [`render::search`] makes the search index from what the pages show, [`render::card`] draws the
//!    pictures that other sites show beside a link, [`render::budget`] weighs every page, and
//!    [`render::written`] follows the links that people wrote with an address.
//! 8. **Publish** ([`publish::Publication`]): what differs is staged beside the target; a few files of a
//!    big site are then replaced by a journal, otherwise the whole site is exchanged in one step.
//!    [`serve::serve`] keeps the site in memory instead ([`pipeline::live`]): pages are made when they
//!    are asked for, the rest in the background, and open ones are changed in place after every edit. The
//!    state after an edit shares all that has not changed with the one before, and
//!    [`pages::settled`] tells which facts cannot be others.
//!
//! While content is written, [`lsp`] does steps 2 to 5 on the texts an editor has, saved or not
//! ([`pipeline::Inspection`]).
//!
//! # What is not made again
//!
//! A build remembers of every page what it looked at ([`render::past`]), and of every such fact what it
//! was, as a fingerprint ([`pages::values`]); the next build makes anew the pages for which a fact, the
//! template, the settings or the shared style sheet has changed, and lets the others stand. When no file
//! that was read or written has changed since, nothing is read at all. What is remembered is believed only
//! if this program wrote it and its checksum fits; `build --verify` compares with a clean build. A page
//! cannot look past its notes: all it is given is a [`pages::catalogue::Catalogue`].
//!
//! # Between two revisions
//!
//! [`revision`] reads a git repository by itself: commits, trees and blobs, and which files of a site
//! differ from the point where a branch began. From that [`content::since`] tells which problems a
//! branch has to do with (`check --since`), and [`compare`] what its readers would see changed (`diff`).
//!
//! # Layers
//!
//! A file imports only from lower layers and its own folder; a test holds this.
//!
//! | layer | module | owns |
//! |---|---|---|
//! | 0 | [`path`] · [`fingerprint`] | ids, content paths, output paths, URLs: parsing is the only constructor · what states are compared by |
//! | 1 | [`diagnostic`] · [`unicode`] · [`fs`] | problems with place and remedy · bytes to clean text · the only file that touches the disk |
//! | 2 | [`config`] · [`model`] · [`markdown`] · [`tree`] · [`language`] | settings · plain data · parsed bodies · files in memory · text in, spans out |
//! | 3 | [`source`] · [`revision`] | a raw document to blocks and metadata · what a git repository holds, read only |
//! | 4 | [`content`] | front matter, library, lock files, verdicts |
//! | 5 | [`ingest`] | sources to content files |
//! | 6 | [`graph`] · [`compare`] | what links to what · what readers see changed between two revisions |
//! | 7 | [`pages`] | every page as data, and what it looked at |
//! | 8 | [`render`] | pages to bytes |
//! | 9 | [`publish`] | bytes to the disk |
//! | 10 | [`pipeline`] | the build |
//! | 11 | [`serve`] · [`lsp`] | the preview · what an editor asks |
//!
//! # What holds everywhere
//!
//! - Parsing never fails: it returns a value and [`diagnostic::Diagnostics`]. Content problems are
//!   data; failures of the environment are typed errors.
//! - Only [`fs`], [`serve`] and the binary do input and output ([`lsp`] is handed its messages); after the library is loaded everything is pure.
//! - Same input, same bytes: no clock, no environment, no order of hash maps, no thread count.
//! - There is no subprocess, no network access but the preview's own socket, and no code that runs
//!   from content. One exception is asked for by name: `ingest --annotator` runs the program of the
//!   setting `ingest.annotator`, which the binary starts and the library only words questions for.
//! - Nothing of content or sources runs where it is published: markup that is not escaped comes only from
//!   [`render::sanitize`], addresses pass [`path::web`], text for other readers of Markdown
//!   [`markdown::harmless`], and every page has a policy for the case that all that failed. Templates,
//!   themes and `site.toml` are the owner's and trusted.
//! - Spans are bytes into the text they belong to; only `annotate`'s output counts code points.

pub mod compare;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod fingerprint;
pub mod fs;
pub mod graph;
pub mod ingest;
pub mod language;
pub mod lsp;
pub mod markdown;
pub mod model;
pub mod pages;
pub mod path;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod revision;
pub mod serve;
pub mod source;
pub mod tree;
pub mod unicode;
