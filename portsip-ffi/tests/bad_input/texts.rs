//! NULL, empty and malformed texts, and buffers.

use std::ffi::{c_char, c_void};
use std::ptr;

use portsip_sdk::*;

use crate::object::{Initialize, Object, Row, check, initialize};

/// A text argument by what is wrong with it.
const BAD: [(&str, *const c_char); 3] = [
    ("NULL", ptr::null()),
    ("empty", c"".as_ptr()),
    ("not UTF-8", c"a\xff".as_ptr()),
];

/// A function of one text, and what it returns for each of [`BAD`].
struct OneText {
    function: &'static str,
    call: fn(*mut c_void, *const c_char) -> i32,
    expected: [i32; 3],
}

/// Every place that takes a text, alone.
const TEXTS: &[OneText] = &[
    OneText {
        function: "setLicenseKey",
        call: |sdk, text| unsafe { PortSIP_setLicenseKey(sdk, text) },
        expected: [
            ECoreArgumentNull,
            ECoreWrongLicenseKey,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "setUser, userName",
        call: |sdk, text| unsafe {
            let none = ptr::null();
            PortSIP_setUser(sdk, text, none, none, none, none, none, 0, none, 0, none, 0)
        },
        expected: [
            ECoreArgumentNull,
            ECoreUserNameAuthNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "PortSIPX_setDnsServers",
        call: |sdk, text| unsafe { PortSIPX_setDnsServers(sdk, text) },
        expected: [ECoreArgumentNull, 0, ECoreArgumentIncorrect],
    },
    OneText {
        function: "PortSIPX_setTurnServer, password",
        call: |sdk, text| unsafe {
            let (server, none) = (c"192.0.2.1".as_ptr(), ptr::null());
            PortSIPX_setTurnServer(sdk, server, 0, 0, none, text)
        },
        expected: [0, 0, ECoreArgumentIncorrect],
    },
    OneText {
        function: "PortSIPX_setSrtpSuites",
        call: |sdk, text| unsafe { PortSIPX_setSrtpSuites(sdk, text) },
        expected: [ECoreArgumentNull, 0, ECoreArgumentIncorrect],
    },
    OneText {
        function: "setDisplayName",
        call: |sdk, text| unsafe { PortSIP_setDisplayName(sdk, text) },
        expected: [ECoreArgumentNull, ECoreUserNotFound, ECoreArgumentIncorrect],
    },
    OneText {
        function: "setInstanceId",
        call: |sdk, text| unsafe { PortSIP_setInstanceId(sdk, text) },
        expected: [
            ECoreArgumentNull,
            ECoreArgumentIncorrect,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "setAudioCodecParameter",
        call: |sdk, text| unsafe { PortSIP_setAudioCodecParameter(sdk, 105, text) },
        expected: [ECoreArgumentNull, 0, ECoreArgumentIncorrect],
    },
    OneText {
        function: "getSipMessageHeaderValue, sipMessage",
        call: |sdk, text| unsafe {
            let mut value = [0; 64];
            PortSIP_getSipMessageHeaderValue(sdk, text, c"To".as_ptr(), value.as_mut_ptr(), 64)
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipMessaegEmpty,
            ECoreSipHeaderParserEmpty,
        ],
    },
    OneText {
        function: "getSipMessageHeaderValue, headerName",
        call: |sdk, text| unsafe {
            let mut value = [0; 64];
            PortSIP_getSipMessageHeaderValue(sdk, c"x".as_ptr(), text, value.as_mut_ptr(), 64)
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipHeaderNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "addSipMessageHeader, methodName",
        call: |sdk, text| unsafe {
            PortSIP_addSipMessageHeader(sdk, -1, text, 3, c"X-A".as_ptr(), c"v".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipMethodNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "addSipMessageHeader, headerName",
        call: |sdk, text| unsafe {
            PortSIP_addSipMessageHeader(sdk, -1, c"ALL".as_ptr(), 3, text, c"v".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipHeaderNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "addSipMessageHeader, headerValue",
        call: |sdk, text| unsafe {
            PortSIP_addSipMessageHeader(sdk, -1, c"ALL".as_ptr(), 3, c"X-A".as_ptr(), text)
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipHeaderValueEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "modifySipMessageHeader, methodName",
        call: |sdk, text| unsafe {
            PortSIP_modifySipMessageHeader(sdk, -1, text, 3, c"X-A".as_ptr(), c"v".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipMethodNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "modifySipMessageHeader, headerName",
        call: |sdk, text| unsafe {
            PortSIP_modifySipMessageHeader(sdk, -1, c"ALL".as_ptr(), 3, text, c"v".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipHeaderNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "modifySipMessageHeader, headerValue",
        call: |sdk, text| unsafe {
            PortSIP_modifySipMessageHeader(sdk, -1, c"ALL".as_ptr(), 3, c"X-A".as_ptr(), text)
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipHeaderValueEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "addSupportedMimeType, methodName",
        call: |sdk, text| unsafe {
            PortSIP_addSupportedMimeType(sdk, text, c"text".as_ptr(), c"plain".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipMethodNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "addSupportedMimeType, mimeType",
        call: |sdk, text| unsafe {
            PortSIP_addSupportedMimeType(sdk, c"INFO".as_ptr(), text, c"plain".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreMimeTypeUnknown,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "addSupportedMimeType, subMimeType",
        call: |sdk, text| unsafe {
            PortSIP_addSupportedMimeType(sdk, c"INFO".as_ptr(), c"text".as_ptr(), text)
        },
        expected: [
            ECoreArgumentNull,
            ECoreMimeTypeUnknown,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "sendOptions, to",
        call: |sdk, text| unsafe { PortSIP_sendOptions(sdk, text, ptr::null()) },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "sendOptions, sdp",
        call: |sdk, text| unsafe { PortSIP_sendOptions(sdk, c"sip:a@127.0.0.1".as_ptr(), text) },
        expected: [ECoreUserNotFound, ECoreUserNotFound, ECoreArgumentIncorrect],
    },
    OneText {
        function: "setPresenceStatus, stateText",
        call: |sdk, text| unsafe { PortSIP_setPresenceStatus(sdk, 1, text) },
        expected: [
            ECoreArgumentNull,
            ECoreArgumentIncorrect,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "sendInfo, mimeType",
        call: |sdk, text| unsafe {
            PortSIP_sendInfo(sdk, 1, text, c"plain".as_ptr(), c"x".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreMimeTypeUnknown,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "sendInfo, subMimeType",
        call: |sdk, text| unsafe {
            PortSIP_sendInfo(sdk, 1, c"text".as_ptr(), text, c"x".as_ptr())
        },
        expected: [
            ECoreArgumentNull,
            ECoreMimeTypeUnknown,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "sendInfo, infoContents",
        call: |sdk, text| unsafe {
            PortSIP_sendInfo(sdk, 1, c"text".as_ptr(), c"plain".as_ptr(), text)
        },
        expected: [
            ECoreArgumentNull,
            ECoreInviteSessionNotFound,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "enableCallForward",
        call: |sdk, text| unsafe { PortSIP_enableCallForward(sdk, false.into(), text) },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "forwardCall",
        call: |sdk, text| unsafe { PortSIP_forwardCall(sdk, 1, text) },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "refer",
        call: |sdk, text| unsafe { PortSIP_refer(sdk, 1, text) },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "attendedRefer",
        call: |sdk, text| unsafe { PortSIP_attendedRefer(sdk, 1, 2, text) },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "attendedRefer2, method",
        call: |sdk, text| unsafe {
            PortSIP_attendedRefer2(
                sdk,
                1,
                2,
                text,
                c"sip:a@127.0.0.1".as_ptr(),
                c"sip:a@127.0.0.1".as_ptr(),
            )
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipMethodNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "attendedRefer2, target",
        call: |sdk, text| unsafe {
            PortSIP_attendedRefer2(
                sdk,
                1,
                2,
                c"INVITE".as_ptr(),
                text,
                c"sip:a@127.0.0.1".as_ptr(),
            )
        },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "attendedRefer2, whom",
        call: |sdk, text| unsafe {
            PortSIP_attendedRefer2(
                sdk,
                1,
                2,
                c"INVITE".as_ptr(),
                c"sip:a@127.0.0.1".as_ptr(),
                text,
            )
        },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "outOfDialogRefer, method",
        call: |sdk, text| unsafe {
            PortSIP_outOfDialogRefer(
                sdk,
                1,
                text,
                c"sip:a@127.0.0.1".as_ptr(),
                c"sip:a@127.0.0.1".as_ptr(),
            )
        },
        expected: [
            ECoreArgumentNull,
            ECoreSipMethodNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "outOfDialogRefer, target",
        call: |sdk, text| unsafe {
            PortSIP_outOfDialogRefer(
                sdk,
                1,
                c"INVITE".as_ptr(),
                text,
                c"sip:a@127.0.0.1".as_ptr(),
            )
        },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "outOfDialogRefer, whom",
        call: |sdk, text| unsafe {
            PortSIP_outOfDialogRefer(
                sdk,
                1,
                c"INVITE".as_ptr(),
                c"sip:a@127.0.0.1".as_ptr(),
                text,
            )
        },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "acceptRefer",
        call: |sdk, text| unsafe { PortSIP_acceptRefer(sdk, 1, text) },
        expected: [
            ECoreArgumentNull,
            ECoreSipMessaegEmpty,
            ECoreNotFoundSubscribeId,
        ],
    },
    OneText {
        function: "setUriUserEncoding",
        call: |sdk, text| unsafe { PortSIP_setUriUserEncoding(sdk, text, true.into()) },
        expected: [
            ECoreArgumentNull,
            ECoreArgumentIncorrect,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "call",
        call: |sdk, text| unsafe { PortSIP_call(sdk, text, true.into(), false.into()) },
        expected: [ECoreArgumentNull, ECoreCalleeEmpty, ECoreArgumentIncorrect],
    },
    OneText {
        function: "startRecord, recordFilePath",
        call: |sdk, text| unsafe {
            PortSIP_startRecord(sdk, 1, text, c"a".as_ptr(), false.into(), 1, 1, 3, 0)
        },
        expected: [
            ECoreArgumentNull,
            EAudioFileNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "startRecord, recordFileName",
        call: |sdk, text| unsafe {
            PortSIP_startRecord(sdk, 1, c"/tmp".as_ptr(), text, false.into(), 1, 1, 3, 0)
        },
        expected: [
            ECoreArgumentNull,
            EAudioFileNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "startPlayingFileToRemote",
        call: |sdk, text| unsafe {
            PortSIP_startPlayingFileToRemote(sdk, 1, text, false.into(), 1)
        },
        expected: [
            ECoreArgumentNull,
            EAudioFileNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "startPlayingFileLocally",
        call: |sdk, text| unsafe {
            PortSIP_startPlayingFileLocally(sdk, text, false.into(), ptr::null_mut())
        },
        expected: [
            ECoreArgumentNull,
            EAudioFileNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
    OneText {
        function: "startPacketCapture",
        call: |sdk, text| unsafe { PortSIPX_startPacketCapture(sdk, text) },
        expected: [
            ECoreArgumentNull,
            EAudioFileNameEmpty,
            ECoreArgumentIncorrect,
        ],
    },
];

#[test]
fn texts_that_are_missing_or_malformed() {
    let object = Object::new();
    let mut rows = Vec::new();
    for one in TEXTS {
        for ((input, text), expected) in BAD.iter().zip(one.expected) {
            rows.push(Row {
                function: one.function,
                input: (*input).to_owned(),
                returned: (one.call)(object.sdk, *text),
                expected,
            });
        }
    }
    check(&rows);
}

/// The optional texts of `setUser`: NULL and empty are the same.
#[test]
fn optional_texts_of_a_user_may_be_missing() {
    let object = Object::new();
    let mut rows = Vec::new();
    for place in 0..7 {
        for (input, text) in BAD {
            let mut texts = [ptr::null(); 7];
            texts[place] = text;
            let [display, auth, password, domain, server, stun, outbound] = texts;
            // SAFETY: each text is one of `BAD`.
            let returned = unsafe {
                PortSIP_setUser(
                    object.sdk,
                    c"u".as_ptr(),
                    display,
                    auth,
                    password,
                    domain,
                    server,
                    5060,
                    stun,
                    3478,
                    outbound,
                    5060,
                )
            };
            let expected = if input == "not UTF-8" {
                ECoreArgumentIncorrect
            } else {
                0
            };
            rows.push(Row {
                function: "setUser",
                input: format!("optional text {place} {input}"),
                returned,
                expected,
            });
            PortSIP_removeUser(object.sdk);
        }
    }
    check(&rows);
}

#[test]
fn texts_cannot_carry_line_breaks_into_messages() {
    let object = Object::ready();
    let evil = c"a\r\nX-Evil: 1".as_ptr();
    // SAFETY: constants with NUL.
    let (name, value, method, display, callee) = unsafe {
        (
            PortSIP_addSipMessageHeader(object.sdk, -1, c"ALL".as_ptr(), 3, evil, c"v".as_ptr()),
            PortSIP_addSipMessageHeader(object.sdk, -1, c"ALL".as_ptr(), 3, c"X-A".as_ptr(), evil),
            PortSIP_addSipMessageHeader(object.sdk, -1, evil, 3, c"X-A".as_ptr(), c"v".as_ptr()),
            PortSIP_setDisplayName(object.sdk, evil),
            PortSIP_call(object.sdk, evil, true.into(), false.into()),
        )
    };
    assert_eq!(name, ECoreSipHeaderBadFormed);
    assert_eq!(value, ECoreSipHeaderBadFormed);
    assert_eq!(method, ECoreSipHeaderBadFormed);
    assert_eq!(display, ECoreArgumentIncorrect);
    assert_eq!(callee, ECoreInvalidUri);
}

#[test]
fn headers_of_the_stack_cannot_be_added() {
    let object = Object::new();
    let protected = [
        c"From",
        c"To",
        c"Call-ID",
        c"CSeq",
        c"Via",
        c"Max-Forwards",
        c"Content-Length",
        c"Route",
        c"f",
        c"t",
        c"i",
        c"v",
        c"l",
        c"content-length",
        c"X A",
        c"X:A",
    ];
    let mut rows = Vec::new();
    for name in protected {
        // SAFETY: constants with NUL.
        let returned = unsafe {
            PortSIP_addSipMessageHeader(
                object.sdk,
                -1,
                c"ALL".as_ptr(),
                3,
                name.as_ptr(),
                c"x".as_ptr(),
            )
        };
        rows.push(Row {
            function: "addSipMessageHeader",
            input: name.to_string_lossy().into_owned(),
            returned,
            expected: ECoreSipHeaderBadFormed,
        });
    }
    check(&rows);
}

const OPTIONS: &std::ffi::CStr = c"OPTIONS sip:a@b SIP/2.0\r\n\
    Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
    From: <sip:c@d>;tag=1\r\nTo: <sip:a@b>\r\n\
    Call-ID: 1@192.0.2.1\r\nCSeq: 1 OPTIONS\r\n\
    Content-Length: 0\r\n\r\n";

/// A function that fills a buffer.
type Fill = Box<dyn Fn(*mut c_char, i32) -> i32>;

#[test]
fn buffers_that_are_too_small_get_a_leading_nul_only() {
    let object = Object::new();
    let sdk = object.sdk;
    let functions: Vec<(&str, i32, Fill)> = vec![
        (
            "getLocalIpAddress",
            31,
            Box::new(|buffer, size| unsafe { PortSIP_getLocalIpAddress(0, buffer, size) }),
        ),
        (
            "getRecordingDeviceName",
            127,
            Box::new(move |buffer, size| unsafe {
                PortSIP_getRecordingDeviceName(sdk, -1, buffer, size)
            }),
        ),
        (
            "getPlayoutDeviceName",
            127,
            Box::new(move |buffer, size| unsafe {
                PortSIP_getPlayoutDeviceName(sdk, -1, buffer, size)
            }),
        ),
        (
            "getSipMessageHeaderValue",
            9,
            Box::new(move |buffer, size| unsafe {
                PortSIP_getSipMessageHeaderValue(
                    sdk,
                    OPTIONS.as_ptr(),
                    c"To".as_ptr(),
                    buffer,
                    size,
                )
            }),
        ),
    ];
    for (function, too_small, fill) in functions {
        for size in [i32::MIN, -1, 0] {
            let mut buffer: [c_char; 1] = [0x55];
            let code = fill(buffer.as_mut_ptr(), size);
            assert_eq!(code, ECoreBufferTooSmall, "{function} {size}");
            assert_eq!(buffer, [0x55], "{function} {size}");
        }
        for size in [1, too_small] {
            let mut buffer: [c_char; 256] = [0x55; 256];
            let code = fill(buffer.as_mut_ptr(), size);
            assert_eq!(code, ECoreBufferTooSmall, "{function} {size}");
            assert_eq!(buffer[0], 0, "{function} {size}");
            let untouched = buffer[1..].iter().all(|byte| *byte == 0x55);
            assert!(untouched, "{function} {size}");
        }
        assert_eq!(fill(ptr::null_mut(), 256), ECoreArgumentNull, "{function}");
        let mut buffer: [c_char; 256] = [0x55; 256];
        assert_eq!(fill(buffer.as_mut_ptr(), too_small + 1), 0, "{function}");
        assert!(buffer[0] != 0x55 && buffer[0] != 0, "{function}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn texts_of_initialize() {
    let object = Object::new();
    let base = || Initialize {
        dispatcher: object.dispatcher,
        ..Initialize::default()
    };
    let secure = || Initialize {
        transport: TRANSPORT_TYPE::TRANSPORT_TLS as i32,
        ..base()
    };
    let bad_utf8 = c"a\xff".as_ptr();
    let info = PORTSIP_LOG_LEVEL::PORTSIP_LOG_INFO as i32;
    let cases = [
        (
            "localIp NULL",
            Initialize {
                local_ip: ptr::null(),
                ..base()
            },
            ECoreArgumentNull,
        ),
        (
            "localIp empty",
            Initialize {
                local_ip: c"".as_ptr(),
                ..base()
            },
            ECoreNetworkInterfaceUnavailable,
        ),
        (
            "localIp a name",
            Initialize {
                local_ip: c"localhost".as_ptr(),
                ..base()
            },
            ECoreNetworkInterfaceUnavailable,
        ),
        (
            "localIp foreign",
            Initialize {
                local_ip: c"192.0.2.77".as_ptr(),
                ..base()
            },
            ECoreNetworkInterfaceUnavailable,
        ),
        (
            "localIp not UTF-8",
            Initialize {
                local_ip: bad_utf8,
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "log folder NULL while logging",
            Initialize {
                log_level: info,
                ..base()
            },
            ECoreArgumentNull,
        ),
        (
            "log folder empty while logging",
            Initialize {
                log_level: info,
                log_folder: c"".as_ptr(),
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "log folder missing",
            Initialize {
                log_level: info,
                log_folder: c"/no/such/folder".as_ptr(),
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "log folder not UTF-8",
            Initialize {
                log_level: info,
                log_folder: bad_utf8,
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "agent not UTF-8",
            Initialize {
                agent: bad_utf8,
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "agent with a line break",
            Initialize {
                agent: c"a\r\nb".as_ptr(),
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "certificate folder not UTF-8",
            Initialize {
                certificates: bad_utf8,
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "certificate folder missing, for TLS",
            Initialize {
                certificates: c"/no/such/folder".as_ptr(),
                ..secure()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "cipher list not UTF-8",
            Initialize {
                ciphers: bad_utf8,
                ..base()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "no such cipher suite, for TLS",
            Initialize {
                ciphers: c"ALL:RC4-MD5".as_ptr(),
                ..secure()
            },
            ECoreArgumentIncorrect,
        ),
        (
            "every cipher suite taken away, for TLS",
            Initialize {
                ciphers: c"TLS_AES_128_GCM_SHA256:!TLS_AES_128_GCM_SHA256".as_ptr(),
                ..secure()
            },
            ECoreArgumentIncorrect,
        ),
    ];
    let rows: Vec<Row> = cases
        .into_iter()
        .map(|(input, arguments, expected)| Row {
            function: "initialize",
            input: input.to_owned(),
            returned: initialize(&arguments).1,
            expected,
        })
        .collect();
    check(&rows);
}
