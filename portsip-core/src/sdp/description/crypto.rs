//! `a=crypto`: the keys of a stream in its description (RFC 4568).

use std::fmt;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use smallvec::SmallVec;
use zeroize::Zeroizing;

use crate::limits::{SRTP_KEY_IDENTIFIER_BYTES_MAX, SRTP_MASTER_KEYS_MAX};
use crate::plan::{MasterKey, MasterKeyIdentifier, SrtpOmitted, SrtpParameters, SrtpSuite};
use crate::secret::SecretBytes;

/// Some leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The longest exponent of the key derivation rate (RFC 4568 §6.3.1).
const RATE_EXPONENT_MAX: u32 = 24;

/// One `a=crypto` line: how its author protects what it sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crypto {
    /// Names the line within its media line; the answer repeats it.
    pub tag: u32,
    /// Suite, keys and session parameters.
    pub parameters: SrtpParameters,
}

impl Crypto {
    /// Reads what stands behind `a=crypto:`; `None` where it is malformed, or
    /// has something that we do not know and may not pass over.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let mut words = value.split_ascii_whitespace();
        let tag = words.next().filter(|tag| tag.len() <= 9)?.parse().ok()?;
        let suite = SrtpSuite::from_name(words.next()?)?;
        let mut parameters = SrtpParameters {
            suite,
            keys: keys(suite, words.next()?)?,
            key_derivation_rate: 0,
            omitted: SrtpOmitted::default(),
        };
        for word in words {
            take_session_parameter(&mut parameters, word)?;
        }
        let omitted = parameters.omitted;
        let splits_aead = omitted.rtp_encryption || omitted.rtp_authentication;
        (!(suite.is_aead() && splits_aead)).then_some(Self { tag, parameters })
    }
}

/// What stands behind `a=crypto:`. This shows the keys: it is for messages, not
/// for logs.
impl fmt::Display for Crypto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = &self.parameters;
        write!(f, "{} {} ", self.tag, parameters.suite.name())?;
        for (place, key) in parameters.keys.iter().enumerate() {
            if place > 0 {
                f.write_str(";")?;
            }
            let text = Zeroizing::new(BASE64.encode(key.key_and_salt.expose()));
            write!(f, "inline:{}", *text)?;
            match key.lifetime_packets {
                Some(packets) if packets.is_power_of_two() => {
                    write!(f, "|2^{}", packets.trailing_zeros())?;
                }
                Some(packets) => write!(f, "|{packets}")?,
                None => {}
            }
            if !key.identifier.is_empty() {
                let octets = key.identifier.iter();
                let number = octets.fold(0_u128, |number, octet| number << 8 | u128::from(*octet));
                write!(f, "|{number}:{}", key.identifier.len())?;
            }
        }
        let omitted = parameters.omitted;
        if parameters.key_derivation_rate != 0 {
            let exponent = parameters.key_derivation_rate.trailing_zeros();
            write!(f, " KDR={exponent}")?;
        }
        let flags = [
            (omitted.rtp_encryption, " UNENCRYPTED_SRTP"),
            (omitted.rtcp_encryption, " UNENCRYPTED_SRTCP"),
            (omitted.rtp_authentication, " UNAUTHENTICATED_SRTP"),
        ];
        for (set, name) in flags {
            if set {
                f.write_str(name)?;
            }
        }
        Ok(())
    }
}

/// `inline:<key and salt>[|<lifetime>][|<identifier>:<length>]`, several parted
/// by `;` and told apart by identifiers of one length (RFC 4568 §6.1).
fn keys(suite: SrtpSuite, text: &str) -> Option<SmallVec<[MasterKey; 1]>> {
    let mut keys: SmallVec<[MasterKey; 1]> = SmallVec::new();
    for text in text.split(';') {
        let key = key(suite, text)?;
        let first = keys.first().unwrap_or(&key);
        let same_length = first.identifier.len() == key.identifier.len();
        let apart = keys.iter().all(|other| other.identifier != key.identifier);
        if !same_length || !apart || keys.len() == SRTP_MASTER_KEYS_MAX {
            return None;
        }
        keys.push(key);
    }
    Some(keys)
}

fn key(suite: SrtpSuite, text: &str) -> Option<MasterKey> {
    let (method, info) = text.split_once(':')?;
    if !method.eq_ignore_ascii_case("inline") {
        return None;
    }
    let mut parts = info.split('|');
    let octets = Zeroizing::new(BASE64.decode(parts.next()?).ok()?);
    if octets.len() != suite.key_bytes() + suite.salt_bytes() {
        return None;
    }
    let mut key = MasterKey {
        key_and_salt: SecretBytes::new(octets.as_slice()),
        identifier: MasterKeyIdentifier::new(),
        lifetime_packets: None,
    };
    let mut part = parts.next();
    if let Some(text) = part.filter(|text| !text.contains(':')) {
        key.lifetime_packets = Some(lifetime(text)?);
        part = parts.next();
    }
    if let Some(text) = part {
        key.identifier = identifier(text)?;
    }
    parts.next().is_none().then_some(key)
}

/// `2^<exponent>` or a number, above 0.
fn lifetime(text: &str) -> Option<u64> {
    let packets = match text.strip_prefix("2^") {
        Some(exponent) => 1_u64.checked_shl(exponent.parse().ok()?)?,
        None => text.parse().ok()?,
    };
    (packets > 0).then_some(packets)
}

