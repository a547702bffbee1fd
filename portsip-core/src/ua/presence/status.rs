//! What is told of us: a text, and whether we can be reached.

use std::sync::Arc;

use crate::body::pidf::{Basic, PresenceStatus};
use crate::error::{Error, Result};
use crate::limits::PRESENCE_TEXT_BYTES_MAX;

/// What is told where the program has not said anything.
const ONLINE: &str = "Online";
/// The text, in any case, that means that we cannot be reached.
const OFFLINE: &str = "Offline";

/// What is told of us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ua) struct Status(Arc<str>);

impl Default for Status {
    fn default() -> Self {
        Self(ONLINE.into())
    }
}

impl Status {
    /// The status with this text.
    ///
    /// `CoreArgumentIncorrect` for none, `CoreDataSizeTooLarge`.
    pub(in crate::ua) fn new(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::CoreArgumentIncorrect);
        }
        if text.len() > PRESENCE_TEXT_BYTES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        Ok(Self(text.into()))
    }

    /// The document that tells it of `entity`, a URI; `tuple` names this phone,
    /// in letters and digits.
    pub(in crate::ua) fn document(&self, entity: &str, tuple: &str) -> String {
        let basic = if self.0.eq_ignore_ascii_case(OFFLINE) {
            Basic::Closed
        } else {
            Basic::Open
        };
        // An XML name begins with a letter.
        let tuple = format!("t{tuple}");
        let status = PresenceStatus {
            entity,
            tuple: &tuple,
            contact: Some(entity),
            basic,
            note: &self.0,
        };
        status.write()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::pidf::Presence;

    fn read(text: &str) -> (bool, String) {
        let status = Status::new(text).expect("a status");
        let document = status.document("sip:a@h", "1");
        let presence = Presence::parse(document.as_bytes()).expect("a document");
        assert_eq!(presence.entity, "sip:a@h");
        (presence.is_open(), presence.state_text().to_owned())
    }

    #[test]
    fn offline_is_closed_in_any_case() {
        assert_eq!(read("At lunch"), (true, "At lunch".to_owned()));
        assert_eq!(read("Offline soon"), (true, "Offline soon".to_owned()));
        assert!(!read("Offline").0 && !read(" OFFLINE ").0);
    }

    #[test]
    fn a_text_is_wanted_of_bounded_length() {
        assert_eq!(Status::new(" \t"), Err(Error::CoreArgumentIncorrect));
        let long = "x".repeat(PRESENCE_TEXT_BYTES_MAX);
        assert!(Status::new(&long).is_ok());
        let long = "x".repeat(PRESENCE_TEXT_BYTES_MAX + 1);
        assert_eq!(Status::new(&long), Err(Error::CoreDataSizeTooLarge));
    }
}
