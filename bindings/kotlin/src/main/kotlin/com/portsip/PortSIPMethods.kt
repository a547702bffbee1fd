// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

import com.sun.jna.Pointer

/**
 * The functions of the library, one to one. [PortSIPLib] has them all.
 *
 * Each may be called from any thread, also inside an event. Numbers below zero are errors, see
 * [PortSIP_Errors]; before `initialize` and after the end every method returns
 * [ECoreSDKObjectNull][PortSIP_Errors.ECoreSDKObjectNull], or does nothing.
 */
abstract class PortSIPMethods internal constructor() {
    /** The object's handle, or null while there is none. */
    internal abstract val handle: Pointer?

    // The account and its registration.

    /**
     * Sets the account.
     *
     * It is needed before calls and registration; without a server everything works peer to peer. Every text
     * but the user name may be null or empty.
     *
     * A server and a proxy may also be given as a URI with a transport of its own, such as
     * `sip:proxy.example.com;transport=tcp`; a port in it goes before the number.
     *
     * A port is looked at only where its server is given.
     *
     * @param userName the user part of our address.
     * @param displayName the name shown to others.
     * @param authName the name for authentication; empty for `userName`.
     * @param password the password.
     * @param sipDomain the domain of our address; empty for the server's host.
     * @param sipServerAddr the registrar and proxy, and its port; 0 lets the name service decide (RFC 3263),
     *   and is the usual port of an address.
     * @param sipServerPort see `sipServerAddr`.
     * @param stunServerAddr a STUN server, which tells how a NAT shows our sockets, those of signalling and
     *   of each call's media; port 0 is 3478.
     * @param stunServerPort see `stunServerAddr`.
     * @param outboundServerAddr an outbound proxy, and its port in the same way.
     * @param outboundServerPort see `outboundServerAddr`.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `userName` is null
     * - [ECoreUserNameAuthNameEmpty][PortSIP_Errors.ECoreUserNameAuthNameEmpty]: `userName` is empty
     * - [ECorePortOutOfRange][PortSIP_Errors.ECorePortOutOfRange]: a port is outside 0…65535
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: a text is not UTF-8 or has control
     *   characters, or a host or the domain has blanks
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: the server, the proxy or the domain is no host
     * - [ECoreAllowOnlyOneUser][PortSIP_Errors.ECoreAllowOnlyOneUser]: a user is set; remove it first
     */
    fun setUser(
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
    ): Int =
        NativeFunctions.PortSIP_setUser(
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
            outboundServerPort,
        )

    /**
     * Takes the account back. A registration is ended at the server; calls go on.
     */
    fun removeUser() {
        NativeFunctions.PortSIP_removeUser(handle)
    }

    /**
     * Changes the name shown to others, in From and Contact of requests from now on.
     *
     * @param displayName may be empty, which shows none.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `displayName` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: it is not UTF-8, or has control
     *   characters
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     */
    fun setDisplayName(displayName: String?): Int =
        NativeFunctions.PortSIP_setDisplayName(handle, displayName)

    /**
     * Registers the account at its server and keeps the registration alive.
     *
     * Returns at once; [onRegisterSuccess][SIPCallbackEvents.onRegisterSuccess] or
     * [onRegisterFailure][SIPCallbackEvents.onRegisterFailure] tells the outcome. After a failure it is tried
     * again with growing pauses (2 s to 30 min); wrong credentials are not tried again.
     *
     * @param regExpires seconds to ask for, at least 20.
     * @param retryTimes tries after a failure; 0 or less for none.
     * @return 0, or:
     * - [ECoreExpiresValueTooSmall][PortSIP_Errors.ECoreExpiresValueTooSmall]: `regExpires` is below 20
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreSIPServerEmpty][PortSIP_Errors.ECoreSIPServerEmpty]: the user has no server
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: the server or proxy names a transport that there
     *   is not
     * - [ECoreAlreadyRegistered][PortSIP_Errors.ECoreAlreadyRegistered]: registered, or on the way to it
     */
    fun registerServer(regExpires: Int, retryTimes: Int): Int =
        NativeFunctions.PortSIP_registerServer(handle, regExpires, retryTimes)

    /**
     * Takes the registration back at the server.
     *
     * @param waitMS how long to wait for the server's answer, in milliseconds; 0 or less does not wait, and
     *   so does any call in a handler. The outcome does not change the return value.
     * @return 0, or:
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreNotRegistered][PortSIP_Errors.ECoreNotRegistered]: not registered, nor on the way to it
     */
    fun unRegisterServer(waitMS: Int): Int =
        NativeFunctions.PortSIP_unRegisterServer(handle, waitMS)

    /**
     * Says whether SIP messages are shown to [onSendingSignaling][SIPCallbackEvents.onSendingSignaling] and
     * [onReceivedSignaling][SIPCallbackEvents.onReceivedSignaling]. Both are off at the start.
     *
     * @param enableSending messages we send.
     * @param enableReceived messages we receive.
     */
    fun enableCallbackSignaling(enableSending: Boolean, enableReceived: Boolean) {
        NativeFunctions.PortSIP_enableCallbackSignaling(handle, enableSending.toByte(), enableReceived.toByte())
    }

    // Muting, volumes and bit rates.

    /**
     * Mutes the microphone for all calls, or lets it be heard again.
     */
    fun muteMicrophone(mute: Boolean) {
        NativeFunctions.PortSIP_muteMicrophone(handle, mute.toByte())
    }

    /**
     * Mutes the speaker for all calls, or lets it be heard again.
     */
    fun muteSpeaker(mute: Boolean) {
        NativeFunctions.PortSIP_muteSpeaker(handle, mute.toByte())
    }

    /**
     * Tests the devices: the microphone is heard on the speaker 100 ms later, until it is turned off. Volumes
     * and mutes hold. Calls go on beside it, and do not hear it; none is needed.
     */
    fun audioPlayLoopbackTest(enable: Boolean) {
        NativeFunctions.PortSIP_audioPlayLoopbackTest(handle, enable.toByte())
    }

    /**
     * Scales what a call receives before it is played here, from the moment the call has audio, early media
     * too.
     *
     * @param scaling percent, 0…1000; 100 at the start. Other values, and calls that do not exist, change
     *   nothing.
     */
    fun setChannelOutputVolumeScaling(sessionId: Int, scaling: Int) {
        NativeFunctions.PortSIP_setChannelOutputVolumeScaling(handle, sessionId, scaling)
    }

    /**
     * Scales the microphone for one call before it is sent, from the moment the call has audio, early media
     * too.
     *
     * @param scaling percent, 0…1000; 100 at the start. Other values, and calls that do not exist, change
     *   nothing.
     */
    fun setChannelInputVolumeScaling(sessionId: Int, scaling: Int) {
        NativeFunctions.PortSIP_setChannelInputVolumeScaling(handle, sessionId, scaling)
    }

    /**
     * Sets the bit rate that one call's audio is encoded with, from the next packet on, or as soon as the
     * call sends with that codec. What the other side takes at most (`maxaveragebitrate`) is kept.
     *
     * @param audioCodecType an [AUDIOCODEC_TYPE] with more than one bit rate.
     * @param bitrateKbps kbit/s; Opus 6…128; AMR 5…13 and AMR-WB 7…24, which take the nearest mode that does
     *   not exceed it, as do Speex 3…25 and 4…43 (wideband).
     * @return 0, or:
     * - [ECoreCodecTypeInvalid][PortSIP_Errors.ECoreCodecTypeInvalid]: the number is no codec
     * - [ECoreCodecNotSupport][PortSIP_Errors.ECoreCodecNotSupport]: this build has no such codec
     * - [ECoreCodecParameterNotSupport][PortSIP_Errors.ECoreCodecParameterNotSupport]: the codec has one bit
     *   rate only
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: outside the codec's range
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: there is no such call
     */
    fun setAudioBitrate(sessionId: Int, audioCodecType: AUDIOCODEC_TYPE, bitrateKbps: Int): Int =
        NativeFunctions.PortSIP_setAudioBitrate(handle, sessionId, audioCodecType.value, bitrateKbps)

    /**
     * Sets the volume of the speaker.
     *
     * @param volume 0 (silent) … 255 (as it comes), 255 at the start.
     * @return 0, or:
     * - [EAudioVolumeOutOfRange][PortSIP_Errors.EAudioVolumeOutOfRange]: outside 0…255
     */
    fun setSpeakerVolume(volume: Int): Int =
        NativeFunctions.PortSIP_setSpeakerVolume(handle, volume)

    /**
     * The volume of the speaker, 0…255.
     */
    fun getSpeakerVolume(): Int =
        NativeFunctions.PortSIP_getSpeakerVolume(handle)

    /**
     * Sets the volume of the microphone.
     *
     * @param volume 0 (silent) … 255 (as it comes), 255 at the start.
     * @return 0, or:
     * - [EAudioVolumeOutOfRange][PortSIP_Errors.EAudioVolumeOutOfRange]: outside 0…255
     */
    fun setMicVolume(volume: Int): Int =
        NativeFunctions.PortSIP_setMicVolume(handle, volume)

    /**
     * The volume of the microphone, 0…255.
     */
    fun getMicVolume(): Int =
        NativeFunctions.PortSIP_getMicVolume(handle)

    // Calls: making, answering, ending and holding them; DTMF.

    /**
     * Calls somebody.
     *
     * Returns at once; events tell how the call goes on: [onInviteTrying][SIPCallbackEvents.onInviteTrying],
     * [onInviteRinging][SIPCallbackEvents.onInviteRinging],
     * [onInviteAnswered][SIPCallbackEvents.onInviteAnswered] and
     * [onInviteConnected][SIPCallbackEvents.onInviteConnected], or
     * [onInviteFailure][SIPCallbackEvents.onInviteFailure].
     *
     * @param callTo a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:`
     *   address, with or without a display name.
     * @param sendSdp false leaves the offer of media to the other side.
     * @param videoCall asks for video, where video codecs have been added.
     * @return the session id (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `callTo` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `callTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a transport that there is not, or a
     *   name while the account has no domain
     * - [ECoreAudioVideoCodecEmpty][PortSIP_Errors.ECoreAudioVideoCodecEmpty]: no codec has been added
     * - [ECoreNoFreeDialogSession][PortSIP_Errors.ECoreNoFreeDialogSession]: as many calls are up as were
     *   allowed
     * - [ECoreCreateAudioChannelFailed][PortSIP_Errors.ECoreCreateAudioChannelFailed]: no media ports are
     *   free
     */
    fun call(callTo: String?, sendSdp: Boolean, videoCall: Boolean): Int =
        NativeFunctions.PortSIP_call(handle, callTo, sendSdp.toByte(), videoCall.toByte())

    /**
     * Says whether provisional responses, such as "ringing", are acknowledged by the caller with PRACK (RFC
     * 3262). It takes effect with the next call.
     *
     * @param mode 0 never, as at the start; 1 those with a session description, where the other side can; 2
     *   all but 100, where it can; 3 all, and a call with who cannot fails (421 or 420).
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `mode` is outside 0…3
     */
    fun setReliableProvisional(mode: Int): Int =
        NativeFunctions.PortSIP_setReliableProvisional(handle, mode)

    /**
     * Says whether an incoming call has media before it is answered: the caller hears what is played to it by
     * a file or a stream, never the microphone, and is not heard. Off at the start; it takes effect with the
     * next incoming call. Early media of calls we make is always heard.
     *
     * @param enable whether incoming calls have early media.
     * @return 0.
     */
    fun enableEarlyMedia(enable: Boolean): Int =
        NativeFunctions.PortSIP_enableEarlyMedia(handle, enable.toByte())

