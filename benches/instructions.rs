//! One job, a number of times, for `scripts/instructions` to count with
//! valgrind: `instructions JOB TIMES`.

use std::hint::black_box;

use benches::calls::Pair;
use benches::messages::{INVITE, InviteParts, parse_typed};
use portsip_core::octets::Octets;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let job = arguments.next().unwrap_or_default();
    let times: u32 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    match job.as_str() {
        "parse_invite" => {
            let datagram = INVITE.to_vec();
            for _ in 0..times {
                black_box(parse_typed(Octets::from(black_box(&datagram).clone())));
            }
        }
        "print_invite" => {
            let parts = InviteParts::of_corpus();
            for _ in 0..times {
                black_box(black_box(&parts).print());
            }
        }
        "complete_call" => {
            let mut pair = Pair::warm();
            for _ in 0..times {
                pair.one_call();
            }
        }
        _ => {}
    }
}
