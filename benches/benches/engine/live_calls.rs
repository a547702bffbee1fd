//! Calls that stay up: what their media cost, and what the API takes beside them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portsip_core::config::TransportKind;
use portsip_core::engine::Engine;
use portsip_core::events::Event;
use portsip_core::ids::SessionId;

use crate::answerer::Answerer;
use crate::phone::{Sockets, call, config, set_up};
use crate::processor::{difference, thread_times};
use crate::report;

/// The processor share of calls, then the latency of the API beside them.
pub(crate) fn live_calls(calls: usize, duration: Duration) {
    let mut answerer = Answerer::start(TransportKind::Udp, Sockets::OfTheEngine);
    let connected = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connected);
    let engine = Engine::start(
        &config(TransportKind::Udp, 0),
        Box::new(move |event| {
            if matches!(event, Event::InviteConnected { .. }) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        }),
    )
    .expect("it starts");
    set_up(&engine, "caller", None);
    let sessions: Vec<SessionId> = (0..calls)
        .map(|_| {
            let to = answerer.address;
            call(&engine, to, TransportKind::Udp, Sockets::OfTheEngine)
        })
        .collect();
    let begun = Instant::now();
    while connected.load(Ordering::Relaxed) < calls {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the calls do not connect"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_secs(1));

    let before = thread_times();
    let begun = Instant::now();
    std::thread::sleep(duration);
    let wall = begun.elapsed();
    let used = difference(&before, &thread_times());
    let total: u64 = used.values().sum();
    let share = |nanos: u64| 100.0 * nanos as f64 / wall.as_nanos() as f64;
    println!(
        "{calls} calls, one side: {:.3} % of a core, {:.4} % a call",
        share(total),
        share(total) / calls as f64
    );
    for (name, nanos) in &used {
        println!("    {name:<16} {:.3} %", share(*nanos));
    }

    api_latency(&engine, &sessions);
    for session in sessions {
        let _ = engine.agent("hang up", |agent, now| agent.hang_up(now, session));
    }
    engine.shut_down();
    answerer.stop();
}

/// Eight threads, each with a call of the API every millisecond.
pub(crate) fn api_latency(engine: &Arc<Engine>, sessions: &[SessionId]) {
    let all = Arc::new(Mutex::new(Vec::new()));
    let threads: Vec<_> = (0..8)
        .map(|number: usize| {
            let (engine, all) = (Arc::clone(engine), Arc::clone(&all));
            let session = sessions[number % sessions.len()];
            std::thread::spawn(move || {
                let mut times = Vec::with_capacity(3000);
                for round in 0..3000 {
                    let begun = Instant::now();
                    api_call(&engine, session, round);
                    times.push(begun.elapsed());
                    std::thread::sleep(Duration::from_millis(1));
                }
                all.lock().expect("nobody panics").extend(times);
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("nobody panics");
    }
    let mut times = std::mem::take(&mut *all.lock().expect("nobody panics"));
    report("API call, 8 threads beside the calls", &mut times);
}

pub(crate) fn api_call(engine: &Engine, session: SessionId, round: usize) {
    match round % 4 {
        0 => drop(engine.agent("access", |agent, _| agent.media_access(session))),
        1 => drop(engine.agent("name", |agent, _| agent.set_display_name("Bench"))),
        2 => drop(engine.agent("tone", |agent, now| {
            agent.send_dtmf(now, session, portsip_core::plan::DtmfMethod::Rfc4733, 1, 40)
        })),
        _ => {
            let ports = engine.take_media_ports().expect("ports are free");
            engine.return_media_ports(ports);
        }
    }
}
