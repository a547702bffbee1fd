//! The headers of a subscription to a REFER: Event and Subscription-State
//! (RFC 6665 §8.2), Refer-Sub (RFC 4488).

use crate::sip::header::HeaderName;
use crate::sip::message::{Message, StatusCode};

/// The event package (RFC 3515 §3.1).
const PACKAGE: &str = "refer";

/// How a subscription stands, as a NOTIFY says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubscriptionState {
    /// More will come, for so many seconds where it says how many.
    Active(Option<u32>),
    /// This was the last NOTIFY; what to think of it where it did not bring
    /// the outcome.
    Terminated(StatusCode),
}

impl SubscriptionState {
    /// Reads a NOTIFY. One without the header is taken as one of many: old
    /// peers send it so.
    pub(super) fn of(notify: &Message) -> Self {
        let value = notify.header(HeaderName::SubscriptionState);
        let (state, params) = split(value.unwrap_or_default());
        if !state.eq_ignore_ascii_case("terminated") {
            let expires = param(params, "expires").and_then(|seconds| seconds.parse().ok());
            return Self::Active(expires);
        }
        let reason = param(params, "reason").unwrap_or_default();
        Self::Terminated(match () {
            () if reason.eq_ignore_ascii_case("timeout") => StatusCode::REQUEST_TIMEOUT,
            () if reason.eq_ignore_ascii_case("rejected") => StatusCode::DECLINE,
            () => StatusCode::TEMPORARILY_UNAVAILABLE,
        })
    }
}

/// Whether a NOTIFY is about a REFER; one without Event is taken for it.
pub(super) fn is_about_refer(notify: &Message) -> bool {
    let package = split(notify.header(HeaderName::Event).unwrap_or(PACKAGE)).0;
    package.eq_ignore_ascii_case(PACKAGE)
}

/// The number of the REFER that a NOTIFY is about, where it says it.
pub(super) fn event_number(notify: &Message) -> Option<u32> {
    let (_, params) = split(notify.header(HeaderName::Event)?);
    param(params, "id")?.parse().ok()
}

/// The value of Event in our NOTIFYs. The first REFER of a dialog needs no
/// number (RFC 3515 §2.4.6), and some peers know none.
pub(super) fn event(number: Option<u32>) -> String {
    number.map_or_else(
        || PACKAGE.to_owned(),
        |number| format!("{PACKAGE};id={number}"),
    )
}

/// Whether a REFER, or the response to it, does without a subscription.
pub(super) fn has_no_subscription(message: &Message) -> bool {
    let value = message.header(HeaderName::ReferSub).unwrap_or_default();
    split(value).0.eq_ignore_ascii_case("false")
}

fn split(value: &str) -> (&str, &str) {
    let (token, params) = value.split_once(';').unwrap_or((value, ""));
    (token.trim(), params)
}

fn param<'a>(params: &'a str, name: &str) -> Option<&'a str> {
    params
        .split(';')
        .filter_map(|param| param.split_once('='))
        .find(|(known, _)| known.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn notify(headers: &str) -> Message {
        let text = format!(
            "NOTIFY sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\n\
             To: <sip:b@h>;tag=2\r\nCall-ID: c\r\nCSeq: 1 NOTIFY\r\n{headers}Content-Length: 0\r\n\r\n"
        );
        Message::parse(Bytes::from(text)).expect("a message")
    }

    #[test]
    fn states_are_read() {
        let state = |value: &str| {
            SubscriptionState::of(&notify(&format!("Subscription-State: {value}\r\n")))
        };
        assert_eq!(
            state("active;expires=60"),
            SubscriptionState::Active(Some(60))
        );
        assert_eq!(state("pending"), SubscriptionState::Active(None));
        assert_eq!(
            state("Terminated ; Reason = Timeout"),
            SubscriptionState::Terminated(StatusCode::REQUEST_TIMEOUT)
        );
        assert_eq!(
            state("terminated;reason=noresource"),
            SubscriptionState::Terminated(StatusCode::TEMPORARILY_UNAVAILABLE)
        );
        assert_eq!(
            SubscriptionState::of(&notify("")),
            SubscriptionState::Active(None)
        );
    }

    #[test]
    fn events_are_told_apart() {
        assert_eq!(event_number(&notify("Event: refer;id=7\r\n")), Some(7));
        assert_eq!(event_number(&notify("o: REFER\r\n")), None);
        assert!(is_about_refer(&notify("o: REFER\r\n")));
        assert!(is_about_refer(&notify("")));
        assert!(!is_about_refer(&notify("Event: presence\r\n")));
        assert_eq!(
            (event(None), event(Some(3))),
            ("refer".into(), "refer;id=3".into())
        );
    }

    #[test]
    fn a_subscription_can_be_declined() {
        assert!(has_no_subscription(&notify("Refer-Sub: false\r\n")));
        assert!(!has_no_subscription(&notify("Refer-Sub: true\r\n")));
        assert!(!has_no_subscription(&notify("")));
    }
}
