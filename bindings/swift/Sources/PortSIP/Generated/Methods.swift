// Generated from the C interface by `cargo xtask generate`: do not edit.

internal import CPortSIP

// MARK: - The account and its registration

extension PortSIPLib {
    /// Sets the account.
    ///
    /// It is needed before calls and registration; without a server everything works peer to peer. Every text but the
    /// user name may be nil or empty.
    ///
    /// A server and a proxy may also be given as a URI with a transport of its own, such as
    /// `sip:proxy.example.com;transport=tcp`; a port in it goes before the number.
    ///
    /// A port is looked at only where its server is given.
    ///
    /// - Parameters:
    ///   - userName: the user part of our address.
    ///   - displayName: the name shown to others.
    ///   - authName: the name for authentication; empty for `userName`.
    ///   - password: the password.
    ///   - sipDomain: the domain of our address; empty for the server's host.
    ///   - sipServerAddr: the registrar and proxy, and its port; 0 lets the name service decide (RFC 3263), and is the
    ///     usual port of an address.
    ///   - sipServerPort: the registrar and proxy, and its port; 0 lets the name service decide (RFC 3263), and is the
    ///     usual port of an address.
    ///   - stunServerAddr: a STUN server, which tells how a NAT shows our sockets, those of signalling and of each
    ///     call's media; port 0 is 3478.
    ///   - stunServerPort: a STUN server, which tells how a NAT shows our sockets, those of signalling and of each
    ///     call's media; port 0 is 3478.
    ///   - outboundServerAddr: an outbound proxy, and its port in the same way.
    ///   - outboundServerPort: an outbound proxy, and its port in the same way.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `userName` is nil;
    ///   - ``PortSIP_Errors/ECoreUserNameAuthNameEmpty``: `userName` is empty;
    ///   - ``PortSIP_Errors/ECorePortOutOfRange``: a port is outside 0…65535;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: a text is not UTF-8 or has control characters, or a host or the
    ///     domain has blanks;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: the server, the proxy or the domain is no host;
    ///   - ``PortSIP_Errors/ECoreAllowOnlyOneUser``: a user is set; remove it first.
    @discardableResult
    public func setUser(
        userName: String?,
        displayName: String?,
        authName: String?,
        password: String?,
        sipDomain: String?,
        sipServerAddr: String?,
        sipServerPort: Int32,
        stunServerAddr: String?,
        stunServerPort: Int32,
        outboundServerAddr: String?,
        outboundServerPort: Int32
    ) -> Int32 {
        PortSIP_setUser(
            handle,
            userName,
            displayName,
            authName,
            password,
            sipDomain,
            sipServerAddr,
            sipServerPort,
            stunServerAddr,
            stunServerPort,
            outboundServerAddr,
            outboundServerPort
        )
    }

    /// Changes the name shown to others, in From and Contact of requests from now on.
    ///
    /// - Parameters:
    ///   - displayName: may be empty, which shows none.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `displayName` is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: it is not UTF-8, or has control characters;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set.
    @discardableResult
    public func setDisplayName(displayName: String?) -> Int32 {
        PortSIP_setDisplayName(handle, displayName)
    }

    /// Registers the account at its server and keeps the registration alive.
    ///
    /// Returns at once; ``SIPCallbackEvents/onRegisterSuccess(statusText:statusCode:sipMessage:)`` or
    /// ``SIPCallbackEvents/onRegisterFailure(statusText:statusCode:sipMessage:)`` tells the outcome. After a failure it
    /// is tried again with growing pauses (2 s to 30 min); wrong credentials are not tried again.
    ///
    /// - Parameters:
    ///   - regExpires: seconds to ask for, at least 20.
    ///   - retryTimes: tries after a failure; 0 or less for none.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreExpiresValueTooSmall``: `regExpires` is below 20;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreSIPServerEmpty``: the user has no server;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: the server or proxy names a transport that there is not;
    ///   - ``PortSIP_Errors/ECoreAlreadyRegistered``: registered, or on the way to it.
    @discardableResult
    public func registerServer(regExpires: Int32, retryTimes: Int32) -> Int32 {
        PortSIP_registerServer(handle, regExpires, retryTimes)
    }

    /// Says whether SIP messages are shown to ``SIPCallbackEvents/onSendingSignaling(sessionId:signaling:)`` and
    /// ``SIPCallbackEvents/onReceivedSignaling(sessionId:signaling:)``. Both are off at the start.
    ///
    /// - Parameters:
    ///   - enableSending: messages we send.
    ///   - enableReceived: messages we receive.
    public func enableCallbackSignaling(enableSending: Bool, enableReceived: Bool) {
        PortSIP_enableCallbackSignaling(handle, enableSending, enableReceived)
    }
}

// MARK: - Muting, volumes and bit rates

extension PortSIPLib {
    /// Mutes the microphone for all calls, or lets it be heard again.
    public func muteMicrophone(mute: Bool) {
        PortSIP_muteMicrophone(handle, mute)
    }

    /// Mutes the speaker for all calls, or lets it be heard again.
    public func muteSpeaker(mute: Bool) {
        PortSIP_muteSpeaker(handle, mute)
    }

    /// Tests the devices: the microphone is heard on the speaker 100 ms later, until it is turned off. Volumes and
    /// mutes hold. Calls go on beside it, and do not hear it; none is needed.
    public func audioPlayLoopbackTest(enable: Bool) {
        PortSIP_audioPlayLoopbackTest(handle, enable)
    }

    /// Scales what a call receives before it is played here, from the moment the call has audio, early media too.
    ///
    /// - Parameters:
    ///   - scaling: percent, 0…1000; 100 at the start. Other values, and calls that do not exist, change nothing.
    public func setChannelOutputVolumeScaling(sessionId: Int32, scaling: Int32) {
        PortSIP_setChannelOutputVolumeScaling(handle, sessionId, scaling)
    }

    /// Scales the microphone for one call before it is sent, from the moment the call has audio, early media too.
    ///
    /// - Parameters:
    ///   - scaling: percent, 0…1000; 100 at the start. Other values, and calls that do not exist, change nothing.
    public func setChannelInputVolumeScaling(sessionId: Int32, scaling: Int32) {
        PortSIP_setChannelInputVolumeScaling(handle, sessionId, scaling)
    }

    /// Sets the bit rate that one call's audio is encoded with, from the next packet on, or as soon as the call sends
    /// with that codec. What the other side takes at most (`maxaveragebitrate`) is kept.
    ///
    /// - Parameters:
    ///   - audioCodecType: an ``AUDIOCODEC_TYPE`` with more than one bit rate.
    ///   - bitrateKbps: kbit/s; Opus 6…128; AMR 5…13 and AMR-WB 7…24, which take the nearest mode that does not exceed
    ///     it, as do Speex 3…25 and 4…43 (wideband).
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreCodecTypeInvalid``: the number is no codec;
    ///   - ``PortSIP_Errors/ECoreCodecNotSupport``: this build has no such codec;
    ///   - ``PortSIP_Errors/ECoreCodecParameterNotSupport``: the codec has one bit rate only;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: outside the codec's range;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: there is no such call.
    @discardableResult
    public func setAudioBitrate(sessionId: Int32, audioCodecType: AUDIOCODEC_TYPE, bitrateKbps: Int32) -> Int32 {
        PortSIP_setAudioBitrate(handle, sessionId, audioCodecType.rawValue, bitrateKbps)
    }

    /// Sets the volume of the speaker.
    ///
    /// - Parameters:
    ///   - volume: 0 (silent) … 255 (as it comes), 255 at the start.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/EAudioVolumeOutOfRange``: outside 0…255.
    @discardableResult
    public func setSpeakerVolume(volume: Int32) -> Int32 {
        PortSIP_setSpeakerVolume(handle, volume)
    }

    /// The volume of the speaker, 0…255.
    public func getSpeakerVolume() -> Int32 {
        PortSIP_getSpeakerVolume(handle)
    }

    /// Sets the volume of the microphone.
    ///
    /// - Parameters:
    ///   - volume: 0 (silent) … 255 (as it comes), 255 at the start.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/EAudioVolumeOutOfRange``: outside 0…255.
    @discardableResult
    public func setMicVolume(volume: Int32) -> Int32 {
        PortSIP_setMicVolume(handle, volume)
    }

    /// The volume of the microphone, 0…255.
    public func getMicVolume() -> Int32 {
        PortSIP_getMicVolume(handle)
    }
}

// MARK: - Calls: making, answering, ending and holding them; DTMF

extension PortSIPLib {
    /// Calls somebody.
    ///
    /// Returns at once; events tell how the call goes on: ``SIPCallbackEvents/onInviteTrying(sessionId:)``,
    /// ``SIPCallbackEvents/onInviteRinging(sessionId:statusText:statusCode:sipMessage:)``,
    /// ``SIPCallbackEvents/onInviteAnswered(sessionId:callerDisplayName:caller:calleeDisplayName:callee:audioCodecNames:videoCodecNames:existsAudio:existsVideo:sipMessage:)``
    /// and ``SIPCallbackEvents/onInviteConnected(sessionId:)``, or
    /// ``SIPCallbackEvents/onInviteFailure(sessionId:callerDisplayName:caller:calleeDisplayName:callee:reason:code:sipMessage:)``.
    ///
    /// - Parameters:
    ///   - callTo: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:` address,
    ///     with or without a display name.
    ///   - sendSdp: false leaves the offer of media to the other side.
    ///   - videoCall: asks for video, where video codecs have been added.
    /// - Returns: the session id (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `callTo` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `callTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a transport that there is not, or a name while the account
    ///     has no domain;
    ///   - ``PortSIP_Errors/ECoreAudioVideoCodecEmpty``: no codec has been added;
    ///   - ``PortSIP_Errors/ECoreNoFreeDialogSession``: as many calls are up as were allowed;
    ///   - ``PortSIP_Errors/ECoreCreateAudioChannelFailed``: no media ports are free.
    public func call(callTo: String?, sendSdp: Bool, videoCall: Bool) -> Int32 {
        PortSIP_call(handle, callTo, sendSdp, videoCall)
    }

    /// Says whether provisional responses, such as "ringing", are acknowledged by the caller with PRACK (RFC 3262). It
    /// takes effect with the next call.
    ///
    /// - Parameters:
    ///   - mode: 0 never, as at the start; 1 those with a session description, where the other side can; 2 all but 100,
    ///     where it can; 3 all, and a call with who cannot fails (421 or 420).
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `mode` is outside 0…3.
    @discardableResult
    public func setReliableProvisional(mode: Int32) -> Int32 {
        PortSIP_setReliableProvisional(handle, mode)
    }

    /// Says whether an incoming call has media before it is answered: the caller hears what is played to it by a file
    /// or a stream, never the microphone, and is not heard. Off at the start; it takes effect with the next incoming
    /// call. Early media of calls we make is always heard.
    ///
    /// - Parameters:
    ///   - enable: whether incoming calls have early media.
    /// - Returns: 0.
    @discardableResult
    public func enableEarlyMedia(enable: Bool) -> Int32 {
        PortSIP_enableEarlyMedia(handle, enable)
    }

    /// Rejects an incoming call that has not been answered. No event follows.
    ///
    /// - Parameters:
    ///   - code: the SIP response, 400…699, such as 486 (busy) or 603 (declined).
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `code` is outside 400…699;
    ///   - ``PortSIP_Errors/ECoreNotIncomingCall``: it is our own call, or has been answered.
    @discardableResult
    public func rejectCall(sessionId: Int32, code: Int32) -> Int32 {
        PortSIP_rejectCall(handle, sessionId, code)
    }

