//! What is known of the dialogs of a user from the documents of one subscription
//! (RFC 4235 §4.3).

use super::{Dialog, DialogInfo, DialogState, DocumentState, Participant, Target};
use crate::limits::{WATCHED_DIALOG_TEXT_BYTES_MAX, WATCHED_DIALOGS_MAX};

/// The dialogs of a user who is watched, as far as they are known.
///
/// The documents of one subscription go in in the order in which they come. A new
/// subscription counts its documents anew, so it begins with a new table, or
/// with [`Self::restart`], after which dialogs that have not changed are not
/// told again.
///
/// Of a dialog is kept what a program is told of it, and what it takes to call the other
/// side in its place: id, Call-ID, tags, direction, state, whether its user has it on
/// hold, and one URI of the other side (its target, else its identity). What is longer
/// than [`WATCHED_DIALOG_TEXT_BYTES_MAX`] is left out; a dialog with such an id is told,
/// each time that a document has it, but not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DialogInfoTable {
    version: Option<u32>,
    /// The next full document is the one that was asked for.
    asked: bool,
    /// Those of the last full document, and what came later; also those that had
    /// ended by then, so that the next full document does not tell them again.
    dialogs: Vec<Dialog>,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is older than what is known, or was there before. Nothing changed.
    Stale {
        /// It is older: who sends it has begun to count anew, so the subscription is
        /// to be refreshed, with [`DialogInfoTable::expect_full`].
        refresh: bool,
    },
    /// It was taken.
    Taken {
        /// The dialogs that are new or not as they were kept, in the order of the
        /// document. One that a full document has no longer is
        /// [`DialogState::Terminated`], as it was kept; it comes last.
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
    /// that do not count, and those that send the same again do no harm. So is one
    /// of any version that was asked for, see [`Self::expect_full`].
    pub fn handle_document(&mut self, document: DialogInfo) -> Outcome {
        let full = document.state == DocumentState::Full;
        let asked = full && std::mem::take(&mut self.asked);
        let known = self.version.filter(|_| !asked);
        let refresh = known.is_some_and(|known| document.version < known);
        if refresh || (known == Some(document.version) && !full) {
            return Outcome::Stale { refresh };
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

    /// The subscription is refreshed, which brings a full document. It counts whatever
    /// its version is: a server that has lost count would not be heard any more.
    pub fn expect_full(&mut self) {
        self.asked = true;
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
        let mut changed = Vec::new();
        for dialog in dialogs {
            let kept = kept(&dialog);
            if !kept.as_ref().is_some_and(|kept| known.contains(kept)) {
                changed.push(dialog);
            }
            self.dialogs.extend(kept);
        }
        for mut gone in known {
            let ended = gone.state == DialogState::Terminated;
            if !ended && self.dialogs.iter().all(|dialog| dialog.id != gone.id) {
                gone.state = DialogState::Terminated;
                changed.push(gone);
            }
        }
        changed
    }

    /// Beyond the limit a dialog is told, but not kept.
    fn merge(&mut self, dialogs: Vec<Dialog>) -> Vec<Dialog> {
        let mut changed = Vec::new();
        for dialog in dialogs {
            if kept(&dialog).is_none_or(|kept| self.merge_one(kept)) {
                changed.push(dialog);
            }
        }
        changed
    }

    /// Whether it is new or not as it was.
    fn merge_one(&mut self, dialog: Dialog) -> bool {
        let place = self.dialogs.iter().position(|known| known.id == dialog.id);
        let known = place.map(|place| self.dialogs.remove(place));
        let has_changed = known.as_ref() != Some(&dialog);
        let ends = has_changed && dialog.state == DialogState::Terminated;
        if !ends && self.dialogs.len() < WATCHED_DIALOGS_MAX {
            let place = place.unwrap_or(self.dialogs.len());
            self.dialogs.insert(place, dialog);
        }
        has_changed
    }
}

/// What is kept of a dialog, where its id can be.
fn kept(dialog: &Dialog) -> Option<Dialog> {
    let short = |text: &Option<String>| text.as_ref().filter(|text| is_short(text)).cloned();
    if !is_short(&dialog.id) {
        return None;
    }
    let target = dialog.remote.target.as_ref();
    let target = target.and_then(|target| short(&target.uri));
    Some(Dialog {
        call_id: short(&dialog.call_id),
        local_tag: short(&dialog.local_tag),
        remote_tag: short(&dialog.remote_tag),
        direction: dialog.direction,
        local: Participant {
            target: dialog.renders_nothing().then(Target::not_rendering),
            ..Participant::default()
        },
        remote: Participant {
            identity: match target {
                Some(_) => None,
                None => short(&dialog.remote.identity),
            },
            target: target.map(Target::at),
            display_name: None,
        },
        ..Dialog::new(dialog.id.as_str(), dialog.state)
    })
}

fn is_short(text: &str) -> bool {
    text.len() <= WATCHED_DIALOG_TEXT_BYTES_MAX
}
