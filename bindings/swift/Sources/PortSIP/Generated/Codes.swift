// Generated from the C interface by `cargo xtask generate`: do not edit.

extension PortSIP_Errors {
    /// The object is initialized already.
    public static let ECoreAlreadyInitialized = PortSIP_Errors(rawValue: -60000)

    /// The object is not running, or has been shut down.
    public static let ECoreNotInitialized = PortSIP_Errors(rawValue: -60001)

    /// The handle is null, was freed, or is not one of ours.
    public static let ECoreSDKObjectNull = PortSIP_Errors(rawValue: -60002)

    /// A required pointer is nil.
    public static let ECoreArgumentNull = PortSIP_Errors(rawValue: -60003)

    /// The system's sockets cannot be used.
    public static let ECoreInitializeWinsockFailure = PortSIP_Errors(rawValue: -60004)

    /// The user name is empty.
    public static let ECoreUserNameAuthNameEmpty = PortSIP_Errors(rawValue: -60005)

    /// The SIP stack did not start.
    public static let ECoreInitializeStackFailure = PortSIP_Errors(rawValue: -60006)

    /// A port is outside 0…65535.
    public static let ECorePortOutOfRange = PortSIP_Errors(rawValue: -60007)

    /// The local TCP port could not be bound.
    public static let ECoreAddTcpTransportFailure = PortSIP_Errors(rawValue: -60008)

    /// The local TLS port could not be bound.
    public static let ECoreAddTlsTransportFailure = PortSIP_Errors(rawValue: -60009)

    /// The local UDP port could not be bound.
    public static let ECoreAddUdpTransportFailure = PortSIP_Errors(rawValue: -60010)

    /// The lowest audio port is outside 1…65534.
    public static let ECoreMiniAudioPortOutOfRange = PortSIP_Errors(rawValue: -60011)

    /// The highest audio port is outside 1…65534.
    public static let ECoreMaxAudioPortOutOfRange = PortSIP_Errors(rawValue: -60012)

    /// The lowest video port is outside 1…65534.
    public static let ECoreMiniVideoPortOutOfRange = PortSIP_Errors(rawValue: -60013)

    /// The highest video port is outside 1…65534.
    public static let ECoreMaxVideoPortOutOfRange = PortSIP_Errors(rawValue: -60014)

    /// The lowest audio port is odd.
    public static let ECoreMiniAudioPortNotEvenNumber = PortSIP_Errors(rawValue: -60015)

    /// The highest audio port is odd.
    public static let ECoreMaxAudioPortNotEvenNumber = PortSIP_Errors(rawValue: -60016)

    /// The lowest video port is odd.
    public static let ECoreMiniVideoPortNotEvenNumber = PortSIP_Errors(rawValue: -60017)

    /// The highest video port is odd.
    public static let ECoreMaxVideoPortNotEvenNumber = PortSIP_Errors(rawValue: -60018)

    /// Two port ranges overlap, or a range is upside down.
    public static let ECoreAudioVideoPortOverlapped = PortSIP_Errors(rawValue: -60019)

    /// The port range has no room for the calls allowed.
    public static let ECoreAudioVideoPortRangeTooSmall = PortSIP_Errors(rawValue: -60020)

    /// The account is registered, or a registration is under way.
    public static let ECoreAlreadyRegistered = PortSIP_Errors(rawValue: -60021)

    /// There is no SIP server to register with.
    public static let ECoreSIPServerEmpty = PortSIP_Errors(rawValue: -60022)

    /// An expiry is below its minimum.
    public static let ECoreExpiresValueTooSmall = PortSIP_Errors(rawValue: -60023)

    /// No call has this Call-ID.
    public static let ECoreCallIdNotFound = PortSIP_Errors(rawValue: -60024)

    /// The account is not registered.
    public static let ECoreNotRegistered = PortSIP_Errors(rawValue: -60025)

    /// The callee is empty.
    public static let ECoreCalleeEmpty = PortSIP_Errors(rawValue: -60026)

    /// The text is no SIP, SIPS or TEL address, or lacks a domain.
    public static let ECoreInvalidUri = PortSIP_Errors(rawValue: -60027)

    /// No codec has been added.
    public static let ECoreAudioVideoCodecEmpty = PortSIP_Errors(rawValue: -60028)

    /// As many calls are up as the object was made for.
    public static let ECoreNoFreeDialogSession = PortSIP_Errors(rawValue: -60029)