    /// Tells why a call was closed: after ``SIPCallbackEvents/onInviteClosed(sessionId:)``, or in it. The reasons of
    /// the last 128 calls are remembered.
    ///
    /// They are those of the other side, as the Reason header of its BYE or CANCEL has them (RFC 3326), or of the
    /// library where that has ended the call: 408 after a session timer or without an ACK, 488 where media was not
    /// agreed on or got no keys, 200 where another call has taken its place, and the status by which the other side
    /// said that it does not know the call.
    ///
    /// - Parameters:
    ///   - reason: receives the text for people, as valid UTF-8; empty where none is told. Before one in other numbers
    ///     than SIP's those stand, as in `Q.850 16 Normal call clearing`.
    /// - Returns: the SIP status code, 0 where none is told, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no closed call of this id.
    public func getCloseReason(sessionId: Int32, reason: inout String) -> Int32 {
        receiveText(into: &reason) { buffer, size in
            PortSIPX_getCloseReason(handle, sessionId, buffer, size)
        }
    }

    /// Answers an incoming call. ``SIPCallbackEvents/onInviteConnected(sessionId:)`` follows when the caller has
    /// acknowledged it. A call that takes the place of another answers itself: then this changes nothing, and returns
    /// 0.
    ///
    /// - Parameters:
    ///   - videoCall: answers with video, where both sides have it.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreNotIncomingCall``: it is our own call, or has been answered;
    ///   - ``PortSIP_Errors/ECoreAudioVideoCodecEmpty``: no codec has been added;
    ///   - ``PortSIP_Errors/ECoreCodecNotSupport``: the codecs that both sides had were removed meanwhile;
    ///   - ``PortSIP_Errors/ECoreCreateAudioChannelFailed``: no media ports are free.
    @discardableResult
    public func answerCall(sessionId: Int32, videoCall: Bool) -> Int32 {
        PortSIP_answerCall(handle, sessionId, videoCall)
    }

    /// Puts a call on hold: neither side hears the other from now on.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet;
    ///   - ``PortSIP_Errors/ECoreCallAlreadyHold``: on hold already.
    @discardableResult
    public func hold(sessionId: Int32) -> Int32 {
        PortSIP_hold(handle, sessionId)
    }

    /// Takes a call off hold.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet;
    ///   - ``PortSIP_Errors/ECoreCallNotHold``: not on hold.
    @discardableResult
    public func unHold(sessionId: Int32) -> Int32 {
        PortSIP_unHold(handle, sessionId)
    }

    /// Sets the RTCP bandwidth of a call's audio (RFC 3556) and what we take in all. Our descriptions then have the
    /// lines b=RR, b=RS and b=AS. A connected call tells it to the other side at once, by re-INVITE; one that rings
    /// here tells it in its answer, and where our description has gone before it is told by re-INVITE as soon as the
    /// call is connected.
    ///
    /// Of what both sides say about RR and RS the lesser holds. It makes reports rarer than every 5 s where it is small
    /// (RFC 3550, section 6.2), never more frequent; where both are 0, on either side, no RTCP is sent. b=AS bounds
    /// what the other side sends, where that keeps to it, as we do.
    ///
    /// - Parameters:
    ///   - BitsRR: for RTCP of those who only receive, in bit/s, 0 or more.
    ///   - BitsRS: for RTCP of those who send, in bit/s, 0 or more.
    ///   - KBitsAS: what we take in all, in kbit/s; 0 to say nothing about it.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: a number is negative;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id.
    @discardableResult
    public func setAudioRtcpBandwidth(sessionId: Int32, BitsRR: Int32, BitsRS: Int32, KBitsAS: Int32) -> Int32 {
        PortSIP_setAudioRtcpBandwidth(handle, sessionId, BitsRR, BitsRS, KBitsAS)
    }

    /// Offers the media of a call anew, by re-INVITE: audio in the codecs of now, or no audio. Returns at once. Where
    /// the other side refuses, all stays as it was.
    ///
    /// - Parameters:
    ///   - enableAudio: whether there is to be audio.
    ///   - enableVideo: the same for video and the screen, of which this version has none.
    ///   - enableScreen: the same for video and the screen, of which this version has none.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold;
    ///   - ``PortSIP_Errors/ECoreAudioVideoCodecEmpty``: audio is asked for, and no codec has been added.
    @discardableResult
    public func updateCall(sessionId: Int32, enableAudio: Bool, enableVideo: Bool, enableScreen: Bool) -> Int32 {
        PortSIP_updateCall(handle, sessionId, enableAudio, enableVideo, enableScreen)
    }

    /// Mutes a call, or lets it be heard again. The other side is not told.
    ///
    /// - Parameters:
    ///   - muteIncomingAudio: the other side is not heard here.
    ///   - muteOutgoingAudio: the other side hears silence.
    ///   - muteIncomingVideo: the same for video.
    ///   - muteOutgoingVideo: the same for video.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: neither connected nor with early media;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold.
    @discardableResult
    public func muteSession(
        sessionId: Int32,
        muteIncomingAudio: Bool,
        muteOutgoingAudio: Bool,
        muteIncomingVideo: Bool,
        muteOutgoingVideo: Bool
    ) -> Int32 {
        PortSIP_muteSession(
            handle,
            sessionId,
            muteIncomingAudio,
            muteOutgoingAudio,
            muteIncomingVideo,
            muteOutgoingVideo
        )
    }

    /// Sends one DTMF tone, after those that wait already.
    ///
    /// - Parameters:
    ///   - dtmfMethod: a ``DTMF_METHOD``.
    ///   - code: 0…9 for the digits, 10 for `*`, 11 for `#`, 12…15 for A…D, 16 for flash.
    ///   - dtmfDuration: how long the tone lasts in milliseconds, 40…6000; 0 or less for 160. Values outside are taken
    ///     as the nearest inside.
    ///   - playDtmfTone: play the tone on the speaker, too; the other side does not hear that. Flash has no sound.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreWrongDTMFTone``: `code` is outside 0…16;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: another method;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold;
    ///   - ``PortSIP_Errors/EAudioChannelNotFound``: the call has no audio that the tone could be in;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 64 INFO requests of the call wait.
    @discardableResult
    public func sendDtmf(
        sessionId: Int32,
        dtmfMethod: DTMF_METHOD,
        code: Int32,
        dtmfDuration: Int32,
        playDtmfTone: Bool
    ) -> Int32 {
        PortSIP_sendDtmf(handle, sessionId, dtmfMethod.rawValue, code, dtmfDuration, playDtmfTone)
    }
}

// MARK: - The audio codecs of offers and answers

extension PortSIPLib {
    /// Adds an audio codec to offers and answers made from now on. The order of adding is the order of preference.
    ///
    /// - Parameters:
    ///   - codecType: an ``AUDIOCODEC_TYPE``; `AUDIOCODEC_DTMF` adds DTMF events, and `AUDIOCODEC_SPEEXWB` Speex at 32
    ///     kHz too, behind all others.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreCodecTypeInvalid``: the number is no codec;
    ///   - ``PortSIP_Errors/ECoreCodecNotSupport``: this build has no such codec, or the library of the system that it
    ///     needs is missing now (AMR: opencore-amrnb; AMR-WB: opencore-amrwb and vo-amrwbenc; Speex: libspeex);
    ///   - ``PortSIP_Errors/ECoreCodecWasExist``: it has been added before;
    ///   - ``PortSIP_Errors/ECorePayloadHasExist``: another codec was given its payload type.
    @discardableResult
    public func addAudioCodec(codecType: AUDIOCODEC_TYPE) -> Int32 {
        PortSIP_addAudioCodec(handle, codecType.rawValue)
    }

    /// Whether no audio codec has been added. DTMF alone does not count. True also for a handle that is not an SDK
    /// object's.
    public func isAudioCodecEmpty() -> Bool {
        PortSIP_isAudioCodecEmpty(handle)
    }

    /// Sets the payload type a codec is offered with, from the next offer on. It may be set before the codec is added,
    /// and lasts until it is changed.
    ///
    /// - Parameters:
    ///   - codecType: an ``AUDIOCODEC_TYPE`` without a payload type fixed by RFC 3551.
    ///   - payloadType: 96…127.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreCodecTypeInvalid``: the number is no codec;
    ///   - ``PortSIP_Errors/ECoreCodecNotSupport``: this build has no such codec;
    ///   - ``PortSIP_Errors/ECoreFixPayloadCantChange``: the payload type is fixed;
    ///   - ``PortSIP_Errors/ECorePayloadOutofRange``: outside 96…127;
    ///   - ``PortSIP_Errors/ECorePayloadHasExist``: another codec has it.
    @discardableResult
    public func setAudioCodecPayloadType(codecType: AUDIOCODEC_TYPE, payloadType: Int32) -> Int32 {
        PortSIP_setAudioCodecPayloadType(handle, codecType.rawValue, payloadType)
    }

    /// Removes every audio codec, DTMF too. Calls that are up keep theirs.
    public func clearAudioCodec() {
        PortSIP_clearAudioCodec(handle)
    }

    /// Sets the format parameters (`a=fmtp`) a codec is offered with, from the next offer on. They tell the other
    /// side's encoder what we like.
    ///
    /// - Parameters:
    ///   - codecType: an ``AUDIOCODEC_TYPE``.
    ///   - parameter: as in SDP, such as "useinbandfec=1; maxaveragebitrate=24000" for Opus or "mode-set=0;
    ///     octet-align=1; robust-sorting=0" for AMR; empty for none. iLBC takes "mode=20" or "mode=30", the
    ///     milliseconds of a frame: 20 where the other side says so too, else 30. G.729 takes "annexb=no" alone, which
    ///     is also said without it: silence is not sent in frames of its Annex B.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `parameter` is nil;
    ///   - ``PortSIP_Errors/ECoreCodecTypeInvalid``: the number is no codec;
    ///   - ``PortSIP_Errors/ECoreCodecNotSupport``: this build has no such codec;
    ///   - ``PortSIP_Errors/ECoreCodecParameterNotSupport``: no parameters of this codec, or a value out of its range;
    ///   - ``PortSIP_Errors/ECoreArgumentTooLong``: above 1024 bytes;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8.
    @discardableResult
    public func setAudioCodecParameter(codecType: AUDIOCODEC_TYPE, parameter: String?) -> Int32 {
        PortSIP_setAudioCodecParameter(handle, codecType.rawValue, parameter)
    }

    /// Sets how much audio goes into a packet, from the next offer or answer on.
    ///
    /// - Parameters:
    ///   - ptime: milliseconds, 10…60 in steps of 10; 20 at the start.
    ///   - maxPtime: the longest packet we take, in the same range and not below `ptime`; until it is set, nothing is
    ///     said about it.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreAudioSampleOutOfRange``: outside 10…60, or `maxPtime` below `ptime`;
    ///   - ``PortSIP_Errors/ECoreAudioSampleNotmultiple``: not a multiple of 10.
    @discardableResult
    public func setAudioSamples(ptime: Int32, maxPtime: Int32) -> Int32 {
        PortSIP_setAudioSamples(handle, ptime, maxPtime)
    }
}

// MARK: - The audio conference

