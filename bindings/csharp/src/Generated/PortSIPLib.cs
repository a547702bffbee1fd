// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
using System;
using System.Text;

namespace PortSIP
{
    public partial class PortSIPLib
    {
        // The account and its registration

        /// <summary>Sets the account.</summary>
        /// <remarks>
        /// <para>
        /// It is needed before calls and registration; without a server everything works peer to peer. Every text but
        /// the user name may be null or empty.
        /// </para>
        /// <para>
        /// A server and a proxy may also be given as a URI with a transport of its own, such as
        /// <c>sip:proxy.example.com;transport=tcp</c>; a port in it goes before the number.
        /// </para>
        /// <para>A port is looked at only where its server is given.</para>
        /// </remarks>
        /// <param name="userName">The user part of our address.</param>
        /// <param name="displayName">The name shown to others.</param>
        /// <param name="authName">The name for authentication; empty for <paramref name="userName"/>.</param>
        /// <param name="password">The password.</param>
        /// <param name="sipDomain">The domain of our address; empty for the server's host.</param>
        /// <param name="sipServerAddr">
        /// With <paramref name="sipServerPort"/>: the registrar and proxy, and its port; 0 lets the name service
        /// decide (RFC 3263), and is the usual port of an address.
        /// </param>
        /// <param name="sipServerPort">
        /// With <paramref name="sipServerAddr"/>: the registrar and proxy, and its port; 0 lets the name service
        /// decide (RFC 3263), and is the usual port of an address.
        /// </param>
        /// <param name="stunServerAddr">
        /// With <paramref name="stunServerPort"/>: a STUN server, which tells how a NAT shows our sockets, those of
        /// signalling and of each call's media; port 0 is 3478.
        /// </param>
        /// <param name="stunServerPort">
        /// With <paramref name="stunServerAddr"/>: a STUN server, which tells how a NAT shows our sockets, those of
        /// signalling and of each call's media; port 0 is 3478.
        /// </param>
        /// <param name="outboundServerAddr">
        /// With <paramref name="outboundServerPort"/>: an outbound proxy, and its port in the same way.
        /// </param>
        /// <param name="outboundServerPort">
        /// With <paramref name="outboundServerAddr"/>: an outbound proxy, and its port in the same way.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="userName"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreUserNameAuthNameEmpty"/>: <paramref name="userName"/> is empty.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECorePortOutOfRange"/>: a port is outside 0…65535.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: a text is not UTF-8 or has control characters, or a
        /// host or the domain has blanks.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInvalidUri"/>: the server, the proxy or the domain is no host.</item>
        /// <item><see cref="PortSIP_Errors.ECoreAllowOnlyOneUser"/>: a user is set; remove it first.</item>
        /// </list>
        /// </returns>
        public int setUser(string userName, string displayName, string authName, string password, string sipDomain,
            string sipServerAddr, int sipServerPort, string stunServerAddr, int stunServerPort,
            string outboundServerAddr, int outboundServerPort)
        {
            return Native.PortSIP_setUser(Handle, Utf8.Bytes(userName), Utf8.Bytes(displayName), Utf8.Bytes(authName),
                Utf8.Bytes(password), Utf8.Bytes(sipDomain), Utf8.Bytes(sipServerAddr), sipServerPort,
                Utf8.Bytes(stunServerAddr), stunServerPort, Utf8.Bytes(outboundServerAddr), outboundServerPort);
        }

        /// <summary>Takes the account back. A registration is ended at the server; calls go on.</summary>
        public void removeUser()
        {
            Native.PortSIP_removeUser(Handle);
        }

        /// <summary>Changes the name shown to others, in From and Contact of requests from now on.</summary>
        /// <param name="displayName">May be empty, which shows none.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="displayName"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: it is not UTF-8, or has control characters.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// </list>
        /// </returns>
        public int setDisplayName(string displayName)
        {
            return Native.PortSIP_setDisplayName(Handle, Utf8.Bytes(displayName));
        }

        /// <summary>Registers the account at its server and keeps the registration alive.</summary>
        /// <remarks>
        /// Returns at once; <see cref="SIPCallbackEvents.onRegisterSuccess"/> or
        /// <see cref="SIPCallbackEvents.onRegisterFailure"/> tells the outcome. After a failure it is tried again
        /// with growing pauses (2 s to 30 min); wrong credentials are not tried again.
        /// </remarks>
        /// <param name="regExpires">Seconds to ask for, at least 20.</param>
        /// <param name="retryTimes">Tries after a failure; 0 or less for none.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreExpiresValueTooSmall"/>: <paramref name="regExpires"/> is below 20.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item><see cref="PortSIP_Errors.ECoreSIPServerEmpty"/>: the user has no server.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: the server or proxy names a transport that there is not.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreAlreadyRegistered"/>: registered, or on the way to it.</item>
        /// </list>
        /// </returns>
        public int registerServer(int regExpires, int retryTimes)
        {
            return Native.PortSIP_registerServer(Handle, regExpires, retryTimes);
        }

        /// <summary>Takes the registration back at the server.</summary>
        /// <param name="waitMS">
        /// How long to wait for the server's answer, in milliseconds; 0 or less does not wait, and so does any call
        /// in a handler. The outcome does not change the return value.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNotRegistered"/>: not registered, nor on the way to it.</item>
        /// </list>
        /// </returns>
        public int unRegisterServer(int waitMS)
        {
            return Native.PortSIP_unRegisterServer(Handle, waitMS);
        }

        /// <summary>
        /// Says whether SIP messages are shown to <see cref="SIPCallbackEvents.onSendingSignaling"/> and
        /// <see cref="SIPCallbackEvents.onReceivedSignaling"/>. Both are off at the start.
        /// </summary>
        /// <param name="enableSending">Messages we send.</param>
        /// <param name="enableReceived">Messages we receive.</param>
        public void enableCallbackSignaling(bool enableSending, bool enableReceived)
        {
            Native.PortSIP_enableCallbackSignaling(Handle, enableSending, enableReceived);
        }

        // Muting, volumes and bit rates

        /// <summary>Mutes the microphone for all calls, or lets it be heard again.</summary>
        /// <param name="mute">The mute.</param>
        public void muteMicrophone(bool mute)
        {
            Native.PortSIP_muteMicrophone(Handle, mute);
        }

        /// <summary>Mutes the speaker for all calls, or lets it be heard again.</summary>
        /// <param name="mute">The mute.</param>
        public void muteSpeaker(bool mute)
        {
            Native.PortSIP_muteSpeaker(Handle, mute);
        }

        /// <summary>
        /// Tests the devices: the microphone is heard on the speaker 100 ms later, until it is turned off. Volumes
        /// and mutes hold. Calls go on beside it, and do not hear it; none is needed.
        /// </summary>
        /// <param name="enable">The enable.</param>
        public void audioPlayLoopbackTest(bool enable)
        {
            Native.PortSIP_audioPlayLoopbackTest(Handle, enable);
        }

        /// <summary>
        /// Scales what a call receives before it is played here, from the moment the call has audio, early media too.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="scaling">
        /// Percent, 0…1000; 100 at the start. Other values, and calls that do not exist, change nothing.
        /// </param>
        public void setChannelOutputVolumeScaling(int sessionId, int scaling)
        {
            Native.PortSIP_setChannelOutputVolumeScaling(Handle, sessionId, scaling);
        }

        /// <summary>
        /// Scales the microphone for one call before it is sent, from the moment the call has audio, early media too.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="scaling">
        /// Percent, 0…1000; 100 at the start. Other values, and calls that do not exist, change nothing.
        /// </param>
        public void setChannelInputVolumeScaling(int sessionId, int scaling)
        {
            Native.PortSIP_setChannelInputVolumeScaling(Handle, sessionId, scaling);
        }

        /// <summary>
        /// Sets the bit rate that one call's audio is encoded with, from the next packet on, or as soon as the call
        /// sends with that codec. What the other side takes at most (<c>maxaveragebitrate</c>) is kept.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="audioCodecType">An <see cref="AUDIOCODEC_TYPE"/> with more than one bit rate.</param>
        /// <param name="bitrateKbps">
        /// Kbit/s; Opus 6…128; AMR 5…13 and AMR-WB 7…24, which take the nearest mode that does not exceed it, as do
        /// Speex 3…25 and 4…43 (wideband).
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreCodecTypeInvalid"/>: the number is no codec.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCodecNotSupport"/>: this build has no such codec.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCodecParameterNotSupport"/>: the codec has one bit rate only.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: outside the codec's range.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: there is no such call.</item>
        /// </list>
        /// </returns>
        public int setAudioBitrate(int sessionId, AUDIOCODEC_TYPE audioCodecType, int bitrateKbps)
        {
            return Native.PortSIP_setAudioBitrate(Handle, sessionId, (int)audioCodecType, bitrateKbps);
        }

        /// <summary>Sets the volume of the speaker.</summary>
        /// <param name="volume">0 (silent) … 255 (as it comes), 255 at the start.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.EAudioVolumeOutOfRange"/>: outside 0…255.</item>
        /// </list>
        /// </returns>
        public int setSpeakerVolume(int volume)
        {
            return Native.PortSIP_setSpeakerVolume(Handle, volume);
        }

        /// <summary>The volume of the speaker, 0…255.</summary>
        public int getSpeakerVolume()
        {
            return Native.PortSIP_getSpeakerVolume(Handle);
        }

        /// <summary>Sets the volume of the microphone.</summary>
        /// <param name="volume">0 (silent) … 255 (as it comes), 255 at the start.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.EAudioVolumeOutOfRange"/>: outside 0…255.</item>
        /// </list>
        /// </returns>
        public int setMicVolume(int volume)
        {
            return Native.PortSIP_setMicVolume(Handle, volume);
        }

        /// <summary>The volume of the microphone, 0…255.</summary>
        public int getMicVolume()
        {
            return Native.PortSIP_getMicVolume(Handle);
        }

        // Calls: making, answering, ending and holding them; DTMF

        /// <summary>Calls somebody.</summary>
        /// <remarks>
        /// Returns at once; events tell how the call goes on: <see cref="SIPCallbackEvents.onInviteTrying"/>,
        /// <see cref="SIPCallbackEvents.onInviteRinging"/>, <see cref="SIPCallbackEvents.onInviteAnswered"/> and
        /// <see cref="SIPCallbackEvents.onInviteConnected"/>, or <see cref="SIPCallbackEvents.onInviteFailure"/>.
        /// </remarks>
        /// <param name="callTo">
        /// A name, which becomes <c>sip:name@&lt;domain&gt;</c> of the account, or a <c>sip:</c>, <c>sips:</c> or
        /// <c>tel:</c> address, with or without a display name.
        /// </param>
        /// <param name="sendSdp">False leaves the offer of media to the other side.</param>
        /// <param name="videoCall">Asks for video, where video codecs have been added.</param>
        /// <returns>
        /// The session id (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="callTo"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="callTo"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a transport that there is not, or a name while
        /// the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreAudioVideoCodecEmpty"/>: no codec has been added.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNoFreeDialogSession"/>: as many calls are up as were allowed.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCreateAudioChannelFailed"/>: no media ports are free.</item>
        /// </list>
        /// </returns>
        public int call(string callTo, bool sendSdp, bool videoCall)
        {
            return Native.PortSIP_call(Handle, Utf8.Bytes(callTo), sendSdp, videoCall);
        }

        /// <summary>
        /// Says whether provisional responses, such as "ringing", are acknowledged by the caller with PRACK (RFC
        /// 3262). It takes effect with the next call.
        /// </summary>
        /// <param name="mode">
        /// 0 never, as at the start; 1 those with a session description, where the other side can; 2 all but 100,
        /// where it can; 3 all, and a call with who cannot fails (421 or 420).
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="mode"/> is outside 0…3.</item>
        /// </list>
        /// </returns>
        public int setReliableProvisional(int mode)
        {
            return Native.PortSIP_setReliableProvisional(Handle, mode);
        }

        /// <summary>
        /// Says whether an incoming call has media before it is answered: the caller hears what is played to it by a
        /// file or a stream, never the microphone, and is not heard. Off at the start; it takes effect with the next
        /// incoming call. Early media of calls we make is always heard.
        /// </summary>
        /// <param name="enable">Whether incoming calls have early media.</param>
        /// <returns>0.</returns>
        public int enableEarlyMedia(bool enable)
        {
            return Native.PortSIP_enableEarlyMedia(Handle, enable);
        }

        /// <summary>Rejects an incoming call that has not been answered. No event follows.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="code">The SIP response, 400…699, such as 486 (busy) or 603 (declined).</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="code"/> is outside 400…699.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreNotIncomingCall"/>: it is our own call, or has been answered.</item>
        /// </list>
        /// </returns>
        public int rejectCall(int sessionId, int code)
        {
            return Native.PortSIP_rejectCall(Handle, sessionId, code);
        }

        /// <summary>Ends a call in any state. No event follows.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// </list>
        /// </returns>
        public int hangUp(int sessionId)
        {
            return Native.PortSIP_hangUp(Handle, sessionId);
        }

