//! The numbers of the interface: error codes and enumerations.
//!
//! They are written out because the header is generated from this file. A
//! test holds them against `portsip_core::error` and `spec/abi/constants.tsv`.
#![expect(
    non_upper_case_globals,
    non_camel_case_types,
    reason = "the names programs know from the C header"
)]

/// The session id that names no session.
pub const INVALID_SESSION_ID: i32 = -1;
/// The session id that names the conference.
pub const CONFERENCE_SESSION_ID: i32 = 32767;
/// The object is initialized already.
pub const ECoreAlreadyInitialized: i32 = -60000;
/// The object is not running, or has been shut down.
pub const ECoreNotInitialized: i32 = -60001;
/// The handle is null, was freed, or is not one of ours.
pub const ECoreSDKObjectNull: i32 = -60002;
/// A required pointer is NULL.
pub const ECoreArgumentNull: i32 = -60003;
/// The system's sockets cannot be used.
pub const ECoreInitializeWinsockFailure: i32 = -60004;
/// The user name is empty.
pub const ECoreUserNameAuthNameEmpty: i32 = -60005;
/// The SIP stack did not start.
pub const ECoreInitializeStackFailure: i32 = -60006;
/// A port is outside 0…65535.
pub const ECorePortOutOfRange: i32 = -60007;
/// The local TCP port could not be bound.
pub const ECoreAddTcpTransportFailure: i32 = -60008;
/// The local TLS port could not be bound.
pub const ECoreAddTlsTransportFailure: i32 = -60009;
/// The local UDP port could not be bound.
pub const ECoreAddUdpTransportFailure: i32 = -60010;
/// The lowest audio port is outside 1…65534.
pub const ECoreMiniAudioPortOutOfRange: i32 = -60011;
/// The highest audio port is outside 1…65534.
pub const ECoreMaxAudioPortOutOfRange: i32 = -60012;
/// The lowest video port is outside 1…65534.
pub const ECoreMiniVideoPortOutOfRange: i32 = -60013;
/// The highest video port is outside 1…65534.
pub const ECoreMaxVideoPortOutOfRange: i32 = -60014;
/// The lowest audio port is odd.
pub const ECoreMiniAudioPortNotEvenNumber: i32 = -60015;
/// The highest audio port is odd.
pub const ECoreMaxAudioPortNotEvenNumber: i32 = -60016;
/// The lowest video port is odd.
pub const ECoreMiniVideoPortNotEvenNumber: i32 = -60017;
/// The highest video port is odd.
pub const ECoreMaxVideoPortNotEvenNumber: i32 = -60018;
/// Two port ranges overlap, or a range is upside down.
pub const ECoreAudioVideoPortOverlapped: i32 = -60019;
/// The port range has no room for the calls allowed.
pub const ECoreAudioVideoPortRangeTooSmall: i32 = -60020;
/// The account is registered, or a registration is under way.
pub const ECoreAlreadyRegistered: i32 = -60021;
/// There is no SIP server to register with.
pub const ECoreSIPServerEmpty: i32 = -60022;
/// An expiry is below its minimum.
pub const ECoreExpiresValueTooSmall: i32 = -60023;
/// No call has this Call-ID.
pub const ECoreCallIdNotFound: i32 = -60024;
/// The account is not registered.
pub const ECoreNotRegistered: i32 = -60025;
/// The callee is empty.
pub const ECoreCalleeEmpty: i32 = -60026;
/// The text is no SIP, SIPS or TEL address, or lacks a domain.
pub const ECoreInvalidUri: i32 = -60027;
/// No codec has been added.
pub const ECoreAudioVideoCodecEmpty: i32 = -60028;
/// As many calls are up as the object was made for.
pub const ECoreNoFreeDialogSession: i32 = -60029;
/// No media ports were free for the call.
pub const ECoreCreateAudioChannelFailed: i32 = -60030;
/// A session timer is below 90 seconds.
pub const ECoreSessionTimerValueTooSmall: i32 = -60040;
/// The call has no audio.
pub const ECoreAudioHandleNull: i32 = -60041;
/// The call has no video.
pub const ECoreVideoHandleNull: i32 = -60042;
/// The call has ended.
pub const ECoreCallIsClosed: i32 = -60043;
/// The call is on hold already.
pub const ECoreCallAlreadyHold: i32 = -60044;
/// The call is not connected yet.
pub const ECoreCallNotEstablished: i32 = -60045;
/// The call is not on hold.
pub const ECoreCallNotHold: i32 = -60050;
/// The text of the SIP message is empty.
pub const ECoreSipMessaegEmpty: i32 = -60051;
/// The SIP message has no such header.
pub const ECoreSipHeaderNotExist: i32 = -60052;
/// The header's value is empty.
pub const ECoreSipHeaderValueEmpty: i32 = -60053;
/// The header may not be set, or its text is not allowed in a header.
pub const ECoreSipHeaderBadFormed: i32 = -60054;
/// The buffer is too small for the text and its NUL.
pub const ECoreBufferTooSmall: i32 = -60055;
/// The list of header values is empty.
pub const ECoreSipHeaderValueListEmpty: i32 = -60056;
/// The text is not a SIP message.
pub const ECoreSipHeaderParserEmpty: i32 = -60057;
/// There is no list of header values.
pub const ECoreSipHeaderValueListNull: i32 = -60058;
/// The header's name is empty.
pub const ECoreSipHeaderNameEmpty: i32 = -60059;
/// The packet time is not a multiple of 10 ms.
pub const ECoreAudioSampleNotmultiple: i32 = -60060;
/// The packet time is outside 10…60 ms.
pub const ECoreAudioSampleOutOfRange: i32 = -60061;
/// There is no call of this session id.
pub const ECoreInviteSessionNotFound: i32 = -60062;
/// The library failed inside; the log has the details.
pub const ECoreStackException: i32 = -60063;
/// The text is no MIME type.
pub const ECoreMimeTypeUnknown: i32 = -60064;
/// The data is larger than allowed, or as much waits as may.
pub const ECoreDataSizeTooLarge: i32 = -60065;
/// The number of calls is below 1.
pub const ECoreSessionNumsOutOfRange: i32 = -60066;
/// The callback mode is not one of `DIRECTION_SEND_RECV`,
/// `DIRECTION_SEND` and `DIRECTION_RECV`.
pub const ECoreNotSupportCallbackMode: i32 = -60067;
/// There is no subscription, or request for a transfer, of this id.
pub const ECoreNotFoundSubscribeId: i32 = -60068;
/// This build has no such codec.
pub const ECoreCodecNotSupport: i32 = -60069;
/// The codec's parameters are not understood.
pub const ECoreCodecParameterNotSupport: i32 = -60070;
/// A dynamic payload type is outside 96…127.
pub const ECorePayloadOutofRange: i32 = -60071;
/// Another codec has this payload type.
pub const ECorePayloadHasExist: i32 = -60072;
/// The codec's payload type is fixed by RFC 3551.
pub const ECoreFixPayloadCantChange: i32 = -60073;
/// The number is no codec type.
pub const ECoreCodecTypeInvalid: i32 = -60074;
/// The codec has been added before.
pub const ECoreCodecWasExist: i32 = -60075;
/// The payload type is not valid.
pub const ECorePayloadTypeInvalid: i32 = -60076;
/// A text is too long.
pub const ECoreArgumentTooLong: i32 = -60077;
/// The lowest RTP port is odd.
pub const ECoreMiniRtpPortMustIsEvenNum: i32 = -60078;
/// The call is on hold.
pub const ECoreCallInHold: i32 = -60079;
/// The call is not an incoming one that waits for an answer.
pub const ECoreNotIncomingCall: i32 = -60080;
/// The media engine did not start.
pub const ECoreCreateMediaEngineFailure: i32 = -60081;
/// Audio is wanted, but no audio codec has been added.
pub const ECoreAudioCodecEmptyButAudioEnabled: i32 = -60082;
/// Video is wanted, but no video codec has been added.
pub const ECoreVideoCodecEmptyButVideoEnabled: i32 = -60083;
/// The address belongs to no local network interface.
pub const ECoreNetworkInterfaceUnavailable: i32 = -60084;
/// The tone is outside 0…16.
pub const ECoreWrongDTMFTone: i32 = -60085;
/// The licence key is wrong.
pub const ECoreWrongLicenseKey: i32 = -60086;
/// The licence key is for a trial version.
pub const ECoreTrialVersionLicenseKey: i32 = -60087;
/// The audio we send is muted.
pub const ECoreOutgoingAudioMuted: i32 = -60088;
/// The video we send is muted.
pub const ECoreOutgoingVideoMuted: i32 = -60089;
/// No session description could be made.
pub const ECoreFailedCreateSdp: i32 = -60090;
/// The trial is over.
pub const ECoreTrialVersionExpired: i32 = -60091;
/// The system refused something the call needs.
pub const ECoreStackFailure: i32 = -60092;
/// The transport exists already.
pub const ECoreTransportExists: i32 = -60093;
/// The transport is not supported.
pub const ECoreUnsupportTransport: i32 = -60094;
/// A user is set already.
pub const ECoreAllowOnlyOneUser: i32 = -60095;
/// No user is set.
pub const ECoreUserNotFound: i32 = -60096;
/// The transports do not fit together.
pub const ECoreTransportsIncorrect: i32 = -60097;
/// The transport could not be made.
pub const ECoreCreateTransportFailure: i32 = -60098;
/// No transport is set.
pub const ECoreTransportNotSet: i32 = -60099;
/// The signalling did not start.
pub const ECoreECreateSignalingFailure: i32 = -60100;
/// An argument is outside its range, not UTF-8, or empty where it may not be.
pub const ECoreArgumentIncorrect: i32 = -60101;
/// The SIP method's name is empty.
pub const ECoreSipMethodNameEmpty: i32 = -60102;
/// There is such a subscription already.
pub const ECoreSipAlreadySubscribed: i32 = -60103;
/// The file name is empty.
pub const EAudioFileNameEmpty: i32 = -70000;
/// The call has no audio channel.
pub const EAudioChannelNotFound: i32 = -70001;
/// The recording did not start.
pub const EAudioStartRecordFailure: i32 = -70002;
/// The recording could not be attached to the call.
pub const EAudioRegisterRecodingFailure: i32 = -70003;
/// The playback could not be attached to the call.
pub const EAudioRegisterPlaybackFailure: i32 = -70004;
/// No statistics could be taken.
pub const EAudioGetStatisticsFailure: i32 = -70005;
/// A file is playing already.
pub const EAudioIsPlaying: i32 = -70006;
/// No file is playing.
pub const EAudioPlayObjectNotExist: i32 = -70007;
/// The PCM stream has not been enabled.
pub const EAudioPlaySteamNotEnabled: i32 = -70008;
/// The raw audio callback could not be attached.
pub const EAudioRegisterCallbackFailure: i32 = -70009;
/// The conference could not be made.
pub const EAudioCreateAudioConferenceFailure: i32 = -70010;
/// The file cannot be opened or read.
pub const EAudioOpenPlayFileFailure: i32 = -70011;
/// The way of playing is not one of 0, 1 and 2.
pub const EAudioPlayFileModeNotSupport: i32 = -70012;
/// The file's format is not supported.
pub const EAudioPlayFileFormatNotSupport: i32 = -70013;
/// The PCM stream is enabled already.
pub const EAudioPlaySteamAlreadyEnabled: i32 = -70014;
/// The recording's file could not be made.
pub const EAudioCreateRecordFileFailure: i32 = -70015;
/// The file's codec is not supported.
pub const EAudioCodecNotSupport: i32 = -70016;
/// Playing files is not enabled.
pub const EAudioPlayFileNotEnabled: i32 = -70017;
/// The origin of a seek is not known.
pub const EAudioPlayFileUnknowSeekOrigin: i32 = -70018;
/// The device cannot be changed during a call.
pub const EAudioCantSetDeviceIdDuringCall: i32 = -70019;
/// A volume is outside 0…255.
pub const EAudioVolumeOutOfRange: i32 = -70020;
/// The video file's name is empty.
pub const EVideoFileNameEmpty: i32 = -80000;
/// There is no such video device.
pub const EVideoGetDeviceNameFailure: i32 = -80001;
/// The video device has no such id.
pub const EVideoGetDeviceIdFailure: i32 = -80002;
/// The camera did not start.
pub const EVideoStartCaptureFailure: i32 = -80003;
/// The call has no video channel.
pub const EVideoChannelNotFound: i32 = -80004;
/// Sending video did not start.
pub const EVideoStartSendFailure: i32 = -80005;
/// No video statistics could be taken.
pub const EVideoGetStatisticsFailure: i32 = -80006;
/// Playing the video file did not start.
pub const EVideoStartPlayAviFailure: i32 = -80007;
/// Sending the video file failed.
pub const EVideoSendAviFileFailure: i32 = -80008;
/// The recording's video codec is not known.
pub const EVideoRecordUnknowCodec: i32 = -80009;
/// The camera cannot be changed during a call.
pub const EVideoCantSetDeviceIdDuringCall: i32 = -80010;
/// The camera cannot be rotated so.
pub const EVideoUnsupportCaptureRotate: i32 = -80011;
/// The camera has no such resolution.
pub const EVideoUnsupportCaptureResolution: i32 = -80012;
/// The camera is switched too often.
pub const ECameraSwitchTooOften: i32 = -80013;
/// The MTU is out of range.
pub const EMTUOutOfRange: i32 = -80014;
/// There is no such device.
pub const EDeviceGetDeviceNameFailure: i32 = -90001;