extension PortSIPLib {
    /// Opens the audio conference. Its members, whom ``PortSIPLib/joinToConference(sessionId:)`` takes in, hear the
    /// microphone and each other.
    ///
    /// What is said in it can be recorded by
    /// ``PortSIPLib/startRecord(sessionId:recordFilePath:recordFileName:appendTimestamp:channels:recordFileFormat:audioRecordMode:videoRecordMode:)``,
    /// and a file be played to all by ``PortSIPLib/startPlayingFileToRemote(sessionId:fileUrl:loop:playAudio:)``, with
    /// `CONFERENCE_SESSION_ID` for the session.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/EAudioCreateAudioConferenceFailure``: there is one that has not been ended.
    @discardableResult
    public func createAudioConference() -> Int32 {
        PortSIP_createAudioConference(handle)
    }

    /// Ends the conference, its recording and the file that is played to it. Its calls go on, each for itself. Without
    /// a conference it does nothing.
    public func destroyConference() {
        PortSIP_destroyConference(handle)
    }

    /// Takes a call into the conference. A call on hold is taken off hold first; the function does not wait for the
    /// other side to agree.
    ///
    /// A member that is put on hold, or that holds us, neither hears the others nor is heard by them until the hold
    /// ends. It leaves with the end of its call. Of
    /// ``PortSIPLib/muteSession(sessionId:muteIncomingAudio:muteOutgoingAudio:muteIncomingVideo:muteOutgoingVideo:)``
    /// the incoming side silences the member for everybody, the outgoing side what is ours for the member. A member
    /// that is taken in again stays as it is.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/EAudioCreateAudioConferenceFailure``: there is no conference;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected.
    @discardableResult
    public func joinToConference(sessionId: Int32) -> Int32 {
        PortSIP_joinToConference(handle, sessionId)
    }

    /// Takes a call out of the conference: it goes on as a call of two. For a call that is in no conference it does
    /// nothing.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id.
    @discardableResult
    public func removeFromConference(sessionId: Int32) -> Int32 {
        PortSIP_removeFromConference(handle, sessionId)
    }
}

// MARK: - Sound devices

extension PortSIPLib {
    /// How many microphones there are. The virtual device layer has one.
    ///
    /// - Returns: 0 or more.
    public func getNumOfRecordingDevices() -> Int32 {
        PortSIP_getNumOfRecordingDevices(handle)
    }

    /// How many speakers there are. The virtual device layer has one.
    ///
    /// - Returns: 0 or more.
    public func getNumOfPlayoutDevices() -> Int32 {
        PortSIP_getNumOfPlayoutDevices(handle)
    }

    /// The name of a microphone.
    ///
    /// - Parameters:
    ///   - deviceIndex: from 0, or −1 for the default device.
    ///   - nameUTF8: receives the name.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/EDeviceGetDeviceNameFailure``: no device of this index.
    @discardableResult
    public func getRecordingDeviceName(deviceIndex: Int32, nameUTF8: inout String) -> Int32 {
        receiveText(into: &nameUTF8) { buffer, size in
            PortSIP_getRecordingDeviceName(handle, deviceIndex, buffer, size)
        }
    }

    /// The name of a speaker.
    ///
    /// - Parameters:
    ///   - deviceIndex: from 0, or −1 for the default device.
    ///   - nameUTF8: receives the name.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/EDeviceGetDeviceNameFailure``: no device of this index.
    @discardableResult
    public func getPlayoutDeviceName(deviceIndex: Int32, nameUTF8: inout String) -> Int32 {
        receiveText(into: &nameUTF8) { buffer, size in
            PortSIP_getPlayoutDeviceName(handle, deviceIndex, buffer, size)
        }
    }

    /// Chooses the microphone and the speaker, also during calls.
    ///
    /// - Parameters:
    ///   - recordingDeviceId: from 0, or −1 for the default device.
    ///   - playoutDeviceId: from 0, or −1 for the default device.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/EDeviceGetDeviceNameFailure``: no device of this index.
    @discardableResult
    public func setAudioDeviceId(recordingDeviceId: Int32, playoutDeviceId: Int32) -> Int32 {
        PortSIP_setAudioDeviceId(handle, recordingDeviceId, playoutDeviceId)
    }
}

// MARK: - Functions beyond the original interface, `PortSIPX_…`

extension PortSIPLib {
    /// Writes the SIP, RTP and RTCP of the object's calls to a file that packet analysers read (pcap). A running
    /// capture ends. Passwords are not in it, but what is said is. Messages of connections stand in it as datagrams,
    /// those of secure ones in the clear.
    ///
    /// - Parameters:
    ///   - path: the file; an existing one is replaced.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `path` is nil;
    ///   - ``PortSIP_Errors/EAudioFileNameEmpty``: `path` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, or the file cannot be made.
    @discardableResult
    public func startPacketCapture(path: String?) -> Int32 {
        PortSIPX_startPacketCapture(handle, path)
    }

    /// Ends the capture and closes its file, which may take the disk a second. Without one it does nothing.
    ///
    /// - Returns: 0.
    @discardableResult
    public func stopPacketCapture() -> Int32 {
        PortSIPX_stopPacketCapture(handle)
    }

    /// Names the name servers that are asked for the hosts of SIP URIs, in place of those of the system. The system's
    /// file of hosts is not read then. What was found before is forgotten.
    ///
    /// - Parameters:
    ///   - servers: addresses separated by commas, at most 8, with a port where it is not 53: `192.0.2.1`,
    ///     `192.0.2.1:5353`, `[2001:db8::1]:53`; empty for those of the system.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `servers` is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, not addresses, or more than 8.
    @discardableResult
    public func setDnsServers(servers: String?) -> Int32 {
        PortSIPX_setDnsServers(handle, servers)
    }

    /// Sends each packet of audio with copies of the ones before it (RFC 2198), so that the other side loses nothing
    /// where the network loses a packet by itself. From the next call or the next offer on, where the other side takes
    /// such packets; off at the start.
    ///
    /// A repaired loss costs delay: for 10 s after each one sound is heard up to a packet later.
    ///
    /// - Parameters:
    ///   - level: of how many earlier packets there are copies, 0…2. With 1 the bit rate of the payload is twice that
    ///     of the codec, with 2 three times; a packet that would exceed 1200 bytes brings fewer. With 2 bursts of two
    ///     packets are repaired as well, where the other side waits as long: this library waits for one packet. With 0
    ///     such packets are not offered; offered to us they are always taken, and heard.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `level` is outside 0…2.
    @discardableResult
    public func enableAudioRed(level: Int32) -> Int32 {
        PortSIPX_enableAudioRed(handle, level)
    }

    /// Looks for DTMF tones in the sound of the other side, or does not, in all calls, also those that are up; on at
    /// the start.
    ///
    /// It is done only where telephone events (RFC 4733) were not agreed on: where they were, keys come as events. A
    /// key that is found raises ``SIPCallbackEvents/onRecvDtmfTone(sessionId:tone:)``, as one of an event does. Turn it
    /// off where music or speech could be taken for a key.
    ///
    /// - Returns: 0.
    @discardableResult
    public func enableInbandDtmfDetection(state: Bool) -> Int32 {
        PortSIPX_enableInbandDtmfDetection(handle, state)
    }

    /// The local SIP port, which the system chose where `initialize` was given 0.
    ///
    /// - Returns: 1…65535.
    public func getLocalSIPPort() -> Int32 {
        PortSIPX_getLocalSIPPort(handle)
    }
}

// MARK: - Recording calls, and playing files into them

extension PortSIPLib {
    /// Records a call to a file. The file is kept playable while it grows; a crash costs a second at most. A disk that
    /// fails ends the recording, which the log says, and leaves the call alone.
    ///
    /// - Parameters:
    ///   - sessionId: the call, or `CONFERENCE_SESSION_ID`; then received is what the members say, sent is what is
    ///     ours, at the highest rate of the members at the start, 48 kHz where there are none.
    ///   - recordFilePath: an existing folder.
    ///   - recordFileName: the file's name in it; the format's extension is added where it is missing. An existing file
    ///     is replaced.
    ///   - appendTimestamp: adds date and time to the name, before the extension.
    ///   - channels: 1 mono, 2 stereo with what is sent left and what is received right.
    ///   - recordFileFormat: a ``FILE_FORMAT``: `FILEFORMAT_WAVE`, 16 bits at the rate of the call; `FILEFORMAT_AMR`,
    ///     AMR at 12.2 kbit/s, mono, where its library is installed; `FILEFORMAT_MP3`, MP3 at 32 to 64 kbit/s a
    ///     channel, where LAME is installed; `FILEFORMAT_MP4`, Opus in MP4.
    ///   - audioRecordMode: a ``RECORD_MODE``.
    ///   - videoRecordMode: a ``RECORD_MODE``; no video is recorded by this version.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/EAudioFileNameEmpty``: the folder or the name is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: other channels, formats or modes, AMR with two channels,
    ///     `audioRecordMode` `RECORD_NONE`, a name with a path in it, or not UTF-8;
    ///   - ``PortSIP_Errors/EAudioPlayFileFormatNotSupport``: AMR or MP3 without its library;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id, no conference;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: neither connected nor with early media;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold;
    ///   - ``PortSIP_Errors/EAudioStartRecordFailure``: the call is being recorded;
    ///   - ``PortSIP_Errors/EAudioCreateRecordFileFailure``: the file cannot be made.
    @discardableResult
    public func startRecord(
        sessionId: Int32,
        recordFilePath: String?,
        recordFileName: String?,
        appendTimestamp: Bool,
        channels: Int32,
        recordFileFormat: FILE_FORMAT,
        audioRecordMode: RECORD_MODE,
        videoRecordMode: RECORD_MODE
    ) -> Int32 {
        PortSIP_startRecord(
            handle,
            sessionId,
            recordFilePath,
            recordFileName,
            appendTimestamp,
            channels,
            recordFileFormat.rawValue,
            audioRecordMode.rawValue,
            videoRecordMode.rawValue
        )
    }

    /// Ends a recording; without one it does nothing.
    ///
    /// The last of what was recorded is written and the file closed within moments after this returns. It can be played
    /// before that, too.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id, no conference.
    @discardableResult
    public func stopRecord(sessionId: Int32) -> Int32 {
        PortSIP_stopRecord(handle, sessionId)
    }

    /// Plays a file to the other side. ``SIPCallbackEvents/onPlayFileFinished(sessionId:fileName:)`` tells when it has
    /// come to its end by itself. A file that is playing is replaced.
    ///
    /// WAV (8 to 32 bits, float, G.711; any rate from 4 to 192 kHz), MP3, AMR and AMR-WB (where their library is
    /// installed), and MP4 with AAC, Opus or AMR are told apart by their content, not the name. Channels are mixed to
    /// one. A loop has no gap.
    ///
    /// - Parameters:
    ///   - sessionId: the call, or `CONFERENCE_SESSION_ID`: all members hear it.
    ///   - fileUrl: the file's path.
    ///   - loop: starts again at the end.
    ///   - playAudio: 0 the file is not heard, 1 the file takes the place of the microphone, 2 both are heard.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `fileUrl` is nil;
    ///   - ``PortSIP_Errors/EAudioFileNameEmpty``: `fileUrl` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/EAudioPlayFileModeNotSupport``: `playAudio` is outside 0…2;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id, no conference;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: neither connected nor with early media;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold;
    ///   - ``PortSIP_Errors/EAudioOpenPlayFileFailure``: missing or not readable;
    ///   - ``PortSIP_Errors/EAudioPlayFileFormatNotSupport``: not a format this build reads.
    @discardableResult
    public func startPlayingFileToRemote(sessionId: Int32, fileUrl: String?, loop: Bool, playAudio: Int32) -> Int32 {
        PortSIP_startPlayingFileToRemote(handle, sessionId, fileUrl, loop, playAudio)
    }

