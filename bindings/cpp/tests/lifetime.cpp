// Phones that are called, ended and destroyed inside their events and while events fly, and how long
// callbacks live.

#include <atomic>
#include <optional>

#include "phone.hpp"

using PortSIP::PortSIPLib;

namespace {

// Opened when the thread that raised an event has no more to do with the phone: nothing may run
// beside its destruction.
struct Gate {
    std::atomic<bool> open{false};
    void wait() const {
        while (!open) {
            std::this_thread::yield();
        }
    }
};

// Runs something in its events.
struct Acting : Recorder {
    std::function<void()> act;
    void onInviteTrying(std::int32_t sessionId) override {
        act();
        journal.note("done", sessionId);
    }
};

}  // namespace

TEST_CASE("calls inside an event") {
    Acting listener;
    PortSIPLib lib(listener);
    listener.act = [&] {
        std::string name;
        listener.journal.note("set", lib.setMicVolume(17));
        listener.journal.note("volume", lib.getMicVolume());
        listener.journal.note("name", lib.getRecordingDeviceName(-1, name));
        listener.journal.note("hang up", lib.hangUp(99));
        listener.journal.note("again", initialize(lib));
        listener.journal.note("raise", raise(lib, "onRemoteHold"));
    };
    start(lib);
    CHECK(raise(lib, "onInviteTrying") == 0);
    CHECK(listener.journal.wait("done ") != "");
    CHECK(listener.journal.wait("set") == "set 0");
    CHECK(listener.journal.wait("volume") == "volume 17");
    CHECK(listener.journal.wait("name") == "name 0");
    CHECK(listener.journal.wait("hang up") == "hang up " + std::to_string(ECoreInviteSessionNotFound));
    CHECK(listener.journal.wait("again") == "again " + std::to_string(ECoreAlreadyInitialized));
    CHECK(listener.journal.wait("onRemoteHold ") != "");
}

TEST_CASE("an end inside an event is the last") {
    Acting listener;
    PortSIPLib lib(listener);
    listener.act = [&] {
        lib.unInitialize();
        listener.journal.note("after", lib.getMicVolume());
    };
    start(lib);
    CHECK(raise(lib, "onInviteTrying", 100) == 0);
    CHECK(listener.journal.wait("done ") != "");
    CHECK(listener.journal.wait("after") == "after " + std::to_string(ECoreSDKObjectNull));
    // It starts again, and tells the same listener.
    listener.act = [] {};
    start(lib);
    CHECK(raise(lib, "onRemoteHold") == 0);
    CHECK(listener.journal.wait("onRemoteHold ") != "");
    CHECK(listener.journal.count("done ") == 1);
}

TEST_CASE("an end and a new start inside an event") {
    Acting listener;
    PortSIPLib lib(listener);
    listener.act = [&] {
        lib.unInitialize();
        listener.journal.note("again", initialize(lib));
    };
    start(lib);
    CHECK(raise(lib, "onInviteTrying") == 0);
    CHECK(listener.journal.wait("again ") == "again 0");
    CHECK(listener.journal.wait("done ") != "");
    CHECK(raise(lib, "onRemoteHold") == 0);
    CHECK(listener.journal.wait("onRemoteHold ") != "");
}

TEST_CASE("a phone destroyed inside its event") {
    Acting listener;
    auto lib = std::make_unique<PortSIPLib>(listener);
    Gate gate;
    listener.act = [&] {
        gate.wait();
        lib.reset();
    };
    start(*lib);
    CHECK(raise(*lib, "onInviteTrying", 100) == 0);
    gate.open = true;
    CHECK(listener.journal.wait("done ") != "");
    CHECK(listener.journal.count() == 1);
}

TEST_CASE("a program that destroys itself inside an event") {
    struct Program final : PortSIP::SIPCallbackEvents {
        Journal &journal;
        const Gate &gate;
        PortSIPLib lib;
        Program(Journal &to, const Gate &open) : journal(to), gate(open), lib(*this) {}
        ~Program() override { journal.note("gone"); }
        void onInviteTrying(std::int32_t) override {
            gate.wait();
            delete this;
        }
    };
    Journal journal;
    Gate gate;
    auto *program = new Program(journal, gate);
    start(program->lib);
    CHECK(raise(program->lib, "onInviteTrying", 100) == 0);
    gate.open = true;
    CHECK(journal.wait("gone") != "");
}

TEST_CASE("a listener that only the phone keeps, destroyed with it inside an event") {
    struct Owning : Recorder {
        Journal &outer;
        const Gate &gate;
        std::optional<PortSIPLib> &lib;
        Owning(Journal &to, const Gate &open, std::optional<PortSIPLib> &phone)
            : outer(to), gate(open), lib(phone) {}
        ~Owning() override { outer.note("gone"); }
        void onInviteTrying(std::int32_t) override {
            gate.wait();
            lib.reset();
            journal.note("still here");
            outer.note("done");
        }
    };
    Journal journal;
    std::optional<PortSIPLib> lib;
    Gate gate;
    lib.emplace(std::make_shared<Owning>(journal, gate, lib));
    start(*lib);
    CHECK(raise(*lib, "onInviteTrying", 3) == 0);
    gate.open = true;
    CHECK(journal.wait("gone") != "");
    CHECK(journal.wait("done", 1) != "");
    CHECK(journal.count("done") == 1);
}

