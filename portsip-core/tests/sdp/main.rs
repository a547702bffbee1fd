//! Session descriptions and their negotiation.

mod amr;
mod bundle;
mod dtls;
mod ends;
mod ice;
mod ilbc;
mod negotiation;
mod properties;
mod redundancy;
mod samples;
mod speex;
mod srtp;
