//! What we tell others that we can do: the headers Allow and Supported.
//!
//! One place for all of them: a method or extension that begins to work is one
//! more entry here.

use crate::config::{ReliableProvisional, Signalling};
use crate::sip::message::FieldValue;

/// The methods we take, for Allow.
pub(crate) const ALLOW: &str =
    "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY, SUBSCRIBE, MESSAGE";

/// The event packages that others may subscribe to, for Allow-Events; where presence
/// is published, only the second.
pub(crate) const ALLOW_EVENTS: &str = "presence, refer";
pub(crate) const ALLOW_EVENTS_WITHOUT_PRESENCE: &str = "refer";

/// The option tag of reliable provisional responses (RFC 3262).
pub(crate) const RELIABLE_PROVISIONAL: &str = "100rel";

/// The option tag of subscriptions to lists of resources (RFC 4662).
pub(crate) const EVENT_LIST: &str = "eventlist";

/// An extension, and whether the settings leave it on.
struct Extension {
    option_tag: &'static str,
    is_on: fn(&Signalling) -> bool,
}

/// The extensions of calls that we speak. Those of registration alone are told
/// in REGISTER.
const EXTENSIONS: &[Extension] = &[
    // RFC 3262.
    Extension {
        option_tag: RELIABLE_PROVISIONAL,
        is_on: |signalling| signalling.reliable_provisional != ReliableProvisional::Never,
    },
    // RFC 3891.
    Extension {
        option_tag: "replaces",
        is_on: |_| true,
    },
    // RFC 4488.
    Extension {
        option_tag: "norefersub",
        is_on: |_| true,
    },
    // RFC 4538.
    Extension {
        option_tag: "tdialog",
        is_on: |_| true,
    },
    // RFC 6228.
    Extension {
        option_tag: "199",
        is_on: |_| true,
    },
    // RFC 4028; the setting is only whether we ask for it.
    Extension {
        option_tag: "timer",
        is_on: |_| true,
    },
];

/// The value of Supported.
#[derive(Clone, Copy)]
pub(crate) struct Supported<'a> {
    signalling: &'a Signalling,
    of_change: bool,
}

impl<'a> Supported<'a> {
    /// What these settings leave on.
    pub(crate) fn new(signalling: &'a Signalling) -> Self {
        Self {
            signalling,
            of_change: false,
        }
    }

    /// The same for a re-INVITE or UPDATE: nobody is asked about a change, so its
    /// provisional responses are worth no PRACK.
    pub(crate) fn of_change(self) -> Self {
        Self {
            of_change: true,
            ..self
        }
    }

    /// The option tags, in the order they are written.
    pub(crate) fn tags(self) -> impl Iterator<Item = &'static str> {
        EXTENSIONS
            .iter()
            .filter(move |extension| (extension.is_on)(self.signalling))
            .map(|extension| extension.option_tag)
            .filter(move |tag| !self.of_change || *tag != RELIABLE_PROVISIONAL)
    }

    /// Whether we speak an extension.
    pub(crate) fn has(self, option_tag: &str) -> bool {
        self.tags()
            .any(|ours| ours.eq_ignore_ascii_case(option_tag))
    }
}

impl FieldValue for Supported<'_> {
    fn write_to(&self, out: &mut Vec<u8>) {
        write_list(self.tags(), out);
    }
}

/// Writes names as the value of a header that is a list.
pub(crate) fn write_list<'a>(names: impl Iterator<Item = &'a str>, out: &mut Vec<u8>) {
    for (index, name) in names.enumerate() {
        if index > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(name.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_as_a_list() {
        let settings = Signalling::default();
        let supported = Supported::new(&settings);
        let mut written = Vec::new();
        supported.write_to(&mut written);
        let tags: Vec<_> = supported.tags().collect();
        assert_eq!(written, tags.join(", ").as_bytes());
        assert!(supported.has("199") && !supported.has("nothing"));
    }

    #[test]
    fn provisional_responses_to_a_change_are_not_acknowledged() {
        let settings = Signalling {
            reliable_provisional: ReliableProvisional::Supported,
            ..Signalling::default()
        };
        let supported = Supported::new(&settings);
        assert!(supported.has(RELIABLE_PROVISIONAL));
        assert!(!supported.of_change().has(RELIABLE_PROVISIONAL));
        assert!(supported.of_change().has("timer"));
    }
}
