//! Session descriptions and their negotiation.

mod ends;
mod negotiation;
mod properties;
mod samples;
