//! One side of the sound devices: which device is open, which should be, and
//! when another takes over.
//!
//! The chosen device is taken where it is there, else the default one, else
//! silence. One that fell silent though it is there is the last resort for
//! [`AVOIDED_LOOKS`], or until the program chooses anew. What is open and still
//! the best is left alone.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use crate::device::{DeviceError, Devices, Present, Side};

/// How long a look waits for a device that is opening; the next one finds out.
const OPEN_WAIT: Duration = Duration::from_millis(100);
/// Looks after which a device that is still opening is passed over: 4 s.
const OPENING_LOOKS: u32 = 40;
/// Devices that are opening at once.
const OPENING_MAX: usize = 4;
/// Looks for which a device that fell silent is avoided.
const AVOIDED_LOOKS: u32 = 15;

/// One side; `T` is an open device.
pub(super) struct Line<T> {
    side: Side,
    open_device: fn(&dyn Devices, &str) -> Result<T, DeviceError>,
    open: Open,
    opening: VecDeque<Opening<T>>,
    /// The last look ended with a device that is not open yet.
    is_opening: bool,
    /// The default device at the last look.
    default: Option<String>,
    /// A device that fell silent, and for how many looks it is avoided.
    avoided: Option<(String, u32)>,
    /// What was last said in the log.
    failure: Option<(String, DeviceError)>,
}

/// What the media thread has.
#[derive(Debug, PartialEq, Eq)]
enum Open {
    /// Nothing of ours yet.
    Nothing,
    Silence,
    Device(Plugged),
}

/// A device, and which plugging in of it: a sound server takes a stream along
/// from one that is unplugged, and does not bring it back.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plugged {
    id: String,
    plugging: Option<u32>,
}

/// A device on a thread that may never end: some open only once they hear
/// something.
struct Opening<T> {
    device: Plugged,
    /// The default device when it began.
    default: Option<String>,
    looks: u32,
    result: Receiver<Result<T, DeviceError>>,
}

/// What the media thread is to use from now on.
pub(super) enum Change<T> {
    Device(T),
    Silence,
}