    /// No media ports were free for the call.
    public static let ECoreCreateAudioChannelFailed = PortSIP_Errors(rawValue: -60030)

    /// A session timer is below 90 seconds.
    public static let ECoreSessionTimerValueTooSmall = PortSIP_Errors(rawValue: -60040)

    /// The call has no audio.
    public static let ECoreAudioHandleNull = PortSIP_Errors(rawValue: -60041)

    /// The call has no video.
    public static let ECoreVideoHandleNull = PortSIP_Errors(rawValue: -60042)

    /// The call has ended.
    public static let ECoreCallIsClosed = PortSIP_Errors(rawValue: -60043)

    /// The call is on hold already.
    public static let ECoreCallAlreadyHold = PortSIP_Errors(rawValue: -60044)

    /// The call is not connected yet.
    public static let ECoreCallNotEstablished = PortSIP_Errors(rawValue: -60045)

    /// The call is not on hold.
    public static let ECoreCallNotHold = PortSIP_Errors(rawValue: -60050)

    /// The text of the SIP message is empty.
    public static let ECoreSipMessaegEmpty = PortSIP_Errors(rawValue: -60051)

    /// The SIP message has no such header.
    public static let ECoreSipHeaderNotExist = PortSIP_Errors(rawValue: -60052)

    /// The header's value is empty.
    public static let ECoreSipHeaderValueEmpty = PortSIP_Errors(rawValue: -60053)

    /// The header may not be set, or its text is not allowed in a header.
    public static let ECoreSipHeaderBadFormed = PortSIP_Errors(rawValue: -60054)

    /// The buffer is too small for the text and its NUL.
    public static let ECoreBufferTooSmall = PortSIP_Errors(rawValue: -60055)

    /// The list of header values is empty.
    public static let ECoreSipHeaderValueListEmpty = PortSIP_Errors(rawValue: -60056)

    /// The text is not a SIP message.
    public static let ECoreSipHeaderParserEmpty = PortSIP_Errors(rawValue: -60057)

    /// There is no list of header values.
    public static let ECoreSipHeaderValueListNull = PortSIP_Errors(rawValue: -60058)

    /// The header's name is empty.
    public static let ECoreSipHeaderNameEmpty = PortSIP_Errors(rawValue: -60059)

    /// The packet time is not a multiple of 10 ms.
    public static let ECoreAudioSampleNotmultiple = PortSIP_Errors(rawValue: -60060)

    /// The packet time is outside 10…60 ms.
    public static let ECoreAudioSampleOutOfRange = PortSIP_Errors(rawValue: -60061)

    /// There is no call of this session id.
    public static let ECoreInviteSessionNotFound = PortSIP_Errors(rawValue: -60062)

    /// The library failed inside; the log has the details.
    public static let ECoreStackException = PortSIP_Errors(rawValue: -60063)

    /// The text is no MIME type.
    public static let ECoreMimeTypeUnknown = PortSIP_Errors(rawValue: -60064)

    /// The data is larger than allowed, or as much waits as may.
    public static let ECoreDataSizeTooLarge = PortSIP_Errors(rawValue: -60065)

    /// The number of calls is below 1.
    public static let ECoreSessionNumsOutOfRange = PortSIP_Errors(rawValue: -60066)

    /// The callback mode is not one of `DIRECTION_SEND_RECV`, `DIRECTION_SEND` and `DIRECTION_RECV`.
    public static let ECoreNotSupportCallbackMode = PortSIP_Errors(rawValue: -60067)

    /// There is no subscription, or request for a transfer, of this id.
    public static let ECoreNotFoundSubscribeId = PortSIP_Errors(rawValue: -60068)

    /// This build has no such codec.
    public static let ECoreCodecNotSupport = PortSIP_Errors(rawValue: -60069)

    /// The codec's parameters are not understood.
    public static let ECoreCodecParameterNotSupport = PortSIP_Errors(rawValue: -60070)

    /// A dynamic payload type is outside 96…127.
    public static let ECorePayloadOutofRange = PortSIP_Errors(rawValue: -60071)

    /// Another codec has this payload type.
    public static let ECorePayloadHasExist = PortSIP_Errors(rawValue: -60072)

    /// The codec's payload type is fixed by RFC 3551.
    public static let ECoreFixPayloadCantChange = PortSIP_Errors(rawValue: -60073)

