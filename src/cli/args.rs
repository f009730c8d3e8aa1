//! What can be typed, and the help that teaches it. Meaning is given to it elsewhere.
#![allow(clippy::doc_markdown, reason = "these comments are the help texts, shown as they are")]

use std::net::IpAddr;
use std::path::PathBuf;

use backstory::model::article::Rights;
use backstory::model::date::Edtf;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};

use backstory::diagnostic::render::Format;
use backstory::diagnostic::{Level, catalogue};

/// Turns news articles about an unfolding story into an annotated explainer.
///
/// A static web site that says what happened, who is involved, what the sources agree on, where
/// they contradict each other, and what is still unknown. Every statement leads back to the words
/// of a source.
#[derive(Debug, Parser)]
#[command(
    name = "backstory",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "\
A first site in three commands:
  backstory init my-story --title \"The harbour strike\"
  backstory -r my-story ingest ~/clippings/
  backstory -r my-story serve

Exit codes: 0 all is well, 1 the content has errors, 2 the command or the environment is at fault.
Results go to standard output, progress and messages to standard error."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Debug, Arguments)]
pub(crate) struct Global {
    /// The site's folder [default: the nearest folder with a site.toml, else this one].
    #[arg(short, long, global = true, value_name = "FOLDER", help_heading = "Global options")]
    pub(crate) root: Option<PathBuf>,
    /// The settings file [default: site.toml in the site's folder].
    #[arg(short, long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) config: Option<PathBuf>,
    /// When to use colours; `auto` respects `NO_COLOR`.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        help_heading = "Global options"
    )]
    pub(crate) color: ColorChoice,
    /// Say nothing but results and errors.
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    pub(crate) quiet: bool,
    /// Say more: every file, and notes beside errors and warnings.
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub(crate) verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a new site in a folder.
    ///
    /// Writes site.toml, content/index.md, README.md and .gitignore. A file that is there already
    /// is left as it is, and named.
    ///
    /// With --github or --gitlab also what a repository needs: a check of every proposed change with
    /// remarks beside its lines and a preview to download, publication to Pages, forms for
    /// corrections, new sources and missing context, CONTRIBUTING.md with recipes, and settings for
    /// git and editors. In a folder that holds a site already, only these are written. Two things
    /// are left to you, and said at the end: where the workflows get this program from, and the
    /// settings edit_url and report_url.
    #[command(after_help = "\
Examples:
  backstory init my-story --title \"The harbour strike\"
  backstory init my-story --github
  backstory init --gitlab                  in a site: what its project on GitLab needs
  backstory init demo --template demo      invented articles to try everything on
  backstory init docs --template docs      the documentation: tutorial, how-tos, reference")]
    Init(Init),
    /// Write an example content file to fill in.
    ///
    /// Writes content/<folder>/<ID>.md with every key explained, and prints its path. An existing
    /// file is never overwritten.
    #[command(after_help = "\
Examples:
  backstory new entity jana-novak --title \"Jana Novák\"
  backstory new claim strike-length --title \"How long did the strike last?\"
  backstory new change 2025-05-17-figure --date 2025-05-17")]
    New(New),
    /// Rename a content file, and all that refers to it.
    ///
    /// THING is a path (content/events/flood.md), kind:id (event:flood) or an id that only one
    /// thing has; kinds are article, entity, event, claim, faq, page and change. The file gets the
    /// name of the new id and keeps the old one in `former_ids`, so that its old address leads to
    /// the new one. Front matter and [[links]] that named it are edited, comments and formatting
    /// stay, and so does what `ingest` knows of the file. Files with `status: locked` are edited
    /// too: the lock is for ingest, and their links would break.
    ///
    /// Everything is prepared in memory first. When the content would have an error it has not
    /// now, nothing is written, and the exit code is 1. Files are written one by one, the old file
    /// is deleted last; an interrupted run is finished by repeating it.
    #[command(after_help = "\
Examples:
  backstory move event:flood dam-flood
  backstory move content/articles/untitled-3.md dam-breaks --dry-run")]
    Move(Move),
    /// Give an entity another name, and another id if you like.
    ///
    /// The old name becomes an alias, so that sources which use it are still understood. With --id,
    /// the file is renamed as by `move`.
    #[command(after_help = "\
