//! From matched formats and their line to the plan media carries out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::config::AudioConfig;
use crate::plan::{AudioFormat, AudioPlan, Bandwidth, Direction, DtlsPlan, IcePlan, SrtpKeys};

use super::super::description::MediaLine;
use super::codec_match::Matched;

/// What a plan is made of.
pub(super) struct Stream<'n> {
    pub(super) config: &'n AudioConfig,
    pub(super) cname: &'n str,
    pub(super) matched: &'n Matched,
    pub(super) remote: &'n MediaLine,
    pub(super) direction: Direction,
    pub(super) rtcp_mux: bool,
    /// With the address that names the stream.
    pub(super) ice: Option<(SocketAddr, Box<IcePlan>)>,
    /// Our address: its family stands in where theirs is not known.
    pub(super) local: IpAddr,
    /// As our own description says it.
    pub(super) bandwidth: Bandwidth,
    pub(super) srtp: Option<SrtpKeys>,
    pub(super) dtls: Option<DtlsPlan>,
}

/// The plan; `None` where nothing matched.
pub(super) fn plan(stream: &Stream<'_>) -> Option<AudioPlan> {
    let matched = stream.matched;
    let mut send = matched.codecs.first()?.send.clone();
    let remote_rtp = remote_rtp(stream);
    let ptime_ms = ptime_ms(stream.config, stream.remote, &send);
    let said_bps = stream
        .remote
        .bandwidth
        .payload_bps(ptime_ms, ip_header_bytes(remote_rtp));
    let bounds = [send.parameters.bitrate_bps_max, said_bps];
    send.parameters.bitrate_bps_max = bounds.into_iter().flatten().min();
    Some(AudioPlan {
        remote_rtp,
        remote_rtcp: remote_rtcp(stream, remote_rtp),
        rtcp_mux: stream.rtcp_mux,
        ice: stream.ice.as_ref().map(|(_, ice)| ice.clone()),
        direction: stream.direction,
        held: false,
        unanswered: false,
        send,
        receive: matched
            .codecs
            .iter()
            .map(|codec| codec.receive.clone())
            .collect(),
        telephone_event: matched.telephone_event,
        other_telephone_event: matched.other_telephone_event,
        comfort_noise: matched.comfort_noise,
        redundancy: matched.redundancy,
        ptime_ms,
        rtcp_bandwidth: stream
            .bandwidth
            .rtcp()
            .least(stream.remote.bandwidth.rtcp()),
        rtcp_xr: stream.remote.rtcp_xr,
        cname: stream.cname.to_owned(),
        srtp: stream.srtp.clone().map(Box::new),
        dtls: stream.dtls.clone().map(Box::new),
    })
}

/// Where an address is missing or a host name, the unspecified one: media then
/// waits for the first packet to learn where to send. With ICE, which decides
/// that, it only names the stream.
fn remote_rtp(stream: &Stream<'_>) -> SocketAddr {
    if let Some((name, _)) = &stream.ice {
        return *name;
    }
    let unknown = match stream.local {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    SocketAddr::new(stream.remote.address.unwrap_or(unknown), stream.remote.port)
}

fn remote_rtcp(stream: &Stream<'_>, rtp: SocketAddr) -> SocketAddr {
    if stream.rtcp_mux {
        return rtp;
    }
    match stream.remote.rtcp.filter(|_| stream.ice.is_none()) {
        Some(rtcp) => SocketAddr::new(rtcp.address.unwrap_or(rtp.ip()), rtcp.port),
        None => SocketAddr::new(rtp.ip(), rtp.port().checked_add(1).unwrap_or(rtp.port())),
    }
}

fn ip_header_bytes(remote: SocketAddr) -> u32 {
    if remote.is_ipv4() { 20 } else { 40 }
}

/// Their wish, else ours; never above what they take, as far as the format has it.
fn ptime_ms(config: &AudioConfig, remote: &MediaLine, format: &AudioFormat) -> u32 {
    let wished = remote.ptime_ms.unwrap_or(config.ptime_ms);
    let allowed = wished.min(remote.ptime_ms_max.unwrap_or(wished));
    format.packet_ms(allowed)
}
