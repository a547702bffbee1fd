// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

import com.sun.jna.Pointer
import com.sun.jna.Structure
import com.sun.jna.Structure.FieldOrder

/**
 * The table of handlers that is given to the library.
 *
 * The handlers are the same for every object, and live as long as the process: whichever thread of the library
 * is inside one, none is ever collected. The context tells whose event it is.
 */
@FieldOrder(
    "size",
    "context",
    "onRegisterSuccess",
    "onRegisterFailure",
    "onInviteIncoming",
    "onInviteTrying",
    "onInviteSessionProgress",
    "onInviteRinging",
    "onInviteAnswered",
    "onInviteFailure",
    "onInviteUpdated",
    "onInviteConnected",
    "onInviteBeginingForward",
    "onInviteClosed",
    "onRemoteHold",
    "onRemoteUnHold",
    "onDialogStateUpdated",
    "onReceivedRefer",
    "onReferAccepted",
    "onReferRejected",
    "onTransferTrying",
    "onTransferRinging",
    "onACTVTransferSuccess",
    "onACTVTransferFailure",
    "onReceivedSignaling",
    "onSendingSignaling",
    "onWaitingVoiceMessage",
    "onWaitingFaxMessage",
    "onRecvDtmfTone",
    "onPresenceRecvSubscribe",
    "onPresenceOnline",
    "onPresenceOffline",
    "onRecvOptions",
    "onRecvInfo",
    "onRecvNotifyOfSubscription",
    "onSubscriptionFailure",
    "onSubscriptionTerminated",
    "onRecvMessage",
    "onRecvOutOfDialogMessage",
    "onSendMessageSuccess",
    "onSendMessageFailure",
    "onSendOutOfDialogMessageSuccess",
    "onSendOutOfDialogMessageFailure",
    "onPlayFileFinished",
    "onStatistics",
)
internal class NativeHandlers(
    @JvmField var context: Pointer?,
) : Structure() {
    @JvmField var size: SizeT = SizeT()
    @JvmField var onRegisterSuccess = Handlers.onRegisterSuccess
    @JvmField var onRegisterFailure = Handlers.onRegisterFailure
    @JvmField var onInviteIncoming = Handlers.onInviteIncoming
    @JvmField var onInviteTrying = Handlers.onInviteTrying
    @JvmField var onInviteSessionProgress = Handlers.onInviteSessionProgress
    @JvmField var onInviteRinging = Handlers.onInviteRinging
    @JvmField var onInviteAnswered = Handlers.onInviteAnswered
    @JvmField var onInviteFailure = Handlers.onInviteFailure
    @JvmField var onInviteUpdated = Handlers.onInviteUpdated
    @JvmField var onInviteConnected = Handlers.onInviteConnected
    @JvmField var onInviteBeginingForward = Handlers.onInviteBeginingForward
    @JvmField var onInviteClosed = Handlers.onInviteClosed
    @JvmField var onRemoteHold = Handlers.onRemoteHold
    @JvmField var onRemoteUnHold = Handlers.onRemoteUnHold
    @JvmField var onDialogStateUpdated = Handlers.onDialogStateUpdated
    @JvmField var onReceivedRefer = Handlers.onReceivedRefer
    @JvmField var onReferAccepted = Handlers.onReferAccepted
    @JvmField var onReferRejected = Handlers.onReferRejected
    @JvmField var onTransferTrying = Handlers.onTransferTrying
    @JvmField var onTransferRinging = Handlers.onTransferRinging
    @JvmField var onACTVTransferSuccess = Handlers.onACTVTransferSuccess
    @JvmField var onACTVTransferFailure = Handlers.onACTVTransferFailure
    @JvmField var onReceivedSignaling = Handlers.onReceivedSignaling
    @JvmField var onSendingSignaling = Handlers.onSendingSignaling
    @JvmField var onWaitingVoiceMessage = Handlers.onWaitingVoiceMessage
    @JvmField var onWaitingFaxMessage = Handlers.onWaitingFaxMessage
    @JvmField var onRecvDtmfTone = Handlers.onRecvDtmfTone
    @JvmField var onPresenceRecvSubscribe = Handlers.onPresenceRecvSubscribe
    @JvmField var onPresenceOnline = Handlers.onPresenceOnline
    @JvmField var onPresenceOffline = Handlers.onPresenceOffline
    @JvmField var onRecvOptions = Handlers.onRecvOptions
    @JvmField var onRecvInfo = Handlers.onRecvInfo
    @JvmField var onRecvNotifyOfSubscription = Handlers.onRecvNotifyOfSubscription
    @JvmField var onSubscriptionFailure = Handlers.onSubscriptionFailure
    @JvmField var onSubscriptionTerminated = Handlers.onSubscriptionTerminated
    @JvmField var onRecvMessage = Handlers.onRecvMessage
    @JvmField var onRecvOutOfDialogMessage = Handlers.onRecvOutOfDialogMessage
    @JvmField var onSendMessageSuccess = Handlers.onSendMessageSuccess
    @JvmField var onSendMessageFailure = Handlers.onSendMessageFailure
    @JvmField var onSendOutOfDialogMessageSuccess = Handlers.onSendOutOfDialogMessageSuccess
    @JvmField var onSendOutOfDialogMessageFailure = Handlers.onSendOutOfDialogMessageFailure
    @JvmField var onPlayFileFinished = Handlers.onPlayFileFinished
    @JvmField var onStatistics = Handlers.onStatistics

    init {
        size = SizeT(size().toLong())
        write()
    }
}

