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

    /// The contact that was asked for, in the answer. One that stands alone is
    /// ours even where a NAT has changed it.
    pub(super) fn ours(&self, response: &Message, instance: Instance<'_>) -> Option<Contact> {
        let asked = self.asked.as_ref()?;
        let mut alone = None;
        let mut ours = None;
        for (index, contact) in response.contacts().flatten().enumerate() {
            if contact.uri().is_some_and(|uri| asked.equivalent(uri)) {
                return Some(contact);
            }
            if instance.is_in(&contact) {
                ours.get_or_insert(contact);
            } else {
                alone = (index == 0).then_some(contact);
            }
        }
        ours.or(alone)
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
