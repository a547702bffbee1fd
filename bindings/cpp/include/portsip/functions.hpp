// Generated from the C interface by `cargo xtask generate`: do not edit.
// The functions of the library as methods.

#ifndef PORTSIP_FUNCTIONS_HPP
#define PORTSIP_FUNCTIONS_HPP

#include <portsip/core.hpp>

namespace PortSIP {
namespace detail {

/// The methods of PortSIPLib that stand for one C function each.
class Functions : public Object {
public:
    /// \name The account and its registration
    /// @{

    /// Sets the account.
    ///
    /// It is needed before calls and registration; without a server everything works peer to peer.
    /// Every text but the user name may be nullptr or empty.
    ///
    /// A server and a proxy may also be given as a URI with a transport of its own, such as
    /// `sip:proxy.example.com;transport=tcp`; a port in it goes before the number.
    ///
    /// A port is looked at only where its server is given.
    ///
    /// \param userName the user part of our address.
    /// \param displayName the name shown to others.
    /// \param authName the name for authentication; empty for `userName`.
    /// \param password the password.
    /// \param sipDomain the domain of our address; empty for the server's host.
    /// \param sipServerAddr,sipServerPort the registrar and proxy, and its port; 0 lets the name
    ///   service decide (RFC 3263), and is the usual port of an address.
    /// \param stunServerAddr,stunServerPort a STUN server, which tells how a NAT shows our sockets,
    ///   those of signalling and of each call's media; port 0 is 3478.
    /// \param outboundServerAddr,outboundServerPort an outbound proxy, and its port in the same
    ///   way.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `userName` is nullptr
    ///   - `ECoreUserNameAuthNameEmpty`: `userName` is empty
    ///   - `ECorePortOutOfRange`: a port is outside 0...65535
    ///   - `ECoreArgumentIncorrect`: a text is not UTF-8 or has control characters, or a host or
    ///     the domain has blanks
    ///   - `ECoreInvalidUri`: the server, the proxy or the domain is no host
    ///   - `ECoreAllowOnlyOneUser`: a user is set; remove it first
    std::int32_t setUser(const Text &userName, const Text &displayName, const Text &authName,
                         const Text &password, const Text &sipDomain, const Text &sipServerAddr,
                         std::int32_t sipServerPort, const Text &stunServerAddr,
                         std::int32_t stunServerPort, const Text &outboundServerAddr,
                         std::int32_t outboundServerPort) noexcept {
        return PortSIP_setUser(libSDK(), userName.c_str(), displayName.c_str(), authName.c_str(),
                               password.c_str(), sipDomain.c_str(), sipServerAddr.c_str(),
                               sipServerPort, stunServerAddr.c_str(), stunServerPort,
                               outboundServerAddr.c_str(), outboundServerPort);
    }

    /// Takes the account back. A registration is ended at the server; calls go on.
    void removeUser() noexcept {
        PortSIP_removeUser(libSDK());
    }

    /// Changes the name shown to others, in From and Contact of requests from now on.
    ///
    /// \param displayName may be empty, which shows none.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `displayName` is nullptr
    ///   - `ECoreArgumentIncorrect`: it is not UTF-8, or has control characters
    ///   - `ECoreUserNotFound`: no user is set
    std::int32_t setDisplayName(const Text &displayName) noexcept {
        return PortSIP_setDisplayName(libSDK(), displayName.c_str());
    }

    /// Registers the account at its server and keeps the registration alive.
    ///
    /// Returns at once; SIPCallbackEvents::onRegisterSuccess() or
    /// SIPCallbackEvents::onRegisterFailure() tells the outcome. After a failure it is tried again
    /// with growing pauses (2 s to 30 min); wrong credentials are not tried again.
    ///
    /// \param regExpires seconds to ask for, at least 20.
    /// \param retryTimes tries after a failure; 0 or less for none.
    /// \return 0, or
    ///   - `ECoreExpiresValueTooSmall`: `regExpires` is below 20
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreSIPServerEmpty`: the user has no server
    ///   - `ECoreInvalidUri`: the server or proxy names a transport that there is not
    ///   - `ECoreAlreadyRegistered`: registered, or on the way to it
    std::int32_t registerServer(std::int32_t regExpires, std::int32_t retryTimes) noexcept {
        return PortSIP_registerServer(libSDK(), regExpires, retryTimes);
    }

    /// Takes the registration back at the server.
    ///
    /// \param waitMS how long to wait for the server's answer, in milliseconds; 0 or less does not
    ///   wait, and so does any call in a handler. The outcome does not change the return value.
    /// \return 0, or
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreNotRegistered`: not registered, nor on the way to it
    std::int32_t unRegisterServer(std::int32_t waitMS) noexcept {
        return PortSIP_unRegisterServer(libSDK(), waitMS);
    }

    /// Says whether SIP messages are shown to SIPCallbackEvents::onSendingSignaling() and
    /// SIPCallbackEvents::onReceivedSignaling(). Both are off at the start.
    ///
    /// \param enableSending messages we send.
    /// \param enableReceived messages we receive.
    void enableCallbackSignaling(bool enableSending, bool enableReceived) noexcept {
        PortSIP_enableCallbackSignaling(libSDK(), enableSending, enableReceived);
    }

    /// @}

    /// \name Muting, volumes and bit rates
    /// @{

    /// Mutes the microphone for all calls, or lets it be heard again.
    void muteMicrophone(bool mute) noexcept {
        PortSIP_muteMicrophone(libSDK(), mute);
    }

    /// Mutes the speaker for all calls, or lets it be heard again.
    void muteSpeaker(bool mute) noexcept {
        PortSIP_muteSpeaker(libSDK(), mute);
    }

    /// Tests the devices: the microphone is heard on the speaker 100 ms later, until it is turned
    /// off. Volumes and mutes hold. Calls go on beside it, and do not hear it; none is needed.
    void audioPlayLoopbackTest(bool enable) noexcept {
        PortSIP_audioPlayLoopbackTest(libSDK(), enable);
    }

    /// Scales what a call receives before it is played here, from the moment the call has audio,
    /// early media too.
    ///
    /// \param scaling percent, 0...1000; 100 at the start. Other values, and calls that do not exist,
    ///   change nothing.
    void setChannelOutputVolumeScaling(std::int32_t sessionId, std::int32_t scaling) noexcept {
        PortSIP_setChannelOutputVolumeScaling(libSDK(), sessionId, scaling);
    }

    /// Scales the microphone for one call before it is sent, from the moment the call has audio,
    /// early media too.
    ///
    /// \param scaling percent, 0...1000; 100 at the start. Other values, and calls that do not exist,
    ///   change nothing.
    void setChannelInputVolumeScaling(std::int32_t sessionId, std::int32_t scaling) noexcept {
        PortSIP_setChannelInputVolumeScaling(libSDK(), sessionId, scaling);
    }

    /// Sets the bit rate that one call's audio is encoded with, from the next packet on, or as soon
    /// as the call sends with that codec. What the other side takes at most (`maxaveragebitrate`)
    /// is kept.
    ///
    /// \param audioCodecType an `AUDIOCODEC_TYPE` with more than one bit rate.
    /// \param bitrateKbps kbit/s; Opus 6...128; AMR 5...13 and AMR-WB 7...24, which take the nearest mode
    ///   that does not exceed it, as do Speex 3...25 and 4...43 (wideband).
    /// \return 0, or
    ///   - `ECoreCodecTypeInvalid`: the number is no codec
    ///   - `ECoreCodecNotSupport`: this build has no such codec
    ///   - `ECoreCodecParameterNotSupport`: the codec has one bit rate only
    ///   - `ECoreArgumentIncorrect`: outside the codec's range
    ///   - `ECoreInviteSessionNotFound`: there is no such call
    std::int32_t setAudioBitrate(std::int32_t sessionId, AUDIOCODEC_TYPE audioCodecType,
                                 std::int32_t bitrateKbps) noexcept {
        return PortSIP_setAudioBitrate(libSDK(), sessionId, audioCodecType, bitrateKbps);
    }

    /// Sets the volume of the speaker.
    ///
    /// \param volume 0 (silent) ... 255 (as it comes), 255 at the start.
    /// \return 0, or
    ///   - `EAudioVolumeOutOfRange`: outside 0...255
    std::int32_t setSpeakerVolume(std::int32_t volume) noexcept {
        return PortSIP_setSpeakerVolume(libSDK(), volume);
    }

    /// The volume of the speaker, 0...255.
    std::int32_t getSpeakerVolume() noexcept {
        return PortSIP_getSpeakerVolume(libSDK());
    }

    /// Sets the volume of the microphone.
    ///
    /// \param volume 0 (silent) ... 255 (as it comes), 255 at the start.
    /// \return 0, or
    ///   - `EAudioVolumeOutOfRange`: outside 0...255
    std::int32_t setMicVolume(std::int32_t volume) noexcept {
        return PortSIP_setMicVolume(libSDK(), volume);
    }

    /// The volume of the microphone, 0...255.
    std::int32_t getMicVolume() noexcept {
        return PortSIP_getMicVolume(libSDK());
    }

    /// @}

    /// \name Calls: making, answering, ending and holding them; DTMF
    /// @{

    /// Calls somebody.
    ///
    /// Returns at once; events tell how the call goes on: SIPCallbackEvents::onInviteTrying(),
    /// SIPCallbackEvents::onInviteRinging(), SIPCallbackEvents::onInviteAnswered() and
    /// SIPCallbackEvents::onInviteConnected(), or SIPCallbackEvents::onInviteFailure().
    ///
    /// \param callTo a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:`
    ///   or `tel:` address, with or without a display name.
    /// \param sendSdp false leaves the offer of media to the other side.
    /// \param videoCall asks for video, where video codecs have been added.
    /// \return the session id (greater than 0), or
    ///   - `ECoreArgumentNull`: `callTo` is nullptr
    ///   - `ECoreCalleeEmpty`: `callTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: no address, a transport that there is not, or a name while the
    ///     account has no domain
    ///   - `ECoreAudioVideoCodecEmpty`: no codec has been added
    ///   - `ECoreNoFreeDialogSession`: as many calls are up as were allowed
    ///   - `ECoreCreateAudioChannelFailed`: no media ports are free
    std::int32_t call(const Text &callTo, bool sendSdp, bool videoCall) noexcept {
        return PortSIP_call(libSDK(), callTo.c_str(), sendSdp, videoCall);
    }

    /// Says whether provisional responses, such as "ringing", are acknowledged by the caller with
    /// PRACK (RFC 3262). It takes effect with the next call.
    ///
    /// \param mode 0 never, as at the start; 1 those with a session description, where the other
    ///   side can; 2 all but 100, where it can; 3 all, and a call with who cannot fails (421 or
    ///   420).
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: `mode` is outside 0...3
    std::int32_t setReliableProvisional(std::int32_t mode) noexcept {
        return PortSIP_setReliableProvisional(libSDK(), mode);
    }

    /// Says whether an incoming call has media before it is answered: the caller hears what is
    /// played to it by a file or a stream, never the microphone, and is not heard. Off at the
    /// start; it takes effect with the next incoming call. Early media of calls we make is always
    /// heard.
    ///
    /// \param enable whether incoming calls have early media.
    /// \return 0
    std::int32_t enableEarlyMedia(bool enable) noexcept {
        return PortSIP_enableEarlyMedia(libSDK(), enable);
    }

