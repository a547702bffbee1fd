//! Messages whose texts, lengths or contents are none.

use std::ffi::{c_char, c_void};
use std::ptr;

use portsip_sdk::*;

use crate::object::{Object, Row, check};

/// The two halves of a type.
type Kind = (*const c_char, *const c_char);

const PLAIN: Kind = (c"text".as_ptr(), c"plain".as_ptr());

unsafe fn out_of_dialog(
    sdk: *mut c_void,
    to: *const c_char,
    (kind, subtype): Kind,
    (body, length): (*const u8, i32),
) -> i32 {
    // SAFETY: the caller's contract.
    unsafe { PortSIP_sendOutOfDialogMessage(sdk, to, kind, subtype, true.into(), body, length) }
}

/// A message outside of calls to an address where nobody is.
pub(crate) unsafe fn to_somebody(
    sdk: *mut c_void,
    kind: Kind,
    body: *const u8,
    length: i32,
) -> i32 {
    let to = c"sip:a@127.0.0.1:9".as_ptr();
    // SAFETY: the caller's contract, and a constant with NUL.
    unsafe { out_of_dialog(sdk, to, kind, (body, length)) }
}

#[test]
fn messages_that_are_too_large_or_have_no_length() {
    let object = Object::ready();
    let sdk = object.sdk;
    let body = vec![b'x'; 65_537];
    let (kind, subtype) = PLAIN;
    let mut rows = Vec::new();
    for (data, length, expected) in [
        (ptr::null(), 0, ECoreArgumentNull),
        (ptr::null(), 1, ECoreArgumentNull),
        (body.as_ptr(), -1, ECoreArgumentIncorrect),
        (body.as_ptr(), i32::MIN, ECoreArgumentIncorrect),
        (body.as_ptr(), 65_537, ECoreDataSizeTooLarge),
        (body.as_ptr(), 65_536, 0),
        (body.as_ptr(), 0, 0),
    ] {
        // SAFETY: constants with NUL, and as many bytes as are told.
        let (in_call, outside) = unsafe {
            (
                PortSIP_sendMessage(sdk, 1, kind, subtype, data, length),
                to_somebody(sdk, PLAIN, data, length),
            )
        };
        let no_call = if expected == 0 {
            ECoreInviteSessionNotFound
        } else {
            expected
        };
        for (function, returned, expected) in [
            ("sendMessage", in_call, no_call),
            ("sendOutOfDialogMessage", outside.min(0), expected),
        ] {
            rows.push(Row {
                function,
                input: format!("{length} bytes"),
                returned,
                expected,
            });
        }
    }
    check(&rows);
}

#[test]
fn texts_that_are_missing_or_none() {
    let object = Object::ready();
    let sdk = object.sdk;
    let body = (b"x".as_ptr(), 1);
    let bad = [
        ("NULL", ptr::null(), ECoreArgumentNull),
        ("empty", c"".as_ptr(), ECoreMimeTypeUnknown),
        ("not UTF-8", c"a\xff".as_ptr(), ECoreArgumentIncorrect),
    ];
    let mut rows = Vec::new();
    for (input, text, expected) in bad {
        for kind in [(text, PLAIN.1), (PLAIN.0, text)] {
            // SAFETY: constants with NUL, NULL, and one byte.
            let (in_call, outside) = unsafe {
                (
                    PortSIP_sendMessage(sdk, 1, kind.0, kind.1, body.0, body.1),
                    to_somebody(sdk, kind, body.0, body.1),
                )
            };
            let both = [
                ("sendMessage", in_call),
                ("sendOutOfDialogMessage", outside),
            ];
            rows.extend(both.map(|(function, returned)| Row {
                function,
                input: format!("type {input}"),
                returned,
                expected,
            }));
        }
        rows.push(Row {
            function: "sendOutOfDialogMessage",
            input: format!("to {input}"),
            // SAFETY: constants with NUL, NULL, and one byte.
            returned: unsafe { out_of_dialog(sdk, text, PLAIN, body) },
            expected: if input == "empty" {
                ECoreCalleeEmpty
            } else {
                expected
            },
        });
    }
    check(&rows);
}

#[test]
fn messages_need_a_user() {
    let object = Object::new();
    // SAFETY: constants with NUL, and one byte.
    let returned = unsafe { to_somebody(object.sdk, PLAIN, b"x".as_ptr(), 1) };
    assert_eq!(returned, ECoreUserNotFound);
}