        /// <summary>
        /// Tells why a call was closed: after <see cref="SIPCallbackEvents.onInviteClosed"/>, or in it. The reasons
        /// of the last 128 calls are remembered.
        /// </summary>
        /// <remarks>
        /// They are those of the other side, as the Reason header of its BYE or CANCEL has them (RFC 3326), or of the
        /// library where that has ended the call: 408 after a session timer or without an ACK, 488 where media was
        /// not agreed on or got no keys, 200 where another call has taken its place, and the status by which the
        /// other side said that it does not know the call.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="reason">
        /// Receives the text for people, as valid UTF-8; empty where none is told. Before one in other numbers than
        /// SIP's those stand, as in <c>Q.850 16 Normal call clearing</c>.
        /// </param>
        /// <param name="reasonLength">The size of <paramref name="reason"/> in bytes; 2048 are always enough.</param>
        /// <returns>
        /// The SIP status code, 0 where none is told, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="reason"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no closed call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreBufferTooSmall"/>: the text does not fit.</item>
        /// </list>
        /// </returns>
        public int getCloseReason(int sessionId, StringBuilder reason, int reasonLength)
        {
            byte[] reasonBuffer = Utf8.Buffer(reason, reasonLength);
            int result = Native.PortSIPX_getCloseReason(Handle, sessionId, reasonBuffer, Utf8.Length(reasonBuffer));
            Utf8.Read(reason, reasonBuffer, result);
            return result;
        }

        /// <summary>
        /// Answers an incoming call. <see cref="SIPCallbackEvents.onInviteConnected"/> follows when the caller has
        /// acknowledged it. A call that takes the place of another answers itself: then this changes nothing, and
        /// returns 0.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="videoCall">Answers with video, where both sides have it.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNotIncomingCall"/>: it is our own call, or has been answered.</item>
        /// <item><see cref="PortSIP_Errors.ECoreAudioVideoCodecEmpty"/>: no codec has been added.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreCodecNotSupport"/>: the codecs that both sides had were removed meanwhile.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreCreateAudioChannelFailed"/>: no media ports are free.</item>
        /// </list>
        /// </returns>
        public int answerCall(int sessionId, bool videoCall)
        {
            return Native.PortSIP_answerCall(Handle, sessionId, videoCall);
        }

        /// <summary>Puts a call on hold: neither side hears the other from now on.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallAlreadyHold"/>: on hold already.</item>
        /// </list>
        /// </returns>
        public int hold(int sessionId)
        {
            return Native.PortSIP_hold(Handle, sessionId);
        }

        /// <summary>Takes a call off hold.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotHold"/>: not on hold.</item>
        /// </list>
        /// </returns>
        public int unHold(int sessionId)
        {
            return Native.PortSIP_unHold(Handle, sessionId);
        }

        /// <summary>
        /// Sets the RTCP bandwidth of a call's audio (RFC 3556) and what we take in all. Our descriptions then have
        /// the lines b=RR, b=RS and b=AS. A connected call tells it to the other side at once, by re-INVITE; one that
        /// rings here tells it in its answer, and where our description has gone before it is told by re-INVITE as
        /// soon as the call is connected.
        /// </summary>
        /// <remarks>
        /// Of what both sides say about RR and RS the lesser holds. It makes reports rarer than every 5 s where it is
        /// small (RFC 3550, section 6.2), never more frequent; where both are 0, on either side, no RTCP is sent.
        /// b=AS bounds what the other side sends, where that keeps to it, as we do.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="BitsRR">For RTCP of those who only receive, in bit/s, 0 or more.</param>
        /// <param name="BitsRS">For RTCP of those who send, in bit/s, 0 or more.</param>
        /// <param name="KBitsAS">What we take in all, in kbit/s; 0 to say nothing about it.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: a number is negative.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// </list>
        /// </returns>
        public int setAudioRtcpBandwidth(int sessionId, int BitsRR, int BitsRS, int KBitsAS)
        {
            return Native.PortSIP_setAudioRtcpBandwidth(Handle, sessionId, BitsRR, BitsRS, KBitsAS);
        }

        /// <summary>
        /// Offers the media of a call anew, by re-INVITE: audio in the codecs of now, or no audio. Returns at once.
        /// Where the other side refuses, all stays as it was.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="enableAudio">Whether there is to be audio.</param>
        /// <param name="enableVideo">
        /// With <paramref name="enableScreen"/>: the same for video and the screen, of which this version has none.
        /// </param>
        /// <param name="enableScreen">
        /// With <paramref name="enableVideo"/>: the same for video and the screen, of which this version has none.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreAudioVideoCodecEmpty"/>: audio is asked for, and no codec has been added.
        /// </item>
        /// </list>
        /// </returns>
        public int updateCall(int sessionId, bool enableAudio, bool enableVideo, bool enableScreen)
        {
            return Native.PortSIP_updateCall(Handle, sessionId, enableAudio, enableVideo, enableScreen);
        }

        /// <summary>Mutes a call, or lets it be heard again. The other side is not told.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="muteIncomingAudio">The other side is not heard here.</param>
        /// <param name="muteOutgoingAudio">The other side hears silence.</param>
        /// <param name="muteIncomingVideo">With <paramref name="muteOutgoingVideo"/>: the same for video.</param>
        /// <param name="muteOutgoingVideo">With <paramref name="muteIncomingVideo"/>: the same for video.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: neither connected nor with early media.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// </list>
        /// </returns>
        public int muteSession(int sessionId, bool muteIncomingAudio, bool muteOutgoingAudio, bool muteIncomingVideo,
            bool muteOutgoingVideo)
        {
            return Native.PortSIP_muteSession(Handle, sessionId, muteIncomingAudio, muteOutgoingAudio,
                muteIncomingVideo, muteOutgoingVideo);
        }

        /// <summary>Sends one DTMF tone, after those that wait already.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="dtmfMethod">A <see cref="DTMF_METHOD"/>.</param>
        /// <param name="code">
        /// 0…9 for the digits, 10 for <c>*</c>, 11 for <c>#</c>, 12…15 for A…D, 16 for flash.
        /// </param>
        /// <param name="dtmfDuration">
        /// How long the tone lasts in milliseconds, 40…6000; 0 or less for 160. Values outside are taken as the
        /// nearest inside.
        /// </param>
        /// <param name="playDtmfTone">
        /// Play the tone on the speaker, too; the other side does not hear that. Flash has no sound.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreWrongDTMFTone"/>: <paramref name="code"/> is outside 0…16.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: another method.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.EAudioChannelNotFound"/>: the call has no audio that the tone could be in.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 64 INFO requests of the call wait.</item>
        /// </list>
        /// </returns>
        public int sendDtmf(int sessionId, DTMF_METHOD dtmfMethod, int code, int dtmfDuration, bool playDtmfTone)
        {
            return Native.PortSIP_sendDtmf(Handle, sessionId, (int)dtmfMethod, code, dtmfDuration, playDtmfTone);
        }

        // The audio codecs of offers and answers

        /// <summary>
        /// Adds an audio codec to offers and answers made from now on. The order of adding is the order of
        /// preference.
        /// </summary>
        /// <param name="codecType">
        /// An <see cref="AUDIOCODEC_TYPE"/>; <see cref="AUDIOCODEC_TYPE.AUDIOCODEC_DTMF"/> adds DTMF events, and
        /// <see cref="AUDIOCODEC_TYPE.AUDIOCODEC_SPEEXWB"/> Speex at 32 kHz too, behind all others.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreCodecTypeInvalid"/>: the number is no codec.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreCodecNotSupport"/>: this build has no such codec, or the library of the
        /// system that it needs is missing now (AMR: opencore-amrnb; AMR-WB: opencore-amrwb and vo-amrwbenc; Speex:
        /// libspeex).
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreCodecWasExist"/>: it has been added before.</item>
        /// <item><see cref="PortSIP_Errors.ECorePayloadHasExist"/>: another codec was given its payload type.</item>
        /// </list>
        /// </returns>
        public int addAudioCodec(AUDIOCODEC_TYPE codecType)
        {
            return Native.PortSIP_addAudioCodec(Handle, (int)codecType);
        }

        /// <summary>
        /// Whether no audio codec has been added. DTMF alone does not count. True also for a handle that is not an
        /// SDK object's.
        /// </summary>
        public bool isAudioCodecEmpty()
        {
            return Native.PortSIP_isAudioCodecEmpty(Handle);
        }

        /// <summary>
        /// Sets the payload type a codec is offered with, from the next offer on. It may be set before the codec is
        /// added, and lasts until it is changed.
        /// </summary>
        /// <param name="codecType">An <see cref="AUDIOCODEC_TYPE"/> without a payload type fixed by RFC 3551.</param>
        /// <param name="payloadType">96…127.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreCodecTypeInvalid"/>: the number is no codec.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCodecNotSupport"/>: this build has no such codec.</item>
        /// <item><see cref="PortSIP_Errors.ECoreFixPayloadCantChange"/>: the payload type is fixed.</item>
        /// <item><see cref="PortSIP_Errors.ECorePayloadOutofRange"/>: outside 96…127.</item>
        /// <item><see cref="PortSIP_Errors.ECorePayloadHasExist"/>: another codec has it.</item>
        /// </list>
        /// </returns>
        public int setAudioCodecPayloadType(AUDIOCODEC_TYPE codecType, int payloadType)
        {
            return Native.PortSIP_setAudioCodecPayloadType(Handle, (int)codecType, payloadType);
        }

        /// <summary>Removes every audio codec, DTMF too. Calls that are up keep theirs.</summary>
        public void clearAudioCodec()
        {
            Native.PortSIP_clearAudioCodec(Handle);
        }

        /// <summary>
        /// Sets the format parameters (<c>a=fmtp</c>) a codec is offered with, from the next offer on. They tell the
        /// other side's encoder what we like.
        /// </summary>
        /// <param name="codecType">An <see cref="AUDIOCODEC_TYPE"/>.</param>
        /// <param name="parameter">
        /// As in SDP, such as "useinbandfec=1; maxaveragebitrate=24000" for Opus or "mode-set=0; octet-align=1;
        /// robust-sorting=0" for AMR; empty for none. iLBC takes "mode=20" or "mode=30", the milliseconds of a frame:
        /// 20 where the other side says so too, else 30. G.729 takes "annexb=no" alone, which is also said without
        /// it: silence is not sent in frames of its Annex B.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="parameter"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCodecTypeInvalid"/>: the number is no codec.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCodecNotSupport"/>: this build has no such codec.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreCodecParameterNotSupport"/>: no parameters of this codec, or a value out of
        /// its range.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentTooLong"/>: above 1024 bytes.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// </list>
        /// </returns>
        public int setAudioCodecParameter(AUDIOCODEC_TYPE codecType, string parameter)
        {
            return Native.PortSIP_setAudioCodecParameter(Handle, (int)codecType, Utf8.Bytes(parameter));
        }

        /// <summary>Sets how much audio goes into a packet, from the next offer or answer on.</summary>
        /// <param name="ptime">Milliseconds, 10…60 in steps of 10; 20 at the start.</param>
        /// <param name="maxPtime">
        /// The longest packet we take, in the same range and not below <paramref name="ptime"/>; until it is set,
        /// nothing is said about it.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreAudioSampleOutOfRange"/>: outside 10…60, or <paramref name="maxPtime"/>
        /// below <paramref name="ptime"/>.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreAudioSampleNotmultiple"/>: not a multiple of 10.</item>
        /// </list>
        /// </returns>
        public int setAudioSamples(int ptime, int maxPtime)
        {
            return Native.PortSIP_setAudioSamples(Handle, ptime, maxPtime);
        }

        // The audio conference

        /// <summary>
        /// Opens the audio conference. Its members, whom <see cref="PortSIPLib.joinToConference"/> takes in, hear the
        /// microphone and each other.
        /// </summary>
        /// <remarks>
        /// What is said in it can be recorded by <see cref="PortSIPLib.startRecord"/>, and a file be played to all by
        /// <see cref="PortSIPLib.startPlayingFileToRemote"/>, with <see cref="PortSIP_Errors.CONFERENCE_SESSION_ID"/>
        /// for the session.
        /// </remarks>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.EAudioCreateAudioConferenceFailure"/>: there is one that has not been ended.
        /// </item>
        /// </list>
        /// </returns>
        public int createAudioConference()
        {
            return Native.PortSIP_createAudioConference(Handle);
        }

        /// <summary>
        /// Ends the conference, its recording and the file that is played to it. Its calls go on, each for itself.
        /// Without a conference it does nothing.
        /// </summary>
        public void destroyConference()
        {
            Native.PortSIP_destroyConference(Handle);
        }

