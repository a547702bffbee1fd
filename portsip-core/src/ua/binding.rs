//! What a successful registration gave us for the requests that follow.

use crate::limits::SERVICE_ROUTES_MAX;
use crate::sip::header::name_addr::ServiceRoute;
use crate::sip::header::{Contact, HeaderName, params};
use crate::sip::message::Message;
use crate::sip::transport::flow::{Flow, Transport};
use crate::sip::transport::target::Target;
use crate::sip::uri::Uri;

use super::account::{FirstHop, secured};

/// The registrar's view of us, from the last 2xx to a REGISTER.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    /// The way to the registrar.
    pub(crate) flow: Flow,
    /// The registrar keeps to that way (RFC 5626 §6).
    pub(crate) is_outbound: bool,
    /// What requests outside dialogs shall pass (RFC 3608).
    service_route: Box<[Uri]>,
    /// Where others reach this very instance of ours (RFC 5627).
    gruu: Option<Uri>,
}

impl Binding {
    /// Reads the 2xx to a REGISTER that went along `flow`; `ours` is our
    /// contact in it.
    pub(crate) fn of(response: &Message, flow: Flow, ours: Option<&Contact>) -> Self {
        let routes = response.typed_list::<ServiceRoute>().flatten();
        let routes = routes.filter(|route| route.0.uri().is_sip());
        Self {
            flow,
            is_outbound: response.has_token(HeaderName::Require, "outbound"),
            service_route: routes
                .take(SERVICE_ROUTES_MAX)
                .map(|route| route.0.uri().detached())
                .collect(),
            gruu: ours.and_then(gruu),
        }
    }

    /// Leads a request of ours along the service route; a secure one in
    /// security, whatever the route says.
    pub(crate) fn lead(&self, hop: &mut FirstHop, default: Transport) {
        let Some(first) = self.service_route.first() else {
            return;
        };
        let already_there = hop
            .routes
            .last()
            .is_some_and(|proxy| is_same_place(proxy, first));
        if hop.routes.is_empty()
            && !self.is_outbound
            && let Ok(way) = secured(first, hop.target.secure)
            && let Ok(target) = Target::of(&way, default)
        {
            hop.target = target;
        }
        let rest = self.service_route.iter().skip(usize::from(already_there));
        hop.routes.extend(rest.cloned());
    }

    /// Our address for dialogs by way of our domain, where the registrar gave
    /// us one.
    pub(crate) fn gruu(&self) -> Option<&Uri> {
        self.gruu.as_ref()
    }

    /// Whether dialogs along a flow shall keep to it (RFC 5626 §4.3).
    pub(crate) fn keeps_to(&self, flow: &Flow) -> bool {
        self.is_outbound && self.is_way_of(flow)
    }

    fn is_way_of(&self, flow: &Flow) -> bool {
        let same_place = if flow.is_reliable() {
            self.flow.remote.ip() == flow.remote.ip()
        } else {
            self.flow.remote == flow.remote
        };
        same_place && self.flow.transport == flow.transport
    }
}

/// The public address of this instance, else the temporary one (RFC 5627 §4.2).
fn gruu(contact: &Contact) -> Option<Uri> {
    let parameters = contact.address()?.params();
    ["pub-gruu", "temp-gruu"].into_iter().find_map(|name| {
        let value = params::unquote(parameters.value(name)?);
        let uri = Uri::parse(value.as_ref()).ok()?;
        uri.is_sip().then(|| uri.detached())
    })
}

fn is_same_place(one: &Uri, other: &Uri) -> bool {
    one.host_str().eq_ignore_ascii_case(other.host_str()) && one.port() == other.port()
}
