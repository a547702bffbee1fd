// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.
using System;
using System.Text;

namespace PortSIP
{
    /// <summary>What a program is told. It is given to the constructor of <see cref="PortSIPLib"/>.</summary>
    /// <remarks>
    /// <para>Events of one object come one at a time and in order, on a thread of that object, or where
    /// <see cref="PortSIPLib.EventContext"/> says. Every method of the object may be called in them, also
    /// <see cref="PortSIPLib.Dispose()"/>. What they return is ignored. An exception goes to
    /// <see cref="PortSIPLib.HandlerException"/>.</para>
    /// <para>Implement <see cref="SIPCallbackEventsBase"/> instead where only some of them are of interest.</para>
    /// </remarks>
    public interface SIPCallbackEvents
    {
        /// <summary>The account is registered: the first time, or again after a failure.</summary>
        /// <param name="statusText">
        /// With <paramref name="statusCode"/>: the response's reason phrase and code.
        /// </param>
        /// <param name="statusCode">
        /// With <paramref name="statusText"/>: the response's reason phrase and code.
        /// </param>
        /// <param name="sipMessage">The response on the wire.</param>
        int onRegisterSuccess(string statusText, int statusCode, StringBuilder sipMessage);

        /// <summary>A registration was refused or got no answer. It is tried again while tries are left.</summary>
        /// <param name="statusText">
        /// With <paramref name="statusCode"/>: those of the response; 408 without an answer, 503 where the server
        /// cannot be reached, with a text that says why, such as "TLS: certificate has expired".
        /// </param>
        /// <param name="statusCode">
        /// With <paramref name="statusText"/>: those of the response; 408 without an answer, 503 where the server
        /// cannot be reached, with a text that says why, such as "TLS: certificate has expired".
        /// </param>
        /// <param name="sipMessage">The response on the wire, or empty.</param>
        int onRegisterFailure(string statusText, int statusCode, StringBuilder sipMessage);

        /// <summary>
        /// Somebody calls. Answer with <see cref="PortSIPLib.answerCall"/> or <see cref="PortSIPLib.rejectCall"/>;
        /// the caller hears ringing meanwhile. A call that takes the place of another (Replaces) answers itself.
        /// </summary>
        /// <param name="sessionId">The id of the new call.</param>
        /// <param name="callerDisplayName">
        /// With <paramref name="calleeDisplayName"/>: display names, or empty.
        /// </param>
        /// <param name="caller">
        /// With <paramref name="callee"/>: <c>sip:user@host[:port]</c>; the caller as the network asserts it
        /// (P-Asserted-Identity), where it does and the caller lets it be shown.
        /// </param>
        /// <param name="calleeDisplayName">
        /// With <paramref name="callerDisplayName"/>: display names, or empty.
        /// </param>
        /// <param name="callee">
        /// With <paramref name="caller"/>: <c>sip:user@host[:port]</c>; the caller as the network asserts it
        /// (P-Asserted-Identity), where it does and the caller lets it be shown.
        /// </param>
        /// <param name="audioCodecNames">
        /// With <paramref name="videoCodecNames"/>: the codecs both sides have, joined by <c>#</c>, or empty.
        /// </param>
        /// <param name="videoCodecNames">
        /// With <paramref name="audioCodecNames"/>: the codecs both sides have, joined by <c>#</c>, or empty.
        /// </param>
        /// <param name="existsAudio">With <paramref name="existsVideo"/>: what the caller offers.</param>
        /// <param name="existsVideo">With <paramref name="existsAudio"/>: what the caller offers.</param>
        /// <param name="sipMessage">The INVITE on the wire.</param>
        int onInviteIncoming(int sessionId, string callerDisplayName, string caller, string calleeDisplayName,
            string callee, string audioCodecNames, string videoCodecNames, bool existsAudio, bool existsVideo,
            StringBuilder sipMessage);

        /// <summary>Our call is on its way: the first provisional response has come.</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onInviteTrying(int sessionId);