    /**
     * Rejects an incoming call that has not been answered. No event follows.
     *
     * @param code the SIP response, 400…699, such as 486 (busy) or 603 (declined).
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `code` is outside 400…699
     * - [ECoreNotIncomingCall][PortSIP_Errors.ECoreNotIncomingCall]: it is our own call, or has been answered
     */
    fun rejectCall(sessionId: Int, code: Int): Int =
        NativeFunctions.PortSIP_rejectCall(handle, sessionId, code)

    /**
     * Ends a call in any state. No event follows.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     */
    fun hangUp(sessionId: Int): Int =
        NativeFunctions.PortSIP_hangUp(handle, sessionId)

    /**
     * Tells why a call was closed: after [onInviteClosed][SIPCallbackEvents.onInviteClosed], or in it. The
     * reasons of the last 128 calls are remembered.
     *
     * They are those of the other side, as the Reason header of its BYE or CANCEL has them (RFC 3326), or of
     * the library where that has ended the call: 408 after a session timer or without an ACK, 488 where media
     * was not agreed on or got no keys, 200 where another call has taken its place, and the status by which
     * the other side said that it does not know the call.
     *
     * @param reason receives the text for people, as valid UTF-8; empty where none is told. Before one in
     *   other numbers than SIP's those stand, as in `Q.850 16 Normal call clearing`.
     * @param reasonLength the size of `reason` in bytes; 2048 are always enough.
     * @return the SIP status code, 0 where none is told, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `reason` is null
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no closed call of this id
     * - [ECoreBufferTooSmall][PortSIP_Errors.ECoreBufferTooSmall]: the text does not fit
     */
    fun getCloseReason(sessionId: Int, reason: StringBuilder, reasonLength: Int): Int {
        val filledReason = textBuffer(reasonLength)
        val result = NativeFunctions.PortSIPX_getCloseReason(handle, sessionId, filledReason, reasonLength)
        if (result >= 0) {
            reason.receive(filledReason)
        }
        return result
    }

    /**
     * Answers an incoming call. [onInviteConnected][SIPCallbackEvents.onInviteConnected] follows when the
     * caller has acknowledged it. A call that takes the place of another answers itself: then this changes
     * nothing, and returns 0.
     *
     * @param videoCall answers with video, where both sides have it.
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreNotIncomingCall][PortSIP_Errors.ECoreNotIncomingCall]: it is our own call, or has been answered
     * - [ECoreAudioVideoCodecEmpty][PortSIP_Errors.ECoreAudioVideoCodecEmpty]: no codec has been added
     * - [ECoreCodecNotSupport][PortSIP_Errors.ECoreCodecNotSupport]: the codecs that both sides had were
     *   removed meanwhile
     * - [ECoreCreateAudioChannelFailed][PortSIP_Errors.ECoreCreateAudioChannelFailed]: no media ports are
     *   free
     */
    fun answerCall(sessionId: Int, videoCall: Boolean): Int =
        NativeFunctions.PortSIP_answerCall(handle, sessionId, videoCall.toByte())

    /**
     * Puts a call on hold: neither side hears the other from now on.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     * - [ECoreCallAlreadyHold][PortSIP_Errors.ECoreCallAlreadyHold]: on hold already
     */
    fun hold(sessionId: Int): Int =
        NativeFunctions.PortSIP_hold(handle, sessionId)

    /**
     * Takes a call off hold.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     * - [ECoreCallNotHold][PortSIP_Errors.ECoreCallNotHold]: not on hold
     */
    fun unHold(sessionId: Int): Int =
        NativeFunctions.PortSIP_unHold(handle, sessionId)

    /**
     * Sets the RTCP bandwidth of a call's audio (RFC 3556) and what we take in all. Our descriptions then
     * have the lines b=RR, b=RS and b=AS. A connected call tells it to the other side at once, by re-INVITE;
     * one that rings here tells it in its answer, and where our description has gone before it is told by
     * re-INVITE as soon as the call is connected.
     *
     * Of what both sides say about RR and RS the lesser holds. It makes reports rarer than every 5 s where it
     * is small (RFC 3550, section 6.2), never more frequent; where both are 0, on either side, no RTCP is
     * sent. b=AS bounds what the other side sends, where that keeps to it, as we do.
     *
     * @param BitsRR for RTCP of those who only receive, in bit/s, 0 or more.
     * @param BitsRS for RTCP of those who send, in bit/s, 0 or more.
     * @param KBitsAS what we take in all, in kbit/s; 0 to say nothing about it.
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: a number is negative
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     */
    fun setAudioRtcpBandwidth(sessionId: Int, BitsRR: Int, BitsRS: Int, KBitsAS: Int): Int =
        NativeFunctions.PortSIP_setAudioRtcpBandwidth(handle, sessionId, BitsRR, BitsRS, KBitsAS)

    /**
     * Offers the media of a call anew, by re-INVITE: audio in the codecs of now, or no audio. Returns at
     * once. Where the other side refuses, all stays as it was.
     *
     * @param enableAudio whether there is to be audio.
     * @param enableVideo the same for video and the screen, of which this version has none.
     * @param enableScreen see `enableVideo`.
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     * - [ECoreAudioVideoCodecEmpty][PortSIP_Errors.ECoreAudioVideoCodecEmpty]: audio is asked for, and no
     *   codec has been added
     */
    fun updateCall(sessionId: Int, enableAudio: Boolean, enableVideo: Boolean, enableScreen: Boolean): Int =
        NativeFunctions.PortSIP_updateCall(
            handle,
            sessionId,
            enableAudio.toByte(),
            enableVideo.toByte(),
            enableScreen.toByte(),
        )

    /**
     * Mutes a call, or lets it be heard again. The other side is not told.
     *
     * @param muteIncomingAudio the other side is not heard here.
     * @param muteOutgoingAudio the other side hears silence.
     * @param muteIncomingVideo the same for video.
     * @param muteOutgoingVideo see `muteIncomingVideo`.
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: neither connected nor with early
     *   media
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     */
    fun muteSession(
        sessionId: Int,
        muteIncomingAudio: Boolean,
        muteOutgoingAudio: Boolean,
        muteIncomingVideo: Boolean,
        muteOutgoingVideo: Boolean,
    ): Int =
        NativeFunctions.PortSIP_muteSession(
            handle,
            sessionId,
            muteIncomingAudio.toByte(),
            muteOutgoingAudio.toByte(),
            muteIncomingVideo.toByte(),
            muteOutgoingVideo.toByte(),
        )

    /**
     * Sends one DTMF tone, after those that wait already.
     *
     * @param dtmfMethod a [DTMF_METHOD].
     * @param code 0…9 for the digits, 10 for `*`, 11 for `#`, 12…15 for A…D, 16 for flash.
     * @param dtmfDuration how long the tone lasts in milliseconds, 40…6000; 0 or less for 160. Values outside
     *   are taken as the nearest inside.
     * @param playDtmfTone play the tone on the speaker, too; the other side does not hear that. Flash has no
     *   sound.
     * @return 0, or:
     * - [ECoreWrongDTMFTone][PortSIP_Errors.ECoreWrongDTMFTone]: `code` is outside 0…16
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: another method
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     * - [EAudioChannelNotFound][PortSIP_Errors.EAudioChannelNotFound]: the call has no audio that the tone
     *   could be in
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 64 INFO requests of the call wait
     */
    fun sendDtmf(sessionId: Int, dtmfMethod: DTMF_METHOD, code: Int, dtmfDuration: Int, playDtmfTone: Boolean): Int =
        NativeFunctions.PortSIP_sendDtmf(
            handle,
            sessionId,
            dtmfMethod.value,
            code,
            dtmfDuration,
            playDtmfTone.toByte(),
        )

    // The audio codecs of offers and answers.

    /**
     * Adds an audio codec to offers and answers made from now on. The order of adding is the order of
     * preference.
     *
     * @param codecType an [AUDIOCODEC_TYPE]; [AUDIOCODEC_DTMF][AUDIOCODEC_TYPE.AUDIOCODEC_DTMF] adds DTMF
     *   events, and [AUDIOCODEC_SPEEXWB][AUDIOCODEC_TYPE.AUDIOCODEC_SPEEXWB] Speex at 32 kHz too, behind all
     *   others.
     * @return 0, or:
     * - [ECoreCodecTypeInvalid][PortSIP_Errors.ECoreCodecTypeInvalid]: the number is no codec
     * - [ECoreCodecNotSupport][PortSIP_Errors.ECoreCodecNotSupport]: this build has no such codec, or the
     *   library of the system that it needs is missing now (AMR: opencore-amrnb; AMR-WB: opencore-amrwb and
     *   vo-amrwbenc; Speex: libspeex)
     * - [ECoreCodecWasExist][PortSIP_Errors.ECoreCodecWasExist]: it has been added before
     * - [ECorePayloadHasExist][PortSIP_Errors.ECorePayloadHasExist]: another codec was given its payload type
     */
    fun addAudioCodec(codecType: AUDIOCODEC_TYPE): Int =
        NativeFunctions.PortSIP_addAudioCodec(handle, codecType.value)

    /**
     * Whether no audio codec has been added. DTMF alone does not count. True also for a handle that is not an
     * SDK object's.
     */
    fun isAudioCodecEmpty(): Boolean =
        NativeFunctions.PortSIP_isAudioCodecEmpty(handle).isTrue()

    /**
     * Sets the payload type a codec is offered with, from the next offer on. It may be set before the codec
     * is added, and lasts until it is changed.
     *
     * @param codecType an [AUDIOCODEC_TYPE] without a payload type fixed by RFC 3551.
     * @param payloadType 96…127.
     * @return 0, or:
     * - [ECoreCodecTypeInvalid][PortSIP_Errors.ECoreCodecTypeInvalid]: the number is no codec
     * - [ECoreCodecNotSupport][PortSIP_Errors.ECoreCodecNotSupport]: this build has no such codec
     * - [ECoreFixPayloadCantChange][PortSIP_Errors.ECoreFixPayloadCantChange]: the payload type is fixed
     * - [ECorePayloadOutofRange][PortSIP_Errors.ECorePayloadOutofRange]: outside 96…127
     * - [ECorePayloadHasExist][PortSIP_Errors.ECorePayloadHasExist]: another codec has it
     */
    fun setAudioCodecPayloadType(codecType: AUDIOCODEC_TYPE, payloadType: Int): Int =
        NativeFunctions.PortSIP_setAudioCodecPayloadType(handle, codecType.value, payloadType)

    /**
     * Removes every audio codec, DTMF too. Calls that are up keep theirs.
     */
    fun clearAudioCodec() {
        NativeFunctions.PortSIP_clearAudioCodec(handle)
    }

    /**
     * Sets the format parameters (`a=fmtp`) a codec is offered with, from the next offer on. They tell the
     * other side's encoder what we like.
     *
     * @param codecType an [AUDIOCODEC_TYPE].
     * @param parameter as in SDP, such as "useinbandfec=1; maxaveragebitrate=24000" for Opus or "mode-set=0;
     *   octet-align=1; robust-sorting=0" for AMR; empty for none. iLBC takes "mode=20" or "mode=30", the
     *   milliseconds of a frame: 20 where the other side says so too, else 30. G.729 takes "annexb=no" alone,
     *   which is also said without it: silence is not sent in frames of its Annex B.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `parameter` is null
     * - [ECoreCodecTypeInvalid][PortSIP_Errors.ECoreCodecTypeInvalid]: the number is no codec
     * - [ECoreCodecNotSupport][PortSIP_Errors.ECoreCodecNotSupport]: this build has no such codec
     * - [ECoreCodecParameterNotSupport][PortSIP_Errors.ECoreCodecParameterNotSupport]: no parameters of this
     *   codec, or a value out of its range
     * - [ECoreArgumentTooLong][PortSIP_Errors.ECoreArgumentTooLong]: above 1024 bytes
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     */
    fun setAudioCodecParameter(codecType: AUDIOCODEC_TYPE, parameter: String?): Int =
        NativeFunctions.PortSIP_setAudioCodecParameter(handle, codecType.value, parameter)

