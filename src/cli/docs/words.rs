//! Plain words and comments of the code as Markdown.

/// Text in which only `code` between backticks means something: whatever else Markdown, wikilinks or
/// HTML would take for theirs stays as it is read.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        if at > 0 {
            out.push('`');
        }
        if at % 2 == 1 {
            out.push_str(part);
            continue;
        }
        for letter in part.chars() {
            if matches!(letter, '<' | '[' | ']' | '*' | '_' | '\\' | '|' | '~') {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

/// The same for a cell of a table, which ends at a bar even within code.
pub(super) fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(at, part)| if at % 2 == 1 { part.replace('|', "\\|") } else { escaped(part) })
        .collect();
    parts.join("`")
}

/// Lines as a block of code, whatever they hold.
pub(super) fn block(language: &str, text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_take_for_its_own_stays_as_it_is_read() {
        assert_eq!(escaped("a <b> [[c]] `<d|*>` e_f"), "a \\<b> \\[\\[c\\]\\] `<d|*>` e\\_f");
        assert_eq!(cell("a | `b|c`\nd"), "a \\| `b\\|c` d");
        assert_eq!(block("md", "```\nx\n```\n"), "````md\n```\nx\n```\n````\n");
    }
}
