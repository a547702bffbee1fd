//! A server that takes publications (RFC 3903) and follows a test's rules; it takes
//! every registration, too.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, Method};

use crate::peer::Received;
use crate::server::Server;

/// How a compositor behaves; every field may be changed during a run.
#[derive(Clone, Debug)]
pub struct CompositorRules {
    /// Responses to give to PUBLISHs before anything else, such as `503 Down`; with
    /// header lines after a newline each.
    pub failures: Vec<String>,
    /// The shortest time granted; below it 423.
    pub expires_s_min: u32,
    /// The longest time granted.
    pub expires_s_max: u32,
    /// Asks for credentials, and takes any.
    pub challenges: bool,
    /// Says nothing at all.
    pub deaf: bool,
}

impl Default for CompositorRules {
    fn default() -> Self {
        Self {
            failures: Vec::new(),
            expires_s_min: 0,
            expires_s_max: 3600,
            challenges: false,
            deaf: false,
        }
    }
}

/// A PUBLISH that a compositor got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// When.
    pub at: Instant,
    /// The time asked for.
    pub expires_s: Option<u32>,
    /// Which publication it is about.
    pub etag: Option<String>,
    /// Its body, or nothing.
    pub document: String,
    /// The status answered.
    pub status: u16,
}

/// A server of publications.
#[derive(Debug, Default)]
pub struct Compositor {
    /// How it behaves.
    pub rules: CompositorRules,
    /// Each PUBLISH, the oldest first.
    pub log: Vec<Published>,
    /// What it holds, by the tags it has given.
    pub held: BTreeMap<String, String>,
    given: u32,
}

impl Compositor {
    /// One that follows these rules.
    pub fn new(rules: CompositorRules) -> Self {
        Self {
            rules,
            ..Self::default()
        }
    }

    /// The statuses answered so far.
    pub fn statuses(&self) -> Vec<u16> {
        self.log.iter().map(|one| one.status).collect()
    }

    /// The one document that it holds.
    pub fn document(&self) -> Option<&str> {
        let mut held = self.held.values();
        held.next()
            .filter(|_| held.next().is_none())
            .map(String::as_str)
    }

    /// The status line and, after newlines, header lines.
    fn decide(&mut self, publish: &Message) -> String {
        if !self.rules.failures.is_empty() {
            return self.rules.failures.remove(0);
        }
        if self.rules.challenges && publish.header(HeaderName::Authorization).is_none() {
            return "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\""
                .to_owned();
        }
        let asked_s = publish.expires_s().unwrap_or(3600);
        let min_s = self.rules.expires_s_min;
        if asked_s > 0 && asked_s < min_s {
            return format!("423 Interval Too Brief\nMin-Expires: {min_s}");
        }
        let document = String::from_utf8_lossy(publish.body()).into_owned();
        let before = match publish.header(HeaderName::SipIfMatch) {
            None if document.is_empty() => return "400 Bad Request".to_owned(),
            None => String::new(),
            Some(etag) => match self.held.remove(etag) {
                Some(before) => before,
                None => return "412 Conditional Request Failed".to_owned(),
            },
        };
        self.given += 1;
        let etag = format!("tag{}", self.given);
        let granted_s = asked_s.min(self.rules.expires_s_max);
        if granted_s > 0 {
            let document = if document.is_empty() {
                before
            } else {
                document
            };
            self.held.insert(etag.clone(), document);
        }
        format!("200 OK\nExpires: {granted_s}\nSIP-ETag: {etag}")
    }
}

impl Server for Compositor {
    fn handle_message(
        &mut self,
        now: Instant,
        from: SocketAddr,
        message: &Message,
    ) -> Vec<(SocketAddr, Octets)> {
        if !message.is_request() || self.rules.deaf {
            return Vec::new();
        }
        let request = Received {
            at: now,
            from,
            message: message.clone(),
        };
        let line = match message.method() {
            Method::Publish => self.decide(message),
            Method::Register => {
                let contact = message.header(HeaderName::Contact).unwrap_or_default();
                format!("200 OK\nContact: {contact};expires=600")
            }
            _ => "405 Method Not Allowed".to_owned(),
        };
        let (status, response) = request.answer(&line, "server");
        if *message.method() == Method::Publish {
            let etag = message.header(HeaderName::SipIfMatch);
            self.log.push(Published {
                at: now,
                expires_s: message.expires_s(),
                etag: etag.map(str::to_owned),
                document: String::from_utf8_lossy(message.body()).into_owned(),
                status,
            });
        }
        vec![(from, response)]
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
