//! Which sound devices a SDK object uses, and the thread that opens and closes
//! them and sees what is plugged in.
//!
//! All of that may take long, or never end. So it has a thread of its own, which
//! works while there is media; until a device is open, and where there is none,
//! calls run on the virtual one.

mod line;

use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::line::{Change, Line};
use super::core::Core;
use super::media_inbox::MediaInput;
use crate::config::AudioDeviceLayer;
use crate::device::{self, AudioInput, AudioOutput, Device, Side, VirtualInput, VirtualOutput};
use crate::error::{Error, Result};

/// How often is looked at what is plugged in while there is media.
const LOOK_PERIOD: Duration = Duration::from_secs(2);
/// The name of the virtual device, both ways.
const VIRTUAL_NAME: &str = "Virtual";

/// The devices of one SDK object.
pub(super) struct DeviceThread {
    layer: AudioDeviceLayer,
    orders: Mutex<Orders>,
    ordered: Condvar,
    retired: Mutex<Vec<Retired>>,
}

/// A device to be closed where that may take its time.
#[expect(dead_code, reason = "only kept until it is closed")]
pub(super) enum Retired {
    Microphone(Box<dyn AudioInput>),
    Speaker(Box<dyn AudioOutput>),
}

/// What the thread is to do.
#[derive(Clone, Debug, Default)]
struct Orders {
    /// Ids of devices; `None` is the default one.
    microphone: Option<String>,
    speaker: Option<String>,
    /// How often devices were chosen.
    choices: u64,
    /// There is media that needs them; another number: it began anew.
    media: Option<u64>,
    media_count: u64,
    lost: Lost,
    /// Something above has changed.
    fresh: bool,
    closed: bool,
}

/// Devices that the media thread found silent.
#[derive(Clone, Copy, Debug, Default)]
struct Lost {
    microphone: bool,
    speaker: bool,
}

impl DeviceThread {
    /// The default devices of `layer`.
    pub(super) fn new(layer: AudioDeviceLayer) -> Self {
        Self {
            layer,
            orders: Mutex::default(),
            ordered: Condvar::new(),
            retired: Mutex::default(),
        }
    }

    /// Chooses by index, −1 for the default device; an index that is not there
    /// is [`Error::DeviceGetDeviceNameFailure`].
    pub(super) fn choose(&self, microphone: i32, speaker: i32) -> Result<()> {
        let microphone = self.id_at(Side::Microphone, microphone)?;
        let speaker = self.id_at(Side::Speaker, speaker)?;
        self.order(|orders| {
            orders.microphone = microphone;
            orders.speaker = speaker;
            orders.choices += 1;
        });
        Ok(())
    }

    /// The names of the devices, by index.
    pub(super) fn names(&self, side: Side) -> Vec<String> {
        self.list(side)
            .into_iter()
            .map(|device| device.name)
            .collect()
    }

    /// The name of the default device.
    pub(super) fn default_name(&self, side: Side) -> Option<String> {
        match self.layer {
            AudioDeviceLayer::System => Some(device::system().default_device(side)?.name),
            AudioDeviceLayer::Virtual => Some(VIRTUAL_NAME.to_owned()),
        }
    }

    /// There is media: the devices are opened soon; `false` where there are only
    /// virtual ones, which need no opening.
    pub(super) fn begin(&self) -> bool {
        self.order(|orders| {
            orders.media_count += 1;
            orders.media = Some(orders.media_count);
            orders.lost = Lost::default();
        });
        self.layer == AudioDeviceLayer::System
    }

    /// There is no media any more, and the media thread has no device.
    pub(super) fn end(&self) {
        self.order(|orders| orders.media = None);
    }

    /// The open device of this side has fallen silent.
    pub(super) fn lost(&self, side: Side) {
        self.order(|orders| match side {
            Side::Microphone => orders.lost.microphone = true,
            Side::Speaker => orders.lost.speaker = true,
        });
    }

    /// Closes a device on the thread; at once where there is none.
    pub(super) fn retire(&self, device: Retired) {
        if self.layer == AudioDeviceLayer::System {
            self.lock_retired().push(device);
            self.order(|_| {});
        }
    }

    /// Ends the thread.
    pub(super) fn close(&self) {
        self.order(|orders| orders.closed = true);
    }

