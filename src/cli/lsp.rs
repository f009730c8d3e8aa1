//! `lsp`: the streams of the language server. Standard output belongs to the protocol.

use std::io::{self, BufReader, Write as _};
use std::sync::mpsc::{Sender, channel};

use backstory::lsp::server::{End, Event, Start, converse};
use backstory::lsp::wire;
use backstory::pipeline::Options;
use lsp_server::Message;

use super::Outcome;
use super::console::Console;
use super::failure::Failure;

/// Runs the command until the editor ends it.
pub(crate) fn lsp(
    options: Options,
    fixed: bool,
    terminal: bool,
    console: &Console,
) -> Result<Outcome, Failure> {
    if terminal {
        console.message(
            "An editor talks to this command; `backstory lsp --help` tells how to set one up. \
             Ctrl-C ends it",
        );
    }
    let (sender, events) = channel();
    let incoming = sender.clone();
    std::thread::spawn(move || listen(&incoming));
    let mut out = io::stdout();
    let mut send = |message: Message| message.write(&mut out).and_then(|()| out.flush());
    let ended = converse(Start { options, fixed }, &events, sender, &mut send);
    match ended {
        Ok(End::Orderly) => Ok(Outcome::Fine),
        // The protocol wants exit code 1 of who was not told to shut down.
        Ok(End::Abrupt) => Ok(Outcome::Problems),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Problems),
        Err(reason) => Err(Failure::Stream {
            operation: "write to",
            place: "standard output".to_owned(),
            reason,
        }),
    }
}

/// Hands on what comes over standard input.
fn listen(events: &Sender<Event>) {
    let mut stream = BufReader::new(io::stdin());
    while let Ok(Some(incoming)) = wire::read(&mut stream) {
        if events.send(Event::Incoming(incoming)).is_err() {
            return;
        }
    }
    let _ = events.send(Event::Closed);
}
