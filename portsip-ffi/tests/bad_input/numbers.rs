//! Numbers out of range.

use std::fmt::Display;

use portsip_sdk::*;

use crate::object::{Initialize, Object, Row, check, initialize};

const FAR: [i32; 2] = [i32::MIN, i32::MAX];

fn row(function: &'static str, input: impl Display, returned: i32, expected: i32) -> Row {
    Row {
        function,
        input: format!("{input}"),
        returned,
        expected,
    }
}

#[test]
fn numbers_of_initialize() {
    let object = Object::new();
    let base = || Initialize {
        dispatcher: object.dispatcher,
        ..Initialize::default()
    };
    let mut rows = Vec::new();
    let mut add = |input: String, arguments: Initialize, expected: i32| {
        let (_, returned) = initialize(&arguments);
        rows.push(row("initialize", input, returned, expected));
    };
    for port in [-1, 65_536].into_iter().chain(FAR) {
        let arguments = Initialize { port, ..base() };
        add(format!("port {port}"), arguments, ECorePortOutOfRange);
    }
    for transport in [-1, 3, 6, 7].into_iter().chain(FAR) {
        let arguments = Initialize {
            transport,
            ..base()
        };
        let input = format!("transport {transport}");
        add(input, arguments, ECoreUnsupportTransport);
    }
    for calls in [0, -1, i32::MIN] {
        let arguments = Initialize { calls, ..base() };
        add(
            format!("calls {calls}"),
            arguments,
            ECoreSessionNumsOutOfRange,
        );
    }
    for log_level in [-2, 0, 5].into_iter().chain(FAR) {
        let arguments = Initialize {
            log_level,
            log_folder: c"/tmp".as_ptr(),
            ..base()
        };
        let input = format!("log level {log_level}");
        add(input, arguments, ECoreArgumentIncorrect);
    }
    for layer in [-1, 2].into_iter().chain(FAR) {
        let arguments = Initialize {
            audio_layer: layer,
            ..base()
        };
        add(
            format!("audio layer {layer}"),
            arguments,
            ECoreArgumentIncorrect,
        );
        let arguments = Initialize {
            video_layer: layer,
            ..base()
        };
        add(
            format!("video layer {layer}"),
            arguments,
            ECoreArgumentIncorrect,
        );
    }
    check(&rows);
}

#[test]
#[expect(clippy::disallowed_types, reason = "a port that another program has")]
fn a_port_in_use_cannot_be_bound() {
    let taken = std::net::UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it is bound").port();
    let object = Object::new();
    let (_, code) = initialize(&Initialize {
        dispatcher: object.dispatcher,
        port: i32::from(port),
        ..Initialize::default()
    });
    assert_eq!(code, ECoreAddUdpTransportFailure);
}

