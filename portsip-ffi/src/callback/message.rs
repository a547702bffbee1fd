//! The events of messages of every kind: SIP messages as such, mailboxes, keys,
//! presence, requests and texts.

use std::ffi::c_char;

/// A SIP message was received; see `PortSIP_enableCallbackSignaling`.
///
/// - `sessionId`: the call it belongs to, or `INVALID_SESSION_ID`.
/// - `signaling`: the message on the wire.
pub type receivedSignaling_fn =
    Option<unsafe extern "C" fn(sessionId: i32, signaling: *const c_char) -> i32>;

/// A SIP message was sent; see `PortSIP_enableCallbackSignaling`.
///
/// - `sessionId`: the call it belongs to, or `INVALID_SESSION_ID`.
/// - `signaling`: the message on the wire.
pub type sendingSignaling_fn =
    Option<unsafe extern "C" fn(sessionId: i32, signaling: *const c_char) -> i32>;

/// The mailbox tells how many voice messages wait, see `PortSIP_enableAutoCheckMwi`. Where it
/// only says that messages wait, one new one is told.
///
/// - `messageAccount`: the mailbox, `sip:user@host[:port]`.
/// - `urgentNewMessageCount`, `urgentOldMessageCount`: urgent messages, not heard
///   yet and heard.
/// - `newMessageCount`, `oldMessageCount`: all messages, in the same way.
pub type waitingVoiceMessage_fn = Option<
    unsafe extern "C" fn(
        messageAccount: *const c_char,
        urgentNewMessageCount: i32,
        urgentOldMessageCount: i32,
        newMessageCount: i32,
        oldMessageCount: i32,
    ) -> i32,
>;

/// The mailbox tells how many fax messages wait.
///
/// - `messageAccount`: the mailbox, `sip:user@host[:port]`.
/// - `urgentNewMessageCount`, `urgentOldMessageCount`: urgent messages, not seen
///   yet and seen.
/// - `newMessageCount`, `oldMessageCount`: all messages, in the same way.
pub type waitingFaxMessage_fn = Option<
    unsafe extern "C" fn(
        messageAccount: *const c_char,
        urgentNewMessageCount: i32,
        urgentOldMessageCount: i32,
        newMessageCount: i32,
        oldMessageCount: i32,
    ) -> i32,
>;

/// The other side pressed a key.
///
/// - `tone`: 0…9 for the digits, 10 for `*`, 11 for `#`, 12…15 for A…D, 16 for
///   flash.
pub type recvDtmfTone_fn = Option<unsafe extern "C" fn(sessionId: i32, tone: i32) -> i32>;

/// Somebody wants to follow our presence. He is told nothing until
/// `PortSIP_presenceAcceptSubscribe`; `PortSIP_presenceRejectSubscribe` turns him away. Unless
/// we do so, `subscriptionTerminated_fn` tells the end: he has taken it back or not refreshed
/// it, does not answer any more, or has had to make room for others before he was accepted.
/// In presence agent mode it is not raised, see `PortSIP_setPresenceMode`.
///
/// - `subscribeId`: the id of the subscription.
/// - `fromDisplayName`: the display name, or empty.
/// - `from`: who wants it, `sip:user@host[:port]`.
/// - `subject`: the Subject header, or empty.
pub type presenceRecvSubscribe_fn = Option<
    unsafe extern "C" fn(
        subscribeId: i32,
        fromDisplayName: *const c_char,
        from: *const c_char,
        subject: *const c_char,
    ) -> i32,
>;

/// Somebody whose presence we follow is online, or is so in another way.
///
/// - `fromDisplayName`: the display name, or empty.
/// - `from`: who it is, `sip:user@host[:port]`.
/// - `stateText`: the state in words, cut at 1024 bytes; may be empty.
pub type presenceOnline_fn = Option<
    unsafe extern "C" fn(
        fromDisplayName: *const c_char,
        from: *const c_char,
        stateText: *const c_char,
    ) -> i32,
>;

/// Somebody whose presence we follow is offline.
///
/// - `fromDisplayName`: the display name, or empty.
/// - `from`: who it is, `sip:user@host[:port]`.
pub type presenceOffline_fn =
    Option<unsafe extern "C" fn(fromDisplayName: *const c_char, from: *const c_char) -> i32>;

/// An OPTIONS request came and has been answered.
///
/// - `optionsMessage`: the request on the wire.
pub type recvOptions_fn = Option<unsafe extern "C" fn(optionsMessage: *const c_char) -> i32>;

/// An INFO request of a call came that is not a key, and has been answered. Its
/// body is of a type that INFO is taken with; see `PortSIP_addSupportedMimeType`.
///
/// - `infoMessage`: the request on the wire.
pub type recvInfo_fn = Option<unsafe extern "C" fn(infoMessage: *const c_char) -> i32>;

