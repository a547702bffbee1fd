//! Which sound devices a SDK object uses, and when they are opened.
//!
//! Opening may take long, so the file thread does it, from the first call's
//! media on; until then, and where there is no usable device, calls run on the
//! virtual one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::core::Core;
use super::file_thread::FileThread;
use super::media_inbox::MediaInput;
use crate::config::AudioDeviceLayer;
use crate::device::{self, AudioInput, AudioOutput, VirtualInput, VirtualOutput};
use crate::error::{Error, Result};

/// The devices of one SDK object.
#[derive(Debug)]
pub(super) struct DeviceChoice {
    layer: AudioDeviceLayer,
    chosen: Mutex<Chosen>,
}

/// Indexes of devices; `None` is the default one.
#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    input: Option<usize>,
    output: Option<usize>,
    /// There is media that needs them.
    open: bool,
}

impl DeviceChoice {
    /// The default devices of `layer`.
    pub(super) fn new(layer: AudioDeviceLayer) -> Self {
        Self {
            layer,
            chosen: Mutex::default(),
        }
    }

    /// Chooses by index, −1 for the default device; an index that is not there
    /// is [`Error::DeviceGetDeviceNameFailure`].
    pub(super) fn choose(
        &self,
        input: i32,
        output: i32,
        core: &Arc<Core>,
        files: &FileThread,
    ) -> Result<()> {
        let input = index(input, self.input_names().len())?;
        let output = index(output, self.output_names().len())?;
        let open = {
            let mut chosen = self.lock();
            chosen.input = input;
            chosen.output = output;
            chosen.open
        };
        if open {
            self.open_soon(core, files);
        }
        Ok(())
    }

    /// The names of the microphones.
    pub(super) fn input_names(&self) -> Vec<String> {
        match self.layer {
            AudioDeviceLayer::System => device::system().input_names(),
            AudioDeviceLayer::Virtual => vec![VIRTUAL_NAME.to_owned()],
        }
    }

    /// The names of the speakers.
    pub(super) fn output_names(&self) -> Vec<String> {
        match self.layer {
            AudioDeviceLayer::System => device::system().output_names(),
            AudioDeviceLayer::Virtual => vec![VIRTUAL_NAME.to_owned()],
        }
    }

    /// The name of the default microphone.
    pub(super) fn default_input_name(&self) -> Option<String> {
        match self.layer {
            AudioDeviceLayer::System => device::system().default_input_name(),
            AudioDeviceLayer::Virtual => Some(VIRTUAL_NAME.to_owned()),
        }
    }

    /// The name of the default speaker.
    pub(super) fn default_output_name(&self) -> Option<String> {
        match self.layer {
            AudioDeviceLayer::System => device::system().default_output_name(),
            AudioDeviceLayer::Virtual => Some(VIRTUAL_NAME.to_owned()),
        }
    }

    /// Opens the chosen devices and hands them to the media thread; `false`
    /// where there are only virtual ones, which need no opening.
    pub(super) fn open_soon(&self, core: &Arc<Core>, files: &FileThread) -> bool {
        let chosen = {
            let mut chosen = self.lock();
            chosen.open = true;
            *chosen
        };
        let opens = self.layer == AudioDeviceLayer::System;
        if opens {
            open(chosen, Arc::clone(core), files);
        }
        opens
    }

    /// A device was unplugged: the default ones take over.
    pub(super) fn replace_lost(&self, core: &Arc<Core>, files: &FileThread) {
        {
            let mut chosen = self.lock();
            chosen.input = None;
            chosen.output = None;
        }
        self.open_soon(core, files);
    }

    /// There is no media any more.
    pub(super) fn closed(&self) {
        self.lock().open = false;
    }

    fn lock(&self) -> MutexGuard<'_, Chosen> {
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name of the virtual device, both ways.
const VIRTUAL_NAME: &str = "Virtual";

fn index(given: i32, count: usize) -> Result<Option<usize>> {
    if given == -1 {
        return Ok(None);
    }
    usize::try_from(given)
        .ok()
        .filter(|index| *index < count)
        .map(Some)
        .ok_or(Error::DeviceGetDeviceNameFailure)
}

fn open(chosen: Chosen, core: Arc<Core>, files: &FileThread) {
    files.run_soon(Box::new(move || {
        let devices = device::system();
        let input: Box<dyn AudioInput> = devices.open_input(chosen.input).unwrap_or_else(|error| {
            tracing::warn!(%error, "no microphone: calls send silence");
            Box::new(VirtualInput::default())
        });
        let output: Box<dyn AudioOutput> =
            devices.open_output(chosen.output).unwrap_or_else(|error| {
                tracing::warn!(%error, "no speaker: calls are not heard");
                Box::new(VirtualOutput)
            });
        // A media thread that is swamped or gone needs no devices.
        core.media.send(MediaInput::Devices { input, output });
    }));
}
