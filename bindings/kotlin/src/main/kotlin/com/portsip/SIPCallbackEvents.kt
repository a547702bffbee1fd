// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
package com.portsip

/**
 * What happens, told by [PortSIPLib]. Every method does nothing until it is overridden.
 *
 * The methods of one object are called one at a time, in order, on a thread of that object. A slow one delays
 * events and nothing else. Any function may be called inside, also `unInitialize` and `close`. What a method
 * throws goes to [PortSIPLib.listenerFailed], and later events still come.
 */
interface SIPCallbackEvents {
    /**
     * The account is registered: the first time, or again after a failure.
     *
     * @param statusText the response's reason phrase and code.
     * @param statusCode see `statusText`.
     * @param sipMessage the response on the wire.
     */
    fun onRegisterSuccess(statusText: String, statusCode: Int, sipMessage: SipMessage) {}

    /**
     * A registration was refused or got no answer. It is tried again while tries are left.
     *
     * @param statusText those of the response; 408 without an answer, 503 where the server cannot be reached,
     *   with a text that says why, such as "TLS: certificate has expired".
     * @param statusCode see `statusText`.
     * @param sipMessage the response on the wire, or empty.
     */
    fun onRegisterFailure(statusText: String, statusCode: Int, sipMessage: SipMessage) {}

    /**
     * Somebody calls. Answer with [answerCall][PortSIPMethods.answerCall] or
     * [rejectCall][PortSIPMethods.rejectCall]; the caller hears ringing meanwhile. A call that takes the
     * place of another (Replaces) answers itself.
     *
     * @param sessionId the id of the new call.
     * @param callerDisplayName display names, or empty.
     * @param calleeDisplayName see `callerDisplayName`.
     * @param caller `sip:user@host[:port]`; the caller as the network asserts it (P-Asserted-Identity), where
     *   it does and the caller lets it be shown.
     * @param callee see `caller`.
     * @param audioCodecNames the codecs both sides have, joined by `#`, or empty.
     * @param videoCodecNames see `audioCodecNames`.
     * @param existsAudio what the caller offers.
     * @param existsVideo see `existsAudio`.
     * @param sipMessage the INVITE on the wire.
     */
    fun onInviteIncoming(
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
    ) {}

    /**
     * Our call is on its way: the first provisional response has come.
     */
    fun onInviteTrying(sessionId: Int) {}

    /**
     * A 183 response to our call.
     *
     * @param audioCodecNames agreed codecs, joined by `#`.
     * @param videoCodecNames see `audioCodecNames`.
     * @param existsEarlyMedia the response describes media, which is rendered.
     * @param existsAudio what it describes.
     * @param existsVideo see `existsAudio`.
     * @param sipMessage the response on the wire.
     */
    fun onInviteSessionProgress(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsEarlyMedia: Boolean,
        existsAudio: Boolean,
        existsVideo: Boolean,
        sipMessage: SipMessage,
    ) {}

    /**
     * Our call rings at the other side (180), or is forwarded or queued there (181, 182).
     *
     * @param statusText the response's reason phrase and code.
     * @param statusCode see `statusText`.
     * @param sipMessage the response on the wire.
     */
    fun onInviteRinging(sessionId: Int, statusText: String, statusCode: Int, sipMessage: SipMessage) {}

    /**
     * Our call was answered; [onInviteConnected][SIPCallbackEvents.onInviteConnected] follows.
     *
     * @param callerDisplayName display names, or empty.
     * @param calleeDisplayName see `callerDisplayName`.
     * @param caller `sip:user@host[:port]`.
     * @param callee see `caller`.
     * @param audioCodecNames agreed codecs, joined by `#`.
     * @param videoCodecNames see `audioCodecNames`.
     * @param existsAudio what was agreed.
     * @param existsVideo see `existsAudio`.
     * @param sipMessage the response on the wire.
     */
    fun onInviteAnswered(
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
    ) {}

    /**
     * Our call ended without an answer: refused, timed out, or not deliverable. Never raised for our own
     * [hangUp][PortSIPMethods.hangUp]. The session id is free of use afterwards.
     *
     * @param reason those of the response; 408 after a time-out, 503 where nothing could be delivered, with a
     *   text that says why, such as "TCP: connection refused".
     * @param code see `reason`.
     * @param sipMessage the response on the wire, or empty.
     */
    fun onInviteFailure(
        sessionId: Int,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int,
        sipMessage: SipMessage,
    ) {}

