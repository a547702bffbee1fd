//! What tells the registrar how to wake us: RFC 8599 §4.1.

use std::fmt::Write as _;

use crate::config::Push;
use crate::sip::uri::Uri;

/// A contact with the parameters of a push notification service.
pub(super) fn with_push(contact: &Uri, push: &Push) -> Option<Uri> {
    let pairs = [
        ("pn-provider", &push.provider),
        ("pn-param", &push.param),
        ("pn-prid", &push.prid),
    ];
    let mut given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    given.try_fold(contact.clone(), |contact, (name, value)| {
        contact.with_param(name, Some(&escaped(value))).ok()
    })
}

/// A value as it may stand in a URI (RFC 3261 §25.1, `pvalue`).
fn escaped(value: &str) -> String {
    value
        .bytes()
        .fold(String::with_capacity(value.len()), |mut text, octet| {
            if octet.is_ascii_alphanumeric() || b"-_.!~*'()[]/:&+$".contains(&octet) {
                text.push(char::from(octet));
            } else {
                let _ = write!(text, "%{octet:02X}");
            }
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_empty_ones_left_out() {
        let contact = Uri::parse("sip:alice@192.0.2.1:5060;transport=tcp").expect("a URI");
        let mut push = Push {
            provider: "apns".into(),
            param: "DEF123GHIJ.com.example.voip".into(),
            prid: "00fc13adff785=;\" é".into(),
        };
        let with = with_push(&contact, &push).expect("a contact");
        assert_eq!(
            with.as_str(),
            "sip:alice@192.0.2.1:5060;transport=tcp;pn-provider=apns;\
             pn-param=DEF123GHIJ.com.example.voip;pn-prid=00fc13adff785%3D%3B%22%20%C3%A9"
        );
        push.param.clear();
        let with = with_push(&contact, &push).expect("a contact");
        assert!(!with.as_str().contains("pn-param"), "{with}");
    }
}