#[test]
fn numbers_of_settings() {
    let object = Object::new();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    for codec in [-1, 1, 2, 4, 127, 128].into_iter().chain(FAR) {
        rows.push(row(
            "addAudioCodec",
            codec,
            PortSIP_addAudioCodec(sdk, codec),
            ECoreCodecTypeInvalid,
        ));
    }
    for codec in [103, 104, 121] {
        rows.push(row(
            "addAudioCodec",
            codec,
            PortSIP_addAudioCodec(sdk, codec),
            ECoreCodecNotSupport,
        ));
    }
    for payload in [-1, 0, 95, 128].into_iter().chain(FAR) {
        rows.push(row(
            "setAudioCodecPayloadType",
            payload,
            PortSIP_setAudioCodecPayloadType(sdk, 105, payload),
            ECorePayloadOutofRange,
        ));
    }
    for codec in [0, 3, 8, 9] {
        rows.push(row(
            "setAudioCodecPayloadType",
            codec,
            PortSIP_setAudioCodecPayloadType(sdk, codec, 100),
            ECoreFixPayloadCantChange,
        ));
    }
    for (ptime, max, expected) in [
        (0, 60, ECoreAudioSampleOutOfRange),
        (9, 60, ECoreAudioSampleOutOfRange),
        (70, 70, ECoreAudioSampleOutOfRange),
        (20, 70, ECoreAudioSampleOutOfRange),
        (40, 20, ECoreAudioSampleOutOfRange),
        (15, 60, ECoreAudioSampleNotmultiple),
        (20, 25, ECoreAudioSampleNotmultiple),
        (i32::MIN, i32::MAX, ECoreAudioSampleOutOfRange),
    ] {
        rows.push(row(
            "setAudioSamples",
            format!("{ptime}, {max}"),
            PortSIP_setAudioSamples(sdk, ptime, max),
            expected,
        ));
    }
    for (min, max, expected) in [
        (0, 20_000, ECoreMiniAudioPortOutOfRange),
        (-2, 20_000, ECoreMiniAudioPortOutOfRange),
        (65_536, 65_538, ECoreMiniAudioPortOutOfRange),
        (i32::MIN, i32::MAX, ECoreMiniAudioPortOutOfRange),
        (20_000, 65_535, ECoreMaxAudioPortOutOfRange),
        (20_000, i32::MAX, ECoreMaxAudioPortOutOfRange),
        (20_001, 30_000, ECoreMiniRtpPortMustIsEvenNum),
        (20_000, 30_001, ECoreMaxAudioPortNotEvenNumber),
        (30_000, 20_000, ECoreAudioVideoPortOverlapped),
        (20_000, 20_016, ECoreAudioVideoPortRangeTooSmall),
        (20_000, 20_018, 0),
    ] {
        rows.push(row(
            "setRtpPortRange",
            format!("{min}, {max}"),
            PortSIP_setRtpPortRange(sdk, min, max),
            expected,
        ));
    }
    for (state, payload_type, ms, expected) in [
        (true, -1, 15_000, ECorePayloadOutofRange),
        (true, 64, 15_000, ECorePayloadOutofRange),
        (true, 95, 15_000, ECorePayloadOutofRange),
        (true, 128, 15_000, ECorePayloadOutofRange),
        (true, i32::MAX, i32::MAX, ECorePayloadOutofRange),
        (true, 126, 999, ECoreArgumentIncorrect),
        (true, 126, 300_001, ECoreArgumentIncorrect),
        (true, 126, i32::MIN, ECoreArgumentIncorrect),
        (true, 63, 1000, 0),
        (true, 96, 300_000, 0),
        (false, -1, -1, 0),
    ] {
        rows.push(row(
            "setRtpKeepAlive",
            format!("{state}, {payload_type}, {ms}"),
            PortSIP_setRtpKeepAlive(sdk, state.into(), payload_type, ms),
            expected,
        ));
    }
    check(&rows);
}