    /// Ends the file that plays to the other side. No event follows.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id, no conference.
    @discardableResult
    public func stopPlayingFileToRemote(sessionId: Int32) -> Int32 {
        PortSIP_stopPlayingFileToRemote(handle, sessionId)
    }

    /// Plays a file on the speaker, with calls or without any; nobody else hears it. The formats are those of
    /// ``PortSIPLib/startPlayingFileToRemote(sessionId:fileUrl:loop:playAudio:)``.
    /// ``SIPCallbackEvents/onPlayFileFinished(sessionId:fileName:)`` tells with `INVALID_SESSION_ID` when it has come
    /// to its end by itself. A file that is playing there is replaced.
    ///
    /// - Parameters:
    ///   - fileUrl: the file's path.
    ///   - loop: starts again at the end.
    ///   - playVideoWindow: not looked at by this version, which plays no video.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `fileUrl` is nil;
    ///   - ``PortSIP_Errors/EAudioFileNameEmpty``: `fileUrl` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/EAudioOpenPlayFileFailure``: missing or not readable;
    ///   - ``PortSIP_Errors/EAudioPlayFileFormatNotSupport``: not a format this build reads.
    @discardableResult
    public func startPlayingFileLocally(
        fileUrl: String?,
        loop: Bool,
        playVideoWindow: UnsafeMutableRawPointer?
    ) -> Int32 {
        PortSIP_startPlayingFileLocally(handle, fileUrl, loop, playVideoWindow)
    }

    /// Ends the file that plays on the speaker. No event follows. Without one it does nothing.
    ///
    /// - Returns: 0.
    @discardableResult
    public func stopPlayingFileLocally() -> Int32 {
        PortSIP_stopPlayingFileLocally(handle)
    }
}

// MARK: - Incoming calls that go elsewhere or are not wanted

extension PortSIPLib {
    /// Sends incoming calls elsewhere from now on: their callers are told to call there (302).
    /// ``SIPCallbackEvents/onInviteBeginingForward(forwardTo:)`` tells of each.
    ///
    /// - Parameters:
    ///   - forBusyOnly: true sends them only while a call is up, also one that rings; false sends all.
    ///   - forwardTo: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:` address.
    ///     It takes the place of the one before.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `forwardTo` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `forwardTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, or a name while the account has no domain.
    @discardableResult
    public func enableCallForward(forBusyOnly: Bool, forwardTo: String?) -> Int32 {
        PortSIP_enableCallForward(handle, forBusyOnly, forwardTo)
    }

    /// Lets incoming calls ring again.
    ///
    /// - Returns: 0.
    @discardableResult
    public func disableCallForward() -> Int32 {
        PortSIP_disableCallForward(handle)
    }

    /// Says whether incoming calls are refused with 480, without an event. Call forward does not take them either.
    /// Calls that ring or are up go on.
    ///
    /// - Parameters:
    ///   - state: true refuses them.
    public func setDoNotDisturb(state: Bool) {
        PortSIP_setDoNotDisturb(handle, state)
    }

    /// Sends an incoming call that has not been answered elsewhere: its caller is told to call there (302). The call
    /// ends here; no event follows.
    ///
    /// - Parameters:
    ///   - forwardTo: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:` address.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `forwardTo` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `forwardTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, or a name while the account has no domain;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreNotIncomingCall``: it is our own call, or has been answered.
    @discardableResult
    public func forwardCall(sessionId: Int32, forwardTo: String?) -> Int32 {
        PortSIP_forwardCall(handle, sessionId, forwardTo)
    }
}

// MARK: - Headers of SIP messages: reading them, and changing what is sent

extension PortSIPLib {
    /// Reads a header of a SIP message, such as one of an event.
    ///
    /// Compact and long names are the same, case does not matter, and folded lines are joined. Of several headers of a
    /// name the first is read.
    ///
    /// - Parameters:
    ///   - sipMessage: the message as text; need not be UTF-8.
    ///   - headerName: such as "Contact".
    ///   - headerValue: receives the value, as valid UTF-8.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a pointer is nil;
    ///   - ``PortSIP_Errors/ECoreSipMessaegEmpty``, ``PortSIP_Errors/ECoreSipHeaderNameEmpty``: empty;
    ///   - ``PortSIP_Errors/ECoreSipHeaderParserEmpty``: the text is not a SIP message;
    ///   - ``PortSIP_Errors/ECoreSipHeaderNotExist``: it has no such header.
    @discardableResult
    public func getSipMessageHeaderValue(sipMessage: String?, headerName: String?, headerValue: inout String) -> Int32 {
        receiveText(into: &headerValue) { buffer, size in
            PortSIP_getSipMessageHeaderValue(handle, sipMessage, headerName, buffer, size)
        }
    }

    /// Adds a header to outgoing messages.
    ///
    /// - Parameters:
    ///   - sessionId: only messages of this call, or `INVALID_SESSION_ID` for all.
    ///   - methodName: only messages of this method, responses by their `CSeq`; "ALL" for all methods.
    ///   - msgType: 1 requests, 2 responses, 3 both.
    ///   - headerName: such as "X-Account".
    ///   - headerValue: its value.
    /// - Returns: the id of what was added (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreSipMethodNameEmpty``, ``PortSIP_Errors/ECoreSipHeaderNameEmpty``,
    ///     ``PortSIP_Errors/ECoreSipHeaderValueEmpty``: a text is empty;
    ///   - ``PortSIP_Errors/ECoreSipHeaderBadFormed``: a method or name that is no token, a header the stack keeps to
    ///     itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards, Content-Length, Route), or CR or LF in the value;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 256 headers have been added or modified;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: another `msgType`, or not UTF-8.
    public func addSipMessageHeader(
        sessionId: Int32,
        methodName: String?,
        msgType: Int32,
        headerName: String?,
        headerValue: String?
    ) -> Int32 {
        PortSIP_addSipMessageHeader(handle, sessionId, methodName, msgType, headerName, headerValue)
    }

    /// Takes back one header that was added.
    ///
    /// - Parameters:
    ///   - sipMessageHeaderId: what
    ///     ``PortSIPLib/addSipMessageHeader(sessionId:methodName:msgType:headerName:headerValue:)`` returned.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreSipHeaderNotExist``: no header of this id has been added.
    @discardableResult
    public func removeAddedSipMessageHeader(sipMessageHeaderId: Int32) -> Int32 {
        PortSIP_removeAddedSipMessageHeader(handle, sipMessageHeaderId)
    }

    /// Takes back all headers that were added.
    ///
    /// - Returns: 0.
    @discardableResult
    public func clearAddedSipMessageHeaders() -> Int32 {
        PortSIP_clearAddedSipMessageHeaders(handle)
    }

    /// Gives a header of outgoing messages another value. It takes the place of all headers of the name; where there is
    /// none, it is added. Compact and long names are the same.
    ///
    /// - Parameters:
    ///   - sessionId: only messages of this call, or `INVALID_SESSION_ID` for all.
    ///   - methodName: only messages of this method, responses by their `CSeq`; "ALL" for all methods.
    ///   - msgType: 1 requests, 2 responses, 3 both.
    ///   - headerName: such as "User-Agent".
    ///   - headerValue: its value.
    /// - Returns: the id of the change (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreSipMethodNameEmpty``, ``PortSIP_Errors/ECoreSipHeaderNameEmpty``,
    ///     ``PortSIP_Errors/ECoreSipHeaderValueEmpty``: a text is empty;
    ///   - ``PortSIP_Errors/ECoreSipHeaderBadFormed``: a method or name that is no token, a header the stack keeps to
    ///     itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards, Content-Length, Route), or CR or LF in the value;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 256 headers have been added or modified;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: another `msgType`, or not UTF-8.
    public func modifySipMessageHeader(
        sessionId: Int32,
        methodName: String?,
        msgType: Int32,
        headerName: String?,
        headerValue: String?
    ) -> Int32 {
        PortSIP_modifySipMessageHeader(handle, sessionId, methodName, msgType, headerName, headerValue)
    }

    /// Takes back one change of a header.
    ///
    /// - Parameters:
    ///   - sipMessageHeaderId: what
    ///     ``PortSIPLib/modifySipMessageHeader(sessionId:methodName:msgType:headerName:headerValue:)`` returned.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreSipHeaderNotExist``: no header has been modified under this id.
    @discardableResult
    public func removeModifiedSipMessageHeader(sipMessageHeaderId: Int32) -> Int32 {
        PortSIP_removeModifiedSipMessageHeader(handle, sipMessageHeaderId)
    }

    /// Takes back all changes of headers.
    ///
    /// - Returns: 0.
    @discardableResult
    public func clearModifiedSipMessageHeaders() -> Int32 {
        PortSIP_clearModifiedSipMessageHeaders(handle)
    }
}

// MARK: - How we name ourselves and others in messages

extension PortSIPLib {
    /// Says whether a character is percent-escaped in the URIs that are made of names, such as `*72#` in
    /// ``PortSIPLib/call(callTo:sendSdp:videoCall:)``. At the start the characters are escaped that RFC 3261 forbids
    /// there. URIs that are given whole stay as they are.
    ///
    /// - Parameters:
    ///   - character: one character.
    ///   - enable: true escapes it from now on, false leaves it as it is.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `character` is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: empty, more than one character, or not UTF-8; or `enable` is
    ///     false for what is always escaped: blanks, control characters, what is not ASCII, and what would end the user
    ///     part (at sign, colon, percent sign, double quote, angle and square brackets, backslash).
    @discardableResult
    public func setUriUserEncoding(character: String?, enable: Bool) -> Int32 {
        PortSIP_setUriUserEncoding(handle, character, enable)
    }

    /// Says whether the Contact of registrations and calls names the features of 3GPP: `+g.3gpp.icsi-ref` of multimedia
    /// telephony and `+g.3gpp.smsip`. It takes effect with the next registration, refresh and call; off at the start.
    ///
    /// - Parameters:
    ///   - enable: true names them.
    /// - Returns: 0.
    @discardableResult
    public func enable3GppTags(enable: Bool) -> Int32 {
        PortSIP_enable3GppTags(handle, enable)
    }
}

// MARK: - Starting and ending an SDK object; version and licence

extension PortSIPLib {
    /// Sets the licence key. Any key will do: this library has no trial limits.
    ///
    /// - Parameters:
    ///   - key: not empty.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `key` is nil;
    ///   - ``PortSIP_Errors/ECoreWrongLicenseKey``: `key` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `key` is not UTF-8.
    @discardableResult
    public func setLicenseKey(key: String?) -> Int32 {
        PortSIP_setLicenseKey(handle, key)
    }
}

// MARK: - Messages of people, in calls and outside of them