        /// <summary>
        /// Takes a call into the conference. A call on hold is taken off hold first; the function does not wait for
        /// the other side to agree.
        /// </summary>
        /// <remarks>
        /// A member that is put on hold, or that holds us, neither hears the others nor is heard by them until the
        /// hold ends. It leaves with the end of its call. Of <see cref="PortSIPLib.muteSession"/> the incoming side
        /// silences the member for everybody, the outgoing side what is ours for the member. A member that is taken
        /// in again stays as it is.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.EAudioCreateAudioConferenceFailure"/>: there is no conference.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected.</item>
        /// </list>
        /// </returns>
        public int joinToConference(int sessionId)
        {
            return Native.PortSIP_joinToConference(Handle, sessionId);
        }

        /// <summary>
        /// Takes a call out of the conference: it goes on as a call of two. For a call that is in no conference it
        /// does nothing.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// </list>
        /// </returns>
        public int removeFromConference(int sessionId)
        {
            return Native.PortSIP_removeFromConference(Handle, sessionId);
        }

        // Sound devices

        /// <summary>How many microphones there are. The virtual device layer has one.</summary>
        /// <returns>0 or more.</returns>
        public int getNumOfRecordingDevices()
        {
            return Native.PortSIP_getNumOfRecordingDevices(Handle);
        }

        /// <summary>How many speakers there are. The virtual device layer has one.</summary>
        /// <returns>0 or more.</returns>
        public int getNumOfPlayoutDevices()
        {
            return Native.PortSIP_getNumOfPlayoutDevices(Handle);
        }

        /// <summary>The name of a microphone.</summary>
        /// <param name="deviceIndex">From 0, or −1 for the default device.</param>
        /// <param name="nameUTF8">Receives the name.</param>
        /// <param name="nameUTF8Length">The size of <paramref name="nameUTF8"/> in bytes, at least 128.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="nameUTF8"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreBufferTooSmall"/>: the size is below 128 or the name does not fit.
        /// </item>
        /// <item><see cref="PortSIP_Errors.EDeviceGetDeviceNameFailure"/>: no device of this index.</item>
        /// </list>
        /// </returns>
        public int getRecordingDeviceName(int deviceIndex, StringBuilder nameUTF8, int nameUTF8Length)
        {
            byte[] nameUTF8Buffer = Utf8.Buffer(nameUTF8, nameUTF8Length);
            int result = Native.PortSIP_getRecordingDeviceName(Handle, deviceIndex, nameUTF8Buffer,
                Utf8.Length(nameUTF8Buffer));
            Utf8.Read(nameUTF8, nameUTF8Buffer, result);
            return result;
        }

        /// <summary>The name of a speaker.</summary>
        /// <param name="deviceIndex">From 0, or −1 for the default device.</param>
        /// <param name="nameUTF8">Receives the name.</param>
        /// <param name="nameUTF8Length">The size of <paramref name="nameUTF8"/> in bytes, at least 128.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="nameUTF8"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreBufferTooSmall"/>: the size is below 128 or the name does not fit.
        /// </item>
        /// <item><see cref="PortSIP_Errors.EDeviceGetDeviceNameFailure"/>: no device of this index.</item>
        /// </list>
        /// </returns>
        public int getPlayoutDeviceName(int deviceIndex, StringBuilder nameUTF8, int nameUTF8Length)
        {
            byte[] nameUTF8Buffer = Utf8.Buffer(nameUTF8, nameUTF8Length);
            int result = Native.PortSIP_getPlayoutDeviceName(Handle, deviceIndex, nameUTF8Buffer,
                Utf8.Length(nameUTF8Buffer));
            Utf8.Read(nameUTF8, nameUTF8Buffer, result);
            return result;
        }

        /// <summary>Chooses the microphone and the speaker, also during calls.</summary>
        /// <param name="recordingDeviceId">
        /// With <paramref name="playoutDeviceId"/>: from 0, or −1 for the default device.
        /// </param>
        /// <param name="playoutDeviceId">
        /// With <paramref name="recordingDeviceId"/>: from 0, or −1 for the default device.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.EDeviceGetDeviceNameFailure"/>: no device of this index.</item>
        /// </list>
        /// </returns>
        public int setAudioDeviceId(int recordingDeviceId, int playoutDeviceId)
        {
            return Native.PortSIP_setAudioDeviceId(Handle, recordingDeviceId, playoutDeviceId);
        }

        // Functions beyond the original interface, `PortSIPX_…`

        /// <summary>
        /// Writes the SIP, RTP and RTCP of the object's calls to a file that packet analysers read (pcap). A running
        /// capture ends. Passwords are not in it, but what is said is. Messages of connections stand in it as
        /// datagrams, those of secure ones in the clear.
        /// </summary>
        /// <param name="path">The file; an existing one is replaced.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="path"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.EAudioFileNameEmpty"/>: <paramref name="path"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, or the file cannot be made.</item>
        /// </list>
        /// </returns>
        public int startPacketCapture(string path)
        {
            return Native.PortSIPX_startPacketCapture(Handle, Utf8.Bytes(path));
        }

        /// <summary>
        /// Ends the capture and closes its file, which may take the disk a second. Without one it does nothing.
        /// </summary>
        /// <returns>0.</returns>
        public int stopPacketCapture()
        {
            return Native.PortSIPX_stopPacketCapture(Handle);
        }

        /// <summary>
        /// Names the name servers that are asked for the hosts of SIP URIs, in place of those of the system. The
        /// system's file of hosts is not read then. What was found before is forgotten.
        /// </summary>
        /// <param name="servers">
        /// Addresses separated by commas, at most 8, with a port where it is not 53: <c>192.0.2.1</c>,
        /// <c>192.0.2.1:5353</c>, <c>[2001:db8::1]:53</c>; empty for those of the system.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="servers"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, not addresses, or more than 8.
        /// </item>
        /// </list>
        /// </returns>
        public int setDnsServers(string servers)
        {
            return Native.PortSIPX_setDnsServers(Handle, Utf8.Bytes(servers));
        }

        /// <summary>
        /// Sends each packet of audio with copies of the ones before it (RFC 2198), so that the other side loses
        /// nothing where the network loses a packet by itself. From the next call or the next offer on, where the
        /// other side takes such packets; off at the start.
        /// </summary>
        /// <remarks>
        /// A repaired loss costs delay: for 10 s after each one sound is heard up to a packet later.
        /// </remarks>
        /// <param name="level">
        /// Of how many earlier packets there are copies, 0…2. With 1 the bit rate of the payload is twice that of the
        /// codec, with 2 three times; a packet that would exceed 1200 bytes brings fewer. With 2 bursts of two
        /// packets are repaired as well, where the other side waits as long: this library waits for one packet. With
        /// 0 such packets are not offered; offered to us they are always taken, and heard.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="level"/> is outside 0…2.</item>
        /// </list>
        /// </returns>
        public int enableAudioRed(int level)
        {
            return Native.PortSIPX_enableAudioRed(Handle, level);
        }

        /// <summary>
        /// Looks for DTMF tones in the sound of the other side, or does not, in all calls, also those that are up; on
        /// at the start.
        /// </summary>
        /// <remarks>
        /// It is done only where telephone events (RFC 4733) were not agreed on: where they were, keys come as
        /// events. A key that is found raises <see cref="SIPCallbackEvents.onRecvDtmfTone"/>, as one of an event
        /// does. Turn it off where music or speech could be taken for a key.
        /// </remarks>
        /// <param name="state">The state.</param>
        /// <returns>0.</returns>
        public int enableInbandDtmfDetection(bool state)
        {
            return Native.PortSIPX_enableInbandDtmfDetection(Handle, state);
        }

        /// <summary>
        /// The local SIP port, which the system chose where <see cref="PortSIPLib.initialize"/> was given 0.
        /// </summary>
        /// <returns>1…65535.</returns>
        public int getLocalSIPPort()
        {
            return Native.PortSIPX_getLocalSIPPort(Handle);
        }

        // Recording calls, and playing files into them

        /// <summary>
        /// Records a call to a file. The file is kept playable while it grows; a crash costs a second at most. A disk
        /// that fails ends the recording, which the log says, and leaves the call alone.
        /// </summary>
        /// <param name="sessionId">
        /// The call, or <see cref="PortSIP_Errors.CONFERENCE_SESSION_ID"/>; then received is what the members say,
        /// sent is what is ours, at the highest rate of the members at the start, 48 kHz where there are none.
        /// </param>
        /// <param name="recordFilePath">An existing folder.</param>
        /// <param name="recordFileName">
        /// The file's name in it; the format's extension is added where it is missing. An existing file is replaced.
        /// </param>
        /// <param name="appendTimestamp">Adds date and time to the name, before the extension.</param>
        /// <param name="channels">1 mono, 2 stereo with what is sent left and what is received right.</param>
        /// <param name="recordFileFormat">
        /// A <see cref="FILE_FORMAT"/>: <see cref="FILE_FORMAT.FILEFORMAT_WAVE"/>, 16 bits at the rate of the call;
        /// <see cref="FILE_FORMAT.FILEFORMAT_AMR"/>, AMR at 12.2 kbit/s, mono, where its library is installed;
        /// <see cref="FILE_FORMAT.FILEFORMAT_MP3"/>, MP3 at 32 to 64 kbit/s a channel, where LAME is installed;
        /// <see cref="FILE_FORMAT.FILEFORMAT_MP4"/>, Opus in MP4.
        /// </param>
        /// <param name="audioRecordMode">A <see cref="RECORD_MODE"/>.</param>
        /// <param name="videoRecordMode">A <see cref="RECORD_MODE"/>; no video is recorded by this version.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item><see cref="PortSIP_Errors.EAudioFileNameEmpty"/>: the folder or the name is empty.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: other channels, formats or modes, AMR with two
        /// channels, <paramref name="audioRecordMode"/> <see cref="RECORD_MODE.RECORD_NONE"/>, a name with a path in
        /// it, or not UTF-8.
        /// </item>
        /// <item><see cref="PortSIP_Errors.EAudioPlayFileFormatNotSupport"/>: AMR or MP3 without its library.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id, no conference.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: neither connected nor with early media.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// <item><see cref="PortSIP_Errors.EAudioStartRecordFailure"/>: the call is being recorded.</item>
        /// <item><see cref="PortSIP_Errors.EAudioCreateRecordFileFailure"/>: the file cannot be made.</item>
        /// </list>
        /// </returns>
        public int startRecord(int sessionId, string recordFilePath, string recordFileName, bool appendTimestamp,
            int channels, FILE_FORMAT recordFileFormat, RECORD_MODE audioRecordMode, RECORD_MODE videoRecordMode)
        {
            return Native.PortSIP_startRecord(Handle, sessionId, Utf8.Bytes(recordFilePath),
                Utf8.Bytes(recordFileName), appendTimestamp, channels, (int)recordFileFormat, (int)audioRecordMode,
                (int)videoRecordMode);
        }

        /// <summary>Ends a recording; without one it does nothing.</summary>
        /// <remarks>
        /// The last of what was recorded is written and the file closed within moments after this returns. It can be
        /// played before that, too.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id, no conference.</item>
        /// </list>
        /// </returns>
        public int stopRecord(int sessionId)
        {
            return Native.PortSIP_stopRecord(Handle, sessionId);
        }

        /// <summary>
        /// Plays a file to the other side. <see cref="SIPCallbackEvents.onPlayFileFinished"/> tells when it has come
        /// to its end by itself. A file that is playing is replaced.
        /// </summary>
        /// <remarks>
        /// WAV (8 to 32 bits, float, G.711; any rate from 4 to 192 kHz), MP3, AMR and AMR-WB (where their library is
        /// installed), and MP4 with AAC, Opus or AMR are told apart by their content, not the name. Channels are
        /// mixed to one. A loop has no gap.
        /// </remarks>
        /// <param name="sessionId">
        /// The call, or <see cref="PortSIP_Errors.CONFERENCE_SESSION_ID"/>: all members hear it.
        /// </param>
        /// <param name="fileUrl">The file's path.</param>
        /// <param name="loop">Starts again at the end.</param>
        /// <param name="playAudio">
        /// 0 the file is not heard, 1 the file takes the place of the microphone, 2 both are heard.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="fileUrl"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.EAudioFileNameEmpty"/>: <paramref name="fileUrl"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.EAudioPlayFileModeNotSupport"/>: <paramref name="playAudio"/> is outside 0…2.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id, no conference.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: neither connected nor with early media.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// <item><see cref="PortSIP_Errors.EAudioOpenPlayFileFailure"/>: missing or not readable.</item>
        /// <item><see cref="PortSIP_Errors.EAudioPlayFileFormatNotSupport"/>: not a format this build reads.</item>
        /// </list>
        /// </returns>
        public int startPlayingFileToRemote(int sessionId, string fileUrl, bool loop, int playAudio)
        {
            return Native.PortSIP_startPlayingFileToRemote(Handle, sessionId, Utf8.Bytes(fileUrl), loop, playAudio);
        }

        /// <summary>Ends the file that plays to the other side. No event follows.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id, no conference.</item>
        /// </list>
        /// </returns>
        public int stopPlayingFileToRemote(int sessionId)
        {
            return Native.PortSIP_stopPlayingFileToRemote(Handle, sessionId);
        }

