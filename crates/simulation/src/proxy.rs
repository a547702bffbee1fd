//! A proxy that forks: every INVITE goes to all targets at once.
//!
//! As little of RFC 3261 §16 as forking needs: it record-routes, passes on
//! every provisional and every 2xx, keeps a failure to itself until all
//! branches have failed, and cancels the others after the first 2xx.

use std::fmt::Write as _;
use std::net::SocketAddr;

use portsip_core::clock::Instant;
use portsip_core::octets::Octets;
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, StatusCode, ack_for_failure};

use crate::peer::{Received, finish};
use crate::server::Server;

/// A forking proxy.
#[derive(Debug)]
pub struct ForkingProxy {
    address: SocketAddr,
    targets: Vec<SocketAddr>,
    calls: Vec<Call>,
    branches: u32,
}

#[derive(Debug)]
struct Call {
    caller: SocketAddr,
    invite: Message,
    branches: Vec<Branch>,
    answered: bool,
}

#[derive(Debug)]
struct Branch {
    target: SocketAddr,
    name: String,
    invite: Message,
    ended: bool,
    failure: Option<Message>,
}

type Outgoing = Vec<(SocketAddr, Octets)>;

impl ForkingProxy {
    /// A proxy at `address` that forks to `targets`.
    pub fn new(address: SocketAddr, targets: Vec<SocketAddr>) -> Self {
        Self {
            address,
            targets,
            calls: Vec::new(),
            branches: 0,
        }
    }

    fn invite(&mut self, from: SocketAddr, request: &Received) -> Outgoing {
        let message = &request.message;
        if let Some(call) = self
            .calls
            .iter()
            .find(|call| same_transaction(&call.invite, message))
        {
            return call
                .branches
                .iter()
                .map(|branch| (branch.target, branch.invite.raw().clone()))
                .collect();
        }
        let mut outgoing = vec![(from, request.response("100 Trying", "", &[], ""))];
        let mut branches = Vec::new();
        for target in self.targets.clone() {
            self.branches += 1;
            let name = format!("z9hG4bKfork{}", self.branches);
            let uri = format!("sip:target@{target}");
            let forwarded = self.forwarded(message, &uri, &name);
            if let Ok(invite) = Message::parse(forwarded.clone()) {
                outgoing.push((target, forwarded));
                branches.push(Branch {
                    target,
                    name,
                    invite,
                    ended: false,
                    failure: None,
                });
            }
        }
        self.calls.push(Call {
            caller: from,
            invite: message.clone(),
            branches,
            answered: false,
        });
        outgoing
    }

    /// A request with our Via on top, our Record-Route, and our Route gone.
    fn forwarded(&self, message: &Message, uri: &str, branch: &str) -> Octets {
        let mut text = format!("{} {uri} SIP/2.0\r\n", message.method());
        let via = format!("Via: SIP/2.0/UDP {};branch={branch}\r\n", self.address);
        text.push_str(&via);
        if message.method().as_str() == "INVITE" {
            let _ = write!(text, "Record-Route: <sip:{};lr>\r\n", self.address);
        }
        let ours = format!("<sip:{};lr>", self.address);
        for field in message.header_fields() {
            let skip = matches!(
                field.known,
                Some(HeaderName::ContentLength | HeaderName::ContentType)
            ) || (field.known == Some(HeaderName::Route) && field.value == ours);
            if !skip {
                let _ = write!(text, "{}: {}\r\n", field.name, field.value);
            }
        }
        let body = String::from_utf8_lossy(message.body());
        finish(text, &[], &body)
    }

    /// An in-dialog request goes where its Request-URI says.
    fn in_dialog(&mut self, message: &Message) -> Outgoing {
        let uri = message.request_uri().map_or("", |uri| uri.as_str());
        let host = uri.split('@').next_back().unwrap_or(uri);
        let host = host
            .trim_start_matches("sip:")
            .split([';', '>'])
            .next()
            .unwrap_or(host);
        let Ok(target) = host.parse() else {
            return Vec::new();
        };
        // The branch is a function of the one it came with: stateless (§16.11).
        let branch = format!("{}p", message.top_via().branch().unwrap_or("z9hG4bK"));
        vec![(target, self.forwarded(message, uri, &branch))]
    }

