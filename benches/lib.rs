//! Support code shared by the benchmarks.

pub mod calls;
pub mod media;
pub mod messages;
