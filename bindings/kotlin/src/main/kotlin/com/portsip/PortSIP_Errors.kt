// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

/** The error codes: what methods return when they fail. */
@Suppress("ClassName", "ConstPropertyName")
object PortSIP_Errors {
    /** The object is initialized already. */
    const val ECoreAlreadyInitialized: Int = -60000

    /** The object is not running, or has been shut down. */
    const val ECoreNotInitialized: Int = -60001

    /** The handle is null, was freed, or is not one of ours. */
    const val ECoreSDKObjectNull: Int = -60002

    /** A required pointer is null. */
    const val ECoreArgumentNull: Int = -60003

    /** The system's sockets cannot be used. */
    const val ECoreInitializeWinsockFailure: Int = -60004

    /** The user name is empty. */
    const val ECoreUserNameAuthNameEmpty: Int = -60005

    /** The SIP stack did not start. */
    const val ECoreInitializeStackFailure: Int = -60006

    /** A port is outside 0…65535. */
    const val ECorePortOutOfRange: Int = -60007

    /** The local TCP port could not be bound. */
    const val ECoreAddTcpTransportFailure: Int = -60008

    /** The local TLS port could not be bound. */
    const val ECoreAddTlsTransportFailure: Int = -60009

    /** The local UDP port could not be bound. */
    const val ECoreAddUdpTransportFailure: Int = -60010

    /** The lowest audio port is outside 1…65534. */
    const val ECoreMiniAudioPortOutOfRange: Int = -60011

    /** The highest audio port is outside 1…65534. */
    const val ECoreMaxAudioPortOutOfRange: Int = -60012

    /** The lowest video port is outside 1…65534. */
    const val ECoreMiniVideoPortOutOfRange: Int = -60013

    /** The highest video port is outside 1…65534. */
    const val ECoreMaxVideoPortOutOfRange: Int = -60014

    /** The lowest audio port is odd. */
    const val ECoreMiniAudioPortNotEvenNumber: Int = -60015

    /** The highest audio port is odd. */
    const val ECoreMaxAudioPortNotEvenNumber: Int = -60016

    /** The lowest video port is odd. */
    const val ECoreMiniVideoPortNotEvenNumber: Int = -60017

    /** The highest video port is odd. */
    const val ECoreMaxVideoPortNotEvenNumber: Int = -60018

    /** Two port ranges overlap, or a range is upside down. */
    const val ECoreAudioVideoPortOverlapped: Int = -60019

    /** The port range has no room for the calls allowed. */
    const val ECoreAudioVideoPortRangeTooSmall: Int = -60020

    /** The account is registered, or a registration is under way. */
    const val ECoreAlreadyRegistered: Int = -60021

    /** There is no SIP server to register with. */
    const val ECoreSIPServerEmpty: Int = -60022

    /** An expiry is below its minimum. */
    const val ECoreExpiresValueTooSmall: Int = -60023

    /** No call has this Call-ID. */
    const val ECoreCallIdNotFound: Int = -60024

    /** The account is not registered. */
    const val ECoreNotRegistered: Int = -60025

    /** The callee is empty. */
    const val ECoreCalleeEmpty: Int = -60026

    /** The text is no SIP, SIPS or TEL address, or lacks a domain. */
    const val ECoreInvalidUri: Int = -60027

    /** No codec has been added. */
    const val ECoreAudioVideoCodecEmpty: Int = -60028

    /** As many calls are up as the object was made for. */
    const val ECoreNoFreeDialogSession: Int = -60029

    /** No media ports were free for the call. */
    const val ECoreCreateAudioChannelFailed: Int = -60030

    /** A session timer is below 90 seconds. */
    const val ECoreSessionTimerValueTooSmall: Int = -60040

    /** The call has no audio. */
    const val ECoreAudioHandleNull: Int = -60041

    /** The call has no video. */
    const val ECoreVideoHandleNull: Int = -60042

    /** The call has ended. */
    const val ECoreCallIsClosed: Int = -60043

    /** The call is on hold already. */
    const val ECoreCallAlreadyHold: Int = -60044

    /** The call is not connected yet. */
    const val ECoreCallNotEstablished: Int = -60045

    /** The call is not on hold. */
    const val ECoreCallNotHold: Int = -60050

    /** The text of the SIP message is empty. */
    const val ECoreSipMessaegEmpty: Int = -60051