        /// <summary>
        /// Plays a file on the speaker, with calls or without any; nobody else hears it. The formats are those of
        /// <see cref="PortSIPLib.startPlayingFileToRemote"/>. <see cref="SIPCallbackEvents.onPlayFileFinished"/>
        /// tells with <see cref="PortSIP_Errors.INVALID_SESSION_ID"/> when it has come to its end by itself. A file
        /// that is playing there is replaced.
        /// </summary>
        /// <param name="fileUrl">The file's path.</param>
        /// <param name="loop">Starts again at the end.</param>
        /// <param name="playVideoWindow">Not looked at by this version, which plays no video.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="fileUrl"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.EAudioFileNameEmpty"/>: <paramref name="fileUrl"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item><see cref="PortSIP_Errors.EAudioOpenPlayFileFailure"/>: missing or not readable.</item>
        /// <item><see cref="PortSIP_Errors.EAudioPlayFileFormatNotSupport"/>: not a format this build reads.</item>
        /// </list>
        /// </returns>
        public int startPlayingFileLocally(string fileUrl, bool loop, IntPtr playVideoWindow)
        {
            return Native.PortSIP_startPlayingFileLocally(Handle, Utf8.Bytes(fileUrl), loop, playVideoWindow);
        }

        /// <summary>Ends the file that plays on the speaker. No event follows. Without one it does nothing.</summary>
        /// <returns>0.</returns>
        public int stopPlayingFileLocally()
        {
            return Native.PortSIP_stopPlayingFileLocally(Handle);
        }

        // Incoming calls that go elsewhere or are not wanted

        /// <summary>
        /// Sends incoming calls elsewhere from now on: their callers are told to call there (302).
        /// <see cref="SIPCallbackEvents.onInviteBeginingForward"/> tells of each.
        /// </summary>
        /// <param name="forBusyOnly">
        /// True sends them only while a call is up, also one that rings; false sends all.
        /// </param>
        /// <param name="forwardTo">
        /// A name, which becomes <c>sip:name@&lt;domain&gt;</c> of the account, or a <c>sip:</c>, <c>sips:</c> or
        /// <c>tel:</c> address. It takes the place of the one before.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="forwardTo"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="forwardTo"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, or a name while the account has no domain.
        /// </item>
        /// </list>
        /// </returns>
        public int enableCallForward(bool forBusyOnly, string forwardTo)
        {
            return Native.PortSIP_enableCallForward(Handle, forBusyOnly, Utf8.Bytes(forwardTo));
        }

        /// <summary>Lets incoming calls ring again.</summary>
        /// <returns>0.</returns>
        public int disableCallForward()
        {
            return Native.PortSIP_disableCallForward(Handle);
        }

        /// <summary>
        /// Says whether incoming calls are refused with 480, without an event. Call forward does not take them
        /// either. Calls that ring or are up go on.
        /// </summary>
        /// <param name="state">True refuses them.</param>
        public void setDoNotDisturb(bool state)
        {
            Native.PortSIP_setDoNotDisturb(Handle, state);
        }

        /// <summary>
        /// Sends an incoming call that has not been answered elsewhere: its caller is told to call there (302). The
        /// call ends here; no event follows.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="forwardTo">
        /// A name, which becomes <c>sip:name@&lt;domain&gt;</c> of the account, or a <c>sip:</c>, <c>sips:</c> or
        /// <c>tel:</c> address.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="forwardTo"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="forwardTo"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, or a name while the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNotIncomingCall"/>: it is our own call, or has been answered.</item>
        /// </list>
        /// </returns>
        public int forwardCall(int sessionId, string forwardTo)
        {
            return Native.PortSIP_forwardCall(Handle, sessionId, Utf8.Bytes(forwardTo));
        }

        // Headers of SIP messages: reading them, and changing what is sent

        /// <summary>Reads a header of a SIP message, such as one of an event.</summary>
        /// <remarks>
        /// Compact and long names are the same, case does not matter, and folded lines are joined. Of several headers
        /// of a name the first is read.
        /// </remarks>
        /// <param name="sipMessage">The message as text; need not be UTF-8.</param>
        /// <param name="headerName">Such as "Contact".</param>
        /// <param name="headerValue">Receives the value, as valid UTF-8.</param>
        /// <param name="headerValueLength">The size of <paramref name="headerValue"/> in bytes.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a pointer is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipMessaegEmpty"/>, <see cref="PortSIP_Errors.ECoreSipHeaderNameEmpty"/>:
        /// empty.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreSipHeaderParserEmpty"/>: the text is not a SIP message.</item>
        /// <item><see cref="PortSIP_Errors.ECoreSipHeaderNotExist"/>: it has no such header.</item>
        /// <item><see cref="PortSIP_Errors.ECoreBufferTooSmall"/>: the value does not fit.</item>
        /// </list>
        /// </returns>
        public int getSipMessageHeaderValue(string sipMessage, string headerName, StringBuilder headerValue,
            int headerValueLength)
        {
            byte[] headerValueBuffer = Utf8.Buffer(headerValue, headerValueLength);
            int result = Native.PortSIP_getSipMessageHeaderValue(Handle, Utf8.Bytes(sipMessage),
                Utf8.Bytes(headerName), headerValueBuffer, Utf8.Length(headerValueBuffer));
            Utf8.Read(headerValue, headerValueBuffer, result);
            return result;
        }

        /// <summary>Adds a header to outgoing messages.</summary>
        /// <param name="sessionId">
        /// Only messages of this call, or <see cref="PortSIP_Errors.INVALID_SESSION_ID"/> for all.
        /// </param>
        /// <param name="methodName">
        /// Only messages of this method, responses by their <c>CSeq</c>; "ALL" for all methods.
        /// </param>
        /// <param name="msgType">1 requests, 2 responses, 3 both.</param>
        /// <param name="headerName">Such as "X-Account".</param>
        /// <param name="headerValue">Its value.</param>
        /// <returns>
        /// The id of what was added (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipMethodNameEmpty"/>,
        /// <see cref="PortSIP_Errors.ECoreSipHeaderNameEmpty"/>,
        /// <see cref="PortSIP_Errors.ECoreSipHeaderValueEmpty"/>: a text is empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipHeaderBadFormed"/>: a method or name that is no token, a header the
        /// stack keeps to itself (From, To, Call-ID, <c>CSeq</c>, Via, Max-Forwards, Content-Length, Route), or CR or
        /// LF in the value.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 256 headers have been added or modified.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: another <paramref name="msgType"/>, or not UTF-8.
        /// </item>
        /// </list>
        /// </returns>
        public int addSipMessageHeader(int sessionId, string methodName, int msgType, string headerName,
            string headerValue)
        {
            return Native.PortSIP_addSipMessageHeader(Handle, sessionId, Utf8.Bytes(methodName), msgType,
                Utf8.Bytes(headerName), Utf8.Bytes(headerValue));
        }

        /// <summary>Takes back one header that was added.</summary>
        /// <param name="sipMessageHeaderId">What <see cref="PortSIPLib.addSipMessageHeader"/> returned.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreSipHeaderNotExist"/>: no header of this id has been added.</item>
        /// </list>
        /// </returns>
        public int removeAddedSipMessageHeader(int sipMessageHeaderId)
        {
            return Native.PortSIP_removeAddedSipMessageHeader(Handle, sipMessageHeaderId);
        }

        /// <summary>Takes back all headers that were added.</summary>
        /// <returns>0.</returns>
        public int clearAddedSipMessageHeaders()
        {
            return Native.PortSIP_clearAddedSipMessageHeaders(Handle);
        }

        /// <summary>
        /// Gives a header of outgoing messages another value. It takes the place of all headers of the name; where
        /// there is none, it is added. Compact and long names are the same.
        /// </summary>
        /// <param name="sessionId">
        /// Only messages of this call, or <see cref="PortSIP_Errors.INVALID_SESSION_ID"/> for all.
        /// </param>
        /// <param name="methodName">
        /// Only messages of this method, responses by their <c>CSeq</c>; "ALL" for all methods.
        /// </param>
        /// <param name="msgType">1 requests, 2 responses, 3 both.</param>
        /// <param name="headerName">Such as "User-Agent".</param>
        /// <param name="headerValue">Its value.</param>
        /// <returns>
        /// The id of the change (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipMethodNameEmpty"/>,
        /// <see cref="PortSIP_Errors.ECoreSipHeaderNameEmpty"/>,
        /// <see cref="PortSIP_Errors.ECoreSipHeaderValueEmpty"/>: a text is empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipHeaderBadFormed"/>: a method or name that is no token, a header the
        /// stack keeps to itself (From, To, Call-ID, <c>CSeq</c>, Via, Max-Forwards, Content-Length, Route), or CR or
        /// LF in the value.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 256 headers have been added or modified.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: another <paramref name="msgType"/>, or not UTF-8.
        /// </item>
        /// </list>
        /// </returns>
        public int modifySipMessageHeader(int sessionId, string methodName, int msgType, string headerName,
            string headerValue)
        {
            return Native.PortSIP_modifySipMessageHeader(Handle, sessionId, Utf8.Bytes(methodName), msgType,
                Utf8.Bytes(headerName), Utf8.Bytes(headerValue));
        }

        /// <summary>Takes back one change of a header.</summary>
        /// <param name="sipMessageHeaderId">What <see cref="PortSIPLib.modifySipMessageHeader"/> returned.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipHeaderNotExist"/>: no header has been modified under this id.
        /// </item>
        /// </list>
        /// </returns>
        public int removeModifiedSipMessageHeader(int sipMessageHeaderId)
        {
            return Native.PortSIP_removeModifiedSipMessageHeader(Handle, sipMessageHeaderId);
        }

        /// <summary>Takes back all changes of headers.</summary>
        /// <returns>0.</returns>
        public int clearModifiedSipMessageHeaders()
        {
            return Native.PortSIP_clearModifiedSipMessageHeaders(Handle);
        }

        // How we name ourselves and others in messages

        /// <summary>
        /// Says whether a character is percent-escaped in the URIs that are made of names, such as <c>*72#</c> in
        /// <see cref="PortSIPLib.call"/>. At the start the characters are escaped that RFC 3261 forbids there. URIs
        /// that are given whole stay as they are.
        /// </summary>
        /// <param name="character">One character.</param>
        /// <param name="enable">True escapes it from now on, false leaves it as it is.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="character"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: empty, more than one character, or not UTF-8; or
        /// <paramref name="enable"/> is false for what is always escaped: blanks, control characters, what is not
        /// ASCII, and what would end the user part (at sign, colon, percent sign, double quote, angle and square
        /// brackets, backslash).
        /// </item>
        /// </list>
        /// </returns>
        public int setUriUserEncoding(string character, bool enable)
        {
            return Native.PortSIP_setUriUserEncoding(Handle, Utf8.Bytes(character), enable);
        }

        /// <summary>
        /// Says whether the Contact of registrations and calls names the features of 3GPP: <c>+g.3gpp.icsi-ref</c> of
        /// multimedia telephony and <c>+g.3gpp.smsip</c>. It takes effect with the next registration, refresh and
        /// call; off at the start.
        /// </summary>
        /// <param name="enable">True names them.</param>
        /// <returns>0.</returns>
        public int enable3GppTags(bool enable)
        {
            return Native.PortSIP_enable3GppTags(Handle, enable);
        }

        // Starting and ending an SDK object; version and licence

        /// <summary>Sets the licence key. Any key will do: this library has no trial limits.</summary>
        /// <param name="key">Not empty.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="key"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreWrongLicenseKey"/>: <paramref name="key"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="key"/> is not UTF-8.</item>
        /// </list>
        /// </returns>
        public int setLicenseKey(string key)
        {
            return Native.PortSIP_setLicenseKey(Handle, Utf8.Bytes(key));
        }

        // Messages of people, in calls and outside of them

        /// <summary>
        /// Sends a message in a call, also on hold. Messages of one call go one at a time, in the order they were
        /// made. <see cref="SIPCallbackEvents.onSendMessageSuccess"/> or
        /// <see cref="SIPCallbackEvents.onSendMessageFailure"/> tells what became of it, once.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="mimeType">
        /// With <paramref name="subMimeType"/>: the two halves of its type, such as "text" and "plain"; the second
        /// may carry parameters.
        /// </param>
        /// <param name="subMimeType">
        /// With <paramref name="mimeType"/>: the two halves of its type, such as "text" and "plain"; the second may
        /// carry parameters.
        /// </param>
        /// <param name="message">What it carries; text in UTF-8.</param>
        /// <param name="messageLength">Its length in bytes, 0…65536.</param>
        /// <returns>
        /// The id of the message, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text or <paramref name="message"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreMimeTypeUnknown"/>: a half of the type is empty or malformed.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: a text is not UTF-8, or
        /// <paramref name="messageLength"/> is negative.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: it is longer, or 64 messages of the call wait.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// </list>
        /// </returns>
        public int sendMessage(int sessionId, string mimeType, string subMimeType, byte[] message, int messageLength)
        {
            return Native.PortSIP_sendMessage(Handle, sessionId, Utf8.Bytes(mimeType), Utf8.Bytes(subMimeType),
                message, Utf8.Length(message, messageLength));
        }