    /**
     * The other side changed the media of the call.
     *
     * @param audioCodecNames agreed codecs, joined by `#`.
     * @param videoCodecNames see `audioCodecNames`.
     * @param existsAudio what flows now.
     * @param existsVideo see `existsAudio`.
     * @param existsScreen see `existsAudio`.
     * @param sipMessage the request on the wire.
     */
    fun onInviteUpdated(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
        existsScreen: Boolean,
        sipMessage: SipMessage,
    ) {}

    /**
     * The call is connected: the ACK was sent (our call) or received (theirs).
     */
    fun onInviteConnected(sessionId: Int) {}

    /**
     * Somebody called and was sent elsewhere, as [enableCallForward][PortSIPMethods.enableCallForward] asked.
     * There is no session: the call never rings here.
     *
     * @param forwardTo where to, a URI.
     */
    fun onInviteBeginingForward(forwardTo: String) {}

    /**
     * The other side, the network, or what the call needs and did not get ended it. Never raised for our own
     * [hangUp][PortSIPMethods.hangUp].
     *
     * [getCloseReason][PortSIPMethods.getCloseReason] tells why, such as 200 where another phone has
     * answered.
     */
    fun onInviteClosed(sessionId: Int) {}

    /**
     * The other side put the call on hold.
     */
    fun onRemoteHold(sessionId: Int) {}

    /**
     * The other side took the call off hold.
     *
     * @param audioCodecNames agreed codecs, joined by `#`.
     * @param videoCodecNames see `audioCodecNames`.
     * @param existsAudio what flows now.
     * @param existsVideo see `existsAudio`.
     */
    fun onRemoteUnHold(
        sessionId: Int,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Boolean,
        existsVideo: Boolean,
    ) {}

