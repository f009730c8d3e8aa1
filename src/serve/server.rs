//! Sockets: accepts connections, feeds requests to [`answer`], keeps event streams open and ends
//! them all when asked to. Knows nothing of how the site came to be.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch as latest};
use tokio::time::{sleep, timeout};

use super::answer::{Answer, answer};
use super::guard::{Allowed, closing, protect, refused};
use super::host::Hosts;
use super::places::{Place, Places, Stream};
use super::preview::Preview;
use super::stream::Guarded;

/// Longest wait for the rest of a request's head, and for the next request on a connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// A quiet event stream says this often that it is alive; that also shows when the client is not.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Longest wait for open connections when the server ends.
const GOODBYE: Duration = Duration::from_secs(2);

/// Serves until `ended` is ready, then calls `stopping` and closes all connections.
pub async fn run(
    listener: TcpListener,
    hosts: Hosts,
    previews: latest::Receiver<Arc<Preview>>,
    ended: impl Future<Output = ()>,
    stopping: impl Fn(),
) {
    let (stop, stopped) = latest::channel(false);
    let places = Arc::new(Places::new());
    // Every conversation holds one end; when the last has ended, the other end is told.
    let (conversing, mut ended_all) = mpsc::channel::<Infallible>(1);
    tokio::pin!(ended);
    loop {
        let stream = tokio::select! {
            () = &mut ended => break,
            stream = next(&listener, &places) => stream,
        };
        // Answers are small, and one that waits for the last to be taken waits for 40 ms.
        let _ = stream.set_nodelay(true);
        let place = places.enter();
        let (places, conversing) = (Arc::clone(&places), conversing.clone());
        let (previews, stopped) = (previews.clone(), stopped.clone());
        tokio::spawn(async move {
            let stream = Guarded::new(stream, Arc::clone(&place));
            converse(stream, &place, hosts, previews, stopped).await;
            places.leave(&place);
            drop(conversing);
        });
    }
    stopping();
    stop.send_replace(true);
    // Who has not finished by now is cut off.
    drop(conversing);
    let _ = timeout(GOODBYE, ended_all.recv()).await;
}

/// The next client, as soon as there is room for it.
async fn next(listener: &TcpListener, places: &Places) -> TcpStream {
    loop {
        // Until there is, clients wait at the door.
        while !places.has_room() {
            sleep(Duration::from_millis(5)).await;
        }
        if let Ok((stream, _)) = listener.accept().await {
            return stream;
        }
        // The process is out of file descriptors, or the client has gone already.
        places.make_room();
        sleep(Duration::from_millis(5)).await;
    }
}

/// One connection, from its first request to its last.
async fn converse(
    stream: Guarded,
    place: &Arc<Place>,
    hosts: Hosts,
    previews: latest::Receiver<Arc<Preview>>,
    mut stopped: latest::Receiver<bool>,
) {
    let told = stopped.clone();
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let (place, previews, told) = (Arc::clone(place), previews.clone(), told.clone());
        async move {
            // Who asks many things at once waits for the others after each.
            tokio::task::yield_now().await;
            Ok::<_, Infallible>(respond(&request, &place, hosts, &previews, &told))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(64 * 1024)
        .serve_connection(stream, service);
    tokio::pin!(connection);
    tokio::select! {
        // An error here is a client that left or talked nonsense; there is nobody to tell.
        _ = connection.as_mut() => return,
        () = place.cut() => return,
        _ = stopped.wait_for(|stop| *stop) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

fn respond<B>(
    request: &Request<B>,
    place: &Arc<Place>,
    hosts: Hosts,
    previews: &latest::Receiver<Arc<Preview>>,
    stopped: &latest::Receiver<bool>,
) -> Response<Content> {
    place.goes_on();
    let preview = Arc::clone(&previews.borrow());
    let whole = |response: Response<Bytes>| response.map(|bytes| Content::Whole(Some(bytes)));
    // A page may have to be made first; meanwhile other connections go on.
    match tokio::task::block_in_place(|| answer(request, hosts, &preview)) {
        Answer::Whole(response) => whole(response),
        Answer::Events => {
            let Some(stream) = place.stream() else {
                let why = "Too many pages of the preview are open for all to follow its changes.";
                return whole(closing(refused(StatusCode::SERVICE_UNAVAILABLE, why)));
            };
            let (events, content) = mpsc::channel(4);
            tokio::spawn(tell(previews.clone(), stopped.clone(), events, stream));
            let mut response = Response::new(Content::Events(content));
            let media = HeaderValue::from_static("text/event-stream; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, media);
            protect(response.headers_mut(), Allowed::Nothing);
            response
        }
    }
}

/// Tells one client of the site as it is now and of every change, until it leaves or all ends.
async fn tell(
    mut previews: latest::Receiver<Arc<Preview>>,
    mut stopped: latest::Receiver<bool>,
    events: mpsc::Sender<Bytes>,
    _stream: Stream,
) {
    loop {
        let event = Bytes::from(previews.borrow_and_update().event());
        tokio::select! {
            sent = events.send(event) => if sent.is_err() { return },
            _ = stopped.wait_for(|stop| *stop) => return,
        }
        loop {
            tokio::select! {
                changed = previews.changed() => match changed {
                    Ok(()) => break,
                    Err(_) => return,
                },
                _ = stopped.wait_for(|stop| *stop) => return,
                () = events.closed() => return,
                // A full queue means that the client does not read; it needs no heartbeat.
                () = sleep(HEARTBEAT) => { let _ = events.try_send(Bytes::from_static(b":\n\n")); }
            }
        }
    }
}

/// The body of a response.
enum Content {
    /// All of it at once.
    Whole(Option<Bytes>),
    /// Piece by piece, as there is news.
    Events(mpsc::Receiver<Bytes>),
}

impl Body for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(bytes) => {
                let bytes = bytes.take().filter(|bytes| !bytes.is_empty());
                Poll::Ready(bytes.map(|bytes| Ok(Frame::data(bytes))))
            }
            Self::Events(events) => {
                events.poll_recv(context).map(|event| event.map(|event| Ok(Frame::data(event))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Self::Events(_) => SizeHint::default(),
        }
    }
}

/// Ready when the person or the system asks the process to end.
pub async fn asked_to_end() {
    let interrupted = async {
        // Where the signal cannot be heard, only the system ends the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
