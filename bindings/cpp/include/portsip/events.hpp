// Generated from the C interface by `cargo xtask generate`: do not edit.
// The interface of a program that wants to know what happens.

#ifndef PORTSIP_EVENTS_HPP
#define PORTSIP_EVENTS_HPP

#include <portsip/text.hpp>

namespace PortSIP {

/// What happens, as a phone is told it. Derive from it and override what is wanted; what is not
/// does nothing.
///
/// Events of one phone come one at a time, in order, on a thread of that phone. They may call any
/// of its methods, unInitialize() too, and may destroy it. A slow event delays the next and nothing
/// else. What one throws is caught; see PortSIPLib::setExceptionHandler().
///
/// Views and bytes live until the method returns. Texts are valid UTF-8 and have a NUL behind their
/// end; SIP messages are the exact bytes on the wire and have none.
class SIPCallbackEvents {
public:
    virtual ~SIPCallbackEvents() = 0;

    /// The account is registered: the first time, or again after a failure.
    ///
    /// \param statusText,statusCode the response's reason phrase and code.
    /// \param sipMessage the response on the wire.
    virtual void onRegisterSuccess(std::string_view statusText, std::int32_t statusCode,
                                   std::string_view sipMessage);

    /// A registration was refused or got no answer. It is tried again while tries are left.
    ///
    /// \param statusText,statusCode those of the response; 408 without an answer, 503 where the
    ///   server cannot be reached, with a text that says why, such as "TLS: certificate has
    ///   expired".
    /// \param sipMessage the response on the wire, or empty.
    virtual void onRegisterFailure(std::string_view statusText, std::int32_t statusCode,
                                   std::string_view sipMessage);

    /// Somebody calls. Answer with answerCall() or rejectCall(); the caller hears ringing
    /// meanwhile. A call that takes the place of another (Replaces) answers itself.
    ///
    /// \param sessionId the id of the new call.
    /// \param callerDisplayName,calleeDisplayName display names, or empty.
    /// \param caller,callee `sip:user@host[:port]`; the caller as the network asserts it
    ///   (P-Asserted-Identity), where it does and the caller lets it be shown.
    /// \param audioCodecNames,videoCodecNames the codecs both sides have, joined by `#`, or empty.
    /// \param existsAudio,existsVideo what the caller offers.
    /// \param sipMessage the INVITE on the wire.
    virtual void onInviteIncoming(std::int32_t sessionId, std::string_view callerDisplayName,
                                  std::string_view caller, std::string_view calleeDisplayName,
                                  std::string_view callee, std::string_view audioCodecNames,
                                  std::string_view videoCodecNames, bool existsAudio,
                                  bool existsVideo, std::string_view sipMessage);

    /// Our call is on its way: the first provisional response has come.
    virtual void onInviteTrying(std::int32_t sessionId);

    /// A 183 response to our call.
    ///
    /// \param audioCodecNames,videoCodecNames agreed codecs, joined by `#`.
    /// \param existsEarlyMedia the response describes media, which is rendered.
    /// \param existsAudio,existsVideo what it describes.
    /// \param sipMessage the response on the wire.
    virtual void onInviteSessionProgress(std::int32_t sessionId, std::string_view audioCodecNames,
                                         std::string_view videoCodecNames, bool existsEarlyMedia,
                                         bool existsAudio, bool existsVideo,
                                         std::string_view sipMessage);

    /// Our call rings at the other side (180), or is forwarded or queued there (181, 182).
    ///
    /// \param statusText,statusCode the response's reason phrase and code.
    /// \param sipMessage the response on the wire.
    virtual void onInviteRinging(std::int32_t sessionId, std::string_view statusText,
                                 std::int32_t statusCode, std::string_view sipMessage);

