// What messages carry besides calls: headers that are changed, bodies of INFO, texts, presence, settings of calls.

#include "phone.hpp"

using PortSIP::PortSIPLib;

namespace {

struct Answering : Recorder {
    PortSIPLib *lib = nullptr;
    void onInviteIncoming(std::int32_t sessionId, std::string_view callerDisplayName, std::string_view caller,
                          std::string_view calleeDisplayName, std::string_view callee,
                          std::string_view audioCodecNames, std::string_view videoCodecNames, bool existsAudio,
                          bool existsVideo, std::string_view sipMessage) override {
        lib->answerCall(sessionId, false);
        Recorder::onInviteIncoming(sessionId, callerDisplayName, caller, calleeDisplayName, callee, audioCodecNames,
                                   videoCodecNames, existsAudio, existsVideo, sipMessage);
    }
};

std::string headerOf(PortSIPLib &lib, const std::string &message, const char *name) {
    std::string value;
    return lib.getSipMessageHeaderValue(message, name, value) == 0 ? value : std::string();
}

}  // namespace

TEST_CASE("headers are added, modified and taken back") {
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");
    const auto added = from.addSipMessageHeader(INVALID_SESSION_ID, "INVITE", 1, "X-Ort", "Köln 東京");
    const auto modified = from.modifySipMessageHeader(INVALID_SESSION_ID, "ALL", 3, "User-Agent", "Телефон");
    REQUIRE(added > 0);
    REQUIRE(modified > 0);
    CHECK(from.addSipMessageHeader(INVALID_SESSION_ID, "ALL", 3, "Via", "x") == ECoreSipHeaderBadFormed);
    from.enableCallbackSignaling(true, false);
    const auto invite = [&](std::size_t nth) {
        const auto session = from.call(addressOf(to, "bob"), true, false);
        REQUIRE(session > 0);
        REQUIRE(alice.journal.wait("onInviteConnected " + std::to_string(session)) != "");
        const std::string line = bob.journal.wait("onInviteIncoming", nth);
        REQUIRE(from.hangUp(session) == 0);
        REQUIRE(bob.journal.wait("onInviteClosed", nth) != "");
        return line.substr(line.find("[INVITE ") + 1);
    };
    std::string message = invite(1);
    CHECK(headerOf(to, message, "x-ort") == "Köln 東京");
    CHECK(headerOf(to, message, "User-Agent") == "Телефон");

    CHECK(from.removeAddedSipMessageHeader(added) == 0);
    CHECK(from.removeAddedSipMessageHeader(added) == ECoreSipHeaderNotExist);
    CHECK(from.removeModifiedSipMessageHeader(modified) == 0);
    message = invite(2);
    CHECK(message.find("X-Ort") == std::string::npos);
    CHECK(headerOf(to, message, "User-Agent") == "C++ test");

    REQUIRE(from.addSipMessageHeader(INVALID_SESSION_ID, "INVITE", 1, "X-A", "1") > 0);
    REQUIRE(from.modifySipMessageHeader(INVALID_SESSION_ID, "INVITE", 1, "X-B", "2") > 0);
    CHECK(from.clearAddedSipMessageHeaders() == 0);
    message = invite(3);
    CHECK(headerOf(to, message, "X-A") == "");
    CHECK(headerOf(to, message, "X-B") == "2");
    CHECK(from.clearModifiedSipMessageHeaders() == 0);
    CHECK(headerOf(to, invite(4), "X-B") == "");
}

TEST_CASE("INFO with a body of the program") {
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");
    CHECK(to.addSupportedMimeType("INFO", "text", "plain") == 0);
    CHECK(to.addSupportedMimeType("INFO", "", "plain") == ECoreMimeTypeUnknown);
    CHECK(from.sendInfo(1, "text", "plain", "early") == ECoreInviteSessionNotFound);
    const auto session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(alice.journal.wait("onInviteConnected") != "");
    CHECK(from.sendInfo(session, "text", "plain", "Grüße 日本 📞") == 0);
    const std::string told = bob.journal.wait("onRecvInfo [INFO sip:bob@");
    CHECK(told.find("\r\n\r\nGrüße 日本 📞]") != std::string::npos);
    // What nobody asked for is refused, and the call goes on.
    CHECK(from.sendInfo(session, "text", "html", "<p>") == 0);
    CHECK(from.sendInfo(session, "text", "plain", "") == 0);
    CHECK(bob.journal.wait("onRecvInfo", 2).find("text/plain") != std::string::npos);
    CHECK(from.hangUp(session) == 0);
    CHECK(bob.journal.wait("onInviteClosed") != "");
}