Examples:
  backstory rename-entity jana-novak \"Jana Nováková\"
  backstory rename-entity jana-novak \"Jana Nováková\" --id jana-novakova")]
    RenameEntity(RenameEntity),
    /// Make one entity of several that are the same.
    ///
    /// The last one named stays. It gets the others' names as aliases, their addresses in
    /// `former_ids`, their `same_as` and their description; its own name, type, role and status stay,
    /// and what differs is reported. All that named the others names it. As with `move`, locked
    /// files are edited too, an error that would be new stops everything, and an interrupted run
    /// can be repeated.
    #[command(after_help = "\
Example:
  backstory merge-entities j-novak novak jana-novak --dry-run")]
    MergeEntities(MergeEntities),
    /// Make two entities of one that is two.
    ///
    /// The new one gets a name and, with --aliases, names of the old one. In the files named by
    /// --articles, --events and --claims, what referred to the old one refers to the new one;
    /// everywhere else all means what it meant, and where a name is now the other's or both's, a
    /// written link says whom it means. Without such files, only the names part the two: they mean
    /// the new one wherever they stand.
    #[command(after_help = "\
Examples:
  backstory split-entity novak petr-novak --name \"Petr Novák\" --aliases \"Mayor Novák\"
  backstory split-entity novak petr-novak --name Novák --articles council-meets --events vote")]
    SplitEntity(SplitEntity),
    /// Take in articles: text, Markdown, saved HTML pages, e-mails or feeds.
    ///
    /// Copies new sources below the site (content/sources/ with --rights full, else the git-ignored
    /// .backstory/raw/) and brings content/ up to date with them. What people wrote there is never
    /// lost: unchanged parts follow the source, edited parts stay, and where both changed the file
    /// is left as it is and reported as a conflict. Without PATH, looks again at the sources the
    /// site has.
    ///
    /// An e-mail (.eml) is one article. A feed (RSS, Atom, RDF or JSON Feed) is one for each item
    /// that holds its full text; an item is known by its permanent id, and when a feed is taken in
    /// anew, its earlier file is kept as long as it holds articles that the new one does not.
    #[command(after_help = "\
Examples:
  backstory ingest ~/clippings/ article.html
  backstory ingest --dry-run ~/clippings/      what would change, without changing it
  backstory ingest --resolve theirs            settle conflicts in favour of the sources
  backstory ingest --resolve ask               settle them one by one
  backstory ingest --annotator                 also run the program of ingest.annotator")]
    Ingest(Ingest),
    /// Print what is recognised in documents, as JSON Lines.
    ///
    /// One JSON object a line for each document: its blocks, what was dropped and why, mentions,
    /// times, quotations, quantities, events. Offsets are Unicode code points into \"text\". Needs
    /// no site and writes nothing. A feed has a document for each item that holds its full text;
    /// its \"id\" is the item's permanent id.
    ///
    /// English is read in full; Ukrainian, Russian, German, French, Spanish and Turkish without
    /// events, and with the names only that English documents of the same run or a table of
    /// places know; other languages as blocks and sentences. What is not read is reported.
    ///
    /// With --jsonl, input lines are objects with \"id\", \"text\" or \"html\", and optionally
    /// \"published\", \"outlet\", \"url\", \"language\" (taken where the text does not tell) and
    /// \"clean\" (false: all of it is body text). A line
    /// that is no such object is reported with its number and skipped; the exit code is then 1.
    #[command(after_help = "\
Examples:
  backstory annotate article.html
  cat article.txt | backstory annotate -
  zcat archive.jsonl.gz | backstory annotate --jsonl --per-document - > annotated.jsonl

Keys of a line:
  id file text language url title dek byline outlet published updated
  blocks      start end kind, level of a heading
  dropped     start end reason
  sentences   start end
  mentions    start end type entity role, tier \"review\" when unsure
  times       start end type, value (EDTF or ISO 8601 duration), timex (TIMEX3 value)
  quotations  start end speaker, cue_speaker (start end), unnamed, via (who passes it on)
  quantities  start end value unit modifier of
  events      event sentence (its number, from 0) date trigger participants place
  questions   question answer (start end each)
start and end count Unicode code points of text, end excluded. Dates are EDTF (ISO 8601-2).")]
    Annotate(Annotate),
    /// Build the site into its output folder.
    ///
    /// Takes in new sources first. The output folder (public/, unless site.toml says otherwise) is
    /// replaced as a whole, so it never holds half a site. The same input gives the same bytes.
    ///
    /// Only pages that show something that has changed are rendered again. What is remembered for
    /// that lies in .backstory/cache/, which can be deleted at any time; with or without it, the
    /// site is the same.
    #[command(after_help = "\