    /// The number is no codec type.
    public static let ECoreCodecTypeInvalid = PortSIP_Errors(rawValue: -60074)

    /// The codec has been added before.
    public static let ECoreCodecWasExist = PortSIP_Errors(rawValue: -60075)

    /// The payload type is not valid.
    public static let ECorePayloadTypeInvalid = PortSIP_Errors(rawValue: -60076)

    /// A text is too long.
    public static let ECoreArgumentTooLong = PortSIP_Errors(rawValue: -60077)

    /// The lowest RTP port is odd.
    public static let ECoreMiniRtpPortMustIsEvenNum = PortSIP_Errors(rawValue: -60078)

    /// The call is on hold.
    public static let ECoreCallInHold = PortSIP_Errors(rawValue: -60079)

    /// The call is not an incoming one that waits for an answer.
    public static let ECoreNotIncomingCall = PortSIP_Errors(rawValue: -60080)

    /// The media engine did not start.
    public static let ECoreCreateMediaEngineFailure = PortSIP_Errors(rawValue: -60081)

    /// Audio is wanted, but no audio codec has been added.
    public static let ECoreAudioCodecEmptyButAudioEnabled = PortSIP_Errors(rawValue: -60082)

    /// Video is wanted, but no video codec has been added.
    public static let ECoreVideoCodecEmptyButVideoEnabled = PortSIP_Errors(rawValue: -60083)

    /// The address belongs to no local network interface.
    public static let ECoreNetworkInterfaceUnavailable = PortSIP_Errors(rawValue: -60084)

    /// The tone is outside 0…16.
    public static let ECoreWrongDTMFTone = PortSIP_Errors(rawValue: -60085)

    /// The licence key is wrong.
    public static let ECoreWrongLicenseKey = PortSIP_Errors(rawValue: -60086)

    /// The licence key is for a trial version.
    public static let ECoreTrialVersionLicenseKey = PortSIP_Errors(rawValue: -60087)

    /// The audio we send is muted.
    public static let ECoreOutgoingAudioMuted = PortSIP_Errors(rawValue: -60088)

    /// The video we send is muted.
    public static let ECoreOutgoingVideoMuted = PortSIP_Errors(rawValue: -60089)

    /// No session description could be made.
    public static let ECoreFailedCreateSdp = PortSIP_Errors(rawValue: -60090)

    /// The trial is over.
    public static let ECoreTrialVersionExpired = PortSIP_Errors(rawValue: -60091)

    /// The system refused something the call needs.
    public static let ECoreStackFailure = PortSIP_Errors(rawValue: -60092)

    /// The transport exists already.
    public static let ECoreTransportExists = PortSIP_Errors(rawValue: -60093)

    /// The transport is not supported.
    public static let ECoreUnsupportTransport = PortSIP_Errors(rawValue: -60094)

    /// A user is set already.
    public static let ECoreAllowOnlyOneUser = PortSIP_Errors(rawValue: -60095)

    /// No user is set.
    public static let ECoreUserNotFound = PortSIP_Errors(rawValue: -60096)

    /// The transports do not fit together.
    public static let ECoreTransportsIncorrect = PortSIP_Errors(rawValue: -60097)

    /// The transport could not be made.
    public static let ECoreCreateTransportFailure = PortSIP_Errors(rawValue: -60098)

    /// No transport is set.
    public static let ECoreTransportNotSet = PortSIP_Errors(rawValue: -60099)

    /// The signalling did not start.
    public static let ECoreECreateSignalingFailure = PortSIP_Errors(rawValue: -60100)

    /// An argument is outside its range, not UTF-8, or empty where it may not be.
    public static let ECoreArgumentIncorrect = PortSIP_Errors(rawValue: -60101)

    /// The SIP method's name is empty.
    public static let ECoreSipMethodNameEmpty = PortSIP_Errors(rawValue: -60102)

    /// There is such a subscription already.
    public static let ECoreSipAlreadySubscribed = PortSIP_Errors(rawValue: -60103)

    /// The file name is empty.
    public static let EAudioFileNameEmpty = PortSIP_Errors(rawValue: -70000)

    /// The call has no audio channel.
    public static let EAudioChannelNotFound = PortSIP_Errors(rawValue: -70001)

    /// The recording did not start.
    public static let EAudioStartRecordFailure = PortSIP_Errors(rawValue: -70002)

    /// The recording could not be attached to the call.
    public static let EAudioRegisterRecodingFailure = PortSIP_Errors(rawValue: -70003)

