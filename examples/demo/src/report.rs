//! What the call was like: the timeline of events, the numbers, the ladder.

use phone::Event;
use serde_json::Value;

use crate::ladder::{Ladder, Step, StepKind, label};

/// Prints the timeline of both phones and what the statistics say.
pub(crate) fn print(alice: &[Event], bob: &[Event], statistics: &[(&'static str, Value)]) {
    println!("Timeline\n");
    let mut all: Vec<(&str, &Event)> = Vec::new();
    all.extend(alice.iter().map(|event| ("alice", event)));
    all.extend(bob.iter().map(|event| ("bob", event)));
    all.sort_by_key(|(_, event)| event.at);
    for (who, event) in all {
        if is_signalling(event) || event.name == "onStatistics" {
            continue;
        }
        let ms = event.at.as_secs_f64() * 1000.0;
        println!(
            "{ms:>9.1} ms  {who:<6} {:<22} {}",
            event.name,
            details(event)
        );
    }
    println!("\nMedia\n");
    for (who, json) in statistics {
        println!("  {who}: {}", media_line(json));
    }
}

fn details(event: &Event) -> String {
    let session = if event.session > 0 {
        format!("call {} ", event.session)
    } else {
        String::new()
    };
    let status = if event.status > 0 || event.name == "onRecvDtmfTone" {
        format!("{} ", event.status)
    } else {
        String::new()
    };
    format!("{session}{status}{}", event.text)
}

fn media_line(json: &Value) -> String {
    let audio = &json["audio"];
    let (sent, received) = (&audio["sent"], &audio["received"]);
    format!(
        "{} sent {} packets, received {}, loss {} %, jitter {} ms, round trip {} ms, \
         jitter buffer {} ms, concealed {} %, MOS {}",
        text(&sent["codec"]),
        sent["packets"],
        received["packets"],
        received["loss_percent"],
        received["jitter_ms"],
        audio["round_trip_ms"],
        received["jitter_buffer_ms"],
        received["concealed_percent"],
        received["mos"],
    )
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("no codec")
}

/// The ladder as Alice saw it, in the order of her events, with the media
/// events between.
pub(crate) fn ladder([left, right]: [String; 2], alice: &[Event], bob: &[Event]) -> Ladder {
    let mut steps: Vec<Step> = alice
        .iter()
        .filter(|event| is_signalling(event))
        .map(|event| Step {
            at: event.at,
            kind: StepKind::Message {
                from_left: event.name == "onSendingSignaling",
                label: label(&event.message),
            },
        })
        .collect();
    steps.extend(notes(alice, bob));
    steps.sort_by_key(|step| step.at);
    Ladder { left, right, steps }
}

fn notes(alice: &[Event], bob: &[Event]) -> Vec<Step> {
    let mut notes = Vec::new();
    let mut note = |event: Option<&Event>, text: String| {
        if let Some(event) = event {
            notes.push(Step {
                at: event.at,
                kind: StepKind::Note(text),
            });
        }
    };
    let named = |events: &[Event], name: &str| events.iter().position(|event| event.name == name);
    note(
        named(alice, "onPlayFileFinished").map(|at| &alice[at]),
        "RTP: speech played to Bob and recorded".to_owned(),
    );
    let keys: Vec<&Event> = bob
        .iter()
        .filter(|event| event.name == "onRecvDtmfTone")
        .collect();
    note(
        keys.last().copied(),
        format!("RTP: {} keys received (RFC 4733)", keys.len()),
    );
    notes
}

fn is_signalling(event: &Event) -> bool {
    matches!(event.name, "onSendingSignaling" | "onReceivedSignaling")
}