extension PortSIPLib {
    /// Sends a message in a call, also on hold. Messages of one call go one at a time, in the order they were made.
    /// ``SIPCallbackEvents/onSendMessageSuccess(sessionId:messageId:)`` or
    /// ``SIPCallbackEvents/onSendMessageFailure(sessionId:messageId:reason:code:)`` tells what became of it, once.
    ///
    /// - Parameters:
    ///   - mimeType: the two halves of its type, such as "text" and "plain"; the second may carry parameters.
    ///   - subMimeType: the two halves of its type, such as "text" and "plain"; the second may carry parameters.
    ///   - message: what it carries; text in UTF-8.
    /// - Returns: the id of the message, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text or `message` is nil;
    ///   - ``PortSIP_Errors/ECoreMimeTypeUnknown``: a half of the type is empty or malformed;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: a text is not UTF-8, or `message.count` is negative;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: it is longer, or 64 messages of the call wait;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet.
    public func sendMessage(sessionId: Int32, mimeType: String?, subMimeType: String?, message: [UInt8]) -> Int32 {
        PortSIP_sendMessage(handle, sessionId, mimeType, subMimeType, message, Int32(clamping: message.count))
    }

    /// Sends a message outside of calls. Messages to one recipient go one after the other, in the order they were made.
    /// ``SIPCallbackEvents/onSendOutOfDialogMessageSuccess(messageId:fromDisplayName:from:toDisplayName:to:)`` or
    /// ``SIPCallbackEvents/onSendOutOfDialogMessageFailure(messageId:fromDisplayName:from:toDisplayName:to:reason:code:)``
    /// tells what became of it, once.
    ///
    /// - Parameters:
    ///   - to: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:` address, with a
    ///     display name or without.
    ///   - mimeType: the two halves of its type, such as "text" and "plain"; the second may carry parameters.
    ///   - subMimeType: the two halves of its type, such as "text" and "plain"; the second may carry parameters.
    ///   - isSMS: true to mark it as a short message: `;messagetype=SMS` behind the address in the To header.
    ///   - message: what it carries; text in UTF-8.
    /// - Returns: the id of the message, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text or `message` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `to` is empty;
    ///   - ``PortSIP_Errors/ECoreMimeTypeUnknown``: a half of the type is empty or malformed;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: a text is not UTF-8, or `message.count` is negative;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a transport that there is not, or a name while the account
    ///     has no domain;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: it is longer, or 1024 messages wait for their answer.
    public func sendOutOfDialogMessage(
        to: String?,
        mimeType: String?,
        subMimeType: String?,
        isSMS: Bool,
        message: [UInt8]
    ) -> Int32 {
        PortSIP_sendOutOfDialogMessage(
            handle,
            to,
            mimeType,
            subMimeType,
            isSMS,
            message,
            Int32(clamping: message.count)
        )
    }
}

// MARK: - Local addresses and media ports

extension PortSIPLib {
    /// How many local addresses there are: the indices of ``PortSIPLib/getLocalIpAddress(index:ip:)`` run from 0 to one
    /// less.
    ///
    /// - Returns: 0 or more, or `ECoreStackException`.
    public func getNICNums() -> Int32 {
        PortSIP_getNICNums()
    }

    /// A local address that peers may reach: IPv4 before IPv6, loopback only where there is nothing else. Link-local
    /// addresses are left out, and those of interfaces that are switched off or unplugged.
    ///
    /// - Parameters:
    ///   - index: from 0; see ``PortSIPLib/getNICNums()``.
    ///   - ip: receives the address as text.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreNetworkInterfaceUnavailable``: there is no address of this index.
    @discardableResult
    public func getLocalIpAddress(index: Int32, ip: inout String) -> Int32 {
        receiveText(into: &ip) { buffer, size in
            PortSIP_getLocalIpAddress(index, buffer, size)
        }
    }

    /// Keeps the mappings of NATs alive while a call sends no RTP: when it has sent none for the given time, an RTP
    /// packet without payload goes, numbered as the stream is (RFC 6263, section 4.6). That concerns all calls, also
    /// those that are up. Calls that send sound or silence need none.
    ///
    /// Without a call of this function it is on, with a payload type that the call does not use and every 15 s.
    ///
    /// - Parameters:
    ///   - state: true to send them, false for none.
    ///   - keepAlivePayloadType: 0…63 or 96…127, such as 126; those between are taken for RTCP where it shares the port
    ///     (RFC 5761, section 4). A call that has another use for it takes one that it does not use. Not looked at when
    ///     `state` is false.
    ///   - deltaTransmitTimeMS: 1000…300000 ms; less than 15000 burdens networks without need. Not looked at when
    ///     `state` is false.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECorePayloadOutofRange``: another payload type;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: another time.
    @discardableResult
    public func setRtpKeepAlive(state: Bool, keepAlivePayloadType: Int32, deltaTransmitTimeMS: Int32) -> Int32 {
        PortSIP_setRtpKeepAlive(handle, state, keepAlivePayloadType, deltaTransmitTimeMS)
    }

    /// Marks RTP and RTCP for expedited forwarding (DSCP 46 of RFC 4594), so that networks which honour it send audio
    /// before other traffic; it is on at the start. It concerns all calls, also those that are up.
    ///
    /// Linux and Android mark IPv4 and IPv6, macOS too; iOS IPv4 alone. On Windows the function returns 0 and has no
    /// effect: the system leaves the field zero whatever a program asks, and marks by a quality-of-service policy that
    /// an administrator sets for the program or the port range.
    ///
    /// - Parameters:
    ///   - state: true for 46, false for 0.
    /// - Returns: 0.
    @discardableResult
    public func enableAudioQos(state: Bool) -> Int32 {
        PortSIP_enableAudioQos(handle, state)
    }

    /// Says whether calls of ours from now on offer ICE (RFC 8445), which finds the way of media through NATs by checks
    /// of each address of ours with each of the other side. It is off at the start. Calls that are up stay as they were
    /// agreed.
    ///
    /// The offer names the address of this machine, and where servers see it where that is elsewhere: the STUN server
    /// of
    /// ``PortSIPLib/setUser(userName:displayName:authName:password:sipDomain:sipServerAddr:sipServerPort:stunServerAddr:stunServerPort:outboundServerAddr:outboundServerPort:)``
    /// is asked for each call, whose INVITE waits for that, 1 s at most, and so is the relay of
    /// ``PortSIPLib/setTurnServer(turnServer:turnServerPort:transportType:userName:password:)``. Both are asked again
    /// before a call whose address has changed, or whose media has lost its way, tells the other side. It lets RTCP
    /// share the port of RTP (RFC 5761). Who answers without ICE gets media as without it. Calls that are offered with
    /// ICE are answered with it whether this is on or off.
    ///
    /// - Parameters:
    ///   - state: true to offer it, false not to.
    /// - Returns: 0.
    @discardableResult
    public func enableIce(state: Bool) -> Int32 {
        PortSIPX_enableIce(handle, state)
    }

    /// Sets a relay of media (TURN, RFC 8656) for calls that use ICE, from now on: a call that finds no other way
    /// through the NATs of both sides goes through it. Calls that are up keep theirs until they look for another way.
    ///
    /// Each such call asks the server for an address before it describes itself, as it asks the STUN server, and waits
    /// for both together 1 s at most. A call whose server refuses, or is silent, goes on without a relay; the log says
    /// why.
    ///
    /// Without a server the rest is not looked at.
    ///
    /// - Parameters:
    ///   - turnServer: a host or an address; nil or empty for none.
    ///   - turnServerPort: its port; 0 is 3478, or 5349 for TLS.
    ///   - transportType: a ``TRANSPORT_TYPE``, over which the server is reached: `TRANSPORT_UDP`, or `TRANSPORT_TCP`
    ///     and `TRANSPORT_TLS` for networks that let no UDP out. Over TLS the server has to show a certificate of
    ///     `turnServer` by the rules of the web (wildcards count), verified where those of SIP servers are. Between the
    ///     server and the other side it is UDP always.
    ///   - userName: what answers its challenges; nil or empty where it asks for nothing: to who has a name nothing
    ///     counts that the password does not prove. At most 508 bytes each.
    ///   - password: what answers its challenges; nil or empty where it asks for nothing: to who has a name nothing
    ///     counts that the password does not prove. At most 508 bytes each.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECorePortOutOfRange``: the port is outside 0…65535;
    ///   - ``PortSIP_Errors/ECoreUnsupportTransport``: WebSocket, or a number that is no ``TRANSPORT_TYPE``;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: a text is not UTF-8, too long or has control characters, or the
    ///     host has blanks.
    @discardableResult
    public func setTurnServer(
        turnServer: String?,
        turnServerPort: Int32,
        transportType: TRANSPORT_TYPE,
        userName: String?,
        password: String?
    ) -> Int32 {
        PortSIPX_setTurnServer(handle, turnServer, turnServerPort, transportType.rawValue, userName, password)
    }

    /// Sets the ports for media. Each call takes an even port for RTP and the odd one above it for RTCP. Calls that are
    /// up keep theirs.
    ///
    /// - Parameters:
    ///   - minimumRtpPort: 2…65534, even; 10000 at the start.
    ///   - maximumRtpPort: 2…65534, even, above `minimumRtpPort`; 60000 at the start.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreMiniAudioPortOutOfRange``, ``PortSIP_Errors/ECoreMaxAudioPortOutOfRange``: out of
    ///     range;
    ///   - ``PortSIP_Errors/ECoreMiniRtpPortMustIsEvenNum``, ``PortSIP_Errors/ECoreMaxAudioPortNotEvenNumber``: odd;
    ///   - ``PortSIP_Errors/ECoreAudioVideoPortOverlapped``: the minimum is above the maximum;
    ///   - ``PortSIP_Errors/ECoreAudioVideoPortRangeTooSmall``: no room for the calls that `initialize` allowed, two
    ///     pairs of ports each.
    @discardableResult
    public func setRtpPortRange(minimumRtpPort: Int32, maximumRtpPort: Int32) -> Int32 {
        PortSIP_setRtpPortRange(handle, minimumRtpPort, maximumRtpPort)
    }

    /// Says which addresses of a host that has both are tried first: a SIP server, proxy or peer that is named by a
    /// domain. IPv4 at the start.
    ///
    /// IPv6 addresses are tried only where the local address of `initialize` is one, or `::`. The other family follows
    /// where the first cannot be reached. It takes effect with the next request whose host is looked up.
    ///
    /// - Parameters:
    ///   - enable: true tries IPv6 addresses before IPv4 addresses.
    /// - Returns: 0.
    @discardableResult
    public func enablePriorityIPv6Domain(enable: Bool) -> Int32 {
        PortSIP_enablePriorityIPv6Domain(handle, enable)
    }
}

// MARK: - Presence of our own: who may watch us, and what is told

extension PortSIPLib {
    /// Says who tells others how we are. A change ends what was there without an event: the subscriptions of those who
    /// watch us, or what is published.
    ///
    /// - Parameters:
    ///   - mode: 0 we ourselves, as at the start: those who want to know subscribe at us, and
    ///     ``SIPCallbackEvents/onPresenceRecvSubscribe(subscribeId:fromDisplayName:from:subject:)`` asks about each; 1
    ///     a server (presence agent), where we publish it by PUBLISH (RFC 3903), and subscriptions at us are refused.
    /// - Returns: 0, or `ECoreArgumentIncorrect`: `mode` is neither.
    public func setPresenceMode(mode: Int32) -> Int32 {
        PortSIP_setPresenceMode(handle, mode)
    }

