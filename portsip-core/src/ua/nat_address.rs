//! How our addresses look from outside: as the registrar saw them (RFC 3581),
//! and as a STUN server did (RFC 8489).

use std::net::{IpAddr, SocketAddr};

use crate::sip::message::Message;
use crate::sip::transport::flow::Flow;

/// Our public addresses, as far as they differ from our own.
#[derive(Debug, Default)]
pub(crate) struct PublicAddresses {
    /// Towards the registrar.
    registrar: Option<Box<Seen>>,
    /// Of the socket for datagrams, towards everybody.
    stun: Option<Box<Seen>>,
}

/// One end of ours, and how it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    local: SocketAddr,
    /// Who saw it.
    remote: SocketAddr,
    /// How it looked.
    outside: SocketAddr,
    /// The network has changed since, and who saw it was not heard again.
    is_doubtful: bool,
}

impl PublicAddresses {
    /// Our end of a flow as the peer should name it. What the peer itself saw
    /// comes before what a STUN server did: a NAT may map each way anew.
    pub(crate) fn of(&self, flow: &Flow) -> SocketAddr {
        let registrar = self
            .registrar
            .as_deref()
            .filter(|seen| seen.local == flow.local && seen.remote == flow.remote);
        let stun = self
            .stun
            .as_deref()
            .filter(|seen| seen.local == flow.local && !flow.is_reliable());
        registrar.or(stun).map_or(flow.local, |seen| seen.outside)
    }

    /// A response to a REGISTER says in its Via where it came from. The port of
    /// a connection tells nothing as long as no NAT is in between: who wants to
    /// reach us then opens one to the port we listen at.
    pub(crate) fn learn_from_response(&mut self, flow: &Flow, response: &Message) {
        let via = response.top_via();
        let ip = via.received().unwrap_or(flow.local.ip());
        let port = via.rport().unwrap_or(flow.local.port());
        let is_news = ip != flow.local.ip() || (port != flow.local.port() && !flow.is_reliable());
        let seen = Seen {
            local: flow.local,
            remote: flow.remote,
            outside: SocketAddr::new(ip, port),
            is_doubtful: false,
        };
        self.registrar = (is_news && !ip.is_unspecified() && port != 0).then(|| Box::new(seen));
    }

    /// How the registrar saw us, where that differs from our own address.
    pub(crate) fn by_registrar(&self) -> Option<SocketAddr> {
        self.registrar.as_deref().map(|seen| seen.outside)
    }

    /// A STUN server has seen the source of a flow of datagrams; `true` where
    /// that is news.
    pub(crate) fn learn_from_stun(&mut self, flow: &Flow, outside: SocketAddr) -> bool {
        let seen = Seen {
            local: flow.local,
            remote: flow.remote,
            outside,
            is_doubtful: false,
        };
        let before = self.of(flow);
        self.stun = Some(Box::new(seen));
        before != self.of(flow)
    }

    /// The STUN server is silent: what it told before the network has changed is not believed
    /// any more. `true` where that is news.
    pub(crate) fn forget_doubtful(&mut self, flow: &Flow) -> bool {
        let before = self.of(flow);
        self.stun.take_if(|seen| seen.is_doubtful);
        before != self.of(flow)
    }

    /// Whether the registrar and the STUN server see one socket at different addresses: the
    /// NAT maps each destination anew (RFC 4787 §4.1), and what one of them tells is of no
    /// use to others.
    pub(crate) fn depends_on_who_looks(&self) -> bool {
        match (&self.registrar, &self.stun) {
            (Some(registrar), Some(stun)) => {
                registrar.local == stun.local && registrar.outside != stun.outside
            }
            _ => false,
        }
    }

    /// The network has changed, and these addresses of ours are gone. What is known of the
    /// others holds until somebody sees them anew, or the STUN server does not answer.
    pub(crate) fn forget_those_of(&mut self, gone: &[IpAddr]) {
        for place in [&mut self.registrar, &mut self.stun] {
            place.take_if(|seen| gone.contains(&seen.local.ip()));
        }
        if let Some(seen) = &mut self.stun {
            seen.is_doubtful = true;
        }
    }

    /// What the registrar saw is not wanted.
    pub(crate) fn forget_registrar(&mut self) {
        self.registrar = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(outside: &str) -> Seen {
        let address = |text: &str| text.parse().expect("an address");
        Seen {
            local: address("192.168.1.2:5060"),
            remote: address("203.0.113.1:5060"),
            outside: address(outside),
            is_doubtful: false,
        }
    }

    #[test]
    fn two_who_see_another_address_show_a_symmetric_nat() {
        let mut public = PublicAddresses {
            registrar: Some(Box::new(seen("198.51.100.7:40000"))),
            ..PublicAddresses::default()
        };
        assert!(!public.depends_on_who_looks());
        public.stun = Some(Box::new(seen("198.51.100.7:40000")));
        assert!(!public.depends_on_who_looks());
        public.stun = Some(Box::new(seen("198.51.100.7:40001")));
        assert!(public.depends_on_who_looks());
    }
}
