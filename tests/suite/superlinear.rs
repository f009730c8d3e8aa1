//! Time grows with the size of the input and no faster: patterns that have made parsers slow, and random
//! repeats of small fragments, each as the body of an article through the whole site, and as a document
//! through `annotate`. What is measured is processor time of one thread, the least of several runs, above
//! what an empty input takes.
//!
//! The short form runs with all tests. The long form, to documents of 1 MiB:
//! `cargo test --release --test suite superlinear -- --ignored --nocapture --test-threads 1`

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::properties::annotate::annotated;
use crate::properties::markdown_render::site;

/// How much longer eight times the input may take.
const MOST: u32 = 24;

/// Longest time for an article of 1 MiB, in a release build.
const LONGEST: Duration = Duration::from_secs(2);

/// A text of about so many bytes.
type Pattern = fn(usize) -> String;

fn repeated(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

/// Units with a number in each.
fn numbered(size: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(size + 64);
    let mut number = 0;
    while text.len() < size {
        text.push_str(&unit(number));
        number += 1;
    }
    text
}

/// Half a text, then the other half.
fn halves(
    size: usize,
    first: impl Fn(usize) -> String,
    second: impl Fn(usize) -> String,
) -> String {
    numbered(size / 2, first) + "\n\n" + &numbered(size / 2, second)
}

/// Letters that spell a number.
fn letters(mut number: usize) -> String {
    let mut word = String::new();
    loop {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
        if number == 0 {
            return word;
        }
    }
}

const PATTERNS: &[(&str, Pattern)] = &[
    ("open brackets", |n| repeated("[", n)),
    ("closing brackets", |n| repeated("]", n)),
    ("brackets with a parenthesis", |n| repeated("[](", n)),
    ("open links", |n| repeated("[a](<b", n)),
    ("open link titles", |n| repeated("[a](b \"", n)),
    ("open images", |n| repeated("![", n)),
    ("links in links", |n| repeated("[", n / 6) + &repeated("](x) ", n / 6 * 5)),
    ("stars", |n| repeated("*a ", n)),
    ("stars of all lengths", |n| repeated("**a*b***c ", n)),
    ("stars and lines", |n| repeated("*_a __b", n)),
    ("tildes", |n| repeated("~~a~", n)),
    ("angle brackets", |n| repeated("<", n)),
    ("open tags", |n| repeated("<a ", n)),
    ("open attributes", |n| repeated("<a b=\"", n)),
    ("open comments", |n| repeated("<!-- ", n)),
    ("open declarations", |n| repeated("<!A <![CDATA[ <?x ", n)),
    ("tags on a line each", |n| repeated("<b>\n", n)),
    ("tags in tags", |n| repeated("<div>", n)),
    ("crossed tags", |n| repeated("<b><p><i></b>", n)),
    ("open formatting of many classes", |n| {
        halves(n, |i| format!("<b class=a{i}>"), |_| "<p>x".to_owned())
    }),
    ("tags closed crosswise", |n| repeated("<b><div></b>", n)),
    ("tables in tables", |n| repeated("<table><tr><td>x", n)),
    ("nested quotes", |n| repeated("> ", n)),
    ("nested lists", |n| repeated("- ", n)),
    ("quotes a line deeper each", |n| {
        let mut text = String::new();
        let mut depth = 0;
        while text.len() < n {
            depth += 1;
            text += &(">".repeat(depth) + " a\n");
        }
        text
    }),
    ("lists a line deeper each", |n| {
        let mut text = String::new();
        let mut depth = 0;
        while text.len() < n {
            text += &("  ".repeat(depth) + "- a\n");
            depth += 1;
        }
        text
    }),
    ("list items", |n| repeated("- a\n", n)),
    ("loose list items", |n| repeated("1. a\n\n", n)),
    ("headings", |n| repeated("## a\n", n)),
    ("headings of one name", |n| repeated("## The ferry\n\nWords.\n\n", n)),
    ("underlines", |n| repeated("a\n=\n", n)),
    ("rules", |n| repeated("---\n", n)),
    ("line breaks", |n| repeated("a  \n", n)),
    ("blank lines", |n| repeated("\n", n)),
    ("spaces", |n| repeated(" ", n) + "x"),
    ("tabs", |n| repeated("\t", n) + "x"),
    ("Windows line ends", |n| repeated("a\r\n", n)),
    ("pipes", |n| format!("|{}\n|-\n", repeated("|", n))),
    ("a table of many columns", |n| {
        let columns = (n / 12).isqrt() * 2 + 2;
        let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
        row("a") + &row("-") + &repeated(&row("b"), n)
    }),
    ("a table of many short rows", |n| {
        let columns = n / 8;
        format!("|{}\n|{}\n{}", "a|".repeat(columns), "-|".repeat(columns), repeated("|b\n", n / 4))
    }),
    ("definitions", |n| numbered(n, |i| format!("[a{i}]: /x{i}\n"))),
    ("definitions of one name", |n| repeated("[a]: /x\n", n)),
    ("definitions and references", |n| {
        halves(n, |i| format!("[a{i}]: /x\n"), |i| format!("[a{i}] "))
    }),
    ("references to nothing", |n| numbered(n, |i| format!("[a{i}] [b][c{i}] "))),
    ("a long definition used often", |n| {
        format!("[a]: /{}\n\n{}", "x".repeat(n / 2), repeated("[a] ", n / 2))
    }),
    ("footnotes", |n| halves(n, |i| format!("[^{i}] "), |i| format!("[^{i}]: Note.\n"))),
    ("one footnote used often", |n| format!("{}\n\n[^1]: Note.\n", repeated("[^1] ", n))),
    ("footnotes in footnotes", |n| {
        numbered(n, |i| format!("[^{i}]: Note[^{}].\n\n", i + 1)) + "x[^0]"
    }),
    ("a footnote of a long name", |n| {
        let name = "a".repeat(n / 2);
        format!("x[^{name}]\n\n[^{name}]: {}", repeated("b *c* ", n / 4))
    }),
    ("ampersands", |n| repeated("&", n)),
    ("entities", |n| repeated("&amp;&#65;&nosuch;", n)),
    ("entities without an end", |n| repeated("&#x", n)),
    ("backslashes", |n| repeated("\\", n)),
    ("backticks of all lengths", |n| {
        let mut text = String::new();
        let mut length = 1;
        while text.len() < n {
            text += &("`".repeat(length) + "a");
            length += 1;
        }
        text
    }),
    ("backticks", |n| repeated("`a``b", n)),
    ("fences", |n| repeated("```a\n", n)),
    ("open wikilinks", |n| repeated("[[", n)),
    ("wikilinks", |n| repeated("[[ana-reis]] ", n)),
    ("wikilinks to nothing", |n| numbered(n, |i| format!("[[nobody-{i}]] "))),
    ("wikilinks with a text", |n| repeated("[[ana-reis|Mayor *Reis*]] ", n)),
    ("claims", |n| repeated("[[claim:boats]] ", n)),
    ("quotations of a source", |n| repeated("[[quote:No boat left on Monday]] ", n)),
    ("pipes in wikilinks", |n| repeated("[[a|", n)),
    ("a name", |n| repeated("Ana Reis ", n)),
    ("a name in sentences", |n| repeated("Ana Reis waited. ", n)),
    ("a name in paragraphs", |n| repeated("Ana Reis waited.\n\n", n)),
    ("many names", |n| {
        numbered(n, |i| format!("Ana {}son said. ", letters(i * 7 + 30).to_uppercase()))
    }),
    ("many full names", |n| {
        numbered(n, |i| {
            let name = letters(i * 17 + 1000);
            format!("Mayor B{name} M{name} met Dr C{name} in N{name}burg. ")
        })
    }),
    ("capitals", |n| repeated("The Big Blue Boat Of ", n)),
    ("all capitals", |n| repeated("TERN BAY FERRY ", n)),
    ("initials", |n| repeated("A. B. C. ", n)),
    ("acronyms", |n| repeated("U.S. U.N. E.U. ", n)),
    ("dates", |n| repeated("On 9 March 2031, and on March 10, ", n)),
    ("weekdays", |n| repeated("on Monday and last Friday, ", n)),
    ("parts of dates", |n| repeated("of March the ninth of the ", n)),
    ("hours", |n| repeated("at 6:30 p.m. or 18:22 ", n)),
    ("numbers", |n| repeated("1,200 or 3.5 million ", n)),
    ("digits", |n| repeated("7", n)),
    ("digits and commas", |n| repeated("7,", n)),
    ("number words", |n| repeated("two hundred and forty-", n)),
    ("money", |n| repeated("$4bn €5 ", n)),
    ("opening quotation marks", |n| repeated("“", n)),
    ("closing quotation marks", |n| repeated("”", n)),
    ("quotation marks of all kinds", |n| repeated("“a ‘b «c „d \"e ", n)),
    ("straight quotation marks", |n| repeated("\"a\" 'b' ", n)),
    ("apostrophes", |n| repeated("it's ", n)),
    ("quotations", |n| repeated("“We waited,” said Ana Reis. ", n)),
    ("quotations without an end", |n| repeated("“We waited, she said. \n\n", n)),
    ("speakers", |n| repeated("said Ana Reis, according to Ola Berg, who told ", n)),
    ("questions", |n| repeated("Q: Why?\nA: Because.\n", n)),
    ("unknowns", |n| repeated("It is not known how many were aboard. ", n)),
    ("events", |n| repeated("Two ships sank off Tern Bay on Monday. ", n)),
    ("one endless word", |n| repeated("a", n)),
    ("one endless line", |n| repeated("word ", n)),
    ("one endless sentence", |n| repeated("and the ferry, which ", n)),
    ("short lines", |n| repeated("word\n", n)),
    ("lines that differ", |n| numbered(n, |i| format!("Boat {i} stayed in port all day.\n\n"))),
    ("one line again and again", |n| repeated("The ferry stayed in port all day long.\n\n", n)),
    ("full stops", |n| repeated(".", n)),
    ("dashes", |n| repeated("—-–", n)),
    ("combining marks", |n| format!("e{}", repeated("\u{301}", n))),
    ("marks of many classes", |n| format!("e{}", repeated("\u{301}\u{327}\u{323}", n))),
    ("joined emoji", |n| repeated("👩\u{200d}", n)),
    ("flags", |n| repeated("🇳🇴", n)),
    ("right to left", |n| repeated("שלום ‏مرحبا ", n)),
    ("zero bytes", |n| repeated("a\0", n)),
    ("syllables", |n| repeated("\u{1100}\u{1161}\u{11a8}", n)),
    ("Chinese", |n| repeated("渡轮停在港口。", n)),
    ("German", |n| repeated("Der Hafen blieb am Montag zu, sagte Ana Reis. ", n)),
    ("French", |n| repeated("Le port est resté fermé lundi, a déclaré Ana Reis. ", n)),
    ("Russian", |n| repeated("Паром остался в порту, сказала Анна Рейс. ", n)),
];

/// Something done with a text.
type Run = fn(&str);

/// Ways through the program, with the kinds of input that each takes.
const WAYS: [(&str, Run); 4] = [
    ("site", |body| drop(site(body))),
    ("annotate text", |text| drop(annotated("text", "2031-03-10".parse().ok(), text))),
    ("annotate Markdown", |text| drop(annotated("x.md", None, text))),
    ("annotate HTML", |text| {
        drop(annotated("html", None, &format!("<article><h1>No boat left</h1>{text}")));
    }),
];

/// Runs something on one thread, which is the whole pool for what it would do in parallel.
fn alone(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        pool.expect("a pool").install(work);
    });
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

