//! The ciphers of the suites, with the session keys of one stream.

use aes::cipher::array::typenum::U16;
use aes::cipher::{Array, BlockCipherEncrypt, BlockSizeUser, KeyInit as _};
use aes::{Aes128Enc, Aes192Enc, Aes256Enc};
use aes_gcm::AesGcm;
use aes_gcm::aead::AeadInOut as _;
use aes_gcm::aead::consts::U12;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

use super::ParametersError;
use super::key_derivation::{SALT_BYTES_MAX, SessionKeys, Stream, add_keystream};
use crate::limits::RTP_DATAGRAM_BYTES_MAX;
use crate::plan::{SrtpParameters, SrtpSuite};

/// Room for the tag of any suite, before it is cut.
pub(super) type Tag = [u8; 20];

/// The nonce of GCM.
const NONCE_BYTES: usize = 12;
/// What is authenticated beside a packet: the roll-over counter of RTP, the
/// index of RTCP.
const BESIDE_BYTES: usize = 4;

/// Which packet of which source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PacketIndex {
    pub(super) ssrc: u32,
    /// 48 bits of SRTP, 31 of SRTCP.
    pub(super) index: u64,
    /// Sent with a packet of SRTCP, and known of one of SRTP.
    pub(super) beside: [u8; BESIDE_BYTES],
}

/// What protects the packets of one stream.
pub(super) struct Transform {
    stream: Stream,
    cipher: Cipher,
    /// Octets of the tag on the wire; 0 where packets are not authenticated.
    tag_bytes: usize,
}

enum Cipher {
    Counter128(CounterMode<Aes128Enc>),
    Counter192(CounterMode<Aes192Enc>),
    Counter256(CounterMode<Aes256Enc>),
    Galois128(Galois<Aes128Enc>),
    Galois256(Galois<Aes256Enc>),
}

impl Transform {
    /// For a stream's packets under these session keys.
    pub(super) fn new(
        parameters: &SrtpParameters,
        stream: Stream,
        keys: &SessionKeys,
    ) -> Result<Self, ParametersError> {
        let suite = parameters.suite;
        let key = keys.encryption();
        let length = |_| ParametersError::KeyLength;
        let cipher = match (suite.is_aead(), suite.key_bytes()) {
            (true, 16) => Cipher::Galois128(Galois {
                cipher: AesGcm::from(Aes128Enc::new_from_slice(key).map_err(length)?),
                salt: keys.salt,
            }),
            (true, _) => Cipher::Galois256(Galois {
                cipher: AesGcm::from(Aes256Enc::new_from_slice(key).map_err(length)?),
                salt: keys.salt,
            }),
            (false, 16) => Cipher::Counter128(CounterMode::new(
                Aes128Enc::new_from_slice(key).map_err(length)?,
                keys,
            )?),
            (false, 24) => Cipher::Counter192(CounterMode::new(
                Aes192Enc::new_from_slice(key).map_err(length)?,
                keys,
            )?),
            (false, _) => Cipher::Counter256(CounterMode::new(
                Aes256Enc::new_from_slice(key).map_err(length)?,
                keys,
            )?),
        };
        Ok(Self {
            stream,
            cipher,
            tag_bytes: tag_bytes(parameters, stream),
        })
    }

    /// Encrypts `packet` behind its first `clear` octets and gives its tag.
    pub(super) fn seal(&self, at: PacketIndex, packet: &mut [u8], clear: usize) -> Option<Tag> {
        match &self.cipher {
            Cipher::Counter128(mode) => Some(mode.seal(at, packet, clear, self.tag_bytes)),
            Cipher::Counter192(mode) => Some(mode.seal(at, packet, clear, self.tag_bytes)),
            Cipher::Counter256(mode) => Some(mode.seal(at, packet, clear, self.tag_bytes)),
            Cipher::Galois128(mode) => mode.seal(self.stream, at, packet, clear),
            Cipher::Galois256(mode) => mode.seal(self.stream, at, packet, clear),
        }
    }

