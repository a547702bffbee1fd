// Generated from the C interface by `cargo xtask generate`: do not edit.
// A listener that notes every event, and what the events of the test hooks look like.

#ifndef RECORDER_HPP
#define RECORDER_HPP

#include <portsip/portsip.hpp>

#include "journal.hpp"

class Recorder : public PortSIP::SIPCallbackEvents {
public:
    Journal journal;

    void onRegisterSuccess(std::string_view statusText, std::int32_t statusCode,
                           std::string_view sipMessage) override {
        journal.note("onRegisterSuccess", statusText, statusCode, sipMessage);
    }
    void onRegisterFailure(std::string_view statusText, std::int32_t statusCode,
                           std::string_view sipMessage) override {
        journal.note("onRegisterFailure", statusText, statusCode, sipMessage);
    }
    void onInviteIncoming(std::int32_t sessionId, std::string_view callerDisplayName,
                          std::string_view caller, std::string_view calleeDisplayName,
                          std::string_view callee, std::string_view audioCodecNames,
                          std::string_view videoCodecNames, bool existsAudio, bool existsVideo,
                          std::string_view sipMessage) override {
        journal.note("onInviteIncoming", sessionId, callerDisplayName, caller, calleeDisplayName,
                     callee, audioCodecNames, videoCodecNames, existsAudio, existsVideo,
                     sipMessage);
    }
    void onInviteTrying(std::int32_t sessionId) override {
        journal.note("onInviteTrying", sessionId);
    }
    void onInviteSessionProgress(std::int32_t sessionId, std::string_view audioCodecNames,
                                 std::string_view videoCodecNames, bool existsEarlyMedia,
                                 bool existsAudio, bool existsVideo,
                                 std::string_view sipMessage) override {
        journal.note("onInviteSessionProgress", sessionId, audioCodecNames, videoCodecNames,
                     existsEarlyMedia, existsAudio, existsVideo, sipMessage);
    }
    void onInviteRinging(std::int32_t sessionId, std::string_view statusText,
                         std::int32_t statusCode, std::string_view sipMessage) override {
        journal.note("onInviteRinging", sessionId, statusText, statusCode, sipMessage);
    }
    void onInviteAnswered(std::int32_t sessionId, std::string_view callerDisplayName,
                          std::string_view caller, std::string_view calleeDisplayName,
                          std::string_view callee, std::string_view audioCodecNames,
                          std::string_view videoCodecNames, bool existsAudio, bool existsVideo,
                          std::string_view sipMessage) override {
        journal.note("onInviteAnswered", sessionId, callerDisplayName, caller, calleeDisplayName,
                     callee, audioCodecNames, videoCodecNames, existsAudio, existsVideo,
                     sipMessage);
    }
    void onInviteFailure(std::int32_t sessionId, std::string_view callerDisplayName,
                         std::string_view caller, std::string_view calleeDisplayName,
                         std::string_view callee, std::string_view reason, std::int32_t code,
                         std::string_view sipMessage) override {
        journal.note("onInviteFailure", sessionId, callerDisplayName, caller, calleeDisplayName,
                     callee, reason, code, sipMessage);
    }
    void onInviteUpdated(std::int32_t sessionId, std::string_view audioCodecNames,
                         std::string_view videoCodecNames, bool existsAudio, bool existsVideo,
                         bool existsScreen, std::string_view sipMessage) override {
        journal.note("onInviteUpdated", sessionId, audioCodecNames, videoCodecNames, existsAudio,
                     existsVideo, existsScreen, sipMessage);
    }
    void onInviteConnected(std::int32_t sessionId) override {
        journal.note("onInviteConnected", sessionId);
    }
    void onInviteBeginingForward(std::string_view forwardTo) override {
        journal.note("onInviteBeginingForward", forwardTo);
    }
    void onInviteClosed(std::int32_t sessionId) override {
        journal.note("onInviteClosed", sessionId);
    }
    void onRemoteHold(std::int32_t sessionId) override {
        journal.note("onRemoteHold", sessionId);
    }
    void onRemoteUnHold(std::int32_t sessionId, std::string_view audioCodecNames,
                        std::string_view videoCodecNames, bool existsAudio,
                        bool existsVideo) override {
        journal.note("onRemoteUnHold", sessionId, audioCodecNames, videoCodecNames, existsAudio,
                     existsVideo);
    }
    void onDialogStateUpdated(std::string_view BLFMonitoredUri, std::string_view BLFDialogState,
                              std::string_view BLFDialogId,
                              std::string_view BLFDialogDirection) override {
        journal.note("onDialogStateUpdated", BLFMonitoredUri, BLFDialogState, BLFDialogId,
                     BLFDialogDirection);
    }
    void onReceivedRefer(std::int32_t sessionId, std::int32_t referId, std::string_view to,
                         std::string_view from, std::string_view referSipMessage) override {
        journal.note("onReceivedRefer", sessionId, referId, to, from, referSipMessage);
    }
    void onReferAccepted(std::int32_t sessionId) override {
        journal.note("onReferAccepted", sessionId);
    }
    void onReferRejected(std::int32_t sessionId, std::string_view reason,
                         std::int32_t code) override {
        journal.note("onReferRejected", sessionId, reason, code);
    }
    void onTransferTrying(std::int32_t sessionId) override {
        journal.note("onTransferTrying", sessionId);
    }
    void onTransferRinging(std::int32_t sessionId) override {
        journal.note("onTransferRinging", sessionId);
    }
    void onACTVTransferSuccess(std::int32_t sessionId) override {
        journal.note("onACTVTransferSuccess", sessionId);
    }
    void onACTVTransferFailure(std::int32_t sessionId, std::string_view reason,
                               std::int32_t code) override {
        journal.note("onACTVTransferFailure", sessionId, reason, code);
    }
    void onReceivedSignaling(std::int32_t sessionId, std::string_view signaling) override {
        journal.note("onReceivedSignaling", sessionId, signaling);
    }
    void onSendingSignaling(std::int32_t sessionId, std::string_view signaling) override {
        journal.note("onSendingSignaling", sessionId, signaling);
    }
    void onWaitingVoiceMessage(std::string_view messageAccount, std::int32_t urgentNewMessageCount,
                               std::int32_t urgentOldMessageCount, std::int32_t newMessageCount,
                               std::int32_t oldMessageCount) override {
        journal.note("onWaitingVoiceMessage", messageAccount, urgentNewMessageCount,
                     urgentOldMessageCount, newMessageCount, oldMessageCount);
    }
    void onWaitingFaxMessage(std::string_view messageAccount, std::int32_t urgentNewMessageCount,
                             std::int32_t urgentOldMessageCount, std::int32_t newMessageCount,
                             std::int32_t oldMessageCount) override {
        journal.note("onWaitingFaxMessage", messageAccount, urgentNewMessageCount,
                     urgentOldMessageCount, newMessageCount, oldMessageCount);
    }
    void onRecvDtmfTone(std::int32_t sessionId, std::int32_t tone) override {
        journal.note("onRecvDtmfTone", sessionId, tone);
    }
    void onPresenceRecvSubscribe(std::int32_t subscribeId, std::string_view fromDisplayName,
                                 std::string_view from, std::string_view subject) override {
        journal.note("onPresenceRecvSubscribe", subscribeId, fromDisplayName, from, subject);
    }
    void onPresenceOnline(std::string_view fromDisplayName, std::string_view from,
                          std::string_view stateText) override {
        journal.note("onPresenceOnline", fromDisplayName, from, stateText);
    }
    void onPresenceOffline(std::string_view fromDisplayName, std::string_view from) override {
        journal.note("onPresenceOffline", fromDisplayName, from);
    }
    void onRecvOptions(std::string_view optionsMessage) override {
        journal.note("onRecvOptions", optionsMessage);
    }
    void onRecvInfo(std::string_view infoMessage) override {
        journal.note("onRecvInfo", infoMessage);
    }
    void onRecvNotifyOfSubscription(std::int32_t subscribeId, std::string_view notifyMessage,
                                    PortSIP::Bytes contentData) override {
        journal.note("onRecvNotifyOfSubscription", subscribeId, notifyMessage, contentData);
    }
    void onSubscriptionFailure(std::int32_t subscribeId, std::int32_t statusCode) override {
        journal.note("onSubscriptionFailure", subscribeId, statusCode);
    }
    void onSubscriptionTerminated(std::int32_t subscribeId) override {
        journal.note("onSubscriptionTerminated", subscribeId);
    }
    void onRecvMessage(std::int32_t sessionId, std::string_view mimeType,
                       std::string_view subMimeType, PortSIP::Bytes messageData) override {
        journal.note("onRecvMessage", sessionId, mimeType, subMimeType, messageData);
    }
    void onRecvOutOfDialogMessage(std::string_view fromDisplayName, std::string_view from,
                                  std::string_view toDisplayName, std::string_view to,
                                  std::string_view mimeType, std::string_view subMimeType,
                                  PortSIP::Bytes messageData) override {
        journal.note("onRecvOutOfDialogMessage", fromDisplayName, from, toDisplayName, to, mimeType,
                     subMimeType, messageData);
    }
    void onSendMessageSuccess(std::int32_t sessionId, std::int32_t messageId) override {
        journal.note("onSendMessageSuccess", sessionId, messageId);
    }
    void onSendMessageFailure(std::int32_t sessionId, std::int32_t messageId,
                              std::string_view reason, std::int32_t code) override {
        journal.note("onSendMessageFailure", sessionId, messageId, reason, code);
    }
    void onSendOutOfDialogMessageSuccess(std::int32_t messageId, std::string_view fromDisplayName,
                                         std::string_view from, std::string_view toDisplayName,
                                         std::string_view to) override {
        journal.note("onSendOutOfDialogMessageSuccess", messageId, fromDisplayName, from,
                     toDisplayName, to);
    }
    void onSendOutOfDialogMessageFailure(std::int32_t messageId, std::string_view fromDisplayName,
                                         std::string_view from, std::string_view toDisplayName,
                                         std::string_view to, std::string_view reason,
                                         std::int32_t code) override {
        journal.note("onSendOutOfDialogMessageFailure", messageId, fromDisplayName, from,
                     toDisplayName, to, reason, code);
    }
    void onPlayFileFinished(std::int32_t sessionId, std::string_view fileName) override {
        journal.note("onPlayFileFinished", sessionId, fileName);
    }
    void onStatistics(std::int32_t sessionId, std::string_view stat) override {
        journal.note("onStatistics", sessionId, stat);
    }
};

