//! What holds for every message: what is written is read back, nothing that
//! arrives panics, and a stream gives the same messages however it is split.

use portsip_core::octets::Octets;
use portsip_core::sip::header::{HeaderName, SessionExpires};
use portsip_core::sip::message::{
    Message, Method, RequestBuilder, ResponseBuilder, StatusCode, ack_for_failure, cancel_for,
};
use portsip_core::sip::transport::framer::{Frame, StreamFramer};
use portsip_core::sip::uri::Uri;
use proptest::collection::vec;
use proptest::prelude::*;

const INVITE: &[u8] = include_bytes!("../../benches/corpus/invite.sip");
const OK: &[u8] = include_bytes!("../../benches/corpus/200ok.sip");
const REGISTER: &[u8] = include_bytes!("../../benches/corpus/register.sip");

/// Asks a message for everything it may hold, and answers it.
fn read_all(raw: Octets) {
    let source = ([192, 0, 2, 1], 5060).into();
    let mut message = match Message::parse(raw) {
        Ok(message) => message,
        Err(error) => {
            if let Some(reply) = error.reply(source) {
                assert!(reply.starts_with(b"SIP/2.0 "));
            }
            return;
        }
    };
    let _ = (message.vias().count(), message.contacts().count());
    let _ = (message.routes().count(), message.record_routes().count());
    let _ = (message.max_forwards(), message.expires_s());
    let _ = message.retry_after_s();
    let _ = (message.content_type(), message.typed::<SessionExpires>());
    for field in message.header_fields() {
        assert!(!field.value.contains(['\r', '\n']));
    }
    if message.is_request() {
        message.set_source(source);
        let response = ResponseBuilder::new(&message, StatusCode::BUSY_HERE, Some("tag")).build();
        let response = Message::parse(response.expect("an answer")).expect("well-formed");
        assert_eq!(response.call_id(), message.call_id());
        assert_eq!(response.from().as_str(), message.from().as_str());
        assert_eq!(response.cseq(), message.cseq());
        assert!(response.to().tag().is_some());
        for follow_up in [cancel_for(&message), ack_for_failure(&message, &response)] {
            let follow_up = Message::parse(follow_up.expect("written")).expect("well-formed");
            assert_eq!(follow_up.top_via(), message.top_via());
        }
    }
}