    /// The playback could not be attached to the call.
    public static let EAudioRegisterPlaybackFailure = PortSIP_Errors(rawValue: -70004)

    /// No statistics could be taken.
    public static let EAudioGetStatisticsFailure = PortSIP_Errors(rawValue: -70005)

    /// A file is playing already.
    public static let EAudioIsPlaying = PortSIP_Errors(rawValue: -70006)

    /// No file is playing.
    public static let EAudioPlayObjectNotExist = PortSIP_Errors(rawValue: -70007)

    /// The PCM stream has not been enabled.
    public static let EAudioPlaySteamNotEnabled = PortSIP_Errors(rawValue: -70008)

    /// The raw audio callback could not be attached.
    public static let EAudioRegisterCallbackFailure = PortSIP_Errors(rawValue: -70009)

    /// The conference could not be made.
    public static let EAudioCreateAudioConferenceFailure = PortSIP_Errors(rawValue: -70010)

    /// The file cannot be opened or read.
    public static let EAudioOpenPlayFileFailure = PortSIP_Errors(rawValue: -70011)

    /// The way of playing is not one of 0, 1 and 2.
    public static let EAudioPlayFileModeNotSupport = PortSIP_Errors(rawValue: -70012)

    /// The file's format is not supported.
    public static let EAudioPlayFileFormatNotSupport = PortSIP_Errors(rawValue: -70013)

    /// The PCM stream is enabled already.
    public static let EAudioPlaySteamAlreadyEnabled = PortSIP_Errors(rawValue: -70014)

    /// The recording's file could not be made.
    public static let EAudioCreateRecordFileFailure = PortSIP_Errors(rawValue: -70015)

    /// The file's codec is not supported.
    public static let EAudioCodecNotSupport = PortSIP_Errors(rawValue: -70016)

    /// Playing files is not enabled.
    public static let EAudioPlayFileNotEnabled = PortSIP_Errors(rawValue: -70017)

    /// The origin of a seek is not known.
    public static let EAudioPlayFileUnknowSeekOrigin = PortSIP_Errors(rawValue: -70018)

    /// The device cannot be changed during a call.
    public static let EAudioCantSetDeviceIdDuringCall = PortSIP_Errors(rawValue: -70019)

    /// A volume is outside 0…255.
    public static let EAudioVolumeOutOfRange = PortSIP_Errors(rawValue: -70020)

    /// The video file's name is empty.
    public static let EVideoFileNameEmpty = PortSIP_Errors(rawValue: -80000)

    /// There is no such video device.
    public static let EVideoGetDeviceNameFailure = PortSIP_Errors(rawValue: -80001)

    /// The video device has no such id.
    public static let EVideoGetDeviceIdFailure = PortSIP_Errors(rawValue: -80002)

    /// The camera did not start.
    public static let EVideoStartCaptureFailure = PortSIP_Errors(rawValue: -80003)

    /// The call has no video channel.
    public static let EVideoChannelNotFound = PortSIP_Errors(rawValue: -80004)

    /// Sending video did not start.
    public static let EVideoStartSendFailure = PortSIP_Errors(rawValue: -80005)

    /// No video statistics could be taken.
    public static let EVideoGetStatisticsFailure = PortSIP_Errors(rawValue: -80006)

    /// Playing the video file did not start.
    public static let EVideoStartPlayAviFailure = PortSIP_Errors(rawValue: -80007)

    /// Sending the video file failed.
    public static let EVideoSendAviFileFailure = PortSIP_Errors(rawValue: -80008)

    /// The recording's video codec is not known.
    public static let EVideoRecordUnknowCodec = PortSIP_Errors(rawValue: -80009)

    /// The camera cannot be changed during a call.
    public static let EVideoCantSetDeviceIdDuringCall = PortSIP_Errors(rawValue: -80010)

    /// The camera cannot be rotated so.
    public static let EVideoUnsupportCaptureRotate = PortSIP_Errors(rawValue: -80011)

    /// The camera has no such resolution.
    public static let EVideoUnsupportCaptureResolution = PortSIP_Errors(rawValue: -80012)

    /// The camera is switched too often.
    public static let ECameraSwitchTooOften = PortSIP_Errors(rawValue: -80013)

    /// The MTU is out of range.
    public static let EMTUOutOfRange = PortSIP_Errors(rawValue: -80014)

