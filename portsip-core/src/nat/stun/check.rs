//! The messages of a connectivity check: Binding requests with short-term
//! credentials and the attributes of ICE (RFC 8445 §16), and their answers.

use std::net::SocketAddr;

use stun_types::attribute::{AttributeType, ErrorCode, RawAttribute, Username, XorMappedAddress};
use stun_types::message::{
    BINDING, IntegrityAlgorithm, Message, MessageClass, MessageIntegrityCredentials, MessageType,
    MessageWrite as _, MessageWriteExt as _, MessageWriteVec, ShortTermCredentials,
};

use crate::secret::Secret;

const PRIORITY: u16 = 0x0024;
const USE_CANDIDATE: u16 = 0x0025;
const ICE_CONTROLLED: u16 = 0x8029;
const ICE_CONTROLLING: u16 = 0x802A;

/// The role that a request claims, with its tie-breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It decides which pair is used.
    Controlling(u64),
    /// The other side does.
    Controlled(u64),
    /// It says nothing, and so agrees with any (RFC 5245 §7.2.1.1).
    Unknown,
}

/// A connectivity check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// `<ufrag of the receiver>:<ufrag of the sender>`.
    pub username: String,
    /// What a peer-reflexive candidate found by it is worth.
    pub priority: u32,
    /// The sender's role.
    pub role: Role,
    /// The pair is nominated.
    pub use_candidate: bool,
}

/// Whether octets are a whole STUN message, as far as the header tells.
pub fn is_whole(octets: &[u8]) -> bool {
    let length = octets
        .get(2..4)
        .map(|l| usize::from(l[0]) << 8 | usize::from(l[1]));
    length.is_some_and(|length| length % 4 == 0 && length + 20 == octets.len())
}

fn credentials(password: &Secret) -> MessageIntegrityCredentials {
    ShortTermCredentials::new(password.expose().to_owned()).into()
}

/// Whether a message was made by who knows the password.
pub fn is_proved(message: &Message<'_>, password: &Secret) -> bool {
    message.validate_integrity(&credentials(password)).is_ok()
}

/// With the integrity of the password, and the fingerprint.
fn sealed(mut message: MessageWriteVec, password: &Secret) -> Option<Vec<u8>> {
    message
        .add_message_integrity(&credentials(password), IntegrityAlgorithm::Sha1)
        .ok()?;
    message.add_fingerprint().ok()?;
    Some(message.finish())
}

impl Check {
    /// The request. `None` where the user name is longer than STUN has room for.
    pub fn write(&self, id: u128, password: &Secret) -> Option<Vec<u8>> {
        let class = MessageType::from_class_method(MessageClass::Request, BINDING);
        let mut message = Message::builder(class, id.into(), MessageWriteVec::with_capacity(128));
        message
            .add_attribute(&Username::new(&self.username).ok()?)
            .ok()?;
        let priority = self.priority.to_be_bytes();
        add(&mut message, PRIORITY, &priority)?;
        match self.role {
            Role::Controlling(number) => add(&mut message, ICE_CONTROLLING, &number.to_be_bytes()),
            Role::Controlled(number) => add(&mut message, ICE_CONTROLLED, &number.to_be_bytes()),
            Role::Unknown => Some(()),
        }?;
        if self.use_candidate {
            add(&mut message, USE_CANDIDATE, &[])?;
        }
        sealed(message, password)
    }

    /// Reads a request; `None` where something is missing.
    pub fn read(message: &Message<'_>) -> Option<Self> {
        let username = message.attribute::<Username>().ok()?.username().to_owned();
        let priority = value(message, PRIORITY)?;
        let role = match (
            value(message, ICE_CONTROLLING),
            value(message, ICE_CONTROLLED),
        ) {
            (Some(number), _) => Role::Controlling(u64::from_be_bytes(number)),
            (None, Some(number)) => Role::Controlled(u64::from_be_bytes(number)),
            (None, None) => Role::Unknown,
        };
        Some(Self {
            username,
            priority: u32::from_be_bytes(priority),
            role,
            use_candidate: message.has_attribute(AttributeType::new(USE_CANDIDATE)),
        })
    }
}

