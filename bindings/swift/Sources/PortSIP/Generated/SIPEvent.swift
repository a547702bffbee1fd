// Generated from the C interface by `cargo xtask generate`: do not edit.

/// What happens, as a value; see ``SIPCallbackEvents``, which has a method for each case.
public enum SIPEvent: Sendable, Hashable {
    /// The account is registered: the first time, or again after a failure.
    case registerSuccess(statusText: String, statusCode: Int32, sipMessage: SIPMessage)
    /// A registration was refused or got no answer. It is tried again while tries are left.
    case registerFailure(statusText: String, statusCode: Int32, sipMessage: SIPMessage)
    /// Somebody calls. Answer with ``PortSIPLib/answerCall(sessionId:videoCall:)`` or
    /// ``PortSIPLib/rejectCall(sessionId:code:)``; the caller hears ringing meanwhile. A call that takes the place of
    /// another (Replaces) answers itself.
    case inviteIncoming(InviteIncoming)
    /// Our call is on its way: the first provisional response has come.
    case inviteTrying(sessionId: Int32)
    /// A 183 response to our call.
    case inviteSessionProgress(InviteSessionProgress)
    /// Our call rings at the other side (180), or is forwarded or queued there (181, 182).
    case inviteRinging(sessionId: Int32, statusText: String, statusCode: Int32, sipMessage: SIPMessage)
    /// Our call was answered; ``SIPCallbackEvents/onInviteConnected(sessionId:)`` follows.
    case inviteAnswered(InviteAnswered)
    /// Our call ended without an answer: refused, timed out, or not deliverable. Never raised for our own
    /// ``PortSIPLib/hangUp(sessionId:)``. The session id is free of use afterwards.
    case inviteFailure(InviteFailure)
    /// The other side changed the media of the call.
    case inviteUpdated(InviteUpdated)
    /// The call is connected: the ACK was sent (our call) or received (theirs).
    case inviteConnected(sessionId: Int32)
    /// Somebody called and was sent elsewhere, as ``PortSIPLib/enableCallForward(forBusyOnly:forwardTo:)`` asked. There
    /// is no session: the call never rings here.
    case inviteBeginingForward(forwardTo: String)
    /// The other side, the network, or what the call needs and did not get ended it. Never raised for our own
    /// ``PortSIPLib/hangUp(sessionId:)``.
    case inviteClosed(sessionId: Int32)
    /// The other side put the call on hold.
    case remoteHold(sessionId: Int32)
    /// The other side took the call off hold.
    case remoteUnHold(RemoteUnHold)
    /// A call of somebody whose calls are watched (BLF) changed its state, see
    /// ``PortSIPLib/sendSubscription(to:eventName:)``. One event for each call.
    case dialogStateUpdated(
        BLFMonitoredUri: String,
        BLFDialogState: String,
        BLFDialogId: String,
        BLFDialogDirection: String
    )
    /// The other side asks us to call somebody else. ``PortSIPLib/acceptRefer(referId:referSignaling:)`` or
    /// ``PortSIPLib/rejectRefer(referId:)`` decides; undecided for a minute it is refused with 603.
    case receivedRefer(ReceivedRefer)
    /// The other side takes our request to transfer the call (2xx).
    case referAccepted(sessionId: Int32)
    /// The other side refuses our request to transfer the call.
    case referRejected(sessionId: Int32, reason: String, code: Int32)
    /// The other side tries to call whom we transferred it to.
    case transferTrying(sessionId: Int32)
    /// The call that the other side makes after our transfer rings.
    case transferRinging(sessionId: Int32)
    /// The call that the other side made after our transfer was answered; ours may be ended.
    case ACTVTransferSuccess(sessionId: Int32)
    /// The call that the other side made after our transfer failed. Ours goes on until one side ends it.
    case ACTVTransferFailure(sessionId: Int32, reason: String, code: Int32)
    /// A SIP message was received; see ``PortSIPLib/enableCallbackSignaling(enableSending:enableReceived:)``.
    case receivedSignaling(sessionId: Int32, signaling: SIPMessage)
    /// A SIP message was sent; see ``PortSIPLib/enableCallbackSignaling(enableSending:enableReceived:)``.
    case sendingSignaling(sessionId: Int32, signaling: SIPMessage)
    /// The mailbox tells how many voice messages wait, see ``PortSIPLib/enableAutoCheckMwi(state:)``. Where it only
    /// says that messages wait, one new one is told.
    case waitingVoiceMessage(WaitingVoiceMessage)
    /// The mailbox tells how many fax messages wait.
    case waitingFaxMessage(WaitingFaxMessage)
    /// The other side pressed a key.
    case recvDtmfTone(sessionId: Int32, tone: Int32)
    /// Somebody wants to follow our presence. He is told nothing until
    /// ``PortSIPLib/presenceAcceptSubscribe(subscribeId:)``; ``PortSIPLib/presenceRejectSubscribe(subscribeId:)`` turns
    /// him away. Unless we do so, ``SIPCallbackEvents/onSubscriptionTerminated(subscribeId:)`` tells the end: he has
    /// taken it back or not refreshed it, does not answer any more, or has had to make room for others before he was
    /// accepted. In presence agent mode it is not raised, see ``PortSIPLib/setPresenceMode(mode:)``.
    case presenceRecvSubscribe(subscribeId: Int32, fromDisplayName: String, from: String, subject: String)
    /// Somebody whose presence we follow is online, or is so in another way.
    case presenceOnline(fromDisplayName: String, from: String, stateText: String)
    /// Somebody whose presence we follow is offline.
    case presenceOffline(fromDisplayName: String, from: String)
    /// An OPTIONS request came and has been answered.
    case recvOptions(optionsMessage: SIPMessage)
    /// An INFO request of a call came that is not a key, and has been answered. Its body is of a type that INFO is
    /// taken with; see ``PortSIPLib/addSupportedMimeType(methodName:mimeType:subMimeType:)``.
    case recvInfo(infoMessage: SIPMessage)
    /// A NOTIFY of a subscription of ours came. The event of its package follows, where it has one.
    case recvNotifyOfSubscription(subscribeId: Int32, notifyMessage: SIPMessage, contentData: [UInt8])
    /// A subscription of ours was refused or got no answer. Nothing more comes of it.
    case subscriptionFailure(subscribeId: Int32, statusCode: Int32)
    /// A subscription of ours has ended: it was taken back, ended by its server for good, or lost and then refused. Or
    /// that of somebody who watches us
    /// (``SIPCallbackEvents/onPresenceRecvSubscribe(subscribeId:fromDisplayName:from:subject:)``): he has taken it back
    /// or not refreshed it, does not answer what he is told, or has had to make room for others before he was accepted.
    /// Nothing more comes of it.
    case subscriptionTerminated(subscribeId: Int32)
    /// A MESSAGE request came in a call, and has been answered. Its body is of a type that MESSAGE is taken with; see
    /// ``PortSIPLib/addSupportedMimeType(methodName:mimeType:subMimeType:)``.
    case recvMessage(sessionId: Int32, mimeType: String, subMimeType: String, messageData: [UInt8])
    /// A MESSAGE request came outside any call, and has been answered. Its body is of a type that MESSAGE is taken
    /// with; see ``PortSIPLib/addSupportedMimeType(methodName:mimeType:subMimeType:)``.
    case recvOutOfDialogMessage(RecvOutOfDialogMessage)
    /// A message sent in a call has arrived: it got a 2xx.
    case sendMessageSuccess(sessionId: Int32, messageId: Int32)
    /// A message sent in a call was refused or got no answer. It may come after the end of the call.
    case sendMessageFailure(sessionId: Int32, messageId: Int32, reason: String, code: Int32)
    /// A message sent outside any call has arrived: it got a 2xx.
    case sendOutOfDialogMessageSuccess(SendOutOfDialogMessageSuccess)
    /// A message sent outside any call was refused or got no answer.
    case sendOutOfDialogMessageFailure(SendOutOfDialogMessageFailure)
    /// A file that is played has come to its end.
    case playFileFinished(sessionId: Int32, fileName: String)
    /// The answer to ``PortSIPLib/getStatistics(sessionId:)``.
    case statistics(sessionId: Int32, stat: String)
}

