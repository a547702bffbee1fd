//! Types of bodies that are none, and bodies that are too large.

use std::ffi::{CStr, CString};

use portsip_sdk::*;

use crate::messages::to_somebody;
use crate::object::{Object, Row, check};

#[test]
fn types_that_are_none() {
    let object = Object::ready();
    let sdk = object.sdk;
    let bad: [(&CStr, &CStr); 7] = [
        (c"te xt", c"plain"),
        (c"text/plain", c"x"),
        (c"text", c"/"),
        (c"text", c"pl ain"),
        (c"text\r\n", c"plain"),
        (c"text", c"plain\r\nTo: <sip:a@b>"),
        (c"t\xc3\xa9xt", c"plain"),
    ];
    let mut rows = Vec::new();
    for (kind, subtype) in bad {
        // SAFETY: constants with NUL.
        let functions = unsafe {
            let (kind, subtype) = (kind.as_ptr(), subtype.as_ptr());
            [
                (
                    "addSupportedMimeType",
                    PortSIP_addSupportedMimeType(sdk, c"INFO".as_ptr(), kind, subtype),
                ),
                (
                    "sendInfo",
                    PortSIP_sendInfo(sdk, 1, kind, subtype, c"x".as_ptr()),
                ),
                (
                    "sendMessage",
                    PortSIP_sendMessage(sdk, 1, kind, subtype, b"x".as_ptr(), 1),
                ),
                (
                    "sendOutOfDialogMessage",
                    to_somebody(sdk, (kind, subtype), b"x".as_ptr(), 1),
                ),
            ]
        };
        rows.extend(functions.map(|(function, returned)| Row {
            function,
            input: format!("{kind:?}/{subtype:?}"),
            returned,
            expected: ECoreMimeTypeUnknown,
        }));
    }
    for method in [c"IN FO", c"INFO\r\n", c"INFO:"] {
        // SAFETY: constants with NUL.
        let returned = unsafe {
            PortSIP_addSupportedMimeType(sdk, method.as_ptr(), c"text".as_ptr(), c"plain".as_ptr())
        };
        rows.push(Row {
            function: "addSupportedMimeType",
            input: format!("{method:?}"),
            returned,
            expected: ECoreArgumentIncorrect,
        });
    }
    check(&rows);
}

#[test]
fn there_are_not_too_many_types() {
    let object = Object::new();
    let add = |number: usize| {
        let subtype = CString::new(format!("x-{number}")).expect("no NUL");
        // SAFETY: texts with NUL.
        unsafe {
            PortSIP_addSupportedMimeType(
                object.sdk,
                c"INFO".as_ptr(),
                c"application".as_ptr(),
                subtype.as_ptr(),
            )
        }
    };
    for number in 0..64 {
        assert_eq!(add(number), 0);
    }
    assert_eq!(add(64), ECoreDataSizeTooLarge);
    assert_eq!(add(0), 0);
}

#[test]
fn bodies_that_are_too_large() {
    let object = Object::ready();
    for (bytes, expected) in [
        (65_536, ECoreInviteSessionNotFound),
        (65_537, ECoreDataSizeTooLarge),
        (1_000_000, ECoreDataSizeTooLarge),
    ] {
        let body = CString::new(vec![b'x'; bytes]).expect("no NUL");
        // SAFETY: texts with NUL.
        let returned = unsafe {
            PortSIP_sendInfo(
                object.sdk,
                1,
                c"text".as_ptr(),
                c"plain".as_ptr(),
                body.as_ptr(),
            )
        };
        assert_eq!(returned, expected, "{bytes}");
    }
}