Examples:
  backstory build
  backstory build --explain /timeline/         why a page was rendered again, or not
  backstory build -o /srv/www/story -u https://example.org/story/")]
    Build(Build),
    /// Preview the site in a browser, with live reload.
    ///
    /// Serves the site from memory and writes no output folder; what it takes in from new sources
    /// goes to content/ as with build. A page is made when it is first asked for, and after an
    /// edit only if it shows something that changed. Saved changes appear in open pages without a
    /// reload: scroll position, focus and open cards stay. While the content has errors, the last
    /// good pages stay and the errors are laid over them. Answers only this machine, unless
    /// --interface says otherwise, and never another web site that is open in the same browser.
    /// Ends with Ctrl-C.
    #[command(after_help = "\
Examples:
  backstory serve
  backstory serve -p 8080 --drafts
  backstory serve -i 0.0.0.0                   also to other machines in the network")]
    Serve(Serve),
    /// Build into the output folder whenever something changes.
    ///
    /// Like build, again after every change, until Ctrl-C. For a web server of your own; to look
    /// at the site, `serve` is quicker.
    #[command(after_help = "Example:\n  backstory watch -o /srv/www/story")]
    Watch(Overrides),
    /// Report all problems of the content.
    ///
    /// Writes nothing, unless --fix asks for it. Every problem has its file, line and column, a code
    /// that `backstory explain` explains and, where possible, a remedy. Beside errors and warnings
    /// there are notes: what an editor would ask. Exit code 1 when there is an error, or something
    /// that --deny names. Within GitHub Actions problems become annotations, and all of them a table
    /// on the page of the run.
    ///
    /// A warning or note that is right as it is can be allowed, with a reason, by
    /// `# allow CODE: reason` beside a key of front matter, or by
    /// `<!-- backstory-allow CODE: reason -->` in a block of text or before it.
    ///
    /// With --since, only what a branch has to do with is reported and mended: problems in files that
    /// were changed since the branch left REF, committed or not (content/, templates/, themes/,
    /// static/, site.toml), problems related to such a place, and problems in other files that name a
    /// changed or deleted file, its id, or a name that it gained or lost. Not among them are problems
    /// that a changed setting or template brings to other files, and those of no file: the check of the
    /// whole site, which runs all the same, tells them. Exit code 1 is for what is reported. The git
    /// repository is read directly; git need not be there.
    #[command(after_help = "\
Examples:
  backstory check
  backstory check --since origin/main          for a pull request: only what it touches
  backstory check --fix                        mend what can be mended in one way only
  backstory check --deny warning --deny relative-date
  backstory check --write-baseline known.txt   then only new problems:
  backstory check --baseline known.txt
  backstory check --format sarif > problems.sarif
  backstory check --format gitlab > gl-code-quality-report.json")]
    Check(Check),
    /// Tell what readers would see changed between two revisions.
    ///
    /// Sources, verdicts (computed anew from each revision's own files) and who answers what, events,
    /// names, questions, pages, texts by paragraph, quotations, and entries of content/changes/. What
    /// readers do not see (settings, looks, lock files) is left out. A revision is a branch, a tag or an
    /// id, such as origin/main, v1.0, 1a2b3c4, HEAD~2; without B, A is compared with the files as they
    /// are. The git repository is read directly; git need not be there.
    ///
    /// With --format changes, prints draft entries for content/changes/: for sources and events that
    /// were added, verdicts that changed, and as corrections events that moved in time and answers that
    /// changed. What an entry tells already is left out. --write writes them; no file is overwritten.
    #[command(after_help = "\
Examples:
  backstory diff HEAD                          what is not committed yet
  backstory diff origin/main --merge-base      what a pull request changes, for a comment
  backstory diff v1.0 v1.1 --format json | jq -r '.claims[].name'
  backstory diff HEAD --write                  draft the entries that tell readers")]
    Diff(Diff),
    /// Write content files in their canonical form.
    ///
    /// Puts the keys of front matter in order, writes each value in one way and leaves one blank
    /// line before the body. Comments stay with their keys. Words are never wrapped, and of the
    /// body only blank lines at its ends change. A file with errors is left alone. Prints the
    /// files it changes.
    #[command(after_help = "\