// By the number of the event.
inline const char *const raised_events[] = {
    "onRegisterSuccess [statusText 0 é 日本 📞] 1001 [sipMessage 0 é 日本 📞]",
    "onRegisterFailure [statusText 1 é 日本 📞] 2001 [sipMessage 1 é 日本 📞]",
    "onInviteIncoming 3000 [callerDisplayName 2 é 日本 📞] [caller 2 é 日本 📞] [calleeDisplayName 2 é 日本 📞] [callee 2 é 日本 📞] [audioCodecNames 2 é 日本 📞] [videoCodecNames 2 é 日本 📞] true false [sipMessage 2 é 日本 📞]",
    "onInviteTrying 4000",
    "onInviteSessionProgress 5000 [audioCodecNames 4 é 日本 📞] [videoCodecNames 4 é 日本 📞] true false true [sipMessage 4 é 日本 📞]",
    "onInviteRinging 6000 [statusText 5 é 日本 📞] 6002 [sipMessage 5 é 日本 📞]",
    "onInviteAnswered 7000 [callerDisplayName 6 é 日本 📞] [caller 6 é 日本 📞] [calleeDisplayName 6 é 日本 📞] [callee 6 é 日本 📞] [audioCodecNames 6 é 日本 📞] [videoCodecNames 6 é 日本 📞] true false [sipMessage 6 é 日本 📞]",
    "onInviteFailure 8000 [callerDisplayName 7 é 日本 📞] [caller 7 é 日本 📞] [calleeDisplayName 7 é 日本 📞] [callee 7 é 日本 📞] [reason 7 é 日本 📞] 8006 [sipMessage 7 é 日本 📞]",
    "onInviteUpdated 9000 [audioCodecNames 8 é 日本 📞] [videoCodecNames 8 é 日本 📞] true false true [sipMessage 8 é 日本 📞]",
    "onInviteConnected 10000",
    "onInviteBeginingForward [forwardTo 10 é 日本 📞]",
    "onInviteClosed 12000",
    "onRemoteHold 13000",
    "onRemoteUnHold 14000 [audioCodecNames 13 é 日本 📞] [videoCodecNames 13 é 日本 📞] false true",
    "onDialogStateUpdated [BLFMonitoredUri 14 é 日本 📞] [BLFDialogState 14 é 日本 📞] [BLFDialogId 14 é 日本 📞] [BLFDialogDirection 14 é 日本 📞]",
    "onReceivedRefer 16000 16001 [to 15 é 日本 📞] [from 15 é 日本 📞] [referSipMessage 15 é 日本 📞]",
    "onReferAccepted 17000",
    "onReferRejected 18000 [reason 17 é 日本 📞] 18002",
    "onTransferTrying 19000",
    "onTransferRinging 20000",
    "onACTVTransferSuccess 21000",
    "onACTVTransferFailure 22000 [reason 21 é 日本 📞] 22002",
    "onReceivedSignaling 23000 [signaling 22 é 日本 📞]",
    "onSendingSignaling 24000 [signaling 23 é 日本 📞]",
    "onWaitingVoiceMessage [messageAccount 24 é 日本 📞] 25001 25002 25003 25004",
    "onWaitingFaxMessage [messageAccount 25 é 日本 📞] 26001 26002 26003 26004",
    "onRecvDtmfTone 27000 27001",
    "onPresenceRecvSubscribe 28000 [fromDisplayName 27 é 日本 📞] [from 27 é 日本 📞] [subject 27 é 日本 📞]",
    "onPresenceOnline [fromDisplayName 28 é 日本 📞] [from 28 é 日本 📞] [stateText 28 é 日本 📞]",
    "onPresenceOffline [fromDisplayName 29 é 日本 📞] [from 29 é 日本 📞]",
    "onRecvOptions [optionsMessage 30 é 日本 📞]",
    "onRecvInfo [infoMessage 31 é 日本 📞]",
    "onRecvNotifyOfSubscription 33000 [notifyMessage 32 é 日本 📞] <0 255 32 2 120>",
    "onSubscriptionFailure 34000 34001",
    "onSubscriptionTerminated 35000",
    "onRecvMessage 36000 [mimeType 35 é 日本 📞] [subMimeType 35 é 日本 📞] <0 255 35 3 120>",
    "onRecvOutOfDialogMessage [fromDisplayName 36 é 日本 📞] [from 36 é 日本 📞] [toDisplayName 36 é 日本 📞] [to 36 é 日本 📞] [mimeType 36 é 日本 📞] [subMimeType 36 é 日本 📞] <0 255 36 6 120>",
    "onSendMessageSuccess 38000 38001",
    "onSendMessageFailure 39000 39001 [reason 38 é 日本 📞] 39003",
    "onSendOutOfDialogMessageSuccess 40000 [fromDisplayName 39 é 日本 📞] [from 39 é 日本 📞] [toDisplayName 39 é 日本 📞] [to 39 é 日本 📞]",
    "onSendOutOfDialogMessageFailure 41000 [fromDisplayName 40 é 日本 📞] [from 40 é 日本 📞] [toDisplayName 40 é 日本 📞] [to 40 é 日本 📞] [reason 40 é 日本 📞] 41006",
    "onPlayFileFinished 42000 [fileName 41 é 日本 📞]",
    "onStatistics 43000 [stat 42 é 日本 📞]",
};

#endif
