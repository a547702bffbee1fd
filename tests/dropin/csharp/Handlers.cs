// A phone of such a program: every delegate in a field, every handler set, as the published wrapper does.
using System;
using System.Text;

partial class Phone
{
    readonly Published.registerSuccess_fn registerSuccessHandler;
    readonly Published.registerFailure_fn registerFailureHandler;
    readonly Published.inviteIncoming_fn inviteIncomingHandler;
    readonly Published.inviteTrying_fn inviteTryingHandler;
    readonly Published.inviteSessionProgress_fn inviteSessionProgressHandler;
    readonly Published.inviteRinging_fn inviteRingingHandler;
    readonly Published.inviteAnswered_fn inviteAnsweredHandler;
    readonly Published.inviteFailure_fn inviteFailureHandler;
    readonly Published.inviteUpdated_fn inviteUpdatedHandler;
    readonly Published.inviteConnected_fn inviteConnectedHandler;
    readonly Published.inviteBeginingForward_fn inviteBeginingForwardHandler;
    readonly Published.inviteClosed_fn inviteClosedHandler;
    readonly Published.remoteHold_fn remoteHoldHandler;
    readonly Published.remoteUnHold_fn remoteUnHoldHandler;
    readonly Published.dialogStateUpdated_fn dialogStateUpdatedHandler;
    readonly Published.receivedRefer_fn receivedReferHandler;
    readonly Published.referAccepted_fn referAcceptedHandler;
    readonly Published.referRejected_fn referRejectedHandler;
    readonly Published.transferTrying_fn transferTryingHandler;
    readonly Published.transferRinging_fn transferRingingHandler;
    readonly Published.ACTVTransferSuccess_fn ACTVTransferSuccessHandler;
    readonly Published.ACTVTransferFailure_fn ACTVTransferFailureHandler;
    readonly Published.receivedSignaling_fn receivedSignalingHandler;
    readonly Published.sendingSignaling_fn sendingSignalingHandler;
    readonly Published.waitingVoiceMessage_fn waitingVoiceMessageHandler;
    readonly Published.waitingFaxMessage_fn waitingFaxMessageHandler;
    readonly Published.recvDtmfTone_fn recvDtmfToneHandler;
    readonly Published.presenceRecvSubscribe_fn presenceRecvSubscribeHandler;
    readonly Published.presenceOnline_fn presenceOnlineHandler;
    readonly Published.presenceOffline_fn presenceOfflineHandler;
    readonly Published.recvOptions_fn recvOptionsHandler;
    readonly Published.recvInfo_fn recvInfoHandler;
    readonly Published.recvNotifyOfSubscription_fn recvNotifyOfSubscriptionHandler;
    readonly Published.subscriptionFailure_fn subscriptionFailureHandler;
    readonly Published.subscriptionTerminated_fn subscriptionTerminatedHandler;
    readonly Published.recvMessage_fn recvMessageHandler;
    readonly Published.recvOutOfDialogMessage_fn recvOutOfDialogMessageHandler;
    readonly Published.sendMessageSuccess_fn sendMessageSuccessHandler;
    readonly Published.sendMessageFailure_fn sendMessageFailureHandler;
    readonly Published.sendOutOfDialogMessageSuccess_fn sendOutOfDialogMessageSuccessHandler;
    readonly Published.sendOutOfDialogMessageFailure_fn sendOutOfDialogMessageFailureHandler;
    readonly Published.playFileFinished_fn playFileFinishedHandler;
    readonly Published.statistics_fn statisticsHandler;