/// A NOTIFY of a subscription of ours came. The event of its package follows, where it
/// has one.
///
/// - `subscribeId`: the id of the subscription.
/// - `notifyMessage`: the request on the wire.
/// - `contentData`, `dataLength`: its body, and the length in bytes.
pub type recvNotifyOfSubscription_fn = Option<
    unsafe extern "C" fn(
        subscribeId: i32,
        notifyMessage: *const c_char,
        contentData: *const u8,
        dataLength: i32,
    ) -> i32,
>;

/// A subscription of ours was refused or got no answer. Nothing more comes of it.
///
/// - `subscribeId`: the id of the subscription.
/// - `statusCode`: that of the response; 408 without an answer, 503 without a way.
pub type subscriptionFailure_fn =
    Option<unsafe extern "C" fn(subscribeId: i32, statusCode: i32) -> i32>;

/// A subscription of ours has ended: it was taken back, ended by its server for good, or
/// lost and then refused. Or that of somebody who watches us (`presenceRecvSubscribe_fn`): he
/// has taken it back or not refreshed it, does not answer what he is told, or has had to make
/// room for others before he was accepted. Nothing more comes of it.
///
/// - `subscribeId`: the id of the subscription.
pub type subscriptionTerminated_fn = Option<unsafe extern "C" fn(subscribeId: i32) -> i32>;

/// A MESSAGE request came in a call, and has been answered. Its body is of a type that
/// MESSAGE is taken with; see `PortSIP_addSupportedMimeType`.
///
/// - `mimeType`, `subMimeType`: the two halves of its Content-Type in lower case and
///   without parameters, such as `text` and `plain`.
/// - `messageData`, `messageDataLength`: its body, and the length in bytes.
pub type recvMessage_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        mimeType: *const c_char,
        subMimeType: *const c_char,
        messageData: *const u8,
        messageDataLength: i32,
    ) -> i32,
>;

/// A MESSAGE request came outside any call, and has been answered. Its body is of a
/// type that MESSAGE is taken with; see `PortSIP_addSupportedMimeType`.
///
/// - `fromDisplayName`, `toDisplayName`: display names, or empty.
/// - `from`, `to`: `sip:user@host[:port]`.
/// - `mimeType`, `subMimeType`: the two halves of its Content-Type in lower case and
///   without parameters, such as `text` and `plain`.
/// - `messageData`, `messageDataLength`: its body, and the length in bytes.
pub type recvOutOfDialogMessage_fn = Option<
    unsafe extern "C" fn(
        fromDisplayName: *const c_char,
        from: *const c_char,
        toDisplayName: *const c_char,
        to: *const c_char,
        mimeType: *const c_char,
        subMimeType: *const c_char,
        messageData: *const u8,
        messageDataLength: i32,
    ) -> i32,
>;

/// A message sent in a call has arrived: it got a 2xx.
///
/// - `messageId`: what `PortSIP_sendMessage` returned.
pub type sendMessageSuccess_fn =
    Option<unsafe extern "C" fn(sessionId: i32, messageId: i32) -> i32>;

/// A message sent in a call was refused or got no answer. It may come after the end of
/// the call.
///
/// - `messageId`: what `PortSIP_sendMessage` returned.
/// - `reason`, `code`: those of the response; 408 without an answer, 503 without a way,
///   487 where the call ended before it was sent, 513 where it is too long for the way.
pub type sendMessageFailure_fn = Option<
    unsafe extern "C" fn(sessionId: i32, messageId: i32, reason: *const c_char, code: i32) -> i32,
>;

/// A message sent outside any call has arrived: it got a 2xx.
///
/// - `messageId`: what `PortSIP_sendOutOfDialogMessage` returned.
/// - `fromDisplayName`, `toDisplayName`: display names, or empty.
/// - `from`, `to`: `sip:user@host[:port]`.
pub type sendOutOfDialogMessageSuccess_fn = Option<
    unsafe extern "C" fn(
        messageId: i32,
        fromDisplayName: *const c_char,
        from: *const c_char,
        toDisplayName: *const c_char,
        to: *const c_char,
    ) -> i32,
>;

/// A message sent outside any call was refused or got no answer.
///
/// - `messageId`: what `PortSIP_sendOutOfDialogMessage` returned.
/// - `fromDisplayName`, `toDisplayName`: display names, or empty.
/// - `from`, `to`: `sip:user@host[:port]`.
/// - `reason`, `code`: those of the response; 408 without an answer, 503 without a way,
///   513 where it is too long for the way.
pub type sendOutOfDialogMessageFailure_fn = Option<
    unsafe extern "C" fn(
        messageId: i32,
        fromDisplayName: *const c_char,
        from: *const c_char,
        toDisplayName: *const c_char,
        to: *const c_char,
        reason: *const c_char,
        code: i32,
    ) -> i32,
>;
