//! DTMF: RFC 4733 events both ways, and tones in the sound itself.
