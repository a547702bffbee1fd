//! One master key at work: its session keys, and how often it was used.

use super::ParametersError;
use super::key_derivation::{SessionKeys, Stream};
use super::transform::Transform;
use crate::plan::{MasterKey, MasterKeyIdentifier, SrtpParameters};

/// The packets that one master key may protect (RFC 3711 §9.2).
const RTP_PACKETS_MAX: u64 = 1 << 48;
const RTCP_PACKETS_MAX: u64 = 1 << 31;

/// A master key for RTP and RTCP of one direction.
pub(super) struct KeyContext {
    pub(super) identifier: MasterKeyIdentifier,
    rtp: StreamKeys,
    rtcp: StreamKeys,
}

impl KeyContext {
    /// `key` is one of `parameters`.
    pub(super) fn new(
        parameters: &SrtpParameters,
        key: &MasterKey,
    ) -> Result<Self, ParametersError> {
        Ok(Self {
            identifier: key.identifier.clone(),
            rtp: StreamKeys::new(parameters, key, Stream::Rtp)?,
            rtcp: StreamKeys::new(parameters, key, Stream::Rtcp)?,
        })
    }

    /// Its keys for a stream.
    pub(super) fn stream(&mut self, stream: Stream) -> &mut StreamKeys {
        match stream {
            Stream::Rtp => &mut self.rtp,
            Stream::Rtcp => &mut self.rtcp,
        }
    }
}

/// The session keys of one stream under one master key.
pub(super) struct StreamKeys {
    current: Derived,
    /// Where session keys change with the index.
    renewal: Option<Box<Renewal>>,
    used: u64,
    lifetime: u64,
}

/// Session keys for the packets of one ratio of index and key derivation rate.
struct Derived {
    ratio: u64,
    transform: Transform,
}

/// What session keys are derived anew from.
struct Renewal {
    parameters: SrtpParameters,
    key: MasterKey,
    stream: Stream,
    /// Those of another ratio: of packets that come early, late, or are none.
    other: Derived,
}

impl StreamKeys {
    fn new(
        parameters: &SrtpParameters,
        key: &MasterKey,
        stream: Stream,
    ) -> Result<Self, ParametersError> {
        let most = match stream {
            Stream::Rtp => RTP_PACKETS_MAX,
            Stream::Rtcp => RTCP_PACKETS_MAX,
        };
        let renewal = if parameters.key_derivation_rate == 0 {
            None
        } else {
            Some(Box::new(Renewal {
                parameters: parameters.clone(),
                key: key.clone(),
                stream,
                other: derive(parameters, key, stream, 0)?,
            }))
        };
        Ok(Self {
            current: derive(parameters, key, stream, 0)?,
            renewal,
            used: 0,
            lifetime: key.lifetime_packets.unwrap_or(most).min(most),
        })
    }

    /// Whether it may protect no more packets.
    pub(super) fn is_worn_out(&self) -> bool {
        self.used >= self.lifetime
    }

    /// The session keys for a packet; `None` only where they cannot be made.
    pub(super) fn transform(&mut self, index: u64) -> Option<&Transform> {
        let Some(renewal) = &mut self.renewal else {
            return Some(&self.current.transform);
        };
        let ratio = index / u64::from(renewal.parameters.key_derivation_rate.max(1));
        if ratio == self.current.ratio {
            return Some(&self.current.transform);
        }
        if ratio != renewal.other.ratio {
            let Renewal {
                parameters,
                key,
                stream,
                ..
            } = &**renewal;
            renewal.other = derive(parameters, key, *stream, ratio).ok()?;
        }
        Some(&renewal.other.transform)
    }

    /// A packet of this index was protected, or was authentic.
    pub(super) fn handle_used(&mut self, index: u64) {
        self.used += 1;
        let Some(renewal) = &mut self.renewal else {
            return;
        };
        let ratio = index / u64::from(renewal.parameters.key_derivation_rate.max(1));
        if ratio > self.current.ratio && ratio == renewal.other.ratio {
            std::mem::swap(&mut self.current, &mut renewal.other);
        }
    }
}

fn derive(
    parameters: &SrtpParameters,
    key: &MasterKey,
    stream: Stream,
    ratio: u64,
) -> Result<Derived, ParametersError> {
    let master = key.key_and_salt.expose();
    let keys = SessionKeys::derive(parameters.suite, master, stream, ratio);
    Ok(Derived {
        ratio,
        transform: Transform::new(parameters, stream, &keys)?,
    })
}
