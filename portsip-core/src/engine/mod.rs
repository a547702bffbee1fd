//! Threads, sockets, time and devices: what carries out the decisions of `ua`
//! and `media`.
//!
//! The threads of one SDK object, the same number whatever it does but for the
//! last: *signalling* (SIP sockets, connections, timers, names), *events* (calls the
//! program's handler), *media* (the 10 ms tick of all calls), *files* (disks),
//! *devices* (opens and watches sound cards, where they are used), *ports*
//! (binds media sockets ahead) and, once a tick is too much for one thread, one
//! a processor that share it. [`core::Core`]
//! holds the one lock; no thread waits for another but in
//! [`Engine::shut_down`], [`Engine::unregister`] and, for its file, at most a
//! second in [`Engine::stop_packet_capture`].

mod clock_source;
mod connection;
mod core;
mod device_ends;
mod devices;
mod endpoint;
mod event_size;
mod event_thread;
mod file_thread;
mod header_value;
mod incoming;
mod interface_watch;
mod key_mask;
mod logging;
mod malformed;
mod media_aside;
mod media_asking;
mod media_certificate;
mod media_channels;
mod media_driver;
mod media_dtls;
mod media_gather;
mod media_gather_anew;
mod media_ice;
mod media_inbox;
mod media_load;
mod media_relays;
mod media_turns;
mod media_waiting;
mod media_workers;
mod message_log;
mod name_service;
mod network_interfaces;
mod opened_devices;
mod packet_capture;
mod panics;
mod parting_pairs;
mod pass_on;
mod pcap;
mod port_pool;
mod relay_stream;
mod resolver;
mod server_lookup;
mod shutdown;
mod signalling_driver;
mod socket;
mod start;
mod threads;
mod tls;
mod transmit_queue;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Instant;
use crate::config::RtpPortRange;
use crate::device::{SampleSource, Side, VirtualInput};
use crate::error::{Error, Result};
use crate::ids::SessionId;
use crate::plan::MediaPorts;
use crate::rng::Rng;
use crate::ua::Agent;

use self::core::Core;
use self::devices::DeviceThread;
use self::logging::Logging;
use self::media_inbox::MediaInput;
use self::port_pool::PortPool;
use self::socket::options;
use self::threads::{Role, Threads};

pub use self::clock_source::ClockSource;
pub use self::event_thread::Handler;
pub use self::file_thread::FileThread;
pub use self::header_value::header_value;
pub use self::logging::date_time_now;
pub use self::media_workers::MediaWorkers;
pub use self::network_interfaces::local_addresses;
pub use crate::media::audio::{
    AudioControl, MicrophoneStage, PcmProducer, PcmStream, PlayMode, ReadyStage, VoiceActivity,
};
pub use crate::media::codec::is_available as is_codec_available;
pub use crate::media::file::{FileFormat, FilePlayer, RecordFormat, RecordSides, Recorder};
pub use crate::media::session::RtpKeepAlive;
pub use crate::media::tap::{RawAudioTap, RtpTap, TapSide, TapSides};

/// What carries out one SDK object.
#[derive(Debug)]
pub struct Engine {
    core: Arc<Core>,
    pool: Arc<PortPool>,
    files: Arc<FileThread>,
    devices: Arc<DeviceThread>,
    threads: Arc<Threads>,
    logging: Mutex<Logging>,
    log: tracing::Dispatch,
    rng: Mutex<Rng>,
}

impl Engine {
    /// Runs `act` on the agent under the one lock, then carries out what
    /// follows from it. `act` must not wait, and must not call the engine.
    /// `purpose` names the hold in reports of debug builds.
    pub fn agent<R>(&self, purpose: &'static str, act: impl FnOnce(&mut Agent, Instant) -> R) -> R {
        tracing::dispatcher::with_default(&self.log, || self.core.agent(purpose, act))
    }

    /// Runs `act` with this SDK object's log as the calling thread's.
    pub fn logged<R>(&self, act: impl FnOnce() -> R) -> R {
        tracing::dispatcher::with_default(&self.log, act)
    }

    /// Takes the registration back and waits until the registrar has
    /// answered, at most `limit`; not at all on a thread of this engine.
    pub fn unregister(&self, limit: Duration) -> Result<()> {
        self.agent("unregister", Agent::unregister)?;
        if !limit.is_zero() && self.threads.current_role().is_none() {
            self.core.wait_for_unregistered(limit);
        }
        Ok(())
    }

    /// A pair of bound media sockets for a call; never waits for a bind.
    ///
    /// [`Error::CoreCreateAudioChannelFailed`] when the range is exhausted.
    pub fn take_media_ports(&self) -> Result<MediaPorts> {
        self.pool.take()
    }

    /// Gives back a pair that no call got after all.
    pub fn return_media_ports(&self, ports: MediaPorts) {
        self.pool.give_back_unclaimed(ports);
    }

    /// Changes the range of media ports for calls from now on.
    ///
    /// [`Error::CoreArgumentIncorrect`] when it is empty or its ends are odd
    /// or zero.
    pub fn set_rtp_port_range(&self, range: RtpPortRange) -> Result<()> {
        let even = range.min.is_multiple_of(2) && range.max.is_multiple_of(2);
        if range.min == 0 || range.min > range.max || !even {
            return Err(Error::CoreArgumentIncorrect);
        }
        let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
        self.pool.set_range(range, &mut rng);
        Ok(())
    }