    /// Our call was answered; SIPCallbackEvents::onInviteConnected() follows.
    ///
    /// \param callerDisplayName,calleeDisplayName display names, or empty.
    /// \param caller,callee `sip:user@host[:port]`.
    /// \param audioCodecNames,videoCodecNames agreed codecs, joined by `#`.
    /// \param existsAudio,existsVideo what was agreed.
    /// \param sipMessage the response on the wire.
    virtual void onInviteAnswered(std::int32_t sessionId, std::string_view callerDisplayName,
                                  std::string_view caller, std::string_view calleeDisplayName,
                                  std::string_view callee, std::string_view audioCodecNames,
                                  std::string_view videoCodecNames, bool existsAudio,
                                  bool existsVideo, std::string_view sipMessage);

    /// Our call ended without an answer: refused, timed out, or not deliverable. Never raised for
    /// our own hangUp(). The session id is free of use afterwards.
    ///
    /// \param reason,code those of the response; 408 after a time-out, 503 where nothing could be
    ///   delivered, with a text that says why, such as "TCP: connection refused".
    /// \param sipMessage the response on the wire, or empty.
    virtual void onInviteFailure(std::int32_t sessionId, std::string_view callerDisplayName,
                                 std::string_view caller, std::string_view calleeDisplayName,
                                 std::string_view callee, std::string_view reason,
                                 std::int32_t code, std::string_view sipMessage);

    /// The other side changed the media of the call.
    ///
    /// \param audioCodecNames,videoCodecNames agreed codecs, joined by `#`.
    /// \param existsAudio,existsVideo,existsScreen what flows now.
    /// \param sipMessage the request on the wire.
    virtual void onInviteUpdated(std::int32_t sessionId, std::string_view audioCodecNames,
                                 std::string_view videoCodecNames, bool existsAudio,
                                 bool existsVideo, bool existsScreen, std::string_view sipMessage);

    /// The call is connected: the ACK was sent (our call) or received (theirs).
    virtual void onInviteConnected(std::int32_t sessionId);

    /// Somebody called and was sent elsewhere, as enableCallForward() asked. There is no session:
    /// the call never rings here.
    ///
    /// \param forwardTo where to, a URI.
    virtual void onInviteBeginingForward(std::string_view forwardTo);

    /// The other side, the network, or what the call needs and did not get ended it. Never raised
    /// for our own hangUp().
    ///
    /// getCloseReason() tells why, such as 200 where another phone has answered.
    virtual void onInviteClosed(std::int32_t sessionId);

    /// The other side put the call on hold.
    virtual void onRemoteHold(std::int32_t sessionId);

    /// The other side took the call off hold.
    ///
    /// \param audioCodecNames,videoCodecNames agreed codecs, joined by `#`.
    /// \param existsAudio,existsVideo what flows now.
    virtual void onRemoteUnHold(std::int32_t sessionId, std::string_view audioCodecNames,
                                std::string_view videoCodecNames, bool existsAudio,
                                bool existsVideo);

    /// A call of somebody whose calls are watched (BLF) changed its state, see sendSubscription().
    /// One event for each call.
    ///
    /// \param BLFMonitoredUri whose call, `sip:user@host[:port]`, as it was subscribed to.
    /// \param BLFDialogState `trying`, `proceeding`, `early`, `confirmed`, `hold` (confirmed, where
    ///   the document says so) or `terminated`.
    /// \param BLFDialogId the id of the call, by which pickupBLFCall() takes it over: what the
    ///   server calls it, a semicolon, and the id of the subscription.
    /// \param BLFDialogDirection `initiator` or `recipient`, or empty.
    virtual void onDialogStateUpdated(std::string_view BLFMonitoredUri,
                                      std::string_view BLFDialogState, std::string_view BLFDialogId,
                                      std::string_view BLFDialogDirection);

    /// The other side asks us to call somebody else. acceptRefer() or rejectRefer() decides;
    /// undecided for a minute it is refused with 603.
    ///
    /// \param sessionId the call in which it asks, or that it names by Target-Dialog, or
    ///   `INVALID_SESSION_ID`.
    /// \param referId the id of the request.
    /// \param to whom to call, `sip:user@host[:port]`.
    /// \param from who asks, in the same form.
    /// \param referSipMessage the REFER on the wire.
    virtual void onReceivedRefer(std::int32_t sessionId, std::int32_t referId, std::string_view to,
                                 std::string_view from, std::string_view referSipMessage);

