//! Local addresses and media ports.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::Sdk;
use super::account::{require_host, require_printable};
use crate::config::{RtpPortRange, TransportKind, TurnServer};
use crate::engine::{AudioControl, RtpKeepAlive};
use crate::error::{Error, Result};
use crate::limits::{NAME_SERVERS_MAX, TURN_TEXT_BYTES_MAX};

/// Ports a pair may start with: the RTCP port is one above.
const RTP_PORTS: std::ops::RangeInclusive<i32> = 1..=65_534;
/// Intervals of RTP keep-alive packets, in milliseconds.
const KEEP_ALIVE_MS: std::ops::RangeInclusive<i32> = 1000..=300_000;
/// The port of name servers.
const DNS_PORT: u16 = 53;
/// Two pairs of ports for each call: a call that ends may still have its pair
/// when the next one starts.
const PORTS_PER_CALL: usize = 4;

fn require_turn(turn: &TurnServer) -> Result<()> {
    let texts = [turn.user_name.as_str(), turn.password.expose()];
    let is_long = |text: &&str| text.len() > TURN_TEXT_BYTES_MAX;
    if turn.server.host.is_empty() || texts.iter().any(is_long) {
        return Err(Error::CoreArgumentIncorrect);
    }
    texts.into_iter().try_for_each(require_printable)?;
    require_host(&turn.server.host)?;
    match turn.transport {
        TransportKind::Udp | TransportKind::Tcp | TransportKind::Tls => Ok(()),
        _ => Err(Error::CoreUnsupportTransport),
    }
}

/// The addresses of this machine that peers may reach, IPv4 first; loopback
/// only where there is nothing else.
pub fn local_ip_addresses() -> Vec<IpAddr> {
    crate::engine::local_addresses()
}

impl Sdk {
    /// Sets the ports of media for calls made from now on; both even.
    ///
    /// Errors: `CoreMiniAudioPortOutOfRange`, `CoreMaxAudioPortOutOfRange`,
    /// `CoreMiniRtpPortMustIsEvenNum`, `CoreMaxAudioPortNotEvenNumber`,
    /// `CoreAudioVideoPortOverlapped` (minimum above maximum),
    /// `CoreAudioVideoPortRangeTooSmall`.
    pub fn set_rtp_port_range(&self, min: i32, max: i32) -> Result<()> {
        self.require_running()?;
        let range = range(min, max, self.call_sessions_max)?;
        self.engine.set_rtp_port_range(range)
    }

    /// Sends an RTP packet of `payload_type` without payload wherever a call
    /// has sent none for `interval_ms`, 1000…300000; for all calls, also those
    /// that are up. A call that has another use for the payload type takes one
    /// that it does not use.
    ///
    /// Errors: `CorePayloadOutOfRange` (not 0…63 or 96…127: the others are
    /// taken for RTCP, RFC 5761 §4), `CoreArgumentIncorrect` (the interval).
    pub fn enable_rtp_keep_alive(&self, payload_type: i32, interval_ms: i32) -> Result<()> {
        self.require_running()?;
        let payload_type = u8::try_from(payload_type)
            .ok()
            .filter(|number| matches!(number, 0..=63 | 96..=127))
            .ok_or(Error::CorePayloadOutofRange)?;
        if !KEEP_ALIVE_MS.contains(&interval_ms) {
            return Err(Error::CoreArgumentIncorrect);
        }
        let interval_ms = u64::from(interval_ms.unsigned_abs());
        self.engine
            .audio(AudioControl::RtpKeepAlive(Some(RtpKeepAlive {
                payload_type: Some(payload_type),
                interval: Duration::from_millis(interval_ms),
            })))
    }

    /// Sends no RTP keep-alive packets any more.
    pub fn disable_rtp_keep_alive(&self) -> Result<()> {
        self.require_running()?;
        self.engine.audio(AudioControl::RtpKeepAlive(None))
    }

    /// Marks RTP and RTCP for expedited forwarding (DSCP 46), or with 0; it is on
    /// at the start. Calls that are up follow.
    pub fn enable_audio_qos(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine.set_audio_qos(enabled)
    }

    /// The relay of media (TURN, RFC 8656) that calls with ICE may use from now on;
    /// `None`: none. Those that are up keep theirs until they look for another way.
    ///
    /// `CoreArgumentIncorrect`: no host, or one with blanks; a name or password with
    /// control characters, or longer than [`TURN_TEXT_BYTES_MAX`].
    /// `CoreUnsupportTransport`: WebSocket.
    pub fn set_turn_server(&self, server: Option<TurnServer>) -> Result<()> {
        self.require_running()?;
        if let Some(turn) = &server {
            require_turn(turn)?;
        }
        self.engine
            .agent("TURN", |agent, _| agent.set_turn_server(server));
        Ok(())
    }