/// An audio codec, for `PortSIP_addAudioCodec` and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum AUDIOCODEC_TYPE {
    /// No codec.
    AUDIOCODEC_NONE = -1,
    /// G.729, 8 kHz.
    AUDIOCODEC_G729 = 18,
    /// G.711 A-law, 8 kHz.
    AUDIOCODEC_PCMA = 8,
    /// G.711 µ-law, 8 kHz.
    AUDIOCODEC_PCMU = 0,
    /// GSM full rate, 8 kHz.
    AUDIOCODEC_GSM = 3,
    /// G.722, 16 kHz.
    AUDIOCODEC_G722 = 9,
    /// iLBC, 8 kHz.
    AUDIOCODEC_ILBC = 97,
    /// AMR, 8 kHz.
    AUDIOCODEC_AMR = 98,
    /// AMR-WB, 16 kHz.
    AUDIOCODEC_AMRWB = 99,
    /// Speex, 8 kHz.
    AUDIOCODEC_SPEEX = 100,
    /// Speex, 16 kHz.
    AUDIOCODEC_SPEEXWB = 102,
    /// iSAC, 16 kHz.
    AUDIOCODEC_ISACWB = 103,
    /// iSAC, 32 kHz.
    AUDIOCODEC_ISACSWB = 104,
    /// G.722.1, 16 kHz.
    AUDIOCODEC_G7221 = 121,
    /// Opus, 48 kHz.
    AUDIOCODEC_OPUS = 105,
    /// DTMF as telephone-events (RFC 4733).
    AUDIOCODEC_DTMF = 101,
}

