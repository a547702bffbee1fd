//! Two audio sessions in virtual time over a seeded link that delays, loses,
//! repeats and reorders.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::plan::{
    AudioCodec, AudioFormat, AudioPlan, Direction, FormatParameters, MediaReport, Redundancy,
    RtcpBandwidth, RtcpXr, TelephoneEvent,
};
use portsip_core::rng::Rng;

/// Ten milliseconds, the rhythm of everything.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// What the link does to a datagram.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The least delay.
    pub(crate) delay_ms: u32,
    /// Added to it, evenly distributed, so that packets overtake each other.
    pub(crate) jitter_ms: u32,
    /// The share lost, in thousandths.
    pub(crate) loss_permille: u32,
    /// The share that comes twice, in thousandths.
    pub(crate) duplicate_permille: u32,
}

impl Link {
    /// A wire: 5 ms, nothing lost.
    pub(crate) const CLEAN: Self = Self {
        delay_ms: 5,
        jitter_ms: 0,
        loss_permille: 0,
        duplicate_permille: 0,
    };
}

/// One end, with what it heard.
pub(crate) struct End {
    pub(crate) session: AudioSession,
    pub(crate) address: SocketAddr,
    pub(crate) keys: Vec<u8>,
    /// Everything pulled; silence where nothing was to be heard.
    pub(crate) heard: Vec<i16>,
    /// The datagrams sent, by socket.
    pub(crate) sent: Vec<(Instant, MediaSocket, Vec<u8>)>,
}

/// Both ends and the link.
pub(crate) struct Call {
    pub(crate) now: Instant,
    pub(crate) a: End,
    pub(crate) b: End,
    pub(crate) link: Link,
    /// Packets do not overtake each other: a late one delays those behind it.
    pub(crate) fifo: bool,
    /// Nobody speaks at this end: what it says is the noise of a room.
    pub(crate) quiet: [bool; 2],
    rng: Rng,
    /// By arrival and order: the end it goes to (0 is a), the socket, the octets.
    flying: BTreeMap<(Instant, u64), (usize, MediaSocket, Vec<u8>)>,
    order: u64,
    /// RTP packets that the link lost on their way from each end.
    pub(crate) lost: [u64; 2],
    /// The latest arrival at each end so far.
    latest: [Instant; 2],
}

/// A format as the descriptions of these tests negotiate it.
pub(crate) fn format(codec: AudioCodec) -> AudioFormat {
    AudioFormat {
        codec,
        payload_type: codec.static_payload_type().unwrap_or(match codec {
            AudioCodec::Ilbc => 97,
            _ => 111,
        }),
        parameters: FormatParameters {
            use_inband_fec: true,
            ..FormatParameters::default()
        },
    }
}

/// A plan to talk to `remote`.
pub(crate) fn plan(codec: AudioCodec, remote: SocketAddr) -> AudioPlan {
    AudioPlan {
        remote_rtp: remote,
        remote_rtcp: SocketAddr::new(remote.ip(), remote.port() + 1),
        rtcp_mux: false,
        ice: None,
        direction: Direction::SendReceive,
        held: false,
        unanswered: false,
        send: format(codec),
        receive: vec![format(codec)],
        other_telephone_event: None,
        telephone_event: Some(TelephoneEvent {
            send_payload_type: 101,
            receive_payload_type: 101,
            clock_rate_hz: 8000,
        }),
        comfort_noise: None,
        redundancy: Redundancy::default(),
        ptime_ms: 20,
        rtcp_bandwidth: RtcpBandwidth::default(),
        rtcp_xr: RtcpXr::default(),
        cname: "test@example.org".to_owned(),
        srtp: None,
        dtls: None,
    }
}

impl End {
    fn new(id: i32, address: &str, rng: &mut Rng) -> Self {
        let wall = WallClock::new(1_700_000_000_000_000 + rng.u64() % 1_000_000_000);
        Self {
            session: AudioSession::new(SessionId(id), rng.fork(), wall),
            address: address.parse().expect("an address"),
            keys: Vec::new(),
            heard: Vec::new(),
            sent: Vec::new(),
        }
    }
}

impl Call {
    /// Two ends that know each other's address and have no plan yet.
    pub(crate) fn new(link: Link, seed: u64) -> Self {
        let mut rng = Rng::from_number(seed);
        Self {
            now: Instant::from_micros(1_000_000),
            a: End::new(1, "192.0.2.1:4000", &mut rng),
            b: End::new(2, "192.0.2.2:5000", &mut rng),
            link,
            fifo: false,
            quiet: [false; 2],
            lost: [0; 2],
            latest: [Instant::ZERO; 2],
            rng,
            flying: BTreeMap::new(),
            order: 0,
        }
    }