    /**
     * Sets how much audio goes into a packet, from the next offer or answer on.
     *
     * @param ptime milliseconds, 10…60 in steps of 10; 20 at the start.
     * @param maxPtime the longest packet we take, in the same range and not below `ptime`; until it is set,
     *   nothing is said about it.
     * @return 0, or:
     * - [ECoreAudioSampleOutOfRange][PortSIP_Errors.ECoreAudioSampleOutOfRange]: outside 10…60, or `maxPtime`
     *   below `ptime`
     * - [ECoreAudioSampleNotmultiple][PortSIP_Errors.ECoreAudioSampleNotmultiple]: not a multiple of 10
     */
    fun setAudioSamples(ptime: Int, maxPtime: Int): Int =
        NativeFunctions.PortSIP_setAudioSamples(handle, ptime, maxPtime)

    // The audio conference.

    /**
     * Opens the audio conference. Its members, whom [joinToConference][PortSIPMethods.joinToConference] takes
     * in, hear the microphone and each other.
     *
     * What is said in it can be recorded by [startRecord][PortSIPMethods.startRecord], and a file be played
     * to all by [startPlayingFileToRemote][PortSIPMethods.startPlayingFileToRemote], with
     * [CONFERENCE_SESSION_ID] for the session.
     *
     * @return 0, or:
     * - [EAudioCreateAudioConferenceFailure][PortSIP_Errors.EAudioCreateAudioConferenceFailure]: there is one
     *   that has not been ended
     */
    fun createAudioConference(): Int =
        NativeFunctions.PortSIP_createAudioConference(handle)

    /**
     * Ends the conference, its recording and the file that is played to it. Its calls go on, each for itself.
     * Without a conference it does nothing.
     */
    fun destroyConference() {
        NativeFunctions.PortSIP_destroyConference(handle)
    }

    /**
     * Takes a call into the conference. A call on hold is taken off hold first; the function does not wait
     * for the other side to agree.
     *
     * A member that is put on hold, or that holds us, neither hears the others nor is heard by them until the
     * hold ends. It leaves with the end of its call. Of [muteSession][PortSIPMethods.muteSession] the
     * incoming side silences the member for everybody, the outgoing side what is ours for the member. A
     * member that is taken in again stays as it is.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [EAudioCreateAudioConferenceFailure][PortSIP_Errors.EAudioCreateAudioConferenceFailure]: there is no
     *   conference
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected
     */
    fun joinToConference(sessionId: Int): Int =
        NativeFunctions.PortSIP_joinToConference(handle, sessionId)

    /**
     * Takes a call out of the conference: it goes on as a call of two. For a call that is in no conference it
     * does nothing.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     */
    fun removeFromConference(sessionId: Int): Int =
        NativeFunctions.PortSIP_removeFromConference(handle, sessionId)

    // Sound devices.

    /**
     * How many microphones there are. The virtual device layer has one.
     *
     * @return 0 or more.
     */
    fun getNumOfRecordingDevices(): Int =
        NativeFunctions.PortSIP_getNumOfRecordingDevices(handle)

    /**
     * How many speakers there are. The virtual device layer has one.
     *
     * @return 0 or more.
     */
    fun getNumOfPlayoutDevices(): Int =
        NativeFunctions.PortSIP_getNumOfPlayoutDevices(handle)

    /**
     * The name of a microphone.
     *
     * @param deviceIndex from 0, or −1 for the default device.
     * @param nameUTF8 receives the name.
     * @param nameUTF8Length the size of `nameUTF8` in bytes, at least 128.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `nameUTF8` is null
     * - [ECoreBufferTooSmall][PortSIP_Errors.ECoreBufferTooSmall]: the size is below 128 or the name does not
     *   fit
     * - [EDeviceGetDeviceNameFailure][PortSIP_Errors.EDeviceGetDeviceNameFailure]: no device of this index
     */
    fun getRecordingDeviceName(deviceIndex: Int, nameUTF8: StringBuilder, nameUTF8Length: Int): Int {
        val filledNameUTF8 = textBuffer(nameUTF8Length)
        val result = NativeFunctions.PortSIP_getRecordingDeviceName(
            handle,
            deviceIndex,
            filledNameUTF8,
            nameUTF8Length,
        )
        if (result >= 0) {
            nameUTF8.receive(filledNameUTF8)
        }
        return result
    }

    /**
     * The name of a speaker.
     *
     * @param deviceIndex from 0, or −1 for the default device.
     * @param nameUTF8 receives the name.
     * @param nameUTF8Length the size of `nameUTF8` in bytes, at least 128.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `nameUTF8` is null
     * - [ECoreBufferTooSmall][PortSIP_Errors.ECoreBufferTooSmall]: the size is below 128 or the name does not
     *   fit
     * - [EDeviceGetDeviceNameFailure][PortSIP_Errors.EDeviceGetDeviceNameFailure]: no device of this index
     */
    fun getPlayoutDeviceName(deviceIndex: Int, nameUTF8: StringBuilder, nameUTF8Length: Int): Int {
        val filledNameUTF8 = textBuffer(nameUTF8Length)
        val result = NativeFunctions.PortSIP_getPlayoutDeviceName(handle, deviceIndex, filledNameUTF8, nameUTF8Length)
        if (result >= 0) {
            nameUTF8.receive(filledNameUTF8)
        }
        return result
    }

    /**
     * Chooses the microphone and the speaker, also during calls.
     *
     * @param recordingDeviceId from 0, or −1 for the default device.
     * @param playoutDeviceId see `recordingDeviceId`.
     * @return 0, or:
     * - [EDeviceGetDeviceNameFailure][PortSIP_Errors.EDeviceGetDeviceNameFailure]: no device of this index
     */
    fun setAudioDeviceId(recordingDeviceId: Int, playoutDeviceId: Int): Int =
        NativeFunctions.PortSIP_setAudioDeviceId(handle, recordingDeviceId, playoutDeviceId)

    // Functions beyond the original interface, `PortSIPX_…`.

    /**
     * Writes the SIP, RTP and RTCP of the object's calls to a file that packet analysers read (pcap). A
     * running capture ends. Passwords are not in it, but what is said is. Messages of connections stand in it
     * as datagrams, those of secure ones in the clear.
     *
     * @param path the file; an existing one is replaced.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `path` is null
     * - [EAudioFileNameEmpty][PortSIP_Errors.EAudioFileNameEmpty]: `path` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, or the file cannot be
     *   made
     */
    fun startPacketCapture(path: String?): Int =
        NativeFunctions.PortSIPX_startPacketCapture(handle, path)

    /**
     * Ends the capture and closes its file, which may take the disk a second. Without one it does nothing.
     *
     * @return 0.
     */
    fun stopPacketCapture(): Int =
        NativeFunctions.PortSIPX_stopPacketCapture(handle)

    /**
     * Names the name servers that are asked for the hosts of SIP URIs, in place of those of the system. The
     * system's file of hosts is not read then. What was found before is forgotten.
     *
     * @param servers addresses separated by commas, at most 8, with a port where it is not 53: `192.0.2.1`,
     *   `192.0.2.1:5353`, `[2001:db8::1]:53`; empty for those of the system.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `servers` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, not addresses, or more
     *   than 8
     */
    fun setDnsServers(servers: String?): Int =
        NativeFunctions.PortSIPX_setDnsServers(handle, servers)

    /**
     * Sends each packet of audio with copies of the ones before it (RFC 2198), so that the other side loses
     * nothing where the network loses a packet by itself. From the next call or the next offer on, where the
     * other side takes such packets; off at the start.
     *
     * A repaired loss costs delay: for 10 s after each one sound is heard up to a packet later.
     *
     * @param level of how many earlier packets there are copies, 0…2. With 1 the bit rate of the payload is
     *   twice that of the codec, with 2 three times; a packet that would exceed 1200 bytes brings fewer. With
     *   2 bursts of two packets are repaired as well, where the other side waits as long: this library waits
     *   for one packet. With 0 such packets are not offered; offered to us they are always taken, and heard.
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `level` is outside 0…2
     */
    fun enableAudioRed(level: Int): Int =
        NativeFunctions.PortSIPX_enableAudioRed(handle, level)

    /**
     * Looks for DTMF tones in the sound of the other side, or does not, in all calls, also those that are up;
     * on at the start.
     *
     * It is done only where telephone events (RFC 4733) were not agreed on: where they were, keys come as
     * events. A key that is found raises [onRecvDtmfTone][SIPCallbackEvents.onRecvDtmfTone], as one of an
     * event does. Turn it off where music or speech could be taken for a key.
     *
     * @return 0.
     */
    fun enableInbandDtmfDetection(state: Boolean): Int =
        NativeFunctions.PortSIPX_enableInbandDtmfDetection(handle, state.toByte())

    /**
     * The local SIP port, which the system chose where [initialize][PortSIPLib.initialize] was given 0.
     *
     * @return 1…65535.
     */
    fun getLocalSIPPort(): Int =
        NativeFunctions.PortSIPX_getLocalSIPPort(handle)

    // Recording calls, and playing files into them.

    /**
     * Records a call to a file. The file is kept playable while it grows; a crash costs a second at most. A
     * disk that fails ends the recording, which the log says, and leaves the call alone.
     *
     * @param sessionId the call, or [CONFERENCE_SESSION_ID]; then received is what the members say, sent is
     *   what is ours, at the highest rate of the members at the start, 48 kHz where there are none.
     * @param recordFilePath an existing folder.
     * @param recordFileName the file's name in it; the format's extension is added where it is missing. An
     *   existing file is replaced.
     * @param appendTimestamp adds date and time to the name, before the extension.
     * @param channels 1 mono, 2 stereo with what is sent left and what is received right.
     * @param recordFileFormat a [FILE_FORMAT]: [FILEFORMAT_WAVE][FILE_FORMAT.FILEFORMAT_WAVE], 16 bits at the
     *   rate of the call; [FILEFORMAT_AMR][FILE_FORMAT.FILEFORMAT_AMR], AMR at 12.2 kbit/s, mono, where its
     *   library is installed; [FILEFORMAT_MP3][FILE_FORMAT.FILEFORMAT_MP3], MP3 at 32 to 64 kbit/s a channel,
     *   where LAME is installed; [FILEFORMAT_MP4][FILE_FORMAT.FILEFORMAT_MP4], Opus in MP4.
     * @param audioRecordMode a [RECORD_MODE].
     * @param videoRecordMode a [RECORD_MODE]; no video is recorded by this version.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [EAudioFileNameEmpty][PortSIP_Errors.EAudioFileNameEmpty]: the folder or the name is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: other channels, formats or modes,
     *   AMR with two channels, `audioRecordMode` [RECORD_NONE][RECORD_MODE.RECORD_NONE], a name with a path
     *   in it, or not UTF-8
     * - [EAudioPlayFileFormatNotSupport][PortSIP_Errors.EAudioPlayFileFormatNotSupport]: AMR or MP3 without
     *   its library
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id, no
     *   conference
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: neither connected nor with early
     *   media
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     * - [EAudioStartRecordFailure][PortSIP_Errors.EAudioStartRecordFailure]: the call is being recorded
     * - [EAudioCreateRecordFileFailure][PortSIP_Errors.EAudioCreateRecordFileFailure]: the file cannot be
     *   made
     */
    fun startRecord(
        sessionId: Int,
        recordFilePath: String?,
        recordFileName: String?,
        appendTimestamp: Boolean,
        channels: Int,
        recordFileFormat: FILE_FORMAT,
        audioRecordMode: RECORD_MODE,
        videoRecordMode: RECORD_MODE,
    ): Int =
        NativeFunctions.PortSIP_startRecord(
            handle,
            sessionId,
            recordFilePath,
            recordFileName,
            appendTimestamp.toByte(),
            channels,
            recordFileFormat.value,
            audioRecordMode.value,
            videoRecordMode.value,
        )

