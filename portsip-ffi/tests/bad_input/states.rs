//! Calls that do not exist, or are in the wrong state.

use std::ffi::c_void;
use std::ptr;

use portsip_sdk::*;

use crate::object::{Object, Row, check};

/// A function on a session with good arguments otherwise.
type Call = fn(*mut c_void, i32) -> i32;

/// Every function with a session, and what it returns for a call that is
/// ringing here, one that rings at the other side, and one on hold.
const FUNCTIONS: &[(&str, Call, [i32; 3])] = &[
    (
        "hold",
        |sdk, session| PortSIP_hold(sdk, session),
        [
            ECoreCallNotEstablished,
            ECoreCallNotEstablished,
            ECoreCallAlreadyHold,
        ],
    ),
    (
        "unHold",
        |sdk, session| PortSIP_unHold(sdk, session),
        [ECoreCallNotEstablished, ECoreCallNotEstablished, ANY],
    ),
    (
        "updateCall",
        |sdk, session| PortSIP_updateCall(sdk, session, true.into(), false.into(), false.into()),
        MEDIA,
    ),
    (
        "muteSession",
        |sdk, session| {
            let no = false.into();
            PortSIP_muteSession(sdk, session, no, no, no, no)
        },
        MEDIA,
    ),
    (
        "sendDtmf",
        |sdk, session| PortSIP_sendDtmf(sdk, session, 0, 1, 160, false.into()),
        MEDIA,
    ),
    (
        "sendDtmf by INFO",
        |sdk, session| PortSIP_sendDtmf(sdk, session, 1, 1, 160, false.into()),
        MEDIA,
    ),
    (
        "enableSendPcmStreamToRemote",
        |sdk, session| PortSIP_enableSendPcmStreamToRemote(sdk, session, true.into(), 8000),
        MEDIA,
    ),
    (
        "sendPcmStreamToRemote",
        // SAFETY: the array has as many bytes.
        |sdk, session| unsafe {
            PortSIP_sendPcmStreamToRemote(sdk, session, [0; 320].as_ptr(), 320)
        },
        [EAudioPlaySteamNotEnabled; 3],
    ),
    (
        "startRecord",
        // SAFETY: constants with NUL.
        |sdk, session| unsafe {
            PortSIP_startRecord(
                sdk,
                session,
                c"/tmp".as_ptr(),
                c"portsip-states".as_ptr(),
                false.into(),
                1,
                1,
                3,
                0,
            )
        },
        MEDIA,
    ),
    (
        "startPlayingFileToRemote",
        // SAFETY: a constant with NUL.
        |sdk, session| unsafe {
            PortSIP_startPlayingFileToRemote(
                sdk,
                session,
                c"/tmp/none.wav".as_ptr(),
                false.into(),
                1,
            )
        },
        MEDIA,
    ),
    (
        "getStatistics",
        |sdk, session| PortSIP_getStatistics(sdk, session),
        [ECoreCallNotEstablished, ECoreCallNotEstablished, 0],
    ),
    (
        "setAudioBitrate",
        |sdk, session| PortSIP_setAudioBitrate(sdk, session, 105, 24),
        [0; 3],
    ),
    (
        "joinToConference",
        |sdk, session| PortSIP_joinToConference(sdk, session),
        [EAudioCreateAudioConferenceFailure; 3],
    ),
    (
        "removeFromConference",
        |sdk, session| PortSIP_removeFromConference(sdk, session),
        [0; 3],
    ),
    (
        "stopRecord",
        |sdk, session| PortSIP_stopRecord(sdk, session),
        [0; 3],
    ),
    (
        "stopPlayingFileToRemote",
        |sdk, session| PortSIP_stopPlayingFileToRemote(sdk, session),
        [0; 3],
    ),
    (
        "enableAudioStreamCallback off",
        |sdk, session| {
            PortSIP_enableAudioStreamCallback(sdk, session, false.into(), 0, ptr::null_mut(), None)
        },
        [0; 3],
    ),
    (
        "setAudioRtcpBandwidth",
        |sdk, session| PortSIP_setAudioRtcpBandwidth(sdk, session, 3000, 1000, 64),
        [0; 3],
    ),
    (
        "enableRtpCallback off",
        |sdk, session| PortSIP_enableRtpCallback(sdk, session, 0, 1, ptr::null_mut(), None),
        [0; 3],
    ),
    (
        "enableSendPcmStreamToRemote off",
        |sdk, session| PortSIP_enableSendPcmStreamToRemote(sdk, session, false.into(), 0),
        [0; 3],
    ),
    (
        "answerCall",
        |sdk, session| PortSIP_answerCall(sdk, session, false.into()),
        [ANY, ECoreNotIncomingCall, ECoreNotIncomingCall],
    ),
    (
        "rejectCall",
        |sdk, session| PortSIP_rejectCall(sdk, session, 486),
        [ANY, ECoreNotIncomingCall, ECoreNotIncomingCall],
    ),
    (
        "sendInfo",
        // SAFETY: constants with NUL.
        |sdk, session| unsafe {
            PortSIP_sendInfo(
                sdk,
                session,
                c"text".as_ptr(),
                c"plain".as_ptr(),
                c"x".as_ptr(),
            )
        },
        [ECoreCallNotEstablished, ECoreCallNotEstablished, 0],
    ),
    (
        "sendMessage",
        // SAFETY: constants with NUL, and one byte.
        |sdk, session| unsafe {
            let (kind, subtype) = (c"text".as_ptr(), c"plain".as_ptr());
            PortSIP_sendMessage(sdk, session, kind, subtype, b"x".as_ptr(), 1).min(0)
        },
        [ECoreCallNotEstablished, ECoreCallNotEstablished, 0],
    ),
    (
        "forwardCall",
        // SAFETY: a constant with NUL.
        |sdk, session| unsafe { PortSIP_forwardCall(sdk, session, c"sip:a@127.0.0.1".as_ptr()) },
        [ANY, ECoreNotIncomingCall, ECoreNotIncomingCall],
    ),
    (
        "refer",
        // SAFETY: a constant with NUL.
        |sdk, session| unsafe { PortSIP_refer(sdk, session, c"sip:a@127.0.0.1".as_ptr()) },
        [ECoreCallNotEstablished, ECoreCallNotEstablished, 0],
    ),
    (
        "attendedRefer",
        // SAFETY: a constant with NUL.
        |sdk, session| unsafe {
            PortSIP_attendedRefer(sdk, session, session, c"sip:a@127.0.0.1".as_ptr())
        },
        [ECoreCallNotEstablished, ECoreCallNotEstablished, 0],
    ),
    (
        "hangUp",
        |sdk, session| PortSIP_hangUp(sdk, session),
        [ANY; 3],
    ),
];

