//! Somebody who knows our port, and sees nothing of the call, sends to it: neither does he
//! get the call's sound, nor is he heard.

#[expect(dead_code, reason = "no speech is compared here")]
mod media_support;

use std::net::SocketAddr;

use media_support::{Call, Link, plan};
use portsip_core::clock::Instant;
use portsip_core::media::session::{AudioSession, MediaSocket};
use portsip_core::plan::{AudioCodec, Direction};
use portsip_core::rng::Rng;

const SAMPLES: usize = 160;

/// One who sends loud sound of his own to a session.
struct Attacker {
    from: SocketAddr,
    rng: Rng,
    sequence: u16,
    ssrc: u32,
}

impl Attacker {
    fn new(from: &str) -> Self {
        Self {
            from: from.parse().expect("an address"),
            rng: Rng::from_number(5),
            sequence: 0,
            ssrc: 0xBAD,
        }
    }

    /// A packet in sequence; `guesses`: with an SSRC that he tries, each four times.
    fn send(&mut self, now: Instant, session: &mut AudioSession, guesses: bool) {
        if guesses && self.sequence.is_multiple_of(4) {
            self.ssrc = self.rng.u32();
        }
        let mut packet = vec![0x80, 0];
        packet.extend_from_slice(&self.sequence.to_be_bytes());
        packet.extend_from_slice(&(u32::from(self.sequence) * SAMPLES as u32).to_be_bytes());
        packet.extend_from_slice(&self.ssrc.to_be_bytes());
        // A square wave near full scale.
        packet.extend((0..SAMPLES).map(|n| if n % 8 < 4 { 0x80 } else { 0x00 }));
        self.sequence = self.sequence.wrapping_add(1);
        session.handle_rtp(now, &packet, self.from);
    }
}

/// Where a session sends its sound now.
fn destination(call: &mut Call) -> SocketAddr {
    for _ in 0..2 {
        call.b.session.push(call.now, &[0; 80]);
    }
    let transmit = call.b.session.poll_transmit().expect("a packet");
    assert_eq!(transmit.socket, MediaSocket::Rtp);
    transmit.to
}

fn loudest(heard: &[i16]) -> u16 {
    heard
        .iter()
        .map(|sample| sample.unsigned_abs())
        .max()
        .unwrap_or(0)
}

/// The other side is silent for `ms`, as on hold, and he sends.
fn attack(call: &mut Call, attacker: &mut Attacker, guesses: bool, ms: u32) {
    let mut held = plan(AudioCodec::Pcmu, call.b.address);
    held.direction = Direction::Inactive;
    call.a.session.apply(call.now, &held).expect("a plan");
    for _ in 0..ms / 20 {
        call.run_silent(20);
        attacker.send(call.now, &mut call.b.session, guesses);
    }
}

#[test]
fn a_stranger_does_not_take_over_a_stream_however_long_it_is_silent() {
    for guesses in [false, true] {
        let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 7);
        call.run_silent(1000);
        call.b.heard.clear();
        let mut attacker = Attacker::new("203.0.113.66:6666");
        attack(&mut call, &mut attacker, guesses, 60_000);
        let from = call.a.address;
        assert_eq!(destination(&mut call), from);
        assert!(loudest(&call.b.heard) < 500);
        // The call goes on where it was.
        let again = plan(AudioCodec::Pcmu, call.b.address);
        call.a.session.apply(call.now, &again).unwrap();
        call.b.heard.clear();
        for _ in 0..50 {
            call.tick(|end, frame| {
                if end == 0 {
                    frame.fill(8000);
                }
            });
        }
        assert!(loudest(&call.b.heard) > 6000);
    }
}

#[test]
fn who_forges_the_address_is_not_heard_while_the_other_side_speaks() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 8);
    call.run_silent(1000);
    call.b.heard.clear();
    let mut attacker = Attacker::new(&call.a.address.to_string());
    for _ in 0..1000 {
        call.run_silent(10);
        attacker.send(call.now, &mut call.b.session, false);
    }
    assert!(loudest(&call.b.heard) < 500);
    let refused = call.b.session.statistics(call.now).received.packets_refused;
    assert_eq!(refused, 1000);
}

#[test]
fn a_new_address_of_the_same_source_is_followed() {
    let mut call = Call::connected(AudioCodec::Pcmu, Link::CLEAN, 9);
    call.run_silent(1000);
    let moved: SocketAddr = "198.51.100.7:61000".parse().unwrap();
    call.a.address = moved;
    call.run_silent(1000);
    assert_eq!(destination(&mut call), moved);
}