    /// Rejects an incoming call that has not been answered. No event follows.
    ///
    /// \param code the SIP response, 400...699, such as 486 (busy) or 603 (declined).
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreArgumentIncorrect`: `code` is outside 400...699
    ///   - `ECoreNotIncomingCall`: it is our own call, or has been answered
    std::int32_t rejectCall(std::int32_t sessionId, std::int32_t code) noexcept {
        return PortSIP_rejectCall(libSDK(), sessionId, code);
    }

    /// Ends a call in any state. No event follows.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    std::int32_t hangUp(std::int32_t sessionId) noexcept {
        return PortSIP_hangUp(libSDK(), sessionId);
    }

    /// Tells why a call was closed: after SIPCallbackEvents::onInviteClosed(), or in it. The
    /// reasons of the last 128 calls are remembered.
    ///
    /// They are those of the other side, as the Reason header of its BYE or CANCEL has them (RFC
    /// 3326), or of the library where that has ended the call: 408 after a session timer or without
    /// an ACK, 488 where media was not agreed on or got no keys, 200 where another call has taken
    /// its place, and the status by which the other side said that it does not know the call.
    ///
    /// \param reason receives the text for people with a NUL, as valid UTF-8; empty where none is
    ///   told. Before one in other numbers than SIP's those stand, as in `Q.850 16 Normal call
    ///   clearing`.
    /// \param reasonLength the size of `reason` in bytes; 2048 are always enough.
    /// \return the SIP status code, 0 where none is told, or
    ///   - `ECoreArgumentNull`: `reason` is nullptr
    ///   - `ECoreInviteSessionNotFound`: no closed call of this id
    ///   - `ECoreBufferTooSmall`: the text does not fit; `reason` gets a leading NUL
    std::int32_t getCloseReason(std::int32_t sessionId, char *reason,
                                std::int32_t reasonLength) noexcept {
        return PortSIPX_getCloseReason(libSDK(), sessionId, reason, reasonLength);
    }

    /// The same; on success `reason` is the text, of whatever length.
    std::int32_t getCloseReason(std::int32_t sessionId, std::string &reason) {
        return readText(reason, [&](char *buffer, std::int32_t reasonLength) {
            return PortSIPX_getCloseReason(libSDK(), sessionId, buffer, reasonLength);
        });
    }

    /// Answers an incoming call. SIPCallbackEvents::onInviteConnected() follows when the caller has
    /// acknowledged it. A call that takes the place of another answers itself: then this changes
    /// nothing, and returns 0.
    ///
    /// \param videoCall answers with video, where both sides have it.
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreNotIncomingCall`: it is our own call, or has been answered
    ///   - `ECoreAudioVideoCodecEmpty`: no codec has been added
    ///   - `ECoreCodecNotSupport`: the codecs that both sides had were removed meanwhile
    ///   - `ECoreCreateAudioChannelFailed`: no media ports are free
    std::int32_t answerCall(std::int32_t sessionId, bool videoCall) noexcept {
        return PortSIP_answerCall(libSDK(), sessionId, videoCall);
    }

    /// Puts a call on hold: neither side hears the other from now on.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    ///   - `ECoreCallAlreadyHold`: on hold already
    std::int32_t hold(std::int32_t sessionId) noexcept {
        return PortSIP_hold(libSDK(), sessionId);
    }

    /// Takes a call off hold.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    ///   - `ECoreCallNotHold`: not on hold
    std::int32_t unHold(std::int32_t sessionId) noexcept {
        return PortSIP_unHold(libSDK(), sessionId);
    }

    /// Sets the RTCP bandwidth of a call's audio (RFC 3556) and what we take in all. Our
    /// descriptions then have the lines b=RR, b=RS and b=AS. A connected call tells it to the other
    /// side at once, by re-INVITE; one that rings here tells it in its answer, and where our
    /// description has gone before it is told by re-INVITE as soon as the call is connected.
    ///
    /// Of what both sides say about RR and RS the lesser holds. It makes reports rarer than every 5
    /// s where it is small (RFC 3550, section 6.2), never more frequent; where both are 0, on
    /// either side, no RTCP is sent. b=AS bounds what the other side sends, where that keeps to it,
    /// as we do.
    ///
    /// \param BitsRR for RTCP of those who only receive, in bit/s, 0 or more.
    /// \param BitsRS for RTCP of those who send, in bit/s, 0 or more.
    /// \param KBitsAS what we take in all, in kbit/s; 0 to say nothing about it.
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: a number is negative
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    std::int32_t setAudioRtcpBandwidth(std::int32_t sessionId, std::int32_t BitsRR,
                                       std::int32_t BitsRS, std::int32_t KBitsAS) noexcept {
        return PortSIP_setAudioRtcpBandwidth(libSDK(), sessionId, BitsRR, BitsRS, KBitsAS);
    }

    /// Offers the media of a call anew, by re-INVITE: audio in the codecs of now, or no audio.
    /// Returns at once. Where the other side refuses, all stays as it was.
    ///
    /// \param enableAudio whether there is to be audio.
    /// \param enableVideo,enableScreen the same for video and the screen, of which this version has
    ///   none.
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    ///   - `ECoreCallInHold`: on hold
    ///   - `ECoreAudioVideoCodecEmpty`: audio is asked for, and no codec has been added
    std::int32_t updateCall(std::int32_t sessionId, bool enableAudio, bool enableVideo,
                            bool enableScreen) noexcept {
        return PortSIP_updateCall(libSDK(), sessionId, enableAudio, enableVideo, enableScreen);
    }

    /// Mutes a call, or lets it be heard again. The other side is not told.
    ///
    /// \param muteIncomingAudio the other side is not heard here.
    /// \param muteOutgoingAudio the other side hears silence.
    /// \param muteIncomingVideo,muteOutgoingVideo the same for video.
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: neither connected nor with early media
    ///   - `ECoreCallInHold`: on hold
    std::int32_t muteSession(std::int32_t sessionId, bool muteIncomingAudio, bool muteOutgoingAudio,
                             bool muteIncomingVideo, bool muteOutgoingVideo) noexcept {
        return PortSIP_muteSession(libSDK(), sessionId, muteIncomingAudio, muteOutgoingAudio,
                                   muteIncomingVideo, muteOutgoingVideo);
    }

    /// Sends one DTMF tone, after those that wait already.
    ///
    /// \param dtmfMethod a `DTMF_METHOD`.
    /// \param code 0...9 for the digits, 10 for `*`, 11 for `#`, 12...15 for A...D, 16 for flash.
    /// \param dtmfDuration how long the tone lasts in milliseconds, 40...6000; 0 or less for 160.
    ///   Values outside are taken as the nearest inside.
    /// \param playDtmfTone play the tone on the speaker, too; the other side does not hear that.
    ///   Flash has no sound.
    /// \return 0, or
    ///   - `ECoreWrongDTMFTone`: `code` is outside 0...16
    ///   - `ECoreArgumentIncorrect`: another method
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    ///   - `ECoreCallInHold`: on hold
    ///   - `EAudioChannelNotFound`: the call has no audio that the tone could be in
    ///   - `ECoreDataSizeTooLarge`: 64 INFO requests of the call wait
    std::int32_t sendDtmf(std::int32_t sessionId, DTMF_METHOD dtmfMethod, std::int32_t code,
                          std::int32_t dtmfDuration, bool playDtmfTone) noexcept {
        return PortSIP_sendDtmf(libSDK(), sessionId, dtmfMethod, code, dtmfDuration, playDtmfTone);
    }

    /// @}

    /// \name The audio codecs of offers and answers
    /// @{

    /// Adds an audio codec to offers and answers made from now on. The order of adding is the order
    /// of preference.
    ///
    /// \param codecType an `AUDIOCODEC_TYPE`; `AUDIOCODEC_DTMF` adds DTMF events, and
    ///   `AUDIOCODEC_SPEEXWB` Speex at 32 kHz too, behind all others.
    /// \return 0, or
    ///   - `ECoreCodecTypeInvalid`: the number is no codec
    ///   - `ECoreCodecNotSupport`: this build has no such codec, or the library of the system that
    ///     it needs is missing now (AMR: opencore-amrnb; AMR-WB: opencore-amrwb and vo-amrwbenc;
    ///     Speex: libspeex)
    ///   - `ECoreCodecWasExist`: it has been added before
    ///   - `ECorePayloadHasExist`: another codec was given its payload type
    std::int32_t addAudioCodec(AUDIOCODEC_TYPE codecType) noexcept {
        return PortSIP_addAudioCodec(libSDK(), codecType);
    }

    /// Whether no audio codec has been added. DTMF alone does not count. True also for a handle
    /// that is not an SDK object's.
    bool isAudioCodecEmpty() noexcept {
        return PortSIP_isAudioCodecEmpty(libSDK());
    }

    /// Sets the payload type a codec is offered with, from the next offer on. It may be set before
    /// the codec is added, and lasts until it is changed.
    ///
    /// \param codecType an `AUDIOCODEC_TYPE` without a payload type fixed by RFC 3551.
    /// \param payloadType 96...127.
    /// \return 0, or
    ///   - `ECoreCodecTypeInvalid`: the number is no codec
    ///   - `ECoreCodecNotSupport`: this build has no such codec
    ///   - `ECoreFixPayloadCantChange`: the payload type is fixed
    ///   - `ECorePayloadOutofRange`: outside 96...127
    ///   - `ECorePayloadHasExist`: another codec has it
    std::int32_t setAudioCodecPayloadType(AUDIOCODEC_TYPE codecType,
                                          std::int32_t payloadType) noexcept {
        return PortSIP_setAudioCodecPayloadType(libSDK(), codecType, payloadType);
    }

    /// Removes every audio codec, DTMF too. Calls that are up keep theirs.
    void clearAudioCodec() noexcept {
        PortSIP_clearAudioCodec(libSDK());
    }

    /// Sets the format parameters (`a=fmtp`) a codec is offered with, from the next offer on. They
    /// tell the other side's encoder what we like.
    ///
    /// \param codecType an `AUDIOCODEC_TYPE`.
    /// \param parameter as in SDP, such as "useinbandfec=1; maxaveragebitrate=24000" for Opus or
    ///   "mode-set=0; octet-align=1; robust-sorting=0" for AMR; empty for none. iLBC takes
    ///   "mode=20" or "mode=30", the milliseconds of a frame: 20 where the other side says so too,
    ///   else 30. G.729 takes "annexb=no" alone, which is also said without it: silence is not sent
    ///   in frames of its Annex B.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `parameter` is nullptr
    ///   - `ECoreCodecTypeInvalid`: the number is no codec
    ///   - `ECoreCodecNotSupport`: this build has no such codec
    ///   - `ECoreCodecParameterNotSupport`: no parameters of this codec, or a value out of its
    ///     range
    ///   - `ECoreArgumentTooLong`: above 1024 bytes
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    std::int32_t setAudioCodecParameter(AUDIOCODEC_TYPE codecType, const Text &parameter) noexcept {
        return PortSIP_setAudioCodecParameter(libSDK(), codecType, parameter.c_str());
    }

    /// Sets how much audio goes into a packet, from the next offer or answer on.
    ///
    /// \param ptime milliseconds, 10...60 in steps of 10; 20 at the start.
    /// \param maxPtime the longest packet we take, in the same range and not below `ptime`; until
    ///   it is set, nothing is said about it.
    /// \return 0, or
    ///   - `ECoreAudioSampleOutOfRange`: outside 10...60, or `maxPtime` below `ptime`
    ///   - `ECoreAudioSampleNotmultiple`: not a multiple of 10
    std::int32_t setAudioSamples(std::int32_t ptime, std::int32_t maxPtime) noexcept {
        return PortSIP_setAudioSamples(libSDK(), ptime, maxPtime);
    }

