//! Null, freed and foreign handles.

use std::ffi::c_void;
use std::ptr;

use portsip_sdk::*;

use crate::object::{Initialize, Object, Row, check, initialize};

/// A function with good arguments but for the handle.
type Call = fn(*mut c_void) -> i32;

/// A function without a return value, with good arguments but for the handle.
type SilentCall = fn(*mut c_void);

/// What a function without a return value stands in the table with.
const NOTHING: i32 = 0;

/// Every function with a `libSDK` that returns a number.
const ANSWERING: &[(&str, Call)] = &[
    ("setLicenseKey", |sdk| unsafe {
        PortSIP_setLicenseKey(sdk, c"key".as_ptr())
    }),
    ("setUser", |sdk| unsafe {
        let none = ptr::null();
        PortSIP_setUser(
            sdk,
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
    }),
    ("setDisplayName", |sdk| unsafe {
        PortSIP_setDisplayName(sdk, c"n".as_ptr())
    }),
    ("setReliableProvisional", |sdk| {
        PortSIP_setReliableProvisional(sdk, 1)
    }),
    ("enableEarlyMedia", |sdk| {
        PortSIP_enableEarlyMedia(sdk, true.into())
    }),
    ("registerServer", |sdk| PortSIP_registerServer(sdk, 90, 0)),
    ("unRegisterServer", |sdk| PortSIP_unRegisterServer(sdk, 0)),
    ("addAudioCodec", |sdk| PortSIP_addAudioCodec(sdk, 0)),
    ("setAudioCodecPayloadType", |sdk| {
        PortSIP_setAudioCodecPayloadType(sdk, 105, 110)
    }),
    ("setAudioCodecParameter", |sdk| unsafe {
        PortSIP_setAudioCodecParameter(sdk, 105, c"".as_ptr())
    }),
    ("setAudioSamples", |sdk| {
        PortSIP_setAudioSamples(sdk, 20, 60)
    }),
    ("setRtpPortRange", |sdk| {
        PortSIP_setRtpPortRange(sdk, 20_000, 30_000)
    }),
    ("getSipMessageHeaderValue", |sdk| unsafe {
        let mut value = [0; 64];
        PortSIP_getSipMessageHeaderValue(sdk, c"x".as_ptr(), c"y".as_ptr(), value.as_mut_ptr(), 64)
    }),
    ("addSipMessageHeader", |sdk| unsafe {
        PortSIP_addSipMessageHeader(sdk, -1, c"ALL".as_ptr(), 3, c"X-A".as_ptr(), c"b".as_ptr())
    }),
    ("removeAddedSipMessageHeader", |sdk| {
        PortSIP_removeAddedSipMessageHeader(sdk, 1)
    }),
    ("clearAddedSipMessageHeaders", |sdk| {
        PortSIP_clearAddedSipMessageHeaders(sdk)
    }),
    ("modifySipMessageHeader", |sdk| unsafe {
        PortSIP_modifySipMessageHeader(sdk, -1, c"ALL".as_ptr(), 3, c"X-A".as_ptr(), c"b".as_ptr())
    }),
    ("removeModifiedSipMessageHeader", |sdk| {
        PortSIP_removeModifiedSipMessageHeader(sdk, 1)
    }),
    ("clearModifiedSipMessageHeaders", |sdk| {
        PortSIP_clearModifiedSipMessageHeaders(sdk)
    }),
    ("addSupportedMimeType", |sdk| unsafe {
        PortSIP_addSupportedMimeType(sdk, c"INFO".as_ptr(), c"text".as_ptr(), c"plain".as_ptr())
    }),
    ("sendOptions", |sdk| unsafe {
        PortSIP_sendOptions(sdk, c"sip:a@127.0.0.1".as_ptr(), ptr::null())
    }),
    ("sendInfo", |sdk| unsafe {
        PortSIP_sendInfo(sdk, 1, c"text".as_ptr(), c"plain".as_ptr(), c"".as_ptr())
    }),
    ("sendMessage", |sdk| unsafe {
        PortSIP_sendMessage(
            sdk,
            1,
            c"text".as_ptr(),
            c"plain".as_ptr(),
            b"x".as_ptr(),
            1,
        )
    }),
    ("sendOutOfDialogMessage", |sdk| unsafe {
        PortSIP_sendOutOfDialogMessage(
            sdk,
            c"sip:a@127.0.0.1".as_ptr(),
            c"text".as_ptr(),
            c"plain".as_ptr(),
            false.into(),
            b"x".as_ptr(),
            1,
        )
    }),
    ("enableCallForward", |sdk| unsafe {
        PortSIP_enableCallForward(sdk, false.into(), c"sip:a@127.0.0.1".as_ptr())
    }),
    ("disableCallForward", |sdk| PortSIP_disableCallForward(sdk)),
    ("forwardCall", |sdk| unsafe {
        PortSIP_forwardCall(sdk, 1, c"sip:a@127.0.0.1".as_ptr())
    }),
    ("refer", |sdk| unsafe {
        PortSIP_refer(sdk, 1, c"sip:a@127.0.0.1".as_ptr())
    }),
    ("attendedRefer", |sdk| unsafe {
        PortSIP_attendedRefer(sdk, 1, 2, c"sip:a@127.0.0.1".as_ptr())
    }),
    ("attendedRefer2", |sdk| unsafe {
        let to = c"sip:a@127.0.0.1".as_ptr();
        PortSIP_attendedRefer2(sdk, 1, 2, c"INVITE".as_ptr(), to, to)
    }),
    ("outOfDialogRefer", |sdk| unsafe {
        let to = c"sip:a@127.0.0.1".as_ptr();
        PortSIP_outOfDialogRefer(sdk, 1, c"INVITE".as_ptr(), to, to)
    }),
    ("acceptRefer", |sdk| unsafe {
        PortSIP_acceptRefer(sdk, 1, c"REFER".as_ptr())
    }),
    ("rejectRefer", |sdk| PortSIP_rejectRefer(sdk, 1)),
    ("setPresenceMode", |sdk| PortSIP_setPresenceMode(sdk, 0)),
    ("setDefaultPublicationTime", |sdk| {
        PortSIP_setDefaultPublicationTime(sdk, 60)
    }),
    ("sendSubscription", |sdk| unsafe {
        PortSIP_sendSubscription(sdk, c"sip:a@127.0.0.1:9".as_ptr(), c"dialog".as_ptr())
    }),
    ("terminateSubscription", |sdk| {
        PortSIP_terminateSubscription(sdk, 1)
    }),
    ("setDefaultSubscriptionTime", |sdk| {
        PortSIP_setDefaultSubscriptionTime(sdk, 60)
    }),
    ("enableAutoCheckMwi", |sdk| {
        PortSIP_enableAutoCheckMwi(sdk, true.into())
    }),
    ("pickupBLFCall", |sdk| unsafe {
        PortSIP_pickupBLFCall(sdk, c"a".as_ptr(), false.into())
    }),
    ("presenceSubscribe", |sdk| unsafe {
        PortSIP_presenceSubscribe(sdk, c"sip:a@127.0.0.1:9".as_ptr(), ptr::null())
    }),
    ("presenceTerminateSubscribe", |sdk| {
        PortSIP_presenceTerminateSubscribe(sdk, 1)
    }),
    ("presenceAcceptSubscribe", |sdk| {
        PortSIP_presenceAcceptSubscribe(sdk, 1)
    }),
    ("presenceRejectSubscribe", |sdk| {
        PortSIP_presenceRejectSubscribe(sdk, 1)
    }),
    ("setPresenceStatus", |sdk| unsafe {
        PortSIP_setPresenceStatus(sdk, 1, c"x".as_ptr())
    }),
    ("setUriUserEncoding", |sdk| unsafe {
        PortSIP_setUriUserEncoding(sdk, c"#".as_ptr(), true.into())
    }),
    ("enablePriorityIPv6Domain", |sdk| {
        PortSIP_enablePriorityIPv6Domain(sdk, true.into())
    }),
    ("PortSIPX_setDnsServers", |sdk| unsafe {
        PortSIPX_setDnsServers(sdk, c"192.0.2.1".as_ptr())
    }),
    ("PortSIPX_enableAudioRed", |sdk| {
        PortSIPX_enableAudioRed(sdk, 1)
    }),
    ("enable3GppTags", |sdk| {
        PortSIP_enable3GppTags(sdk, true.into())
    }),
    ("setInstanceId", |sdk| unsafe {
        PortSIP_setInstanceId(sdk, c"f81d4fae-7dec-11d0-a765-00a0c91e6bf6".as_ptr())
    }),
    ("refreshRegistration", |sdk| {
        PortSIP_refreshRegistration(sdk, 0)
    }),
    ("enableRport", |sdk| PortSIP_enableRport(sdk, true.into())),
    ("setKeepAliveTime", |sdk| PortSIP_setKeepAliveTime(sdk, 30)),
    ("PortSIPX_setPushParameters", |sdk| unsafe {
        PortSIPX_setPushParameters(sdk, c"fcm".as_ptr(), c"a".as_ptr(), c"b".as_ptr())
    }),
    ("setAudioDeviceId", |sdk| {
        PortSIP_setAudioDeviceId(sdk, -1, -1)
    }),
    ("call", |sdk| unsafe {
        PortSIP_call(sdk, c"sip:a@127.0.0.1".as_ptr(), true.into(), false.into())
    }),
    ("rejectCall", |sdk| PortSIP_rejectCall(sdk, 1, 486)),
    ("hangUp", |sdk| PortSIP_hangUp(sdk, 1)),
    ("answerCall", |sdk| PortSIP_answerCall(sdk, 1, false.into())),
    ("hold", |sdk| PortSIP_hold(sdk, 1)),
    ("unHold", |sdk| PortSIP_unHold(sdk, 1)),
    ("updateCall", |sdk| {
        PortSIP_updateCall(sdk, 1, true.into(), false.into(), false.into())
    }),
    ("enableSessionTimer", |sdk| {
        PortSIP_enableSessionTimer(sdk, 90, 0)
    }),
    ("setSrtpPolicy", |sdk| {
        PortSIP_setSrtpPolicy(sdk, 0, false.into())
    }),
    ("PortSIPX_setSrtpKeyExchange", |sdk| {
        PortSIPX_setSrtpKeyExchange(sdk, 0)
    }),
    ("PortSIPX_setSrtpSuites", |sdk| unsafe {
        PortSIPX_setSrtpSuites(sdk, c"".as_ptr())
    }),
    ("PortSIPX_setSrtpSessionParameters", |sdk| {
        let no = false.into();
        PortSIPX_setSrtpSessionParameters(sdk, no, no, no)
    }),
    ("disableSessionTimer", |sdk| {
        PortSIP_disableSessionTimer(sdk)
    }),
    ("muteSession", |sdk| {
        let no = false.into();
        PortSIP_muteSession(sdk, 1, no, no, no, no)
    }),
    ("sendDtmf", |sdk| {
        PortSIP_sendDtmf(sdk, 1, 0, 1, 160, false.into())
    }),
    ("enableSendPcmStreamToRemote", |sdk| {
        PortSIP_enableSendPcmStreamToRemote(sdk, 1, true.into(), 8000)
    }),
    ("sendPcmStreamToRemote", |sdk| unsafe {
        PortSIP_sendPcmStreamToRemote(sdk, 1, [0; 320].as_ptr(), 320)
    }),
    ("enableAudioStreamCallback", |sdk| {
        PortSIP_enableAudioStreamCallback(sdk, 1, true.into(), 1, ptr::null_mut(), None)
    }),
    ("enableRtpCallback", |sdk| {
        PortSIP_enableRtpCallback(sdk, 1, 0, 0, ptr::null_mut(), None)
    }),
    ("setAudioRtcpBandwidth", |sdk| {
        PortSIP_setAudioRtcpBandwidth(sdk, 1, 0, 0, 0)
    }),
    ("PortSIPX_enableIce", |sdk| {
        PortSIPX_enableIce(sdk, true.into())
    }),
    ("PortSIPX_setTurnServer", |sdk| unsafe {
        PortSIPX_setTurnServer(sdk, ptr::null(), 0, 0, ptr::null(), ptr::null())
    }),
    ("enableAudioQos", |sdk| {
        PortSIP_enableAudioQos(sdk, true.into())
    }),
    ("setRtpKeepAlive", |sdk| {
        PortSIP_setRtpKeepAlive(sdk, true.into(), 126, 15_000)
    }),
    ("startRecord", |sdk| unsafe {
        PortSIP_startRecord(
            sdk,
            1,
            c"/tmp".as_ptr(),
            c"a".as_ptr(),
            false.into(),
            1,
            1,
            3,
            0,
        )
    }),
    ("stopRecord", |sdk| PortSIP_stopRecord(sdk, 1)),
    ("startPlayingFileToRemote", |sdk| unsafe {
        PortSIP_startPlayingFileToRemote(sdk, 1, c"/tmp/a.wav".as_ptr(), false.into(), 1)
    }),
    ("stopPlayingFileToRemote", |sdk| {
        PortSIP_stopPlayingFileToRemote(sdk, 1)
    }),
    ("startPlayingFileLocally", |sdk| unsafe {
        let window = ptr::null_mut();
        PortSIP_startPlayingFileLocally(sdk, c"/tmp/a.wav".as_ptr(), false.into(), window)
    }),
    ("stopPlayingFileLocally", |sdk| {
        PortSIP_stopPlayingFileLocally(sdk)
    }),
    ("createAudioConference", |sdk| {
        PortSIP_createAudioConference(sdk)
    }),
    ("joinToConference", |sdk| PortSIP_joinToConference(sdk, 1)),
    ("removeFromConference", |sdk| {
        PortSIP_removeFromConference(sdk, 1)
    }),
    ("getStatistics", |sdk| PortSIP_getStatistics(sdk, 1)),
    ("getNumOfRecordingDevices", |sdk| {
        PortSIP_getNumOfRecordingDevices(sdk)
    }),
    ("getNumOfPlayoutDevices", |sdk| {
        PortSIP_getNumOfPlayoutDevices(sdk)
    }),
    ("getRecordingDeviceName", |sdk| unsafe {
        let mut name = [0; 128];
        PortSIP_getRecordingDeviceName(sdk, -1, name.as_mut_ptr(), 128)
    }),
    ("getPlayoutDeviceName", |sdk| unsafe {
        let mut name = [0; 128];
        PortSIP_getPlayoutDeviceName(sdk, -1, name.as_mut_ptr(), 128)
    }),
    ("setAudioBitrate", |sdk| {
        PortSIP_setAudioBitrate(sdk, 1, 105, 24)
    }),
    ("setSpeakerVolume", |sdk| PortSIP_setSpeakerVolume(sdk, 100)),
    ("getSpeakerVolume", |sdk| PortSIP_getSpeakerVolume(sdk)),
    ("setMicVolume", |sdk| PortSIP_setMicVolume(sdk, 100)),
    ("getMicVolume", |sdk| PortSIP_getMicVolume(sdk)),
    ("startPacketCapture", |sdk| unsafe {
        PortSIPX_startPacketCapture(sdk, c"/tmp/a.pcap".as_ptr())
    }),
    ("getLocalSIPPort", |sdk| PortSIPX_getLocalSIPPort(sdk)),
    ("PortSIPX_enableInbandDtmfDetection", |sdk| {
        PortSIPX_enableInbandDtmfDetection(sdk, true.into())
    }),
    ("stopPacketCapture", |sdk| PortSIPX_stopPacketCapture(sdk)),
];

/// Every function with a `libSDK` that returns nothing.
const SILENT: &[(&str, SilentCall)] = &[
    ("setDoNotDisturb", |sdk| {
        PortSIP_setDoNotDisturb(sdk, true.into());
    }),
    ("unInitialize", |sdk| PortSIP_unInitialize(sdk)),
    ("removeUser", |sdk| PortSIP_removeUser(sdk)),
    ("enableCallbackSignaling", |sdk| {
        PortSIP_enableCallbackSignaling(sdk, true.into(), true.into());
    }),
    ("clearAudioCodec", |sdk| PortSIP_clearAudioCodec(sdk)),
    ("muteMicrophone", |sdk| {
        PortSIP_muteMicrophone(sdk, true.into());
    }),
    ("enableVAD", |sdk| PortSIP_enableVAD(sdk, true.into())),
    ("enableCNG", |sdk| PortSIP_enableCNG(sdk, false.into())),
    ("audioPlayLoopbackTest", |sdk| {
        PortSIP_audioPlayLoopbackTest(sdk, true.into());
    }),
    ("destroyConference", |sdk| PortSIP_destroyConference(sdk)),
    ("enableAEC", |sdk| PortSIP_enableAEC(sdk, true.into())),
    ("enableAGC", |sdk| PortSIP_enableAGC(sdk, true.into())),
    ("enableANS", |sdk| PortSIP_enableANS(sdk, true.into())),
    ("muteSpeaker", |sdk| PortSIP_muteSpeaker(sdk, true.into())),
    ("setChannelOutputVolumeScaling", |sdk| {
        PortSIP_setChannelOutputVolumeScaling(sdk, 1, 50);
    }),
    ("setChannelInputVolumeScaling", |sdk| {
        PortSIP_setChannelInputVolumeScaling(sdk, 1, 50);
    }),
];

/// Every function with a `callbackDispatcher` that returns nothing.
const DISPATCHING: &[(&str, SilentCall)] = &[
    ("releaseCallbackDispatcher", |d| {
        PSCallback_releaseCallbackDispatcher(d);
    }),
    ("setRegisterSuccessHandler", |d| {
        PSCallback_setRegisterSuccessHandler(d, None);
    }),
    ("setRegisterFailureHandler", |d| {
        PSCallback_setRegisterFailureHandler(d, None);
    }),
    ("setInviteIncomingHandler", |d| {
        PSCallback_setInviteIncomingHandler(d, None);
    }),
    ("setInviteTryingHandler", |d| {
        PSCallback_setInviteTryingHandler(d, None);
    }),
    ("setInviteSessionProgressHandler", |d| {
        PSCallback_setInviteSessionProgressHandler(d, None);
    }),
    ("setInviteRingingHandler", |d| {
        PSCallback_setInviteRingingHandler(d, None);
    }),
    ("setInviteAnsweredHandler", |d| {
        PSCallback_setInviteAnsweredHandler(d, None);
    }),
    ("setInviteFailureHandler", |d| {
        PSCallback_setInviteFailureHandler(d, None);
    }),
    ("setInviteUpdatedHandler", |d| {
        PSCallback_setInviteUpdatedHandler(d, None);
    }),
    ("setInviteConnectedHandler", |d| {
        PSCallback_setInviteConnectedHandler(d, None);
    }),
    ("setInviteClosedHandler", |d| {
        PSCallback_setInviteClosedHandler(d, None);
    }),
    ("setRemoteHoldHandler", |d| {
        PSCallback_setRemoteHoldHandler(d, None);
    }),
    ("setRemoteUnHoldHandler", |d| {
        PSCallback_setRemoteUnHoldHandler(d, None);
    }),
    ("setReceivedSignalingHandler", |d| {
        PSCallback_setReceivedSignalingHandler(d, None);
    }),
    ("setSendingSignalingHandler", |d| {
        PSCallback_setSendingSignalingHandler(d, None);
    }),
    ("setRecvDtmfToneHandler", |d| {
        PSCallback_setRecvDtmfToneHandler(d, None);
    }),
    ("setRecvOptionsHandler", |d| {
        PSCallback_setRecvOptionsHandler(d, None);
    }),
    ("setPlayFileFinishedHandler", |d| {
        PSCallback_setPlayFileFinishedHandler(d, None);
    }),
    ("sefStatisticsHandler", |d| {
        PSCallback_sefStatisticsHandler(d, None);
    }),
];

/// Addresses that are no handles, beside `live`, a live one of another kind.
fn bad_handles(live: *mut c_void) -> Vec<(&'static str, *mut c_void)> {
    let number = ptr::without_provenance_mut::<c_void>;
    let freed_dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_releaseCallbackDispatcher(freed_dispatcher);
    let freed_sdk = {
        let object = Object::new();
        object.sdk
    };
    let mut local = 0u64;
    vec![
        ("null", ptr::null_mut()),
        ("freed SDK", freed_sdk),
        ("freed dispatcher", freed_dispatcher),
        ("of the other kind", live),
        ("1", number(1)),
        ("2^20", number(1 << 20)),
        ("all ones", number(usize::MAX)),
        ("a not yet given token", number(live.addr() + 8_000)),
        ("an address", (&raw mut local).cast()),
    ]
}

#[test]
fn sdk_functions_refuse_bad_handles() {
    let object = Object::new();
    let mut rows = Vec::new();
    for (input, handle) in bad_handles(object.dispatcher) {
        for (function, call) in ANSWERING {
            rows.push(Row {
                function,
                input: input.to_owned(),
                returned: call(handle),
                expected: ECoreSDKObjectNull,
            });
        }
        for (function, call) in SILENT {
            call(handle);
            rows.push(Row {
                function,
                input: input.to_owned(),
                returned: NOTHING,
                expected: NOTHING,
            });
        }
        assert!(bool::from(PortSIP_isAudioCodecEmpty(handle)), "{input}");
    }
    check(&rows);
    // The live objects beside them noticed nothing.
    assert_eq!(PortSIP_getMicVolume(object.sdk), 255);
    assert!(rows.len() > 400);
}

#[test]
fn dispatcher_functions_refuse_bad_handles() {
    let object = Object::new();
    let table = PortSIPX_Handlers::none();
    let mut rows = Vec::new();
    for (input, handle) in bad_handles(object.sdk) {
        for (_, call) in DISPATCHING {
            call(handle);
        }
        rows.push(Row {
            function: "setHandlers",
            input: input.to_owned(),
            // SAFETY: a whole table.
            returned: unsafe { PortSIPX_setHandlers(handle, &raw const table) },
            expected: ECoreSDKObjectNull,
        });
        let (_, returned) = initialize(&Initialize {
            dispatcher: handle,
            ..Initialize::default()
        });
        rows.push(Row {
            function: "initialize",
            input: input.to_owned(),
            returned,
            expected: ECoreSDKObjectNull,
        });
    }
    check(&rows);
    assert_eq!(PortSIP_getMicVolume(object.sdk), 255);
}

#[test]
fn a_second_end_does_nothing() {
    let object = Object::new();
    PortSIP_unInitialize(object.sdk);
    PortSIP_unInitialize(object.sdk);
    assert_eq!(PortSIP_getMicVolume(object.sdk), ECoreSDKObjectNull);
}