        /// <summary>
        /// Sends a message outside of calls. Messages to one recipient go one after the other, in the order they were
        /// made. <see cref="SIPCallbackEvents.onSendOutOfDialogMessageSuccess"/> or
        /// <see cref="SIPCallbackEvents.onSendOutOfDialogMessageFailure"/> tells what became of it, once.
        /// </summary>
        /// <param name="to">
        /// A name, which becomes <c>sip:name@&lt;domain&gt;</c> of the account, or a <c>sip:</c>, <c>sips:</c> or
        /// <c>tel:</c> address, with a display name or without.
        /// </param>
        /// <param name="mimeType">
        /// With <paramref name="subMimeType"/>: the two halves of its type, such as "text" and "plain"; the second
        /// may carry parameters.
        /// </param>
        /// <param name="subMimeType">
        /// With <paramref name="mimeType"/>: the two halves of its type, such as "text" and "plain"; the second may
        /// carry parameters.
        /// </param>
        /// <param name="isSMS">
        /// True to mark it as a short message: <c>;messagetype=SMS</c> behind the address in the To header.
        /// </param>
        /// <param name="message">What it carries; text in UTF-8.</param>
        /// <param name="messageLength">Its length in bytes, 0…65536.</param>
        /// <returns>
        /// The id of the message, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text or <paramref name="message"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="to"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreMimeTypeUnknown"/>: a half of the type is empty or malformed.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: a text is not UTF-8, or
        /// <paramref name="messageLength"/> is negative.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a transport that there is not, or a name while
        /// the account has no domain.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: it is longer, or 1024 messages wait for their answer.
        /// </item>
        /// </list>
        /// </returns>
        public int sendOutOfDialogMessage(string to, string mimeType, string subMimeType, bool isSMS, byte[] message,
            int messageLength)
        {
            return Native.PortSIP_sendOutOfDialogMessage(Handle, Utf8.Bytes(to), Utf8.Bytes(mimeType),
                Utf8.Bytes(subMimeType), isSMS, message, Utf8.Length(message, messageLength));
        }

        // Local addresses and media ports

        /// <summary>
        /// How many local addresses there are: the indices of <see cref="PortSIPLib.getLocalIpAddress"/> run from 0
        /// to one less.
        /// </summary>
        /// <returns>0 or more, or <see cref="PortSIP_Errors.ECoreStackException"/>.</returns>
        public int getNICNums()
        {
            return Native.PortSIP_getNICNums();
        }

        /// <summary>
        /// A local address that peers may reach: IPv4 before IPv6, loopback only where there is nothing else.
        /// Link-local addresses are left out, and those of interfaces that are switched off or unplugged.
        /// </summary>
        /// <param name="index">From 0; see <see cref="PortSIPLib.getNICNums"/>.</param>
        /// <param name="ip">Receives the address as text.</param>
        /// <param name="ipSize">
        /// The size of <paramref name="ip"/> in bytes, at least 32; 46 holds any address.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="ip"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreBufferTooSmall"/>: <paramref name="ipSize"/> is below 32 or the address
        /// does not fit.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreNetworkInterfaceUnavailable"/>: there is no address of this index.
        /// </item>
        /// </list>
        /// </returns>
        public int getLocalIpAddress(int index, StringBuilder ip, int ipSize)
        {
            byte[] ipBuffer = Utf8.Buffer(ip, ipSize);
            int result = Native.PortSIP_getLocalIpAddress(index, ipBuffer, Utf8.Length(ipBuffer));
            Utf8.Read(ip, ipBuffer, result);
            return result;
        }

        /// <summary>
        /// Keeps the mappings of NATs alive while a call sends no RTP: when it has sent none for the given time, an
        /// RTP packet without payload goes, numbered as the stream is (RFC 6263, section 4.6). That concerns all
        /// calls, also those that are up. Calls that send sound or silence need none.
        /// </summary>
        /// <remarks>
        /// Without a call of this function it is on, with a payload type that the call does not use and every 15 s.
        /// </remarks>
        /// <param name="state">True to send them, false for none.</param>
        /// <param name="keepAlivePayloadType">
        /// 0…63 or 96…127, such as 126; those between are taken for RTCP where it shares the port (RFC 5761, section
        /// 4). A call that has another use for it takes one that it does not use. Not looked at when
        /// <paramref name="state"/> is false.
        /// </param>
        /// <param name="deltaTransmitTimeMS">
        /// 1000…300000 ms; less than 15000 burdens networks without need. Not looked at when <paramref name="state"/>
        /// is false.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECorePayloadOutofRange"/>: another payload type.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: another time.</item>
        /// </list>
        /// </returns>
        public int setRtpKeepAlive(bool state, int keepAlivePayloadType, int deltaTransmitTimeMS)
        {
            return Native.PortSIP_setRtpKeepAlive(Handle, state, keepAlivePayloadType, deltaTransmitTimeMS);
        }

        /// <summary>
        /// Marks RTP and RTCP for expedited forwarding (DSCP 46 of RFC 4594), so that networks which honour it send
        /// audio before other traffic; it is on at the start. It concerns all calls, also those that are up.
        /// </summary>
        /// <remarks>
        /// Linux and Android mark IPv4 and IPv6, macOS too; iOS IPv4 alone. On Windows the function returns 0 and has
        /// no effect: the system leaves the field zero whatever a program asks, and marks by a quality-of-service
        /// policy that an administrator sets for the program or the port range.
        /// </remarks>
        /// <param name="state">True for 46, false for 0.</param>
        /// <returns>0.</returns>
        public int enableAudioQos(bool state)
        {
            return Native.PortSIP_enableAudioQos(Handle, state);
        }

        /// <summary>
        /// Says whether calls of ours from now on offer ICE (RFC 8445), which finds the way of media through NATs by
        /// checks of each address of ours with each of the other side. It is off at the start. Calls that are up stay
        /// as they were agreed.
        /// </summary>
        /// <remarks>
        /// The offer names the address of this machine, and where servers see it where that is elsewhere: the STUN
        /// server of <see cref="PortSIPLib.setUser"/> is asked for each call, whose INVITE waits for that, 1 s at
        /// most, and so is the relay of <see cref="PortSIPLib.setTurnServer"/>. Both are asked again before a call
        /// whose address has changed, or whose media has lost its way, tells the other side. It lets RTCP share the
        /// port of RTP (RFC 5761). Who answers without ICE gets media as without it. Calls that are offered with ICE
        /// are answered with it whether this is on or off.
        /// </remarks>
        /// <param name="state">True to offer it, false not to.</param>
        /// <returns>0.</returns>
        public int enableIce(bool state)
        {
            return Native.PortSIPX_enableIce(Handle, state);
        }

        /// <summary>
        /// Sets a relay of media (TURN, RFC 8656) for calls that use ICE, from now on: a call that finds no other way
        /// through the NATs of both sides goes through it. Calls that are up keep theirs until they look for another
        /// way.
        /// </summary>
        /// <remarks>
        /// <para>
        /// Each such call asks the server for an address before it describes itself, as it asks the STUN server, and
        /// waits for both together 1 s at most. A call whose server refuses, or is silent, goes on without a relay;
        /// the log says why.
        /// </para>
        /// <para>Without a server the rest is not looked at.</para>
        /// </remarks>
        /// <param name="turnServer">A host or an address; null or empty for none.</param>
        /// <param name="turnServerPort">Its port; 0 is 3478, or 5349 for TLS.</param>
        /// <param name="transportType">
        /// A <see cref="TRANSPORT_TYPE"/>, over which the server is reached:
        /// <see cref="TRANSPORT_TYPE.TRANSPORT_UDP"/>, or <see cref="TRANSPORT_TYPE.TRANSPORT_TCP"/> and
        /// <see cref="TRANSPORT_TYPE.TRANSPORT_TLS"/> for networks that let no UDP out. Over TLS the server has to
        /// show a certificate of <paramref name="turnServer"/> by the rules of the web (wildcards count), verified
        /// where those of SIP servers are. Between the server and the other side it is UDP always.
        /// </param>
        /// <param name="userName">
        /// With <paramref name="password"/>: what answers its challenges; null or empty where it asks for nothing: to
        /// who has a name nothing counts that the password does not prove. At most 508 bytes each.
        /// </param>
        /// <param name="password">
        /// With <paramref name="userName"/>: what answers its challenges; null or empty where it asks for nothing: to
        /// who has a name nothing counts that the password does not prove. At most 508 bytes each.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECorePortOutOfRange"/>: the port is outside 0…65535.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreUnsupportTransport"/>: WebSocket, or a number that is no
        /// <see cref="TRANSPORT_TYPE"/>.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: a text is not UTF-8, too long or has control
        /// characters, or the host has blanks.
        /// </item>
        /// </list>
        /// </returns>
        public int setTurnServer(string turnServer, int turnServerPort, TRANSPORT_TYPE transportType, string userName,
            string password)
        {
            return Native.PortSIPX_setTurnServer(Handle, Utf8.Bytes(turnServer), turnServerPort, (int)transportType,
                Utf8.Bytes(userName), Utf8.Bytes(password));
        }

        /// <summary>
        /// Sets the ports for media. Each call takes an even port for RTP and the odd one above it for RTCP. Calls
        /// that are up keep theirs.
        /// </summary>
        /// <param name="minimumRtpPort">2…65534, even; 10000 at the start.</param>
        /// <param name="maximumRtpPort">
        /// 2…65534, even, above <paramref name="minimumRtpPort"/>; 60000 at the start.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreMiniAudioPortOutOfRange"/>,
        /// <see cref="PortSIP_Errors.ECoreMaxAudioPortOutOfRange"/>: out of range.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreMiniRtpPortMustIsEvenNum"/>,
        /// <see cref="PortSIP_Errors.ECoreMaxAudioPortNotEvenNumber"/>: odd.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreAudioVideoPortOverlapped"/>: the minimum is above the maximum.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreAudioVideoPortRangeTooSmall"/>: no room for the calls that
        /// <see cref="PortSIPLib.initialize"/> allowed, two pairs of ports each.
        /// </item>
        /// </list>
        /// </returns>
        public int setRtpPortRange(int minimumRtpPort, int maximumRtpPort)
        {
            return Native.PortSIP_setRtpPortRange(Handle, minimumRtpPort, maximumRtpPort);
        }

        /// <summary>
        /// Says which addresses of a host that has both are tried first: a SIP server, proxy or peer that is named by
        /// a domain. IPv4 at the start.
        /// </summary>
        /// <remarks>
        /// IPv6 addresses are tried only where the local address of <see cref="PortSIPLib.initialize"/> is one, or
        /// <c>::</c>. The other family follows where the first cannot be reached. It takes effect with the next
        /// request whose host is looked up.
        /// </remarks>
        /// <param name="enable">True tries IPv6 addresses before IPv4 addresses.</param>
        /// <returns>0.</returns>
        public int enablePriorityIPv6Domain(bool enable)
        {
            return Native.PortSIP_enablePriorityIPv6Domain(Handle, enable);
        }

        // Presence of our own: who may watch us, and what is told

        /// <summary>
        /// Says who tells others how we are. A change ends what was there without an event: the subscriptions of
        /// those who watch us, or what is published.
        /// </summary>
        /// <param name="mode">
        /// 0 we ourselves, as at the start: those who want to know subscribe at us, and
        /// <see cref="SIPCallbackEvents.onPresenceRecvSubscribe"/> asks about each; 1 a server (presence agent),
        /// where we publish it by PUBLISH (RFC 3903), and subscriptions at us are refused.
        /// </param>
        /// <returns>
        /// 0, or <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="mode"/> is neither.
        /// </returns>
        public int setPresenceMode(int mode)
        {
            return Native.PortSIP_setPresenceMode(Handle, mode);
        }

        /// <summary>
        /// Says how long what we publish is asked to live, from the next change on; 3600 seconds without this. It is
        /// refreshed before its end. The server may grant less, or insist on more.
        /// </summary>
        /// <param name="secs">Seconds, 20 or more.</param>
        /// <returns>0, or <see cref="PortSIP_Errors.ECoreExpiresValueTooSmall"/>.</returns>
        public int setDefaultPublicationTime(int secs)
        {
            return Native.PortSIP_setDefaultPublicationTime(Handle, secs);
        }

