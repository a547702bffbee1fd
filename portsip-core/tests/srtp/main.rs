//! SRTP and SRTCP: known packets, round trips, and what is not taken.

mod packets;
mod refusals;
mod vectors;
