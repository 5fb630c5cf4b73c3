//! ICMP echo requests (RFC 792, RFC 4443): through a socket that everybody may open where the system
//! lets them, else through one of root.

use socket2::{Domain, Protocol, Socket, Type};
use std::io::{ErrorKind, Read, Result};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// Bytes in front of the data of an ICMP message.
const HEADER: usize = 8;

/// One request.
pub struct Echo {
    pub address: IpAddr,
    pub sequence: u16,
    /// Bytes of data.
    pub size: usize,
    pub timeout: Duration,
    /// Routers that it may pass; the system says otherwise.
    pub hops: Option<u32>,
}

/// How long the answer took; `None` when none came in time. Errors: the request could not be sent.
pub fn send(echo: &Echo) -> Result<Option<Duration>> {
    let (domain, protocol, kind, reply) = match echo.address {
        IpAddr::V4(_) => (Domain::IPV4, Protocol::ICMPV4, 8, 0),
        IpAddr::V6(_) => (Domain::IPV6, Protocol::ICMPV6, 128, 129),
    };
    let (mut socket, raw) = match Socket::new(domain, Type::DGRAM, Some(protocol)) {
        Ok(socket) => (socket, false),
        Err(_) => (Socket::new(domain, Type::RAW, Some(protocol))?, true),
    };
    if let Some(hops) = echo.hops {
        match echo.address {
            IpAddr::V4(_) => socket.set_ttl_v4(hops)?,
            IpAddr::V6(_) => socket.set_unicast_hops_v6(hops)?,
        }
    }
    let packet = packet(kind, echo);
    let started = Instant::now();
    socket.send_to(&packet, &SocketAddr::new(echo.address, 0).into())?;
    let mut buffer = vec![0; echo.size + 256];
    loop {
        let Some(left) = echo.timeout.checked_sub(started.elapsed()).filter(|left| !left.is_zero()) else {
            return Ok(None);
        };
        socket.set_read_timeout(Some(left))?;
        let count = match socket.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Ok(None);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let message = buffer.get(..count).unwrap_or_default();
        // A socket of root sees the whole IPv4 packet.
        let skipped = match (raw && echo.address.is_ipv4(), message.first()) {
            (true, Some(first)) => usize::from(first & 0x0F) * 4,
            _ => 0,
        };
        let message = message.get(skipped..).unwrap_or_default();
        let is_answer =
            message.first() == Some(&reply) && message.get(6..8) == Some(&echo.sequence.to_be_bytes()[..]);
        if is_answer {
            return Ok(Some(started.elapsed()));
        }
    }
}

/// The message: type, code, checksum, identifier, sequence, data.
fn packet(kind: u8, echo: &Echo) -> Vec<u8> {
    let identifier = (std::process::id() & 0xFFFF) as u16;
    let mut packet = vec![kind, 0, 0, 0];
    packet.extend(identifier.to_be_bytes());
    packet.extend(echo.sequence.to_be_bytes());
    packet.extend((0..echo.size).map(|index| b'a' + (index % 23) as u8));
    let sum = checksum(&packet).to_be_bytes();
    packet.splice(2..4, sum);
    debug_assert!(packet.len() >= HEADER);
    packet
}

/// RFC 1071.
fn checksum(bytes: &[u8]) -> u16 {
    let mut sum: u32 = bytes
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u32::from(u16::from_be_bytes([*high, *low])),
            [high] => u32::from(u16::from_be_bytes([*high, 0])),
            _ => 0,
        })
        .sum();
    while sum > 0xFFFF {
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    !(sum as u16)
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn a_message_with_its_checksum_sums_to_nothing() {
        let mut message = vec![8, 0, 0, 0, 0x12, 0x34, 0, 1, b'a', b'b', b'c'];
        let sum = checksum(&message).to_be_bytes();
        message.splice(2..4, sum);
        assert_eq!(checksum(&message), 0);
    }
}
