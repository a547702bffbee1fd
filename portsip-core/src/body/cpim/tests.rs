//! Wrapped messages as phones send them.

use super::*;
use crate::limits::{CPIM_HEADERS_MAX, SIP_MESSAGE_BYTES_MAX};

const WRAPPED: &str = "From: Bear of the Wood <im:bear@wood.example>\r\n\
    To: \"Piglet\" <im:piglet@wood.example>\r\n\
    To: im:owl@wood.example\r\n\
    cc: <im:rabbit@wood.example>\r\n\
    DateTime: 2026-03-01T13:40:00-08:00\r\n\
    Subject: the weather \\\"today\\\"\r\n\
    Subject:;lang=de das Wetter; heute\r\n\
    NS: Wood <urn:example:wood>\r\n\
    Wood.Tree: oak \\u00e9\\\\n\r\n\
    Require: Wood.Tree, Wood.Path\r\n\
    \r\n\
    Content-type: text/plain;\r\n charset=utf-8\r\n\
    Content-ID: <1@wood.example>\r\n\
    \r\n\
    It rains.\r\n\r\nStill.";

fn message_of(text: &str) -> CpimMessage {
    CpimMessage::parse(text.as_bytes()).expect("a wrapped message")
}

fn address(display_name: &str, uri: &str) -> CpimAddress {
    CpimAddress {
        display_name: display_name.to_owned(),
        uri: uri.to_owned(),
    }
}

#[test]
fn an_envelope_is_read() {
    let message = message_of(WRAPPED);
    let bear = address("Bear of the Wood", "im:bear@wood.example");
    assert_eq!(message.from(), Some(bear));
    let to = [
        address("Piglet", "im:piglet@wood.example"),
        address("", "im:owl@wood.example"),
    ];
    assert_eq!(message.to(), to);
    assert_eq!(message.cc(), [address("", "im:rabbit@wood.example")]);
    assert_eq!(message.date_time(), Some("2026-03-01T13:40:00-08:00"));
    assert_eq!(message.subject(), Some("the weather \"today\""));
    assert_eq!(message.headers[6].language.as_deref(), Some("de"));
    assert_eq!(message.headers[6].value, "das Wetter; heute");
    let tree = message.header_of("urn:example:wood", "Tree");
    assert_eq!(tree, Some("oak é\\n"));
    assert_eq!(message.header_of("urn:example:sea", "Tree"), None);
    let required: Vec<&str> = message.required().collect();
    assert_eq!(required, ["Wood.Tree", "Wood.Path"]);
}

#[test]
fn the_content_is_what_stands_behind_its_own_head() {
    let message = message_of(WRAPPED);
    assert_eq!(message.content_type(), Some("text/plain; charset=utf-8"));
    assert_eq!(
        message.content_header("content-id"),
        Some("<1@wood.example>")
    );
    assert_eq!(message.content, b"It rains.\r\n\r\nStill.");
}

#[test]
fn lines_may_end_in_a_bare_line_feed() {
    let message =
        message_of("\nFrom: <sip:a@b>\nNS: <urn:x>\nKey: v\n\nContent-Type: a/b\n\n\0\u{ff}");
    assert_eq!(message.from(), Some(address("", "sip:a@b")));
    assert_eq!(message.header_of("urn:x", "Key"), Some("v"));
    assert_eq!(message.content, "\0\u{ff}".as_bytes());
    let folded = message_of("A:\r\n b\r\n\t\r\n c\r\n \r\n\r\n\r\n");
    assert_eq!(folded.header("A"), Some("b c"));
    let bare = CpimMessage::parse(b"To: x\r\n\r\n\r\n").expect("without MIME headers");
    assert_eq!(bare.content_type(), None);
    assert_eq!(bare.content, b"");
}

#[test]
fn what_is_written_is_read_back() {
    let read = message_of(WRAPPED);
    assert_eq!(CpimMessage::parse(&read.write()), Ok(read.clone()));
    let strange = CpimMessage {
        headers: vec![
            CpimHeader::new("Subject", ";lang=x \\u0041\r\nTo: \u{7}\u{85}é"),
            CpimHeader::new("Subject", " \u{2003}"),
            CpimHeader::new("From", address("A \\ B", "im:a@b").write()),
        ],
        content_headers: vec![(String::from("Content-Type"), String::from("a/b"))],
        content: vec![0, 255, 13, 10],
    };
    assert_eq!(CpimMessage::parse(&strange.write()), Ok(strange.clone()));
    assert_eq!(strange.from(), Some(address("A \\ B", "im:a@b")));
}

#[test]
fn nothing_can_be_smuggled_into_a_head() {
    let message = CpimMessage {
        headers: vec![CpimHeader::new("X\r\nY: ", "1\r\nZ: 2")],
        content_headers: vec![(String::from("A:b c"), String::from("1\r\nD: 2"))],
        content: Vec::new(),
    };
    let text = String::from_utf8(message.write()).expect("UTF-8");
    assert_eq!(text, "XY: 1\\r\\nZ: 2\r\n\r\nAbc: 1  D: 2\r\n\r\n");
}

#[test]
fn escapes_that_are_none_stand_for_themselves() {
    let message = message_of("A: \\x \\u12 \\u00g0 \\ud800 \\u0000 \\ué123 \\\r\n\r\n\r\n");
    let expected = "\\x \\u12 \\u00g0 \u{fffd} \u{fffd} \\ué123 \\";
    assert_eq!(message.header("a"), Some(expected));
}

#[test]
fn what_is_no_wrapped_message_is_refused() {
    for text in [
        "",
        "\r\n",
        "hello",
        "hello\r\n\r\n",
        "From: a\r\n\r\n",
        "From: a\r\n\r\nno colon\r\n\r\n",
        "From: a\0\r\n\r\n\r\n",
        "From: a\rb\r\n\r\n\r\n",
        " From: a",
    ] {
        let read = CpimMessage::parse(text.as_bytes());
        assert_eq!(read, Err(BodyError::Malformed), "{text:?}");
    }
    let latin = CpimMessage::parse(b"From: \xe9\r\n\r\n\r\n");
    assert_eq!(latin, Err(BodyError::Encoding));
    let many = "A: b\r\n".repeat(CPIM_HEADERS_MAX + 1);
    assert_eq!(
        CpimMessage::parse(many.as_bytes()),
        Err(BodyError::TooLarge)
    );
    let long = vec![b'a'; SIP_MESSAGE_BYTES_MAX + 1];
    assert_eq!(CpimMessage::parse(&long), Err(BodyError::TooLarge));
}