    /** The SIP message has no such header. */
    const val ECoreSipHeaderNotExist: Int = -60052

    /** The header's value is empty. */
    const val ECoreSipHeaderValueEmpty: Int = -60053

    /** The header may not be set, or its text is not allowed in a header. */
    const val ECoreSipHeaderBadFormed: Int = -60054

    /** The buffer is too small for the text and its NUL. */
    const val ECoreBufferTooSmall: Int = -60055

    /** The list of header values is empty. */
    const val ECoreSipHeaderValueListEmpty: Int = -60056

    /** The text is not a SIP message. */
    const val ECoreSipHeaderParserEmpty: Int = -60057

    /** There is no list of header values. */
    const val ECoreSipHeaderValueListNull: Int = -60058

    /** The header's name is empty. */
    const val ECoreSipHeaderNameEmpty: Int = -60059

    /** The packet time is not a multiple of 10 ms. */
    const val ECoreAudioSampleNotmultiple: Int = -60060

    /** The packet time is outside 10…60 ms. */
    const val ECoreAudioSampleOutOfRange: Int = -60061

    /** There is no call of this session id. */
    const val ECoreInviteSessionNotFound: Int = -60062

    /** The library failed inside; the log has the details. */
    const val ECoreStackException: Int = -60063

    /** The text is no MIME type. */
    const val ECoreMimeTypeUnknown: Int = -60064

    /** The data is larger than allowed, or as much waits as may. */
    const val ECoreDataSizeTooLarge: Int = -60065

    /** The number of calls is below 1. */
    const val ECoreSessionNumsOutOfRange: Int = -60066

    /**
     * The callback mode is not one of [DIRECTION_SEND_RECV][DIRECTION_MODE.DIRECTION_SEND_RECV],
     * [DIRECTION_SEND][DIRECTION_MODE.DIRECTION_SEND] and [DIRECTION_RECV][DIRECTION_MODE.DIRECTION_RECV].
     */
    const val ECoreNotSupportCallbackMode: Int = -60067

    /** There is no subscription, or request for a transfer, of this id. */
    const val ECoreNotFoundSubscribeId: Int = -60068

    /** This build has no such codec. */
    const val ECoreCodecNotSupport: Int = -60069

    /** The codec's parameters are not understood. */
    const val ECoreCodecParameterNotSupport: Int = -60070

    /** A dynamic payload type is outside 96…127. */
    const val ECorePayloadOutofRange: Int = -60071

    /** Another codec has this payload type. */
    const val ECorePayloadHasExist: Int = -60072

    /** The codec's payload type is fixed by RFC 3551. */
    const val ECoreFixPayloadCantChange: Int = -60073

    /** The number is no codec type. */
    const val ECoreCodecTypeInvalid: Int = -60074

    /** The codec has been added before. */
    const val ECoreCodecWasExist: Int = -60075

    /** The payload type is not valid. */
    const val ECorePayloadTypeInvalid: Int = -60076

    /** A text is too long. */
    const val ECoreArgumentTooLong: Int = -60077

    /** The lowest RTP port is odd. */
    const val ECoreMiniRtpPortMustIsEvenNum: Int = -60078

    /** The call is on hold. */
    const val ECoreCallInHold: Int = -60079

    /** The call is not an incoming one that waits for an answer. */
    const val ECoreNotIncomingCall: Int = -60080

    /** The media engine did not start. */
    const val ECoreCreateMediaEngineFailure: Int = -60081

    /** Audio is wanted, but no audio codec has been added. */
    const val ECoreAudioCodecEmptyButAudioEnabled: Int = -60082

    /** Video is wanted, but no video codec has been added. */
    const val ECoreVideoCodecEmptyButVideoEnabled: Int = -60083

    /** The address belongs to no local network interface. */
    const val ECoreNetworkInterfaceUnavailable: Int = -60084

    /** The tone is outside 0…16. */
    const val ECoreWrongDTMFTone: Int = -60085

    /** The licence key is wrong. */
    const val ECoreWrongLicenseKey: Int = -60086

    /** The licence key is for a trial version. */
    const val ECoreTrialVersionLicenseKey: Int = -60087

    /** The audio we send is muted. */
    const val ECoreOutgoingAudioMuted: Int = -60088

    /** The video we send is muted. */
    const val ECoreOutgoingVideoMuted: Int = -60089

    /** No session description could be made. */
    const val ECoreFailedCreateSdp: Int = -60090

