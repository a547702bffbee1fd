//! The one error type of the public API: a variant for each documented code.
//!
//! Numbers are part of the binary interface and are never reused. Internal
//! errors of the layers become one of these where they leave the layer.

use std::fmt;

macro_rules! errors {
    ($($variant:ident = $code:literal, $constant:ident;)*) => {
        /// Why a call of the API failed.
        ///
        /// Each variant is one `E…` constant of the C header and carries its
        /// number; [`Error::code`] gives the number, [`Error::name`] the
        /// constant's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum Error {
            $(
                #[doc = concat!("`", stringify!($constant), "`")]
                $variant = $code,
            )*
        }

        impl Error {
            /// Every error, in the order of the header.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The constant's name in the C header, such as `ECoreCallInHold`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($constant),)*
                }
            }
        }
    };
}

errors! {
    CoreAlreadyInitialized = -60000, ECoreAlreadyInitialized;
    CoreNotInitialized = -60001, ECoreNotInitialized;
    CoreSdkObjectNull = -60002, ECoreSDKObjectNull;
    CoreArgumentNull = -60003, ECoreArgumentNull;
    CoreInitializeWinsockFailure = -60004, ECoreInitializeWinsockFailure;
    CoreUserNameAuthNameEmpty = -60005, ECoreUserNameAuthNameEmpty;
    CoreInitializeStackFailure = -60006, ECoreInitializeStackFailure;
    CorePortOutOfRange = -60007, ECorePortOutOfRange;
    CoreAddTcpTransportFailure = -60008, ECoreAddTcpTransportFailure;
    CoreAddTlsTransportFailure = -60009, ECoreAddTlsTransportFailure;
    CoreAddUdpTransportFailure = -60010, ECoreAddUdpTransportFailure;
    CoreMiniAudioPortOutOfRange = -60011, ECoreMiniAudioPortOutOfRange;
    CoreMaxAudioPortOutOfRange = -60012, ECoreMaxAudioPortOutOfRange;
    CoreMiniVideoPortOutOfRange = -60013, ECoreMiniVideoPortOutOfRange;
    CoreMaxVideoPortOutOfRange = -60014, ECoreMaxVideoPortOutOfRange;
    CoreMiniAudioPortNotEvenNumber = -60015, ECoreMiniAudioPortNotEvenNumber;
    CoreMaxAudioPortNotEvenNumber = -60016, ECoreMaxAudioPortNotEvenNumber;
    CoreMiniVideoPortNotEvenNumber = -60017, ECoreMiniVideoPortNotEvenNumber;
    CoreMaxVideoPortNotEvenNumber = -60018, ECoreMaxVideoPortNotEvenNumber;
    CoreAudioVideoPortOverlapped = -60019, ECoreAudioVideoPortOverlapped;
    CoreAudioVideoPortRangeTooSmall = -60020, ECoreAudioVideoPortRangeTooSmall;
    CoreAlreadyRegistered = -60021, ECoreAlreadyRegistered;
    CoreSipServerEmpty = -60022, ECoreSIPServerEmpty;
    CoreExpiresValueTooSmall = -60023, ECoreExpiresValueTooSmall;
    CoreCallIdNotFound = -60024, ECoreCallIdNotFound;
    CoreNotRegistered = -60025, ECoreNotRegistered;
    CoreCalleeEmpty = -60026, ECoreCalleeEmpty;
    CoreInvalidUri = -60027, ECoreInvalidUri;
    CoreAudioVideoCodecEmpty = -60028, ECoreAudioVideoCodecEmpty;
    CoreNoFreeDialogSession = -60029, ECoreNoFreeDialogSession;
    CoreCreateAudioChannelFailed = -60030, ECoreCreateAudioChannelFailed;
    CoreSessionTimerValueTooSmall = -60040, ECoreSessionTimerValueTooSmall;
    CoreAudioHandleNull = -60041, ECoreAudioHandleNull;
    CoreVideoHandleNull = -60042, ECoreVideoHandleNull;
    CoreCallIsClosed = -60043, ECoreCallIsClosed;
    CoreCallAlreadyHold = -60044, ECoreCallAlreadyHold;
    CoreCallNotEstablished = -60045, ECoreCallNotEstablished;
    CoreCallNotHold = -60050, ECoreCallNotHold;
    CoreSipMessaegEmpty = -60051, ECoreSipMessaegEmpty;
    CoreSipHeaderNotExist = -60052, ECoreSipHeaderNotExist;
    CoreSipHeaderValueEmpty = -60053, ECoreSipHeaderValueEmpty;
    CoreSipHeaderBadFormed = -60054, ECoreSipHeaderBadFormed;
    CoreBufferTooSmall = -60055, ECoreBufferTooSmall;
    CoreSipHeaderValueListEmpty = -60056, ECoreSipHeaderValueListEmpty;
    CoreSipHeaderParserEmpty = -60057, ECoreSipHeaderParserEmpty;
    CoreSipHeaderValueListNull = -60058, ECoreSipHeaderValueListNull;
    CoreSipHeaderNameEmpty = -60059, ECoreSipHeaderNameEmpty;
    CoreAudioSampleNotmultiple = -60060, ECoreAudioSampleNotmultiple;
    CoreAudioSampleOutOfRange = -60061, ECoreAudioSampleOutOfRange;
    CoreInviteSessionNotFound = -60062, ECoreInviteSessionNotFound;
    CoreStackException = -60063, ECoreStackException;
    CoreMimeTypeUnknown = -60064, ECoreMimeTypeUnknown;
    CoreDataSizeTooLarge = -60065, ECoreDataSizeTooLarge;
    CoreSessionNumsOutOfRange = -60066, ECoreSessionNumsOutOfRange;
    CoreNotSupportCallbackMode = -60067, ECoreNotSupportCallbackMode;
    CoreNotFoundSubscribeId = -60068, ECoreNotFoundSubscribeId;
    CoreCodecNotSupport = -60069, ECoreCodecNotSupport;
    CoreCodecParameterNotSupport = -60070, ECoreCodecParameterNotSupport;
    CorePayloadOutofRange = -60071, ECorePayloadOutofRange;
    CorePayloadHasExist = -60072, ECorePayloadHasExist;
    CoreFixPayloadCantChange = -60073, ECoreFixPayloadCantChange;
    CoreCodecTypeInvalid = -60074, ECoreCodecTypeInvalid;
    CoreCodecWasExist = -60075, ECoreCodecWasExist;
    CorePayloadTypeInvalid = -60076, ECorePayloadTypeInvalid;
    CoreArgumentTooLong = -60077, ECoreArgumentTooLong;
    CoreMiniRtpPortMustIsEvenNum = -60078, ECoreMiniRtpPortMustIsEvenNum;
    CoreCallInHold = -60079, ECoreCallInHold;
    CoreNotIncomingCall = -60080, ECoreNotIncomingCall;
    CoreCreateMediaEngineFailure = -60081, ECoreCreateMediaEngineFailure;
    CoreAudioCodecEmptyButAudioEnabled = -60082, ECoreAudioCodecEmptyButAudioEnabled;
    CoreVideoCodecEmptyButVideoEnabled = -60083, ECoreVideoCodecEmptyButVideoEnabled;
    CoreNetworkInterfaceUnavailable = -60084, ECoreNetworkInterfaceUnavailable;
    CoreWrongDtmfTone = -60085, ECoreWrongDTMFTone;
    CoreWrongLicenseKey = -60086, ECoreWrongLicenseKey;
    CoreTrialVersionLicenseKey = -60087, ECoreTrialVersionLicenseKey;
    CoreOutgoingAudioMuted = -60088, ECoreOutgoingAudioMuted;
    CoreOutgoingVideoMuted = -60089, ECoreOutgoingVideoMuted;
    CoreFailedCreateSdp = -60090, ECoreFailedCreateSdp;
    CoreTrialVersionExpired = -60091, ECoreTrialVersionExpired;
    CoreStackFailure = -60092, ECoreStackFailure;
    CoreTransportExists = -60093, ECoreTransportExists;
    CoreUnsupportTransport = -60094, ECoreUnsupportTransport;
    CoreAllowOnlyOneUser = -60095, ECoreAllowOnlyOneUser;
    CoreUserNotFound = -60096, ECoreUserNotFound;
    CoreTransportsIncorrect = -60097, ECoreTransportsIncorrect;
    CoreCreateTransportFailure = -60098, ECoreCreateTransportFailure;
    CoreTransportNotSet = -60099, ECoreTransportNotSet;
    CoreCreateSignalingFailure = -60100, ECoreECreateSignalingFailure;
    CoreArgumentIncorrect = -60101, ECoreArgumentIncorrect;
    CoreSipMethodNameEmpty = -60102, ECoreSipMethodNameEmpty;
    CoreSipAlreadySubscribed = -60103, ECoreSipAlreadySubscribed;
    AudioFileNameEmpty = -70000, EAudioFileNameEmpty;
    AudioChannelNotFound = -70001, EAudioChannelNotFound;
    AudioStartRecordFailure = -70002, EAudioStartRecordFailure;
    AudioRegisterRecodingFailure = -70003, EAudioRegisterRecodingFailure;
    AudioRegisterPlaybackFailure = -70004, EAudioRegisterPlaybackFailure;
    AudioGetStatisticsFailure = -70005, EAudioGetStatisticsFailure;
    AudioIsPlaying = -70006, EAudioIsPlaying;
    AudioPlayObjectNotExist = -70007, EAudioPlayObjectNotExist;
    AudioPlaySteamNotEnabled = -70008, EAudioPlaySteamNotEnabled;
    AudioRegisterCallbackFailure = -70009, EAudioRegisterCallbackFailure;
    AudioCreateAudioConferenceFailure = -70010, EAudioCreateAudioConferenceFailure;
    AudioOpenPlayFileFailure = -70011, EAudioOpenPlayFileFailure;
    AudioPlayFileModeNotSupport = -70012, EAudioPlayFileModeNotSupport;
    AudioPlayFileFormatNotSupport = -70013, EAudioPlayFileFormatNotSupport;
    AudioPlaySteamAlreadyEnabled = -70014, EAudioPlaySteamAlreadyEnabled;
    AudioCreateRecordFileFailure = -70015, EAudioCreateRecordFileFailure;
    AudioCodecNotSupport = -70016, EAudioCodecNotSupport;
    AudioPlayFileNotEnabled = -70017, EAudioPlayFileNotEnabled;
    AudioPlayFileUnknowSeekOrigin = -70018, EAudioPlayFileUnknowSeekOrigin;
    AudioCantSetDeviceIdDuringCall = -70019, EAudioCantSetDeviceIdDuringCall;
    AudioVolumeOutOfRange = -70020, EAudioVolumeOutOfRange;
    VideoFileNameEmpty = -80000, EVideoFileNameEmpty;
    VideoGetDeviceNameFailure = -80001, EVideoGetDeviceNameFailure;
    VideoGetDeviceIdFailure = -80002, EVideoGetDeviceIdFailure;
    VideoStartCaptureFailure = -80003, EVideoStartCaptureFailure;
    VideoChannelNotFound = -80004, EVideoChannelNotFound;
    VideoStartSendFailure = -80005, EVideoStartSendFailure;
    VideoGetStatisticsFailure = -80006, EVideoGetStatisticsFailure;
    VideoStartPlayAviFailure = -80007, EVideoStartPlayAviFailure;
    VideoSendAviFileFailure = -80008, EVideoSendAviFileFailure;
    VideoRecordUnknowCodec = -80009, EVideoRecordUnknowCodec;
    VideoCantSetDeviceIdDuringCall = -80010, EVideoCantSetDeviceIdDuringCall;
    VideoUnsupportCaptureRotate = -80011, EVideoUnsupportCaptureRotate;
    VideoUnsupportCaptureResolution = -80012, EVideoUnsupportCaptureResolution;
    CameraSwitchTooOften = -80013, ECameraSwitchTooOften;
    MtuOutOfRange = -80014, EMTUOutOfRange;
    DeviceGetDeviceNameFailure = -90001, EDeviceGetDeviceNameFailure;
}

/// The result of a call of the API.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The number that the C ABI returns.
    pub const fn code(self) -> i32 {
        self as i32
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.code())
    }
}

impl std::error::Error for Error {}