    internal Phone()
    {
        Dispatcher = Published.PSCallback_createCallbackDispatcher();
        registerSuccessHandler = OnRegisterSuccess;
        Published.PSCallback_setRegisterSuccessHandler(Dispatcher, registerSuccessHandler);
        registerFailureHandler = OnRegisterFailure;
        Published.PSCallback_setRegisterFailureHandler(Dispatcher, registerFailureHandler);
        inviteIncomingHandler = OnInviteIncoming;
        Published.PSCallback_setInviteIncomingHandler(Dispatcher, inviteIncomingHandler);
        inviteTryingHandler = OnInviteTrying;
        Published.PSCallback_setInviteTryingHandler(Dispatcher, inviteTryingHandler);
        inviteSessionProgressHandler = OnInviteSessionProgress;
        Published.PSCallback_setInviteSessionProgressHandler(Dispatcher, inviteSessionProgressHandler);
        inviteRingingHandler = OnInviteRinging;
        Published.PSCallback_setInviteRingingHandler(Dispatcher, inviteRingingHandler);
        inviteAnsweredHandler = OnInviteAnswered;
        Published.PSCallback_setInviteAnsweredHandler(Dispatcher, inviteAnsweredHandler);
        inviteFailureHandler = OnInviteFailure;
        Published.PSCallback_setInviteFailureHandler(Dispatcher, inviteFailureHandler);
        inviteUpdatedHandler = OnInviteUpdated;
        Published.PSCallback_setInviteUpdatedHandler(Dispatcher, inviteUpdatedHandler);
        inviteConnectedHandler = OnInviteConnected;
        Published.PSCallback_setInviteConnectedHandler(Dispatcher, inviteConnectedHandler);
        inviteBeginingForwardHandler = OnInviteBeginingForward;
        Published.PSCallback_setInviteBeginingForwardHandler(Dispatcher, inviteBeginingForwardHandler);
        inviteClosedHandler = OnInviteClosed;
        Published.PSCallback_setInviteClosedHandler(Dispatcher, inviteClosedHandler);
        remoteHoldHandler = OnRemoteHold;
        Published.PSCallback_setRemoteHoldHandler(Dispatcher, remoteHoldHandler);
        remoteUnHoldHandler = OnRemoteUnHold;
        Published.PSCallback_setRemoteUnHoldHandler(Dispatcher, remoteUnHoldHandler);
        dialogStateUpdatedHandler = OnDialogStateUpdated;
        Published.PSCallback_setDialogStateUpdatedHandler(Dispatcher, dialogStateUpdatedHandler);
        receivedReferHandler = OnReceivedRefer;
        Published.PSCallback_setReceivedReferHandler(Dispatcher, receivedReferHandler);
        referAcceptedHandler = OnReferAccepted;
        Published.PSCallback_setReferAcceptedHandler(Dispatcher, referAcceptedHandler);
        referRejectedHandler = OnReferRejected;
        Published.PSCallback_setReferRejectedHandler(Dispatcher, referRejectedHandler);
        transferTryingHandler = OnTransferTrying;
        Published.PSCallback_setTransferTryingHandler(Dispatcher, transferTryingHandler);
        transferRingingHandler = OnTransferRinging;
        Published.PSCallback_setTransferRingingHandler(Dispatcher, transferRingingHandler);
        ACTVTransferSuccessHandler = OnACTVTransferSuccess;
        Published.PSCallback_setACTVTransferSuccessHandler(Dispatcher, ACTVTransferSuccessHandler);
        ACTVTransferFailureHandler = OnACTVTransferFailure;
        Published.PSCallback_setACTVTransferFailureHandler(Dispatcher, ACTVTransferFailureHandler);
        receivedSignalingHandler = OnReceivedSignaling;
        Published.PSCallback_setReceivedSignalingHandler(Dispatcher, receivedSignalingHandler);
        sendingSignalingHandler = OnSendingSignaling;
        Published.PSCallback_setSendingSignalingHandler(Dispatcher, sendingSignalingHandler);
        waitingVoiceMessageHandler = OnWaitingVoiceMessage;
        Published.PSCallback_setWaitingVoiceMessageHandler(Dispatcher, waitingVoiceMessageHandler);
        waitingFaxMessageHandler = OnWaitingFaxMessage;
        Published.PSCallback_setWaitingFaxMessageHandler(Dispatcher, waitingFaxMessageHandler);
        recvDtmfToneHandler = OnRecvDtmfTone;
        Published.PSCallback_setRecvDtmfToneHandler(Dispatcher, recvDtmfToneHandler);
        presenceRecvSubscribeHandler = OnPresenceRecvSubscribe;
        Published.PSCallback_setPresenceRecvSubscribeHandler(Dispatcher, presenceRecvSubscribeHandler);
        presenceOnlineHandler = OnPresenceOnline;
        Published.PSCallback_setPresenceOnlineHandler(Dispatcher, presenceOnlineHandler);
        presenceOfflineHandler = OnPresenceOffline;
        Published.PSCallback_setPresenceOfflineHandler(Dispatcher, presenceOfflineHandler);
        recvOptionsHandler = OnRecvOptions;
        Published.PSCallback_setRecvOptionsHandler(Dispatcher, recvOptionsHandler);
        recvInfoHandler = OnRecvInfo;
        Published.PSCallback_setRecvInfoHandler(Dispatcher, recvInfoHandler);
        recvNotifyOfSubscriptionHandler = OnRecvNotifyOfSubscription;
        Published.PSCallback_setRecvNotifyOfSubscriptionHandler(Dispatcher, recvNotifyOfSubscriptionHandler);
        subscriptionFailureHandler = OnSubscriptionFailure;
        Published.PSCallback_setSubscriptionFailureHandler(Dispatcher, subscriptionFailureHandler);
        subscriptionTerminatedHandler = OnSubscriptionTerminated;
        Published.PSCallback_setSubscriptionTerminatedHandler(Dispatcher, subscriptionTerminatedHandler);
        recvMessageHandler = OnRecvMessage;
        Published.PSCallback_setRecvMessageHandler(Dispatcher, recvMessageHandler);
        recvOutOfDialogMessageHandler = OnRecvOutOfDialogMessage;
        Published.PSCallback_setRecvOutOfDialogMessageHandler(Dispatcher, recvOutOfDialogMessageHandler);
        sendMessageSuccessHandler = OnSendMessageSuccess;
        Published.PSCallback_setSendMessageSuccessHandler(Dispatcher, sendMessageSuccessHandler);
        sendMessageFailureHandler = OnSendMessageFailure;
        Published.PSCallback_setSendMessageFailureHandler(Dispatcher, sendMessageFailureHandler);
        sendOutOfDialogMessageSuccessHandler = OnSendOutOfDialogMessageSuccess;
        Published.PSCallback_setSendOutOfDialogMessageSuccessHandler(Dispatcher, sendOutOfDialogMessageSuccessHandler);
        sendOutOfDialogMessageFailureHandler = OnSendOutOfDialogMessageFailure;
        Published.PSCallback_setSendOutOfDialogMessageFailureHandler(Dispatcher, sendOutOfDialogMessageFailureHandler);
        playFileFinishedHandler = OnPlayFileFinished;
        Published.PSCallback_setPlayFileFinishedHandler(Dispatcher, playFileFinishedHandler);
        statisticsHandler = OnStatistics;
        Published.PSCallback_sefStatisticsHandler(Dispatcher, statisticsHandler);
    }

