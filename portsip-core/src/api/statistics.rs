//! The quality of a call in numbers.

use super::Sdk;
use crate::engine::AudioControl;
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::plan::MediaAccess;

impl Sdk {
    /// Asks for the statistics of a call; `Event::Statistics` brings them.
    ///
    /// Errors: `CoreInviteSessionNotFound`, `CoreCallNotEstablished`.
    pub fn get_statistics(&self, session: SessionId) -> Result<()> {
        if self.media_access(session)? == MediaAccess::NotEstablished {
            return Err(Error::CoreCallNotEstablished);
        }
        self.engine
            .audio(AudioControl::RequestStatistics { session })
    }
}
