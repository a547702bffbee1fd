// Generated from the C interface by `cargo xtask generate`: do not edit.
// From the C handlers to the listener. Not for programs to use.

#ifndef PORTSIP_HANDLERS_HPP
#define PORTSIP_HANDLERS_HPP

#include <portsip/core.hpp>
#include <portsip/events.hpp>

namespace PortSIP {
namespace detail {

/// The handlers that C calls, each with the token of its object. Nothing is thrown out of them.
struct Handlers {
    /// All of them, without a context.
    static PortSIPX_Handlers table() noexcept {
        PortSIPX_Handlers handlers{};
        handlers.size = sizeof handlers;
        handlers.onRegisterSuccess = onRegisterSuccess;
        handlers.onRegisterFailure = onRegisterFailure;
        handlers.onInviteIncoming = onInviteIncoming;
        handlers.onInviteTrying = onInviteTrying;
        handlers.onInviteSessionProgress = onInviteSessionProgress;
        handlers.onInviteRinging = onInviteRinging;
        handlers.onInviteAnswered = onInviteAnswered;
        handlers.onInviteFailure = onInviteFailure;
        handlers.onInviteUpdated = onInviteUpdated;
        handlers.onInviteConnected = onInviteConnected;
        handlers.onInviteBeginingForward = onInviteBeginingForward;
        handlers.onInviteClosed = onInviteClosed;
        handlers.onRemoteHold = onRemoteHold;
        handlers.onRemoteUnHold = onRemoteUnHold;
        handlers.onDialogStateUpdated = onDialogStateUpdated;
        handlers.onReceivedRefer = onReceivedRefer;
        handlers.onReferAccepted = onReferAccepted;
        handlers.onReferRejected = onReferRejected;
        handlers.onTransferTrying = onTransferTrying;
        handlers.onTransferRinging = onTransferRinging;
        handlers.onACTVTransferSuccess = onACTVTransferSuccess;
        handlers.onACTVTransferFailure = onACTVTransferFailure;
        handlers.onReceivedSignaling = onReceivedSignaling;
        handlers.onSendingSignaling = onSendingSignaling;
        handlers.onWaitingVoiceMessage = onWaitingVoiceMessage;
        handlers.onWaitingFaxMessage = onWaitingFaxMessage;
        handlers.onRecvDtmfTone = onRecvDtmfTone;
        handlers.onPresenceRecvSubscribe = onPresenceRecvSubscribe;
        handlers.onPresenceOnline = onPresenceOnline;
        handlers.onPresenceOffline = onPresenceOffline;
        handlers.onRecvOptions = onRecvOptions;
        handlers.onRecvInfo = onRecvInfo;
        handlers.onRecvNotifyOfSubscription = onRecvNotifyOfSubscription;
        handlers.onSubscriptionFailure = onSubscriptionFailure;
        handlers.onSubscriptionTerminated = onSubscriptionTerminated;
        handlers.onRecvMessage = onRecvMessage;
        handlers.onRecvOutOfDialogMessage = onRecvOutOfDialogMessage;
        handlers.onSendMessageSuccess = onSendMessageSuccess;
        handlers.onSendMessageFailure = onSendMessageFailure;
        handlers.onSendOutOfDialogMessageSuccess = onSendOutOfDialogMessageSuccess;
        handlers.onSendOutOfDialogMessageFailure = onSendOutOfDialogMessageFailure;
        handlers.onPlayFileFinished = onPlayFileFinished;
        handlers.onStatistics = onStatistics;
        return handlers;
    }