fn add(message: &mut MessageWriteVec, kind: u16, value: &[u8]) -> Option<()> {
    let attribute = RawAttribute::new(AttributeType::new(kind), value);
    message.add_attribute(&attribute).ok()
}

fn value<const N: usize>(message: &Message<'_>, kind: u16) -> Option<[u8; N]> {
    let attribute = message.raw_attribute(AttributeType::new(kind))?;
    <[u8; N]>::try_from(&*attribute.value).ok()
}

/// The answer to a check that came from `from`.
pub fn write_success(
    request: &Message<'_>,
    from: SocketAddr,
    password: &Secret,
) -> Option<Vec<u8>> {
    let mut message = Message::builder_success(request, MessageWriteVec::with_capacity(96));
    message
        .add_attribute(&XorMappedAddress::new(from, request.transaction_id()))
        .ok()?;
    sealed(message, password)
}

/// The answer to a check whose sender shall take the other role (RFC 8445
/// §7.3.1.1).
pub fn write_role_conflict(request: &Message<'_>, password: &Secret) -> Option<Vec<u8>> {
    let mut message = Message::builder_error(request, MessageWriteVec::with_capacity(96));
    message
        .add_attribute(&ErrorCode::new(ROLE_CONFLICT, "Role Conflict").ok()?)
        .ok()?;
    sealed(message, password)
}

/// The code of that answer.
pub const ROLE_CONFLICT: u16 = 487;

/// The error code of an answer; 0 where there is none.
pub fn error_code(message: &Message<'_>) -> u16 {
    message
        .attribute::<ErrorCode>()
        .map_or(0, |error| error.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 5769 §2.1
    const REQUEST: &[u8] = b"\x00\x01\x00\x58\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\
        \x80\x22\x00\x10STUN test client\x00\x24\x00\x04\x6e\x00\x01\xff\
        \x80\x29\x00\x08\x93\x2f\xf9\xb1\x51\x26\x3b\x36\x00\x06\x00\x09evtj:h6vY\x20\x20\x20\
        \x00\x08\x00\x14\x9a\xea\xa7\x0c\xbf\xd8\xcb\x56\x78\x1e\xf2\xb5\xb2\xd3\xf2\x49\xc1\xb5\x71\xa2\
        \x80\x28\x00\x04\xe5\x7a\x3b\xcf";

    #[test]
    fn the_check_of_rfc_5769_is_read() {
        assert!(is_whole(REQUEST));
        let message = Message::from_bytes(REQUEST).unwrap();
        let password = Secret::new("VOkJxbRl1RmTxUk/WvJxBt");
        assert!(is_proved(&message, &password));
        assert!(!is_proved(&message, &Secret::new("VOkJxbRl1RmTxUk/WvJxBT")));
        let expected = Check {
            username: "evtj:h6vY".to_owned(),
            priority: 0x6e00_01ff,
            role: Role::Controlled(0x932f_f9b1_5126_3b36),
            use_candidate: false,
        };
        assert_eq!(Check::read(&message), Some(expected));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let password = Secret::new("a password of some length");
        for (role, use_candidate) in [
            (Role::Controlling(7), true),
            (Role::Controlled(u64::MAX), false),
            (Role::Unknown, false),
        ] {
            let check = Check {
                username: "theirs:ours".to_owned(),
                priority: 1_862_270_975,
                role,
                use_candidate,
            };
            let request = check.write(0x1234, &password).unwrap();
            let message = Message::from_bytes(&request).unwrap();
            assert!(is_proved(&message, &password));
            assert_eq!(Check::read(&message).as_ref(), Some(&check));

            let from = "[2001:db8::1]:4000".parse().unwrap();
            let answer = write_success(&message, from, &password).unwrap();
            let answer = Message::from_bytes(&answer).unwrap();
            assert!(is_proved(&answer, &password));
            assert_eq!(super::super::mapped_address(&answer), Some(from));

            let conflict = write_role_conflict(&message, &password).unwrap();
            let conflict = Message::from_bytes(&conflict).unwrap();
            assert_eq!(error_code(&conflict), ROLE_CONFLICT);
        }
    }

    #[test]
    fn half_a_message_is_none() {
        assert!(!is_whole(&REQUEST[..REQUEST.len() - 4]));
        assert!(!is_whole(&REQUEST[..3]));
        assert!(!is_whole(&[]));
    }
}
