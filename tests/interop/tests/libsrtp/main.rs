//! SRTP and SRTCP beside libsrtp: of the same packets both make the same, each opens what
//! the other made, and both refuse what was changed, cut, repeated, or is too old.
//!
//! Where the two differ, in what RFC 3711 leaves open or libsrtp does in its own way, only
//! what is common is tested:
//!
//! - libsrtp counts reports from 1, we from 0 (§3.4): one of ours goes before.
//! - A sender's number that goes back is a late packet to libsrtp and the next round to us:
//!   numbers grow by less than 2^15.
//! - A receiver of libsrtp takes the first packet that it hears for one of the first round,
//!   ours tries the second too (§3.3.1): first packets are not late.
//! - The replay window must have 64 places (§3.3.2): it has 128 here and there.
//! - Every SRTCP packet says whether it is encrypted. Against what was agreed we open one
//!   that is, and refuse one that is not; libsrtp refuses both in counter mode and opens
//!   both with GCM.
//! - libsrtp counts on when it goes to another master key, we count anew with each.
//! - libsrtp never derives session keys anew (§4.3.1).

mod keys;
mod packets;
mod pair;
mod refusals;
mod streams;