extension SIPEvent {
    /// The values of ``SIPEvent/inviteIncoming(_:)``.
    public struct InviteIncoming: Sendable, Hashable {
        /// The id of the new call.
        public let sessionId: Int32
        /// Display names, or empty.
        public let callerDisplayName: String
        /// `sip:user@host[:port]`; the caller as the network asserts it (P-Asserted-Identity), where it does and the
        /// caller lets it be shown.
        public let caller: String
        /// Display names, or empty.
        public let calleeDisplayName: String
        /// `sip:user@host[:port]`; the caller as the network asserts it (P-Asserted-Identity), where it does and the
        /// caller lets it be shown.
        public let callee: String
        /// The codecs both sides have, joined by `#`, or empty.
        public let audioCodecNames: String
        /// The codecs both sides have, joined by `#`, or empty.
        public let videoCodecNames: String
        /// What the caller offers.
        public let existsAudio: Bool
        /// What the caller offers.
        public let existsVideo: Bool
        /// The INVITE on the wire.
        public let sipMessage: SIPMessage

        /// A value for a program's own tests.
        public init(
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
            self.sessionId = sessionId
            self.callerDisplayName = callerDisplayName
            self.caller = caller
            self.calleeDisplayName = calleeDisplayName
            self.callee = callee
            self.audioCodecNames = audioCodecNames
            self.videoCodecNames = videoCodecNames
            self.existsAudio = existsAudio
            self.existsVideo = existsVideo
            self.sipMessage = sipMessage
        }
    }