    /// @}

    /// \name The audio conference
    /// @{

    /// Opens the audio conference. Its members, whom joinToConference() takes in, hear the
    /// microphone and each other.
    ///
    /// What is said in it can be recorded by startRecord(), and a file be played to all by
    /// startPlayingFileToRemote(), with `CONFERENCE_SESSION_ID` for the session.
    ///
    /// \return 0, or
    ///   - `EAudioCreateAudioConferenceFailure`: there is one that has not been ended
    std::int32_t createAudioConference() noexcept {
        return PortSIP_createAudioConference(libSDK());
    }

    /// Ends the conference, its recording and the file that is played to it. Its calls go on, each
    /// for itself. Without a conference it does nothing.
    void destroyConference() noexcept {
        PortSIP_destroyConference(libSDK());
    }

    /// Takes a call into the conference. A call on hold is taken off hold first; the function does
    /// not wait for the other side to agree.
    ///
    /// A member that is put on hold, or that holds us, neither hears the others nor is heard by
    /// them until the hold ends. It leaves with the end of its call. Of muteSession() the incoming
    /// side silences the member for everybody, the outgoing side what is ours for the member. A
    /// member that is taken in again stays as it is.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `EAudioCreateAudioConferenceFailure`: there is no conference
    ///   - `ECoreCallNotEstablished`: not connected
    std::int32_t joinToConference(std::int32_t sessionId) noexcept {
        return PortSIP_joinToConference(libSDK(), sessionId);
    }

    /// Takes a call out of the conference: it goes on as a call of two. For a call that is in no
    /// conference it does nothing.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    std::int32_t removeFromConference(std::int32_t sessionId) noexcept {
        return PortSIP_removeFromConference(libSDK(), sessionId);
    }

    /// @}

    /// \name Sound devices
    /// @{

    /// How many microphones there are. The virtual device layer has one.
    ///
    /// \return 0 or more
    std::int32_t getNumOfRecordingDevices() noexcept {
        return PortSIP_getNumOfRecordingDevices(libSDK());
    }

    /// How many speakers there are. The virtual device layer has one.
    ///
    /// \return 0 or more
    std::int32_t getNumOfPlayoutDevices() noexcept {
        return PortSIP_getNumOfPlayoutDevices(libSDK());
    }

    /// The name of a microphone.
    ///
    /// \param deviceIndex from 0, or -1 for the default device.
    /// \param nameUTF8 receives the name with a NUL.
    /// \param nameUTF8Length the size of `nameUTF8` in bytes, at least 128.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `nameUTF8` is nullptr
    ///   - `ECoreBufferTooSmall`: the size is below 128 or the name does not fit; `nameUTF8` gets a
    ///     leading NUL
    ///   - `EDeviceGetDeviceNameFailure`: no device of this index
    std::int32_t getRecordingDeviceName(std::int32_t deviceIndex, char *nameUTF8,
                                        std::int32_t nameUTF8Length) noexcept {
        return PortSIP_getRecordingDeviceName(libSDK(), deviceIndex, nameUTF8, nameUTF8Length);
    }

    /// The same; on success `nameUTF8` is the text, of whatever length.
    std::int32_t getRecordingDeviceName(std::int32_t deviceIndex, std::string &nameUTF8) {
        return readText(nameUTF8, [&](char *buffer, std::int32_t nameUTF8Length) {
            return PortSIP_getRecordingDeviceName(libSDK(), deviceIndex, buffer, nameUTF8Length);
        });
    }

    /// The name of a speaker.
    ///
    /// \param deviceIndex from 0, or -1 for the default device.
    /// \param nameUTF8 receives the name with a NUL.
    /// \param nameUTF8Length the size of `nameUTF8` in bytes, at least 128.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `nameUTF8` is nullptr
    ///   - `ECoreBufferTooSmall`: the size is below 128 or the name does not fit; `nameUTF8` gets a
    ///     leading NUL
    ///   - `EDeviceGetDeviceNameFailure`: no device of this index
    std::int32_t getPlayoutDeviceName(std::int32_t deviceIndex, char *nameUTF8,
                                      std::int32_t nameUTF8Length) noexcept {
        return PortSIP_getPlayoutDeviceName(libSDK(), deviceIndex, nameUTF8, nameUTF8Length);
    }

    /// The same; on success `nameUTF8` is the text, of whatever length.
    std::int32_t getPlayoutDeviceName(std::int32_t deviceIndex, std::string &nameUTF8) {
        return readText(nameUTF8, [&](char *buffer, std::int32_t nameUTF8Length) {
            return PortSIP_getPlayoutDeviceName(libSDK(), deviceIndex, buffer, nameUTF8Length);
        });
    }

    /// Chooses the microphone and the speaker, also during calls.
    ///
    /// \param recordingDeviceId,playoutDeviceId from 0, or -1 for the default device.
    /// \return 0, or
    ///   - `EDeviceGetDeviceNameFailure`: no device of this index
    std::int32_t setAudioDeviceId(std::int32_t recordingDeviceId,
                                  std::int32_t playoutDeviceId) noexcept {
        return PortSIP_setAudioDeviceId(libSDK(), recordingDeviceId, playoutDeviceId);
    }

    /// @}

    /// \name Functions beyond the original interface, `PortSIPX_...`
    /// @{

    /// Writes the SIP, RTP and RTCP of the object's calls to a file that packet analysers read
    /// (pcap). A running capture ends. Passwords are not in it, but what is said is. Messages of
    /// connections stand in it as datagrams, those of secure ones in the clear.
    ///
    /// \param path the file; an existing one is replaced.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `path` is nullptr
    ///   - `EAudioFileNameEmpty`: `path` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8, or the file cannot be made
    std::int32_t startPacketCapture(const Text &path) noexcept {
        return PortSIPX_startPacketCapture(libSDK(), path.c_str());
    }

    /// Ends the capture and closes its file, which may take the disk a second. Without one it does
    /// nothing.
    ///
    /// \return 0
    std::int32_t stopPacketCapture() noexcept {
        return PortSIPX_stopPacketCapture(libSDK());
    }

    /// Names the name servers that are asked for the hosts of SIP URIs, in place of those of the
    /// system. The system's file of hosts is not read then. What was found before is forgotten.
    ///
    /// \param servers addresses separated by commas, at most 8, with a port where it is not 53:
    ///   `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`; empty for those of the system.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `servers` is nullptr
    ///   - `ECoreArgumentIncorrect`: not UTF-8, not addresses, or more than 8
    std::int32_t setDnsServers(const Text &servers) noexcept {
        return PortSIPX_setDnsServers(libSDK(), servers.c_str());
    }

    /// Sends each packet of audio with copies of the ones before it (RFC 2198), so that the other
    /// side loses nothing where the network loses a packet by itself. From the next call or the
    /// next offer on, where the other side takes such packets; off at the start.
    ///
    /// A repaired loss costs delay: for 10 s after each one sound is heard up to a packet later.
    ///
    /// \param level of how many earlier packets there are copies, 0...2. With 1 the bit rate of the
    ///   payload is twice that of the codec, with 2 three times; a packet that would exceed 1200
    ///   bytes brings fewer. With 2 bursts of two packets are repaired as well, where the other
    ///   side waits as long: this library waits for one packet. With 0 such packets are not
    ///   offered; offered to us they are always taken, and heard.
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: `level` is outside 0...2
    std::int32_t enableAudioRed(std::int32_t level) noexcept {
        return PortSIPX_enableAudioRed(libSDK(), level);
    }

    /// Looks for DTMF tones in the sound of the other side, or does not, in all calls, also those
    /// that are up; on at the start.
    ///
    /// It is done only where telephone events (RFC 4733) were not agreed on: where they were, keys
    /// come as events. A key that is found raises SIPCallbackEvents::onRecvDtmfTone(), as one of an
    /// event does. Turn it off where music or speech could be taken for a key.
    ///
    /// \return 0
    std::int32_t enableInbandDtmfDetection(bool state) noexcept {
        return PortSIPX_enableInbandDtmfDetection(libSDK(), state);
    }

    /// The local SIP port, which the system chose where initialize() was given 0.
    ///
    /// \return 1...65535
    std::int32_t getLocalSIPPort() noexcept {
        return PortSIPX_getLocalSIPPort(libSDK());
    }

    /// @}

    /// \name Recording calls, and playing files into them
    /// @{

    /// Records a call to a file. The file is kept playable while it grows; a crash costs a second
    /// at most. A disk that fails ends the recording, which the log says, and leaves the call
    /// alone.
    ///
    /// \param sessionId the call, or `CONFERENCE_SESSION_ID`; then received is what the members
    ///   say, sent is what is ours, at the highest rate of the members at the start, 48 kHz where
    ///   there are none.
    /// \param recordFilePath an existing folder.
    /// \param recordFileName the file's name in it; the format's extension is added where it is
    ///   missing. An existing file is replaced.
    /// \param appendTimestamp adds date and time to the name, before the extension.
    /// \param channels 1 mono, 2 stereo with what is sent left and what is received right.
    /// \param recordFileFormat a `FILE_FORMAT`: `FILEFORMAT_WAVE`, 16 bits at the rate of the call;
    ///   `FILEFORMAT_AMR`, AMR at 12.2 kbit/s, mono, where its library is installed;
    ///   `FILEFORMAT_MP3`, MP3 at 32 to 64 kbit/s a channel, where LAME is installed;
    ///   `FILEFORMAT_MP4`, Opus in MP4.
    /// \param audioRecordMode a `RECORD_MODE`.
    /// \param videoRecordMode a `RECORD_MODE`; no video is recorded by this version.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `EAudioFileNameEmpty`: the folder or the name is empty
    ///   - `ECoreArgumentIncorrect`: other channels, formats or modes, AMR with two channels,
    ///     `audioRecordMode` `RECORD_NONE`, a name with a path in it, or not UTF-8
    ///   - `EAudioPlayFileFormatNotSupport`: AMR or MP3 without its library
    ///   - `ECoreInviteSessionNotFound`: no call of this id, no conference
    ///   - `ECoreCallNotEstablished`: neither connected nor with early media
    ///   - `ECoreCallInHold`: on hold
    ///   - `EAudioStartRecordFailure`: the call is being recorded
    ///   - `EAudioCreateRecordFileFailure`: the file cannot be made
    std::int32_t startRecord(std::int32_t sessionId, const Text &recordFilePath,
                             const Text &recordFileName, bool appendTimestamp,
                             std::int32_t channels, FILE_FORMAT recordFileFormat,
                             RECORD_MODE audioRecordMode, RECORD_MODE videoRecordMode) noexcept {
        return PortSIP_startRecord(libSDK(), sessionId, recordFilePath.c_str(),
                                   recordFileName.c_str(), appendTimestamp, channels,
                                   recordFileFormat, audioRecordMode, videoRecordMode);
    }

    /// Ends a recording; without one it does nothing.
    ///
    /// The last of what was recorded is written and the file closed within moments after this
    /// returns. It can be played before that, too.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id, no conference
    std::int32_t stopRecord(std::int32_t sessionId) noexcept {
        return PortSIP_stopRecord(libSDK(), sessionId);
    }