    /// Says how long what we publish is asked to live, from the next change on; 3600 seconds without this. It is
    /// refreshed before its end. The server may grant less, or insist on more.
    ///
    /// - Parameters:
    ///   - secs: seconds, 20 or more.
    /// - Returns: 0, or `ECoreExpiresValueTooSmall`.
    public func setDefaultPublicationTime(secs: Int32) -> Int32 {
        PortSIP_setDefaultPublicationTime(handle, secs)
    }

    /// Lets somebody who watches us know how we are, from now on. The first that is told is what
    /// ``PortSIPLib/setPresenceStatus(subscribeId:stateText:)`` has said for this subscription, else what it has said
    /// last to anybody since the user was set, else "Online". Who may know already stays as he is.
    ///
    /// - Parameters:
    ///   - subscribeId: the id that
    ///     ``SIPCallbackEvents/onPresenceRecvSubscribe(subscribeId:fromDisplayName:from:subject:)`` brought.
    /// - Returns: 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any more.
    public func presenceAcceptSubscribe(subscribeId: Int32) -> Int32 {
        PortSIP_presenceAcceptSubscribe(handle, subscribeId)
    }

    /// Lets somebody who watches us know nothing, or nothing more: his subscription ends
    /// (`terminated;reason=rejected`). No event follows.
    ///
    /// - Parameters:
    ///   - subscribeId: the id that
    ///     ``SIPCallbackEvents/onPresenceRecvSubscribe(subscribeId:fromDisplayName:from:subject:)`` brought; it may
    ///     have been accepted before.
    /// - Returns: 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any more.
    public func presenceRejectSubscribe(subscribeId: Int32) -> Int32 {
        PortSIP_presenceRejectSubscribe(handle, subscribeId)
    }

    /// Says how we are. Somebody who watches us and was accepted is told at once, by NOTIFY; one who was not decided
    /// about when he is accepted. In presence agent mode (``PortSIPLib/setPresenceMode(mode:)``) our server is told, by
    /// PUBLISH: what is published is kept alive until the mode changes or the user is removed, and no event tells how
    /// it fares; it is seen by ``SIPCallbackEvents/onReceivedSignaling(sessionId:signaling:)``, see
    /// ``PortSIPLib/enableCallbackSignaling(enableSending:enableReceived:)``.
    ///
    /// - Parameters:
    ///   - subscribeId: the id that
    ///     ``SIPCallbackEvents/onPresenceRecvSubscribe(subscribeId:fromDisplayName:from:subject:)`` brought; in
    ///     presence agent mode 0.
    ///   - stateText: what others read, 1024 bytes at most. "Offline", in any case, says that we cannot be reached,
    ///     every other text that we can.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `stateText` is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `stateText` is empty or not UTF-8;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: `stateText` is longer than 1024 bytes;
    ///   - ``PortSIP_Errors/ECoreNotFoundSubscribeId``: nobody watches us by this id, or in presence agent mode it is
    ///     not 0;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: in presence agent mode, no user is set;
    ///   - ``PortSIP_Errors/ECoreSIPServerEmpty``: in presence agent mode, the user has no server;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: in presence agent mode, a server with a transport that there is not.
    @discardableResult
    public func setPresenceStatus(subscribeId: Int32, stateText: String?) -> Int32 {
        PortSIP_setPresenceStatus(handle, subscribeId, stateText)
    }
}

// MARK: - What is done with the microphone's signal

extension PortSIPLib {
    /// Turns voice activity detection on or off, also during calls; off at the start.
    ///
    /// While it is on and nobody speaks into the microphone, a call in which comfort noise (RFC 3389) was agreed on
    /// sends no audio: a packet of 11 bytes describes the noise when it begins, when it changes (at most every 200 ms)
    /// and every 500 ms. Sound goes on for 250 ms after the last word. Files and PCM streams are sent as they are.
    ///
    /// Comfort noise is offered while this is on, so switch it on before a call begins; where the other side offers it,
    /// it is accepted always. It goes with the codecs of an RTP clock of 8 kHz (PCMU, PCMA, G.722, G.729, GSM, iLBC).
    /// Opus has its own way, the parameter `usedtx=1` of `setAudioCodecParameter`.
    ///
    /// Cost: about 15 µs for each 10 ms, whatever the number of calls.
    public func enableVAD(state: Bool) {
        PortSIP_enableVAD(handle, state)
    }

    /// Turns the generator of comfort noise on or off, also during calls; on at the start.
    ///
    /// It plays noise of the level and spectrum that the other side describes (RFC 3389) while nobody speaks there.
    /// While it is off these pauses are silent.
    ///
    /// Cost: about 3 µs for each 10 ms of a call that pauses.
    public func enableCNG(state: Bool) {
        PortSIP_enableCNG(handle, state)
    }

    /// Turns acoustic echo cancellation on or off, also during calls; off at the start.
    ///
    /// What the speaker plays and the microphone hears again is taken out of what all calls send, whatever the delay
    /// between the two up to 300 ms. It finds echo and delay by itself and needs about 3 s of the other side's voice
    /// for that. Where both sides speak at once ours is kept. Headsets need none.
    ///
    /// Cost: 75 µs (device at 16 kHz) to 135 µs (48 kHz) for each 10 ms, whatever the number of calls.
    public func enableAEC(state: Bool) {
        PortSIP_enableAEC(handle, state)
    }

    /// Turns automatic gain control on or off, also during calls; off at the start.
    ///
    /// Speech that is too quiet is made louder, by up to 40 dB and by 6 dB in each second, until it is at about −20 dB
    /// of full scale. Noise between words is never brought above −50 dB, and a limiter keeps peaks from clipping.
    /// Speech that is loud enough stays as it is. `setMicVolume` works behind it.
    ///
    /// Cost: about 20 µs for each 10 ms, whatever the number of calls.
    public func enableAGC(state: Bool) {
        PortSIP_enableAGC(handle, state)
    }

    /// Turns noise suppression on or off, also during calls; off at the start.
    ///
    /// Steady noise, as of a fan, goes down by about 12 dB and speech stays. It delays what is sent by 6 ms.
    ///
    /// Cost: 15 µs (device at 16 kHz) to 40 µs (48 kHz) for each 10 ms, whatever the number of calls.
    public func enableANS(state: Bool) {
        PortSIP_enableANS(handle, state)
    }
}

// MARK: - How the account is reached: instance, push service, NAT, keep-alives

extension PortSIPLib {
    /// Names this instance of the account in registrations from now on (RFC 5626): `+sip.instance` and `reg-id` stand
    /// in the Contact, and a server that can keeps to the way of the registration and gives the instance an address of
    /// its own (GRUU, RFC 5627). Without it none of these is asked for. It should stay the same over the life of an
    /// installation.
    ///
    /// - Parameters:
    ///   - uuid: a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, with or without `urn:uuid:` before it.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `uuid` is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: no UUID.
    @discardableResult
    public func setInstanceId(uuid: String?) -> Int32 {
        PortSIP_setInstanceId(handle, uuid)
    }

    /// Registers anew at once: the way to the server is looked for anew, a new connection is opened, and the public
    /// address is learned anew. The place to call it is after a change of network that the library has not seen by
    /// itself; that of its own interfaces it notices. A success raises
    /// ``SIPCallbackEvents/onRegisterSuccess(statusText:statusCode:sipMessage:)`` where it is the first one or follows
    /// a failure.
    ///
    /// - Parameters:
    ///   - regExpires: seconds to ask for from now on, at least 20; 0 keeps what was asked for before.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreExpiresValueTooSmall``: `regExpires` is below 20 and not 0;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreNotRegistered``: not registered, nor on the way to it.
    @discardableResult
    public func refreshRegistration(regExpires: Int32) -> Int32 {
        PortSIP_refreshRegistration(handle, regExpires)
    }

    /// Says whether requests ask for the port they came from (RFC 3581), so that answers find back through a NAT. On,
    /// the address that the server saw is named in Contact and in session descriptions, and the server is told anew
    /// when it changes. On at the start.
    ///
    /// - Parameters:
    ///   - enable: true asks.
    /// - Returns: 0.
    @discardableResult
    public func enableRport(enable: Bool) -> Int32 {
        PortSIP_enableRport(handle, enable)
    }

    /// How often the way to the server is kept open while the account is registered: an empty line over a connection
    /// and by datagrams, a STUN request by datagrams to a server that keeps to the way (RFC 5626). A server may ask for
    /// it more often. What is sent comes up to a fifth of the time earlier. 30 at the start.
    ///
    /// - Parameters:
    ///   - keepAliveTime: seconds; 0 sends none.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: below 0.
    @discardableResult
    public func setKeepAliveTime(keepAliveTime: Int32) -> Int32 {
        PortSIP_setKeepAliveTime(handle, keepAliveTime)
    }

    /// Tells the server how to wake this device for a call (RFC 8599): parameters of the Contact in registrations from
    /// now on. The server then asks the push notification service before it sends an INVITE; the program, once woken,
    /// calls ``PortSIPLib/refreshRegistration(regExpires:)``.
    ///
    /// - Parameters:
    ///   - provider: the service, such as `apns`, `fcm` or `webpush`; empty takes all back.
    ///   - param: what the service needs beside it, such as the application's identifier; may be empty.
    ///   - prid: the device's identifier at the service.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, control characters, or no `prid`;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: a text is longer than 1024 bytes.
    @discardableResult
    public func setPushParameters(provider: String?, param: String?, prid: String?) -> Int32 {
        PortSIPX_setPushParameters(handle, provider, param, prid)
    }
}

// MARK: - Requests beside calls, and the types of bodies that are taken in requests

extension PortSIPLib {
    /// Takes bodies of one more type in requests of a method. Requests with other types are refused with 415, unless
    /// they say that the body is optional.
    ///
    /// Taken without this: `application/sdp` in INVITE, UPDATE and PRACK; `application/dtmf-relay`, `application/dtmf`
    /// and `application/media_control+xml` in INFO; `text/plain` in MESSAGE.
    ///
    /// - Parameters:
    ///   - methodName: such as "INFO"; case does not matter.
    ///   - mimeType: the two halves of the type, such as "text" and "plain".
    ///   - subMimeType: the two halves of the type, such as "text" and "plain".
    /// - Returns: 0, also where the type was taken before, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreSipMethodNameEmpty``: `methodName` is empty;
    ///   - ``PortSIP_Errors/ECoreMimeTypeUnknown``: a half of the type is empty or no token;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `methodName` is no token, or a text is not UTF-8;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 64 types have been added.
    public func addSupportedMimeType(methodName: String?, mimeType: String?, subMimeType: String?) -> Int32 {
        PortSIP_addSupportedMimeType(handle, methodName, mimeType, subMimeType)
    }

    /// Asks somebody what they can do (OPTIONS). No event tells the answer; it is seen by
    /// ``SIPCallbackEvents/onReceivedSignaling(sessionId:signaling:)``, see
    /// ``PortSIPLib/enableCallbackSignaling(enableSending:enableReceived:)``.
    ///
    /// - Parameters:
    ///   - to: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:` address.
    ///   - sdp: a session description to be sent along; nil or empty for none.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `to` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `to` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a transport that there is not, or a name while the account
    ///     has no domain;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: `sdp` has more than 65536 bytes, or 64 OPTIONS wait for their
    ///     answer.
    @discardableResult
    public func sendOptions(to: String?, sdp: String?) -> Int32 {
        PortSIP_sendOptions(handle, to, sdp)
    }

