//! After a plan is applied, a session works without the allocator.

#[expect(dead_code, reason = "only the plan is used here")]
mod media_support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

use media_support::plan;
use portsip_core::clock::{Instant, WallClock};
use portsip_core::ids::SessionId;
use portsip_core::media::session::{AudioSession, FRAME_SAMPLES_MAX, MediaSocket};
use portsip_core::plan::AudioCodec;
use portsip_core::rng::Rng;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, counting for each thread.
struct Counting;

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Datagrams on their way, in memory of their own.
struct Wire {
    datagrams: Vec<([u8; 1500], usize, MediaSocket)>,
    count: usize,
}

#[test]
fn ten_seconds_of_a_call_allocate_nothing() {
    for &codec in AudioCodec::ALL {
        let (address_a, address_b) = ("192.0.2.1:4000", "192.0.2.2:5000");
        let (address_a, address_b) = (address_a.parse().unwrap(), address_b.parse().unwrap());
        let mut rng = Rng::from_number(1);
        let mut now = Instant::from_micros(1_000_000);
        let wall = WallClock::new(0);
        let mut a = AudioSession::new(SessionId(1), rng.fork(), wall);
        let mut b = AudioSession::new(SessionId(2), rng.fork(), wall);
        a.apply(now, &plan(codec, address_b)).unwrap();
        b.apply(now, &plan(codec, address_a)).unwrap();
        let mut wire = Wire {
            datagrams: vec![([0; 1500], 0, MediaSocket::Rtp); 8],
            count: 0,
        };
        let mut out = [0; FRAME_SAMPLES_MAX];
        let frame: Vec<i16> = (0..a.send_rate_hz() as usize / 100)
            .map(|n| ((n as f32 * 0.4).sin() * 6000.0) as i16)
            .collect();
        let mut keys = 0;
        let before = ALLOCATIONS.with(Cell::get);
        for tick in 0..1000 {
            if tick % 300 == 100 {
                assert!(a.send_tone(now, 5, 100));
            }
            for turn in 0..2 {
                let (from, to, address) = if turn == 0 {
                    (&mut a, &mut b, address_a)
                } else {
                    (&mut b, &mut a, address_b)
                };
                from.push(now, &frame);
                from.handle_timeout(now);
                wire.count = 0;
                while let Some(transmit) = from.poll_transmit() {
                    let slot = &mut wire.datagrams[wire.count];
                    slot.0[..transmit.datagram.len()].copy_from_slice(transmit.datagram);
                    (slot.1, slot.2) = (transmit.datagram.len(), transmit.socket);
                    wire.count += 1;
                }
                for (bytes, length, socket) in &wire.datagrams[..wire.count] {
                    // Every thirteenth is lost, so that losses are concealed.
                    if rng.below(13) == 0 {
                        continue;
                    }
                    match socket {
                        MediaSocket::Rtp => to.handle_rtp(now, &bytes[..*length], address),
                        MediaSocket::Rtcp => to.handle_rtcp(now, &bytes[..*length], address),
                    }
                }
                to.pull(now, &mut out);
                keys += u32::from(to.poll_report().is_some());
            }
            now += Duration::from_millis(10);
        }
        let allocations = ALLOCATIONS.with(Cell::get) - before;
        assert_eq!(allocations, 0, "{codec:?}");
        assert!(keys >= 3);
        assert!(a.statistics(now).rtcp_sent > 0);
    }
}
