//! How many connections there may be, and which one makes room for a new one: a crowd that opens
//! connections and says nothing must not keep the reader out. Knows no sockets.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// Most connections at once. Browsers open six to a server; systems allow a process 1,024 open files
/// and sometimes only 256, in which case accepting fails and [`Places::make_room`] is called for.
const MOST_CONNECTIONS: usize = 512;

/// Most event streams at once: one for every visible tab.
const MOST_STREAMS: usize = 256;

/// All connections.
#[derive(Debug, Default)]
pub(super) struct Places {
    open: Mutex<BTreeMap<u64, Arc<Place>>>,
    /// Counts what happens; what counts for a connection is how long ago that was for others.
    clock: Arc<AtomicU64>,
    streams: Arc<AtomicU64>,
}

/// One connection among the others.
#[derive(Debug)]
pub(super) struct Place {
    number: u64,
    /// When its client last did something that took it further.
    last: AtomicU64,
    is_stream: AtomicBool,
    clock: Arc<AtomicU64>,
    streams: Arc<AtomicU64>,
    cut: Notify,
}

impl Places {
    /// A place for a new connection. When there are too many, the one that has been idle for longest is
    /// cut off.
    pub(super) fn enter(&self) -> Arc<Place> {
        let now = self.clock.fetch_add(1, Ordering::Relaxed);
        let place = Arc::new(Place {
            number: now,
            last: AtomicU64::new(now),
            is_stream: AtomicBool::new(false),
            clock: Arc::clone(&self.clock),
            streams: Arc::clone(&self.streams),
            cut: Notify::new(),
        });
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST_CONNECTIONS {
            cut_idle(&mut open);
        }
        open.insert(now, Arc::clone(&place));
        place
    }

    /// Cuts off the connection that has been idle for longest.
    pub(super) fn make_room(&self) {
        cut_idle(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Gives a place back.
    pub(super) fn leave(&self, place: &Place) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&place.number);
    }
}

fn cut_idle(open: &mut BTreeMap<u64, Arc<Place>>) {
    // Streams are quiet because nothing happens, and they are fewer than all.
    let idle = open.values().filter(|place| !place.is_stream.load(Ordering::Relaxed));
    let idle = idle.min_by_key(|place| place.last.load(Ordering::Relaxed));
    if let Some(number) = idle.map(|place| place.number)
        && let Some(place) = open.remove(&number)
    {
        place.cut.notify_one();
    }
}

impl Place {
    /// Notes that the client asked for something or took some of an answer.
    pub(super) fn goes_on(&self) {
        self.last.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Ready when the connection is to end for want of room.
    pub(super) async fn cut(&self) {
        self.cut.notified().await;
    }

    /// Makes this an event stream until what is given back is dropped; absent when there are too many.
    pub(super) fn stream(self: &Arc<Self>) -> Option<Stream> {
        let one_more = |streams| (streams < MOST_STREAMS as u64).then_some(streams + 1);
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
        let places = Places::default();
        let mut all: Vec<_> = (0..MOST_CONNECTIONS).map(|_| places.enter()).collect();
        all[0].goes_on();
        let stream = all[1].stream();
        assert!(stream.is_some() && !all.iter().any(|place| is_cut(place)));
        all.push(places.enter());
        let cut: Vec<_> = (0..all.len()).filter(|at| is_cut(&all[*at])).collect();
        assert_eq!(cut, [2]);
        places.leave(&all[3]);
        let _ = places.enter();
        assert!(!is_cut(&all[4]));
    }

    #[test]
    fn streams_are_limited_and_end() {
        let places = Places::default();
        let all: Vec<_> = (0..=MOST_STREAMS).map(|_| places.enter()).collect();
        let mut streams: Vec<_> = all.iter().filter_map(Place::stream).collect();
        assert_eq!(streams.len(), MOST_STREAMS);
        streams.pop();
        assert!(all[MOST_STREAMS].stream().is_some());
    }
}
