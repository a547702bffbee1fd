//! Whom a function is about: what is no address, and names without a domain.

use std::ffi::{CStr, c_void};
use std::ptr;

use portsip_sdk::*;

use crate::object::{Object, Row, check};

/// A function that takes whom it is about.
type About = fn(*mut c_void, &CStr) -> i32;

/// Every such function beside `call`.
const FUNCTIONS: &[(&str, About)] = &[
    ("enableCallForward", |sdk, to| unsafe {
        PortSIP_enableCallForward(sdk, true.into(), to.as_ptr())
    }),
    ("sendOptions", |sdk, to| unsafe {
        PortSIP_sendOptions(sdk, to.as_ptr(), ptr::null())
    }),
    ("sendOutOfDialogMessage", |sdk, to| unsafe {
        let (kind, subtype) = (c"text".as_ptr(), c"plain".as_ptr());
        let (body, is_sms) = (b"x".as_ptr(), true.into());
        PortSIP_sendOutOfDialogMessage(sdk, to.as_ptr(), kind, subtype, is_sms, body, 1)
    }),
    ("sendSubscription", |sdk, to| unsafe {
        PortSIP_sendSubscription(sdk, to.as_ptr(), c"dialog".as_ptr())
    }),
    ("presenceSubscribe", |sdk, to| unsafe {
        PortSIP_presenceSubscribe(sdk, to.as_ptr(), ptr::null())
    }),
];

/// No addresses.
const BAD: [&CStr; 9] = [
    c"sip:",
    c"sip:a@",
    c"http://a",
    c"sip:a b@c",
    c"<sip:a@b",
    c"sip:@",
    c"sip:a@b\r\nTo: <sip:c@d>",
    c"a\r\nb",
    c"sip:a@b>;x",
];

#[test]
fn what_is_no_address_is_refused() {
    let object = Object::new();
    object.set_user(None);
    let without_domain = [c"bob", c"42", c"tel:+1555"];
    let mut rows = Vec::new();
    for (function, about) in FUNCTIONS {
        for to in BAD.into_iter().chain(without_domain) {
            rows.push(Row {
                function,
                input: format!("{to:?}"),
                returned: about(object.sdk, to),
                expected: ECoreInvalidUri,
            });
        }
    }
    check(&rows);
}

#[test]
fn nobody_is_asked_by_a_transport_that_there_is_not() {
    let object = Object::new();
    object.set_user(None);
    for to in [
        c"sip:a@127.0.0.1;transport=sctp",
        c"sips:a@127.0.0.1;transport=udp",
    ] {
        // SAFETY: a constant with NUL.
        let returned = unsafe { PortSIP_sendOptions(object.sdk, to.as_ptr(), ptr::null()) };
        assert_eq!(returned, ECoreInvalidUri, "{to:?}");
    }
}

#[test]
fn forward_can_be_turned_on_and_off_at_any_time() {
    let object = Object::new();
    for _ in 0..2 {
        assert_eq!(PortSIP_disableCallForward(object.sdk), 0);
        // SAFETY: a constant with NUL.
        let enabled = unsafe {
            PortSIP_enableCallForward(object.sdk, false.into(), c"sip:a@127.0.0.1".as_ptr())
        };
        assert_eq!(enabled, 0);
    }
    assert_eq!(PortSIP_disableCallForward(object.sdk), 0);
    assert_eq!(PortSIP_disableCallForward(object.sdk), 0);
}
