//! The one error type of the public API: a variant for each documented code.
//!
//! Numbers are part of the binary interface and are never reused. Internal
//! errors of the layers become one of these where they leave the layer.

use std::fmt;

/// Why a call of the API failed.
///
/// Each variant is one `E…` constant of the C header and carries its number;
/// [`Error::code`] gives the number, [`Error::name`] the constant's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(i32)]
pub enum Error {
    /// `ECoreAlreadyInitialized`
    CoreAlreadyInitialized = -60000,
    /// `ECoreNotInitialized`
    CoreNotInitialized = -60001,
    /// `ECoreSDKObjectNull`
    CoreSdkObjectNull = -60002,
    /// `ECoreArgumentNull`
    CoreArgumentNull = -60003,
    /// `ECoreInitializeWinsockFailure`
    CoreInitializeWinsockFailure = -60004,
    /// `ECoreUserNameAuthNameEmpty`
    CoreUserNameAuthNameEmpty = -60005,
    /// `ECoreInitializeStackFailure`
    CoreInitializeStackFailure = -60006,
    /// `ECorePortOutOfRange`
    CorePortOutOfRange = -60007,
    /// `ECoreAddTcpTransportFailure`
    CoreAddTcpTransportFailure = -60008,
    /// `ECoreAddTlsTransportFailure`
    CoreAddTlsTransportFailure = -60009,
    /// `ECoreAddUdpTransportFailure`
    CoreAddUdpTransportFailure = -60010,
    /// `ECoreMiniAudioPortOutOfRange`
    CoreMiniAudioPortOutOfRange = -60011,
    /// `ECoreMaxAudioPortOutOfRange`
    CoreMaxAudioPortOutOfRange = -60012,
    /// `ECoreMiniVideoPortOutOfRange`
    CoreMiniVideoPortOutOfRange = -60013,
    /// `ECoreMaxVideoPortOutOfRange`
    CoreMaxVideoPortOutOfRange = -60014,
    /// `ECoreMiniAudioPortNotEvenNumber`
    CoreMiniAudioPortNotEvenNumber = -60015,
    /// `ECoreMaxAudioPortNotEvenNumber`
    CoreMaxAudioPortNotEvenNumber = -60016,
    /// `ECoreMiniVideoPortNotEvenNumber`
    CoreMiniVideoPortNotEvenNumber = -60017,
    /// `ECoreMaxVideoPortNotEvenNumber`
    CoreMaxVideoPortNotEvenNumber = -60018,
    /// `ECoreAudioVideoPortOverlapped`
    CoreAudioVideoPortOverlapped = -60019,
    /// `ECoreAudioVideoPortRangeTooSmall`
    CoreAudioVideoPortRangeTooSmall = -60020,
    /// `ECoreAlreadyRegistered`
    CoreAlreadyRegistered = -60021,
    /// `ECoreSIPServerEmpty`
    CoreSipServerEmpty = -60022,
    /// `ECoreExpiresValueTooSmall`
    CoreExpiresValueTooSmall = -60023,
    /// `ECoreCallIdNotFound`
    CoreCallIdNotFound = -60024,
    /// `ECoreNotRegistered`
    CoreNotRegistered = -60025,
    /// `ECoreCalleeEmpty`
    CoreCalleeEmpty = -60026,
    /// `ECoreInvalidUri`
    CoreInvalidUri = -60027,
    /// `ECoreAudioVideoCodecEmpty`
    CoreAudioVideoCodecEmpty = -60028,
    /// `ECoreNoFreeDialogSession`
    CoreNoFreeDialogSession = -60029,
    /// `ECoreCreateAudioChannelFailed`
    CoreCreateAudioChannelFailed = -60030,
    /// `ECoreSessionTimerValueTooSmall`
    CoreSessionTimerValueTooSmall = -60040,
    /// `ECoreAudioHandleNull`
    CoreAudioHandleNull = -60041,
    /// `ECoreVideoHandleNull`
    CoreVideoHandleNull = -60042,
    /// `ECoreCallIsClosed`
    CoreCallIsClosed = -60043,
    /// `ECoreCallAlreadyHold`
    CoreCallAlreadyHold = -60044,
    /// `ECoreCallNotEstablished`
    CoreCallNotEstablished = -60045,
    /// `ECoreCallNotHold`
    CoreCallNotHold = -60050,
    /// `ECoreSipMessaegEmpty`
    CoreSipMessaegEmpty = -60051,
    /// `ECoreSipHeaderNotExist`
    CoreSipHeaderNotExist = -60052,
    /// `ECoreSipHeaderValueEmpty`
    CoreSipHeaderValueEmpty = -60053,
    /// `ECoreSipHeaderBadFormed`
    CoreSipHeaderBadFormed = -60054,
    /// `ECoreBufferTooSmall`
    CoreBufferTooSmall = -60055,
    /// `ECoreSipHeaderValueListEmpty`
    CoreSipHeaderValueListEmpty = -60056,
    /// `ECoreSipHeaderParserEmpty`
    CoreSipHeaderParserEmpty = -60057,
    /// `ECoreSipHeaderValueListNull`
    CoreSipHeaderValueListNull = -60058,
    /// `ECoreSipHeaderNameEmpty`
    CoreSipHeaderNameEmpty = -60059,
    /// `ECoreAudioSampleNotmultiple`
    CoreAudioSampleNotmultiple = -60060,
    /// `ECoreAudioSampleOutOfRange`
    CoreAudioSampleOutOfRange = -60061,
    /// `ECoreInviteSessionNotFound`
    CoreInviteSessionNotFound = -60062,
    /// `ECoreStackException`
    CoreStackException = -60063,
    /// `ECoreMimeTypeUnknown`
    CoreMimeTypeUnknown = -60064,
    /// `ECoreDataSizeTooLarge`
    CoreDataSizeTooLarge = -60065,
    /// `ECoreSessionNumsOutOfRange`
    CoreSessionNumsOutOfRange = -60066,
    /// `ECoreNotSupportCallbackMode`
    CoreNotSupportCallbackMode = -60067,
    /// `ECoreNotFoundSubscribeId`
    CoreNotFoundSubscribeId = -60068,
    /// `ECoreCodecNotSupport`
    CoreCodecNotSupport = -60069,
    /// `ECoreCodecParameterNotSupport`
    CoreCodecParameterNotSupport = -60070,
    /// `ECorePayloadOutofRange`
    CorePayloadOutofRange = -60071,
    /// `ECorePayloadHasExist`
    CorePayloadHasExist = -60072,
    /// `ECoreFixPayloadCantChange`
    CoreFixPayloadCantChange = -60073,
    /// `ECoreCodecTypeInvalid`
    CoreCodecTypeInvalid = -60074,
    /// `ECoreCodecWasExist`
    CoreCodecWasExist = -60075,
    /// `ECorePayloadTypeInvalid`
    CorePayloadTypeInvalid = -60076,
    /// `ECoreArgumentTooLong`
    CoreArgumentTooLong = -60077,
    /// `ECoreMiniRtpPortMustIsEvenNum`
    CoreMiniRtpPortMustIsEvenNum = -60078,
    /// `ECoreCallInHold`
    CoreCallInHold = -60079,
    /// `ECoreNotIncomingCall`
    CoreNotIncomingCall = -60080,
    /// `ECoreCreateMediaEngineFailure`
    CoreCreateMediaEngineFailure = -60081,
    /// `ECoreAudioCodecEmptyButAudioEnabled`
    CoreAudioCodecEmptyButAudioEnabled = -60082,
    /// `ECoreVideoCodecEmptyButVideoEnabled`
    CoreVideoCodecEmptyButVideoEnabled = -60083,
    /// `ECoreNetworkInterfaceUnavailable`
    CoreNetworkInterfaceUnavailable = -60084,
    /// `ECoreWrongDTMFTone`
    CoreWrongDtmfTone = -60085,
    /// `ECoreWrongLicenseKey`
    CoreWrongLicenseKey = -60086,
    /// `ECoreTrialVersionLicenseKey`
    CoreTrialVersionLicenseKey = -60087,
    /// `ECoreOutgoingAudioMuted`
    CoreOutgoingAudioMuted = -60088,
    /// `ECoreOutgoingVideoMuted`
    CoreOutgoingVideoMuted = -60089,
    /// `ECoreFailedCreateSdp`
    CoreFailedCreateSdp = -60090,
    /// `ECoreTrialVersionExpired`
    CoreTrialVersionExpired = -60091,
    /// `ECoreStackFailure`
    CoreStackFailure = -60092,
    /// `ECoreTransportExists`
    CoreTransportExists = -60093,
    /// `ECoreUnsupportTransport`
    CoreUnsupportTransport = -60094,
    /// `ECoreAllowOnlyOneUser`
    CoreAllowOnlyOneUser = -60095,
    /// `ECoreUserNotFound`
    CoreUserNotFound = -60096,
    /// `ECoreTransportsIncorrect`
    CoreTransportsIncorrect = -60097,
    /// `ECoreCreateTransportFailure`
    CoreCreateTransportFailure = -60098,
    /// `ECoreTransportNotSet`
    CoreTransportNotSet = -60099,
    /// `ECoreECreateSignalingFailure`
    CoreCreateSignalingFailure = -60100,
    /// `ECoreArgumentIncorrect`
    CoreArgumentIncorrect = -60101,
    /// `ECoreSipMethodNameEmpty`
    CoreSipMethodNameEmpty = -60102,
    /// `ECoreSipAlreadySubscribed`
    CoreSipAlreadySubscribed = -60103,
    /// `EAudioFileNameEmpty`
    AudioFileNameEmpty = -70000,
    /// `EAudioChannelNotFound`
    AudioChannelNotFound = -70001,
    /// `EAudioStartRecordFailure`
    AudioStartRecordFailure = -70002,
    /// `EAudioRegisterRecodingFailure`
    AudioRegisterRecodingFailure = -70003,
    /// `EAudioRegisterPlaybackFailure`
    AudioRegisterPlaybackFailure = -70004,
    /// `EAudioGetStatisticsFailure`
    AudioGetStatisticsFailure = -70005,
    /// `EAudioIsPlaying`
    AudioIsPlaying = -70006,
    /// `EAudioPlayObjectNotExist`
    AudioPlayObjectNotExist = -70007,
    /// `EAudioPlaySteamNotEnabled`
    AudioPlaySteamNotEnabled = -70008,
    /// `EAudioRegisterCallbackFailure`
    AudioRegisterCallbackFailure = -70009,
    /// `EAudioCreateAudioConferenceFailure`
    AudioCreateAudioConferenceFailure = -70010,
    /// `EAudioOpenPlayFileFailure`
    AudioOpenPlayFileFailure = -70011,
    /// `EAudioPlayFileModeNotSupport`
    AudioPlayFileModeNotSupport = -70012,
    /// `EAudioPlayFileFormatNotSupport`
    AudioPlayFileFormatNotSupport = -70013,
    /// `EAudioPlaySteamAlreadyEnabled`
    AudioPlaySteamAlreadyEnabled = -70014,
    /// `EAudioCreateRecordFileFailure`
    AudioCreateRecordFileFailure = -70015,
    /// `EAudioCodecNotSupport`
    AudioCodecNotSupport = -70016,
    /// `EAudioPlayFileNotEnabled`
    AudioPlayFileNotEnabled = -70017,
    /// `EAudioPlayFileUnknowSeekOrigin`
    AudioPlayFileUnknowSeekOrigin = -70018,
    /// `EAudioCantSetDeviceIdDuringCall`
    AudioCantSetDeviceIdDuringCall = -70019,
    /// `EAudioVolumeOutOfRange`
    AudioVolumeOutOfRange = -70020,
    /// `EVideoFileNameEmpty`
    VideoFileNameEmpty = -80000,
    /// `EVideoGetDeviceNameFailure`
    VideoGetDeviceNameFailure = -80001,
    /// `EVideoGetDeviceIdFailure`
    VideoGetDeviceIdFailure = -80002,
    /// `EVideoStartCaptureFailure`
    VideoStartCaptureFailure = -80003,
    /// `EVideoChannelNotFound`
    VideoChannelNotFound = -80004,
    /// `EVideoStartSendFailure`
    VideoStartSendFailure = -80005,
    /// `EVideoGetStatisticsFailure`
    VideoGetStatisticsFailure = -80006,
    /// `EVideoStartPlayAviFailure`
    VideoStartPlayAviFailure = -80007,
    /// `EVideoSendAviFileFailure`
    VideoSendAviFileFailure = -80008,
    /// `EVideoRecordUnknowCodec`
    VideoRecordUnknowCodec = -80009,
    /// `EVideoCantSetDeviceIdDuringCall`
    VideoCantSetDeviceIdDuringCall = -80010,
    /// `EVideoUnsupportCaptureRotate`
    VideoUnsupportCaptureRotate = -80011,
    /// `EVideoUnsupportCaptureResolution`
    VideoUnsupportCaptureResolution = -80012,
    /// `ECameraSwitchTooOften`
    CameraSwitchTooOften = -80013,
    /// `EMTUOutOfRange`
    MtuOutOfRange = -80014,
    /// `EDeviceGetDeviceNameFailure`
    DeviceGetDeviceNameFailure = -90001,
}

