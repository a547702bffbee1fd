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
        handlers.onInviteClosed = onInviteClosed;
        handlers.onRemoteHold = onRemoteHold;
        handlers.onRemoteUnHold = onRemoteUnHold;
        handlers.onReceivedSignaling = onReceivedSignaling;
        handlers.onSendingSignaling = onSendingSignaling;
        handlers.onRecvDtmfTone = onRecvDtmfTone;
        handlers.onRecvOptions = onRecvOptions;
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

    static void onRecvDtmfTone(void *token, std::int32_t sessionId, std::int32_t tone) noexcept {
        deliver(token, "onRecvDtmfTone", [=](SIPCallbackEvents &listener) {
            listener.onRecvDtmfTone(sessionId, tone);
        });
    }

    static void onRecvOptions(void *token, const std::uint8_t *optionsMessage,
                              std::size_t optionsMessageLength) noexcept {
        deliver(token, "onRecvOptions", [=](SIPCallbackEvents &listener) {
            listener.onRecvOptions(viewOf(optionsMessage, optionsMessageLength));
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
