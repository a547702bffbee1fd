//! Header rules that may not be, and ids that name none.

use std::ffi::{CStr, c_void};

use portsip_sdk::*;

use crate::object::{Object, Row, check};

/// A function that makes a rule for requests and responses of all calls.
type MakeRule = fn(*mut c_void, &CStr, i32, &CStr, &CStr) -> i32;

/// Both of them.
const MAKE_RULE: [(&str, MakeRule); 2] = [
    (
        "addSipMessageHeader",
        |sdk, method, kind, name, value| unsafe {
            let (method, name, value) = (method.as_ptr(), name.as_ptr(), value.as_ptr());
            PortSIP_addSipMessageHeader(sdk, -1, method, kind, name, value)
        },
    ),
    (
        "modifySipMessageHeader",
        |sdk, method, kind, name, value| unsafe {
            let (method, name, value) = (method.as_ptr(), name.as_ptr(), value.as_ptr());
            PortSIP_modifySipMessageHeader(sdk, -1, method, kind, name, value)
        },
    ),
];

/// Headers of the stack's own, and texts that are none.
const BAD: [(&CStr, &CStr, &CStr); 20] = [
    (c"ALL", c"From", c"<sip:a@b>"),
    (c"ALL", c"f", c"<sip:a@b>"),
    (c"ALL", c"TO", c"<sip:a@b>"),
    (c"ALL", c"t", c"<sip:a@b>"),
    (c"ALL", c"call-id", c"1"),
    (c"ALL", c"i", c"1"),
    (c"ALL", c"CSeq", c"1 INVITE"),
    (c"ALL", c"Via", c"SIP/2.0/UDP h"),
    (c"ALL", c"v", c"SIP/2.0/UDP h"),
    (c"ALL", c"Max-Forwards", c"1"),
    (c"ALL", c"Content-Length", c"0"),
    (c"ALL", c"L", c"0"),
    (c"ALL", c"Route", c"<sip:a@b;lr>"),
    (c"ALL", c"X A", c"v"),
    (c"ALL", c"X:", c"v"),
    (c"ALL", c"X\r\nTo", c"v"),
    (c"ALL", c"X-A", c"v\r\nTo: <sip:a@b>"),
    (c"ALL", c"X-A", c"v\n"),
    (c"IN VITE", c"X-A", c"v"),
    (c"INVITE\r\n", c"X-A", c"v"),
];

#[test]
fn headers_of_the_stack_are_refused() {
    let object = Object::new();
    let mut rows = Vec::new();
    for (function, make) in MAKE_RULE {
        for (method, name, value) in BAD {
            rows.push(Row {
                function,
                input: format!("{method:?}, {name:?}, {value:?}"),
                returned: make(object.sdk, method, 3, name, value),
                expected: ECoreSipHeaderBadFormed,
            });
        }
        for kind in [0, -1, 4, i32::MIN, i32::MAX] {
            rows.push(Row {
                function,
                input: kind.to_string(),
                returned: make(object.sdk, c"ALL", kind, c"X-A", c"v"),
                expected: ECoreArgumentIncorrect,
            });
        }
    }
    check(&rows);
}

#[test]
fn ids_name_a_rule_of_their_own_kind() {
    let object = Object::new();
    let sdk = object.sdk;
    let [(_, add), (_, modify)] = MAKE_RULE;
    let added = add(sdk, c"ALL", 3, c"X-A", c"v");
    let modified = modify(sdk, c"ALL", 3, c"X-A", c"v");
    assert!(added > 0 && modified > added, "{added} {modified}");
    let missing = ECoreSipHeaderNotExist;
    let mut rows = Vec::new();
    let mut row = |function, id: i32, returned, expected| {
        rows.push(Row {
            function,
            input: id.to_string(),
            returned,
            expected,
        });
    };
    let (remove_added, remove_modified) = (
        PortSIP_removeAddedSipMessageHeader,
        PortSIP_removeModifiedSipMessageHeader,
    );
    for id in [0, -1, modified, 1_000_000, i32::MIN, i32::MAX] {
        row("removeAdded", id, remove_added(sdk, id), missing);
    }
    for id in [0, -1, added, 1_000_000, i32::MIN, i32::MAX] {
        row("removeModified", id, remove_modified(sdk, id), missing);
    }
    row("removeAdded", added, remove_added(sdk, added), 0);
    row("removeAdded", added, remove_added(sdk, added), missing);
    row(
        "removeModified",
        modified,
        remove_modified(sdk, modified),
        0,
    );
    row(
        "removeModified",
        modified,
        remove_modified(sdk, modified),
        missing,
    );
    check(&rows);
}

#[test]
fn rules_are_bounded_together_and_cleared_apart() {
    let object = Object::new();
    let sdk = object.sdk;
    let [(_, add), (_, modify)] = MAKE_RULE;
    for _ in 0..128 {
        assert!(add(sdk, c"ALL", 1, c"X-A", c"v") > 0);
        assert!(modify(sdk, c"ALL", 2, c"X-A", c"v") > 0);
    }
    assert_eq!(add(sdk, c"ALL", 1, c"X-A", c"v"), ECoreDataSizeTooLarge);
    assert_eq!(modify(sdk, c"ALL", 1, c"X-A", c"v"), ECoreDataSizeTooLarge);
    assert_eq!(PortSIP_clearAddedSipMessageHeaders(sdk), 0);
    assert_eq!(PortSIP_clearAddedSipMessageHeaders(sdk), 0);
    for _ in 0..128 {
        assert!(add(sdk, c"ALL", 1, c"X-A", c"v") > 0);
    }
    assert_eq!(modify(sdk, c"ALL", 1, c"X-A", c"v"), ECoreDataSizeTooLarge);
    assert_eq!(PortSIP_clearModifiedSipMessageHeaders(sdk), 0);
    assert!(modify(sdk, c"ALL", 1, c"X-A", c"v") > 0);
}

#[test]
fn what_splits_a_uri_stays_escaped() {
    let object = Object::new();
    let mut rows = Vec::new();
    let mut row = |character: &CStr, enable: bool, expected| {
        // SAFETY: a constant with NUL.
        let returned =
            unsafe { PortSIP_setUriUserEncoding(object.sdk, character.as_ptr(), enable.into()) };
        rows.push(Row {
            function: "setUriUserEncoding",
            input: format!("{character:?}, {enable}"),
            returned,
            expected,
        });
    };
    for character in [
        c"@",
        c":",
        c"%",
        c"<",
        c">",
        c"\"",
        c"[",
        c"]",
        c"\\",
        c" ",
        c"\r",
        c"\n",
        c"\x7f",
        c"\xc3\xa9",
    ] {
        row(character, false, ECoreArgumentIncorrect);
        row(character, true, 0);
    }
    for character in [c"#", c"+", c"*", c"a", c"0", c";", c"?"] {
        row(character, true, 0);
        row(character, false, 0);
    }
    for text in [c"##", c"ab", c"%23"] {
        row(text, true, ECoreArgumentIncorrect);
        row(text, false, ECoreArgumentIncorrect);
    }
    check(&rows);
}