    /// Plays a file to the other side. SIPCallbackEvents::onPlayFileFinished() tells when it has
    /// come to its end by itself. A file that is playing is replaced.
    ///
    /// WAV (8 to 32 bits, float, G.711; any rate from 4 to 192 kHz), MP3, AMR and AMR-WB (where
    /// their library is installed), and MP4 with AAC, Opus or AMR are told apart by their content,
    /// not the name. Channels are mixed to one. A loop has no gap.
    ///
    /// \param sessionId the call, or `CONFERENCE_SESSION_ID`: all members hear it.
    /// \param fileUrl the file's path.
    /// \param loop starts again at the end.
    /// \param playAudio 0 the file is not heard, 1 the file takes the place of the microphone, 2
    ///   both are heard.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `fileUrl` is nullptr
    ///   - `EAudioFileNameEmpty`: `fileUrl` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `EAudioPlayFileModeNotSupport`: `playAudio` is outside 0...2
    ///   - `ECoreInviteSessionNotFound`: no call of this id, no conference
    ///   - `ECoreCallNotEstablished`: neither connected nor with early media
    ///   - `ECoreCallInHold`: on hold
    ///   - `EAudioOpenPlayFileFailure`: missing or not readable
    ///   - `EAudioPlayFileFormatNotSupport`: not a format this build reads
    std::int32_t startPlayingFileToRemote(std::int32_t sessionId, const Text &fileUrl, bool loop,
                                          std::int32_t playAudio) noexcept {
        return PortSIP_startPlayingFileToRemote(libSDK(), sessionId, fileUrl.c_str(), loop,
                                                playAudio);
    }

    /// Ends the file that plays to the other side. No event follows.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id, no conference
    std::int32_t stopPlayingFileToRemote(std::int32_t sessionId) noexcept {
        return PortSIP_stopPlayingFileToRemote(libSDK(), sessionId);
    }

    /// Plays a file on the speaker, with calls or without any; nobody else hears it. The formats
    /// are those of startPlayingFileToRemote(). SIPCallbackEvents::onPlayFileFinished() tells with
    /// `INVALID_SESSION_ID` when it has come to its end by itself. A file that is playing there is
    /// replaced.
    ///
    /// \param fileUrl the file's path.
    /// \param loop starts again at the end.
    /// \param playVideoWindow not looked at by this version, which plays no video.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `fileUrl` is nullptr
    ///   - `EAudioFileNameEmpty`: `fileUrl` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `EAudioOpenPlayFileFailure`: missing or not readable
    ///   - `EAudioPlayFileFormatNotSupport`: not a format this build reads
    std::int32_t startPlayingFileLocally(const Text &fileUrl, bool loop,
                                         void *playVideoWindow) noexcept {
        return PortSIP_startPlayingFileLocally(libSDK(), fileUrl.c_str(), loop, playVideoWindow);
    }

    /// Ends the file that plays on the speaker. No event follows. Without one it does nothing.
    ///
    /// \return 0
    std::int32_t stopPlayingFileLocally() noexcept {
        return PortSIP_stopPlayingFileLocally(libSDK());
    }

    /// @}

    /// \name Incoming calls that go elsewhere or are not wanted
    /// @{

    /// Sends incoming calls elsewhere from now on: their callers are told to call there (302).
    /// SIPCallbackEvents::onInviteBeginingForward() tells of each.
    ///
    /// \param forBusyOnly true sends them only while a call is up, also one that rings; false sends
    ///   all.
    /// \param forwardTo a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
    ///   `sips:` or `tel:` address. It takes the place of the one before.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `forwardTo` is nullptr
    ///   - `ECoreCalleeEmpty`: `forwardTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreInvalidUri`: no address, or a name while the account has no domain
    std::int32_t enableCallForward(bool forBusyOnly, const Text &forwardTo) noexcept {
        return PortSIP_enableCallForward(libSDK(), forBusyOnly, forwardTo.c_str());
    }

    /// Lets incoming calls ring again.
    ///
    /// \return 0
    std::int32_t disableCallForward() noexcept {
        return PortSIP_disableCallForward(libSDK());
    }

    /// Says whether incoming calls are refused with 480, without an event. Call forward does not
    /// take them either. Calls that ring or are up go on.
    ///
    /// \param state true refuses them.
    void setDoNotDisturb(bool state) noexcept {
        PortSIP_setDoNotDisturb(libSDK(), state);
    }

    /// Sends an incoming call that has not been answered elsewhere: its caller is told to call
    /// there (302). The call ends here; no event follows.
    ///
    /// \param forwardTo a name, which becomes `sip:name@<domain>` of the account, or a `sip:`,
    ///   `sips:` or `tel:` address.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `forwardTo` is nullptr
    ///   - `ECoreCalleeEmpty`: `forwardTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreInvalidUri`: no address, or a name while the account has no domain
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreNotIncomingCall`: it is our own call, or has been answered
    std::int32_t forwardCall(std::int32_t sessionId, const Text &forwardTo) noexcept {
        return PortSIP_forwardCall(libSDK(), sessionId, forwardTo.c_str());
    }

    /// @}

    /// \name Headers of SIP messages: reading them, and changing what is sent
    /// @{

    /// Reads a header of a SIP message, such as one of an event.
    ///
    /// Compact and long names are the same, case does not matter, and folded lines are joined. Of
    /// several headers of a name the first is read.
    ///
    /// \param sipMessage the message as text; need not be UTF-8.
    /// \param headerName such as "Contact".
    /// \param headerValue receives the value with a NUL, as valid UTF-8.
    /// \param headerValueLength the size of `headerValue` in bytes.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: a pointer is nullptr
    ///   - `ECoreSipMessaegEmpty`, `ECoreSipHeaderNameEmpty`: empty
    ///   - `ECoreSipHeaderParserEmpty`: the text is not a SIP message
    ///   - `ECoreSipHeaderNotExist`: it has no such header
    ///   - `ECoreBufferTooSmall`: the value does not fit; `headerValue` gets a leading NUL
    std::int32_t getSipMessageHeaderValue(const Text &sipMessage, const Text &headerName,
                                          char *headerValue,
                                          std::int32_t headerValueLength) noexcept {
        return PortSIP_getSipMessageHeaderValue(libSDK(), sipMessage.c_str(), headerName.c_str(),
                                                headerValue, headerValueLength);
    }

    /// The same; on success `headerValue` is the text, of whatever length.
    std::int32_t getSipMessageHeaderValue(const Text &sipMessage, const Text &headerName,
                                          std::string &headerValue) {
        return readText(headerValue, [&](char *buffer, std::int32_t headerValueLength) {
            return PortSIP_getSipMessageHeaderValue(libSDK(), sipMessage.c_str(),
                                                    headerName.c_str(), buffer, headerValueLength);
        });
    }

    /// Adds a header to outgoing messages.
    ///
    /// \param sessionId only messages of this call, or `INVALID_SESSION_ID` for all.
    /// \param methodName only messages of this method, responses by their `CSeq`; "ALL" for all
    ///   methods.
    /// \param msgType 1 requests, 2 responses, 3 both.
    /// \param headerName such as "X-Account".
    /// \param headerValue its value.
    /// \return the id of what was added (greater than 0), or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreSipMethodNameEmpty`, `ECoreSipHeaderNameEmpty`, `ECoreSipHeaderValueEmpty`: a text
    ///     is empty
    ///   - `ECoreSipHeaderBadFormed`: a method or name that is no token, a header the stack keeps
    ///     to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards, Content-Length, Route), or CR
    ///     or LF in the value
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreDataSizeTooLarge`: 256 headers have been added or modified
    ///   - `ECoreArgumentIncorrect`: another `msgType`, or not UTF-8
    std::int32_t addSipMessageHeader(std::int32_t sessionId, const Text &methodName,
                                     std::int32_t msgType, const Text &headerName,
                                     const Text &headerValue) noexcept {
        return PortSIP_addSipMessageHeader(libSDK(), sessionId, methodName.c_str(), msgType,
                                           headerName.c_str(), headerValue.c_str());
    }

    /// Takes back one header that was added.
    ///
    /// \param sipMessageHeaderId what addSipMessageHeader() returned.
    /// \return 0, or
    ///   - `ECoreSipHeaderNotExist`: no header of this id has been added
    std::int32_t removeAddedSipMessageHeader(std::int32_t sipMessageHeaderId) noexcept {
        return PortSIP_removeAddedSipMessageHeader(libSDK(), sipMessageHeaderId);
    }

    /// Takes back all headers that were added.
    ///
    /// \return 0
    std::int32_t clearAddedSipMessageHeaders() noexcept {
        return PortSIP_clearAddedSipMessageHeaders(libSDK());
    }

    /// Gives a header of outgoing messages another value. It takes the place of all headers of the
    /// name; where there is none, it is added. Compact and long names are the same.
    ///
    /// \param sessionId only messages of this call, or `INVALID_SESSION_ID` for all.
    /// \param methodName only messages of this method, responses by their `CSeq`; "ALL" for all
    ///   methods.
    /// \param msgType 1 requests, 2 responses, 3 both.
    /// \param headerName such as "User-Agent".
    /// \param headerValue its value.
    /// \return the id of the change (greater than 0), or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreSipMethodNameEmpty`, `ECoreSipHeaderNameEmpty`, `ECoreSipHeaderValueEmpty`: a text
    ///     is empty
    ///   - `ECoreSipHeaderBadFormed`: a method or name that is no token, a header the stack keeps
    ///     to itself (From, To, Call-ID, `CSeq`, Via, Max-Forwards, Content-Length, Route), or CR
    ///     or LF in the value
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreDataSizeTooLarge`: 256 headers have been added or modified
    ///   - `ECoreArgumentIncorrect`: another `msgType`, or not UTF-8
    std::int32_t modifySipMessageHeader(std::int32_t sessionId, const Text &methodName,
                                        std::int32_t msgType, const Text &headerName,
                                        const Text &headerValue) noexcept {
        return PortSIP_modifySipMessageHeader(libSDK(), sessionId, methodName.c_str(), msgType,
                                              headerName.c_str(), headerValue.c_str());
    }

    /// Takes back one change of a header.
    ///
    /// \param sipMessageHeaderId what modifySipMessageHeader() returned.
    /// \return 0, or
    ///   - `ECoreSipHeaderNotExist`: no header has been modified under this id
    std::int32_t removeModifiedSipMessageHeader(std::int32_t sipMessageHeaderId) noexcept {
        return PortSIP_removeModifiedSipMessageHeader(libSDK(), sipMessageHeaderId);
    }

    /// Takes back all changes of headers.
    ///
    /// \return 0
    std::int32_t clearModifiedSipMessageHeaders() noexcept {
        return PortSIP_clearModifiedSipMessageHeaders(libSDK());
    }

    /// @}

    /// \name How we name ourselves and others in messages
    /// @{

    /// Says whether a character is percent-escaped in the URIs that are made of names, such as
    /// `*72#` in call(). At the start the characters are escaped that RFC 3261 forbids there. URIs
    /// that are given whole stay as they are.
    ///
    /// \param character one character.
    /// \param enable true escapes it from now on, false leaves it as it is.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `character` is nullptr
    ///   - `ECoreArgumentIncorrect`: empty, more than one character, or not UTF-8; or `enable` is
    ///     false for what is always escaped: blanks, control characters, what is not ASCII, and
    ///     what would end the user part (at sign, colon, percent sign, double quote, angle and
    ///     square brackets, backslash)
    std::int32_t setUriUserEncoding(const Text &character, bool enable) noexcept {
        return PortSIP_setUriUserEncoding(libSDK(), character.c_str(), enable);
    }

