//! Session keys from a master key (RFC 3711 §4.3, RFC 6188 §3, RFC 7714 §11).

use aes::cipher::array::typenum::U16;
use aes::cipher::{
    Array, BlockCipherEncrypt, BlockSizeUser, InnerIvInit as _, KeyInit as _, StreamCipherCore as _,
};
use aes::{Aes128Enc, Aes192Enc, Aes256Enc};
use ctr::CtrCore;
use ctr::flavors::Ctr128BE;
use zeroize::Zeroize as _;

use crate::plan::SrtpSuite;

/// The longest session key, and room for the keystream's blocks.
pub(super) const SESSION_KEY_BYTES_MAX: usize = 32;
/// The key of HMAC-SHA1 (RFC 3711 §8.2).
pub(super) const MAC_KEY_BYTES: usize = 20;
/// The salt of counter mode; that of GCM is shorter.
pub(super) const SALT_BYTES_MAX: usize = 14;

/// Whose session keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// Those of SRTP.
    Rtp,
    /// Those of SRTCP.
    Rtcp,
}

impl Stream {
    /// What tells the keys of a master key apart (RFC 3711 §4.3.1, §4.3.2).
    fn label(self, key: SessionKey) -> u8 {
        let first = match self {
            Self::Rtp => 0,
            Self::Rtcp => 3,
        };
        first + key as u8
    }
}

#[derive(Clone, Copy)]
enum SessionKey {
    Encryption = 0,
    Authentication = 1,
    Salt = 2,
}

/// The session keys of one stream.
pub(super) struct SessionKeys {
    pub(super) encryption: [u8; SESSION_KEY_BYTES_MAX],
    /// As long as the suite has it.
    pub(super) encryption_bytes: usize,
    pub(super) authentication: [u8; MAC_KEY_BYTES],
    pub(super) salt: [u8; SALT_BYTES_MAX],
}

impl SessionKeys {
    /// Those for packets whose index divided by the key derivation rate is
    /// `ratio`; `master` is the master key with its salt.
    pub(super) fn derive(suite: SrtpSuite, master: &[u8], stream: Stream, ratio: u64) -> Self {
        let (key, master_salt) = master.split_at(suite.key_bytes().min(master.len()));
        let mut keys = Self {
            encryption: [0; SESSION_KEY_BYTES_MAX],
            encryption_bytes: suite.key_bytes(),
            authentication: [0; MAC_KEY_BYTES],
            salt: [0; SALT_BYTES_MAX],
        };
        let generate = |kind, out: &mut [u8]| {
            generate(key, iv(master_salt, stream.label(kind), ratio), out);
        };
        generate(
            SessionKey::Encryption,
            &mut keys.encryption[..suite.key_bytes()],
        );
        generate(SessionKey::Authentication, &mut keys.authentication);
        generate(SessionKey::Salt, &mut keys.salt[..suite.salt_bytes()]);
        keys
    }

    /// The encryption key.
    pub(super) fn encryption(&self) -> &[u8] {
        &self.encryption[..self.encryption_bytes]
    }
}

impl Drop for SessionKeys {
    fn drop(&mut self) {
        self.encryption.zeroize();
        self.authentication.zeroize();
        self.salt.zeroize();
    }
}

/// The salt, at the left where it has 96 bits, with label and ratio in its last
/// seven octets; the block counter behind it.
fn iv(master_salt: &[u8], label: u8, ratio: u64) -> [u8; 16] {
    let mut iv = [0; 16];
    for (place, octet) in iv.iter_mut().zip(master_salt.iter().take(SALT_BYTES_MAX)) {
        *place = *octet;
    }
    let identifier = u64::from(label) << 48 | ratio & 0xFFFF_FFFF_FFFF;
    for (place, octet) in iv[6..14].iter_mut().zip(identifier.to_be_bytes()) {
        *place ^= octet;
    }
    iv
}

/// The keystream of AES in counter mode, which is the pseudo-random function.
fn generate(key: &[u8], iv: [u8; 16], out: &mut [u8]) {
    if let Ok(cipher) = Aes128Enc::new_from_slice(key) {
        add_keystream(&cipher, iv, out);
    } else if let Ok(cipher) = Aes192Enc::new_from_slice(key) {
        add_keystream(&cipher, iv, out);
    } else if let Ok(cipher) = Aes256Enc::new_from_slice(key) {
        add_keystream(&cipher, iv, out);
    }
}

