//! What we could do, for the answer to OPTIONS (RFC 3264 §9).

use std::net::IpAddr;

use crate::config::AudioConfig;
use crate::octets::Octets;
use crate::plan::{Bandwidth, Direction, GatheredMedia};

use super::local_audio::LocalAudio;
use super::write::{self, AudioLine, IceLines, OfferedKeys, Writer};
use super::{LocalMedia, SessionIdentity, SrtpUse};

/// The description of our capabilities: an audio line with port 0 and every
/// codec, of a profile that encrypts where `srtp` takes no other; no media line where
/// the program has no codecs.
pub fn capabilities(
    config: &AudioConfig,
    srtp: &SrtpUse,
    address: IpAddr,
    identity: &SessionIdentity,
) -> Octets {
    let audio = LocalAudio::offered(config, None);
    let mut writer = Writer::new(address, None);
    if !audio.codecs.is_empty() {
        writer.audio(&AudioLine {
            protocol: write::audio_protocol(None, OfferedKeys::Described, !srtp.allows_plain()),
            mid: None,
            config,
            local: &LocalMedia {
                gathered: GatheredMedia::default(),
                address,
                host: address,
                rtp_port: 0,
                rtcp_port: 1,
            },
            audio: &audio,
            direction: Direction::SendReceive,
            rtcp_mux: false,
            ice: IceLines::None,
            bandwidth: Bandwidth::default(),
            rtcp_xr: true,
            crypto: &[],
            dtls: None,
        });
    }
    write::with_origin(identity, 1, address, &writer.finish())
}
