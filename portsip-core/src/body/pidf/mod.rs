//! Presence documents: PIDF (RFC 3863) with the data model (RFC 4479) and the
//! activities of RPID (RFC 4480).

mod activity;
mod read;
mod write;

use std::cmp::Ordering;

pub use activity::{Activity, NamedActivity};
pub use write::PresenceStatus;

use super::BodyError;

/// The type of a presence document.
pub const MEDIA_TYPE: &str = "application/pidf+xml";

/// Whether `media_type`, without parameters, is that of a presence document. Old
/// systems call it `application/cpim-pidf+xml`. A partial one (RFC 5262) is named
/// too, so that [`Presence::parse`] can tell that it is one.
pub fn is_media_type(media_type: &str) -> bool {
    let names = [
        MEDIA_TYPE,
        "application/cpim-pidf+xml",
        "application/pidf-diff+xml",
    ];
    let media_type = media_type.trim_ascii();
    names
        .iter()
        .any(|name| media_type.eq_ignore_ascii_case(name))
}

/// What is known of a user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// Whose presence it is; empty where the document does not say.
    pub entity: String,
    /// The ways to reach the user.
    pub tuples: Vec<Tuple>,
    /// The user, as a person (RFC 4479 §3.2).
    pub persons: Vec<Person>,
    /// The user's devices (RFC 4479 §3.4).
    pub devices: Vec<Device>,
    /// Notes on the whole document.
    pub notes: Vec<Note>,
}

/// One way to reach the user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tuple {
    /// Its id in the document; may be empty.
    pub id: String,
    /// Whether it takes calls and messages; `None` where that is not said.
    pub basic: Option<Basic>,
    /// Where it is.
    pub contact: Option<Contact>,
    /// Notes on it.
    pub notes: Vec<Note>,
    /// What the user does, as systems older than the data model say it.
    pub activities: Vec<Activity>,
    /// When this was so (RFC 3339), as it is written.
    pub timestamp: Option<String>,
}

/// Whether somebody can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basic {
    /// Calls and messages are taken.
    Open,
    /// They are not.
    Closed,
}

/// Where somebody can be reached.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// The address.
    pub uri: String,
    /// From 0 to 1, the highest to be tried first. Without it the address comes
    /// last (RFC 3863 §4.1.4).
    pub priority: Option<f32>,
}

/// The user, as a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// Its id in the document; may be empty.
    pub id: String,
    /// What the user does.
    pub activities: Vec<Activity>,
    /// Notes on the person and on the activities.
    pub notes: Vec<Note>,
    /// When this was so (RFC 3339), as it is written.
    pub timestamp: Option<String>,
}

/// A device of the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// Its id in the document; may be empty.
    pub id: String,
    /// The name that the device has everywhere, a URN.
    pub device_id: Option<String>,
    /// Notes on it.
    pub notes: Vec<Note>,
}

/// Text for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The language tag (RFC 5646).
    pub language: Option<String>,
    /// The text; never empty.
    pub text: String,
}

impl Presence {
    /// Reads a document. [`BodyError::Partial`] for one that only says what has
    /// changed (RFC 5262), and for the whole that such changes are for.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        read::read(bytes)
    }

    /// Whether the user can be reached: whether any tuple is open.
    pub fn is_open(&self) -> bool {
        let mut tuples = self.tuples.iter();
        tuples.any(|tuple| tuple.basic == Some(Basic::Open))
    }

    /// One text that says how the user is, for an application to show; empty where
    /// the document has none.
    ///
    /// It is that of one tuple: of the open ones, where the user can be reached, the
    /// one whose contact has the highest priority, since that is where a call would
    /// go; the first of several. The text is the first of: a note on the tuple; a
    /// note on the person; a note on the document; the English name of an
    /// activity of the person; of the tuple. The notes of other tuples and of
    /// devices are about other ways to reach the user, so they are not taken.
    pub fn state_text(&self) -> &str {
        let tuple = self.preferred_tuple();
        let noted = tuple.into_iter().flat_map(|tuple| &tuple.notes);
        let noted = noted.chain(self.persons.iter().flat_map(|person| &person.notes));
        let mut notes = noted.chain(&self.notes);
        if let Some(note) = notes.next() {
            return &note.text;
        }
        let done = self.persons.iter().flat_map(|person| &person.activities);
        let mut done = done.chain(tuple.into_iter().flat_map(|tuple| &tuple.activities));
        done.next().map(Activity::text).unwrap_or_default()
    }

    /// The tuple that speaks for the user, see [`Self::state_text`].
    pub fn preferred_tuple(&self) -> Option<&Tuple> {
        let open = self.is_open();
        let tuples = self.tuples.iter();
        let tuples = tuples.filter(|tuple| !open || tuple.basic == Some(Basic::Open));
        tuples.reduce(
            |best, next| match next.priority().partial_cmp(&best.priority()) {
                Some(Ordering::Greater) => next,
                _ => best,
            },
        )
    }
}

impl Tuple {
    /// Below any that is written, where none is.
    fn priority(&self) -> f32 {
        let contact = self.contact.as_ref();
        contact.and_then(|contact| contact.priority).unwrap_or(-1.0)
    }
}

#[cfg(test)]
mod tests;