    /// Decrypts `packet` behind its first `clear` octets, if `tag` is its tag;
    /// else it stays as it is.
    pub(super) fn open(
        &self,
        at: PacketIndex,
        packet: &mut [u8],
        clear: usize,
        tag: &[u8],
    ) -> bool {
        match &self.cipher {
            Cipher::Counter128(mode) => mode.open(at, packet, clear, tag),
            Cipher::Counter192(mode) => mode.open(at, packet, clear, tag),
            Cipher::Counter256(mode) => mode.open(at, packet, clear, tag),
            Cipher::Galois128(mode) => mode.open(self.stream, at, packet, clear, tag),
            Cipher::Galois256(mode) => mode.open(self.stream, at, packet, clear, tag),
        }
    }
}

/// Octets of the tag of a packet.
pub(super) fn tag_bytes(parameters: &SrtpParameters, stream: Stream) -> usize {
    let suite: SrtpSuite = parameters.suite;
    match stream {
        Stream::Rtp if parameters.omitted.rtp_authentication => 0,
        Stream::Rtp => suite.rtp_tag_bytes(),
        Stream::Rtcp => suite.rtcp_tag_bytes(),
    }
}

/// AES in counter mode with HMAC-SHA1 (RFC 3711 §4.1.1, §4.2.1).
struct CounterMode<C> {
    cipher: C,
    salt: [u8; SALT_BYTES_MAX],
    mac: Hmac<Sha1>,
}

impl<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> CounterMode<C> {
    fn new(cipher: C, keys: &SessionKeys) -> Result<Self, ParametersError> {
        use hmac::KeyInit as _;
        Ok(Self {
            cipher,
            salt: keys.salt,
            mac: Hmac::new_from_slice(&keys.authentication)
                .map_err(|_| ParametersError::KeyLength)?,
        })
    }

    fn seal(&self, at: PacketIndex, packet: &mut [u8], clear: usize, tag_bytes: usize) -> Tag {
        self.crypt(at, packet, clear);
        if tag_bytes == 0 {
            return Tag::default();
        }
        self.tag(at, packet)
    }

    fn open(&self, at: PacketIndex, packet: &mut [u8], clear: usize, tag: &[u8]) -> bool {
        if !tag.is_empty() && !bool::from(self.tag(at, packet)[..tag.len()].ct_eq(tag)) {
            return false;
        }
        self.crypt(at, packet, clear);
        true
    }

    fn tag(&self, at: PacketIndex, packet: &[u8]) -> Tag {
        let mut mac = self.mac.clone();
        mac.update(packet);
        mac.update(&at.beside);
        mac.finalize().into_bytes().into()
    }

    fn crypt(&self, at: PacketIndex, packet: &mut [u8], clear: usize) {
        let Some(text) = packet.get_mut(clear..).filter(|text| !text.is_empty()) else {
            return;
        };
        let mut iv = [0; 16];
        iv[..14].copy_from_slice(&self.salt);
        add_index(&mut iv[4..14], at);
        add_keystream(&self.cipher, iv, text);
    }
}

/// AES-GCM (RFC 7714 §8, §9).
struct Galois<C> {
    cipher: AesGcm<C, U12>,
    salt: [u8; SALT_BYTES_MAX],
}

impl<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> Galois<C> {
    fn seal(
        &self,
        stream: Stream,
        at: PacketIndex,
        packet: &mut [u8],
        clear: usize,
    ) -> Option<Tag> {
        let (head, text) = packet.split_at_mut_checked(clear)?;
        let mut room = Associated::ROOM;
        let associated = Associated::of(stream, at, head, &mut room)?;
        let sealed =
            self.cipher
                .encrypt_inout_detached(&Array(self.nonce(at)), associated, text.into());
        let mut tag = Tag::default();
        tag[..16].copy_from_slice(&sealed.ok()?);
        Some(tag)
    }