    /// Whether no device of the system is used: the thread has nothing to do.
    pub(super) fn are_virtual(&self) -> bool {
        self.layer == AudioDeviceLayer::Virtual
    }

    /// The thread's life, for the devices of the system.
    pub(super) fn run(&self, core: &Core) {
        let mut lines = Lines::new(None);
        loop {
            let orders = self.wait(lines.next_look());
            let retired = std::mem::take(&mut *self.lock_retired());
            drop(retired);
            if orders.closed {
                return;
            }
            if lines.media != orders.media {
                lines = Lines::new(orders.media);
            }
            if orders.media.is_some() {
                lines.look(&orders, core);
            }
        }
    }

    /// Waits for an order, at most for so long.
    fn wait(&self, limit: Option<Duration>) -> Orders {
        let mut orders = self.lock();
        while !orders.fresh {
            let Some(limit) = limit else {
                orders = self
                    .ordered
                    .wait(orders)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let (next, waited) = self
                .ordered
                .wait_timeout(orders, limit)
                .unwrap_or_else(PoisonError::into_inner);
            orders = next;
            if waited.timed_out() {
                break;
            }
        }
        orders.fresh = false;
        let taken = orders.clone();
        orders.lost = Lost::default();
        taken
    }

    fn id_at(&self, side: Side, index: i32) -> Result<Option<String>> {
        if index == -1 {
            return Ok(None);
        }
        usize::try_from(index)
            .ok()
            .and_then(|index| self.list(side).into_iter().nth(index))
            .map(|device| Some(device.id))
            .ok_or(Error::DeviceGetDeviceNameFailure)
    }

    fn list(&self, side: Side) -> Vec<Device> {
        match self.layer {
            AudioDeviceLayer::System => device::system().list(side),
            AudioDeviceLayer::Virtual => vec![Device {
                id: VIRTUAL_NAME.to_owned(),
                name: VIRTUAL_NAME.to_owned(),
            }],
        }
    }

    fn order(&self, order: impl FnOnce(&mut Orders)) {
        let mut orders = self.lock();
        order(&mut orders);
        orders.fresh = true;
        drop(orders);
        self.ordered.notify_one();
    }

    fn lock_retired(&self) -> MutexGuard<'_, Vec<Retired>> {
        self.retired.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Both sides, for as long as media goes on.
struct Lines {
    media: Option<u64>,
    choices: u64,
    microphone: Line<Box<dyn AudioInput>>,
    speaker: Line<Box<dyn AudioOutput>>,
}

impl Lines {
    fn new(media: Option<u64>) -> Self {
        Self {
            media,
            choices: 0,
            microphone: Line::new(Side::Microphone, |devices, id| devices.open_input(id)),
            speaker: Line::new(Side::Speaker, |devices, id| devices.open_output(id)),
        }
    }

    /// When to look again; `None`: there is no media.
    fn next_look(&self) -> Option<Duration> {
        self.media?;
        let is_opening = self.speaker.is_opening() || self.microphone.is_opening();
        Some(if is_opening {
            Duration::ZERO
        } else {
            LOOK_PERIOD
        })
    }

    /// Opens what should be open, what is heard first, and hands it to the media
    /// thread. One that is swamped or gone needs no devices.
    fn look(&mut self, orders: &Orders, core: &Core) {
        let devices = device::system();
        if std::mem::replace(&mut self.choices, orders.choices) != orders.choices {
            self.speaker.forgive();
            self.microphone.forgive();
        }
        let chosen = orders.speaker.as_deref();
        if let Some(change) = self.speaker.look(&devices, chosen, orders.lost.speaker) {
            core.media.send(MediaInput::Speaker(match change {
                Change::Device(device) => device,
                Change::Silence => Box::new(VirtualOutput),
            }));
        }
        let chosen = orders.microphone.as_deref();
        if let Some(change) = self
            .microphone
            .look(&devices, chosen, orders.lost.microphone)
        {
            core.media.send(MediaInput::Microphone(match change {
                Change::Device(device) => device,
                Change::Silence => Box::new(VirtualInput::default()),
            }));
        }
    }
}

impl fmt::Debug for DeviceThread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceThread")
            .field("layer", &self.layer)
            .finish_non_exhaustive()
    }
}
