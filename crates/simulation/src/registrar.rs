//! A registrar that asks for digest authentication and follows a test's rules.

use std::fmt::Write as _;
use std::net::SocketAddr;

use md5::{Digest as _, Md5};
use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::Message;
use portsip_core::sip::transport::keepalive::KeepAlive;

use crate::peer::Received;
use crate::server::Server;
use crate::stun;

/// How a registrar behaves; every field may be changed during a run.
#[derive(Clone, Debug)]
pub struct RegistrarRules {
    /// 401, 407, or `None` to let everybody in.
    pub challenge: Option<u16>,
    /// The password that is right.
    pub password: String,
    /// Requests that one nonce is good for; the next gets `stale=true`.
    pub nonce_uses: u32,
    /// The shortest time granted; below it 423.
    pub expires_s_min: u32,
    /// The longest time granted.
    pub expires_s_max: u32,
    /// Responses to give before anything else, such as `503 Down`; with
    /// header lines after a newline each.
    pub failures: Vec<String>,
    /// Says nothing at all.
    pub deaf: bool,
    /// Keeps to flows (RFC 5626): says so in its answers, with this time in
    /// Flow-Timer, and answers keep-alives.
    pub flow_timer_s: Option<u32>,
    /// Gives the contact of an instance this public GRUU (RFC 5627).
    pub gruu: Option<String>,
    /// Further header lines of each 200, contacts of others among them.
    pub headers: Vec<String>,
}

impl Default for RegistrarRules {
    fn default() -> Self {
        Self {
            challenge: Some(401),
            password: "secret".to_owned(),
            nonce_uses: u32::MAX,
            expires_s_min: 0,
            expires_s_max: 3600,
            failures: Vec::new(),
            deaf: false,
            flow_timer_s: None,
            gruu: None,
            headers: Vec::new(),
        }
    }
}

/// A registrar for one user.
#[derive(Debug, Default)]
pub struct Registrar {
    /// How it behaves.
    pub rules: RegistrarRules,
    /// The contact it holds, with the time it was granted in seconds.
    pub binding: Option<(String, u32)>,
    /// Each REGISTER: when, the expires asked for, the status answered.
    pub log: Vec<(Instant, u32, u16)>,
    /// The contacts of the last REGISTER, as they stood there.
    pub contacts: Vec<String>,
    /// Where each keep-alive came from, and when.
    pub keep_alives: Vec<(Instant, SocketAddr)>,
    nonces: u32,
    nonce_used: u32,
    nonce_count_last: u32,
}

const REALM: &str = "example.test";