    /** The trial is over. */
    const val ECoreTrialVersionExpired: Int = -60091

    /** The system refused something the call needs. */
    const val ECoreStackFailure: Int = -60092

    /** The transport exists already. */
    const val ECoreTransportExists: Int = -60093

    /** The transport is not supported. */
    const val ECoreUnsupportTransport: Int = -60094

    /** A user is set already. */
    const val ECoreAllowOnlyOneUser: Int = -60095

    /** No user is set. */
    const val ECoreUserNotFound: Int = -60096

    /** The transports do not fit together. */
    const val ECoreTransportsIncorrect: Int = -60097

    /** The transport could not be made. */
    const val ECoreCreateTransportFailure: Int = -60098

    /** No transport is set. */
    const val ECoreTransportNotSet: Int = -60099

    /** The signalling did not start. */
    const val ECoreECreateSignalingFailure: Int = -60100

    /** An argument is outside its range, not UTF-8, or empty where it may not be. */
    const val ECoreArgumentIncorrect: Int = -60101

    /** The SIP method's name is empty. */
    const val ECoreSipMethodNameEmpty: Int = -60102

    /** There is such a subscription already. */
    const val ECoreSipAlreadySubscribed: Int = -60103

    /** The file name is empty. */
    const val EAudioFileNameEmpty: Int = -70000

    /** The call has no audio channel. */
    const val EAudioChannelNotFound: Int = -70001

    /** The recording did not start. */
    const val EAudioStartRecordFailure: Int = -70002

    /** The recording could not be attached to the call. */
    const val EAudioRegisterRecodingFailure: Int = -70003

    /** The playback could not be attached to the call. */
    const val EAudioRegisterPlaybackFailure: Int = -70004

    /** No statistics could be taken. */
    const val EAudioGetStatisticsFailure: Int = -70005

    /** A file is playing already. */
    const val EAudioIsPlaying: Int = -70006

    /** No file is playing. */
    const val EAudioPlayObjectNotExist: Int = -70007

    /** The PCM stream has not been enabled. */
    const val EAudioPlaySteamNotEnabled: Int = -70008

    /** The raw audio callback could not be attached. */
    const val EAudioRegisterCallbackFailure: Int = -70009

    /** The conference could not be made. */
    const val EAudioCreateAudioConferenceFailure: Int = -70010

    /** The file cannot be opened or read. */
    const val EAudioOpenPlayFileFailure: Int = -70011

    /** The way of playing is not one of 0, 1 and 2. */
    const val EAudioPlayFileModeNotSupport: Int = -70012

    /** The file's format is not supported. */
    const val EAudioPlayFileFormatNotSupport: Int = -70013

    /** The PCM stream is enabled already. */
    const val EAudioPlaySteamAlreadyEnabled: Int = -70014

    /** The recording's file could not be made. */
    const val EAudioCreateRecordFileFailure: Int = -70015

    /** The file's codec is not supported. */
    const val EAudioCodecNotSupport: Int = -70016

    /** Playing files is not enabled. */
    const val EAudioPlayFileNotEnabled: Int = -70017

    /** The origin of a seek is not known. */
    const val EAudioPlayFileUnknowSeekOrigin: Int = -70018

    /** The device cannot be changed during a call. */
    const val EAudioCantSetDeviceIdDuringCall: Int = -70019

    /** A volume is outside 0…255. */
    const val EAudioVolumeOutOfRange: Int = -70020

    /** The video file's name is empty. */
    const val EVideoFileNameEmpty: Int = -80000

    /** There is no such video device. */
    const val EVideoGetDeviceNameFailure: Int = -80001

    /** The video device has no such id. */
    const val EVideoGetDeviceIdFailure: Int = -80002

    /** The camera did not start. */
    const val EVideoStartCaptureFailure: Int = -80003

    /** The call has no video channel. */
    const val EVideoChannelNotFound: Int = -80004

    /** Sending video did not start. */
    const val EVideoStartSendFailure: Int = -80005

    /** No video statistics could be taken. */
    const val EVideoGetStatisticsFailure: Int = -80006

    /** Playing the video file did not start. */
    const val EVideoStartPlayAviFailure: Int = -80007

    /** Sending the video file failed. */
    const val EVideoSendAviFileFailure: Int = -80008

    /** The recording's video codec is not known. */
    const val EVideoRecordUnknowCodec: Int = -80009

