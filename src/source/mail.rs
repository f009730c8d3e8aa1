//! E-mail: newsletters and forwarded articles as `.eml`, pages saved as one file (`.mhtml`). Picks the
//! body that holds the better article, reads what the header states, drops what only mails have.
//! Knows one message at a time.

mod forwarded;

use mail_parser::{Address, DateTime, Message, MessageParser, MimeHeaders, PartType};

use super::html::{self, read_html};
use super::{DropReason, Dropped, SourceDocument, clutter, metadata, read_text, words};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::model::date::{Date, Edtf};
use forwarded::Forwarded;

/// Messages inside messages that are followed.
const DEEPEST: usize = 3;

/// Most messages inside messages; more are no mail that anybody sent.
const MOST_MESSAGES: usize = 64;

/// Fewest words of a message of its own around an attached one.
const OWN_WORDS: usize = 60;

/// Whether a text is an e-mail: header lines, among them one that only mails have.
pub fn is_mail(text: &str) -> bool {
    const SURE: [&str; 7] = [
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "dkim-signature",
        "x-mailer",
    ];
    let mut sure = false;
    let mut fields = 0;
    for line in text.lines().take(200) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        fields += 1;
        sure |= SURE.contains(&name.to_ascii_lowercase().as_str());
    }
    sure && fields >= 2
}

/// Reads a message. Never fails: what is odd about it is in the diagnostics.
pub fn read_mail(bytes: &[u8], file_name: &str) -> (SourceDocument, Vec<Diagnostic>) {
    let place = || Place::file(file_name);
    let nested = bytes.windows(14).filter(|w| w.eq_ignore_ascii_case(b"message/rfc822")).count();
    let message =
        (nested <= MOST_MESSAGES).then(|| MessageParser::default().parse(bytes)).flatten();
    let Some(message) = message else {
        let problem = Diagnostic::warning("bad-mail", "the file is no e-mail that can be read");
        let problem =
            problem.at(place()).hint("save the message again as .eml, or its text as .txt");
        return (SourceDocument::default(), vec![problem]);
    };
    if let Some(url) = snapshot(&message) {
        let mut document = read_html(&body(&message, Body::Html).unwrap_or_default());
        document.metadata.url.get_or_insert(url);
        return (document, Vec::new());
    }
    let attached = attachments(&message);
    let problem = (!attached.is_empty()).then(|| {
        let message = format!("attachments of the e-mail are not read: {}", attached.join(", "));
        let problem = Diagnostic::warning("mail-attachments", message).at(place());
        problem.hint("an attachment that is an article can be saved and taken in by itself")
    });
    (read_message(&message, DEEPEST), problem.into_iter().collect())
}

/// The message, or the one it forwards as an attachment.
fn read_message(message: &Message<'_>, deepest: usize) -> SourceDocument {
    let inner = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    let document = read_body(message);
    let own: usize =
        document.blocks.iter().map(|block| words::count(block.span.of(&document.text))).sum();
    match inner {
        Some(inner) if own < OWN_WORDS && deepest > 0 => read_message(inner, deepest - 1),
        _ => document,
    }
}

/// Which body of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Html,
    Text,
}

/// All parts of one kind that are to be read, one behind the other.
fn body(message: &Message<'_>, kind: Body) -> Option<String> {
    let ids = if kind == Body::Html { &message.html_body } else { &message.text_body };
    let mut all = String::new();
    for part in ids.iter().filter_map(|id| message.part(*id)) {
        let text = match (&part.body, kind) {
            (PartType::Html(html), Body::Html) => html.to_string(),
            (PartType::Text(text), Body::Text) => {
                let flowed = part.content_type().and_then(|of| of.attribute("format"));
                let flowed = flowed.is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
                if flowed { unfolded(text) } else { text.to_string() }
            }
            _ => continue,
        };
        if !all.is_empty() {
            all.push_str("\n\n");
        }
        all.push_str(&text);
    }
    Some(all).filter(|all| !all.trim().is_empty())
}