    /// Marks what media sends for expedited forwarding (DSCP 46), or with 0; at
    /// the next tick also what calls that are up send.
    ///
    /// [`Error::CoreStackFailure`] when the media thread cannot keep up.
    pub fn set_audio_qos(&self, enabled: bool) -> Result<()> {
        let dscp = if enabled { options::DSCP_AUDIO } else { 0 };
        self.pool.set_dscp(dscp);
        if self.core.media.send(MediaInput::Mark) {
            Ok(())
        } else {
            Err(Error::CoreStackFailure)
        }
    }

    /// Hands a change of the audio graph to the media thread. It is carried
    /// out at the next tick, after what the agent asked for before.
    ///
    /// [`Error::CoreStackFailure`] when the media thread cannot keep up.
    pub fn audio(&self, control: AudioControl) -> Result<()> {
        if self.core.media.send(MediaInput::Control(control)) {
            Ok(())
        } else {
            Err(Error::CoreStackFailure)
        }
    }

    /// Lets `listener` know of each call whose audio begins or changes, early media
    /// too, once that is on its way to the media thread: what it asks for by
    /// [`Engine::audio`] comes behind. It runs on any thread, with no lock held, and
    /// must not wait. The first listener stays.
    pub fn on_audio(&self, listener: impl Fn(SessionId) + Send + Sync + 'static) {
        self.core.set_media_listener(Box::new(listener));
    }

    /// The thread that runs the jobs of files being played and recorded.
    pub fn files(&self) -> &FileThread {
        &self.files
    }

    /// The names of the microphones, by index.
    pub fn recording_devices(&self) -> Vec<String> {
        self.devices.names(Side::Microphone)
    }

    /// The names of the speakers, by index.
    pub fn playout_devices(&self) -> Vec<String> {
        self.devices.names(Side::Speaker)
    }

    /// The name of the default microphone, where there is one.
    pub fn default_recording_device(&self) -> Option<String> {
        self.devices.default_name(Side::Microphone)
    }

    /// The name of the default speaker, where there is one.
    pub fn default_playout_device(&self) -> Option<String> {
        self.devices.default_name(Side::Speaker)
    }

    /// Chooses microphone and speaker by index, −1 for the default one; a
    /// running call changes over.
    ///
    /// [`Error::DeviceGetDeviceNameFailure`] for an index that is not there.
    pub fn set_audio_devices(&self, recording: i32, playout: i32) -> Result<()> {
        self.devices.choose(recording, playout)
    }

    /// Lets the microphone hear `source`, in place of a device, until devices are
    /// chosen or nothing is heard any more; without calls it does nothing.
    ///
    /// [`Error::CoreStackFailure`] when the media thread cannot keep up.
    pub fn set_virtual_microphone(&self, source: SampleSource) -> Result<()> {
        let microphone = MediaInput::Microphone(Box::new(VirtualInput::with_source(source)));
        if self.core.media.send(microphone) {
            Ok(())
        } else {
            Err(Error::CoreStackFailure)
        }
    }

    /// Asks these name servers from now on; the system's where there are none.
    pub fn set_name_servers(&self, servers: Vec<SocketAddr>) {
        self.core.resolver.names.set_servers(servers);
    }

    /// What the SIP port is bound to; the address may be unspecified.
    pub fn local_sip_address(&self) -> SocketAddr {
        self.core.bound.0
    }

    /// Writes all SIP, RTP and RTCP from now on to a pcap file at `path`.
    ///
    /// [`Error::CoreArgumentIncorrect`] when it cannot be created.
    pub fn start_packet_capture(&self, path: &Path) -> Result<()> {
        self.core
            .capture
            .start(path)
            .map_err(|_| Error::CoreArgumentIncorrect)?;
        self.files.set_capturing(true);
        Ok(())
    }

    /// Ends the capture; the file is complete on return.
    pub fn stop_packet_capture(&self) {
        self.core.capture.stop();
        self.files.set_capturing(false);
    }

    /// Whether the calling thread is the one that runs the handler.
    pub fn is_event_thread(&self) -> bool {
        self.threads.current_role() == Some(Role::Events)
    }

    /// Queues `event` so many times behind the events that wait.
    #[cfg(feature = "test-hooks")]
    pub fn raise(&self, event: &crate::events::Event, times: usize) {
        for _ in 0..times {
            self.core.events.push(event.clone());
        }
        self.core.events.wake();
    }

    /// How many pairs of media ports calls have.
    pub fn media_ports_in_use(&self) -> usize {
        self.pool.in_use()
    }

    /// How many ticks of media began more than 5 ms late.
    pub fn late_ticks(&self) -> u64 {
        self.core.late_ticks.load(Ordering::Relaxed)
    }

    /// How many ticks of media were left out: there was no time for them.
    pub fn left_out_ticks(&self) -> u64 {
        self.core.left_out_ticks.load(Ordering::Relaxed)
    }

    /// How many threads of this engine run.
    pub fn threads_alive(&self) -> usize {
        self.threads.alive()
    }
}