    fn open(
        &self,
        stream: Stream,
        at: PacketIndex,
        packet: &mut [u8],
        clear: usize,
        tag: &[u8],
    ) -> bool {
        let Ok(tag) = <[u8; 16]>::try_from(tag) else {
            return false;
        };
        let Some((head, text)) = packet.split_at_mut_checked(clear) else {
            return false;
        };
        let mut room = Associated::ROOM;
        let Some(associated) = Associated::of(stream, at, head, &mut room) else {
            return false;
        };
        let nonce = Array(self.nonce(at));
        let opened =
            self.cipher
                .decrypt_inout_detached(&nonce, associated, text.into(), &Array(tag));
        opened.is_ok()
    }

    fn nonce(&self, at: PacketIndex) -> [u8; NONCE_BYTES] {
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&self.salt[..NONCE_BYTES]);
        add_index(&mut nonce[2..], at);
        nonce
    }
}

/// The data that is authenticated and not encrypted: of SRTP the header, of
/// SRTCP what is in the clear and the index.
struct Associated;

impl Associated {
    const ROOM: [u8; RTP_DATAGRAM_BYTES_MAX + BESIDE_BYTES] =
        [0; RTP_DATAGRAM_BYTES_MAX + BESIDE_BYTES];

    fn of<'a>(
        stream: Stream,
        at: PacketIndex,
        clear: &'a [u8],
        room: &'a mut [u8],
    ) -> Option<&'a [u8]> {
        if stream == Stream::Rtp {
            return Some(clear);
        }
        let length = clear.len() + BESIDE_BYTES;
        let whole = room.get_mut(..length)?;
        let (front, back) = whole.split_at_mut(clear.len());
        front.copy_from_slice(clear);
        back.copy_from_slice(&at.beside);
        Some(whole)
    }
}

/// Adds source and index to a salt: 4 octets and 6.
fn add_index(salt: &mut [u8], at: PacketIndex) {
    let index = at.index.to_be_bytes().into_iter().skip(2);
    let octets = at.ssrc.to_be_bytes().into_iter().chain(index);
    for (place, octet) in salt.iter_mut().zip(octets) {
        *place ^= octet;
    }
}

#[cfg(test)]
mod tests {
    use smallvec::SmallVec;

    use super::super::hex::hex;
    use super::*;
    use crate::plan::SrtpOmitted;

    /// AES-GCM with the session keys of RFC 7714 §16 and §17.
    fn transform(suite: SrtpSuite, stream: Stream, unencrypted: bool) -> Transform {
        let mut keys = SessionKeys {
            encryption: [0; 32],
            encryption_bytes: suite.key_bytes(),
            authentication: [0; 20],
            salt: [0; SALT_BYTES_MAX],
        };
        for (place, octet) in keys.encryption.iter_mut().enumerate() {
            *octet = place as u8;
        }
        keys.salt[..12].copy_from_slice(b"Quid pro quo");
        let parameters = SrtpParameters {
            suite,
            keys: SmallVec::new(),
            key_derivation_rate: 0,
            omitted: SrtpOmitted {
                rtp_encryption: unencrypted,
                rtcp_encryption: unencrypted,
                ..SrtpOmitted::default()
            },
        };
        Transform::new(&parameters, stream, &keys).expect("a transform")
    }

    const HEADER: &str = "8040f17b 8041f8d3 5501a0b2";
    const WORDS: &str = concat!(
        "47616c6c 69612065 7374206f 6d6e6973 20646976 69736120 696e2070",
        "61727465 73207472 6573"
    );
    const RTP: PacketIndex = PacketIndex {
        ssrc: 0x5501_a0b2,
        index: 0xf17b,
        beside: [0; 4],
    };
    const REPORT: &str = concat!(
        "4e545031 4e545032 52545020 0000042a 0000e930 4c756e61",
        "deadbeef deadbeef deadbeef deadbeef deadbeef"
    );