/// Reads the body that holds the better article, with what the header states.
fn read_body(message: &Message<'_>) -> SourceDocument {
    let (html, text) = (body(message, Body::Html), body(message, Body::Text));
    let text = text.map(|text| text.replace("\r\n", "\n"));
    let told = html.as_deref().map(html::plain_text).or_else(|| text.clone()).unwrap_or_default();
    let forwarded = text.as_deref().and_then(forwarded::find).or_else(|| forwarded::find(&told));
    let subject = forwarded.as_ref().and_then(|of| of.subject.clone());
    let subject = subject.or_else(|| message.subject().map(str::to_owned));
    let subject = subject.map(|subject| clean_subject(&subject)).unwrap_or_default();

    let as_html = html.as_deref().map(|html| read_page(&subject, html));
    let as_text = text.as_deref().map(|text| {
        read_text(&format!("{subject}\n\n{}", without_addresses(&forwarded::unquoted(text))))
    });
    let length = |document: &SourceDocument| -> usize {
        document.blocks.iter().map(|block| words::count(block.span.of(&document.text))).sum()
    };
    // HTML has headings and lists; the text beside it is often a stub, and sometimes the only whole one.
    let mut document = match (as_html, as_text) {
        (Some(html), Some(text)) if length(&html) * 2 >= length(&text) => html,
        (_, Some(text)) => text,
        (Some(html), None) => html,
        (None, None) => SourceDocument::default(),
    };
    drop_clutter(&mut document, &subject);
    state(&mut document, message, forwarded.as_ref(), &subject);
    let view = html.as_deref().and_then(viewed_in_browser);
    document.metadata.url = document.metadata.url.take().or(view);
    document
}

/// The HTML body as a page with the subject for a title.
fn read_page(subject: &str, html: &str) -> SourceDocument {
    let title = subject.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    // A second title further down would be the template's ("Newsletter").
    let lower = html.to_ascii_lowercase();
    let own = lower.find("<title").and_then(|start| {
        let end = start + lower.get(start..)?.find("</title>")? + "</title>".len();
        Some((html.get(..start)?, html.get(end..)?))
    });
    let (before, after) = own.unwrap_or(("", html));
    let head = format!("<title>{title}</title><meta property=\"og:title\" content=\"{title}\">");
    read_html(&without_tables(&format!("{head}{before}{after}")))
}