    /// The other side takes our request to transfer the call (2xx).
    virtual void onReferAccepted(std::int32_t sessionId);

    /// The other side refuses our request to transfer the call.
    ///
    /// \param reason,code those of the response; 408 without an answer, 503 without a way.
    virtual void onReferRejected(std::int32_t sessionId, std::string_view reason,
                                 std::int32_t code);

    /// The other side tries to call whom we transferred it to.
    virtual void onTransferTrying(std::int32_t sessionId);

    /// The call that the other side makes after our transfer rings.
    virtual void onTransferRinging(std::int32_t sessionId);

    /// The call that the other side made after our transfer was answered; ours may be ended.
    virtual void onACTVTransferSuccess(std::int32_t sessionId);

    /// The call that the other side made after our transfer failed. Ours goes on until one side
    /// ends it.
    ///
    /// \param reason,code why, as the other side tells it; 408 where it fell silent.
    virtual void onACTVTransferFailure(std::int32_t sessionId, std::string_view reason,
                                       std::int32_t code);

    /// A SIP message was received; see enableCallbackSignaling().
    ///
    /// \param sessionId the call it belongs to, or `INVALID_SESSION_ID`.
    /// \param signaling the message on the wire.
    virtual void onReceivedSignaling(std::int32_t sessionId, std::string_view signaling);

    /// A SIP message was sent; see enableCallbackSignaling().
    ///
    /// \param sessionId the call it belongs to, or `INVALID_SESSION_ID`.
    /// \param signaling the message on the wire.
    virtual void onSendingSignaling(std::int32_t sessionId, std::string_view signaling);

    /// The mailbox tells how many voice messages wait, see enableAutoCheckMwi(). Where it only says
    /// that messages wait, one new one is told.
    ///
    /// \param messageAccount the mailbox, `sip:user@host[:port]`.
    /// \param urgentNewMessageCount,urgentOldMessageCount urgent messages, not heard yet and heard.
    /// \param newMessageCount,oldMessageCount all messages, in the same way.
    virtual void onWaitingVoiceMessage(std::string_view messageAccount,
                                       std::int32_t urgentNewMessageCount,
                                       std::int32_t urgentOldMessageCount,
                                       std::int32_t newMessageCount, std::int32_t oldMessageCount);

    /// The mailbox tells how many fax messages wait.
    ///
    /// \param messageAccount the mailbox, `sip:user@host[:port]`.
    /// \param urgentNewMessageCount,urgentOldMessageCount urgent messages, not seen yet and seen.
    /// \param newMessageCount,oldMessageCount all messages, in the same way.
    virtual void onWaitingFaxMessage(std::string_view messageAccount,
                                     std::int32_t urgentNewMessageCount,
                                     std::int32_t urgentOldMessageCount,
                                     std::int32_t newMessageCount, std::int32_t oldMessageCount);

    /// The other side pressed a key.
    ///
    /// \param tone 0...9 for the digits, 10 for `*`, 11 for `#`, 12...15 for A...D, 16 for flash.
    virtual void onRecvDtmfTone(std::int32_t sessionId, std::int32_t tone);

    /// Somebody wants to follow our presence. He is told nothing until presenceAcceptSubscribe();
    /// presenceRejectSubscribe() turns him away. Unless we do so,
    /// SIPCallbackEvents::onSubscriptionTerminated() tells the end: he has taken it back or not
    /// refreshed it, does not answer any more, or has had to make room for others before he was
    /// accepted. In presence agent mode it is not raised, see setPresenceMode().
    ///
    /// \param subscribeId the id of the subscription.
    /// \param fromDisplayName the display name, or empty.
    /// \param from who wants it, `sip:user@host[:port]`.
    /// \param subject the Subject header, or empty.
    virtual void onPresenceRecvSubscribe(std::int32_t subscribeId, std::string_view fromDisplayName,
                                         std::string_view from, std::string_view subject);

