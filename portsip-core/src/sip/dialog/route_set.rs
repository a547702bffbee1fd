//! The proxies between the ends of a dialog: RFC 3261 §12.1 and §12.2.1.1.

use crate::limits::ROUTE_SET_MAX;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::{Message, Method, RequestBuilder};
use crate::sip::uri::Uri;

use super::DialogError;

/// The Record-Routes of the message that made the dialog, our side's proxy
/// first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RouteSet(Vec<NameAddr>);

impl RouteSet {
    /// The caller's: from the response, last Record-Route first (RFC 3261
    /// §12.1.2).
    pub(super) fn of_response(response: &Message) -> Result<Self, DialogError> {
        let mut set = Self::of_request(response)?;
        set.0.reverse();
        Ok(set)
    }

    /// The callee's: from the request, in order (RFC 3261 §12.1.1).
    pub(super) fn of_request(request: &Message) -> Result<Self, DialogError> {
        let mut routes = Vec::new();
        for route in request.record_routes() {
            let route = route.map_err(|_| DialogError::BadRecordRoute)?;
            if routes.len() == ROUTE_SET_MAX {
                return Err(DialogError::TooManyRoutes);
            }
            routes.push(route.detached());
        }
        Ok(Self(routes))
    }

    /// The proxies, the next one first.
    pub(super) fn as_slice(&self) -> &[NameAddr] {
        &self.0
    }

    /// Where a request for `target` goes next.
    pub(super) fn next_hop<'a>(&'a self, target: &'a Uri) -> &'a Uri {
        self.0.first().map_or(target, NameAddr::uri)
    }

    /// A request for `target` with its Routes. A strict router takes the place
    /// of the Request-URI, and the target that of the last Route (RFC 3261
    /// §12.2.1.1).
    pub(super) fn request(&self, method: Method, target: &Uri) -> RequestBuilder {
        let strict = self
            .0
            .first()
            .filter(|route| !route.uri().is_loose_router());
        let Some(strict) = strict else {
            let mut request = RequestBuilder::new(method, target);
            for route in &self.0 {
                request.header(HeaderName::Route, route);
            }
            return request;
        };
        let mut request = RequestBuilder::new(method, strict.uri());
        for route in &self.0[1..] {
            request.header(HeaderName::Route, route);
        }
        request.header(HeaderName::Route, format_args!("<{target}>"));
        request
    }
}