Examples:
  backstory fmt
  backstory fmt --check                        for a workflow: exit code 1 when a file would change
  backstory fmt content/claims/")]
    Fmt(Fmt),
    /// Print JSON Schemas of front matter, settings and annotate's output.
    ///
    /// For editors, which then complete keys and mark slips while typing, and for programs that
    /// write content. Draft 7. Without NAME, the names: article, entity, event, claim, faq, change,
    /// page, site and annotate (one line of its output).
    #[command(after_help = "\
Examples:
  backstory schema claim > claim.schema.json
  backstory schema -o .vscode/schemas          all of them, as NAME.schema.json

Editors that read TOML schemas (in VS Code, Even Better TOML) find that of the settings by the
first line of site.toml:
  #:schema ./.vscode/schemas/site.schema.json
No editor checks the front matter of Markdown files against a schema by itself; `backstory check
--format short` names its problems in a form that editors can show beside the lines.")]
    Schema(Schema),
    /// Speak with an editor while content is written (language server).
    ///
    /// Over standard input and output, as the Language Server Protocol has it. The editor marks
    /// problems while you type, with their fixes; completes ids, names, keys and quotations; shows
    /// what is known of a name; goes to what an id means and to where it is used; gives a thing
    /// another id everywhere; and formats as `fmt` does. Of what `check` reports, only faults of
    /// templates and pages are left to `check`.
    ///
    /// The site is the one of --root, else that of the folder which the editor has open, else the
    /// nearest one above an opened file. Texts count although they are not saved. Nothing is
    /// written: edits are the editor's to make.
    #[command(after_help = "\
Setting up:
  Neovim (0.11 or later), in init.lua:
    vim.lsp.config('backstory', { cmd = { 'backstory', 'lsp' },
      filetypes = { 'markdown' }, root_markers = { 'site.toml' } })
    vim.lsp.enable('backstory')
  Helix, in .helix/languages.toml of the site:
    [language-server.backstory]
    command = \"backstory\"
    args = [\"lsp\"]
    [[language]]
    name = \"markdown\"
    language-servers = [\"backstory\"]
  VS Code and Zed start language servers through extensions: take one that runs any server,
    give it the command `backstory lsp` and the language `markdown`
  Any other editor: run `backstory lsp` for Markdown files, with the site's folder as the root

The server ends with exit code 0 after `shutdown` and `exit`, and with 1 when the editor goes away.")]
    Lsp(Lsp),
    /// Explain a diagnostic code, or list them all.
    ///
    /// What it means, an example that raises it, the same example mended, and the remedy. Without
    /// CODE, all codes by family with their levels.
    #[command(after_help = "\
Examples:
  backstory explain
  backstory explain quote-not-in-source
  backstory explain --all > codes.md           every page, as Markdown")]
    Explain(Explain),
    /// Print the whole story as data, in one of many formats.
    ///
    /// What is printed is what a build publishes below data/: no draft, and of each article only what
    /// its rights allow. Links are absolute with a base URL; without one they are relative to data/,
    /// and where a format allows no relative one, things are named by a URN that stays the same.
    #[command(after_help = "\
Formats:
  json         one object with articles, entities, events, claims, questions and changes
  csv          a table: one row a position of a claim, or with --table events one row an event
  ics          the timeline as a calendar (iCalendar, RFC 5545)
  bibtex       the sources for LaTeX and reference managers
  csl          the sources as CSL-JSON, for Pandoc and Zotero
  timelinejs   the timeline for TimelineJS 3
  annotations  every quotation used, as W3C Web Annotations
  jsonld       the whole story in the words of schema.org

Examples:
  backstory export json | jq -r '.claims[] | select(.verdict == \"contradict\") | .question'
  backstory export csv --table events > events.csv
  backstory export ics > story.ics
  backstory export bibtex > sources.bib && pandoc --citeproc --bibliography sources.bib essay.md
  backstory export jsonld -u https://example.org/story/ | jq '.\"@graph\" | length'")]
    Export(Export),
    /// Show the settings in force, or explain one.
    #[command(after_help = "\
Examples:
  backstory config
  backstory config --explain sources.rights")]
    Config(Config),
    /// List the looks there are, document what templates may use, or copy one to change it.
    ///
    /// A site chooses its look with `theme` in site.toml. Templates are looked up in the site's
    /// templates/, then in its theme, then among the built-in ones.
    #[command(
        subcommand,
        after_help = "\
Examples:
  backstory theme list
  backstory theme doc claim.html
  backstory theme eject wire                  copy a theme to themes/wire/
  backstory theme eject claim.html            copy one template to templates/
  backstory theme eject strings/en.toml       the pages' words, to change or to translate"
    )]
    Theme(Theme),
    /// Remove the output folder.
    ///
    /// Removes what build wrote and nothing else: never content, sources or a folder that build
    /// did not make.
    #[command(after_help = "Example:\n  backstory clean")]
    Clean(Clean),
    /// Print a completion script for a shell.
    #[command(after_help = "\
