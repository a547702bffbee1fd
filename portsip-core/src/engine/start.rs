//! From a configuration to running threads.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use super::clock_source::ClockSource;
use super::core::Core;
use super::devices::DeviceThread;
use super::endpoint::{Endpoint, Listening};
use super::event_thread::Handler;
use super::logging::Logging;
use super::media_certificate;
use super::media_driver::MediaDriver;
use super::media_inbox::MediaInbox;
use super::port_pool::PortPool;
use super::resolver::Resolver;
use super::threads::{Role, Threads};
use super::tls::LazySecurity;
use super::{Engine, signalling_driver};
use crate::config::{RtpPortRange, SdkConfig, TransportKind};
use crate::error::{Error, Result};
use crate::rng::Rng;
use crate::ua::{Agent, AgentConfig};

/// How long a thread of the resolver stays when there is no name to look up.
const RESOLVER_IDLE: Duration = Duration::from_secs(2);

impl Engine {
    /// Binds the SIP port and starts the threads. `handler` gets each event,
    /// in order, on the event thread, with no lock held.
    ///
    /// Errors: [`Error::CoreSessionNumsOutOfRange`],
    /// [`Error::CoreArgumentIncorrect`] (no log folder; for TLS no certificate
    /// folder, or a list with a cipher suite that there is not),
    /// [`Error::CoreNetworkInterfaceUnavailable`],
    /// [`Error::CoreAddUdpTransportFailure`], [`Error::CoreAddTcpTransportFailure`],
    /// [`Error::CoreAddTlsTransportFailure`] (the port cannot be bound),
    /// [`Error::CoreInitializeStackFailure`] (no randomness or threads).
    pub fn start(config: &SdkConfig, handler: Handler) -> Result<Arc<Self>> {
        if config.call_sessions_max < 1 {
            return Err(Error::CoreSessionNumsOutOfRange);
        }
        let logging = Logging::open(config.log_level, &config.log_folder)?;
        let log = logging.dispatch.clone();
        tracing::dispatcher::with_default(&log, || Self::start_logged(config, handler, logging))
    }

    fn start_logged(config: &SdkConfig, handler: Handler, logging: Logging) -> Result<Arc<Self>> {
        let mut rng = seeded_rng()?;
        let runtime = runtime()?;
        let security = LazySecurity::new(config.tls.clone());
        let accepts = accepts(config.transport, &security)?;
        let mut endpoint = {
            let _context = runtime.enter();
            let (ip, port) = (config.local_ip, config.local_port);
            Endpoint::open(config.transport, ip, port, accepts)?
        };
        let (media, inputs) = MediaInbox::new();
        let agent_config = AgentConfig {
            transport: config.transport,
            call_sessions_max: config.call_sessions_max,
            user_agent: config.user_agent.clone(),
        };
        let clock = ClockSource::start();
        let range = RtpPortRange::default();
        let pool = PortPool::new(clock, config.local_ip, range, &mut rng);
        let pool = Arc::new(pool);
        let identity = media_certificate::make();
        let mut agent = Agent::new(agent_config, rng.fork());
        if let Some(identity) = &identity {
            agent.set_certificate(identity.fingerprint().clone());
        }
        let core = Arc::new(Core::new(
            clock,
            agent,
            &mut endpoint,
            media,
            Arc::clone(&pool),
            security,
            Resolver::new(rng.fork()),
        ));
        let log = logging.dispatch.clone();
        let engine = Self {
            core,
            pool,
            files: Arc::default(),
            devices: Arc::new(DeviceThread::new(config.audio_device_layer)),
            threads: Threads::new(log.clone()),
            logging: Mutex::new(logging),
            log,
            rng: Mutex::new(rng.fork()),
        };
        let driver = MediaDriver {
            core: Arc::clone(&engine.core),
            pool: Arc::clone(&engine.pool),
            files: Arc::clone(&engine.files),
            devices: Arc::clone(&engine.devices),
            threads: Arc::clone(&engine.threads),
            workers: Arc::default(),
            inputs,
            identity,
            rng,
        };
        engine.start_threads(runtime, endpoint.listening, handler, driver)?;
        let (local, transport) = (engine.local_sip_address(), config.transport);
        tracing::info!(%local, ?transport, version = env!("CARGO_PKG_VERSION"), "started");
        Ok(Arc::new(engine))
    }

    /// Starts the threads; where one cannot be, those that run are ended.
    fn start_threads(
        &self,
        runtime: Runtime,
        listening: Option<Listening>,
        handler: Handler,
        media: MediaDriver,
    ) -> Result<()> {
        let started = self
            .spawn_signalling(runtime, listening)
            .and_then(|()| {
                let core = Arc::clone(&self.core);
                self.threads
                    .spawn(Role::Events, move || core.events.run(handler))
            })
            .and_then(|()| self.spawn_media(media))
            .and_then(|()| self.spawn_devices())
            .and_then(|()| {
                let pool = Arc::clone(&self.pool);
                self.threads.spawn(Role::Ports, move || pool.run())
            })
            .and_then(|()| {
                let (core, files) = (Arc::clone(&self.core), Arc::clone(&self.files));
                self.threads
                    .spawn(Role::Files, move || files.run(&core.capture))
            });
        started.map_err(|error| {
            tracing::error!(%error, "a thread cannot be started");
            self.shut_down();
            Error::CoreInitializeStackFailure
        })
    }

    /// Signalling ends last of what talks to peers, and ends the others.
    fn spawn_signalling(
        &self,
        runtime: Runtime,
        listening: Option<Listening>,
    ) -> std::io::Result<()> {
        let core = Arc::clone(&self.core);
        self.threads.spawn(Role::Signalling, move || {
            signalling_driver::run(&core, runtime, listening);
            core.events.close();
            core.media.stop();
        })
    }

    /// Nobody has to look after virtual devices.
    fn spawn_devices(&self) -> std::io::Result<()> {
        if self.devices.are_virtual() {
            return Ok(());
        }
        let (core, devices) = (Arc::clone(&self.core), Arc::clone(&self.devices));
        self.threads
            .spawn(Role::Devices, move || devices.run(&core))
    }

    /// Media ends the threads that work for it.
    fn spawn_media(&self, driver: MediaDriver) -> std::io::Result<()> {
        self.threads.spawn(Role::Media, move || {
            let (pool, files) = (Arc::clone(&driver.pool), Arc::clone(&driver.files));
            let devices = Arc::clone(&driver.devices);
            driver.run();
            devices.close();
            pool.close();
            files.close();
        })
    }
}

/// Whether connections of peers can be accepted: over TLS only with a
/// certificate of our own.
fn accepts(transport: TransportKind, security: &LazySecurity) -> Result<bool> {
    if !matches!(transport, TransportKind::Tls | TransportKind::Wss) {
        return Ok(true);
    }
    let security = security.make().map_err(|error| {
        tracing::error!(%error, "TLS");
        Error::CoreArgumentIncorrect
    })?;
    let accepts = security.server().is_some();
    if !accepts {
        tracing::info!("no certificate of our own: no connections are accepted");
    }
    Ok(accepts)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that seeds randomness"
)]
fn seeded_rng() -> Result<Rng> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| Error::CoreInitializeStackFailure)?;
    Ok(Rng::from_seed(seed))
}

fn runtime() -> Result<Runtime> {
    Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(signalling_driver::RESOLVER_THREADS_MAX)
        .thread_name("sip-resolver")
        .thread_keep_alive(RESOLVER_IDLE)
        .build()
        .map_err(|_| Error::CoreInitializeStackFailure)
}
