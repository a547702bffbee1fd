// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
using System;
using System.Runtime.InteropServices;

namespace PortSIP
{
    static partial class Native
    {
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setUser(IntPtr libSDK, byte[] userName, byte[] displayName,
            byte[] authName, byte[] password, byte[] sipDomain, byte[] sipServerAddr, int sipServerPort,
            byte[] stunServerAddr, int stunServerPort, byte[] outboundServerAddr, int outboundServerPort);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_removeUser(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setDisplayName(IntPtr libSDK, byte[] displayName);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_registerServer(IntPtr libSDK, int regExpires, int retryTimes);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_unRegisterServer(IntPtr libSDK, int waitMS);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_enableCallbackSignaling(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool enableSending, [MarshalAs(UnmanagedType.I1)] bool enableReceived);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_muteMicrophone(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool mute);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_muteSpeaker(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool mute);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_audioPlayLoopbackTest(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool enable);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_setChannelOutputVolumeScaling(IntPtr libSDK, int sessionId, int scaling);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_setChannelInputVolumeScaling(IntPtr libSDK, int sessionId, int scaling);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setAudioBitrate(IntPtr libSDK, int sessionId, int audioCodecType,
            int bitrateKbps);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setSpeakerVolume(IntPtr libSDK, int volume);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getSpeakerVolume(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setMicVolume(IntPtr libSDK, int volume);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getMicVolume(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_call(IntPtr libSDK, byte[] callTo,
            [MarshalAs(UnmanagedType.I1)] bool sendSdp, [MarshalAs(UnmanagedType.I1)] bool videoCall);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setReliableProvisional(IntPtr libSDK, int mode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableEarlyMedia(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool enable);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_rejectCall(IntPtr libSDK, int sessionId, int code);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_hangUp(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_getCloseReason(IntPtr libSDK, int sessionId, byte[] reason,
            int reasonLength);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_answerCall(IntPtr libSDK, int sessionId,
            [MarshalAs(UnmanagedType.I1)] bool videoCall);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_hold(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_unHold(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setAudioRtcpBandwidth(IntPtr libSDK, int sessionId, int BitsRR, int BitsRS,
            int KBitsAS);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_updateCall(IntPtr libSDK, int sessionId,
            [MarshalAs(UnmanagedType.I1)] bool enableAudio, [MarshalAs(UnmanagedType.I1)] bool enableVideo,
            [MarshalAs(UnmanagedType.I1)] bool enableScreen);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_muteSession(IntPtr libSDK, int sessionId,
            [MarshalAs(UnmanagedType.I1)] bool muteIncomingAudio,
            [MarshalAs(UnmanagedType.I1)] bool muteOutgoingAudio,
            [MarshalAs(UnmanagedType.I1)] bool muteIncomingVideo,
            [MarshalAs(UnmanagedType.I1)] bool muteOutgoingVideo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendDtmf(IntPtr libSDK, int sessionId, int dtmfMethod, int code,
            int dtmfDuration, [MarshalAs(UnmanagedType.I1)] bool playDtmfTone);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_addAudioCodec(IntPtr libSDK, int codecType);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        [return: MarshalAs(UnmanagedType.I1)]
        internal static extern bool PortSIP_isAudioCodecEmpty(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setAudioCodecPayloadType(IntPtr libSDK, int codecType, int payloadType);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_clearAudioCodec(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setAudioCodecParameter(IntPtr libSDK, int codecType, byte[] parameter);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setAudioSamples(IntPtr libSDK, int ptime, int maxPtime);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_createAudioConference(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_destroyConference(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_joinToConference(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_removeFromConference(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getNumOfRecordingDevices(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getNumOfPlayoutDevices(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getRecordingDeviceName(IntPtr libSDK, int deviceIndex, byte[] nameUTF8,
            int nameUTF8Length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getPlayoutDeviceName(IntPtr libSDK, int deviceIndex, byte[] nameUTF8,
            int nameUTF8Length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setAudioDeviceId(IntPtr libSDK, int recordingDeviceId,
            int playoutDeviceId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_startPacketCapture(IntPtr libSDK, byte[] path);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_stopPacketCapture(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setDnsServers(IntPtr libSDK, byte[] servers);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_enableAudioRed(IntPtr libSDK, int level);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_enableInbandDtmfDetection(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_getLocalSIPPort(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_startRecord(IntPtr libSDK, int sessionId, byte[] recordFilePath,
            byte[] recordFileName, [MarshalAs(UnmanagedType.I1)] bool appendTimestamp, int channels,
            int recordFileFormat, int audioRecordMode, int videoRecordMode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_stopRecord(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_startPlayingFileToRemote(IntPtr libSDK, int sessionId, byte[] fileUrl,
            [MarshalAs(UnmanagedType.I1)] bool loop, int playAudio);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_stopPlayingFileToRemote(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_startPlayingFileLocally(IntPtr libSDK, byte[] fileUrl,
            [MarshalAs(UnmanagedType.I1)] bool loop, IntPtr playVideoWindow);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_stopPlayingFileLocally(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableCallForward(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool forBusyOnly, byte[] forwardTo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_disableCallForward(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_setDoNotDisturb(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_forwardCall(IntPtr libSDK, int sessionId, byte[] forwardTo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getSipMessageHeaderValue(IntPtr libSDK, byte[] sipMessage,
            byte[] headerName, byte[] headerValue, int headerValueLength);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_addSipMessageHeader(IntPtr libSDK, int sessionId, byte[] methodName,
            int msgType, byte[] headerName, byte[] headerValue);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_removeAddedSipMessageHeader(IntPtr libSDK, int sipMessageHeaderId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_clearAddedSipMessageHeaders(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_modifySipMessageHeader(IntPtr libSDK, int sessionId, byte[] methodName,
            int msgType, byte[] headerName, byte[] headerValue);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_removeModifiedSipMessageHeader(IntPtr libSDK, int sipMessageHeaderId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_clearModifiedSipMessageHeaders(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setUriUserEncoding(IntPtr libSDK, byte[] character,
            [MarshalAs(UnmanagedType.I1)] bool enable);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enable3GppTags(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool enable);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setLicenseKey(IntPtr libSDK, byte[] key);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendMessage(IntPtr libSDK, int sessionId, byte[] mimeType,
            byte[] subMimeType, byte[] message, int messageLength);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendOutOfDialogMessage(IntPtr libSDK, byte[] to, byte[] mimeType,
            byte[] subMimeType, [MarshalAs(UnmanagedType.I1)] bool isSMS, byte[] message, int messageLength);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getNICNums();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getLocalIpAddress(int index, byte[] ip, int ipSize);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setRtpKeepAlive(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state,
            int keepAlivePayloadType, int deltaTransmitTimeMS);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableAudioQos(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_enableIce(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setTurnServer(IntPtr libSDK, byte[] turnServer, int turnServerPort,
            int transportType, byte[] userName, byte[] password);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setRtpPortRange(IntPtr libSDK, int minimumRtpPort, int maximumRtpPort);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enablePriorityIPv6Domain(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool enable);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setPresenceMode(IntPtr libSDK, int mode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setDefaultPublicationTime(IntPtr libSDK, int secs);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_presenceAcceptSubscribe(IntPtr libSDK, int subscribeId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_presenceRejectSubscribe(IntPtr libSDK, int subscribeId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setPresenceStatus(IntPtr libSDK, int subscribeId, byte[] stateText);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_enableVAD(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_enableCNG(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_enableAEC(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_enableAGC(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void PortSIP_enableANS(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setInstanceId(IntPtr libSDK, byte[] uuid);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_refreshRegistration(IntPtr libSDK, int regExpires);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableRport(IntPtr libSDK, [MarshalAs(UnmanagedType.I1)] bool enable);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setKeepAliveTime(IntPtr libSDK, int keepAliveTime);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setPushParameters(IntPtr libSDK, byte[] provider, byte[] param,
            byte[] prid);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_addSupportedMimeType(IntPtr libSDK, byte[] methodName, byte[] mimeType,
            byte[] subMimeType);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendOptions(IntPtr libSDK, byte[] to, byte[] sdp);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendInfo(IntPtr libSDK, int sessionId, byte[] mimeType, byte[] subMimeType,
            byte[] infoContents);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableSessionTimer(IntPtr libSDK, int timerSeconds, int refreshMode);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_disableSessionTimer(IntPtr libSDK);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setSrtpPolicy(IntPtr libSDK, int srtpPolicy,
            [MarshalAs(UnmanagedType.I1)] bool AllowSrtpOverUnsecureTransport);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setSrtpKeyExchange(IntPtr libSDK, int keyExchange);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setSrtpSuites(IntPtr libSDK, byte[] suites);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIPX_setSrtpSessionParameters(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool unencryptedSrtp, [MarshalAs(UnmanagedType.I1)] bool unencryptedSrtcp,
            [MarshalAs(UnmanagedType.I1)] bool unauthenticatedSrtp);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_getStatistics(IntPtr libSDK, int sessionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableSendPcmStreamToRemote(IntPtr libSDK, int sessionId,
            [MarshalAs(UnmanagedType.I1)] bool state, int streamSamplesPerSec);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendPcmStreamToRemote(IntPtr libSDK, int sessionId, byte[] data,
            int dataLength);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableAudioStreamCallback(IntPtr libSDK, int sessionId,
            [MarshalAs(UnmanagedType.I1)] bool enable, int callbackMode, IntPtr callbackObject,
            Handlers.audioRawCallback_fn callbackHandler);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableRtpCallback(IntPtr libSDK, int sessionId, int mediaType, int mode,
            IntPtr callbackObj, Handlers.RTPCallback_fn RTPCallbackHandler);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_sendSubscription(IntPtr libSDK, byte[] to, byte[] eventName);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_terminateSubscription(IntPtr libSDK, int subscriptionId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_setDefaultSubscriptionTime(IntPtr libSDK, int secs);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_enableAutoCheckMwi(IntPtr libSDK,
            [MarshalAs(UnmanagedType.I1)] bool state);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_pickupBLFCall(IntPtr libSDK, byte[] replaceDialogId,
            [MarshalAs(UnmanagedType.I1)] bool videoCall);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_presenceSubscribe(IntPtr libSDK, byte[] to, byte[] subject);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_presenceTerminateSubscribe(IntPtr libSDK, int subscribeId);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_refer(IntPtr libSDK, int sessionId, byte[] referTo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_attendedRefer(IntPtr libSDK, int sessionId, int replaceSessionId,
            byte[] referTo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_attendedRefer2(IntPtr libSDK, int sessionId, int replaceSessionId,
            byte[] replaceMethod, byte[] target, byte[] referTo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_outOfDialogRefer(IntPtr libSDK, int replaceSessionId, byte[] replaceMethod,
            byte[] target, byte[] referTo);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_acceptRefer(IntPtr libSDK, int referId, byte[] referSignaling);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int PortSIP_rejectRefer(IntPtr libSDK, int referId);
    }
}