#[test]
fn numbers_of_volumes_and_devices() {
    let object = Object::new();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    for volume in [-1, 256].into_iter().chain(FAR) {
        rows.push(row(
            "setSpeakerVolume",
            volume,
            PortSIP_setSpeakerVolume(sdk, volume),
            EAudioVolumeOutOfRange,
        ));
        rows.push(row(
            "setMicVolume",
            volume,
            PortSIP_setMicVolume(sdk, volume),
            EAudioVolumeOutOfRange,
        ));
    }
    for volume in [0, 1, 128, 255] {
        rows.push(row(
            "setMicVolume",
            volume,
            PortSIP_setMicVolume(sdk, volume),
            0,
        ));
        rows.push(row("getMicVolume", "", PortSIP_getMicVolume(sdk), volume));
        let code = PortSIP_setSpeakerVolume(sdk, volume);
        rows.push(row("setSpeakerVolume", volume, code, 0));
        let code = PortSIP_getSpeakerVolume(sdk);
        rows.push(row("getSpeakerVolume", "", code, volume));
    }
    for index in [-2, 1, 1000].into_iter().chain(FAR) {
        let mut name = [0; 128];
        // SAFETY: the buffer has the size given.
        let (recording, playout) = unsafe {
            (
                PortSIP_getRecordingDeviceName(sdk, index, name.as_mut_ptr(), 128),
                PortSIP_getPlayoutDeviceName(sdk, index, name.as_mut_ptr(), 128),
            )
        };
        let expected = EDeviceGetDeviceNameFailure;
        rows.push(row("getRecordingDeviceName", index, recording, expected));
        rows.push(row("getPlayoutDeviceName", index, playout, expected));
        for (recording, playout) in [(index, -1), (-1, index)] {
            rows.push(row(
                "setAudioDeviceId",
                format!("{recording}, {playout}"),
                PortSIP_setAudioDeviceId(sdk, recording, playout),
                expected,
            ));
        }
    }
    rows.push(row(
        "setAudioDeviceId",
        "0, 0",
        PortSIP_setAudioDeviceId(sdk, 0, 0),
        0,
    ));
    for index in [-1, 1_000_000].into_iter().chain(FAR) {
        let mut ip = [0; 64];
        // SAFETY: the buffer has the size given.
        let code = unsafe { PortSIP_getLocalIpAddress(index, ip.as_mut_ptr(), 64) };
        let expected = ECoreNetworkInterfaceUnavailable;
        rows.push(row("getLocalIpAddress", index, code, expected));
    }
    check(&rows);
}

#[test]
fn numbers_of_bit_rates() {
    let object = Object::new();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    let mut add = |codec: i32, kbps: i32, expected: i32| {
        let returned = PortSIP_setAudioBitrate(sdk, 1, codec, kbps);
        let input = format!("codec {codec}, {kbps} kbit/s");
        rows.push(row("setAudioBitrate", input, returned, expected));
    };
    for codec in [-1, 1, 127, 128].into_iter().chain(FAR) {
        add(codec, 24, ECoreCodecTypeInvalid);
    }
    for codec in [121, 103, 104] {
        add(codec, 24, ECoreCodecNotSupport);
    }
    for codec in [0, 8, 9, 18, 101] {
        add(codec, 24, ECoreCodecParameterNotSupport);
    }
    for kbps in [-1, 0, 5, 129].into_iter().chain(FAR) {
        add(105, kbps, ECoreArgumentIncorrect);
    }
    for (codec, kbps) in [(98, 4), (98, 14), (99, 6), (99, 25), (100, 2), (102, 44)] {
        add(codec, kbps, ECoreArgumentIncorrect);
    }
    for (codec, kbps) in [(98, 5), (98, 13), (99, 7), (99, 24), (100, 25), (102, 4)] {
        add(codec, kbps, ECoreInviteSessionNotFound);
    }
    for kbps in [6, 128] {
        add(105, kbps, ECoreInviteSessionNotFound);
    }
    check(&rows);
}

#[test]
fn numbers_of_presence() {
    let object = Object::ready();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    for mode in [-1, 2].into_iter().chain(FAR) {
        rows.push(row(
            "setPresenceMode",
            mode,
            PortSIP_setPresenceMode(sdk, mode),
            ECoreArgumentIncorrect,
        ));
    }
    for seconds in [19, 0, -1, i32::MIN] {
        rows.push(row(
            "setDefaultPublicationTime",
            seconds,
            PortSIP_setDefaultPublicationTime(sdk, seconds),
            ECoreExpiresValueTooSmall,
        ));
    }
    for watcher in [-1, 0, 1].into_iter().chain(FAR) {
        rows.push(row(
            "presenceAcceptSubscribe",
            watcher,
            PortSIP_presenceAcceptSubscribe(sdk, watcher),
            ECoreNotFoundSubscribeId,
        ));
        rows.push(row(
            "presenceRejectSubscribe",
            watcher,
            PortSIP_presenceRejectSubscribe(sdk, watcher),
            ECoreNotFoundSubscribeId,
        ));
        // SAFETY: a constant with NUL.
        let returned = unsafe { PortSIP_setPresenceStatus(sdk, watcher, c"x".as_ptr()) };
        rows.push(row(
            "setPresenceStatus",
            watcher,
            returned,
            ECoreNotFoundSubscribeId,
        ));
    }
    check(&rows);
}

