//! Subscriptions to what others tell: presence, their calls, waiting messages.

use super::Sdk;
use crate::error::Result;
use crate::ids::{SessionId, SubscriptionId};

impl Sdk {
    /// Subscribes to what the event package `event` tells of `to`: a name, a `sip:`,
    /// `sips:` or `tel:` address. Events tell how it goes on.
    ///
    /// `subject`: for the one who is asked, or empty. Errors: `CoreCalleeEmpty`,
    /// `CoreUserNotFound`, `CoreInvalidUri`, `CoreArgumentIncorrect` (no event package,
    /// `refer`, or no text for a header), `CoreSipAlreadySubscribed`,
    /// `CoreDataSizeTooLarge` (10,000 live).
    pub fn subscribe(&self, to: &str, event: &str, subject: &str) -> Result<SubscriptionId> {
        self.require_running()?;
        self.engine.agent("subscribe", |agent, now| {
            agent.subscribe(now, to, event, subject)
        })
    }

    /// Takes a subscription back.
    ///
    /// `CoreNotFoundSubscribeId`.
    pub fn terminate_subscription(&self, subscription: SubscriptionId) -> Result<()> {
        self.require_running()?;
        self.engine.agent("terminate subscription", |agent, now| {
            agent.terminate_subscription(now, subscription)
        })
    }

    /// How long subscriptions are asked to live, from the next one on.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    pub fn set_default_subscription_time(&self, expires_s: u32) -> Result<()> {
        self.require_running()?;
        self.engine.agent("set subscription time", |agent, _| {
            agent.set_default_subscription_time(expires_s)
        })
    }

    /// Whether the messages that wait for our account are asked for while we are
    /// registered.
    ///
    /// `CoreNotInitialized`.
    pub fn enable_auto_check_mwi(&self, enabled: bool) -> Result<()> {
        self.require_running()?;
        self.engine.agent("check mailbox", |agent, now| {
            agent.set_auto_check_mwi(now, enabled);
        });
        Ok(())
    }

    /// Calls the other side of a call of somebody we watch, in the place of that call.
    ///
    /// `dialog`: the id that `DialogStateUpdated` told. Errors: `CoreCallIdNotFound`,
    /// and those of [`call`](Self::call).
    pub fn pickup_blf_call(&self, dialog: &str, video: bool) -> Result<SessionId> {
        self.require_running()?;
        self.with_media_ports(|ports| {
            self.engine.agent("pick up", |agent, now| {
                agent.pickup(now, dialog, video, ports)
            })
        })
    }
}
