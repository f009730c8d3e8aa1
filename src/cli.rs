//! The command line: what was typed becomes a request to the library, and its answer becomes text
//! and an exit code. All printing of the program is here, and all reading of its environment.

mod annotate;
mod annotator;
mod args;
mod check;
mod console;
mod diff;
mod docs;
mod environment;
mod explain;
mod failure;
mod fmt;
mod init;
mod limits;
mod lsp;
mod new;
mod refactor;
mod schema;
mod settings;
mod settle;
mod since;
mod site;
mod theme;
mod timings;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Args, Command};
use console::Console;
use environment::Environment;
use failure::Failure;

/// How a command ended, when the environment let it end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Exit code 0.
    Fine,
    /// Exit code 1: the content has errors.
    Problems,
}

impl Outcome {
    fn problems_if(condition: bool) -> Self {
        if condition { Self::Problems } else { Self::Fine }
    }
}

/// Runs the program: exit code 0 when all is well, 1 when the content has errors, 2 when the
/// command or the environment is at fault.
pub(crate) fn run() -> ExitCode {
    limits::outlive_file_size_limit();
    let environment = match Environment::read() {
        Ok(environment) => environment,
        Err(failure) => return report(&Console::plain(), &failure),
    };
    let command = Args::command().color(environment.clap_color());
    let args = match command.try_get_matches().and_then(|found| Args::from_arg_matches(&found)) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not errors; who closed the pipe has read enough.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let console = Console::new(&args.global, &environment);
    match execute(args, &environment, console.clone()) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(failure) => report(&console, &failure),
    }
}

fn report(console: &Console, failure: &Failure) -> ExitCode {
    console.error(&failure.to_string());
    ExitCode::from(2)
}

/// What each command means, in one place.
fn execute(args: Args, environment: &Environment, console: Console) -> Result<Outcome, Failure> {
    let global = &args.global;
    let options = |command: &args::Overrides| environment.options(global, command);
    match args.command {
        Command::Init(init) => init::init(&init, environment, global, &console),
        Command::New(new) => new::new(&new, &environment.root(global), &console),
        Command::Move(asked) => {
            let options = options(&args::Overrides::default());
            refactor::move_thing(&asked, environment, &options, &console)
        }
        Command::RenameEntity(asked) => {
            refactor::rename_entity(&asked, &options(&args::Overrides::default()), &console)
        }
        Command::MergeEntities(asked) => {
            refactor::merge_entities(&asked, &options(&args::Overrides::default()), &console)
        }
        Command::SplitEntity(asked) => {
            refactor::split_entity(&asked, &options(&args::Overrides::default()), &console)
        }
        Command::Ingest(ingest) => {
            site::ingest(&ingest, &options(&args::Overrides::default()), environment, &console)
        }
        Command::Annotate(annotate) => annotate::annotate(&annotate, environment, &console),
        Command::Build(build) => {
            site::build(&build, &options(&build.overrides), environment, &console)
        }
        Command::Serve(serve) => site::serve(&serve, options(&serve.overrides()), console),
        Command::Watch(overrides) => site::watch(&options(&overrides), &console),
        Command::Check(asked) => {
            check::check(&asked, environment, &options(&asked.overrides()), &console)
        }
        Command::Diff(asked) => {
            let overrides = args::Overrides { drafts: asked.drafts, ..Default::default() };
            diff::diff(&asked, &options(&overrides), &console)
        }
        Command::Fmt(asked) => {
            let options = options(&args::Overrides::default());
            fmt::fmt(&asked, environment, &options, &console)
        }
        Command::Schema(asked) => schema::schema(&asked, environment, &console),
        Command::Explain(asked) => explain::explain(&asked, &console),
        Command::Lsp(_) => {
            let options = options(&args::Overrides::default());
            lsp::lsp(options, global.root.is_some(), environment.terminal_in, &console)
        }
        Command::Export(export) => site::export(&export, &options(&export.overrides()), &console),
        Command::Config(config) => {
            settings::config(&config, &options(&args::Overrides::default()), &console)
        }
        Command::Theme(asked) => {
            theme::theme(&asked, &options(&args::Overrides::default()), &console)
        }
        Command::Clean(clean) => site::clean(&options(&clean.overrides()), &console),
        Command::Completions(shell) => {
            let mut script = Vec::new();
            let mut command = Args::command();
            clap_complete::generate(shell.shell, &mut command, "backstory", &mut script);
            console.result(&String::from_utf8_lossy(&script))?;
            Ok(Outcome::Fine)
        }
    }
}