#[test]
fn numbers_of_a_relay() {
    let object = Object::new();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    let (server, none) = (c"127.0.0.1".as_ptr(), std::ptr::null());
    for port in [-1, 65_536].into_iter().chain(FAR) {
        // SAFETY: a constant with NUL, or NULL.
        let code = unsafe { PortSIPX_setTurnServer(sdk, server, port, 0, none, none) };
        let name = "PortSIPX_setTurnServer, port";
        rows.push(row(name, port, code, ECorePortOutOfRange));
    }
    for transport in [-1, 3, 4, 5, 6].into_iter().chain(FAR) {
        // SAFETY: a constant with NUL, or NULL.
        let code = unsafe { PortSIPX_setTurnServer(sdk, server, 0, transport, none, none) };
        let name = "PortSIPX_setTurnServer, transport";
        rows.push(row(name, transport, code, ECoreUnsupportTransport));
    }
    check(&rows);
}

#[test]
fn numbers_of_headers_accounts_and_calls() {
    let object = Object::ready();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    for kind in [0, -1, 4].into_iter().chain(FAR) {
        // SAFETY: constants with NUL.
        let code = unsafe {
            PortSIP_addSipMessageHeader(
                sdk,
                -1,
                c"ALL".as_ptr(),
                kind,
                c"X-A".as_ptr(),
                c"v".as_ptr(),
            )
        };
        rows.push(row(
            "addSipMessageHeader",
            kind,
            code,
            ECoreArgumentIncorrect,
        ));
    }
    for mode in [-1, 4].into_iter().chain(FAR) {
        rows.push(row(
            "setReliableProvisional",
            mode,
            PortSIP_setReliableProvisional(sdk, mode),
            ECoreArgumentIncorrect,
        ));
    }
    for expires in [19, 0, -1, i32::MIN] {
        rows.push(row(
            "registerServer",
            expires,
            PortSIP_registerServer(sdk, expires, 0),
            ECoreExpiresValueTooSmall,
        ));
    }
    rows.push(row(
        "registerServer",
        "no server",
        PortSIP_registerServer(sdk, 90, i32::MIN),
        ECoreSIPServerEmpty,
    ));
    for wait in [0, -1, i32::MIN, 1] {
        rows.push(row(
            "unRegisterServer",
            wait,
            PortSIP_unRegisterServer(sdk, wait),
            ECoreNotRegistered,
        ));
    }
    for code in [399, 700, 200, 0, -486].into_iter().chain(FAR) {
        rows.push(row(
            "rejectCall",
            code,
            PortSIP_rejectCall(sdk, 1, code),
            ECoreArgumentIncorrect,
        ));
    }
    for tone in [-1, 17, 256].into_iter().chain(FAR) {
        let code = PortSIP_sendDtmf(sdk, 1, 0, tone, 160, false.into());
        rows.push(row("sendDtmf", tone, code, ECoreWrongDTMFTone));
    }
    for method in [-1, 2].into_iter().chain(FAR) {
        let code = PortSIP_sendDtmf(sdk, 1, method, 1, 160, false.into());
        rows.push(row("sendDtmf method", method, code, ECoreArgumentIncorrect));
    }
    for seconds in [i32::MIN, -1, 0, 89] {
        let code = PortSIP_enableSessionTimer(sdk, seconds, 0);
        let expected = ECoreSessionTimerValueTooSmall;
        rows.push(row("enableSessionTimer", seconds, code, expected));
    }
    for mode in [-1, 2].into_iter().chain(FAR) {
        let code = PortSIP_enableSessionTimer(sdk, 90, mode);
        let expected = ECoreArgumentIncorrect;
        rows.push(row("enableSessionTimer mode", mode, code, expected));
    }
    for port in [-1, 65_536].into_iter().chain(FAR) {
        let none = std::ptr::null();
        PortSIP_removeUser(sdk);
        // SAFETY: constants with NUL, or NULL.
        let code = unsafe {
            PortSIP_setUser(
                sdk,
                c"u".as_ptr(),
                none,
                none,
                none,
                none,
                c"127.0.0.1".as_ptr(),
                port,
                none,
                0,
                none,
                0,
            )
        };
        rows.push(row("setUser", port, code, ECorePortOutOfRange));
    }
    check(&rows);
}

