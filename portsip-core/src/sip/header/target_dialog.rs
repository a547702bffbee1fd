//! Target-Dialog: a dialog that the sender of a request outside it knows
//! (RFC 4538).

use std::fmt;

use super::replaces::{dialog, tag};
use super::{HeaderError, HeaderName, TypedHeader};
use crate::sip::text::Text;

/// Names a dialog as its receiver knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetDialog {
    /// The Call-ID.
    pub call_id: Text,
    /// The receiver's own tag.
    pub local_tag: Text,
    /// The other side's tag.
    pub remote_tag: Text,
}

impl TypedHeader for TargetDialog {
    const NAME: HeaderName = HeaderName::TargetDialog;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let (call_id, params) = dialog(&value).map_err(|problem| problem.of(Self::NAME))?;
        let tag = |name| tag(params, name).map_err(|problem| problem.of(Self::NAME));
        Ok(Self {
            local_tag: tag("local-tag")?,
            remote_tag: tag("remote-tag")?,
            call_id,
        })
    }
}

impl fmt::Display for TargetDialog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            call_id,
            local_tag,
            remote_tag,
        } = self;
        write!(f, "{call_id};local-tag={local_tag};remote-tag={remote_tag}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tags_are_needed() {
        let text = "a84b4c76e66710@pc33.example.com;local-tag=7743;remote-tag=6472";
        let found = TargetDialog::parse(Text::from(text)).expect("fine");
        assert_eq!(found.local_tag, "7743");
        assert_eq!(found.to_string(), text);
        assert!(TargetDialog::parse(Text::from("a@b;local-tag=1")).is_err());
        assert!(TargetDialog::parse(Text::from(";local-tag=1;remote-tag=2")).is_err());
    }
}