/// Processor time of this thread.
fn spent(work: impl FnOnce()) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).expect("a time");
    let start = now();
    work();
    now().saturating_sub(start)
}

/// What is measured, and how hard.
#[derive(Clone, Copy)]
struct Effort {
    /// Time above that of an empty input from which eight times the input is compared.
    least: Duration,
    /// Bytes at first, and bytes beyond which nothing is measured.
    sizes: (usize, usize),
}

/// The time a text takes above what an empty one takes.
struct Way {
    name: &'static str,
    run: Run,
    empty: Duration,
}

impl Way {
    fn all() -> Vec<Self> {
        let warm = |(name, run): (&'static str, Run)| {
            run("");
            let empty = (0..3).map(|_| spent(|| run(""))).min().unwrap();
            Self { name, run, empty }
        };
        WAYS.map(warm).into()
    }

    fn time(&self, text: &str) -> Duration {
        spent(|| (self.run)(text)).saturating_sub(self.empty)
    }

    /// Says so when eight times the input takes more than 24 times as long. Noise only ever adds, so a
    /// suspicion is looked into by measuring again, and the least counts.
    fn growth(
        &self,
        name: &str,
        pattern: impl Fn(usize) -> String,
        effort: Effort,
    ) -> Option<String> {
        // What an empty input takes varies too.
        let effort = Effort { least: effort.least.max(self.empty / 4), ..effort };
        let mut size = effort.sizes.0;
        let (mut once, mut text) = (Duration::ZERO, pattern(size));
        while size * 8 <= effort.sizes.1 {
            once = self.time(&text);
            if once >= effort.least {
                break;
            }
            size *= 2;
            text = pattern(size);
        }
        let more = pattern(size * 8);
        let mut eight = self.time(&more);
        for _ in 0..4 {
            if eight <= once.max(effort.least) * MOST {
                return None;
            }
            once = once.min(self.time(&text)).max(Duration::from_micros(1));
            eight = eight.min(self.time(&more));
        }
        // What is too short to be measured is held against the least that can be.
        let too_much = eight > once.max(effort.least) * MOST;
        too_much.then(|| {
            format!(
                "{}, {name}: {} bytes {once:?}, {} bytes {eight:?}",
                self.name,
                text.len(),
                more.len()
            )
        })
    }
}