unsafe extern "C" fn ignore(
    _: *mut std::ffi::c_void,
    _: i32,
    _: i32,
    _: *const u8,
    _: i32,
    _: i32,
) -> i32 {
    0
}

unsafe extern "C" fn ignore_packet(
    _: *mut std::ffi::c_void,
    _: i32,
    _: i32,
    _: i32,
    _: *const u8,
    _: i32,
) -> i32 {
    0
}

#[test]
fn numbers_of_files_and_streams() {
    let object = Object::ready();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    // Channels, format, audio mode, video mode.
    for (numbers, expected) in [
        ([0, 1, 3, 0], ECoreArgumentIncorrect),
        ([3, 1, 3, 0], ECoreArgumentIncorrect),
        ([i32::MIN, 1, 3, 0], ECoreArgumentIncorrect),
        ([1, 0, 3, 0], ECoreArgumentIncorrect),
        ([1, 5, 3, 0], ECoreArgumentIncorrect),
        ([1, -1, 3, 0], ECoreArgumentIncorrect),
        ([2, 2, 3, 0], ECoreArgumentIncorrect),
        ([1, 2, 3, 0], ECoreInviteSessionNotFound),
        ([1, 3, 3, 0], ECoreInviteSessionNotFound),
        ([1, 4, 3, 0], ECoreInviteSessionNotFound),
        ([1, 1, 0, 0], ECoreArgumentIncorrect),
        ([1, 1, 4, 0], ECoreArgumentIncorrect),
        ([1, 1, -1, 0], ECoreArgumentIncorrect),
        ([1, 1, 3, 4], ECoreArgumentIncorrect),
        ([1, 1, 3, -1], ECoreArgumentIncorrect),
        ([1, 1, 3, 0], ECoreInviteSessionNotFound),
    ] {
        let [channels, format, audio, video] = numbers;
        // SAFETY: constants with NUL.
        let code = unsafe {
            PortSIP_startRecord(
                sdk,
                1,
                c"/tmp".as_ptr(),
                c"a".as_ptr(),
                false.into(),
                channels,
                format,
                audio,
                video,
            )
        };
        rows.push(row("startRecord", format!("{numbers:?}"), code, expected));
    }
    for mode in [-1, 3].into_iter().chain(FAR) {
        // SAFETY: a constant with NUL.
        let code =
            unsafe { PortSIP_startPlayingFileToRemote(sdk, 1, c"a".as_ptr(), false.into(), mode) };
        let expected = EAudioPlayFileModeNotSupport;
        rows.push(row("startPlayingFileToRemote", mode, code, expected));
    }
    for rate in [0, -8000, 7999, 48_001, 96_000, 11_026]
        .into_iter()
        .chain(FAR)
    {
        let code = PortSIP_enableSendPcmStreamToRemote(sdk, 1, true.into(), rate);
        let expected = ECoreAudioSampleOutOfRange;
        rows.push(row("enableSendPcmStreamToRemote", rate, code, expected));
    }
    let data = [0u8; 4];
    for length in [1, 3, -1, i32::MIN] {
        // SAFETY: at most three of four bytes are read.
        let code = unsafe { PortSIP_sendPcmStreamToRemote(sdk, 1, data.as_ptr(), length) };
        let expected = ECoreArgumentIncorrect;
        rows.push(row("sendPcmStreamToRemote", length, code, expected));
    }
    // SAFETY: NULL is refused.
    let code = unsafe { PortSIP_sendPcmStreamToRemote(sdk, 1, std::ptr::null(), 4) };
    rows.push(row(
        "sendPcmStreamToRemote",
        "NULL",
        code,
        ECoreArgumentNull,
    ));
    let object = std::ptr::null_mut();
    for mode in [0, 4, -1, 5].into_iter().chain(FAR) {
        let handler = Some(ignore as _);
        let code = PortSIP_enableAudioStreamCallback(sdk, 1, true.into(), mode, object, handler);
        let expected = ECoreNotSupportCallbackMode;
        rows.push(row("enableAudioStreamCallback", mode, code, expected));
    }
    let code = PortSIP_enableAudioStreamCallback(sdk, 1, true.into(), 1, object, None);
    rows.push(row(
        "enableAudioStreamCallback",
        "NULL",
        code,
        ECoreArgumentNull,
    ));
    check(&rows);
}

