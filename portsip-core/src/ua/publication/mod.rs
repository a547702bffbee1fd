//! Publishing how we are at a presence agent: RFC 3903.
//!
//! *Inputs:* what the program says of us, a way or the lack of one, responses, their
//! absence, a registration that is back, time. *Outputs:* PUBLISHs, one at a time.
//! Nobody is told how they fare: the program sees it where it watches the signalling.
//!
//! | stage | news | response | time |
//! |---|---|---|---|
//! | resting | → asking | – | → asking: refresh, or the next try |
//! | asking | kept | 2xx: → resting, or again with the news; 3xx: elsewhere; 412: anew | no answer: the next destination, then → resting |
//! | given up | → asking | – | – |
//!
//! What cannot be mended by repeating it is given up until the program says something
//! else, or the registrar has us again after it was lost.

mod publish;
mod response;

use std::collections::BTreeMap;
use std::time::Duration;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::sip::auth::Authenticator;
use crate::sip::uri::Uri;

use super::account::User;
use super::context::{Context, Deadline};
use super::lone_request::{Input, LoneRequest, Place, Series};
use super::presence::Status;
use super::refresher::Backoff;
use super::timers::TimerId;

/// How long a publication is asked to live where the program does not say (RFC 3903
/// §6.4).
const EXPIRES_S: u32 = 3600;
/// The shortest that the program may ask for.
const EXPIRES_S_MIN: u32 = 20;

/// Names a publication, also one that is being taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PublicationId(u32);

/// The publication of the user, and those that are being taken back.
#[derive(Debug)]
pub(crate) struct Publications {
    current: Option<PublicationId>,
    live: BTreeMap<PublicationId, Publication>,
    last_id: u32,
    expires_s: u32,
}

/// One publication.
#[derive(Debug)]
struct Publication {
    content: Content,
    request: LoneRequest,
    backoff: Backoff,
    stage: Stage,
    timer: Option<TimerId>,
}

/// What is published.
#[derive(Debug)]
struct Content {
    id: PublicationId,
    /// Who published it; the agent may have another user meanwhile.
    user: User,
    authenticator: Authenticator,
    /// Our address of record. It is asked for there, until that sends us elsewhere.
    uri: Uri,
    series: Series,
    status: Status,
    /// What tells this phone from others of the user, in documents.
    tuple: String,
    /// The status has not been sent.
    is_new: bool,
    /// It is not being taken back.
    wanted: bool,
    /// By what the server knows it.
    etag: Option<Box<str>>,
    /// What is asked for, in seconds.
    expires_s: u32,
    /// The shortest that the server takes, as far as it has said so.
    expires_s_min: u32,
    /// What the last PUBLISH asked for, in seconds.
    asked_s: u32,
    /// The last PUBLISH tells the status, and is not a mere refresh.
    tells: bool,
}

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The timer ends with the refresh, or the next try.
    Resting,
    /// A PUBLISH is out, or its way is looked for.
    Asking,
    /// It was refused, and would be again.
    GivenUp,
    /// There is nothing more to do.
    Over,
}

impl Default for Publications {
    fn default() -> Self {
        Self {
            current: None,
            live: BTreeMap::new(),
            last_id: 0,
            expires_s: EXPIRES_S,
        }
    }
}

impl Publications {
    /// Publishes a status of the agent's user, in the place of the one before. `tuple`
    /// names this phone.
    ///
    /// `CoreUserNotFound`, `CoreSipServerEmpty`, `CoreInvalidUri`.
    pub(crate) fn publish(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        status: Status,
        tuple: &str,
    ) -> Result<()> {
        let expires_s = self.expires_s;
        let id = match self.current {
            Some(id) => id,
            None => self.begin(ctx, &status, tuple)?,
        };
        self.with(id, |publication| {
            let content = &mut publication.content;
            content.status = status;
            content.expires_s = expires_s.max(content.expires_s_min);
            publication.tell(now, ctx);
        });
        Ok(())
    }

    fn begin(&mut self, ctx: &mut Context, status: &Status, tuple: &str) -> Result<PublicationId> {
        let user = ctx.user.clone().ok_or(Error::CoreUserNotFound)?;
        let id = PublicationId(self.last_id.wrapping_add(1));
        let publication = Publication::new(ctx, id, user, status.clone(), tuple)?;
        self.last_id = id.0;
        self.live.insert(id, publication);
        self.current = Some(id);
        Ok(id)
    }

    /// Takes the publication of the user back.
    pub(crate) fn leave(&mut self, now: Instant, ctx: &mut Context) {
        if let Some(id) = self.current.take() {
            self.with(id, |publication| publication.stop(now, ctx));
        }
    }