    /// Somebody whose presence we follow is online, or is so in another way.
    ///
    /// \param fromDisplayName the display name, or empty.
    /// \param from who it is, `sip:user@host[:port]`.
    /// \param stateText the state in words, cut at 1024 bytes; may be empty.
    virtual void onPresenceOnline(std::string_view fromDisplayName, std::string_view from,
                                  std::string_view stateText);

    /// Somebody whose presence we follow is offline.
    ///
    /// \param fromDisplayName the display name, or empty.
    /// \param from who it is, `sip:user@host[:port]`.
    virtual void onPresenceOffline(std::string_view fromDisplayName, std::string_view from);

    /// An OPTIONS request came and has been answered.
    ///
    /// \param optionsMessage the request on the wire.
    virtual void onRecvOptions(std::string_view optionsMessage);

    /// An INFO request of a call came that is not a key, and has been answered. Its body is of a
    /// type that INFO is taken with; see addSupportedMimeType().
    ///
    /// \param infoMessage the request on the wire.
    virtual void onRecvInfo(std::string_view infoMessage);

    /// A NOTIFY of a subscription of ours came. The event of its package follows, where it has one.
    ///
    /// \param subscribeId the id of the subscription.
    /// \param notifyMessage the request on the wire.
    /// \param contentData its body, and the length in bytes.
    virtual void onRecvNotifyOfSubscription(std::int32_t subscribeId,
                                            std::string_view notifyMessage, Bytes contentData);

    /// A subscription of ours was refused or got no answer. Nothing more comes of it.
    ///
    /// \param subscribeId the id of the subscription.
    /// \param statusCode that of the response; 408 without an answer, 503 without a way.
    virtual void onSubscriptionFailure(std::int32_t subscribeId, std::int32_t statusCode);

    /// A subscription of ours has ended: it was taken back, ended by its server for good, or lost
    /// and then refused. Or that of somebody who watches us
    /// (SIPCallbackEvents::onPresenceRecvSubscribe()): he has taken it back or not refreshed it,
    /// does not answer what he is told, or has had to make room for others before he was accepted.
    /// Nothing more comes of it.
    ///
    /// \param subscribeId the id of the subscription.
    virtual void onSubscriptionTerminated(std::int32_t subscribeId);

    /// A MESSAGE request came in a call, and has been answered. Its body is of a type that MESSAGE
    /// is taken with; see addSupportedMimeType().
    ///
    /// \param mimeType,subMimeType the two halves of its Content-Type in lower case and without
    ///   parameters, such as `text` and `plain`.
    /// \param messageData its body, and the length in bytes.
    virtual void onRecvMessage(std::int32_t sessionId, std::string_view mimeType,
                               std::string_view subMimeType, Bytes messageData);

    /// A MESSAGE request came outside any call, and has been answered. Its body is of a type that
    /// MESSAGE is taken with; see addSupportedMimeType().
    ///
    /// \param fromDisplayName,toDisplayName display names, or empty.
    /// \param from,to `sip:user@host[:port]`.
    /// \param mimeType,subMimeType the two halves of its Content-Type in lower case and without
    ///   parameters, such as `text` and `plain`.
    /// \param messageData its body, and the length in bytes.
    virtual void onRecvOutOfDialogMessage(std::string_view fromDisplayName, std::string_view from,
                                          std::string_view toDisplayName, std::string_view to,
                                          std::string_view mimeType, std::string_view subMimeType,
                                          Bytes messageData);

    /// A message sent in a call has arrived: it got a 2xx.
    ///
    /// \param messageId what sendMessage() returned.
    virtual void onSendMessageSuccess(std::int32_t sessionId, std::int32_t messageId);

