// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

/**
 * What happened, as a value: one class for each method of [SIPCallbackEvents], with its parameters.
 *
 * Byte arrays in it compare by identity.
 */
sealed class SipEvent {
    /**
     * The account is registered: the first time, or again after a failure. See
     * [SIPCallbackEvents.onRegisterSuccess].
     */
    data class RegisterSuccess(val statusText: String, val statusCode: Int, val sipMessage: SipMessage) : SipEvent()

    /**
     * A registration was refused or got no answer. It is tried again while tries are left. See
     * [SIPCallbackEvents.onRegisterFailure].
     */
    data class RegisterFailure(val statusText: String, val statusCode: Int, val sipMessage: SipMessage) : SipEvent()

    /**
     * Somebody calls. Answer with [answerCall][PortSIPMethods.answerCall] or
     * [rejectCall][PortSIPMethods.rejectCall]; the caller hears ringing meanwhile. A call that takes the
     * place of another (Replaces) answers itself. See [SIPCallbackEvents.onInviteIncoming].
     */
    data class InviteIncoming(
        val sessionId: Int,
        val callerDisplayName: String,
        val caller: String,
        val calleeDisplayName: String,
        val callee: String,
        val audioCodecNames: String,
        val videoCodecNames: String,
        val existsAudio: Boolean,
        val existsVideo: Boolean,
        val sipMessage: SipMessage,
    ) : SipEvent()

    /**
     * Our call is on its way: the first provisional response has come. See
     * [SIPCallbackEvents.onInviteTrying].
     */
    data class InviteTrying(val sessionId: Int) : SipEvent()

    /** A 183 response to our call. See [SIPCallbackEvents.onInviteSessionProgress]. */
    data class InviteSessionProgress(
        val sessionId: Int,
        val audioCodecNames: String,
        val videoCodecNames: String,
        val existsEarlyMedia: Boolean,
        val existsAudio: Boolean,
        val existsVideo: Boolean,
        val sipMessage: SipMessage,
    ) : SipEvent()

    /**
     * Our call rings at the other side (180), or is forwarded or queued there (181, 182). See
     * [SIPCallbackEvents.onInviteRinging].
     */
    data class InviteRinging(
        val sessionId: Int,
        val statusText: String,
        val statusCode: Int,
        val sipMessage: SipMessage,
    ) : SipEvent()

    /**
     * Our call was answered; [onInviteConnected][SIPCallbackEvents.onInviteConnected] follows. See
     * [SIPCallbackEvents.onInviteAnswered].
     */
    data class InviteAnswered(
        val sessionId: Int,
        val callerDisplayName: String,
        val caller: String,
        val calleeDisplayName: String,
        val callee: String,
        val audioCodecNames: String,
        val videoCodecNames: String,
        val existsAudio: Boolean,
        val existsVideo: Boolean,
        val sipMessage: SipMessage,
    ) : SipEvent()

    /**
     * Our call ended without an answer: refused, timed out, or not deliverable. Never raised for our own
     * [hangUp][PortSIPMethods.hangUp]. The session id is free of use afterwards. See
     * [SIPCallbackEvents.onInviteFailure].
     */
    data class InviteFailure(
        val sessionId: Int,
        val callerDisplayName: String,
        val caller: String,
        val calleeDisplayName: String,
        val callee: String,
        val reason: String,
        val code: Int,
        val sipMessage: SipMessage,
    ) : SipEvent()

    /** The other side changed the media of the call. See [SIPCallbackEvents.onInviteUpdated]. */
    data class InviteUpdated(
        val sessionId: Int,
        val audioCodecNames: String,
        val videoCodecNames: String,
        val existsAudio: Boolean,
        val existsVideo: Boolean,
        val existsScreen: Boolean,
        val sipMessage: SipMessage,
    ) : SipEvent()

    /**
     * The call is connected: the ACK was sent (our call) or received (theirs). See
     * [SIPCallbackEvents.onInviteConnected].
     */
    data class InviteConnected(val sessionId: Int) : SipEvent()

    /**
     * Somebody called and was sent elsewhere, as [enableCallForward][PortSIPMethods.enableCallForward] asked.
     * There is no session: the call never rings here. See [SIPCallbackEvents.onInviteBeginingForward].
     */
    data class InviteBeginingForward(val forwardTo: String) : SipEvent()

    /**
     * The other side, the network, or what the call needs and did not get ended it. Never raised for our own
     * [hangUp][PortSIPMethods.hangUp]. See [SIPCallbackEvents.onInviteClosed].
     */
    data class InviteClosed(val sessionId: Int) : SipEvent()

    /** The other side put the call on hold. See [SIPCallbackEvents.onRemoteHold]. */
    data class RemoteHold(val sessionId: Int) : SipEvent()