/// The result of a call of the API.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The number that the C ABI returns.
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The constant's name in the C header, such as `ECoreCallInHold`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CoreAlreadyInitialized => "ECoreAlreadyInitialized",
            Self::CoreNotInitialized => "ECoreNotInitialized",
            Self::CoreSdkObjectNull => "ECoreSDKObjectNull",
            Self::CoreArgumentNull => "ECoreArgumentNull",
            Self::CoreInitializeWinsockFailure => "ECoreInitializeWinsockFailure",
            Self::CoreUserNameAuthNameEmpty => "ECoreUserNameAuthNameEmpty",
            Self::CoreInitializeStackFailure => "ECoreInitializeStackFailure",
            Self::CorePortOutOfRange => "ECorePortOutOfRange",
            Self::CoreAddTcpTransportFailure => "ECoreAddTcpTransportFailure",
            Self::CoreAddTlsTransportFailure => "ECoreAddTlsTransportFailure",
            Self::CoreAddUdpTransportFailure => "ECoreAddUdpTransportFailure",
            Self::CoreMiniAudioPortOutOfRange => "ECoreMiniAudioPortOutOfRange",
            Self::CoreMaxAudioPortOutOfRange => "ECoreMaxAudioPortOutOfRange",
            Self::CoreMiniVideoPortOutOfRange => "ECoreMiniVideoPortOutOfRange",
            Self::CoreMaxVideoPortOutOfRange => "ECoreMaxVideoPortOutOfRange",
            Self::CoreMiniAudioPortNotEvenNumber => "ECoreMiniAudioPortNotEvenNumber",
            Self::CoreMaxAudioPortNotEvenNumber => "ECoreMaxAudioPortNotEvenNumber",
            Self::CoreMiniVideoPortNotEvenNumber => "ECoreMiniVideoPortNotEvenNumber",
            Self::CoreMaxVideoPortNotEvenNumber => "ECoreMaxVideoPortNotEvenNumber",
            Self::CoreAudioVideoPortOverlapped => "ECoreAudioVideoPortOverlapped",
            Self::CoreAudioVideoPortRangeTooSmall => "ECoreAudioVideoPortRangeTooSmall",
            Self::CoreAlreadyRegistered => "ECoreAlreadyRegistered",
            Self::CoreSipServerEmpty => "ECoreSIPServerEmpty",
            Self::CoreExpiresValueTooSmall => "ECoreExpiresValueTooSmall",
            Self::CoreCallIdNotFound => "ECoreCallIdNotFound",
            Self::CoreNotRegistered => "ECoreNotRegistered",
            Self::CoreCalleeEmpty => "ECoreCalleeEmpty",
            Self::CoreInvalidUri => "ECoreInvalidUri",
            Self::CoreAudioVideoCodecEmpty => "ECoreAudioVideoCodecEmpty",
            Self::CoreNoFreeDialogSession => "ECoreNoFreeDialogSession",
            Self::CoreCreateAudioChannelFailed => "ECoreCreateAudioChannelFailed",
            Self::CoreSessionTimerValueTooSmall => "ECoreSessionTimerValueTooSmall",
            Self::CoreAudioHandleNull => "ECoreAudioHandleNull",
            Self::CoreVideoHandleNull => "ECoreVideoHandleNull",
            Self::CoreCallIsClosed => "ECoreCallIsClosed",
            Self::CoreCallAlreadyHold => "ECoreCallAlreadyHold",
            Self::CoreCallNotEstablished => "ECoreCallNotEstablished",
            Self::CoreCallNotHold => "ECoreCallNotHold",
            Self::CoreSipMessaegEmpty => "ECoreSipMessaegEmpty",
            Self::CoreSipHeaderNotExist => "ECoreSipHeaderNotExist",
            Self::CoreSipHeaderValueEmpty => "ECoreSipHeaderValueEmpty",
            Self::CoreSipHeaderBadFormed => "ECoreSipHeaderBadFormed",
            Self::CoreBufferTooSmall => "ECoreBufferTooSmall",
            Self::CoreSipHeaderValueListEmpty => "ECoreSipHeaderValueListEmpty",
            Self::CoreSipHeaderParserEmpty => "ECoreSipHeaderParserEmpty",
            Self::CoreSipHeaderValueListNull => "ECoreSipHeaderValueListNull",
            Self::CoreSipHeaderNameEmpty => "ECoreSipHeaderNameEmpty",
            Self::CoreAudioSampleNotmultiple => "ECoreAudioSampleNotmultiple",
            Self::CoreAudioSampleOutOfRange => "ECoreAudioSampleOutOfRange",
            Self::CoreInviteSessionNotFound => "ECoreInviteSessionNotFound",
            Self::CoreStackException => "ECoreStackException",
            Self::CoreMimeTypeUnknown => "ECoreMimeTypeUnknown",
            Self::CoreDataSizeTooLarge => "ECoreDataSizeTooLarge",
            Self::CoreSessionNumsOutOfRange => "ECoreSessionNumsOutOfRange",
            Self::CoreNotSupportCallbackMode => "ECoreNotSupportCallbackMode",
            Self::CoreNotFoundSubscribeId => "ECoreNotFoundSubscribeId",
            Self::CoreCodecNotSupport => "ECoreCodecNotSupport",
            Self::CoreCodecParameterNotSupport => "ECoreCodecParameterNotSupport",
            Self::CorePayloadOutofRange => "ECorePayloadOutofRange",
            Self::CorePayloadHasExist => "ECorePayloadHasExist",
            Self::CoreFixPayloadCantChange => "ECoreFixPayloadCantChange",
            Self::CoreCodecTypeInvalid => "ECoreCodecTypeInvalid",
            Self::CoreCodecWasExist => "ECoreCodecWasExist",
            Self::CorePayloadTypeInvalid => "ECorePayloadTypeInvalid",
            Self::CoreArgumentTooLong => "ECoreArgumentTooLong",
            Self::CoreMiniRtpPortMustIsEvenNum => "ECoreMiniRtpPortMustIsEvenNum",
            Self::CoreCallInHold => "ECoreCallInHold",
            Self::CoreNotIncomingCall => "ECoreNotIncomingCall",
            Self::CoreCreateMediaEngineFailure => "ECoreCreateMediaEngineFailure",
            Self::CoreAudioCodecEmptyButAudioEnabled => "ECoreAudioCodecEmptyButAudioEnabled",
            Self::CoreVideoCodecEmptyButVideoEnabled => "ECoreVideoCodecEmptyButVideoEnabled",
            Self::CoreNetworkInterfaceUnavailable => "ECoreNetworkInterfaceUnavailable",
            Self::CoreWrongDtmfTone => "ECoreWrongDTMFTone",
            Self::CoreWrongLicenseKey => "ECoreWrongLicenseKey",
            Self::CoreTrialVersionLicenseKey => "ECoreTrialVersionLicenseKey",
            Self::CoreOutgoingAudioMuted => "ECoreOutgoingAudioMuted",
            Self::CoreOutgoingVideoMuted => "ECoreOutgoingVideoMuted",
            Self::CoreFailedCreateSdp => "ECoreFailedCreateSdp",
            Self::CoreTrialVersionExpired => "ECoreTrialVersionExpired",
            Self::CoreStackFailure => "ECoreStackFailure",
            Self::CoreTransportExists => "ECoreTransportExists",
            Self::CoreUnsupportTransport => "ECoreUnsupportTransport",
            Self::CoreAllowOnlyOneUser => "ECoreAllowOnlyOneUser",
            Self::CoreUserNotFound => "ECoreUserNotFound",
            Self::CoreTransportsIncorrect => "ECoreTransportsIncorrect",
            Self::CoreCreateTransportFailure => "ECoreCreateTransportFailure",
            Self::CoreTransportNotSet => "ECoreTransportNotSet",
            Self::CoreCreateSignalingFailure => "ECoreECreateSignalingFailure",
            Self::CoreArgumentIncorrect => "ECoreArgumentIncorrect",
            Self::CoreSipMethodNameEmpty => "ECoreSipMethodNameEmpty",
            Self::CoreSipAlreadySubscribed => "ECoreSipAlreadySubscribed",
            Self::AudioFileNameEmpty => "EAudioFileNameEmpty",
            Self::AudioChannelNotFound => "EAudioChannelNotFound",
            Self::AudioStartRecordFailure => "EAudioStartRecordFailure",
            Self::AudioRegisterRecodingFailure => "EAudioRegisterRecodingFailure",
            Self::AudioRegisterPlaybackFailure => "EAudioRegisterPlaybackFailure",
            Self::AudioGetStatisticsFailure => "EAudioGetStatisticsFailure",
            Self::AudioIsPlaying => "EAudioIsPlaying",
            Self::AudioPlayObjectNotExist => "EAudioPlayObjectNotExist",
            Self::AudioPlaySteamNotEnabled => "EAudioPlaySteamNotEnabled",
            Self::AudioRegisterCallbackFailure => "EAudioRegisterCallbackFailure",
            Self::AudioCreateAudioConferenceFailure => "EAudioCreateAudioConferenceFailure",
            Self::AudioOpenPlayFileFailure => "EAudioOpenPlayFileFailure",
            Self::AudioPlayFileModeNotSupport => "EAudioPlayFileModeNotSupport",
            Self::AudioPlayFileFormatNotSupport => "EAudioPlayFileFormatNotSupport",
            Self::AudioPlaySteamAlreadyEnabled => "EAudioPlaySteamAlreadyEnabled",
            Self::AudioCreateRecordFileFailure => "EAudioCreateRecordFileFailure",
            Self::AudioCodecNotSupport => "EAudioCodecNotSupport",
            Self::AudioPlayFileNotEnabled => "EAudioPlayFileNotEnabled",
            Self::AudioPlayFileUnknowSeekOrigin => "EAudioPlayFileUnknowSeekOrigin",
            Self::AudioCantSetDeviceIdDuringCall => "EAudioCantSetDeviceIdDuringCall",
            Self::AudioVolumeOutOfRange => "EAudioVolumeOutOfRange",
            Self::VideoFileNameEmpty => "EVideoFileNameEmpty",
            Self::VideoGetDeviceNameFailure => "EVideoGetDeviceNameFailure",
            Self::VideoGetDeviceIdFailure => "EVideoGetDeviceIdFailure",
            Self::VideoStartCaptureFailure => "EVideoStartCaptureFailure",
            Self::VideoChannelNotFound => "EVideoChannelNotFound",
            Self::VideoStartSendFailure => "EVideoStartSendFailure",
            Self::VideoGetStatisticsFailure => "EVideoGetStatisticsFailure",
            Self::VideoStartPlayAviFailure => "EVideoStartPlayAviFailure",
            Self::VideoSendAviFileFailure => "EVideoSendAviFileFailure",
            Self::VideoRecordUnknowCodec => "EVideoRecordUnknowCodec",
            Self::VideoCantSetDeviceIdDuringCall => "EVideoCantSetDeviceIdDuringCall",
            Self::VideoUnsupportCaptureRotate => "EVideoUnsupportCaptureRotate",
            Self::VideoUnsupportCaptureResolution => "EVideoUnsupportCaptureResolution",
            Self::CameraSwitchTooOften => "ECameraSwitchTooOften",
            Self::MtuOutOfRange => "EMTUOutOfRange",
            Self::DeviceGetDeviceNameFailure => "EDeviceGetDeviceNameFailure",
        }
    }

    /// Every error, in the order of the header.
    pub const ALL: &'static [Self] = &[
        Self::CoreAlreadyInitialized,
        Self::CoreNotInitialized,
        Self::CoreSdkObjectNull,
        Self::CoreArgumentNull,
        Self::CoreInitializeWinsockFailure,
        Self::CoreUserNameAuthNameEmpty,
        Self::CoreInitializeStackFailure,
        Self::CorePortOutOfRange,
        Self::CoreAddTcpTransportFailure,
        Self::CoreAddTlsTransportFailure,
        Self::CoreAddUdpTransportFailure,
        Self::CoreMiniAudioPortOutOfRange,
        Self::CoreMaxAudioPortOutOfRange,
        Self::CoreMiniVideoPortOutOfRange,
        Self::CoreMaxVideoPortOutOfRange,
        Self::CoreMiniAudioPortNotEvenNumber,
        Self::CoreMaxAudioPortNotEvenNumber,
        Self::CoreMiniVideoPortNotEvenNumber,
        Self::CoreMaxVideoPortNotEvenNumber,
        Self::CoreAudioVideoPortOverlapped,
        Self::CoreAudioVideoPortRangeTooSmall,
        Self::CoreAlreadyRegistered,
        Self::CoreSipServerEmpty,
        Self::CoreExpiresValueTooSmall,
        Self::CoreCallIdNotFound,
        Self::CoreNotRegistered,
        Self::CoreCalleeEmpty,
        Self::CoreInvalidUri,
        Self::CoreAudioVideoCodecEmpty,
        Self::CoreNoFreeDialogSession,
        Self::CoreCreateAudioChannelFailed,
        Self::CoreSessionTimerValueTooSmall,
        Self::CoreAudioHandleNull,
        Self::CoreVideoHandleNull,
        Self::CoreCallIsClosed,
        Self::CoreCallAlreadyHold,
        Self::CoreCallNotEstablished,
        Self::CoreCallNotHold,
        Self::CoreSipMessaegEmpty,
        Self::CoreSipHeaderNotExist,
        Self::CoreSipHeaderValueEmpty,
        Self::CoreSipHeaderBadFormed,
        Self::CoreBufferTooSmall,
        Self::CoreSipHeaderValueListEmpty,
        Self::CoreSipHeaderParserEmpty,
        Self::CoreSipHeaderValueListNull,
        Self::CoreSipHeaderNameEmpty,
        Self::CoreAudioSampleNotmultiple,
        Self::CoreAudioSampleOutOfRange,
        Self::CoreInviteSessionNotFound,
        Self::CoreStackException,
        Self::CoreMimeTypeUnknown,
        Self::CoreDataSizeTooLarge,
        Self::CoreSessionNumsOutOfRange,
        Self::CoreNotSupportCallbackMode,
        Self::CoreNotFoundSubscribeId,
        Self::CoreCodecNotSupport,
        Self::CoreCodecParameterNotSupport,
        Self::CorePayloadOutofRange,
        Self::CorePayloadHasExist,
        Self::CoreFixPayloadCantChange,
        Self::CoreCodecTypeInvalid,
        Self::CoreCodecWasExist,
        Self::CorePayloadTypeInvalid,
        Self::CoreArgumentTooLong,
        Self::CoreMiniRtpPortMustIsEvenNum,
        Self::CoreCallInHold,
        Self::CoreNotIncomingCall,
        Self::CoreCreateMediaEngineFailure,
        Self::CoreAudioCodecEmptyButAudioEnabled,
        Self::CoreVideoCodecEmptyButVideoEnabled,
        Self::CoreNetworkInterfaceUnavailable,
        Self::CoreWrongDtmfTone,
        Self::CoreWrongLicenseKey,
        Self::CoreTrialVersionLicenseKey,
        Self::CoreOutgoingAudioMuted,
        Self::CoreOutgoingVideoMuted,
        Self::CoreFailedCreateSdp,
        Self::CoreTrialVersionExpired,
        Self::CoreStackFailure,
        Self::CoreTransportExists,
        Self::CoreUnsupportTransport,
        Self::CoreAllowOnlyOneUser,
        Self::CoreUserNotFound,
        Self::CoreTransportsIncorrect,
        Self::CoreCreateTransportFailure,
        Self::CoreTransportNotSet,
        Self::CoreCreateSignalingFailure,
        Self::CoreArgumentIncorrect,
        Self::CoreSipMethodNameEmpty,
        Self::CoreSipAlreadySubscribed,
        Self::AudioFileNameEmpty,
        Self::AudioChannelNotFound,
        Self::AudioStartRecordFailure,
        Self::AudioRegisterRecodingFailure,
        Self::AudioRegisterPlaybackFailure,
        Self::AudioGetStatisticsFailure,
        Self::AudioIsPlaying,
        Self::AudioPlayObjectNotExist,
        Self::AudioPlaySteamNotEnabled,
        Self::AudioRegisterCallbackFailure,
        Self::AudioCreateAudioConferenceFailure,
        Self::AudioOpenPlayFileFailure,
        Self::AudioPlayFileModeNotSupport,
        Self::AudioPlayFileFormatNotSupport,
        Self::AudioPlaySteamAlreadyEnabled,
        Self::AudioCreateRecordFileFailure,
        Self::AudioCodecNotSupport,
        Self::AudioPlayFileNotEnabled,
        Self::AudioPlayFileUnknowSeekOrigin,
        Self::AudioCantSetDeviceIdDuringCall,
        Self::AudioVolumeOutOfRange,
        Self::VideoFileNameEmpty,
        Self::VideoGetDeviceNameFailure,
        Self::VideoGetDeviceIdFailure,
        Self::VideoStartCaptureFailure,
        Self::VideoChannelNotFound,
        Self::VideoStartSendFailure,
        Self::VideoGetStatisticsFailure,
        Self::VideoStartPlayAviFailure,
        Self::VideoSendAviFileFailure,
        Self::VideoRecordUnknowCodec,
        Self::VideoCantSetDeviceIdDuringCall,
        Self::VideoUnsupportCaptureRotate,
        Self::VideoUnsupportCaptureResolution,
        Self::CameraSwitchTooOften,
        Self::MtuOutOfRange,
        Self::DeviceGetDeviceNameFailure,
    ];
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.code())
    }
}

impl std::error::Error for Error {}
