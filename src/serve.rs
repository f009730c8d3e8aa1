//! Preview: wait for a change, rebuild, swap the site in memory, tell the browser. Knows how to
//! serve and to watch, but not how a site is built: that is a function it is given.

pub mod answer;
pub mod content_type;
pub mod host;
pub mod overlay;
pub mod policy;
pub mod preview;
pub mod reload;
pub mod server;
pub mod snapshot;
pub mod watch;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch as latest;

use crate::diagnostic::Diagnostics;
use crate::tree::Tree;
use host::Hosts;
use preview::Preview;
use watch::{Notice, Watched, watch_loop};

/// What the preview server is asked to do.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Address to listen on; anything but loopback shows the preview to the network.
    pub interface: IpAddr,
    /// TCP port; 0 lets the system choose.
    pub port: u16,
    /// Quiet time after a change before the site is built again.
    pub debounce: Duration,
    /// The site's folder, absolute.
    pub root: PathBuf,
    /// Files and folders whose changes rebuild the site, absolute; they need not exist yet.
    pub watch: Vec<PathBuf>,
    /// Files and folders below those that never do: the output, `.backstory`.
    pub ignore: Vec<PathBuf>,
}

/// What one build gave.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// The site; absent when it could not be built at all.
    pub tree: Option<Tree>,
    /// What is wrong with the content.
    pub diagnostics: Diagnostics,
}

/// What the preview tells whoever started it.
#[derive(Clone, Debug)]
pub enum ServeEvent {
    /// The first build is done and the site can be read.
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
    #[error("cannot start the preview server: {0}")]
    Runtime(std::io::Error),
}

/// A port to propose instead of a busy one.
fn other_port(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(4000)
}

/// Builds the site, serves it from memory and builds it again whenever a watched file changes,
/// until Ctrl-C (or the system's request to end). While the content has errors the last good pages
/// stay, with the errors laid over them.
///
/// # Errors
/// Only the environment can fail: the port, threads. Problems of the content are shown in the page.
pub fn serve(
    options: &ServeOptions,
    rebuild: impl Fn() -> Rebuilt + Send + Sync + 'static,
    announce: impl Fn(ServeEvent) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    serve_until(options, rebuild, announce, server::asked_to_end)
}

/// As [`serve`], ending when the future that `ended` makes is ready.
pub fn serve_until<Ended: Future<Output = ()>>(
    options: &ServeOptions,
    rebuild: impl Fn() -> Rebuilt + Send + Sync + 'static,
    announce: impl Fn(ServeEvent) + Send + Sync + 'static,
    ended: impl FnOnce() -> Ended,
) -> Result<(), ServeError> {
    let listener = listen(SocketAddr::new(options.interface, options.port))?;
    let address = listener.local_addr().map_err(ServeError::Runtime)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let watched = Watched::start(&options.root, &options.watch, &options.ignore, options.debounce);
    let (preview, previews) = latest::channel(Arc::new(Preview::default()));
    let site = LiveSite { preview, announce: Arc::new(announce) };
    site.show(rebuild(), Vec::new());
    (site.announce)(ServeEvent::Listening { url: url_of(address) });

    let announce = Arc::clone(&site.announce);
    let bell = watched.bell();
    let watching = std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || {
            watch_loop(watched, |notice| match notice {
                Notice::Changed(changed) => site.show(rebuild(), changed),
                Notice::Polling(reason) => (site.announce)(ServeEvent::Polling { reason }),
            });
        })
        .map_err(ServeError::Runtime)?;
    let hosts = Hosts::new(address);
    let stopping = || announce(ServeEvent::Stopping);
    let served = runtime.block_on(server::run(listener, hosts, previews, ended(), stopping));
    bell.stop();
    runtime.shutdown_background();
    // A build that is under way is not waited for: nothing it does needs an orderly end.
    drop(watching);
    served.map_err(ServeError::Runtime)
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

/// Takes the port, or says why not.
fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    let refused = |reason: std::io::Error| match reason.kind() {
        std::io::ErrorKind::AddrInUse => ServeError::PortBusy(address),
        _ => ServeError::Refused { address, reason },
    };
    let listener = TcpListener::bind(address).map_err(refused)?;
    listener.set_nonblocking(true).map_err(ServeError::Runtime)?;
    Ok(listener)
}

/// The site as browsers see it now, and who wants to hear of changes.
struct LiveSite {
    preview: latest::Sender<Arc<Preview>>,
    announce: Arc<dyn Fn(ServeEvent) + Send + Sync>,
}

impl LiveSite {
    /// Puts a new build in place of the one shown.
    fn show(&self, rebuilt: Rebuilt, changed: Vec<PathBuf>) {
        let step = self.preview.borrow().after(rebuilt);
        if let Some(preview) = step.preview {
            self.preview.send_replace(Arc::new(preview));
        }
        let files = self.preview.borrow().tree().len();
        let (diagnostics, kept_last_good) = (step.diagnostics, step.kept_last_good);
        (self.announce)(ServeEvent::Built { changed, files, diagnostics, kept_last_good });
    }
}
