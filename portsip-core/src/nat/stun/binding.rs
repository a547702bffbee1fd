//! A Binding request over UDP (RFC 8489 §3, §6.2.1, §6.3).
//!
//! Inputs: `handle_datagram`, `handle_timeout`. Outputs, polled after each:
//! the request, first and again, and one [`BindingOutput::Finished`].

use std::net::SocketAddr;
use std::time::Duration;

use stun_types::attribute::ErrorCode;
use stun_types::message::{
    BINDING, Message, MessageClass, MessageType, MessageWrite as _, MessageWriteVec,
};

use super::mapped_address;
use crate::clock::Instant;
use crate::octets::Octets;
use crate::rng::Rng;

/// The wait after the first request; it doubles with each.
const RETRANSMISSION_TIMEOUT: Duration = Duration::from_millis(500);
/// Requests sent in all.
const TRANSMISSIONS_MAX: u32 = 7;
/// Retransmission timeouts waited after the last request.
const LAST_WAIT_TIMEOUTS: u32 = 16;
/// The transaction id in a message, with the magic cookie before it.
const COOKIE_AND_ID: std::ops::Range<usize> = 4..20;

/// One question to a STUN server.
#[derive(Debug)]
pub struct BindingRequest {
    server: SocketAddr,
    request: Octets,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Sent `transmissions` times; at `due` it is sent again or given up.
    Waiting {
        transmissions: u32,
        due: Instant,
        to_transmit: bool,
    },
    /// The outcome waits to be polled.
    Decided(Result<SocketAddr, BindingError>),
    /// The outcome was polled.
    Over,
}

/// A Binding indication: it keeps a NAT open, and nobody answers it (RFC 8445 §11).
pub fn binding_indication(rng: &mut Rng) -> Vec<u8> {
    let class = MessageType::from_class_method(MessageClass::Indication, BINDING);
    Message::builder(class, transaction_id(rng).into(), MessageWriteVec::new()).finish()
}

/// It has 96 bits.
fn transaction_id(rng: &mut Rng) -> u128 {
    (u128::from(rng.u32()) << 64) | u128::from(rng.u64())
}

/// What a [`BindingRequest`] asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingOutput {
    /// Send this datagram.
    Transmit {
        /// The server.
        to: SocketAddr,
        /// The request.
        payload: Octets,
    },
    /// The address the server sees us at, or why it is not known.
    Finished(Result<SocketAddr, BindingError>),
}

/// Why a server did not tell our address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BindingError {
    /// No answer to seven requests in 39.5 s.
    #[error("the STUN server does not answer")]
    NoAnswer,
    /// The server answered with an error.
    #[error("the STUN server refused with {code}")]
    Refused {
        /// The code of ERROR-CODE, 300…699; 0 where it was left out.
        code: u16,
    },
    /// The answer held no address.
    #[error("the STUN server's answer has no address")]
    NoAddress,
}

impl BindingRequest {
    /// Asks `server`, from the socket whose address is wanted.
    pub fn new(now: Instant, server: SocketAddr, rng: &mut Rng) -> Self {
        let id = transaction_id(rng);
        let class = MessageType::from_class_method(MessageClass::Request, BINDING);
        let request = Message::builder(class, id.into(), MessageWriteVec::new()).finish();
        Self {
            server,
            request: Octets::from(request),
            state: State::Waiting {
                transmissions: 1,
                due: now + RETRANSMISSION_TIMEOUT,
                to_transmit: true,
            },
        }
    }

    /// Takes a datagram that came in on the socket. `false` where it is none
    /// of this request's business.
    pub fn handle_datagram(&mut self, from: SocketAddr, datagram: &[u8]) -> bool {
        let waiting = matches!(self.state, State::Waiting { .. });
        // Judged before the message is read: whoever does not know the id
        // cannot make us work.
        let ours = datagram.get(COOKIE_AND_ID) == self.request.get(COOKIE_AND_ID);
        if !waiting || !ours || from != self.server {
            return false;
        }
        let Ok(response) = Message::from_bytes(datagram) else {
            return false;
        };
        let outcome = match response.class() {
            MessageClass::Success => mapped_address(&response).ok_or(BindingError::NoAddress),
            MessageClass::Error => {
                let code = response.attribute::<ErrorCode>().map_or(0, |e| e.code());
                Err(BindingError::Refused { code })
            }
            MessageClass::Request | MessageClass::Indication => return false,
        };
        self.state = State::Decided(outcome);
        true
    }

    /// Sends again or gives up, once the time of `poll_timeout` has come.
    pub fn handle_timeout(&mut self, now: Instant) {
        let State::Waiting {
            transmissions,
            due,
            to_transmit,
        } = &mut self.state
        else {
            return;
        };
        if now < *due {
            return;
        }
        if *transmissions == TRANSMISSIONS_MAX {
            self.state = State::Decided(Err(BindingError::NoAnswer));
            return;
        }
        *transmissions += 1;
        *to_transmit = true;
        *due = now
            + RETRANSMISSION_TIMEOUT
                * if *transmissions == TRANSMISSIONS_MAX {
                    LAST_WAIT_TIMEOUTS
                } else {
                    1 << (*transmissions - 1)
                };
    }

