//! The names of header fields: the known ones as an enum, with compact forms.

macro_rules! header_names {
    ($($variant:ident $name:literal,)*) => {
        /// A header field that this stack knows by name. Others are reached by
        /// their text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum HeaderName {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl HeaderName {
            /// Every known name.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name as it is written.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

header_names! {
    Accept "Accept",
    AcceptContact "Accept-Contact",
    AcceptEncoding "Accept-Encoding",
    AcceptLanguage "Accept-Language",
    AlertInfo "Alert-Info",
    Allow "Allow",
    AllowEvents "Allow-Events",
    AuthenticationInfo "Authentication-Info",
    Authorization "Authorization",
    CallId "Call-ID",
    CallInfo "Call-Info",
    Contact "Contact",
    ContentDisposition "Content-Disposition",
    ContentEncoding "Content-Encoding",
    ContentLanguage "Content-Language",
    ContentLength "Content-Length",
    ContentType "Content-Type",
    CSeq "CSeq",
    Date "Date",
    Diversion "Diversion",
    ErrorInfo "Error-Info",
    Event "Event",
    Expires "Expires",
    FlowTimer "Flow-Timer",
    From "From",
    HistoryInfo "History-Info",
    Identity "Identity",
    IdentityInfo "Identity-Info",
    InReplyTo "In-Reply-To",
    Join "Join",
    MaxForwards "Max-Forwards",
    MimeVersion "MIME-Version",
    MinExpires "Min-Expires",
    MinSe "Min-SE",
    Organization "Organization",
    PAssertedIdentity "P-Asserted-Identity",
    PPreferredIdentity "P-Preferred-Identity",
    Path "Path",
    Priority "Priority",
    Privacy "Privacy",
    ProxyAuthenticate "Proxy-Authenticate",
    ProxyAuthorization "Proxy-Authorization",
    ProxyRequire "Proxy-Require",
    RAck "RAck",
    Reason "Reason",
    RecordRoute "Record-Route",
    ReferSub "Refer-Sub",
    ReferTo "Refer-To",
    ReferredBy "Referred-By",
    RejectContact "Reject-Contact",
    Replaces "Replaces",
    ReplyTo "Reply-To",
    RequestDisposition "Request-Disposition",
    Require "Require",
    RetryAfter "Retry-After",
    Route "Route",
    RSeq "RSeq",
    Server "Server",
    ServiceRoute "Service-Route",
    SessionExpires "Session-Expires",
    SipEtag "SIP-ETag",
    SipIfMatch "SIP-If-Match",
    Subject "Subject",
    SubscriptionState "Subscription-State",
    Supported "Supported",
    TargetDialog "Target-Dialog",
    Timestamp "Timestamp",
    To "To",
    Unsupported "Unsupported",
    UserAgent "User-Agent",
    Via "Via",
    Warning "Warning",
    WwwAuthenticate "WWW-Authenticate",
}

impl HeaderName {
    /// The known name that `name` is, in any case, long or compact.
    pub fn recognise(name: &[u8]) -> Option<Self> {
        if let [letter] = name {
            return Self::compact(*letter);
        }
        let first = name.first()? | 0x20;
        let bucket = BY_LENGTH.get(name.len())?;
        bucket.iter().map_while(|slot| *slot).find(|known| {
            let text = known.as_str().as_bytes();
            text[0] | 0x20 == first && text.eq_ignore_ascii_case(name)
        })
    }

    /// The name behind a one-letter compact form (RFC 3261 §7.3.3 and the
    /// registry of header fields).
    const fn compact(letter: u8) -> Option<Self> {
        Some(match letter.to_ascii_lowercase() {
            b'a' => Self::AcceptContact,
            b'b' => Self::ReferredBy,
            b'c' => Self::ContentType,
            b'd' => Self::RequestDisposition,
            b'e' => Self::ContentEncoding,
            b'f' => Self::From,
            b'i' => Self::CallId,
            b'j' => Self::RejectContact,
            b'k' => Self::Supported,
            b'l' => Self::ContentLength,
            b'm' => Self::Contact,
            b'n' => Self::IdentityInfo,
            b'o' => Self::Event,
            b'r' => Self::ReferTo,
            b's' => Self::Subject,
            b't' => Self::To,
            b'u' => Self::AllowEvents,
            b'v' => Self::Via,
            b'x' => Self::SessionExpires,
            b'y' => Self::Identity,
            _ => return None,
        })
    }
}

impl std::fmt::Display for HeaderName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The longest known name, `P-Preferred-Identity`, in bytes.
const LENGTH_MAX: usize = 20;
/// The most known names of one length.
const BUCKET_MAX: usize = 10;

/// The known names by their length, filled from the front.
static BY_LENGTH: [[Option<HeaderName>; BUCKET_MAX]; LENGTH_MAX + 1] = {
    let mut table = [[None; BUCKET_MAX]; LENGTH_MAX + 1];
    let mut index = 0;
    while index < HeaderName::ALL.len() {
        let name = HeaderName::ALL[index];
        let bucket = &mut table[name.as_str().len()];
        let mut slot = 0;
        while bucket[slot].is_some() {
            slot += 1;
        }
        bucket[slot] = Some(name);
        index += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_recognised_in_any_case() {
        for &name in HeaderName::ALL {
            let text = name.as_str();
            assert_eq!(HeaderName::recognise(text.as_bytes()), Some(name));
            assert_eq!(
                HeaderName::recognise(text.to_ascii_uppercase().as_bytes()),
                Some(name)
            );
            assert_eq!(
                HeaderName::recognise(text.to_ascii_lowercase().as_bytes()),
                Some(name)
            );
        }
    }

    #[test]
    fn compact_forms_and_strangers() {
        assert_eq!(HeaderName::recognise(b"V"), Some(HeaderName::Via));
        assert_eq!(
            HeaderName::recognise(b"x"),
            Some(HeaderName::SessionExpires)
        );
        assert_eq!(HeaderName::recognise(b"z"), None);
        assert_eq!(HeaderName::recognise(b""), None);
        assert_eq!(HeaderName::recognise(b"X-Custom"), None);
        assert_eq!(HeaderName::recognise(b"Fr\x4fm"), Some(HeaderName::From));
        assert_eq!(HeaderName::recognise(b"N\x0d-SE"), None);
    }
}