        /// <summary>A 183 response to our call.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="audioCodecNames">
        /// With <paramref name="videoCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="videoCodecNames">
        /// With <paramref name="audioCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="existsEarlyMedia">The response describes media, which is rendered.</param>
        /// <param name="existsAudio">With <paramref name="existsVideo"/>: what it describes.</param>
        /// <param name="existsVideo">With <paramref name="existsAudio"/>: what it describes.</param>
        /// <param name="sipMessage">The response on the wire.</param>
        int onInviteSessionProgress(int sessionId, string audioCodecNames, string videoCodecNames,
            bool existsEarlyMedia, bool existsAudio, bool existsVideo, StringBuilder sipMessage);

        /// <summary>Our call rings at the other side (180), or is forwarded or queued there (181, 182).</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="statusText">
        /// With <paramref name="statusCode"/>: the response's reason phrase and code.
        /// </param>
        /// <param name="statusCode">
        /// With <paramref name="statusText"/>: the response's reason phrase and code.
        /// </param>
        /// <param name="sipMessage">The response on the wire.</param>
        int onInviteRinging(int sessionId, string statusText, int statusCode, StringBuilder sipMessage);

        /// <summary>Our call was answered; <see cref="SIPCallbackEvents.onInviteConnected"/> follows.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="callerDisplayName">
        /// With <paramref name="calleeDisplayName"/>: display names, or empty.
        /// </param>
        /// <param name="caller">With <paramref name="callee"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="calleeDisplayName">
        /// With <paramref name="callerDisplayName"/>: display names, or empty.
        /// </param>
        /// <param name="callee">With <paramref name="caller"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="audioCodecNames">
        /// With <paramref name="videoCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="videoCodecNames">
        /// With <paramref name="audioCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="existsAudio">With <paramref name="existsVideo"/>: what was agreed.</param>
        /// <param name="existsVideo">With <paramref name="existsAudio"/>: what was agreed.</param>
        /// <param name="sipMessage">The response on the wire.</param>
        int onInviteAnswered(int sessionId, string callerDisplayName, string caller, string calleeDisplayName,
            string callee, string audioCodecNames, string videoCodecNames, bool existsAudio, bool existsVideo,
            StringBuilder sipMessage);

        /// <summary>
        /// Our call ended without an answer: refused, timed out, or not deliverable. Never raised for our own
        /// <see cref="PortSIPLib.hangUp"/>. The session id is free of use afterwards.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="callerDisplayName">The display name, or empty.</param>
        /// <param name="caller"><c>sip:user@host[:port]</c>.</param>
        /// <param name="calleeDisplayName">The display name, or empty.</param>
        /// <param name="callee"><c>sip:user@host[:port]</c>.</param>
        /// <param name="reason">
        /// With <paramref name="code"/>: those of the response; 408 after a time-out, 503 where nothing could be
        /// delivered, with a text that says why, such as "TCP: connection refused".
        /// </param>
        /// <param name="code">
        /// With <paramref name="reason"/>: those of the response; 408 after a time-out, 503 where nothing could be
        /// delivered, with a text that says why, such as "TCP: connection refused".
        /// </param>
        /// <param name="sipMessage">The response on the wire, or empty.</param>
        int onInviteFailure(int sessionId, string callerDisplayName, string caller, string calleeDisplayName,
            string callee, string reason, int code, StringBuilder sipMessage);

        /// <summary>The other side changed the media of the call.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="audioCodecNames">
        /// With <paramref name="videoCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="videoCodecNames">
        /// With <paramref name="audioCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="existsAudio">
        /// With <paramref name="existsVideo"/>, <paramref name="existsScreen"/>: what flows now.
        /// </param>
        /// <param name="existsVideo">
        /// With <paramref name="existsAudio"/>, <paramref name="existsScreen"/>: what flows now.
        /// </param>
        /// <param name="existsScreen">
        /// With <paramref name="existsAudio"/>, <paramref name="existsVideo"/>: what flows now.
        /// </param>
        /// <param name="sipMessage">The request on the wire.</param>
        int onInviteUpdated(int sessionId, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo, bool existsScreen, StringBuilder sipMessage);