/** The handlers: each finds the object of its context and tells its listener. */
private object Handlers {
    @JvmField
    val onRegisterSuccess = onEventThread(
        NativeFunctions.OnRegisterSuccess { context, statusText, statusCode, sipMessage, sipMessageLength ->
            deliver(context) {
                onRegisterSuccess(statusText.orEmpty(), statusCode, messageAt(sipMessage, sipMessageLength))
            }
        },
    )

    @JvmField
    val onRegisterFailure = onEventThread(
        NativeFunctions.OnRegisterFailure { context, statusText, statusCode, sipMessage, sipMessageLength ->
            deliver(context) {
                onRegisterFailure(statusText.orEmpty(), statusCode, messageAt(sipMessage, sipMessageLength))
            }
        },
    )

    @JvmField
    val onInviteIncoming = onEventThread(
        NativeFunctions.OnInviteIncoming {
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
            sipMessageLength,
            ->
            deliver(context) {
                onInviteIncoming(
                    sessionId,
                    callerDisplayName.orEmpty(),
                    caller.orEmpty(),
                    calleeDisplayName.orEmpty(),
                    callee.orEmpty(),
                    audioCodecNames.orEmpty(),
                    videoCodecNames.orEmpty(),
                    existsAudio.isTrue(),
                    existsVideo.isTrue(),
                    messageAt(sipMessage, sipMessageLength),
                )
            }
        },
    )

    @JvmField
    val onInviteTrying = onEventThread(
        NativeFunctions.OnInviteTrying { context, sessionId ->
            deliver(context) { onInviteTrying(sessionId) }
        },
    )

    @JvmField
    val onInviteSessionProgress = onEventThread(
        NativeFunctions.OnInviteSessionProgress {
            context,
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsEarlyMedia,
            existsAudio,
            existsVideo,
            sipMessage,
            sipMessageLength,
            ->
            deliver(context) {
                onInviteSessionProgress(
                    sessionId,
                    audioCodecNames.orEmpty(),
                    videoCodecNames.orEmpty(),
                    existsEarlyMedia.isTrue(),
                    existsAudio.isTrue(),
                    existsVideo.isTrue(),
                    messageAt(sipMessage, sipMessageLength),
                )
            }
        },
    )

    @JvmField
    val onInviteRinging = onEventThread(
        NativeFunctions.OnInviteRinging { context, sessionId, statusText, statusCode, sipMessage, sipMessageLength ->
            deliver(context) {
                onInviteRinging(sessionId, statusText.orEmpty(), statusCode, messageAt(sipMessage, sipMessageLength))
            }
        },
    )