    /**
     * Ends a recording; without one it does nothing.
     *
     * The last of what was recorded is written and the file closed within moments after this returns. It can
     * be played before that, too.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id, no
     *   conference
     */
    fun stopRecord(sessionId: Int): Int =
        NativeFunctions.PortSIP_stopRecord(handle, sessionId)

    /**
     * Plays a file to the other side. [onPlayFileFinished][SIPCallbackEvents.onPlayFileFinished] tells when
     * it has come to its end by itself. A file that is playing is replaced.
     *
     * WAV (8 to 32 bits, float, G.711; any rate from 4 to 192 kHz), MP3, AMR and AMR-WB (where their library
     * is installed), and MP4 with AAC, Opus or AMR are told apart by their content, not the name. Channels
     * are mixed to one. A loop has no gap.
     *
     * @param sessionId the call, or [CONFERENCE_SESSION_ID]: all members hear it.
     * @param fileUrl the file's path.
     * @param loop starts again at the end.
     * @param playAudio 0 the file is not heard, 1 the file takes the place of the microphone, 2 both are
     *   heard.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `fileUrl` is null
     * - [EAudioFileNameEmpty][PortSIP_Errors.EAudioFileNameEmpty]: `fileUrl` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [EAudioPlayFileModeNotSupport][PortSIP_Errors.EAudioPlayFileModeNotSupport]: `playAudio` is outside
     *   0…2
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id, no
     *   conference
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: neither connected nor with early
     *   media
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     * - [EAudioOpenPlayFileFailure][PortSIP_Errors.EAudioOpenPlayFileFailure]: missing or not readable
     * - [EAudioPlayFileFormatNotSupport][PortSIP_Errors.EAudioPlayFileFormatNotSupport]: not a format this
     *   build reads
     */
    fun startPlayingFileToRemote(sessionId: Int, fileUrl: String?, loop: Boolean, playAudio: Int): Int =
        NativeFunctions.PortSIP_startPlayingFileToRemote(handle, sessionId, fileUrl, loop.toByte(), playAudio)

    /**
     * Ends the file that plays to the other side. No event follows.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id, no
     *   conference
     */
    fun stopPlayingFileToRemote(sessionId: Int): Int =
        NativeFunctions.PortSIP_stopPlayingFileToRemote(handle, sessionId)

    /**
     * Plays a file on the speaker, with calls or without any; nobody else hears it. The formats are those of
     * [startPlayingFileToRemote][PortSIPMethods.startPlayingFileToRemote].
     * [onPlayFileFinished][SIPCallbackEvents.onPlayFileFinished] tells with [INVALID_SESSION_ID] when it has
     * come to its end by itself. A file that is playing there is replaced.
     *
     * @param fileUrl the file's path.
     * @param loop starts again at the end.
     * @param playVideoWindow not looked at by this version, which plays no video.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `fileUrl` is null
     * - [EAudioFileNameEmpty][PortSIP_Errors.EAudioFileNameEmpty]: `fileUrl` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [EAudioOpenPlayFileFailure][PortSIP_Errors.EAudioOpenPlayFileFailure]: missing or not readable
     * - [EAudioPlayFileFormatNotSupport][PortSIP_Errors.EAudioPlayFileFormatNotSupport]: not a format this
     *   build reads
     */
    fun startPlayingFileLocally(fileUrl: String?, loop: Boolean, playVideoWindow: Long): Int =
        NativeFunctions.PortSIP_startPlayingFileLocally(handle, fileUrl, loop.toByte(), pointerOf(playVideoWindow))

    /**
     * Ends the file that plays on the speaker. No event follows. Without one it does nothing.
     *
     * @return 0.
     */
    fun stopPlayingFileLocally(): Int =
        NativeFunctions.PortSIP_stopPlayingFileLocally(handle)

    // Incoming calls that go elsewhere or are not wanted.

    /**
     * Sends incoming calls elsewhere from now on: their callers are told to call there (302).
     * [onInviteBeginingForward][SIPCallbackEvents.onInviteBeginingForward] tells of each.
     *
     * @param forBusyOnly true sends them only while a call is up, also one that rings; false sends all.
     * @param forwardTo a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or
     *   `tel:` address. It takes the place of the one before.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `forwardTo` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `forwardTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, or a name while the account has no
     *   domain
     */
    fun enableCallForward(forBusyOnly: Boolean, forwardTo: String?): Int =
        NativeFunctions.PortSIP_enableCallForward(handle, forBusyOnly.toByte(), forwardTo)

    /**
     * Lets incoming calls ring again.
     *
     * @return 0.
     */
    fun disableCallForward(): Int =
        NativeFunctions.PortSIP_disableCallForward(handle)

    /**
     * Says whether incoming calls are refused with 480, without an event. Call forward does not take them
     * either. Calls that ring or are up go on.
     *
     * @param state true refuses them.
     */
    fun setDoNotDisturb(state: Boolean) {
        NativeFunctions.PortSIP_setDoNotDisturb(handle, state.toByte())
    }

    /**
     * Sends an incoming call that has not been answered elsewhere: its caller is told to call there (302).
     * The call ends here; no event follows.
     *
     * @param forwardTo a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or
     *   `tel:` address.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `forwardTo` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `forwardTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, or a name while the account has no
     *   domain
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreNotIncomingCall][PortSIP_Errors.ECoreNotIncomingCall]: it is our own call, or has been answered
     */
    fun forwardCall(sessionId: Int, forwardTo: String?): Int =
        NativeFunctions.PortSIP_forwardCall(handle, sessionId, forwardTo)

    // Headers of SIP messages: reading them, and changing what is sent.

    /**
     * Reads a header of a SIP message, such as one of an event.
     *
     * Compact and long names are the same, case does not matter, and folded lines are joined. Of several
     * headers of a name the first is read.
     *
     * @param sipMessage the message as text; need not be UTF-8.
     * @param headerName such as "Contact".
     * @param headerValue receives the value, as valid UTF-8.
     * @param headerValueLength the size of `headerValue` in bytes.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a pointer is null
     * - [ECoreSipMessaegEmpty][PortSIP_Errors.ECoreSipMessaegEmpty],
     *   [ECoreSipHeaderNameEmpty][PortSIP_Errors.ECoreSipHeaderNameEmpty]: empty
     * - [ECoreSipHeaderParserEmpty][PortSIP_Errors.ECoreSipHeaderParserEmpty]: the text is not a SIP message
     * - [ECoreSipHeaderNotExist][PortSIP_Errors.ECoreSipHeaderNotExist]: it has no such header
     * - [ECoreBufferTooSmall][PortSIP_Errors.ECoreBufferTooSmall]: the value does not fit
     */
    fun getSipMessageHeaderValue(
        sipMessage: String?,
        headerName: String?,
        headerValue: StringBuilder,
        headerValueLength: Int,
    ): Int {
        val filledHeaderValue = textBuffer(headerValueLength)
        val result = NativeFunctions.PortSIP_getSipMessageHeaderValue(
            handle,
            sipMessage,
            headerName,
            filledHeaderValue,
            headerValueLength,
        )
        if (result >= 0) {
            headerValue.receive(filledHeaderValue)
        }
        return result
    }

    /**
     * Adds a header to outgoing messages.
     *
     * @param sessionId only messages of this call, or [INVALID_SESSION_ID] for all.
     * @param methodName only messages of this method, responses by their `CSeq`; "ALL" for all methods.
     * @param msgType 1 requests, 2 responses, 3 both.
     * @param headerName such as "X-Account".
     * @param headerValue its value.
     * @return the id of what was added (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreSipMethodNameEmpty][PortSIP_Errors.ECoreSipMethodNameEmpty],
     *   [ECoreSipHeaderNameEmpty][PortSIP_Errors.ECoreSipHeaderNameEmpty],
     *   [ECoreSipHeaderValueEmpty][PortSIP_Errors.ECoreSipHeaderValueEmpty]: a text is empty
     * - [ECoreSipHeaderBadFormed][PortSIP_Errors.ECoreSipHeaderBadFormed]: a method or name that is no token,
     *   a header the stack keeps to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards, Content-Length,
     *   Route), or CR or LF in the value
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 256 headers have been added or
     *   modified
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: another `msgType`, or not UTF-8
     */
    fun addSipMessageHeader(
        sessionId: Int,
        methodName: String?,
        msgType: Int,
        headerName: String?,
        headerValue: String?,
    ): Int =
        NativeFunctions.PortSIP_addSipMessageHeader(handle, sessionId, methodName, msgType, headerName, headerValue)

    /**
     * Takes back one header that was added.
     *
     * @param sipMessageHeaderId what [addSipMessageHeader][PortSIPMethods.addSipMessageHeader] returned.
     * @return 0, or:
     * - [ECoreSipHeaderNotExist][PortSIP_Errors.ECoreSipHeaderNotExist]: no header of this id has been added
     */
    fun removeAddedSipMessageHeader(sipMessageHeaderId: Int): Int =
        NativeFunctions.PortSIP_removeAddedSipMessageHeader(handle, sipMessageHeaderId)

    /**
     * Takes back all headers that were added.
     *
     * @return 0.
     */
    fun clearAddedSipMessageHeaders(): Int =
        NativeFunctions.PortSIP_clearAddedSipMessageHeaders(handle)

    /**
     * Gives a header of outgoing messages another value. It takes the place of all headers of the name; where
     * there is none, it is added. Compact and long names are the same.
     *
     * @param sessionId only messages of this call, or [INVALID_SESSION_ID] for all.
     * @param methodName only messages of this method, responses by their `CSeq`; "ALL" for all methods.
     * @param msgType 1 requests, 2 responses, 3 both.
     * @param headerName such as "User-Agent".
     * @param headerValue its value.
     * @return the id of the change (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreSipMethodNameEmpty][PortSIP_Errors.ECoreSipMethodNameEmpty],
     *   [ECoreSipHeaderNameEmpty][PortSIP_Errors.ECoreSipHeaderNameEmpty],
     *   [ECoreSipHeaderValueEmpty][PortSIP_Errors.ECoreSipHeaderValueEmpty]: a text is empty
     * - [ECoreSipHeaderBadFormed][PortSIP_Errors.ECoreSipHeaderBadFormed]: a method or name that is no token,
     *   a header the stack keeps to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards, Content-Length,
     *   Route), or CR or LF in the value
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 256 headers have been added or
     *   modified
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: another `msgType`, or not UTF-8
     */
    fun modifySipMessageHeader(
        sessionId: Int,
        methodName: String?,
        msgType: Int,
        headerName: String?,
        headerValue: String?,
    ): Int =
        NativeFunctions.PortSIP_modifySipMessageHeader(handle, sessionId, methodName, msgType, headerName, headerValue)

    /**
     * Takes back one change of a header.
     *
     * @param sipMessageHeaderId what [modifySipMessageHeader][PortSIPMethods.modifySipMessageHeader]
     *   returned.
     * @return 0, or:
     * - [ECoreSipHeaderNotExist][PortSIP_Errors.ECoreSipHeaderNotExist]: no header has been modified under
     *   this id
     */
    fun removeModifiedSipMessageHeader(sipMessageHeaderId: Int): Int =
        NativeFunctions.PortSIP_removeModifiedSipMessageHeader(handle, sipMessageHeaderId)

    /**
     * Takes back all changes of headers.
     *
     * @return 0.
     */
    fun clearModifiedSipMessageHeaders(): Int =
        NativeFunctions.PortSIP_clearModifiedSipMessageHeaders(handle)

    // How we name ourselves and others in messages.

