//! How the account is reached: texts and numbers that are none.

use std::ffi::CString;
use std::ptr;

use portsip_sdk::*;

use crate::object::{Object, Row, check};

#[test]
fn instances_and_times() {
    let object = Object::new();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    let mut row = |function, input: &str, returned, expected| {
        let input = input.to_owned();
        rows.push(Row {
            function,
            input,
            returned,
            expected,
        });
    };
    for (text, expected) in [
        ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", 0),
        ("urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", 0),
        ("f81d4fae7dec11d0a76500a0c91e6bf6", ECoreArgumentIncorrect),
        (
            "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
            ECoreArgumentIncorrect,
        ),
        (
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6\r\nX: y",
            ECoreArgumentIncorrect,
        ),
        ("phone", ECoreArgumentIncorrect),
    ] {
        let uuid = CString::new(text).unwrap();
        let returned = unsafe { PortSIP_setInstanceId(sdk, uuid.as_ptr()) };
        row("setInstanceId", text, returned, expected);
    }
    for (seconds, expected) in [
        (-1, ECoreArgumentIncorrect),
        (i32::MIN, ECoreArgumentIncorrect),
        (i32::MAX, 0),
        (0, 0),
        (30, 0),
    ] {
        let returned = PortSIP_setKeepAliveTime(sdk, seconds);
        row("setKeepAliveTime", &seconds.to_string(), returned, expected);
    }
    for (seconds, expected) in [
        (-1, ECoreExpiresValueTooSmall),
        (19, ECoreExpiresValueTooSmall),
        (20, ECoreUserNotFound),
        (0, ECoreUserNotFound),
    ] {
        let returned = PortSIP_refreshRegistration(sdk, seconds);
        row(
            "refreshRegistration",
            &seconds.to_string(),
            returned,
            expected,
        );
    }
    check(&rows);
}

#[test]
fn push_services() {
    let object = Object::new();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    let long = CString::new("a".repeat(1025)).unwrap();
    let null = ptr::null();
    for (input, provider, param, prid, expected) in [
        (
            "provider NULL",
            null,
            c"".as_ptr(),
            c"".as_ptr(),
            ECoreArgumentNull,
        ),
        (
            "param NULL",
            c"fcm".as_ptr(),
            null,
            c"a".as_ptr(),
            ECoreArgumentNull,
        ),
        (
            "prid NULL",
            c"fcm".as_ptr(),
            c"".as_ptr(),
            null,
            ECoreArgumentNull,
        ),
        (
            "no prid",
            c"fcm".as_ptr(),
            c"".as_ptr(),
            c"".as_ptr(),
            ECoreArgumentIncorrect,
        ),
        (
            "CR LF",
            c"fcm".as_ptr(),
            c"a\r\nb".as_ptr(),
            c"a".as_ptr(),
            ECoreArgumentIncorrect,
        ),
        (
            "not UTF-8",
            c"\xff".as_ptr(),
            c"".as_ptr(),
            c"a".as_ptr(),
            ECoreArgumentIncorrect,
        ),
        (
            "long",
            c"fcm".as_ptr(),
            c"".as_ptr(),
            long.as_ptr(),
            ECoreDataSizeTooLarge,
        ),
        (
            "all",
            c"fcm".as_ptr(),
            c"app".as_ptr(),
            c"device;=\"".as_ptr(),
            0,
        ),
        ("none", c"".as_ptr(), c"".as_ptr(), c"".as_ptr(), 0),
    ] {
        let returned = unsafe { PortSIPX_setPushParameters(sdk, provider, param, prid) };
        rows.push(Row {
            function: "PortSIPX_setPushParameters",
            input: input.to_owned(),
            returned,
            expected,
        });
    }
    check(&rows);
}