        /// <summary>The call is connected: the ACK was sent (our call) or received (theirs).</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onInviteConnected(int sessionId);

        /// <summary>
        /// Somebody called and was sent elsewhere, as <see cref="PortSIPLib.enableCallForward"/> asked. There is no
        /// session: the call never rings here.
        /// </summary>
        /// <param name="forwardTo">Where to, a URI.</param>
        int onInviteBeginingForward(string forwardTo);

        /// <summary>
        /// The other side, the network, or what the call needs and did not get ended it. Never raised for our own
        /// <see cref="PortSIPLib.hangUp"/>.
        /// </summary>
        /// <remarks>
        /// <see cref="PortSIPLib.getCloseReason"/> tells why, such as 200 where another phone has answered.
        /// </remarks>
        /// <param name="sessionId">The id of the call.</param>
        int onInviteClosed(int sessionId);

        /// <summary>The other side put the call on hold.</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onRemoteHold(int sessionId);

        /// <summary>The other side took the call off hold.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="audioCodecNames">
        /// With <paramref name="videoCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="videoCodecNames">
        /// With <paramref name="audioCodecNames"/>: agreed codecs, joined by <c>#</c>.
        /// </param>
        /// <param name="existsAudio">With <paramref name="existsVideo"/>: what flows now.</param>
        /// <param name="existsVideo">With <paramref name="existsAudio"/>: what flows now.</param>
        int onRemoteUnHold(int sessionId, string audioCodecNames, string videoCodecNames, bool existsAudio,
            bool existsVideo);

        /// <summary>
        /// A call of somebody whose calls are watched (BLF) changed its state, see
        /// <see cref="PortSIPLib.sendSubscription"/>. One event for each call.
        /// </summary>
        /// <param name="BLFMonitoredUri">Whose call, <c>sip:user@host[:port]</c>, as it was subscribed to.</param>
        /// <param name="BLFDialogState">
        /// <c>trying</c>, <c>proceeding</c>, <c>early</c>, <c>confirmed</c>, <c>hold</c> (confirmed, where the
        /// document says so) or <c>terminated</c>.
        /// </param>
        /// <param name="BLFDialogId">
        /// The id of the call, by which <see cref="PortSIPLib.pickupBLFCall"/> takes it over: what the server calls
        /// it, a semicolon, and the id of the subscription.
        /// </param>
        /// <param name="BLFDialogDirection"><c>initiator</c> or <c>recipient</c>, or empty.</param>
        int onDialogStateUpdated(string BLFMonitoredUri, string BLFDialogState, string BLFDialogId,
            string BLFDialogDirection);

        /// <summary>
        /// The other side asks us to call somebody else. <see cref="PortSIPLib.acceptRefer"/> or
        /// <see cref="PortSIPLib.rejectRefer"/> decides; undecided for a minute it is refused with 603.
        /// </summary>
        /// <param name="sessionId">
        /// The call in which it asks, or that it names by Target-Dialog, or
        /// <see cref="PortSIP_Errors.INVALID_SESSION_ID"/>.
        /// </param>
        /// <param name="referId">The id of the request.</param>
        /// <param name="to">Whom to call, <c>sip:user@host[:port]</c>.</param>
        /// <param name="from">Who asks, in the same form.</param>
        /// <param name="referSipMessage">The REFER on the wire.</param>
        int onReceivedRefer(int sessionId, int referId, string to, string from, StringBuilder referSipMessage);

        /// <summary>The other side takes our request to transfer the call (2xx).</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onReferAccepted(int sessionId);

