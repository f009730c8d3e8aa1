//! One connection's bytes on their way through. Notes that its client goes on reading, and puts our
//! headers on the refusals that hyper writes by itself. Knows nothing of what is said.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use hyper::body::Bytes;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::places::Place;

/// A connection, watched.
pub(super) struct Guarded {
    inner: TokioIo<TcpStream>,
    place: Arc<Place>,
    /// What stands in for a refusal of hyper's own, as far as it is not yet sent.
    pending: Bytes,
}

impl Guarded {
    pub(super) fn new(stream: TcpStream, place: Arc<Place>) -> Self {
        Self { inner: TokioIo::new(stream), place, pending: Bytes::new() }
    }

    fn inner(&mut self) -> Pin<&mut TokioIo<TcpStream>> {
        Pin::new(&mut self.inner)
    }

    fn send_pending(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.pending.is_empty() {
            let rest = self.pending.clone();
            let sent = ready!(self.inner().poll_write(context, &rest))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.pending = self.pending.split_off(sent);
        }
        Poll::Ready(Ok(()))
    }

    /// Notes that the client took something, or that it does not.
    fn sent(&self, sent: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        self.place.waits(sent.is_pending());
        let sent = ready!(sent)?;
        self.place.goes_on();
        Poll::Ready(Ok(sent))
    }

    /// Takes over a refusal that hyper wrote; gives its length.
    fn replaced(&mut self, context: &mut Context<'_>, head: &[u8]) -> Option<usize> {
        self.pending = Bytes::from(protected(head)?);
        // What cannot be sent now is sent before anything else, or by the flush that follows.
        let _ = self.send_pending(context);
        Some(head.len())
    }
}

/// The refusal of a request that cannot be understood, with our headers; absent for anything else. Hyper
/// answers such requests itself, in one piece: a status of 400, 414 or 431 and no body.
fn protected(head: &[u8]) -> Option<String> {
    const LONGEST: usize = 160;
    if head.len() > LONGEST || !head.starts_with(b"HTTP/1.") || !head.ends_with(b"\r\n\r\n") {
        return None;
    }
    let text = std::str::from_utf8(head).ok()?;
    let status = text.get("HTTP/1.1 ".len()..).filter(|rest| rest.starts_with('4'))?;
    let status = status.split("\r\n").next()?;
    let is_bare = text.contains("content-length: 0\r\n") && !text.contains("nosniff");
    is_bare.then(|| {
        format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\
             x-content-type-options: nosniff\r\ncache-control: no-cache\r\n\
             content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n\
             cross-origin-resource-policy: same-origin\r\n\r\n"
        )
    })
}

impl Read for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let read = self.inner().poll_read(context, buffer);
        self.place.waits(read.is_pending());
        read
    }
}

impl Write for Guarded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.send_pending(context))?;
        if let Some(length) = self.replaced(context, bytes) {
            return Poll::Ready(Ok(length));
        }
        let sent = self.inner().poll_write(context, bytes);
        self.sent(sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.send_pending(context))?;
        if let [only] = pieces
            && let Some(length) = self.replaced(context, only)
        {
            return Poll::Ready(Ok(length));
        }
        let sent = self.inner().poll_write_vectored(context, pieces);
        self.sent(sent)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.send_pending(context))?;
        self.inner().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.send_pending(context))?;
        self.inner().poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::protected;

    #[test]
    fn only_bare_refusals_are_replaced() {
        let bare = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\
            content-length: 0\r\ndate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n";
        let ours = protected(bare).expect("a bare refusal");
        assert!(ours.starts_with("HTTP/1.1 431 Request Header Fields Too Large\r\n"), "{ours}");
        assert!(ours.contains("nosniff") && ours.ends_with("\r\n\r\n"), "{ours}");
        for other in [
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nx-content-type-options: nosniff\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\nand more",
            "HTTP/1.",
            "",
        ] {
            assert_eq!(protected(other.as_bytes()), None, "{other}");
        }
    }
}