    /// Sends an INFO request in a call, also on hold. Requests of one call go one at a time, in the order they were
    /// made; DTMF by INFO is one of them. No event tells whether it was taken.
    ///
    /// - Parameters:
    ///   - mimeType: the two halves of the Content-Type, such as "text" and "plain"; the second may carry parameters.
    ///   - subMimeType: the two halves of the Content-Type, such as "text" and "plain"; the second may carry
    ///     parameters.
    ///   - infoContents: the body; may be empty.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreMimeTypeUnknown``: a half of the type is empty or malformed;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: the body has more than 65536 bytes, or 64 requests wait;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet.
    @discardableResult
    public func sendInfo(sessionId: Int32, mimeType: String?, subMimeType: String?, infoContents: String?) -> Int32 {
        PortSIP_sendInfo(handle, sessionId, mimeType, subMimeType, infoContents)
    }
}

// MARK: - The session timer of calls

extension PortSIPLib {
    /// Lets calls that begin from now on be refreshed again and again (RFC 4028): a call whose other side does not
    /// answer any more ends with ``SIPCallbackEvents/onInviteClosed(sessionId:)``.
    ///
    /// Calls whose other side asks for such a timer have one without this as well.
    ///
    /// - Parameters:
    ///   - timerSeconds: the interval in seconds, 90 or more; the other side may make it longer or shorter. A refresh
    ///     goes after half of it.
    ///   - refreshMode: a ``SESSION_REFRESH_MODE``, who refreshes where the other side leaves that open.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreSessionTimerValueTooSmall``: `timerSeconds` is below 90;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: no such mode.
    @discardableResult
    public func enableSessionTimer(timerSeconds: Int32, refreshMode: SESSION_REFRESH_MODE) -> Int32 {
        PortSIP_enableSessionTimer(handle, timerSeconds, refreshMode.rawValue)
    }

    /// Asks for no session timer from now on. Calls that have one keep it.
    ///
    /// - Returns: 0.
    @discardableResult
    public func disableSessionTimer() -> Int32 {
        PortSIP_disableSessionTimer(handle)
    }
}

// MARK: - Whether media is encrypted

extension PortSIPLib {
    /// Says whether the media of calls from now on is encrypted (SRTP, RFC 3711). At first it is not. Calls that are up
    /// stay as they are.
    ///
    /// With `SRTP_POLICY_FORCE` a call without keys is refused with 488, and a call of ours to who has none fails with
    /// 488. With `SRTP_POLICY_PREFER` our offer can be taken with keys and without, and keys that are offered are
    /// taken. ``PortSIPLib/setSrtpKeyExchange(keyExchange:)`` says what our offers have. An offer of DTLS-SRTP is taken
    /// whatever the policy is. `getStatistics_fn` tells in its JSON, under `audio.srtp`, how a call is encrypted.
    ///
    /// - Parameters:
    ///   - srtpPolicy: an ``SRTP_POLICY``;
    ///   - AllowSrtpOverUnsecureTransport: keys in SDP (RFC 4568) may be sent where signalling itself is not encrypted
    ///     (UDP, TCP, WS), for everybody on its way to read. Without it `SRTP_POLICY_PREFER` makes calls in the clear
    ///     there, and `SRTP_POLICY_FORCE` none.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: no such policy.
    @discardableResult
    public func setSrtpPolicy(srtpPolicy: SRTP_POLICY, AllowSrtpOverUnsecureTransport: Bool) -> Int32 {
        PortSIP_setSrtpPolicy(handle, srtpPolicy.rawValue, AllowSrtpOverUnsecureTransport)
    }

    /// Says how the keys of calls of ours come about from now on, where the policy has them encrypted. At first they
    /// are in SDP. Calls that are up stay as they are.
    ///
    /// With `SRTP_KEY_EXCHANGE_DTLS` offers have the fingerprint of a certificate that each object makes for itself,
    /// and keys are agreed on between the ends of the media: nobody on the way of the signalling knows them, so they
    /// need no encrypted transport. `SRTP_POLICY_FORCE` then offers `UDP/TLS/RTP/SAVP`, and `SRTP_POLICY_PREFER`
    /// `RTP/AVP`, which can be taken in the clear.
    ///
    /// Until there are keys no media flows. A call that is up and gets none, as the other side shows another
    /// certificate than it described or does not answer for 30 s, is ended: BYE goes with a Reason of cause 488, and
    /// ``SIPCallbackEvents/onInviteClosed(sessionId:)`` follows. `getStatistics_fn` tells how far it is under
    /// `audio.srtp.dtls`.
    ///
    /// - Parameters:
    ///   - keyExchange: an ``SRTP_KEY_EXCHANGE``.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: no such way.
    @discardableResult
    public func setSrtpKeyExchange(keyExchange: SRTP_KEY_EXCHANGE) -> Int32 {
        PortSIPX_setSrtpKeyExchange(handle, keyExchange.rawValue)
    }

    /// Names the suites with which the media of calls from now on is encrypted: those are offered, and no other is
    /// taken.
    ///
    /// - Parameters:
    ///   - suites: names parted by `#`, the preferred first: `AEAD_AES_256_GCM`, `AEAD_AES_128_GCM`,
    ///     `AES_256_CM_HMAC_SHA1_80`, `AES_256_CM_HMAC_SHA1_32`, `AES_192_CM_HMAC_SHA1_80`, `AES_192_CM_HMAC_SHA1_32`,
    ///     `AES_CM_128_HMAC_SHA1_80`, `AES_CM_128_HMAC_SHA1_32`. Empty, as at first: all are taken, and offered are
    ///     both of GCM, both with tags of 80 bits and keys of 256 and 128 bits, and the last. For DTLS-SRTP both of GCM
    ///     and the last two have names; the others are left out there.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `suites` is nil;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, an unknown name, or one twice.
    @discardableResult
    public func setSrtpSuites(suites: String?) -> Int32 {
        PortSIPX_setSrtpSuites(handle, suites)
    }

    /// Says what SRTP leaves out in calls from now on (RFC 4568, 6.3.2 and 6.3.3): at first nothing. It is offered so,
    /// and taken where it is offered; keys that would leave out more than this says are not taken. A peer that does not
    /// offer it is not asked for it. AEAD suites always encrypt and authenticate RTP.
    ///
    /// - Parameters:
    ///   - unencryptedSrtp: RTP is authenticated only;
    ///   - unencryptedSrtcp: RTCP is authenticated only;
    ///   - unauthenticatedSrtp: RTP is encrypted only: it can be forged.
    /// - Returns: 0.
    @discardableResult
    public func setSrtpSessionParameters(
        unencryptedSrtp: Bool,
        unencryptedSrtcp: Bool,
        unauthenticatedSrtp: Bool
    ) -> Int32 {
        PortSIPX_setSrtpSessionParameters(handle, unencryptedSrtp, unencryptedSrtcp, unauthenticatedSrtp)
    }
}

// MARK: - The quality of a call in numbers

extension PortSIPLib {
    /// Asks for the statistics of a call; ``SIPCallbackEvents/onStatistics(sessionId:stat:)`` brings them as JSON.
    ///
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: neither connected nor with early media.
    @discardableResult
    public func getStatistics(sessionId: Int32) -> Int32 {
        PortSIP_getStatistics(handle, sessionId)
    }
}

// MARK: - Raw PCM into and out of calls

extension PortSIPLib {
    /// Sends what ``PortSIPLib/sendPcmStreamToRemote(sessionId:data:)`` gives instead of the microphone, or goes back
    /// to the microphone.
    ///
    /// - Parameters:
    ///   - state: true to send the stream. Enabling it again changes the rate and drops what has not been sent.
    ///   - streamSamplesPerSec: samples per second, 8000…48000 in steps of 25; not looked at when `state` is false.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreAudioSampleOutOfRange``: another rate;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: neither connected nor with early media;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold.
    @discardableResult
    public func enableSendPcmStreamToRemote(sessionId: Int32, state: Bool, streamSamplesPerSec: Int32) -> Int32 {
        PortSIP_enableSendPcmStreamToRemote(handle, sessionId, state, streamSamplesPerSec)
    }

    /// Sends samples to the other side. They are copied.
    ///
    /// The library keeps 100 ms; what exceeds that is dropped. Give 20 ms every 20 ms.
    ///
    /// - Parameters:
    ///   - data: 16-bit mono PCM in the machine's byte order.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: `data.count` is negative or odd;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/EAudioPlaySteamNotEnabled``: see
    ///     ``PortSIPLib/enableSendPcmStreamToRemote(sessionId:state:streamSamplesPerSec:)``;
    ///   - ``PortSIP_Errors/ECoreCallInHold``: on hold.
    @discardableResult
    public func sendPcmStreamToRemote(sessionId: Int32, data: [UInt8]) -> Int32 {
        PortSIP_sendPcmStreamToRemote(handle, sessionId, data, Int32(clamping: data.count))
    }
}

// MARK: - Subscriptions: presence, the calls of others, waiting messages

extension PortSIPLib {
    /// Subscribes to what an event package tells of somebody (RFC 6665), and keeps the subscription alive: it is
    /// refreshed before its time is over, and made anew where the server has forgotten it, until it is taken back or
    /// refused.
    ///
    /// Each NOTIFY raises ``SIPCallbackEvents/onRecvNotifyOfSubscription(subscribeId:notifyMessage:contentData:)``, and
    /// one of these packages what it says besides: "dialog"
    /// ``SIPCallbackEvents/onDialogStateUpdated(BLFMonitoredUri:BLFDialogState:BLFDialogId:BLFDialogDirection:)``,
    /// "message-summary"
    /// ``SIPCallbackEvents/onWaitingVoiceMessage(messageAccount:urgentNewMessageCount:urgentOldMessageCount:newMessageCount:oldMessageCount:)``
    /// and
    /// ``SIPCallbackEvents/onWaitingFaxMessage(messageAccount:urgentNewMessageCount:urgentOldMessageCount:newMessageCount:oldMessageCount:)``,
    /// "presence" ``SIPCallbackEvents/onPresenceOnline(fromDisplayName:from:stateText:)`` and
    /// ``SIPCallbackEvents/onPresenceOffline(fromDisplayName:from:)``.
    /// ``SIPCallbackEvents/onSubscriptionFailure(subscribeId:statusCode:)`` or
    /// ``SIPCallbackEvents/onSubscriptionTerminated(subscribeId:)`` is the last event of it; after
    /// ``PortSIPLib/removeUser()`` or `unInitialize` there is none.
    ///
    /// - Parameters:
    ///   - to: whom it is about: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or
    ///     `tel:` address.
    ///   - eventName: the event package, such as "dialog"; case does not matter.
    /// - Returns: the id of the subscription (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `to` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, or `eventName` is no event package, or is "refer",
    ///     which subscribes by itself;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a transport that there is not, or a name while the account
    ///     has no domain;
    ///   - ``PortSIP_Errors/ECoreSipAlreadySubscribed``: there is one to the same already;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 10000 live.
    public func sendSubscription(to: String?, eventName: String?) -> Int32 {
        PortSIP_sendSubscription(handle, to, eventName)
    }

    /// Takes a subscription back. ``SIPCallbackEvents/onSubscriptionTerminated(subscribeId:)`` tells when it is over.
    ///
    /// - Parameters:
    ///   - subscriptionId: what ``PortSIPLib/sendSubscription(to:eventName:)`` or
    ///     ``PortSIPLib/presenceSubscribe(to:subject:)`` returned.
    /// - Returns: 0, or `ECoreNotFoundSubscribeId`: there is none of this id, or it was taken back before.
    public func terminateSubscription(subscriptionId: Int32) -> Int32 {
        PortSIP_terminateSubscription(handle, subscriptionId)
    }

