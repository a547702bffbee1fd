// Calls that go to somebody else: transferred, forwarded, or refused while nobody is to be disturbed.

#include <atomic>
#include <cstdlib>

#include "phone.hpp"

using PortSIP::PortSIPLib;

namespace {

// A phone that answers calls, and calls whom it is asked to.
struct Party : Recorder {
    const std::string name;
    std::atomic<bool> answers{true}, follows{true};
    PortSIPLib lib;

    explicit Party(const std::string &user) : name(user), lib(*this) { start(lib, user); }

    std::string address() { return addressOf(lib, name); }

    // Calls another one and waits until both are connected: the ids of the call here and there.
    std::pair<std::int32_t, std::int32_t> call(Party &other) {
        const auto here = lib.call(other.address(), true, false);
        REQUIRE(here > 0);
        REQUIRE(journal.wait("onInviteConnected " + std::to_string(here)) != "");
        const auto nth = ++other.taken_;
        const auto there = number(other.journal.wait("onInviteConnected", nth), 1);
        REQUIRE(there > 0);
        return {here, there};
    }

    // The `nth` (from 1) number behind the name of an event.
    static std::int32_t number(const std::string &line, int nth) {
        const char *at = line.c_str();
        for (; *at != '\0' && nth > 0; ++at) {
            nth -= *at == ' ';
        }
        return std::atoi(at);
    }

    void onInviteIncoming(std::int32_t sessionId, std::string_view callerDisplayName, std::string_view caller,
                          std::string_view calleeDisplayName, std::string_view callee,
                          std::string_view audioCodecNames, std::string_view videoCodecNames, bool existsAudio,
                          bool existsVideo, std::string_view sipMessage) override {
        // A call that takes the place of another one is answered by itself.
        if (answers && sipMessage.find("\r\nReplaces:") == std::string_view::npos) {
            CHECK(lib.answerCall(sessionId, false) == 0);
        }
        Recorder::onInviteIncoming(sessionId, callerDisplayName, caller, calleeDisplayName, callee, audioCodecNames,
                                   videoCodecNames, existsAudio, existsVideo, sipMessage);
    }
    void onReceivedRefer(std::int32_t sessionId, std::int32_t referId, std::string_view to, std::string_view from,
                         std::string_view referSipMessage) override {
        Recorder::onReceivedRefer(sessionId, referId, to, from, referSipMessage);
        journal.note("followed", follows ? lib.acceptRefer(referId, referSipMessage) : lib.rejectRefer(referId));
    }

private:
    std::size_t taken_ = 0;
};

// Bob's call took the place of Alice's call with Carol; `told` is the call that Alice's events name.
void takenOver(Party &alice, std::int32_t told, std::int32_t to_carol, Party &bob, Party &carol) {
    CHECK(alice.journal.wait("onACTVTransferSuccess") == "onACTVTransferSuccess " + std::to_string(told));
    CHECK(alice.journal.wait("onInviteClosed") == "onInviteClosed " + std::to_string(to_carol));
    const auto onward = Party::number(bob.journal.wait("followed"), 1);
    REQUIRE(onward > 0);
    CHECK(bob.journal.wait("onInviteConnected " + std::to_string(onward)) != "");
    CHECK(bob.lib.hangUp(onward) == 0);
    CHECK(carol.journal.wait("onInviteClosed") != "");
}

}  // namespace

TEST_CASE("a blind transfer") {
    Party alice("alice"), bob("bob"), carol("carol");
    const auto [ours, bobs] = alice.call(bob);
    const std::string mine = " " + std::to_string(ours);
    CHECK(alice.lib.refer(ours, carol.address()) == 0);
    const std::string asked = bob.journal.wait("onReceivedRefer " + std::to_string(bobs));
    CHECK(asked.find("[" + carol.address() + "]") != std::string::npos);
    CHECK(asked.find("[REFER sip:bob@") != std::string::npos);
    CHECK(alice.journal.wait("onReferAccepted") == "onReferAccepted" + mine);
    CHECK(alice.journal.wait("onACTVTransferSuccess") == "onACTVTransferSuccess" + mine);
    const auto onward = Party::number(bob.journal.wait("followed"), 1);
    REQUIRE(onward > 0);
    CHECK(bob.journal.wait("onInviteConnected " + std::to_string(onward)) != "");
    CHECK(carol.journal.wait("onInviteConnected") != "");
    CHECK(alice.lib.hangUp(ours) == 0);
    CHECK(bob.journal.wait("onInviteClosed") == "onInviteClosed " + std::to_string(bobs));
    CHECK(bob.lib.hangUp(onward) == 0);
    CHECK(carol.journal.wait("onInviteClosed") != "");
}