    /// How long publications are asked to live from the next change on.
    ///
    /// `expires_s`: seconds, at least 20 (`CoreExpiresValueTooSmall`).
    pub(crate) fn set_default_time(&mut self, expires_s: u32) -> Result<()> {
        if expires_s < EXPIRES_S_MIN {
            return Err(Error::CoreExpiresValueTooSmall);
        }
        self.expires_s = expires_s;
        Ok(())
    }

    /// Changes the name shown to the server.
    pub(crate) fn set_display_name(&mut self, name: &str) {
        let contents = self.live.values_mut().map(|one| &mut one.content);
        for content in contents.filter(|content| content.wanted) {
            content.user.set_display_name(name);
        }
    }

    /// The registrar has us again after it was lost: the server may have lost the
    /// publication, too.
    pub(crate) fn renew(&mut self, now: Instant, ctx: &mut Context) {
        if let Some(id) = self.current {
            self.with(id, |publication| {
                if matches!(publication.stage, Stage::Resting | Stage::GivenUp) {
                    publication.tell(now, ctx);
                }
            });
        }
    }

    /// Our addresses have changed: what failed before may do now.
    pub(crate) fn handle_network_changed(&mut self, now: Instant, ctx: &mut Context) {
        let ids: Vec<PublicationId> = self.live.keys().copied().collect();
        for id in ids {
            self.with(id, |publication| {
                let has_failed = publication.backoff.failures() > 0;
                if has_failed && publication.stage == Stage::Resting {
                    publication.ask(now, ctx);
                }
            });
        }
    }

    /// Something has come to the PUBLISH of one.
    pub(crate) fn handle(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        id: PublicationId,
        input: Input<'_>,
    ) {
        self.with(id, |publication| publication.handle(now, ctx, input));
    }

    /// The timer of one.
    pub(crate) fn handle_timeout(&mut self, now: Instant, ctx: &mut Context, id: PublicationId) {
        self.with(id, |publication| publication.handle_timeout(now, ctx));
    }

    /// How many live, or are being taken back.
    pub(crate) fn live(&self) -> usize {
        self.live.len()
    }

    /// Works on one, and forgets it when it is over.
    fn with(&mut self, id: PublicationId, work: impl FnOnce(&mut Publication)) {
        if let Some(publication) = self.live.get_mut(&id) {
            work(publication);
            if publication.stage == Stage::Over {
                self.live.remove(&id);
            }
        }
    }
}

impl Publication {
    fn new(
        ctx: &mut Context,
        id: PublicationId,
        mut user: User,
        status: Status,
        tuple: &str,
    ) -> Result<Self> {
        if !user.has_server() {
            return Err(Error::CoreSipServerEmpty);
        }
        let address = user.address(None).ok_or(Error::CoreInvalidUri)?;
        let uri = address.uri().clone();
        let request = LoneRequest::new(Some(Place::of(ctx, uri.clone())?));
        let content = Content {
            id,
            authenticator: user.authenticator(),
            user,
            uri,
            series: Series::new(ctx),
            status,
            tuple: tuple.to_owned(),
            is_new: true,
            wanted: true,
            etag: None,
            expires_s: EXPIRES_S,
            expires_s_min: 0,
            asked_s: 0,
            tells: false,
        };
        Ok(Self {
            content,
            request,
            backoff: Backoff::new(u32::MAX),
            stage: Stage::Resting,
            timer: None,
        })
    }

    /// The status shall be sent, once what is out has its response.
    fn tell(&mut self, now: Instant, ctx: &mut Context) {
        self.content.is_new = true;
        if matches!(self.stage, Stage::Resting | Stage::GivenUp) {
            self.ask(now, ctx);
        }
    }

    /// Takes it back.
    fn stop(&mut self, now: Instant, ctx: &mut Context) {
        self.content.wanted = false;
        match self.stage {
            Stage::Resting | Stage::GivenUp => self.ask(now, ctx),
            Stage::Asking if self.request.flow().is_none() && self.content.etag.is_none() => {
                self.stage = Stage::Over;
            }
            Stage::Asking | Stage::Over => {}
        }
    }

    fn handle_timeout(&mut self, now: Instant, ctx: &mut Context) {
        self.timer = None;
        if self.stage == Stage::Resting {
            self.ask(now, ctx);
        }
    }

    fn rest(&mut self, now: Instant, ctx: &mut Context, wait: Duration) {
        self.disarm(ctx);
        self.stage = Stage::Resting;
        let deadline = Deadline::Publication(self.content.id);
        self.timer = Some(ctx.timers.start(now + wait, deadline));
    }

    fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }
}