    /**
     * Says whether a character is percent-escaped in the URIs that are made of names, such as `*72#` in
     * [call][PortSIPMethods.call]. At the start the characters are escaped that RFC 3261 forbids there. URIs
     * that are given whole stay as they are.
     *
     * @param character one character.
     * @param enable true escapes it from now on, false leaves it as it is.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `character` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: empty, more than one character, or
     *   not UTF-8; or `enable` is false for what is always escaped: blanks, control characters, what is not
     *   ASCII, and what would end the user part (at sign, colon, percent sign, double quote, angle and square
     *   brackets, backslash)
     */
    fun setUriUserEncoding(character: String?, enable: Boolean): Int =
        NativeFunctions.PortSIP_setUriUserEncoding(handle, character, enable.toByte())

    /**
     * Says whether the Contact of registrations and calls names the features of 3GPP: `+g.3gpp.icsi-ref` of
     * multimedia telephony and `+g.3gpp.smsip`. It takes effect with the next registration, refresh and call;
     * off at the start.
     *
     * @param enable true names them.
     * @return 0.
     */
    fun enable3GppTags(enable: Boolean): Int =
        NativeFunctions.PortSIP_enable3GppTags(handle, enable.toByte())

    // Starting and ending an SDK object; version and licence.

    /**
     * Sets the licence key. Any key will do: this library has no trial limits.
     *
     * @param key not empty.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `key` is null
     * - [ECoreWrongLicenseKey][PortSIP_Errors.ECoreWrongLicenseKey]: `key` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `key` is not UTF-8
     */
    fun setLicenseKey(key: String?): Int =
        NativeFunctions.PortSIP_setLicenseKey(handle, key)

    // Messages of people, in calls and outside of them.

    /**
     * Sends a message in a call, also on hold. Messages of one call go one at a time, in the order they were
     * made. [onSendMessageSuccess][SIPCallbackEvents.onSendMessageSuccess] or
     * [onSendMessageFailure][SIPCallbackEvents.onSendMessageFailure] tells what became of it, once.
     *
     * @param mimeType the two halves of its type, such as "text" and "plain"; the second may carry
     *   parameters.
     * @param subMimeType see `mimeType`.
     * @param message what it carries; text in UTF-8.
     * @return the id of the message, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text or `message` is null
     * - [ECoreMimeTypeUnknown][PortSIP_Errors.ECoreMimeTypeUnknown]: a half of the type is empty or malformed
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: a text is not UTF-8, or
     *   `messageLength` is negative
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: it is longer, or 64 messages of the
     *   call wait
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     */
    fun sendMessage(sessionId: Int, mimeType: String?, subMimeType: String?, message: ByteArray?): Int =
        NativeFunctions.PortSIP_sendMessage(handle, sessionId, mimeType, subMimeType, message, message?.size ?: 0)

    /**
     * Sends a message outside of calls. Messages to one recipient go one after the other, in the order they
     * were made. [onSendOutOfDialogMessageSuccess][SIPCallbackEvents.onSendOutOfDialogMessageSuccess] or
     * [onSendOutOfDialogMessageFailure][SIPCallbackEvents.onSendOutOfDialogMessageFailure] tells what became
     * of it, once.
     *
     * @param to a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:`
     *   address, with a display name or without.
     * @param mimeType the two halves of its type, such as "text" and "plain"; the second may carry
     *   parameters.
     * @param subMimeType see `mimeType`.
     * @param isSMS true to mark it as a short message: `;messagetype=SMS` behind the address in the To
     *   header.
     * @param message what it carries; text in UTF-8.
     * @return the id of the message, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text or `message` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `to` is empty
     * - [ECoreMimeTypeUnknown][PortSIP_Errors.ECoreMimeTypeUnknown]: a half of the type is empty or malformed
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: a text is not UTF-8, or
     *   `messageLength` is negative
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a transport that there is not, or a
     *   name while the account has no domain
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: it is longer, or 1024 messages wait
     *   for their answer
     */
    fun sendOutOfDialogMessage(
        to: String?,
        mimeType: String?,
        subMimeType: String?,
        isSMS: Boolean,
        message: ByteArray?,
    ): Int =
        NativeFunctions.PortSIP_sendOutOfDialogMessage(
            handle,
            to,
            mimeType,
            subMimeType,
            isSMS.toByte(),
            message,
            message?.size ?: 0,
        )

    // Local addresses and media ports.

    /**
     * How many local addresses there are: the indices of
     * [getLocalIpAddress][PortSIPMethods.getLocalIpAddress] run from 0 to one less.
     *
     * @return 0 or more, or [ECoreStackException][PortSIP_Errors.ECoreStackException].
     */
    fun getNICNums(): Int =
        NativeFunctions.PortSIP_getNICNums()

    /**
     * A local address that peers may reach: IPv4 before IPv6, loopback only where there is nothing else.
     * Link-local addresses are left out, and those of interfaces that are switched off or unplugged.
     *
     * @param index from 0; see [getNICNums][PortSIPMethods.getNICNums].
     * @param ip receives the address as text.
     * @param ipSize the size of `ip` in bytes, at least 32; 46 holds any address.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `ip` is null
     * - [ECoreBufferTooSmall][PortSIP_Errors.ECoreBufferTooSmall]: `ipSize` is below 32 or the address does
     *   not fit
     * - [ECoreNetworkInterfaceUnavailable][PortSIP_Errors.ECoreNetworkInterfaceUnavailable]: there is no
     *   address of this index
     */
    fun getLocalIpAddress(index: Int, ip: StringBuilder, ipSize: Int): Int {
        val filledIp = textBuffer(ipSize)
        val result = NativeFunctions.PortSIP_getLocalIpAddress(index, filledIp, ipSize)
        if (result >= 0) {
            ip.receive(filledIp)
        }
        return result
    }

    /**
     * Keeps the mappings of NATs alive while a call sends no RTP: when it has sent none for the given time,
     * an RTP packet without payload goes, numbered as the stream is (RFC 6263, section 4.6). That concerns
     * all calls, also those that are up. Calls that send sound or silence need none.
     *
     * Without a call of this function it is on, with a payload type that the call does not use and every 15
     * s.
     *
     * @param state true to send them, false for none.
     * @param keepAlivePayloadType 0…63 or 96…127, such as 126; those between are taken for RTCP where it
     *   shares the port (RFC 5761, section 4). A call that has another use for it takes one that it does not
     *   use. Not looked at when `state` is false.
     * @param deltaTransmitTimeMS 1000…300000 ms; less than 15000 burdens networks without need. Not looked at
     *   when `state` is false.
     * @return 0, or:
     * - [ECorePayloadOutofRange][PortSIP_Errors.ECorePayloadOutofRange]: another payload type
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: another time
     */
    fun setRtpKeepAlive(state: Boolean, keepAlivePayloadType: Int, deltaTransmitTimeMS: Int): Int =
        NativeFunctions.PortSIP_setRtpKeepAlive(handle, state.toByte(), keepAlivePayloadType, deltaTransmitTimeMS)

    /**
     * Marks RTP and RTCP for expedited forwarding (DSCP 46 of RFC 4594), so that networks which honour it
     * send audio before other traffic; it is on at the start. It concerns all calls, also those that are up.
     *
     * Linux and Android mark IPv4 and IPv6, macOS too; iOS IPv4 alone. On Windows the function returns 0 and
     * has no effect: the system leaves the field zero whatever a program asks, and marks by a
     * quality-of-service policy that an administrator sets for the program or the port range.
     *
     * @param state true for 46, false for 0.
     * @return 0.
     */
    fun enableAudioQos(state: Boolean): Int =
        NativeFunctions.PortSIP_enableAudioQos(handle, state.toByte())

    /**
     * Says whether calls of ours from now on offer ICE (RFC 8445), which finds the way of media through NATs
     * by checks of each address of ours with each of the other side. It is off at the start. Calls that are
     * up stay as they were agreed.
     *
     * The offer names the address of this machine, and where servers see it where that is elsewhere: the STUN
     * server of [setUser][PortSIPMethods.setUser] is asked for each call, whose INVITE waits for that, 1 s at
     * most, and so is the relay of [setTurnServer][PortSIPMethods.setTurnServer]. Both are asked again before
     * a call whose address has changed, or whose media has lost its way, tells the other side. It lets RTCP
     * share the port of RTP (RFC 5761). Who answers without ICE gets media as without it. Calls that are
     * offered with ICE are answered with it whether this is on or off.
     *
     * @param state true to offer it, false not to.
     * @return 0.
     */
    fun enableIce(state: Boolean): Int =
        NativeFunctions.PortSIPX_enableIce(handle, state.toByte())

    /**
     * Sets a relay of media (TURN, RFC 8656) for calls that use ICE, from now on: a call that finds no other
     * way through the NATs of both sides goes through it. Calls that are up keep theirs until they look for
     * another way.
     *
     * Each such call asks the server for an address before it describes itself, as it asks the STUN server,
     * and waits for both together 1 s at most. A call whose server refuses, or is silent, goes on without a
     * relay; the log says why.
     *
     * Without a server the rest is not looked at.
     *
     * @param turnServer a host or an address; null or empty for none.
     * @param turnServerPort its port; 0 is 3478, or 5349 for TLS.
     * @param transportType a [TRANSPORT_TYPE], over which the server is reached:
     *   [TRANSPORT_UDP][TRANSPORT_TYPE.TRANSPORT_UDP], or [TRANSPORT_TCP][TRANSPORT_TYPE.TRANSPORT_TCP] and
     *   [TRANSPORT_TLS][TRANSPORT_TYPE.TRANSPORT_TLS] for networks that let no UDP out. Over TLS the server
     *   has to show a certificate of `turnServer` by the rules of the web (wildcards count), verified where
     *   those of SIP servers are. Between the server and the other side it is UDP always.
     * @param userName what answers its challenges; null or empty where it asks for nothing: to who has a name
     *   nothing counts that the password does not prove. At most 508 bytes each.
     * @param password see `userName`.
     * @return 0, or:
     * - [ECorePortOutOfRange][PortSIP_Errors.ECorePortOutOfRange]: the port is outside 0…65535
     * - [ECoreUnsupportTransport][PortSIP_Errors.ECoreUnsupportTransport]: WebSocket, or a number that is no
     *   [TRANSPORT_TYPE]
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: a text is not UTF-8, too long or has
     *   control characters, or the host has blanks
     */
    fun setTurnServer(
        turnServer: String?,
        turnServerPort: Int,
        transportType: TRANSPORT_TYPE,
        userName: String?,
        password: String?,
    ): Int =
        NativeFunctions.PortSIPX_setTurnServer(
            handle,
            turnServer,
            turnServerPort,
            transportType.value,
            userName,
            password,
        )

    /**
     * Sets the ports for media. Each call takes an even port for RTP and the odd one above it for RTCP. Calls
     * that are up keep theirs.
     *
     * @param minimumRtpPort 2…65534, even; 10000 at the start.
     * @param maximumRtpPort 2…65534, even, above `minimumRtpPort`; 60000 at the start.
     * @return 0, or:
     * - [ECoreMiniAudioPortOutOfRange][PortSIP_Errors.ECoreMiniAudioPortOutOfRange],
     *   [ECoreMaxAudioPortOutOfRange][PortSIP_Errors.ECoreMaxAudioPortOutOfRange]: out of range
     * - [ECoreMiniRtpPortMustIsEvenNum][PortSIP_Errors.ECoreMiniRtpPortMustIsEvenNum],
     *   [ECoreMaxAudioPortNotEvenNumber][PortSIP_Errors.ECoreMaxAudioPortNotEvenNumber]: odd
     * - [ECoreAudioVideoPortOverlapped][PortSIP_Errors.ECoreAudioVideoPortOverlapped]: the minimum is above
     *   the maximum
     * - [ECoreAudioVideoPortRangeTooSmall][PortSIP_Errors.ECoreAudioVideoPortRangeTooSmall]: no room for the
     *   calls that [initialize][PortSIPLib.initialize] allowed, two pairs of ports each
     */
    fun setRtpPortRange(minimumRtpPort: Int, maximumRtpPort: Int): Int =
        NativeFunctions.PortSIP_setRtpPortRange(handle, minimumRtpPort, maximumRtpPort)