    @JvmField
    val onInviteAnswered = onEventThread(
        NativeFunctions.OnInviteAnswered {
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
            sipMessageLength,
            ->
            deliver(context) {
                onInviteAnswered(
                    sessionId,
                    callerDisplayName.orEmpty(),
                    caller.orEmpty(),
                    calleeDisplayName.orEmpty(),
                    callee.orEmpty(),
                    audioCodecNames.orEmpty(),
                    videoCodecNames.orEmpty(),
                    existsAudio.isTrue(),
                    existsVideo.isTrue(),
                    messageAt(sipMessage, sipMessageLength),
                )
            }
        },
    )

    @JvmField
    val onInviteFailure = onEventThread(
        NativeFunctions.OnInviteFailure {
            context,
            sessionId,
            callerDisplayName,
            caller,
            calleeDisplayName,
            callee,
            reason,
            code,
            sipMessage,
            sipMessageLength,
            ->
            deliver(context) {
                onInviteFailure(
                    sessionId,
                    callerDisplayName.orEmpty(),
                    caller.orEmpty(),
                    calleeDisplayName.orEmpty(),
                    callee.orEmpty(),
                    reason.orEmpty(),
                    code,
                    messageAt(sipMessage, sipMessageLength),
                )
            }
        },
    )

    @JvmField
    val onInviteUpdated = onEventThread(
        NativeFunctions.OnInviteUpdated {
            context,
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            existsScreen,
            sipMessage,
            sipMessageLength,
            ->
            deliver(context) {
                onInviteUpdated(
                    sessionId,
                    audioCodecNames.orEmpty(),
                    videoCodecNames.orEmpty(),
                    existsAudio.isTrue(),
                    existsVideo.isTrue(),
                    existsScreen.isTrue(),
                    messageAt(sipMessage, sipMessageLength),
                )
            }
        },
    )

    @JvmField
    val onInviteConnected = onEventThread(
        NativeFunctions.OnInviteConnected { context, sessionId ->
            deliver(context) { onInviteConnected(sessionId) }
        },
    )

    @JvmField
    val onInviteBeginingForward = onEventThread(
        NativeFunctions.OnInviteBeginingForward { context, forwardTo ->
            deliver(context) { onInviteBeginingForward(forwardTo.orEmpty()) }
        },
    )

    @JvmField
    val onInviteClosed = onEventThread(
        NativeFunctions.OnInviteClosed { context, sessionId ->
            deliver(context) { onInviteClosed(sessionId) }
        },
    )

    @JvmField
    val onRemoteHold = onEventThread(
        NativeFunctions.OnRemoteHold { context, sessionId ->
            deliver(context) { onRemoteHold(sessionId) }
        },
    )

    @JvmField
    val onRemoteUnHold = onEventThread(
        NativeFunctions.OnRemoteUnHold {
            context,
            sessionId,
            audioCodecNames,
            videoCodecNames,
            existsAudio,
            existsVideo,
            ->
            deliver(context) {
                onRemoteUnHold(
                    sessionId,
                    audioCodecNames.orEmpty(),
                    videoCodecNames.orEmpty(),
                    existsAudio.isTrue(),
                    existsVideo.isTrue(),
                )
            }
        },
    )

    @JvmField
    val onDialogStateUpdated = onEventThread(
        NativeFunctions.OnDialogStateUpdated {
            context,
            BLFMonitoredUri,
            BLFDialogState,
            BLFDialogId,
            BLFDialogDirection,
            ->
            deliver(context) {
                onDialogStateUpdated(
                    BLFMonitoredUri.orEmpty(),
                    BLFDialogState.orEmpty(),
                    BLFDialogId.orEmpty(),
                    BLFDialogDirection.orEmpty(),
                )
            }
        },
    )

    @JvmField
    val onReceivedRefer = onEventThread(
        NativeFunctions.OnReceivedRefer {
            context,
            sessionId,
            referId,
            to,
            from,
            referSipMessage,
            referSipMessageLength,
            ->
            deliver(context) {
                onReceivedRefer(
                    sessionId,
                    referId,
                    to.orEmpty(),
                    from.orEmpty(),
                    messageAt(referSipMessage, referSipMessageLength),
                )
            }
        },
    )

    @JvmField
    val onReferAccepted = onEventThread(
        NativeFunctions.OnReferAccepted { context, sessionId ->
            deliver(context) { onReferAccepted(sessionId) }
        },
    )

    @JvmField
    val onReferRejected = onEventThread(
        NativeFunctions.OnReferRejected { context, sessionId, reason, code ->
            deliver(context) { onReferRejected(sessionId, reason.orEmpty(), code) }
        },
    )

