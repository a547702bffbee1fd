//! Digest authentication (RFC 3261 §22, RFC 7616, RFC 8760).
//!
//! A 401 or 407 goes into [`Authenticator::handle_challenge`]; then
//! [`Authenticator::authorize`] puts credentials on the request that is sent
//! again, and on all that follow.

mod authenticator;
mod challenge;
mod digest;

pub use authenticator::{Attempt, AuthError, Authenticator};
pub use challenge::{Algorithm, Challenge, QualityOfProtection, challenges};
pub use digest::{DigestInput, HexDigest, digest_response};