    /** The other side took the call off hold. See [SIPCallbackEvents.onRemoteUnHold]. */
    data class RemoteUnHold(
        val sessionId: Int,
        val audioCodecNames: String,
        val videoCodecNames: String,
        val existsAudio: Boolean,
        val existsVideo: Boolean,
    ) : SipEvent()

    /**
     * A call of somebody whose calls are watched (BLF) changed its state, see
     * [sendSubscription][PortSIPMethods.sendSubscription]. One event for each call. See
     * [SIPCallbackEvents.onDialogStateUpdated].
     */
    data class DialogStateUpdated(
        val BLFMonitoredUri: String,
        val BLFDialogState: String,
        val BLFDialogId: String,
        val BLFDialogDirection: String,
    ) : SipEvent()

    /**
     * The other side asks us to call somebody else. [acceptRefer][PortSIPMethods.acceptRefer] or
     * [rejectRefer][PortSIPMethods.rejectRefer] decides; undecided for a minute it is refused with 603. See
     * [SIPCallbackEvents.onReceivedRefer].
     */
    data class ReceivedRefer(
        val sessionId: Int,
        val referId: Int,
        val to: String,
        val from: String,
        val referSipMessage: SipMessage,
    ) : SipEvent()

    /**
     * The other side takes our request to transfer the call (2xx). See [SIPCallbackEvents.onReferAccepted].
     */
    data class ReferAccepted(val sessionId: Int) : SipEvent()

    /** The other side refuses our request to transfer the call. See [SIPCallbackEvents.onReferRejected]. */
    data class ReferRejected(val sessionId: Int, val reason: String, val code: Int) : SipEvent()

    /** The other side tries to call whom we transferred it to. See [SIPCallbackEvents.onTransferTrying]. */
    data class TransferTrying(val sessionId: Int) : SipEvent()

    /**
     * The call that the other side makes after our transfer rings. See [SIPCallbackEvents.onTransferRinging].
     */
    data class TransferRinging(val sessionId: Int) : SipEvent()

    /**
     * The call that the other side made after our transfer was answered; ours may be ended. See
     * [SIPCallbackEvents.onACTVTransferSuccess].
     */
    data class ACTVTransferSuccess(val sessionId: Int) : SipEvent()

    /**
     * The call that the other side made after our transfer failed. Ours goes on until one side ends it. See
     * [SIPCallbackEvents.onACTVTransferFailure].
     */
    data class ACTVTransferFailure(val sessionId: Int, val reason: String, val code: Int) : SipEvent()

    /**
     * A SIP message was received; see [enableCallbackSignaling][PortSIPMethods.enableCallbackSignaling]. See
     * [SIPCallbackEvents.onReceivedSignaling].
     */
    data class ReceivedSignaling(val sessionId: Int, val signaling: SipMessage) : SipEvent()

    /**
     * A SIP message was sent; see [enableCallbackSignaling][PortSIPMethods.enableCallbackSignaling]. See
     * [SIPCallbackEvents.onSendingSignaling].
     */
    data class SendingSignaling(val sessionId: Int, val signaling: SipMessage) : SipEvent()

    /**
     * The mailbox tells how many voice messages wait, see
     * [enableAutoCheckMwi][PortSIPMethods.enableAutoCheckMwi]. Where it only says that messages wait, one new
     * one is told. See [SIPCallbackEvents.onWaitingVoiceMessage].
     */
    data class WaitingVoiceMessage(
        val messageAccount: String,
        val urgentNewMessageCount: Int,
        val urgentOldMessageCount: Int,
        val newMessageCount: Int,
        val oldMessageCount: Int,
    ) : SipEvent()

    /** The mailbox tells how many fax messages wait. See [SIPCallbackEvents.onWaitingFaxMessage]. */
    data class WaitingFaxMessage(
        val messageAccount: String,
        val urgentNewMessageCount: Int,
        val urgentOldMessageCount: Int,
        val newMessageCount: Int,
        val oldMessageCount: Int,
    ) : SipEvent()

    /** The other side pressed a key. See [SIPCallbackEvents.onRecvDtmfTone]. */
    data class RecvDtmfTone(val sessionId: Int, val tone: Int) : SipEvent()

    /**
     * Somebody wants to follow our presence. He is told nothing until
     * [presenceAcceptSubscribe][PortSIPMethods.presenceAcceptSubscribe];
     * [presenceRejectSubscribe][PortSIPMethods.presenceRejectSubscribe] turns him away. Unless we do so,
     * [onSubscriptionTerminated][SIPCallbackEvents.onSubscriptionTerminated] tells the end: he has taken it
     * back or not refreshed it, does not answer any more, or has had to make room for others before he was
     * accepted. In presence agent mode it is not raised, see
     * [setPresenceMode][PortSIPMethods.setPresenceMode]. See [SIPCallbackEvents.onPresenceRecvSubscribe].
     */
    data class PresenceRecvSubscribe(
        val subscribeId: Int,
        val fromDisplayName: String,
        val from: String,
        val subject: String,
    ) : SipEvent()

