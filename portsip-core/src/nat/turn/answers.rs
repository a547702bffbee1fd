//! What the server answers, and what of that is believed.

use std::time::Duration;

use stun_types::message::{Message, MessageClass};

use super::super::stun::check;
use super::allocation::{Allocation, TurnError};
use super::client::{Asked, KEEP_ALIVE, LIFETIME_S, TurnClient};
use super::exchange::Exchange;
use super::message::{Challenge, Granted, Refusal};
use crate::clock::Instant;

/// Longer ones are refreshed as if they lasted so.
const LIFETIME_S_MAX: u32 = 3600;
/// How long before its end it is refreshed; a short one in the middle.
const REFRESHED_BEFORE: Duration = Duration::from_mins(1);

const UNAUTHORIZED: u16 = 401;
const STALE_NONCE: u16 = 438;

impl TurnClient {
    /// Takes a STUN message from the server; `false` where it is no answer to us.
    pub fn handle_datagram(&mut self, now: Instant, datagram: &[u8]) -> bool {
        let Some(message) = check::is_whole(datagram)
            .then(|| Message::from_bytes(datagram).ok())
            .flatten()
        else {
            return false;
        };
        let id = u128::from(message.transaction_id());
        let is_success = match message.class() {
            MessageClass::Success => true,
            MessageClass::Error => false,
            MessageClass::Request | MessageClass::Indication => return false,
        };
        // Judged before the integrity is: who does not know the id cannot make us work.
        let Some(asked) = self.find(id) else {
            return false;
        };
        if is_success {
            if self.is_proved(asked, &message) {
                self.handle_success(now, asked, Granted::read(&message));
            }
        } else {
            let refusal = Refusal::read(&message);
            if self.is_believed(asked, &refusal, &message) {
                self.handle_error(now, asked, refusal);
            }
        }
        self.ask_for_grants(now);
        true
    }

    fn find(&self, id: u128) -> Option<Asked> {
        let has_id = |out: &Option<Exchange>| out.as_ref().is_some_and(|out| out.id == id);
        if has_id(&self.exchange) {
            return Some(Asked::Own);
        }
        if self.late.as_ref().is_some_and(|(out, _)| out.id == id) {
            return Some(Asked::Late);
        }
        self.grants.position(id).map(Asked::Grant)
    }

    fn has_credentials(&mut self, asked: Asked) -> bool {
        let out = self.exchange_mut(asked);
        out.is_some_and(|out| out.has_credentials)
    }

    /// Who gave us a password shows that it is they who answer.
    fn is_proved(&mut self, asked: Asked, response: &Message<'_>) -> bool {
        if self.has_credentials(asked) {
            self.login.proves(response)
        } else {
            !self.login.is_named()
        }
    }

    /// What asks for credentials has none, nor has what comes before them.
    fn is_believed(&mut self, asked: Asked, refusal: &Refusal, response: &Message<'_>) -> bool {
        !self.has_credentials(asked)
            || matches!(refusal.code, UNAUTHORIZED | STALE_NONCE)
            || self.login.proves(response)
    }

    fn handle_success(&mut self, now: Instant, asked: Asked, granted: Granted) {
        match asked {
            Asked::Own => self.handle_allocated(now, granted),
            Asked::Late => {
                self.late = None;
                self.give_back(now);
            }
            Asked::Grant(place) => {
                if let Some(grant) = self.grants.get_mut(place) {
                    grant.granted(now);
                }
            }
        }
    }

    fn handle_allocated(&mut self, now: Instant, granted: Granted) {
        self.exchange = None;
        self.revalidates = false;
        let lifetime_s = granted.lifetime_s.unwrap_or(LIFETIME_S);
        match self.state {
            // It was given back.
            Allocation::Failed(_) => return,
            _ if lifetime_s == 0 => return self.end(TurnError::Ended),
            Allocation::Granted { .. } => {}
            Allocation::Asked => {
                let Some(relayed) = granted.relayed_to(self.is_ipv6()) else {
                    self.end(TurnError::NoAddress);
                    return self.give_back(now);
                };
                let mapped = granted.mapped;
                self.state = Allocation::Granted { relayed, mapped };
                self.keep_alive = Some(now + KEEP_ALIVE);
            }
        }
        let lifetime = Duration::from_secs(lifetime_s.min(LIFETIME_S_MAX).into());
        let rest = REFRESHED_BEFORE.min(lifetime / 2);
        self.refresh = Some(now + lifetime.saturating_sub(rest));
    }

    fn handle_error(&mut self, now: Instant, asked: Asked, refusal: Refusal) {
        let code = refusal.code;
        let Some(challenge) = self.challenge(asked, refusal) else {
            return self.give_up(now, asked, TurnError::Refused { code });
        };
        self.login.take_challenge(challenge);
        let (login, rng) = (&self.login, &mut self.rng);
        let out = match asked {
            Asked::Own => &mut self.exchange,
            Asked::Late => return self.late = None,
            Asked::Grant(place) => match self.grants.get_mut(place) {
                Some(grant) => &mut grant.exchange,
                None => return,
            },
        };
        *out = out.as_ref().and_then(|out| out.again(now, login, rng));
        match out {
            Some(next) => self.transmits.push_back(next.request.clone()),
            None => self.give_up(now, asked, TurnError::Refused { code }),
        }
    }

    /// What a refusal wants to be asked with (RFC 8489 §9.2.5): other credentials once,
    /// and another nonce in the realm that we know.
    fn challenge(&mut self, asked: Asked, refusal: Refusal) -> Option<Challenge> {
        let realm = match (refusal.code, self.has_credentials(asked)) {
            (UNAUTHORIZED, false) if self.login.is_named() => refusal.realm?,
            (STALE_NONCE, true) => self.login.realm()?.to_owned(),
            _ => return None,
        };
        let nonce = refusal.nonce?;
        Some(Challenge { realm, nonce })
    }
}