    /**
     * Says which addresses of a host that has both are tried first: a SIP server, proxy or peer that is named
     * by a domain. IPv4 at the start.
     *
     * IPv6 addresses are tried only where the local address of [initialize][PortSIPLib.initialize] is one, or
     * `::`. The other family follows where the first cannot be reached. It takes effect with the next request
     * whose host is looked up.
     *
     * @param enable true tries IPv6 addresses before IPv4 addresses.
     * @return 0.
     */
    fun enablePriorityIPv6Domain(enable: Boolean): Int =
        NativeFunctions.PortSIP_enablePriorityIPv6Domain(handle, enable.toByte())

    // Presence of our own: who may watch us, and what is told.

    /**
     * Says who tells others how we are. A change ends what was there without an event: the subscriptions of
     * those who watch us, or what is published.
     *
     * @param mode 0 we ourselves, as at the start: those who want to know subscribe at us, and
     *   [onPresenceRecvSubscribe][SIPCallbackEvents.onPresenceRecvSubscribe] asks about each; 1 a server
     *   (presence agent), where we publish it by PUBLISH (RFC 3903), and subscriptions at us are refused.
     * @return 0, or [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `mode` is neither.
     */
    fun setPresenceMode(mode: Int): Int =
        NativeFunctions.PortSIP_setPresenceMode(handle, mode)

    /**
     * Says how long what we publish is asked to live, from the next change on; 3600 seconds without this. It
     * is refreshed before its end. The server may grant less, or insist on more.
     *
     * @param secs seconds, 20 or more.
     * @return 0, or [ECoreExpiresValueTooSmall][PortSIP_Errors.ECoreExpiresValueTooSmall].
     */
    fun setDefaultPublicationTime(secs: Int): Int =
        NativeFunctions.PortSIP_setDefaultPublicationTime(handle, secs)

    /**
     * Lets somebody who watches us know how we are, from now on. The first that is told is what
     * [setPresenceStatus][PortSIPMethods.setPresenceStatus] has said for this subscription, else what it has
     * said last to anybody since the user was set, else "Online". Who may know already stays as he is.
     *
     * @param subscribeId the id that [onPresenceRecvSubscribe][SIPCallbackEvents.onPresenceRecvSubscribe]
     *   brought.
     * @return 0, or [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId]: nobody watches us by
     * this id, or not any more.
     */
    fun presenceAcceptSubscribe(subscribeId: Int): Int =
        NativeFunctions.PortSIP_presenceAcceptSubscribe(handle, subscribeId)

    /**
     * Lets somebody who watches us know nothing, or nothing more: his subscription ends
     * (`terminated;reason=rejected`). No event follows.
     *
     * @param subscribeId the id that [onPresenceRecvSubscribe][SIPCallbackEvents.onPresenceRecvSubscribe]
     *   brought; it may have been accepted before.
     * @return 0, or [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId]: nobody watches us by
     * this id, or not any more.
     */
    fun presenceRejectSubscribe(subscribeId: Int): Int =
        NativeFunctions.PortSIP_presenceRejectSubscribe(handle, subscribeId)

    /**
     * Says how we are. Somebody who watches us and was accepted is told at once, by NOTIFY; one who was not
     * decided about when he is accepted. In presence agent mode
     * ([setPresenceMode][PortSIPMethods.setPresenceMode]) our server is told, by PUBLISH: what is published
     * is kept alive until the mode changes or the user is removed, and no event tells how it fares; it is
     * seen by [onReceivedSignaling][SIPCallbackEvents.onReceivedSignaling], see
     * [enableCallbackSignaling][PortSIPMethods.enableCallbackSignaling].
     *
     * @param subscribeId the id that [onPresenceRecvSubscribe][SIPCallbackEvents.onPresenceRecvSubscribe]
     *   brought; in presence agent mode 0.
     * @param stateText what others read, 1024 bytes at most. "Offline", in any case, says that we cannot be
     *   reached, every other text that we can.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `stateText` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `stateText` is empty or not UTF-8
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: `stateText` is longer than 1024 bytes
     * - [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId]: nobody watches us by this id, or
     *   in presence agent mode it is not 0
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: in presence agent mode, no user is set
     * - [ECoreSIPServerEmpty][PortSIP_Errors.ECoreSIPServerEmpty]: in presence agent mode, the user has no
     *   server
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: in presence agent mode, a server with a transport
     *   that there is not
     */
    fun setPresenceStatus(subscribeId: Int, stateText: String?): Int =
        NativeFunctions.PortSIP_setPresenceStatus(handle, subscribeId, stateText)

    // What is done with the microphone's signal.

    /**
     * Turns voice activity detection on or off, also during calls; off at the start.
     *
     * While it is on and nobody speaks into the microphone, a call in which comfort noise (RFC 3389) was
     * agreed on sends no audio: a packet of 11 bytes describes the noise when it begins, when it changes (at
     * most every 200 ms) and every 500 ms. Sound goes on for 250 ms after the last word. Files and PCM
     * streams are sent as they are.
     *
     * Comfort noise is offered while this is on, so switch it on before a call begins; where the other side
     * offers it, it is accepted always. It goes with the codecs of an RTP clock of 8 kHz (PCMU, PCMA, G.722,
     * G.729, GSM, iLBC). Opus has its own way, the parameter `usedtx=1` of `setAudioCodecParameter`.
     *
     * Cost: about 15 µs for each 10 ms, whatever the number of calls.
     */
    fun enableVAD(state: Boolean) {
        NativeFunctions.PortSIP_enableVAD(handle, state.toByte())
    }

    /**
     * Turns the generator of comfort noise on or off, also during calls; on at the start.
     *
     * It plays noise of the level and spectrum that the other side describes (RFC 3389) while nobody speaks
     * there. While it is off these pauses are silent.
     *
     * Cost: about 3 µs for each 10 ms of a call that pauses.
     */
    fun enableCNG(state: Boolean) {
        NativeFunctions.PortSIP_enableCNG(handle, state.toByte())
    }

    /**
     * Turns acoustic echo cancellation on or off, also during calls; off at the start.
     *
     * What the speaker plays and the microphone hears again is taken out of what all calls send, whatever the
     * delay between the two up to 300 ms. It finds echo and delay by itself and needs about 3 s of the other
     * side's voice for that. Where both sides speak at once ours is kept. Headsets need none.
     *
     * Cost: 75 µs (device at 16 kHz) to 135 µs (48 kHz) for each 10 ms, whatever the number of calls.
     */
    fun enableAEC(state: Boolean) {
        NativeFunctions.PortSIP_enableAEC(handle, state.toByte())
    }

    /**
     * Turns automatic gain control on or off, also during calls; off at the start.
     *
     * Speech that is too quiet is made louder, by up to 40 dB and by 6 dB in each second, until it is at
     * about −20 dB of full scale. Noise between words is never brought above −50 dB, and a limiter keeps
     * peaks from clipping. Speech that is loud enough stays as it is. `setMicVolume` works behind it.
     *
     * Cost: about 20 µs for each 10 ms, whatever the number of calls.
     */
    fun enableAGC(state: Boolean) {
        NativeFunctions.PortSIP_enableAGC(handle, state.toByte())
    }

    /**
     * Turns noise suppression on or off, also during calls; off at the start.
     *
     * Steady noise, as of a fan, goes down by about 12 dB and speech stays. It delays what is sent by 6 ms.
     *
     * Cost: 15 µs (device at 16 kHz) to 40 µs (48 kHz) for each 10 ms, whatever the number of calls.
     */
    fun enableANS(state: Boolean) {
        NativeFunctions.PortSIP_enableANS(handle, state.toByte())
    }

    // How the account is reached: instance, push service, NAT, keep-alives.

    /**
     * Names this instance of the account in registrations from now on (RFC 5626): `+sip.instance` and
     * `reg-id` stand in the Contact, and a server that can keeps to the way of the registration and gives the
     * instance an address of its own (GRUU, RFC 5627). Without it none of these is asked for. It should stay
     * the same over the life of an installation.
     *
     * @param uuid a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, with or without `urn:uuid:` before
     *   it.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `uuid` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: no UUID
     */
    fun setInstanceId(uuid: String?): Int =
        NativeFunctions.PortSIP_setInstanceId(handle, uuid)

    /**
     * Registers anew at once: the way to the server is looked for anew, a new connection is opened, and the
     * public address is learned anew. The place to call it is after a change of network that the library has
     * not seen by itself; that of its own interfaces it notices. A success raises
     * [onRegisterSuccess][SIPCallbackEvents.onRegisterSuccess] where it is the first one or follows a
     * failure.
     *
     * @param regExpires seconds to ask for from now on, at least 20; 0 keeps what was asked for before.
     * @return 0, or:
     * - [ECoreExpiresValueTooSmall][PortSIP_Errors.ECoreExpiresValueTooSmall]: `regExpires` is below 20 and
     *   not 0
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreNotRegistered][PortSIP_Errors.ECoreNotRegistered]: not registered, nor on the way to it
     */
    fun refreshRegistration(regExpires: Int): Int =
        NativeFunctions.PortSIP_refreshRegistration(handle, regExpires)

    /**
     * Says whether requests ask for the port they came from (RFC 3581), so that answers find back through a
     * NAT. On, the address that the server saw is named in Contact and in session descriptions, and the
     * server is told anew when it changes. On at the start.
     *
     * @param enable true asks.
     * @return 0.
     */
    fun enableRport(enable: Boolean): Int =
        NativeFunctions.PortSIP_enableRport(handle, enable.toByte())

    /**
     * How often the way to the server is kept open while the account is registered: an empty line over a
     * connection and by datagrams, a STUN request by datagrams to a server that keeps to the way (RFC 5626).
     * A server may ask for it more often. What is sent comes up to a fifth of the time earlier. 30 at the
     * start.
     *
     * @param keepAliveTime seconds; 0 sends none.
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: below 0
     */
    fun setKeepAliveTime(keepAliveTime: Int): Int =
        NativeFunctions.PortSIP_setKeepAliveTime(handle, keepAliveTime)

    /**
     * Tells the server how to wake this device for a call (RFC 8599): parameters of the Contact in
     * registrations from now on. The server then asks the push notification service before it sends an
     * INVITE; the program, once woken, calls [refreshRegistration][PortSIPMethods.refreshRegistration].
     *
     * @param provider the service, such as `apns`, `fcm` or `webpush`; empty takes all back.
     * @param param what the service needs beside it, such as the application's identifier; may be empty.
     * @param prid the device's identifier at the service.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, control characters, or no
     *   `prid`
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: a text is longer than 1024 bytes
     */
    fun setPushParameters(provider: String?, param: String?, prid: String?): Int =
        NativeFunctions.PortSIPX_setPushParameters(handle, provider, param, prid)

    // Requests beside calls, and the types of bodies that are taken in requests.

    /**
     * Takes bodies of one more type in requests of a method. Requests with other types are refused with 415,
     * unless they say that the body is optional.
     *
     * Taken without this: `application/sdp` in INVITE, UPDATE and PRACK; `application/dtmf-relay`,
     * `application/dtmf` and `application/media_control+xml` in INFO; `text/plain` in MESSAGE.
     *
     * @param methodName such as "INFO"; case does not matter.
     * @param mimeType the two halves of the type, such as "text" and "plain".
     * @param subMimeType see `mimeType`.
     * @return 0, also where the type was taken before, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreSipMethodNameEmpty][PortSIP_Errors.ECoreSipMethodNameEmpty]: `methodName` is empty
     * - [ECoreMimeTypeUnknown][PortSIP_Errors.ECoreMimeTypeUnknown]: a half of the type is empty or no token
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `methodName` is no token, or a text
     *   is not UTF-8
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 64 types have been added
     */
    fun addSupportedMimeType(methodName: String?, mimeType: String?, subMimeType: String?): Int =
        NativeFunctions.PortSIP_addSupportedMimeType(handle, methodName, mimeType, subMimeType)