/// What media functions return.
const MEDIA: [i32; 3] = [
    ECoreCallNotEstablished,
    ECoreCallNotEstablished,
    ECoreCallInHold,
];

/// The function is right in this state, and is not called: it would change it.
const ANY: i32 = 1;

#[test]
fn sessions_that_do_not_exist() {
    let object = Object::ready();
    let mut rows = Vec::new();
    for session in [
        INVALID_SESSION_ID,
        0,
        1,
        2,
        CONFERENCE_SESSION_ID,
        1_000_000,
        i32::MIN,
        i32::MAX,
    ] {
        for (function, call, _) in FUNCTIONS {
            rows.push(Row {
                function,
                input: session.to_string(),
                returned: call(object.sdk, session),
                expected: ECoreInviteSessionNotFound,
            });
        }
        PortSIP_setChannelInputVolumeScaling(object.sdk, session, 100);
        PortSIP_setChannelOutputVolumeScaling(object.sdk, session, 100);
    }
    check(&rows);
    assert!(rows.len() >= 144);
}

#[test]
fn calls_in_the_wrong_state() {
    let (caller, callee) = (Object::ready(), Object::ready());
    let port = PortSIPX_getLocalSIPPort(callee.sdk);
    let outgoing = caller.call(&format!("sip:callee@127.0.0.1:{port}"));
    assert!(outgoing > 0, "{outgoing}");
    let incoming = callee.wait("incoming");
    caller.wait("ringing");
    let mut rows = in_state("ringing here", &callee, incoming, 0);
    rows.extend(in_state("ringing there", &caller, outgoing, 1));

    assert_eq!(PortSIP_answerCall(callee.sdk, incoming, false.into()), 0);
    assert_eq!(caller.wait("connected"), outgoing);
    assert_eq!(callee.wait("connected"), incoming);
    let mut row = |function, returned, expected| {
        rows.push(Row {
            function,
            input: "connected".to_owned(),
            returned,
            expected,
        });
    };
    let again = PortSIP_answerCall(callee.sdk, incoming, false.into());
    row("answerCall", again, ECoreNotIncomingCall);
    let reject = PortSIP_rejectCall(callee.sdk, incoming, 486);
    row("rejectCall", reject, ECoreNotIncomingCall);
    let un_hold = PortSIP_unHold(callee.sdk, incoming);
    row("unHold", un_hold, ECoreCallNotHold);
    let play = (FUNCTIONS.iter().find(|f| f.0 == "startPlayingFileToRemote"))
        .map(|(_, call, _)| call(caller.sdk, outgoing));
    let missing = EAudioOpenPlayFileFailure;
    row("startPlayingFileToRemote", play.unwrap_or(0), missing);

    assert_eq!(PortSIP_hold(caller.sdk, outgoing), 0);
    callee.wait("remote hold");
    rows.extend(in_state("on hold", &caller, outgoing, 2));
    assert_eq!(PortSIP_unHold(caller.sdk, outgoing), 0);
    callee.wait("remote un-hold");

    assert_eq!(PortSIP_hangUp(caller.sdk, outgoing), 0);
    callee.wait("closed");
    for (object, session) in [(&caller, outgoing), (&callee, incoming)] {
        for (function, call, _) in FUNCTIONS {
            rows.push(Row {
                function,
                input: "ended".to_owned(),
                returned: call(object.sdk, session),
                expected: ECoreInviteSessionNotFound,
            });
        }
    }
    check(&rows);
}

