//! What is known of the dialogs of a user from the documents of one subscription
//! (RFC 4235 §4.3).

use super::{Dialog, DialogInfo, DialogState, DocumentState};
use crate::limits::WATCHED_DIALOGS_MAX;

/// The dialogs of a user who is watched, as far as they are known.
///
/// The documents of one subscription go in in the order in which they come. A new
/// subscription counts its documents anew, so it begins with a new table, or
/// with [`Self::restart`], after which dialogs that have not changed are not
/// told again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DialogInfoTable {
    version: Option<u32>,
    /// Those of the last full document, and what came later; also those that had
    /// ended by then, so that the next full document does not tell them again.
    dialogs: Vec<Dialog>,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is older than what is known, or was there before. Nothing changed.
    Stale,
    /// It was taken.
    Taken {
        /// The dialogs that are new or not as they were, in the order of the
        /// document. One that a full document has no longer is
        /// [`DialogState::Terminated`]; it comes last.
        changed: Vec<Dialog>,
        /// A partial document was lost, or none was full yet: the subscription is
        /// to be refreshed, which brings a full one (RFC 4235 §4.3).
        refresh: bool,
    },
}

impl DialogInfoTable {
    /// Without dialogs, before the first document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next document.
    ///
    /// A full document of the version that is known is taken too: there are servers
    /// that do not count, and those that send the same again do no harm.
    pub fn handle_document(&mut self, document: DialogInfo) -> Outcome {
        let known = self.version;
        let full = document.state == DocumentState::Full;
        if known
            .is_some_and(|known| document.version < known || (document.version == known && !full))
        {
            return Outcome::Stale;
        }
        self.version = Some(document.version);
        if full {
            let changed = self.replace(document.dialogs);
            return Outcome::Taken {
                changed,
                refresh: false,
            };
        }
        let next = known.and_then(|known| known.checked_add(1));
        Outcome::Taken {
            changed: self.merge(document.dialogs),
            refresh: next != Some(document.version),
        }
    }

    /// Begins to count anew; what is known stays until a document says otherwise.
    pub fn restart(&mut self) {
        self.version = None;
    }

    /// The dialogs that have not ended.
    pub fn dialogs(&self) -> impl Iterator<Item = &Dialog> {
        let dialogs = self.dialogs.iter();
        dialogs.filter(|dialog| dialog.state != DialogState::Terminated)
    }

    /// The dialog called `id`, where it has not ended.
    pub fn dialog(&self, id: &str) -> Option<&Dialog> {
        self.dialogs().find(|dialog| dialog.id == id)
    }

    fn replace(&mut self, dialogs: Vec<Dialog>) -> Vec<Dialog> {
        let known = std::mem::take(&mut self.dialogs);
        let mut changed: Vec<Dialog> = dialogs
            .iter()
            .filter(|dialog| !known.contains(dialog))
            .cloned()
            .collect();
        for mut gone in known {
            let ended = gone.state == DialogState::Terminated;
            if !ended && dialogs.iter().all(|dialog| dialog.id != gone.id) {
                gone.state = DialogState::Terminated;
                gone.event = None;
                gone.code = None;
                changed.push(gone);
            }
        }
        self.dialogs = dialogs;
        changed
    }

    /// Beyond the limit a dialog is told, but not kept.
    fn merge(&mut self, dialogs: Vec<Dialog>) -> Vec<Dialog> {
        let mut changed = Vec::new();
        for dialog in dialogs {
            let ended = dialog.state == DialogState::Terminated;
            match self.dialogs.iter().position(|known| known.id == dialog.id) {
                Some(place) if self.dialogs.get(place) == Some(&dialog) => continue,
                Some(place) => {
                    self.dialogs.remove(place);
                    if !ended {
                        self.dialogs.insert(place, dialog.clone());
                    }
                }
                None if !ended && self.dialogs.len() < WATCHED_DIALOGS_MAX => {
                    self.dialogs.push(dialog.clone());
                }
                None => {}
            }
            changed.push(dialog);
        }
        changed
    }
}