Examples:
  backstory completions bash > ~/.local/share/bash-completion/completions/backstory
  backstory completions fish > ~/.config/fish/completions/backstory.fish")]
    Completions(Completions),
}

/// What a build can be told instead of the settings.
#[derive(Clone, Debug, Default, Arguments)]
pub(crate) struct Overrides {
    /// Where to write the site [default: build.output_dir of the settings].
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output_dir: Option<PathBuf>,
    /// Where the site will be published [default: base_url of the settings].
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
    /// Publish drafts too.
    #[arg(long)]
    pub(crate) drafts: bool,
}

/// `lsp`.
#[derive(Debug, Arguments)]
pub(crate) struct Lsp {
    /// Understood because many editors pass it; there is no other way to speak.
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,
}

/// `init`.
#[derive(Debug, Arguments)]
pub(crate) struct Init {
    /// The folder; it is made if need be [default: this one].
    pub(crate) path: Option<PathBuf>,
    /// What the site begins with.
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub(crate) template: Template,
    /// The story's name [default: that of the site, or made from the folder's name].
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Also write what a repository on GitHub needs.
    #[arg(long)]
    pub(crate) github: bool,
    /// Also write what a project on GitLab needs.
    #[arg(long)]
    pub(crate) gitlab: bool,
}

/// What a new site begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Template {
    /// An empty explainer.
    Default,
    /// A story with invented sources.
    Demo,
    /// The documentation of this version, as a site.
    Docs,
}

/// `new`.
#[derive(Debug, Arguments)]
pub(crate) struct New {
    /// What to write.
    pub(crate) kind: Kind,
    /// Its id: lower-case letters, digits and hyphens; also the file's name and part of the URL.
    pub(crate) id: String,
    /// Its title, name or question [default: made from the id].
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// When it happened or was published: 2025, 2025-05, 2025-05-16 … [for a change: the day it is written].
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<Edtf>,
}

/// A kind of content file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A published report.
    Article,
    /// A person, organisation or place.
    Entity,
    /// Something that happened.
    Event,
    /// A question of fact and what each source says to it.
    Claim,
    /// A question readers ask, with its answer.
    Faq,
    /// What is new, or was corrected.
    Change,
    /// A page of its own.
    Page,
}