#[test]
fn a_conference_and_calls_in_the_wrong_state() {
    let (caller, callee) = (Object::ready(), Object::ready());
    let sdk = caller.sdk;
    let port = PortSIPX_getLocalSIPPort(callee.sdk);
    let mut rows = Vec::new();
    let mut row = |function, input: &str, returned, expected| {
        rows.push(Row {
            function,
            input: input.to_owned(),
            returned,
            expected,
        });
    };
    let named = |name: &str| {
        let function = FUNCTIONS.iter().find(|function| function.0 == name);
        function.expect("it is in the table").1
    };
    let record = || named("startRecord")(sdk, CONFERENCE_SESSION_ID);
    let play = || named("startPlayingFileToRemote")(sdk, CONFERENCE_SESSION_ID);
    PortSIP_destroyConference(sdk);
    let create = || PortSIP_createAudioConference(sdk);
    row("createAudioConference", "first", create(), 0);
    let taken = EAudioCreateAudioConferenceFailure;
    row("createAudioConference", "second", create(), taken);
    row("startRecord", "conference", record(), 0);
    row("startRecord", "twice", record(), EAudioStartRecordFailure);
    let missing = EAudioOpenPlayFileFailure;
    row("startPlayingFileToRemote", "missing", play(), missing);
    let stop = PortSIP_stopPlayingFileToRemote(sdk, CONFERENCE_SESSION_ID);
    row("stopPlayingFileToRemote", "conference", stop, 0);
    let none = ECoreInviteSessionNotFound;
    for session in [0, -1, i32::MIN, i32::MAX, CONFERENCE_SESSION_ID] {
        let (join, leave) = (
            PortSIP_joinToConference(sdk, session),
            PortSIP_removeFromConference(sdk, session),
        );
        row("joinToConference", &session.to_string(), join, none);
        row("removeFromConference", &session.to_string(), leave, none);
    }
    let hold = PortSIP_hold(sdk, CONFERENCE_SESSION_ID);
    row("hold", "conference", hold, none);

    let session = caller.call(&format!("sip:callee@127.0.0.1:{port}"));
    let join = || PortSIP_joinToConference(sdk, session);
    caller.wait("ringing");
    row(
        "joinToConference",
        "ringing",
        join(),
        ECoreCallNotEstablished,
    );
    let incoming = callee.wait("incoming");
    assert_eq!(PortSIP_answerCall(callee.sdk, incoming, false.into()), 0);
    caller.wait("connected");
    callee.wait("connected");
    assert_eq!(PortSIP_hold(sdk, session), 0);
    callee.wait("remote hold");
    row("joinToConference", "on hold", join(), 0);
    callee.wait("remote un-hold");
    row("joinToConference", "member", join(), 0);
    PortSIP_destroyConference(sdk);
    row("joinToConference", "no conference", join(), taken);
    row("startRecord", "no conference", record(), none);
    row("startPlayingFileToRemote", "no conference", play(), none);
    row("createAudioConference", "again", create(), 0);
    let leave = || PortSIP_removeFromConference(sdk, session);
    row("removeFromConference", "no member", leave(), 0);
    assert_eq!(PortSIP_hangUp(sdk, session), 0);
    row("joinToConference", "ended", join(), none);
    row("removeFromConference", "ended", leave(), none);
    check(&rows);
}

