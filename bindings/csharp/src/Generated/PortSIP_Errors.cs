// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.

namespace PortSIP
{
    /// <summary>The codes that methods return, and ids with a meaning of their own.</summary>
    public static class PortSIP_Errors
    {
        /// <summary>The session id that names no session.</summary>
        public const int INVALID_SESSION_ID = -1;

        /// <summary>The session id that names the conference.</summary>
        public const int CONFERENCE_SESSION_ID = 32767;

        /// <summary>The object is initialized already.</summary>
        public const int ECoreAlreadyInitialized = -60000;

        /// <summary>The object is not running, or has been shut down.</summary>
        public const int ECoreNotInitialized = -60001;

        /// <summary>The handle is null, was freed, or is not one of ours.</summary>
        public const int ECoreSDKObjectNull = -60002;

        /// <summary>A required pointer is null.</summary>
        public const int ECoreArgumentNull = -60003;

        /// <summary>The system's sockets cannot be used.</summary>
        public const int ECoreInitializeWinsockFailure = -60004;

        /// <summary>The user name is empty.</summary>
        public const int ECoreUserNameAuthNameEmpty = -60005;

        /// <summary>The SIP stack did not start.</summary>
        public const int ECoreInitializeStackFailure = -60006;

        /// <summary>A port is outside 0…65535.</summary>
        public const int ECorePortOutOfRange = -60007;

        /// <summary>The local TCP port could not be bound.</summary>
        public const int ECoreAddTcpTransportFailure = -60008;

        /// <summary>The local TLS port could not be bound.</summary>
        public const int ECoreAddTlsTransportFailure = -60009;

        /// <summary>The local UDP port could not be bound.</summary>
        public const int ECoreAddUdpTransportFailure = -60010;

        /// <summary>The lowest audio port is outside 1…65534.</summary>
        public const int ECoreMiniAudioPortOutOfRange = -60011;

        /// <summary>The highest audio port is outside 1…65534.</summary>
        public const int ECoreMaxAudioPortOutOfRange = -60012;

        /// <summary>The lowest video port is outside 1…65534.</summary>
        public const int ECoreMiniVideoPortOutOfRange = -60013;

        /// <summary>The highest video port is outside 1…65534.</summary>
        public const int ECoreMaxVideoPortOutOfRange = -60014;

        /// <summary>The lowest audio port is odd.</summary>
        public const int ECoreMiniAudioPortNotEvenNumber = -60015;

        /// <summary>The highest audio port is odd.</summary>
        public const int ECoreMaxAudioPortNotEvenNumber = -60016;

        /// <summary>The lowest video port is odd.</summary>
        public const int ECoreMiniVideoPortNotEvenNumber = -60017;

        /// <summary>The highest video port is odd.</summary>
        public const int ECoreMaxVideoPortNotEvenNumber = -60018;

        /// <summary>Two port ranges overlap, or a range is upside down.</summary>
        public const int ECoreAudioVideoPortOverlapped = -60019;

        /// <summary>The port range has no room for the calls allowed.</summary>
        public const int ECoreAudioVideoPortRangeTooSmall = -60020;

        /// <summary>The account is registered, or a registration is under way.</summary>
        public const int ECoreAlreadyRegistered = -60021;

        /// <summary>There is no SIP server to register with.</summary>
        public const int ECoreSIPServerEmpty = -60022;

        /// <summary>An expiry is below its minimum.</summary>
        public const int ECoreExpiresValueTooSmall = -60023;

        /// <summary>No call has this Call-ID.</summary>
        public const int ECoreCallIdNotFound = -60024;

        /// <summary>The account is not registered.</summary>
        public const int ECoreNotRegistered = -60025;

        /// <summary>The callee is empty.</summary>
        public const int ECoreCalleeEmpty = -60026;

        /// <summary>The text is no SIP, SIPS or TEL address, or lacks a domain.</summary>
        public const int ECoreInvalidUri = -60027;

