// Generated from the C interface by `cargo xtask generate`: do not edit.

import PortSIP

/// What the test hooks raise, by the number of the event.
let eventSamples: [SIPEvent] = [
    .registerSuccess(
        statusText: "statusText 0 é 日本 📞",
        statusCode: 1001,
        sipMessage: SIPMessage(text: "sipMessage 0 é 日本 📞")
    ),
    .registerFailure(
        statusText: "statusText 1 é 日本 📞",
        statusCode: 2001,
        sipMessage: SIPMessage(text: "sipMessage 1 é 日本 📞")
    ),
    .inviteIncoming(SIPEvent.InviteIncoming(
        sessionId: 3000,
        callerDisplayName: "callerDisplayName 2 é 日本 📞",
        caller: "caller 2 é 日本 📞",
        calleeDisplayName: "calleeDisplayName 2 é 日本 📞",
        callee: "callee 2 é 日本 📞",
        audioCodecNames: "audioCodecNames 2 é 日本 📞",
        videoCodecNames: "videoCodecNames 2 é 日本 📞",
        existsAudio: true,
        existsVideo: false,
        sipMessage: SIPMessage(text: "sipMessage 2 é 日本 📞")
    )),
    .inviteTrying(sessionId: 4000),
    .inviteSessionProgress(SIPEvent.InviteSessionProgress(
        sessionId: 5000,
        audioCodecNames: "audioCodecNames 4 é 日本 📞",
        videoCodecNames: "videoCodecNames 4 é 日本 📞",
        existsEarlyMedia: true,
        existsAudio: false,
        existsVideo: true,
        sipMessage: SIPMessage(text: "sipMessage 4 é 日本 📞")
    )),
    .inviteRinging(
        sessionId: 6000,
        statusText: "statusText 5 é 日本 📞",
        statusCode: 6002,
        sipMessage: SIPMessage(text: "sipMessage 5 é 日本 📞")
    ),
    .inviteAnswered(SIPEvent.InviteAnswered(
        sessionId: 7000,
        callerDisplayName: "callerDisplayName 6 é 日本 📞",
        caller: "caller 6 é 日本 📞",
        calleeDisplayName: "calleeDisplayName 6 é 日本 📞",
        callee: "callee 6 é 日本 📞",
        audioCodecNames: "audioCodecNames 6 é 日本 📞",
        videoCodecNames: "videoCodecNames 6 é 日本 📞",
        existsAudio: true,
        existsVideo: false,
        sipMessage: SIPMessage(text: "sipMessage 6 é 日本 📞")
    )),
    .inviteFailure(SIPEvent.InviteFailure(
        sessionId: 8000,
        callerDisplayName: "callerDisplayName 7 é 日本 📞",
        caller: "caller 7 é 日本 📞",
        calleeDisplayName: "calleeDisplayName 7 é 日本 📞",
        callee: "callee 7 é 日本 📞",
        reason: "reason 7 é 日本 📞",
        code: 8006,
        sipMessage: SIPMessage(text: "sipMessage 7 é 日本 📞")
    )),
    .inviteUpdated(SIPEvent.InviteUpdated(
        sessionId: 9000,
        audioCodecNames: "audioCodecNames 8 é 日本 📞",
        videoCodecNames: "videoCodecNames 8 é 日本 📞",
        existsAudio: true,
        existsVideo: false,
        existsScreen: true,
        sipMessage: SIPMessage(text: "sipMessage 8 é 日本 📞")
    )),
    .inviteConnected(sessionId: 10000),
    .inviteBeginingForward(forwardTo: "forwardTo 10 é 日本 📞"),
    .inviteClosed(sessionId: 12000),
    .remoteHold(sessionId: 13000),
    .remoteUnHold(SIPEvent.RemoteUnHold(
        sessionId: 14000,
        audioCodecNames: "audioCodecNames 13 é 日本 📞",
        videoCodecNames: "videoCodecNames 13 é 日本 📞",
        existsAudio: false,
        existsVideo: true
    )),
    .dialogStateUpdated(
        BLFMonitoredUri: "BLFMonitoredUri 14 é 日本 📞",
        BLFDialogState: "BLFDialogState 14 é 日本 📞",
        BLFDialogId: "BLFDialogId 14 é 日本 📞",
        BLFDialogDirection: "BLFDialogDirection 14 é 日本 📞"
    ),
    .receivedRefer(SIPEvent.ReceivedRefer(
        sessionId: 16000,
        referId: 16001,
        to: "to 15 é 日本 📞",
        from: "from 15 é 日本 📞",
        referSipMessage: SIPMessage(text: "referSipMessage 15 é 日本 📞")
    )),
    .referAccepted(sessionId: 17000),
    .referRejected(sessionId: 18000, reason: "reason 17 é 日本 📞", code: 18002),
    .transferTrying(sessionId: 19000),
    .transferRinging(sessionId: 20000),
    .ACTVTransferSuccess(sessionId: 21000),
    .ACTVTransferFailure(sessionId: 22000, reason: "reason 21 é 日本 📞", code: 22002),
    .receivedSignaling(sessionId: 23000, signaling: SIPMessage(text: "signaling 22 é 日本 📞")),
    .sendingSignaling(sessionId: 24000, signaling: SIPMessage(text: "signaling 23 é 日本 📞")),
    .waitingVoiceMessage(SIPEvent.WaitingVoiceMessage(
        messageAccount: "messageAccount 24 é 日本 📞",
        urgentNewMessageCount: 25001,
        urgentOldMessageCount: 25002,
        newMessageCount: 25003,
        oldMessageCount: 25004
    )),
    .waitingFaxMessage(SIPEvent.WaitingFaxMessage(
        messageAccount: "messageAccount 25 é 日本 📞",
        urgentNewMessageCount: 26001,
        urgentOldMessageCount: 26002,
        newMessageCount: 26003,
        oldMessageCount: 26004
    )),
    .recvDtmfTone(sessionId: 27000, tone: 27001),
    .presenceRecvSubscribe(
        subscribeId: 28000,
        fromDisplayName: "fromDisplayName 27 é 日本 📞",
        from: "from 27 é 日本 📞",
        subject: "subject 27 é 日本 📞"
    ),
    .presenceOnline(
        fromDisplayName: "fromDisplayName 28 é 日本 📞",
        from: "from 28 é 日本 📞",
        stateText: "stateText 28 é 日本 📞"
    ),
    .presenceOffline(fromDisplayName: "fromDisplayName 29 é 日本 📞", from: "from 29 é 日本 📞"),
    .recvOptions(optionsMessage: SIPMessage(text: "optionsMessage 30 é 日本 📞")),
    .recvInfo(infoMessage: SIPMessage(text: "infoMessage 31 é 日本 📞")),
    .recvNotifyOfSubscription(
        subscribeId: 33000,
        notifyMessage: SIPMessage(text: "notifyMessage 32 é 日本 📞"),
        contentData: [0, 255, 32, 2, 120]
    ),
    .subscriptionFailure(subscribeId: 34000, statusCode: 34001),
    .subscriptionTerminated(subscribeId: 35000),
    .recvMessage(
        sessionId: 36000,
        mimeType: "mimeType 35 é 日本 📞",
        subMimeType: "subMimeType 35 é 日本 📞",
        messageData: [0, 255, 35, 3, 120]
    ),
    .recvOutOfDialogMessage(SIPEvent.RecvOutOfDialogMessage(
        fromDisplayName: "fromDisplayName 36 é 日本 📞",
        from: "from 36 é 日本 📞",
        toDisplayName: "toDisplayName 36 é 日本 📞",
        to: "to 36 é 日本 📞",
        mimeType: "mimeType 36 é 日本 📞",
        subMimeType: "subMimeType 36 é 日本 📞",
        messageData: [0, 255, 36, 6, 120]
    )),
    .sendMessageSuccess(sessionId: 38000, messageId: 38001),
    .sendMessageFailure(sessionId: 39000, messageId: 39001, reason: "reason 38 é 日本 📞", code: 39003),
    .sendOutOfDialogMessageSuccess(SIPEvent.SendOutOfDialogMessageSuccess(
        messageId: 40000,
        fromDisplayName: "fromDisplayName 39 é 日本 📞",
        from: "from 39 é 日本 📞",
        toDisplayName: "toDisplayName 39 é 日本 📞",
        to: "to 39 é 日本 📞"
    )),
    .sendOutOfDialogMessageFailure(SIPEvent.SendOutOfDialogMessageFailure(
        messageId: 41000,
        fromDisplayName: "fromDisplayName 40 é 日本 📞",
        from: "from 40 é 日本 📞",
        toDisplayName: "toDisplayName 40 é 日本 📞",
        to: "to 40 é 日本 📞",
        reason: "reason 40 é 日本 📞",
        code: 41006
    )),
    .playFileFinished(sessionId: 42000, fileName: "fileName 41 é 日本 📞"),
    .statistics(sessionId: 43000, stat: "stat 42 é 日本 📞"),
]