impl Server for Registrar {
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
        let line = self.decide(&request);
        let (status, response) = request.answer(&line, "registrar");
        self.log.push((now, expires_s(message), status));
        vec![(from, tell_source(&response, from))]
    }

    fn handle_other(
        &mut self,
        now: Instant,
        from: SocketAddr,
        bytes: &Octets,
    ) -> Vec<(SocketAddr, Octets)> {
        self.keep_alives.push((now, from));
        if self.rules.deaf || self.rules.flow_timer_s.is_none() {
            return Vec::new();
        }
        if *bytes == *KeepAlive::Ping.bytes() {
            return vec![(from, Octets::from_static(KeepAlive::Pong.bytes()))];
        }
        stun::answer(bytes, from)
            .map(|answer| (from, answer))
            .into_iter()
            .collect()
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Registrar {
    /// A registrar with rules.
    pub fn new(rules: RegistrarRules) -> Self {
        Self {
            rules,
            ..Self::default()
        }
    }

    /// The statuses answered so far.
    pub fn statuses(&self) -> Vec<u16> {
        self.log.iter().map(|(_, _, status)| *status).collect()
    }

    /// The status line and, after newlines, header lines.
    fn decide(&mut self, request: &Received) -> String {
        let message = &request.message;
        if message.method().as_str() != "REGISTER" {
            return "501 Not Implemented".to_owned();
        }
        if !self.rules.failures.is_empty() {
            return self.rules.failures.remove(0);
        }
        if let Some(code) = self.rules.challenge
            && let Err(stale) = self.authenticate(message, code)
        {
            return self.challenge(code, stale);
        }
        let contacts = message.headers(HeaderName::Contact);
        self.contacts = contacts.map(str::to_owned).collect();
        let asked = expires_s(message);
        if asked != 0 && asked < self.rules.expires_s_min {
            return format!(
                "423 Interval Too Brief\nMin-Expires: {}",
                self.rules.expires_s_min
            );
        }
        let granted = asked.min(self.rules.expires_s_max);
        if granted == 0 {
            self.binding = None;
            return "200 OK".to_owned();
        }
        let contact = message.header(HeaderName::Contact).unwrap_or("");
        let (address, parameters) = contact.split_once('>').unwrap_or((contact, ""));
        let address = address.trim_start_matches('<');
        self.binding = Some((address.to_owned(), granted));
        let asks = |tag| message.has_token(HeaderName::Supported, tag);
        let gruu = self.rules.gruu.as_ref().filter(|_| asks("gruu"));
        let gruu = gruu.map_or(String::new(), |gruu| format!(";pub-gruu=\"{gruu}\""));
        let mut answer = format!(
            "200 OK\nContact: <{address}>;expires={granted}{parameters}{gruu}\nDate: Sat, 01 Jan 2028 00:00:00 GMT"
        );
        if let Some(seconds) = self.rules.flow_timer_s.filter(|_| asks("outbound")) {
            let _ = write!(answer, "\nRequire: outbound\nFlow-Timer: {seconds}");
        }
        for header in &self.rules.headers {
            let _ = write!(answer, "\n{header}");
        }
        answer
    }

    fn challenge(&mut self, code: u16, stale: bool) -> String {
        self.nonces += 1;
        self.nonce_used = 0;
        self.nonce_count_last = 0;
        let (reason, header) = match code {
            401 => ("Unauthorized", "WWW-Authenticate"),
            _ => ("Proxy Authentication Required", "Proxy-Authenticate"),
        };
        let mut line = format!(
            "{code} {reason}\n{header}: Digest realm=\"{REALM}\", nonce=\"{}\", algorithm=MD5, qop=\"auth\"",
            self.nonce()
        );
        if stale {
            line.push_str(", stale=true");
        }
        line
    }

    fn nonce(&self) -> String {
        format!("nonce{}", self.nonces)
    }

    /// `Err` with whether the response was right but its nonce is used up.
    fn authenticate(&mut self, message: &Message, code: u16) -> Result<(), bool> {
        let name = match code {
            401 => HeaderName::Authorization,
            _ => HeaderName::ProxyAuthorization,
        };
        let credentials = message.header(name).ok_or(false)?;
        let value = |name: &str| parameter(credentials, name);
        let ha1 = digest(&format!(
            "{}:{REALM}:{}",
            value("username"),
            self.rules.password
        ));
        let ha2 = digest(&format!("REGISTER:{}", value("uri")));
        let (nonce, count) = (value("nonce"), value("nc"));
        let expected = digest(&format!(
            "{ha1}:{nonce}:{count}:{}:auth:{ha2}",
            value("cnonce")
        ));
        if value("response") != expected {
            return Err(false);
        }
        let count = u32::from_str_radix(&count, 16).unwrap_or(0);
        let fresh = nonce == self.nonce() && count > self.nonce_count_last;
        if !fresh || self.nonce_used >= self.rules.nonce_uses {
            return Err(true);
        }
        self.nonce_count_last = count;
        self.nonce_used += 1;
        Ok(())
    }
}

/// Says in the Via where the request came from (RFC 3581 §4).
fn tell_source(response: &Octets, from: SocketAddr) -> Octets {
    let text = String::from_utf8_lossy(response);
    let source = format!(";rport={};received={}", from.port(), from.ip());
    Octets::from(text.replacen(";rport", &source, 1))
}

fn expires_s(message: &Message) -> u32 {
    let contact = message.header(HeaderName::Contact).unwrap_or("");
    let in_contact = contact.split(";expires=").nth(1);
    let text = in_contact.or(message.header(HeaderName::Expires));
    let digits = text.and_then(|text| text.split(';').next());
    digits
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(3600)
}

/// A parameter of credentials, without quotes.
fn parameter(credentials: &str, name: &str) -> String {
    let parts = credentials.trim_start_matches("Digest").split(',');
    let mut pairs = parts.filter_map(|part| part.trim().split_once('='));
    let found = pairs.find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map_or(String::new(), |(_, value)| {
        value.trim_matches('"').to_owned()
    })
}

fn digest(text: &str) -> String {
    Md5::digest(text.as_bytes())
        .iter()
        .fold(String::new(), |mut hex, octet| {
            let _ = write!(hex, "{octet:02x}");
            hex
        })
}
