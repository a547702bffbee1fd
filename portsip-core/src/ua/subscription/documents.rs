//! What the bodies of NOTIFYs tell the program: presence, calls, waiting messages.
//!
//! A body that cannot be read tells nothing here; the program has it as it came.
//!
//! Whoever is subscribed to may say anything of himself. Of others only our own server
//! is believed: what it says comes the way of our own requests.

use std::collections::{HashMap, HashSet};

use crate::body::dialog_info::{DialogInfo, DialogInfoTable, DialogState, Outcome};
use crate::body::message_summary::{MailAccount, MessageClass, MessageCounts, MessageSummary};
use crate::body::pidf::{self, Presence};
use crate::body::resource_list::{self, BodyPart, ResourceList};
use crate::body::{dialog_info, message_summary};
use crate::events::{Event, WaitingMessages};
use crate::ids::SubscriptionId;
use crate::limits::{
    PRESENCE_EVENT_TEXT_BYTES_MAX, PRESENCE_EVENTS_PER_NOTIFY_MAX, RESOURCE_INSTANCES_MAX,
};
use crate::sip::header::{ContentType, NameAddr, TypedHeader as _, params};
use crate::sip::message::{Message, multipart};
use crate::sip::transport::flow::Flow;
use crate::sip::uri::Uri;

use super::super::account::User;
use super::super::context::Context;
use super::package::Package;
use super::pickup::told_id;
use super::state::Subscription;

