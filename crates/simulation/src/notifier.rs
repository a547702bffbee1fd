//! A server that takes subscriptions and follows a test's rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;

use crate::peer::Received;
use crate::server::Server;

/// How a notifier behaves; every field may be changed during a run.
#[derive(Clone, Debug)]
pub struct NotifierRules {
    /// Responses to give before anything else, such as `489 Bad Event`; with header
    /// lines after a newline each.
    pub failures: Vec<String>,
    /// The shortest time granted; below it 423.
    pub expires_s_min: u32,
    /// The longest time granted.
    pub expires_s_max: u32,
    /// The NOTIFY goes before the 2xx.
    pub notifies_first: bool,
    /// How many notifiers answer a SUBSCRIBE that makes a dialog.
    pub forks: u32,
    /// No NOTIFY follows a SUBSCRIBE.
    pub silent: bool,
    /// The value of Subscription-State in place of the usual one.
    pub state: Option<String>,
    /// Further header lines of each NOTIFY, with their ends.
    pub headers: String,
    /// The type and the body of each NOTIFY.
    pub document: (String, String),
    /// Says nothing at all.
    pub deaf: bool,
}

impl Default for NotifierRules {
    fn default() -> Self {
        Self {
            failures: Vec::new(),
            expires_s_min: 0,
            expires_s_max: 3600,
            notifies_first: false,
            forks: 1,
            silent: false,
            state: None,
            headers: String::new(),
            document: (String::new(), String::new()),
            deaf: false,
        }
    }
}

/// A notifier of any event package.
#[derive(Debug)]
pub struct Notifier {
    /// How it behaves.
    pub rules: NotifierRules,
    /// Each SUBSCRIBE: when, the expires asked for, the status answered.
    pub log: Vec<(Instant, u32, u16)>,
    /// The status of each response to a NOTIFY.
    pub answers: Vec<u16>,
    address: SocketAddr,
    watched: BTreeMap<String, Watched>,
    notifies: u32,
}

/// A subscription.
#[derive(Clone, Debug)]
struct Watched {
    subscribe: Received,
    number: u32,
    expires_s: u32,
}

impl Notifier {
    /// A notifier at an address.
    pub fn new(address: SocketAddr, rules: NotifierRules) -> Self {
        Self {
            rules,
            log: Vec::new(),
            answers: Vec::new(),
            address,
            watched: BTreeMap::new(),
            notifies: 0,
        }
    }

    /// The statuses answered so far.
    pub fn statuses(&self) -> Vec<u16> {
        self.log.iter().map(|(_, _, status)| *status).collect()
    }

    /// How many subscriptions it holds.
    pub fn held(&self) -> usize {
        self.watched.len()
    }

    /// It starts anew, and remembers nothing.
    pub fn restart(&mut self) {
        self.watched.clear();
    }

    /// A NOTIFY in each subscription; `state` in the place of the usual one ends it
    /// where it says so.
    pub fn notify_all(&mut self, state: Option<&str>) -> Vec<(SocketAddr, Octets)> {
        let call_ids: Vec<String> = self.watched.keys().cloned().collect();
        let notify = |call_id: &String| self.notify(call_id, "notifier0", state);
        call_ids.iter().filter_map(notify).collect()
    }

    fn notify(
        &mut self,
        call_id: &str,
        tag: &str,
        state: Option<&str>,
    ) -> Option<(SocketAddr, Octets)> {
        let watched = self.watched.get_mut(call_id)?;
        watched.number += 1;
        self.notifies += 1;
        let usual = match watched.expires_s {
            0 => "terminated;reason=timeout".to_owned(),
            seconds => format!("active;expires={seconds}"),
        };
        let state = state.map_or(usual, str::to_owned);
        let subscribe = &watched.subscribe.message;
        let header = |name| subscribe.header(name).unwrap_or_default();
        let contact = header(HeaderName::Contact);
        let contact = contact.split(['<', '>']).nth(1).unwrap_or_default();
        let to = header(HeaderName::To);
        let to = to.split(";tag=").next().unwrap_or_default();
        let mut text = format!(
            "NOTIFY {contact} SIP/2.0\r\nVia: SIP/2.0/UDP {address};branch=z9hG4bKnotify{count}\r\n\
             Max-Forwards: 70\r\nFrom: {to};tag={tag}\r\nTo: {from}\r\nCall-ID: {call_id}\r\n\
             CSeq: {number} NOTIFY\r\nEvent: {event}\r\nContact: <sip:{address}>\r\n\
             Subscription-State: {state}\r\n",
            address = self.address,
            count = self.notifies,
            from = header(HeaderName::From),
            number = watched.number,
            event = header(HeaderName::Event),
        );
        text.push_str(&self.rules.headers);
        let (kind, body) = &self.rules.document;
        if !body.is_empty() {
            let _ = write!(text, "Content-Type: {kind}\r\n");
        }
        let _ = write!(text, "Content-Length: {}\r\n\r\n{body}", body.len());
        let from = watched.subscribe.from;
        if state.starts_with("terminated") {
            self.watched.remove(call_id);
        }
        Some((from, Octets::from(text)))
    }

    /// The status line and, after newlines, header lines.
    fn decide(&mut self, subscribe: &Received) -> String {
        if !self.rules.failures.is_empty() {
            return self.rules.failures.remove(0);
        }
        let message = &subscribe.message;
        let known = self.watched.contains_key(message.call_id());
        if message.to().tag().is_some() && !known {
            return "481 Subscription Does Not Exist".to_owned();
        }
        let asked_s = message.expires_s().unwrap_or(3600);
        let (min_s, max_s) = (self.rules.expires_s_min, self.rules.expires_s_max);
        if asked_s > 0 && asked_s < min_s {
            return format!("423 Interval Too Brief\nMin-Expires: {min_s}");
        }
        let granted_s = asked_s.min(max_s);
        let number = self
            .watched
            .get(message.call_id())
            .map_or(0, |watched| watched.number);
        let watched = Watched {
            subscribe: subscribe.clone(),
            number,
            expires_s: granted_s,
        };
        self.watched.insert(message.call_id().to_owned(), watched);
        format!(
            "200 OK\nExpires: {granted_s}\nContact: <sip:{}>",
            self.address
        )
    }
}

impl Server for Notifier {
    fn handle_message(
        &mut self,
        now: Instant,
        from: SocketAddr,
        message: &Message,
    ) -> Vec<(SocketAddr, Octets)> {
        if self.rules.deaf {
            return Vec::new();
        }
        if let Some(status) = message.status() {
            self.answers.push(status.code());
            return Vec::new();
        }
        let subscribe = Received {
            at: now,
            from,
            message: message.clone(),
        };
        let line = self.decide(&subscribe);
        let (status, response) = subscribe.answer(&line, "notifier0");
        let expires_s = message.expires_s().unwrap_or(3600);
        self.log.push((now, expires_s, status));
        let mut sent = vec![(from, response)];
        if status == 200 && !self.rules.silent {
            let opens = message.to().tag().is_none();
            let forks = if opens { self.rules.forks } else { 1 };
            for fork in 0..forks {
                let state = self.rules.state.clone();
                let tag = format!("notifier{fork}");
                sent.extend(self.notify(message.call_id(), &tag, state.as_deref()));
            }
        }
        if self.rules.notifies_first {
            sent.rotate_left(1);
        }
        sent
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