fn hold(effort: Effort, random: u32) {
    let ways = Way::all();
    let mut slow = Vec::new();
    for way in &ways {
        for (name, pattern) in PATTERNS {
            slow.extend(way.growth(name, pattern, effort));
        }
        for seed in 0..random {
            let unit = fragments(seed);
            slow.extend(way.growth(&format!("{unit:?}"), |size| repeated(&unit, size), effort));
        }
    }
    assert!(slow.is_empty(), "{} of superlinear time:\n{}", slow.len(), slow.join("\n"));
}

/// Pieces that mean something to one reader or another.
const FRAGMENTS: [&str; 64] = [
    "[",
    "]",
    "(",
    ")",
    "![",
    "[[",
    "]]",
    "|",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<p>",
    "<a href=\"",
    "\"",
    "'",
    "“",
    "”",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "\\",
    "&",
    "&amp;",
    ";",
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "- ",
    "1. ",
    "> ",
    "# ",
    "---",
    "===",
    "[a]: b",
    "[^1]",
    "[^1]: ",
    ":",
    "://",
    "@",
    "e\u{301}",
    "\0",
    "a",
    "The ",
    "Ana Reis",
    "said",
    "Monday",
    "March 9",
    "2031",
    "12",
    ",",
    ".",
    "%",
    "million",
    "not known",
    "|-|",
    "{#x}",
    "!",
];

