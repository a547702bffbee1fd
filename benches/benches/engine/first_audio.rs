//! How long a caller waits for the first audio of who answers at once: with
//! addresses from the description, with ICE, with keys by DTLS, and with both.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use portsip_core::config::{SrtpKeyExchange, SrtpPolicy, TransportKind};
use portsip_core::engine::Engine;
use portsip_core::media::audio::AudioControl;
use portsip_core::media::tap::{RtpTap, TapSides};

use crate::answerer::Answerer;
use crate::phone::{Sockets, call, config, set_up};

/// Calls of each kind.
const CALLS: usize = 50;
/// Longer takes nothing that works.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn first_audio() {
    for (name, ice, dtls) in [
        ("plain", false, false),
        ("ICE", true, false),
        ("DTLS", false, true),
        ("ICE and DTLS", true, true),
    ] {
        let mut waits = waits(ice, dtls);
        waits.sort_unstable();
        println!(
            "first audio, {name}: {:.1} ms in the middle, {:.1} ms at most, of {CALLS} calls",
            milliseconds(waits[CALLS / 2]),
            milliseconds(waits[CALLS - 1]),
        );
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn waits(ice: bool, dtls: bool) -> Vec<Duration> {
    let mut answerer = Answerer::start(TransportKind::Udp, Sockets::OfTheEngine);
    let (heard, hears) = channel();
    let engine = caller(ice, dtls, &heard);
    let waits = (0..CALLS).map(|_| {
        while hears.try_recv().is_ok() {}
        let begun = Instant::now();
        let session = call(
            &engine,
            answerer.address,
            TransportKind::Udp,
            Sockets::OfTheEngine,
        );
        let heard = hears.recv_timeout(PATIENCE).expect("audio comes");
        let ended = engine.agent("hang up", |agent, now| agent.hang_up(now, session));
        ended.expect("it ends");
        heard - begun
    });
    let waits = waits.collect();
    engine.shut_down();
    answerer.stop();
    waits
}

/// An engine that tells when each call hears its first packet.
fn caller(ice: bool, dtls: bool, heard: &Sender<Instant>) -> Arc<Engine> {
    let engine = Engine::start(&config(TransportKind::Udp, 0), Box::new(|_| {}));
    let engine = engine.expect("it starts");
    set_up(&engine, "caller", None);
    engine.agent("set up", |agent, _| {
        agent.set_ice(ice);
        if dtls {
            agent.set_srtp(|srtp| {
                srtp.policy = SrtpPolicy::Force;
                srtp.key_exchange = SrtpKeyExchange::Dtls;
            });
        }
    });
    let (taps, heard) = (Arc::downgrade(&engine), heard.clone());
    engine.on_audio(move |session| {
        let Some(engine) = taps.upgrade() else { return };
        let (heard, mut is_first) = (heard.clone(), true);
        let tap = RtpTap::new(move |_, _, _| {
            if std::mem::take(&mut is_first) {
                // Nobody listens any more where the call is over.
                let _ = heard.send(Instant::now());
            }
        });
        let sides = TapSides {
            send: false,
            receive: true,
        };
        let control = AudioControl::SetRtpTap {
            session,
            sides,
            tap,
        };
        engine.audio(control).expect("the media thread listens");
    });
    engine
}