    Int32 OnRegisterSuccess(String statusText, Int32 statusCode, StringBuilder sipMessage)
    {
        return Note("registerSuccess", statusText, statusCode, sipMessage);
    }

    Int32 OnRegisterFailure(String statusText, Int32 statusCode, StringBuilder sipMessage)
    {
        return Note("registerFailure", statusText, statusCode, sipMessage);
    }

    Int32 OnInviteIncoming(Int32 sessionId, String callerDisplayName, String caller, String calleeDisplayName,
        String callee, String audioCodecNames, String videoCodecNames, Boolean existsAudio,
        Boolean existsVideo, StringBuilder sipMessage)
    {
        return Note("inviteIncoming", sessionId, callerDisplayName, caller, calleeDisplayName, callee,
            audioCodecNames, videoCodecNames, existsAudio, existsVideo, sipMessage);
    }

    Int32 OnInviteTrying(Int32 sessionId)
    {
        return Note("inviteTrying", sessionId);
    }

    Int32 OnInviteSessionProgress(Int32 sessionId, String audioCodecNames, String videoCodecNames,
        Boolean existsEarlyMedia, Boolean existsAudio, Boolean existsVideo, StringBuilder sipMessage)
    {
        return Note("inviteSessionProgress", sessionId, audioCodecNames, videoCodecNames, existsEarlyMedia,
            existsAudio, existsVideo, sipMessage);
    }