TEST_CASE("an attended transfer") {
    Party alice("alice"), bob("bob"), carol("carol");
    const auto [to_bob, bobs] = alice.call(bob);
    const auto [to_carol, carols] = alice.call(carol);
    CHECK(alice.lib.attendedRefer(to_bob, to_carol, carol.address()) == 0);
    CHECK(bob.journal.wait("onReceivedRefer") != "");
    takenOver(alice, to_bob, to_carol, bob, carol);
    CHECK(alice.lib.hangUp(to_bob) == 0);
    CHECK(bob.journal.wait("onInviteClosed") == "onInviteClosed " + std::to_string(bobs));
    CHECK(alice.lib.attendedRefer(to_bob, to_carol, carol.address()) == ECoreInviteSessionNotFound);
    CHECK(carols > 0);
}

TEST_CASE("an attended transfer with a target of its own") {
    Party alice("alice"), bob("bob"), carol("carol");
    const auto [to_bob, bobs] = alice.call(bob);
    const auto [to_carol, carols] = alice.call(carol);
    const auto transfer = [&, here = to_bob, there = to_carol](const char *method) {
        return alice.lib.attendedRefer2(here, there, method, bob.address() + ";x=2", carol.address());
    };
    CHECK(transfer("") == ECoreSipMethodNameEmpty);
    CHECK(transfer("INVITE") == 0);
    const std::string asked = bob.journal.wait("onReceivedRefer " + std::to_string(bobs));
    CHECK(asked.find("[REFER " + bob.address() + ";x=2 SIP/2.0") != std::string::npos);
    takenOver(alice, to_bob, to_carol, bob, carol);
    CHECK(alice.lib.hangUp(to_bob) == 0);
    CHECK(carols > 0);
}

TEST_CASE("somebody outside a call is asked to take it over") {
    Party alice("alice"), bob("bob"), carol("carol");
    const auto [to_carol, carols] = alice.call(carol);
    CHECK(alice.lib.outOfDialogRefer(to_carol, "INVITE", "", carol.address()) == ECoreCalleeEmpty);
    CHECK(alice.lib.outOfDialogRefer(to_carol, "INVITE", bob.address(), carol.address()) == 0);
    CHECK(bob.journal.wait("onReceivedRefer") != "");
    takenOver(alice, to_carol, to_carol, bob, carol);
    CHECK(carols > 0);
}

TEST_CASE("a transfer that is refused leaves the call as it was") {
    Party alice("alice"), bob("bob");
    bob.follows = false;
    const auto [ours, bobs] = alice.call(bob);
    CHECK(alice.lib.refer(ours, "sip:carol@127.0.0.1:9") == 0);
    const std::string refused = alice.journal.wait("onReferRejected " + std::to_string(ours));
    CHECK(refused.substr(refused.size() - 4) == " 603");
    CHECK(bob.journal.wait("followed") == "followed 0");
    CHECK(alice.lib.hangUp(ours) == 0);
    CHECK(bob.journal.wait("onInviteClosed") == "onInviteClosed " + std::to_string(bobs));
}

TEST_CASE("calls are forwarded, or not to disturb") {
    Party alice("alice"), bob("bob"), carol("carol");
    CHECK(bob.lib.enableCallForward(false, "") == ECoreCalleeEmpty);
    CHECK(bob.lib.enableCallForward(false, carol.address()) == 0);
    auto session = alice.lib.call(bob.address(), true, false);
    REQUIRE(session > 0);
    CHECK(bob.journal.wait("onInviteBeginingForward") == "onInviteBeginingForward [" + carol.address() + "]");
    CHECK(alice.journal.wait("onInviteConnected") == "onInviteConnected " + std::to_string(session));
    CHECK(alice.lib.hangUp(session) == 0);
    CHECK(carol.journal.wait("onInviteClosed") != "");
    CHECK(bob.journal.count("onInviteIncoming") == 0);
    CHECK(bob.lib.disableCallForward() == 0);

    // A call that rings, by hand.
    bob.answers = false;
    session = alice.lib.call(bob.address(), true, false);
    REQUIRE(session > 0);
    const auto ringing = Party::number(bob.journal.wait("onInviteIncoming"), 1);
    CHECK(bob.lib.forwardCall(ringing, carol.address()) == 0);
    CHECK(alice.journal.wait("onInviteConnected", 2) == "onInviteConnected " + std::to_string(session));
    CHECK(alice.lib.hangUp(session) == 0);

    bob.lib.setDoNotDisturb(true);
    session = alice.lib.call(bob.address(), true, false);
    REQUIRE(session > 0);
    const std::string failure = alice.journal.wait("onInviteFailure " + std::to_string(session));
    CHECK(failure.find(" 480 [SIP/2.0 480 ") != std::string::npos);
    CHECK(bob.journal.count("onInviteIncoming") == 1);
}
