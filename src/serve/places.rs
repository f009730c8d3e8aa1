//! How many connections there may be, and which one makes room for a new one: a crowd that opens
//! connections and says nothing must not keep the reader out. Knows no sockets.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// Most connections at once. Browsers open six to a server; systems allow a process 1,024 open files
/// and sometimes only 256, in which case accepting fails and [`Places::make_room`] is called for.
const MOST_CONNECTIONS: usize = 512;

/// Most event streams at once: one for every visible tab.
const MOST_STREAMS: u64 = 256;

/// How long a connection may be idle before it can be cut off: long enough for a client that means it
/// to ask, and short enough that a crowd cannot fill all places again and again.
const GRACE: Duration = Duration::from_millis(100);

/// All connections.
#[derive(Debug)]
pub(super) struct Places {
    open: Mutex<BTreeMap<u64, Arc<Place>>>,
    entered: AtomicU64,
    streams: Arc<AtomicU64>,
    begun: Instant,
}

/// One connection among the others.
#[derive(Debug)]
pub(super) struct Place {
    number: u64,
    /// When its client last did something that took it further, in microseconds since `begun`.
    last: AtomicU64,
    /// Whether it is the client's turn.
    waits: AtomicBool,
    is_stream: AtomicBool,
    streams: Arc<AtomicU64>,
    begun: Instant,
    cut: Notify,
}

impl Places {
    /// Places that are all free.
    pub(super) fn new() -> Self {
        Self {
            open: Mutex::default(),
            entered: AtomicU64::new(0),
            streams: Arc::default(),
            begun: Instant::now(),
        }
    }

    /// A place for a new connection.
    pub(super) fn enter(&self) -> Arc<Place> {
        let place = Arc::new(Place {
            number: self.entered.fetch_add(1, Ordering::Relaxed),
            last: AtomicU64::new(0),
            // Until it is first read from, we are the ones who take long.
            waits: AtomicBool::new(false),
            is_stream: AtomicBool::new(false),
            streams: Arc::clone(&self.streams),
            begun: self.begun,
            cut: Notify::new(),
        });
        place.goes_on();
        self.open().insert(place.number, Arc::clone(&place));
        place
    }

    /// Whether there is room for one more, or could be made.
    pub(super) fn has_room(&self) -> bool {
        self.open().len() < MOST_CONNECTIONS || self.make_room()
    }

    /// Cuts off the connection that has been idle for longest; none if all are busy.
    pub(super) fn make_room(&self) -> bool {
        let mut open = self.open();
        let limit = self.begun.elapsed().saturating_sub(GRACE).as_micros();
        // Streams are quiet because nothing happens, and they are fewer than all.
        let idle = open.values().filter(|place| {
            let since = u128::from(place.last.load(Ordering::Relaxed));
            let is_stream = place.is_stream.load(Ordering::Relaxed);
            place.waits.load(Ordering::Relaxed) && !is_stream && since <= limit
        });
        let idle = idle.min_by_key(|place| place.last.load(Ordering::Relaxed));
        let cut = idle.map(|place| place.number).and_then(|number| open.remove(&number));
        cut.inspect(|place| place.cut.notify_one()).is_some()
    }

    /// Gives a place back.
    pub(super) fn leave(&self, place: &Place) {
        self.open().remove(&place.number);
    }

    fn open(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Arc<Place>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Notes that the client asked for something or took some of an answer.
    pub(super) fn goes_on(&self) {
        let now = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }

    /// Notes whether it is the client's turn to send or to take something.
    pub(super) fn waits(&self, waits: bool) {
        self.waits.store(waits, Ordering::Relaxed);
    }

    /// Ready when the connection is to end for want of room.
    pub(super) async fn cut(&self) {
        self.cut.notified().await;
    }

    /// Makes this an event stream until what is given back is dropped; absent when there are too many.
    pub(super) fn stream(self: &Arc<Self>) -> Option<Stream> {
        let one_more = |streams| (streams < MOST_STREAMS).then_some(streams + 1);
        self.streams.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).ok()?;
        self.is_stream.store(true, Ordering::Relaxed);
        Some(Stream(Arc::clone(self)))
    }
}

/// A connection that is an event stream.
#[derive(Debug)]
pub(super) struct Stream(Arc<Place>);

impl Drop for Stream {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
        self.0.is_stream.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cut(place: &Place) -> bool {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        std::pin::pin!(place.cut()).poll(&mut context).is_ready()
    }

    #[test]
    fn who_has_said_nothing_for_longest_makes_room() {
        let places = Places::new();
        let all: Vec<_> = (0..MOST_CONNECTIONS).map(|_| places.enter()).collect();
        assert!(!places.has_room(), "none has been read from");
        for place in &all {
            place.waits(true);
        }
        let came = |at: u64| all.iter().for_each(|place| place.last.store(at, Ordering::Relaxed));
        came(u64::MAX);
        assert!(!places.has_room(), "all have just come");
        came(0);
        std::thread::sleep(GRACE);
        all[0].last.store(u64::MAX, Ordering::Relaxed);
        let stream = all[1].stream();
        all[2].waits(false);
        assert!(stream.is_some() && !all.iter().any(|place| is_cut(place)));
        assert!(places.has_room());
        let cut: Vec<_> = (0..all.len()).filter(|at| is_cut(&all[*at])).collect();
        assert_eq!(cut, [3]);
        places.leave(&all[4]);
        assert!(places.has_room() && !is_cut(&all[5]));
    }

    #[test]
    fn streams_are_limited_and_end() {
        let places = Places::new();
        let all: Vec<_> = (0..=MOST_STREAMS).map(|_| places.enter()).collect();
        let mut streams: Vec<_> = all.iter().filter_map(Place::stream).collect();
        assert_eq!(streams.len() as u64, MOST_STREAMS);
        streams.pop();
        assert!(all.last().is_some_and(|place| place.stream().is_some()));
    }
}
