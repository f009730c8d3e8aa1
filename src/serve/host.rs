//! Who may talk to the preview server: guards against other web sites that reach it through the
//! reader's browser (DNS rebinding, requests across origins). Knows headers' texts only.

use std::net::{IpAddr, SocketAddr};

/// The names under which the server answers.
#[derive(Clone, Copy, Debug)]
pub struct Hosts {
    address: SocketAddr,
}

impl Hosts {
    /// The names that go with the address the server listens on.
    pub fn new(address: SocketAddr) -> Self {
        Self { address }
    }

    /// Whether a `Host` header (`localhost:4000`, `[::1]:4000`) names this server. A foreign name
    /// that resolves to this machine does not: that is how a web site would read the preview.
    pub fn allows(&self, host: &str) -> bool {
        let Some((name, port)) = split(host) else { return false };
        if port.unwrap_or(80) != self.address.port() {
            return false;
        }
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let Ok(ip) = name.parse::<IpAddr>() else { return false };
        // Listening on every interface, the server has addresses it does not know. An address
        // written out cannot be rebound, so any is fine then.
        ip.is_loopback() || ip == self.address.ip() || self.address.ip().is_unspecified()
    }

    /// Whether an `Origin` header is a page of this server.
    pub fn allows_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.allows(host))
    }
}

/// Name (an IPv6 address without its brackets) and port of a `Host` header.
fn split(host: &str) -> Option<(&str, Option<u16>)> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(inner) => {
            let (name, rest) = inner.split_once(']')?;
            name.parse::<std::net::Ipv6Addr>().ok()?;
            (name, rest)
        }
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    match rest.strip_prefix(':') {
        None => rest.is_empty().then_some((name, None)),
        Some(port) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some((name, Some(port.parse().ok()?)))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Hosts {
        Hosts::new(address.parse().expect("an address"))
    }

    #[test]
    fn only_this_machine_under_this_port_is_answered() {
        let hosts = at("127.0.0.1:4000");
        for good in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(hosts.allows(good), "{good}");
        }
        for bad in [
            "",
            "localhost",
            "localhost:4001",
            "localhost:",
            "localhost:04000x",
            "evil.example:4000",
            "localhost.evil.example:4000",
            "127.0.0.1.nip.io:4000",
            "192.168.1.4:4000",
            "[::1:4000",
            "::1:4000",
            "user@localhost:4000",
        ] {
            assert!(!hosts.allows(bad), "{bad}");
        }
    }

    #[test]
    fn a_given_interface_is_a_name_and_every_interface_means_any_address_but_no_name() {
        assert!(at("192.168.1.4:4000").allows("192.168.1.4:4000"));
        assert!(at("0.0.0.0:4000").allows("192.168.1.4:4000"));
        assert!(!at("0.0.0.0:4000").allows("evil.example:4000"));
        assert!(at("127.0.0.1:80").allows("localhost"));
    }

    #[test]
    fn origins_are_this_server_without_encryption() {
        let hosts = at("127.0.0.1:4000");
        assert!(hosts.allows_origin("http://localhost:4000"));
        for bad in ["https://localhost:4000", "http://evil.example", "null", "http://"] {
            assert!(!hosts.allows_origin(bad), "{bad}");
        }
    }
}
