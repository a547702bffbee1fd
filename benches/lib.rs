//! Support code shared by the benchmarks.

pub mod messages;
