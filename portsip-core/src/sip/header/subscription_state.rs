//! Subscription-State: how a subscription stands, as its notifier says
//! (RFC 6665 §4.1.3, §8.2.3).

use super::params::{Params, well_formed};
use super::{HeaderError, HeaderName, Problem, TypedHeader};
use crate::sip::scan;
use crate::sip::text::{Span, Text};

/// How a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubscriptionState {
    /// Whether more will come.
    pub phase: SubscriptionPhase,
    /// For how many seconds, where it says so.
    pub expires_s: Option<u32>,
    /// After how many seconds the subscriber may try again, where it says so.
    pub retry_after_s: Option<u32>,
}

/// Whether more will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionPhase {
    /// The notifier tells the state.
    Active,
    /// Whether it may be told is not decided.
    Pending,
    /// This was the last NOTIFY.
    Terminated(TerminationReason),
}

/// Why a subscription has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminationReason {
    /// *Then:* subscribe again at once.
    Deactivated,
    /// *Then:* subscribe again later.
    Probation,
    /// The subscriber may not know. *Then:* nothing.
    Rejected,
    /// It was not refreshed. *Then:* subscribe again at once.
    Timeout,
    /// Nobody has decided. *Then:* subscribe again later.
    GiveUp,
    /// What it was about does not exist any more. *Then:* nothing.
    NoResource,
    /// It cannot change any more. *Then:* nothing.
    Invariant,
    /// None is given, or one that is not known. *Then:* subscribe again later.
    Unknown,
}

impl TypedHeader for SubscriptionState {
    const NAME: HeaderName = HeaderName::SubscriptionState;

    /// A state that is not known counts as pending: there will be more.
    fn parse(value: Text) -> Result<Self, HeaderError> {
        let walked = value.stretch();
        let start = value.span().start as usize;
        let end = walked.find(start, |lanes| lanes.are(b';'));
        let state = walked.bytes(walked.trim(Span::new(start, end)));
        if !scan::is_token(state) || !well_formed(walked, end) {
            return Err(Problem::Malformed.of(Self::NAME));
        }
        let params = Params(value.part(Span::new(end, walked.end())));
        let phase = match state {
            state if state.eq_ignore_ascii_case(b"active") => SubscriptionPhase::Active,
            state if state.eq_ignore_ascii_case(b"terminated") => {
                let reason = params.value("reason").unwrap_or_default();
                SubscriptionPhase::Terminated(TerminationReason::named(reason))
            }
            _ => SubscriptionPhase::Pending,
        };
        let seconds = |name| params.value(name).map(str::as_bytes).and_then(scan::number);
        Ok(Self {
            phase,
            expires_s: seconds("expires"),
            retry_after_s: seconds("retry-after"),
        })
    }
}

impl TerminationReason {
    /// Each by its name (RFC 6665 §4.1.3).
    const NAMES: [(&str, Self); 7] = [
        ("deactivated", Self::Deactivated),
        ("probation", Self::Probation),
        ("rejected", Self::Rejected),
        ("timeout", Self::Timeout),
        ("giveup", Self::GiveUp),
        ("noresource", Self::NoResource),
        ("invariant", Self::Invariant),
    ];

    fn named(name: &str) -> Self {
        let known = Self::NAMES
            .iter()
            .find(|(known, _)| name.eq_ignore_ascii_case(known));
        known.map_or(Self::Unknown, |(_, reason)| *reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_reasons_and_numbers() {
        let parse = |text: &str| SubscriptionState::parse(Text::from(text));
        let active = parse("active;expires=60").expect("fine");
        assert_eq!(
            (active.phase, active.expires_s),
            (SubscriptionPhase::Active, Some(60))
        );
        let ended = parse("Terminated ; Reason = ProBation;retry-after=7").expect("fine");
        let phase = SubscriptionPhase::Terminated(TerminationReason::Probation);
        assert_eq!((ended.phase, ended.retry_after_s), (phase, Some(7)));
        let unknown = parse("terminated;reason=whim").expect("fine");
        let phase = SubscriptionPhase::Terminated(TerminationReason::Unknown);
        assert_eq!(unknown.phase, phase);
        let other = parse("waiting;expires=x").expect("fine");
        assert_eq!(
            (other.phase, other.expires_s),
            (SubscriptionPhase::Pending, None)
        );
        assert!(parse("").is_err() && parse("a b").is_err() && parse("active;;").is_err());
    }
}
