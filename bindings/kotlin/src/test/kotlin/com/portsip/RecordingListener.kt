// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

/** Writes down every event: the method's name, then its arguments. */
abstract class RecordingListener : SIPCallbackEvents {
    /** A method was called. */
    abstract fun record(method: String, vararg arguments: Any)

    override fun onRegisterSuccess(statusText: String, statusCode: Int, sipMessage: SipMessage) =
        record("onRegisterSuccess", statusText, statusCode, sipMessage)

    override fun onRegisterFailure(statusText: String, statusCode: Int, sipMessage: SipMessage) =
        record("onRegisterFailure", statusText, statusCode, sipMessage)

    override fun onInviteIncoming(
        sessionId: Int,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
        sipMessage: SipMessage,
    ) =
        record(
            "onInviteIncoming",
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            sipMessage,
        )

    override fun onInviteTrying(sessionId: Int) =
        record("onInviteTrying", sessionId)

    override fun onInviteSessionProgress(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsEarlyMedia: Boolean,
        existsAudio: Boolean,
        existsVideo: Boolean,
        sipMessage: SipMessage,
    ) =
        record(
            "onInviteSessionProgress",
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsEarlyMedia,
            existsAudio,
            existsVideo,
            sipMessage,
        )

    override fun onInviteRinging(sessionId: Int, statusText: String, statusCode: Int, sipMessage: SipMessage) =
        record("onInviteRinging", sessionId, statusText, statusCode, sipMessage)

    override fun onInviteAnswered(
        sessionId: Int,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
        sipMessage: SipMessage,
    ) =
        record(
            "onInviteAnswered",
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            sipMessage,
        )

    override fun onInviteFailure(
        sessionId: Int,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int,
        sipMessage: SipMessage,
    ) =
        record(
            "onInviteFailure",
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            reason,
            code,
            sipMessage,
        )

    override fun onInviteUpdated(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
        existsScreen: Boolean,
        sipMessage: SipMessage,
    ) =
        record(
            "onInviteUpdated",
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            existsScreen,
            sipMessage,
        )

    override fun onInviteConnected(sessionId: Int) =
        record("onInviteConnected", sessionId)

    override fun onInviteBeginingForward(forwardTo: String) =
        record("onInviteBeginingForward", forwardTo)

    override fun onInviteClosed(sessionId: Int) =
        record("onInviteClosed", sessionId)

    override fun onRemoteHold(sessionId: Int) =
        record("onRemoteHold", sessionId)

    override fun onRemoteUnHold(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
    ) =
        record("onRemoteUnHold", sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo)

    override fun onDialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String,
    ) =
        record("onDialogStateUpdated", BLFMonitoredUri, BLFDialogState, BLFDialogId, BLFDialogDirection)

    override fun onReceivedRefer(sessionId: Int, referId: Int, to: String, from: String, referSipMessage: SipMessage) =
        record("onReceivedRefer", sessionId, referId, to, from, referSipMessage)

    override fun onReferAccepted(sessionId: Int) =
        record("onReferAccepted", sessionId)

    override fun onReferRejected(sessionId: Int, reason: String, code: Int) =
        record("onReferRejected", sessionId, reason, code)

    override fun onTransferTrying(sessionId: Int) =
        record("onTransferTrying", sessionId)

    override fun onTransferRinging(sessionId: Int) =
        record("onTransferRinging", sessionId)

    override fun onACTVTransferSuccess(sessionId: Int) =
        record("onACTVTransferSuccess", sessionId)

    override fun onACTVTransferFailure(sessionId: Int, reason: String, code: Int) =
        record("onACTVTransferFailure", sessionId, reason, code)

    override fun onReceivedSignaling(sessionId: Int, signaling: SipMessage) =
        record("onReceivedSignaling", sessionId, signaling)

    override fun onSendingSignaling(sessionId: Int, signaling: SipMessage) =
        record("onSendingSignaling", sessionId, signaling)

    override fun onWaitingVoiceMessage(
        messageAccount: String,
        urgentNewMessageCount: Int,
        urgentOldMessageCount: Int,
        newMessageCount: Int,
        oldMessageCount: Int,
    ) =
        record(
            "onWaitingVoiceMessage",
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount,
        )

    override fun onWaitingFaxMessage(
        messageAccount: String,
        urgentNewMessageCount: Int,
        urgentOldMessageCount: Int,
        newMessageCount: Int,
        oldMessageCount: Int,
    ) =
        record(
            "onWaitingFaxMessage",
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount,
        )

    override fun onRecvDtmfTone(sessionId: Int, tone: Int) =
        record("onRecvDtmfTone", sessionId, tone)

    override fun onPresenceRecvSubscribe(subscribeId: Int, fromDisplayName: String, from: String, subject: String) =
        record("onPresenceRecvSubscribe", subscribeId, fromDisplayName, from, subject)

    override fun onPresenceOnline(fromDisplayName: String, from: String, stateText: String) =
        record("onPresenceOnline", fromDisplayName, from, stateText)

    override fun onPresenceOffline(fromDisplayName: String, from: String) =
        record("onPresenceOffline", fromDisplayName, from)

    override fun onRecvOptions(optionsMessage: SipMessage) =
        record("onRecvOptions", optionsMessage)

    override fun onRecvInfo(infoMessage: SipMessage) =
        record("onRecvInfo", infoMessage)

    override fun onRecvNotifyOfSubscription(subscribeId: Int, notifyMessage: SipMessage, contentData: ByteArray) =
        record("onRecvNotifyOfSubscription", subscribeId, notifyMessage, contentData)

    override fun onSubscriptionFailure(subscribeId: Int, statusCode: Int) =
        record("onSubscriptionFailure", subscribeId, statusCode)

    override fun onSubscriptionTerminated(subscribeId: Int) =
        record("onSubscriptionTerminated", subscribeId)

    override fun onRecvMessage(sessionId: Int, mimeType: String, subMimeType: String, messageData: ByteArray) =
        record("onRecvMessage", sessionId, mimeType, subMimeType, messageData)

    override fun onRecvOutOfDialogMessage(
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        mimeType: String,
        subMimeType: String,
        messageData: ByteArray,
    ) =
        record(
            "onRecvOutOfDialogMessage",
            fromDisplayName,
            from,
            toDisplayName,
            to,
            mimeType,
            subMimeType,
            messageData,
        )

    override fun onSendMessageSuccess(sessionId: Int, messageId: Int) =
        record("onSendMessageSuccess", sessionId, messageId)

    override fun onSendMessageFailure(sessionId: Int, messageId: Int, reason: String, code: Int) =
        record("onSendMessageFailure", sessionId, messageId, reason, code)

    override fun onSendOutOfDialogMessageSuccess(
        messageId: Int,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
    ) =
        record("onSendOutOfDialogMessageSuccess", messageId, fromDisplayName, from, toDisplayName, to)

    override fun onSendOutOfDialogMessageFailure(
        messageId: Int,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        reason: String,
        code: Int,
    ) =
        record("onSendOutOfDialogMessageFailure", messageId, fromDisplayName, from, toDisplayName, to, reason, code)

    override fun onPlayFileFinished(sessionId: Int, fileName: String) =
        record("onPlayFileFinished", sessionId, fileName)

    override fun onStatistics(sessionId: Int, stat: String) =
        record("onStatistics", sessionId, stat)
}
