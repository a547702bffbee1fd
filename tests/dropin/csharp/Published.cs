// The published C# declarations of the library's C interface, version 19, as far as the program needs them.
//
// Nothing here may be made better: it stands for programs that exist. Delegates carry no context. A bool without
// MarshalAs has four bytes. Messages in events are StringBuilders, which the marshaller writes back after the
// handler. A string that is returned is freed by the marshaller.
using System;
using System.Runtime.InteropServices;
using System.Text;

static class Published
{
    const string Library = "portsip_sdk";

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 registerSuccess_fn(String statusText, Int32 statusCode, StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 registerFailure_fn(String statusText, Int32 statusCode, StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteIncoming_fn(Int32 sessionId, String callerDisplayName, String caller,
        String calleeDisplayName, String callee, String audioCodecNames, String videoCodecNames,
        Boolean existsAudio, [MarshalAs(UnmanagedType.I1)] Boolean existsVideo, StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteTrying_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteSessionProgress_fn(Int32 sessionId, String audioCodecNames,
        String videoCodecNames, Boolean existsEarlyMedia, [MarshalAs(UnmanagedType.I1)] Boolean existsAudio,
        Boolean existsVideo, StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteRinging_fn(Int32 sessionId, String statusText, Int32 statusCode,
        StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteAnswered_fn(Int32 sessionId, String callerDisplayName, String caller,
        String calleeDisplayName, String callee, String audioCodecNames, String videoCodecNames,
        Boolean existsAudio, [MarshalAs(UnmanagedType.I1)] Boolean existsVideo, StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteFailure_fn(Int32 sessionId, String callerDisplayName, String caller,
        String calleeDisplayName, String callee, String reason, Int32 code, StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteUpdated_fn(Int32 sessionId, String audioCodecNames, String videoCodecNames,
        Boolean existsAudio, [MarshalAs(UnmanagedType.I1)] Boolean existsVideo, Boolean existsScreen,
        StringBuilder sipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteConnected_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteBeginingForward_fn(String forwardTo);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 inviteClosed_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 remoteHold_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 remoteUnHold_fn(Int32 sessionId, String audioCodecNames, String videoCodecNames,
        Boolean existsAudio, [MarshalAs(UnmanagedType.I1)] Boolean existsVideo);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 dialogStateUpdated_fn(String BLFMonitoredUri, String BLFDialogState,
        String BLFDialogId, String BLFDialogDirection);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 receivedRefer_fn(Int32 sessionId, Int32 referId, String to, String from,
        StringBuilder referSipMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 referAccepted_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 referRejected_fn(Int32 sessionId, String reason, Int32 code);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 transferTrying_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 transferRinging_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 ACTVTransferSuccess_fn(Int32 sessionId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 ACTVTransferFailure_fn(Int32 sessionId, String reason, Int32 code);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 receivedSignaling_fn(Int32 sessionId, StringBuilder signaling);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 sendingSignaling_fn(Int32 sessionId, StringBuilder signaling);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 waitingVoiceMessage_fn(String messageAccount, Int32 urgentNewMessageCount,
        Int32 urgentOldMessageCount, Int32 newMessageCount, Int32 oldMessageCount);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 waitingFaxMessage_fn(String messageAccount, Int32 urgentNewMessageCount,
        Int32 urgentOldMessageCount, Int32 newMessageCount, Int32 oldMessageCount);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 recvDtmfTone_fn(Int32 sessionId, Int32 tone);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 presenceRecvSubscribe_fn(Int32 subscribeId, String fromDisplayName, String from,
        String subject);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 presenceOnline_fn(String fromDisplayName, String from, String stateText);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 presenceOffline_fn(String fromDisplayName, String from);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 recvOptions_fn(StringBuilder optionsMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 recvInfo_fn(StringBuilder infoMessage);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 recvNotifyOfSubscription_fn(Int32 subscribeId, StringBuilder notifyMessage,
        [MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 3)] byte[] contentData, Int32 dataLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 subscriptionFailure_fn(Int32 subscribeId, Int32 statusCode);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 subscriptionTerminated_fn(Int32 subscribeId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 recvMessage_fn(Int32 sessionId, String mimeType, String subMimeType,
        [MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 4)] byte[] messageData, Int32 messageDataLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 recvOutOfDialogMessage_fn(String fromDisplayName, String from, String toDisplayName,
        String to, String mimeType, String subMimeType,
        [MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 7)] byte[] messageData, Int32 messageDataLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 sendMessageSuccess_fn(Int32 sessionId, Int32 messageId);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 sendMessageFailure_fn(Int32 sessionId, Int32 messageId, String reason, Int32 code);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 sendOutOfDialogMessageSuccess_fn(Int32 messageId, String fromDisplayName, String from,
        String toDisplayName, String to);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 sendOutOfDialogMessageFailure_fn(Int32 messageId, String fromDisplayName, String from,
        String toDisplayName, String to, String reason, Int32 code);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 playFileFinished_fn(Int32 sessionId, String fileName);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate Int32 statistics_fn(Int32 sessionId, String stat);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern IntPtr PSCallback_createCallbackDispatcher();

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_releaseCallbackDispatcher(IntPtr callbackDispatcher);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRegisterSuccessHandler(IntPtr callbackDispatcher,
        registerSuccess_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRegisterFailureHandler(IntPtr callbackDispatcher,
        registerFailure_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteIncomingHandler(IntPtr callbackDispatcher,
        inviteIncoming_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteTryingHandler(IntPtr callbackDispatcher,
        inviteTrying_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteSessionProgressHandler(IntPtr callbackDispatcher,
        inviteSessionProgress_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteRingingHandler(IntPtr callbackDispatcher,
        inviteRinging_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteAnsweredHandler(IntPtr callbackDispatcher,
        inviteAnswered_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteFailureHandler(IntPtr callbackDispatcher,
        inviteFailure_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteUpdatedHandler(IntPtr callbackDispatcher,
        inviteUpdated_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteConnectedHandler(IntPtr callbackDispatcher,
        inviteConnected_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteBeginingForwardHandler(IntPtr callbackDispatcher,
        inviteBeginingForward_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setInviteClosedHandler(IntPtr callbackDispatcher,
        inviteClosed_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setDialogStateUpdatedHandler(IntPtr callbackDispatcher,
        dialogStateUpdated_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRemoteHoldHandler(IntPtr callbackDispatcher,
        remoteHold_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRemoteUnHoldHandler(IntPtr callbackDispatcher,
        remoteUnHold_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setReceivedReferHandler(IntPtr callbackDispatcher,
        receivedRefer_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setReferAcceptedHandler(IntPtr callbackDispatcher,
        referAccepted_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setReferRejectedHandler(IntPtr callbackDispatcher,
        referRejected_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setTransferTryingHandler(IntPtr callbackDispatcher,
        transferTrying_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setTransferRingingHandler(IntPtr callbackDispatcher,
        transferRinging_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setACTVTransferSuccessHandler(IntPtr callbackDispatcher,
        ACTVTransferSuccess_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setACTVTransferFailureHandler(IntPtr callbackDispatcher,
        ACTVTransferFailure_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setReceivedSignalingHandler(IntPtr callbackDispatcher,
        receivedSignaling_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSendingSignalingHandler(IntPtr callbackDispatcher,
        sendingSignaling_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setWaitingVoiceMessageHandler(IntPtr callbackDispatcher,
        waitingVoiceMessage_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setWaitingFaxMessageHandler(IntPtr callbackDispatcher,
        waitingFaxMessage_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRecvDtmfToneHandler(IntPtr callbackDispatcher,
        recvDtmfTone_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setPresenceRecvSubscribeHandler(IntPtr callbackDispatcher,
        presenceRecvSubscribe_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setPresenceOnlineHandler(IntPtr callbackDispatcher,
        presenceOnline_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setPresenceOfflineHandler(IntPtr callbackDispatcher,
        presenceOffline_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRecvOptionsHandler(IntPtr callbackDispatcher,
        recvOptions_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRecvInfoHandler(IntPtr callbackDispatcher, recvInfo_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRecvNotifyOfSubscriptionHandler(IntPtr callbackDispatcher,
        recvNotifyOfSubscription_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSubscriptionFailureHandler(IntPtr callbackDispatcher,
        subscriptionFailure_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSubscriptionTerminatedHandler(IntPtr callbackDispatcher,
        subscriptionTerminated_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setPlayFileFinishedHandler(IntPtr callbackDispatcher,
        playFileFinished_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_sefStatisticsHandler(IntPtr callbackDispatcher,
        statistics_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRecvMessageHandler(IntPtr callbackDispatcher,
        recvMessage_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setRecvOutOfDialogMessageHandler(IntPtr callbackDispatcher,
        recvOutOfDialogMessage_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSendMessageSuccessHandler(IntPtr callbackDispatcher,
        sendMessageSuccess_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSendMessageFailureHandler(IntPtr callbackDispatcher,
        sendMessageFailure_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSendOutOfDialogMessageSuccessHandler(IntPtr callbackDispatcher,
        sendOutOfDialogMessageSuccess_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PSCallback_setSendOutOfDialogMessageFailureHandler(IntPtr callbackDispatcher,
        sendOutOfDialogMessageFailure_fn eventHandler);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PortSIP_delCallbackParameters(IntPtr parameters);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern IntPtr PortSIP_initialize(IntPtr callbackDispatcher, Int32 transportType,
        String localIp, Int32 localSIPPort, Int32 logLevel, String logFilePath, Int32 maxCallSessions,
        String sipAgentString, Int32 audioDeviceLayer, Int32 videoDeviceLayer, String TLSCertificatesRootPath,
        String TLSCipherList, Boolean verifyTLSCertificate, out Int32 errorCode);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PortSIP_unInitialize(IntPtr libSDK);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_setLicenseKey(IntPtr libSDK, String key);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_getNICNums();

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_getLocalIpAddress(Int32 index, StringBuilder ip, Int32 ipSize);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_setUser(IntPtr libSDK, String userName, String displayName,
        String authName, String password, String sipDomain, String sipServerAddr, Int32 sipServerPort,
        String stunServerAddr, Int32 stunServerPort, String outboundServerAddr, Int32 outboundServerPort);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern string PortSIP_getVersion();

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PortSIP_enableCallbackSignaling(IntPtr libSDK, Boolean enableSending,
        [MarshalAs(UnmanagedType.I1)] Boolean enableReceived);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_addAudioCodec(IntPtr libSDK, Int32 codecType);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Boolean PortSIP_isAudioCodecEmpty(IntPtr libSDK);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern void PortSIP_clearAudioCodec(IntPtr libSDK);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_setRtpPortRange(IntPtr libSDK, Int32 minimumRtpPort,
        Int32 maximumRtpPort);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_getSipMessageHeaderValue(IntPtr libSDK, String sipMessage,
        String headerName, StringBuilder headerValue, Int32 headerValueLength);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_addSipMessageHeader(IntPtr libSDK, Int32 sessionId, String methodName,
        Int32 msgType, String headerName, String headerValue);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_call(IntPtr libSDK, String callTo, Boolean sendSdp,
        [MarshalAs(UnmanagedType.I1)] Boolean videoCall);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_hangUp(IntPtr libSDK, Int32 sessionId);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_answerCall(IntPtr libSDK, Int32 sessionId, Boolean videoCall);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_hold(IntPtr libSDK, Int32 sessionId);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_unHold(IntPtr libSDK, Int32 sessionId);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_muteSession(IntPtr libSDK, Int32 sessionId, Boolean muteIncomingAudio,
        [MarshalAs(UnmanagedType.I1)] Boolean muteOutgoingAudio, Boolean muteIncomingVideo,
        [MarshalAs(UnmanagedType.I1)] Boolean muteOutgoingVideo);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_sendDtmf(IntPtr libSDK, Int32 sessionId, Int32 dtmfMethod, Int32 code,
        Int32 dtmfDuration, Boolean playDtmfTone);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    internal static extern Int32 PortSIP_getPlayoutDeviceName(IntPtr libSDK, Int32 deviceIndex,
        StringBuilder nameUTF8, Int32 nameUTF8Length);
}
