//! What a peer may send to make a reader work long: as much of one thing as fits
//! into a message.

use portsip_core::body::BodyError;
use portsip_core::body::cpim::CpimMessage;
use portsip_core::body::dialog_info::DialogInfo;
use portsip_core::body::imdn::DispositionNotification;
use portsip_core::body::is_composing::IsComposing;
use portsip_core::body::message_summary::MessageSummary;
use portsip_core::body::pidf::Presence;
use portsip_core::body::resource_list::ResourceList;
use portsip_core::limits::{XML_ATTRIBUTE_BYTES_MAX, XML_DOCUMENT_BYTES_MAX};

const ROOTS: [&str; 5] = [
    "presence",
    "dialog-info version='1'",
    "imdn",
    "isComposing",
    "list uri='x' version='1'",
];

/// What each reader of XML makes of `document`, in the order of [`ROOTS`].
fn errors(document: &str) -> [Option<BodyError>; 5] {
    let bytes = document.as_bytes();
    [
        Presence::parse(bytes).err(),
        DialogInfo::parse(bytes).err(),
        DispositionNotification::parse(bytes).err(),
        IsComposing::parse(bytes).err(),
        ResourceList::parse(bytes).err(),
    ]
}

/// Each reader refuses `inner` within its own root for this reason.
#[track_caller]
fn refused(before: &str, attributes: &str, inner: &str, expected: BodyError) {
    for (index, root) in ROOTS.iter().enumerate() {
        let name = root.split(' ').next().unwrap_or(root);
        let document = format!("{before}<{root}{attributes}>{inner}</{name}>");
        assert_eq!(errors(&document)[index], Some(expected), "{document:.60}");
    }
}

/// So many of `piece` that they fill a document.
fn filled(piece: &str) -> String {
    piece.repeat((XML_DOCUMENT_BYTES_MAX - 200) / piece.len())
}

#[test]
fn entities_are_not_expanded() {
    let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>\
        <!ENTITY c '&b;&b;&b;&b;'>]>";
    refused(laughs, "", "<note>&c;</note>", BodyError::DocumentType);
    let outside = "<!DOCTYPE l SYSTEM 'file:///etc/passwd'>";
    refused(outside, "", "", BodyError::DocumentType);
    let open = format!("<!DOCTYPE l [{}", filled("<!ENTITY a 'b'>"));
    refused(&open, "", "", BodyError::Malformed);
    refused("", "", "<note>&c;</note>", BodyError::Entity);
    refused("", " a='&c;'", "", BodyError::Entity);
    refused("", "", &filled("&c;"), BodyError::Entity);
}

#[test]
fn what_is_too_deep_or_too_large_is_refused() {
    refused("", "", &filled("<a>"), BodyError::TooLarge);
    refused("", "", &"<a>".repeat(100_000), BodyError::TooLarge);
    refused("", "", &filled("<a/>"), BodyError::TooLarge);
    let value = format!(" a='{}'", filled("x"));
    refused("", &value, "", BodyError::TooLarge);
    let value = format!(" a='{}'", "x".repeat(XML_ATTRIBUTE_BYTES_MAX + 1));
    refused("", &value, "", BodyError::TooLarge);
    refused("", &filled(" a='x'"), "", BodyError::TooLarge);
    refused(&filled(" "), "", &filled(" "), BodyError::TooLarge);
}

#[test]
fn what_never_ends_is_refused() {
    for open in [
        "<",
        "<a ",
        "<!--",
        "<!-- ",
        "<![CDATA[",
        "<?a ",
        "<a b='",
        "</",
        "&",
    ] {
        refused("", "", &filled(open), BodyError::Malformed);
    }
    for (index, root) in ROOTS.iter().enumerate() {
        let document = format!("<{root}>{}", filled("x"));
        assert_eq!(errors(&document)[index], Some(BodyError::Malformed));
    }
}

#[test]
fn what_is_passed_over_may_be_long() {
    for inner in [
        filled("x"),
        filled("&amp;"),
        filled("<!---->"),
        filled("<?a?>"),
        filled("&#65;"),
        format!("<![CDATA[{}]]>", filled("<")),
    ] {
        let presence = Presence::parse(format!("<presence>{inner}</presence>").as_bytes());
        assert_eq!(presence, Ok(Presence::default()), "{inner:.10}");
    }
}

#[test]
fn lines_without_end_are_survived() {
    // What is behind a number that can be read, and stands on its line or the next.
    for (piece, behind) in [
        ("A", Err(BodyError::Malformed)),
        (":", Err(BodyError::Malformed)),
        ("\r\n", Ok(1)),
        ("\r\n ", Ok(1)),
        ("A:\r\n", Err(BodyError::Malformed)),
        ("A:\n ", Err(BodyError::Malformed)),
        ("Message-Account: a\n", Err(BodyError::TooLarge)),
        ("\\u", Err(BodyError::Malformed)),
    ] {
        let text = filled(piece);
        let summary = MessageSummary::parse(text.as_bytes());
        assert!(summary.is_err(), "{piece:?}");
        assert!(CpimMessage::parse(text.as_bytes()).is_err(), "{piece:?}");
        let text = format!("Voice-Message: 1/2{text}");
        assert!(text.len() <= XML_DOCUMENT_BYTES_MAX);
        let summary = MessageSummary::parse(text.as_bytes());
        let mailboxes = summary.map(|summary| summary.accounts.len());
        assert_eq!(mailboxes, behind, "{piece:?}");
    }
    let folded = format!("Voice-Message:{}1/2", filled("\r\n "));
    assert!(MessageSummary::parse(folded.as_bytes()).is_ok());
    let escapes = format!("A: {}\r\n\r\n\r\n", filled("\\u0041"));
    let message = CpimMessage::parse(escapes.as_bytes()).expect("a wrapped message");
    assert_eq!(
        message.header("A"),
        Some(filled("\\u0041").replace("\\u0041", "A").as_str())
    );
}
