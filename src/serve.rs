//! Preview: wait, rebuild, swap, notify.

pub mod reload;
pub mod server;
pub mod watch;
