//! Codecs of the system's libraries, behind safe types.
//!
//! Nothing is linked: a library is opened when a codec of it is first asked
//! for, and stays. Where it is missing, [`Missing`] says so, and the next time
//! it is looked for again. Any octets may be decoded: what the library would
//! read beyond them is checked or filled up here.

pub mod amr;
pub mod lame;
mod library;
mod place;
pub mod speex;

/// The library of a codec is not installed, lacks a function, or refused to
/// set up a coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the codec's library is missing")
    }
}

impl std::error::Error for Missing {}