    Int32 OnInviteRinging(Int32 sessionId, String statusText, Int32 statusCode, StringBuilder sipMessage)
    {
        return Note("inviteRinging", sessionId, statusText, statusCode, sipMessage);
    }

    Int32 OnInviteAnswered(Int32 sessionId, String callerDisplayName, String caller, String calleeDisplayName,
        String callee, String audioCodecNames, String videoCodecNames, Boolean existsAudio,
        Boolean existsVideo, StringBuilder sipMessage)
    {
        return Note("inviteAnswered", sessionId, callerDisplayName, caller, calleeDisplayName, callee,
            audioCodecNames, videoCodecNames, existsAudio, existsVideo, sipMessage);
    }

    Int32 OnInviteFailure(Int32 sessionId, String callerDisplayName, String caller, String calleeDisplayName,
        String callee, String reason, Int32 code, StringBuilder sipMessage)
    {
        return Note("inviteFailure", sessionId, callerDisplayName, caller, calleeDisplayName, callee, reason,
            code, sipMessage);
    }

    Int32 OnInviteUpdated(Int32 sessionId, String audioCodecNames, String videoCodecNames, Boolean existsAudio,
        Boolean existsVideo, Boolean existsScreen, StringBuilder sipMessage)
    {
        return Note("inviteUpdated", sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo,
            existsScreen, sipMessage);
    }

    Int32 OnInviteConnected(Int32 sessionId)
    {
        return Note("inviteConnected", sessionId);
    }

    Int32 OnInviteBeginingForward(String forwardTo)
    {
        return Note("inviteBeginingForward", forwardTo);
    }

    Int32 OnInviteClosed(Int32 sessionId)
    {
        return Note("inviteClosed", sessionId);
    }

    Int32 OnRemoteHold(Int32 sessionId)
    {
        return Note("remoteHold", sessionId);
    }

    Int32 OnRemoteUnHold(Int32 sessionId, String audioCodecNames, String videoCodecNames, Boolean existsAudio,
        Boolean existsVideo)
    {
        return Note("remoteUnHold", sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo);
    }

    Int32 OnDialogStateUpdated(String BLFMonitoredUri, String BLFDialogState, String BLFDialogId,
        String BLFDialogDirection)
    {
        return Note("dialogStateUpdated", BLFMonitoredUri, BLFDialogState, BLFDialogId, BLFDialogDirection);
    }

    Int32 OnReceivedRefer(Int32 sessionId, Int32 referId, String to, String from,
        StringBuilder referSipMessage)
    {
        return Note("receivedRefer", sessionId, referId, to, from, referSipMessage);
    }

    Int32 OnReferAccepted(Int32 sessionId)
    {
        return Note("referAccepted", sessionId);
    }

    Int32 OnReferRejected(Int32 sessionId, String reason, Int32 code)
    {
        return Note("referRejected", sessionId, reason, code);
    }

    Int32 OnTransferTrying(Int32 sessionId)
    {
        return Note("transferTrying", sessionId);
    }

    Int32 OnTransferRinging(Int32 sessionId)
    {
        return Note("transferRinging", sessionId);
    }

    Int32 OnACTVTransferSuccess(Int32 sessionId)
    {
        return Note("ACTVTransferSuccess", sessionId);
    }

    Int32 OnACTVTransferFailure(Int32 sessionId, String reason, Int32 code)
    {
        return Note("ACTVTransferFailure", sessionId, reason, code);
    }

    Int32 OnReceivedSignaling(Int32 sessionId, StringBuilder signaling)
    {
        return Note("receivedSignaling", sessionId, signaling);
    }

    Int32 OnSendingSignaling(Int32 sessionId, StringBuilder signaling)
    {
        return Note("sendingSignaling", sessionId, signaling);
    }