    /// Says whether the Contact of registrations and calls names the features of 3GPP:
    /// `+g.3gpp.icsi-ref` of multimedia telephony and `+g.3gpp.smsip`. It takes effect with the
    /// next registration, refresh and call; off at the start.
    ///
    /// \param enable true names them.
    /// \return 0
    std::int32_t enable3GppTags(bool enable) noexcept {
        return PortSIP_enable3GppTags(libSDK(), enable);
    }

    /// @}

    /// \name Starting and ending an SDK object; version and licence
    /// @{

    /// Sets the licence key. Any key will do: this library has no trial limits.
    ///
    /// \param key not empty.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `key` is nullptr
    ///   - `ECoreWrongLicenseKey`: `key` is empty
    ///   - `ECoreArgumentIncorrect`: `key` is not UTF-8
    std::int32_t setLicenseKey(const Text &key) noexcept {
        return PortSIP_setLicenseKey(libSDK(), key.c_str());
    }

    /// @}

    /// \name Messages of people, in calls and outside of them
    /// @{

    /// Sends a message in a call, also on hold. Messages of one call go one at a time, in the order
    /// they were made. SIPCallbackEvents::onSendMessageSuccess() or
    /// SIPCallbackEvents::onSendMessageFailure() tells what became of it, once.
    ///
    /// \param mimeType,subMimeType the two halves of its type, such as "text" and "plain"; the
    ///   second may carry parameters.
    /// \param message what it carries; text in UTF-8.
    /// \param messageLength its length in bytes, 0...65536.
    /// \return the id of the message, or
    ///   - `ECoreArgumentNull`: a text or `message` is nullptr
    ///   - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed
    ///   - `ECoreArgumentIncorrect`: a text is not UTF-8, or `messageLength` is negative
    ///   - `ECoreDataSizeTooLarge`: it is longer, or 64 messages of the call wait
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    std::int32_t sendMessage(std::int32_t sessionId, const Text &mimeType, const Text &subMimeType,
                             const std::uint8_t *message, std::int32_t messageLength) noexcept {
        return PortSIP_sendMessage(libSDK(), sessionId, mimeType.c_str(), subMimeType.c_str(),
                                   message, messageLength);
    }

    /// The same; `message` is anything that has `data()` and `size()`.
    std::int32_t sendMessage(std::int32_t sessionId, const Text &mimeType, const Text &subMimeType,
                             Bytes message) noexcept {
        return PortSIP_sendMessage(libSDK(), sessionId, mimeType.c_str(), subMimeType.c_str(),
                                   message.data(), lengthOf(message));
    }

    /// Sends a message outside of calls. Messages to one recipient go one after the other, in the
    /// order they were made. SIPCallbackEvents::onSendOutOfDialogMessageSuccess() or
    /// SIPCallbackEvents::onSendOutOfDialogMessageFailure() tells what became of it, once.
    ///
    /// \param to a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or
    ///   `tel:` address, with a display name or without.
    /// \param mimeType,subMimeType the two halves of its type, such as "text" and "plain"; the
    ///   second may carry parameters.
    /// \param isSMS true to mark it as a short message: `;messagetype=SMS` behind the address in
    ///   the To header.
    /// \param message what it carries; text in UTF-8.
    /// \param messageLength its length in bytes, 0...65536.
    /// \return the id of the message, or
    ///   - `ECoreArgumentNull`: a text or `message` is nullptr
    ///   - `ECoreCalleeEmpty`: `to` is empty
    ///   - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed
    ///   - `ECoreArgumentIncorrect`: a text is not UTF-8, or `messageLength` is negative
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: no address, a transport that there is not, or a name while the
    ///     account has no domain
    ///   - `ECoreDataSizeTooLarge`: it is longer, or 1024 messages wait for their answer
    std::int32_t sendOutOfDialogMessage(const Text &to, const Text &mimeType,
                                        const Text &subMimeType, bool isSMS,
                                        const std::uint8_t *message,
                                        std::int32_t messageLength) noexcept {
        return PortSIP_sendOutOfDialogMessage(libSDK(), to.c_str(), mimeType.c_str(),
                                              subMimeType.c_str(), isSMS, message, messageLength);
    }

    /// The same; `message` is anything that has `data()` and `size()`.
    std::int32_t sendOutOfDialogMessage(const Text &to, const Text &mimeType,
                                        const Text &subMimeType, bool isSMS,
                                        Bytes message) noexcept {
        return PortSIP_sendOutOfDialogMessage(libSDK(), to.c_str(), mimeType.c_str(),
                                              subMimeType.c_str(), isSMS, message.data(),
                                              lengthOf(message));
    }

    /// @}

    /// \name Local addresses and media ports
    /// @{

    /// How many local addresses there are: the indices of getLocalIpAddress() run from 0 to one
    /// less.
    ///
    /// \return 0 or more, or `ECoreStackException`
    static std::int32_t getNICNums() noexcept {
        return PortSIP_getNICNums();
    }

    /// A local address that peers may reach: IPv4 before IPv6, loopback only where there is nothing
    /// else. Link-local addresses are left out, and those of interfaces that are switched off or
    /// unplugged.
    ///
    /// \param index from 0; see getNICNums().
    /// \param ip receives the address as text with a NUL.
    /// \param ipSize the size of `ip` in bytes, at least 32; 46 holds any address.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `ip` is nullptr
    ///   - `ECoreBufferTooSmall`: `ipSize` is below 32 or the address does not fit; `ip` gets a
    ///     leading NUL
    ///   - `ECoreNetworkInterfaceUnavailable`: there is no address of this index
    static std::int32_t getLocalIpAddress(std::int32_t index, char *ip,
                                          std::int32_t ipSize) noexcept {
        return PortSIP_getLocalIpAddress(index, ip, ipSize);
    }

    /// The same; on success `ip` is the text, of whatever length.
    static std::int32_t getLocalIpAddress(std::int32_t index, std::string &ip) {
        return readText(ip, [&](char *buffer, std::int32_t ipSize) {
            return PortSIP_getLocalIpAddress(index, buffer, ipSize);
        });
    }

    /// Keeps the mappings of NATs alive while a call sends no RTP: when it has sent none for the
    /// given time, an RTP packet without payload goes, numbered as the stream is (RFC 6263, section
    /// 4.6). That concerns all calls, also those that are up. Calls that send sound or silence need
    /// none.
    ///
    /// Without a call of this function it is on, with a payload type that the call does not use and
    /// every 15 s.
    ///
    /// \param state true to send them, false for none.
    /// \param keepAlivePayloadType 0...63 or 96...127, such as 126; those between are taken for RTCP
    ///   where it shares the port (RFC 5761, section 4). A call that has another use for it takes
    ///   one that it does not use. Not looked at when `state` is false.
    /// \param deltaTransmitTimeMS 1000...300000 ms; less than 15000 burdens networks without need.
    ///   Not looked at when `state` is false.
    /// \return 0, or
    ///   - `ECorePayloadOutofRange`: another payload type
    ///   - `ECoreArgumentIncorrect`: another time
    std::int32_t setRtpKeepAlive(bool state, std::int32_t keepAlivePayloadType,
                                 std::int32_t deltaTransmitTimeMS) noexcept {
        return PortSIP_setRtpKeepAlive(libSDK(), state, keepAlivePayloadType, deltaTransmitTimeMS);
    }

    /// Marks RTP and RTCP for expedited forwarding (DSCP 46 of RFC 4594), so that networks which
    /// honour it send audio before other traffic; it is on at the start. It concerns all calls,
    /// also those that are up.
    ///
    /// Linux and Android mark IPv4 and IPv6, macOS too; iOS IPv4 alone. On Windows the function
    /// returns 0 and has no effect: the system leaves the field zero whatever a program asks, and
    /// marks by a quality-of-service policy that an administrator sets for the program or the port
    /// range.
    ///
    /// \param state true for 46, false for 0.
    /// \return 0
    std::int32_t enableAudioQos(bool state) noexcept {
        return PortSIP_enableAudioQos(libSDK(), state);
    }

    /// Says whether calls of ours from now on offer ICE (RFC 8445), which finds the way of media
    /// through NATs by checks of each address of ours with each of the other side. It is off at the
    /// start. Calls that are up stay as they were agreed.
    ///
    /// The offer names the address of this machine, and where servers see it where that is
    /// elsewhere: the STUN server of setUser() is asked for each call, whose INVITE waits for that,
    /// 1 s at most, and so is the relay of setTurnServer(). Both are asked again before a call
    /// whose address has changed, or whose media has lost its way, tells the other side. It lets
    /// RTCP share the port of RTP (RFC 5761). Who answers without ICE gets media as without it.
    /// Calls that are offered with ICE are answered with it whether this is on or off.
    ///
    /// \param state true to offer it, false not to.
    /// \return 0
    std::int32_t enableIce(bool state) noexcept {
        return PortSIPX_enableIce(libSDK(), state);
    }

    /// Sets a relay of media (TURN, RFC 8656) for calls that use ICE, from now on: a call that
    /// finds no other way through the NATs of both sides goes through it. Calls that are up keep
    /// theirs until they look for another way.
    ///
    /// Each such call asks the server for an address before it describes itself, as it asks the
    /// STUN server, and waits for both together 1 s at most. A call whose server refuses, or is
    /// silent, goes on without a relay; the log says why.
    ///
    /// Without a server the rest is not looked at.
    ///
    /// \param turnServer a host or an address; nullptr or empty for none.
    /// \param turnServerPort its port; 0 is 3478, or 5349 for TLS.
    /// \param transportType a `TRANSPORT_TYPE`, over which the server is reached: `TRANSPORT_UDP`,
    ///   or `TRANSPORT_TCP` and `TRANSPORT_TLS` for networks that let no UDP out. Over TLS the
    ///   server has to show a certificate of `turnServer` by the rules of the web (wildcards
    ///   count), verified where those of SIP servers are. Between the server and the other side it
    ///   is UDP always.
    /// \param userName,password what answers its challenges; nullptr or empty where it asks for
    ///   nothing: to who has a name nothing counts that the password does not prove. At most 508
    ///   bytes each.
    /// \return 0, or
    ///   - `ECorePortOutOfRange`: the port is outside 0...65535
    ///   - `ECoreUnsupportTransport`: WebSocket, or a number that is no `TRANSPORT_TYPE`
    ///   - `ECoreArgumentIncorrect`: a text is not UTF-8, too long or has control characters, or
    ///     the host has blanks
    std::int32_t setTurnServer(const Text &turnServer, std::int32_t turnServerPort,
                               TRANSPORT_TYPE transportType, const Text &userName,
                               const Text &password) noexcept {
        return PortSIPX_setTurnServer(libSDK(), turnServer.c_str(), turnServerPort, transportType,
                                      userName.c_str(), password.c_str());
    }

    /// Sets the ports for media. Each call takes an even port for RTP and the odd one above it for
    /// RTCP. Calls that are up keep theirs.
    ///
    /// \param minimumRtpPort 2...65534, even; 10000 at the start.
    /// \param maximumRtpPort 2...65534, even, above `minimumRtpPort`; 60000 at the start.
    /// \return 0, or
    ///   - `ECoreMiniAudioPortOutOfRange`, `ECoreMaxAudioPortOutOfRange`: out of range
    ///   - `ECoreMiniRtpPortMustIsEvenNum`, `ECoreMaxAudioPortNotEvenNumber`: odd
    ///   - `ECoreAudioVideoPortOverlapped`: the minimum is above the maximum
    ///   - `ECoreAudioVideoPortRangeTooSmall`: no room for the calls that initialize() allowed, two
    ///     pairs of ports each
    std::int32_t setRtpPortRange(std::int32_t minimumRtpPort,
                                 std::int32_t maximumRtpPort) noexcept {
        return PortSIP_setRtpPortRange(libSDK(), minimumRtpPort, maximumRtpPort);
    }

