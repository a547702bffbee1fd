// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

/** A listener that gets every event as a [SipEvent]. */
abstract class SipEventListener : SIPCallbackEvents {
    /** Something happened. */
    abstract fun onEvent(event: SipEvent)

    override fun onRegisterSuccess(statusText: String, statusCode: Int, sipMessage: SipMessage) {
        onEvent(SipEvent.RegisterSuccess(statusText, statusCode, sipMessage))
    }

    override fun onRegisterFailure(statusText: String, statusCode: Int, sipMessage: SipMessage) {
        onEvent(SipEvent.RegisterFailure(statusText, statusCode, sipMessage))
    }

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
    ) {
        onEvent(
            SipEvent.InviteIncoming(
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
            ),
        )
    }

    override fun onInviteTrying(sessionId: Int) {
        onEvent(SipEvent.InviteTrying(sessionId))
    }

    override fun onInviteSessionProgress(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsEarlyMedia: Boolean,
        existsAudio: Boolean,
        existsVideo: Boolean,
        sipMessage: SipMessage,
    ) {
        onEvent(
            SipEvent.InviteSessionProgress(
                sessionId,
                audioCodecNames,
                videoCodecNames,
                existsEarlyMedia,
                existsAudio,
                existsVideo,
                sipMessage,
            ),
        )
    }

    override fun onInviteRinging(sessionId: Int, statusText: String, statusCode: Int, sipMessage: SipMessage) {
        onEvent(SipEvent.InviteRinging(sessionId, statusText, statusCode, sipMessage))
    }

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
    ) {
        onEvent(
            SipEvent.InviteAnswered(
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
            ),
        )
    }

    override fun onInviteFailure(
        sessionId: Int,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int,
        sipMessage: SipMessage,
    ) {
        onEvent(
            SipEvent.InviteFailure(
                sessionId,
                callerDisplayName,
                caller,
                calleeDisplayName,
                callee,
                reason,
                code,
                sipMessage,
            ),
        )
    }

    override fun onInviteUpdated(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
        existsScreen: Boolean,
        sipMessage: SipMessage,
    ) {
        onEvent(
            SipEvent.InviteUpdated(
                sessionId,
                audioCodecNames,
                videoCodecNames,
                existsAudio,
                existsVideo,
                existsScreen,
                sipMessage,
            ),
        )
    }

    override fun onInviteConnected(sessionId: Int) {
        onEvent(SipEvent.InviteConnected(sessionId))
    }

    override fun onInviteBeginingForward(forwardTo: String) {
        onEvent(SipEvent.InviteBeginingForward(forwardTo))
    }

    override fun onInviteClosed(sessionId: Int) {
        onEvent(SipEvent.InviteClosed(sessionId))
    }

    override fun onRemoteHold(sessionId: Int) {
        onEvent(SipEvent.RemoteHold(sessionId))
    }

    override fun onRemoteUnHold(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
    ) {
        onEvent(SipEvent.RemoteUnHold(sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo))
    }

    override fun onDialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String,
    ) {
        onEvent(SipEvent.DialogStateUpdated(BLFMonitoredUri, BLFDialogState, BLFDialogId, BLFDialogDirection))
    }

    override fun onReceivedRefer(sessionId: Int, referId: Int, to: String, from: String, referSipMessage: SipMessage) {
        onEvent(SipEvent.ReceivedRefer(sessionId, referId, to, from, referSipMessage))
    }

    override fun onReferAccepted(sessionId: Int) {
        onEvent(SipEvent.ReferAccepted(sessionId))
    }

    override fun onReferRejected(sessionId: Int, reason: String, code: Int) {
        onEvent(SipEvent.ReferRejected(sessionId, reason, code))
    }

    override fun onTransferTrying(sessionId: Int) {
        onEvent(SipEvent.TransferTrying(sessionId))
    }

    override fun onTransferRinging(sessionId: Int) {
        onEvent(SipEvent.TransferRinging(sessionId))
    }

    override fun onACTVTransferSuccess(sessionId: Int) {
        onEvent(SipEvent.ACTVTransferSuccess(sessionId))
    }

    override fun onACTVTransferFailure(sessionId: Int, reason: String, code: Int) {
        onEvent(SipEvent.ACTVTransferFailure(sessionId, reason, code))
    }

    override fun onReceivedSignaling(sessionId: Int, signaling: SipMessage) {
        onEvent(SipEvent.ReceivedSignaling(sessionId, signaling))
    }

    override fun onSendingSignaling(sessionId: Int, signaling: SipMessage) {
        onEvent(SipEvent.SendingSignaling(sessionId, signaling))
    }

    override fun onWaitingVoiceMessage(
        messageAccount: String,
        urgentNewMessageCount: Int,
        urgentOldMessageCount: Int,
        newMessageCount: Int,
        oldMessageCount: Int,
    ) {
        onEvent(
            SipEvent.WaitingVoiceMessage(
                messageAccount,
                urgentNewMessageCount,
                urgentOldMessageCount,
                newMessageCount,
                oldMessageCount,
            ),
        )
    }

    override fun onWaitingFaxMessage(
        messageAccount: String,
        urgentNewMessageCount: Int,
        urgentOldMessageCount: Int,
        newMessageCount: Int,
        oldMessageCount: Int,
    ) {
        onEvent(
            SipEvent.WaitingFaxMessage(
                messageAccount,
                urgentNewMessageCount,
                urgentOldMessageCount,
                newMessageCount,
                oldMessageCount,
            ),
        )
    }

    override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
        onEvent(SipEvent.RecvDtmfTone(sessionId, tone))
    }

    override fun onPresenceRecvSubscribe(subscribeId: Int, fromDisplayName: String, from: String, subject: String) {
        onEvent(SipEvent.PresenceRecvSubscribe(subscribeId, fromDisplayName, from, subject))
    }

    override fun onPresenceOnline(fromDisplayName: String, from: String, stateText: String) {
        onEvent(SipEvent.PresenceOnline(fromDisplayName, from, stateText))
    }

    override fun onPresenceOffline(fromDisplayName: String, from: String) {
        onEvent(SipEvent.PresenceOffline(fromDisplayName, from))
    }

    override fun onRecvOptions(optionsMessage: SipMessage) {
        onEvent(SipEvent.RecvOptions(optionsMessage))
    }

    override fun onRecvInfo(infoMessage: SipMessage) {
        onEvent(SipEvent.RecvInfo(infoMessage))
    }

    override fun onRecvNotifyOfSubscription(subscribeId: Int, notifyMessage: SipMessage, contentData: ByteArray) {
        onEvent(SipEvent.RecvNotifyOfSubscription(subscribeId, notifyMessage, contentData))
    }

    override fun onSubscriptionFailure(subscribeId: Int, statusCode: Int) {
        onEvent(SipEvent.SubscriptionFailure(subscribeId, statusCode))
    }

    override fun onSubscriptionTerminated(subscribeId: Int) {
        onEvent(SipEvent.SubscriptionTerminated(subscribeId))
    }

    override fun onRecvMessage(sessionId: Int, mimeType: String, subMimeType: String, messageData: ByteArray) {
        onEvent(SipEvent.RecvMessage(sessionId, mimeType, subMimeType, messageData))
    }

    override fun onRecvOutOfDialogMessage(
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        mimeType: String,
        subMimeType: String,
        messageData: ByteArray,
    ) {
        onEvent(
            SipEvent.RecvOutOfDialogMessage(
                fromDisplayName,
                from,
                toDisplayName,
                to,
                mimeType,
                subMimeType,
                messageData,
            ),
        )
    }

    override fun onSendMessageSuccess(sessionId: Int, messageId: Int) {
        onEvent(SipEvent.SendMessageSuccess(sessionId, messageId))
    }

    override fun onSendMessageFailure(sessionId: Int, messageId: Int, reason: String, code: Int) {
        onEvent(SipEvent.SendMessageFailure(sessionId, messageId, reason, code))
    }

    override fun onSendOutOfDialogMessageSuccess(
        messageId: Int,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
    ) {
        onEvent(SipEvent.SendOutOfDialogMessageSuccess(messageId, fromDisplayName, from, toDisplayName, to))
    }

    override fun onSendOutOfDialogMessageFailure(
        messageId: Int,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        reason: String,
        code: Int,
    ) {
        onEvent(
            SipEvent.SendOutOfDialogMessageFailure(messageId, fromDisplayName, from, toDisplayName, to, reason, code),
        )
    }

    override fun onPlayFileFinished(sessionId: Int, fileName: String) {
        onEvent(SipEvent.PlayFileFinished(sessionId, fileName))
    }

    override fun onStatistics(sessionId: Int, stat: String) {
        onEvent(SipEvent.Statistics(sessionId, stat))
    }
}