    /**
     * Asks somebody what they can do (OPTIONS). No event tells the answer; it is seen by
     * [onReceivedSignaling][SIPCallbackEvents.onReceivedSignaling], see
     * [enableCallbackSignaling][PortSIPMethods.enableCallbackSignaling].
     *
     * @param to a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or `tel:`
     *   address.
     * @param sdp a session description to be sent along; null or empty for none.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `to` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `to` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a transport that there is not, or a
     *   name while the account has no domain
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: `sdp` has more than 65536 bytes, or 64
     *   OPTIONS wait for their answer
     */
    fun sendOptions(to: String?, sdp: String?): Int =
        NativeFunctions.PortSIP_sendOptions(handle, to, sdp)

    /**
     * Sends an INFO request in a call, also on hold. Requests of one call go one at a time, in the order they
     * were made; DTMF by INFO is one of them. No event tells whether it was taken.
     *
     * @param mimeType the two halves of the Content-Type, such as "text" and "plain"; the second may carry
     *   parameters.
     * @param subMimeType see `mimeType`.
     * @param infoContents the body; may be empty.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreMimeTypeUnknown][PortSIP_Errors.ECoreMimeTypeUnknown]: a half of the type is empty or malformed
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: the body has more than 65536 bytes, or
     *   64 requests wait
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     */
    fun sendInfo(sessionId: Int, mimeType: String?, subMimeType: String?, infoContents: String?): Int =
        NativeFunctions.PortSIP_sendInfo(handle, sessionId, mimeType, subMimeType, infoContents)

    // The session timer of calls.

    /**
     * Lets calls that begin from now on be refreshed again and again (RFC 4028): a call whose other side does
     * not answer any more ends with [onInviteClosed][SIPCallbackEvents.onInviteClosed].
     *
     * Calls whose other side asks for such a timer have one without this as well.
     *
     * @param timerSeconds the interval in seconds, 90 or more; the other side may make it longer or shorter.
     *   A refresh goes after half of it.
     * @param refreshMode a [SESSION_REFRESH_MODE], who refreshes where the other side leaves that open.
     * @return 0, or:
     * - [ECoreSessionTimerValueTooSmall][PortSIP_Errors.ECoreSessionTimerValueTooSmall]: `timerSeconds` is
     *   below 90
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: no such mode
     */
    fun enableSessionTimer(timerSeconds: Int, refreshMode: SESSION_REFRESH_MODE): Int =
        NativeFunctions.PortSIP_enableSessionTimer(handle, timerSeconds, refreshMode.value)

    /**
     * Asks for no session timer from now on. Calls that have one keep it.
     *
     * @return 0.
     */
    fun disableSessionTimer(): Int =
        NativeFunctions.PortSIP_disableSessionTimer(handle)

    // Whether media is encrypted.

    /**
     * Says whether the media of calls from now on is encrypted (SRTP, RFC 3711). At first it is not. Calls
     * that are up stay as they are.
     *
     * With [SRTP_POLICY_FORCE][SRTP_POLICY.SRTP_POLICY_FORCE] a call without keys is refused with 488, and a
     * call of ours to who has none fails with 488. With [SRTP_POLICY_PREFER][SRTP_POLICY.SRTP_POLICY_PREFER]
     * our offer can be taken with keys and without, and keys that are offered are taken.
     * [setSrtpKeyExchange][PortSIPMethods.setSrtpKeyExchange] says what our offers have. An offer of
     * DTLS-SRTP is taken whatever the policy is. `getStatistics_fn` tells in its JSON, under `audio.srtp`,
     * how a call is encrypted.
     *
     * @param srtpPolicy an [SRTP_POLICY];
     * @param AllowSrtpOverUnsecureTransport keys in SDP (RFC 4568) may be sent where signalling itself is not
     *   encrypted (UDP, TCP, WS), for everybody on its way to read. Without it
     *   [SRTP_POLICY_PREFER][SRTP_POLICY.SRTP_POLICY_PREFER] makes calls in the clear there, and
     *   [SRTP_POLICY_FORCE][SRTP_POLICY.SRTP_POLICY_FORCE] none.
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: no such policy
     */
    fun setSrtpPolicy(srtpPolicy: SRTP_POLICY, AllowSrtpOverUnsecureTransport: Boolean): Int =
        NativeFunctions.PortSIP_setSrtpPolicy(handle, srtpPolicy.value, AllowSrtpOverUnsecureTransport.toByte())

    /**
     * Says how the keys of calls of ours come about from now on, where the policy has them encrypted. At
     * first they are in SDP. Calls that are up stay as they are.
     *
     * With [SRTP_KEY_EXCHANGE_DTLS][SRTP_KEY_EXCHANGE.SRTP_KEY_EXCHANGE_DTLS] offers have the fingerprint of
     * a certificate that each object makes for itself, and keys are agreed on between the ends of the media:
     * nobody on the way of the signalling knows them, so they need no encrypted transport.
     * [SRTP_POLICY_FORCE][SRTP_POLICY.SRTP_POLICY_FORCE] then offers `UDP/TLS/RTP/SAVP`, and
     * [SRTP_POLICY_PREFER][SRTP_POLICY.SRTP_POLICY_PREFER] `RTP/AVP`, which can be taken in the clear.
     *
     * Until there are keys no media flows. A call that is up and gets none, as the other side shows another
     * certificate than it described or does not answer for 30 s, is ended: BYE goes with a Reason of cause
     * 488, and [onInviteClosed][SIPCallbackEvents.onInviteClosed] follows. `getStatistics_fn` tells how far
     * it is under `audio.srtp.dtls`.
     *
     * @param keyExchange an [SRTP_KEY_EXCHANGE].
     * @return 0, or:
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: no such way
     */
    fun setSrtpKeyExchange(keyExchange: SRTP_KEY_EXCHANGE): Int =
        NativeFunctions.PortSIPX_setSrtpKeyExchange(handle, keyExchange.value)

    /**
     * Names the suites with which the media of calls from now on is encrypted: those are offered, and no
     * other is taken.
     *
     * @param suites names parted by `#`, the preferred first: `AEAD_AES_256_GCM`, `AEAD_AES_128_GCM`,
     *   `AES_256_CM_HMAC_SHA1_80`, `AES_256_CM_HMAC_SHA1_32`, `AES_192_CM_HMAC_SHA1_80`,
     *   `AES_192_CM_HMAC_SHA1_32`, `AES_CM_128_HMAC_SHA1_80`, `AES_CM_128_HMAC_SHA1_32`. Empty, as at first:
     *   all are taken, and offered are both of GCM, both with tags of 80 bits and keys of 256 and 128 bits,
     *   and the last. For DTLS-SRTP both of GCM and the last two have names; the others are left out there.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `suites` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, an unknown name, or one
     *   twice
     */
    fun setSrtpSuites(suites: String?): Int =
        NativeFunctions.PortSIPX_setSrtpSuites(handle, suites)

    /**
     * Says what SRTP leaves out in calls from now on (RFC 4568, 6.3.2 and 6.3.3): at first nothing. It is
     * offered so, and taken where it is offered; keys that would leave out more than this says are not taken.
     * A peer that does not offer it is not asked for it. AEAD suites always encrypt and authenticate RTP.
     *
     * @param unencryptedSrtp RTP is authenticated only;
     * @param unencryptedSrtcp RTCP is authenticated only;
     * @param unauthenticatedSrtp RTP is encrypted only: it can be forged.
     * @return 0.
     */
    fun setSrtpSessionParameters(
        unencryptedSrtp: Boolean,
        unencryptedSrtcp: Boolean,
        unauthenticatedSrtp: Boolean,
    ): Int =
        NativeFunctions.PortSIPX_setSrtpSessionParameters(
            handle,
            unencryptedSrtp.toByte(),
            unencryptedSrtcp.toByte(),
            unauthenticatedSrtp.toByte(),
        )

    // The quality of a call in numbers.

    /**
     * Asks for the statistics of a call; [onStatistics][SIPCallbackEvents.onStatistics] brings them as JSON.
     *
     * @return 0, or:
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: neither connected nor with early
     *   media
     */
    fun getStatistics(sessionId: Int): Int =
        NativeFunctions.PortSIP_getStatistics(handle, sessionId)

    // Raw PCM into and out of calls.

    /**
     * Sends what [sendPcmStreamToRemote][PortSIPMethods.sendPcmStreamToRemote] gives instead of the
     * microphone, or goes back to the microphone.
     *
     * @param state true to send the stream. Enabling it again changes the rate and drops what has not been
     *   sent.
     * @param streamSamplesPerSec samples per second, 8000…48000 in steps of 25; not looked at when `state` is
     *   false.
     * @return 0, or:
     * - [ECoreAudioSampleOutOfRange][PortSIP_Errors.ECoreAudioSampleOutOfRange]: another rate
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: neither connected nor with early
     *   media
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     */
    fun enableSendPcmStreamToRemote(sessionId: Int, state: Boolean, streamSamplesPerSec: Int): Int =
        NativeFunctions.PortSIP_enableSendPcmStreamToRemote(handle, sessionId, state.toByte(), streamSamplesPerSec)

    /**
     * Sends samples to the other side. They are copied.
     *
     * The library keeps 100 ms; what exceeds that is dropped. Give 20 ms every 20 ms.
     *
     * @param data 16-bit mono PCM in the machine's byte order.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `data` is null
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: `dataLength` is negative or odd
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [EAudioPlaySteamNotEnabled][PortSIP_Errors.EAudioPlaySteamNotEnabled]: see
     *   [enableSendPcmStreamToRemote][PortSIPMethods.enableSendPcmStreamToRemote]
     * - [ECoreCallInHold][PortSIP_Errors.ECoreCallInHold]: on hold
     */
    fun sendPcmStreamToRemote(sessionId: Int, data: ByteArray?): Int =
        NativeFunctions.PortSIP_sendPcmStreamToRemote(handle, sessionId, data, data?.size ?: 0)

    // Subscriptions: presence, the calls of others, waiting messages.

    /**
     * Subscribes to what an event package tells of somebody (RFC 6665), and keeps the subscription alive: it
     * is refreshed before its time is over, and made anew where the server has forgotten it, until it is
     * taken back or refused.
     *
     * Each NOTIFY raises [onRecvNotifyOfSubscription][SIPCallbackEvents.onRecvNotifyOfSubscription], and one
     * of these packages what it says besides: "dialog"
     * [onDialogStateUpdated][SIPCallbackEvents.onDialogStateUpdated], "message-summary"
     * [onWaitingVoiceMessage][SIPCallbackEvents.onWaitingVoiceMessage] and
     * [onWaitingFaxMessage][SIPCallbackEvents.onWaitingFaxMessage], "presence"
     * [onPresenceOnline][SIPCallbackEvents.onPresenceOnline] and
     * [onPresenceOffline][SIPCallbackEvents.onPresenceOffline].
     * [onSubscriptionFailure][SIPCallbackEvents.onSubscriptionFailure] or
     * [onSubscriptionTerminated][SIPCallbackEvents.onSubscriptionTerminated] is the last event of it; after
     * [removeUser][PortSIPMethods.removeUser] or [unInitialize][PortSIPLib.unInitialize] there is none.
     *
     * @param to whom it is about: a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
     *   `sips:` or `tel:` address.
     * @param eventName the event package, such as "dialog"; case does not matter.
     * @return the id of the subscription (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `to` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, or `eventName` is no
     *   event package, or is "refer", which subscribes by itself
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a transport that there is not, or a
     *   name while the account has no domain
     * - [ECoreSipAlreadySubscribed][PortSIP_Errors.ECoreSipAlreadySubscribed]: there is one to the same
     *   already
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 10000 live
     */
    fun sendSubscription(to: String?, eventName: String?): Int =
        NativeFunctions.PortSIP_sendSubscription(handle, to, eventName)