    /// The values of ``SIPEvent/inviteSessionProgress(_:)``.
    public struct InviteSessionProgress: Sendable, Hashable {
        public let sessionId: Int32
        /// Agreed codecs, joined by `#`.
        public let audioCodecNames: String
        /// Agreed codecs, joined by `#`.
        public let videoCodecNames: String
        /// The response describes media, which is rendered.
        public let existsEarlyMedia: Bool
        /// What it describes.
        public let existsAudio: Bool
        /// What it describes.
        public let existsVideo: Bool
        /// The response on the wire.
        public let sipMessage: SIPMessage

        /// A value for a program's own tests.
        public init(
            sessionId: Int32,
            audioCodecNames: String,
            videoCodecNames: String,
            existsEarlyMedia: Bool,
            existsAudio: Bool,
            existsVideo: Bool,
            sipMessage: SIPMessage
        ) {
            self.sessionId = sessionId
            self.audioCodecNames = audioCodecNames
            self.videoCodecNames = videoCodecNames
            self.existsEarlyMedia = existsEarlyMedia
            self.existsAudio = existsAudio
            self.existsVideo = existsVideo
            self.sipMessage = sipMessage
        }
    }

    /// The values of ``SIPEvent/inviteAnswered(_:)``.
    public struct InviteAnswered: Sendable, Hashable {
        public let sessionId: Int32
        /// Display names, or empty.
        public let callerDisplayName: String
        /// `sip:user@host[:port]`.
        public let caller: String
        /// Display names, or empty.
        public let calleeDisplayName: String
        /// `sip:user@host[:port]`.
        public let callee: String
        /// Agreed codecs, joined by `#`.
        public let audioCodecNames: String
        /// Agreed codecs, joined by `#`.
        public let videoCodecNames: String
        /// What was agreed.
        public let existsAudio: Bool
        /// What was agreed.
        public let existsVideo: Bool
        /// The response on the wire.
        public let sipMessage: SIPMessage

        /// A value for a program's own tests.
        public init(
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
            self.sessionId = sessionId
            self.callerDisplayName = callerDisplayName
            self.caller = caller
            self.calleeDisplayName = calleeDisplayName
            self.callee = callee
            self.audioCodecNames = audioCodecNames
            self.videoCodecNames = videoCodecNames
            self.existsAudio = existsAudio
            self.existsVideo = existsVideo
            self.sipMessage = sipMessage
        }
    }