    /**
     * Somebody whose presence we follow is online, or is so in another way. See
     * [SIPCallbackEvents.onPresenceOnline].
     */
    data class PresenceOnline(val fromDisplayName: String, val from: String, val stateText: String) : SipEvent()

    /** Somebody whose presence we follow is offline. See [SIPCallbackEvents.onPresenceOffline]. */
    data class PresenceOffline(val fromDisplayName: String, val from: String) : SipEvent()

    /** An OPTIONS request came and has been answered. See [SIPCallbackEvents.onRecvOptions]. */
    data class RecvOptions(val optionsMessage: SipMessage) : SipEvent()

    /**
     * An INFO request of a call came that is not a key, and has been answered. Its body is of a type that
     * INFO is taken with; see [addSupportedMimeType][PortSIPMethods.addSupportedMimeType]. See
     * [SIPCallbackEvents.onRecvInfo].
     */
    data class RecvInfo(val infoMessage: SipMessage) : SipEvent()

    /**
     * A NOTIFY of a subscription of ours came. The event of its package follows, where it has one. See
     * [SIPCallbackEvents.onRecvNotifyOfSubscription].
     */
    data class RecvNotifyOfSubscription(
        val subscribeId: Int,
        val notifyMessage: SipMessage,
        val contentData: ByteArray,
    ) : SipEvent()

    /**
     * A subscription of ours was refused or got no answer. Nothing more comes of it. See
     * [SIPCallbackEvents.onSubscriptionFailure].
     */
    data class SubscriptionFailure(val subscribeId: Int, val statusCode: Int) : SipEvent()

    /**
     * A subscription of ours has ended: it was taken back, ended by its server for good, or lost and then
     * refused. Or that of somebody who watches us
     * ([onPresenceRecvSubscribe][SIPCallbackEvents.onPresenceRecvSubscribe]): he has taken it back or not
     * refreshed it, does not answer what he is told, or has had to make room for others before he was
     * accepted. Nothing more comes of it. See [SIPCallbackEvents.onSubscriptionTerminated].
     */
    data class SubscriptionTerminated(val subscribeId: Int) : SipEvent()

    /**
     * A MESSAGE request came in a call, and has been answered. Its body is of a type that MESSAGE is taken
     * with; see [addSupportedMimeType][PortSIPMethods.addSupportedMimeType]. See
     * [SIPCallbackEvents.onRecvMessage].
     */
    data class RecvMessage(
        val sessionId: Int,
        val mimeType: String,
        val subMimeType: String,
        val messageData: ByteArray,
    ) : SipEvent()

    /**
     * A MESSAGE request came outside any call, and has been answered. Its body is of a type that MESSAGE is
     * taken with; see [addSupportedMimeType][PortSIPMethods.addSupportedMimeType]. See
     * [SIPCallbackEvents.onRecvOutOfDialogMessage].
     */
    data class RecvOutOfDialogMessage(
        val fromDisplayName: String,
        val from: String,
        val toDisplayName: String,
        val to: String,
        val mimeType: String,
        val subMimeType: String,
        val messageData: ByteArray,
    ) : SipEvent()

    /** A message sent in a call has arrived: it got a 2xx. See [SIPCallbackEvents.onSendMessageSuccess]. */
    data class SendMessageSuccess(val sessionId: Int, val messageId: Int) : SipEvent()

    /**
     * A message sent in a call was refused or got no answer. It may come after the end of the call. See
     * [SIPCallbackEvents.onSendMessageFailure].
     */
    data class SendMessageFailure(
        val sessionId: Int,
        val messageId: Int,
        val reason: String,
        val code: Int,
    ) : SipEvent()

    /**
     * A message sent outside any call has arrived: it got a 2xx. See
     * [SIPCallbackEvents.onSendOutOfDialogMessageSuccess].
     */
    data class SendOutOfDialogMessageSuccess(
        val messageId: Int,
        val fromDisplayName: String,
        val from: String,
        val toDisplayName: String,
        val to: String,
    ) : SipEvent()

    /**
     * A message sent outside any call was refused or got no answer. See
     * [SIPCallbackEvents.onSendOutOfDialogMessageFailure].
     */
    data class SendOutOfDialogMessageFailure(
        val messageId: Int,
        val fromDisplayName: String,
        val from: String,
        val toDisplayName: String,
        val to: String,
        val reason: String,
        val code: Int,
    ) : SipEvent()

    /** A file that is played has come to its end. See [SIPCallbackEvents.onPlayFileFinished]. */
    data class PlayFileFinished(val sessionId: Int, val fileName: String) : SipEvent()

    /** The answer to [getStatistics][PortSIPMethods.getStatistics]. See [SIPCallbackEvents.onStatistics]. */
    data class Statistics(val sessionId: Int, val stat: String) : SipEvent()
}