    /// Says whether calls from now on are offered with ICE (RFC 8445); it is off
    /// at the start. Those that are up stay as they were agreed.
    pub fn enable_ice(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine.agent("ICE", |agent, _| agent.set_ice(enabled));
        Ok(())
    }

    /// Says whether IPv6 addresses of a host are tried before its IPv4
    /// addresses, from the next request that looks up its host.
    pub fn enable_priority_ipv6_domain(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("IPv6", |agent, _| agent.set_prefer_ipv6(enabled));
        Ok(())
    }

    /// Names the name servers to be asked, separated by commas: addresses, with
    /// a port where it is not 53 (`192.0.2.1`, `192.0.2.1:5353`,
    /// `[2001:db8::1]:53`). Empty: those of the system.
    ///
    /// `CoreArgumentIncorrect`: not addresses, or more than 8.
    pub fn set_dns_servers(&self, servers: &str) -> Result<()> {
        self.require_running()?;
        self.engine.set_name_servers(name_servers(servers)?);
        Ok(())
    }
}

fn name_servers(list: &str) -> Result<Vec<SocketAddr>> {
    if list.trim().is_empty() {
        return Ok(Vec::new());
    }
    let servers: Option<Vec<_>> = list.split(',').map(|one| name_server(one.trim())).collect();
    let servers = servers.filter(|servers| servers.len() <= NAME_SERVERS_MAX);
    servers.ok_or(Error::CoreArgumentIncorrect)
}

fn name_server(text: &str) -> Option<SocketAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address: SocketAddr = match bare.unwrap_or(text).parse::<IpAddr>() {
        Ok(ip) => SocketAddr::new(ip, DNS_PORT),
        Err(_) => text.parse().ok()?,
    };
    (address.port() != 0 && !address.ip().is_unspecified()).then_some(address)
}

fn range(min: i32, max: i32, calls: usize) -> Result<RtpPortRange> {
    let min = port(min).ok_or(Error::CoreMiniAudioPortOutOfRange)?;
    let max = port(max).ok_or(Error::CoreMaxAudioPortOutOfRange)?;
    if !min.is_multiple_of(2) {
        return Err(Error::CoreMiniRtpPortMustIsEvenNum);
    }
    if !max.is_multiple_of(2) {
        return Err(Error::CoreMaxAudioPortNotEvenNumber);
    }
    let Some(ports) = max.checked_sub(min) else {
        return Err(Error::CoreAudioVideoPortOverlapped);
    };
    if usize::from(ports) <= calls.saturating_mul(PORTS_PER_CALL) {
        return Err(Error::CoreAudioVideoPortRangeTooSmall);
    }
    Ok(RtpPortRange { min, max })
}

fn port(number: i32) -> Option<u16> {
    u16::try_from(number)
        .ok()
        .filter(|_| RTP_PORTS.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_servers_are_addresses_with_or_without_a_port() {
        let servers = name_servers("192.0.2.1, 192.0.2.2:5353,2001:db8::1 ,[2001:db8::2]:54,[::1]");
        let expected = [
            "192.0.2.1:53",
            "192.0.2.2:5353",
            "[2001:db8::1]:53",
            "[2001:db8::2]:54",
            "[::1]:53",
        ];
        assert_eq!(
            servers,
            Ok(expected.map(|text| text.parse().expect(text)).to_vec())
        );
        assert_eq!(name_servers(" "), Ok(Vec::new()));
        let nine = "192.0.2.1,".repeat(9);
        for wrong in [
            "dns.example",
            "192.0.2.1:0",
            "192.0.2.1:65536",
            "192.0.2.1,",
            "0.0.0.0",
            "[::1",
            nine.trim_end_matches(','),
        ] {
            assert_eq!(
                name_servers(wrong),
                Err(Error::CoreArgumentIncorrect),
                "{wrong}"
            );
        }
    }

    #[test]
    fn each_fault_of_a_range_has_its_code() {
        for (min, max, error) in [
            (0, 20_000, Error::CoreMiniAudioPortOutOfRange),
            (-2, 20_000, Error::CoreMiniAudioPortOutOfRange),
            (65_536, 65_538, Error::CoreMiniAudioPortOutOfRange),
            (10_000, 65_536, Error::CoreMaxAudioPortOutOfRange),
            (10_000, 0, Error::CoreMaxAudioPortOutOfRange),
            (10_001, 20_000, Error::CoreMiniRtpPortMustIsEvenNum),
            (10_000, 20_001, Error::CoreMaxAudioPortNotEvenNumber),
            (20_000, 10_000, Error::CoreAudioVideoPortOverlapped),
            (10_000, 10_000, Error::CoreAudioVideoPortRangeTooSmall),
            (10_000, 10_040, Error::CoreAudioVideoPortRangeTooSmall),
        ] {
            assert_eq!(range(min, max, 10), Err(error), "{min} {max}");
        }
        let enough = RtpPortRange {
            min: 10_000,
            max: 10_042,
        };
        assert_eq!(range(10_000, 10_042, 10), Ok(enough));
    }
}