/// `move`.
#[derive(Debug, Arguments)]
pub(crate) struct Move {
    /// The file: a path, kind:id, or an id that only one thing has.
    #[arg(value_name = "THING")]
    pub(crate) thing: String,
    /// Its new id: lower-case letters, digits and hyphens.
    pub(crate) new_id: String,
    /// Show what would change as a diff, but write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `rename-entity`.
#[derive(Debug, Arguments)]
pub(crate) struct RenameEntity {
    /// The entity's id.
    #[arg(value_name = "ENTITY")]
    pub(crate) entity: String,
    /// Its new name.
    pub(crate) name: String,
    /// Its new id [default: the id stays].
    #[arg(long, value_name = "NEW-ID")]
    pub(crate) id: Option<String>,
    /// Show what would change as a diff, but write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `merge-entities`.
#[derive(Debug, Arguments)]
pub(crate) struct MergeEntities {
    /// Ids: those that go, and last the one they become.
    #[arg(num_args = 2.., required = true, value_names = ["FROM", "INTO"])]
    pub(crate) ids: Vec<String>,
    /// Show what would change as a diff, but write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `split-entity`.
#[derive(Debug, Arguments)]
pub(crate) struct SplitEntity {
    /// The entity's id.
    #[arg(value_name = "ENTITY")]
    pub(crate) entity: String,
    /// Id of the new one.
    pub(crate) new_id: String,
    /// Its name.
    #[arg(long)]
    pub(crate) name: String,
    /// Names that are the new one's; those the old one has, it loses.
    #[arg(long, num_args = 1.., value_name = "NAME")]
    pub(crate) aliases: Vec<String>,
    /// Articles that mean the new one.
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub(crate) articles: Vec<String>,
    /// Events that mean the new one.
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub(crate) events: Vec<String>,
    /// Claims that mean the new one.
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub(crate) claims: Vec<String>,
    /// Show what would change as a diff, but write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `ingest`.
#[derive(Debug, Arguments)]
pub(crate) struct Ingest {
    /// Files and folders to take in.
    pub(crate) paths: Vec<PathBuf>,
    /// Report what would change, but write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How much of the texts may be published [default: sources.rights of the settings].
    #[arg(long)]
    pub(crate) rights: Option<RightsChoice>,
    /// Settle conflicts: `ours` keeps what people wrote, `theirs` takes what the sources say, `ask`
    /// shows both texts of each conflict and asks, on a terminal.
    #[arg(long, value_name = "SIDE")]
    pub(crate) resolve: Option<SideChoice>,
    /// Read all sources again, with further names from the program that the setting
    /// `ingest.annotator` names. It runs with your rights.
    #[arg(long)]
    pub(crate) annotator: bool,
}

/// How much of a source may be published.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RightsChoice {
    /// Title, outlet, date and link.
    Metadata,
    /// A fact sheet with short quotations.
    Summary,
    /// Longer extracts.
    Excerpt,
    /// The whole text: own or licensed.
    Full,
}

impl From<RightsChoice> for Rights {
    fn from(choice: RightsChoice) -> Self {
        match choice {
            RightsChoice::Metadata => Self::Metadata,
            RightsChoice::Summary => Self::Summary,
            RightsChoice::Excerpt => Self::Excerpt,
            RightsChoice::Full => Self::Full,
        }
    }
}

/// Whose text stands after a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideChoice {
    /// What people wrote.
    Ours,
    /// What the sources say now.
    Theirs,
    /// Asked at each.
    Ask,
}

/// `annotate`.
#[derive(Debug, Arguments)]
pub(crate) struct Annotate {
    /// Files and folders; `-` is standard input [default: -].
    pub(crate) paths: Vec<PathBuf>,
    /// Input is JSON Lines, one document a line.
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// Treat every document alone: memory stays small however many there are, and ids of entities
    /// and events hold within one document only.
    #[arg(long)]
    pub(crate) per_document: bool,
}

/// `build`.
#[derive(Debug, Arguments)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) overrides: Overrides,
    /// Exit with code 1 on warnings too.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Say why this page was rendered, or that it stands as it was: `/timeline/`, `feed.xml`.
    #[arg(long, value_name = "PAGE")]
    pub(crate) explain: Option<String>,
    /// Afterwards build anew in memory and compare byte for byte; exit with code 1 on a difference.
    #[arg(long)]
    pub(crate) verify: bool,
    /// Say how long each phase took.
    #[arg(long)]
    pub(crate) timings: bool,
    /// Write the phases to FILE, for the trace viewers of browsers (Trace Event Format).
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,
}

/// `serve`.
#[derive(Debug, Arguments)]
pub(crate) struct Serve {
    /// The TCP port [default: serve.port of the settings, 4000].
    #[arg(short, long)]
    pub(crate) port: Option<u16>,
    /// The address to listen on [default: serve.interface of the settings, 127.0.0.1].
    #[arg(short, long, value_name = "ADDRESS", value_parser = interface)]
    pub(crate) interface: Option<IpAddr>,
    /// Show drafts too.
    #[arg(long)]
    pub(crate) drafts: bool,
}

impl Serve {
    /// What the preview's builds are told.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides { drafts: self.drafts, ..Overrides::default() }
    }
}