        /// <summary>The other side refuses our request to transfer the call.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="reason">
        /// With <paramref name="code"/>: those of the response; 408 without an answer, 503 without a way.
        /// </param>
        /// <param name="code">
        /// With <paramref name="reason"/>: those of the response; 408 without an answer, 503 without a way.
        /// </param>
        int onReferRejected(int sessionId, string reason, int code);

        /// <summary>The other side tries to call whom we transferred it to.</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onTransferTrying(int sessionId);

        /// <summary>The call that the other side makes after our transfer rings.</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onTransferRinging(int sessionId);

        /// <summary>The call that the other side made after our transfer was answered; ours may be ended.</summary>
        /// <param name="sessionId">The id of the call.</param>
        int onACTVTransferSuccess(int sessionId);

        /// <summary>
        /// The call that the other side made after our transfer failed. Ours goes on until one side ends it.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="reason">
        /// With <paramref name="code"/>: why, as the other side tells it; 408 where it fell silent.
        /// </param>
        /// <param name="code">
        /// With <paramref name="reason"/>: why, as the other side tells it; 408 where it fell silent.
        /// </param>
        int onACTVTransferFailure(int sessionId, string reason, int code);

        /// <summary>A SIP message was received; see <see cref="PortSIPLib.enableCallbackSignaling"/>.</summary>
        /// <param name="sessionId">
        /// The call it belongs to, or <see cref="PortSIP_Errors.INVALID_SESSION_ID"/>.
        /// </param>
        /// <param name="signaling">The message on the wire.</param>
        int onReceivedSignaling(int sessionId, StringBuilder signaling);

        /// <summary>A SIP message was sent; see <see cref="PortSIPLib.enableCallbackSignaling"/>.</summary>
        /// <param name="sessionId">
        /// The call it belongs to, or <see cref="PortSIP_Errors.INVALID_SESSION_ID"/>.
        /// </param>
        /// <param name="signaling">The message on the wire.</param>
        int onSendingSignaling(int sessionId, StringBuilder signaling);

        /// <summary>
        /// The mailbox tells how many voice messages wait, see <see cref="PortSIPLib.enableAutoCheckMwi"/>. Where it
        /// only says that messages wait, one new one is told.
        /// </summary>
        /// <param name="messageAccount">The mailbox, <c>sip:user@host[:port]</c>.</param>
        /// <param name="urgentNewMessageCount">
        /// With <paramref name="urgentOldMessageCount"/>: urgent messages, not heard yet and heard.
        /// </param>
        /// <param name="urgentOldMessageCount">
        /// With <paramref name="urgentNewMessageCount"/>: urgent messages, not heard yet and heard.
        /// </param>
        /// <param name="newMessageCount">
        /// With <paramref name="oldMessageCount"/>: all messages, in the same way.
        /// </param>
        /// <param name="oldMessageCount">
        /// With <paramref name="newMessageCount"/>: all messages, in the same way.
        /// </param>
        int onWaitingVoiceMessage(string messageAccount, int urgentNewMessageCount, int urgentOldMessageCount,
            int newMessageCount, int oldMessageCount);

        /// <summary>The mailbox tells how many fax messages wait.</summary>
        /// <param name="messageAccount">The mailbox, <c>sip:user@host[:port]</c>.</param>
        /// <param name="urgentNewMessageCount">
        /// With <paramref name="urgentOldMessageCount"/>: urgent messages, not seen yet and seen.
        /// </param>
        /// <param name="urgentOldMessageCount">
        /// With <paramref name="urgentNewMessageCount"/>: urgent messages, not seen yet and seen.
        /// </param>
        /// <param name="newMessageCount">
        /// With <paramref name="oldMessageCount"/>: all messages, in the same way.
        /// </param>
        /// <param name="oldMessageCount">
        /// With <paramref name="newMessageCount"/>: all messages, in the same way.
        /// </param>
        int onWaitingFaxMessage(string messageAccount, int urgentNewMessageCount, int urgentOldMessageCount,
            int newMessageCount, int oldMessageCount);

