// Generated from the C interface by `cargo xtask generate`: do not edit.

/// Who is told what happens. Every method has an empty default: write those that matter.
///
/// They are called one at a time, in order, on the thread of the ``PortSIPLib``, which may be called back from each of
/// them. A method that takes its time delays later events, and neither SIP nor sound.
public protocol SIPCallbackEvents: AnyObject, Sendable {
    /// The account is registered: the first time, or again after a failure.
    ///
    /// - Parameters:
    ///   - statusText: the response's reason phrase and code.
    ///   - statusCode: the response's reason phrase and code.
    ///   - sipMessage: the response on the wire.
    func onRegisterSuccess(statusText: String, statusCode: Int32, sipMessage: SIPMessage)

    /// A registration was refused or got no answer. It is tried again while tries are left.
    ///
    /// - Parameters:
    ///   - statusText: those of the response; 408 without an answer, 503 where the server cannot be reached, with a
    ///     text that says why, such as "TLS: certificate has expired".
    ///   - statusCode: those of the response; 408 without an answer, 503 where the server cannot be reached, with a
    ///     text that says why, such as "TLS: certificate has expired".
    ///   - sipMessage: the response on the wire, or empty.
    func onRegisterFailure(statusText: String, statusCode: Int32, sipMessage: SIPMessage)