    /// What to do next; `None` until the next input.
    pub fn poll_output(&mut self) -> Option<BindingOutput> {
        match &mut self.state {
            State::Waiting { to_transmit, .. } => {
                std::mem::take(to_transmit).then(|| BindingOutput::Transmit {
                    to: self.server,
                    payload: self.request.clone(),
                })
            }
            State::Decided(outcome) => {
                let outcome = *outcome;
                self.state = State::Over;
                Some(BindingOutput::Finished(outcome))
            }
            State::Over => None,
        }
    }

    /// When `handle_timeout` is due.
    pub fn poll_timeout(&self) -> Option<Instant> {
        match self.state {
            State::Waiting { due, .. } => Some(due),
            State::Decided(_) | State::Over => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: SocketAddr = SocketAddr::new(
        std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)),
        3478,
    );

    fn request() -> (BindingRequest, Octets) {
        let mut binding = BindingRequest::new(Instant::ZERO, SERVER, &mut Rng::from_number(1));
        let Some(BindingOutput::Transmit { to, payload }) = binding.poll_output() else {
            unreachable!("the request is sent at once")
        };
        assert_eq!(to, SERVER);
        assert_eq!(binding.poll_output(), None);
        (binding, payload)
    }

    /// A response of a type and attributes to a request.
    fn response(request: &[u8], class: [u8; 2], attributes: &[u8]) -> Vec<u8> {
        let mut response = class.to_vec();
        response.extend((attributes.len() as u16).to_be_bytes());
        response.extend(&request[COOKIE_AND_ID]);
        response.extend(attributes);
        response
    }

    const MAPPED: &[u8] = b"\x00\x01\x00\x08\x00\x01\x30\x39\xc0\x00\x02\x09";

    #[test]
    fn a_request_is_a_header_alone() {
        let (_, payload) = request();
        let message = Message::from_bytes(&payload).unwrap();
        assert!(message.has_class(MessageClass::Request) && message.has_method(BINDING));
        assert_eq!(payload.len(), 20);
    }

    #[test]
    fn seven_requests_then_no_answer() {
        let (mut binding, payload) = request();
        let mut sent_ms = vec![0];
        let finished = loop {
            let due = binding.poll_timeout().unwrap();
            binding.handle_timeout(due);
            match binding.poll_output() {
                Some(BindingOutput::Transmit { payload: again, .. }) => {
                    assert_eq!(again, payload);
                    sent_ms.push(due.as_micros() / 1000);
                }
                Some(BindingOutput::Finished(outcome)) => {
                    sent_ms.push(due.as_micros() / 1000);
                    break outcome;
                }
                None => unreachable!("each timeout does something"),
            }
        };
        // RFC 8489 §6.2.1
        assert_eq!(sent_ms, [0, 500, 1500, 3500, 7500, 15_500, 31_500, 39_500]);
        assert_eq!(finished, Err(BindingError::NoAnswer));
        assert_eq!(binding.poll_timeout(), None);
        assert_eq!(binding.poll_output(), None);
    }

    #[test]
    fn an_early_timeout_does_nothing() {
        let (mut binding, _) = request();
        binding.handle_timeout(Instant::from_micros(499_999));
        assert_eq!(binding.poll_output(), None);
    }

    #[test]
    fn the_answer_finishes_it_once() {
        let (mut binding, payload) = request();
        let answer = response(&payload, [1, 1], MAPPED);
        assert!(binding.handle_datagram(SERVER, &answer));
        let address = "192.0.2.9:12345".parse().unwrap();
        assert_eq!(
            binding.poll_output(),
            Some(BindingOutput::Finished(Ok(address)))
        );
        assert!(!binding.handle_datagram(SERVER, &answer));
        assert_eq!(binding.poll_output(), None);
    }

    #[test]
    fn refusals_and_empty_answers_are_told() {
        let error = b"\x00\x09\x00\x04\x00\x00\x04\x00";
        let table: [([u8; 2], &[u8], BindingError); 3] = [
            ([1, 0x11], error, BindingError::Refused { code: 400 }),
            ([1, 0x11], b"", BindingError::Refused { code: 0 }),
            ([1, 1], b"", BindingError::NoAddress),
        ];
        for (class, attributes, expected) in table {
            let (mut binding, payload) = request();
            assert!(binding.handle_datagram(SERVER, &response(&payload, class, attributes)));
            let finished = BindingOutput::Finished(Err(expected));
            assert_eq!(binding.poll_output(), Some(finished));
        }
    }

    #[test]
    fn what_is_not_the_answer_is_left_alone() {
        let (mut binding, payload) = request();
        let answer = response(&payload, [1, 1], MAPPED);
        let elsewhere = SocketAddr::new(SERVER.ip(), 3479);
        assert!(!binding.handle_datagram(elsewhere, &answer));
        let mut other_id = answer.clone();
        other_id[19] ^= 1;
        assert!(!binding.handle_datagram(SERVER, &other_id));
        assert!(!binding.handle_datagram(SERVER, &payload));
        assert!(!binding.handle_datagram(SERVER, &answer[..25]));
        assert!(!binding.handle_datagram(SERVER, b"SIP/2.0 200 OK\r\n\r\n"));
        assert_eq!(binding.poll_output(), None);
        assert!(binding.handle_datagram(SERVER, &answer));
    }
}
