//! Documents in bodies: what real systems send, and what holds for every one.

mod hostile;
mod properties;
mod samples;
