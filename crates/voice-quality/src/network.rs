//! What a network does to packets.

use std::time::Duration;

use portsip_core::clock::Instant;
use portsip_core::rng::Rng;

/// How long the fastest packet takes.
pub(crate) const LEAST_DELAY_MS: u32 = 20;
/// Packets lost in a row where losses come in bursts, on average.
const BURST_PACKETS: u32 = 3;
const LOSS_PERCENTS: [u32; 5] = [0, 2, 5, 10, 20];
const JITTERS_MS: [u32; 4] = [0, 20, 40, 80];
/// Further ones, without loss.
const JITTERS_MS_MORE: [u32; 3] = [30, 50, 100];

/// Chances are counted in millionths.
const ALL: u32 = 1_000_000;

/// How the lost packets are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Losses {
    /// Each by itself.
    Random,
    /// In bursts, by the chain of Gilbert.
    Bursts,
}

/// A network that loses packets and delays each by a time of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Network {
    pub(crate) losses: Losses,
    pub(crate) loss_percent: u32,
    /// Added to the least delay, evenly distributed: packets overtake each other.
    pub(crate) jitter_ms: u32,
}

/// Every network of the table.
pub(crate) fn all() -> Vec<Network> {
    let mut networks = Vec::new();
    for losses in [Losses::Random, Losses::Bursts] {
        for loss_percent in LOSS_PERCENTS {
            if losses == Losses::Bursts && loss_percent == 0 {
                continue;
            }
            let more = JITTERS_MS_MORE.iter().filter(|_| loss_percent == 0);
            networks.extend(JITTERS_MS.iter().chain(more).map(|jitter_ms| Network {
                losses,
                loss_percent,
                jitter_ms: *jitter_ms,
            }));
        }
    }
    networks
}

impl Network {
    /// What a cell of it is called.
    pub(crate) fn name(&self) -> String {
        let losses = match self.losses {
            Losses::Random => "random",
            Losses::Bursts => "bursts",
        };
        format!("{losses}-{}-{}", self.loss_percent, self.jitter_ms)
    }

    /// Whether the next packet is lost, after one that was or was not.
    fn loses(&self, losing: bool, rng: &mut Rng) -> bool {
        let share = self.loss_percent * (ALL / 100);
        let chance = match self.losses {
            Losses::Random => share,
            Losses::Bursts if losing => ALL - ALL / BURST_PACKETS,
            // So many bursts begin that in the long run the share is lost.
            Losses::Bursts => {
                let ends = f64::from(ALL / BURST_PACKETS);
                (ends * f64::from(share) / f64::from(ALL - share)) as u32
            }
        };
        rng.below(ALL) < chance
    }
}

/// A network at work.
pub(crate) struct Carrier {
    network: Network,
    rng: Rng,
    losing: bool,
}

impl Carrier {
    pub(crate) fn new(network: Network, seed: u64) -> Self {
        Self {
            network,
            rng: Rng::from_number(seed),
            losing: false,
        }
    }

    /// When a packet that leaves now arrives; `None` where it is lost.
    pub(crate) fn carry(&mut self, now: Instant) -> Option<Instant> {
        self.losing = self.network.loses(self.losing, &mut self.rng);
        let jitter_us = self.rng.below(self.network.jitter_ms * 1000 + 1);
        let delay_us = u64::from(LEAST_DELAY_MS * 1000 + jitter_us);
        (!self.losing).then(|| now + Duration::from_micros(delay_us))
    }
}
