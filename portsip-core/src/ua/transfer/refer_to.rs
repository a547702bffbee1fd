//! Refer-To: whom to call, and the call there that shall be replaced (RFC 3515
//! §2.1, RFC 3891 §4).

use std::fmt::Write as _;

use crate::error;
use crate::sip::header::{
    HeaderName, NameAddr, Params, ReferTo, ReferredBy, Replaces, TypedHeader,
};
use crate::sip::message::{Message, Method, StatusCode};
use crate::sip::text::Text;
use crate::sip::uri::{Scheme, Uri, unescape};

use super::super::call::ReplacesWish;
use super::super::callee::Callee;
use super::super::context::Context;

/// What a REFER asks for.
#[derive(Clone, Debug)]
pub(super) struct Referral {
    /// Whom to call, without what is for us alone.
    pub(super) target: NameAddr,
    /// The call at the target that ours shall take the place of.
    pub(super) replaces: Option<ReplacesWish>,
    /// Who asks (RFC 3892).
    pub(super) referred_by: Option<NameAddr>,
}

impl Referral {
    /// Reads a REFER; a code where it has to be refused.
    ///
    /// Headers in the URI other than Replaces and Require are not sent: who
    /// refers us does not write our INVITE (RFC 3261 §19.1.5).
    pub(super) fn of(request: &Message) -> Result<Self, StatusCode> {
        let mut all = request.typed_list::<ReferTo>();
        let (Some(Ok(ReferTo(address))), None) = (all.next(), all.next()) else {
            return Err(StatusCode::BAD_REQUEST);
        };
        let uri = address.uri();
        if uri.scheme() == Scheme::Other {
            return Err(StatusCode::UNSUPPORTED_URI_SCHEME);
        }
        let method = uri.params().value("method");
        if method.is_some_and(|method| !method.eq_ignore_ascii_case(Method::Invite.as_str())) {
            return Err(StatusCode::NOT_IMPLEMENTED);
        }
        let bare = without_method(uri).ok_or(StatusCode::BAD_REQUEST)?;
        let target = NameAddr::new(&address.display_name(), &bare, &[]);
        Ok(Self {
            target: target.map_err(|_| StatusCode::BAD_REQUEST)?,
            replaces: replaces(uri)?,
            referred_by: request
                .typed::<ReferredBy>()
                .ok()
                .flatten()
                .map(|referred_by| referred_by.0.detached()),
        })
    }

    /// Whom to call, for a user of `domain`.
    pub(super) fn callee(&self, ctx: &Context, domain: &str) -> error::Result<Callee> {
        let target = &self.target;
        if !target.uri().is_sip() {
            return Callee::parse(target.uri().as_str(), domain, ctx.user_escapes);
        }
        Ok(Callee {
            display_name: target.display_name().into_owned(),
            uri: target.uri().clone(),
        })
    }
}

/// The value of Refer-To: `target` with the method, where that is not INVITE,
/// and the dialog that is to be replaced.
pub(super) fn refer_to(target: &Uri, method: &Method, replaces: Option<&Replaces>) -> String {
    let mut value = format!("<{}", target.without_headers());
    if *method != Method::Invite {
        let _ = write!(value, ";method={}", method.as_str());
    }
    if let Some(replaces) = replaces {
        value.push_str("?Replaces=");
        escape_header(&replaces.to_string(), &mut value);
        value.push_str("&Require=replaces");
    }
    value.push('>');
    value
}

/// The value of a header as a URI may hold it (RFC 3261 §19.1.1, `hvalue`).
fn escape_header(value: &str, out: &mut String) {
    for byte in value.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')'
            );
        if plain {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn replaces(uri: &Uri) -> Result<Option<ReplacesWish>, StatusCode> {
    let value = |name: HeaderName| {
        uri.header_pairs()
            .find(|(known, _)| known.eq_ignore_ascii_case(name.as_str()))
            .map(|(_, value)| unescape(value))
    };
    let Some(dialog) = value(HeaderName::Replaces) else {
        return Ok(None);
    };
    let dialog = Replaces::parse(Text::from(&*dialog)).map_err(|_| StatusCode::BAD_REQUEST)?;
    let required = value(HeaderName::Require).is_some_and(|tags| {
        tags.split(',')
            .any(|tag| tag.trim().eq_ignore_ascii_case("replaces"))
    });
    Ok(Some(ReplacesWish { dialog, required }))
}

/// The URI without its `method` parameter and its headers: a Request-URI has
/// neither (RFC 3261 §19.1.1).
fn without_method(uri: &Uri) -> Option<Uri> {
    let kept = uri.without_headers().detached();
    if !uri.params().contains("method") {
        return Some(kept);
    }
    let mut text = kept.without_params().as_str().to_owned();
    push_params(kept.params(), &mut text);
    Uri::parse(text).ok()
}

fn push_params(params: Params<'_>, text: &mut String) {
    for param in params.iter() {
        if !param.name.eq_ignore_ascii_case("method") {
            text.push(';');
            text.push_str(param.name);
            if let Some(value) = param.value {
                text.push('=');
                text.push_str(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::octets::Octets;

    use super::*;

    fn refer(headers: &str) -> Result<Referral, StatusCode> {
        let text = format!(
            "REFER sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\n\
             To: <sip:b@h>;tag=2\r\nCall-ID: c\r\nCSeq: 1 REFER\r\n{headers}Content-Length: 0\r\n\r\n"
        );
        Referral::of(&Message::parse(Octets::from(text)).expect("a message"))
    }

    fn dialog() -> Replaces {
        Replaces {
            call_id: Text::from("a@b"),
            to_tag: Text::from("7743"),
            from_tag: Text::from("6472"),
            early_only: false,
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let target = Uri::parse("sip:carol@example.com;transport=tcp").expect("a URI");
        let value = refer_to(&target, &Method::Invite, Some(&dialog()));
        assert_eq!(
            value,
            "<sip:carol@example.com;transport=tcp?\
             Replaces=a%40b%3Bto-tag%3D7743%3Bfrom-tag%3D6472&Require=replaces>"
        );
        let read = refer(&format!("Refer-To: {value}\r\n")).expect("a referral");
        assert_eq!(read.target.uri().as_str(), target.as_str());
        let wish = read.replaces.expect("Replaces");
        assert_eq!((wish.dialog, wish.required), (dialog(), true));
    }

    #[test]
    fn another_method_is_named_and_not_obeyed() {
        let target = Uri::parse("sip:carol@example.com").expect("a URI");
        let value = refer_to(&target, &Method::Bye, None);
        assert_eq!(value, "<sip:carol@example.com;method=BYE>");
        let refused = refer(&format!("Refer-To: {value}\r\n")).err();
        assert_eq!(refused, Some(StatusCode::NOT_IMPLEMENTED));
        let read = refer("Refer-To: <sip:c@h;method=INVITE;lr>\r\n").expect("a referral");
        assert_eq!(read.target.uri().as_str(), "sip:c@h;lr");
    }

    #[test]
    fn one_readable_target_is_needed() {
        let code = |headers: &str| refer(headers).err().map(StatusCode::code);
        assert_eq!(code(""), Some(400));
        assert_eq!(code("Refer-To: <sip:a@h>\r\nr: <sip:b@h>\r\n"), Some(400));
        assert_eq!(code("Refer-To: <sip:a@h?Replaces=x>\r\n"), Some(400));
        assert_eq!(code("Refer-To: <https://example.com>\r\n"), Some(416));
        assert_eq!(code("Refer-To: \"C\" <sip:a@h>\r\n"), None);
    }
}
