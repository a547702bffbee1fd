//! Our Contact: RFC 3261 §8.1.1.8, RFC 5626 §4.3, RFC 5627 §4.4.

use std::net::SocketAddr;

use crate::sip::header::NameAddr;
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::uri::Scheme;

use super::super::account;
use super::super::binding::Binding;
use super::Context;

/// What a Contact depends on: our end of the way, whether that leads by a
/// server of ours, and back along the flow that the registrar keeps to, and
/// whether it shall be `sips`.
pub(super) type ContactOf = (SocketAddr, Transport, bool, bool, bool);

impl Context {
    /// Our Contact on a flow: the address that the registrar gave this
    /// instance, else that of the flow, to which dialogs shall keep where the
    /// registrar does (RFC 5627 §4.4, RFC 5626 §4.3); `sips` where that is wanted.
    pub(crate) fn contact(&mut self, flow: &Flow, sips: bool) -> Option<NameAddr> {
        let local = self.local_address(flow);
        let binding = self.binding.as_deref();
        let by_server = binding.is_some() && self.own_servers.contains(&flow.remote.ip());
        let keeps = binding.is_some_and(|binding| binding.keeps_to(flow));
        let of = (local, flow.transport, by_server, keeps, sips);
        match self.last_contact.as_deref() {
            Some((known, contact)) if *known == of => Some(contact.clone()),
            _ => {
                let contact = self.write_contact(flow, of)?;
                self.last_contact = Some(Box::new((of, contact.clone())));
                Some(contact)
            }
        }
    }

    /// Says anew what we can do, in each Contact from now on.
    pub(crate) fn set_three_gpp_tags(&mut self, enabled: bool) {
        self.signalling.three_gpp_tags = enabled;
        self.forget_contact();
    }

    fn write_contact(
        &self,
        flow: &Flow,
        (local, _, by_server, keeps, sips): ContactOf,
    ) -> Option<NameAddr> {
        let tags: &[_] = if self.signalling.three_gpp_tags {
            &account::THREE_GPP_TAGS
        } else {
            &[]
        };
        let binding = self.binding.as_deref().filter(|_| by_server);
        let gruu = binding.and_then(Binding::gruu);
        if let Some(gruu) = gruu.filter(|gruu| !sips || gruu.scheme() == Scheme::Sips) {
            return NameAddr::new("", gruu, tags).ok();
        }
        let uri = account::contact_uri(self.user.as_ref(), local, flow, sips)?;
        let uri = if keeps {
            uri.with_param("ob", None).ok()?
        } else {
            uri
        };
        NameAddr::new("", &uri, tags).ok()
    }

    /// The Contact may look different from now on.
    pub(crate) fn forget_contact(&mut self) {
        self.last_contact = None;
    }
}