    /// The values of ``SIPEvent/inviteFailure(_:)``.
    public struct InviteFailure: Sendable, Hashable {
        public let sessionId: Int32
        public let callerDisplayName: String
        public let caller: String
        public let calleeDisplayName: String
        public let callee: String
        /// Those of the response; 408 after a time-out, 503 where nothing could be delivered, with a text that says
        /// why, such as "TCP: connection refused".
        public let reason: String
        /// Those of the response; 408 after a time-out, 503 where nothing could be delivered, with a text that says
        /// why, such as "TCP: connection refused".
        public let code: Int32
        /// The response on the wire, or empty.
        public let sipMessage: SIPMessage

        /// A value for a program's own tests.
        public init(
            sessionId: Int32,
            callerDisplayName: String,
            caller: String,
            calleeDisplayName: String,
            callee: String,
            reason: String,
            code: Int32,
            sipMessage: SIPMessage
        ) {
            self.sessionId = sessionId
            self.callerDisplayName = callerDisplayName
            self.caller = caller
            self.calleeDisplayName = calleeDisplayName
            self.callee = callee
            self.reason = reason
            self.code = code
            self.sipMessage = sipMessage
        }
    }

    /// The values of ``SIPEvent/inviteUpdated(_:)``.
    public struct InviteUpdated: Sendable, Hashable {
        public let sessionId: Int32
        /// Agreed codecs, joined by `#`.
        public let audioCodecNames: String
        /// Agreed codecs, joined by `#`.
        public let videoCodecNames: String
        /// What flows now.
        public let existsAudio: Bool
        /// What flows now.
        public let existsVideo: Bool
        /// What flows now.
        public let existsScreen: Bool
        /// The request on the wire.
        public let sipMessage: SIPMessage

        /// A value for a program's own tests.
        public init(
            sessionId: Int32,
            audioCodecNames: String,
            videoCodecNames: String,
            existsAudio: Bool,
            existsVideo: Bool,
            existsScreen: Bool,
            sipMessage: SIPMessage
        ) {
            self.sessionId = sessionId
            self.audioCodecNames = audioCodecNames
            self.videoCodecNames = videoCodecNames
            self.existsAudio = existsAudio
            self.existsVideo = existsVideo
            self.existsScreen = existsScreen
            self.sipMessage = sipMessage
        }
    }

    /// The values of ``SIPEvent/remoteUnHold(_:)``.
    public struct RemoteUnHold: Sendable, Hashable {
        public let sessionId: Int32
        /// Agreed codecs, joined by `#`.
        public let audioCodecNames: String
        /// Agreed codecs, joined by `#`.
        public let videoCodecNames: String
        /// What flows now.
        public let existsAudio: Bool
        /// What flows now.
        public let existsVideo: Bool

        /// A value for a program's own tests.
        public init(
            sessionId: Int32,
            audioCodecNames: String,
            videoCodecNames: String,
            existsAudio: Bool,
            existsVideo: Bool
        ) {
            self.sessionId = sessionId
            self.audioCodecNames = audioCodecNames
            self.videoCodecNames = videoCodecNames
            self.existsAudio = existsAudio
            self.existsVideo = existsVideo
        }
    }

    /// The values of ``SIPEvent/receivedRefer(_:)``.
    public struct ReceivedRefer: Sendable, Hashable {
        /// The call in which it asks, or that it names by Target-Dialog, or `INVALID_SESSION_ID`.
        public let sessionId: Int32
        /// The id of the request.
        public let referId: Int32
        /// Whom to call, `sip:user@host[:port]`.
        public let to: String
        /// Who asks, in the same form.
        public let from: String
        /// The REFER on the wire.
        public let referSipMessage: SIPMessage

        /// A value for a program's own tests.
        public init(sessionId: Int32, referId: Int32, to: String, from: String, referSipMessage: SIPMessage) {
            self.sessionId = sessionId
            self.referId = referId
            self.to = to
            self.from = from
            self.referSipMessage = referSipMessage
        }
    }