    /// Says which addresses of a host that has both are tried first: a SIP server, proxy or peer
    /// that is named by a domain. IPv4 at the start.
    ///
    /// IPv6 addresses are tried only where the local address of initialize() is one, or `::`. The
    /// other family follows where the first cannot be reached. It takes effect with the next
    /// request whose host is looked up.
    ///
    /// \param enable true tries IPv6 addresses before IPv4 addresses.
    /// \return 0
    std::int32_t enablePriorityIPv6Domain(bool enable) noexcept {
        return PortSIP_enablePriorityIPv6Domain(libSDK(), enable);
    }

    /// @}

    /// \name Presence of our own: who may watch us, and what is told
    /// @{

    /// Says who tells others how we are. A change ends what was there without an event: the
    /// subscriptions of those who watch us, or what is published.
    ///
    /// \param mode 0 we ourselves, as at the start: those who want to know subscribe at us, and
    ///   SIPCallbackEvents::onPresenceRecvSubscribe() asks about each; 1 a server (presence agent),
    ///   where we publish it by PUBLISH (RFC 3903), and subscriptions at us are refused.
    /// \return 0, or `ECoreArgumentIncorrect`: `mode` is neither
    std::int32_t setPresenceMode(std::int32_t mode) noexcept {
        return PortSIP_setPresenceMode(libSDK(), mode);
    }

    /// Says how long what we publish is asked to live, from the next change on; 3600 seconds
    /// without this. It is refreshed before its end. The server may grant less, or insist on more.
    ///
    /// \param secs seconds, 20 or more.
    /// \return 0, or `ECoreExpiresValueTooSmall`
    std::int32_t setDefaultPublicationTime(std::int32_t secs) noexcept {
        return PortSIP_setDefaultPublicationTime(libSDK(), secs);
    }

    /// Lets somebody who watches us know how we are, from now on. The first that is told is what
    /// setPresenceStatus() has said for this subscription, else what it has said last to anybody
    /// since the user was set, else "Online". Who may know already stays as he is.
    ///
    /// \param subscribeId the id that SIPCallbackEvents::onPresenceRecvSubscribe() brought.
    /// \return 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any more
    std::int32_t presenceAcceptSubscribe(std::int32_t subscribeId) noexcept {
        return PortSIP_presenceAcceptSubscribe(libSDK(), subscribeId);
    }

    /// Lets somebody who watches us know nothing, or nothing more: his subscription ends
    /// (`terminated;reason=rejected`). No event follows.
    ///
    /// \param subscribeId the id that SIPCallbackEvents::onPresenceRecvSubscribe() brought; it may
    ///   have been accepted before.
    /// \return 0, or `ECoreNotFoundSubscribeId`: nobody watches us by this id, or not any more
    std::int32_t presenceRejectSubscribe(std::int32_t subscribeId) noexcept {
        return PortSIP_presenceRejectSubscribe(libSDK(), subscribeId);
    }

    /// Says how we are. Somebody who watches us and was accepted is told at once, by NOTIFY; one
    /// who was not decided about when he is accepted. In presence agent mode (setPresenceMode())
    /// our server is told, by PUBLISH: what is published is kept alive until the mode changes or
    /// the user is removed, and no event tells how it fares; it is seen by
    /// SIPCallbackEvents::onReceivedSignaling(), see enableCallbackSignaling().
    ///
    /// \param subscribeId the id that SIPCallbackEvents::onPresenceRecvSubscribe() brought; in
    ///   presence agent mode 0.
    /// \param stateText what others read, 1024 bytes at most. "Offline", in any case, says that we
    ///   cannot be reached, every other text that we can.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `stateText` is nullptr
    ///   - `ECoreArgumentIncorrect`: `stateText` is empty or not UTF-8
    ///   - `ECoreDataSizeTooLarge`: `stateText` is longer than 1024 bytes
    ///   - `ECoreNotFoundSubscribeId`: nobody watches us by this id, or in presence agent mode it
    ///     is not 0
    ///   - `ECoreUserNotFound`: in presence agent mode, no user is set
    ///   - `ECoreSIPServerEmpty`: in presence agent mode, the user has no server
    ///   - `ECoreInvalidUri`: in presence agent mode, a server with a transport that there is not
    std::int32_t setPresenceStatus(std::int32_t subscribeId, const Text &stateText) noexcept {
        return PortSIP_setPresenceStatus(libSDK(), subscribeId, stateText.c_str());
    }

    /// @}

    /// \name What is done with the microphone's signal
    /// @{

    /// Turns voice activity detection on or off, also during calls; off at the start.
    ///
    /// While it is on and nobody speaks into the microphone, a call in which comfort noise (RFC
    /// 3389) was agreed on sends no audio: a packet of 11 bytes describes the noise when it begins,
    /// when it changes (at most every 200 ms) and every 500 ms. Sound goes on for 250 ms after the
    /// last word. Files and PCM streams are sent as they are.
    ///
    /// Comfort noise is offered while this is on, so switch it on before a call begins; where the
    /// other side offers it, it is accepted always. It goes with the codecs of an RTP clock of 8
    /// kHz (PCMU, PCMA, G.722, G.729, GSM, iLBC). Opus has its own way, the parameter `usedtx=1` of
    /// `setAudioCodecParameter`.
    ///
    /// Cost: about 15 us for each 10 ms, whatever the number of calls.
    void enableVAD(bool state) noexcept {
        PortSIP_enableVAD(libSDK(), state);
    }

    /// Turns the generator of comfort noise on or off, also during calls; on at the start.
    ///
    /// It plays noise of the level and spectrum that the other side describes (RFC 3389) while
    /// nobody speaks there. While it is off these pauses are silent.
    ///
    /// Cost: about 3 us for each 10 ms of a call that pauses.
    void enableCNG(bool state) noexcept {
        PortSIP_enableCNG(libSDK(), state);
    }

    /// Turns acoustic echo cancellation on or off, also during calls; off at the start.
    ///
    /// What the speaker plays and the microphone hears again is taken out of what all calls send,
    /// whatever the delay between the two up to 300 ms. It finds echo and delay by itself and needs
    /// about 3 s of the other side's voice for that. Where both sides speak at once ours is kept.
    /// Headsets need none.
    ///
    /// Cost: 75 us (device at 16 kHz) to 135 us (48 kHz) for each 10 ms, whatever the number of
    /// calls.
    void enableAEC(bool state) noexcept {
        PortSIP_enableAEC(libSDK(), state);
    }

    /// Turns automatic gain control on or off, also during calls; off at the start.
    ///
    /// Speech that is too quiet is made louder, by up to 40 dB and by 6 dB in each second, until it
    /// is at about -20 dB of full scale. Noise between words is never brought above -50 dB, and a
    /// limiter keeps peaks from clipping. Speech that is loud enough stays as it is. `setMicVolume`
    /// works behind it.
    ///
    /// Cost: about 20 us for each 10 ms, whatever the number of calls.
    void enableAGC(bool state) noexcept {
        PortSIP_enableAGC(libSDK(), state);
    }

    /// Turns noise suppression on or off, also during calls; off at the start.
    ///
    /// Steady noise, as of a fan, goes down by about 12 dB and speech stays. It delays what is sent
    /// by 6 ms.
    ///
    /// Cost: 15 us (device at 16 kHz) to 40 us (48 kHz) for each 10 ms, whatever the number of
    /// calls.
    void enableANS(bool state) noexcept {
        PortSIP_enableANS(libSDK(), state);
    }

    /// @}

    /// \name How the account is reached: instance, push service, NAT, keep-alives
    /// @{

    /// Names this instance of the account in registrations from now on (RFC 5626): `+sip.instance`
    /// and `reg-id` stand in the Contact, and a server that can keeps to the way of the
    /// registration and gives the instance an address of its own (GRUU, RFC 5627). Without it none
    /// of these is asked for. It should stay the same over the life of an installation.
    ///
    /// \param uuid a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, with or without
    ///   `urn:uuid:` before it.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `uuid` is nullptr
    ///   - `ECoreArgumentIncorrect`: no UUID
    std::int32_t setInstanceId(const Text &uuid) noexcept {
        return PortSIP_setInstanceId(libSDK(), uuid.c_str());
    }

    /// Registers anew at once: the way to the server is looked for anew, a new connection is
    /// opened, and the public address is learned anew. The place to call it is after a change of
    /// network that the library has not seen by itself; that of its own interfaces it notices. A
    /// success raises SIPCallbackEvents::onRegisterSuccess() where it is the first one or follows a
    /// failure.
    ///
    /// \param regExpires seconds to ask for from now on, at least 20; 0 keeps what was asked for
    ///   before.
    /// \return 0, or
    ///   - `ECoreExpiresValueTooSmall`: `regExpires` is below 20 and not 0
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreNotRegistered`: not registered, nor on the way to it
    std::int32_t refreshRegistration(std::int32_t regExpires) noexcept {
        return PortSIP_refreshRegistration(libSDK(), regExpires);
    }

    /// Says whether requests ask for the port they came from (RFC 3581), so that answers find back
    /// through a NAT. On, the address that the server saw is named in Contact and in session
    /// descriptions, and the server is told anew when it changes. On at the start.
    ///
    /// \param enable true asks.
    /// \return 0
    std::int32_t enableRport(bool enable) noexcept {
        return PortSIP_enableRport(libSDK(), enable);
    }

    /// How often the way to the server is kept open while the account is registered: an empty line
    /// over a connection and by datagrams, a STUN request by datagrams to a server that keeps to
    /// the way (RFC 5626). A server may ask for it more often. What is sent comes up to a fifth of
    /// the time earlier. 30 at the start.
    ///
    /// \param keepAliveTime seconds; 0 sends none.
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: below 0
    std::int32_t setKeepAliveTime(std::int32_t keepAliveTime) noexcept {
        return PortSIP_setKeepAliveTime(libSDK(), keepAliveTime);
    }

    /// Tells the server how to wake this device for a call (RFC 8599): parameters of the Contact in
    /// registrations from now on. The server then asks the push notification service before it
    /// sends an INVITE; the program, once woken, calls refreshRegistration().
    ///
    /// \param provider the service, such as `apns`, `fcm` or `webpush`; empty takes all back.
    /// \param param what the service needs beside it, such as the application's identifier; may be
    ///   empty.
    /// \param prid the device's identifier at the service.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreArgumentIncorrect`: not UTF-8, control characters, or no `prid`
    ///   - `ECoreDataSizeTooLarge`: a text is longer than 1024 bytes
    std::int32_t setPushParameters(const Text &provider, const Text &param,
                                   const Text &prid) noexcept {
        return PortSIPX_setPushParameters(libSDK(), provider.c_str(), param.c_str(), prid.c_str());
    }

    /// @}

    /// \name Requests beside calls, and the types of bodies that are taken in requests
    /// @{