    @JvmField
    val onTransferTrying = onEventThread(
        NativeFunctions.OnTransferTrying { context, sessionId ->
            deliver(context) { onTransferTrying(sessionId) }
        },
    )

    @JvmField
    val onTransferRinging = onEventThread(
        NativeFunctions.OnTransferRinging { context, sessionId ->
            deliver(context) { onTransferRinging(sessionId) }
        },
    )

    @JvmField
    val onACTVTransferSuccess = onEventThread(
        NativeFunctions.OnACTVTransferSuccess { context, sessionId ->
            deliver(context) { onACTVTransferSuccess(sessionId) }
        },
    )

    @JvmField
    val onACTVTransferFailure = onEventThread(
        NativeFunctions.OnACTVTransferFailure { context, sessionId, reason, code ->
            deliver(context) { onACTVTransferFailure(sessionId, reason.orEmpty(), code) }
        },
    )

    @JvmField
    val onReceivedSignaling = onEventThread(
        NativeFunctions.OnReceivedSignaling { context, sessionId, signaling, signalingLength ->
            deliver(context) { onReceivedSignaling(sessionId, messageAt(signaling, signalingLength)) }
        },
    )

    @JvmField
    val onSendingSignaling = onEventThread(
        NativeFunctions.OnSendingSignaling { context, sessionId, signaling, signalingLength ->
            deliver(context) { onSendingSignaling(sessionId, messageAt(signaling, signalingLength)) }
        },
    )

    @JvmField
    val onWaitingVoiceMessage = onEventThread(
        NativeFunctions.OnWaitingVoiceMessage {
            context,
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount,
            ->
            deliver(context) {
                onWaitingVoiceMessage(
                    messageAccount.orEmpty(),
                    urgentNewMessageCount,
                    urgentOldMessageCount,
                    newMessageCount,
                    oldMessageCount,
                )
            }
        },
    )

    @JvmField
    val onWaitingFaxMessage = onEventThread(
        NativeFunctions.OnWaitingFaxMessage {
            context,
            messageAccount,
            urgentNewMessageCount,
            urgentOldMessageCount,
            newMessageCount,
            oldMessageCount,
            ->
            deliver(context) {
                onWaitingFaxMessage(
                    messageAccount.orEmpty(),
                    urgentNewMessageCount,
                    urgentOldMessageCount,
                    newMessageCount,
                    oldMessageCount,
                )
            }
        },
    )

    @JvmField
    val onRecvDtmfTone = onEventThread(
        NativeFunctions.OnRecvDtmfTone { context, sessionId, tone ->
            deliver(context) { onRecvDtmfTone(sessionId, tone) }
        },
    )

    @JvmField
    val onPresenceRecvSubscribe = onEventThread(
        NativeFunctions.OnPresenceRecvSubscribe { context, subscribeId, fromDisplayName, from, subject ->
            deliver(context) {
                onPresenceRecvSubscribe(subscribeId, fromDisplayName.orEmpty(), from.orEmpty(), subject.orEmpty())
            }
        },
    )

    @JvmField
    val onPresenceOnline = onEventThread(
        NativeFunctions.OnPresenceOnline { context, fromDisplayName, from, stateText ->
            deliver(context) { onPresenceOnline(fromDisplayName.orEmpty(), from.orEmpty(), stateText.orEmpty()) }
        },
    )

    @JvmField
    val onPresenceOffline = onEventThread(
        NativeFunctions.OnPresenceOffline { context, fromDisplayName, from ->
            deliver(context) { onPresenceOffline(fromDisplayName.orEmpty(), from.orEmpty()) }
        },
    )

    @JvmField
    val onRecvOptions = onEventThread(
        NativeFunctions.OnRecvOptions { context, optionsMessage, optionsMessageLength ->
            deliver(context) { onRecvOptions(messageAt(optionsMessage, optionsMessageLength)) }
        },
    )

    @JvmField
    val onRecvInfo = onEventThread(
        NativeFunctions.OnRecvInfo { context, infoMessage, infoMessageLength ->
            deliver(context) { onRecvInfo(messageAt(infoMessage, infoMessageLength)) }
        },
    )

