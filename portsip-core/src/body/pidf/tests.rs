//! Presence documents as servers and phones send them.

use super::*;
use crate::limits::{PRESENCE_NOTES_MAX, PRESENCE_TUPLES_MAX};

/// What Kamailio's presence module sends of a phone in a call.
const KAMAILIO: &str = r#"<?xml version="1.0"?>
<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" xmlns:c="urn:ietf:params:xml:ns:pidf:cipid" entity="sip:201@192.0.2.1">
  <tuple id="0xb4f2d2a">
    <status>
      <basic>open</basic>
    </status>
    <contact>sip:201@192.0.2.7:5062</contact>
  </tuple>
  <dm:person id="0xb4f2d2b">
    <rpid:activities>
      <rpid:on-the-phone/>
    </rpid:activities>
  </dm:person>
</presence>
"#;

/// In the manner of pjsua, away.
const PJSUA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<presence entity="&quot;A&quot; &lt;sip:a@example.com&gt;" xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid">
 <tuple id="pj1">
  <status><basic>open</basic></status>
  <timestamp>2026-01-02T10:11:12.123Z</timestamp>
  <note>Back at three</note>
 </tuple>
 <dm:person id="pj2"><rpid:activities><rpid:away /></rpid:activities><dm:note>Away from here</dm:note></dm:person>
</presence>"#;

fn presence(text: &str) -> Presence {
    Presence::parse(text.as_bytes()).expect("a presence document")
}

fn within(inner: &str) -> Presence {
    presence(&format!("<presence entity='sip:a@b'>{inner}</presence>"))
}

#[test]
fn an_activity_speaks_where_there_is_no_note() {
    let presence = presence(KAMAILIO);
    assert_eq!(presence.entity, "sip:201@192.0.2.1");
    assert!(presence.is_open());
    assert_eq!(presence.state_text(), "On the phone");
    let contact = presence.tuples[0].contact.as_ref().expect("a contact");
    assert_eq!(contact.uri, "sip:201@192.0.2.7:5062");
    assert_eq!(contact.priority, None);
}

#[test]
fn the_note_of_the_tuple_comes_first() {
    let presence = presence(PJSUA);
    assert_eq!(presence.entity, "\"A\" <sip:a@example.com>");
    assert_eq!(presence.state_text(), "Back at three");
    let person = &presence.persons[0];
    assert_eq!(person.activities, [Activity::Named(NamedActivity::Away)]);
    assert_eq!(person.notes[0].text, "Away from here");
    let timestamp = presence.tuples[0].timestamp.as_deref();
    assert_eq!(timestamp, Some("2026-01-02T10:11:12.123Z"));
}

#[test]
fn the_text_is_that_of_the_open_tuple_with_the_highest_priority() {
    let presence = within(
        "<tuple id='a'><status><basic>closed</basic></status>\
         <contact priority='1.0'>sip:x</contact><note>gone</note></tuple>\
         <tuple id='b'><status><basic> OPEN </basic></status><note>anywhere</note></tuple>\
         <tuple id='c'><status><basic>open</basic></status>\
         <contact priority='0.8'>sip:y</contact><note xml:lang='en'>here</note></tuple>\
         <tuple id='d'><status><basic>open</basic></status>\
         <contact priority='7'>sip:z</contact><note>there</note></tuple>",
    );
    assert!(presence.is_open());
    assert_eq!(presence.state_text(), "here");
    let tuple = presence.preferred_tuple().expect("a tuple");
    assert_eq!(tuple.id, "c");
    assert_eq!(tuple.notes[0].language.as_deref(), Some("en"));
}

#[test]
fn who_is_closed_can_say_why() {
    let closed = within(
        "<tuple id='a'><status><basic>closed</basic></status></tuple>\
         <person id='p'><activities><other>Fishing</other></activities></person>",
    );
    assert!(!closed.is_open());
    assert_eq!(closed.state_text(), "Fishing");
    let noted = within("<note>  </note><note>On holiday</note>");
    assert!(!noted.is_open());
    assert_eq!(noted.state_text(), "On holiday");
    assert_eq!(within("").state_text(), "");
    assert!(!within("<tuple id='a'><status/></tuple>").is_open());
}

#[test]
fn activities_are_read_in_their_older_places() {
    let old = within(
        "<tuple id='a'><status><basic>open</basic>\
         <es:activities><es:activity>meeting</es:activity></es:activities></status></tuple>",
    );
    assert_eq!(old.state_text(), "Meeting");
    let unknown = within("<person><activities><unknown/><doing-nothing/></activities></person>");
    assert_eq!(unknown.state_text(), "doing nothing");
}

#[test]
fn devices_say_nothing_of_the_user() {
    let presence = within(
        "<tuple id='a'><status><basic>open</basic></status></tuple>\
         <dm:device id='d'><dm:deviceID>urn:x:1</dm:deviceID><dm:note>PC</dm:note></dm:device>",
    );
    assert_eq!(presence.state_text(), "");
    assert_eq!(presence.devices[0].device_id.as_deref(), Some("urn:x:1"));
    assert_eq!(presence.devices[0].notes[0].text, "PC");
}

#[test]
fn what_is_partial_is_told_apart() {
    let diff = "<p:pidf-diff xmlns:p='urn:ietf:params:xml:ns:pidf-diff' version='2'/>";
    assert_eq!(Presence::parse(diff.as_bytes()), Err(BodyError::Partial));
    let full = "<p:pidf-full xmlns:p='urn:ietf:params:xml:ns:pidf-diff' version='1'/>";
    assert_eq!(Presence::parse(full.as_bytes()), Err(BodyError::Partial));
    let other = Presence::parse(b"<dialog-info/>");
    assert_eq!(other, Err(BodyError::OtherDocument));
}

#[test]
fn there_are_not_too_many_of_anything() {
    let tuples = "<tuple id='a'/>".repeat(PRESENCE_TUPLES_MAX + 1);
    let notes = "<note>x</note>".repeat(PRESENCE_NOTES_MAX + 1);
    for inner in [tuples, notes] {
        let text = format!("<presence>{inner}</presence>");
        assert_eq!(Presence::parse(text.as_bytes()), Err(BodyError::TooLarge));
    }
}

#[test]
fn a_status_is_written_with_its_activity() {
    let status = PresenceStatus {
        entity: "sip:a@example.com",
        tuple: "t1",
        contact: Some("sip:a@192.0.2.1;transport=tcp"),
        basic: Basic::Open,
        note: "on the PHONE",
    };
    assert_eq!(
        status.write(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n\
         <presence xmlns=\"urn:ietf:params:xml:ns:pidf\" \
         xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\" \
         xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" entity=\"sip:a@example.com\">\
         <tuple id=\"t1\"><status><basic>open</basic></status>\
         <contact>sip:a@192.0.2.1;transport=tcp</contact><note>on the PHONE</note></tuple>\
         <dm:person id=\"t1-person\"><rpid:activities><rpid:on-the-phone/></rpid:activities>\
         </dm:person></presence>\r\n"
    );
    let read = presence(&status.write());
    let activity = Activity::Named(NamedActivity::OnThePhone);
    assert_eq!(read.persons[0].activities, [activity]);
}

#[test]
fn a_media_type_may_be_an_old_name() {
    assert!(is_media_type("Application/PIDF+xml "));
    assert!(is_media_type("application/cpim-pidf+xml"));
    assert!(is_media_type("application/pidf-diff+xml"));
    assert!(!is_media_type("application/xpidf+xml"));
}
