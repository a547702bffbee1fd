//! The work on messages that benchmarks measure, and the messages themselves.

use portsip_core::octets::Octets;
use portsip_core::sip::header::{HeaderName, SessionExpires};
use portsip_core::sip::message::{Message, Method, RequestBuilder};
use portsip_core::sip::uri::Uri;

/// An INVITE with a session description, 1019 bytes.
pub const INVITE: &[u8] = include_bytes!("corpus/invite.sip");
/// The 200 to it.
pub const OK: &[u8] = include_bytes!("corpus/200ok.sip");
/// A REGISTER with credentials.
pub const REGISTER: &[u8] = include_bytes!("corpus/register.sip");

/// Parses a message and reads what a user agent reads of an INVITE: top Via,
/// From, To, Call-ID, `CSeq`, Contact, Max-Forwards, Content-Type and -Length,
/// Session-Expires, Allow, Supported. Gives a number that depends on all.
///
/// # Panics
/// When the message is malformed.
#[inline(never)]
pub fn parse_typed(raw: Octets) -> usize {
    let message = Message::parse(raw).expect("the corpus is well-formed");
    let via = message.top_via();
    let contact = message.contact().expect("well-formed Contact");
    let session = message.typed::<SessionExpires>().expect("well-formed");
    let content_type = message.content_type().expect("well-formed");
    via.branch().map_or(0, str::len)
        + via.host_str().len()
        + message.from().tag().map_or(0, str::len)
        + message.to().tag().map_or(0, str::len)
        + message.call_id().len()
        + message.cseq().number as usize
        + contact.map_or(0, |contact| contact.uri().host_str().len())
        + message.max_forwards().map_or(0, Option::unwrap_or_default) as usize
        + content_type.map_or(0, |kind| kind.subtype().len())
        + message.body().len()
        + session.map_or(0, |session| session.seconds as usize)
        + usize::from(message.allows(&Method::Update).unwrap_or_default())
        + usize::from(message.supports("timer"))
}

/// What an INVITE is printed from.
#[derive(Debug)]
pub struct InviteParts {
    uri: Uri,
    contact: String,
    body: Octets,
}

impl InviteParts {
    /// Those of the corpus.
    ///
    /// # Panics
    /// When the corpus is not what it was.
    pub fn of_corpus() -> Self {
        let invite = Message::parse(Octets::from_static(INVITE)).expect("well-formed");
        Self {
            uri: invite.request_uri().expect("a request").clone(),
            contact: invite
                .header(HeaderName::Contact)
                .expect("is there")
                .to_owned(),
            body: invite.body_bytes(),
        }
    }

    /// Prints the INVITE of the corpus, field by field.
    ///
    /// # Panics
    /// Never: all values are well-formed.
    #[inline(never)]
    pub fn print(&self) -> Octets {
        RequestBuilder::new(Method::Invite, &self.uri)
            .via("UDP", "pc33.atlanta.example.com:5060", "z9hG4bKnashds8a7f6c5d4e3b2a1")
            .max_forwards()
            .header(
                HeaderName::From,
                "\"Alice Liddell\" <sip:alice@atlanta.example.com>;tag=1928301774",
            )
            .header(HeaderName::To, "\"Bob\" <sip:bob@biloxi.example.com>")
            .header(HeaderName::CallId, "a84b4c76e66710-9f3c@pc33.atlanta.example.com")
            .cseq(314_159)
            .header(HeaderName::Contact, &self.contact)
            .header(
                HeaderName::Allow,
                "INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, MESSAGE, SUBSCRIBE, INFO, PRACK, UPDATE",
            )
            .header(HeaderName::Supported, "replaces, 100rel, timer, norefersub")
            .header(HeaderName::SessionExpires, "1800;refresher=uac")
            .body("application/sdp", self.body.clone())
            .build()
            .expect("all values are well-formed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_is_read_and_printed_in_full() {
        for raw in [INVITE, OK, REGISTER] {
            Message::parse(Octets::from_static(raw)).expect("well-formed");
        }
        assert!(parse_typed(Octets::from_static(INVITE)) > 314_159);
        let printed = Message::parse(InviteParts::of_corpus().print()).expect("well-formed");
        let original = Message::parse(Octets::from_static(INVITE)).expect("well-formed");
        for field in original.header_fields() {
            let value = printed.header_named(field.name).expect(field.name);
            if field.name != "Via" {
                assert_eq!(value, field.value, "{}", field.name);
            }
        }
        assert_eq!(printed.body(), original.body());
        assert_eq!(printed.top_via().branch(), original.top_via().branch());
    }
}