/// `<number>:<octets>`: the number as it stands in packets.
fn identifier(text: &str) -> Option<MasterKeyIdentifier> {
    let (number, length) = text.split_once(':')?;
    let number: u128 = number.parse().ok()?;
    let length: usize = length.parse().ok()?;
    if !(1..=SRTP_KEY_IDENTIFIER_BYTES_MAX).contains(&length) {
        return None;
    }
    let octets = number.to_be_bytes();
    let used = 16 - number.leading_zeros() as usize / 8;
    if used > length {
        return None;
    }
    let mut identifier = MasterKeyIdentifier::from_elem(0, length.saturating_sub(16));
    identifier.extend_from_slice(&octets[16_usize.saturating_sub(length)..]);
    Some(identifier)
}

/// RFC 4568 §6.3; forward error correction before or behind encryption is not
/// done, and a replay window is a wish.
fn take_session_parameter(parameters: &mut SrtpParameters, word: &str) -> Option<()> {
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    let omitted = &mut parameters.omitted;
    match name.to_ascii_uppercase().as_str() {
        "KDR" => {
            let exponent: u32 = value.parse().ok()?;
            if exponent > RATE_EXPONENT_MAX {
                return None;
            }
            parameters.key_derivation_rate = 1 << exponent;
        }
        "UNENCRYPTED_SRTP" => omitted.rtp_encryption = true,
        "UNENCRYPTED_SRTCP" => omitted.rtcp_encryption = true,
        "UNAUTHENTICATED_SRTP" => omitted.rtp_authentication = true,
        "WSH" => {
            value.parse::<u32>().ok()?;
        }
        // What begins so may be passed over by who does not know it.
        _ if name.starts_with('-') => {}
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    fn parse(text: &str) -> Option<Crypto> {
        Crypto::parse(&text.replace("KEY", KEY))
    }

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
            "2 AES_CM_128_HMAC_SHA1_32 inline:KEY|2^20|1:4",
            "3 AES_CM_128_HMAC_SHA1_80 inline:KEY|1048577",
            "999999999 AES_CM_128_HMAC_SHA1_80 inline:KEY|66:2;inline:KEY|2^31|300:2",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY KDR=3 UNENCRYPTED_SRTP UNENCRYPTED_SRTCP UNAUTHENTICATED_SRTP",
        ] {
            let crypto = parse(text).expect(text);
            assert_eq!(crypto.to_string(), text.replace("KEY", KEY));
        }
    }

    #[test]
    fn each_suite_has_keys_of_its_length() {
        for suite in SrtpSuite::ALL {
            let bytes = suite.key_bytes() + suite.salt_bytes();
            let text = |bytes: usize| {
                let key = BASE64.encode(vec![7; bytes]);
                format!("1 {} inline:{key}", suite.name())
            };
            let crypto = Crypto::parse(&text(bytes)).expect("a line");
            assert_eq!(crypto.parameters.suite, *suite);
            assert_eq!(crypto.to_string(), text(bytes));
            let unpadded = text(bytes).trim_end_matches('=').to_owned();
            assert_eq!(Crypto::parse(&unpadded), Some(crypto));
            assert_eq!(Crypto::parse(&text(bytes + 1)), None);
            assert_eq!(Crypto::parse(&text(bytes - 1)), None);
        }
    }

    #[test]
    fn identifiers_are_octets_of_a_packet() {
        let identifier = |text| {
            let crypto = parse(&format!("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|{text}"));
            crypto.map(|crypto| crypto.parameters.keys[0].identifier.to_vec())
        };
        assert_eq!(identifier("1:4"), Some(vec![0, 0, 0, 1]));
        assert_eq!(identifier("2^31|258:2"), Some(vec![1, 2]));
        assert_eq!(identifier("5:20"), Some([vec![0; 19], vec![5]].concat()));
        for bad in [
            "256:1", "1:0", "1:129", "-1:4", "1:", ":4", "x:4", "1:4|2^4",
        ] {
            assert_eq!(identifier(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_taken() {
        for bad in [
            "",
            "1",
            "x AES_CM_128_HMAC_SHA1_80 inline:KEY",
            "1000000000 AES_CM_128_HMAC_SHA1_80 inline:KEY",
            "1 F8_128_HMAC_SHA1_80 inline:KEY",
            "1 AES_CM_128_HMAC_SHA1_80",
            "1 AES_CM_128_HMAC_SHA1_80 uri:KEY",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY*",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|0",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^64",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY;inline:KEY",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1:1;inline:KEY|1:1",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1:1;inline:KEY|1:2",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY KDR=25",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY FEC_ORDER=FEC_SRTP",
            "1 AES_CM_128_HMAC_SHA1_80 inline:KEY NEW=1",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        let passed = "1 AES_CM_128_HMAC_SHA1_80 inline:KEY -NEW=1 WSH=128";
        assert!(parse(passed).is_some());
        let key = BASE64.encode([7; 28]);
        let aead = |flag: &str| Crypto::parse(&format!("1 AEAD_AES_128_GCM inline:{key} {flag}"));
        assert!(aead("UNENCRYPTED_SRTCP").is_some());
        assert!(aead("UNENCRYPTED_SRTP").is_none() && aead("UNAUTHENTICATED_SRTP").is_none());
    }

    #[test]
    fn debug_shows_no_key() {
        let crypto = parse("1 AES_CM_128_HMAC_SHA1_80 inline:KEY").expect("a line");
        assert!(!format!("{crypto:?}").contains("WVNf"));
        assert!(!format!("{crypto:?}").contains("89, 83"));
    }
}
