//! Subscriptions to nothing, for no time, of nobody, and calls that cannot be picked up.
#![expect(clippy::disallowed_types, reason = "a socket that never answers")]

use std::ffi::{CString, c_char, c_void};
use std::net::UdpSocket;
use std::ptr;

use portsip_sdk::*;

use crate::object::{Object, Row, check};

/// A function that subscribes, and its name.
type Subscribe = (&'static str, fn(*mut c_void, *const c_char) -> i32);

const SUBSCRIBING: [Subscribe; 2] = [
    ("sendSubscription", |sdk, to| unsafe {
        PortSIP_sendSubscription(sdk, to, c"presence".as_ptr())
    }),
    ("presenceSubscribe", |sdk, to| unsafe {
        PortSIP_presenceSubscribe(sdk, to, ptr::null())
    }),
];

/// One who never answers, and the address.
fn silent() -> (UdpSocket, CString) {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let address = socket.local_addr().expect("bound");
    let to = CString::new(format!("sip:a@{address}")).expect("no NUL");
    (socket, to)
}

#[test]
fn whom_and_what_must_be_told() {
    let object = Object::ready();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    for (input, text, expected) in [
        ("NULL", ptr::null(), ECoreArgumentNull),
        ("empty", c"".as_ptr(), ECoreCalleeEmpty),
        ("blank", c" ".as_ptr(), ECoreCalleeEmpty),
        ("not UTF-8", c"a\xff".as_ptr(), ECoreArgumentIncorrect),
    ] {
        rows.extend(SUBSCRIBING.map(|(function, subscribe)| Row {
            function,
            input: format!("to {input}"),
            returned: subscribe(sdk, text),
            expected,
        }));
    }
    let to = c"sip:a@127.0.0.1:9".as_ptr();
    let mut event = |input: &str, text, expected| {
        rows.push(Row {
            function: "sendSubscription",
            input: format!("event {input}"),
            // SAFETY: constants with NUL, or NULL.
            returned: unsafe { PortSIP_sendSubscription(sdk, to, text) },
            expected,
        });
    };
    event("NULL", ptr::null(), ECoreArgumentNull);
    for text in [
        c"",
        c" ",
        c"a\xff",
        c"refer",
        c"Refer",
        c"a b",
        c"a,b",
        c"presence;id=1",
        c"presence\r\nX-Evil: 1",
        c"pr\xc3\xa4senz",
    ] {
        let expected = ECoreArgumentIncorrect;
        event(&text.to_string_lossy(), text.as_ptr(), expected);
    }
    for subject in [c"a\xff", c"a\r\nX-Evil: 1", c"a\n", c"\rb"] {
        rows.push(Row {
            function: "presenceSubscribe",
            input: format!("subject {subject:?}"),
            // SAFETY: constants with NUL.
            returned: unsafe { PortSIP_presenceSubscribe(sdk, to, subject.as_ptr()) },
            expected: ECoreArgumentIncorrect,
        });
    }
    check(&rows);
}

#[test]
fn somebody_must_ask_and_only_once() {
    let object = Object::new();
    let (_socket, to) = silent();
    let mut rows = Vec::new();
    let mut each = |input: &str, [first, second]: [i32; 2]| {
        for ((function, subscribe), expected) in SUBSCRIBING.into_iter().zip([first, second]) {
            rows.push(Row {
                function,
                input: input.to_owned(),
                returned: subscribe(object.sdk, to.as_ptr()).min(0),
                expected,
            });
        }
    };
    each("no user", [ECoreUserNotFound; 2]);
    object.set_user(Some(c"127.0.0.1"));
    // Both are about the same.
    each("for the first time", [0, ECoreSipAlreadySubscribed]);
    each("again", [ECoreSipAlreadySubscribed; 2]);
    check(&rows);
}

#[test]
fn ids_times_and_calls_that_are_none() {
    let object = Object::ready();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    let mut add = |function, input: String, returned, expected| {
        rows.push(Row {
            function,
            input,
            returned,
            expected,
        });
    };
    for id in [i32::MIN, -1, 0, 1, i32::MAX] {
        let expected = ECoreNotFoundSubscribeId;
        let code = PortSIP_terminateSubscription(sdk, id);
        add("terminateSubscription", id.to_string(), code, expected);
        let code = PortSIP_presenceTerminateSubscribe(sdk, id);
        add("presenceTerminateSubscribe", id.to_string(), code, expected);
    }
    for (seconds, expected) in [
        (i32::MIN, ECoreExpiresValueTooSmall),
        (-1, ECoreExpiresValueTooSmall),
        (0, ECoreExpiresValueTooSmall),
        (19, ECoreExpiresValueTooSmall),
        (20, 0),
        (i32::MAX, 0),
    ] {
        let code = PortSIP_setDefaultSubscriptionTime(sdk, seconds);
        let input = seconds.to_string();
        add("setDefaultSubscriptionTime", input, code, expected);
    }
    for state in [true, true, false, false] {
        let code = PortSIP_enableAutoCheckMwi(sdk, state.into());
        add("enableAutoCheckMwi", state.to_string(), code, 0);
    }
    let (null, none) = (ptr::null(), c"".as_ptr());
    for (input, dialog, expected) in [
        ("NULL", null, ECoreArgumentNull),
        ("empty", none, ECoreCallIdNotFound),
        ("not UTF-8", c"a\xff".as_ptr(), ECoreArgumentIncorrect),
        ("unknown", c"no such dialog".as_ptr(), ECoreCallIdNotFound),
    ] {
        for video in [false, true] {
            // SAFETY: constants with NUL, or NULL.
            let code = unsafe { PortSIP_pickupBLFCall(sdk, dialog, video.into()) };
            add("pickupBLFCall", input.to_owned(), code, expected);
        }
    }
    let nobody = Object::new();
    // SAFETY: a constant with NUL.
    let code = unsafe { PortSIP_pickupBLFCall(nobody.sdk, c"a".as_ptr(), false.into()) };
    add(
        "pickupBLFCall",
        "no user".to_owned(),
        code,
        ECoreUserNotFound,
    );
    check(&rows);
}

#[test]
fn one_that_was_taken_back_is_gone() {
    let object = Object::ready();
    let (_socket, to) = silent();
    for (function, subscribe) in SUBSCRIBING {
        let id = subscribe(object.sdk, to.as_ptr());
        assert!(id > 0, "{function}: {id}");
        // An id is one of either kind.
        assert_eq!(PortSIP_presenceTerminateSubscribe(object.sdk, id), 0);
        let code = PortSIP_terminateSubscription(object.sdk, id);
        assert_eq!(code, ECoreNotFoundSubscribeId, "{function}");
    }
}
