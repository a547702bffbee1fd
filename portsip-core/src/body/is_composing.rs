//! Whether somebody is writing: `application/im-iscomposing+xml` (RFC 3994).

use super::BodyError;
use super::xml::{Document, Writer};

/// The type of such a document.
pub const MEDIA_TYPE: &str = "application/im-iscomposing+xml";

/// Whether somebody is writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IsComposing {
    /// Something is being written; else the writer has stopped.
    pub active: bool,
    /// How long this holds unless it is said again, in seconds. 120 where it is not
    /// said (RFC 3994 §3.3).
    pub refresh_s: Option<u32>,
    /// When something was written last (RFC 3339), as it is written.
    pub last_active: Option<String>,
    /// The type of what is being written.
    pub content_type: Option<String>,
}

impl IsComposing {
    /// Reads a document. A state that is not known is taken for idle (RFC 3994
    /// §3.1).
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let (mut document, root) = Document::open(bytes, &["isComposing"])?;
        let mut composing = Self::default();
        let mut state = None;
        while let Some(part) = document.child(&root)? {
            let name = part.name().to_owned();
            let text = document.text(&part)?;
            match name.as_str() {
                "state" => state = Some(text),
                "refresh" => composing.refresh_s = text.parse().ok(),
                "lastactive" => composing.last_active = Some(text),
                "contenttype" => composing.content_type = Some(text),
                _ => {}
            }
        }
        let state = state.ok_or(BodyError::Missing("state"))?;
        composing.active = state.eq_ignore_ascii_case("active");
        Ok(composing)
    }

    /// The document, in UTF-8. Equal values give equal bytes.
    pub fn write(&self) -> String {
        let mut writer = Writer::new();
        let namespace = "urn:ietf:params:xml:ns:im-iscomposing";
        writer.start("isComposing", &[("xmlns", Some(namespace))]);
        writer.leaf("state", &[], if self.active { "active" } else { "idle" });
        let refresh = self.refresh_s.map(|seconds| seconds.to_string());
        let optional = [
            ("lastactive", &self.last_active),
            ("contenttype", &self.content_type),
            ("refresh", &refresh),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                writer.leaf(name, &[], value);
            }
        }
        writer.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_is_read() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\">\n\
            <state>active</state>\n<contenttype>text/plain</contenttype>\n\
            <refresh>90</refresh>\n</isComposing>";
        let expected = IsComposing {
            active: true,
            refresh_s: Some(90),
            last_active: None,
            content_type: Some(String::from("text/plain")),
        };
        assert_eq!(IsComposing::parse(text.as_bytes()), Ok(expected.clone()));
        assert_eq!(
            IsComposing::parse(expected.write().as_bytes()),
            Ok(expected)
        );
    }

    #[test]
    fn who_has_stopped_is_read() {
        let stopped = IsComposing {
            last_active: Some(String::from("2026-01-27T10:43:00Z")),
            ..IsComposing::default()
        };
        assert_eq!(IsComposing::parse(stopped.write().as_bytes()), Ok(stopped));
        let unknown = b"<isComposing><state>musing</state><refresh>-1</refresh></isComposing>";
        assert_eq!(IsComposing::parse(unknown), Ok(IsComposing::default()));
    }

    #[test]
    fn a_state_has_to_be_there() {
        let read = IsComposing::parse(b"<isComposing/>");
        assert_eq!(read, Err(BodyError::Missing("state")));
    }
}
