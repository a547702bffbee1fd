//! Our contacts at the registrar: what is asked for, and what it may hold.

use std::fmt::Write as _;

use smallvec::SmallVec;

use crate::limits::STALE_CONTACTS_MAX;
use crate::sip::header::{Contact, HeaderName, params};
use crate::sip::message::{Message, RequestBuilder};
use crate::sip::uri::Uri;

use super::super::account::THREE_GPP_TAGS;

/// The contacts of one registration.
#[derive(Debug, Default)]
pub(super) struct Contacts {
    /// In the REGISTER that is out, or in the last one.
    asked: Option<Uri>,
    /// What the registrar may have, the newest last.
    given: SmallVec<[Uri; 1]>,
}

/// How our contact is told from others of the same user (RFC 5626 §4.1), and
/// what it says of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instance<'a> {
    /// A UUID; empty for none.
    pub(super) id: &'a str,
    /// Whether the registrar may be asked to keep to the flow.
    pub(super) outbound: bool,
    /// Whether it says that we speak the services of 3GPP.
    pub(super) three_gpp_tags: bool,
}

impl Contacts {
    /// Whether the registrar may have one of ours.
    pub(super) fn any(&self) -> bool {
        !self.given.is_empty()
    }

    /// Whether the last one asked for is the same.
    pub(super) fn asked_for(&self, uri: &Uri) -> bool {
        self.asked.as_ref() == Some(uri)
    }

    /// Asks for `uri`, and for those before it to be forgotten. A registrar
    /// that keeps to flows puts one in the place of the other by itself.
    pub(super) fn ask(&mut self, uri: Uri, instance: Instance<'_>, request: &mut RequestBuilder) {
        write(&uri, instance, None, request);
        for stale in self.given.iter().filter(|given| !given.equivalent(&uri)) {
            write(stale, Instance::NONE, Some(0), request);
        }
        self.asked = Some(uri);
    }

    /// Asks for all of ours to be forgotten, as they were given, whatever we
    /// look like now.
    pub(super) fn take_back(&self, instance: Instance<'_>, request: &mut RequestBuilder) {
        for given in &self.given {
            write(given, instance, None, request);
        }
    }

    /// The registrar has done what was asked.
    pub(super) fn granted(&mut self) {
        self.given.clear();
        self.given.extend(self.asked.clone());
    }

    /// The registrar has none of ours any more.
    pub(super) fn forgotten(&mut self) {
        *self = Self::default();
    }

    /// No answer came: the registrar may have it all the same.
    pub(super) fn unanswered(&mut self) {
        let Some(asked) = &self.asked else { return };
        if self.given.iter().any(|given| given.equivalent(asked)) {
            return;
        }
        if self.given.len() >= STALE_CONTACTS_MAX {
            self.given.remove(0);
        }
        self.given.push(asked.clone());
    }

    /// The contact that was asked for, in the answer: our instance, whatever its
    /// URI (RFC 5626 §6), else the same URI. One that stands alone is ours even
    /// where a NAT has changed it.
    pub(super) fn ours(&self, response: &Message, instance: Instance<'_>) -> Option<Contact> {
        let asked = self.asked.as_ref()?;
        let (mut ours, mut by_uri, mut alone) = (None, None, None);
        for (index, contact) in response.contacts().flatten().enumerate() {
            let is_asked = contact.uri().is_some_and(|uri| asked.equivalent(uri));
            match (instance.is_in(&contact), is_asked) {
                (true, true) => return Some(contact),
                (true, false) => _ = ours.get_or_insert(contact),
                (false, true) => _ = by_uri.get_or_insert(contact),
                (false, false) => alone = (index == 0).then_some(contact),
            }
        }
        ours.or(by_uri).or(alone)
    }
}

impl Instance<'_> {
    /// A contact that is told by its URI alone.
    const NONE: Instance<'static> = Instance {
        id: "",
        outbound: false,
        three_gpp_tags: false,
    };

    /// The extensions of registration that we speak, for Supported (RFC 3327
    /// §5.1, RFC 5626 §4.2.1, RFC 5627 §4.1).
    pub(super) const fn supported(self) -> &'static str {
        match (self.id.is_empty(), self.outbound) {
            (true, _) => "path",
            (false, false) => "path, gruu",
            (false, true) => "path, outbound, gruu",
        }
    }

    fn is_in(self, contact: &Contact) -> bool {
        let parameters = contact.address().map(|address| address.params());
        let named = parameters.and_then(|parameters| parameters.value("+sip.instance"));
        !self.id.is_empty()
            && named.is_some_and(|named| {
                let named = params::unquote(named);
                let urn = named.trim_start_matches('<').trim_end_matches('>');
                let id = urn.get("urn:uuid:".len()..);
                id.is_some_and(|id| id.eq_ignore_ascii_case(self.id))
            })
    }
}

fn write(uri: &Uri, instance: Instance<'_>, expires_s: Option<u32>, request: &mut RequestBuilder) {
    let mut value = String::with_capacity(160);
    // Writing into a String cannot fail.
    let _ = write!(value, "<{uri}>");
    if let Some(expires_s) = expires_s {
        let _ = write!(value, ";expires={expires_s}");
    }
    if !instance.id.is_empty() {
        let _ = write!(value, ";+sip.instance=\"<urn:uuid:{}>\"", instance.id);
    }
    if instance.outbound {
        value.push_str(";reg-id=1");
    }
    let tags = instance.three_gpp_tags.then_some(THREE_GPP_TAGS);
    for (name, value_of_tag) in tags.into_iter().flatten() {
        let _ = match value_of_tag {
            Some(text) => write!(value, ";{name}={text}"),
            None => write!(value, ";{name}"),
        };
    }
    request.header(HeaderName::Contact, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    /// The URI and expiry of the contact that is ours in an answer.
    fn ours(id: &str, in_answer: &[&str]) -> Option<String> {
        let asked = Uri::parse("sip:alice@10.0.0.1").expect("a URI");
        let contacts = Contacts {
            asked: Some(asked),
            given: SmallVec::new(),
        };
        let instance = Instance {
            id,
            ..Instance::NONE
        };
        let listed = in_answer.join(", ");
        let text = format!(
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKa\r\n\
             From: <sip:alice@h>;tag=a\r\nTo: <sip:alice@h>;tag=b\r\nCall-ID: c\r\n\
             CSeq: 1 REGISTER\r\nContact: {listed}\r\nContent-Length: 0\r\n\r\n"
        );
        let response = Message::parse(text.into_bytes().into()).expect("a response");
        let found = contacts.ours(&response, instance)?;
        Some(found.uri().expect("a URI").as_str().to_owned())
    }

    #[test]
    fn our_instance_is_ours_then_our_uri_then_what_stands_alone() {
        let same = "<sip:alice@10.0.0.1>";
        let others = format!(
            "{same};+sip.instance=\"<urn:uuid:{}>\"",
            ID.replace('f', "0")
        );
        let moved = format!("<sip:alice@203.0.113.7>;+sip.instance=\"<urn:uuid:{ID}>\"");
        let alone = "<sip:alice@203.0.113.8>";
        let is = |found: Option<String>, uri: &str| assert_eq!(found.as_deref(), Some(uri));
        is(ours(ID, &[&others, &moved]), "sip:alice@203.0.113.7");
        is(ours(ID, &[alone, same]), "sip:alice@10.0.0.1");
        is(ours("", &[&moved, same]), "sip:alice@10.0.0.1");
        is(ours(ID, &[alone]), "sip:alice@203.0.113.8");
        assert_eq!(ours("", &[alone, &moved]), None);
    }
}
