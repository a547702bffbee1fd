//! The methods of requests.

use std::fmt;

use crate::sip::scan;
use crate::sip::text::{Span, Text};

macro_rules! methods {
    ($($variant:ident $name:literal $doc:literal,)*) => {
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
                $(if name == $name.as_bytes() {
                    return Some(Self::$variant);
                })*
                None
            }
        }
    };
}

methods! {
    Invite "INVITE" "RFC 3261",
    Ack "ACK" "RFC 3261",
    Bye "BYE" "RFC 3261",
    Cancel "CANCEL" "RFC 3261",
    Register "REGISTER" "RFC 3261",
    Options "OPTIONS" "RFC 3261",
    Info "INFO" "RFC 6086",
    Message "MESSAGE" "RFC 3428",
    Notify "NOTIFY" "RFC 6665",
    Prack "PRACK" "RFC 3262",
    Publish "PUBLISH" "RFC 3903",
    Refer "REFER" "RFC 3515",
    Subscribe "SUBSCRIBE" "RFC 6665",
    Update "UPDATE" "RFC 3311",
}

impl Method {
    /// The method called `name`; `None` when that is no token.
    pub fn parse(name: &str) -> Option<Self> {
        Self::from_text(&Text::from(name), Span::new(0, name.len()))
    }

    pub(in crate::sip) fn from_text(text: &Text, span: Span) -> Option<Self> {
        let name = span.of_bytes(text.as_bytes());
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