/// One of the messages with some bytes changed, put in or taken out.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (0_usize..1100, any::<u8>(), 0_u8..3);
    let interesting = prop::sample::select(b"\r\n\0 \t,;:<>\"\\@[]%=?*".to_vec());
    let delimiter = (0_usize..1100, interesting, 0_u8..3);
    let changes = vec(prop_oneof![change, delimiter], 0..8);
    let original = prop::sample::select(vec![INVITE, OK, REGISTER]);
    (original, changes).prop_map(|(original, changes)| {
        let mut bytes = original.to_vec();
        for (at, byte, kind) in changes {
            let at = at % bytes.len();
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

fn token() -> impl Strategy<Value = String> {
    "[A-Za-z0-9.!%*_+`'~-]{1,20}"
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..600)) {
        read_all(Octets::from(bytes));
    }

    #[test]
    fn any_change_is_survived(bytes in mutated()) {
        read_all(Octets::from(bytes));
    }

    #[test]
    fn any_uri_is_survived(text in ".{0,60}", other in "sip:.{0,40}") {
        let (one, two) = (Uri::parse(text.as_str()), Uri::parse(other.as_str()));
        if let Ok(uri) = &two {
            prop_assert!(uri.equivalent(uri));
            prop_assert_eq!(uri.without_params().params().iter().count(), 0);
            prop_assert!(Uri::parse(uri.without_headers().as_str()).is_ok());
        }
        if let (Ok(one), Ok(two)) = (one, two) {
            prop_assert_eq!(one.equivalent(&two), two.equivalent(&one));
            let same_key = one.equivalence_key() == two.equivalence_key();
            prop_assert!(same_key || !one.equivalent(&two));
        }
    }

    #[test]
    fn what_is_written_is_read(
        user in ".{0,20}",
        method in token(),
        tag in token(),
        branch in token(),
        call_id in token(),
        cseq in 0_u32..1 << 31,
        extra in vec((token(), "[^\r\n\0]{0,40}"), 0..6),
        body in vec(any::<u8>(), 0..200),
    ) {
        let method = Method::parse(&method).expect("a token");
        let uri = Uri::sip(&user, "example.com", Some(5070)).expect("escaped");
        let mut request = RequestBuilder::new(method.clone(), &uri);
        request
            .header(HeaderName::From, format_args!("<sip:a@b>;tag={tag}"))
            .header(HeaderName::To, format_args!("<{uri}>"))
            .header(HeaderName::CallId, &call_id)
            .cseq(cseq)
            .via("UDP", "192.0.2.1:5060", &branch);
        for (name, value) in &extra {
            request.header_named(&format!("X-{name}"), value);
        }
        request.body("text/plain", body.clone());
        let message = Message::parse(request.build().expect("written")).expect("well-formed");
        prop_assert_eq!(message.method(), &method);
        prop_assert_eq!(message.request_uri(), Some(&uri));
        prop_assert_eq!(message.from().tag(), Some(tag.as_str()));
        prop_assert_eq!(message.top_via().branch(), Some(branch.as_str()));
        prop_assert_eq!(message.call_id(), &call_id);
        prop_assert_eq!(message.cseq().number, cseq);
        prop_assert_eq!(message.body(), &body);
        for (index, (name, value)) in extra.iter().enumerate() {
            let name = format!("X-{name}");
            let first = extra.iter().position(|(n, _)| format!("X-{n}").eq_ignore_ascii_case(&name));
            if first == Some(index) {
                prop_assert_eq!(
                    message.header_named(&name),
                    Some(value.trim_matches([' ', '\t']))
                );
            }
        }
    }

    #[test]
    fn no_value_ends_its_line(value in "[ -~]{0,10}[\r\n\0][ -~]{0,10}", name in ".{0,10}") {
        let uri = Uri::sip("a", "b", None).expect("fine");
        let mut request = RequestBuilder::new(Method::Info, &uri);
        prop_assert!(request.header(HeaderName::Subject, &value).build().is_err());
        let mut request = RequestBuilder::new(Method::Info, &uri);
        request.header_named(&name, "value");
        if let Ok(raw) = request.build() {
            let text = std::str::from_utf8(&raw).expect("text");
            prop_assert_eq!(text.lines().count(), 4);
        }
        let mut request = RequestBuilder::new(Method::Info, &uri);
        prop_assert!(request.via("UDP", "h", &value).build().is_err());
    }

    #[test]
    fn every_split_of_a_stream_gives_the_same(
        order in vec(0_usize..5, 1..12),
        cuts in vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let parts: [&[u8]; 5] = [INVITE, OK, REGISTER, b"\r\n\r\n", b"\r\n\r\n"];
        let stream: Vec<u8> = order.iter().flat_map(|&part| parts[part]).copied().collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len())).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        let mut framer = StreamFramer::new();
        let mut frames = Vec::new();
        for pair in cuts.windows(2) {
            framer.push(&stream[pair[0]..pair[1]]);
            while let Some(frame) = framer.poll_frame() {
                frames.push(frame.expect("well-formed"));
            }
        }
        let expected: Vec<Frame> = order
            .iter()
            .map(|&part| match part {
                0..=2 => Frame::Message(Octets::from_static(parts[part])),
                _ => Frame::Ping,
            })
            .collect();
        prop_assert_eq!(frames, expected);
        prop_assert_eq!(framer.buffered_bytes(), 0);
    }

    #[test]
    fn any_stream_is_survived(chunks in vec(vec(any::<u8>(), 0..200), 0..8), head in mutated()) {
        let mut framer = StreamFramer::new();
        framer.push(&head);
        for chunk in chunks {
            framer.push(&chunk);
            for _ in 0..1000 {
                match framer.poll_frame() {
                    Some(Ok(Frame::Message(raw))) => read_all(raw),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => break,
                }
            }
        }
    }
}