    /// There is no such device.
    public static let EDeviceGetDeviceNameFailure = PortSIP_Errors(rawValue: -90001)

    /// The names of all codes, and what they say.
    static let known: [Int32: (name: String, meaning: String)] = [
        -60000: ("ECoreAlreadyInitialized", "The object is initialized already."),
        -60001: ("ECoreNotInitialized", "The object is not running, or has been shut down."),
        -60002: ("ECoreSDKObjectNull", "The handle is null, was freed, or is not one of ours."),
        -60003: ("ECoreArgumentNull", "A required pointer is NULL."),
        -60004: ("ECoreInitializeWinsockFailure", "The system's sockets cannot be used."),
        -60005: ("ECoreUserNameAuthNameEmpty", "The user name is empty."),
        -60006: ("ECoreInitializeStackFailure", "The SIP stack did not start."),
        -60007: ("ECorePortOutOfRange", "A port is outside 0…65535."),
        -60008: ("ECoreAddTcpTransportFailure", "The local TCP port could not be bound."),
        -60009: ("ECoreAddTlsTransportFailure", "The local TLS port could not be bound."),
        -60010: ("ECoreAddUdpTransportFailure", "The local UDP port could not be bound."),
        -60011: ("ECoreMiniAudioPortOutOfRange", "The lowest audio port is outside 1…65534."),
        -60012: ("ECoreMaxAudioPortOutOfRange", "The highest audio port is outside 1…65534."),
        -60013: ("ECoreMiniVideoPortOutOfRange", "The lowest video port is outside 1…65534."),
        -60014: ("ECoreMaxVideoPortOutOfRange", "The highest video port is outside 1…65534."),
        -60015: ("ECoreMiniAudioPortNotEvenNumber", "The lowest audio port is odd."),
        -60016: ("ECoreMaxAudioPortNotEvenNumber", "The highest audio port is odd."),
        -60017: ("ECoreMiniVideoPortNotEvenNumber", "The lowest video port is odd."),
        -60018: ("ECoreMaxVideoPortNotEvenNumber", "The highest video port is odd."),
        -60019: ("ECoreAudioVideoPortOverlapped", "Two port ranges overlap, or a range is upside down."),
        -60020: ("ECoreAudioVideoPortRangeTooSmall", "The port range has no room for the calls allowed."),
        -60021: ("ECoreAlreadyRegistered", "The account is registered, or a registration is under way."),
        -60022: ("ECoreSIPServerEmpty", "There is no SIP server to register with."),
        -60023: ("ECoreExpiresValueTooSmall", "An expiry is below its minimum."),
        -60024: ("ECoreCallIdNotFound", "No call has this Call-ID."),
        -60025: ("ECoreNotRegistered", "The account is not registered."),
        -60026: ("ECoreCalleeEmpty", "The callee is empty."),
        -60027: ("ECoreInvalidUri", "The text is no SIP, SIPS or TEL address, or lacks a domain."),
        -60028: ("ECoreAudioVideoCodecEmpty", "No codec has been added."),
        -60029: ("ECoreNoFreeDialogSession", "As many calls are up as the object was made for."),
        -60030: ("ECoreCreateAudioChannelFailed", "No media ports were free for the call."),
        -60040: ("ECoreSessionTimerValueTooSmall", "A session timer is below 90 seconds."),
        -60041: ("ECoreAudioHandleNull", "The call has no audio."),
        -60042: ("ECoreVideoHandleNull", "The call has no video."),
        -60043: ("ECoreCallIsClosed", "The call has ended."),
        -60044: ("ECoreCallAlreadyHold", "The call is on hold already."),
        -60045: ("ECoreCallNotEstablished", "The call is not connected yet."),
        -60050: ("ECoreCallNotHold", "The call is not on hold."),
        -60051: ("ECoreSipMessaegEmpty", "The text of the SIP message is empty."),
        -60052: ("ECoreSipHeaderNotExist", "The SIP message has no such header."),
        -60053: ("ECoreSipHeaderValueEmpty", "The header's value is empty."),
        -60054: ("ECoreSipHeaderBadFormed", "The header may not be set, or its text is not allowed in a header."),
        -60055: ("ECoreBufferTooSmall", "The buffer is too small for the text and its NUL."),
        -60056: ("ECoreSipHeaderValueListEmpty", "The list of header values is empty."),
        -60057: ("ECoreSipHeaderParserEmpty", "The text is not a SIP message."),
        -60058: ("ECoreSipHeaderValueListNull", "There is no list of header values."),
        -60059: ("ECoreSipHeaderNameEmpty", "The header's name is empty."),
        -60060: ("ECoreAudioSampleNotmultiple", "The packet time is not a multiple of 10 ms."),
        -60061: ("ECoreAudioSampleOutOfRange", "The packet time is outside 10…60 ms."),
        -60062: ("ECoreInviteSessionNotFound", "There is no call of this session id."),
        -60063: ("ECoreStackException", "The library failed inside; the log has the details."),
        -60064: ("ECoreMimeTypeUnknown", "The text is no MIME type."),
        -60065: ("ECoreDataSizeTooLarge", "The data is larger than allowed, or as much waits as may."),
        -60066: ("ECoreSessionNumsOutOfRange", "The number of calls is below 1."),
        -60067: ("ECoreNotSupportCallbackMode", "The callback mode is not one of DIRECTION_SEND_RECV, DIRECTION_SEND and DIRECTION_RECV."),
        -60068: ("ECoreNotFoundSubscribeId", "There is no subscription, or request for a transfer, of this id."),
        -60069: ("ECoreCodecNotSupport", "This build has no such codec."),
        -60070: ("ECoreCodecParameterNotSupport", "The codec's parameters are not understood."),
        -60071: ("ECorePayloadOutofRange", "A dynamic payload type is outside 96…127."),
        -60072: ("ECorePayloadHasExist", "Another codec has this payload type."),
        -60073: ("ECoreFixPayloadCantChange", "The codec's payload type is fixed by RFC 3551."),
        -60074: ("ECoreCodecTypeInvalid", "The number is no codec type."),
        -60075: ("ECoreCodecWasExist", "The codec has been added before."),
        -60076: ("ECorePayloadTypeInvalid", "The payload type is not valid."),
        -60077: ("ECoreArgumentTooLong", "A text is too long."),
        -60078: ("ECoreMiniRtpPortMustIsEvenNum", "The lowest RTP port is odd."),
        -60079: ("ECoreCallInHold", "The call is on hold."),
        -60080: ("ECoreNotIncomingCall", "The call is not an incoming one that waits for an answer."),
        -60081: ("ECoreCreateMediaEngineFailure", "The media engine did not start."),
        -60082: ("ECoreAudioCodecEmptyButAudioEnabled", "Audio is wanted, but no audio codec has been added."),
        -60083: ("ECoreVideoCodecEmptyButVideoEnabled", "Video is wanted, but no video codec has been added."),
        -60084: ("ECoreNetworkInterfaceUnavailable", "The address belongs to no local network interface."),
        -60085: ("ECoreWrongDTMFTone", "The tone is outside 0…16."),
        -60086: ("ECoreWrongLicenseKey", "The licence key is wrong."),
        -60087: ("ECoreTrialVersionLicenseKey", "The licence key is for a trial version."),
        -60088: ("ECoreOutgoingAudioMuted", "The audio we send is muted."),
        -60089: ("ECoreOutgoingVideoMuted", "The video we send is muted."),
        -60090: ("ECoreFailedCreateSdp", "No session description could be made."),
        -60091: ("ECoreTrialVersionExpired", "The trial is over."),
        -60092: ("ECoreStackFailure", "The system refused something the call needs."),
        -60093: ("ECoreTransportExists", "The transport exists already."),
        -60094: ("ECoreUnsupportTransport", "The transport is not supported."),
        -60095: ("ECoreAllowOnlyOneUser", "A user is set already."),
        -60096: ("ECoreUserNotFound", "No user is set."),
        -60097: ("ECoreTransportsIncorrect", "The transports do not fit together."),
        -60098: ("ECoreCreateTransportFailure", "The transport could not be made."),
        -60099: ("ECoreTransportNotSet", "No transport is set."),
        -60100: ("ECoreECreateSignalingFailure", "The signalling did not start."),
        -60101: ("ECoreArgumentIncorrect", "An argument is outside its range, not UTF-8, or empty where it may not be."),
        -60102: ("ECoreSipMethodNameEmpty", "The SIP method's name is empty."),
        -60103: ("ECoreSipAlreadySubscribed", "There is such a subscription already."),
        -70000: ("EAudioFileNameEmpty", "The file name is empty."),
        -70001: ("EAudioChannelNotFound", "The call has no audio channel."),
        -70002: ("EAudioStartRecordFailure", "The recording did not start."),
        -70003: ("EAudioRegisterRecodingFailure", "The recording could not be attached to the call."),
        -70004: ("EAudioRegisterPlaybackFailure", "The playback could not be attached to the call."),
        -70005: ("EAudioGetStatisticsFailure", "No statistics could be taken."),
        -70006: ("EAudioIsPlaying", "A file is playing already."),
        -70007: ("EAudioPlayObjectNotExist", "No file is playing."),
        -70008: ("EAudioPlaySteamNotEnabled", "The PCM stream has not been enabled."),
        -70009: ("EAudioRegisterCallbackFailure", "The raw audio callback could not be attached."),
        -70010: ("EAudioCreateAudioConferenceFailure", "The conference could not be made."),
        -70011: ("EAudioOpenPlayFileFailure", "The file cannot be opened or read."),
        -70012: ("EAudioPlayFileModeNotSupport", "The way of playing is not one of 0, 1 and 2."),
        -70013: ("EAudioPlayFileFormatNotSupport", "The file's format is not supported."),
        -70014: ("EAudioPlaySteamAlreadyEnabled", "The PCM stream is enabled already."),
        -70015: ("EAudioCreateRecordFileFailure", "The recording's file could not be made."),
        -70016: ("EAudioCodecNotSupport", "The file's codec is not supported."),
        -70017: ("EAudioPlayFileNotEnabled", "Playing files is not enabled."),
        -70018: ("EAudioPlayFileUnknowSeekOrigin", "The origin of a seek is not known."),
        -70019: ("EAudioCantSetDeviceIdDuringCall", "The device cannot be changed during a call."),
        -70020: ("EAudioVolumeOutOfRange", "A volume is outside 0…255."),
        -80000: ("EVideoFileNameEmpty", "The video file's name is empty."),
        -80001: ("EVideoGetDeviceNameFailure", "There is no such video device."),
        -80002: ("EVideoGetDeviceIdFailure", "The video device has no such id."),
        -80003: ("EVideoStartCaptureFailure", "The camera did not start."),
        -80004: ("EVideoChannelNotFound", "The call has no video channel."),
        -80005: ("EVideoStartSendFailure", "Sending video did not start."),
        -80006: ("EVideoGetStatisticsFailure", "No video statistics could be taken."),
        -80007: ("EVideoStartPlayAviFailure", "Playing the video file did not start."),
        -80008: ("EVideoSendAviFileFailure", "Sending the video file failed."),
        -80009: ("EVideoRecordUnknowCodec", "The recording's video codec is not known."),
        -80010: ("EVideoCantSetDeviceIdDuringCall", "The camera cannot be changed during a call."),
        -80011: ("EVideoUnsupportCaptureRotate", "The camera cannot be rotated so."),
        -80012: ("EVideoUnsupportCaptureResolution", "The camera has no such resolution."),
        -80013: ("ECameraSwitchTooOften", "The camera is switched too often."),
        -80014: ("EMTUOutOfRange", "The MTU is out of range."),
        -90001: ("EDeviceGetDeviceNameFailure", "There is no such device."),
    ]
}

