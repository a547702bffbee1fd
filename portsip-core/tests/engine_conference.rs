//! A conference over loopback: one engine, three phones that call it, and who
//! hears whom in real RTP.

mod engine_support;

use std::sync::{Arc, Mutex};

use engine_support::{Phone, connect, wait_for};
use portsip_core::ids::SessionId;
use portsip_core::media::audio::{AudioControl, PcmProducer, PcmStream};
use portsip_core::media::tap::{RawAudioTap, TapSides};
use portsip_core::plan::AudioCodec;

/// The tones of the members, at least a fifth apart.
const TONES_HZ: [f64; 3] = [500.0, 900.0, 1600.0];
/// A tenth of a second tells them apart.
const WINDOW_S: f64 = 0.1;

/// One who called the conference.
struct Member {
    phone: Phone,
    session: SessionId,
    tone: PcmProducer,
    tone_hz: f64,
    said: u64,
    /// The last window of what he heard, and its rate in Hz.
    heard: Arc<Mutex<(u32, Vec<i16>)>>,
}

impl Member {
    fn new(host: &Phone, codec: AudioCodec, tone_hz: f64) -> (Self, SessionId) {
        let phone = Phone::with_codecs("member", &[codec]);
        let (session, at_host) = connect(&phone, host);
        let (tone, stream) = PcmStream::new(8000).expect("a fine rate");
        audio(&phone, AudioControl::StartPcmStream { session, stream });
        let heard = Arc::<Mutex<(u32, Vec<i16>)>>::default();
        let hears = Arc::clone(&heard);
        let tap = RawAudioTap::new(move |_, _, samples, rate_hz| {
            let mut heard = hears.lock().expect("no test panics here");
            let room = (f64::from(rate_hz) * WINDOW_S) as usize;
            heard.0 = rate_hz;
            heard.1.extend_from_slice(samples);
            let excess = heard.1.len().saturating_sub(room);
            heard.1.drain(..excess);
        });
        let sides = TapSides {
            send: false,
            receive: true,
        };
        let control = AudioControl::SetTap {
            session,
            sides,
            tap,
        };
        audio(&phone, control);
        let member = Self {
            phone,
            session,
            tone,
            tone_hz,
            said: 0,
            heard,
        };
        (member, at_host)
    }

    /// Says as much as there is room for.
    fn speak(&mut self) {
        let next: Vec<i16> = (0..80)
            .map(|i| {
                let time_s = (self.said + i) as f64 / 8000.0;
                ((std::f64::consts::TAU * self.tone_hz * time_s).sin() * 6000.0) as i16
            })
            .collect();
        let taken = self.tone.push(&next);
        self.said += taken as u64;
    }

    /// Which of the tones he hears.
    fn hears(&self) -> [bool; 3] {
        let heard = self.heard.lock().expect("no test panics here");
        TONES_HZ.map(|hz| amplitude_of(hz, &heard.1, heard.0) > 1500.0)
    }
}

fn audio(phone: &Phone, control: AudioControl) {
    let taken = phone.engine.audio(control);
    taken.expect("the media thread listens");
}

/// By correlation with the tone, under Hann's window.
fn amplitude_of(hz: f64, samples: &[i16], rate_hz: u32) -> f64 {
    let step = std::f64::consts::TAU * hz / f64::from(rate_hz.max(1));
    let length = samples.len().max(1) as f64;
    let (mut real, mut imaginary) = (0.0, 0.0);
    for (i, sample) in samples.iter().enumerate() {
        let weight = 1.0 - (std::f64::consts::TAU * i as f64 / length).cos();
        let (sin, cos) = (step * i as f64).sin_cos();
        real += f64::from(*sample) * weight * cos;
        imaginary += f64::from(*sample) * weight * sin;
    }
    2.0 * real.hypot(imaginary) / length
}

/// Everybody speaks until each has heard what he should, and nothing else. Not all
/// at the same moment: on a busy machine somebody always has a gap.
#[track_caller]
fn until_heard(what: &str, members: &mut [Member], expected: [[bool; 3]; 3]) {
    let mut have_heard = [false; 3];
    wait_for(what, || {
        for (i, member) in members.iter_mut().enumerate() {
            member.speak();
            have_heard[i] |= member.hears() == expected[i];
        }
        (have_heard == [true; 3]).then_some(())
    });
}

#[test]
fn members_hear_each_other_in_real_time() {
    let codecs = [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus];
    let host = Phone::with_codecs("host", &codecs);
    let mut members = Vec::new();
    let mut sessions = Vec::new();
    for (codec, tone_hz) in codecs.into_iter().zip(TONES_HZ) {
        let (member, at_host) = Member::new(&host, codec, tone_hz);
        members.push(member);
        sessions.push(at_host);
        audio(&host, AudioControl::JoinConference { session: at_host });
    }
    let (all, none) = (true, false);
    let everybody = [[none, all, all], [all, none, all], [all, all, none]];
    until_heard("all hear the others", &mut members, everybody);

    let held = host
        .engine
        .agent("hold", |agent, now| agent.hold(now, sessions[1]));
    held.expect("it is connected");
    let without_him = [[none, none, all], [none; 3], [all, none, none]];
    until_heard("one is held", &mut members, without_him);
    wait_for("the call can be resumed", || {
        let resumed = host
            .engine
            .agent("resume", |agent, now| agent.resume(now, sessions[1]));
        resumed.ok()
    });
    until_heard("he is back", &mut members, everybody);

    let session = sessions[0];
    audio(&host, AudioControl::LeaveConference { session });
    let two_left = [[none; 3], [none, none, all], [none, all, none]];
    until_heard("one has left", &mut members, two_left);
    let (last, at_last) = (&members[2], sessions[2]);
    last.phone.hang_up(last.session);
    host.closed(at_last);
    members[2]
        .heard
        .lock()
        .expect("no test panics here")
        .1
        .clear();
    until_heard("one alone", &mut members, [[none; 3]; 3]);
}
