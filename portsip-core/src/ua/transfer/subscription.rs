//! The headers of a subscription to a REFER: Event and Subscription-State
//! (RFC 6665 §8.2), Refer-Sub (RFC 4488).

use crate::sip::header::{
    Event, HeaderName, SubscriptionPhase, SubscriptionState, TerminationReason,
};
use crate::sip::message::{Message, StatusCode};

/// The event package (RFC 3515 §3.1).
const PACKAGE: &str = "refer";

/// How the subscription stands, as a NOTIFY says. One without the header is
/// taken as one of many: old peers send it so.
pub(super) fn state_of(notify: &Message) -> SubscriptionState {
    let state = notify.typed::<SubscriptionState>().ok().flatten();
    state.unwrap_or(SubscriptionState {
        phase: SubscriptionPhase::Active,
        expires_s: None,
        retry_after_s: None,
    })
}

/// What to think of a transfer whose subscription has ended without its outcome.
pub(super) fn outcome_of(reason: TerminationReason) -> StatusCode {
    match reason {
        TerminationReason::Timeout => StatusCode::REQUEST_TIMEOUT,
        TerminationReason::Rejected => StatusCode::DECLINE,
        _ => StatusCode::TEMPORARILY_UNAVAILABLE,
    }
}

/// Whether a NOTIFY or SUBSCRIBE is about a REFER; one without Event is taken for it.
pub(in crate::ua) fn is_about_refer(request: &Message) -> bool {
    match request.typed::<Event>() {
        Ok(Some(event)) => event.is(PACKAGE),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// The number of the REFER that a request is about, where it says it.
pub(super) fn event_number(request: &Message) -> Option<u32> {
    let event = request.typed::<Event>().ok().flatten()?;
    event.id?.parse().ok()
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
    let wanted = value.split(';').next().unwrap_or_default();
    wanted.trim().eq_ignore_ascii_case("false")
}

#[cfg(test)]
mod tests {
    use crate::octets::Octets;

    use super::*;

    fn notify(headers: &str) -> Message {
        let text = format!(
            "NOTIFY sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\n\
             To: <sip:b@h>;tag=2\r\nCall-ID: c\r\nCSeq: 1 NOTIFY\r\n{headers}Content-Length: 0\r\n\r\n"
        );
        Message::parse(Octets::from(text)).expect("a message")
    }

    #[test]
    fn states_are_read() {
        let phase = |headers: &str| state_of(&notify(headers)).phase;
        assert_eq!(phase(""), SubscriptionPhase::Active);
        assert_eq!(
            phase("Subscription-State: terminated;reason=timeout\r\n"),
            SubscriptionPhase::Terminated(TerminationReason::Timeout)
        );
        assert_eq!(
            outcome_of(TerminationReason::Timeout),
            StatusCode::REQUEST_TIMEOUT
        );
        assert_eq!(
            outcome_of(TerminationReason::NoResource),
            StatusCode::TEMPORARILY_UNAVAILABLE
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
