//! GSM full rate (GSM 06.10, RFC 3551 §4.5.8): 8 kHz in frames of 20 ms and 33
//! octets, bit for bit as the standard computes.
//!
//! A frame is a short-term filter ([`short_term`], its coefficients from
//! [`prediction_analysis`] by way of [`log_area_ratios`]) and four subframes of
//! a prediction from the pitch period before ([`long_term`]) and thirteen
//! [`pulses`].

mod arithmetic;
mod decode;
mod encode;
mod frame;
mod log_area_ratios;
mod long_term;
mod pre_emphasis;
mod prediction_analysis;
mod pulses;
mod short_term;
mod substitution;
#[cfg(test)]
mod tests;

pub(super) use decode::GsmDecoder;
pub(super) use encode::GsmEncoder;
