//! What the bodies of NOTIFYs tell the program: presence, calls, waiting messages.
//!
//! A body that cannot be read tells nothing here; the program has it as it came.

use crate::body::dialog_info::{DialogInfo, DialogInfoTable, DialogState, Outcome};
use crate::body::message_summary::{MailAccount, MessageClass, MessageCounts, MessageSummary};
use crate::body::pidf::{self, Presence};
use crate::body::resource_list::{self, BodyPart, ResourceList};
use crate::body::{dialog_info, message_summary};
use crate::events::{Event, WaitingMessages};
use crate::ids::SubscriptionId;
use crate::limits::RESOURCE_INSTANCES_MAX;
use crate::sip::header::{ContentType, NameAddr, TypedHeader as _, params};
use crate::sip::message::{Message, multipart};
use crate::sip::uri::Uri;

use super::super::context::Context;
use super::package::Package;
use super::pickup::told_id;
use super::state::Subscription;

impl Subscription {
    /// Tells the program what a NOTIFY says; whether a document was lost before it, so
    /// that a refresh has to bring the whole.
    pub(super) fn read(&mut self, ctx: &mut Context, id: SubscriptionId, notify: &Message) -> bool {
        let Some(media_type) = media_type(notify) else {
            return false;
        };
        match self.package {
            Package::Presence => read_presence(ctx, &self.to, &media_type, notify),
            Package::Dialog if is(&media_type, dialog_info::MEDIA_TYPE) => {
                let known = self.dialogs.get_or_insert_default();
                return read_dialogs(ctx, (id, &self.to), known, notify.body());
            }
            Package::MessageSummary if is(&media_type, message_summary::MEDIA_TYPE) => {
                read_messages(ctx, &self.to, notify.body());
            }
            Package::Dialog | Package::MessageSummary | Package::Other(_) => {}
        }
        false
    }

    /// A refresh has gone, which brings the whole.
    pub(super) fn expect_whole(&mut self) {
        if let Some(dialogs) = &mut self.dialogs {
            dialogs.expect_full();
        }
    }
}

/// Tells the program of the messages that wait, in a NOTIFY outside subscriptions.
pub(super) fn read_unsolicited(ctx: &mut Context, notify: &Message) {
    let is_summary =
        media_type(notify).is_some_and(|found| is(&found, message_summary::MEDIA_TYPE));
    if is_summary {
        read_messages(ctx, notify.to(), notify.body());
    }
}

fn read_presence(ctx: &mut Context, to: &NameAddr, media_type: &ContentType, notify: &Message) {
    let (uri, name) = (to.uri().address_of_record(), to.display_name());
    let body = notify.body();
    if is_presence(media_type) {
        return tell_presence(ctx, (&name, uri), body);
    }
    let lists = is(media_type, "multipart/related") || is(media_type, resource_list::MEDIA_TYPE);
    if !lists {
        return;
    }
    let parts = match params::unquote(media_type.params().value("boundary").unwrap_or_default()) {
        boundary if boundary.is_empty() => Vec::new(),
        boundary => multipart::parts(body, &boundary, RESOURCE_INSTANCES_MAX),
    };
    let list = match parts.iter().find(|part| is_list(part)) {
        Some(part) => ResourceList::parse(part.body),
        None => ResourceList::parse(body),
    };
    let Ok(list) = list else {
        return;
    };
    let states = list.states(parts.iter().map(|part| BodyPart {
        content_id: part.header("Content-ID").unwrap_or_default(),
        content_type: part.header("Content-Type").unwrap_or_default(),
        bytes: part.body,
    }));
    for state in states {
        let Some(part) = state.part else {
            continue;
        };
        let uri = Uri::parse(state.resource.uri.as_str());
        let uri = uri.map_or_else(
            |_| state.resource.uri.clone(),
            |uri| uri.address_of_record(),
        );
        let name = state.resource.names.first();
        let name = name.map(|name| name.text.as_str()).unwrap_or_default();
        if ContentType::parse(part.content_type.into()).is_ok_and(|found| is_presence(&found)) {
            tell_presence(ctx, (name, uri), part.bytes);
        }
    }
}

fn tell_presence(ctx: &mut Context, (name, from): (&str, String), document: &[u8]) {
    let Ok(presence) = Presence::parse(document) else {
        return;
    };
    let from_display_name = name.to_owned();
    ctx.event(if presence.is_open() {
        Event::PresenceOnline {
            from_display_name,
            from,
            state_text: presence.state_text().to_owned(),
        }
    } else {
        Event::PresenceOffline {
            from_display_name,
            from,
        }
    });
}

fn read_dialogs(
    ctx: &mut Context,
    (id, to): (SubscriptionId, &NameAddr),
    known: &mut DialogInfoTable,
    document: &[u8],
) -> bool {
    let Ok(document) = DialogInfo::parse(document) else {
        return false;
    };
    let (changed, refresh) = match known.handle_document(document) {
        Outcome::Taken { changed, refresh } => (changed, refresh),
        Outcome::Stale { refresh } => return refresh,
    };
    for dialog in changed {
        ctx.event(Event::DialogStateUpdated {
            monitored: to.uri().address_of_record(),
            state: match dialog.state {
                DialogState::Confirmed if dialog.is_held() => "hold",
                state => state.as_str(),
            },
            direction: dialog.direction.map_or("", |direction| direction.as_str()),
            dialog: told_id(&dialog.id, id),
        });
    }
    refresh
}

fn read_messages(ctx: &mut Context, to: &NameAddr, body: &[u8]) {
    let Ok(summary) = MessageSummary::parse(body) else {
        return;
    };
    for mailbox in summary.accounts {
        let account = mailbox.account.clone();
        let account = account.unwrap_or_else(|| to.uri().address_of_record());
        let voice = mailbox.messages_of(MessageClass::Voice);
        let fax = mailbox.messages_of(MessageClass::Fax);
        let voice = voice.or_else(|| mailbox.messages.is_empty().then(|| said_alone(&mailbox)));
        if let Some(counts) = voice {
            ctx.event(Event::WaitingVoiceMessages(waiting(
                account.clone(),
                counts,
            )));
        }
        if let Some(counts) = fax {
            ctx.event(Event::WaitingFaxMessages(waiting(account, counts)));
        }
    }
}

/// One new message where a server only says that there are some.
fn said_alone(mailbox: &MailAccount) -> MessageCounts {
    MessageCounts {
        new: i32::from(mailbox.waiting),
        ..MessageCounts::default()
    }
}

fn waiting(account: String, counts: MessageCounts) -> WaitingMessages {
    WaitingMessages {
        account,
        urgent_new: counts.urgent_new,
        urgent_old: counts.urgent_old,
        new: counts.new,
        old: counts.old,
    }
}

fn media_type(message: &Message) -> Option<ContentType> {
    message.content_type().ok().flatten()
}

fn is(found: &ContentType, media_type: &str) -> bool {
    let wanted = media_type.split_once('/');
    wanted.is_some_and(|(kind, subtype)| found.is(kind, subtype))
}

fn is_presence(found: &ContentType) -> bool {
    pidf::is_media_type(&format!("{}/{}", found.kind(), found.subtype()))
}

fn is_list(part: &multipart::Part<'_>) -> bool {
    let found = part.header("Content-Type");
    let found = found.and_then(|found| ContentType::parse(found.into()).ok());
    found.is_some_and(|found| is(&found, resource_list::MEDIA_TYPE))
}