        /// <summary>No codec has been added.</summary>
        public const int ECoreAudioVideoCodecEmpty = -60028;

        /// <summary>As many calls are up as the object was made for.</summary>
        public const int ECoreNoFreeDialogSession = -60029;

        /// <summary>No media ports were free for the call.</summary>
        public const int ECoreCreateAudioChannelFailed = -60030;

        /// <summary>A session timer is below 90 seconds.</summary>
        public const int ECoreSessionTimerValueTooSmall = -60040;

        /// <summary>The call has no audio.</summary>
        public const int ECoreAudioHandleNull = -60041;

        /// <summary>The call has no video.</summary>
        public const int ECoreVideoHandleNull = -60042;

        /// <summary>The call has ended.</summary>
        public const int ECoreCallIsClosed = -60043;

        /// <summary>The call is on hold already.</summary>
        public const int ECoreCallAlreadyHold = -60044;

        /// <summary>The call is not connected yet.</summary>
        public const int ECoreCallNotEstablished = -60045;

        /// <summary>The call is not on hold.</summary>
        public const int ECoreCallNotHold = -60050;

        /// <summary>The text of the SIP message is empty.</summary>
        public const int ECoreSipMessaegEmpty = -60051;

        /// <summary>The SIP message has no such header.</summary>
        public const int ECoreSipHeaderNotExist = -60052;

        /// <summary>The header's value is empty.</summary>
        public const int ECoreSipHeaderValueEmpty = -60053;

        /// <summary>The header may not be set, or its text is not allowed in a header.</summary>
        public const int ECoreSipHeaderBadFormed = -60054;

        /// <summary>The buffer is too small for the text and its NUL.</summary>
        public const int ECoreBufferTooSmall = -60055;

        /// <summary>The list of header values is empty.</summary>
        public const int ECoreSipHeaderValueListEmpty = -60056;

        /// <summary>The text is not a SIP message.</summary>
        public const int ECoreSipHeaderParserEmpty = -60057;

        /// <summary>There is no list of header values.</summary>
        public const int ECoreSipHeaderValueListNull = -60058;

        /// <summary>The header's name is empty.</summary>
        public const int ECoreSipHeaderNameEmpty = -60059;

        /// <summary>The packet time is not a multiple of 10 ms.</summary>
        public const int ECoreAudioSampleNotmultiple = -60060;

        /// <summary>The packet time is outside 10…60 ms.</summary>
        public const int ECoreAudioSampleOutOfRange = -60061;

        /// <summary>There is no call of this session id.</summary>
        public const int ECoreInviteSessionNotFound = -60062;

        /// <summary>The library failed inside; the log has the details.</summary>
        public const int ECoreStackException = -60063;

        /// <summary>The text is no MIME type.</summary>
        public const int ECoreMimeTypeUnknown = -60064;

        /// <summary>The data is larger than allowed, or as much waits as may.</summary>
        public const int ECoreDataSizeTooLarge = -60065;

        /// <summary>The number of calls is below 1.</summary>
        public const int ECoreSessionNumsOutOfRange = -60066;

        /// <summary>
        /// The callback mode is not one of <see cref="DIRECTION_MODE.DIRECTION_SEND_RECV"/>,
        /// <see cref="DIRECTION_MODE.DIRECTION_SEND"/> and <see cref="DIRECTION_MODE.DIRECTION_RECV"/>.
        /// </summary>
        public const int ECoreNotSupportCallbackMode = -60067;

        /// <summary>There is no subscription, or request for a transfer, of this id.</summary>
        public const int ECoreNotFoundSubscribeId = -60068;

        /// <summary>This build has no such codec.</summary>
        public const int ECoreCodecNotSupport = -60069;

        /// <summary>The codec's parameters are not understood.</summary>
        public const int ECoreCodecParameterNotSupport = -60070;

        /// <summary>A dynamic payload type is outside 96…127.</summary>
        public const int ECorePayloadOutofRange = -60071;

        /// <summary>Another codec has this payload type.</summary>
        public const int ECorePayloadHasExist = -60072;