    /// Somebody calls. Answer with ``PortSIPLib/answerCall(sessionId:videoCall:)`` or
    /// ``PortSIPLib/rejectCall(sessionId:code:)``; the caller hears ringing meanwhile. A call that takes the place of
    /// another (Replaces) answers itself.
    ///
    /// - Parameters:
    ///   - sessionId: the id of the new call.
    ///   - callerDisplayName: display names, or empty.
    ///   - caller: `sip:user@host[:port]`; the caller as the network asserts it (P-Asserted-Identity), where it does
    ///     and the caller lets it be shown.
    ///   - calleeDisplayName: display names, or empty.
    ///   - callee: `sip:user@host[:port]`; the caller as the network asserts it (P-Asserted-Identity), where it does
    ///     and the caller lets it be shown.
    ///   - audioCodecNames: the codecs both sides have, joined by `#`, or empty.
    ///   - videoCodecNames: the codecs both sides have, joined by `#`, or empty.
    ///   - existsAudio: what the caller offers.
    ///   - existsVideo: what the caller offers.
    ///   - sipMessage: the INVITE on the wire.
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
    )

    /// Our call is on its way: the first provisional response has come.
    func onInviteTrying(sessionId: Int32)

    /// A 183 response to our call.
    ///
    /// - Parameters:
    ///   - audioCodecNames: agreed codecs, joined by `#`.
    ///   - videoCodecNames: agreed codecs, joined by `#`.
    ///   - existsEarlyMedia: the response describes media, which is rendered.
    ///   - existsAudio: what it describes.
    ///   - existsVideo: what it describes.
    ///   - sipMessage: the response on the wire.
    func onInviteSessionProgress(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsEarlyMedia: Bool,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    )

    /// Our call rings at the other side (180), or is forwarded or queued there (181, 182).
    ///
    /// - Parameters:
    ///   - statusText: the response's reason phrase and code.
    ///   - statusCode: the response's reason phrase and code.
    ///   - sipMessage: the response on the wire.
    func onInviteRinging(sessionId: Int32, statusText: String, statusCode: Int32, sipMessage: SIPMessage)

    /// Our call was answered; ``SIPCallbackEvents/onInviteConnected(sessionId:)`` follows.
    ///
    /// - Parameters:
    ///   - callerDisplayName: display names, or empty.
    ///   - caller: `sip:user@host[:port]`.
    ///   - calleeDisplayName: display names, or empty.
    ///   - callee: `sip:user@host[:port]`.
    ///   - audioCodecNames: agreed codecs, joined by `#`.
    ///   - videoCodecNames: agreed codecs, joined by `#`.
    ///   - existsAudio: what was agreed.
    ///   - existsVideo: what was agreed.
    ///   - sipMessage: the response on the wire.
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
    )

    /// Our call ended without an answer: refused, timed out, or not deliverable. Never raised for our own
    /// ``PortSIPLib/hangUp(sessionId:)``. The session id is free of use afterwards.
    ///
    /// - Parameters:
    ///   - reason: those of the response; 408 after a time-out, 503 where nothing could be delivered, with a text that
    ///     says why, such as "TCP: connection refused".
    ///   - code: those of the response; 408 after a time-out, 503 where nothing could be delivered, with a text that
    ///     says why, such as "TCP: connection refused".
    ///   - sipMessage: the response on the wire, or empty.
    func onInviteFailure(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int32,
        sipMessage: SIPMessage
    )

    /// The other side changed the media of the call.
    ///
    /// - Parameters:
    ///   - audioCodecNames: agreed codecs, joined by `#`.
    ///   - videoCodecNames: agreed codecs, joined by `#`.
    ///   - existsAudio: what flows now.
    ///   - existsVideo: what flows now.
    ///   - existsScreen: what flows now.
    ///   - sipMessage: the request on the wire.
    func onInviteUpdated(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        existsScreen: Bool,
        sipMessage: SIPMessage
    )

    /// The call is connected: the ACK was sent (our call) or received (theirs).
    func onInviteConnected(sessionId: Int32)

    /// Somebody called and was sent elsewhere, as ``PortSIPLib/enableCallForward(forBusyOnly:forwardTo:)`` asked. There
    /// is no session: the call never rings here.
    ///
    /// - Parameters:
    ///   - forwardTo: where to, a URI.
    func onInviteBeginingForward(forwardTo: String)

    /// The other side, the network, or what the call needs and did not get ended it. Never raised for our own
    /// ``PortSIPLib/hangUp(sessionId:)``.
    ///
    /// ``PortSIPLib/getCloseReason(sessionId:reason:)`` tells why, such as 200 where another phone has answered.
    func onInviteClosed(sessionId: Int32)

    /// The other side put the call on hold.
    func onRemoteHold(sessionId: Int32)

    /// The other side took the call off hold.
    ///
    /// - Parameters:
    ///   - audioCodecNames: agreed codecs, joined by `#`.
    ///   - videoCodecNames: agreed codecs, joined by `#`.
    ///   - existsAudio: what flows now.
    ///   - existsVideo: what flows now.
    func onRemoteUnHold(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool
    )

    /// A call of somebody whose calls are watched (BLF) changed its state, see
    /// ``PortSIPLib/sendSubscription(to:eventName:)``. One event for each call.
    ///
    /// - Parameters:
    ///   - BLFMonitoredUri: whose call, `sip:user@host[:port]`, as it was subscribed to.
    ///   - BLFDialogState: `trying`, `proceeding`, `early`, `confirmed`, `hold` (confirmed, where the document says so)
    ///     or `terminated`.
    ///   - BLFDialogId: the id of the call, by which ``PortSIPLib/pickupBLFCall(replaceDialogId:videoCall:)`` takes it
    ///     over: what the server calls it, a semicolon, and the id of the subscription.
    ///   - BLFDialogDirection: `initiator` or `recipient`, or empty.
    func onDialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String
    )

    /// The other side asks us to call somebody else. ``PortSIPLib/acceptRefer(referId:referSignaling:)`` or
    /// ``PortSIPLib/rejectRefer(referId:)`` decides; undecided for a minute it is refused with 603.
    ///
    /// - Parameters:
    ///   - sessionId: the call in which it asks, or that it names by Target-Dialog, or `INVALID_SESSION_ID`.
    ///   - referId: the id of the request.
    ///   - to: whom to call, `sip:user@host[:port]`.
    ///   - from: who asks, in the same form.
    ///   - referSipMessage: the REFER on the wire.
    func onReceivedRefer(sessionId: Int32, referId: Int32, to: String, from: String, referSipMessage: SIPMessage)

    /// The other side takes our request to transfer the call (2xx).
    func onReferAccepted(sessionId: Int32)

    /// The other side refuses our request to transfer the call.
    ///
    /// - Parameters:
    ///   - reason: those of the response; 408 without an answer, 503 without a way.
    ///   - code: those of the response; 408 without an answer, 503 without a way.
    func onReferRejected(sessionId: Int32, reason: String, code: Int32)

    /// The other side tries to call whom we transferred it to.
    func onTransferTrying(sessionId: Int32)

    /// The call that the other side makes after our transfer rings.
    func onTransferRinging(sessionId: Int32)

    /// The call that the other side made after our transfer was answered; ours may be ended.
    func onACTVTransferSuccess(sessionId: Int32)

    /// The call that the other side made after our transfer failed. Ours goes on until one side ends it.
    ///
    /// - Parameters:
    ///   - reason: why, as the other side tells it; 408 where it fell silent.
    ///   - code: why, as the other side tells it; 408 where it fell silent.
    func onACTVTransferFailure(sessionId: Int32, reason: String, code: Int32)

    /// A SIP message was received; see ``PortSIPLib/enableCallbackSignaling(enableSending:enableReceived:)``.
    ///
    /// - Parameters:
    ///   - sessionId: the call it belongs to, or `INVALID_SESSION_ID`.
    ///   - signaling: the message on the wire.
    func onReceivedSignaling(sessionId: Int32, signaling: SIPMessage)

    /// A SIP message was sent; see ``PortSIPLib/enableCallbackSignaling(enableSending:enableReceived:)``.
    ///
    /// - Parameters:
    ///   - sessionId: the call it belongs to, or `INVALID_SESSION_ID`.
    ///   - signaling: the message on the wire.
    func onSendingSignaling(sessionId: Int32, signaling: SIPMessage)

    /// The mailbox tells how many voice messages wait, see ``PortSIPLib/enableAutoCheckMwi(state:)``. Where it only
    /// says that messages wait, one new one is told.
    ///
    /// - Parameters:
    ///   - messageAccount: the mailbox, `sip:user@host[:port]`.
    ///   - urgentNewMessageCount: urgent messages, not heard yet and heard.
    ///   - urgentOldMessageCount: urgent messages, not heard yet and heard.
    ///   - newMessageCount: all messages, in the same way.
    ///   - oldMessageCount: all messages, in the same way.
    func onWaitingVoiceMessage(
        messageAccount: String,
        urgentNewMessageCount: Int32,
        urgentOldMessageCount: Int32,
        newMessageCount: Int32,
        oldMessageCount: Int32
    )

    /// The mailbox tells how many fax messages wait.
    ///
    /// - Parameters:
    ///   - messageAccount: the mailbox, `sip:user@host[:port]`.
    ///   - urgentNewMessageCount: urgent messages, not seen yet and seen.
    ///   - urgentOldMessageCount: urgent messages, not seen yet and seen.
    ///   - newMessageCount: all messages, in the same way.
    ///   - oldMessageCount: all messages, in the same way.
    func onWaitingFaxMessage(
        messageAccount: String,
        urgentNewMessageCount: Int32,
        urgentOldMessageCount: Int32,
        newMessageCount: Int32,
        oldMessageCount: Int32
    )

    /// The other side pressed a key.
    ///
    /// - Parameters:
    ///   - tone: 0…9 for the digits, 10 for `*`, 11 for `#`, 12…15 for A…D, 16 for flash.
    func onRecvDtmfTone(sessionId: Int32, tone: Int32)

    /// Somebody wants to follow our presence. He is told nothing until
    /// ``PortSIPLib/presenceAcceptSubscribe(subscribeId:)``; ``PortSIPLib/presenceRejectSubscribe(subscribeId:)`` turns
    /// him away. Unless we do so, ``SIPCallbackEvents/onSubscriptionTerminated(subscribeId:)`` tells the end: he has
    /// taken it back or not refreshed it, does not answer any more, or has had to make room for others before he was
    /// accepted. In presence agent mode it is not raised, see ``PortSIPLib/setPresenceMode(mode:)``.
    ///
    /// - Parameters:
    ///   - subscribeId: the id of the subscription.
    ///   - fromDisplayName: the display name, or empty.
    ///   - from: who wants it, `sip:user@host[:port]`.
    ///   - subject: the Subject header, or empty.
    func onPresenceRecvSubscribe(subscribeId: Int32, fromDisplayName: String, from: String, subject: String)

    /// Somebody whose presence we follow is online, or is so in another way.
    ///
    /// - Parameters:
    ///   - fromDisplayName: the display name, or empty.
    ///   - from: who it is, `sip:user@host[:port]`.
    ///   - stateText: the state in words, cut at 1024 bytes; may be empty.
    func onPresenceOnline(fromDisplayName: String, from: String, stateText: String)

    /// Somebody whose presence we follow is offline.
    ///
    /// - Parameters:
    ///   - fromDisplayName: the display name, or empty.
    ///   - from: who it is, `sip:user@host[:port]`.
    func onPresenceOffline(fromDisplayName: String, from: String)

    /// An OPTIONS request came and has been answered.
    ///
    /// - Parameters:
    ///   - optionsMessage: the request on the wire.
    func onRecvOptions(optionsMessage: SIPMessage)

    /// An INFO request of a call came that is not a key, and has been answered. Its body is of a type that INFO is
    /// taken with; see ``PortSIPLib/addSupportedMimeType(methodName:mimeType:subMimeType:)``.
    ///
    /// - Parameters:
    ///   - infoMessage: the request on the wire.
    func onRecvInfo(infoMessage: SIPMessage)

    /// A NOTIFY of a subscription of ours came. The event of its package follows, where it has one.
    ///
    /// - Parameters:
    ///   - subscribeId: the id of the subscription.
    ///   - notifyMessage: the request on the wire.
    ///   - contentData: its body, and the length in bytes.
    func onRecvNotifyOfSubscription(subscribeId: Int32, notifyMessage: SIPMessage, contentData: [UInt8])

    /// A subscription of ours was refused or got no answer. Nothing more comes of it.
    ///
    /// - Parameters:
    ///   - subscribeId: the id of the subscription.
    ///   - statusCode: that of the response; 408 without an answer, 503 without a way.
    func onSubscriptionFailure(subscribeId: Int32, statusCode: Int32)

    /// A subscription of ours has ended: it was taken back, ended by its server for good, or lost and then refused. Or
    /// that of somebody who watches us
    /// (``SIPCallbackEvents/onPresenceRecvSubscribe(subscribeId:fromDisplayName:from:subject:)``): he has taken it back
    /// or not refreshed it, does not answer what he is told, or has had to make room for others before he was accepted.
    /// Nothing more comes of it.
    ///
    /// - Parameters:
    ///   - subscribeId: the id of the subscription.
    func onSubscriptionTerminated(subscribeId: Int32)

    /// A MESSAGE request came in a call, and has been answered. Its body is of a type that MESSAGE is taken with; see
    /// ``PortSIPLib/addSupportedMimeType(methodName:mimeType:subMimeType:)``.
    ///
    /// - Parameters:
    ///   - mimeType: the two halves of its Content-Type in lower case and without parameters, such as `text` and
    ///     `plain`.
    ///   - subMimeType: the two halves of its Content-Type in lower case and without parameters, such as `text` and
    ///     `plain`.
    ///   - messageData: its body, and the length in bytes.
    func onRecvMessage(sessionId: Int32, mimeType: String, subMimeType: String, messageData: [UInt8])

    /// A MESSAGE request came outside any call, and has been answered. Its body is of a type that MESSAGE is taken
    /// with; see ``PortSIPLib/addSupportedMimeType(methodName:mimeType:subMimeType:)``.
    ///
    /// - Parameters:
    ///   - fromDisplayName: display names, or empty.
    ///   - from: `sip:user@host[:port]`.
    ///   - toDisplayName: display names, or empty.
    ///   - to: `sip:user@host[:port]`.
    ///   - mimeType: the two halves of its Content-Type in lower case and without parameters, such as `text` and
    ///     `plain`.
    ///   - subMimeType: the two halves of its Content-Type in lower case and without parameters, such as `text` and
    ///     `plain`.
    ///   - messageData: its body, and the length in bytes.
    func onRecvOutOfDialogMessage(
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        mimeType: String,
        subMimeType: String,
        messageData: [UInt8]
    )

    /// A message sent in a call has arrived: it got a 2xx.
    ///
    /// - Parameters:
    ///   - messageId: what ``PortSIPLib/sendMessage(sessionId:mimeType:subMimeType:message:)`` returned.
    func onSendMessageSuccess(sessionId: Int32, messageId: Int32)

    /// A message sent in a call was refused or got no answer. It may come after the end of the call.
    ///
    /// - Parameters:
    ///   - messageId: what ``PortSIPLib/sendMessage(sessionId:mimeType:subMimeType:message:)`` returned.
    ///   - reason: those of the response; 408 without an answer, 503 without a way, 487 where the call ended before it
    ///     was sent, 513 where it is too long for the way.
    ///   - code: those of the response; 408 without an answer, 503 without a way, 487 where the call ended before it
    ///     was sent, 513 where it is too long for the way.
    func onSendMessageFailure(sessionId: Int32, messageId: Int32, reason: String, code: Int32)

    /// A message sent outside any call has arrived: it got a 2xx.
    ///
    /// - Parameters:
    ///   - messageId: what ``PortSIPLib/sendOutOfDialogMessage(to:mimeType:subMimeType:isSMS:message:)`` returned.
    ///   - fromDisplayName: display names, or empty.
    ///   - from: `sip:user@host[:port]`.
    ///   - toDisplayName: display names, or empty.
    ///   - to: `sip:user@host[:port]`.
    func onSendOutOfDialogMessageSuccess(
        messageId: Int32,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String
    )

    /// A message sent outside any call was refused or got no answer.
    ///
    /// - Parameters:
    ///   - messageId: what ``PortSIPLib/sendOutOfDialogMessage(to:mimeType:subMimeType:isSMS:message:)`` returned.
    ///   - fromDisplayName: display names, or empty.
    ///   - from: `sip:user@host[:port]`.
    ///   - toDisplayName: display names, or empty.
    ///   - to: `sip:user@host[:port]`.
    ///   - reason: those of the response; 408 without an answer, 503 without a way, 513 where it is too long for the
    ///     way.
    ///   - code: those of the response; 408 without an answer, 503 without a way, 513 where it is too long for the way.
    func onSendOutOfDialogMessageFailure(
        messageId: Int32,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        reason: String,
        code: Int32
    )

    /// A file that is played has come to its end.
    ///
    /// - Parameters:
    ///   - sessionId: the call that it was played to, `CONFERENCE_SESSION_ID`, or `INVALID_SESSION_ID` for
    ///     ``PortSIPLib/startPlayingFileLocally(fileUrl:loop:playVideoWindow:)``.
    ///   - fileName: the path as it was given.
    func onPlayFileFinished(sessionId: Int32, fileName: String)

    /// The answer to ``PortSIPLib/getStatistics(sessionId:)``.
    ///
    /// - Parameters:
    ///   - stat: JSON, described in `docs/statistics.md`.
    func onStatistics(sessionId: Int32, stat: String)
}