/// Adds the keystream of counter mode to `text`.
pub(super) fn add_keystream<C>(cipher: &C, iv: [u8; 16], text: &mut [u8])
where
    C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>,
{
    let stream: CtrCore<&C, Ctr128BE> = CtrCore::inner_iv_init(cipher, &Array(iv));
    stream.apply_keystream_partial(text.into());
}

#[cfg(test)]
mod tests {
    use super::super::hex::hex;
    use super::*;

    /// RFC 3711 §B.3.
    #[test]
    fn session_keys_of_128_bits() {
        let master = hex("e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6");
        let suite = SrtpSuite::AesCm128HmacSha1Tag80;
        let keys = SessionKeys::derive(suite, &master, Stream::Rtp, 0);
        assert_eq!(keys.encryption(), hex("c61e7a93744f39ee10734afe3ff7a087"));
        assert_eq!(keys.salt.to_vec(), hex("30cbbc08863d8c85d49db34a9ae1"));
        assert_eq!(
            keys.authentication.to_vec(),
            hex("cebe321f6ff7716b6fd4ab49af256a156d38baa4")
        );
    }

    /// RFC 6188 §7.4.
    #[test]
    fn session_keys_of_192_bits() {
        let master = hex(concat!(
            "73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1",
            "c8522f3acd4ce86d5add78edbb11"
        ));
        let suite = SrtpSuite::AesCm192HmacSha1Tag80;
        let keys = SessionKeys::derive(suite, &master, Stream::Rtp, 0);
        assert_eq!(
            keys.encryption(),
            hex("31874736a8f1143870c26e4857d8a5b2c4a354407faadabb")
        );
        assert_eq!(keys.salt.to_vec(), hex("2372b82d639b6d8503a47adc0a6c"));
        assert_eq!(
            keys.authentication.to_vec(),
            hex("355b10973cd95b9eacf4061c7e1a7151e7cfbfcb")
        );
    }

    /// RFC 6188 §7.2.
    #[test]
    fn session_keys_of_256_bits() {
        let master = hex(concat!(
            "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6",
            "3b04803de51ee7c96423ab5b78d2"
        ));
        let suite = SrtpSuite::AesCm256HmacSha1Tag80;
        let keys = SessionKeys::derive(suite, &master, Stream::Rtp, 0);
        assert_eq!(
            keys.encryption(),
            hex("5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4")
        );
        assert_eq!(keys.salt.to_vec(), hex("fa31791685ca444a9e07c6c64e93"));
        assert_eq!(
            keys.authentication.to_vec(),
            hex("fd9c32d39ed5fbb5a9dc96b30818454d1313dc05")
        );
    }

    /// RFC 3711 §B.2, RFC 6188 §7.3 and §7.1.
    #[test]
    fn keystreams_of_counter_mode() {
        let iv = |text: &str| hex(text).try_into().expect("16 octets");
        let iv: [u8; 16] = iv("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000");
        let mut stream = [0; 32];
        let cipher = Aes128Enc::new_from_slice(&hex("2b7e151628aed2a6abf7158809cf4f3c"));
        add_keystream(&cipher.expect("a key"), iv, &mut stream);
        assert_eq!(
            stream.to_vec(),
            hex("e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab")
        );
        let mut stream = [0; 32];
        let cipher =
            Aes192Enc::new_from_slice(&hex("eab234764e517b2d3d160d587d8c86219740f65f99b6bcf7"));
        add_keystream(&cipher.expect("a key"), iv, &mut stream);
        assert_eq!(
            stream.to_vec(),
            hex("35096cba4610028dc1b57503804ce37c5de986291dcce161d5165ec4568f5c9a")
        );
        let mut stream = [0; 32];
        let key = hex("57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98");
        let cipher = Aes256Enc::new_from_slice(&key);
        add_keystream(&cipher.expect("a key"), iv, &mut stream);
        assert_eq!(
            stream.to_vec(),
            hex("92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac")
        );
    }

    #[test]
    fn each_stream_and_ratio_has_keys_of_its_own() {
        let master = [7; 30];
        let key = |stream, ratio| {
            let suite = SrtpSuite::AesCm128HmacSha1Tag80;
            let keys = SessionKeys::derive(suite, &master, stream, ratio);
            keys.encryption().to_vec()
        };
        assert_ne!(key(Stream::Rtp, 0), key(Stream::Rtcp, 0));
        assert_ne!(key(Stream::Rtp, 0), key(Stream::Rtp, 1));
    }
}