        /// <summary>The codec's payload type is fixed by RFC 3551.</summary>
        public const int ECoreFixPayloadCantChange = -60073;

        /// <summary>The number is no codec type.</summary>
        public const int ECoreCodecTypeInvalid = -60074;

        /// <summary>The codec has been added before.</summary>
        public const int ECoreCodecWasExist = -60075;

        /// <summary>The payload type is not valid.</summary>
        public const int ECorePayloadTypeInvalid = -60076;

        /// <summary>A text is too long.</summary>
        public const int ECoreArgumentTooLong = -60077;

        /// <summary>The lowest RTP port is odd.</summary>
        public const int ECoreMiniRtpPortMustIsEvenNum = -60078;

        /// <summary>The call is on hold.</summary>
        public const int ECoreCallInHold = -60079;

        /// <summary>The call is not an incoming one that waits for an answer.</summary>
        public const int ECoreNotIncomingCall = -60080;

        /// <summary>The media engine did not start.</summary>
        public const int ECoreCreateMediaEngineFailure = -60081;

        /// <summary>Audio is wanted, but no audio codec has been added.</summary>
        public const int ECoreAudioCodecEmptyButAudioEnabled = -60082;

        /// <summary>Video is wanted, but no video codec has been added.</summary>
        public const int ECoreVideoCodecEmptyButVideoEnabled = -60083;

        /// <summary>The address belongs to no local network interface.</summary>
        public const int ECoreNetworkInterfaceUnavailable = -60084;

        /// <summary>The tone is outside 0…16.</summary>
        public const int ECoreWrongDTMFTone = -60085;

        /// <summary>The licence key is wrong.</summary>
        public const int ECoreWrongLicenseKey = -60086;

        /// <summary>The licence key is for a trial version.</summary>
        public const int ECoreTrialVersionLicenseKey = -60087;

        /// <summary>The audio we send is muted.</summary>
        public const int ECoreOutgoingAudioMuted = -60088;

        /// <summary>The video we send is muted.</summary>
        public const int ECoreOutgoingVideoMuted = -60089;

        /// <summary>No session description could be made.</summary>
        public const int ECoreFailedCreateSdp = -60090;

        /// <summary>The trial is over.</summary>
        public const int ECoreTrialVersionExpired = -60091;

        /// <summary>The system refused something the call needs.</summary>
        public const int ECoreStackFailure = -60092;

        /// <summary>The transport exists already.</summary>
        public const int ECoreTransportExists = -60093;

        /// <summary>The transport is not supported.</summary>
        public const int ECoreUnsupportTransport = -60094;

        /// <summary>A user is set already.</summary>
        public const int ECoreAllowOnlyOneUser = -60095;

        /// <summary>No user is set.</summary>
        public const int ECoreUserNotFound = -60096;

        /// <summary>The transports do not fit together.</summary>
        public const int ECoreTransportsIncorrect = -60097;

        /// <summary>The transport could not be made.</summary>
        public const int ECoreCreateTransportFailure = -60098;

        /// <summary>No transport is set.</summary>
        public const int ECoreTransportNotSet = -60099;

        /// <summary>The signalling did not start.</summary>
        public const int ECoreECreateSignalingFailure = -60100;

        /// <summary>An argument is outside its range, not UTF-8, or empty where it may not be.</summary>
        public const int ECoreArgumentIncorrect = -60101;

        /// <summary>The SIP method's name is empty.</summary>
        public const int ECoreSipMethodNameEmpty = -60102;

        /// <summary>There is such a subscription already.</summary>
        public const int ECoreSipAlreadySubscribed = -60103;

        /// <summary>The file name is empty.</summary>
        public const int EAudioFileNameEmpty = -70000;

        /// <summary>The call has no audio channel.</summary>
        public const int EAudioChannelNotFound = -70001;

        /// <summary>The recording did not start.</summary>
        public const int EAudioStartRecordFailure = -70002;