    fn cancel(&mut self, from: SocketAddr, request: &Received) -> Outgoing {
        let mut outgoing = vec![(from, request.response("200 OK", "proxy", &[], ""))];
        let call = self
            .calls
            .iter()
            .find(|call| same_transaction(&call.invite, &request.message));
        for branch in call.into_iter().flat_map(|call| &call.branches) {
            if !branch.ended {
                outgoing.push((branch.target, cancel_of(&branch.invite)));
            }
        }
        outgoing
    }

    fn response(&mut self, message: &Message) -> Outgoing {
        let name = message.top_via().branch().unwrap_or("").to_owned();
        let call = self
            .calls
            .iter_mut()
            .find(|call| call.branches.iter().any(|branch| branch.name == name));
        let Some(call) = call.filter(|_| message.method().as_str() == "INVITE") else {
            return upstream(message).into_iter().collect();
        };
        let Some(branch) = call.branches.iter_mut().find(|branch| branch.name == name) else {
            return Vec::new();
        };
        match message.status().map_or(0, StatusCode::code) {
            100 => Vec::new(),
            101..=199 => passed_on(call.caller, message),
            200..=299 => {
                branch.ended = true;
                let mut outgoing = passed_on(call.caller, message);
                if !call.answered {
                    call.answered = true;
                    let ringing = call.branches.iter().filter(|branch| !branch.ended);
                    outgoing
                        .extend(ringing.map(|branch| (branch.target, cancel_of(&branch.invite))));
                }
                outgoing
            }
            _ => {
                branch.ended = true;
                let mut outgoing = Vec::new();
                if let Ok(ack) = ack_for_failure(&branch.invite, message) {
                    outgoing.push((branch.target, ack));
                }
                branch.failure = Some(message.clone());
                if !call.answered && call.branches.iter().all(|branch| branch.failure.is_some()) {
                    outgoing.extend(passed_on(call.caller, message));
                }
                outgoing
            }
        }
    }
}

impl Server for ForkingProxy {
    fn handle_message(&mut self, now: Instant, from: SocketAddr, message: &Message) -> Outgoing {
        if !message.is_request() {
            return self.response(message);
        }
        let request = Received {
            at: now,
            from,
            message: message.clone(),
        };
        let new = message.to().tag().is_none();
        match message.method().as_str() {
            "INVITE" if new => self.invite(from, &request),
            "CANCEL" => self.cancel(from, &request),
            // The ACK to a failure is ours alone.
            "ACK"
                if self
                    .calls
                    .iter()
                    .any(|call| same_transaction(&call.invite, message)) =>
            {
                Vec::new()
            }
            _ => self.in_dialog(message),
        }
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

fn same_transaction(invite: &Message, message: &Message) -> bool {
    invite.top_via().branch() == message.top_via().branch()
}

fn cancel_of(invite: &Message) -> Octets {
    portsip_core::sip::message::cancel_for(invite).unwrap_or_default()
}

fn passed_on(to: SocketAddr, message: &Message) -> Outgoing {
    vec![(to, without_top_via(message))]
}

/// A response to a request that was passed on without state.
fn upstream(message: &Message) -> Option<(SocketAddr, Octets)> {
    let via = message.vias().flatten().nth(1)?;
    let to = via.sent_by().parse().ok()?;
    Some((to, without_top_via(message)))
}

fn without_top_via(message: &Message) -> Octets {
    let status = message.status().map_or(0, StatusCode::code);
    let mut text = format!("SIP/2.0 {status} {}\r\n", message.reason());
    let mut top = true;
    for field in message.header_fields() {
        let skip = matches!(
            field.known,
            Some(HeaderName::ContentLength | HeaderName::ContentType)
        );
        if field.known == Some(HeaderName::Via) && std::mem::take(&mut top) || skip {
            continue;
        }
        let _ = write!(text, "{}: {}\r\n", field.name, field.value);
    }
    let body = String::from_utf8_lossy(message.body());
    finish(text, &[], &body)
}
