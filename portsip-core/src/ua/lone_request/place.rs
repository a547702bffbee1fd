//! Where a request outside dialogs goes, and the head that it has there (RFC 3261 §8.1.1).

use crate::error::Result;
use crate::ids::SubscriptionId;
use crate::sip::dialog::DialogId;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Method, RequestBuilder};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::account::{FirstHop, wants_sips, write_routes};
use super::super::context::Context;
use super::super::lone_dialog::local_tag;

/// Where a request outside dialogs goes.
#[derive(Debug)]
pub(in crate::ua) struct Place {
    pub(in crate::ua) uri: Uri,
    pub(in crate::ua) hop: FirstHop,
}

/// What tells a server that one request comes after another.
#[derive(Debug, Default)]
pub(in crate::ua) struct Series {
    call_id: String,
    tag: String,
    cseq: u32,
}

impl Place {
    /// Where requests to `uri` go.
    ///
    /// `CoreUserNotFound`, `CoreInvalidUri`.
    pub(in crate::ua) fn of(ctx: &Context, uri: Uri) -> Result<Self> {
        let hop = ctx.first_hop(&uri)?;
        Ok(Self { uri, hop })
    }

    /// Whether it is at `uri`, or the way to it leads by servers of ours.
    pub(in crate::ua) fn is_ours(&self, uri: &Uri) -> bool {
        self.uri == *uri || self.hop.is_ours
    }

    /// Our Contact in a request there.
    pub(in crate::ua) fn contact(&self, ctx: &mut Context, way: &Flow) -> Option<NameAddr> {
        ctx.contact(way, wants_sips(&self.uri, &self.hop.routes))
    }
}

impl Series {
    /// One whose requests a server has not seen.
    pub(in crate::ua) fn new(ctx: &mut Context) -> Self {
        Self {
            call_id: ctx.token(),
            tag: ctx.token(),
            cseq: 0,
        }
    }

    /// That of a request with this number in a dialog.
    pub(in crate::ua) fn of_request(dialog: &DialogId, cseq: u32) -> Self {
        Self {
            call_id: dialog.call_id().to_owned(),
            tag: dialog.local_tag().to_owned(),
            cseq,
        }
    }

    /// The same for a subscription, whose tag names it.
    pub(in crate::ua) fn of_subscription(ctx: &mut Context, id: SubscriptionId) -> Self {
        Self {
            call_id: ctx.token(),
            tag: local_tag(ctx, id),
            cseq: 0,
        }
    }

    /// The Call-ID.
    pub(in crate::ua) fn call_id(&self) -> &str {
        &self.call_id
    }

    /// Our tag.
    pub(in crate::ua) fn tag(&self) -> &str {
        &self.tag
    }

    /// The last number.
    pub(in crate::ua) fn cseq(&self) -> u32 {
        self.cseq
    }

    /// What stands in From of requests by a way.
    pub(in crate::ua) fn from(&self, ctx: &mut Context, way: &Flow) -> Option<NameAddr> {
        let local = ctx.local_address(way);
        self.tagged(&ctx.user.as_mut()?.address(Some(local))?)
    }

    /// The same where they come from `us`.
    pub(in crate::ua) fn tagged(&self, us: &NameAddr) -> Option<NameAddr> {
        us.with_tag(&self.tag).ok()
    }

    /// The head of the next request to a place, up to its number.
    pub(in crate::ua) fn next(
        &mut self,
        method: Method,
        place: &Place,
        (from, to): (&NameAddr, &NameAddr),
    ) -> RequestBuilder {
        self.cseq = self.cseq.saturating_add(1);
        let mut request = RequestBuilder::new(method, &place.uri);
        write_routes(&place.hop.routes, &mut request);
        request
            .max_forwards()
            .header(HeaderName::From, from)
            .header(HeaderName::To, to)
            .header(HeaderName::CallId, &self.call_id)
            .cseq(self.cseq);
        request
    }
}
