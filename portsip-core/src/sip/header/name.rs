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

            /// How many there are.
            pub(in crate::sip) const COUNT: usize = Self::ALL.len();

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
    InfoPackage "Info-Package",
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
    RecvInfo "Recv-Info",
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
        let (first, last) = ends(name)?;
        let place = BY_HASH[hash(first, last)];
        let key = KEYS.get(usize::from(place))?;
        if !key.matches(first, last) || key.length != name.len() {
            return None;
        }
        let whole = name.len() <= 16 || key.name.as_str().as_bytes().eq_ignore_ascii_case(name);
        whole.then_some(key.name)
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

/// The first and the last bytes of a name as numbers: eight of each, or four,
/// or two, so that they overlap. Together they are the whole of a name of 2 to
/// 16 bytes.
const fn ends(name: &[u8]) -> Option<(u64, u64)> {
    if let (Some(first), Some(last)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        return Some((u64::from_le_bytes(*first), u64::from_le_bytes(*last)));
    }
    if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some((first as u64, last as u64));
    }
    if let (Some(first), Some(last)) = (name.first_chunk::<2>(), name.last_chunk::<2>()) {
        let (first, last) = (u16::from_le_bytes(*first), u16::from_le_bytes(*last));
        return Some((first as u64, last as u64));
    }
    None
}

/// A known name as its ends, with masks that leave the case of letters out.
#[derive(Clone, Copy)]
struct Key {
    first: u64,
    first_mask: u64,
    last: u64,
    last_mask: u64,
    length: usize,
    name: HeaderName,
}

impl Key {
    const fn of(name: HeaderName) -> Self {
        let Some((first, last)) = ends(name.as_str().as_bytes()) else {
            panic!("names have two letters or more");
        };
        Self {
            first,
            first_mask: case_mask(first),
            last,
            last_mask: case_mask(last),
            length: name.as_str().len(),
            name,
        }
    }

    const fn matches(&self, first: u64, last: u64) -> bool {
        (self.first ^ first) & self.first_mask == 0 && (self.last ^ last) & self.last_mask == 0
    }
}

/// All bits, but for the one that is the case of each letter.
const fn case_mask(letters: u64) -> u64 {
    let mut bytes = letters.to_le_bytes();
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = if bytes[at].is_ascii_alphabetic() {
            0xDF
        } else {
            0xFF
        };
        at += 1;
    }
    u64::from_le_bytes(bytes)
}

/// The known names in the order of [`HeaderName::ALL`].
static KEYS: [Key; HeaderName::COUNT] = {
    let mut keys = [Key::of(HeaderName::Accept); HeaderName::COUNT];
    let mut index = 0;
    while index < keys.len() {
        keys[index] = Key::of(HeaderName::ALL[index]);
        index += 1;
    }
    keys
};

/// The place in [`KEYS`] of the only name that can have a hash.
static BY_HASH: [u8; 1 << HASH_BITS] = {
    let mut table = [u8::MAX; 1 << HASH_BITS];
    let mut index = 0;
    while index < HeaderName::COUNT {
        let slot = &mut table[hash(KEYS[index].first, KEYS[index].last)];
        assert!(*slot == u8::MAX, "two names: take another HASH_FACTOR");
        *slot = index as u8;
        index += 1;
    }
    table
};

const HASH_BITS: u32 = 9;
/// An odd number that gives each known name a hash of its own, found by trying.
const HASH_FACTOR: u64 = 0xD746_26D1_AA1B_C42F;

/// A number of [`HASH_BITS`] bits for the ends of a name in any case.
const fn hash(first: u64, last: u64) -> usize {
    const SMALL_LETTERS: u64 = 0x2020_2020_2020_2020;
    let sum = (first | SMALL_LETTERS).wrapping_add(last | SMALL_LETTERS);
    (sum.wrapping_mul(HASH_FACTOR) >> (u64::BITS - HASH_BITS)) as usize
}

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
        assert_eq!(HeaderName::recognise(b"Min\x0dSE"), None);
        assert_eq!(HeaderName::recognise(b"P-Asserted-XXentity"), None);
        assert_eq!(HeaderName::recognise(b"V\xC9a"), None);
    }
}
