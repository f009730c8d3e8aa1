//! Preview: wait for a change, rebuild, swap the site in memory, tell the browser. Knows how to
//! serve and to watch, but not how a site is built: that is a function it is given.

pub mod answer;
pub mod content_type;
pub mod guard;
pub mod host;
mod listen;
pub mod overlay;
pub mod pages;
mod places;
pub mod policy;
pub mod preview;
pub mod reload;
pub mod server;
pub mod snapshot;
mod stream;
pub mod watch;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch as latest;

use crate::diagnostic::Diagnostics;
use host::Hosts;
use pages::Pages;
use preview::{Preview, Step};
use watch::{Notice, Watched, watch_loop};

/// What the preview server is asked to do.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Address to listen on; anything but loopback shows the preview to the network.
    pub interface: IpAddr,
    /// TCP port; 0 lets the system choose.
    pub port: u16,
    /// Longest quiet time after a change before the site is built again; see [`watch`].
    pub debounce: Duration,
    /// The site's folder, absolute.
    pub root: PathBuf,
    /// Files and folders whose changes rebuild the site, absolute; they need not exist yet.
    pub watch: Vec<PathBuf>,
    /// Files and folders below those that never do: the output, `.backstory`.
    pub ignore: Vec<PathBuf>,
    /// Where a file may be written for a moment to try whether the system reports it, absolute; below
    /// one of those that are ignored.
    pub probe: PathBuf,
}

/// What one build gave.
#[derive(Default)]
pub struct Rebuilt {
    /// The site; absent when it could not be built at all.
    pub pages: Option<Arc<dyn Pages>>,
    /// What is wrong with the content.
    pub diagnostics: Diagnostics,
}

/// What the preview tells whoever started it.
#[derive(Clone, Debug)]
pub enum ServeEvent {
    /// The first build is done and pages can be read.
    Listening {
        /// Where, with the port that was really taken.
        url: String,
    },
    /// The site was built, for the first time or again.
    Built {
        /// The files whose change caused it, absolute; empty the first time.
        changed: Vec<PathBuf>,
        /// Number of files of the site now served.
        files: usize,
        /// What is wrong with the content, sorted.
        diagnostics: Diagnostics,
        /// Whether errors keep the pages of an earlier build in place.
        kept_last_good: bool,
    },
    /// Some pages turned out, only when they were made, to be impossible to make.
    Failed {
        /// What is wrong with their templates.
        diagnostics: Diagnostics,
        /// Whether the pages of an earlier build are shown again.
        kept_last_good: bool,
    },
    /// The system cannot report changes; files are compared every second instead.
    Polling {
        /// The system's reason.
        reason: String,
    },
    /// The server was asked to stop and is closing its connections.
    Stopping,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Somebody else listens there.
    #[error(
        "port {} is already in use, perhaps by another preview; stop that one, or choose another port with `--port {}`",
        .0.port(), other_port(.0.port())
    )]
    PortBusy(SocketAddr),
    /// The system refuses the address or port.
    #[error("cannot listen on {address}: {reason}; choose with --interface and --port")]
    Refused {
        /// What was asked for.
        address: SocketAddr,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// The system refuses threads or timers.
    #[error(
        "cannot start the preview server: {0}; allow it more threads and open files, then run it again"
    )]
    Runtime(std::io::Error),
}

/// A port to propose instead of a busy one.
fn other_port(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(4000)
}

/// What builds the site: it is given the files that have changed since it was last called, absolute,
/// or nothing where any may have.
pub trait Rebuild: Fn(Option<&[PathBuf]>) -> Rebuilt + Send + Sync + 'static {}

impl<F: Fn(Option<&[PathBuf]>) -> Rebuilt + Send + Sync + 'static> Rebuild for F {}

/// Builds the site, serves it from memory and builds it again whenever a watched file changes,
/// until Ctrl-C (or the system's request to end). While the content has errors the last good pages
/// stay, with the errors laid over them.
///
/// # Errors
/// Only the environment can fail: the port, threads. Problems of the content are shown in the page.
pub fn serve(
    options: &ServeOptions,
    rebuild: impl Rebuild,
    announce: impl Fn(ServeEvent) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    serve_until(options, rebuild, announce, server::asked_to_end)
}

