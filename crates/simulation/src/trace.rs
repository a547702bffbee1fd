//! The ladder of a run: who sent what to whom, and what became of it.

use std::fmt::Write as _;
use std::net::SocketAddr;

use portsip_core::clock::Instant;

use crate::network::{Arrivals, Datagram};

/// Everything that happened, in its order.
#[derive(Default)]
pub(crate) struct Trace {
    lines: Vec<String>,
    /// A run of thousands of calls keeps none.
    pub(crate) silent: bool,
}

/// Lines printed at most: the end of a run is what matters.
const LINES_PRINTED_MAX: usize = 400;

impl Trace {
    pub(crate) fn sent(
        &mut self,
        now: Instant,
        datagram: &Datagram,
        arrivals: Arrivals,
        name: impl Fn(SocketAddr) -> String,
    ) {
        if self.silent {
            return;
        }
        let fate = match arrivals.copies {
            0 => "  ✗ lost".to_owned(),
            1 => format!("  +{} ms", (arrivals.last - now).as_millis()),
            copies => format!("  ×{copies} +{} ms", (arrivals.last - now).as_millis()),
        };
        let arrow = format!("{} → {}", name(datagram.from), name(datagram.to));
        self.push(now, &format!("{arrow:24} {}{fate}", described(datagram)));
    }

    pub(crate) fn noted(&mut self, now: Instant, who: &str, what: &str) {
        if !self.silent {
            self.push(now, &format!("{who:24} · {what}"));
        }
    }

    pub(crate) fn print(&self, seed: u64) {
        let skipped = self.lines.len().saturating_sub(LINES_PRINTED_MAX);
        let mut text = format!("\nSIMULATION_SEED={seed}; {skipped} lines left out\n");
        for line in self.lines.iter().skip(skipped) {
            let _ = writeln!(text, "{line}");
        }
        eprintln!("{text}");
    }

    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    fn push(&mut self, now: Instant, text: &str) {
        let ms = now.as_micros() / 1000;
        self.lines
            .push(format!("{:6}.{:03}  {text}", ms / 1000, ms % 1000));
    }
}

/// The first line with the `CSeq`, and the direction of media where there is a body.
fn described(datagram: &Datagram) -> String {
    let text = String::from_utf8_lossy(&datagram.payload);
    let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
    let cseq = header("CSeq:").unwrap_or("").trim();
    let direction = text
        .lines()
        .find(|line| {
            matches!(
                *line,
                "a=sendrecv" | "a=sendonly" | "a=recvonly" | "a=inactive"
            )
        })
        .unwrap_or("");
    format!("{}  [{cseq}] {direction}", datagram.first_line())
}