/// The format of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum FILE_FORMAT {
    /// No file.
    FILEFORMAT_NONE = 0,
    /// WAV, 16-bit PCM.
    FILEFORMAT_WAVE = 1,
    /// AMR.
    FILEFORMAT_AMR = 2,
    /// MP3.
    FILEFORMAT_MP3 = 3,
    /// MP4.
    FILEFORMAT_MP4 = 4,
}

/// Which side of a call is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum RECORD_MODE {
    /// Nothing.
    RECORD_NONE = 0,
    /// What is received.
    RECORD_RECV = 1,
    /// What is sent.
    RECORD_SEND = 2,
    /// Both.
    RECORD_BOTH = 3,
}

/// Which way a stream goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum DIRECTION_MODE {
    /// Neither.
    DIRECTION_NONE = 0,
    /// Both ways.
    DIRECTION_SEND_RECV = 1,
    /// What is sent.
    DIRECTION_SEND = 2,
    /// What is received.
    DIRECTION_RECV = 3,
    /// The stream exists and nothing flows.
    DIRECTION_INACTIVE = 4,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum PORTSIP_LOG_LEVEL {
    /// Nothing, and no file.
    PORTSIP_LOG_NONE = -1,
    /// What went wrong.
    PORTSIP_LOG_ERROR = 1,
    /// What may be wrong, too.
    PORTSIP_LOG_WARNING = 2,
    /// Calls, registrations and changes of state, too.
    PORTSIP_LOG_INFO = 3,
    /// The messages on the wire, too, without secrets.
    PORTSIP_LOG_DEBUG = 4,
}

