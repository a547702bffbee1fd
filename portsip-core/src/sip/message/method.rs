//! The methods of requests.

use std::fmt;

use crate::sip::scan;
use crate::sip::text::{Span, Text};

macro_rules! methods {
    ($($variant:ident $name:literal $bytes:literal $doc:literal,)*) => {
        /// What a request asks for. Methods are case-sensitive (RFC 3261 §7.1).
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Method {
            $(#[doc = concat!("`", $name, "` (", $doc, ")")] $variant,)*
            /// A method that this stack does not know.
            Extension(Text),
        }

        impl Method {
            /// The method as it is written.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Extension(name) => name.as_str(),
                }
            }

            fn known(name: &[u8]) -> Option<Self> {
                match name {
                    $($bytes => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

methods! {
    Invite "INVITE" b"INVITE" "RFC 3261",
    Ack "ACK" b"ACK" "RFC 3261",
    Bye "BYE" b"BYE" "RFC 3261",
    Cancel "CANCEL" b"CANCEL" "RFC 3261",
    Register "REGISTER" b"REGISTER" "RFC 3261",
    Options "OPTIONS" b"OPTIONS" "RFC 3261",
    Info "INFO" b"INFO" "RFC 6086",
    Message "MESSAGE" b"MESSAGE" "RFC 3428",
    Notify "NOTIFY" b"NOTIFY" "RFC 6665",
    Prack "PRACK" b"PRACK" "RFC 3262",
    Publish "PUBLISH" b"PUBLISH" "RFC 3903",
    Refer "REFER" b"REFER" "RFC 3515",
    Subscribe "SUBSCRIBE" b"SUBSCRIBE" "RFC 6665",
    Update "UPDATE" b"UPDATE" "RFC 3311",
}

impl Method {
    /// The method called `name`; `None` when that is no token.
    pub fn parse(name: &str) -> Option<Self> {
        Self::from_text(&Text::from(name), Span::new(0, name.len()))
    }

    /// Reads what stands at `span` in the whole text of `text`.
    pub(in crate::sip) fn from_text(text: &Text, span: Span) -> Option<Self> {
        let name = text.stretch_of(span).bytes(span);
        if let Some(known) = Self::known(name) {
            return Some(known);
        }
        scan::is_token(name).then(|| Self::Extension(text.slice(span)))
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_unknown_and_none() {
        assert_eq!(Method::parse("INVITE"), Some(Method::Invite));
        assert_eq!(
            Method::parse("invite"),
            Some(Method::Extension(Text::from("invite")))
        );
        assert_eq!(Method::parse("IN VITE"), None);
        assert_eq!(Method::parse(""), None);
    }
}
