//! How we name ourselves and others: the characters of user parts, the features
//! in Contact, and the caller whom the network vouches for (RFC 3325).

use crate::error::{Error, Result};
use crate::sip::header::name_addr::PAssertedIdentity;
use crate::sip::header::{HeaderName, NameAddr};
use crate::sip::message::Message;
use crate::sip::uri::{Scheme, Uri};

use super::agent::Agent;

impl Agent {
    /// Whether a character is escaped in the user part of the URIs that are made
    /// of names from now on.
    ///
    /// `CoreArgumentIncorrect` where it cannot be left as it is: what is not
    /// ASCII, blanks, and what would end the user part.
    pub fn set_uri_user_encoding(&mut self, character: char, is_escaped: bool) -> Result<()> {
        let done = self.ctx.user_escapes.set(character, is_escaped);
        done.then_some(()).ok_or(Error::CoreArgumentIncorrect)
    }

    /// Whether Contact names the features of 3GPP, in registrations and calls
    /// from now on.
    pub fn set_three_gpp_tags(&mut self, enabled: bool) {
        self.ctx.set_three_gpp_tags(enabled);
    }
}

/// The display name, where there is one, and the address of the caller as
/// P-Asserted-Identity has them. None where the caller wants them kept from us
/// (RFC 3325 §9.3): then From tells what may be shown.
///
/// Whoever sends us an INVITE could write the header; From is no safer.
pub(super) fn asserted_caller(invite: &Message) -> Option<(Option<String>, String)> {
    invite.header(HeaderName::PAssertedIdentity)?;
    if wants_privacy(invite) {
        return None;
    }
    let asserted: Vec<NameAddr> = invite
        .typed_list::<PAssertedIdentity>()
        .filter_map(|value| value.ok().map(|PAssertedIdentity(address)| address))
        .take(ASSERTED_MAX)
        .collect();
    // A sip: and a tel: URI may come together (§9.1); the first says more.
    let sip = asserted.iter().find(|address| address.uri().is_sip());
    let address = match sip {
        Some(address) => address.uri().address_of_record(),
        None => number_of(asserted.first()?.uri(), invite)?,
    };
    let names = asserted.iter().map(NameAddr::display_name);
    let name = names.map(String::from).find(|name| !name.is_empty());
    Some((name, address))
}

/// How many values are looked at: RFC 3325 §9.1 allows two.
const ASSERTED_MAX: usize = 2;

/// RFC 3323 §4.2, RFC 3325 §9.3.
fn wants_privacy(request: &Message) -> bool {
    let mut values = request
        .headers(HeaderName::Privacy)
        .flat_map(|value| value.split([';', ',']));
    values.any(|value| {
        let value = value.trim();
        ["id", "user", "header"]
            .iter()
            .any(|kind| kind.eq_ignore_ascii_case(value))
    })
}

/// A telephone number as an address at the host of From (RFC 3261 §19.1.6).
fn number_of(uri: &Uri, invite: &Message) -> Option<String> {
    if uri.scheme() != Scheme::Tel {
        return None;
    }
    let number = uri.as_str().split_once(':')?.1;
    let number = number.split(';').next()?;
    let number: String = number
        .chars()
        .filter(|character| !matches!(character, '-' | '.' | '(' | ')'))
        .collect();
    let host = invite.from().uri().host_str();
    let uri = Uri::sip(&number, host, None).ok()?;
    Some(uri.address_of_record())
}