/// An audio codec, for ``PortSIPLib/addAudioCodec(codecType:)`` and its like.
public enum AUDIOCODEC_TYPE: Int32, CaseIterable, Sendable {
    /// No codec.
    case AUDIOCODEC_NONE = -1
    /// G.729, 8 kHz.
    case AUDIOCODEC_G729 = 18
    /// G.711 A-law, 8 kHz.
    case AUDIOCODEC_PCMA = 8
    /// G.711 µ-law, 8 kHz.
    case AUDIOCODEC_PCMU = 0
    /// GSM full rate, 8 kHz.
    case AUDIOCODEC_GSM = 3
    /// G.722, 16 kHz.
    case AUDIOCODEC_G722 = 9
    /// iLBC, 8 kHz.
    case AUDIOCODEC_ILBC = 97
    /// AMR, 8 kHz.
    case AUDIOCODEC_AMR = 98
    /// AMR-WB, 16 kHz.
    case AUDIOCODEC_AMRWB = 99
    /// Speex, 8 kHz.
    case AUDIOCODEC_SPEEX = 100
    /// Speex, 16 kHz.
    case AUDIOCODEC_SPEEXWB = 102
    /// iSAC, 16 kHz.
    case AUDIOCODEC_ISACWB = 103
    /// iSAC, 32 kHz.
    case AUDIOCODEC_ISACSWB = 104
    /// G.722.1, 16 kHz.
    case AUDIOCODEC_G7221 = 121
    /// Opus, 48 kHz.
    case AUDIOCODEC_OPUS = 105
    /// DTMF as telephone-events (RFC 4733).
    case AUDIOCODEC_DTMF = 101
}

