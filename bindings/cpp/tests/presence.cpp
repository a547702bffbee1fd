// One object watches the presence of another.

#include "phone.hpp"

using PortSIP::PortSIPLib;

TEST_CASE("a watcher is asked about, told, and turned away") {
    Recorder alice, bob;
    PortSIPLib watcher(alice), watched(bob);
    start(watcher, "alice");
    start(watched, "bob");
    const std::string from = "[" + addressOf(watcher, "alice") + "]";
    const std::string of = "[" + addressOf(watched, "bob") + "]";
    const auto ask = [&](std::size_t nth) {
        REQUIRE(watcher.presenceSubscribe(addressOf(watched, "bob"), "Grüß dich") > 0);
        const std::string line = bob.journal.wait("onPresenceRecvSubscribe ", nth);
        CHECK(line.find(" [] " + from + " [Grüß dich]") != std::string::npos);
        return static_cast<std::int32_t>(std::stoi(line.substr(line.find(' '))));
    };

    const auto first = ask(1);
    CHECK(watched.presenceAcceptSubscribe(first) == 0);
    CHECK(alice.journal.wait("onPresenceOnline [] " + of + " [Online]") != "");
    CHECK(watched.setPresenceStatus(first, "Au café ☕") == 0);
    CHECK(alice.journal.wait("onPresenceOnline [] " + of + " [Au café ☕]") != "");
    CHECK(watched.setPresenceStatus(first, "offline") == 0);
    CHECK(alice.journal.wait("onPresenceOffline [] " + of) != "");
    CHECK(watched.presenceRejectSubscribe(first) == 0);
    CHECK(alice.journal.wait("onSubscriptionTerminated") != "");
    CHECK(watched.presenceRejectSubscribe(first) == ECoreNotFoundSubscribeId);

    const auto second = ask(2);
    CHECK(second > first);
    CHECK(watched.setPresenceMode(2) == ECoreArgumentIncorrect);
    CHECK(watched.setPresenceMode(1) == 0);
    CHECK(watched.presenceAcceptSubscribe(second) == ECoreNotFoundSubscribeId);
    CHECK(watched.setDefaultPublicationTime(19) == ECoreExpiresValueTooSmall);
    CHECK(watched.setPresenceStatus(0, "x") == ECoreSIPServerEmpty);
}