/// Notes every event that it is told, as a value.
final class Recorder: RecorderBase, SIPCallbackEvents, @unchecked Sendable {
    func onRegisterSuccess(statusText: String, statusCode: Int32, sipMessage: SIPMessage) {
        note(.registerSuccess(statusText: statusText, statusCode: statusCode, sipMessage: sipMessage))
    }

    func onRegisterFailure(statusText: String, statusCode: Int32, sipMessage: SIPMessage) {
        note(.registerFailure(statusText: statusText, statusCode: statusCode, sipMessage: sipMessage))
    }

    func onInviteIncoming(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    ) {
        let event = SIPEvent.InviteIncoming(
            sessionId: sessionId,
            callerDisplayName: callerDisplayName,
            caller: caller,
            calleeDisplayName: calleeDisplayName,
            callee: callee,
            audioCodecNames: audioCodecNames,
            videoCodecNames: videoCodecNames,
            existsAudio: existsAudio,
            existsVideo: existsVideo,
            sipMessage: sipMessage
        )
        note(.inviteIncoming(event))
    }

    func onInviteTrying(sessionId: Int32) {
        note(.inviteTrying(sessionId: sessionId))
    }

    func onInviteSessionProgress(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsEarlyMedia: Bool,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    ) {
        let event = SIPEvent.InviteSessionProgress(
            sessionId: sessionId,
            audioCodecNames: audioCodecNames,
            videoCodecNames: videoCodecNames,
            existsEarlyMedia: existsEarlyMedia,
            existsAudio: existsAudio,
            existsVideo: existsVideo,
            sipMessage: sipMessage
        )
        note(.inviteSessionProgress(event))
    }