    /**
     * A call of somebody whose calls are watched (BLF) changed its state, see
     * [sendSubscription][PortSIPMethods.sendSubscription]. One event for each call.
     *
     * @param BLFMonitoredUri whose call, `sip:user@host[:port]`, as it was subscribed to.
     * @param BLFDialogState `trying`, `proceeding`, `early`, `confirmed`, `hold` (confirmed, where the
     *   document says so) or `terminated`.
     * @param BLFDialogId the id of the call, by which [pickupBLFCall][PortSIPMethods.pickupBLFCall] takes it
     *   over: what the server calls it, a semicolon, and the id of the subscription.
     * @param BLFDialogDirection `initiator` or `recipient`, or empty.
     */
    fun onDialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String,
    ) {}

    /**
     * The other side asks us to call somebody else. [acceptRefer][PortSIPMethods.acceptRefer] or
     * [rejectRefer][PortSIPMethods.rejectRefer] decides; undecided for a minute it is refused with 603.
     *
     * @param sessionId the call in which it asks, or that it names by Target-Dialog, or [INVALID_SESSION_ID].
     * @param referId the id of the request.
     * @param to whom to call, `sip:user@host[:port]`.
     * @param from who asks, in the same form.
     * @param referSipMessage the REFER on the wire.
     */
    fun onReceivedRefer(sessionId: Int, referId: Int, to: String, from: String, referSipMessage: SipMessage) {}

    /**
     * The other side takes our request to transfer the call (2xx).
     */
    fun onReferAccepted(sessionId: Int) {}

    /**
     * The other side refuses our request to transfer the call.
     *
     * @param reason those of the response; 408 without an answer, 503 without a way.
     * @param code see `reason`.
     */
    fun onReferRejected(sessionId: Int, reason: String, code: Int) {}

    /**
     * The other side tries to call whom we transferred it to.
     */
    fun onTransferTrying(sessionId: Int) {}

    /**
     * The call that the other side makes after our transfer rings.
     */
    fun onTransferRinging(sessionId: Int) {}

    /**
     * The call that the other side made after our transfer was answered; ours may be ended.
     */
    fun onACTVTransferSuccess(sessionId: Int) {}

    /**
     * The call that the other side made after our transfer failed. Ours goes on until one side ends it.
     *
     * @param reason why, as the other side tells it; 408 where it fell silent.
     * @param code see `reason`.
     */
    fun onACTVTransferFailure(sessionId: Int, reason: String, code: Int) {}

    /**
     * A SIP message was received; see [enableCallbackSignaling][PortSIPMethods.enableCallbackSignaling].
     *
     * @param sessionId the call it belongs to, or [INVALID_SESSION_ID].
     * @param signaling the message on the wire.
     */
    fun onReceivedSignaling(sessionId: Int, signaling: SipMessage) {}

    /**
     * A SIP message was sent; see [enableCallbackSignaling][PortSIPMethods.enableCallbackSignaling].
     *
     * @param sessionId the call it belongs to, or [INVALID_SESSION_ID].
     * @param signaling the message on the wire.
     */
    fun onSendingSignaling(sessionId: Int, signaling: SipMessage) {}

    /**
     * The mailbox tells how many voice messages wait, see
     * [enableAutoCheckMwi][PortSIPMethods.enableAutoCheckMwi]. Where it only says that messages wait, one new
     * one is told.
     *
     * @param messageAccount the mailbox, `sip:user@host[:port]`.
     * @param urgentNewMessageCount urgent messages, not heard yet and heard.
     * @param urgentOldMessageCount see `urgentNewMessageCount`.
     * @param newMessageCount all messages, in the same way.
     * @param oldMessageCount see `newMessageCount`.
     */
    fun onWaitingVoiceMessage(
        messageAccount: String,
        urgentNewMessageCount: Int,
        urgentOldMessageCount: Int,
        newMessageCount: Int,
        oldMessageCount: Int,
    ) {}

    /**
     * The mailbox tells how many fax messages wait.
     *
     * @param messageAccount the mailbox, `sip:user@host[:port]`.
     * @param urgentNewMessageCount urgent messages, not seen yet and seen.
     * @param urgentOldMessageCount see `urgentNewMessageCount`.
     * @param newMessageCount all messages, in the same way.
     * @param oldMessageCount see `newMessageCount`.
     */
    fun onWaitingFaxMessage(
        messageAccount: String,
        urgentNewMessageCount: Int,
        urgentOldMessageCount: Int,
        newMessageCount: Int,
        oldMessageCount: Int,
    ) {}

    /**
     * The other side pressed a key.
     *
     * @param tone 0…9 for the digits, 10 for `*`, 11 for `#`, 12…15 for A…D, 16 for flash.
     */
    fun onRecvDtmfTone(sessionId: Int, tone: Int) {}

    /**
     * Somebody wants to follow our presence. He is told nothing until
     * [presenceAcceptSubscribe][PortSIPMethods.presenceAcceptSubscribe];
     * [presenceRejectSubscribe][PortSIPMethods.presenceRejectSubscribe] turns him away. Unless we do so,
     * [onSubscriptionTerminated][SIPCallbackEvents.onSubscriptionTerminated] tells the end: he has taken it
     * back or not refreshed it, does not answer any more, or has had to make room for others before he was
     * accepted. In presence agent mode it is not raised, see
     * [setPresenceMode][PortSIPMethods.setPresenceMode].
     *
     * @param subscribeId the id of the subscription.
     * @param fromDisplayName the display name, or empty.
     * @param from who wants it, `sip:user@host[:port]`.
     * @param subject the Subject header, or empty.
     */
    fun onPresenceRecvSubscribe(subscribeId: Int, fromDisplayName: String, from: String, subject: String) {}

    /**
     * Somebody whose presence we follow is online, or is so in another way.
     *
     * @param fromDisplayName the display name, or empty.
     * @param from who it is, `sip:user@host[:port]`.
     * @param stateText the state in words, cut at 1024 bytes; may be empty.
     */
    fun onPresenceOnline(fromDisplayName: String, from: String, stateText: String) {}

    /**
     * Somebody whose presence we follow is offline.
     *
     * @param fromDisplayName the display name, or empty.
     * @param from who it is, `sip:user@host[:port]`.
     */
    fun onPresenceOffline(fromDisplayName: String, from: String) {}

    /**
     * An OPTIONS request came and has been answered.
     *
     * @param optionsMessage the request on the wire.
     */
    fun onRecvOptions(optionsMessage: SipMessage) {}

    /**
     * An INFO request of a call came that is not a key, and has been answered. Its body is of a type that
     * INFO is taken with; see [addSupportedMimeType][PortSIPMethods.addSupportedMimeType].
     *
     * @param infoMessage the request on the wire.
     */
    fun onRecvInfo(infoMessage: SipMessage) {}

    /**
     * A NOTIFY of a subscription of ours came. The event of its package follows, where it has one.
     *
     * @param subscribeId the id of the subscription.
     * @param notifyMessage the request on the wire.
     * @param contentData its body, and the length in bytes.
     */
    fun onRecvNotifyOfSubscription(subscribeId: Int, notifyMessage: SipMessage, contentData: ByteArray) {}

    /**
     * A subscription of ours was refused or got no answer. Nothing more comes of it.
     *
     * @param subscribeId the id of the subscription.
     * @param statusCode that of the response; 408 without an answer, 503 without a way.
     */
    fun onSubscriptionFailure(subscribeId: Int, statusCode: Int) {}

    /**
     * A subscription of ours has ended: it was taken back, ended by its server for good, or lost and then
     * refused. Or that of somebody who watches us
     * ([onPresenceRecvSubscribe][SIPCallbackEvents.onPresenceRecvSubscribe]): he has taken it back or not
     * refreshed it, does not answer what he is told, or has had to make room for others before he was
     * accepted. Nothing more comes of it.
     *
     * @param subscribeId the id of the subscription.
     */
    fun onSubscriptionTerminated(subscribeId: Int) {}

    /**
     * A MESSAGE request came in a call, and has been answered. Its body is of a type that MESSAGE is taken
     * with; see [addSupportedMimeType][PortSIPMethods.addSupportedMimeType].
     *
     * @param mimeType the two halves of its Content-Type in lower case and without parameters, such as `text`
     *   and `plain`.
     * @param subMimeType see `mimeType`.
     * @param messageData its body, and the length in bytes.
     */
    fun onRecvMessage(sessionId: Int, mimeType: String, subMimeType: String, messageData: ByteArray) {}

    /**
     * A MESSAGE request came outside any call, and has been answered. Its body is of a type that MESSAGE is
     * taken with; see [addSupportedMimeType][PortSIPMethods.addSupportedMimeType].
     *
     * @param fromDisplayName display names, or empty.
     * @param toDisplayName see `fromDisplayName`.
     * @param from `sip:user@host[:port]`.
     * @param to see `from`.
     * @param mimeType the two halves of its Content-Type in lower case and without parameters, such as `text`
     *   and `plain`.
     * @param subMimeType see `mimeType`.
     * @param messageData its body, and the length in bytes.
     */
    fun onRecvOutOfDialogMessage(
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        mimeType: String,
        subMimeType: String,
        messageData: ByteArray,
    ) {}

    /**
     * A message sent in a call has arrived: it got a 2xx.
     *
     * @param messageId what [sendMessage][PortSIPMethods.sendMessage] returned.
     */
    fun onSendMessageSuccess(sessionId: Int, messageId: Int) {}

    /**
     * A message sent in a call was refused or got no answer. It may come after the end of the call.
     *
     * @param messageId what [sendMessage][PortSIPMethods.sendMessage] returned.
     * @param reason those of the response; 408 without an answer, 503 without a way, 487 where the call ended
     *   before it was sent, 513 where it is too long for the way.
     * @param code see `reason`.
     */
    fun onSendMessageFailure(sessionId: Int, messageId: Int, reason: String, code: Int) {}

    /**
     * A message sent outside any call has arrived: it got a 2xx.
     *
     * @param messageId what [sendOutOfDialogMessage][PortSIPMethods.sendOutOfDialogMessage] returned.
     * @param fromDisplayName display names, or empty.
     * @param toDisplayName see `fromDisplayName`.
     * @param from `sip:user@host[:port]`.
     * @param to see `from`.
     */
    fun onSendOutOfDialogMessageSuccess(
        messageId: Int,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
    ) {}

    /**
     * A message sent outside any call was refused or got no answer.
     *
     * @param messageId what [sendOutOfDialogMessage][PortSIPMethods.sendOutOfDialogMessage] returned.
     * @param fromDisplayName display names, or empty.
     * @param toDisplayName see `fromDisplayName`.
     * @param from `sip:user@host[:port]`.
     * @param to see `from`.
     * @param reason those of the response; 408 without an answer, 503 without a way, 513 where it is too long
     *   for the way.
     * @param code see `reason`.
     */
    fun onSendOutOfDialogMessageFailure(
        messageId: Int,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        reason: String,
        code: Int,
    ) {}

    /**
     * A file that is played has come to its end.
     *
     * @param sessionId the call that it was played to, [CONFERENCE_SESSION_ID], or [INVALID_SESSION_ID] for
     *   [startPlayingFileLocally][PortSIPMethods.startPlayingFileLocally].
     * @param fileName the path as it was given.
     */
    fun onPlayFileFinished(sessionId: Int, fileName: String) {}

    /**
     * The answer to [getStatistics][PortSIPMethods.getStatistics].
     *
     * @param stat JSON, described in `docs/statistics.md`.
     */
    fun onStatistics(sessionId: Int, stat: String) {}
}
