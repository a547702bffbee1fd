//! Local addresses and media ports.

use std::net::IpAddr;

use super::Sdk;
use crate::config::RtpPortRange;
use crate::error::{Error, Result};

/// Ports a pair may start with: the RTCP port is one above.
const RTP_PORTS: std::ops::RangeInclusive<i32> = 1..=65_534;
/// Two pairs of ports for each call: a call that ends may still have its pair
/// when the next one starts.
const PORTS_PER_CALL: usize = 4;

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
