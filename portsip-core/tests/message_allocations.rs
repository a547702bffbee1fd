//! How many heap allocations reading and writing an INVITE takes.

use allocations::Counts;
use portsip_core::octets::Octets;
use portsip_core::sip::header::{HeaderName, SessionExpires};
use portsip_core::sip::message::{Message, Method, RequestBuilder};

const INVITE: &[u8] = include_bytes!("../../benches/corpus/invite.sip");

/// What `work` gives, and how many allocations it made.
fn counted<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let (result, Counts { taken, .. }) = allocations::counted(work);
    (result, taken)
}

#[test]
fn an_invite_with_its_typed_headers_takes_two() {
    let raw = Octets::from(INVITE.to_vec());
    let (message, allocations) = counted(|| {
        let message = Message::parse(raw).expect("well-formed");
        assert_eq!(message.top_via().host_str(), "pc33.atlanta.example.com");
        assert_eq!(message.from().tag(), Some("1928301774"));
        assert_eq!(message.to().uri().user(), Some("bob"));
        assert_eq!(message.cseq().number, 314_159);
        let contact = message.contact().expect("fine").expect("is there");
        assert_eq!(contact.uri().port(), Some(5060));
        assert_eq!(message.max_forwards(), Ok(Some(70)));
        let kind = message.content_type().expect("fine").expect("is there");
        assert!(kind.is("application", "sdp"));
        let session = message.typed::<SessionExpires>().expect("fine");
        assert_eq!(session.expect("is there").seconds, 1800);
        assert_eq!(message.allows(&Method::Update), Some(true));
        assert!(message.supports("timer"));
        assert_eq!(message.body().len(), 368);
        message
    });
    assert!(allocations <= 2, "{allocations} allocations");
    let (_, allocations) = counted(|| message.clone());
    assert_eq!(allocations, 0);
}

#[test]
fn an_invite_is_written_with_two() {
    let invite = Message::parse(Octets::from_static(INVITE)).expect("well-formed");
    let uri = invite.request_uri().expect("request");
    let (raw, allocations) = counted(|| {
        RequestBuilder::new(Method::Invite, uri)
            .via("UDP", "192.0.2.1:5060", "z9hG4bK776asdhds")
            .max_forwards()
            .header(HeaderName::From, invite.from())
            .header(HeaderName::To, invite.to())
            .header(HeaderName::CallId, invite.call_id())
            .cseq(1)
            .header(HeaderName::Contact, "<sip:alice@192.0.2.1:5060>")
            .body("application/sdp", Octets::from_static(b"v=0\r\n"))
            .build()
    });
    assert!(Message::parse(raw.expect("written")).is_ok());
    assert!(allocations <= 2, "{allocations} allocations");
}
