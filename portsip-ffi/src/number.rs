//! Numbers from C that stand for something narrower.

use portsip_core::error::Error;
use portsip_core::ids::SessionId;

/// A port, 0…65535; else `ECorePortOutOfRange`.
pub(crate) fn port(number: i32) -> Result<u16, Error> {
    u16::try_from(number).map_err(|_| Error::CorePortOutOfRange)
}

/// A session id. Ids are given out from 1 up, so others name no call.
pub(crate) const fn session(number: i32) -> Result<SessionId, Error> {
    if number > 0 {
        Ok(SessionId(number))
    } else {
        Err(Error::CoreInviteSessionNotFound)
    }
}