    /// The values of ``SIPEvent/waitingVoiceMessage(_:)``.
    public struct WaitingVoiceMessage: Sendable, Hashable {
        /// The mailbox, `sip:user@host[:port]`.
        public let messageAccount: String
        /// Urgent messages, not heard yet and heard.
        public let urgentNewMessageCount: Int32
        /// Urgent messages, not heard yet and heard.
        public let urgentOldMessageCount: Int32
        /// All messages, in the same way.
        public let newMessageCount: Int32
        /// All messages, in the same way.
        public let oldMessageCount: Int32

        /// A value for a program's own tests.
        public init(
            messageAccount: String,
            urgentNewMessageCount: Int32,
            urgentOldMessageCount: Int32,
            newMessageCount: Int32,
            oldMessageCount: Int32
        ) {
            self.messageAccount = messageAccount
            self.urgentNewMessageCount = urgentNewMessageCount
            self.urgentOldMessageCount = urgentOldMessageCount
            self.newMessageCount = newMessageCount
            self.oldMessageCount = oldMessageCount
        }
    }

    /// The values of ``SIPEvent/waitingFaxMessage(_:)``.
    public struct WaitingFaxMessage: Sendable, Hashable {
        /// The mailbox, `sip:user@host[:port]`.
        public let messageAccount: String
        /// Urgent messages, not seen yet and seen.
        public let urgentNewMessageCount: Int32
        /// Urgent messages, not seen yet and seen.
        public let urgentOldMessageCount: Int32
        /// All messages, in the same way.
        public let newMessageCount: Int32
        /// All messages, in the same way.
        public let oldMessageCount: Int32

        /// A value for a program's own tests.
        public init(
            messageAccount: String,
            urgentNewMessageCount: Int32,
            urgentOldMessageCount: Int32,
            newMessageCount: Int32,
            oldMessageCount: Int32
        ) {
            self.messageAccount = messageAccount
            self.urgentNewMessageCount = urgentNewMessageCount
            self.urgentOldMessageCount = urgentOldMessageCount
            self.newMessageCount = newMessageCount
            self.oldMessageCount = oldMessageCount
        }
    }

    /// The values of ``SIPEvent/recvOutOfDialogMessage(_:)``.
    public struct RecvOutOfDialogMessage: Sendable, Hashable {
        /// Display names, or empty.
        public let fromDisplayName: String
        /// `sip:user@host[:port]`.
        public let from: String
        /// Display names, or empty.
        public let toDisplayName: String
        /// `sip:user@host[:port]`.
        public let to: String
        /// The two halves of its Content-Type in lower case and without parameters, such as `text` and `plain`.
        public let mimeType: String
        /// The two halves of its Content-Type in lower case and without parameters, such as `text` and `plain`.
        public let subMimeType: String
        /// Its body, and the length in bytes.
        public let messageData: [UInt8]

        /// A value for a program's own tests.
        public init(
            fromDisplayName: String,
            from: String,
            toDisplayName: String,
            to: String,
            mimeType: String,
            subMimeType: String,
            messageData: [UInt8]
        ) {
            self.fromDisplayName = fromDisplayName
            self.from = from
            self.toDisplayName = toDisplayName
            self.to = to
            self.mimeType = mimeType
            self.subMimeType = subMimeType
            self.messageData = messageData
        }
    }

    /// The values of ``SIPEvent/sendOutOfDialogMessageSuccess(_:)``.
    public struct SendOutOfDialogMessageSuccess: Sendable, Hashable {
        /// What ``PortSIPLib/sendOutOfDialogMessage(to:mimeType:subMimeType:isSMS:message:)`` returned.
        public let messageId: Int32
        /// Display names, or empty.
        public let fromDisplayName: String
        /// `sip:user@host[:port]`.
        public let from: String
        /// Display names, or empty.
        public let toDisplayName: String
        /// `sip:user@host[:port]`.
        public let to: String

        /// A value for a program's own tests.
        public init(messageId: Int32, fromDisplayName: String, from: String, toDisplayName: String, to: String) {
            self.messageId = messageId
            self.fromDisplayName = fromDisplayName
            self.from = from
            self.toDisplayName = toDisplayName
            self.to = to
        }
    }

