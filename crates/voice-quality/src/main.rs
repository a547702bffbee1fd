//! Speech over bad networks, in virtual time: for each network and codec what the other
//! side hears, as a WAV file.
//!
//!     voice-quality FOLDER
//!
//! Takes `FOLDER/speech-RATE.wav` (16-bit mono at 8000, 16000 and 48000 Hz); writes a WAV
//! file for each cell, the packets as they arrive of the cells that a peer is to hear too,
//! and `cells.json`, which tells of each cell what was measured.

mod call;
mod network;
mod speech;
mod trace;

use std::error::Error;
use std::path::Path;

use portsip_core::plan::AudioCodec;
use serde_json::{Value, json};

use call::Sending;
use network::{Carrier, Losses, Network};
use speech::Speech;

/// What is sent, with the name its cells bear.
const SENDINGS: [(Sending, &str); 4] = [
    (Sending::of(AudioCodec::Pcmu), "PCMU"),
    (
        Sending {
            codec: AudioCodec::Pcmu,
            copies: 1,
        },
        "PCMU with a copy",
    ),
    (Sending::of(AudioCodec::G722), "G.722"),
    (Sending::of(AudioCodec::Opus), "Opus"),
];
/// Where each random network begins.
const SEED: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        return Err("usage: voice-quality FOLDER".into());
    };
    let folder = Path::new(&folder);
    let mut cells = Vec::new();
    for (sending, name) in SENDINGS {
        let speech = Speech::read(folder, sending.codec.sample_rate_hz())?;
        for network in network::all() {
            cells.push(run(folder, (sending, name), &speech, network)?);
        }
    }
    let text = serde_json::to_string_pretty(&Value::Array(cells))?;
    std::fs::write(folder.join("cells.json"), text)?;
    Ok(())
}

/// One cell: speech goes over the network, and what is heard is kept.
fn run(
    folder: &Path,
    (sending, name): (Sending, &str),
    speech: &Speech,
    network: Network,
) -> Result<Value, Box<dyn Error>> {
    let heard = call::run(sending, &speech.samples, Carrier::new(network, SEED));
    let file = format!("{name}-{}.wav", network.name());
    speech::write(&folder.join(&file), heard.rate_hz, &heard.samples)?;
    let alone = sending == Sending::of(AudioCodec::Pcmu);
    let trace = (alone && network.jitter_ms == 0 && network.loss_percent > 0)
        .then(|| format!("{name}-{}.trace", network.name()));
    if let Some(trace) = &trace {
        trace::write(&folder.join(trace), &heard.arrivals)?;
    }
    Ok(json!({
        "codec": name,
        "losses": match network.losses { Losses::Random => "random", Losses::Bursts => "bursts" },
        "loss_percent": network.loss_percent,
        "jitter_ms": network.jitter_ms,
        "lost": heard.lost,
        "concealed": heard.concealed,
        "buffer_ms": heard.buffer_ms,
        "least_delay_ms": network::LEAST_DELAY_MS,
        "source": speech.file,
        "heard": file,
        "trace": trace,
    }))
}
