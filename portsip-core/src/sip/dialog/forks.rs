//! The dialogs that one INVITE makes: RFC 3261 §12.1, §13.2.2.
//!
//! A proxy may send an INVITE to several places. Each that answers with a To
//! tag of its own makes a dialog of its own.

use super::{Dialog, DialogError, DialogId};
use crate::limits::FORKS_PER_CALL_MAX;
use crate::sip::message::Message;

/// The dialogs of one INVITE that we sent, in the order of their first
/// responses.
#[derive(Clone, Debug, Default)]
pub struct Forks(Vec<Dialog>);

impl Forks {
    /// The dialog that `response` to `invite` belongs to; made, if it is new,
    /// and confirmed, if the response is a 2xx.
    pub fn handle_response(
        &mut self,
        invite: &Message,
        response: &Message,
    ) -> Result<&mut Dialog, DialogError> {
        let local_tag = invite.from().tag().unwrap_or_default();
        let remote_tag = response.to().tag().unwrap_or_default();
        let id = DialogId::new(invite.call_id(), local_tag, remote_tag);
        let known = self.0.iter().position(|dialog| *dialog.id() == id);
        let index = match known {
            Some(index) => {
                self.0[index].handle_response(response)?;
                index
            }
            None if self.0.len() < FORKS_PER_CALL_MAX => {
                self.0.push(Dialog::from_response(invite, response)?);
                self.0.len() - 1
            }
            None => return Err(DialogError::TooManyForks),
        };
        Ok(&mut self.0[index])
    }

    /// Takes a dialog out: the call goes on in it.
    pub fn take(&mut self, id: &DialogId) -> Option<Dialog> {
        let index = self.0.iter().position(|dialog| dialog.id() == id)?;
        Some(self.0.remove(index))
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Dialog> {
        self.0.iter()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Forks {
    type Item = &'a Dialog;
    type IntoIter = std::slice::Iter<'a, Dialog>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