/// HTML in which the tables that newsletters are laid out with are plain boxes, unless some hold
/// headed columns.
fn without_tables(html: &str) -> String {
    const CELLS: [&str; 7] = ["table", "tbody", "thead", "tfoot", "tr", "td", "center"];
    let lower = html.to_ascii_lowercase();
    if lower.contains("<th ") || lower.contains("<th>") {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for (at, _) in lower.match_indices('<') {
        let start =
            at + 1 + usize::from(lower.get(at + 1..).is_some_and(|rest| rest.starts_with('/')));
        let rest = lower.get(start..).unwrap_or_default();
        let length = rest.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count();
        if rest.get(..length).is_some_and(|name| CELLS.contains(&name)) {
            out.push_str(html.get(done..start).unwrap_or_default());
            out.push_str("div");
            done = start + length;
        }
    }
    out.push_str(html.get(done..).unwrap_or_default());
    out
}

/// What the header states wins over what the body seems to say.
fn state(
    document: &mut SourceDocument,
    message: &Message<'_>,
    forwarded: Option<&Forwarded>,
    subject: &str,
) {
    let sender = message.from().and_then(Address::first);
    let name = sender.and_then(|from| from.name.as_deref()).unwrap_or_default();
    let address = sender.and_then(|from| from.address.as_deref()).unwrap_or_default();
    let list = list_name(message);
    let metadata = &mut document.metadata;
    let (byline, outlet) = match forwarded {
        // Who forwards it has not written it, and the list is the outer message's.
        Some(of) => sender_of(&of.name, &of.address, None),
        None => sender_of(name, address, list.as_deref()),
    };
    metadata.outlet = outlet.or(metadata.outlet.take());
    let outlet = metadata.outlet.as_deref().map(metadata::squeezed);
    let own = |name: &String| Some(metadata::squeezed(name)) != outlet && !name.contains('@');
    metadata.byline = metadata.byline.take().filter(own).or(byline).filter(own);
    let sent = match forwarded {
        Some(of) => of.date,
        None => message.date().and_then(sent),
    };
    metadata.published = sent.or(metadata.published);
    if !subject.is_empty() {
        metadata.title = Some(metadata::split_title(subject, &[]).0.to_owned());
    }
}

/// Author and outlet of a sender: "Marta Quill from The Marsk Courier", "Marsk Courier Daily".
fn sender_of(name: &str, address: &str, list: Option<&str>) -> (Option<String>, Option<String>) {
    let name = name.trim().trim_matches(['"', '\'']).trim();
    for mark in [" from ", " at ", " via ", " | ", ", ", " - ", " – ", " — ", ": "] {
        if let Some((who, what)) = name.split_once(mark) {
            let (who, what) = (who.trim(), what.trim());
            if words::is_name_shaped(who, 4) && !metadata::is_outlet_shaped(who) && !what.is_empty()
            {
                return (Some(who.to_owned()), Some(what.to_owned()));
            }
            if metadata::is_outlet_shaped(who) && mark != " at " {
                return (None, Some(who.to_owned()));
            }
        }
    }
    let host = address.rsplit_once('@').map_or("", |(_, host)| host).replace(['.', '-'], "");
    let known = metadata::is_outlet_shaped(name) || host.contains(&metadata::squeezed(name));
    if name.is_empty() {
        return (None, list.map(str::to_owned));
    }
    if known || !words::is_name_shaped(name, 4) || words::count_to(name, 2) < 2 {
        return (None, Some(name.to_owned()));
    }
    (Some(name.to_owned()), list.map(str::to_owned))
}

/// The phrase of `List-Id: The Morning Boat <boat.marsk.example>` (RFC 2919).
fn list_name(message: &Message<'_>) -> Option<String> {
    let raw = message.header_raw("List-Id").or_else(|| message.header_raw("List-ID"))?;
    let phrase = raw.split('<').next()?.trim().trim_matches('"').trim();
    (words::count_to(phrase, 8) <= 7 && words::starts_upper(phrase)).then(|| phrase.to_owned())
}

/// A subject without the marks of replies, forwards and lists: "Fwd: [Boat] Ferries return".
fn clean_subject(subject: &str) -> String {
    const MARKS: [&str; 9] = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:", "sv:", "rv:", "vs:"];
    let line: String = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = line.as_str();
    loop {
        let lower = rest.to_ascii_lowercase();
        if let Some(mark) = MARKS.iter().find(|mark| lower.starts_with(**mark)) {
            rest = rest.get(mark.len()..).unwrap_or_default().trim_start();
        } else if let Some((tag, after)) =
            rest.strip_prefix('[').and_then(|tag| tag.split_once(']'))
            && tag.len() <= 40
            && !after.trim().is_empty()
        {
            rest = after.trim_start();
        } else {
            return rest.to_owned();
        }
    }
}

/// The date of the header with its zone (RFC 5322).
fn sent(date: &DateTime) -> Option<Edtf> {
    let part = |number: u8| i8::try_from(number).ok();
    let day =
        jiff::civil::Date::new(i16::try_from(date.year).ok()?, part(date.month)?, part(date.day)?)
            .ok()?;
    let time = jiff::civil::Time::new(part(date.hour)?, part(date.minute)?, 0, 0).ok()?;
    let zone = i16::from(date.tz_hour) * 60 + i16::from(date.tz_minute);
    let zone = if date.tz_before_gmt { -zone } else { zone };
    let plausible = (1970..=2200).contains(&date.year) && zone.abs() <= 14 * 60;
    plausible.then(|| Edtf::Date(Date::minute(day.to_datetime(time), Some(zone))))
}

/// Names of the attachments, pictures apart.
fn attachments(message: &Message<'_>) -> Vec<String> {
    let files = message.attachments().filter(|part| matches!(part.body, PartType::Binary(_)));
    files
        .filter(|part| part.content_type().is_none_or(|of| of.ctype() != "image"))
        .map(|part| part.attachment_name().unwrap_or("without a name").to_owned())
        .collect()
}

/// The address of a page that a browser saved as one file.
fn snapshot(message: &Message<'_>) -> Option<String> {
    let address = message.header_raw("Snapshot-Content-Location").map(str::trim);
    let from = message.header_raw("From").unwrap_or_default().to_ascii_lowercase();
    let saved = from.contains("<saved by");
    address.map(str::to_owned).or_else(|| saved.then(String::new))
}

/// Text of `format=flowed` (RFC 3676): a line that ends in a space goes on in the next.
fn unfolded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        out.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            out.push('\n');
        }
    }
    out
}