extension SIPCallbackEvents {
    public func onRegisterSuccess(statusText: String, statusCode: Int32, sipMessage: SIPMessage) {}

    public func onRegisterFailure(statusText: String, statusCode: Int32, sipMessage: SIPMessage) {}

    public func onInviteIncoming(
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
    ) {}

    public func onInviteTrying(sessionId: Int32) {}

    public func onInviteSessionProgress(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsEarlyMedia: Bool,
        existsAudio: Bool,
        existsVideo: Bool,
        sipMessage: SIPMessage
    ) {}

    public func onInviteRinging(sessionId: Int32, statusText: String, statusCode: Int32, sipMessage: SIPMessage) {}

    public func onInviteAnswered(
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
    ) {}

    public func onInviteFailure(
        sessionId: Int32,
        callerDisplayName: String,
        caller: String,
        calleeDisplayName: String,
        callee: String,
        reason: String,
        code: Int32,
        sipMessage: SIPMessage
    ) {}

    public func onInviteUpdated(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool,
        existsScreen: Bool,
        sipMessage: SIPMessage
    ) {}

    public func onInviteConnected(sessionId: Int32) {}

    public func onInviteBeginingForward(forwardTo: String) {}

    public func onInviteClosed(sessionId: Int32) {}

    public func onRemoteHold(sessionId: Int32) {}