/// `check`.
#[derive(Debug, Arguments)]
#[expect(clippy::struct_excessive_bools, reason = "each is one flag that can be typed")]
pub(crate) struct Check {
    /// How to report [default: human; github within GitHub Actions].
    #[arg(long)]
    format: Option<FormatChoice>,
    /// Check drafts too.
    #[arg(long)]
    drafts: bool,
    /// Exit with code 1 on warnings too.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Exit with code 1 on this too: `warning`, `note`, or a code. Can be given several times.
    #[arg(long, value_name = "LEVEL|CODE", value_parser = deny)]
    pub(crate) deny: Vec<Deny>,
    /// Show all problems: people, and annotations, are shown the first 20 of each code, programs
    /// always all.
    #[arg(long)]
    pub(crate) all: bool,
    /// Mend what can be mended in one way only, then check again.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Report, and with --fix mend, only what changed since the branch at hand left this revision: a
    /// branch, a tag or an id such as origin/main, v1.0, 1a2b3c4, HEAD~2.
    #[arg(long, value_name = "REF", conflicts_with = "write_baseline")]
    pub(crate) since: Option<String>,
    /// Report only problems that are not in this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the problems there are to a file, for --baseline, and report none.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
}

/// What ends a check with exit code 1, beside errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deny {
    /// This level, and what is worse.
    Level(Level),
    /// This code.
    Code(&'static str),
}

/// What is denied, from how it is typed.
fn deny(text: &str) -> Result<Deny, String> {
    match text {
        "error" | "errors" => return Ok(Deny::Level(Level::Error)),
        "warning" | "warnings" => return Ok(Deny::Level(Level::Warning)),
        "note" | "notes" => return Ok(Deny::Level(Level::Note)),
        _ => {}
    }
    match (catalogue::find(text), catalogue::near(text)) {
        (Some(code), _) => Ok(Deny::Code(code.name)),
        (None, Some(near)) => Err(format!("did you mean `{}`?", near.name)),
        (None, None) => Err("write `warning`, `note` or a code of `backstory explain`".to_owned()),
    }
}

impl Check {
    /// What the check is told.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides { drafts: self.drafts, ..Overrides::default() }
    }

    /// The format of the report; absent for people, whose colours depend on the terminal.
    pub(crate) fn format(&self, github_actions: bool) -> Option<Format> {
        match self.format {
            None if github_actions => Some(Format::Github),
            None | Some(FormatChoice::Human) => None,
            Some(FormatChoice::Short) => Some(Format::Short),
            Some(FormatChoice::Json) => Some(Format::Json),
            Some(FormatChoice::Github) => Some(Format::Github),
            Some(FormatChoice::Gitlab) => Some(Format::Gitlab),
            Some(FormatChoice::Sarif) => Some(Format::Sarif),
        }
    }
}

/// `diff`.
#[derive(Debug, Arguments)]
pub(crate) struct Diff {
    /// The revision that readers know.
    #[arg(value_name = "A")]
    pub(crate) before: String,
    /// The revision that they would see [default: the files as they are].
    #[arg(value_name = "B")]
    pub(crate) after: Option<String>,
    /// Compare with the point where B left A: what only A has gained since is no change.
    #[arg(long)]
    pub(crate) merge_base: bool,
    /// How to tell it [default: markdown; changes with --write].
    #[arg(long)]
    pub(crate) format: Option<DiffFormat>,
    /// Write the draft entries into content/changes/ and print their paths.
    #[arg(long)]
    pub(crate) write: bool,
    /// The date of draft entries [default: the day on which B was committed; of the files as they are,
    /// the day of the last commit].
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<Edtf>,
    /// Compare drafts too.
    #[arg(long)]
    pub(crate) drafts: bool,
}

/// How differences are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For the comment of a pull request.
    Markdown,
    /// For programs.
    Json,
    /// Draft entries for content/changes/.
    Changes,
}

/// `fmt`.
#[derive(Debug, Arguments)]
pub(crate) struct Fmt {
    /// Files and folders below content/ [default: all].
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; exit with code 1 when a file is not in order.
    #[arg(long)]
    pub(crate) check: bool,
}

/// `schema`.
#[derive(Debug, Arguments)]
pub(crate) struct Schema {
    /// Which one.
    pub(crate) name: Option<String>,
    /// Write all of them into this folder.
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "name")]
    pub(crate) output_dir: Option<PathBuf>,
}