    /// A message sent in a call was refused or got no answer. It may come after the end of the
    /// call.
    ///
    /// \param messageId what sendMessage() returned.
    /// \param reason,code those of the response; 408 without an answer, 503 without a way, 487
    ///   where the call ended before it was sent, 513 where it is too long for the way.
    virtual void onSendMessageFailure(std::int32_t sessionId, std::int32_t messageId,
                                      std::string_view reason, std::int32_t code);

    /// A message sent outside any call has arrived: it got a 2xx.
    ///
    /// \param messageId what sendOutOfDialogMessage() returned.
    /// \param fromDisplayName,toDisplayName display names, or empty.
    /// \param from,to `sip:user@host[:port]`.
    virtual void onSendOutOfDialogMessageSuccess(std::int32_t messageId,
                                                 std::string_view fromDisplayName,
                                                 std::string_view from,
                                                 std::string_view toDisplayName,
                                                 std::string_view to);

    /// A message sent outside any call was refused or got no answer.
    ///
    /// \param messageId what sendOutOfDialogMessage() returned.
    /// \param fromDisplayName,toDisplayName display names, or empty.
    /// \param from,to `sip:user@host[:port]`.
    /// \param reason,code those of the response; 408 without an answer, 503 without a way, 513
    ///   where it is too long for the way.
    virtual void onSendOutOfDialogMessageFailure(std::int32_t messageId,
                                                 std::string_view fromDisplayName,
                                                 std::string_view from,
                                                 std::string_view toDisplayName,
                                                 std::string_view to, std::string_view reason,
                                                 std::int32_t code);

    /// A file that is played has come to its end.
    ///
    /// \param sessionId the call that it was played to, `CONFERENCE_SESSION_ID`, or
    ///   `INVALID_SESSION_ID` for startPlayingFileLocally().
    /// \param fileName the path as it was given.
    virtual void onPlayFileFinished(std::int32_t sessionId, std::string_view fileName);

