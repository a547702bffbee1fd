//! The event packages that we know, and those that we only pass on.

use crate::sip::header::{Event, TypedHeader as _};
use crate::sip::text::Text;

use super::super::abilities::EVENT_LIST;

/// An event package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Package {
    /// Whether somebody is there (RFC 3856).
    Presence,
    /// The calls of somebody (RFC 4235).
    Dialog,
    /// The messages that wait for somebody (RFC 3842).
    MessageSummary,
    /// One whose bodies only the program reads; in lower case.
    Other(Box<str>),
}

impl Package {
    /// The package called `name`. `None` where that is no name, or where a
    /// subscription is made by other means (RFC 3515 §2.4.4).
    pub(crate) fn named(name: &str) -> Option<Self> {
        let event = Event::parse(Text::from(name.trim())).ok()?;
        if event.package.as_str() != name.trim() {
            return None;
        }
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "presence" => Some(Self::Presence),
            "dialog" => Some(Self::Dialog),
            "message-summary" => Some(Self::MessageSummary),
            "refer" => None,
            name => Some(Self::Other(name.into())),
        }
    }

    /// Its name, for Event.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Presence => "presence",
            Self::Dialog => "dialog",
            Self::MessageSummary => "message-summary",
            Self::Other(name) => name,
        }
    }

    /// The types of bodies that we read, for Accept; `None` where only the program
    /// reads them.
    pub(super) fn accept(&self) -> Option<&'static str> {
        match self {
            Self::Presence => Some(
                "application/pidf+xml, application/cpim-pidf+xml, application/rlmi+xml, \
                 multipart/related",
            ),
            Self::Dialog => Some("application/dialog-info+xml"),
            Self::MessageSummary => Some("application/simple-message-summary"),
            Self::Other(_) => None,
        }
    }

    /// The extensions that help here, for Supported: lists of resources (RFC 4662 §4.1).
    pub(super) fn extension(&self) -> Option<&'static str> {
        matches!(self, Self::Presence).then_some(EVENT_LIST)
    }
}
