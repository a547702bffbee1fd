//! The registration of the user, and those of users that were removed and are
//! still being ended.

use crate::clock::Instant;
use crate::error::{Error, Result};

use super::agent::RegistrationStatus;
use super::context::{Context, RegistrationId};
use super::registration::Registration;

/// The shortest expiry a program may ask for.
const EXPIRES_S_MIN: u32 = 20;

/// All registrations of one agent; at most one is wanted.
#[derive(Default)]
pub(crate) struct Registrations {
    current: Option<Registration>,
    leaving: Vec<Registration>,
    last_id: u32,
}

impl Registrations {
    /// Registers the agent's user.
    pub(crate) fn register(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        expires_s: u32,
        retry_times: u32,
    ) -> Result<()> {
        let user = ctx.user.clone().ok_or(Error::CoreUserNotFound)?;
        let registrar = user.registrar(ctx.default_transport())?;
        if expires_s < EXPIRES_S_MIN {
            return Err(Error::CoreExpiresValueTooSmall);
        }
        let status = self.status();
        if matches!(
            status,
            RegistrationStatus::Registering | RegistrationStatus::Registered
        ) {
            return Err(Error::CoreAlreadyRegistered);
        }
        let limits = (expires_s, retry_times);
        let mut leaving = self.leaving.iter();
        let same = leaving.position(|leaving| leaving.is_of(&user, &registrar));
        let current = self.current.take().filter(|current| !current.is_over());
        let ending = match (current, same) {
            (None, Some(index)) => Some(self.leaving.remove(index)),
            (current, _) => current,
        };
        if let Some(mut ending) = ending {
            ending.resume(registrar, user, limits);
            self.current = Some(ending);
            return Ok(());
        }
        self.last_id += 1;
        let id = RegistrationId(self.last_id);
        self.current = Some(Registration::start(now, ctx, id, registrar, user, limits));
        Ok(())
    }

    /// Takes the registration back.
    pub(crate) fn unregister(&mut self, now: Instant, ctx: &mut Context) -> Result<()> {
        match self.status() {
            RegistrationStatus::Registering | RegistrationStatus::Registered => {}
            _ => return Err(Error::CoreNotRegistered),
        }
        if let Some(current) = &mut self.current {
            current.stop(now, ctx);
        }
        Ok(())
    }

    /// Takes the registration back, whatever its state, for a user that goes.
    pub(crate) fn leave(&mut self, now: Instant, ctx: &mut Context) {
        if let Some(mut leaving) = self.current.take() {
            leaving.stop(now, ctx);
            if !leaving.is_over() {
                self.leaving.push(leaving);
            }
        }
    }

    /// Works on a registration, and forgets one that is over.
    pub(crate) fn with(&mut self, id: RegistrationId, work: impl FnOnce(&mut Registration)) {
        let mut all = self.current.iter_mut().chain(&mut self.leaving);
        if let Some(registration) = all.find(|registration| registration.id() == id) {
            work(registration);
        }
        self.current.take_if(|current| current.is_over());
        self.leaving.retain(|leaving| !leaving.is_over());
    }

    /// Says that the registration will start over, for `expires_s` where that
    /// is given.
    pub(crate) fn prepare_anew(&mut self, ctx: &mut Context, expires_s: Option<u32>) -> Result<()> {
        if expires_s.is_some_and(|expires_s| expires_s < EXPIRES_S_MIN) {
            return Err(Error::CoreExpiresValueTooSmall);
        }
        match self.status() {
            RegistrationStatus::Registering | RegistrationStatus::Registered => {}
            _ => return Err(Error::CoreNotRegistered),
        }
        self.with_current(|current| current.prepare_anew(ctx, expires_s));
        Ok(())
    }

    /// Works on the registration of the user, and forgets it when it is over.
    pub(crate) fn with_current<T>(
        &mut self,
        work: impl FnOnce(&mut Registration) -> T,
    ) -> Option<T> {
        let result = self.current.as_mut().map(work);
        self.current.take_if(|current| current.is_over());
        result
    }

    /// How the user's registration stands.
    pub(crate) fn status(&self) -> RegistrationStatus {
        let current = self.current.as_ref();
        current.map_or(RegistrationStatus::Unregistered, Registration::status)
    }

    /// Changes the name shown to the registrar.
    pub(crate) fn set_display_name(&mut self, name: &str) {
        if let Some(current) = &mut self.current {
            current.set_display_name(name);
        }
    }

    /// Whether nothing is left to be done, given that nothing is wanted.
    pub(crate) fn is_empty(&self) -> bool {
        self.leaving.is_empty() && self.status() == RegistrationStatus::Unregistered
    }
}
