//! Every message of RFC 4475 and RFC 5118, with the verdict its RFC asks for.
//!
//! Where the RFC leaves a choice between repair and rejection, this table says
//! which we took. Verdicts above the parser (420, 415, 416, 483, a stray
//! response) are the user agent's; here such messages must parse and show what
//! that verdict is made from.

use std::net::{IpAddr, SocketAddr};

use portsip_core::octets::Octets;
use portsip_core::sip::header::{Contact, HeaderName, Via};
use portsip_core::sip::message::{Message, Method, StatusCode};
use portsip_core::sip::uri::{Host, Scheme, Uri, unescape};

macro_rules! corpus {
    ($folder:literal, $extension:literal: $($name:literal)*) => {
        &[$(($name, include_bytes!(concat!("corpus/", $folder, "/", $name, $extension)) as &[u8]),)*]
    };
}

static RFC_4475: &[(&str, &[u8])] = corpus!("rfc4475", ".dat":
    "badaspec" "badbranch" "baddate" "baddn" "badinv01" "badvers" "bcast" "bext01" "bigcode"
    "clerr" "cparam01" "cparam02" "dblreq" "esc01" "esc02" "escnull" "escruri" "insuf" "intmeth"
    "inv2543" "invut" "longreq" "ltgtruri" "lwsdisp" "lwsruri" "lwsstart" "mcl01" "mismatch01"
    "mismatch02" "mpart01" "multi01" "ncl" "noreason" "novelsc" "quotbal" "regaut01" "regbadct"
    "regescrt" "scalar02" "scalarlg" "sdp01" "semiuri" "test" "transports" "trws" "unkscm"
    "unksm2" "unreason" "wsinv" "zeromf");

static RFC_5118: &[(&str, &[u8])] = corpus!("rfc5118", "":
    "ipv4-mapped-ipv6" "ipv6-bad" "ipv6-bug-abnf-3-colons" "ipv6-correct-abnf-2-colons"
    "ipv6-good" "ipv6-in-sdp" "mult-ip-in-header" "mult-ip-in-sdp" "port-ambiguous"
    "port-unambiguous" "via-received-param-no-delim" "via-received-param-with-delim");

fn raw(name: &str) -> Octets {
    if let Some((_, raw)) = RFC_4475.iter().find(|(found, _)| *found == name) {
        return Octets::from_static(raw);
    }
    let found = RFC_5118.iter().find(|(found, _)| *found == name);
    wire(found.expect(name).1)
}

/// The archive of RFC 5118 lost its CRs, and the Content-Length of its three
/// messages with a body is that of no form of it.
fn wire(raw: &[u8]) -> Octets {
    let text = std::str::from_utf8(raw)
        .expect("text")
        .replace('\n', "\r\n");
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return Octets::from(text);
    };
    let (before, _) = head.split_once("Content-Length:").expect("it is last");
    let length = body.len();
    Octets::from(format!("{before}Content-Length: {length}\r\n\r\n{body}"))
}

fn valid(name: &str) -> Message {
    Message::parse(raw(name)).expect(name)
}

fn source() -> SocketAddr {
    ([192, 0, 2, 77], 5071).into()
}

/// The status that a refused message is answered with, `None` for silence.
fn answer(raw: Octets) -> Option<StatusCode> {
    let error = Message::parse(raw).expect_err("it is malformed");
    let reply = Message::parse(error.reply(source())?).expect("the answer is well-formed");
    assert_eq!(reply.body(), b"");
    reply.status()
}

/// The answer, unread: it repeats what was malformed.
fn answer_text(name: &str) -> String {
    let error = Message::parse(raw(name)).expect_err(name);
    let reply = error.reply(source()).expect("it can be answered");
    String::from_utf8(reply.to_vec()).expect("text")
}

#[test]
fn every_message_has_a_verdict_here() {
    let refused = [
        "baddn",
        "badinv01",
        "badvers",
        "bigcode",
        "clerr",
        "escruri",
        "insuf",
        "ltgtruri",
        "lwsruri",
        "mcl01",
        "mismatch01",
        "mismatch02",
        "multi01",
        "ncl",
        "quotbal",
        "scalar02",
        "scalarlg",
        "test",
        "ipv6-bad",
        "ipv6-bug-abnf-3-colons",
        "ipv6-correct-abnf-2-colons",
    ];
    for (name, _) in RFC_4475.iter().chain(RFC_5118) {
        let parsed = Message::parse(raw(name));
        assert_eq!(
            parsed.is_err(),
            refused.contains(name),
            "{name}: {parsed:?}"
        );
    }
}