/// The format of a recording.
public enum FILE_FORMAT: Int32, CaseIterable, Sendable {
    /// No file.
    case FILEFORMAT_NONE = 0
    /// WAV, 16-bit PCM.
    case FILEFORMAT_WAVE = 1
    /// AMR.
    case FILEFORMAT_AMR = 2
    /// MP3.
    case FILEFORMAT_MP3 = 3
    /// MP4.
    case FILEFORMAT_MP4 = 4
}

/// Which side of a call is recorded.
public enum RECORD_MODE: Int32, CaseIterable, Sendable {
    /// Nothing.
    case RECORD_NONE = 0
    /// What is received.
    case RECORD_RECV = 1
    /// What is sent.
    case RECORD_SEND = 2
    /// Both.
    case RECORD_BOTH = 3
}

/// Which way a stream goes.
public enum DIRECTION_MODE: Int32, CaseIterable, Sendable {
    /// Neither.
    case DIRECTION_NONE = 0
    /// Both ways.
    case DIRECTION_SEND_RECV = 1
    /// What is sent.
    case DIRECTION_SEND = 2
    /// What is received.
    case DIRECTION_RECV = 3
    /// The stream exists and nothing flows.
    case DIRECTION_INACTIVE = 4
}

/// How much is logged.
public enum PORTSIP_LOG_LEVEL: Int32, CaseIterable, Sendable {
    /// Nothing, and no file.
    case PORTSIP_LOG_NONE = -1
    /// What went wrong.
    case PORTSIP_LOG_ERROR = 1
    /// What may be wrong, too.
    case PORTSIP_LOG_WARNING = 2
    /// Calls, registrations and changes of state, too.
    case PORTSIP_LOG_INFO = 3
    /// The messages on the wire, too, without secrets.
    case PORTSIP_LOG_DEBUG = 4
}