        /// <summary>
        /// Lets somebody who watches us know how we are, from now on. The first that is told is what
        /// <see cref="PortSIPLib.setPresenceStatus"/> has said for this subscription, else what it has said last to
        /// anybody since the user was set, else "Online". Who may know already stays as he is.
        /// </summary>
        /// <param name="subscribeId">
        /// The id that <see cref="SIPCallbackEvents.onPresenceRecvSubscribe"/> brought.
        /// </param>
        /// <returns>
        /// 0, or <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>: nobody watches us by this id, or not any
        /// more.
        /// </returns>
        public int presenceAcceptSubscribe(int subscribeId)
        {
            return Native.PortSIP_presenceAcceptSubscribe(Handle, subscribeId);
        }

        /// <summary>
        /// Lets somebody who watches us know nothing, or nothing more: his subscription ends
        /// (<c>terminated;reason=rejected</c>). No event follows.
        /// </summary>
        /// <param name="subscribeId">
        /// The id that <see cref="SIPCallbackEvents.onPresenceRecvSubscribe"/> brought; it may have been accepted
        /// before.
        /// </param>
        /// <returns>
        /// 0, or <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>: nobody watches us by this id, or not any
        /// more.
        /// </returns>
        public int presenceRejectSubscribe(int subscribeId)
        {
            return Native.PortSIP_presenceRejectSubscribe(Handle, subscribeId);
        }

        /// <summary>
        /// Says how we are. Somebody who watches us and was accepted is told at once, by NOTIFY; one who was not
        /// decided about when he is accepted. In presence agent mode (<see cref="PortSIPLib.setPresenceMode"/>) our
        /// server is told, by PUBLISH: what is published is kept alive until the mode changes or the user is removed,
        /// and no event tells how it fares; it is seen by <see cref="SIPCallbackEvents.onReceivedSignaling"/>, see
        /// <see cref="PortSIPLib.enableCallbackSignaling"/>.
        /// </summary>
        /// <param name="subscribeId">
        /// The id that <see cref="SIPCallbackEvents.onPresenceRecvSubscribe"/> brought; in presence agent mode 0.
        /// </param>
        /// <param name="stateText">
        /// What others read, 1024 bytes at most. "Offline", in any case, says that we cannot be reached, every other
        /// text that we can.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="stateText"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="stateText"/> is empty or not UTF-8.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: <paramref name="stateText"/> is longer than 1024
        /// bytes.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>: nobody watches us by this id, or in presence agent
        /// mode it is not 0.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: in presence agent mode, no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSIPServerEmpty"/>: in presence agent mode, the user has no server.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: in presence agent mode, a server with a transport that there
        /// is not.
        /// </item>
        /// </list>
        /// </returns>
        public int setPresenceStatus(int subscribeId, string stateText)
        {
            return Native.PortSIP_setPresenceStatus(Handle, subscribeId, Utf8.Bytes(stateText));
        }

        // What is done with the microphone's signal

        /// <summary>Turns voice activity detection on or off, also during calls; off at the start.</summary>
        /// <remarks>
        /// <para>
        /// While it is on and nobody speaks into the microphone, a call in which comfort noise (RFC 3389) was agreed
        /// on sends no audio: a packet of 11 bytes describes the noise when it begins, when it changes (at most every
        /// 200 ms) and every 500 ms. Sound goes on for 250 ms after the last word. Files and PCM streams are sent as
        /// they are.
        /// </para>
        /// <para>
        /// Comfort noise is offered while this is on, so switch it on before a call begins; where the other side
        /// offers it, it is accepted always. It goes with the codecs of an RTP clock of 8 kHz (PCMU, PCMA, G.722,
        /// G.729, GSM, iLBC). Opus has its own way, the parameter <c>usedtx=1</c> of <c>setAudioCodecParameter</c>.
        /// </para>
        /// <para>Cost: about 15 µs for each 10 ms, whatever the number of calls.</para>
        /// </remarks>
        /// <param name="state">The state.</param>
        public void enableVAD(bool state)
        {
            Native.PortSIP_enableVAD(Handle, state);
        }

        /// <summary>Turns the generator of comfort noise on or off, also during calls; on at the start.</summary>
        /// <remarks>
        /// <para>
        /// It plays noise of the level and spectrum that the other side describes (RFC 3389) while nobody speaks
        /// there. While it is off these pauses are silent.
        /// </para>
        /// <para>Cost: about 3 µs for each 10 ms of a call that pauses.</para>
        /// </remarks>
        /// <param name="state">The state.</param>
        public void enableCNG(bool state)
        {
            Native.PortSIP_enableCNG(Handle, state);
        }

        /// <summary>Turns acoustic echo cancellation on or off, also during calls; off at the start.</summary>
        /// <remarks>
        /// <para>
        /// What the speaker plays and the microphone hears again is taken out of what all calls send, whatever the
        /// delay between the two up to 300 ms. It finds echo and delay by itself and needs about 3 s of the other
        /// side's voice for that. Where both sides speak at once ours is kept. Headsets need none.
        /// </para>
        /// <para>
        /// Cost: 75 µs (device at 16 kHz) to 135 µs (48 kHz) for each 10 ms, whatever the number of calls.
        /// </para>
        /// </remarks>
        /// <param name="state">The state.</param>
        public void enableAEC(bool state)
        {
            Native.PortSIP_enableAEC(Handle, state);
        }

        /// <summary>Turns automatic gain control on or off, also during calls; off at the start.</summary>
        /// <remarks>
        /// <para>
        /// Speech that is too quiet is made louder, by up to 40 dB and by 6 dB in each second, until it is at about
        /// −20 dB of full scale. Noise between words is never brought above −50 dB, and a limiter keeps peaks from
        /// clipping. Speech that is loud enough stays as it is. <c>setMicVolume</c> works behind it.
        /// </para>
        /// <para>Cost: about 20 µs for each 10 ms, whatever the number of calls.</para>
        /// </remarks>
        /// <param name="state">The state.</param>
        public void enableAGC(bool state)
        {
            Native.PortSIP_enableAGC(Handle, state);
        }

        /// <summary>Turns noise suppression on or off, also during calls; off at the start.</summary>
        /// <remarks>
        /// <para>
        /// Steady noise, as of a fan, goes down by about 12 dB and speech stays. It delays what is sent by 6 ms.
        /// </para>
        /// <para>
        /// Cost: 15 µs (device at 16 kHz) to 40 µs (48 kHz) for each 10 ms, whatever the number of calls.
        /// </para>
        /// </remarks>
        /// <param name="state">The state.</param>
        public void enableANS(bool state)
        {
            Native.PortSIP_enableANS(Handle, state);
        }

        // How the account is reached: instance, push service, NAT, keep-alives

        /// <summary>
        /// Names this instance of the account in registrations from now on (RFC 5626): <c>+sip.instance</c> and
        /// <c>reg-id</c> stand in the Contact, and a server that can keeps to the way of the registration and gives
        /// the instance an address of its own (GRUU, RFC 5627). Without it none of these is asked for. It should stay
        /// the same over the life of an installation.
        /// </summary>
        /// <param name="uuid">
        /// A UUID such as <c>f81d4fae-7dec-11d0-a765-00a0c91e6bf6</c>, with or without <c>urn:uuid:</c> before it.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="uuid"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: no UUID.</item>
        /// </list>
        /// </returns>
        public int setInstanceId(string uuid)
        {
            return Native.PortSIP_setInstanceId(Handle, Utf8.Bytes(uuid));
        }

        /// <summary>
        /// Registers anew at once: the way to the server is looked for anew, a new connection is opened, and the
        /// public address is learned anew. The place to call it is after a change of network that the library has not
        /// seen by itself; that of its own interfaces it notices. A success raises
        /// <see cref="SIPCallbackEvents.onRegisterSuccess"/> where it is the first one or follows a failure.
        /// </summary>
        /// <param name="regExpires">
        /// Seconds to ask for from now on, at least 20; 0 keeps what was asked for before.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreExpiresValueTooSmall"/>: <paramref name="regExpires"/> is below 20 and not
        /// 0.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNotRegistered"/>: not registered, nor on the way to it.</item>
        /// </list>
        /// </returns>
        public int refreshRegistration(int regExpires)
        {
            return Native.PortSIP_refreshRegistration(Handle, regExpires);
        }

        /// <summary>
        /// Says whether requests ask for the port they came from (RFC 3581), so that answers find back through a NAT.
        /// On, the address that the server saw is named in Contact and in session descriptions, and the server is
        /// told anew when it changes. On at the start.
        /// </summary>
        /// <param name="enable">True asks.</param>
        /// <returns>0.</returns>
        public int enableRport(bool enable)
        {
            return Native.PortSIP_enableRport(Handle, enable);
        }

        /// <summary>
        /// How often the way to the server is kept open while the account is registered: an empty line over a
        /// connection and by datagrams, a STUN request by datagrams to a server that keeps to the way (RFC 5626). A
        /// server may ask for it more often. What is sent comes up to a fifth of the time earlier. 30 at the start.
        /// </summary>
        /// <param name="keepAliveTime">Seconds; 0 sends none.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: below 0.</item>
        /// </list>
        /// </returns>
        public int setKeepAliveTime(int keepAliveTime)
        {
            return Native.PortSIP_setKeepAliveTime(Handle, keepAliveTime);
        }

        /// <summary>
        /// Tells the server how to wake this device for a call (RFC 8599): parameters of the Contact in registrations
        /// from now on. The server then asks the push notification service before it sends an INVITE; the program,
        /// once woken, calls <see cref="PortSIPLib.refreshRegistration"/>.
        /// </summary>
        /// <param name="provider">
        /// The service, such as <c>apns</c>, <c>fcm</c> or <c>webpush</c>; empty takes all back.
        /// </param>
        /// <param name="param">
        /// What the service needs beside it, such as the application's identifier; may be empty.
        /// </param>
        /// <param name="prid">The device's identifier at the service.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, control characters, or no
        /// <paramref name="prid"/>.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: a text is longer than 1024 bytes.</item>
        /// </list>
        /// </returns>
        public int setPushParameters(string provider, string param, string prid)
        {
            return Native.PortSIPX_setPushParameters(Handle, Utf8.Bytes(provider), Utf8.Bytes(param),
                Utf8.Bytes(prid));
        }

        // Requests beside calls, and the types of bodies that are taken in requests

        /// <summary>
        /// Takes bodies of one more type in requests of a method. Requests with other types are refused with 415,
        /// unless they say that the body is optional.
        /// </summary>
        /// <remarks>
        /// Taken without this: <c>application/sdp</c> in INVITE, UPDATE and PRACK; <c>application/dtmf-relay</c>,
        /// <c>application/dtmf</c> and <c>application/media_control+xml</c> in INFO; <c>text/plain</c> in MESSAGE.
        /// </remarks>
        /// <param name="methodName">Such as "INFO"; case does not matter.</param>
        /// <param name="mimeType">
        /// With <paramref name="subMimeType"/>: the two halves of the type, such as "text" and "plain".
        /// </param>
        /// <param name="subMimeType">
        /// With <paramref name="mimeType"/>: the two halves of the type, such as "text" and "plain".
        /// </param>
        /// <returns>
        /// 0, also where the type was taken before, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreSipMethodNameEmpty"/>: <paramref name="methodName"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreMimeTypeUnknown"/>: a half of the type is empty or no token.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="methodName"/> is no token, or a text
        /// is not UTF-8.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 64 types have been added.</item>
        /// </list>
        /// </returns>
        public int addSupportedMimeType(string methodName, string mimeType, string subMimeType)
        {
            return Native.PortSIP_addSupportedMimeType(Handle, Utf8.Bytes(methodName), Utf8.Bytes(mimeType),
                Utf8.Bytes(subMimeType));
        }

        /// <summary>
        /// Asks somebody what they can do (OPTIONS). No event tells the answer; it is seen by
        /// <see cref="SIPCallbackEvents.onReceivedSignaling"/>, see <see cref="PortSIPLib.enableCallbackSignaling"/>.
        /// </summary>
        /// <param name="to">
        /// A name, which becomes <c>sip:name@&lt;domain&gt;</c> of the account, or a <c>sip:</c>, <c>sips:</c> or
        /// <c>tel:</c> address.
        /// </param>
        /// <param name="sdp">A session description to be sent along; null or empty for none.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="to"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="to"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a transport that there is not, or a name while
        /// the account has no domain.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: <paramref name="sdp"/> has more than 65536 bytes, or
        /// 64 OPTIONS wait for their answer.
        /// </item>
        /// </list>
        /// </returns>
        public int sendOptions(string to, string sdp)
        {
            return Native.PortSIP_sendOptions(Handle, Utf8.Bytes(to), Utf8.Bytes(sdp));
        }

        /// <summary>
        /// Sends an INFO request in a call, also on hold. Requests of one call go one at a time, in the order they
        /// were made; DTMF by INFO is one of them. No event tells whether it was taken.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="mimeType">
        /// With <paramref name="subMimeType"/>: the two halves of the Content-Type, such as "text" and "plain"; the
        /// second may carry parameters.
        /// </param>
        /// <param name="subMimeType">
        /// With <paramref name="mimeType"/>: the two halves of the Content-Type, such as "text" and "plain"; the
        /// second may carry parameters.
        /// </param>
        /// <param name="infoContents">The body; may be empty.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreMimeTypeUnknown"/>: a half of the type is empty or malformed.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: the body has more than 65536 bytes, or 64 requests
        /// wait.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// </list>
        /// </returns>
        public int sendInfo(int sessionId, string mimeType, string subMimeType, string infoContents)
        {
            return Native.PortSIP_sendInfo(Handle, sessionId, Utf8.Bytes(mimeType), Utf8.Bytes(subMimeType),
                Utf8.Bytes(infoContents));
        }

