//! TLS of one SDK object: whom we believe, who we are, and what we say when it
//! fails.
//!
//! [`Security`] is made from the settings that `initialize` was given. It reads
//! the certificate [`folder`], narrows the [`cipher_list`], and puts the
//! [`verifier`] in place that knows what names SIP certificates have.

mod cipher_list;
pub(super) mod failure;
mod folder;
mod handshake;
mod identity;
mod security;
mod verifier;

pub(super) use handshake::{accept, connect};
pub(super) use security::{LazySecurity, Security};
pub(super) use verifier::Naming;