#[test]
fn numbers_of_packets_and_bandwidth() {
    let object = Object::ready();
    let sdk = object.sdk;
    let mut rows = Vec::new();
    let object = std::ptr::null_mut();
    let handler = Some(ignore_packet as _);
    for media in [1, 2, 3, -1].into_iter().chain(FAR) {
        let code = PortSIP_enableRtpCallback(sdk, 1, media, 1, object, handler);
        let expected = ECoreArgumentIncorrect;
        rows.push(row("enableRtpCallback", media, code, expected));
    }
    for mode in [4, -1, 5].into_iter().chain(FAR) {
        let code = PortSIP_enableRtpCallback(sdk, 1, 0, mode, object, handler);
        let expected = ECoreNotSupportCallbackMode;
        rows.push(row("enableRtpCallback", mode, code, expected));
    }
    for (rr, rs, kbps) in [(-1, 0, 0), (0, -1, 0), (0, 0, -1), (i32::MIN, 0, 0)] {
        let code = PortSIP_setAudioRtcpBandwidth(sdk, 1, rr, rs, kbps);
        let input = format!("{rr}, {rs}, {kbps}");
        rows.push(row(
            "setAudioRtcpBandwidth",
            input,
            code,
            ECoreArgumentIncorrect,
        ));
    }
    for level in [-1, 3].into_iter().chain(FAR) {
        let code = PortSIPX_enableAudioRed(sdk, level);
        let expected = ECoreArgumentIncorrect;
        rows.push(row("PortSIPX_enableAudioRed", level, code, expected));
    }
    for session in [0, 1, -1, 7].into_iter().chain(FAR) {
        let code = PortSIP_setAudioRtcpBandwidth(sdk, session, 0, i32::MAX, 64);
        let expected = ECoreInviteSessionNotFound;
        rows.push(row("setAudioRtcpBandwidth", session, code, expected));
        let code = PortSIP_enableRtpCallback(sdk, session, 0, 1, object, handler);
        let expected = ECoreInviteSessionNotFound;
        rows.push(row("enableRtpCallback", session, code, expected));
    }
    for policy in [-1, 3].into_iter().chain(FAR) {
        let code = PortSIP_setSrtpPolicy(sdk, policy, true.into());
        rows.push(row("setSrtpPolicy", policy, code, ECoreArgumentIncorrect));
    }
    for exchange in [-1, 2].into_iter().chain(FAR) {
        let code = PortSIPX_setSrtpKeyExchange(sdk, exchange);
        let expected = ECoreArgumentIncorrect;
        rows.push(row("PortSIPX_setSrtpKeyExchange", exchange, code, expected));
    }
    check(&rows);
}