    /// SRTCP with the index of the examples, and whether it says that it is encrypted.
    fn rtcp(encrypted: u32) -> PacketIndex {
        PacketIndex {
            ssrc: 0x4d61_7273,
            index: 0x5d4,
            beside: (encrypted << 31 | 0x5d4).to_be_bytes(),
        }
    }

    /// What a header and what is behind it are sealed to, with their tag, and back.
    fn assert_seals(
        transform: &Transform,
        at: PacketIndex,
        header: &str,
        (clear, sealed): (&str, &str),
        tag: &str,
    ) {
        let plain = [hex(header), hex(clear)].concat();
        let sealed = [hex(header), hex(sealed)].concat();
        let clear_bytes = hex(header).len();
        let mut packet = plain.clone();
        let made = transform.seal(at, &mut packet, clear_bytes).expect("a tag");
        assert_eq!(packet, sealed);
        assert_eq!(made[..16], hex(tag));
        assert!(!transform.open(at, &mut packet, clear_bytes, &[0; 16]));
        assert_eq!(packet, sealed);
        assert!(transform.open(at, &mut packet, clear_bytes, &made[..16]));
        assert_eq!(packet, plain);
    }

    /// RFC 7714 §16.1.1, §16.2.1.
    #[test]
    fn rtp_in_gcm() {
        let short = concat!(
            "f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a",
            "51c7d19b 36de3adf 8833"
        );
        let transform128 = transform(SrtpSuite::AeadAes128Gcm, Stream::Rtp, false);
        let tag = "899d7f27 beb16a91 52cf765e e4390cce";
        assert_seals(&transform128, RTP, HEADER, (WORDS, short), tag);
        let long = concat!(
            "32b1de78 a822fe12 ef9f78fa 332e33aa b1801238 9a58e2f3 b50b2a02",
            "76ffae0f 1ba63799 b87b"
        );
        let transform256 = transform(SrtpSuite::AeadAes256Gcm, Stream::Rtp, false);
        let tag = "7aa3db36 dfffd6b0 f9bb7878 d7a76c13";
        assert_seals(&transform256, RTP, HEADER, (WORDS, long), tag);
    }

    /// RFC 7714 §17.1, §17.2.
    #[test]
    fn rtcp_in_gcm() {
        let header = "81c8000d 4d617273";
        let short = concat!(
            "63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d",
            "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b"
        );
        let transform128 = transform(SrtpSuite::AeadAes128Gcm, Stream::Rtcp, false);
        let tag = "c84aa458 96cf4d2f c5abf872 45d9eade";
        assert_seals(&transform128, rtcp(1), header, (REPORT, short), tag);
        let long = concat!(
            "d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50",
            "a2eaa5c1 110555be 8415f658 c61de047 6f1b6fad"
        );
        let transform256 = transform(SrtpSuite::AeadAes256Gcm, Stream::Rtcp, false);
        let tag = "1d1eb30c 4446839f 57ff6f6c b26ac3be";
        assert_seals(&transform256, rtcp(1), header, (REPORT, long), tag);
    }

    /// RFC 7714 §16.2.3, §17.3: all of the packet is authenticated and none encrypted.
    #[test]
    fn gcm_that_only_authenticates() {
        let whole = [HEADER, WORDS].concat();
        let transform256 = transform(SrtpSuite::AeadAes256Gcm, Stream::Rtp, true);
        let tag = "a866d591 0f887463 067ceefe c45215d4";
        assert_seals(&transform256, RTP, &whole, ("", ""), tag);
        let whole = ["81c8000d 4d617273", REPORT].concat();
        let transform128 = transform(SrtpSuite::AeadAes128Gcm, Stream::Rtcp, true);
        let tag = "841dd968 3dd78ec9 2ae58790 125f62b3";
        assert_seals(&transform128, rtcp(0), &whole, ("", ""), tag);
    }
}