TEST_CASE("messages in a call and outside of one") {
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");
    const std::string text = "Hé";
    const std::string told = " [text] [plain] <72 195 169>";
    const auto outside = from.sendOutOfDialogMessage(addressOf(to, "bob"), "text", "plain", true, text);
    REQUIRE(outside > 0);
    CHECK(bob.journal.wait("onRecvOutOfDialogMessage").find(told) != std::string::npos);
    CHECK(alice.journal.wait("onSendOutOfDialogMessageSuccess " + std::to_string(outside)) != "");
    CHECK(from.sendOutOfDialogMessage("", "text", "plain", false, text) == ECoreCalleeEmpty);
    CHECK(from.sendMessage(1, "text", "plain", text) == ECoreInviteSessionNotFound);
    const auto session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(alice.journal.wait("onInviteConnected") != "");
    const auto inside = from.sendMessage(session, "text", "plain", text);
    REQUIRE(inside > outside);
    CHECK(bob.journal.wait("onRecvMessage").find(told) != std::string::npos);
    const std::string call = std::to_string(session) + " ";
    CHECK(alice.journal.wait("onSendMessageSuccess " + call + std::to_string(inside)) != "");
    const auto refused = from.sendMessage(session, "image", "png", text);
    const std::string failure = alice.journal.wait("onSendMessageFailure " + call + std::to_string(refused));
    CHECK(failure.find(" 415") != std::string::npos);
    CHECK(from.hangUp(session) == 0);
    CHECK(bob.journal.wait("onInviteClosed") != "");
}

TEST_CASE("subscriptions to one another") {
    Recorder alice, bob;
    PortSIPLib from(alice), to(bob);
    start(from, "alice");
    start(to, "bob");
    const auto refused = from.sendSubscription(addressOf(to, "bob"), "conference");
    REQUIRE(refused > 0);
    CHECK(alice.journal.wait("onSubscriptionFailure " + std::to_string(refused) + " 489") != "");
    CHECK(from.sendSubscription(addressOf(to, "bob"), "refer") == ECoreArgumentIncorrect);
    CHECK(from.terminateSubscription(refused) == ECoreNotFoundSubscribeId);

    const auto watching = from.presenceSubscribe(addressOf(to, "bob"), "Darf ich? é 日本");
    REQUIRE(watching > refused);
    CHECK(from.presenceSubscribe(addressOf(to, "bob"), "") == ECoreSipAlreadySubscribed);
    const std::string request = bob.journal.wait("onPresenceRecvSubscribe");
    CHECK(request.find("[" + addressOf(from, "alice") + "] [Darf ich? é 日本]") != std::string::npos);
    const auto watcher = static_cast<std::int32_t>(std::stol(request.substr(request.find(' '))));
    CHECK(alice.journal.wait("onRecvNotifyOfSubscription " + std::to_string(watching) + " [NOTIFY ") != "");
    CHECK(to.setPresenceStatus(watcher, "Im Büro 🏢") == 0);
    CHECK(to.presenceAcceptSubscribe(watcher) == 0);
    const std::string bobs = " [" + addressOf(to, "bob") + "]";
    CHECK(alice.journal.wait("onPresenceOnline").find(bobs + " [Im Büro 🏢]") != std::string::npos);
    CHECK(to.setPresenceStatus(watcher, "Offline") == 0);
    CHECK(alice.journal.wait("onPresenceOffline").find(bobs) != std::string::npos);
    CHECK(from.presenceTerminateSubscribe(watching) == 0);
    CHECK(alice.journal.wait("onSubscriptionTerminated " + std::to_string(watching)) != "");
    CHECK(bob.journal.wait("onSubscriptionTerminated " + std::to_string(watcher)) != "");
}

// Asks for the statistics of a call until they hold a text.
static bool statisticsHold(PortSIPLib &lib, Recorder &recorder, std::int32_t session, const char *text) {
    const std::string ofCall = "onStatistics " + std::to_string(session) + " ";
    std::size_t asked = recorder.journal.count(ofCall);
    return until([&] {
        REQUIRE(lib.getStatistics(session) == 0);
        return recorder.journal.wait(ofCall, ++asked).find(text) != std::string::npos;
    });
}

