// Generated from the C interface by `cargo xtask generate`: do not edit.
// Every error code, constant and enumeration has the number of the C interface, and its name.

#include <doctest/doctest.h>
#include <portsip/portsip.hpp>

namespace {

struct Number {
    std::int32_t defined;
    std::int32_t expected;
    std::string_view name;
};

constexpr Number errors[] = {
    {ECoreAlreadyInitialized, -60000, "ECoreAlreadyInitialized"},
    {ECoreNotInitialized, -60001, "ECoreNotInitialized"},
    {ECoreSDKObjectNull, -60002, "ECoreSDKObjectNull"},
    {ECoreArgumentNull, -60003, "ECoreArgumentNull"},
    {ECoreInitializeWinsockFailure, -60004, "ECoreInitializeWinsockFailure"},
    {ECoreUserNameAuthNameEmpty, -60005, "ECoreUserNameAuthNameEmpty"},
    {ECoreInitializeStackFailure, -60006, "ECoreInitializeStackFailure"},
    {ECorePortOutOfRange, -60007, "ECorePortOutOfRange"},
    {ECoreAddTcpTransportFailure, -60008, "ECoreAddTcpTransportFailure"},
    {ECoreAddTlsTransportFailure, -60009, "ECoreAddTlsTransportFailure"},
    {ECoreAddUdpTransportFailure, -60010, "ECoreAddUdpTransportFailure"},
    {ECoreMiniAudioPortOutOfRange, -60011, "ECoreMiniAudioPortOutOfRange"},
    {ECoreMaxAudioPortOutOfRange, -60012, "ECoreMaxAudioPortOutOfRange"},
    {ECoreMiniVideoPortOutOfRange, -60013, "ECoreMiniVideoPortOutOfRange"},
    {ECoreMaxVideoPortOutOfRange, -60014, "ECoreMaxVideoPortOutOfRange"},
    {ECoreMiniAudioPortNotEvenNumber, -60015, "ECoreMiniAudioPortNotEvenNumber"},
    {ECoreMaxAudioPortNotEvenNumber, -60016, "ECoreMaxAudioPortNotEvenNumber"},
    {ECoreMiniVideoPortNotEvenNumber, -60017, "ECoreMiniVideoPortNotEvenNumber"},
    {ECoreMaxVideoPortNotEvenNumber, -60018, "ECoreMaxVideoPortNotEvenNumber"},
    {ECoreAudioVideoPortOverlapped, -60019, "ECoreAudioVideoPortOverlapped"},
    {ECoreAudioVideoPortRangeTooSmall, -60020, "ECoreAudioVideoPortRangeTooSmall"},
    {ECoreAlreadyRegistered, -60021, "ECoreAlreadyRegistered"},
    {ECoreSIPServerEmpty, -60022, "ECoreSIPServerEmpty"},
    {ECoreExpiresValueTooSmall, -60023, "ECoreExpiresValueTooSmall"},
    {ECoreCallIdNotFound, -60024, "ECoreCallIdNotFound"},
    {ECoreNotRegistered, -60025, "ECoreNotRegistered"},
    {ECoreCalleeEmpty, -60026, "ECoreCalleeEmpty"},
    {ECoreInvalidUri, -60027, "ECoreInvalidUri"},
    {ECoreAudioVideoCodecEmpty, -60028, "ECoreAudioVideoCodecEmpty"},
    {ECoreNoFreeDialogSession, -60029, "ECoreNoFreeDialogSession"},
    {ECoreCreateAudioChannelFailed, -60030, "ECoreCreateAudioChannelFailed"},
    {ECoreSessionTimerValueTooSmall, -60040, "ECoreSessionTimerValueTooSmall"},
    {ECoreAudioHandleNull, -60041, "ECoreAudioHandleNull"},
    {ECoreVideoHandleNull, -60042, "ECoreVideoHandleNull"},
    {ECoreCallIsClosed, -60043, "ECoreCallIsClosed"},
    {ECoreCallAlreadyHold, -60044, "ECoreCallAlreadyHold"},
    {ECoreCallNotEstablished, -60045, "ECoreCallNotEstablished"},
    {ECoreCallNotHold, -60050, "ECoreCallNotHold"},
    {ECoreSipMessaegEmpty, -60051, "ECoreSipMessaegEmpty"},
    {ECoreSipHeaderNotExist, -60052, "ECoreSipHeaderNotExist"},
    {ECoreSipHeaderValueEmpty, -60053, "ECoreSipHeaderValueEmpty"},
    {ECoreSipHeaderBadFormed, -60054, "ECoreSipHeaderBadFormed"},
    {ECoreBufferTooSmall, -60055, "ECoreBufferTooSmall"},
    {ECoreSipHeaderValueListEmpty, -60056, "ECoreSipHeaderValueListEmpty"},
    {ECoreSipHeaderParserEmpty, -60057, "ECoreSipHeaderParserEmpty"},
    {ECoreSipHeaderValueListNull, -60058, "ECoreSipHeaderValueListNull"},
    {ECoreSipHeaderNameEmpty, -60059, "ECoreSipHeaderNameEmpty"},
    {ECoreAudioSampleNotmultiple, -60060, "ECoreAudioSampleNotmultiple"},
    {ECoreAudioSampleOutOfRange, -60061, "ECoreAudioSampleOutOfRange"},
    {ECoreInviteSessionNotFound, -60062, "ECoreInviteSessionNotFound"},
    {ECoreStackException, -60063, "ECoreStackException"},
    {ECoreMimeTypeUnknown, -60064, "ECoreMimeTypeUnknown"},
    {ECoreDataSizeTooLarge, -60065, "ECoreDataSizeTooLarge"},
    {ECoreSessionNumsOutOfRange, -60066, "ECoreSessionNumsOutOfRange"},
    {ECoreNotSupportCallbackMode, -60067, "ECoreNotSupportCallbackMode"},
    {ECoreNotFoundSubscribeId, -60068, "ECoreNotFoundSubscribeId"},
    {ECoreCodecNotSupport, -60069, "ECoreCodecNotSupport"},
    {ECoreCodecParameterNotSupport, -60070, "ECoreCodecParameterNotSupport"},
    {ECorePayloadOutofRange, -60071, "ECorePayloadOutofRange"},
    {ECorePayloadHasExist, -60072, "ECorePayloadHasExist"},
    {ECoreFixPayloadCantChange, -60073, "ECoreFixPayloadCantChange"},
    {ECoreCodecTypeInvalid, -60074, "ECoreCodecTypeInvalid"},
    {ECoreCodecWasExist, -60075, "ECoreCodecWasExist"},
    {ECorePayloadTypeInvalid, -60076, "ECorePayloadTypeInvalid"},
    {ECoreArgumentTooLong, -60077, "ECoreArgumentTooLong"},
    {ECoreMiniRtpPortMustIsEvenNum, -60078, "ECoreMiniRtpPortMustIsEvenNum"},
    {ECoreCallInHold, -60079, "ECoreCallInHold"},
    {ECoreNotIncomingCall, -60080, "ECoreNotIncomingCall"},
    {ECoreCreateMediaEngineFailure, -60081, "ECoreCreateMediaEngineFailure"},
    {ECoreAudioCodecEmptyButAudioEnabled, -60082, "ECoreAudioCodecEmptyButAudioEnabled"},
    {ECoreVideoCodecEmptyButVideoEnabled, -60083, "ECoreVideoCodecEmptyButVideoEnabled"},
    {ECoreNetworkInterfaceUnavailable, -60084, "ECoreNetworkInterfaceUnavailable"},
    {ECoreWrongDTMFTone, -60085, "ECoreWrongDTMFTone"},
    {ECoreWrongLicenseKey, -60086, "ECoreWrongLicenseKey"},
    {ECoreTrialVersionLicenseKey, -60087, "ECoreTrialVersionLicenseKey"},
    {ECoreOutgoingAudioMuted, -60088, "ECoreOutgoingAudioMuted"},
    {ECoreOutgoingVideoMuted, -60089, "ECoreOutgoingVideoMuted"},
    {ECoreFailedCreateSdp, -60090, "ECoreFailedCreateSdp"},
    {ECoreTrialVersionExpired, -60091, "ECoreTrialVersionExpired"},
    {ECoreStackFailure, -60092, "ECoreStackFailure"},
    {ECoreTransportExists, -60093, "ECoreTransportExists"},
    {ECoreUnsupportTransport, -60094, "ECoreUnsupportTransport"},
    {ECoreAllowOnlyOneUser, -60095, "ECoreAllowOnlyOneUser"},
    {ECoreUserNotFound, -60096, "ECoreUserNotFound"},
    {ECoreTransportsIncorrect, -60097, "ECoreTransportsIncorrect"},
    {ECoreCreateTransportFailure, -60098, "ECoreCreateTransportFailure"},
    {ECoreTransportNotSet, -60099, "ECoreTransportNotSet"},
    {ECoreECreateSignalingFailure, -60100, "ECoreECreateSignalingFailure"},
    {ECoreArgumentIncorrect, -60101, "ECoreArgumentIncorrect"},
    {ECoreSipMethodNameEmpty, -60102, "ECoreSipMethodNameEmpty"},
    {ECoreSipAlreadySubscribed, -60103, "ECoreSipAlreadySubscribed"},
    {EAudioFileNameEmpty, -70000, "EAudioFileNameEmpty"},
    {EAudioChannelNotFound, -70001, "EAudioChannelNotFound"},
    {EAudioStartRecordFailure, -70002, "EAudioStartRecordFailure"},
    {EAudioRegisterRecodingFailure, -70003, "EAudioRegisterRecodingFailure"},
    {EAudioRegisterPlaybackFailure, -70004, "EAudioRegisterPlaybackFailure"},
    {EAudioGetStatisticsFailure, -70005, "EAudioGetStatisticsFailure"},
    {EAudioIsPlaying, -70006, "EAudioIsPlaying"},
    {EAudioPlayObjectNotExist, -70007, "EAudioPlayObjectNotExist"},
    {EAudioPlaySteamNotEnabled, -70008, "EAudioPlaySteamNotEnabled"},
    {EAudioRegisterCallbackFailure, -70009, "EAudioRegisterCallbackFailure"},
    {EAudioCreateAudioConferenceFailure, -70010, "EAudioCreateAudioConferenceFailure"},
    {EAudioOpenPlayFileFailure, -70011, "EAudioOpenPlayFileFailure"},
    {EAudioPlayFileModeNotSupport, -70012, "EAudioPlayFileModeNotSupport"},
    {EAudioPlayFileFormatNotSupport, -70013, "EAudioPlayFileFormatNotSupport"},
    {EAudioPlaySteamAlreadyEnabled, -70014, "EAudioPlaySteamAlreadyEnabled"},
    {EAudioCreateRecordFileFailure, -70015, "EAudioCreateRecordFileFailure"},
    {EAudioCodecNotSupport, -70016, "EAudioCodecNotSupport"},
    {EAudioPlayFileNotEnabled, -70017, "EAudioPlayFileNotEnabled"},
    {EAudioPlayFileUnknowSeekOrigin, -70018, "EAudioPlayFileUnknowSeekOrigin"},
    {EAudioCantSetDeviceIdDuringCall, -70019, "EAudioCantSetDeviceIdDuringCall"},
    {EAudioVolumeOutOfRange, -70020, "EAudioVolumeOutOfRange"},
    {EVideoFileNameEmpty, -80000, "EVideoFileNameEmpty"},
    {EVideoGetDeviceNameFailure, -80001, "EVideoGetDeviceNameFailure"},
    {EVideoGetDeviceIdFailure, -80002, "EVideoGetDeviceIdFailure"},
    {EVideoStartCaptureFailure, -80003, "EVideoStartCaptureFailure"},
    {EVideoChannelNotFound, -80004, "EVideoChannelNotFound"},
    {EVideoStartSendFailure, -80005, "EVideoStartSendFailure"},
    {EVideoGetStatisticsFailure, -80006, "EVideoGetStatisticsFailure"},
    {EVideoStartPlayAviFailure, -80007, "EVideoStartPlayAviFailure"},
    {EVideoSendAviFileFailure, -80008, "EVideoSendAviFileFailure"},
    {EVideoRecordUnknowCodec, -80009, "EVideoRecordUnknowCodec"},
    {EVideoCantSetDeviceIdDuringCall, -80010, "EVideoCantSetDeviceIdDuringCall"},
    {EVideoUnsupportCaptureRotate, -80011, "EVideoUnsupportCaptureRotate"},
    {EVideoUnsupportCaptureResolution, -80012, "EVideoUnsupportCaptureResolution"},
    {ECameraSwitchTooOften, -80013, "ECameraSwitchTooOften"},
    {EMTUOutOfRange, -80014, "EMTUOutOfRange"},
    {EDeviceGetDeviceNameFailure, -90001, "EDeviceGetDeviceNameFailure"},
};

static_assert(INVALID_SESSION_ID == -1);
static_assert(CONFERENCE_SESSION_ID == 32767);
static_assert(static_cast<int>(AUDIOCODEC_NONE) == -1);
static_assert(PortSIP::valueName(AUDIOCODEC_NONE) == "AUDIOCODEC_NONE");
static_assert(static_cast<int>(AUDIOCODEC_G729) == 18);
static_assert(PortSIP::valueName(AUDIOCODEC_G729) == "AUDIOCODEC_G729");
static_assert(static_cast<int>(AUDIOCODEC_PCMA) == 8);
static_assert(PortSIP::valueName(AUDIOCODEC_PCMA) == "AUDIOCODEC_PCMA");
static_assert(static_cast<int>(AUDIOCODEC_PCMU) == 0);
static_assert(PortSIP::valueName(AUDIOCODEC_PCMU) == "AUDIOCODEC_PCMU");
static_assert(static_cast<int>(AUDIOCODEC_GSM) == 3);
static_assert(PortSIP::valueName(AUDIOCODEC_GSM) == "AUDIOCODEC_GSM");
static_assert(static_cast<int>(AUDIOCODEC_G722) == 9);
static_assert(PortSIP::valueName(AUDIOCODEC_G722) == "AUDIOCODEC_G722");
static_assert(static_cast<int>(AUDIOCODEC_ILBC) == 97);
static_assert(PortSIP::valueName(AUDIOCODEC_ILBC) == "AUDIOCODEC_ILBC");
static_assert(static_cast<int>(AUDIOCODEC_AMR) == 98);
static_assert(PortSIP::valueName(AUDIOCODEC_AMR) == "AUDIOCODEC_AMR");
static_assert(static_cast<int>(AUDIOCODEC_AMRWB) == 99);
static_assert(PortSIP::valueName(AUDIOCODEC_AMRWB) == "AUDIOCODEC_AMRWB");
static_assert(static_cast<int>(AUDIOCODEC_SPEEX) == 100);
static_assert(PortSIP::valueName(AUDIOCODEC_SPEEX) == "AUDIOCODEC_SPEEX");
static_assert(static_cast<int>(AUDIOCODEC_SPEEXWB) == 102);
static_assert(PortSIP::valueName(AUDIOCODEC_SPEEXWB) == "AUDIOCODEC_SPEEXWB");
static_assert(static_cast<int>(AUDIOCODEC_ISACWB) == 103);
static_assert(PortSIP::valueName(AUDIOCODEC_ISACWB) == "AUDIOCODEC_ISACWB");
static_assert(static_cast<int>(AUDIOCODEC_ISACSWB) == 104);
static_assert(PortSIP::valueName(AUDIOCODEC_ISACSWB) == "AUDIOCODEC_ISACSWB");
static_assert(static_cast<int>(AUDIOCODEC_G7221) == 121);
static_assert(PortSIP::valueName(AUDIOCODEC_G7221) == "AUDIOCODEC_G7221");
static_assert(static_cast<int>(AUDIOCODEC_OPUS) == 105);
static_assert(PortSIP::valueName(AUDIOCODEC_OPUS) == "AUDIOCODEC_OPUS");
static_assert(static_cast<int>(AUDIOCODEC_DTMF) == 101);
static_assert(PortSIP::valueName(AUDIOCODEC_DTMF) == "AUDIOCODEC_DTMF");
static_assert(static_cast<int>(FILEFORMAT_NONE) == 0);
static_assert(PortSIP::valueName(FILEFORMAT_NONE) == "FILEFORMAT_NONE");
static_assert(static_cast<int>(FILEFORMAT_WAVE) == 1);
static_assert(PortSIP::valueName(FILEFORMAT_WAVE) == "FILEFORMAT_WAVE");
static_assert(static_cast<int>(FILEFORMAT_AMR) == 2);
static_assert(PortSIP::valueName(FILEFORMAT_AMR) == "FILEFORMAT_AMR");
static_assert(static_cast<int>(FILEFORMAT_MP3) == 3);
static_assert(PortSIP::valueName(FILEFORMAT_MP3) == "FILEFORMAT_MP3");
static_assert(static_cast<int>(FILEFORMAT_MP4) == 4);
static_assert(PortSIP::valueName(FILEFORMAT_MP4) == "FILEFORMAT_MP4");
static_assert(static_cast<int>(RECORD_NONE) == 0);
static_assert(PortSIP::valueName(RECORD_NONE) == "RECORD_NONE");
static_assert(static_cast<int>(RECORD_RECV) == 1);
static_assert(PortSIP::valueName(RECORD_RECV) == "RECORD_RECV");
static_assert(static_cast<int>(RECORD_SEND) == 2);
static_assert(PortSIP::valueName(RECORD_SEND) == "RECORD_SEND");
static_assert(static_cast<int>(RECORD_BOTH) == 3);
static_assert(PortSIP::valueName(RECORD_BOTH) == "RECORD_BOTH");
static_assert(static_cast<int>(DIRECTION_NONE) == 0);
static_assert(PortSIP::valueName(DIRECTION_NONE) == "DIRECTION_NONE");
static_assert(static_cast<int>(DIRECTION_SEND_RECV) == 1);
static_assert(PortSIP::valueName(DIRECTION_SEND_RECV) == "DIRECTION_SEND_RECV");
static_assert(static_cast<int>(DIRECTION_SEND) == 2);
static_assert(PortSIP::valueName(DIRECTION_SEND) == "DIRECTION_SEND");
static_assert(static_cast<int>(DIRECTION_RECV) == 3);
static_assert(PortSIP::valueName(DIRECTION_RECV) == "DIRECTION_RECV");
static_assert(static_cast<int>(DIRECTION_INACTIVE) == 4);
static_assert(PortSIP::valueName(DIRECTION_INACTIVE) == "DIRECTION_INACTIVE");
static_assert(static_cast<int>(PORTSIP_LOG_NONE) == -1);
static_assert(PortSIP::valueName(PORTSIP_LOG_NONE) == "PORTSIP_LOG_NONE");
static_assert(static_cast<int>(PORTSIP_LOG_ERROR) == 1);
static_assert(PortSIP::valueName(PORTSIP_LOG_ERROR) == "PORTSIP_LOG_ERROR");
static_assert(static_cast<int>(PORTSIP_LOG_WARNING) == 2);
static_assert(PortSIP::valueName(PORTSIP_LOG_WARNING) == "PORTSIP_LOG_WARNING");
static_assert(static_cast<int>(PORTSIP_LOG_INFO) == 3);
static_assert(PortSIP::valueName(PORTSIP_LOG_INFO) == "PORTSIP_LOG_INFO");
static_assert(static_cast<int>(PORTSIP_LOG_DEBUG) == 4);
static_assert(PortSIP::valueName(PORTSIP_LOG_DEBUG) == "PORTSIP_LOG_DEBUG");
static_assert(static_cast<int>(TRANSPORT_UDP) == 0);
static_assert(PortSIP::valueName(TRANSPORT_UDP) == "TRANSPORT_UDP");
static_assert(static_cast<int>(TRANSPORT_TLS) == 1);
static_assert(PortSIP::valueName(TRANSPORT_TLS) == "TRANSPORT_TLS");
static_assert(static_cast<int>(TRANSPORT_TCP) == 2);
static_assert(PortSIP::valueName(TRANSPORT_TCP) == "TRANSPORT_TCP");
static_assert(static_cast<int>(TRANSPORT_PERS) == 3);
static_assert(PortSIP::valueName(TRANSPORT_PERS) == "TRANSPORT_PERS");
static_assert(static_cast<int>(TRANSPORT_WS) == 4);
static_assert(PortSIP::valueName(TRANSPORT_WS) == "TRANSPORT_WS");
static_assert(static_cast<int>(TRANSPORT_WSS) == 5);
static_assert(PortSIP::valueName(TRANSPORT_WSS) == "TRANSPORT_WSS");
static_assert(static_cast<int>(DTMF_RFC2833) == 0);
static_assert(PortSIP::valueName(DTMF_RFC2833) == "DTMF_RFC2833");
static_assert(static_cast<int>(DTMF_INFO) == 1);
static_assert(PortSIP::valueName(DTMF_INFO) == "DTMF_INFO");
static_assert(static_cast<int>(SESSION_REFERESH_UAC) == 0);
static_assert(PortSIP::valueName(SESSION_REFERESH_UAC) == "SESSION_REFERESH_UAC");
static_assert(static_cast<int>(SESSION_REFERESH_UAS) == 1);
static_assert(PortSIP::valueName(SESSION_REFERESH_UAS) == "SESSION_REFERESH_UAS");
static_assert(static_cast<int>(SRTP_POLICY_NONE) == 0);
static_assert(PortSIP::valueName(SRTP_POLICY_NONE) == "SRTP_POLICY_NONE");
static_assert(static_cast<int>(SRTP_POLICY_FORCE) == 1);
static_assert(PortSIP::valueName(SRTP_POLICY_FORCE) == "SRTP_POLICY_FORCE");
static_assert(static_cast<int>(SRTP_POLICY_PREFER) == 2);
static_assert(PortSIP::valueName(SRTP_POLICY_PREFER) == "SRTP_POLICY_PREFER");
static_assert(static_cast<int>(SRTP_KEY_EXCHANGE_SDES) == 0);
static_assert(PortSIP::valueName(SRTP_KEY_EXCHANGE_SDES) == "SRTP_KEY_EXCHANGE_SDES");
static_assert(static_cast<int>(SRTP_KEY_EXCHANGE_DTLS) == 1);
static_assert(PortSIP::valueName(SRTP_KEY_EXCHANGE_DTLS) == "SRTP_KEY_EXCHANGE_DTLS");

}  // namespace

TEST_CASE("the error codes") {
    for (const auto &error : errors) {
        CAPTURE(error.expected);
        CHECK(error.defined == error.expected);
        CHECK((PortSIP::errorName(error.expected) == error.name));
        CHECK_FALSE(PortSIP::errorText(error.expected).empty());
    }
    CHECK(PortSIP::errorName(0).empty());
    CHECK(PortSIP::errorText(1).empty());
}

TEST_CASE("values that are none of an enumeration have no name") {
    CHECK(PortSIP::valueName(static_cast<AUDIOCODEC_TYPE>(1)).empty());
    CHECK(PortSIP::valueName(static_cast<FILE_FORMAT>(5)).empty());
    CHECK(PortSIP::valueName(static_cast<DIRECTION_MODE>(5)).empty());
    CHECK(PortSIP::valueName(static_cast<PORTSIP_LOG_LEVEL>(0)).empty());
    CHECK(PortSIP::valueName(static_cast<TRANSPORT_TYPE>(6)).empty());
    CHECK(PortSIP::valueName(static_cast<SRTP_POLICY>(3)).empty());
}
