// Generated from the C interface by `cargo xtask generate`: do not edit.
// The names of error codes and of the values of enumerations.

#ifndef PORTSIP_CODES_HPP
#define PORTSIP_CODES_HPP

#include <portsip_sdk.h>
#include <cstdint>
#include <string_view>

namespace PortSIP {

/// The name of an error code, such as "ECoreCallIsClosed"; empty where there is no such code.
constexpr std::string_view errorName(std::int32_t code) noexcept {
    switch (code) {
        case ECoreAlreadyInitialized: return "ECoreAlreadyInitialized";
        case ECoreNotInitialized: return "ECoreNotInitialized";
        case ECoreSDKObjectNull: return "ECoreSDKObjectNull";
        case ECoreArgumentNull: return "ECoreArgumentNull";
        case ECoreInitializeWinsockFailure: return "ECoreInitializeWinsockFailure";
        case ECoreUserNameAuthNameEmpty: return "ECoreUserNameAuthNameEmpty";
        case ECoreInitializeStackFailure: return "ECoreInitializeStackFailure";
        case ECorePortOutOfRange: return "ECorePortOutOfRange";
        case ECoreAddTcpTransportFailure: return "ECoreAddTcpTransportFailure";
        case ECoreAddTlsTransportFailure: return "ECoreAddTlsTransportFailure";
        case ECoreAddUdpTransportFailure: return "ECoreAddUdpTransportFailure";
        case ECoreMiniAudioPortOutOfRange: return "ECoreMiniAudioPortOutOfRange";
        case ECoreMaxAudioPortOutOfRange: return "ECoreMaxAudioPortOutOfRange";
        case ECoreMiniVideoPortOutOfRange: return "ECoreMiniVideoPortOutOfRange";
        case ECoreMaxVideoPortOutOfRange: return "ECoreMaxVideoPortOutOfRange";
        case ECoreMiniAudioPortNotEvenNumber: return "ECoreMiniAudioPortNotEvenNumber";
        case ECoreMaxAudioPortNotEvenNumber: return "ECoreMaxAudioPortNotEvenNumber";
        case ECoreMiniVideoPortNotEvenNumber: return "ECoreMiniVideoPortNotEvenNumber";
        case ECoreMaxVideoPortNotEvenNumber: return "ECoreMaxVideoPortNotEvenNumber";
        case ECoreAudioVideoPortOverlapped: return "ECoreAudioVideoPortOverlapped";
        case ECoreAudioVideoPortRangeTooSmall: return "ECoreAudioVideoPortRangeTooSmall";
        case ECoreAlreadyRegistered: return "ECoreAlreadyRegistered";
        case ECoreSIPServerEmpty: return "ECoreSIPServerEmpty";
        case ECoreExpiresValueTooSmall: return "ECoreExpiresValueTooSmall";
        case ECoreCallIdNotFound: return "ECoreCallIdNotFound";
        case ECoreNotRegistered: return "ECoreNotRegistered";
        case ECoreCalleeEmpty: return "ECoreCalleeEmpty";
        case ECoreInvalidUri: return "ECoreInvalidUri";
        case ECoreAudioVideoCodecEmpty: return "ECoreAudioVideoCodecEmpty";
        case ECoreNoFreeDialogSession: return "ECoreNoFreeDialogSession";
        case ECoreCreateAudioChannelFailed: return "ECoreCreateAudioChannelFailed";
        case ECoreSessionTimerValueTooSmall: return "ECoreSessionTimerValueTooSmall";
        case ECoreAudioHandleNull: return "ECoreAudioHandleNull";
        case ECoreVideoHandleNull: return "ECoreVideoHandleNull";
        case ECoreCallIsClosed: return "ECoreCallIsClosed";
        case ECoreCallAlreadyHold: return "ECoreCallAlreadyHold";
        case ECoreCallNotEstablished: return "ECoreCallNotEstablished";
        case ECoreCallNotHold: return "ECoreCallNotHold";
        case ECoreSipMessaegEmpty: return "ECoreSipMessaegEmpty";
        case ECoreSipHeaderNotExist: return "ECoreSipHeaderNotExist";
        case ECoreSipHeaderValueEmpty: return "ECoreSipHeaderValueEmpty";
        case ECoreSipHeaderBadFormed: return "ECoreSipHeaderBadFormed";
        case ECoreBufferTooSmall: return "ECoreBufferTooSmall";
        case ECoreSipHeaderValueListEmpty: return "ECoreSipHeaderValueListEmpty";
        case ECoreSipHeaderParserEmpty: return "ECoreSipHeaderParserEmpty";
        case ECoreSipHeaderValueListNull: return "ECoreSipHeaderValueListNull";
        case ECoreSipHeaderNameEmpty: return "ECoreSipHeaderNameEmpty";
        case ECoreAudioSampleNotmultiple: return "ECoreAudioSampleNotmultiple";
        case ECoreAudioSampleOutOfRange: return "ECoreAudioSampleOutOfRange";
        case ECoreInviteSessionNotFound: return "ECoreInviteSessionNotFound";
        case ECoreStackException: return "ECoreStackException";
        case ECoreMimeTypeUnknown: return "ECoreMimeTypeUnknown";
        case ECoreDataSizeTooLarge: return "ECoreDataSizeTooLarge";
        case ECoreSessionNumsOutOfRange: return "ECoreSessionNumsOutOfRange";
        case ECoreNotSupportCallbackMode: return "ECoreNotSupportCallbackMode";
        case ECoreNotFoundSubscribeId: return "ECoreNotFoundSubscribeId";
        case ECoreCodecNotSupport: return "ECoreCodecNotSupport";
        case ECoreCodecParameterNotSupport: return "ECoreCodecParameterNotSupport";
        case ECorePayloadOutofRange: return "ECorePayloadOutofRange";
        case ECorePayloadHasExist: return "ECorePayloadHasExist";
        case ECoreFixPayloadCantChange: return "ECoreFixPayloadCantChange";
        case ECoreCodecTypeInvalid: return "ECoreCodecTypeInvalid";
        case ECoreCodecWasExist: return "ECoreCodecWasExist";
        case ECorePayloadTypeInvalid: return "ECorePayloadTypeInvalid";
        case ECoreArgumentTooLong: return "ECoreArgumentTooLong";
        case ECoreMiniRtpPortMustIsEvenNum: return "ECoreMiniRtpPortMustIsEvenNum";
        case ECoreCallInHold: return "ECoreCallInHold";
        case ECoreNotIncomingCall: return "ECoreNotIncomingCall";
        case ECoreCreateMediaEngineFailure: return "ECoreCreateMediaEngineFailure";
        case ECoreAudioCodecEmptyButAudioEnabled: return "ECoreAudioCodecEmptyButAudioEnabled";
        case ECoreVideoCodecEmptyButVideoEnabled: return "ECoreVideoCodecEmptyButVideoEnabled";
        case ECoreNetworkInterfaceUnavailable: return "ECoreNetworkInterfaceUnavailable";
        case ECoreWrongDTMFTone: return "ECoreWrongDTMFTone";
        case ECoreWrongLicenseKey: return "ECoreWrongLicenseKey";
        case ECoreTrialVersionLicenseKey: return "ECoreTrialVersionLicenseKey";
        case ECoreOutgoingAudioMuted: return "ECoreOutgoingAudioMuted";
        case ECoreOutgoingVideoMuted: return "ECoreOutgoingVideoMuted";
        case ECoreFailedCreateSdp: return "ECoreFailedCreateSdp";
        case ECoreTrialVersionExpired: return "ECoreTrialVersionExpired";
        case ECoreStackFailure: return "ECoreStackFailure";
        case ECoreTransportExists: return "ECoreTransportExists";
        case ECoreUnsupportTransport: return "ECoreUnsupportTransport";
        case ECoreAllowOnlyOneUser: return "ECoreAllowOnlyOneUser";
        case ECoreUserNotFound: return "ECoreUserNotFound";
        case ECoreTransportsIncorrect: return "ECoreTransportsIncorrect";
        case ECoreCreateTransportFailure: return "ECoreCreateTransportFailure";
        case ECoreTransportNotSet: return "ECoreTransportNotSet";
        case ECoreECreateSignalingFailure: return "ECoreECreateSignalingFailure";
        case ECoreArgumentIncorrect: return "ECoreArgumentIncorrect";
        case ECoreSipMethodNameEmpty: return "ECoreSipMethodNameEmpty";
        case ECoreSipAlreadySubscribed: return "ECoreSipAlreadySubscribed";
        case EAudioFileNameEmpty: return "EAudioFileNameEmpty";
        case EAudioChannelNotFound: return "EAudioChannelNotFound";
        case EAudioStartRecordFailure: return "EAudioStartRecordFailure";
        case EAudioRegisterRecodingFailure: return "EAudioRegisterRecodingFailure";
        case EAudioRegisterPlaybackFailure: return "EAudioRegisterPlaybackFailure";
        case EAudioGetStatisticsFailure: return "EAudioGetStatisticsFailure";
        case EAudioIsPlaying: return "EAudioIsPlaying";
        case EAudioPlayObjectNotExist: return "EAudioPlayObjectNotExist";
        case EAudioPlaySteamNotEnabled: return "EAudioPlaySteamNotEnabled";
        case EAudioRegisterCallbackFailure: return "EAudioRegisterCallbackFailure";
        case EAudioCreateAudioConferenceFailure: return "EAudioCreateAudioConferenceFailure";
        case EAudioOpenPlayFileFailure: return "EAudioOpenPlayFileFailure";
        case EAudioPlayFileModeNotSupport: return "EAudioPlayFileModeNotSupport";
        case EAudioPlayFileFormatNotSupport: return "EAudioPlayFileFormatNotSupport";
        case EAudioPlaySteamAlreadyEnabled: return "EAudioPlaySteamAlreadyEnabled";
        case EAudioCreateRecordFileFailure: return "EAudioCreateRecordFileFailure";
        case EAudioCodecNotSupport: return "EAudioCodecNotSupport";
        case EAudioPlayFileNotEnabled: return "EAudioPlayFileNotEnabled";
        case EAudioPlayFileUnknowSeekOrigin: return "EAudioPlayFileUnknowSeekOrigin";
        case EAudioCantSetDeviceIdDuringCall: return "EAudioCantSetDeviceIdDuringCall";
        case EAudioVolumeOutOfRange: return "EAudioVolumeOutOfRange";
        case EVideoFileNameEmpty: return "EVideoFileNameEmpty";
        case EVideoGetDeviceNameFailure: return "EVideoGetDeviceNameFailure";
        case EVideoGetDeviceIdFailure: return "EVideoGetDeviceIdFailure";
        case EVideoStartCaptureFailure: return "EVideoStartCaptureFailure";
        case EVideoChannelNotFound: return "EVideoChannelNotFound";
        case EVideoStartSendFailure: return "EVideoStartSendFailure";
        case EVideoGetStatisticsFailure: return "EVideoGetStatisticsFailure";
        case EVideoStartPlayAviFailure: return "EVideoStartPlayAviFailure";
        case EVideoSendAviFileFailure: return "EVideoSendAviFileFailure";
        case EVideoRecordUnknowCodec: return "EVideoRecordUnknowCodec";
        case EVideoCantSetDeviceIdDuringCall: return "EVideoCantSetDeviceIdDuringCall";
        case EVideoUnsupportCaptureRotate: return "EVideoUnsupportCaptureRotate";
        case EVideoUnsupportCaptureResolution: return "EVideoUnsupportCaptureResolution";
        case ECameraSwitchTooOften: return "ECameraSwitchTooOften";
        case EMTUOutOfRange: return "EMTUOutOfRange";
        case EDeviceGetDeviceNameFailure: return "EDeviceGetDeviceNameFailure";
        default: return "";
    }
}

/// What an error code means, in a sentence; empty where there is no such code.
constexpr std::string_view errorText(std::int32_t code) noexcept {
    switch (code) {
        case ECoreAlreadyInitialized:
            return "The object is initialized already.";
        case ECoreNotInitialized:
            return "The object is not running, or has been shut down.";
        case ECoreSDKObjectNull:
            return "The handle is null, was freed, or is not one of ours.";
        case ECoreArgumentNull:
            return "A required pointer is nullptr.";
        case ECoreInitializeWinsockFailure:
            return "The system's sockets cannot be used.";
        case ECoreUserNameAuthNameEmpty:
            return "The user name is empty.";
        case ECoreInitializeStackFailure:
            return "The SIP stack did not start.";
        case ECorePortOutOfRange:
            return "A port is outside 0...65535.";
        case ECoreAddTcpTransportFailure:
            return "The local TCP port could not be bound.";
        case ECoreAddTlsTransportFailure:
            return "The local TLS port could not be bound.";
        case ECoreAddUdpTransportFailure:
            return "The local UDP port could not be bound.";
        case ECoreMiniAudioPortOutOfRange:
            return "The lowest audio port is outside 1...65534.";
        case ECoreMaxAudioPortOutOfRange:
            return "The highest audio port is outside 1...65534.";
        case ECoreMiniVideoPortOutOfRange:
            return "The lowest video port is outside 1...65534.";
        case ECoreMaxVideoPortOutOfRange:
            return "The highest video port is outside 1...65534.";
        case ECoreMiniAudioPortNotEvenNumber:
            return "The lowest audio port is odd.";
        case ECoreMaxAudioPortNotEvenNumber:
            return "The highest audio port is odd.";
        case ECoreMiniVideoPortNotEvenNumber:
            return "The lowest video port is odd.";
        case ECoreMaxVideoPortNotEvenNumber:
            return "The highest video port is odd.";
        case ECoreAudioVideoPortOverlapped:
            return "Two port ranges overlap, or a range is upside down.";
        case ECoreAudioVideoPortRangeTooSmall:
            return "The port range has no room for the calls allowed.";
        case ECoreAlreadyRegistered:
            return "The account is registered, or a registration is under way.";
        case ECoreSIPServerEmpty:
            return "There is no SIP server to register with.";
        case ECoreExpiresValueTooSmall:
            return "An expiry is below its minimum.";
        case ECoreCallIdNotFound:
            return "No call has this Call-ID.";
        case ECoreNotRegistered:
            return "The account is not registered.";
        case ECoreCalleeEmpty:
            return "The callee is empty.";
        case ECoreInvalidUri:
            return "The text is no SIP, SIPS or TEL address, or lacks a domain.";
        case ECoreAudioVideoCodecEmpty:
            return "No codec has been added.";
        case ECoreNoFreeDialogSession:
            return "As many calls are up as the object was made for.";
        case ECoreCreateAudioChannelFailed:
            return "No media ports were free for the call.";
        case ECoreSessionTimerValueTooSmall:
            return "A session timer is below 90 seconds.";
        case ECoreAudioHandleNull:
            return "The call has no audio.";
        case ECoreVideoHandleNull:
            return "The call has no video.";
        case ECoreCallIsClosed:
            return "The call has ended.";
        case ECoreCallAlreadyHold:
            return "The call is on hold already.";
        case ECoreCallNotEstablished:
            return "The call is not connected yet.";
        case ECoreCallNotHold:
            return "The call is not on hold.";
        case ECoreSipMessaegEmpty:
            return "The text of the SIP message is empty.";
        case ECoreSipHeaderNotExist:
            return "The SIP message has no such header.";
        case ECoreSipHeaderValueEmpty:
            return "The header's value is empty.";
        case ECoreSipHeaderBadFormed:
            return "The header may not be set, or its text is not allowed in a header.";
        case ECoreBufferTooSmall:
            return "The buffer is too small for the text and its NUL.";
        case ECoreSipHeaderValueListEmpty:
            return "The list of header values is empty.";
        case ECoreSipHeaderParserEmpty:
            return "The text is not a SIP message.";
        case ECoreSipHeaderValueListNull:
            return "There is no list of header values.";
        case ECoreSipHeaderNameEmpty:
            return "The header's name is empty.";
        case ECoreAudioSampleNotmultiple:
            return "The packet time is not a multiple of 10 ms.";
        case ECoreAudioSampleOutOfRange:
            return "The packet time is outside 10...60 ms.";
        case ECoreInviteSessionNotFound:
            return "There is no call of this session id.";
        case ECoreStackException:
            return "The library failed inside; the log has the details.";
        case ECoreMimeTypeUnknown:
            return "The text is no MIME type.";
        case ECoreDataSizeTooLarge:
            return "The data is larger than allowed, or as much waits as may.";
        case ECoreSessionNumsOutOfRange:
            return "The number of calls is below 1.";
        case ECoreNotSupportCallbackMode:
            return "The callback mode is not one of DIRECTION_SEND_RECV, DIRECTION_SEND and DIRECTION_RECV.";
        case ECoreNotFoundSubscribeId:
            return "There is no subscription, or request for a transfer, of this id.";
        case ECoreCodecNotSupport:
            return "This build has no such codec.";
        case ECoreCodecParameterNotSupport:
            return "The codec's parameters are not understood.";
        case ECorePayloadOutofRange:
            return "A dynamic payload type is outside 96...127.";
        case ECorePayloadHasExist:
            return "Another codec has this payload type.";
        case ECoreFixPayloadCantChange:
            return "The codec's payload type is fixed by RFC 3551.";
        case ECoreCodecTypeInvalid:
            return "The number is no codec type.";
        case ECoreCodecWasExist:
            return "The codec has been added before.";
        case ECorePayloadTypeInvalid:
            return "The payload type is not valid.";
        case ECoreArgumentTooLong:
            return "A text is too long.";
        case ECoreMiniRtpPortMustIsEvenNum:
            return "The lowest RTP port is odd.";
        case ECoreCallInHold:
            return "The call is on hold.";
        case ECoreNotIncomingCall:
            return "The call is not an incoming one that waits for an answer.";
        case ECoreCreateMediaEngineFailure:
            return "The media engine did not start.";
        case ECoreAudioCodecEmptyButAudioEnabled:
            return "Audio is wanted, but no audio codec has been added.";
        case ECoreVideoCodecEmptyButVideoEnabled:
            return "Video is wanted, but no video codec has been added.";
        case ECoreNetworkInterfaceUnavailable:
            return "The address belongs to no local network interface.";
        case ECoreWrongDTMFTone:
            return "The tone is outside 0...16.";
        case ECoreWrongLicenseKey:
            return "The licence key is wrong.";
        case ECoreTrialVersionLicenseKey:
            return "The licence key is for a trial version.";
        case ECoreOutgoingAudioMuted:
            return "The audio we send is muted.";
        case ECoreOutgoingVideoMuted:
            return "The video we send is muted.";
        case ECoreFailedCreateSdp:
            return "No session description could be made.";
        case ECoreTrialVersionExpired:
            return "The trial is over.";
        case ECoreStackFailure:
            return "The system refused something the call needs.";
        case ECoreTransportExists:
            return "The transport exists already.";
        case ECoreUnsupportTransport:
            return "The transport is not supported.";
        case ECoreAllowOnlyOneUser:
            return "A user is set already.";
        case ECoreUserNotFound:
            return "No user is set.";
        case ECoreTransportsIncorrect:
            return "The transports do not fit together.";
        case ECoreCreateTransportFailure:
            return "The transport could not be made.";
        case ECoreTransportNotSet:
            return "No transport is set.";
        case ECoreECreateSignalingFailure:
            return "The signalling did not start.";
        case ECoreArgumentIncorrect:
            return "An argument is outside its range, not UTF-8, or empty where it may not be.";
        case ECoreSipMethodNameEmpty:
            return "The SIP method's name is empty.";
        case ECoreSipAlreadySubscribed:
            return "There is such a subscription already.";
        case EAudioFileNameEmpty:
            return "The file name is empty.";
        case EAudioChannelNotFound:
            return "The call has no audio channel.";
        case EAudioStartRecordFailure:
            return "The recording did not start.";
        case EAudioRegisterRecodingFailure:
            return "The recording could not be attached to the call.";
        case EAudioRegisterPlaybackFailure:
            return "The playback could not be attached to the call.";
        case EAudioGetStatisticsFailure:
            return "No statistics could be taken.";
        case EAudioIsPlaying:
            return "A file is playing already.";
        case EAudioPlayObjectNotExist:
            return "No file is playing.";
        case EAudioPlaySteamNotEnabled:
            return "The PCM stream has not been enabled.";
        case EAudioRegisterCallbackFailure:
            return "The raw audio callback could not be attached.";
        case EAudioCreateAudioConferenceFailure:
            return "The conference could not be made.";
        case EAudioOpenPlayFileFailure:
            return "The file cannot be opened or read.";
        case EAudioPlayFileModeNotSupport:
            return "The way of playing is not one of 0, 1 and 2.";
        case EAudioPlayFileFormatNotSupport:
            return "The file's format is not supported.";
        case EAudioPlaySteamAlreadyEnabled:
            return "The PCM stream is enabled already.";
        case EAudioCreateRecordFileFailure:
            return "The recording's file could not be made.";
        case EAudioCodecNotSupport:
            return "The file's codec is not supported.";
        case EAudioPlayFileNotEnabled:
            return "Playing files is not enabled.";
        case EAudioPlayFileUnknowSeekOrigin:
            return "The origin of a seek is not known.";
        case EAudioCantSetDeviceIdDuringCall:
            return "The device cannot be changed during a call.";
        case EAudioVolumeOutOfRange:
            return "A volume is outside 0...255.";
        case EVideoFileNameEmpty:
            return "The video file's name is empty.";
        case EVideoGetDeviceNameFailure:
            return "There is no such video device.";
        case EVideoGetDeviceIdFailure:
            return "The video device has no such id.";
        case EVideoStartCaptureFailure:
            return "The camera did not start.";
        case EVideoChannelNotFound:
            return "The call has no video channel.";
        case EVideoStartSendFailure:
            return "Sending video did not start.";
        case EVideoGetStatisticsFailure:
            return "No video statistics could be taken.";
        case EVideoStartPlayAviFailure:
            return "Playing the video file did not start.";
        case EVideoSendAviFileFailure:
            return "Sending the video file failed.";
        case EVideoRecordUnknowCodec:
            return "The recording's video codec is not known.";
        case EVideoCantSetDeviceIdDuringCall:
            return "The camera cannot be changed during a call.";
        case EVideoUnsupportCaptureRotate:
            return "The camera cannot be rotated so.";
        case EVideoUnsupportCaptureResolution:
            return "The camera has no such resolution.";
        case ECameraSwitchTooOften:
            return "The camera is switched too often.";
        case EMTUOutOfRange:
            return "The MTU is out of range.";
        case EDeviceGetDeviceNameFailure:
            return "There is no such device.";
        default: return "";
    }
}

/// The name of a value, such as "AUDIOCODEC_NONE"; empty where there is no such value.
constexpr std::string_view valueName(AUDIOCODEC_TYPE value) noexcept {
    switch (value) {
        case AUDIOCODEC_NONE: return "AUDIOCODEC_NONE";
        case AUDIOCODEC_G729: return "AUDIOCODEC_G729";
        case AUDIOCODEC_PCMA: return "AUDIOCODEC_PCMA";
        case AUDIOCODEC_PCMU: return "AUDIOCODEC_PCMU";
        case AUDIOCODEC_GSM: return "AUDIOCODEC_GSM";
        case AUDIOCODEC_G722: return "AUDIOCODEC_G722";
        case AUDIOCODEC_ILBC: return "AUDIOCODEC_ILBC";
        case AUDIOCODEC_AMR: return "AUDIOCODEC_AMR";
        case AUDIOCODEC_AMRWB: return "AUDIOCODEC_AMRWB";
        case AUDIOCODEC_SPEEX: return "AUDIOCODEC_SPEEX";
        case AUDIOCODEC_SPEEXWB: return "AUDIOCODEC_SPEEXWB";
        case AUDIOCODEC_ISACWB: return "AUDIOCODEC_ISACWB";
        case AUDIOCODEC_ISACSWB: return "AUDIOCODEC_ISACSWB";
        case AUDIOCODEC_G7221: return "AUDIOCODEC_G7221";
        case AUDIOCODEC_OPUS: return "AUDIOCODEC_OPUS";
        case AUDIOCODEC_DTMF: return "AUDIOCODEC_DTMF";
    }
    return "";
}

/// The name of a value, such as "FILEFORMAT_NONE"; empty where there is no such value.
constexpr std::string_view valueName(FILE_FORMAT value) noexcept {
    switch (value) {
        case FILEFORMAT_NONE: return "FILEFORMAT_NONE";
        case FILEFORMAT_WAVE: return "FILEFORMAT_WAVE";
        case FILEFORMAT_AMR: return "FILEFORMAT_AMR";
        case FILEFORMAT_MP3: return "FILEFORMAT_MP3";
        case FILEFORMAT_MP4: return "FILEFORMAT_MP4";
    }
    return "";
}

/// The name of a value, such as "RECORD_NONE"; empty where there is no such value.
constexpr std::string_view valueName(RECORD_MODE value) noexcept {
    switch (value) {
        case RECORD_NONE: return "RECORD_NONE";
        case RECORD_RECV: return "RECORD_RECV";
        case RECORD_SEND: return "RECORD_SEND";
        case RECORD_BOTH: return "RECORD_BOTH";
    }
    return "";
}

/// The name of a value, such as "DIRECTION_NONE"; empty where there is no such value.
constexpr std::string_view valueName(DIRECTION_MODE value) noexcept {
    switch (value) {
        case DIRECTION_NONE: return "DIRECTION_NONE";
        case DIRECTION_SEND_RECV: return "DIRECTION_SEND_RECV";
        case DIRECTION_SEND: return "DIRECTION_SEND";
        case DIRECTION_RECV: return "DIRECTION_RECV";
        case DIRECTION_INACTIVE: return "DIRECTION_INACTIVE";
    }
    return "";
}

/// The name of a value, such as "PORTSIP_LOG_NONE"; empty where there is no such value.
constexpr std::string_view valueName(PORTSIP_LOG_LEVEL value) noexcept {
    switch (value) {
        case PORTSIP_LOG_NONE: return "PORTSIP_LOG_NONE";
        case PORTSIP_LOG_ERROR: return "PORTSIP_LOG_ERROR";
        case PORTSIP_LOG_WARNING: return "PORTSIP_LOG_WARNING";
        case PORTSIP_LOG_INFO: return "PORTSIP_LOG_INFO";
        case PORTSIP_LOG_DEBUG: return "PORTSIP_LOG_DEBUG";
    }
    return "";
}

/// The name of a value, such as "TRANSPORT_UDP"; empty where there is no such value.
constexpr std::string_view valueName(TRANSPORT_TYPE value) noexcept {
    switch (value) {
        case TRANSPORT_UDP: return "TRANSPORT_UDP";
        case TRANSPORT_TLS: return "TRANSPORT_TLS";
        case TRANSPORT_TCP: return "TRANSPORT_TCP";
        case TRANSPORT_PERS: return "TRANSPORT_PERS";
        case TRANSPORT_WS: return "TRANSPORT_WS";
        case TRANSPORT_WSS: return "TRANSPORT_WSS";
    }
    return "";
}

/// The name of a value, such as "DTMF_RFC2833"; empty where there is no such value.
constexpr std::string_view valueName(DTMF_METHOD value) noexcept {
    switch (value) {
        case DTMF_RFC2833: return "DTMF_RFC2833";
        case DTMF_INFO: return "DTMF_INFO";
    }
    return "";
}

/// The name of a value, such as "SESSION_REFERESH_UAC"; empty where there is no such value.
constexpr std::string_view valueName(SESSION_REFRESH_MODE value) noexcept {
    switch (value) {
        case SESSION_REFERESH_UAC: return "SESSION_REFERESH_UAC";
        case SESSION_REFERESH_UAS: return "SESSION_REFERESH_UAS";
    }
    return "";
}

/// The name of a value, such as "SRTP_POLICY_NONE"; empty where there is no such value.
constexpr std::string_view valueName(SRTP_POLICY value) noexcept {
    switch (value) {
        case SRTP_POLICY_NONE: return "SRTP_POLICY_NONE";
        case SRTP_POLICY_FORCE: return "SRTP_POLICY_FORCE";
        case SRTP_POLICY_PREFER: return "SRTP_POLICY_PREFER";
    }
    return "";
}

/// The name of a value, such as "SRTP_KEY_EXCHANGE_SDES"; empty where there is no such value.
constexpr std::string_view valueName(SRTP_KEY_EXCHANGE value) noexcept {
    switch (value) {
        case SRTP_KEY_EXCHANGE_SDES: return "SRTP_KEY_EXCHANGE_SDES";
        case SRTP_KEY_EXCHANGE_DTLS: return "SRTP_KEY_EXCHANGE_DTLS";
    }
    return "";
}

}  // namespace PortSIP

#endif  // PORTSIP_CODES_HPP