    func onInviteRinging(sessionId: Int32, statusText: String, statusCode: Int32, sipMessage: SIPMessage) {
        let event = SIPEvent.inviteRinging(
            sessionId: sessionId,
            statusText: statusText,
            statusCode: statusCode,
            sipMessage: sipMessage
        )
        note(event)
    }

    func onInviteAnswered(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    ) {
        let event = SIPEvent.InviteAnswered(
            sessionId: sessionId,
            callerDisplayName: callerDisplayName,
            caller: caller,
            calleeDisplayName: calleeDisplayName,
            callee: callee,
            audioCodecNames: audioCodecNames,
            videoCodecNames: videoCodecNames,
            existsAudio: existsAudio,
            existsVideo: existsVideo,
            sipMessage: sipMessage
        )
        note(.inviteAnswered(event))
    }

    func onInviteFailure(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int32,
        sipMessage: SIPMessage
    ) {
        let event = SIPEvent.InviteFailure(
            sessionId: sessionId,
            callerDisplayName: callerDisplayName,
            caller: caller,
            calleeDisplayName: calleeDisplayName,
            callee: callee,
            reason: reason,
            code: code,
            sipMessage: sipMessage
        )
        note(.inviteFailure(event))
    }

    func onInviteUpdated(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        existsScreen: Bool,
        sipMessage: SIPMessage
    ) {
        let event = SIPEvent.InviteUpdated(
            sessionId: sessionId,
            audioCodecNames: audioCodecNames,
            videoCodecNames: videoCodecNames,
            existsAudio: existsAudio,
            existsVideo: existsVideo,
            existsScreen: existsScreen,
            sipMessage: sipMessage
        )
        note(.inviteUpdated(event))
    }

