//! Session descriptions and their negotiation.

mod amr;
mod ends;
mod negotiation;
mod properties;
mod samples;
mod speex;