    public func onRemoteUnHold(
        sessionId: Int32,
        audioCodecNames: String,
        videoCodecNames: String,
        existsAudio: Bool,
        existsVideo: Bool
    ) {}

    public func onDialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String
    ) {}

    public func onReceivedRefer(
        sessionId: Int32,
        referId: Int32,
        to: String,
        from: String,
        referSipMessage: SIPMessage
    ) {}

    public func onReferAccepted(sessionId: Int32) {}

    public func onReferRejected(sessionId: Int32, reason: String, code: Int32) {}

    public func onTransferTrying(sessionId: Int32) {}

    public func onTransferRinging(sessionId: Int32) {}

    public func onACTVTransferSuccess(sessionId: Int32) {}

    public func onACTVTransferFailure(sessionId: Int32, reason: String, code: Int32) {}

    public func onReceivedSignaling(sessionId: Int32, signaling: SIPMessage) {}

    public func onSendingSignaling(sessionId: Int32, signaling: SIPMessage) {}

    public func onWaitingVoiceMessage(
        messageAccount: String,
        urgentNewMessageCount: Int32,
        urgentOldMessageCount: Int32,
        newMessageCount: Int32,
        oldMessageCount: Int32
    ) {}

    public func onWaitingFaxMessage(
        messageAccount: String,
        urgentNewMessageCount: Int32,
        urgentOldMessageCount: Int32,
        newMessageCount: Int32,
        oldMessageCount: Int32
    ) {}

    public func onRecvDtmfTone(sessionId: Int32, tone: Int32) {}

    public func onPresenceRecvSubscribe(subscribeId: Int32, fromDisplayName: String, from: String, subject: String) {}

    public func onPresenceOnline(fromDisplayName: String, from: String, stateText: String) {}

    public func onPresenceOffline(fromDisplayName: String, from: String) {}

    public func onRecvOptions(optionsMessage: SIPMessage) {}

    public func onRecvInfo(infoMessage: SIPMessage) {}

    public func onRecvNotifyOfSubscription(subscribeId: Int32, notifyMessage: SIPMessage, contentData: [UInt8]) {}

    public func onSubscriptionFailure(subscribeId: Int32, statusCode: Int32) {}

    public func onSubscriptionTerminated(subscribeId: Int32) {}

    public func onRecvMessage(sessionId: Int32, mimeType: String, subMimeType: String, messageData: [UInt8]) {}

    public func onRecvOutOfDialogMessage(
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        mimeType: String,
        subMimeType: String,
        messageData: [UInt8]
    ) {}

    public func onSendMessageSuccess(sessionId: Int32, messageId: Int32) {}

    public func onSendMessageFailure(sessionId: Int32, messageId: Int32, reason: String, code: Int32) {}

    public func onSendOutOfDialogMessageSuccess(
        messageId: Int32,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String
    ) {}

    public func onSendOutOfDialogMessageFailure(
        messageId: Int32,
        fromDisplayName: String,
        from: String,
        toDisplayName: String,
        to: String,
        reason: String,
        code: Int32
    ) {}

    public func onPlayFileFinished(sessionId: Int32, fileName: String) {}

    public func onStatistics(sessionId: Int32, stat: String) {}
}