    /**
     * Takes a subscription back. [onSubscriptionTerminated][SIPCallbackEvents.onSubscriptionTerminated] tells
     * when it is over.
     *
     * @param subscriptionId what [sendSubscription][PortSIPMethods.sendSubscription] or
     *   [presenceSubscribe][PortSIPMethods.presenceSubscribe] returned.
     * @return 0, or [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId]: there is none of
     * this id, or it was taken back before.
     */
    fun terminateSubscription(subscriptionId: Int): Int =
        NativeFunctions.PortSIP_terminateSubscription(handle, subscriptionId)

    /**
     * Says how long subscriptions are asked to live, from the next one on; 3600 seconds without this. The
     * server may grant less, or insist on more.
     *
     * @param secs seconds, 20 or more.
     * @return 0, or [ECoreExpiresValueTooSmall][PortSIP_Errors.ECoreExpiresValueTooSmall].
     */
    fun setDefaultSubscriptionTime(secs: Int): Int =
        NativeFunctions.PortSIP_setDefaultSubscriptionTime(handle, secs)

    /**
     * Asks for the messages that wait for our own account: as soon as we are registered, until
     * [unRegisterServer][PortSIPMethods.unRegisterServer]. Where the registration is lost the server is asked
     * again with the next. Off at the start.
     *
     * [onWaitingVoiceMessage][SIPCallbackEvents.onWaitingVoiceMessage] and
     * [onWaitingFaxMessage][SIPCallbackEvents.onWaitingFaxMessage] tell them. Of a server that has no
     * mailboxes no event tells. What our server tells without being asked raises the events with or without
     * this.
     *
     * @return 0.
     */
    fun enableAutoCheckMwi(state: Boolean): Int =
        NativeFunctions.PortSIP_enableAutoCheckMwi(handle, state.toByte())

    /**
     * Takes over a call that rings at somebody whose calls we watch, or that he has (on hold, usually): calls
     * its other side in the place of that call (RFC 3891). The events are those of
     * [call][PortSIPMethods.call].
     *
     * @param replaceDialogId the `BLFDialogId` of a
     *   [onDialogStateUpdated][SIPCallbackEvents.onDialogStateUpdated].
     * @param videoCall asks for video, where video codecs have been added.
     * @return the session id (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `replaceDialogId` is null
     * - [ECoreCallIdNotFound][PortSIP_Errors.ECoreCallIdNotFound]: no call is known by this id, it is over,
     *   it is one that he makes and that was not answered yet, or the server did not tell enough to take it
     *   over (its Call-ID, both tags, and the other side)
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: the address of the other side cannot be called
     * - [ECoreAudioVideoCodecEmpty][PortSIP_Errors.ECoreAudioVideoCodecEmpty]: no codec has been added
     * - [ECoreNoFreeDialogSession][PortSIP_Errors.ECoreNoFreeDialogSession]: as many calls are up as were
     *   allowed
     * - [ECoreCreateAudioChannelFailed][PortSIP_Errors.ECoreCreateAudioChannelFailed]: no media ports are
     *   free
     */
    fun pickupBLFCall(replaceDialogId: String?, videoCall: Boolean): Int =
        NativeFunctions.PortSIP_pickupBLFCall(handle, replaceDialogId, videoCall.toByte())

    /**
     * Subscribes to the presence of somebody: as [sendSubscription][PortSIPMethods.sendSubscription] with
     * "presence", with a subject for the one who is asked.
     *
     * @param to as of [sendSubscription][PortSIPMethods.sendSubscription].
     * @param subject one line; null or empty for none.
     * @return the id of the subscription (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `to` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `to` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, or `subject` is more than
     *   one line
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a transport that there is not, or a
     *   name while the account has no domain
     * - [ECoreSipAlreadySubscribed][PortSIP_Errors.ECoreSipAlreadySubscribed]: there is one to the same
     *   already
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 10000 live
     */
    fun presenceSubscribe(to: String?, subject: String?): Int =
        NativeFunctions.PortSIP_presenceSubscribe(handle, to, subject)

    /**
     * Takes a subscription to somebody's presence back: as
     * [terminateSubscription][PortSIPMethods.terminateSubscription].
     *
     * @return 0, or [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId].
     */
    fun presenceTerminateSubscribe(subscribeId: Int): Int =
        NativeFunctions.PortSIP_presenceTerminateSubscribe(handle, subscribeId)

    // Call transfer: asking for one, and being asked (RFC 3515, RFC 5589).

    /**
     * Asks the other side of a call to call somebody else (blind transfer).
     *
     * [onReferAccepted][SIPCallbackEvents.onReferAccepted] or
     * [onReferRejected][SIPCallbackEvents.onReferRejected] follows; after the former
     * [onTransferTrying][SIPCallbackEvents.onTransferTrying] and
     * [onTransferRinging][SIPCallbackEvents.onTransferRinging] as the other side tells, at the end
     * [onACTVTransferSuccess][SIPCallbackEvents.onACTVTransferSuccess] or
     * [onACTVTransferFailure][SIPCallbackEvents.onACTVTransferFailure]. The call stays up until one side ends
     * it.
     *
     * @param referTo whom to call, in the forms of [call][PortSIPMethods.call].
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `referTo` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `referTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, or a name while the account has no
     *   domain
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 64 transfers are under way
     */
    fun refer(sessionId: Int, referTo: String?): Int =
        NativeFunctions.PortSIP_refer(handle, sessionId, referTo)

    /**
     * Asks the other side of a call to call somebody in the place of another call of ours (attended
     * transfer): the two others are then connected, and both of our calls may be ended. Events as of
     * [refer][PortSIPMethods.refer].
     *
     * @param sessionId the call whose other side is asked.
     * @param replaceSessionId the call that is replaced at its other side.
     * @param referTo that other side, in the forms of [call][PortSIPMethods.call].
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `referTo` is null
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `referTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, or a name while the account has no
     *   domain
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of one of the ids
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: one of the calls is not connected
     *   yet
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 64 transfers are under way
     */
    fun attendedRefer(sessionId: Int, replaceSessionId: Int, referTo: String?): Int =
        NativeFunctions.PortSIP_attendedRefer(handle, sessionId, replaceSessionId, referTo)

    /**
     * Does what [attendedRefer][PortSIPMethods.attendedRefer] does, with a Request-URI and a method of its
     * own. Events as of [refer][PortSIPMethods.refer].
     *
     * @param sessionId the call in whose dialog it is asked.
     * @param replaceSessionId the call that is replaced at its other side.
     * @param replaceMethod the method that Refer-To names, usually `INVITE` or `BYE`. INVITE is what a
     *   Refer-To without a method means, and is not written.
     * @param target where the REFER is sent, in the forms of [call][PortSIPMethods.call].
     * @param referTo the other side of the replaced call, in the same forms.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreSipMethodNameEmpty][PortSIP_Errors.ECoreSipMethodNameEmpty]: `replaceMethod` is empty
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `target` or `referTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, or `replaceMethod` is no
     *   method
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a name while the account has no
     *   domain, or a `target` with a transport that there is not
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of one of the ids
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: one of the calls is not connected
     *   yet
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 64 transfers are under way
     */
    fun attendedRefer2(
        sessionId: Int,
        replaceSessionId: Int,
        replaceMethod: String?,
        target: String?,
        referTo: String?,
    ): Int =
        NativeFunctions.PortSIP_attendedRefer2(handle, sessionId, replaceSessionId, replaceMethod, target, referTo)

    /**
     * Asks somebody, outside any call, to call the other side of a call of ours in its place. Events as of
     * [refer][PortSIPMethods.refer]; they name the replaced call.
     *
     * @param replaceSessionId the call that is replaced at its other side.
     * @param replaceMethod the method that Refer-To names, usually `INVITE` or `BYE`. INVITE is what a
     *   Refer-To without a method means, and is not written.
     * @param target who is asked, in the forms of [call][PortSIPMethods.call].
     * @param referTo the other side of the replaced call, in the same forms.
     * @return 0, or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: a text is null
     * - [ECoreSipMethodNameEmpty][PortSIP_Errors.ECoreSipMethodNameEmpty]: `replaceMethod` is empty
     * - [ECoreCalleeEmpty][PortSIP_Errors.ECoreCalleeEmpty]: `target` or `referTo` is empty
     * - [ECoreArgumentIncorrect][PortSIP_Errors.ECoreArgumentIncorrect]: not UTF-8, or `replaceMethod` is no
     *   method
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: no address, a name while the account has no
     *   domain, or a `target` with a transport that there is not
     * - [ECoreInviteSessionNotFound][PortSIP_Errors.ECoreInviteSessionNotFound]: no call of this id
     * - [ECoreCallNotEstablished][PortSIP_Errors.ECoreCallNotEstablished]: not connected yet
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreDataSizeTooLarge][PortSIP_Errors.ECoreDataSizeTooLarge]: 64 transfers are under way
     */
    fun outOfDialogRefer(replaceSessionId: Int, replaceMethod: String?, target: String?, referTo: String?): Int =
        NativeFunctions.PortSIP_outOfDialogRefer(handle, replaceSessionId, replaceMethod, target, referTo)

    /**
     * Calls whom the other side asks us to call, and tells it how that goes. The new call raises the events
     * of [call][PortSIPMethods.call]; the one in which the request came stays up until one side ends it.
     *
     * @param referId the id that [onReceivedRefer][SIPCallbackEvents.onReceivedRefer] brought.
     * @param referSignaling the message that it brought. The library has kept it, and does not look at this
     *   text.
     * @return the session id of the new call (greater than 0), or:
     * - [ECoreArgumentNull][PortSIP_Errors.ECoreArgumentNull]: `referSignaling` is null
     * - [ECoreSipMessaegEmpty][PortSIP_Errors.ECoreSipMessaegEmpty]: `referSignaling` is empty
     * - [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId]: no request of this id waits for
     *   a decision
     * - [ECoreUserNotFound][PortSIP_Errors.ECoreUserNotFound]: no user is set
     * - [ECoreInvalidUri][PortSIP_Errors.ECoreInvalidUri]: a transport that there is not, or a telephone
     *   number while the account has no domain
     * - [ECoreAudioVideoCodecEmpty][PortSIP_Errors.ECoreAudioVideoCodecEmpty]: no codec has been added
     * - [ECoreNoFreeDialogSession][PortSIP_Errors.ECoreNoFreeDialogSession]: as many calls are up as were
     *   allowed
     * - [ECoreCreateAudioChannelFailed][PortSIP_Errors.ECoreCreateAudioChannelFailed]: no media ports are
     *   free
     */
    fun acceptRefer(referId: Int, referSignaling: String?): Int =
        NativeFunctions.PortSIP_acceptRefer(handle, referId, referSignaling)

    /**
     * Refuses to call whom the other side asks us to call (603). No event follows.
     *
     * @param referId the id that [onReceivedRefer][SIPCallbackEvents.onReceivedRefer] brought.
     * @return 0, or:
     * - [ECoreNotFoundSubscribeId][PortSIP_Errors.ECoreNotFoundSubscribeId]: no request of this id waits for
     *   a decision
     */
    fun rejectRefer(referId: Int): Int =
        NativeFunctions.PortSIP_rejectRefer(handle, referId)
}
