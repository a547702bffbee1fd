//! The audio graph: frames, gains, mixing, sample-rate conversion.