    func onInviteConnected(sessionId: Int32) {
        note(.inviteConnected(sessionId: sessionId))
    }

    func onInviteBeginingForward(forwardTo: String) {
        note(.inviteBeginingForward(forwardTo: forwardTo))
    }

    func onInviteClosed(sessionId: Int32) {
        note(.inviteClosed(sessionId: sessionId))
    }

    func onRemoteHold(sessionId: Int32) {
        note(.remoteHold(sessionId: sessionId))
    }

    func onRemoteUnHold(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool
    ) {
        let event = SIPEvent.RemoteUnHold(
            sessionId: sessionId,
            audioCodecNames: audioCodecNames,
            videoCodecNames: videoCodecNames,
            existsAudio: existsAudio,
            existsVideo: existsVideo
        )
        note(.remoteUnHold(event))
    }

    func onDialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String
    ) {
        let event = SIPEvent.dialogStateUpdated(
            BLFMonitoredUri: BLFMonitoredUri,
            BLFDialogState: BLFDialogState,
            BLFDialogId: BLFDialogId,
            BLFDialogDirection: BLFDialogDirection
        )
        note(event)
    }

    func onReceivedRefer(sessionId: Int32, referId: Int32, to: String, from: String, referSipMessage: SIPMessage) {
        let event = SIPEvent.ReceivedRefer(
            sessionId: sessionId,
            referId: referId,
            to: to,
            from: from,
            referSipMessage: referSipMessage
        )
        note(.receivedRefer(event))
    }

    func onReferAccepted(sessionId: Int32) {
        note(.referAccepted(sessionId: sessionId))
    }

    func onReferRejected(sessionId: Int32, reason: String, code: Int32) {
        note(.referRejected(sessionId: sessionId, reason: reason, code: code))
    }

    func onTransferTrying(sessionId: Int32) {
        note(.transferTrying(sessionId: sessionId))
    }

    func onTransferRinging(sessionId: Int32) {
        note(.transferRinging(sessionId: sessionId))
    }

    func onACTVTransferSuccess(sessionId: Int32) {
        note(.ACTVTransferSuccess(sessionId: sessionId))
    }

    func onACTVTransferFailure(sessionId: Int32, reason: String, code: Int32) {
        note(.ACTVTransferFailure(sessionId: sessionId, reason: reason, code: code))
    }

    func onReceivedSignaling(sessionId: Int32, signaling: SIPMessage) {
        note(.receivedSignaling(sessionId: sessionId, signaling: signaling))
    }

    func onSendingSignaling(sessionId: Int32, signaling: SIPMessage) {
        note(.sendingSignaling(sessionId: sessionId, signaling: signaling))
    }

    func onWaitingVoiceMessage(
        messageAccount: String,
        urgentNewMessageCount: Int32,
        urgentOldMessageCount: Int32,
        newMessageCount: Int32,
        oldMessageCount: Int32
    ) {
        let event = SIPEvent.WaitingVoiceMessage(
            messageAccount: messageAccount,
            urgentNewMessageCount: urgentNewMessageCount,
            urgentOldMessageCount: urgentOldMessageCount,
            newMessageCount: newMessageCount,
            oldMessageCount: oldMessageCount
        )
        note(.waitingVoiceMessage(event))
    }

    func onWaitingFaxMessage(
        messageAccount: String,
        urgentNewMessageCount: Int32,
        urgentOldMessageCount: Int32,
        newMessageCount: Int32,
        oldMessageCount: Int32
    ) {
        let event = SIPEvent.WaitingFaxMessage(
            messageAccount: messageAccount,
            urgentNewMessageCount: urgentNewMessageCount,
            urgentOldMessageCount: urgentOldMessageCount,
            newMessageCount: newMessageCount,
            oldMessageCount: oldMessageCount
        )
        note(.waitingFaxMessage(event))
    }

    func onRecvDtmfTone(sessionId: Int32, tone: Int32) {
        note(.recvDtmfTone(sessionId: sessionId, tone: tone))
    }

    func onPresenceRecvSubscribe(subscribeId: Int32, fromDisplayName: String, from: String, subject: String) {
        let event = SIPEvent.presenceRecvSubscribe(
            subscribeId: subscribeId,
            fromDisplayName: fromDisplayName,
            from: from,
            subject: subject
        )
        note(event)
    }

    func onPresenceOnline(fromDisplayName: String, from: String, stateText: String) {
        note(.presenceOnline(fromDisplayName: fromDisplayName, from: from, stateText: stateText))
    }

    func onPresenceOffline(fromDisplayName: String, from: String) {
        note(.presenceOffline(fromDisplayName: fromDisplayName, from: from))
    }

    func onRecvOptions(optionsMessage: SIPMessage) {
        note(.recvOptions(optionsMessage: optionsMessage))
    }

    func onRecvInfo(infoMessage: SIPMessage) {
        note(.recvInfo(infoMessage: infoMessage))
    }

    func onRecvNotifyOfSubscription(subscribeId: Int32, notifyMessage: SIPMessage, contentData: [UInt8]) {
        let event = SIPEvent.recvNotifyOfSubscription(
            subscribeId: subscribeId,
            notifyMessage: notifyMessage,
            contentData: contentData
        )
        note(event)
    }

    func onSubscriptionFailure(subscribeId: Int32, statusCode: Int32) {
        note(.subscriptionFailure(subscribeId: subscribeId, statusCode: statusCode))
    }

    func onSubscriptionTerminated(subscribeId: Int32) {
        note(.subscriptionTerminated(subscribeId: subscribeId))
    }

    func onRecvMessage(sessionId: Int32, mimeType: String, subMimeType: String, messageData: [UInt8]) {
        note(.recvMessage(sessionId: sessionId, mimeType: mimeType, subMimeType: subMimeType, messageData: messageData))
    }

    func onRecvOutOfDialogMessage(
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        mimeType: String,
        subMimeType: String,
        messageData: [UInt8]
    ) {
        let event = SIPEvent.RecvOutOfDialogMessage(
            fromDisplayName: fromDisplayName,
            from: from,
            toDisplayName: toDisplayName,
            to: to,
            mimeType: mimeType,
            subMimeType: subMimeType,
            messageData: messageData
        )
        note(.recvOutOfDialogMessage(event))
    }

    func onSendMessageSuccess(sessionId: Int32, messageId: Int32) {
        note(.sendMessageSuccess(sessionId: sessionId, messageId: messageId))
    }

    func onSendMessageFailure(sessionId: Int32, messageId: Int32, reason: String, code: Int32) {
        note(.sendMessageFailure(sessionId: sessionId, messageId: messageId, reason: reason, code: code))
    }

    func onSendOutOfDialogMessageSuccess(
        messageId: Int32,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String
    ) {
        let event = SIPEvent.SendOutOfDialogMessageSuccess(
            messageId: messageId,
            fromDisplayName: fromDisplayName,
            from: from,
            toDisplayName: toDisplayName,
            to: to
        )
        note(.sendOutOfDialogMessageSuccess(event))
    }

    func onSendOutOfDialogMessageFailure(
        messageId: Int32,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        reason: String,
        code: Int32
    ) {
        let event = SIPEvent.SendOutOfDialogMessageFailure(
            messageId: messageId,
            fromDisplayName: fromDisplayName,
            from: from,
            toDisplayName: toDisplayName,
            to: to,
            reason: reason,
            code: code
        )
        note(.sendOutOfDialogMessageFailure(event))
    }

    func onPlayFileFinished(sessionId: Int32, fileName: String) {
        note(.playFileFinished(sessionId: sessionId, fileName: fileName))
    }

    func onStatistics(sessionId: Int32, stat: String) {
        note(.statistics(sessionId: sessionId, stat: stat))
    }
}