TEST_CASE("a phone destroyed while events fly") {
    for (int turn = 0; turn < 10; ++turn) {
        std::atomic<std::size_t> seen{0};
        struct Listener : PortSIP::SIPCallbackEvents {
            std::atomic<std::size_t> &seen;
            explicit Listener(std::atomic<std::size_t> &count) : seen(count) {}
            void onInviteClosed(std::int32_t) override { ++seen; }
        };
        auto listener = std::make_unique<Listener>(seen);
        auto lib = std::make_unique<PortSIPLib>(*listener);
        start(*lib);
        CHECK(raise(*lib, "onInviteClosed", 10000) == 0);
        REQUIRE(until([&] { return seen.load() >= static_cast<std::size_t>(turn); }));
        lib.reset();
        listener.reset();
        const std::size_t at_end = seen;
        CHECK(at_end <= 10000);
        // Another phone's events come, and no more of the first.
        Recorder recorder;
        PortSIPLib other(recorder);
        start(other);
        CHECK(raise(other, "onInviteTrying") == 0);
        CHECK(recorder.journal.waitForCount(1));
        CHECK(seen == at_end);
    }
}

TEST_CASE("a phone ended while an event runs waits for it") {
    Acting listener;
    PortSIPLib lib(listener);
    std::atomic<bool> running{false};
    listener.act = [&] {
        running = true;
        // The end has begun, and gets some time to pass the event by.
        listener.journal.note("end", until([&] { return lib.nativeHandle() == nullptr; }));
        for (int turn = 0; turn < 1000; ++turn) {
            std::this_thread::yield();
        }
    };
    start(lib);
    CHECK(raise(lib, "onInviteTrying") == 0);
    REQUIRE(until([&] { return running.load(); }));
    lib.unInitialize();
    CHECK(listener.journal.count("end true") == 1);
    CHECK(listener.journal.count("done ") == 1);
}

TEST_CASE("an event that does not return cannot keep a phone from being destroyed") {
    Acting listener;
    auto lib = std::make_unique<PortSIPLib>(listener);
    std::atomic<bool> running{false};
    Gate gate;
    listener.act = [&] {
        running = true;
        gate.wait();
    };
    start(*lib);
    CHECK(raise(*lib, "onInviteTrying", 10) == 0);
    REQUIRE(until([&] { return running.load(); }));
    lib.reset();
    CHECK(listener.journal.count() == 0);
    gate.open = true;
    CHECK(listener.journal.wait("done ") != "");
    // Another phone's event comes, and none of the nine that were left.
    Recorder recorder;
    PortSIPLib other(recorder);
    start(other);
    CHECK(raise(other, "onInviteTrying") == 0);
    CHECK(recorder.journal.waitForCount(1));
    CHECK(listener.journal.count() == 1);
}

TEST_CASE("a phone destroyed inside its raw callback") {
    struct Answering : Recorder {
        std::unique_ptr<PortSIPLib> lib;
        void onInviteIncoming(std::int32_t sessionId, std::string_view, std::string_view, std::string_view,
                              std::string_view, std::string_view, std::string_view, bool, bool,
                              std::string_view) override {
            journal.note("answer", lib->answerCall(sessionId, false));
        }
    } listener;
    listener.lib = std::make_unique<PortSIPLib>(listener);
    start(*listener.lib);
    Gate gate;
    auto captured = std::make_shared<int>(7);
    const auto session = listener.lib->call(addressOf(*listener.lib, "me"), true, false);
    REQUIRE(session > 0);
    CHECK(listener.lib->enableAudioStreamCallback(session, true, DIRECTION_SEND, [&, captured](auto...) {
              gate.wait();
              listener.lib.reset();
              listener.journal.note("gone", *captured);
          }) == 0);
    CHECK(listener.journal.wait("answer") == "answer 0");
    // After these no event runs that could still be running when the listener ends.
    CHECK(listener.journal.wait("onInviteConnected", 2) != "");
    gate.open = true;
    CHECK(listener.journal.wait("gone") == "gone 7");
    CHECK(until([&] { return captured.use_count() == 1; }));
    CHECK(listener.journal.count("gone") == 1);
}

TEST_CASE("how long a raw callback lives") {
    Recorder recorder;
    PortSIPLib lib(recorder);
    start(lib);
    const auto session = lib.call(addressOf(lib, "me"), true, false);
    REQUIRE(session > 0);
    const auto callback = [](const std::shared_ptr<int> &captured) {
        return [captured](auto...) { static_cast<void>(*captured); };
    };
    const auto watched = [&](const std::weak_ptr<int> &watch) {
        return until([&] { return watch.expired(); });
    };
    std::weak_ptr<int> first, second, third;
    {
        auto captured = std::make_shared<int>(1);
        first = captured;
        CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND, callback(captured)) == 0);
        captured = std::make_shared<int>(2);
        second = captured;
        CHECK_FALSE(first.expired());

        // Refused: the first stays, the second is let go.
        CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_NONE, callback(captured)) ==
              ECoreNotSupportCallbackMode);
        CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND) == ECoreArgumentNull);
        CHECK_FALSE(first.expired());
        CHECK(captured.use_count() == 1);

        // Replaced.
        CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND, callback(captured)) == 0);
        CHECK(watched(first));

        // For no call.
        third = captured = std::make_shared<int>(3);
        CHECK(lib.enableAudioStreamCallback(99, true, DIRECTION_SEND, callback(captured)) ==
              ECoreInviteSessionNotFound);
        CHECK(captured.use_count() == 1);
        CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND, callback(captured)) == 0);
    }
    CHECK(watched(second));
    CHECK_FALSE(third.expired());
    CHECK(lib.enableAudioStreamCallback(session, false, DIRECTION_NONE) == 0);
    CHECK(watched(third));

    // The end of the phone lets go, too.
    auto captured = std::make_shared<int>(4);
    CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND, callback(captured)) == 0);
    lib.unInitialize();
    CHECK(until([&] { return captured.use_count() == 1; }));
}
