//! What provisional responses bring: early dialogs and their media
//! (RFC 3261 §13.2.2.1, RFC 3960).
//!
//! The description in a provisional response is a preview of the answer; each
//! fork has its own. The one heard last is rendered.

use bytes::Bytes;
use smallvec::SmallVec;

use crate::events::{Event, MediaSummary};
use crate::limits::FORKS_PER_CALL_MAX;
use crate::sip::message::{Message, StatusCode};

use super::super::context::Context;
use super::super::event_text::readable;
use super::media::summary_of_agreed;
use super::{Call, State};

/// The descriptions that came early, by the tag of the fork that sent them.
#[derive(Default)]
pub(super) struct EarlyDialogs(SmallVec<[EarlyDialog; 1]>);

struct EarlyDialog {
    remote_tag: String,
    description: Bytes,
}

impl EarlyDialogs {
    fn keep(&mut self, remote_tag: &str, description: Bytes) {
        let mut known = self.0.iter_mut();
        if let Some(early) = known.find(|early| early.remote_tag == remote_tag) {
            early.description = description;
        } else if self.0.len() < FORKS_PER_CALL_MAX {
            self.0.push(EarlyDialog {
                remote_tag: remote_tag.to_owned(),
                description,
            });
        }
    }

    fn forget(&mut self, remote_tag: &str) {
        self.0.retain(|early| early.remote_tag != remote_tag);
    }

    /// What the fork with this tag answered early.
    pub(super) fn description(&self, remote_tag: &str) -> Option<Bytes> {
        let mut early = self.0.iter();
        let found = early.find(|early| early.remote_tag == remote_tag)?;
        Some(found.description.clone())
    }
}

impl Call {
    /// A provisional response other than 100.
    pub(super) fn handle_progress(
        &mut self,
        ctx: &mut Context,
        status: StatusCode,
        response: &Message,
    ) {
        let media = self.preview(ctx, response);
        let session = self.session;
        let message = response.raw().clone();
        match status.code() {
            183 => ctx.event(Event::InviteSessionProgress {
                session,
                early_media: media.is_some(),
                media: media.unwrap_or_default(),
                message,
            }),
            180..=182 => ctx.event(Event::InviteRinging {
                session,
                status: status.code(),
                reason: readable(response).reason().to_owned(),
                message,
            }),
            // RFC 6228: the proxy has given up on this fork.
            199 => self.forget_fork(response),
            _ => {}
        }
    }

    fn forget_fork(&mut self, response: &Message) {
        if let State::Connecting(connecting) = &mut self.state {
            let remote_tag = response.to().tag().unwrap_or_default();
            connecting.early.forget(remote_tag);
        }
    }

    /// Renders the early media that a response describes.
    fn preview(&mut self, ctx: &mut Context, response: &Message) -> Option<MediaSummary> {
        let State::Connecting(connecting) = &mut self.state else {
            return None;
        };
        if response.body().is_empty() || !has_description(response) {
            return None;
        }
        let negotiation = self.negotiation.as_ref()?;
        let agreed = negotiation.preview_answer(response.body()).ok()?;
        let remote_tag = response.to().tag().unwrap_or_default();
        connecting.early.keep(remote_tag, response.body_bytes());
        let summary = summary_of_agreed(&agreed);
        self.media.agree(agreed, false, &mut ctx.outputs);
        Some(summary)
    }
}

/// Whether the body is a session description. Some systems forget to say so.
pub(super) fn has_description(message: &Message) -> bool {
    match message.content_type() {
        Ok(Some(content_type)) => content_type.is("application", "sdp"),
        Ok(None) => message.body().starts_with(b"v="),
        Err(_) => false,
    }
}
