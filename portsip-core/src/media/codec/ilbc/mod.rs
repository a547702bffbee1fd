//! iLBC (RFC 3951, RFC 3952): 8 kHz in frames of 20 or 30 ms, each of which is
//! decoded without the one before.
//!
//! A frame is two or three short-term [`spectrum`]s and the residual behind
//! them. Its loudest 57 or 58 samples, the [`start_state`], are sent one by
//! one; from there the other samples follow forwards and backwards in
//! [`blocks`], each as vectors of a [`codebook`] of what is known already.
//! The decoder smooths the residual over periods of the pitch ([`enhancer`]),
//! and goes on with it where a frame is lost ([`concealment`]).

mod analysis;
mod blocks;
mod codebook;
mod concealment;
mod decode;
mod encode;
mod enhancer;
mod filters;
mod frame;
mod lsf_codebook;
mod mode;
mod pitch_sequence;
mod search;
mod spectrum;
mod start_state;
mod tables;
#[cfg(test)]
mod tests;
mod windows;

pub(super) use decode::IlbcDecoder;
pub(super) use encode::IlbcEncoder;
