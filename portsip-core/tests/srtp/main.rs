//! SRTP and SRTCP: known packets, round trips, and what is not taken.

mod other_implementation;
mod packets;
mod refusals;
mod vectors;