#[test]
fn malformed_requests_get_400() {
    for name in [
        "clerr",
        "escruri",
        "ltgtruri",
        "lwsruri",
        "mcl01",
        "mismatch01",
        "mismatch02",
        "multi01",
        "ncl",
    ] {
        assert_eq!(answer(raw(name)), Some(StatusCode::BAD_REQUEST), "{name}");
    }
    for name in ["badinv01", "quotbal", "scalar02", "insuf"] {
        assert!(answer_text(name).starts_with("SIP/2.0 400 "), "{name}");
    }
}

#[test]
fn another_version_gets_505() {
    assert!(answer_text("badvers").starts_with("SIP/2.0 505 "));
}

#[test]
fn malformed_responses_are_dropped() {
    assert_eq!(answer(raw("bigcode")), None);
    assert_eq!(answer(raw("scalarlg")), None);
}

/// The two that are cut off before the empty line, whole and completed.
#[test]
fn unquoted_commas_in_a_display_name_get_400() {
    assert!(answer_text("baddn").starts_with("SIP/2.0 400 "));
    let whole = [&raw("baddn"), &b"\r\n"[..]].concat();
    let error = Message::parse(Octets::from(whole)).expect_err("malformed From");
    assert_eq!(error.to_string(), "From: malformed");
    // No version, no Via: nothing to answer with.
    assert_eq!(answer(raw("test")), None);
}

#[test]
fn tortuous_invite() {
    let message = valid("wsinv");
    let uri = message.request_uri().expect("request");
    assert_eq!(uri.host(), Host::Name("chair-dnrc.example.com"));
    assert!(uri.params().contains("unknownparam"));
    assert_eq!(message.to().tag(), Some("1918181833n"));
    assert_eq!(message.from().display_name(), "J Rosenberg \\\"");
    assert_eq!(message.from().tag(), Some("98asjd8"));
    assert_eq!(message.max_forwards(), Ok(Some(68)));
    assert_eq!(
        (message.cseq().number, message.method()),
        (9, &Method::Invite)
    );
    let vias: Vec<Via> = message.vias().map(|via| via.expect("Via")).collect();
    let hops: Vec<_> = vias
        .iter()
        .map(|via| (via.transport(), via.host_str(), via.branch()))
        .collect();
    assert_eq!(
        hops,
        [
            ("UDP", "192.0.2.2", Some("390skdjuw")),
            ("TCP", "spindle.example.com", Some("z9hG4bK9ikj8")),
            ("UDP", "192.168.255.111", Some("z9hG4bK30239")),
        ]
    );
    assert_eq!(message.header(HeaderName::Subject), Some(""));
    assert_eq!(
        message.header_named("newfangledheader"),
        Some("newfangled value   continued newfangled value")
    );
    assert_eq!(
        message.header_named("UnknownHeaderWithUnusualValue"),
        Some(";;,,;;,;")
    );
    let routes: Vec<_> = message
        .routes()
        .map(|route| route.expect("Route"))
        .collect();
    assert_eq!(routes.len(), 1);
    assert!(routes[0].uri().is_loose_router());
    let contact = message.contact().expect("Contact").expect("an address");
    assert_eq!(contact.display_name(), "Quoted string \"\"");
    assert_eq!(contact.params().value("newparam"), Some("newvalue"));
    assert!(contact.params().contains("secondparam"));
    assert_eq!(Contact::Address(contact).q_thousandths(), 330);
    assert_eq!(message.body().len(), 150);
}

#[test]
fn wide_range_of_characters() {
    let message = valid("intmeth");
    let method = "!interesting-Method0123456789_*+`.%indeed'~";
    assert_eq!(message.method().as_str(), method);
    let uri = message.request_uri().expect("request");
    assert_eq!(
        uri.user(),
        Some("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*")
    );
    assert_eq!(
        uri.password(),
        Some("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)")
    );
    assert_eq!(uri.host_str(), "example.com");
    assert_eq!(message.to().display_name(), "BEL:\u{7} NUL:\0 DEL:\u{7f}");
    assert_eq!(
        message.from().display_name(),
        "token1~` token2'+_ token3*%!.-"
    );
    assert_eq!(message.from().uri().as_str(), "sip:mundane@example.com");
    assert_eq!(message.from().tag(), Some("_token~1'+`*%!-."));
    assert_eq!(message.top_via().branch(), Some("z9hG4bK-.!%66*_+`'~"));
    assert_eq!(
        message.call_id(),
        "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{"
    );
    assert_eq!(message.max_forwards(), Ok(Some(255)));
    assert_eq!(
        message.header_named("extensionHeader-!.%*+_`'~"),
        Some("\u{feff}大停電")
    );
}