    static void onRegisterSuccess(void *token, const char *statusText, std::int32_t statusCode,
                                  const std::uint8_t *sipMessage,
                                  std::size_t sipMessageLength) noexcept {
        deliver(token, "onRegisterSuccess", [=](SIPCallbackEvents &listener) {
            listener.onRegisterSuccess(viewOf(statusText), statusCode,
                                       viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onRegisterFailure(void *token, const char *statusText, std::int32_t statusCode,
                                  const std::uint8_t *sipMessage,
                                  std::size_t sipMessageLength) noexcept {
        deliver(token, "onRegisterFailure", [=](SIPCallbackEvents &listener) {
            listener.onRegisterFailure(viewOf(statusText), statusCode,
                                       viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteIncoming(void *token, std::int32_t sessionId, const char *callerDisplayName,
                                 const char *caller, const char *calleeDisplayName,
                                 const char *callee, const char *audioCodecNames,
                                 const char *videoCodecNames, bool existsAudio, bool existsVideo,
                                 const std::uint8_t *sipMessage,
                                 std::size_t sipMessageLength) noexcept {
        deliver(token, "onInviteIncoming", [=](SIPCallbackEvents &listener) {
            listener.onInviteIncoming(sessionId, viewOf(callerDisplayName), viewOf(caller),
                                      viewOf(calleeDisplayName), viewOf(callee),
                                      viewOf(audioCodecNames), viewOf(videoCodecNames), existsAudio,
                                      existsVideo, viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteTrying(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onInviteTrying", [=](SIPCallbackEvents &listener) {
            listener.onInviteTrying(sessionId);
        });
    }

    static void onInviteSessionProgress(void *token, std::int32_t sessionId,
                                        const char *audioCodecNames, const char *videoCodecNames,
                                        bool existsEarlyMedia, bool existsAudio, bool existsVideo,
                                        const std::uint8_t *sipMessage,
                                        std::size_t sipMessageLength) noexcept {
        deliver(token, "onInviteSessionProgress", [=](SIPCallbackEvents &listener) {
            listener.onInviteSessionProgress(sessionId, viewOf(audioCodecNames),
                                             viewOf(videoCodecNames), existsEarlyMedia, existsAudio,
                                             existsVideo, viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteRinging(void *token, std::int32_t sessionId, const char *statusText,
                                std::int32_t statusCode, const std::uint8_t *sipMessage,
                                std::size_t sipMessageLength) noexcept {
        deliver(token, "onInviteRinging", [=](SIPCallbackEvents &listener) {
            listener.onInviteRinging(sessionId, viewOf(statusText), statusCode,
                                     viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteAnswered(void *token, std::int32_t sessionId, const char *callerDisplayName,
                                 const char *caller, const char *calleeDisplayName,
                                 const char *callee, const char *audioCodecNames,
                                 const char *videoCodecNames, bool existsAudio, bool existsVideo,
                                 const std::uint8_t *sipMessage,
                                 std::size_t sipMessageLength) noexcept {
        deliver(token, "onInviteAnswered", [=](SIPCallbackEvents &listener) {
            listener.onInviteAnswered(sessionId, viewOf(callerDisplayName), viewOf(caller),
                                      viewOf(calleeDisplayName), viewOf(callee),
                                      viewOf(audioCodecNames), viewOf(videoCodecNames), existsAudio,
                                      existsVideo, viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteFailure(void *token, std::int32_t sessionId, const char *callerDisplayName,
                                const char *caller, const char *calleeDisplayName,
                                const char *callee, const char *reason, std::int32_t code,
                                const std::uint8_t *sipMessage,
                                std::size_t sipMessageLength) noexcept {
        deliver(token, "onInviteFailure", [=](SIPCallbackEvents &listener) {
            listener.onInviteFailure(sessionId, viewOf(callerDisplayName), viewOf(caller),
                                     viewOf(calleeDisplayName), viewOf(callee), viewOf(reason),
                                     code, viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteUpdated(void *token, std::int32_t sessionId, const char *audioCodecNames,
                                const char *videoCodecNames, bool existsAudio, bool existsVideo,
                                bool existsScreen, const std::uint8_t *sipMessage,
                                std::size_t sipMessageLength) noexcept {
        deliver(token, "onInviteUpdated", [=](SIPCallbackEvents &listener) {
            listener.onInviteUpdated(sessionId, viewOf(audioCodecNames), viewOf(videoCodecNames),
                                     existsAudio, existsVideo, existsScreen,
                                     viewOf(sipMessage, sipMessageLength));
        });
    }

    static void onInviteConnected(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onInviteConnected", [=](SIPCallbackEvents &listener) {
            listener.onInviteConnected(sessionId);
        });
    }

    static void onInviteBeginingForward(void *token, const char *forwardTo) noexcept {
        deliver(token, "onInviteBeginingForward", [=](SIPCallbackEvents &listener) {
            listener.onInviteBeginingForward(viewOf(forwardTo));
        });
    }

    static void onInviteClosed(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onInviteClosed", [=](SIPCallbackEvents &listener) {
            listener.onInviteClosed(sessionId);
        });
    }

    static void onRemoteHold(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onRemoteHold", [=](SIPCallbackEvents &listener) {
            listener.onRemoteHold(sessionId);
        });
    }

    static void onRemoteUnHold(void *token, std::int32_t sessionId, const char *audioCodecNames,
                               const char *videoCodecNames, bool existsAudio,
                               bool existsVideo) noexcept {
        deliver(token, "onRemoteUnHold", [=](SIPCallbackEvents &listener) {
            listener.onRemoteUnHold(sessionId, viewOf(audioCodecNames), viewOf(videoCodecNames),
                                    existsAudio, existsVideo);
        });
    }

    static void onDialogStateUpdated(void *token, const char *BLFMonitoredUri,
                                     const char *BLFDialogState, const char *BLFDialogId,
                                     const char *BLFDialogDirection) noexcept {
        deliver(token, "onDialogStateUpdated", [=](SIPCallbackEvents &listener) {
            listener.onDialogStateUpdated(viewOf(BLFMonitoredUri), viewOf(BLFDialogState),
                                          viewOf(BLFDialogId), viewOf(BLFDialogDirection));
        });
    }

    static void onReceivedRefer(void *token, std::int32_t sessionId, std::int32_t referId,
                                const char *to, const char *from,
                                const std::uint8_t *referSipMessage,
                                std::size_t referSipMessageLength) noexcept {
        deliver(token, "onReceivedRefer", [=](SIPCallbackEvents &listener) {
            listener.onReceivedRefer(sessionId, referId, viewOf(to), viewOf(from),
                                     viewOf(referSipMessage, referSipMessageLength));
        });
    }

    static void onReferAccepted(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onReferAccepted", [=](SIPCallbackEvents &listener) {
            listener.onReferAccepted(sessionId);
        });
    }

    static void onReferRejected(void *token, std::int32_t sessionId, const char *reason,
                                std::int32_t code) noexcept {
        deliver(token, "onReferRejected", [=](SIPCallbackEvents &listener) {
            listener.onReferRejected(sessionId, viewOf(reason), code);
        });
    }

    static void onTransferTrying(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onTransferTrying", [=](SIPCallbackEvents &listener) {
            listener.onTransferTrying(sessionId);
        });
    }

    static void onTransferRinging(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onTransferRinging", [=](SIPCallbackEvents &listener) {
            listener.onTransferRinging(sessionId);
        });
    }

    static void onACTVTransferSuccess(void *token, std::int32_t sessionId) noexcept {
        deliver(token, "onACTVTransferSuccess", [=](SIPCallbackEvents &listener) {
            listener.onACTVTransferSuccess(sessionId);
        });
    }

    static void onACTVTransferFailure(void *token, std::int32_t sessionId, const char *reason,
                                      std::int32_t code) noexcept {
        deliver(token, "onACTVTransferFailure", [=](SIPCallbackEvents &listener) {
            listener.onACTVTransferFailure(sessionId, viewOf(reason), code);
        });
    }

    static void onReceivedSignaling(void *token, std::int32_t sessionId,
                                    const std::uint8_t *signaling,
                                    std::size_t signalingLength) noexcept {
        deliver(token, "onReceivedSignaling", [=](SIPCallbackEvents &listener) {
            listener.onReceivedSignaling(sessionId, viewOf(signaling, signalingLength));
        });
    }

    static void onSendingSignaling(void *token, std::int32_t sessionId,
                                   const std::uint8_t *signaling,
                                   std::size_t signalingLength) noexcept {
        deliver(token, "onSendingSignaling", [=](SIPCallbackEvents &listener) {
            listener.onSendingSignaling(sessionId, viewOf(signaling, signalingLength));
        });
    }

    static void onWaitingVoiceMessage(void *token, const char *messageAccount,
                                      std::int32_t urgentNewMessageCount,
                                      std::int32_t urgentOldMessageCount,
                                      std::int32_t newMessageCount,
                                      std::int32_t oldMessageCount) noexcept {
        deliver(token, "onWaitingVoiceMessage", [=](SIPCallbackEvents &listener) {
            listener.onWaitingVoiceMessage(viewOf(messageAccount), urgentNewMessageCount,
                                           urgentOldMessageCount, newMessageCount, oldMessageCount);
        });
    }

    static void onWaitingFaxMessage(void *token, const char *messageAccount,
                                    std::int32_t urgentNewMessageCount,
                                    std::int32_t urgentOldMessageCount,
                                    std::int32_t newMessageCount,
                                    std::int32_t oldMessageCount) noexcept {
        deliver(token, "onWaitingFaxMessage", [=](SIPCallbackEvents &listener) {
            listener.onWaitingFaxMessage(viewOf(messageAccount), urgentNewMessageCount,
                                         urgentOldMessageCount, newMessageCount, oldMessageCount);
        });
    }

    static void onRecvDtmfTone(void *token, std::int32_t sessionId, std::int32_t tone) noexcept {
        deliver(token, "onRecvDtmfTone", [=](SIPCallbackEvents &listener) {
            listener.onRecvDtmfTone(sessionId, tone);
        });
    }

    static void onPresenceRecvSubscribe(void *token, std::int32_t subscribeId,
                                        const char *fromDisplayName, const char *from,
                                        const char *subject) noexcept {
        deliver(token, "onPresenceRecvSubscribe", [=](SIPCallbackEvents &listener) {
            listener.onPresenceRecvSubscribe(subscribeId, viewOf(fromDisplayName), viewOf(from),
                                             viewOf(subject));
        });
    }

    static void onPresenceOnline(void *token, const char *fromDisplayName, const char *from,
                                 const char *stateText) noexcept {
        deliver(token, "onPresenceOnline", [=](SIPCallbackEvents &listener) {
            listener.onPresenceOnline(viewOf(fromDisplayName), viewOf(from), viewOf(stateText));
        });
    }

    static void onPresenceOffline(void *token, const char *fromDisplayName,
                                  const char *from) noexcept {
        deliver(token, "onPresenceOffline", [=](SIPCallbackEvents &listener) {
            listener.onPresenceOffline(viewOf(fromDisplayName), viewOf(from));
        });
    }

    static void onRecvOptions(void *token, const std::uint8_t *optionsMessage,
                              std::size_t optionsMessageLength) noexcept {
        deliver(token, "onRecvOptions", [=](SIPCallbackEvents &listener) {
            listener.onRecvOptions(viewOf(optionsMessage, optionsMessageLength));
        });
    }

    static void onRecvInfo(void *token, const std::uint8_t *infoMessage,
                           std::size_t infoMessageLength) noexcept {
        deliver(token, "onRecvInfo", [=](SIPCallbackEvents &listener) {
            listener.onRecvInfo(viewOf(infoMessage, infoMessageLength));
        });
    }

    static void onRecvNotifyOfSubscription(void *token, std::int32_t subscribeId,
                                           const std::uint8_t *notifyMessage,
                                           std::size_t notifyMessageLength,
                                           const std::uint8_t *contentData,
                                           std::int32_t dataLength) noexcept {
        deliver(token, "onRecvNotifyOfSubscription", [=](SIPCallbackEvents &listener) {
            listener.onRecvNotifyOfSubscription(subscribeId,
                                                viewOf(notifyMessage, notifyMessageLength),
                                                Bytes(contentData, static_cast<std::size_t>(dataLength)));
        });
    }

    static void onSubscriptionFailure(void *token, std::int32_t subscribeId,
                                      std::int32_t statusCode) noexcept {
        deliver(token, "onSubscriptionFailure", [=](SIPCallbackEvents &listener) {
            listener.onSubscriptionFailure(subscribeId, statusCode);
        });
    }

    static void onSubscriptionTerminated(void *token, std::int32_t subscribeId) noexcept {
        deliver(token, "onSubscriptionTerminated", [=](SIPCallbackEvents &listener) {
            listener.onSubscriptionTerminated(subscribeId);
        });
    }

    static void onRecvMessage(void *token, std::int32_t sessionId, const char *mimeType,
                              const char *subMimeType, const std::uint8_t *messageData,
                              std::int32_t messageDataLength) noexcept {
        deliver(token, "onRecvMessage", [=](SIPCallbackEvents &listener) {
            listener.onRecvMessage(sessionId, viewOf(mimeType), viewOf(subMimeType),
                                   Bytes(messageData, static_cast<std::size_t>(messageDataLength)));
        });
    }

    static void onRecvOutOfDialogMessage(void *token, const char *fromDisplayName, const char *from,
                                         const char *toDisplayName, const char *to,
                                         const char *mimeType, const char *subMimeType,
                                         const std::uint8_t *messageData,
                                         std::int32_t messageDataLength) noexcept {
        deliver(token, "onRecvOutOfDialogMessage", [=](SIPCallbackEvents &listener) {
            listener.onRecvOutOfDialogMessage(viewOf(fromDisplayName), viewOf(from),
                                              viewOf(toDisplayName), viewOf(to), viewOf(mimeType),
                                              viewOf(subMimeType),
                                              Bytes(messageData, static_cast<std::size_t>(messageDataLength)));
        });
    }

    static void onSendMessageSuccess(void *token, std::int32_t sessionId,
                                     std::int32_t messageId) noexcept {
        deliver(token, "onSendMessageSuccess", [=](SIPCallbackEvents &listener) {
            listener.onSendMessageSuccess(sessionId, messageId);
        });
    }

    static void onSendMessageFailure(void *token, std::int32_t sessionId, std::int32_t messageId,
                                     const char *reason, std::int32_t code) noexcept {
        deliver(token, "onSendMessageFailure", [=](SIPCallbackEvents &listener) {
            listener.onSendMessageFailure(sessionId, messageId, viewOf(reason), code);
        });
    }

    static void onSendOutOfDialogMessageSuccess(void *token, std::int32_t messageId,
                                                const char *fromDisplayName, const char *from,
                                                const char *toDisplayName,
                                                const char *to) noexcept {
        deliver(token, "onSendOutOfDialogMessageSuccess", [=](SIPCallbackEvents &listener) {
            listener.onSendOutOfDialogMessageSuccess(messageId, viewOf(fromDisplayName),
                                                     viewOf(from), viewOf(toDisplayName),
                                                     viewOf(to));
        });
    }

    static void onSendOutOfDialogMessageFailure(void *token, std::int32_t messageId,
                                                const char *fromDisplayName, const char *from,
                                                const char *toDisplayName, const char *to,
                                                const char *reason, std::int32_t code) noexcept {
        deliver(token, "onSendOutOfDialogMessageFailure", [=](SIPCallbackEvents &listener) {
            listener.onSendOutOfDialogMessageFailure(messageId, viewOf(fromDisplayName),
                                                     viewOf(from), viewOf(toDisplayName),
                                                     viewOf(to), viewOf(reason), code);
        });
    }

    static void onPlayFileFinished(void *token, std::int32_t sessionId,
                                   const char *fileName) noexcept {
        deliver(token, "onPlayFileFinished", [=](SIPCallbackEvents &listener) {
            listener.onPlayFileFinished(sessionId, viewOf(fileName));
        });
    }

    static void onStatistics(void *token, std::int32_t sessionId, const char *stat) noexcept {
        deliver(token, "onStatistics", [=](SIPCallbackEvents &listener) {
            listener.onStatistics(sessionId, viewOf(stat));
        });
    }
};

}  // namespace detail
}  // namespace PortSIP

#endif  // PORTSIP_HANDLERS_HPP