    Int32 OnWaitingVoiceMessage(String messageAccount, Int32 urgentNewMessageCount,
        Int32 urgentOldMessageCount, Int32 newMessageCount, Int32 oldMessageCount)
    {
        return Note("waitingVoiceMessage", messageAccount, urgentNewMessageCount, urgentOldMessageCount,
            newMessageCount, oldMessageCount);
    }

    Int32 OnWaitingFaxMessage(String messageAccount, Int32 urgentNewMessageCount, Int32 urgentOldMessageCount,
        Int32 newMessageCount, Int32 oldMessageCount)
    {
        return Note("waitingFaxMessage", messageAccount, urgentNewMessageCount, urgentOldMessageCount,
            newMessageCount, oldMessageCount);
    }

    Int32 OnRecvDtmfTone(Int32 sessionId, Int32 tone)
    {
        return Note("recvDtmfTone", sessionId, tone);
    }

    Int32 OnPresenceRecvSubscribe(Int32 subscribeId, String fromDisplayName, String from, String subject)
    {
        return Note("presenceRecvSubscribe", subscribeId, fromDisplayName, from, subject);
    }

    Int32 OnPresenceOnline(String fromDisplayName, String from, String stateText)
    {
        return Note("presenceOnline", fromDisplayName, from, stateText);
    }

    Int32 OnPresenceOffline(String fromDisplayName, String from)
    {
        return Note("presenceOffline", fromDisplayName, from);
    }

    Int32 OnRecvOptions(StringBuilder optionsMessage)
    {
        return Note("recvOptions", optionsMessage);
    }

    Int32 OnRecvInfo(StringBuilder infoMessage)
    {
        return Note("recvInfo", infoMessage);
    }

    Int32 OnRecvNotifyOfSubscription(Int32 subscribeId, StringBuilder notifyMessage, byte[] contentData,
        Int32 dataLength)
    {
        return Note("recvNotifyOfSubscription", subscribeId, notifyMessage, contentData, dataLength);
    }

    Int32 OnSubscriptionFailure(Int32 subscribeId, Int32 statusCode)
    {
        return Note("subscriptionFailure", subscribeId, statusCode);
    }

    Int32 OnSubscriptionTerminated(Int32 subscribeId)
    {
        return Note("subscriptionTerminated", subscribeId);
    }

    Int32 OnRecvMessage(Int32 sessionId, String mimeType, String subMimeType, byte[] messageData,
        Int32 messageDataLength)
    {
        return Note("recvMessage", sessionId, mimeType, subMimeType, messageData, messageDataLength);
    }

    Int32 OnRecvOutOfDialogMessage(String fromDisplayName, String from, String toDisplayName, String to,
        String mimeType, String subMimeType, byte[] messageData, Int32 messageDataLength)
    {
        return Note("recvOutOfDialogMessage", fromDisplayName, from, toDisplayName, to, mimeType, subMimeType,
            messageData, messageDataLength);
    }

    Int32 OnSendMessageSuccess(Int32 sessionId, Int32 messageId)
    {
        return Note("sendMessageSuccess", sessionId, messageId);
    }

    Int32 OnSendMessageFailure(Int32 sessionId, Int32 messageId, String reason, Int32 code)
    {
        return Note("sendMessageFailure", sessionId, messageId, reason, code);
    }

    Int32 OnSendOutOfDialogMessageSuccess(Int32 messageId, String fromDisplayName, String from,
        String toDisplayName, String to)
    {
        return Note("sendOutOfDialogMessageSuccess", messageId, fromDisplayName, from, toDisplayName, to);
    }

    Int32 OnSendOutOfDialogMessageFailure(Int32 messageId, String fromDisplayName, String from,
        String toDisplayName, String to, String reason, Int32 code)
    {
        return Note("sendOutOfDialogMessageFailure", messageId, fromDisplayName, from, toDisplayName, to,
            reason, code);
    }

    Int32 OnPlayFileFinished(Int32 sessionId, String fileName)
    {
        return Note("playFileFinished", sessionId, fileName);
    }

    Int32 OnStatistics(Int32 sessionId, String stat)
    {
        return Note("statistics", sessionId, stat);
    }
}
