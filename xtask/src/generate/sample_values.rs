//! What the parameters of sample events are, which the test hook of the library
//! works out by the same rules in `dispatcher/sample_values.rs`.

/// The number at `place`, counted from 0, of the event `event`.
pub(super) const fn number(event: usize, place: usize) -> usize {
    1000 * (event + 1) + place
}

/// The boolean there.
pub(super) const fn flag(event: usize, place: usize) -> bool {
    (event + place) % 2 == 1
}

/// A text or SIP message: the name of the parameter, and characters of one to
/// four bytes.
pub(super) fn text(name: &str, event: usize) -> String {
    format!("{name} {event} é 日本 📞")
}

/// The body there, with a zero and bytes that are not UTF-8.
pub(super) const fn bytes(event: usize, place: usize) -> [usize; 5] {
    [0, 255, event, place, b'x' as usize]
}
