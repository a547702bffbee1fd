//! What the parameters of sample events are. Tests of the bindings work the
//! same values out for themselves.

use super::Handlers;
use super::samples::SAMPLES;

/// How many events there are.
pub(crate) const EVENTS: i32 = SAMPLES.len() as i32;

/// Calls the handler of the event `number` with its sample values.
pub(super) fn raise(handlers: &Handlers, number: i32) {
    let sample = usize::try_from(number).ok().and_then(|n| SAMPLES.get(n));
    if let Some(sample) = sample {
        sample(handlers);
    }
}

/// The number at `place`, counted from 0, of the event `event`.
pub(super) const fn number(event: i32, place: i32) -> i32 {
    1000 * (event + 1) + place
}

/// The boolean there.
pub(super) const fn flag(event: i32, place: i32) -> bool {
    (event + place) % 2 == 1
}

/// A text or SIP message: the name of the parameter, and characters of one to
/// four bytes.
pub(super) fn text(name: &str, event: i32) -> String {
    format!("{name} {event} é 日本 📞")
}

/// The body there, with a zero and bytes that are not UTF-8.
pub(super) const fn bytes(event: i32, place: i32) -> [u8; 5] {
    [0, 255, event as u8, place as u8, b'x']
}
