//! Replaces: the dialog that an INVITE takes the place of (RFC 3891).

use std::fmt;

use super::params::{Params, well_formed};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::text::{Span, Text};

/// Names a dialog as its receiver knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaces {
    /// The Call-ID.
    pub call_id: Text,
    /// The receiver's own tag.
    pub to_tag: Text,
    /// The other side's tag.
    pub from_tag: Text,
    /// Only a dialog that is not confirmed yet may be replaced.
    pub early_only: bool,
}

impl TypedHeader for Replaces {
    const NAME: HeaderName = HeaderName::Replaces;

    fn parse(value: Text) -> Result<Self, HeaderError> {
        let (call_id, params) = dialog(&value).map_err(|problem| problem.of(Self::NAME))?;
        let tag = |name| tag(params, name).map_err(|problem| problem.of(Self::NAME));
        Ok(Self {
            to_tag: tag("to-tag")?,
            from_tag: tag("from-tag")?,
            early_only: params.contains("early-only"),
            call_id,
        })
    }
}

/// The Call-ID of a dialog, and the parameters behind it.
pub(super) fn dialog(value: &Text) -> Result<(Text, Params<'_>), Problem> {
    let walked = value.stretch();
    let start = value.span().start as usize;
    let end = walked.find(start, |lanes| lanes.are(b';'));
    let call_id = walked.trim(Span::new(start, end));
    if call_id.is_empty() || !well_formed(walked, end) {
        return Err(Problem::Malformed);
    }
    let params = Params(value.part(Span::new(end, walked.end())));
    Ok((value.slice(call_id), params))
}

/// A tag of a dialog, which must be there.
pub(super) fn tag(params: Params<'_>, name: &str) -> Result<Text, Problem> {
    let tag = params.value(name).filter(|tag| !tag.is_empty());
    tag.map(Text::from).ok_or(Problem::BadParameter)
}

impl fmt::Display for Replaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            call_id,
            to_tag,
            from_tag,
            early_only,
        } = self;
        write!(f, "{call_id};to-tag={to_tag};from-tag={from_tag}")?;
        f.write_str(if *early_only { ";early-only" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tags_are_needed() {
        let text = "425928@bobster.example.org;to-tag=7743;from-tag=6472;early-only";
        let found = Replaces::parse(Text::from(text)).expect("fine");
        assert_eq!(found.to_tag, "7743");
        assert!(found.early_only);
        assert_eq!(found.to_string(), text);
        assert!(Replaces::parse(Text::from("a@b;to-tag=1")).is_err());
        assert!(Replaces::parse(Text::from(";to-tag=1;from-tag=2")).is_err());
    }
}
