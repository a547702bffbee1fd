//! What the program says about how we are reached: instance, push service,
//! `rport`, keep-alives, and that it is time to register anew.

use crate::clock::Instant;
use crate::config::Push;
use crate::error::{Error, Result};
use crate::limits::PUSH_PARAMETER_BYTES_MAX;

use super::agent::Agent;

/// The characters of a UUID (RFC 9562 §4).
const UUID_LENGTH: usize = 36;

impl Agent {
    /// Registers anew at once, along a way that is looked for anew; calls go
    /// on from where we are now.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`); `None`
    /// for what was asked for before. Other errors: `CoreUserNotFound`,
    /// `CoreNotRegistered`.
    pub fn refresh_registration(&mut self, now: Instant, expires_s: Option<u32>) -> Result<()> {
        if self.ctx.user.is_none() {
            return Err(Error::CoreUserNotFound);
        }
        let ctx = &mut self.ctx;
        self.registrations.prepare_anew(ctx, expires_s)?;
        self.handle_network_changed(now, &[]);
        Ok(())
    }

    /// Names this instance of the user in registrations from now on: a UUID,
    /// with or without `urn:uuid:` before it.
    ///
    /// `CoreArgumentIncorrect` for anything else.
    pub fn set_instance_id(&mut self, id: &str) -> Result<()> {
        let id = id.trim();
        let id = id.strip_prefix("urn:uuid:").unwrap_or(id);
        if !is_uuid(id) {
            return Err(Error::CoreArgumentIncorrect);
        }
        self.ctx.signalling.instance_id = id.to_ascii_lowercase();
        Ok(())
    }

    /// Says how we are woken for a call (RFC 8599), in registrations from now
    /// on; `None` takes it back.
    ///
    /// `CoreArgumentIncorrect` without a provider or identifier, or for
    /// control characters; `CoreDataSizeTooLarge`.
    pub fn set_push(&mut self, push: Option<Push>) -> Result<()> {
        if let Some(push) = &push {
            let values = [&push.provider, &push.param, &push.prid];
            if push.provider.is_empty() || push.prid.is_empty() {
                return Err(Error::CoreArgumentIncorrect);
            }
            if values.iter().any(|value| value.contains(char::is_control)) {
                return Err(Error::CoreArgumentIncorrect);
            }
            if values
                .iter()
                .any(|value| value.len() > PUSH_PARAMETER_BYTES_MAX)
            {
                return Err(Error::CoreDataSizeTooLarge);
            }
        }
        self.ctx.signalling.push = push.map(Box::new);
        Ok(())
    }

    /// Whether requests ask where they came from (RFC 3581), and Contact says
    /// what the registrar answers.
    pub fn set_rport(&mut self, now: Instant, enabled: bool) {
        self.ctx.signalling.rport = enabled;
        if !enabled {
            self.ctx.public.forget_registrar();
            self.tell_address(now);
        }
    }

    /// How often the way to the registrar is kept open while we are
    /// registered, in seconds; 0 for never.
    pub fn set_keep_alive(&mut self, now: Instant, seconds: u32) {
        self.ctx.signalling.keep_alive_s = seconds;
        let ctx = &mut self.ctx;
        self.registrations
            .with_current(|current| current.handle_keep_alive_set(now, ctx));
        self.settle(now);
    }

    /// How others see us has changed.
    pub(super) fn tell_address(&mut self, now: Instant) {
        self.ctx.forget_contact();
        let ctx = &mut self.ctx;
        self.registrations
            .with_current(|current| current.handle_address_seen(now, ctx));
        self.tell_calls_address(now);
        self.tell_watchers_address(now);
        self.settle(now);
    }

    /// The other ends of calls shall know how others see us now.
    pub(super) fn tell_calls_address(&mut self, now: Instant) {
        for session in self.calls.sessions() {
            self.calls.with(session, &mut self.ctx, |call, ctx| {
                call.handle_address_learned(now, ctx);
            });
        }
    }
}

fn is_uuid(text: &str) -> bool {
    let dashes = [8, 13, 18, 23];
    text.len() == UUID_LENGTH
        && text.bytes().enumerate().all(|(at, octet)| {
            if dashes.contains(&at) {
                octet == b'-'
            } else {
                octet.is_ascii_hexdigit()
            }
        })
}
