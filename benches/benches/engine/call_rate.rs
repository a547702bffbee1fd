//! Calls that follow each other as fast as they go.

use std::time::{Duration, Instant};

use portsip_core::config::TransportKind;
use portsip_core::engine::Engine;
use portsip_core::events::Event;

use crate::answerer::Answerer;
use crate::phone::{Sockets, call, config, set_up};
use crate::processor::cpu_of;

/// Calls that are ended as soon as they connect, some at a time: how many a
/// second, and what one costs the callee.
pub(crate) fn call_rate(transport: TransportKind, sockets: Sockets) {
    const CALLS: usize = 20_000;
    const AT_A_TIME: usize = 50;
    let mut answerer = Answerer::start(transport, sockets);
    let (connected, news) = std::sync::mpsc::channel();
    let engine = Engine::start(
        &config(transport, 0),
        Box::new(move |event| match event {
            Event::InviteConnected { session } => drop(connected.send(Some(session))),
            Event::InviteFailure { .. } => drop(connected.send(None)),
            _ => {}
        }),
    )
    .expect("it starts");
    set_up(&engine, "caller", None);
    let to = answerer.address;
    let (used_before, ours_before) = (answerer.cpu(), cpu_of("self"));
    let begun = Instant::now();
    for _ in 0..AT_A_TIME {
        call(&engine, to, transport, sockets);
    }
    for done in 0..CALLS {
        let session = news.recv_timeout(Duration::from_secs(20));
        let session = session.expect("calls go on").expect("they connect");
        let _ = engine.agent("hang up", |agent, now| agent.hang_up(now, session));
        if done + AT_A_TIME < CALLS {
            call(&engine, to, transport, sockets);
        }
    }
    let wall = begun.elapsed();
    let used = answerer.cpu().saturating_sub(used_before);
    let ours = cpu_of("self").saturating_sub(ours_before);
    let what = match sockets {
        Sockets::None => "signalling only",
        Sockets::OfTheEngine => "with media sockets",
    };
    println!(
        "{transport:?}, {what}: {:.0} calls a second; {:?} of the callee's processor each, {:?} of the caller's",
        CALLS as f64 / wall.as_secs_f64(),
        used / CALLS as u32,
        ours / CALLS as u32
    );
    engine.shut_down();
    answerer.stop();
}