impl Subscription {
    /// Tells the program what a NOTIFY says; whether a document was lost before it, so
    /// that a refresh has to bring the whole.
    pub(super) fn read(&mut self, ctx: &mut Context, flow: &Flow, notify: &Message) -> bool {
        let Some(media_type) = media_type(notify) else {
            return false;
        };
        let source = Source {
            asked: &self.to,
            is_own_server: is_from_own_server(ctx, flow),
        };
        match self.package {
            Package::Presence => read_presence(ctx, source, &media_type, notify.body()),
            Package::Dialog if is(&media_type, dialog_info::MEDIA_TYPE) => {
                let known = self.dialogs.get_or_insert_default();
                return read_dialogs(ctx, (self.id, &self.to), known, notify.body());
            }
            Package::MessageSummary if is(&media_type, message_summary::MEDIA_TYPE) => {
                read_messages(ctx, source, notify.body());
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

/// Who tells something.
#[derive(Clone, Copy)]
struct Source<'a> {
    /// Whom it was asked of.
    asked: &'a NameAddr,
    /// It is our own server, which may tell of others, too.
    is_own_server: bool,
}

/// Whether what comes along a flow is said by a server of our account, where it has one.
pub(super) fn is_from_own_server(ctx: &Context, flow: &Flow) -> bool {
    ctx.user.as_ref().is_some_and(User::has_server) && ctx.is_own_server(flow)
}

/// Tells the program of the messages that wait, in a NOTIFY outside subscriptions.
pub(super) fn read_unsolicited(ctx: &mut Context, notify: &Message) {
    let is_summary =
        media_type(notify).is_some_and(|found| is(&found, message_summary::MEDIA_TYPE));
    if is_summary {
        let source = Source {
            asked: notify.to(),
            is_own_server: true,
        };
        read_messages(ctx, source, notify.body());
    }
}

fn read_presence(ctx: &mut Context, source: Source<'_>, media_type: &ContentType, body: &[u8]) {
    let lists = is(media_type, "multipart/related") || is(media_type, resource_list::MEDIA_TYPE);
    let asked = source.asked.uri();
    if is_presence(media_type) {
        if let Some(news) = News::read(body) {
            let name = source.asked.display_name();
            tell_presence(ctx, (&name, asked.address_of_record()), &news);
        }
    } else if lists && source.is_own_server {
        let parts = parts(media_type, body);
        let root = parts.iter().find(|part| is_list(part));
        let list = ResourceList::parse(root.map_or(body, |root| root.body));
        if let Ok(list) = list
            && is_address_of(&list.uri, asked)
        {
            tell_members(ctx, &list, &parts);
        }
    }
}

/// The parts of the document of a list: its root, and one for each instance.
fn parts<'a>(media_type: &ContentType, body: &'a [u8]) -> Vec<multipart::Part<'a>> {
    match params::unquote(media_type.params().value("boundary").unwrap_or_default()) {
        boundary if boundary.is_empty() => Vec::new(),
        boundary => multipart::parts(body, &boundary, RESOURCE_INSTANCES_MAX + 1),
    }
}

/// Tells of each member what each of its parts says, once, and reads no part twice,
/// however often they are named.
fn tell_members(ctx: &mut Context, list: &ResourceList, parts: &[multipart::Part<'_>]) {
    let states = list.states(parts.iter().map(|part| BodyPart {
        content_id: part.header("Content-ID").unwrap_or_default(),
        content_type: part.header("Content-Type").unwrap_or_default(),
        bytes: part.body,
    }));
    let mut read = HashMap::new();
    let mut told = HashSet::new();
    for state in states {
        let Some(part) = state.part else {
            continue;
        };
        let member = state.resource;
        let news = read.entry(part.content_id);
        let Some(news) = news.or_insert_with(|| News::of_part(&part)) else {
            continue;
        };
        if member.uri.len() > PRESENCE_EVENT_TEXT_BYTES_MAX
            || !told.insert((member.uri.as_str(), part.content_id))
        {
            continue;
        }
        if told.len() > PRESENCE_EVENTS_PER_NOTIFY_MAX {
            return;
        }
        let uri = Uri::parse(member.uri.as_str());
        let uri = uri.map_or_else(|_| member.uri.clone(), |uri| uri.address_of_record());
        let name = member.names.first();
        let name = name.map(|name| cut(&name.text)).unwrap_or_default();
        tell_presence(ctx, (name, uri), news);
    }
}

/// What a presence document says.
struct News {
    is_open: bool,
    text: String,
}

impl News {
    fn read(document: &[u8]) -> Option<Self> {
        let presence = Presence::parse(document).ok()?;
        Some(Self {
            is_open: presence.is_open(),
            text: cut(presence.state_text()).to_owned(),
        })
    }

    fn of_part(part: &BodyPart<'_>) -> Option<Self> {
        let found = ContentType::parse(part.content_type.into()).ok()?;
        is_presence(&found)
            .then(|| Self::read(part.bytes))
            .flatten()
    }
}

fn tell_presence(ctx: &mut Context, (name, from): (&str, String), news: &News) {
    let from_display_name = name.to_owned();
    ctx.event(if news.is_open {
        Event::PresenceOnline {
            from_display_name,
            from,
            state_text: news.text.clone(),
        }
    } else {
        Event::PresenceOffline {
            from_display_name,
            from,
        }
    });
}

/// As much of a text as an event carries.
fn cut(text: &str) -> &str {
    let end = text.floor_char_boundary(PRESENCE_EVENT_TEXT_BYTES_MAX);
    text.get(..end).unwrap_or_default()
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

/// Tells what waits in each mailbox; where not our own server says so, in that which was
/// subscribed to, by whatever name.
fn read_messages(ctx: &mut Context, source: Source<'_>, body: &[u8]) {
    let Ok(summary) = MessageSummary::parse(body) else {
        return;
    };
    let asked = source.asked.uri();
    let is_asked = |mailbox: &&MailAccount| {
        let account = mailbox.account.as_deref();
        account.is_none_or(|account| is_address_of(account, asked))
    };
    let mut mailboxes = summary.accounts.iter();
    if source.is_own_server {
        for mailbox in mailboxes {
            let account = mailbox.account.clone();
            let account = account.unwrap_or_else(|| asked.address_of_record());
            tell_messages(ctx, account, mailbox);
        }
    } else if let Some(mailbox) = mailboxes.find(is_asked).or(summary.accounts.first()) {
        tell_messages(ctx, asked.address_of_record(), mailbox);
    }
}

fn tell_messages(ctx: &mut Context, account: String, mailbox: &MailAccount) {
    let voice = mailbox.messages_of(MessageClass::Voice);
    let fax = mailbox.messages_of(MessageClass::Fax);
    let voice = voice.or_else(|| mailbox.messages.is_empty().then(|| said_alone(mailbox)));
    if let Some(counts) = voice {
        let account = account.clone();
        ctx.event(Event::WaitingVoiceMessages(waiting(account, counts)));
    }
    if let Some(counts) = fax {
        ctx.event(Event::WaitingFaxMessages(waiting(account, counts)));
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

/// Whether `text` is the address of `uri`: the same user at the same host. A server
/// leaves out ports and parameters as it likes.
fn is_address_of(text: &str, uri: &Uri) -> bool {
    Uri::parse(text).is_ok_and(|found| {
        found.user() == uri.user() && found.host_str().eq_ignore_ascii_case(uri.host_str())
    })
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::sip::text::Text;

    #[test]
    fn the_part_of_the_last_instance_is_read() {
        let kind = ContentType::parse(Text::from("multipart/related;boundary=x"));
        let kind = kind.expect("a type");
        let mut body = "--x\r\n\r\nlist\r\n".to_owned();
        for instance in 1..=RESOURCE_INSTANCES_MAX {
            let _ = write!(body, "--x\r\n\r\n{instance}\r\n");
        }
        body.push_str("--x\r\n\r\nmore\r\n--x--\r\n");
        let parts = parts(&kind, body.as_bytes());
        let last = parts.last().map(|part| part.body);
        let expected = RESOURCE_INSTANCES_MAX.to_string();
        assert_eq!(last, Some(expected.as_bytes()));
    }

    #[test]
    fn an_address_is_a_user_at_a_host() {
        let asked = Uri::parse("sip:list@Example.com").expect("a URI");
        for same in [
            "sip:list@example.com;transport=tcp",
            "sips:list@example.com:5061",
        ] {
            assert!(is_address_of(same, &asked), "{same}");
        }
        for other in [
            "",
            "list",
            "sip:List@example.com",
            "sip:list@example.net",
            "sip:example.com",
        ] {
            assert!(!is_address_of(other, &asked), "{other}");
        }
    }
}