/// One to four fragments, always the same ones for a seed.
fn fragments(seed: u32) -> String {
    let mut state = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let mut next = || {
        // Knuth's MMIX generator; its upper bits are good enough to choose by.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    let count = 1 + next() % 4;
    (0..count).map(|_| FRAGMENTS[next() % FRAGMENTS.len()]).collect()
}

#[test]
fn superlinear_short() {
    let effort = Effort { least: Duration::from_millis(4), sizes: (4 << 10, 32 << 10) };
    alone(move || hold(effort, 16));
}

#[test]
#[ignore = "takes minutes: cargo test --release --test suite superlinear -- --ignored --nocapture --test-threads 1"]
fn superlinear_long() {
    let effort = Effort { least: Duration::from_millis(8), sizes: (1 << 10, 1 << 20) };
    alone(move || hold(effort, 400));
}

#[test]
#[ignore = "takes minutes: cargo test --release --test suite superlinear -- --ignored --nocapture --test-threads 1"]
fn superlinear_a_mebibyte_takes_two_seconds() {
    alone(|| {
        let mut slow = Vec::new();
        let mut longest = Duration::ZERO;
        for way in Way::all() {
            for (name, pattern) in PATTERNS {
                let text = pattern(1 << 20);
                let mut time = way.time(&text);
                for _ in 0..2 {
                    if time > LONGEST {
                        time = time.min(way.time(&text));
                    }
                }
                longest = longest.max(time);
                if time > LONGEST {
                    slow.push(format!("{}, {name}: {time:?}", way.name));
                }
            }
        }
        eprintln!(
            "{} patterns of 1 MiB, each {} ways: at most {longest:?}",
            PATTERNS.len(),
            WAYS.len()
        );
        assert!(slow.is_empty(), "{} too slow:\n{}", slow.len(), slow.join("\n"));
    });
}
