//! Messages in an envelope of their own: `message/cpim` (RFC 3862).
//!
//! A wrapped message is header fields, an empty line, and what it carries: MIME
//! header fields, an empty line, the content.

mod read;
mod write;

use super::BodyError;

/// The type of a wrapped message.
pub const MEDIA_TYPE: &str = "message/cpim";

/// A message with its envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpimMessage {
    /// The header fields of the envelope, in their order.
    pub headers: Vec<CpimHeader>,
    /// The MIME header fields of the content, names and values, in their order.
    pub content_headers: Vec<(String, String)>,
    /// The content.
    pub content: Vec<u8>,
}

/// A header field of the envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpimHeader {
    /// Its name, with the prefix of its namespace and a point where it has one.
    pub name: String,
    /// The language of its value.
    pub language: Option<String>,
    /// Its value, without escapes.
    pub value: String,
}

/// Who sent a wrapped message, or gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpimAddress {
    /// The name to show; may be empty.
    pub display_name: String,
    /// The URI.
    pub uri: String,
}

impl CpimMessage {
    /// Reads a wrapped message. Lines may end in CRLF or LF.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        read::read(bytes)
    }

    /// The message as bytes.
    pub fn write(&self) -> Vec<u8> {
        write::write(self)
    }

    /// The value of the first header field of the envelope called `name`, in any
    /// case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// The values of all header fields of the envelope called `name`, in any case.
    pub fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let headers = self.headers.iter();
        let named = headers.filter(move |header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| header.value.as_str())
    }

    /// The value of the first header field called `name` of the namespace `uri`,
    /// whatever prefix an `NS` field binds to it (RFC 3862 §4.5).
    pub fn header_of(&self, uri: &str, name: &str) -> Option<&str> {
        self.values("NS")
            .filter_map(binding)
            .filter(|(_, bound)| *bound == uri)
            .find_map(|(prefix, _)| match prefix {
                "" => self.header(name),
                _ => self.header(&format!("{prefix}.{name}")),
            })
    }

    /// Who sent it.
    pub fn from(&self) -> Option<CpimAddress> {
        self.header("From").map(CpimAddress::read)
    }

    /// Who gets it.
    pub fn to(&self) -> Vec<CpimAddress> {
        self.values("To").map(CpimAddress::read).collect()
    }

    /// Who gets it for information.
    pub fn cc(&self) -> Vec<CpimAddress> {
        self.values("cc").map(CpimAddress::read).collect()
    }

    /// When it was sent (RFC 3339), as it is written.
    pub fn date_time(&self) -> Option<&str> {
        self.header("DateTime")
    }

    /// The first subject.
    pub fn subject(&self) -> Option<&str> {
        self.header("Subject")
    }

    /// The names of header fields that a receiver has to understand, or else to
    /// refuse the message (RFC 3862 §4.6).
    pub fn required(&self) -> impl Iterator<Item = &str> {
        let names = self.values("Require").flat_map(|value| value.split(','));
        names.map(str::trim).filter(|name| !name.is_empty())
    }

    /// The value of the MIME header field called `name`, in any case.
    pub fn content_header(&self, name: &str) -> Option<&str> {
        let mut headers = self.content_headers.iter();
        let (_, value) = headers.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// The type of the content, with its parameters.
    pub fn content_type(&self) -> Option<&str> {
        self.content_header("Content-Type")
    }
}

impl CpimHeader {
    /// A header field without a language.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            language: None,
            value: value.into(),
        }
    }
}

impl CpimAddress {
    /// The address of a value such as `Alice <im:alice@example.com>`. A value that
    /// has no angle brackets is a URI.
    pub fn read(value: &str) -> Self {
        let Some((name, rest)) = value.rsplit_once('<') else {
            return Self {
                display_name: String::new(),
                uri: value.trim().to_owned(),
            };
        };
        let name = name.trim();
        let quoted = name
            .strip_prefix('"')
            .and_then(|name| name.strip_suffix('"'));
        Self {
            display_name: quoted.unwrap_or(name).to_owned(),
            uri: rest.split('>').next().unwrap_or_default().trim().to_owned(),
        }
    }

    /// The value of a header field.
    pub fn write(&self) -> String {
        match self.display_name.as_str() {
            "" => format!("<{}>", self.uri),
            name => format!("{name} <{}>", self.uri),
        }
    }
}

/// The prefix and the URI of an `NS` field: `imdn <urn:ietf:params:imdn>`.
fn binding(value: &str) -> Option<(&str, &str)> {
    let (prefix, rest) = value.split_once('<')?;
    let uri = rest.split('>').next()?;
    Some((prefix.trim(), uri.trim()))
}

#[cfg(test)]
mod tests;
