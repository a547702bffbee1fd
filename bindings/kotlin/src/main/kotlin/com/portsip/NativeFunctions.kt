// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

import com.sun.jna.Callback
import com.sun.jna.Pointer

/**
 * The functions of the library as JNA maps them, and the types of its handlers.
 *
 * A `bool` of C is a byte here; a text goes both ways as UTF-8.
 */
@Suppress("FunctionName")
internal object NativeFunctions {
    init {
        mapDirectly(NativeFunctions::class.java)
    }

    // The account and its registration.

    @JvmStatic
    external fun PortSIP_setUser(
        libSDK: Pointer?,
        userName: String?,
        displayName: String?,
        authName: String?,
        password: String?,
        sipDomain: String?,
        sipServerAddr: String?,
        sipServerPort: Int,
        stunServerAddr: String?,
        stunServerPort: Int,
        outboundServerAddr: String?,
        outboundServerPort: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_removeUser(libSDK: Pointer?)

    @JvmStatic
    external fun PortSIP_setDisplayName(libSDK: Pointer?, displayName: String?): Int

    @JvmStatic
    external fun PortSIP_registerServer(libSDK: Pointer?, regExpires: Int, retryTimes: Int): Int

    @JvmStatic
    external fun PortSIP_unRegisterServer(libSDK: Pointer?, waitMS: Int): Int

    @JvmStatic
    external fun PortSIP_enableCallbackSignaling(libSDK: Pointer?, enableSending: Byte, enableReceived: Byte)

    // Muting, volumes and bit rates.

    @JvmStatic
    external fun PortSIP_muteMicrophone(libSDK: Pointer?, mute: Byte)

    @JvmStatic
    external fun PortSIP_muteSpeaker(libSDK: Pointer?, mute: Byte)

    @JvmStatic
    external fun PortSIP_audioPlayLoopbackTest(libSDK: Pointer?, enable: Byte)

    @JvmStatic
    external fun PortSIP_setChannelOutputVolumeScaling(libSDK: Pointer?, sessionId: Int, scaling: Int)

    @JvmStatic
    external fun PortSIP_setChannelInputVolumeScaling(libSDK: Pointer?, sessionId: Int, scaling: Int)

    @JvmStatic
    external fun PortSIP_setAudioBitrate(libSDK: Pointer?, sessionId: Int, audioCodecType: Int, bitrateKbps: Int): Int

    @JvmStatic
    external fun PortSIP_setSpeakerVolume(libSDK: Pointer?, volume: Int): Int

    @JvmStatic
    external fun PortSIP_getSpeakerVolume(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIP_setMicVolume(libSDK: Pointer?, volume: Int): Int

    @JvmStatic
    external fun PortSIP_getMicVolume(libSDK: Pointer?): Int

    // Calls: making, answering, ending and holding them; DTMF.

    @JvmStatic
    external fun PortSIP_call(libSDK: Pointer?, callTo: String?, sendSdp: Byte, videoCall: Byte): Int

    @JvmStatic
    external fun PortSIP_setReliableProvisional(libSDK: Pointer?, mode: Int): Int

    @JvmStatic
    external fun PortSIP_enableEarlyMedia(libSDK: Pointer?, enable: Byte): Int

    @JvmStatic
    external fun PortSIP_rejectCall(libSDK: Pointer?, sessionId: Int, code: Int): Int

    @JvmStatic
    external fun PortSIP_hangUp(libSDK: Pointer?, sessionId: Int): Int

    @JvmStatic
    external fun PortSIPX_getCloseReason(libSDK: Pointer?, sessionId: Int, reason: ByteArray?, reasonLength: Int): Int

    @JvmStatic
    external fun PortSIP_answerCall(libSDK: Pointer?, sessionId: Int, videoCall: Byte): Int

    @JvmStatic
    external fun PortSIP_hold(libSDK: Pointer?, sessionId: Int): Int

    @JvmStatic
    external fun PortSIP_unHold(libSDK: Pointer?, sessionId: Int): Int

    @JvmStatic
    external fun PortSIP_setAudioRtcpBandwidth(
        libSDK: Pointer?,
        sessionId: Int,
        BitsRR: Int,
        BitsRS: Int,
        KBitsAS: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_updateCall(
        libSDK: Pointer?,
        sessionId: Int,
        enableAudio: Byte,
        enableVideo: Byte,
        enableScreen: Byte,
    ): Int

    @JvmStatic
    external fun PortSIP_muteSession(
        libSDK: Pointer?,
        sessionId: Int,
        muteIncomingAudio: Byte,
        muteOutgoingAudio: Byte,
        muteIncomingVideo: Byte,
        muteOutgoingVideo: Byte,
    ): Int

    @JvmStatic
    external fun PortSIP_sendDtmf(
        libSDK: Pointer?,
        sessionId: Int,
        dtmfMethod: Int,
        code: Int,
        dtmfDuration: Int,
        playDtmfTone: Byte,
    ): Int

    // The audio codecs of offers and answers.

    @JvmStatic
    external fun PortSIP_addAudioCodec(libSDK: Pointer?, codecType: Int): Int

    @JvmStatic
    external fun PortSIP_isAudioCodecEmpty(libSDK: Pointer?): Byte

    @JvmStatic
    external fun PortSIP_setAudioCodecPayloadType(libSDK: Pointer?, codecType: Int, payloadType: Int): Int

    @JvmStatic
    external fun PortSIP_clearAudioCodec(libSDK: Pointer?)

    @JvmStatic
    external fun PortSIP_setAudioCodecParameter(libSDK: Pointer?, codecType: Int, parameter: String?): Int

    @JvmStatic
    external fun PortSIP_setAudioSamples(libSDK: Pointer?, ptime: Int, maxPtime: Int): Int

    // The audio conference.

    @JvmStatic
    external fun PortSIP_createAudioConference(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIP_destroyConference(libSDK: Pointer?)

    @JvmStatic
    external fun PortSIP_joinToConference(libSDK: Pointer?, sessionId: Int): Int

    @JvmStatic
    external fun PortSIP_removeFromConference(libSDK: Pointer?, sessionId: Int): Int

    // Sound devices.

    @JvmStatic
    external fun PortSIP_getNumOfRecordingDevices(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIP_getNumOfPlayoutDevices(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIP_getRecordingDeviceName(
        libSDK: Pointer?,
        deviceIndex: Int,
        nameUTF8: ByteArray?,
        nameUTF8Length: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_getPlayoutDeviceName(
        libSDK: Pointer?,
        deviceIndex: Int,
        nameUTF8: ByteArray?,
        nameUTF8Length: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_setAudioDeviceId(libSDK: Pointer?, recordingDeviceId: Int, playoutDeviceId: Int): Int

    // Dispatchers, and setting all handlers of one at once.

    @JvmStatic
    external fun PSCallback_createCallbackDispatcher(): Pointer?

    @JvmStatic
    external fun PSCallback_releaseCallbackDispatcher(callbackDispatcher: Pointer?)

    @JvmStatic
    external fun PortSIPX_setHandlers(callbackDispatcher: Pointer?, handlers: Pointer?): Int

    // Functions beyond the original interface, `PortSIPX_…`.

    @JvmStatic
    external fun PortSIPX_startPacketCapture(libSDK: Pointer?, path: String?): Int

    @JvmStatic
    external fun PortSIPX_stopPacketCapture(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIPX_setDnsServers(libSDK: Pointer?, servers: String?): Int

    @JvmStatic
    external fun PortSIPX_enableAudioRed(libSDK: Pointer?, level: Int): Int

    @JvmStatic
    external fun PortSIPX_enableInbandDtmfDetection(libSDK: Pointer?, state: Byte): Int

    @JvmStatic
    external fun PortSIPX_getLocalSIPPort(libSDK: Pointer?): Int

    // Recording calls, and playing files into them.

    @JvmStatic
    external fun PortSIP_startRecord(
        libSDK: Pointer?,
        sessionId: Int,
        recordFilePath: String?,
        recordFileName: String?,
        appendTimestamp: Byte,
        channels: Int,
        recordFileFormat: Int,
        audioRecordMode: Int,
        videoRecordMode: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_stopRecord(libSDK: Pointer?, sessionId: Int): Int

    @JvmStatic
    external fun PortSIP_startPlayingFileToRemote(
        libSDK: Pointer?,
        sessionId: Int,
        fileUrl: String?,
        loop: Byte,
        playAudio: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_stopPlayingFileToRemote(libSDK: Pointer?, sessionId: Int): Int

    @JvmStatic
    external fun PortSIP_startPlayingFileLocally(
        libSDK: Pointer?,
        fileUrl: String?,
        loop: Byte,
        playVideoWindow: Pointer?,
    ): Int

    @JvmStatic
    external fun PortSIP_stopPlayingFileLocally(libSDK: Pointer?): Int

    // Incoming calls that go elsewhere or are not wanted.

    @JvmStatic
    external fun PortSIP_enableCallForward(libSDK: Pointer?, forBusyOnly: Byte, forwardTo: String?): Int

    @JvmStatic
    external fun PortSIP_disableCallForward(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIP_setDoNotDisturb(libSDK: Pointer?, state: Byte)

    @JvmStatic
    external fun PortSIP_forwardCall(libSDK: Pointer?, sessionId: Int, forwardTo: String?): Int

    // Headers of SIP messages: reading them, and changing what is sent.

    @JvmStatic
    external fun PortSIP_getSipMessageHeaderValue(
        libSDK: Pointer?,
        sipMessage: String?,
        headerName: String?,
        headerValue: ByteArray?,
        headerValueLength: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_addSipMessageHeader(
        libSDK: Pointer?,
        sessionId: Int,
        methodName: String?,
        msgType: Int,
        headerName: String?,
        headerValue: String?,
    ): Int

    @JvmStatic
    external fun PortSIP_removeAddedSipMessageHeader(libSDK: Pointer?, sipMessageHeaderId: Int): Int

    @JvmStatic
    external fun PortSIP_clearAddedSipMessageHeaders(libSDK: Pointer?): Int

    @JvmStatic
    external fun PortSIP_modifySipMessageHeader(
        libSDK: Pointer?,
        sessionId: Int,
        methodName: String?,
        msgType: Int,
        headerName: String?,
        headerValue: String?,
    ): Int

    @JvmStatic
    external fun PortSIP_removeModifiedSipMessageHeader(libSDK: Pointer?, sipMessageHeaderId: Int): Int

    @JvmStatic
    external fun PortSIP_clearModifiedSipMessageHeaders(libSDK: Pointer?): Int

    // How we name ourselves and others in messages.

    @JvmStatic
    external fun PortSIP_setUriUserEncoding(libSDK: Pointer?, character: String?, enable: Byte): Int

    @JvmStatic
    external fun PortSIP_enable3GppTags(libSDK: Pointer?, enable: Byte): Int

    // Starting and ending an SDK object; version and licence.

    @JvmStatic
    external fun PortSIP_initialize(
        callbackDispatcher: Pointer?,
        transportType: Int,
        localIp: String?,
        localSIPPort: Int,
        logLevel: Int,
        logFilePath: String?,
        maxCallSessions: Int,
        sipAgentString: String?,
        audioDeviceLayer: Int,
        videoDeviceLayer: Int,
        TLSCertificatesRootPath: String?,
        TLSCipherList: String?,
        verifyTLSCertificate: Byte,
        errorCode: IntArray?,
    ): Pointer?

    @JvmStatic
    external fun PortSIP_unInitialize(libSDK: Pointer?)

    @JvmStatic
    external fun PortSIP_getVersion(): Pointer?

    @JvmStatic
    external fun PortSIP_setLicenseKey(libSDK: Pointer?, key: String?): Int

    // Messages of people, in calls and outside of them.

    @JvmStatic
    external fun PortSIP_sendMessage(
        libSDK: Pointer?,
        sessionId: Int,
        mimeType: String?,
        subMimeType: String?,
        message: ByteArray?,
        messageLength: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_sendOutOfDialogMessage(
        libSDK: Pointer?,
        to: String?,
        mimeType: String?,
        subMimeType: String?,
        isSMS: Byte,
        message: ByteArray?,
        messageLength: Int,
    ): Int

    // Local addresses and media ports.

    @JvmStatic
    external fun PortSIP_getNICNums(): Int

    @JvmStatic
    external fun PortSIP_getLocalIpAddress(index: Int, ip: ByteArray?, ipSize: Int): Int

    @JvmStatic
    external fun PortSIP_setRtpKeepAlive(
        libSDK: Pointer?,
        state: Byte,
        keepAlivePayloadType: Int,
        deltaTransmitTimeMS: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_enableAudioQos(libSDK: Pointer?, state: Byte): Int

    @JvmStatic
    external fun PortSIPX_enableIce(libSDK: Pointer?, state: Byte): Int

    @JvmStatic
    external fun PortSIPX_setTurnServer(
        libSDK: Pointer?,
        turnServer: String?,
        turnServerPort: Int,
        transportType: Int,
        userName: String?,
        password: String?,
    ): Int

    @JvmStatic
    external fun PortSIP_setRtpPortRange(libSDK: Pointer?, minimumRtpPort: Int, maximumRtpPort: Int): Int

    @JvmStatic
    external fun PortSIP_enablePriorityIPv6Domain(libSDK: Pointer?, enable: Byte): Int

    // Presence of our own: who may watch us, and what is told.

    @JvmStatic
    external fun PortSIP_setPresenceMode(libSDK: Pointer?, mode: Int): Int

    @JvmStatic
    external fun PortSIP_setDefaultPublicationTime(libSDK: Pointer?, secs: Int): Int

    @JvmStatic
    external fun PortSIP_presenceAcceptSubscribe(libSDK: Pointer?, subscribeId: Int): Int

    @JvmStatic
    external fun PortSIP_presenceRejectSubscribe(libSDK: Pointer?, subscribeId: Int): Int

    @JvmStatic
    external fun PortSIP_setPresenceStatus(libSDK: Pointer?, subscribeId: Int, stateText: String?): Int

    // What is done with the microphone's signal.

    @JvmStatic
    external fun PortSIP_enableVAD(libSDK: Pointer?, state: Byte)

    @JvmStatic
    external fun PortSIP_enableCNG(libSDK: Pointer?, state: Byte)

    @JvmStatic
    external fun PortSIP_enableAEC(libSDK: Pointer?, state: Byte)

    @JvmStatic
    external fun PortSIP_enableAGC(libSDK: Pointer?, state: Byte)

    @JvmStatic
    external fun PortSIP_enableANS(libSDK: Pointer?, state: Byte)

    // How the account is reached: instance, push service, NAT, keep-alives.

    @JvmStatic
    external fun PortSIP_setInstanceId(libSDK: Pointer?, uuid: String?): Int

    @JvmStatic
    external fun PortSIP_refreshRegistration(libSDK: Pointer?, regExpires: Int): Int

    @JvmStatic
    external fun PortSIP_enableRport(libSDK: Pointer?, enable: Byte): Int

    @JvmStatic
    external fun PortSIP_setKeepAliveTime(libSDK: Pointer?, keepAliveTime: Int): Int

    @JvmStatic
    external fun PortSIPX_setPushParameters(libSDK: Pointer?, provider: String?, param: String?, prid: String?): Int

    // Requests beside calls, and the types of bodies that are taken in requests.

    @JvmStatic
    external fun PortSIP_addSupportedMimeType(
        libSDK: Pointer?,
        methodName: String?,
        mimeType: String?,
        subMimeType: String?,
    ): Int

    @JvmStatic
    external fun PortSIP_sendOptions(libSDK: Pointer?, to: String?, sdp: String?): Int

    @JvmStatic
    external fun PortSIP_sendInfo(
        libSDK: Pointer?,
        sessionId: Int,
        mimeType: String?,
        subMimeType: String?,
        infoContents: String?,
    ): Int

    // The session timer of calls.

    @JvmStatic
    external fun PortSIP_enableSessionTimer(libSDK: Pointer?, timerSeconds: Int, refreshMode: Int): Int

    @JvmStatic
    external fun PortSIP_disableSessionTimer(libSDK: Pointer?): Int

    // Whether media is encrypted.

    @JvmStatic
    external fun PortSIP_setSrtpPolicy(libSDK: Pointer?, srtpPolicy: Int, AllowSrtpOverUnsecureTransport: Byte): Int

    @JvmStatic
    external fun PortSIPX_setSrtpKeyExchange(libSDK: Pointer?, keyExchange: Int): Int

    @JvmStatic
    external fun PortSIPX_setSrtpSuites(libSDK: Pointer?, suites: String?): Int

    @JvmStatic
    external fun PortSIPX_setSrtpSessionParameters(
        libSDK: Pointer?,
        unencryptedSrtp: Byte,
        unencryptedSrtcp: Byte,
        unauthenticatedSrtp: Byte,
    ): Int

    // The quality of a call in numbers.

    @JvmStatic
    external fun PortSIP_getStatistics(libSDK: Pointer?, sessionId: Int): Int

    // Raw PCM into and out of calls.

    @JvmStatic
    external fun PortSIP_enableSendPcmStreamToRemote(
        libSDK: Pointer?,
        sessionId: Int,
        state: Byte,
        streamSamplesPerSec: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_sendPcmStreamToRemote(
        libSDK: Pointer?,
        sessionId: Int,
        data: ByteArray?,
        dataLength: Int,
    ): Int

    @JvmStatic
    external fun PortSIP_enableAudioStreamCallback(
        libSDK: Pointer?,
        sessionId: Int,
        enable: Byte,
        callbackMode: Int,
        callbackObject: Pointer?,
        callbackHandler: AudioRawCallback?,
    ): Int

    @JvmStatic
    external fun PortSIP_enableRtpCallback(
        libSDK: Pointer?,
        sessionId: Int,
        mediaType: Int,
        mode: Int,
        callbackObj: Pointer?,
        RTPCallbackHandler: RTPCallback?,
    ): Int

    // Subscriptions: presence, the calls of others, waiting messages.

    @JvmStatic
    external fun PortSIP_sendSubscription(libSDK: Pointer?, to: String?, eventName: String?): Int

    @JvmStatic
    external fun PortSIP_terminateSubscription(libSDK: Pointer?, subscriptionId: Int): Int

    @JvmStatic
    external fun PortSIP_setDefaultSubscriptionTime(libSDK: Pointer?, secs: Int): Int

    @JvmStatic
    external fun PortSIP_enableAutoCheckMwi(libSDK: Pointer?, state: Byte): Int

    @JvmStatic
    external fun PortSIP_pickupBLFCall(libSDK: Pointer?, replaceDialogId: String?, videoCall: Byte): Int

    @JvmStatic
    external fun PortSIP_presenceSubscribe(libSDK: Pointer?, to: String?, subject: String?): Int

    @JvmStatic
    external fun PortSIP_presenceTerminateSubscribe(libSDK: Pointer?, subscribeId: Int): Int

    // Call transfer: asking for one, and being asked (RFC 3515, RFC 5589).

    @JvmStatic
    external fun PortSIP_refer(libSDK: Pointer?, sessionId: Int, referTo: String?): Int

    @JvmStatic
    external fun PortSIP_attendedRefer(libSDK: Pointer?, sessionId: Int, replaceSessionId: Int, referTo: String?): Int

    @JvmStatic
    external fun PortSIP_attendedRefer2(
        libSDK: Pointer?,
        sessionId: Int,
        replaceSessionId: Int,
        replaceMethod: String?,
        target: String?,
        referTo: String?,
    ): Int

    @JvmStatic
    external fun PortSIP_outOfDialogRefer(
        libSDK: Pointer?,
        replaceSessionId: Int,
        replaceMethod: String?,
        target: String?,
        referTo: String?,
    ): Int

    @JvmStatic
    external fun PortSIP_acceptRefer(libSDK: Pointer?, referId: Int, referSignaling: String?): Int

    @JvmStatic
    external fun PortSIP_rejectRefer(libSDK: Pointer?, referId: Int): Int

    // Handlers of raw audio, video and packets.

    fun interface AudioRawCallback : Callback {
        fun callback(
            callbackObject: Pointer?,
            sessionId: Int,
            callbackType: Int,
            data: Pointer?,
            dataLength: Int,
            samplingFreqHz: Int,
        ): Int
    }

    fun interface RTPCallback : Callback {
        fun callback(
            callbackObject: Pointer?,
            sessionId: Int,
            mediaType: Int,
            direction: Int,
            RTPPacket: Pointer?,
            packetSize: Int,
        ): Int
    }

    // Handlers of the table.

    fun interface OnRegisterSuccess : Callback {
        fun callback(
            context: Pointer?,
            statusText: String?,
            statusCode: Int,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnRegisterFailure : Callback {
        fun callback(
            context: Pointer?,
            statusText: String?,
            statusCode: Int,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteIncoming : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            callerDisplayName: String?,
            caller: String?,
            calleeDisplayName: String?,
            callee: String?,
            audioCodecNames: String?,
            videoCodecNames: String?,
            existsAudio: Byte,
            existsVideo: Byte,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteTrying : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnInviteSessionProgress : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            audioCodecNames: String?,
            videoCodecNames: String?,
            existsEarlyMedia: Byte,
            existsAudio: Byte,
            existsVideo: Byte,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteRinging : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            statusText: String?,
            statusCode: Int,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteAnswered : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            callerDisplayName: String?,
            caller: String?,
            calleeDisplayName: String?,
            callee: String?,
            audioCodecNames: String?,
            videoCodecNames: String?,
            existsAudio: Byte,
            existsVideo: Byte,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteFailure : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            callerDisplayName: String?,
            caller: String?,
            calleeDisplayName: String?,
            callee: String?,
            reason: String?,
            code: Int,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteUpdated : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            audioCodecNames: String?,
            videoCodecNames: String?,
            existsAudio: Byte,
            existsVideo: Byte,
            existsScreen: Byte,
            sipMessage: Pointer?,
            sipMessageLength: SizeT,
        )
    }

    fun interface OnInviteConnected : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnInviteBeginingForward : Callback {
        fun callback(context: Pointer?, forwardTo: String?)
    }

    fun interface OnInviteClosed : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnRemoteHold : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnRemoteUnHold : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            audioCodecNames: String?,
            videoCodecNames: String?,
            existsAudio: Byte,
            existsVideo: Byte,
        )
    }

    fun interface OnDialogStateUpdated : Callback {
        fun callback(
            context: Pointer?,
            BLFMonitoredUri: String?,
            BLFDialogState: String?,
            BLFDialogId: String?,
            BLFDialogDirection: String?,
        )
    }

    fun interface OnReceivedRefer : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            referId: Int,
            to: String?,
            from: String?,
            referSipMessage: Pointer?,
            referSipMessageLength: SizeT,
        )
    }

    fun interface OnReferAccepted : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnReferRejected : Callback {
        fun callback(context: Pointer?, sessionId: Int, reason: String?, code: Int)
    }

    fun interface OnTransferTrying : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnTransferRinging : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnACTVTransferSuccess : Callback {
        fun callback(context: Pointer?, sessionId: Int)
    }

    fun interface OnACTVTransferFailure : Callback {
        fun callback(context: Pointer?, sessionId: Int, reason: String?, code: Int)
    }

    fun interface OnReceivedSignaling : Callback {
        fun callback(context: Pointer?, sessionId: Int, signaling: Pointer?, signalingLength: SizeT)
    }

    fun interface OnSendingSignaling : Callback {
        fun callback(context: Pointer?, sessionId: Int, signaling: Pointer?, signalingLength: SizeT)
    }

    fun interface OnWaitingVoiceMessage : Callback {
        fun callback(
            context: Pointer?,
            messageAccount: String?,
            urgentNewMessageCount: Int,
            urgentOldMessageCount: Int,
            newMessageCount: Int,
            oldMessageCount: Int,
        )
    }

    fun interface OnWaitingFaxMessage : Callback {
        fun callback(
            context: Pointer?,
            messageAccount: String?,
            urgentNewMessageCount: Int,
            urgentOldMessageCount: Int,
            newMessageCount: Int,
            oldMessageCount: Int,
        )
    }

    fun interface OnRecvDtmfTone : Callback {
        fun callback(context: Pointer?, sessionId: Int, tone: Int)
    }

    fun interface OnPresenceRecvSubscribe : Callback {
        fun callback(context: Pointer?, subscribeId: Int, fromDisplayName: String?, from: String?, subject: String?)
    }

    fun interface OnPresenceOnline : Callback {
        fun callback(context: Pointer?, fromDisplayName: String?, from: String?, stateText: String?)
    }

    fun interface OnPresenceOffline : Callback {
        fun callback(context: Pointer?, fromDisplayName: String?, from: String?)
    }

    fun interface OnRecvOptions : Callback {
        fun callback(context: Pointer?, optionsMessage: Pointer?, optionsMessageLength: SizeT)
    }

    fun interface OnRecvInfo : Callback {
        fun callback(context: Pointer?, infoMessage: Pointer?, infoMessageLength: SizeT)
    }

    fun interface OnRecvNotifyOfSubscription : Callback {
        fun callback(
            context: Pointer?,
            subscribeId: Int,
            notifyMessage: Pointer?,
            notifyMessageLength: SizeT,
            contentData: Pointer?,
            dataLength: Int,
        )
    }

    fun interface OnSubscriptionFailure : Callback {
        fun callback(context: Pointer?, subscribeId: Int, statusCode: Int)
    }

    fun interface OnSubscriptionTerminated : Callback {
        fun callback(context: Pointer?, subscribeId: Int)
    }

    fun interface OnRecvMessage : Callback {
        fun callback(
            context: Pointer?,
            sessionId: Int,
            mimeType: String?,
            subMimeType: String?,
            messageData: Pointer?,
            messageDataLength: Int,
        )
    }

    fun interface OnRecvOutOfDialogMessage : Callback {
        fun callback(
            context: Pointer?,
            fromDisplayName: String?,
            from: String?,
            toDisplayName: String?,
            to: String?,
            mimeType: String?,
            subMimeType: String?,
            messageData: Pointer?,
            messageDataLength: Int,
        )
    }

    fun interface OnSendMessageSuccess : Callback {
        fun callback(context: Pointer?, sessionId: Int, messageId: Int)
    }

    fun interface OnSendMessageFailure : Callback {
        fun callback(context: Pointer?, sessionId: Int, messageId: Int, reason: String?, code: Int)
    }

    fun interface OnSendOutOfDialogMessageSuccess : Callback {
        fun callback(
            context: Pointer?,
            messageId: Int,
            fromDisplayName: String?,
            from: String?,
            toDisplayName: String?,
            to: String?,
        )
    }

    fun interface OnSendOutOfDialogMessageFailure : Callback {
        fun callback(
            context: Pointer?,
            messageId: Int,
            fromDisplayName: String?,
            from: String?,
            toDisplayName: String?,
            to: String?,
            reason: String?,
            code: Int,
        )
    }

    fun interface OnPlayFileFinished : Callback {
        fun callback(context: Pointer?, sessionId: Int, fileName: String?)
    }

    fun interface OnStatistics : Callback {
        fun callback(context: Pointer?, sessionId: Int, stat: String?)
    }
}