#[test]
#[expect(clippy::disallowed_types, reason = "a port where nobody answers")]
fn calls_without_what_they_need() {
    let object = Object::new();
    let mut rows = Vec::new();
    let mut row = |input: &str, returned, expected| {
        rows.push(Row {
            function: "call",
            input: input.to_owned(),
            returned,
            expected,
        });
    };
    let anybody = "sip:a@127.0.0.1:9";
    row("no user", object.call(anybody), ECoreUserNotFound);
    // SAFETY: constants with NUL, or NULL.
    let code = unsafe {
        let none = ptr::null();
        PortSIP_setUser(
            object.sdk,
            c"u".as_ptr(),
            none,
            none,
            none,
            none,
            none,
            0,
            none,
            0,
            none,
            0,
        )
    };
    assert_eq!(code, 0);
    row("no codec", object.call(anybody), ECoreAudioVideoCodecEmpty);
    assert_eq!(PortSIP_addAudioCodec(object.sdk, 0), 0);
    row("no domain", object.call("bob"), ECoreInvalidUri);
    for callee in [
        "sip:",
        "sip:a@",
        "http://a",
        "sip:a b@c",
        "<sip:a@b",
        "sip:@",
    ] {
        row(callee, object.call(callee), ECoreInvalidUri);
    }
    // Somebody who never answers: where nobody is, calls may end at once.
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let silent_port = silent.local_addr().expect("it is bound").port();
    let silent_peer = format!("sip:a@127.0.0.1:{silent_port}");
    let calls: Vec<i32> = (0..4).map(|_| object.call(&silent_peer)).collect();
    assert!(calls.iter().all(|session| *session > 0), "{calls:?}");
    assert!(calls.is_sorted_by(|a, b| a < b), "{calls:?}");
    row(
        "too many",
        object.call(&silent_peer),
        ECoreNoFreeDialogSession,
    );
    check(&rows);
}

#[test]
fn a_second_user_a_second_codec_and_their_ends() {
    let object = Object::ready();
    let none = ptr::null();
    // SAFETY: constants with NUL, or NULL.
    let second = unsafe {
        PortSIP_setUser(
            object.sdk,
            c"u".as_ptr(),
            none,
            none,
            none,
            none,
            none,
            0,
            none,
            0,
            none,
            0,
        )
    };
    assert_eq!(second, ECoreAllowOnlyOneUser);
    assert_eq!(PortSIP_addAudioCodec(object.sdk, 0), ECoreCodecWasExist);
    assert_eq!(PortSIP_addAudioCodec(object.sdk, 105), 0);
    let taken = PortSIP_setAudioCodecPayloadType(object.sdk, 105, 101);
    assert_eq!(taken, ECorePayloadHasExist);
    assert!(!bool::from(PortSIP_isAudioCodecEmpty(object.sdk)));
    PortSIP_clearAudioCodec(object.sdk);
    assert!(bool::from(PortSIP_isAudioCodecEmpty(object.sdk)));
    PortSIP_removeUser(object.sdk);
    let registered = PortSIP_registerServer(object.sdk, 90, 0);
    assert_eq!(registered, ECoreUserNotFound);
    let un_registered = PortSIP_unRegisterServer(object.sdk, 0);
    assert_eq!(un_registered, ECoreUserNotFound);
}

fn in_state(state: &str, object: &Object, session: i32, index: usize) -> Vec<Row> {
    FUNCTIONS
        .iter()
        .filter(|(_, _, expected)| expected[index] != ANY)
        .map(|(function, call, expected)| Row {
            function,
            input: state.to_owned(),
            returned: call(object.sdk, session),
            expected: expected[index],
        })
        .collect()
}