        /// <summary>The other side pressed a key.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="tone">
        /// 0…9 for the digits, 10 for <c>*</c>, 11 for <c>#</c>, 12…15 for A…D, 16 for flash.
        /// </param>
        int onRecvDtmfTone(int sessionId, int tone);

        /// <summary>
        /// Somebody wants to follow our presence. He is told nothing until
        /// <see cref="PortSIPLib.presenceAcceptSubscribe"/>; <see cref="PortSIPLib.presenceRejectSubscribe"/> turns
        /// him away. Unless we do so, <see cref="SIPCallbackEvents.onSubscriptionTerminated"/> tells the end: he has
        /// taken it back or not refreshed it, does not answer any more, or has had to make room for others before he
        /// was accepted. In presence agent mode it is not raised, see <see cref="PortSIPLib.setPresenceMode"/>.
        /// </summary>
        /// <param name="subscribeId">The id of the subscription.</param>
        /// <param name="fromDisplayName">The display name, or empty.</param>
        /// <param name="from">Who wants it, <c>sip:user@host[:port]</c>.</param>
        /// <param name="subject">The Subject header, or empty.</param>
        int onPresenceRecvSubscribe(int subscribeId, string fromDisplayName, string from, string subject);

        /// <summary>Somebody whose presence we follow is online, or is so in another way.</summary>
        /// <param name="fromDisplayName">The display name, or empty.</param>
        /// <param name="from">Who it is, <c>sip:user@host[:port]</c>.</param>
        /// <param name="stateText">The state in words, cut at 1024 bytes; may be empty.</param>
        int onPresenceOnline(string fromDisplayName, string from, string stateText);

        /// <summary>Somebody whose presence we follow is offline.</summary>
        /// <param name="fromDisplayName">The display name, or empty.</param>
        /// <param name="from">Who it is, <c>sip:user@host[:port]</c>.</param>
        int onPresenceOffline(string fromDisplayName, string from);

        /// <summary>An OPTIONS request came and has been answered.</summary>
        /// <param name="optionsMessage">The request on the wire.</param>
        int onRecvOptions(StringBuilder optionsMessage);

        /// <summary>
        /// An INFO request of a call came that is not a key, and has been answered. Its body is of a type that INFO
        /// is taken with; see <see cref="PortSIPLib.addSupportedMimeType"/>.
        /// </summary>
        /// <param name="infoMessage">The request on the wire.</param>
        int onRecvInfo(StringBuilder infoMessage);

        /// <summary>
        /// A NOTIFY of a subscription of ours came. The event of its package follows, where it has one.
        /// </summary>
        /// <param name="subscribeId">The id of the subscription.</param>
        /// <param name="notifyMessage">The request on the wire.</param>
        /// <param name="contentData">With <paramref name="dataLength"/>: its body, and the length in bytes.</param>
        /// <param name="dataLength">With <paramref name="contentData"/>: its body, and the length in bytes.</param>
        int onRecvNotifyOfSubscription(int subscribeId, StringBuilder notifyMessage, byte[] contentData,
            int dataLength);

        /// <summary>A subscription of ours was refused or got no answer. Nothing more comes of it.</summary>
        /// <param name="subscribeId">The id of the subscription.</param>
        /// <param name="statusCode">That of the response; 408 without an answer, 503 without a way.</param>
        int onSubscriptionFailure(int subscribeId, int statusCode);

        /// <summary>
        /// A subscription of ours has ended: it was taken back, ended by its server for good, or lost and then
        /// refused. Or that of somebody who watches us (<see cref="SIPCallbackEvents.onPresenceRecvSubscribe"/>): he
        /// has taken it back or not refreshed it, does not answer what he is told, or has had to make room for others
        /// before he was accepted. Nothing more comes of it.
        /// </summary>
        /// <param name="subscribeId">The id of the subscription.</param>
        int onSubscriptionTerminated(int subscribeId);

