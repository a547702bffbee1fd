//! How we name ourselves and others in messages.

use super::Sdk;
use crate::error::{Error, Result};

impl Sdk {
    /// Says whether a character is escaped in the user part of the URIs that are
    /// made of names from now on.
    ///
    /// `CoreArgumentIncorrect`: not one character, or one that is always escaped.
    pub fn set_uri_user_encoding(&self, character: &str, is_escaped: bool) -> Result<()> {
        self.require_running()?;
        let mut characters = character.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else {
            return Err(Error::CoreArgumentIncorrect);
        };
        self.engine.agent("URI encoding", |agent, _| {
            agent.set_uri_user_encoding(character, is_escaped)
        })
    }

    /// Says whether Contact names the features of 3GPP, from the next
    /// registration and call on.
    pub fn enable_3gpp_tags(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine.agent("3GPP tags", |agent, _| {
            agent.set_three_gpp_tags(enabled);
        });
        Ok(())
    }
}
