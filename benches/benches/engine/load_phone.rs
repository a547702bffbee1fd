//! The phones whose media are measured: each answers all calls and speaks.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use interop::baresip::Baresip;
use interop::pjsua::Pjsua;
use portsip_core::config::TransportKind;
use portsip_core::plan::AudioCodec;

use crate::answerer::{Answerer, CONFERENCE, SPEAKS};
use crate::phone::{CODEC, Sockets};

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Ours,
    /// The same with all calls in one conference.
    Conference,
    Baresip,
    Pjsip,
    /// No phone: only the codec's library.
    Library,
    /// No phone: only packets of the same length by as many sockets.
    Sockets,
}

/// One of them, in a process of its own.
pub(crate) enum LoadPhone {
    Ours(Answerer),
    Baresip(Baresip),
    Pjsip(Pjsua),
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Conference => "ours, one conference",
            Self::Baresip => "baresip",
            Self::Pjsip => "pjsip",
            Self::Library => "the library alone",
            Self::Sockets => "sockets alone",
        }
    }
}

impl LoadPhone {
    /// Starts it; it is ready, and at rest. It speaks what is in the file at
    /// `spoken`, or a tone; ours speaks by itself, pjsip only from a file.
    pub(crate) fn start(
        kind: Kind,
        codec: AudioCodec,
        folder: &Path,
        spoken: Option<&Path>,
    ) -> Self {
        let phone = match kind {
            Kind::Baresip => Self::baresip(codec, folder, spoken),
            Kind::Pjsip => Self::pjsip(codec, spoken),
            _ => Self::ours(codec, kind == Kind::Conference),
        };
        std::thread::sleep(Duration::from_millis(500));
        phone
    }

    fn ours(codec: AudioCodec, conference: bool) -> Self {
        let mut variables = vec![(CODEC, codec.name()), (SPEAKS, "1")];
        if conference {
            variables.push((CONFERENCE, "1"));
        }
        let (transport, sockets) = (TransportKind::Udp, Sockets::OfTheEngine);
        Self::Ours(Answerer::start_with(transport, sockets, &variables))
    }

    fn baresip(codec: AudioCodec, folder: &Path, spoken: Option<&Path>) -> Self {
        let name = match codec {
            AudioCodec::G722 => "g722",
            AudioCodec::Opus => "opus/48000/2",
            _ => "pcmu",
        };
        let rate_hz = codec.sample_rate_hz();
        Self::Baresip(Baresip::start_for_load(folder, spoken, rate_hz, name))
    }

    fn pjsip(codec: AudioCodec, spoken: Option<&Path>) -> Self {
        let codec = format!("codec={}/{}", codec.name(), codec.sample_rate_hz());
        let play = spoken.map(|file| format!("play={}", file.display()));
        let options: Vec<&str> = ["udp", "answer=200", &codec]
            .into_iter()
            .chain(play.as_deref())
            .collect();
        Self::Pjsip(Pjsua::start("load_pjsip", &options))
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        match self {
            Self::Ours(answerer) => answerer.id(),
            Self::Baresip(baresip) => baresip.id(),
            Self::Pjsip(pjsua) => pjsua.id(),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        match self {
            Self::Ours(answerer) => answerer.address,
            Self::Baresip(baresip) => at(baresip.port),
            Self::Pjsip(pjsua) => at(pjsua.port),
        }
    }

    /// How many ticks were late so far, where it counts them.
    pub(crate) fn late_ticks(&mut self) -> Option<u64> {
        match self {
            Self::Ours(answerer) => Some(answerer.late_ticks()),
            Self::Baresip(_) | Self::Pjsip(_) => None,
        }
    }
}

impl Drop for LoadPhone {
    fn drop(&mut self) {
        if let Self::Ours(answerer) = self {
            answerer.stop();
        }
    }
}