        /// <summary>
        /// A MESSAGE request came in a call, and has been answered. Its body is of a type that MESSAGE is taken with;
        /// see <see cref="PortSIPLib.addSupportedMimeType"/>.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="mimeType">
        /// With <paramref name="subMimeType"/>: the two halves of its Content-Type in lower case and without
        /// parameters, such as <c>text</c> and <c>plain</c>.
        /// </param>
        /// <param name="subMimeType">
        /// With <paramref name="mimeType"/>: the two halves of its Content-Type in lower case and without parameters,
        /// such as <c>text</c> and <c>plain</c>.
        /// </param>
        /// <param name="messageData">
        /// With <paramref name="messageDataLength"/>: its body, and the length in bytes.
        /// </param>
        /// <param name="messageDataLength">
        /// With <paramref name="messageData"/>: its body, and the length in bytes.
        /// </param>
        int onRecvMessage(int sessionId, string mimeType, string subMimeType, byte[] messageData,
            int messageDataLength);

        /// <summary>
        /// A MESSAGE request came outside any call, and has been answered. Its body is of a type that MESSAGE is
        /// taken with; see <see cref="PortSIPLib.addSupportedMimeType"/>.
        /// </summary>
        /// <param name="fromDisplayName">With <paramref name="toDisplayName"/>: display names, or empty.</param>
        /// <param name="from">With <paramref name="to"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="toDisplayName">With <paramref name="fromDisplayName"/>: display names, or empty.</param>
        /// <param name="to">With <paramref name="from"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="mimeType">
        /// With <paramref name="subMimeType"/>: the two halves of its Content-Type in lower case and without
        /// parameters, such as <c>text</c> and <c>plain</c>.
        /// </param>
        /// <param name="subMimeType">
        /// With <paramref name="mimeType"/>: the two halves of its Content-Type in lower case and without parameters,
        /// such as <c>text</c> and <c>plain</c>.
        /// </param>
        /// <param name="messageData">
        /// With <paramref name="messageDataLength"/>: its body, and the length in bytes.
        /// </param>
        /// <param name="messageDataLength">
        /// With <paramref name="messageData"/>: its body, and the length in bytes.
        /// </param>
        int onRecvOutOfDialogMessage(string fromDisplayName, string from, string toDisplayName, string to,
            string mimeType, string subMimeType, byte[] messageData, int messageDataLength);

        /// <summary>A message sent in a call has arrived: it got a 2xx.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="messageId">What <see cref="PortSIPLib.sendMessage"/> returned.</param>
        int onSendMessageSuccess(int sessionId, int messageId);

        /// <summary>
        /// A message sent in a call was refused or got no answer. It may come after the end of the call.
        /// </summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="messageId">What <see cref="PortSIPLib.sendMessage"/> returned.</param>
        /// <param name="reason">
        /// With <paramref name="code"/>: those of the response; 408 without an answer, 503 without a way, 487 where
        /// the call ended before it was sent, 513 where it is too long for the way.
        /// </param>
        /// <param name="code">
        /// With <paramref name="reason"/>: those of the response; 408 without an answer, 503 without a way, 487 where
        /// the call ended before it was sent, 513 where it is too long for the way.
        /// </param>
        int onSendMessageFailure(int sessionId, int messageId, string reason, int code);

        /// <summary>A message sent outside any call has arrived: it got a 2xx.</summary>
        /// <param name="messageId">What <see cref="PortSIPLib.sendOutOfDialogMessage"/> returned.</param>
        /// <param name="fromDisplayName">With <paramref name="toDisplayName"/>: display names, or empty.</param>
        /// <param name="from">With <paramref name="to"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="toDisplayName">With <paramref name="fromDisplayName"/>: display names, or empty.</param>
        /// <param name="to">With <paramref name="from"/>: <c>sip:user@host[:port]</c>.</param>
        int onSendOutOfDialogMessageSuccess(int messageId, string fromDisplayName, string from, string toDisplayName,
            string to);