/// `explain`.
#[derive(Debug, Arguments)]
pub(crate) struct Explain {
    /// The code, as it stands in brackets in a message.
    pub(crate) code: Option<String>,
    /// Print the pages of all codes as Markdown.
    #[arg(long, conflicts_with = "code")]
    pub(crate) all: bool,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatChoice {
    /// For people, with the lines concerned.
    Human,
    /// A line each, for editors.
    Short,
    /// For programs.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// `export`.
#[derive(Debug, Arguments)]
pub(crate) struct Export {
    /// The format.
    #[arg(hide_possible_values = true)]
    pub(crate) format: ExportFormat,
    /// Which table of csv: claims or events.
    #[arg(long, value_name = "TABLE", default_value = "claims", hide_possible_values = true)]
    pub(crate) table: ExportTable,
    /// Where the site will be published [default: base_url of the settings].
    #[arg(short = 'u', long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Print drafts too.
    #[arg(long)]
    drafts: bool,
}

impl Export {
    /// What differs from the settings.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides { base_url: self.base_url.clone(), drafts: self.drafts, output_dir: None }
    }
}

/// How the story is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object.
    Json,
    /// A table.
    Csv,
    /// A calendar.
    Ics,
    /// A bibliography.
    Bibtex,
    /// The same as CSL-JSON.
    Csl,
    /// A timeline for TimelineJS.
    Timelinejs,
    /// W3C Web Annotations.
    Annotations,
    /// schema.org data.
    Jsonld,
}

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportTable {
    /// One row a position.
    Claims,
    /// One row an event.
    Events,
}

/// `config`.
#[derive(Debug, Arguments)]
pub(crate) struct Config {
    /// Explain one key, such as `sources.rights`.
    #[arg(long, value_name = "KEY")]
    pub(crate) explain: Option<String>,
}

/// `theme`.
#[derive(Debug, Subcommand)]
pub(crate) enum Theme {
    /// Name the themes there are; a star marks the one this site uses.
    #[command(after_help = "Example:\n  backstory theme list")]
    List,
    /// Print what templates may use, as Markdown: variables, types, blocks, components.
    #[command(after_help = "\
Examples:
  backstory theme doc > templates.md
  backstory theme doc claim.html")]
    Doc(ThemeDoc),
    /// Copy built-in files into the site, to change them there.
    ///
    /// A theme goes to themes/NAME/; a template such as claim.html and the words of a language such
    /// as strings/en.toml go to templates/; style.css and script.js go to the folder of the site's
    /// theme. What is not changed need not be kept: the built-in file stands in. Nothing is written
    /// when one of the files is there already and differs.
    #[command(after_help = "\
Examples:
  backstory theme eject                       the theme this site uses
  backstory theme eject wire
  backstory theme eject base.html parts.html
  backstory theme eject --force style.css     overwrite what is there")]
    Eject(Eject),
}

/// `theme doc`.
#[derive(Debug, Arguments)]
pub(crate) struct ThemeDoc {
    /// One template only, such as claim.html.
    pub(crate) template: Option<String>,
}

/// `theme eject`.
#[derive(Debug, Arguments)]
pub(crate) struct Eject {
    /// Themes, templates or files of the theme [default: the theme this site uses].
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Overwrite files that are there and differ.
    #[arg(long)]
    pub(crate) force: bool,
}

/// `clean`.
#[derive(Debug, Arguments)]
pub(crate) struct Clean {
    /// The folder to remove [default: build.output_dir of the settings].
    #[arg(short, long, value_name = "FOLDER")]
    output_dir: Option<PathBuf>,
}

impl Clean {
    /// Which folder is meant.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides { output_dir: self.output_dir.clone(), ..Overrides::default() }
    }
}

/// `completions`.
#[derive(Debug, Arguments)]
pub(crate) struct Completions {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// An address to listen on.
pub(crate) fn interface(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
    }
    text.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .map_err(|_| "write an IP address such as 127.0.0.1, 0.0.0.0 or ::1".to_owned())
}

/// Where a site is published: an absolute web address.
fn base_url(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host)
            if !host.is_empty() && !host.starts_with('/') && !host.contains(['?', '#', ' ']) =>
        {
            Ok(text.to_owned())
        }
        _ => Err("write a web address such as https://example.org/story/".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_commands_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn addresses_are_checked_before_anything_is_done() {
        assert_eq!(base_url("https://a.example/x/").as_deref(), Ok("https://a.example/x/"));
        for bad in ["", "a.example", "https://", "https:///x", "ftp://a", "https://a/?b"] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
        assert!(interface("localhost").is_ok_and(|address| address.is_loopback()));
        assert!(interface("[::1]").is_ok() && interface("a.example").is_err());
    }
}