impl<T: Send + 'static> Line<T> {
    /// Nothing is open. `open_device` opens a device of this side by its id.
    pub(super) fn new(
        side: Side,
        open_device: fn(&dyn Devices, &str) -> Result<T, DeviceError>,
    ) -> Self {
        Self {
            side,
            open_device,
            open: Open::Nothing,
            opening: VecDeque::new(),
            is_opening: false,
            default: None,
            avoided: None,
            failure: None,
        }
    }

    /// Looks at what is there, and opens what should be open: what changes.
    /// `lost`: what is open has fallen silent.
    pub(super) fn look(
        &mut self,
        devices: &Arc<dyn Devices>,
        chosen: Option<&str>,
        lost: bool,
    ) -> Option<Change<T>> {
        let present = devices.present(self.side);
        self.avoid(&present, lost);
        self.doubt_what_may_have_moved(&present);
        self.is_opening = false;
        // What is unplugged while it opens may never say so.
        self.opening
            .retain(|opening| present.is_there(&opening.device.id));
        for id in self.candidates(chosen, &present) {
            let plugging = devices.plugging(self.side, &id);
            let device = Plugged { id, plugging };
            if matches!(&self.open, Open::Device(open) if *open == device) {
                return None;
            }
            match self.open(devices, &device) {
                Ok(Some(opened)) => {
                    tracing::info!(side = ?self.side, id = %device.id, "a sound device is open");
                    self.failure = None;
                    self.open = Open::Device(device);
                    return Some(Change::Device(opened));
                }
                Ok(None) => {
                    self.is_opening = true;
                    return None;
                }
                Err(error) => self.note_failure(device.id, error),
            }
        }
        if self.open == Open::Silence {
            return None;
        }
        tracing::warn!(side = ?self.side, "no sound device: calls are silent here");
        self.open = Open::Silence;
        Some(Change::Silence)
    }

    /// Avoids no device any more: the program has chosen anew.
    pub(super) fn forgive(&mut self) {
        self.avoided = None;
    }

    /// Whether the next look should come soon.
    pub(super) fn is_opening(&self) -> bool {
        self.is_opening
    }

    /// A sound server may take a stream along from the device that was the
    /// default one to the one that is it now, chosen or not.
    fn doubt_what_may_have_moved(&mut self, present: &Present) {
        let before = std::mem::replace(&mut self.default, present.default.clone());
        if let Open::Device(open) = &self.open
            && self.may_have_moved(before.as_deref(), &open.id)
        {
            self.open = Open::Nothing;
        }
    }

    /// Whether a device was the default one then, and is no longer.
    fn may_have_moved(&self, default_then: Option<&str>, id: &str) -> bool {
        default_then == Some(id) && self.default.as_deref() != Some(id)
    }

    fn avoid(&mut self, present: &Present, lost: bool) {
        if let Some((id, looks)) = &mut self.avoided {
            *looks = looks.saturating_sub(1);
            let is_back_or_forgiven = *looks == 0 || !present.is_there(id);
            if is_back_or_forgiven {
                self.avoided = None;
            }
        }
        if lost && let Open::Device(device) = std::mem::replace(&mut self.open, Open::Nothing) {
            let id = device.id;
            tracing::warn!(side = ?self.side, %id, "a sound device has fallen silent");
            self.avoided = present.is_there(&id).then_some((id, AVOIDED_LOOKS));
        }
    }

    /// The devices to try, the best first.
    fn candidates(&self, chosen: Option<&str>, present: &Present) -> Vec<String> {
        let chosen = chosen.filter(|id| present.ids.iter().any(|there| there == id));
        let default = present.default.as_deref();
        let mut candidates: Vec<String> = chosen.into_iter().map(str::to_owned).collect();
        candidates.extend(default.filter(|id| chosen != Some(id)).map(str::to_owned));
        if let Some((avoided, _)) = &self.avoided {
            candidates.sort_by_key(|id| id == avoided);
        }
        candidates
    }

    /// Opens a device, on a thread of its own that is waited for a little;
    /// `None` while it has not opened yet.
    fn open(
        &mut self,
        devices: &Arc<dyn Devices>,
        device: &Plugged,
    ) -> Result<Option<T>, DeviceError> {
        let is_known = |opening: &Opening<T>| opening.device == *device;
        let known = self.opening.iter().position(is_known);
        let mut opening = match known.and_then(|at| self.opening.remove(at)) {
            Some(opening) => opening,
            None if self.opening.len() < OPENING_MAX => self
                .begin_to_open(devices, device)
                .map_err(|error| DeviceError::Refused(error.to_string()))?,
            None => return Err(DeviceError::Silent),
        };
        let is_late = opening.looks >= OPENING_LOOKS;
        let wait = if is_late { Duration::ZERO } else { OPEN_WAIT };
        match opening.result.recv_timeout(wait) {
            Ok(Ok(_)) if self.may_have_moved(opening.default.as_deref(), &device.id) => {
                let opening = self.begin_to_open(devices, device);
                self.opening.extend(opening.ok());
                Ok(None)
            }
            Ok(result) => result.map(Some),
            Err(RecvTimeoutError::Disconnected) => Err(DeviceError::Silent),
            Err(RecvTimeoutError::Timeout) => {
                opening.looks += 1;
                self.opening.push_back(opening);
                if is_late {
                    return Err(DeviceError::Silent);
                }
                Ok(None)
            }
        }
    }

    fn begin_to_open(
        &self,
        devices: &Arc<dyn Devices>,
        device: &Plugged,
    ) -> io::Result<Opening<T>> {
        let (tell, result) = sync_channel(1);
        let (devices, open_device) = (Arc::clone(devices), self.open_device);
        let wanted = device.id.clone();
        std::thread::Builder::new()
            .name(String::from("sip-device-open"))
            .spawn(move || {
                // Nobody may wait any more: then the device is closed again.
                let _ = tell.send(open_device(&*devices, &wanted));
            })?;
        Ok(Opening {
            device: device.clone(),
            default: self.default.clone(),
            looks: 0,
            result,
        })
    }

    fn note_failure(&mut self, id: String, error: DeviceError) {
        let failure = Some((id, error));
        if self.failure != failure {
            if let Some((id, error)) = &failure {
                tracing::warn!(side = ?self.side, %id, %error, "a sound device cannot be opened");
            }
            self.failure = failure;
        }
    }
}

#[cfg(test)]
mod tests;