        // The session timer of calls

        /// <summary>
        /// Lets calls that begin from now on be refreshed again and again (RFC 4028): a call whose other side does
        /// not answer any more ends with <see cref="SIPCallbackEvents.onInviteClosed"/>.
        /// </summary>
        /// <remarks>Calls whose other side asks for such a timer have one without this as well.</remarks>
        /// <param name="timerSeconds">
        /// The interval in seconds, 90 or more; the other side may make it longer or shorter. A refresh goes after
        /// half of it.
        /// </param>
        /// <param name="refreshMode">
        /// A <see cref="SESSION_REFRESH_MODE"/>, who refreshes where the other side leaves that open.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSessionTimerValueTooSmall"/>: <paramref name="timerSeconds"/> is below 90.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: no such mode.</item>
        /// </list>
        /// </returns>
        public int enableSessionTimer(int timerSeconds, SESSION_REFRESH_MODE refreshMode)
        {
            return Native.PortSIP_enableSessionTimer(Handle, timerSeconds, (int)refreshMode);
        }

        /// <summary>Asks for no session timer from now on. Calls that have one keep it.</summary>
        /// <returns>0.</returns>
        public int disableSessionTimer()
        {
            return Native.PortSIP_disableSessionTimer(Handle);
        }

        // Whether media is encrypted

        /// <summary>
        /// Says whether the media of calls from now on is encrypted (SRTP, RFC 3711). At first it is not. Calls that
        /// are up stay as they are.
        /// </summary>
        /// <remarks>
        /// With <see cref="SRTP_POLICY.SRTP_POLICY_FORCE"/> a call without keys is refused with 488, and a call of
        /// ours to who has none fails with 488. With <see cref="SRTP_POLICY.SRTP_POLICY_PREFER"/> our offer can be
        /// taken with keys and without, and keys that are offered are taken.
        /// <see cref="PortSIPLib.setSrtpKeyExchange"/> says what our offers have. An offer of DTLS-SRTP is taken
        /// whatever the policy is. <c>getStatistics_fn</c> tells in its JSON, under <c>audio.srtp</c>, how a call is
        /// encrypted.
        /// </remarks>
        /// <param name="srtpPolicy">An <see cref="SRTP_POLICY"/>;</param>
        /// <param name="AllowSrtpOverUnsecureTransport">
        /// Keys in SDP (RFC 4568) may be sent where signalling itself is not encrypted (UDP, TCP, WS), for everybody
        /// on its way to read. Without it <see cref="SRTP_POLICY.SRTP_POLICY_PREFER"/> makes calls in the clear
        /// there, and <see cref="SRTP_POLICY.SRTP_POLICY_FORCE"/> none.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: no such policy.</item>
        /// </list>
        /// </returns>
        public int setSrtpPolicy(SRTP_POLICY srtpPolicy, bool AllowSrtpOverUnsecureTransport)
        {
            return Native.PortSIP_setSrtpPolicy(Handle, (int)srtpPolicy, AllowSrtpOverUnsecureTransport);
        }

        /// <summary>
        /// Says how the keys of calls of ours come about from now on, where the policy has them encrypted. At first
        /// they are in SDP. Calls that are up stay as they are.
        /// </summary>
        /// <remarks>
        /// <para>
        /// With <see cref="SRTP_KEY_EXCHANGE.SRTP_KEY_EXCHANGE_DTLS"/> offers have the fingerprint of a certificate
        /// that each object makes for itself, and keys are agreed on between the ends of the media: nobody on the way
        /// of the signalling knows them, so they need no encrypted transport.
        /// <see cref="SRTP_POLICY.SRTP_POLICY_FORCE"/> then offers <c>UDP/TLS/RTP/SAVP</c>, and
        /// <see cref="SRTP_POLICY.SRTP_POLICY_PREFER"/> <c>RTP/AVP</c>, which can be taken in the clear.
        /// </para>
        /// <para>
        /// Until there are keys no media flows. A call that is up and gets none, as the other side shows another
        /// certificate than it described or does not answer for 30 s, is ended: BYE goes with a Reason of cause 488,
        /// and <see cref="SIPCallbackEvents.onInviteClosed"/> follows. <c>getStatistics_fn</c> tells how far it is
        /// under <c>audio.srtp.dtls</c>.
        /// </para>
        /// </remarks>
        /// <param name="keyExchange">An <see cref="SRTP_KEY_EXCHANGE"/>.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: no such way.</item>
        /// </list>
        /// </returns>
        public int setSrtpKeyExchange(SRTP_KEY_EXCHANGE keyExchange)
        {
            return Native.PortSIPX_setSrtpKeyExchange(Handle, (int)keyExchange);
        }

        /// <summary>
        /// Names the suites with which the media of calls from now on is encrypted: those are offered, and no other
        /// is taken.
        /// </summary>
        /// <param name="suites">
        /// Names parted by <c>#</c>, the preferred first: <c>AEAD_AES_256_GCM</c>, <c>AEAD_AES_128_GCM</c>,
        /// <c>AES_256_CM_HMAC_SHA1_80</c>, <c>AES_256_CM_HMAC_SHA1_32</c>, <c>AES_192_CM_HMAC_SHA1_80</c>,
        /// <c>AES_192_CM_HMAC_SHA1_32</c>, <c>AES_CM_128_HMAC_SHA1_80</c>, <c>AES_CM_128_HMAC_SHA1_32</c>. Empty, as
        /// at first: all are taken, and offered are both of GCM, both with tags of 80 bits and keys of 256 and 128
        /// bits, and the last. For DTLS-SRTP both of GCM and the last two have names; the others are left out there.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="suites"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, an unknown name, or one twice.
        /// </item>
        /// </list>
        /// </returns>
        public int setSrtpSuites(string suites)
        {
            return Native.PortSIPX_setSrtpSuites(Handle, Utf8.Bytes(suites));
        }

        /// <summary>
        /// Says what SRTP leaves out in calls from now on (RFC 4568, 6.3.2 and 6.3.3): at first nothing. It is
        /// offered so, and taken where it is offered; keys that would leave out more than this says are not taken. A
        /// peer that does not offer it is not asked for it. AEAD suites always encrypt and authenticate RTP.
        /// </summary>
        /// <param name="unencryptedSrtp">RTP is authenticated only;</param>
        /// <param name="unencryptedSrtcp">RTCP is authenticated only;</param>
        /// <param name="unauthenticatedSrtp">RTP is encrypted only: it can be forged.</param>
        /// <returns>0.</returns>
        public int setSrtpSessionParameters(bool unencryptedSrtp, bool unencryptedSrtcp, bool unauthenticatedSrtp)
        {
            return Native.PortSIPX_setSrtpSessionParameters(Handle, unencryptedSrtp, unencryptedSrtcp,
                unauthenticatedSrtp);
        }

        // The quality of a call in numbers

        /// <summary>
        /// Asks for the statistics of a call; <see cref="SIPCallbackEvents.onStatistics"/> brings them as JSON.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: neither connected nor with early media.</item>
        /// </list>
        /// </returns>
        public int getStatistics(int sessionId)
        {
            return Native.PortSIP_getStatistics(Handle, sessionId);
        }

        // Raw PCM into and out of calls

        /// <summary>
        /// Sends what <see cref="PortSIPLib.sendPcmStreamToRemote"/> gives instead of the microphone, or goes back to
        /// the microphone.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="state">
        /// True to send the stream. Enabling it again changes the rate and drops what has not been sent.
        /// </param>
        /// <param name="streamSamplesPerSec">
        /// Samples per second, 8000…48000 in steps of 25; not looked at when <paramref name="state"/> is false.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreAudioSampleOutOfRange"/>: another rate.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: neither connected nor with early media.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// </list>
        /// </returns>
        public int enableSendPcmStreamToRemote(int sessionId, bool state, int streamSamplesPerSec)
        {
            return Native.PortSIP_enableSendPcmStreamToRemote(Handle, sessionId, state, streamSamplesPerSec);
        }

        /// <summary>Sends samples to the other side. They are copied.</summary>
        /// <remarks>The library keeps 100 ms; what exceeds that is dropped. Give 20 ms every 20 ms.</remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="data">16-bit mono PCM in the machine's byte order.</param>
        /// <param name="dataLength">Its length in bytes, even.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="data"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: <paramref name="dataLength"/> is negative or odd.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.EAudioPlaySteamNotEnabled"/>: see
        /// <see cref="PortSIPLib.enableSendPcmStreamToRemote"/>.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreCallInHold"/>: on hold.</item>
        /// </list>
        /// </returns>
        public int sendPcmStreamToRemote(int sessionId, byte[] data, int dataLength)
        {
            return Native.PortSIP_sendPcmStreamToRemote(Handle, sessionId, data, Utf8.Length(data, dataLength));
        }

        /// <summary>
        /// Shows the raw audio of a call to a handler, every 10 ms, or stops it. It may be asked for at any time of a
        /// call, and begins with its audio: with the early media where there are any, of a call we make too, else
        /// with the answer.
        /// </summary>
        /// <remarks>
        /// The handler runs on a media thread: it should return within milliseconds, or audio has gaps. After the
        /// function has returned with <paramref name="enable"/> false, a handler that was running may still finish,
        /// and none starts.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="enable">True to start. Starting again replaces the handler.</param>
        /// <param name="callbackMode">
        /// A <see cref="DIRECTION_MODE"/>: <see cref="DIRECTION_MODE.DIRECTION_SEND"/>,
        /// <see cref="DIRECTION_MODE.DIRECTION_RECV"/> or <see cref="DIRECTION_MODE.DIRECTION_SEND_RECV"/>; not
        /// looked at when <paramref name="enable"/> is false.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <c>callbackHandler</c> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNotSupportCallbackMode"/>: another mode.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// </list>
        /// </returns>
        public int enableAudioStreamCallback(int sessionId, bool enable, DIRECTION_MODE callbackMode)
        {
            return Native.PortSIP_enableAudioStreamCallback(Handle, sessionId, enable, (int)callbackMode, context,
                Handlers.AudioRawCallback);
        }

        /// <summary>
        /// Shows the RTP packets of a call to a handler, or stops it: each packet as it is sent, and each well-formed
        /// one that comes to the call's RTP port, also of a source or format that the call does not use. RTCP is not
        /// shown. It may be asked for at any time of a call, and begins with its audio: with the early media where
        /// there are any, of a call we make too, else with the answer.
        /// </summary>
        /// <remarks>
        /// The handler runs on a media thread: it should return within milliseconds, or audio has gaps. After the
        /// function has returned with <see cref="DIRECTION_MODE.DIRECTION_NONE"/> or without a handler, a handler
        /// that was running may still finish, and none starts.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="mediaType">0, audio. There is no other media.</param>
        /// <param name="mode">
        /// A <see cref="DIRECTION_MODE"/>: <see cref="DIRECTION_MODE.DIRECTION_SEND"/>,
        /// <see cref="DIRECTION_MODE.DIRECTION_RECV"/>, <see cref="DIRECTION_MODE.DIRECTION_SEND_RECV"/>, or
        /// <see cref="DIRECTION_MODE.DIRECTION_NONE"/> to stop.
        /// </param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: another <paramref name="mediaType"/>.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNotSupportCallbackMode"/>: another mode.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// </list>
        /// </returns>
        public int enableRtpCallback(int sessionId, int mediaType, DIRECTION_MODE mode)
        {
            return Native.PortSIP_enableRtpCallback(Handle, sessionId, mediaType, (int)mode, context,
                Handlers.RTPCallback);
        }

        // Subscriptions: presence, the calls of others, waiting messages

