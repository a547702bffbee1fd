//! How we name ourselves and others: the characters of user parts, and the
//! features in Contact.

use crate::error::{Error, Result};

use super::agent::Agent;

impl Agent {
    /// Whether a character is escaped in the user part of the URIs that are made
    /// of names from now on.
    ///
    /// `CoreArgumentIncorrect` where it cannot be left as it is: what is not
    /// ASCII, blanks, and what would end the user part.
    pub fn set_uri_user_encoding(&mut self, character: char, is_escaped: bool) -> Result<()> {
        let done = self.ctx.user_escapes.set(character, is_escaped);
        done.then_some(()).ok_or(Error::CoreArgumentIncorrect)
    }

    /// Whether Contact names the features of 3GPP, in registrations and calls
    /// from now on.
    pub fn set_three_gpp_tags(&mut self, enabled: bool) {
        self.ctx.set_three_gpp_tags(enabled);
    }
}