    /// Says how long subscriptions are asked to live, from the next one on; 3600 seconds without this. The server may
    /// grant less, or insist on more.
    ///
    /// - Parameters:
    ///   - secs: seconds, 20 or more.
    /// - Returns: 0, or `ECoreExpiresValueTooSmall`.
    public func setDefaultSubscriptionTime(secs: Int32) -> Int32 {
        PortSIP_setDefaultSubscriptionTime(handle, secs)
    }

    /// Asks for the messages that wait for our own account: as soon as we are registered, until
    /// ``PortSIPLib/unRegisterServer(waitMS:)``. Where the registration is lost the server is asked again with the
    /// next. Off at the start.
    ///
    /// ``SIPCallbackEvents/onWaitingVoiceMessage(messageAccount:urgentNewMessageCount:urgentOldMessageCount:newMessageCount:oldMessageCount:)``
    /// and
    /// ``SIPCallbackEvents/onWaitingFaxMessage(messageAccount:urgentNewMessageCount:urgentOldMessageCount:newMessageCount:oldMessageCount:)``
    /// tell them. Of a server that has no mailboxes no event tells. What our server tells without being asked raises
    /// the events with or without this.
    ///
    /// - Returns: 0.
    @discardableResult
    public func enableAutoCheckMwi(state: Bool) -> Int32 {
        PortSIP_enableAutoCheckMwi(handle, state)
    }

    /// Takes over a call that rings at somebody whose calls we watch, or that he has (on hold, usually): calls its
    /// other side in the place of that call (RFC 3891). The events are those of
    /// ``PortSIPLib/call(callTo:sendSdp:videoCall:)``.
    ///
    /// - Parameters:
    ///   - replaceDialogId: the `BLFDialogId` of a
    ///     ``SIPCallbackEvents/onDialogStateUpdated(BLFMonitoredUri:BLFDialogState:BLFDialogId:BLFDialogDirection:)``.
    ///   - videoCall: asks for video, where video codecs have been added.
    /// - Returns: the session id (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `replaceDialogId` is nil;
    ///   - ``PortSIP_Errors/ECoreCallIdNotFound``: no call is known by this id, it is over, it is one that he makes and
    ///     that was not answered yet, or the server did not tell enough to take it over (its Call-ID, both tags, and
    ///     the other side);
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: the address of the other side cannot be called;
    ///   - ``PortSIP_Errors/ECoreAudioVideoCodecEmpty``: no codec has been added;
    ///   - ``PortSIP_Errors/ECoreNoFreeDialogSession``: as many calls are up as were allowed;
    ///   - ``PortSIP_Errors/ECoreCreateAudioChannelFailed``: no media ports are free.
    public func pickupBLFCall(replaceDialogId: String?, videoCall: Bool) -> Int32 {
        PortSIP_pickupBLFCall(handle, replaceDialogId, videoCall)
    }

    /// Subscribes to the presence of somebody: as ``PortSIPLib/sendSubscription(to:eventName:)`` with "presence", with
    /// a subject for the one who is asked.
    ///
    /// - Parameters:
    ///   - to: as of ``PortSIPLib/sendSubscription(to:eventName:)``.
    ///   - subject: one line; nil or empty for none.
    /// - Returns: the id of the subscription (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `to` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `to` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, or `subject` is more than one line;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a transport that there is not, or a name while the account
    ///     has no domain;
    ///   - ``PortSIP_Errors/ECoreSipAlreadySubscribed``: there is one to the same already;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 10000 live.
    public func presenceSubscribe(to: String?, subject: String?) -> Int32 {
        PortSIP_presenceSubscribe(handle, to, subject)
    }

    /// Takes a subscription to somebody's presence back: as ``PortSIPLib/terminateSubscription(subscriptionId:)``.
    ///
    /// - Returns: 0, or `ECoreNotFoundSubscribeId`.
    public func presenceTerminateSubscribe(subscribeId: Int32) -> Int32 {
        PortSIP_presenceTerminateSubscribe(handle, subscribeId)
    }
}

// MARK: - Call transfer: asking for one, and being asked (RFC 3515, RFC 5589)

extension PortSIPLib {
    /// Asks the other side of a call to call somebody else (blind transfer).
    ///
    /// ``SIPCallbackEvents/onReferAccepted(sessionId:)`` or
    /// ``SIPCallbackEvents/onReferRejected(sessionId:reason:code:)`` follows; after the former
    /// ``SIPCallbackEvents/onTransferTrying(sessionId:)`` and ``SIPCallbackEvents/onTransferRinging(sessionId:)`` as
    /// the other side tells, at the end ``SIPCallbackEvents/onACTVTransferSuccess(sessionId:)`` or
    /// ``SIPCallbackEvents/onACTVTransferFailure(sessionId:reason:code:)``. The call stays up until one side ends it.
    ///
    /// - Parameters:
    ///   - referTo: whom to call, in the forms of ``PortSIPLib/call(callTo:sendSdp:videoCall:)``.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `referTo` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `referTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, or a name while the account has no domain;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 64 transfers are under way.
    @discardableResult
    public func refer(sessionId: Int32, referTo: String?) -> Int32 {
        PortSIP_refer(handle, sessionId, referTo)
    }

    /// Asks the other side of a call to call somebody in the place of another call of ours (attended transfer): the two
    /// others are then connected, and both of our calls may be ended. Events as of
    /// ``PortSIPLib/refer(sessionId:referTo:)``.
    ///
    /// - Parameters:
    ///   - sessionId: the call whose other side is asked.
    ///   - replaceSessionId: the call that is replaced at its other side.
    ///   - referTo: that other side, in the forms of ``PortSIPLib/call(callTo:sendSdp:videoCall:)``.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `referTo` is nil;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `referTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, or a name while the account has no domain;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of one of the ids;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: one of the calls is not connected yet;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 64 transfers are under way.
    @discardableResult
    public func attendedRefer(sessionId: Int32, replaceSessionId: Int32, referTo: String?) -> Int32 {
        PortSIP_attendedRefer(handle, sessionId, replaceSessionId, referTo)
    }

    /// Does what ``PortSIPLib/attendedRefer(sessionId:replaceSessionId:referTo:)`` does, with a Request-URI and a
    /// method of its own. Events as of ``PortSIPLib/refer(sessionId:referTo:)``.
    ///
    /// - Parameters:
    ///   - sessionId: the call in whose dialog it is asked.
    ///   - replaceSessionId: the call that is replaced at its other side.
    ///   - replaceMethod: the method that Refer-To names, usually `INVITE` or `BYE`. INVITE is what a Refer-To without
    ///     a method means, and is not written.
    ///   - target: where the REFER is sent, in the forms of ``PortSIPLib/call(callTo:sendSdp:videoCall:)``.
    ///   - referTo: the other side of the replaced call, in the same forms.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreSipMethodNameEmpty``: `replaceMethod` is empty;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `target` or `referTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, or `replaceMethod` is no method;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a name while the account has no domain, or a `target` with a
    ///     transport that there is not;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of one of the ids;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: one of the calls is not connected yet;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 64 transfers are under way.
    @discardableResult
    public func attendedRefer2(
        sessionId: Int32,
        replaceSessionId: Int32,
        replaceMethod: String?,
        target: String?,
        referTo: String?
    ) -> Int32 {
        PortSIP_attendedRefer2(handle, sessionId, replaceSessionId, replaceMethod, target, referTo)
    }

    /// Asks somebody, outside any call, to call the other side of a call of ours in its place. Events as of
    /// ``PortSIPLib/refer(sessionId:referTo:)``; they name the replaced call.
    ///
    /// - Parameters:
    ///   - replaceSessionId: the call that is replaced at its other side.
    ///   - replaceMethod: the method that Refer-To names, usually `INVITE` or `BYE`. INVITE is what a Refer-To without
    ///     a method means, and is not written.
    ///   - target: who is asked, in the forms of ``PortSIPLib/call(callTo:sendSdp:videoCall:)``.
    ///   - referTo: the other side of the replaced call, in the same forms.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: a text is nil;
    ///   - ``PortSIP_Errors/ECoreSipMethodNameEmpty``: `replaceMethod` is empty;
    ///   - ``PortSIP_Errors/ECoreCalleeEmpty``: `target` or `referTo` is empty;
    ///   - ``PortSIP_Errors/ECoreArgumentIncorrect``: not UTF-8, or `replaceMethod` is no method;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: no address, a name while the account has no domain, or a `target` with a
    ///     transport that there is not;
    ///   - ``PortSIP_Errors/ECoreInviteSessionNotFound``: no call of this id;
    ///   - ``PortSIP_Errors/ECoreCallNotEstablished``: not connected yet;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreDataSizeTooLarge``: 64 transfers are under way.
    @discardableResult
    public func outOfDialogRefer(
        replaceSessionId: Int32,
        replaceMethod: String?,
        target: String?,
        referTo: String?
    ) -> Int32 {
        PortSIP_outOfDialogRefer(handle, replaceSessionId, replaceMethod, target, referTo)
    }

    /// Calls whom the other side asks us to call, and tells it how that goes. The new call raises the events of
    /// ``PortSIPLib/call(callTo:sendSdp:videoCall:)``; the one in which the request came stays up until one side ends
    /// it.
    ///
    /// - Parameters:
    ///   - referId: the id that ``SIPCallbackEvents/onReceivedRefer(sessionId:referId:to:from:referSipMessage:)``
    ///     brought.
    ///   - referSignaling: the message that it brought. The library has kept it, and does not look at this text.
    /// - Returns: the session id of the new call (greater than 0), or:
    ///   - ``PortSIP_Errors/ECoreArgumentNull``: `referSignaling` is nil;
    ///   - ``PortSIP_Errors/ECoreSipMessaegEmpty``: `referSignaling` is empty;
    ///   - ``PortSIP_Errors/ECoreNotFoundSubscribeId``: no request of this id waits for a decision;
    ///   - ``PortSIP_Errors/ECoreUserNotFound``: no user is set;
    ///   - ``PortSIP_Errors/ECoreInvalidUri``: a transport that there is not, or a telephone number while the account
    ///     has no domain;
    ///   - ``PortSIP_Errors/ECoreAudioVideoCodecEmpty``: no codec has been added;
    ///   - ``PortSIP_Errors/ECoreNoFreeDialogSession``: as many calls are up as were allowed;
    ///   - ``PortSIP_Errors/ECoreCreateAudioChannelFailed``: no media ports are free.
    public func acceptRefer(referId: Int32, referSignaling: String?) -> Int32 {
        PortSIP_acceptRefer(handle, referId, referSignaling)
    }

    /// Refuses to call whom the other side asks us to call (603). No event follows.
    ///
    /// - Parameters:
    ///   - referId: the id that ``SIPCallbackEvents/onReceivedRefer(sessionId:referId:to:from:referSipMessage:)``
    ///     brought.
    /// - Returns: 0, or:
    ///   - ``PortSIP_Errors/ECoreNotFoundSubscribeId``: no request of this id waits for a decision.
    @discardableResult
    public func rejectRefer(referId: Int32) -> Int32 {
        PortSIP_rejectRefer(handle, referId)
    }
}
