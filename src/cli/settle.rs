//! `ingest --resolve ask`: shows a conflict on the terminal and asks whose text stands.

use std::io::{self, BufRead, Write};

use backstory::pipeline::{Conflict, Side};

/// Shows one conflict and asks until an answer is understood. Leaving it open is an answer, and so is
/// the end of the input.
pub(crate) fn ask(file: &str, conflict: &Conflict) -> Option<Side> {
    answer(file, conflict, &mut io::stdin().lock(), &mut io::stderr().lock())
}

fn answer(
    file: &str,
    conflict: &Conflict,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> Option<Side> {
    let shown = |text: &str| match text {
        "" => "  (nothing)\n".to_owned(),
        text => format!("  {}\n", text.trim_end().replace('\n', "\n  ")),
    };
    // When nobody reads the question, nobody answers it.
    let _ = write!(
        output,
        "\n{file}: `{}` was changed here and in the source\n\
         last written by the tool: only its hash is kept; `git log -p {file}` has it\n\
         ours (here):\n{}theirs (the source):\n{}",
        conflict.where_,
        shown(&conflict.ours),
        shown(&conflict.theirs)
    );
    loop {
        let _ = write!(output, "[o]urs, [t]heirs, or [l]eave it open? ");
        let _ = output.flush();
        let mut line = String::new();
        if input.read_line(&mut line).ok().is_none_or(|read| read == 0) {
            return None;
        }
        match line.trim().to_lowercase().as_str() {
            "o" | "ours" => return Some(Side::Ours),
            "t" | "theirs" => return Some(Side::Theirs),
            "l" | "leave" => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use backstory::diagnostic::Span;

    use super::*;

    #[test]
    fn it_asks_until_it_understands() {
        let conflict = Conflict {
            where_: "title".to_owned(),
            ours: "Calm\nsea".to_owned(),
            theirs: String::new(),
            span: Span::new(0, 0),
            settled: None,
        };
        for (typed, expected, questions) in [
            ("o\n", Some(Side::Ours), 1),
            ("what?\n\n THEIRS \n", Some(Side::Theirs), 3),
            ("l\n", None, 1),
            ("", None, 1),
        ] {
            let mut output = Vec::new();
            let answer = answer("a.md", &conflict, &mut typed.as_bytes(), &mut output);
            let said = String::from_utf8_lossy(&output).into_owned();
            assert_eq!((answer, said.matches("[o]urs").count()), (expected, questions), "{said}");
            assert!(said.contains("  Calm\n  sea\n") && said.contains("(nothing)"), "{said}");
        }
    }
}
