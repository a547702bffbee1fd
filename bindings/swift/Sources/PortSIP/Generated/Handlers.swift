// Generated from the C interface by `cargo xtask generate`: do not edit.

internal import CPortSIP

extension PortSIPX_Handlers {
    /// A table whose functions give each event to the sink that `context` stands for.
    static func table(context: UnsafeMutableRawPointer?) -> PortSIPX_Handlers {
        var table = PortSIPX_Handlers()
        table.size = MemoryLayout<PortSIPX_Handlers>.size
        table.context = context
        table.onRegisterSuccess = { context, statusText, statusCode, sipMessage, sipMessageLength in
            let event = SIPEvent.registerSuccess(
                statusText: text(at: statusText),
                statusCode: statusCode,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, event)
        }
        table.onRegisterFailure = { context, statusText, statusCode, sipMessage, sipMessageLength in
            let event = SIPEvent.registerFailure(
                statusText: text(at: statusText),
                statusCode: statusCode,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, event)
        }
        table.onInviteIncoming = {
            context,
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
            sipMessageLength
            in
            let event = SIPEvent.InviteIncoming(
                sessionId: sessionId,
                callerDisplayName: text(at: callerDisplayName),
                caller: text(at: caller),
                calleeDisplayName: text(at: calleeDisplayName),
                callee: text(at: callee),
                audioCodecNames: text(at: audioCodecNames),
                videoCodecNames: text(at: videoCodecNames),
                existsAudio: existsAudio,
                existsVideo: existsVideo,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, .inviteIncoming(event))
        }
        table.onInviteTrying = { context, sessionId in
            EventSink.deliver(context, .inviteTrying(sessionId: sessionId))
        }
        table.onInviteSessionProgress = {
            context,
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsEarlyMedia,
            existsAudio,
            existsVideo,
            sipMessage,
            sipMessageLength
            in
            let event = SIPEvent.InviteSessionProgress(
                sessionId: sessionId,
                audioCodecNames: text(at: audioCodecNames),
                videoCodecNames: text(at: videoCodecNames),
                existsEarlyMedia: existsEarlyMedia,
                existsAudio: existsAudio,
                existsVideo: existsVideo,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, .inviteSessionProgress(event))
        }
        table.onInviteRinging = { context, sessionId, statusText, statusCode, sipMessage, sipMessageLength in
            let event = SIPEvent.inviteRinging(
                sessionId: sessionId,
                statusText: text(at: statusText),
                statusCode: statusCode,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, event)
        }
        table.onInviteAnswered = {
            context,
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
            sipMessageLength
            in
            let event = SIPEvent.InviteAnswered(
                sessionId: sessionId,
                callerDisplayName: text(at: callerDisplayName),
                caller: text(at: caller),
                calleeDisplayName: text(at: calleeDisplayName),
                callee: text(at: callee),
                audioCodecNames: text(at: audioCodecNames),
                videoCodecNames: text(at: videoCodecNames),
                existsAudio: existsAudio,
                existsVideo: existsVideo,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, .inviteAnswered(event))
        }
        table.onInviteFailure = {
            context,
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            reason,
            code,
            sipMessage,
            sipMessageLength
            in
            let event = SIPEvent.InviteFailure(
                sessionId: sessionId,
                callerDisplayName: text(at: callerDisplayName),
                caller: text(at: caller),
                calleeDisplayName: text(at: calleeDisplayName),
                callee: text(at: callee),
                reason: text(at: reason),
                code: code,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, .inviteFailure(event))
        }
        table.onInviteUpdated = {
            context,
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            existsScreen,
            sipMessage,
            sipMessageLength
            in
            let event = SIPEvent.InviteUpdated(
                sessionId: sessionId,
                audioCodecNames: text(at: audioCodecNames),
                videoCodecNames: text(at: videoCodecNames),
                existsAudio: existsAudio,
                existsVideo: existsVideo,
                existsScreen: existsScreen,
                sipMessage: SIPMessage(bytes(at: sipMessage, sipMessageLength))
            )
            EventSink.deliver(context, .inviteUpdated(event))
        }
        table.onInviteConnected = { context, sessionId in
            EventSink.deliver(context, .inviteConnected(sessionId: sessionId))
        }
        table.onInviteBeginingForward = { context, forwardTo in
            EventSink.deliver(context, .inviteBeginingForward(forwardTo: text(at: forwardTo)))
        }
        table.onInviteClosed = { context, sessionId in
            EventSink.deliver(context, .inviteClosed(sessionId: sessionId))
        }
        table.onRemoteHold = { context, sessionId in
            EventSink.deliver(context, .remoteHold(sessionId: sessionId))
        }
        table.onRemoteUnHold = { context, sessionId, audioCodecNames, videoCodecNames, existsAudio, existsVideo in
            let event = SIPEvent.RemoteUnHold(
                sessionId: sessionId,
                audioCodecNames: text(at: audioCodecNames),
                videoCodecNames: text(at: videoCodecNames),
                existsAudio: existsAudio,
                existsVideo: existsVideo
            )
            EventSink.deliver(context, .remoteUnHold(event))
        }
        table.onDialogStateUpdated = { context, BLFMonitoredUri, BLFDialogState, BLFDialogId, BLFDialogDirection in
            let event = SIPEvent.dialogStateUpdated(
                BLFMonitoredUri: text(at: BLFMonitoredUri),
                BLFDialogState: text(at: BLFDialogState),
                BLFDialogId: text(at: BLFDialogId),
                BLFDialogDirection: text(at: BLFDialogDirection)
            )
            EventSink.deliver(context, event)
        }
        table.onReceivedRefer = { context, sessionId, referId, to, from, referSipMessage, referSipMessageLength in
            let event = SIPEvent.ReceivedRefer(
                sessionId: sessionId,
                referId: referId,
                to: text(at: to),
                from: text(at: from),
                referSipMessage: SIPMessage(bytes(at: referSipMessage, referSipMessageLength))
            )
            EventSink.deliver(context, .receivedRefer(event))
        }
        table.onReferAccepted = { context, sessionId in
            EventSink.deliver(context, .referAccepted(sessionId: sessionId))
        }
        table.onReferRejected = { context, sessionId, reason, code in
            EventSink.deliver(context, .referRejected(sessionId: sessionId, reason: text(at: reason), code: code))
        }
        table.onTransferTrying = { context, sessionId in
            EventSink.deliver(context, .transferTrying(sessionId: sessionId))
        }
        table.onTransferRinging = { context, sessionId in
            EventSink.deliver(context, .transferRinging(sessionId: sessionId))
        }
        table.onACTVTransferSuccess = { context, sessionId in
            EventSink.deliver(context, .ACTVTransferSuccess(sessionId: sessionId))
        }
        table.onACTVTransferFailure = { context, sessionId, reason, code in
            EventSink.deliver(context, .ACTVTransferFailure(sessionId: sessionId, reason: text(at: reason), code: code))
        }
        table.onReceivedSignaling = { context, sessionId, signaling, signalingLength in
            let event = SIPEvent.receivedSignaling(
                sessionId: sessionId,
                signaling: SIPMessage(bytes(at: signaling, signalingLength))
            )
            EventSink.deliver(context, event)
        }
        table.onSendingSignaling = { context, sessionId, signaling, signalingLength in
            let event = SIPEvent.sendingSignaling(
                sessionId: sessionId,
                signaling: SIPMessage(bytes(at: signaling, signalingLength))
            )
            EventSink.deliver(context, event)
        }
        table.onWaitingVoiceMessage = {
            context,
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount
            in
            let event = SIPEvent.WaitingVoiceMessage(
                messageAccount: text(at: messageAccount),
                urgentNewMessageCount: urgentNewMessageCount,
                urgentOldMessageCount: urgentOldMessageCount,
                newMessageCount: newMessageCount,
                oldMessageCount: oldMessageCount
            )
            EventSink.deliver(context, .waitingVoiceMessage(event))
        }
        table.onWaitingFaxMessage = {
            context,
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount
            in
            let event = SIPEvent.WaitingFaxMessage(
                messageAccount: text(at: messageAccount),
                urgentNewMessageCount: urgentNewMessageCount,
                urgentOldMessageCount: urgentOldMessageCount,
                newMessageCount: newMessageCount,
                oldMessageCount: oldMessageCount
            )
            EventSink.deliver(context, .waitingFaxMessage(event))
        }
        table.onRecvDtmfTone = { context, sessionId, tone in
            EventSink.deliver(context, .recvDtmfTone(sessionId: sessionId, tone: tone))
        }
        table.onPresenceRecvSubscribe = { context, subscribeId, fromDisplayName, from, subject in
            let event = SIPEvent.presenceRecvSubscribe(
                subscribeId: subscribeId,
                fromDisplayName: text(at: fromDisplayName),
                from: text(at: from),
                subject: text(at: subject)
            )
            EventSink.deliver(context, event)
        }
        table.onPresenceOnline = { context, fromDisplayName, from, stateText in
            let event = SIPEvent.presenceOnline(
                fromDisplayName: text(at: fromDisplayName),
                from: text(at: from),
                stateText: text(at: stateText)
            )
            EventSink.deliver(context, event)
        }
        table.onPresenceOffline = { context, fromDisplayName, from in
            let event = SIPEvent.presenceOffline(fromDisplayName: text(at: fromDisplayName), from: text(at: from))
            EventSink.deliver(context, event)
        }
        table.onRecvOptions = { context, optionsMessage, optionsMessageLength in
            let event = SIPEvent.recvOptions(
                optionsMessage: SIPMessage(bytes(at: optionsMessage, optionsMessageLength))
            )
            EventSink.deliver(context, event)
        }
        table.onRecvInfo = { context, infoMessage, infoMessageLength in
            EventSink.deliver(context, .recvInfo(infoMessage: SIPMessage(bytes(at: infoMessage, infoMessageLength))))
        }
        table.onRecvNotifyOfSubscription = {
            context,
            subscribeId,
            notifyMessage,
            notifyMessageLength,
            contentData,
            dataLength
            in
            let event = SIPEvent.recvNotifyOfSubscription(
                subscribeId: subscribeId,
                notifyMessage: SIPMessage(bytes(at: notifyMessage, notifyMessageLength)),
                contentData: bytes(at: contentData, dataLength)
            )
            EventSink.deliver(context, event)
        }
        table.onSubscriptionFailure = { context, subscribeId, statusCode in
            EventSink.deliver(context, .subscriptionFailure(subscribeId: subscribeId, statusCode: statusCode))
        }
        table.onSubscriptionTerminated = { context, subscribeId in
            EventSink.deliver(context, .subscriptionTerminated(subscribeId: subscribeId))
        }
        table.onRecvMessage = { context, sessionId, mimeType, subMimeType, messageData, messageDataLength in
            let event = SIPEvent.recvMessage(
                sessionId: sessionId,
                mimeType: text(at: mimeType),
                subMimeType: text(at: subMimeType),
                messageData: bytes(at: messageData, messageDataLength)
            )
            EventSink.deliver(context, event)
        }
        table.onRecvOutOfDialogMessage = {
            context,
            fromDisplayName,
            from,
            toDisplayName,
            to,
            mimeType,
            subMimeType,
            messageData,
            messageDataLength
            in
            let event = SIPEvent.RecvOutOfDialogMessage(
                fromDisplayName: text(at: fromDisplayName),
                from: text(at: from),
                toDisplayName: text(at: toDisplayName),
                to: text(at: to),
                mimeType: text(at: mimeType),
                subMimeType: text(at: subMimeType),
                messageData: bytes(at: messageData, messageDataLength)
            )
            EventSink.deliver(context, .recvOutOfDialogMessage(event))
        }
        table.onSendMessageSuccess = { context, sessionId, messageId in
            EventSink.deliver(context, .sendMessageSuccess(sessionId: sessionId, messageId: messageId))
        }
        table.onSendMessageFailure = { context, sessionId, messageId, reason, code in
            let event = SIPEvent.sendMessageFailure(
                sessionId: sessionId,
                messageId: messageId,
                reason: text(at: reason),
                code: code
            )
            EventSink.deliver(context, event)
        }
        table.onSendOutOfDialogMessageSuccess = { context, messageId, fromDisplayName, from, toDisplayName, to in
            let event = SIPEvent.SendOutOfDialogMessageSuccess(
                messageId: messageId,
                fromDisplayName: text(at: fromDisplayName),
                from: text(at: from),
                toDisplayName: text(at: toDisplayName),
                to: text(at: to)
            )
            EventSink.deliver(context, .sendOutOfDialogMessageSuccess(event))
        }
        table.onSendOutOfDialogMessageFailure = {
            context,
            messageId,
            fromDisplayName,
            from,
            toDisplayName,
            to,
            reason,
            code
            in
            let event = SIPEvent.SendOutOfDialogMessageFailure(
                messageId: messageId,
                fromDisplayName: text(at: fromDisplayName),
                from: text(at: from),
                toDisplayName: text(at: toDisplayName),
                to: text(at: to),
                reason: text(at: reason),
                code: code
            )
            EventSink.deliver(context, .sendOutOfDialogMessageFailure(event))
        }
        table.onPlayFileFinished = { context, sessionId, fileName in
            EventSink.deliver(context, .playFileFinished(sessionId: sessionId, fileName: text(at: fileName)))
        }
        table.onStatistics = { context, sessionId, stat in
            EventSink.deliver(context, .statistics(sessionId: sessionId, stat: text(at: stat)))
        }
        return table
    }
}