TEST_CASE("encrypted calls along ICE tell how") {
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");
    for (PortSIPLib *lib : {&from, &to}) {
        CHECK(lib->setSrtpPolicy(SRTP_POLICY_PREFER, true) == 0);
        CHECK(lib->setSrtpSessionParameters(false, true, false) == 0);
        CHECK(lib->enableIce(true) == 0);
    }
    CHECK(from.setSrtpSuites("ROT13") == ECoreArgumentIncorrect);
    CHECK(from.setSrtpSuites("AEAD_AES_256_GCM#AES_CM_128_HMAC_SHA1_80") == 0);
    CHECK(from.setTurnServer("192.0.2.1", 0, TRANSPORT_UDP, "u", "p") == 0);
    CHECK(from.setTurnServer("", 0, TRANSPORT_UDP, "", "") == 0);
    auto session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(alice.journal.wait("onInviteConnected " + std::to_string(session)) != "");
    CHECK(bob.journal.wait("onInviteIncoming").find(" UNENCRYPTED_SRTCP") != std::string::npos);
    CHECK(statisticsHold(from, alice, session, "\"ice\":{\"address\":\"127.0.0.1:"));
    CHECK(statisticsHold(from, alice, session, "\"keys\":\"sdes\""));
    CHECK(statisticsHold(from, alice, session, "\"suite_received\":\"AEAD_AES_256_GCM\""));
    CHECK(from.hangUp(session) == 0);

    CHECK(from.setSrtpKeyExchange(SRTP_KEY_EXCHANGE_DTLS) == 0);
    session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(alice.journal.wait("onInviteConnected " + std::to_string(session)) != "");
    CHECK(statisticsHold(from, alice, session, "\"keys\":\"dtls\""));
    CHECK(statisticsHold(from, alice, session, "\"suite_received\":\"AEAD_AES_256_GCM\""));
    CHECK(from.hangUp(session) == 0);
}

TEST_CASE("a call with a session timer is offered anew") {
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");
    CHECK(from.enableSessionTimer(89, SESSION_REFERESH_UAC) == ECoreSessionTimerValueTooSmall);
    CHECK(from.enableSessionTimer(90, SESSION_REFERESH_UAC) == 0);
    const auto session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(alice.journal.wait("onInviteConnected") != "");
    REQUIRE(bob.journal.wait("onInviteConnected") != "");
    const std::string line = bob.journal.wait("onInviteIncoming");
    CHECK(headerOf(to, line.substr(line.find("[INVITE ") + 1), "Session-Expires").substr(0, 2) == "90");
    CHECK(from.updateCall(session, true, false, false) == 0);
    CHECK(from.disableSessionTimer() == 0);
    CHECK(from.hangUp(session) == 0);
}

TEST_CASE("OPTIONS asks what somebody can do") {
    Recorder alice, bob;
    PortSIPLib from(alice), to(bob);
    start(from, "alice");
    start(to, "bob");
    from.enableCallbackSignaling(false, true);
    CHECK(from.sendOptions("", "") == ECoreCalleeEmpty);
    CHECK(from.sendOptions(addressOf(to, "bob"), "") == 0);
    CHECK(bob.journal.wait("onRecvOptions [OPTIONS sip:bob@") != "");
    const std::string answer = alice.journal.wait("onReceivedSignaling -1 [SIP/2.0 200 ");
    CHECK(headerOf(from, answer.substr(answer.find("[SIP/2.0") + 1), "Allow").find("INVITE") != std::string::npos);
}

TEST_CASE("settings of signalling say what they take") {
    Recorder listener;
    PortSIPLib lib(listener);
    start(lib);
    CHECK(lib.setReliableProvisional(1) == 0);
    CHECK(lib.setReliableProvisional(9) == ECoreArgumentIncorrect);
    CHECK(lib.enableEarlyMedia(true) == 0);
    CHECK(lib.enable3GppTags(true) == 0);
    CHECK(lib.enablePriorityIPv6Domain(true) == 0);
    CHECK(lib.setUriUserEncoding("#", false) == 0);
    CHECK(lib.setUriUserEncoding("é", false) == ECoreArgumentIncorrect);
}
