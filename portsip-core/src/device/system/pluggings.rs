//! Which plugging in of a device of PulseAudio there is now: the server numbers
//! what is plugged in, and cpal keeps the number to itself.

use std::ffi::{CStr, CString};
use std::sync::{Mutex, PoisonError};

use futures_executor::block_on;
use pulseaudio::{Client, ClientError};

use super::super::Side;

/// What cpal puts before the server's name of a device.
const ID_PREFIX: &str = "pulseaudio:";
const CLIENT_NAME: &CStr = c"devices";

/// The connection that is asked. What serves it ends with the server only.
static CLIENT: Mutex<Option<Client>> = Mutex::new(None);

/// The server's number of a device; `None` where it is not the server's, or gone.
pub(super) fn of(side: Side, id: &str) -> Option<u32> {
    let name = CString::new(id.strip_prefix(ID_PREFIX)?).ok()?;
    let mut client = CLIENT.lock().unwrap_or_else(PoisonError::into_inner);
    match client.as_ref().map(|client| ask(client, side, &name)) {
        Some(Ok(number)) => return Some(number),
        Some(Err(ClientError::ServerError(_))) => return None,
        // There is no connection, or no longer.
        Some(Err(_)) | None => {}
    }
    *client = Client::from_env(CLIENT_NAME).ok();
    ask(client.as_ref()?, side, &name).ok()
}

fn ask(client: &Client, side: Side, name: &CStr) -> Result<u32, ClientError> {
    let name = name.to_owned();
    match side {
        Side::Microphone => block_on(client.lookup_source_by_name(name)),
        Side::Speaker => block_on(client.lookup_sink_by_name(name)),
    }
}