/// As [`serve`], ending when the future that `ended` makes is ready.
pub fn serve_until<Ended: Future<Output = ()>>(
    options: &ServeOptions,
    rebuild: impl Rebuild,
    announce: impl Fn(ServeEvent) + Send + Sync + 'static,
    ended: impl FnOnce() -> Ended,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let listener = {
        let _within = runtime.enter();
        listen(SocketAddr::new(options.interface, options.port))?
    };
    let address = listener.local_addr().map_err(ServeError::Runtime)?;
    let ServeOptions { root, watch, ignore, probe, debounce, .. } = options;
    let watched = Watched::start(root, watch, ignore, probe, *debounce);
    let (preview, previews) = latest::channel(Arc::new(Preview::default()));
    let site = Arc::new(Shown { preview, announce: Box::new(announce), filling: Mutex::default() });
    site.show(rebuild(None), Vec::new());
    (site.announce)(ServeEvent::Listening { url: url_of(address) });
    site.fill();

    let bell = watched.bell();
    let watching = Arc::clone(&site);
    let watching = std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || {
            watch_loop(watched, |notice| match notice {
                Notice::Changed(changed) => {
                    watching.stop_filling();
                    watching.show(rebuild(Some(&changed)), changed);
                    watching.fill();
                }
                Notice::Polling(reason) => (watching.announce)(ServeEvent::Polling { reason }),
            });
        })
        .map_err(ServeError::Runtime)?;
    let hosts = Hosts::new(address);
    let stopping = || (site.announce)(ServeEvent::Stopping);
    runtime.block_on(server::run(listener, hosts, previews, ended(), stopping));
    site.stop_filling();
    bell.stop();
    runtime.shutdown_background();
    // A build that is under way is not waited for: nothing it does needs an orderly end.
    drop(watching);
    Ok(())
}

/// Where a server that listens on `address` is found from this machine.
pub fn url_of(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    format!("http://{address}/")
}

/// How many clients may wait to be let in. Whoever finds no room there tries again after a second.
const WAITING: u32 = 1024;

/// Takes the port, or says why not. To be called within a runtime.
fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let refused = |reason: std::io::Error| match reason.kind() {
        std::io::ErrorKind::AddrInUse => ServeError::PortBusy(address),
        _ => ServeError::Refused { address, reason },
    };
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    };
    let socket = socket.map_err(refused)?;
    // A server that is started again takes the port back at once; elsewhere this would let two have it.
    #[cfg(unix)]
    socket.set_reuseaddr(true).map_err(refused)?;
    socket.bind(address).map_err(refused)?;
    socket.listen(WAITING).map_err(refused)
}

/// How long pages that nobody asked for wait, so that the one that somebody looks at comes first.
const BEFORE_FILLING: Duration = Duration::from_millis(150);

/// The site as browsers see it now, and who wants to hear of changes.
struct Shown {
    preview: latest::Sender<Arc<Preview>>,
    announce: Box<dyn Fn(ServeEvent) + Send + Sync>,
    /// Raised when the pages that are being made in the background are wanted no more.
    filling: Mutex<Arc<AtomicBool>>,
}

impl Shown {
    /// Puts a new build in place of the one shown.
    fn show(&self, rebuilt: Rebuilt, changed: Vec<PathBuf>) {
        let mut kept_last_good = false;
        let mut old = None;
        self.preview.send_modify(|preview| {
            let step = preview.after(rebuilt);
            kept_last_good = step.kept_last_good;
            old = Some(std::mem::replace(preview, Arc::new(step.preview)));
        });
        let preview = Arc::clone(&self.preview.borrow());
        (self.announce)(ServeEvent::Built {
            changed,
            files: preview.pages().len(),
            diagnostics: preview.diagnostics().clone(),
            kept_last_good,
        });
        // To let go of thousands of pages takes a while; by now the browsers have been told.
        drop(old);
    }

    /// Makes the pages that nobody has asked for yet, on a thread of its own.
    fn fill(self: &Arc<Self>) {
        let enough = Arc::new(AtomicBool::new(false));
        *self.filling.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&enough);
        let site = Arc::clone(self);
        // Without a thread, pages are made when they are asked for, and that is all.
        let _ = std::thread::Builder::new().name("fill".to_owned()).spawn(move || {
            std::thread::sleep(BEFORE_FILLING);
            let preview = Arc::clone(&site.preview.borrow());
            let found = unhurried(|| preview.pages().fill(&enough));
            if !enough.load(Ordering::Relaxed) {
                site.filled(preview.number(), found);
            }
        });
    }

    fn stop_filling(&self) {
        self.filling.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }

    /// Takes note that all pages of a build were made, unless there has been another since.
    fn filled(&self, number: u64, found: Diagnostics) {
        let mut failed = None;
        self.preview.send_if_modified(|preview| {
            if preview.number() != number {
                return false;
            }
            let Step { preview: next, kept_last_good, is_news } =
                preview.after_filling(found.clone());
            *preview = Arc::new(next);
            failed = is_news.then_some(kept_last_good);
            is_news
        });
        if let Some(kept_last_good) = failed {
            (self.announce)(ServeEvent::Failed { diagnostics: found, kept_last_good });
        }
    }
}

/// Runs work on all processors but one, which is left to the next request and the next build.
fn unhurried<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let threads = rayon::current_num_threads().saturating_sub(1).max(1);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