    @JvmField
    val onRecvNotifyOfSubscription = onEventThread(
        NativeFunctions.OnRecvNotifyOfSubscription {
            context,
            subscribeId,
            notifyMessage,
            notifyMessageLength,
            contentData,
            dataLength,
            ->
            deliver(context) {
                onRecvNotifyOfSubscription(
                    subscribeId,
                    messageAt(notifyMessage, notifyMessageLength),
                    bytesAt(contentData, dataLength),
                )
            }
        },
    )

    @JvmField
    val onSubscriptionFailure = onEventThread(
        NativeFunctions.OnSubscriptionFailure { context, subscribeId, statusCode ->
            deliver(context) { onSubscriptionFailure(subscribeId, statusCode) }
        },
    )

    @JvmField
    val onSubscriptionTerminated = onEventThread(
        NativeFunctions.OnSubscriptionTerminated { context, subscribeId ->
            deliver(context) { onSubscriptionTerminated(subscribeId) }
        },
    )

    @JvmField
    val onRecvMessage = onEventThread(
        NativeFunctions.OnRecvMessage { context, sessionId, mimeType, subMimeType, messageData, messageDataLength ->
            deliver(context) {
                onRecvMessage(
                    sessionId,
                    mimeType.orEmpty(),
                    subMimeType.orEmpty(),
                    bytesAt(messageData, messageDataLength),
                )
            }
        },
    )

    @JvmField
    val onRecvOutOfDialogMessage = onEventThread(
        NativeFunctions.OnRecvOutOfDialogMessage {
            context,
            fromDisplayName,
            from,
            toDisplayName,
            to,
            mimeType,
            subMimeType,
            messageData,
            messageDataLength,
            ->
            deliver(context) {
                onRecvOutOfDialogMessage(
                    fromDisplayName.orEmpty(),
                    from.orEmpty(),
                    toDisplayName.orEmpty(),
                    to.orEmpty(),
                    mimeType.orEmpty(),
                    subMimeType.orEmpty(),
                    bytesAt(messageData, messageDataLength),
                )
            }
        },
    )

    @JvmField
    val onSendMessageSuccess = onEventThread(
        NativeFunctions.OnSendMessageSuccess { context, sessionId, messageId ->
            deliver(context) { onSendMessageSuccess(sessionId, messageId) }
        },
    )

    @JvmField
    val onSendMessageFailure = onEventThread(
        NativeFunctions.OnSendMessageFailure { context, sessionId, messageId, reason, code ->
            deliver(context) { onSendMessageFailure(sessionId, messageId, reason.orEmpty(), code) }
        },
    )

    @JvmField
    val onSendOutOfDialogMessageSuccess = onEventThread(
        NativeFunctions.OnSendOutOfDialogMessageSuccess {
            context,
            messageId,
            fromDisplayName,
            from,
            toDisplayName,
            to,
            ->
            deliver(context) {
                onSendOutOfDialogMessageSuccess(
                    messageId,
                    fromDisplayName.orEmpty(),
                    from.orEmpty(),
                    toDisplayName.orEmpty(),
                    to.orEmpty(),
                )
            }
        },
    )

    @JvmField
    val onSendOutOfDialogMessageFailure = onEventThread(
        NativeFunctions.OnSendOutOfDialogMessageFailure {
            context,
            messageId,
            fromDisplayName,
            from,
            toDisplayName,
            to,
            reason,
            code,
            ->
            deliver(context) {
                onSendOutOfDialogMessageFailure(
                    messageId,
                    fromDisplayName.orEmpty(),
                    from.orEmpty(),
                    toDisplayName.orEmpty(),
                    to.orEmpty(),
                    reason.orEmpty(),
                    code,
                )
            }
        },
    )

    @JvmField
    val onPlayFileFinished = onEventThread(
        NativeFunctions.OnPlayFileFinished { context, sessionId, fileName ->
            deliver(context) { onPlayFileFinished(sessionId, fileName.orEmpty()) }
        },
    )

    @JvmField
    val onStatistics = onEventThread(
        NativeFunctions.OnStatistics { context, sessionId, stat ->
            deliver(context) { onStatistics(sessionId, stat.orEmpty()) }
        },
    )
}