/// Plain text without the addresses of its links: "the harbour office <https://…>", "[https://…]".
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let (before, link) = rest.split_at(at);
        let open = before.trim_end_matches(' ').chars().last();
        let close = match open {
            Some('<') => Some('>'),
            Some('(') => Some(')'),
            Some('[') => Some(']'),
            _ => None,
        };
        let length = link.find(char::is_whitespace).unwrap_or(link.len());
        let end = close.filter(|_| link.starts_with("http://") || link.starts_with("https://"));
        let end = end.and_then(|close| {
            let end = link.get(..length)?.rfind(close).map(|end| end + 1);
            end.or_else(|| {
                let spaced = link.get(length..)?.strip_prefix(' ')?.starts_with(close);
                spaced.then_some(length + 2)
            })
        });
        if let Some(end) = end {
            let before = before.trim_end_matches(' ');
            let before = before.get(..before.len() - 1).unwrap_or_default();
            out.push_str(before.trim_end_matches(' '));
            rest = link.get(end..).unwrap_or_default();
        } else {
            let (word, after) = link.split_at(length.max(4).min(link.len()));
            out.push_str(before);
            out.push_str(word);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Blocks at the top among which byline, date and masthead may stand.
const HEAD: usize = 8;

/// Takes out of the blocks what only mails have: the header and the note of who forwards, byline and
/// date at the top, notices, and what follows the way to unsubscribe.
fn drop_clutter(document: &mut SourceDocument, subject: &str) {
    let text = std::mem::take(&mut document.text);
    let header = forwarded::find(&text).map_or(Span::default(), |of| of.span);
    let is_body = |line: &str| words::is_prose(line) && clutter::notice(line).is_none();
    let lines: Vec<&str> = document.blocks.iter().map(|block| block.span.of(&text)).collect();
    let last = lines.iter().rposition(|line| is_body(line));
    let above = document.blocks.iter().filter(|block| block.span.end <= header.start);
    let note: usize = above.map(|block| words::count(block.span.of(&text))).sum();
    let title = words::folded(subject);
    let mut reasons: Vec<Option<DropReason>> = Vec::with_capacity(lines.len());
    let (mut in_head, mut ended) = (true, false);
    for (at, line) in lines.iter().enumerate() {
        let span = document.blocks.get(at).map_or(Span::default(), |block| block.span);
        in_head &= at < HEAD && !words::is_prose(line);
        let notice = clutter::notice(line);
        let mut reason = notice.or_else(|| clutter::classify(line));
        if span.overlaps(header) || forwarded::is_marker(line) {
            (reason, in_head) = (Some(DropReason::Metadata), true);
        } else if span.end <= header.start && note < OWN_WORDS {
            reason = Some(DropReason::Navigation);
        } else if words::folded(line) == title {
            reason = Some(DropReason::Repeat);
        } else if in_head {
            let by = metadata::byline(line);
            if let Some(by) = &by {
                document.metadata.byline.get_or_insert_with(|| by.name.to_owned());
            }
            let dated = metadata::is_bare_date(line) || metadata::date_line(line).is_some();
            reason = reason.or((by.is_some() || dated).then_some(DropReason::Metadata));
        }
        // Behind the article's last words, the first notice opens the foot.
        ended |= last.is_some_and(|last| at > last) && notice.is_some();
        reasons.push(reason.or(ended.then_some(DropReason::Navigation)));
    }
    let mut kept = Vec::with_capacity(document.blocks.len());
    for (block, reason) in document.blocks.drain(..).zip(reasons) {
        match reason {
            Some(reason) => document.dropped.push(Dropped { span: block.span, reason }),
            None => kept.push(block),
        }
    }
    document.blocks = kept;
    let kept = |span: &Span| document.blocks.iter().any(|block| block.span.overlaps(*span));
    document.questions.retain(|(question, answer)| kept(question) && kept(answer));
    document.dropped.sort_by_key(|dropped| (dropped.span.start, dropped.span.end));
    document.text = text;
}

/// The address of "View this email in your browser".
fn viewed_in_browser(html: &str) -> Option<String> {
    const WORDS: [&str; 8] = [
        "in your browser",
        "in browser",
        "in a browser",
        "view online",
        "read online",
        "web version",
        "online version",
        "read in app",
    ];
    /// Addresses of mail services that only count clicks say nothing of the article.
    const LONGEST: usize = 200;
    let mut rest = html;
    while let Some(at) = rest.find("<a ") {
        let link = rest.get(at..)?;
        let end = link.find("</a").or_else(|| link.find("</A")).unwrap_or(link.len());
        let (tag, words) = link.get(..end)?.split_once('>').unwrap_or_default();
        let said = words.len() < 2000 && {
            let said = words::folded(&html::plain_text(words));
            WORDS.iter().any(|phrase| said.contains(phrase))
        };
        if said {
            let value =
                tag.split_once("href=").map(|(_, value)| value.trim_start_matches(['"', '\'']));
            let value = value.and_then(|value| value.split(['"', '\'', ' ']).next());
            let value = value.filter(|value| value.starts_with("http") && value.len() <= LONGEST);
            return value.map(|value| value.replace("&amp;", "&"));
        }
        rest = link.get(3..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The ferries to the northern islands returned on Monday after a week of storms in the strait, the harbour office said.";
    const MORE: &str = "Nobody was hurt. Two piers were damaged, and the repairs will last until the end of the month, the office added.";

    fn read(head: &str, body: &str) -> SourceDocument {
        let head = format!("MIME-Version: 1.0\r\nDate: Wed, 3 Apr 2024 07:05:00 -0400\r\n{head}");
        read_mail(format!("{head}\r\n\r\n{body}").as_bytes(), "a.eml").0
    }

    fn blocks(document: &SourceDocument) -> Vec<&str> {
        document.blocks.iter().map(|block| block.span.of(&document.text)).collect()
    }

    fn dropped(document: &SourceDocument) -> Vec<&str> {
        document.dropped.iter().map(|dropped| dropped.span.of(&document.text)).collect()
    }

    #[test]
    fn a_newsletter_is_its_article() {
        let cell =
            |html: &str| format!("<tr><td><table><tr><td>{html}</td></tr></table></td></tr>");
        let rows = [
            "<a href=\"https://courier.example/v/1\">View this email in your browser</a>",
            "<h1>Ferries return</h1><p>By Marta Quill</p>",
            &format!("<p>{BODY}</p><h2>What is next</h2><p>{MORE}</p>"),
            "<p>You are receiving this because you signed up. <a href=\"u\">Unsubscribe</a></p><p>Marsk Courier, 12 Harbour Street</p>",
        ]
        .map(cell)
        .concat();
        let document = read(
            "Subject: =?utf-8?Q?[Boat]_Re:_Ferries_return?=\r\nFrom: \"The Marsk Courier\" <news@courier.example>\r\nContent-Type: text/html; charset=utf-8",
            &format!("<html><body><table>{rows}</table></body></html>"),
        );
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Ferries return"));
        assert_eq!(metadata.outlet.as_deref(), Some("The Marsk Courier"));
        assert_eq!(metadata.byline.as_deref(), Some("Marta Quill"));
        assert_eq!(metadata.url.as_deref(), Some("https://courier.example/v/1"));
        let published = metadata.published.map(|date| date.to_string());
        assert_eq!(published.as_deref(), Some("2024-04-03T07:05-04:00"));
        assert_eq!(blocks(&document), [BODY, "What is next", MORE]);
        assert!(dropped(&document).contains(&"Marsk Courier, 12 Harbour Street"));
    }

    #[test]
    fn the_better_body_is_read() {
        let parts = |html: &str, text: &str| {
            let body = format!(
                "--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--b\r\nContent-Type: text/html\r\n\r\n{html}\r\n--b--\r\n"
            );
            read(
                "Subject: Ferries return\r\nFrom: Marsk Courier <a@b.example>\r\nContent-Type: multipart/alternative; boundary=b",
                &body,
            )
        };
        let html = format!("<p>{BODY}</p><p>{MORE}</p>");
        assert_eq!(blocks(&parts(&html, "Your program shows no HTML.")), [BODY, MORE]);
        let text = format!(
            "{BODY} <https://courier.example/a?b=c>\r\n\r\n{MORE} (https://courier.example/d)"
        );
        assert_eq!(blocks(&parts("<p>Click to load the images.</p>", &text)), [BODY, MORE]);
    }

    #[test]
    fn who_forwards_is_not_who_wrote() {
        let header = "From: The Marsk Courier <news@courier.example>\nDate: Mon, Apr 1, 2024 at 6:22 PM\nSubject: Ferries return\nTo: <ludo@home.example>\n";
        let quoted = format!("{header}\n{BODY}\n\n{MORE}").replace('\n', "\n> ");
        for body in [
            format!(
                "Have a look!\n\n---------- Forwarded message ---------\n{header}\n{BODY}\n\n{MORE}"
            ),
            format!("Begin forwarded message:\n\n> {quoted}"),
        ] {
            let head = "Subject: Fwd: Ferries return\r\nFrom: Ludo Aa <ludo@home.example>";
            let document = read(head, &body.replace('\n', "\r\n"));
            assert_eq!(document.metadata.outlet.as_deref(), Some("The Marsk Courier"), "{body}");
            assert_eq!(document.metadata.byline, None);
            let published = document.metadata.published.map(|date| date.to_string());
            assert_eq!(published.as_deref(), Some("2024-04-01T18:22"));
            assert_eq!(blocks(&document), [BODY, MORE]);
        }
    }

    #[test]
    fn senders_are_people_or_outlets() {
        for (name, list, byline, outlet) in [
            (
                "Marta Quill from Lantern Letters",
                None,
                Some("Marta Quill"),
                Some("Lantern Letters"),
            ),
            (
                "Marta Quill",
                Some("The Morning Boat"),
                Some("Marta Quill"),
                Some("The Morning Boat"),
            ),
            ("Marsk Courier: Morning Brief", None, None, Some("Marsk Courier")),
            ("Vellin Lantern", None, None, Some("Vellin Lantern")),
            ("Ludo Aa", None, Some("Ludo Aa"), None),
        ] {
            let found = sender_of(name, "post@vellin-lantern.example", list);
            let expected = (byline.map(str::to_owned), outlet.map(str::to_owned));
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn hostile_mail_is_read_without_failing() {
        let nested = |count: usize, part: &str| {
            let parts: String = (0..count).map(|at| part.replace('#', &at.to_string())).collect();
            format!("From: a <a@b.example>\r\n{parts}\r\nwords")
        };
        for mail in [
            String::new(),
            "\0\u{fffd}".to_owned(),
            "From: a\r\nContent-Type: multipart/mixed\r\n\r\nwords".to_owned(),
            format!("Subject: {}\r\n\r\nwords", "=?utf-8?q?".repeat(10_000)),
            "Date: 99 Foo 99999 99:99:99 +9999\r\nContent-Type: text/html; charset=none\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!".to_owned(),
            nested(2000, "Content-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n"),
            nested(50, "Content-Type: message/rfc822\r\n\r\nSubject: x#\r\n"),
            nested(5000, "Content-Type: message/rfc822\r\n\r\nSubject: x#\r\n"),
        ] {
            read_mail(mail.as_bytes(), "a.eml");
        }
    }

    #[test]
    fn mail_is_known_by_its_header() {
        assert!(is_mail("Return-Path: <a@b.example>\nReceived: from x\n by y\nSubject: z\n\nText"));
        assert!(!is_mail("Subject: a headline\nFrom: the desk\n\nText"));
        assert!(!is_mail("Ferries return\n\nReceived: nobody"));
    }
}