    /// The answer to getStatistics().
    ///
    /// \param stat JSON, described in `docs/statistics.md`.
    virtual void onStatistics(std::int32_t sessionId, std::string_view stat);

protected:
    SIPCallbackEvents() = default;
    SIPCallbackEvents(const SIPCallbackEvents &) = default;
    SIPCallbackEvents &operator=(const SIPCallbackEvents &) = default;
};

inline SIPCallbackEvents::~SIPCallbackEvents() = default;

inline void SIPCallbackEvents::onRegisterSuccess(std::string_view, std::int32_t,
                                                 std::string_view) {}
inline void SIPCallbackEvents::onRegisterFailure(std::string_view, std::int32_t,
                                                 std::string_view) {}
inline void SIPCallbackEvents::onInviteIncoming(std::int32_t, std::string_view, std::string_view,
                                                std::string_view, std::string_view,
                                                std::string_view, std::string_view, bool, bool,
                                                std::string_view) {}
inline void SIPCallbackEvents::onInviteTrying(std::int32_t) {}
inline void SIPCallbackEvents::onInviteSessionProgress(std::int32_t, std::string_view,
                                                       std::string_view, bool, bool, bool,
                                                       std::string_view) {}
inline void SIPCallbackEvents::onInviteRinging(std::int32_t, std::string_view, std::int32_t,
                                               std::string_view) {}
inline void SIPCallbackEvents::onInviteAnswered(std::int32_t, std::string_view, std::string_view,
                                                std::string_view, std::string_view,
                                                std::string_view, std::string_view, bool, bool,
                                                std::string_view) {}
inline void SIPCallbackEvents::onInviteFailure(std::int32_t, std::string_view, std::string_view,
                                               std::string_view, std::string_view, std::string_view,
                                               std::int32_t, std::string_view) {}
inline void SIPCallbackEvents::onInviteUpdated(std::int32_t, std::string_view, std::string_view,
                                               bool, bool, bool, std::string_view) {}
inline void SIPCallbackEvents::onInviteConnected(std::int32_t) {}
inline void SIPCallbackEvents::onInviteBeginingForward(std::string_view) {}
inline void SIPCallbackEvents::onInviteClosed(std::int32_t) {}
inline void SIPCallbackEvents::onRemoteHold(std::int32_t) {}
inline void SIPCallbackEvents::onRemoteUnHold(std::int32_t, std::string_view, std::string_view,
                                              bool, bool) {}
inline void SIPCallbackEvents::onDialogStateUpdated(std::string_view, std::string_view,
                                                    std::string_view, std::string_view) {}
inline void SIPCallbackEvents::onReceivedRefer(std::int32_t, std::int32_t, std::string_view,
                                               std::string_view, std::string_view) {}
inline void SIPCallbackEvents::onReferAccepted(std::int32_t) {}
inline void SIPCallbackEvents::onReferRejected(std::int32_t, std::string_view, std::int32_t) {}
inline void SIPCallbackEvents::onTransferTrying(std::int32_t) {}
inline void SIPCallbackEvents::onTransferRinging(std::int32_t) {}
inline void SIPCallbackEvents::onACTVTransferSuccess(std::int32_t) {}
inline void SIPCallbackEvents::onACTVTransferFailure(std::int32_t, std::string_view,
                                                     std::int32_t) {}
inline void SIPCallbackEvents::onReceivedSignaling(std::int32_t, std::string_view) {}
inline void SIPCallbackEvents::onSendingSignaling(std::int32_t, std::string_view) {}
inline void SIPCallbackEvents::onWaitingVoiceMessage(std::string_view, std::int32_t, std::int32_t,
                                                     std::int32_t, std::int32_t) {}
inline void SIPCallbackEvents::onWaitingFaxMessage(std::string_view, std::int32_t, std::int32_t,
                                                   std::int32_t, std::int32_t) {}
inline void SIPCallbackEvents::onRecvDtmfTone(std::int32_t, std::int32_t) {}
inline void SIPCallbackEvents::onPresenceRecvSubscribe(std::int32_t, std::string_view,
                                                       std::string_view, std::string_view) {}
inline void SIPCallbackEvents::onPresenceOnline(std::string_view, std::string_view,
                                                std::string_view) {}
inline void SIPCallbackEvents::onPresenceOffline(std::string_view, std::string_view) {}
inline void SIPCallbackEvents::onRecvOptions(std::string_view) {}
inline void SIPCallbackEvents::onRecvInfo(std::string_view) {}
inline void SIPCallbackEvents::onRecvNotifyOfSubscription(std::int32_t, std::string_view, Bytes) {}
inline void SIPCallbackEvents::onSubscriptionFailure(std::int32_t, std::int32_t) {}
inline void SIPCallbackEvents::onSubscriptionTerminated(std::int32_t) {}
inline void SIPCallbackEvents::onRecvMessage(std::int32_t, std::string_view, std::string_view,
                                             Bytes) {}
inline void SIPCallbackEvents::onRecvOutOfDialogMessage(std::string_view, std::string_view,
                                                        std::string_view, std::string_view,
                                                        std::string_view, std::string_view,
                                                        Bytes) {}
inline void SIPCallbackEvents::onSendMessageSuccess(std::int32_t, std::int32_t) {}
inline void SIPCallbackEvents::onSendMessageFailure(std::int32_t, std::int32_t, std::string_view,
                                                    std::int32_t) {}
inline void SIPCallbackEvents::onSendOutOfDialogMessageSuccess(std::int32_t, std::string_view,
                                                               std::string_view, std::string_view,
                                                               std::string_view) {}
inline void SIPCallbackEvents::onSendOutOfDialogMessageFailure(std::int32_t, std::string_view,
                                                               std::string_view, std::string_view,
                                                               std::string_view, std::string_view,
                                                               std::int32_t) {}
inline void SIPCallbackEvents::onPlayFileFinished(std::int32_t, std::string_view) {}
inline void SIPCallbackEvents::onStatistics(std::int32_t, std::string_view) {}

}  // namespace PortSIP

#endif  // PORTSIP_EVENTS_HPP