    /// The values of ``SIPEvent/sendOutOfDialogMessageFailure(_:)``.
    public struct SendOutOfDialogMessageFailure: Sendable, Hashable {
        /// What ``PortSIPLib/sendOutOfDialogMessage(to:mimeType:subMimeType:isSMS:message:)`` returned.
        public let messageId: Int32
        /// Display names, or empty.
        public let fromDisplayName: String
        /// `sip:user@host[:port]`.
        public let from: String
        /// Display names, or empty.
        public let toDisplayName: String
        /// `sip:user@host[:port]`.
        public let to: String
        /// Those of the response; 408 without an answer, 503 without a way, 513 where it is too long for the way.
        public let reason: String
        /// Those of the response; 408 without an answer, 503 without a way, 513 where it is too long for the way.
        public let code: Int32

        /// A value for a program's own tests.
        public init(
            messageId: Int32,
            fromDisplayName: String,
            from: String,
            toDisplayName: String,
            to: String,
            reason: String,
            code: Int32
        ) {
            self.messageId = messageId
            self.fromDisplayName = fromDisplayName
            self.from = from
            self.toDisplayName = toDisplayName
            self.to = to
            self.reason = reason
            self.code = code
        }
    }

    /// Calls the listener's method for this event.
    func deliver(to listener: any SIPCallbackEvents) {
        switch self {
        case .registerSuccess(let statusText, let statusCode, let sipMessage):
            listener.onRegisterSuccess(statusText: statusText, statusCode: statusCode, sipMessage: sipMessage)
        case .registerFailure(let statusText, let statusCode, let sipMessage):
            listener.onRegisterFailure(statusText: statusText, statusCode: statusCode, sipMessage: sipMessage)
        case .inviteIncoming(let inviteIncoming):
            listener.onInviteIncoming(
                sessionId: inviteIncoming.sessionId,
                callerDisplayName: inviteIncoming.callerDisplayName,
                caller: inviteIncoming.caller,
                calleeDisplayName: inviteIncoming.calleeDisplayName,
                callee: inviteIncoming.callee,
                audioCodecNames: inviteIncoming.audioCodecNames,
                videoCodecNames: inviteIncoming.videoCodecNames,
                existsAudio: inviteIncoming.existsAudio,
                existsVideo: inviteIncoming.existsVideo,
                sipMessage: inviteIncoming.sipMessage
            )
        case .inviteTrying(let sessionId):
            listener.onInviteTrying(sessionId: sessionId)
        case .inviteSessionProgress(let inviteSessionProgress):
            listener.onInviteSessionProgress(
                sessionId: inviteSessionProgress.sessionId,
                audioCodecNames: inviteSessionProgress.audioCodecNames,
                videoCodecNames: inviteSessionProgress.videoCodecNames,
                existsEarlyMedia: inviteSessionProgress.existsEarlyMedia,
                existsAudio: inviteSessionProgress.existsAudio,
                existsVideo: inviteSessionProgress.existsVideo,
                sipMessage: inviteSessionProgress.sipMessage
            )
        case .inviteRinging(let sessionId, let statusText, let statusCode, let sipMessage):
            listener.onInviteRinging(
                sessionId: sessionId,
                statusText: statusText,
                statusCode: statusCode,
                sipMessage: sipMessage
            )
        case .inviteAnswered(let inviteAnswered):
            listener.onInviteAnswered(
                sessionId: inviteAnswered.sessionId,
                callerDisplayName: inviteAnswered.callerDisplayName,
                caller: inviteAnswered.caller,
                calleeDisplayName: inviteAnswered.calleeDisplayName,
                callee: inviteAnswered.callee,
                audioCodecNames: inviteAnswered.audioCodecNames,
                videoCodecNames: inviteAnswered.videoCodecNames,
                existsAudio: inviteAnswered.existsAudio,
                existsVideo: inviteAnswered.existsVideo,
                sipMessage: inviteAnswered.sipMessage
            )
        case .inviteFailure(let inviteFailure):
            listener.onInviteFailure(
                sessionId: inviteFailure.sessionId,
                callerDisplayName: inviteFailure.callerDisplayName,
                caller: inviteFailure.caller,
                calleeDisplayName: inviteFailure.calleeDisplayName,
                callee: inviteFailure.callee,
                reason: inviteFailure.reason,
                code: inviteFailure.code,
                sipMessage: inviteFailure.sipMessage
            )
        case .inviteUpdated(let inviteUpdated):
            listener.onInviteUpdated(
                sessionId: inviteUpdated.sessionId,
                audioCodecNames: inviteUpdated.audioCodecNames,
                videoCodecNames: inviteUpdated.videoCodecNames,
                existsAudio: inviteUpdated.existsAudio,
                existsVideo: inviteUpdated.existsVideo,
                existsScreen: inviteUpdated.existsScreen,
                sipMessage: inviteUpdated.sipMessage
            )
        case .inviteConnected(let sessionId):
            listener.onInviteConnected(sessionId: sessionId)
        case .inviteBeginingForward(let forwardTo):
            listener.onInviteBeginingForward(forwardTo: forwardTo)
        case .inviteClosed(let sessionId):
            listener.onInviteClosed(sessionId: sessionId)
        case .remoteHold(let sessionId):
            listener.onRemoteHold(sessionId: sessionId)
        case .remoteUnHold(let remoteUnHold):
            listener.onRemoteUnHold(
                sessionId: remoteUnHold.sessionId,
                audioCodecNames: remoteUnHold.audioCodecNames,
                videoCodecNames: remoteUnHold.videoCodecNames,
                existsAudio: remoteUnHold.existsAudio,
                existsVideo: remoteUnHold.existsVideo
            )
        case .dialogStateUpdated(let BLFMonitoredUri, let BLFDialogState, let BLFDialogId, let BLFDialogDirection):
            listener.onDialogStateUpdated(
                BLFMonitoredUri: BLFMonitoredUri,
                BLFDialogState: BLFDialogState,
                BLFDialogId: BLFDialogId,
                BLFDialogDirection: BLFDialogDirection
            )
        case .receivedRefer(let receivedRefer):
            listener.onReceivedRefer(
                sessionId: receivedRefer.sessionId,
                referId: receivedRefer.referId,
                to: receivedRefer.to,
                from: receivedRefer.from,
                referSipMessage: receivedRefer.referSipMessage
            )
        case .referAccepted(let sessionId):
            listener.onReferAccepted(sessionId: sessionId)
        case .referRejected(let sessionId, let reason, let code):
            listener.onReferRejected(sessionId: sessionId, reason: reason, code: code)
        case .transferTrying(let sessionId):
            listener.onTransferTrying(sessionId: sessionId)
        case .transferRinging(let sessionId):
            listener.onTransferRinging(sessionId: sessionId)
        case .ACTVTransferSuccess(let sessionId):
            listener.onACTVTransferSuccess(sessionId: sessionId)
        case .ACTVTransferFailure(let sessionId, let reason, let code):
            listener.onACTVTransferFailure(sessionId: sessionId, reason: reason, code: code)
        case .receivedSignaling(let sessionId, let signaling):
            listener.onReceivedSignaling(sessionId: sessionId, signaling: signaling)
        case .sendingSignaling(let sessionId, let signaling):
            listener.onSendingSignaling(sessionId: sessionId, signaling: signaling)
        case .waitingVoiceMessage(let waitingVoiceMessage):
            listener.onWaitingVoiceMessage(
                messageAccount: waitingVoiceMessage.messageAccount,
                urgentNewMessageCount: waitingVoiceMessage.urgentNewMessageCount,
                urgentOldMessageCount: waitingVoiceMessage.urgentOldMessageCount,
                newMessageCount: waitingVoiceMessage.newMessageCount,
                oldMessageCount: waitingVoiceMessage.oldMessageCount
            )
        case .waitingFaxMessage(let waitingFaxMessage):
            listener.onWaitingFaxMessage(
                messageAccount: waitingFaxMessage.messageAccount,
                urgentNewMessageCount: waitingFaxMessage.urgentNewMessageCount,
                urgentOldMessageCount: waitingFaxMessage.urgentOldMessageCount,
                newMessageCount: waitingFaxMessage.newMessageCount,
                oldMessageCount: waitingFaxMessage.oldMessageCount
            )
        case .recvDtmfTone(let sessionId, let tone):
            listener.onRecvDtmfTone(sessionId: sessionId, tone: tone)
        case .presenceRecvSubscribe(let subscribeId, let fromDisplayName, let from, let subject):
            listener.onPresenceRecvSubscribe(
                subscribeId: subscribeId,
                fromDisplayName: fromDisplayName,
                from: from,
                subject: subject
            )
        case .presenceOnline(let fromDisplayName, let from, let stateText):
            listener.onPresenceOnline(fromDisplayName: fromDisplayName, from: from, stateText: stateText)
        case .presenceOffline(let fromDisplayName, let from):
            listener.onPresenceOffline(fromDisplayName: fromDisplayName, from: from)
        case .recvOptions(let optionsMessage):
            listener.onRecvOptions(optionsMessage: optionsMessage)
        case .recvInfo(let infoMessage):
            listener.onRecvInfo(infoMessage: infoMessage)
        case .recvNotifyOfSubscription(let subscribeId, let notifyMessage, let contentData):
            listener.onRecvNotifyOfSubscription(
                subscribeId: subscribeId,
                notifyMessage: notifyMessage,
                contentData: contentData
            )
        case .subscriptionFailure(let subscribeId, let statusCode):
            listener.onSubscriptionFailure(subscribeId: subscribeId, statusCode: statusCode)
        case .subscriptionTerminated(let subscribeId):
            listener.onSubscriptionTerminated(subscribeId: subscribeId)
        case .recvMessage(let sessionId, let mimeType, let subMimeType, let messageData):
            listener.onRecvMessage(
                sessionId: sessionId,
                mimeType: mimeType,
                subMimeType: subMimeType,
                messageData: messageData
            )
        case .recvOutOfDialogMessage(let recvOutOfDialogMessage):
            listener.onRecvOutOfDialogMessage(
                fromDisplayName: recvOutOfDialogMessage.fromDisplayName,
                from: recvOutOfDialogMessage.from,
                toDisplayName: recvOutOfDialogMessage.toDisplayName,
                to: recvOutOfDialogMessage.to,
                mimeType: recvOutOfDialogMessage.mimeType,
                subMimeType: recvOutOfDialogMessage.subMimeType,
                messageData: recvOutOfDialogMessage.messageData
            )
        case .sendMessageSuccess(let sessionId, let messageId):
            listener.onSendMessageSuccess(sessionId: sessionId, messageId: messageId)
        case .sendMessageFailure(let sessionId, let messageId, let reason, let code):
            listener.onSendMessageFailure(sessionId: sessionId, messageId: messageId, reason: reason, code: code)
        case .sendOutOfDialogMessageSuccess(let sendOutOfDialogMessageSuccess):
            listener.onSendOutOfDialogMessageSuccess(
                messageId: sendOutOfDialogMessageSuccess.messageId,
                fromDisplayName: sendOutOfDialogMessageSuccess.fromDisplayName,
                from: sendOutOfDialogMessageSuccess.from,
                toDisplayName: sendOutOfDialogMessageSuccess.toDisplayName,
                to: sendOutOfDialogMessageSuccess.to
            )
        case .sendOutOfDialogMessageFailure(let sendOutOfDialogMessageFailure):
            listener.onSendOutOfDialogMessageFailure(
                messageId: sendOutOfDialogMessageFailure.messageId,
                fromDisplayName: sendOutOfDialogMessageFailure.fromDisplayName,
                from: sendOutOfDialogMessageFailure.from,
                toDisplayName: sendOutOfDialogMessageFailure.toDisplayName,
                to: sendOutOfDialogMessageFailure.to,
                reason: sendOutOfDialogMessageFailure.reason,
                code: sendOutOfDialogMessageFailure.code
            )
        case .playFileFinished(let sessionId, let fileName):
            listener.onPlayFileFinished(sessionId: sessionId, fileName: fileName)
        case .statistics(let sessionId, let stat):
            listener.onStatistics(sessionId: sessionId, stat: stat)
        }
    }
}