#[test]
fn escapes() {
    let message = valid("esc01");
    let uri = message.request_uri().expect("request");
    assert_eq!(uri.user(), Some("sips%3Auser%40example.com"));
    assert_eq!(uri.host_str(), "example.net");
    assert_eq!(unescape(message.to().uri().user().expect("user")), "user");
    let contact = message.contact().expect("Contact").expect("an address");
    assert_eq!(contact.uri().user(), Some("cal%6Cer"));
    assert_eq!(
        contact.uri().params().value("n%61me"),
        Some("v%61lue%25%34%31")
    );
    assert!(
        !contact.uri().is_loose_router(),
        "an escaped name is another name"
    );

    let message = valid("escnull");
    assert_eq!(message.to().uri().user(), Some("null-%00-null"));
    assert_eq!(message.contacts().count(), 2);

    let message = valid("esc02");
    assert_eq!(message.method().as_str(), "RE%47IST%45R");
    assert_eq!(message.to().display_name(), "%Z%45");
    // `C%6Fntact` is another header.
    assert_eq!(message.contacts().count(), 2);
    assert!(message.header_named("C%6Fntact").is_some());
}

#[test]
fn spaces_where_they_are_odd() {
    assert_eq!(valid("lwsdisp").from().display_name(), "caller");
    // RFC 4475 §3.1.2.9, §3.1.2.10 and §3.1.2.14 allow repair: spaces around
    // an element, of which it holds none itself, cannot be read in two ways.
    let uri = |message: &Message| message.request_uri().expect("request").to_string();
    assert_eq!(uri(&valid("lwsstart")), "sip:user@example.com");
    assert_eq!(uri(&valid("trws")), "sip:remote-target@example.com");
    assert_eq!(
        valid("badaspec").to().uri().as_str(),
        "sip:t.watson@example.org"
    );
}

#[test]
fn long_values() {
    let message = valid("longreq");
    assert!(
        message
            .to()
            .display_name()
            .starts_with("I have a user name of extreme")
    );
    assert_eq!(message.to().uri().port(), Some(6000));
    assert_eq!(message.vias().count(), 34);
    assert!(message.vias().all(|via| via.is_ok()));
    assert_eq!(message.body().len(), 150);
}

#[test]
fn what_follows_a_datagram_is_ignored() {
    let message = valid("dblreq");
    assert_eq!(message.method(), &Method::Register);
    assert_eq!(message.body(), b"");
}

#[test]
fn users_with_semicolons() {
    let message = valid("semiuri");
    let uri = message.request_uri().expect("request");
    assert_eq!(uri.user(), Some("user;par=u%40example.net"));
    assert!(uri.params().is_empty());
    let accepted: Vec<&str> = message.tokens(HeaderName::Accept).collect();
    assert_eq!(accepted.len(), 6);
    assert_eq!(accepted[5], "message/sipfrag");
}

#[test]
fn transports() {
    let message = valid("transports");
    let names: Vec<String> = message
        .vias()
        .map(|via| via.expect("Via").transport().to_owned())
        .collect();
    assert_eq!(names, ["UDP", "SCTP", "TLS", "UNKNOWN", "TCP"]);
}

#[test]
fn multipart_bodies_are_bytes() {
    let message = valid("mpart01");
    let kind = message.content_type().expect("fine").expect("is there");
    assert!(kind.is("multipart", "mixed"));
    assert_eq!(kind.params().value("boundary"), Some("7a9cbec02ceef655"));
    assert_eq!(message.body().len(), 553);
    assert!(std::str::from_utf8(message.body()).is_err());
}

#[test]
fn reasons() {
    let message = valid("unreason");
    assert_eq!(message.status(), Some(StatusCode::OK));
    assert!(message.reason().starts_with("= 2**3 * 5**2 но сто"));
    let message = valid("noreason");
    assert_eq!(message.status(), Some(StatusCode::TRYING));
    assert_eq!(message.reason(), "");
}

#[test]
fn bad_dates_do_not_matter() {
    let message = valid("baddate");
    assert_eq!(
        message.header(HeaderName::Date),
        Some("Fri, 01 Jan 2010 16:00:00 EST")
    );
}

