//! Any octets as a datagram: parsed, asked for all that a message may hold,
//! answered; and as a stream, split at two places.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::octets::Octets;
use portsip_core::limits::MULTIPART_PARTS_MAX;
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::auth::{Attempt, Authenticator};
use portsip_core::sip::header::{
    Expires, MinExpires, MinSe, NameAddr, RAck, RSeq, Reason, ReferTo, ReferredBy, Replaces,
    RetryAfter, SessionExpires, TargetDialog,
};
use portsip_core::sip::message::{
    Message, RequestBuilder, ResponseBuilder, StatusCode, ack_for_failure, cancel_for, multipart,
};
use portsip_core::sip::transport::framer::{Frame, StreamFramer};
use portsip_core::sip::uri::{Uri, unescape};

fuzz_target!(|octets: &[u8]| {
    datagram(Octets::copy_from_slice(octets));
    let whole = frames(&[octets]);
    let (head, rest) = octets.split_at(octets.len() / 3);
    let (middle, tail) = rest.split_at(rest.len() / 2);
    assert_eq!(frames(&[head, middle, tail]), whole);
    for frame in whole.into_iter().flatten() {
        datagram(frame);
    }
});

/// The messages of a stream; `None` for a keep-alive. Ends at an error.
fn frames(chunks: &[&[u8]]) -> Vec<Option<Octets>> {
    let mut framer = StreamFramer::new();
    let mut frames = Vec::new();
    for chunk in chunks {
        framer.push(chunk);
        while let Some(frame) = framer.poll_frame() {
            match frame {
                Ok(Frame::Message(message)) => frames.push(Some(message)),
                Ok(Frame::Ping | Frame::Pong) => frames.push(None),
                Err(_) => return frames,
            }
        }
    }
    frames
}

fn datagram(raw: Octets) {
    let source = ([192, 0, 2, 1], 40_000).into();
    match Message::parse(raw) {
        Ok(message) => {
            read(&message);
            if message.is_request() {
                answer(message, source);
            } else {
                authenticate(&message);
            }
        }
        Err(error) => drop(error.reply(source)),
    }
}

fn read(message: &Message) {
    message.vias().flatten().for_each(|via| {
        let _ = (
            via.host(),
            via.port(),
            via.sent_by(),
            via.received(),
            via.rport(),
        );
    });
    message.contacts().flatten().for_each(|contact| {
        let _ = (contact.expires_s(), contact.q_thousandths());
        contact.address().map(read_address);
    });
    message
        .routes()
        .flatten()
        .for_each(|route| read_address(&route));
    message
        .record_routes()
        .flatten()
        .for_each(|route| read_address(&route));
    read_address(message.from());
    read_address(message.to());
    message.request_uri().map(read_uri);
    let _ = (
        message.max_forwards(),
        message.expires_s(),
        message.reason(),
    );
    if let Ok(Some(kind)) = message.content_type() {
        let boundary = kind.params().value("boundary").unwrap_or("cut");
        for part in multipart::parts(message.body(), boundary, MULTIPART_PARTS_MAX) {
            assert!(part.body.len() <= message.body().len());
            let _ = part.header("Content-Disposition");
        }
    }
    let _ = (
        message.typed::<Expires>(),
        message.typed::<MinExpires>(),
        message.typed::<MinSe>(),
    );
    let _ = (
        message.typed::<RAck>(),
        message.typed::<RSeq>(),
        message.typed::<RetryAfter>(),
    );
    message
        .typed::<ReferTo>()
        .into_iter()
        .flatten()
        .for_each(|to| read_address(&to.0));
    message
        .typed::<ReferredBy>()
        .into_iter()
        .flatten()
        .for_each(|by| read_address(&by.0));
    let _ = message
        .typed::<SessionExpires>()
        .map(|s| s.map(|s| s.to_string()));
    let _ = message
        .typed::<Replaces>()
        .map(|r| r.map(|r| r.to_string()));
    let _ = message
        .typed::<TargetDialog>()
        .map(|r| r.map(|r| r.to_string()));
    for reason in message.typed_list::<Reason>().flatten() {
        let _ = (reason.cause(), reason.text());
    }
    for field in message.header_fields() {
        assert!(!field.value.contains(['\r', '\n']));
        assert!(message.header_named(field.name).is_some());
    }
}

fn read_address(address: &NameAddr) {
    let _ = (address.display_name(), address.tag());
    read_uri(address.uri());
    if let Ok(tagged) = address.with_tag("fuzz") {
        assert_eq!(tagged.tag(), Some("fuzz"));
        assert_eq!(tagged.uri(), address.uri());
    }
}

fn read_uri(uri: &Uri) {
    let again = Uri::parse(uri.as_str()).expect("it was one");
    assert!(again.equivalent(uri) && &again == uri);
    let _ = (
        uri.host(),
        uri.port(),
        uri.params().iter().count(),
        uri.header_pairs().count(),
    );
    let _ = (
        unescape(uri.user().unwrap_or_default()),
        uri.address_of_record(),
    );
    Uri::parse(uri.without_params().as_str()).expect("a part of it is one");
    let _ = uri.with_param("transport", Some("tcp"));
}

fn answer(mut message: Message, source: std::net::SocketAddr) {
    message.set_source(source);
    let mut response = ResponseBuilder::new(&message, StatusCode::BUSY_HERE, Some("fuzz"));
    response.record_routes(&message);
    let Ok(response) = response.build() else {
        return;
    };
    let response = Message::parse(response).expect("what we write can be read");
    assert_eq!(response.call_id(), message.call_id());
    assert_eq!(response.cseq(), message.cseq());
    assert_eq!(response.from().as_str(), message.from().as_str());
    for follow_up in [cancel_for(&message), ack_for_failure(&message, &response)] {
        let Ok(follow_up) = follow_up else { continue };
        let follow_up = Message::parse(follow_up).expect("what we write can be read");
        assert_eq!(follow_up.top_via(), message.top_via());
    }
    let mut again = RequestBuilder::from_message(&message).expect("a request");
    again
        .via("UDP", source, "z9hG4bKfuzz")
        .set_header_named("X-Fuzz", "1");
    if let Ok(again) = again.build() {
        let again = Message::parse(again).expect("what we write can be read");
        assert_eq!(again.body(), message.body());
        assert_eq!(again.top_via().branch(), Some("z9hG4bKfuzz"));
    }
}

fn authenticate(response: &Message) {
    let mut authenticator = Authenticator::new("user", Secret::new("password"));
    let mut attempt = Attempt::default();
    authenticator.handle_success(response);
    if authenticator
        .handle_challenge(&mut attempt, response)
        .is_ok()
    {
        let uri = Uri::sip("user", "example.com", None).expect("plain");
        let mut request = RequestBuilder::new(response.method().clone(), &uri);
        authenticator.authorize(&mut attempt, &mut request, &mut Rng::from_number(1));
        let raw = request.build().expect("credentials hold no line break");
        assert!(raw.windows(9).any(|w| w == b"response="));
    }
}