    /// Takes bodies of one more type in requests of a method. Requests with other types are refused
    /// with 415, unless they say that the body is optional.
    ///
    /// Taken without this: `application/sdp` in INVITE, UPDATE and PRACK; `application/dtmf-relay`,
    /// `application/dtmf` and `application/media_control+xml` in INFO; `text/plain` in MESSAGE.
    ///
    /// \param methodName such as "INFO"; case does not matter.
    /// \param mimeType,subMimeType the two halves of the type, such as "text" and "plain".
    /// \return 0, also where the type was taken before, or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreSipMethodNameEmpty`: `methodName` is empty
    ///   - `ECoreMimeTypeUnknown`: a half of the type is empty or no token
    ///   - `ECoreArgumentIncorrect`: `methodName` is no token, or a text is not UTF-8
    ///   - `ECoreDataSizeTooLarge`: 64 types have been added
    std::int32_t addSupportedMimeType(const Text &methodName, const Text &mimeType,
                                      const Text &subMimeType) noexcept {
        return PortSIP_addSupportedMimeType(libSDK(), methodName.c_str(), mimeType.c_str(),
                                            subMimeType.c_str());
    }

    /// Asks somebody what they can do (OPTIONS). No event tells the answer; it is seen by
    /// SIPCallbackEvents::onReceivedSignaling(), see enableCallbackSignaling().
    ///
    /// \param to a name, which becomes `sip:name@<domain>` of the account, or a `sip:`, `sips:` or
    ///   `tel:` address.
    /// \param sdp a session description to be sent along; nullptr or empty for none.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `to` is nullptr
    ///   - `ECoreCalleeEmpty`: `to` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: no address, a transport that there is not, or a name while the
    ///     account has no domain
    ///   - `ECoreDataSizeTooLarge`: `sdp` has more than 65536 bytes, or 64 OPTIONS wait for their
    ///     answer
    std::int32_t sendOptions(const Text &to, const Text &sdp) noexcept {
        return PortSIP_sendOptions(libSDK(), to.c_str(), sdp.c_str());
    }

    /// Sends an INFO request in a call, also on hold. Requests of one call go one at a time, in the
    /// order they were made; DTMF by INFO is one of them. No event tells whether it was taken.
    ///
    /// \param mimeType,subMimeType the two halves of the Content-Type, such as "text" and "plain";
    ///   the second may carry parameters.
    /// \param infoContents the body; may be empty.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreMimeTypeUnknown`: a half of the type is empty or malformed
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreDataSizeTooLarge`: the body has more than 65536 bytes, or 64 requests wait
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    std::int32_t sendInfo(std::int32_t sessionId, const Text &mimeType, const Text &subMimeType,
                          const Text &infoContents) noexcept {
        return PortSIP_sendInfo(libSDK(), sessionId, mimeType.c_str(), subMimeType.c_str(),
                                infoContents.c_str());
    }

    /// @}

    /// \name The session timer of calls
    /// @{

    /// Lets calls that begin from now on be refreshed again and again (RFC 4028): a call whose
    /// other side does not answer any more ends with SIPCallbackEvents::onInviteClosed().
    ///
    /// Calls whose other side asks for such a timer have one without this as well.
    ///
    /// \param timerSeconds the interval in seconds, 90 or more; the other side may make it longer
    ///   or shorter. A refresh goes after half of it.
    /// \param refreshMode a `SESSION_REFRESH_MODE`, who refreshes where the other side leaves that
    ///   open.
    /// \return 0, or
    ///   - `ECoreSessionTimerValueTooSmall`: `timerSeconds` is below 90
    ///   - `ECoreArgumentIncorrect`: no such mode
    std::int32_t enableSessionTimer(std::int32_t timerSeconds,
                                    SESSION_REFRESH_MODE refreshMode) noexcept {
        return PortSIP_enableSessionTimer(libSDK(), timerSeconds, refreshMode);
    }

    /// Asks for no session timer from now on. Calls that have one keep it.
    ///
    /// \return 0
    std::int32_t disableSessionTimer() noexcept {
        return PortSIP_disableSessionTimer(libSDK());
    }

    /// @}

    /// \name Whether media is encrypted
    /// @{

    /// Says whether the media of calls from now on is encrypted (SRTP, RFC 3711). At first it is
    /// not. Calls that are up stay as they are.
    ///
    /// With `SRTP_POLICY_FORCE` a call without keys is refused with 488, and a call of ours to who
    /// has none fails with 488. With `SRTP_POLICY_PREFER` our offer can be taken with keys and
    /// without, and keys that are offered are taken. setSrtpKeyExchange() says what our offers
    /// have. An offer of DTLS-SRTP is taken whatever the policy is.
    /// SIPCallbackEvents::onGetStatistics() tells in its JSON, under `audio.srtp`, how a call is
    /// encrypted.
    ///
    /// \param srtpPolicy an `SRTP_POLICY`;
    /// \param AllowSrtpOverUnsecureTransport keys in SDP (RFC 4568) may be sent where signalling
    ///   itself is not encrypted (UDP, TCP, WS), for everybody on its way to read. Without it
    ///   `SRTP_POLICY_PREFER` makes calls in the clear there, and `SRTP_POLICY_FORCE` none.
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: no such policy
    std::int32_t setSrtpPolicy(SRTP_POLICY srtpPolicy,
                               bool AllowSrtpOverUnsecureTransport) noexcept {
        return PortSIP_setSrtpPolicy(libSDK(), srtpPolicy, AllowSrtpOverUnsecureTransport);
    }

    /// Says how the keys of calls of ours come about from now on, where the policy has them
    /// encrypted. At first they are in SDP. Calls that are up stay as they are.
    ///
    /// With `SRTP_KEY_EXCHANGE_DTLS` offers have the fingerprint of a certificate that each object
    /// makes for itself, and keys are agreed on between the ends of the media: nobody on the way of
    /// the signalling knows them, so they need no encrypted transport. `SRTP_POLICY_FORCE` then
    /// offers `UDP/TLS/RTP/SAVP`, and `SRTP_POLICY_PREFER` `RTP/AVP`, which can be taken in the
    /// clear.
    ///
    /// Until there are keys no media flows. A call that is up and gets none, as the other side
    /// shows another certificate than it described or does not answer for 30 s, is ended: BYE goes
    /// with a Reason of cause 488, and SIPCallbackEvents::onInviteClosed() follows.
    /// SIPCallbackEvents::onGetStatistics() tells how far it is under `audio.srtp.dtls`.
    ///
    /// \param keyExchange an `SRTP_KEY_EXCHANGE`.
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: no such way
    std::int32_t setSrtpKeyExchange(SRTP_KEY_EXCHANGE keyExchange) noexcept {
        return PortSIPX_setSrtpKeyExchange(libSDK(), keyExchange);
    }

    /// Names the suites with which the media of calls from now on is encrypted: those are offered,
    /// and no other is taken.
    ///
    /// \param suites names parted by `#`, the preferred first: `AEAD_AES_256_GCM`,
    ///   `AEAD_AES_128_GCM`, `AES_256_CM_HMAC_SHA1_80`, `AES_256_CM_HMAC_SHA1_32`,
    ///   `AES_192_CM_HMAC_SHA1_80`, `AES_192_CM_HMAC_SHA1_32`, `AES_CM_128_HMAC_SHA1_80`,
    ///   `AES_CM_128_HMAC_SHA1_32`. Empty, as at first: all are taken, and offered are both of GCM,
    ///   both with tags of 80 bits and keys of 256 and 128 bits, and the last. For DTLS-SRTP both
    ///   of GCM and the last two have names; the others are left out there.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `suites` is nullptr
    ///   - `ECoreArgumentIncorrect`: not UTF-8, an unknown name, or one twice
    std::int32_t setSrtpSuites(const Text &suites) noexcept {
        return PortSIPX_setSrtpSuites(libSDK(), suites.c_str());
    }

    /// Says what SRTP leaves out in calls from now on (RFC 4568, 6.3.2 and 6.3.3): at first
    /// nothing. It is offered so, and taken where it is offered; keys that would leave out more
    /// than this says are not taken. A peer that does not offer it is not asked for it. AEAD suites
    /// always encrypt and authenticate RTP.
    ///
    /// \param unencryptedSrtp RTP is authenticated only;
    /// \param unencryptedSrtcp RTCP is authenticated only;
    /// \param unauthenticatedSrtp RTP is encrypted only: it can be forged.
    /// \return 0
    std::int32_t setSrtpSessionParameters(bool unencryptedSrtp, bool unencryptedSrtcp,
                                          bool unauthenticatedSrtp) noexcept {
        return PortSIPX_setSrtpSessionParameters(libSDK(), unencryptedSrtp, unencryptedSrtcp,
                                                 unauthenticatedSrtp);
    }

    /// @}

    /// \name The quality of a call in numbers
    /// @{

    /// Asks for the statistics of a call; SIPCallbackEvents::onStatistics() brings them as JSON.
    ///
    /// \return 0, or
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: neither connected nor with early media
    std::int32_t getStatistics(std::int32_t sessionId) noexcept {
        return PortSIP_getStatistics(libSDK(), sessionId);
    }

    /// @}

    /// \name Raw PCM into and out of calls
    /// @{

    /// Sends what sendPcmStreamToRemote() gives instead of the microphone, or goes back to the
    /// microphone.
    ///
    /// \param state true to send the stream. Enabling it again changes the rate and drops what has
    ///   not been sent.
    /// \param streamSamplesPerSec samples per second, 8000...48000 in steps of 25; not looked at when
    ///   `state` is false.
    /// \return 0, or
    ///   - `ECoreAudioSampleOutOfRange`: another rate
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: neither connected nor with early media
    ///   - `ECoreCallInHold`: on hold
    std::int32_t enableSendPcmStreamToRemote(std::int32_t sessionId, bool state,
                                             std::int32_t streamSamplesPerSec) noexcept {
        return PortSIP_enableSendPcmStreamToRemote(libSDK(), sessionId, state, streamSamplesPerSec);
    }

    /// Sends samples to the other side. They are copied.
    ///
    /// The library keeps 100 ms; what exceeds that is dropped. Give 20 ms every 20 ms.
    ///
    /// \param data 16-bit mono PCM in the machine's byte order.
    /// \param dataLength its length in bytes, even.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `data` is nullptr
    ///   - `ECoreArgumentIncorrect`: `dataLength` is negative or odd
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `EAudioPlaySteamNotEnabled`: see enableSendPcmStreamToRemote()
    ///   - `ECoreCallInHold`: on hold
    std::int32_t sendPcmStreamToRemote(std::int32_t sessionId, const std::uint8_t *data,
                                       std::int32_t dataLength) noexcept {
        return PortSIP_sendPcmStreamToRemote(libSDK(), sessionId, data, dataLength);
    }

    /// The same; `data` is anything that has `data()` and `size()`.
    std::int32_t sendPcmStreamToRemote(std::int32_t sessionId, Bytes data) noexcept {
        return PortSIP_sendPcmStreamToRemote(libSDK(), sessionId, data.data(), lengthOf(data));
    }

    /// @}

    /// \name Subscriptions: presence, the calls of others, waiting messages
    /// @{

    /// Subscribes to what an event package tells of somebody (RFC 6665), and keeps the subscription
    /// alive: it is refreshed before its time is over, and made anew where the server has forgotten
    /// it, until it is taken back or refused.
    ///
    /// Each NOTIFY raises SIPCallbackEvents::onRecvNotifyOfSubscription(), and one of these
    /// packages what it says besides: "dialog" SIPCallbackEvents::onDialogStateUpdated(),
    /// "message-summary" SIPCallbackEvents::onWaitingVoiceMessage() and
    /// SIPCallbackEvents::onWaitingFaxMessage(), "presence" SIPCallbackEvents::onPresenceOnline()
    /// and SIPCallbackEvents::onPresenceOffline(). SIPCallbackEvents::onSubscriptionFailure() or
    /// SIPCallbackEvents::onSubscriptionTerminated() is the last event of it; after removeUser() or
    /// unInitialize() there is none.
    ///
    /// \param to whom it is about: a name, which becomes `sip:name@<domain>` of the account, or a
    ///   `sip:`, `sips:` or `tel:` address.
    /// \param eventName the event package, such as "dialog"; case does not matter.
    /// \return the id of the subscription (greater than 0), or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreCalleeEmpty`: `to` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8, or `eventName` is no event package, or is "refer",
    ///     which subscribes by itself
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: no address, a transport that there is not, or a name while the
    ///     account has no domain
    ///   - `ECoreSipAlreadySubscribed`: there is one to the same already
    ///   - `ECoreDataSizeTooLarge`: 10000 live
    std::int32_t sendSubscription(const Text &to, const Text &eventName) noexcept {
        return PortSIP_sendSubscription(libSDK(), to.c_str(), eventName.c_str());
    }

