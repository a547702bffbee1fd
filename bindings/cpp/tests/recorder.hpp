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
    void onReceivedSignaling(std::int32_t sessionId, std::string_view signaling) override {
        journal.note("onReceivedSignaling", sessionId, signaling);
    }
    void onSendingSignaling(std::int32_t sessionId, std::string_view signaling) override {
        journal.note("onSendingSignaling", sessionId, signaling);
    }
    void onRecvDtmfTone(std::int32_t sessionId, std::int32_t tone) override {
        journal.note("onRecvDtmfTone", sessionId, tone);
    }
    void onRecvOptions(std::string_view optionsMessage) override {
        journal.note("onRecvOptions", optionsMessage);
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
    "onInviteClosed 11000",
    "onRemoteHold 12000",
    "onRemoteUnHold 13000 [audioCodecNames 12 é 日本 📞] [videoCodecNames 12 é 日本 📞] true false",
    "onReceivedSignaling 14000 [signaling 13 é 日本 📞]",
    "onSendingSignaling 15000 [signaling 14 é 日本 📞]",
    "onRecvDtmfTone 16000 16001",
    "onRecvOptions [optionsMessage 16 é 日本 📞]",
    "onPlayFileFinished 18000 [fileName 17 é 日本 📞]",
    "onStatistics 19000 [stat 18 é 日本 📞]",
};

#endif