        /// <summary>A message sent outside any call was refused or got no answer.</summary>
        /// <param name="messageId">What <see cref="PortSIPLib.sendOutOfDialogMessage"/> returned.</param>
        /// <param name="fromDisplayName">With <paramref name="toDisplayName"/>: display names, or empty.</param>
        /// <param name="from">With <paramref name="to"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="toDisplayName">With <paramref name="fromDisplayName"/>: display names, or empty.</param>
        /// <param name="to">With <paramref name="from"/>: <c>sip:user@host[:port]</c>.</param>
        /// <param name="reason">
        /// With <paramref name="code"/>: those of the response; 408 without an answer, 503 without a way, 513 where
        /// it is too long for the way.
        /// </param>
        /// <param name="code">
        /// With <paramref name="reason"/>: those of the response; 408 without an answer, 503 without a way, 513 where
        /// it is too long for the way.
        /// </param>
        int onSendOutOfDialogMessageFailure(int messageId, string fromDisplayName, string from, string toDisplayName,
            string to, string reason, int code);

        /// <summary>A file that is played has come to its end.</summary>
        /// <param name="sessionId">
        /// The call that it was played to, <see cref="PortSIP_Errors.CONFERENCE_SESSION_ID"/>, or
        /// <see cref="PortSIP_Errors.INVALID_SESSION_ID"/> for <see cref="PortSIPLib.startPlayingFileLocally"/>.
        /// </param>
        /// <param name="fileName">The path as it was given.</param>
        int onPlayFileFinished(int sessionId, string fileName);

        /// <summary>The answer to <see cref="PortSIPLib.getStatistics"/>.</summary>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="stat">JSON, described in <c>docs/statistics.md</c>.</param>
        int onStatistics(int sessionId, string stat);

        /// <summary>A frame of audio of a call, on a media thread: return soon.</summary>
        /// <param name="callbackObject">Of no use here.</param>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="callbackType">
        /// A <see cref="DIRECTION_MODE"/>: <see cref="DIRECTION_MODE.DIRECTION_SEND"/> or
        /// <see cref="DIRECTION_MODE.DIRECTION_RECV"/>.
        /// </param>
        /// <param name="data">
        /// With <paramref name="dataLength"/>: 16-bit mono PCM in the machine's byte order, and its length in bytes.
        /// The buffer may be written to; what is written is not used.
        /// </param>
        /// <param name="dataLength">
        /// With <paramref name="data"/>: 16-bit mono PCM in the machine's byte order, and its length in bytes. The
        /// buffer may be written to; what is written is not used.
        /// </param>
        /// <param name="samplingFreqHz">Samples per second.</param>
        int onAudioRawCallback(IntPtr callbackObject, int sessionId, int callbackType, byte[] data, int dataLength,
            int samplingFreqHz);

        /// <summary>An RTP packet of a call, on a media thread: return soon.</summary>
        /// <param name="callbackObject">Of no use here.</param>
        /// <param name="sessionId">The id of the call.</param>
        /// <param name="mediaType">0, audio.</param>
        /// <param name="direction">
        /// A <see cref="DIRECTION_MODE"/>: <see cref="DIRECTION_MODE.DIRECTION_SEND"/> or
        /// <see cref="DIRECTION_MODE.DIRECTION_RECV"/>.
        /// </param>
        /// <param name="RTPPacket">
        /// With <paramref name="packetSize"/>: the whole packet with its header, at most 1500 bytes, and its length
        /// in bytes; valid until the handler returns. The buffer may be written to; what is written is not used.
        /// </param>
        /// <param name="packetSize">
        /// With <paramref name="RTPPacket"/>: the whole packet with its header, at most 1500 bytes, and its length in
        /// bytes; valid until the handler returns. The buffer may be written to; what is written is not used.
        /// </param>
        int onRTPPacketCallback(IntPtr callbackObject, int sessionId, int mediaType, int direction, byte[] RTPPacket,
            int packetSize);
    }
}