        /// <summary>The recording could not be attached to the call.</summary>
        public const int EAudioRegisterRecodingFailure = -70003;

        /// <summary>The playback could not be attached to the call.</summary>
        public const int EAudioRegisterPlaybackFailure = -70004;

        /// <summary>No statistics could be taken.</summary>
        public const int EAudioGetStatisticsFailure = -70005;

        /// <summary>A file is playing already.</summary>
        public const int EAudioIsPlaying = -70006;

        /// <summary>No file is playing.</summary>
        public const int EAudioPlayObjectNotExist = -70007;

        /// <summary>The PCM stream has not been enabled.</summary>
        public const int EAudioPlaySteamNotEnabled = -70008;

        /// <summary>The raw audio callback could not be attached.</summary>
        public const int EAudioRegisterCallbackFailure = -70009;

        /// <summary>The conference could not be made.</summary>
        public const int EAudioCreateAudioConferenceFailure = -70010;

        /// <summary>The file cannot be opened or read.</summary>
        public const int EAudioOpenPlayFileFailure = -70011;

        /// <summary>The way of playing is not one of 0, 1 and 2.</summary>
        public const int EAudioPlayFileModeNotSupport = -70012;

        /// <summary>The file's format is not supported.</summary>
        public const int EAudioPlayFileFormatNotSupport = -70013;

        /// <summary>The PCM stream is enabled already.</summary>
        public const int EAudioPlaySteamAlreadyEnabled = -70014;

        /// <summary>The recording's file could not be made.</summary>
        public const int EAudioCreateRecordFileFailure = -70015;

        /// <summary>The file's codec is not supported.</summary>
        public const int EAudioCodecNotSupport = -70016;

        /// <summary>Playing files is not enabled.</summary>
        public const int EAudioPlayFileNotEnabled = -70017;

        /// <summary>The origin of a seek is not known.</summary>
        public const int EAudioPlayFileUnknowSeekOrigin = -70018;

        /// <summary>The device cannot be changed during a call.</summary>
        public const int EAudioCantSetDeviceIdDuringCall = -70019;

        /// <summary>A volume is outside 0…255.</summary>
        public const int EAudioVolumeOutOfRange = -70020;

        /// <summary>The video file's name is empty.</summary>
        public const int EVideoFileNameEmpty = -80000;

        /// <summary>There is no such video device.</summary>
        public const int EVideoGetDeviceNameFailure = -80001;

        /// <summary>The video device has no such id.</summary>
        public const int EVideoGetDeviceIdFailure = -80002;

        /// <summary>The camera did not start.</summary>
        public const int EVideoStartCaptureFailure = -80003;

        /// <summary>The call has no video channel.</summary>
        public const int EVideoChannelNotFound = -80004;

        /// <summary>Sending video did not start.</summary>
        public const int EVideoStartSendFailure = -80005;

        /// <summary>No video statistics could be taken.</summary>
        public const int EVideoGetStatisticsFailure = -80006;

        /// <summary>Playing the video file did not start.</summary>
        public const int EVideoStartPlayAviFailure = -80007;

        /// <summary>Sending the video file failed.</summary>
        public const int EVideoSendAviFileFailure = -80008;

        /// <summary>The recording's video codec is not known.</summary>
        public const int EVideoRecordUnknowCodec = -80009;

        /// <summary>The camera cannot be changed during a call.</summary>
        public const int EVideoCantSetDeviceIdDuringCall = -80010;

        /// <summary>The camera cannot be rotated so.</summary>
        public const int EVideoUnsupportCaptureRotate = -80011;

        /// <summary>The camera has no such resolution.</summary>
        public const int EVideoUnsupportCaptureResolution = -80012;

        /// <summary>The camera is switched too often.</summary>
        public const int ECameraSwitchTooOften = -80013;

        /// <summary>The MTU is out of range.</summary>
        public const int EMTUOutOfRange = -80014;

        /// <summary>There is no such device.</summary>
        public const int EDeviceGetDeviceNameFailure = -90001;
    }
}
