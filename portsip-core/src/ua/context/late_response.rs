//! Refusals of calls that ring here, where the connection of the INVITE has ended: they go
//! over another to the sender of that (RFC 3261 §18.2.2).

use std::collections::VecDeque;

use crate::limits::LATE_RESPONSES_MAX;
use crate::octets::Octets;
use crate::sip::message::Message;
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::{Target, TargetHost};
use crate::sip::uri::Host;

use super::super::flow_selection::{Found, Selection};
use super::super::output::Output;
use super::{Context, FlowUser};

/// Responses whose way is looked for, by their numbers.
#[derive(Debug, Default)]
pub(super) struct LateResponses {
    last: u32,
    waiting: VecDeque<(u32, Octets)>,
}

impl Context {
    /// Sends the response to `request`, which came along `flow`, over a connection of its
    /// own; not at all where none is to be had.
    pub(crate) fn respond_late(&mut self, request: &Message, flow: &Flow, payload: Octets) {
        let Some(target) = origin(request, flow) else {
            return;
        };
        if self.late_responses.waiting.len() >= LATE_RESPONSES_MAX {
            self.late_responses.waiting.pop_front();
        }
        self.late_responses.last = self.late_responses.last.wrapping_add(1);
        let number = self.late_responses.last;
        self.late_responses.waiting.push_back((number, payload));
        if let Selection::Ready(found) = self.find_flow(&target, FlowUser::LateResponse(number)) {
            self.send_late_response(number, Some(found));
        }
    }

    /// The way of one was found, or there is none.
    pub(crate) fn send_late_response(&mut self, number: u32, found: Option<Found>) {
        let waiting = &mut self.late_responses.waiting;
        let Some(place) = waiting.iter().position(|(known, _)| *known == number) else {
            return;
        };
        if let (Some((_, payload)), Some(Found { flow, .. })) = (waiting.remove(place), found) {
            self.outputs.push_back(Output::Transmit { flow, payload });
        }
    }
}

/// Where the sender of a request takes connections: the host that it came from, at the port
/// of its Via; over TLS the host of its Via, whose name its certificate has.
fn origin(request: &Message, flow: &Flow) -> Option<Target> {
    let via = request.top_via();
    let host = match (flow.transport, via.host()) {
        (Transport::Tls, Host::Name(name)) => TargetHost::Name(name.to_owned()),
        (Transport::Tcp | Transport::Tls, _) => TargetHost::Address(flow.remote.ip()),
        // Those of WebSocket take none, and over datagrams there is nothing to be lost.
        _ => return None,
    };
    Some(Target {
        transport: flow.transport,
        transport_is_given: true,
        secure: flow.transport.is_secure(),
        host,
        port: via.port(),
    })
}