/// How SIP messages travel.
public enum TRANSPORT_TYPE: Int32, CaseIterable, Sendable {
    /// UDP.
    case TRANSPORT_UDP = 0
    /// TLS over TCP.
    case TRANSPORT_TLS = 1
    /// TCP.
    case TRANSPORT_TCP = 2
    /// A private protocol; never supported.
    case TRANSPORT_PERS = 3
    /// WebSocket (RFC 7118); beyond the published interface.
    case TRANSPORT_WS = 4
    /// WebSocket over TLS (RFC 7118); beyond the published interface.
    case TRANSPORT_WSS = 5
}

/// How a DTMF tone is sent.
public enum DTMF_METHOD: Int32, CaseIterable, Sendable {
    /// As telephone-events in RTP (RFC 4733), or as an in-band tone where those were not agreed.
    case DTMF_RFC2833 = 0
    /// In a SIP INFO request with `application/dtmf-relay`.
    case DTMF_INFO = 1
}

/// Who refreshes a session (RFC 4028).
public enum SESSION_REFRESH_MODE: Int32, CaseIterable, Sendable {
    /// The caller.
    case SESSION_REFERESH_UAC = 0
    /// The callee.
    case SESSION_REFERESH_UAS = 1
}

/// Whether media is encrypted.
public enum SRTP_POLICY: Int32, CaseIterable, Sendable {
    /// Never.
    case SRTP_POLICY_NONE = 0
    /// Always.
    case SRTP_POLICY_FORCE = 1
    /// Where the other side can.
    case SRTP_POLICY_PREFER = 2
}

/// How the keys of encrypted media come about.
public enum SRTP_KEY_EXCHANGE: Int32, CaseIterable, Sendable {
    /// They are in the session descriptions (RFC 4568).
    case SRTP_KEY_EXCHANGE_SDES = 0
    /// They are agreed on over the path of the media (DTLS-SRTP, RFC 5764).
    case SRTP_KEY_EXCHANGE_DTLS = 1
}

/// The session id that names no session.
public let INVALID_SESSION_ID: Int32 = -1

/// The session id that names the conference.
public let CONFERENCE_SESSION_ID: Int32 = 32767