/// How SIP messages travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum TRANSPORT_TYPE {
    /// UDP.
    TRANSPORT_UDP = 0,
    /// TLS over TCP.
    TRANSPORT_TLS = 1,
    /// TCP.
    TRANSPORT_TCP = 2,
    /// A private protocol; never supported.
    TRANSPORT_PERS = 3,
    /// WebSocket (RFC 7118); beyond the published interface.
    TRANSPORT_WS = 4,
    /// WebSocket over TLS (RFC 7118); beyond the published interface.
    TRANSPORT_WSS = 5,
}

/// How a DTMF tone is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum DTMF_METHOD {
    /// As telephone-events in RTP (RFC 4733), or as an in-band tone where those were not agreed.
    DTMF_RFC2833 = 0,
    /// In a SIP INFO request with `application/dtmf-relay`.
    DTMF_INFO = 1,
}

/// Who refreshes a session (RFC 4028).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum SESSION_REFRESH_MODE {
    /// The caller.
    SESSION_REFERESH_UAC = 0,
    /// The callee.
    SESSION_REFERESH_UAS = 1,
}

/// Whether media is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum SRTP_POLICY {
    /// Never.
    SRTP_POLICY_NONE = 0,
    /// Always.
    SRTP_POLICY_FORCE = 1,
    /// Where the other side can.
    SRTP_POLICY_PREFER = 2,
}

/// How the keys of encrypted media come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum SRTP_KEY_EXCHANGE {
    /// They are in the session descriptions (RFC 4568).
    SRTP_KEY_EXCHANGE_SDES = 0,
    /// They are agreed on over the path of the media (DTLS-SRTP, RFC 5764).
    SRTP_KEY_EXCHANGE_DTLS = 1,
}