    /// Takes a subscription back. SIPCallbackEvents::onSubscriptionTerminated() tells when it is
    /// over.
    ///
    /// \param subscriptionId what sendSubscription() or presenceSubscribe() returned.
    /// \return 0, or `ECoreNotFoundSubscribeId`: there is none of this id, or it was taken back
    ///   before
    std::int32_t terminateSubscription(std::int32_t subscriptionId) noexcept {
        return PortSIP_terminateSubscription(libSDK(), subscriptionId);
    }

    /// Says how long subscriptions are asked to live, from the next one on; 3600 seconds without
    /// this. The server may grant less, or insist on more.
    ///
    /// \param secs seconds, 20 or more.
    /// \return 0, or `ECoreExpiresValueTooSmall`
    std::int32_t setDefaultSubscriptionTime(std::int32_t secs) noexcept {
        return PortSIP_setDefaultSubscriptionTime(libSDK(), secs);
    }

    /// Asks for the messages that wait for our own account: as soon as we are registered, until
    /// unRegisterServer(). Where the registration is lost the server is asked again with the next.
    /// Off at the start.
    ///
    /// SIPCallbackEvents::onWaitingVoiceMessage() and SIPCallbackEvents::onWaitingFaxMessage() tell
    /// them. Of a server that has no mailboxes no event tells. What our server tells without being
    /// asked raises the events with or without this.
    ///
    /// \return 0
    std::int32_t enableAutoCheckMwi(bool state) noexcept {
        return PortSIP_enableAutoCheckMwi(libSDK(), state);
    }

    /// Takes over a call that rings at somebody whose calls we watch, or that he has (on hold,
    /// usually): calls its other side in the place of that call (RFC 3891). The events are those of
    /// call().
    ///
    /// \param replaceDialogId the `BLFDialogId` of a SIPCallbackEvents::onDialogStateUpdated().
    /// \param videoCall asks for video, where video codecs have been added.
    /// \return the session id (greater than 0), or
    ///   - `ECoreArgumentNull`: `replaceDialogId` is nullptr
    ///   - `ECoreCallIdNotFound`: no call is known by this id, it is over, it is one that he makes
    ///     and that was not answered yet, or the server did not tell enough to take it over (its
    ///     Call-ID, both tags, and the other side)
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: the address of the other side cannot be called
    ///   - `ECoreAudioVideoCodecEmpty`: no codec has been added
    ///   - `ECoreNoFreeDialogSession`: as many calls are up as were allowed
    ///   - `ECoreCreateAudioChannelFailed`: no media ports are free
    std::int32_t pickupBLFCall(const Text &replaceDialogId, bool videoCall) noexcept {
        return PortSIP_pickupBLFCall(libSDK(), replaceDialogId.c_str(), videoCall);
    }

    /// Subscribes to the presence of somebody: as sendSubscription() with "presence", with a
    /// subject for the one who is asked.
    ///
    /// \param to as of sendSubscription().
    /// \param subject one line; nullptr or empty for none.
    /// \return the id of the subscription (greater than 0), or
    ///   - `ECoreArgumentNull`: `to` is nullptr
    ///   - `ECoreCalleeEmpty`: `to` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8, or `subject` is more than one line
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: no address, a transport that there is not, or a name while the
    ///     account has no domain
    ///   - `ECoreSipAlreadySubscribed`: there is one to the same already
    ///   - `ECoreDataSizeTooLarge`: 10000 live
    std::int32_t presenceSubscribe(const Text &to, const Text &subject) noexcept {
        return PortSIP_presenceSubscribe(libSDK(), to.c_str(), subject.c_str());
    }

    /// Takes a subscription to somebody's presence back: as terminateSubscription().
    ///
    /// \return 0, or `ECoreNotFoundSubscribeId`
    std::int32_t presenceTerminateSubscribe(std::int32_t subscribeId) noexcept {
        return PortSIP_presenceTerminateSubscribe(libSDK(), subscribeId);
    }

    /// @}

    /// \name Call transfer: asking for one, and being asked (RFC 3515, RFC 5589)
    /// @{

    /// Asks the other side of a call to call somebody else (blind transfer).
    ///
    /// SIPCallbackEvents::onReferAccepted() or SIPCallbackEvents::onReferRejected() follows; after
    /// the former SIPCallbackEvents::onTransferTrying() and SIPCallbackEvents::onTransferRinging()
    /// as the other side tells, at the end SIPCallbackEvents::onACTVTransferSuccess() or
    /// SIPCallbackEvents::onACTVTransferFailure(). The call stays up until one side ends it.
    ///
    /// \param referTo whom to call, in the forms of call().
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `referTo` is nullptr
    ///   - `ECoreCalleeEmpty`: `referTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreInvalidUri`: no address, or a name while the account has no domain
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    ///   - `ECoreDataSizeTooLarge`: 64 transfers are under way
    std::int32_t refer(std::int32_t sessionId, const Text &referTo) noexcept {
        return PortSIP_refer(libSDK(), sessionId, referTo.c_str());
    }

    /// Asks the other side of a call to call somebody in the place of another call of ours
    /// (attended transfer): the two others are then connected, and both of our calls may be ended.
    /// Events as of refer().
    ///
    /// \param sessionId the call whose other side is asked.
    /// \param replaceSessionId the call that is replaced at its other side.
    /// \param referTo that other side, in the forms of call().
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `referTo` is nullptr
    ///   - `ECoreCalleeEmpty`: `referTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8
    ///   - `ECoreInvalidUri`: no address, or a name while the account has no domain
    ///   - `ECoreInviteSessionNotFound`: no call of one of the ids
    ///   - `ECoreCallNotEstablished`: one of the calls is not connected yet
    ///   - `ECoreDataSizeTooLarge`: 64 transfers are under way
    std::int32_t attendedRefer(std::int32_t sessionId, std::int32_t replaceSessionId,
                               const Text &referTo) noexcept {
        return PortSIP_attendedRefer(libSDK(), sessionId, replaceSessionId, referTo.c_str());
    }

    /// Does what attendedRefer() does, with a Request-URI and a method of its own. Events as of
    /// refer().
    ///
    /// \param sessionId the call in whose dialog it is asked.
    /// \param replaceSessionId the call that is replaced at its other side.
    /// \param replaceMethod the method that Refer-To names, usually `INVITE` or `BYE`. INVITE is
    ///   what a Refer-To without a method means, and is not written.
    /// \param target where the REFER is sent, in the forms of call().
    /// \param referTo the other side of the replaced call, in the same forms.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreSipMethodNameEmpty`: `replaceMethod` is empty
    ///   - `ECoreCalleeEmpty`: `target` or `referTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8, or `replaceMethod` is no method
    ///   - `ECoreInvalidUri`: no address, a name while the account has no domain, or a `target`
    ///     with a transport that there is not
    ///   - `ECoreInviteSessionNotFound`: no call of one of the ids
    ///   - `ECoreCallNotEstablished`: one of the calls is not connected yet
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreDataSizeTooLarge`: 64 transfers are under way
    std::int32_t attendedRefer2(std::int32_t sessionId, std::int32_t replaceSessionId,
                                const Text &replaceMethod, const Text &target,
                                const Text &referTo) noexcept {
        return PortSIP_attendedRefer2(libSDK(), sessionId, replaceSessionId, replaceMethod.c_str(),
                                      target.c_str(), referTo.c_str());
    }

    /// Asks somebody, outside any call, to call the other side of a call of ours in its place.
    /// Events as of refer(); they name the replaced call.
    ///
    /// \param replaceSessionId the call that is replaced at its other side.
    /// \param replaceMethod the method that Refer-To names, usually `INVITE` or `BYE`. INVITE is
    ///   what a Refer-To without a method means, and is not written.
    /// \param target who is asked, in the forms of call().
    /// \param referTo the other side of the replaced call, in the same forms.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: a text is nullptr
    ///   - `ECoreSipMethodNameEmpty`: `replaceMethod` is empty
    ///   - `ECoreCalleeEmpty`: `target` or `referTo` is empty
    ///   - `ECoreArgumentIncorrect`: not UTF-8, or `replaceMethod` is no method
    ///   - `ECoreInvalidUri`: no address, a name while the account has no domain, or a `target`
    ///     with a transport that there is not
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    ///   - `ECoreCallNotEstablished`: not connected yet
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreDataSizeTooLarge`: 64 transfers are under way
    std::int32_t outOfDialogRefer(std::int32_t replaceSessionId, const Text &replaceMethod,
                                  const Text &target, const Text &referTo) noexcept {
        return PortSIP_outOfDialogRefer(libSDK(), replaceSessionId, replaceMethod.c_str(),
                                        target.c_str(), referTo.c_str());
    }

    /// Calls whom the other side asks us to call, and tells it how that goes. The new call raises
    /// the events of call(); the one in which the request came stays up until one side ends it.
    ///
    /// \param referId the id that SIPCallbackEvents::onReceivedRefer() brought.
    /// \param referSignaling the message that it brought. The library has kept it, and does not
    ///   look at this text.
    /// \return the session id of the new call (greater than 0), or
    ///   - `ECoreArgumentNull`: `referSignaling` is nullptr
    ///   - `ECoreSipMessaegEmpty`: `referSignaling` is empty
    ///   - `ECoreNotFoundSubscribeId`: no request of this id waits for a decision
    ///   - `ECoreUserNotFound`: no user is set
    ///   - `ECoreInvalidUri`: a transport that there is not, or a telephone number while the
    ///     account has no domain
    ///   - `ECoreAudioVideoCodecEmpty`: no codec has been added
    ///   - `ECoreNoFreeDialogSession`: as many calls are up as were allowed
    ///   - `ECoreCreateAudioChannelFailed`: no media ports are free
    std::int32_t acceptRefer(std::int32_t referId, const Text &referSignaling) noexcept {
        return PortSIP_acceptRefer(libSDK(), referId, referSignaling.c_str());
    }

    /// Refuses to call whom the other side asks us to call (603). No event follows.
    ///
    /// \param referId the id that SIPCallbackEvents::onReceivedRefer() brought.
    /// \return 0, or
    ///   - `ECoreNotFoundSubscribeId`: no request of this id waits for a decision
    std::int32_t rejectRefer(std::int32_t referId) noexcept {
        return PortSIP_rejectRefer(libSDK(), referId);
    }

    /// @}

protected:
    explicit Functions(std::shared_ptr<Core> core) noexcept : Object(std::move(core)) {}
    ~Functions() = default;
    Functions(Functions &&) noexcept = default;
    Functions &operator=(Functions &&) noexcept = default;
};

}  // namespace detail
}  // namespace PortSIP

#endif  // PORTSIP_FUNCTIONS_HPP