    /** The camera cannot be changed during a call. */
    const val EVideoCantSetDeviceIdDuringCall: Int = -80010

    /** The camera cannot be rotated so. */
    const val EVideoUnsupportCaptureRotate: Int = -80011

    /** The camera has no such resolution. */
    const val EVideoUnsupportCaptureResolution: Int = -80012

    /** The camera is switched too often. */
    const val ECameraSwitchTooOften: Int = -80013

    /** The MTU is out of range. */
    const val EMTUOutOfRange: Int = -80014

    /** There is no such device. */
    const val EDeviceGetDeviceNameFailure: Int = -90001

    /** The name of a code, or null for a number that is none. */
    fun nameOf(code: Int): String? = known[code]?.first

    /** What a code means, or null for a number that is none. */
    fun meaningOf(code: Int): String? = known[code]?.second

    private val known: Map<Int, Pair<String, String>> = mapOf(
        ECoreAlreadyInitialized to Pair("ECoreAlreadyInitialized", "The object is initialized already."),
        ECoreNotInitialized to Pair("ECoreNotInitialized", "The object is not running, or has been shut down."),
        ECoreSDKObjectNull to Pair("ECoreSDKObjectNull", "The handle is null, was freed, or is not one of ours."),
        ECoreArgumentNull to Pair("ECoreArgumentNull", "A required pointer is NULL."),
        ECoreInitializeWinsockFailure to Pair("ECoreInitializeWinsockFailure", "The system's sockets cannot be used."),
        ECoreUserNameAuthNameEmpty to Pair("ECoreUserNameAuthNameEmpty", "The user name is empty."),
        ECoreInitializeStackFailure to Pair("ECoreInitializeStackFailure", "The SIP stack did not start."),
        ECorePortOutOfRange to Pair("ECorePortOutOfRange", "A port is outside 0…65535."),
        ECoreAddTcpTransportFailure to Pair("ECoreAddTcpTransportFailure", "The local TCP port could not be bound."),
        ECoreAddTlsTransportFailure to Pair("ECoreAddTlsTransportFailure", "The local TLS port could not be bound."),
        ECoreAddUdpTransportFailure to Pair("ECoreAddUdpTransportFailure", "The local UDP port could not be bound."),
        ECoreMiniAudioPortOutOfRange to Pair(
            "ECoreMiniAudioPortOutOfRange",
            "The lowest audio port is outside 1…65534.",
        ),
        ECoreMaxAudioPortOutOfRange to Pair(
            "ECoreMaxAudioPortOutOfRange",
            "The highest audio port is outside 1…65534.",
        ),
        ECoreMiniVideoPortOutOfRange to Pair(
            "ECoreMiniVideoPortOutOfRange",
            "The lowest video port is outside 1…65534.",
        ),
        ECoreMaxVideoPortOutOfRange to Pair(
            "ECoreMaxVideoPortOutOfRange",
            "The highest video port is outside 1…65534.",
        ),
        ECoreMiniAudioPortNotEvenNumber to Pair("ECoreMiniAudioPortNotEvenNumber", "The lowest audio port is odd."),
        ECoreMaxAudioPortNotEvenNumber to Pair("ECoreMaxAudioPortNotEvenNumber", "The highest audio port is odd."),
        ECoreMiniVideoPortNotEvenNumber to Pair("ECoreMiniVideoPortNotEvenNumber", "The lowest video port is odd."),
        ECoreMaxVideoPortNotEvenNumber to Pair("ECoreMaxVideoPortNotEvenNumber", "The highest video port is odd."),
        ECoreAudioVideoPortOverlapped to Pair(
            "ECoreAudioVideoPortOverlapped",
            "Two port ranges overlap, or a range is upside down.",
        ),
        ECoreAudioVideoPortRangeTooSmall to Pair(
            "ECoreAudioVideoPortRangeTooSmall",
            "The port range has no room for the calls allowed.",
        ),
        ECoreAlreadyRegistered to Pair(
            "ECoreAlreadyRegistered",
            "The account is registered, or a registration is under way.",
        ),
        ECoreSIPServerEmpty to Pair("ECoreSIPServerEmpty", "There is no SIP server to register with."),
        ECoreExpiresValueTooSmall to Pair("ECoreExpiresValueTooSmall", "An expiry is below its minimum."),
        ECoreCallIdNotFound to Pair("ECoreCallIdNotFound", "No call has this Call-ID."),
        ECoreNotRegistered to Pair("ECoreNotRegistered", "The account is not registered."),
        ECoreCalleeEmpty to Pair("ECoreCalleeEmpty", "The callee is empty."),
        ECoreInvalidUri to Pair("ECoreInvalidUri", "The text is no SIP, SIPS or TEL address, or lacks a domain."),
        ECoreAudioVideoCodecEmpty to Pair("ECoreAudioVideoCodecEmpty", "No codec has been added."),
        ECoreNoFreeDialogSession to Pair(
            "ECoreNoFreeDialogSession",
            "As many calls are up as the object was made for.",
        ),
        ECoreCreateAudioChannelFailed to Pair(
            "ECoreCreateAudioChannelFailed",
            "No media ports were free for the call.",
        ),
        ECoreSessionTimerValueTooSmall to Pair(
            "ECoreSessionTimerValueTooSmall",
            "A session timer is below 90 seconds.",
        ),
        ECoreAudioHandleNull to Pair("ECoreAudioHandleNull", "The call has no audio."),
        ECoreVideoHandleNull to Pair("ECoreVideoHandleNull", "The call has no video."),
        ECoreCallIsClosed to Pair("ECoreCallIsClosed", "The call has ended."),
        ECoreCallAlreadyHold to Pair("ECoreCallAlreadyHold", "The call is on hold already."),
        ECoreCallNotEstablished to Pair("ECoreCallNotEstablished", "The call is not connected yet."),
        ECoreCallNotHold to Pair("ECoreCallNotHold", "The call is not on hold."),
        ECoreSipMessaegEmpty to Pair("ECoreSipMessaegEmpty", "The text of the SIP message is empty."),
        ECoreSipHeaderNotExist to Pair("ECoreSipHeaderNotExist", "The SIP message has no such header."),
        ECoreSipHeaderValueEmpty to Pair("ECoreSipHeaderValueEmpty", "The header's value is empty."),
        ECoreSipHeaderBadFormed to Pair(
            "ECoreSipHeaderBadFormed",
            "The header may not be set, or its text is not allowed in a header.",
        ),
        ECoreBufferTooSmall to Pair("ECoreBufferTooSmall", "The buffer is too small for the text and its NUL."),
        ECoreSipHeaderValueListEmpty to Pair("ECoreSipHeaderValueListEmpty", "The list of header values is empty."),
        ECoreSipHeaderParserEmpty to Pair("ECoreSipHeaderParserEmpty", "The text is not a SIP message."),
        ECoreSipHeaderValueListNull to Pair("ECoreSipHeaderValueListNull", "There is no list of header values."),
        ECoreSipHeaderNameEmpty to Pair("ECoreSipHeaderNameEmpty", "The header's name is empty."),
        ECoreAudioSampleNotmultiple to Pair(
            "ECoreAudioSampleNotmultiple",
            "The packet time is not a multiple of 10 ms.",
        ),
        ECoreAudioSampleOutOfRange to Pair("ECoreAudioSampleOutOfRange", "The packet time is outside 10…60 ms."),
        ECoreInviteSessionNotFound to Pair("ECoreInviteSessionNotFound", "There is no call of this session id."),
        ECoreStackException to Pair("ECoreStackException", "The library failed inside; the log has the details."),
        ECoreMimeTypeUnknown to Pair("ECoreMimeTypeUnknown", "The text is no MIME type."),
        ECoreDataSizeTooLarge to Pair(
            "ECoreDataSizeTooLarge",
            "The data is larger than allowed, or as much waits as may.",
        ),
        ECoreSessionNumsOutOfRange to Pair("ECoreSessionNumsOutOfRange", "The number of calls is below 1."),
        ECoreNotSupportCallbackMode to Pair(
            "ECoreNotSupportCallbackMode",
            "The callback mode is not one of DIRECTION_SEND_RECV, DIRECTION_SEND and DIRECTION_RECV.",
        ),
        ECoreNotFoundSubscribeId to Pair(
            "ECoreNotFoundSubscribeId",
            "There is no subscription, or request for a transfer, of this id.",
        ),
        ECoreCodecNotSupport to Pair("ECoreCodecNotSupport", "This build has no such codec."),
        ECoreCodecParameterNotSupport to Pair(
            "ECoreCodecParameterNotSupport",
            "The codec's parameters are not understood.",
        ),
        ECorePayloadOutofRange to Pair("ECorePayloadOutofRange", "A dynamic payload type is outside 96…127."),
        ECorePayloadHasExist to Pair("ECorePayloadHasExist", "Another codec has this payload type."),
        ECoreFixPayloadCantChange to Pair(
            "ECoreFixPayloadCantChange",
            "The codec's payload type is fixed by RFC 3551.",
        ),
        ECoreCodecTypeInvalid to Pair("ECoreCodecTypeInvalid", "The number is no codec type."),
        ECoreCodecWasExist to Pair("ECoreCodecWasExist", "The codec has been added before."),
        ECorePayloadTypeInvalid to Pair("ECorePayloadTypeInvalid", "The payload type is not valid."),
        ECoreArgumentTooLong to Pair("ECoreArgumentTooLong", "A text is too long."),
        ECoreMiniRtpPortMustIsEvenNum to Pair("ECoreMiniRtpPortMustIsEvenNum", "The lowest RTP port is odd."),
        ECoreCallInHold to Pair("ECoreCallInHold", "The call is on hold."),
        ECoreNotIncomingCall to Pair(
            "ECoreNotIncomingCall",
            "The call is not an incoming one that waits for an answer.",
        ),
        ECoreCreateMediaEngineFailure to Pair("ECoreCreateMediaEngineFailure", "The media engine did not start."),
        ECoreAudioCodecEmptyButAudioEnabled to Pair(
            "ECoreAudioCodecEmptyButAudioEnabled",
            "Audio is wanted, but no audio codec has been added.",
        ),
        ECoreVideoCodecEmptyButVideoEnabled to Pair(
            "ECoreVideoCodecEmptyButVideoEnabled",
            "Video is wanted, but no video codec has been added.",
        ),
        ECoreNetworkInterfaceUnavailable to Pair(
            "ECoreNetworkInterfaceUnavailable",
            "The address belongs to no local network interface.",
        ),
        ECoreWrongDTMFTone to Pair("ECoreWrongDTMFTone", "The tone is outside 0…16."),
        ECoreWrongLicenseKey to Pair("ECoreWrongLicenseKey", "The licence key is wrong."),
        ECoreTrialVersionLicenseKey to Pair("ECoreTrialVersionLicenseKey", "The licence key is for a trial version."),
        ECoreOutgoingAudioMuted to Pair("ECoreOutgoingAudioMuted", "The audio we send is muted."),
        ECoreOutgoingVideoMuted to Pair("ECoreOutgoingVideoMuted", "The video we send is muted."),
        ECoreFailedCreateSdp to Pair("ECoreFailedCreateSdp", "No session description could be made."),
        ECoreTrialVersionExpired to Pair("ECoreTrialVersionExpired", "The trial is over."),
        ECoreStackFailure to Pair("ECoreStackFailure", "The system refused something the call needs."),
        ECoreTransportExists to Pair("ECoreTransportExists", "The transport exists already."),
        ECoreUnsupportTransport to Pair("ECoreUnsupportTransport", "The transport is not supported."),
        ECoreAllowOnlyOneUser to Pair("ECoreAllowOnlyOneUser", "A user is set already."),
        ECoreUserNotFound to Pair("ECoreUserNotFound", "No user is set."),
        ECoreTransportsIncorrect to Pair("ECoreTransportsIncorrect", "The transports do not fit together."),
        ECoreCreateTransportFailure to Pair("ECoreCreateTransportFailure", "The transport could not be made."),
        ECoreTransportNotSet to Pair("ECoreTransportNotSet", "No transport is set."),
        ECoreECreateSignalingFailure to Pair("ECoreECreateSignalingFailure", "The signalling did not start."),
        ECoreArgumentIncorrect to Pair(
            "ECoreArgumentIncorrect",
            "An argument is outside its range, not UTF-8, or empty where it may not be.",
        ),
        ECoreSipMethodNameEmpty to Pair("ECoreSipMethodNameEmpty", "The SIP method's name is empty."),
        ECoreSipAlreadySubscribed to Pair("ECoreSipAlreadySubscribed", "There is such a subscription already."),
        EAudioFileNameEmpty to Pair("EAudioFileNameEmpty", "The file name is empty."),
        EAudioChannelNotFound to Pair("EAudioChannelNotFound", "The call has no audio channel."),
        EAudioStartRecordFailure to Pair("EAudioStartRecordFailure", "The recording did not start."),
        EAudioRegisterRecodingFailure to Pair(
            "EAudioRegisterRecodingFailure",
            "The recording could not be attached to the call.",
        ),
        EAudioRegisterPlaybackFailure to Pair(
            "EAudioRegisterPlaybackFailure",
            "The playback could not be attached to the call.",
        ),
        EAudioGetStatisticsFailure to Pair("EAudioGetStatisticsFailure", "No statistics could be taken."),
        EAudioIsPlaying to Pair("EAudioIsPlaying", "A file is playing already."),
        EAudioPlayObjectNotExist to Pair("EAudioPlayObjectNotExist", "No file is playing."),
        EAudioPlaySteamNotEnabled to Pair("EAudioPlaySteamNotEnabled", "The PCM stream has not been enabled."),
        EAudioRegisterCallbackFailure to Pair(
            "EAudioRegisterCallbackFailure",
            "The raw audio callback could not be attached.",
        ),
        EAudioCreateAudioConferenceFailure to Pair(
            "EAudioCreateAudioConferenceFailure",
            "The conference could not be made.",
        ),
        EAudioOpenPlayFileFailure to Pair("EAudioOpenPlayFileFailure", "The file cannot be opened or read."),
        EAudioPlayFileModeNotSupport to Pair(
            "EAudioPlayFileModeNotSupport",
            "The way of playing is not one of 0, 1 and 2.",
        ),
        EAudioPlayFileFormatNotSupport to Pair("EAudioPlayFileFormatNotSupport", "The file's format is not supported."),
        EAudioPlaySteamAlreadyEnabled to Pair("EAudioPlaySteamAlreadyEnabled", "The PCM stream is enabled already."),
        EAudioCreateRecordFileFailure to Pair(
            "EAudioCreateRecordFileFailure",
            "The recording's file could not be made.",
        ),
        EAudioCodecNotSupport to Pair("EAudioCodecNotSupport", "The file's codec is not supported."),
        EAudioPlayFileNotEnabled to Pair("EAudioPlayFileNotEnabled", "Playing files is not enabled."),
        EAudioPlayFileUnknowSeekOrigin to Pair("EAudioPlayFileUnknowSeekOrigin", "The origin of a seek is not known."),
        EAudioCantSetDeviceIdDuringCall to Pair(
            "EAudioCantSetDeviceIdDuringCall",
            "The device cannot be changed during a call.",
        ),
        EAudioVolumeOutOfRange to Pair("EAudioVolumeOutOfRange", "A volume is outside 0…255."),
        EVideoFileNameEmpty to Pair("EVideoFileNameEmpty", "The video file's name is empty."),
        EVideoGetDeviceNameFailure to Pair("EVideoGetDeviceNameFailure", "There is no such video device."),
        EVideoGetDeviceIdFailure to Pair("EVideoGetDeviceIdFailure", "The video device has no such id."),
        EVideoStartCaptureFailure to Pair("EVideoStartCaptureFailure", "The camera did not start."),
        EVideoChannelNotFound to Pair("EVideoChannelNotFound", "The call has no video channel."),
        EVideoStartSendFailure to Pair("EVideoStartSendFailure", "Sending video did not start."),
        EVideoGetStatisticsFailure to Pair("EVideoGetStatisticsFailure", "No video statistics could be taken."),
        EVideoStartPlayAviFailure to Pair("EVideoStartPlayAviFailure", "Playing the video file did not start."),
        EVideoSendAviFileFailure to Pair("EVideoSendAviFileFailure", "Sending the video file failed."),
        EVideoRecordUnknowCodec to Pair("EVideoRecordUnknowCodec", "The recording's video codec is not known."),
        EVideoCantSetDeviceIdDuringCall to Pair(
            "EVideoCantSetDeviceIdDuringCall",
            "The camera cannot be changed during a call.",
        ),
        EVideoUnsupportCaptureRotate to Pair("EVideoUnsupportCaptureRotate", "The camera cannot be rotated so."),
        EVideoUnsupportCaptureResolution to Pair(
            "EVideoUnsupportCaptureResolution",
            "The camera has no such resolution.",
        ),
        ECameraSwitchTooOften to Pair("ECameraSwitchTooOften", "The camera is switched too often."),
        EMTUOutOfRange to Pair("EMTUOutOfRange", "The MTU is out of range."),
        EDeviceGetDeviceNameFailure to Pair("EDeviceGetDeviceNameFailure", "There is no such device."),
    )
}
