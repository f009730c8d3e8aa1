//! Messages as they come over a stream: headers, a blank line, JSON. What is no message is told apart
//! from the end of the stream. <https://microsoft.github.io/language-server-protocol/> (base protocol)

use std::io::{self, BufRead, Read as _};

use lsp_server::{ErrorCode, Message, RequestId, Response};
use serde_json::Value;

/// Largest message, in bytes; content files are far smaller.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Longest header line, in bytes.
const LONGEST_HEADER: u64 = 8 * 1024;

/// What came over the stream.
#[derive(Clone, Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none, and the answer to it, where it asked for one.
    Malformed(String, Option<Response>),
}

/// Reads the next message; absent at the end of the stream.
pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = read_headers(stream)? else { return Ok(None) };
    let mut bytes = Vec::new();
    if stream.take(length).read_to_end(&mut bytes)? as u64 != length {
        return Ok(None);
    }
    Ok(Some(understood(&bytes)))
}

/// The length of the message that follows.
fn read_headers(stream: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if stream.take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            match length {
                Some(length) => return Ok(Some(length)),
                None => continue,
            }
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.trim().eq_ignore_ascii_case("Content-Length") {
            let given = value.trim().parse::<u64>().ok().filter(|length| *length <= LARGEST);
            let refused = || {
                let words = format!("a message cannot be of {} bytes", value.trim());
                io::Error::new(io::ErrorKind::InvalidData, words)
            };
            length = Some(given.ok_or_else(refused)?);
        }
    }
}

fn understood(bytes: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return Incoming::Malformed(format!("this is no JSON: {error}"), None),
    };
    let id = match value.get("id") {
        Some(Value::String(id)) => Some(RequestId::from(id.clone())),
        Some(Value::Number(id)) => {
            id.as_i64().and_then(|id| i32::try_from(id).ok()).map(RequestId::from)
        }
        _ => None,
    };
    if let Ok(message) = serde_json::from_value(value) {
        return Incoming::Message(message);
    }
    let words = "this is no request, notification or response".to_owned();
    let code = ErrorCode::InvalidRequest as i32;
    Incoming::Malformed(words.clone(), id.map(|id| Response::new_err(id, code, words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut stream = text.as_bytes();
        let mut found = Vec::new();
        loop {
            match read(&mut stream) {
                Ok(Some(Incoming::Message(Message::Notification(it)))) => found.push(it.method),
                Ok(Some(Incoming::Message(other))) => found.push(format!("{other:?}")),
                Ok(Some(Incoming::Malformed(words, answer))) => {
                    found.push(format!("{words} {}", answer.is_some()));
                }
                Ok(None) => return found,
                Err(error) => {
                    found.push(error.to_string());
                    return found;
                }
            }
        }
    }

    #[test]
    fn what_is_no_message_does_not_end_the_conversation() {
        let message = |json: &str| format!("Content-Length: {}\r\n\r\n{json}", json.len());
        let ok = message("{\"method\":\"x\",\"params\":{\"a\":\"שלום\"}}");
        for (first, words) in [
            (message("{"), "no JSON"),
            (message("[]"), "no request"),
            (message("{\"id\":7}"), "true"),
            (message("{\"id\":null,\"method\":4}"), "false"),
        ] {
            let found = all(&format!("{first}{ok}"));
            assert!(found[0].contains(words), "{found:?}");
            assert_eq!(found[1], "x");
        }
        assert_eq!(all(&format!("Content-Type: x\r\n{ok}{ok}")), ["x", "x"]);
    }

    #[test]
    fn broken_streams_end_it() {
        assert!(all("").is_empty() && all("Content-Length: 9\r\n\r\n{").is_empty());
        assert_eq!(all("Content-Length: 99999999999999\r\n\r\n").len(), 1);
        assert!(all(&"x".repeat(100_000)).is_empty());
    }
}