    /// A call with the same codec both ways.
    pub(crate) fn connected(codec: AudioCodec, link: Link, seed: u64) -> Self {
        let mut call = Self::new(link, seed);
        let (to_a, to_b) = (plan(codec, call.a.address), plan(codec, call.b.address));
        call.a.session.apply(call.now, &to_b).expect("a plan");
        call.b.session.apply(call.now, &to_a).expect("a plan");
        call
    }

    /// Ten milliseconds of the call: `speak(end, frame)` fills what each end says.
    pub(crate) fn tick(&mut self, mut speak: impl FnMut(usize, &mut [i16])) {
        self.deliver();
        for index in 0..2 {
            let now = self.now;
            let end = if index == 0 { &mut self.a } else { &mut self.b };
            let mut frame = [0; FRAME_SAMPLES_MAX];
            let count = end.session.send_rate_hz() as usize / 100;
            speak(index, &mut frame[..count]);
            if self.quiet[index] {
                end.session.push_quiet(now, &frame[..count]);
            } else {
                end.session.push(now, &frame[..count]);
            }
            let mut out = [0; FRAME_SAMPLES_MAX];
            let heard = match end.session.pull(now, &mut out) {
                0 => end.session.receive_rate_hz() as usize / 100,
                count => count,
            };
            end.heard.extend_from_slice(&out[..heard]);
            if end.session.poll_timeout().is_some_and(|due| due <= now) {
                end.session.handle_timeout(now);
            }
            self.collect(index);
        }
        self.now += TICK;
    }

    /// Ticks with silence for `ms`.
    pub(crate) fn run_silent(&mut self, ms: u32) {
        for _ in 0..ms / 10 {
            self.tick(|_, _| {});
        }
    }

    /// Takes what an end has to send and to report.
    pub(crate) fn collect(&mut self, index: usize) {
        let end = if index == 0 { &mut self.a } else { &mut self.b };
        while let Some(report) = end.session.poll_report() {
            if let MediaReport::ToneReceived { tone, .. } = report {
                end.keys.push(tone);
            }
        }
        while let Some(transmit) = end.session.poll_transmit() {
            let datagram = transmit.datagram.to_vec();
            end.sent.push((self.now, transmit.socket, datagram.clone()));
            let copies = if self.rng.below(1000) < self.link.duplicate_permille {
                2
            } else {
                1
            };
            for _ in 0..copies {
                if self.rng.below(1000) < self.link.loss_permille {
                    self.lost[index] += u64::from(transmit.socket == MediaSocket::Rtp);
                    continue;
                }
                let jitter_us = self.rng.below(self.link.jitter_ms * 1000 + 1);
                let delay_us = u64::from(self.link.delay_ms * 1000 + jitter_us);
                let mut arrival = self.now + Duration::from_micros(delay_us);
                if self.fifo {
                    arrival = arrival.max(self.latest[1 - index]);
                }
                self.latest[1 - index] = arrival;
                self.order += 1;
                self.flying.insert(
                    (arrival, self.order),
                    (1 - index, transmit.socket, datagram.clone()),
                );
            }
        }
    }

    fn deliver(&mut self) {
        while let Some(entry) = self.flying.first_entry() {
            let arrival = entry.key().0;
            if arrival > self.now {
                break;
            }
            let (to, socket, datagram) = entry.remove();
            let (end, from) = if to == 0 {
                (&mut self.a, self.b.address)
            } else {
                (&mut self.b, self.a.address)
            };
            match socket {
                MediaSocket::Rtp => end.session.handle_rtp(arrival, &datagram, from),
                MediaSocket::Rtcp => {
                    let from = SocketAddr::new(from.ip(), from.port() + 1);
                    end.session.handle_rtcp(arrival, &datagram, from);
                }
            }
        }
    }
}

/// The signal-to-noise ratio in dB of `heard` against `said` at the best of
/// the given delays in samples, leaving out the first `skip` samples; with the delay.
pub(crate) fn best_snr(
    said: &[i16],
    heard: &[i16],
    delays: std::ops::Range<usize>,
    skip: usize,
) -> (f64, usize) {
    delays
        .map(|delay| {
            let (mut signal, mut noise) = (1.0, 1.0);
            for (n, &s) in said.iter().enumerate().skip(skip) {
                let Some(&h) = heard.get(n + delay) else {
                    break;
                };
                signal += f64::from(s).powi(2);
                noise += (f64::from(s) - f64::from(h)).powi(2);
            }
            (10.0 * f64::log10(signal / noise), delay)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or((f64::NEG_INFINITY, 0))
}