#[test]
fn a_contact_without_brackets_holds_no_headers() {
    let contacts: Vec<_> = valid("regbadct").contacts().collect();
    assert!(contacts.len() == 1 && contacts[0].is_err());
    let contact = valid("regescrt")
        .contact()
        .expect("fine")
        .expect("is there");
    assert_eq!(
        contact.uri().headers(),
        Some("Route=%3Csip:sip.example.com%3E")
    );
    // RFC 4475 §3.3.12 and §3.3.13: whose parameter it is depends on brackets.
    let outside = valid("cparam01")
        .contact()
        .expect("fine")
        .expect("is there");
    assert!(outside.params().contains("unknownparam"));
    assert!(!outside.uri().params().contains("unknownparam"));
    let inside = valid("cparam02")
        .contact()
        .expect("fine")
        .expect("is there");
    assert!(!inside.params().contains("unknownparam"));
    assert!(inside.uri().params().contains("unknownparam"));
}

#[test]
fn a_branch_of_nothing_but_the_cookie_names_no_transaction() {
    assert!(!valid("badbranch").top_via().has_magic_branch());
    assert!(!valid("inv2543").top_via().has_magic_branch());
    assert_eq!(valid("inv2543").from().tag(), None);
}

#[test]
fn what_the_layers_above_decide_on() {
    let scheme = |name| valid(name).request_uri().map(Uri::scheme);
    assert_eq!(scheme("unkscm"), Some(Scheme::Other));
    assert_eq!(scheme("novelsc"), Some(Scheme::Other));
    let message = valid("unksm2");
    assert_eq!(message.to().uri().scheme_str(), "isbn");
    assert_eq!(message.from().tag(), Some("3234233"));
    let message = valid("bext01");
    let required: Vec<&str> = message.tokens(HeaderName::Require).collect();
    assert_eq!(
        required,
        ["nothingSupportsThis", "nothingSupportsThisEither"]
    );
    let kind = valid("invut").content_type().expect("fine");
    assert!(kind.is_some_and(|kind| kind.is("application", "unknownformat")));
    assert!(
        valid("regaut01")
            .header(HeaderName::Authorization)
            .is_some()
    );
    assert_eq!(valid("zeromf").max_forwards(), Ok(Some(0)));
    assert_eq!(valid("bcast").vias().count(), 2);
    assert!(valid("sdp01").has_token(HeaderName::Accept, "text/nobodyKnowsThis"));
}

#[test]
fn addresses_of_version_six() {
    let uri = |name| valid(name).request_uri().expect("request").clone();
    let ip = |text: &str| Host::Ip(text.parse::<IpAddr>().expect("address"));
    assert_eq!(uri("ipv6-good").host(), ip("2001:db8::10"));
    assert_eq!(uri("port-ambiguous").host(), ip("2001:db8::10:5070"));
    assert_eq!(uri("port-ambiguous").port(), None);
    assert_eq!(uri("port-unambiguous").host(), ip("2001:db8::10"));
    assert_eq!(uri("port-unambiguous").port(), Some(5070));
    assert_eq!(answer(raw("ipv6-bad")), Some(StatusCode::BAD_REQUEST));
    for name in [
        "via-received-param-no-delim",
        "via-received-param-with-delim",
    ] {
        let received = valid(name).top_via().received();
        assert_eq!(received, "2001:db8::9:255".parse().ok(), "{name}");
    }
    assert!(
        valid("ipv6-in-sdp")
            .body()
            .ends_with(b"H263-1998/90000\r\n")
    );
    assert!(valid("mult-ip-in-sdp").body().starts_with(b"v=0\r\n"));
    let mapped = valid("ipv4-mapped-ipv6");
    assert_eq!(mapped.top_via().host(), ip("::ffff:192.0.2.10"));
    assert_eq!(mapped.top_via().port(), Some(19823));
    let third = valid("mult-ip-in-header").vias().nth(2);
    let third = third.expect("three Vias").expect("well-formed");
    assert_eq!(third.received(), "192.0.2.200".parse().ok());
}

/// RFC 5118 §4.10: the grammar of RFC 3261 let a third colon in before an
/// address of version four, so it is taken.
#[test]
fn the_third_colon() {
    for name in ["ipv6-bug-abnf-3-colons", "ipv6-correct-abnf-2-colons"] {
        let whole = [&raw(name), &b"\r\n"[..]].concat();
        let message = Message::parse(Octets::from(whole)).expect(name);
        let host = message.request_uri().expect("request").host();
        let expected: IpAddr = "2001:db8::192.0.2.1".parse().expect("address");
        assert_eq!(host, Host::Ip(expected), "{name}");
    }
}