        /// <summary>
        /// Subscribes to what an event package tells of somebody (RFC 6665), and keeps the subscription alive: it is
        /// refreshed before its time is over, and made anew where the server has forgotten it, until it is taken back
        /// or refused.
        /// </summary>
        /// <remarks>
        /// Each NOTIFY raises <see cref="SIPCallbackEvents.onRecvNotifyOfSubscription"/>, and one of these packages
        /// what it says besides: "dialog" <see cref="SIPCallbackEvents.onDialogStateUpdated"/>, "message-summary"
        /// <see cref="SIPCallbackEvents.onWaitingVoiceMessage"/> and
        /// <see cref="SIPCallbackEvents.onWaitingFaxMessage"/>, "presence"
        /// <see cref="SIPCallbackEvents.onPresenceOnline"/> and <see cref="SIPCallbackEvents.onPresenceOffline"/>.
        /// <see cref="SIPCallbackEvents.onSubscriptionFailure"/> or
        /// <see cref="SIPCallbackEvents.onSubscriptionTerminated"/> is the last event of it; after
        /// <see cref="PortSIPLib.removeUser"/> or <see cref="PortSIPLib.unInitialize"/> there is none.
        /// </remarks>
        /// <param name="to">
        /// Whom it is about: a name, which becomes <c>sip:name@&lt;domain&gt;</c> of the account, or a <c>sip:</c>,
        /// <c>sips:</c> or <c>tel:</c> address.
        /// </param>
        /// <param name="eventName">The event package, such as "dialog"; case does not matter.</param>
        /// <returns>
        /// The id of the subscription (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="to"/> is empty.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, or <paramref name="eventName"/> is no
        /// event package, or is "refer", which subscribes by itself.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a transport that there is not, or a name while
        /// the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreSipAlreadySubscribed"/>: there is one to the same already.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 10000 live.</item>
        /// </list>
        /// </returns>
        public int sendSubscription(string to, string eventName)
        {
            return Native.PortSIP_sendSubscription(Handle, Utf8.Bytes(to), Utf8.Bytes(eventName));
        }

        /// <summary>
        /// Takes a subscription back. <see cref="SIPCallbackEvents.onSubscriptionTerminated"/> tells when it is over.
        /// </summary>
        /// <param name="subscriptionId">
        /// What <see cref="PortSIPLib.sendSubscription"/> or <see cref="PortSIPLib.presenceSubscribe"/> returned.
        /// </param>
        /// <returns>
        /// 0, or <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>: there is none of this id, or it was taken
        /// back before.
        /// </returns>
        public int terminateSubscription(int subscriptionId)
        {
            return Native.PortSIP_terminateSubscription(Handle, subscriptionId);
        }

        /// <summary>
        /// Says how long subscriptions are asked to live, from the next one on; 3600 seconds without this. The server
        /// may grant less, or insist on more.
        /// </summary>
        /// <param name="secs">Seconds, 20 or more.</param>
        /// <returns>0, or <see cref="PortSIP_Errors.ECoreExpiresValueTooSmall"/>.</returns>
        public int setDefaultSubscriptionTime(int secs)
        {
            return Native.PortSIP_setDefaultSubscriptionTime(Handle, secs);
        }

        /// <summary>
        /// Asks for the messages that wait for our own account: as soon as we are registered, until
        /// <see cref="PortSIPLib.unRegisterServer"/>. Where the registration is lost the server is asked again with
        /// the next. Off at the start.
        /// </summary>
        /// <remarks>
        /// <see cref="SIPCallbackEvents.onWaitingVoiceMessage"/> and
        /// <see cref="SIPCallbackEvents.onWaitingFaxMessage"/> tell them. Of a server that has no mailboxes no event
        /// tells. What our server tells without being asked raises the events with or without this.
        /// </remarks>
        /// <param name="state">The state.</param>
        /// <returns>0.</returns>
        public int enableAutoCheckMwi(bool state)
        {
            return Native.PortSIP_enableAutoCheckMwi(Handle, state);
        }

        /// <summary>
        /// Takes over a call that rings at somebody whose calls we watch, or that he has (on hold, usually): calls
        /// its other side in the place of that call (RFC 3891). The events are those of
        /// <see cref="PortSIPLib.call"/>.
        /// </summary>
        /// <param name="replaceDialogId">
        /// The <c>BLFDialogId</c> of a <see cref="SIPCallbackEvents.onDialogStateUpdated"/>.
        /// </param>
        /// <param name="videoCall">Asks for video, where video codecs have been added.</param>
        /// <returns>
        /// The session id (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="replaceDialogId"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreCallIdNotFound"/>: no call is known by this id, it is over, it is one that
        /// he makes and that was not answered yet, or the server did not tell enough to take it over (its Call-ID,
        /// both tags, and the other side).
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item><see cref="PortSIP_Errors.ECoreInvalidUri"/>: the address of the other side cannot be called.</item>
        /// <item><see cref="PortSIP_Errors.ECoreAudioVideoCodecEmpty"/>: no codec has been added.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNoFreeDialogSession"/>: as many calls are up as were allowed.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCreateAudioChannelFailed"/>: no media ports are free.</item>
        /// </list>
        /// </returns>
        public int pickupBLFCall(string replaceDialogId, bool videoCall)
        {
            return Native.PortSIP_pickupBLFCall(Handle, Utf8.Bytes(replaceDialogId), videoCall);
        }

        /// <summary>
        /// Subscribes to the presence of somebody: as <see cref="PortSIPLib.sendSubscription"/> with "presence", with
        /// a subject for the one who is asked.
        /// </summary>
        /// <param name="to">As of <see cref="PortSIPLib.sendSubscription"/>.</param>
        /// <param name="subject">One line; null or empty for none.</param>
        /// <returns>
        /// The id of the subscription (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="to"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="to"/> is empty.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, or <paramref name="subject"/> is more than
        /// one line.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a transport that there is not, or a name while
        /// the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreSipAlreadySubscribed"/>: there is one to the same already.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 10000 live.</item>
        /// </list>
        /// </returns>
        public int presenceSubscribe(string to, string subject)
        {
            return Native.PortSIP_presenceSubscribe(Handle, Utf8.Bytes(to), Utf8.Bytes(subject));
        }

        /// <summary>
        /// Takes a subscription to somebody's presence back: as <see cref="PortSIPLib.terminateSubscription"/>.
        /// </summary>
        /// <param name="subscribeId">The subscribe id.</param>
        /// <returns>0, or <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>.</returns>
        public int presenceTerminateSubscribe(int subscribeId)
        {
            return Native.PortSIP_presenceTerminateSubscribe(Handle, subscribeId);
        }

        // Call transfer: asking for one, and being asked (RFC 3515, RFC 5589)

        /// <summary>Asks the other side of a call to call somebody else (blind transfer).</summary>
        /// <remarks>
        /// <see cref="SIPCallbackEvents.onReferAccepted"/> or <see cref="SIPCallbackEvents.onReferRejected"/>
        /// follows; after the former <see cref="SIPCallbackEvents.onTransferTrying"/> and
        /// <see cref="SIPCallbackEvents.onTransferRinging"/> as the other side tells, at the end
        /// <see cref="SIPCallbackEvents.onACTVTransferSuccess"/> or
        /// <see cref="SIPCallbackEvents.onACTVTransferFailure"/>. The call stays up until one side ends it.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="referTo">Whom to call, in the forms of <see cref="PortSIPLib.call"/>.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="referTo"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="referTo"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, or a name while the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 64 transfers are under way.</item>
        /// </list>
        /// </returns>
        public int refer(int sessionId, string referTo)
        {
            return Native.PortSIP_refer(Handle, sessionId, Utf8.Bytes(referTo));
        }

        /// <summary>
        /// Asks the other side of a call to call somebody in the place of another call of ours (attended transfer):
        /// the two others are then connected, and both of our calls may be ended. Events as of
        /// <see cref="PortSIPLib.refer"/>.
        /// </summary>
        /// <param name="sessionId">The call whose other side is asked.</param>
        /// <param name="replaceSessionId">The call that is replaced at its other side.</param>
        /// <param name="referTo">That other side, in the forms of <see cref="PortSIPLib.call"/>.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="referTo"/> is null.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="referTo"/> is empty.</item>
        /// <item><see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, or a name while the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of one of the ids.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: one of the calls is not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 64 transfers are under way.</item>
        /// </list>
        /// </returns>
        public int attendedRefer(int sessionId, int replaceSessionId, string referTo)
        {
            return Native.PortSIP_attendedRefer(Handle, sessionId, replaceSessionId, Utf8.Bytes(referTo));
        }

        /// <summary>
        /// Does what <see cref="PortSIPLib.attendedRefer"/> does, with a Request-URI and a method of its own. Events
        /// as of <see cref="PortSIPLib.refer"/>.
        /// </summary>
        /// <param name="sessionId">The call in whose dialog it is asked.</param>
        /// <param name="replaceSessionId">The call that is replaced at its other side.</param>
        /// <param name="replaceMethod">
        /// The method that Refer-To names, usually <c>INVITE</c> or <c>BYE</c>. INVITE is what a Refer-To without a
        /// method means, and is not written.
        /// </param>
        /// <param name="target">Where the REFER is sent, in the forms of <see cref="PortSIPLib.call"/>.</param>
        /// <param name="referTo">The other side of the replaced call, in the same forms.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipMethodNameEmpty"/>: <paramref name="replaceMethod"/> is empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="target"/> or <paramref name="referTo"/> is
        /// empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, or <paramref name="replaceMethod"/> is no
        /// method.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a name while the account has no domain, or a
        /// <paramref name="target"/> with a transport that there is not.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of one of the ids.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: one of the calls is not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 64 transfers are under way.</item>
        /// </list>
        /// </returns>
        public int attendedRefer2(int sessionId, int replaceSessionId, string replaceMethod, string target,
            string referTo)
        {
            return Native.PortSIP_attendedRefer2(Handle, sessionId, replaceSessionId, Utf8.Bytes(replaceMethod),
                Utf8.Bytes(target), Utf8.Bytes(referTo));
        }

        /// <summary>
        /// Asks somebody, outside any call, to call the other side of a call of ours in its place. Events as of
        /// <see cref="PortSIPLib.refer"/>; they name the replaced call.
        /// </summary>
        /// <param name="replaceSessionId">The call that is replaced at its other side.</param>
        /// <param name="replaceMethod">
        /// The method that Refer-To names, usually <c>INVITE</c> or <c>BYE</c>. INVITE is what a Refer-To without a
        /// method means, and is not written.
        /// </param>
        /// <param name="target">Who is asked, in the forms of <see cref="PortSIPLib.call"/>.</param>
        /// <param name="referTo">The other side of the replaced call, in the same forms.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: a text is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipMethodNameEmpty"/>: <paramref name="replaceMethod"/> is empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreCalleeEmpty"/>: <paramref name="target"/> or <paramref name="referTo"/> is
        /// empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreArgumentIncorrect"/>: not UTF-8, or <paramref name="replaceMethod"/> is no
        /// method.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: no address, a name while the account has no domain, or a
        /// <paramref name="target"/> with a transport that there is not.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreInviteSessionNotFound"/>: no call of this id.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCallNotEstablished"/>: not connected yet.</item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item><see cref="PortSIP_Errors.ECoreDataSizeTooLarge"/>: 64 transfers are under way.</item>
        /// </list>
        /// </returns>
        public int outOfDialogRefer(int replaceSessionId, string replaceMethod, string target, string referTo)
        {
            return Native.PortSIP_outOfDialogRefer(Handle, replaceSessionId, Utf8.Bytes(replaceMethod),
                Utf8.Bytes(target), Utf8.Bytes(referTo));
        }

        /// <summary>
        /// Calls whom the other side asks us to call, and tells it how that goes. The new call raises the events of
        /// <see cref="PortSIPLib.call"/>; the one in which the request came stays up until one side ends it.
        /// </summary>
        /// <param name="referId">The id that <see cref="SIPCallbackEvents.onReceivedRefer"/> brought.</param>
        /// <param name="referSignaling">
        /// The message that it brought. The library has kept it, and does not look at this text.
        /// </param>
        /// <returns>
        /// The session id of the new call (greater than 0), or:
        /// <list type="bullet">
        /// <item><see cref="PortSIP_Errors.ECoreArgumentNull"/>: <paramref name="referSignaling"/> is null.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreSipMessaegEmpty"/>: <paramref name="referSignaling"/> is empty.
        /// </item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>: no request of this id waits for a decision.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreUserNotFound"/>: no user is set.</item>
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreInvalidUri"/>: a transport that there is not, or a telephone number while
        /// the account has no domain.
        /// </item>
        /// <item><see cref="PortSIP_Errors.ECoreAudioVideoCodecEmpty"/>: no codec has been added.</item>
        /// <item><see cref="PortSIP_Errors.ECoreNoFreeDialogSession"/>: as many calls are up as were allowed.</item>
        /// <item><see cref="PortSIP_Errors.ECoreCreateAudioChannelFailed"/>: no media ports are free.</item>
        /// </list>
        /// </returns>
        public int acceptRefer(int referId, string referSignaling)
        {
            return Native.PortSIP_acceptRefer(Handle, referId, Utf8.Bytes(referSignaling));
        }

        /// <summary>Refuses to call whom the other side asks us to call (603). No event follows.</summary>
        /// <param name="referId">The id that <see cref="SIPCallbackEvents.onReceivedRefer"/> brought.</param>
        /// <returns>
        /// 0, or:
        /// <list type="bullet">
        /// <item>
        /// <see cref="PortSIP_Errors.ECoreNotFoundSubscribeId"/>: no request of this id waits for a decision.
        /// </item>
        /// </list>
        /// </returns>
        public int rejectRefer(int referId)
        {
            return Native.PortSIP_rejectRefer(Handle, referId);
        }
    }
}
