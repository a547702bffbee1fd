//! SRTP and SRTCP (RFC 3711, RFC 6188, RFC 7714), sans-IO and in place.
//!
//! [`SendContext`] protects what leaves, [`ReceiveContext`] opens what comes.
//! Both are made of [`crate::plan::SrtpParameters`], however these were agreed
//! on. Nothing is allocated for a packet. What was not authenticated changes no
//! state, and no packet is taken twice.
//!
//! The index of an RTP packet has a part that is not sent, the roll-over
//! counter. It begins at 0 with the keys, as session descriptions have no way
//! to say otherwise; a receiver that joins late tries what else it may be.

#[cfg(test)]
mod hex;
mod key_derivation;
mod master_key;
mod packet;
mod receive;
mod replay;
mod send;
mod source;
mod transform;

pub use receive::{ReceiveContext, Refusal};
pub use send::{ProtectError, SendContext};

use crate::plan::SrtpParameters;

/// Why parameters make no context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParametersError {
    /// A key is not as long as its suite wants it.
    #[error("a key of the wrong length")]
    KeyLength,
    /// No key, too many, or several that packets could not tell apart.
    #[error("keys that cannot be told apart")]
    Keys,
    /// Session keys derived anew after a number of packets that is no power of
    /// two, or above 2^24 (RFC 3711 §4.3.1).
    #[error("no key derivation rate")]
    KeyDerivationRate,
    /// A suite cannot do without what is left out.
    #[error("the suite cannot leave this out")]
    Omitted,
}

/// Checks what contexts rely on.
fn check(parameters: &SrtpParameters) -> Result<(), ParametersError> {
    use crate::limits::{SRTP_KEY_IDENTIFIER_BYTES_MAX, SRTP_MASTER_KEYS_MAX};

    let suite = parameters.suite;
    let keys = &parameters.keys;
    let first = keys.first().ok_or(ParametersError::Keys)?;
    let identifier_bytes = first.identifier.len();
    let apart = keys.iter().enumerate().all(|(place, key)| {
        let before = &keys[..place];
        key.identifier.len() == identifier_bytes
            && before
                .iter()
                .all(|other| other.identifier != key.identifier)
    });
    if !apart
        || keys.len() > SRTP_MASTER_KEYS_MAX
        || identifier_bytes > SRTP_KEY_IDENTIFIER_BYTES_MAX
    {
        return Err(ParametersError::Keys);
    }
    let bytes = suite.key_bytes() + suite.salt_bytes();
    if keys
        .iter()
        .any(|key| key.key_and_salt.expose().len() != bytes)
    {
        return Err(ParametersError::KeyLength);
    }
    let rate = parameters.key_derivation_rate;
    if rate != 0 && (!rate.is_power_of_two() || rate > 1 << 24) {
        return Err(ParametersError::KeyDerivationRate);
    }
    let omitted = parameters.omitted;
    if suite.is_aead() && (omitted.rtp_encryption || omitted.rtp_authentication) {
        return Err(ParametersError::Omitted);
    }
    Ok(())
}
