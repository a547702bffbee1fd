// Every event reaches the listener with its values, in order, and none is lost.

#include <cstddef>

#include "phone.hpp"

using PortSIP::PortSIPLib;

static_assert(std::size(raised_events) ==
                  (sizeof(PortSIPX_Handlers) - offsetof(PortSIPX_Handlers, onRegisterSuccess)) / sizeof(void (*)()),
              "every member of the table");

TEST_CASE("every event") {
    Recorder recorder;
    PortSIPLib lib(recorder);
    start(lib);
    for (std::size_t number = 0; number < std::size(raised_events); ++number) {
        CAPTURE(raised_events[number]);
        CHECK(PortSIPXTest_raise(lib.nativeHandle(), static_cast<std::int32_t>(number), 1) == 0);
        CHECK(recorder.journal.wait(raised_events[number]) == raised_events[number]);
        CHECK(recorder.journal.count() == number + 1);
    }
}

TEST_CASE("every event may be ignored") {
    struct Listener : PortSIP::SIPCallbackEvents {
        Journal journal;
        void onStatistics(std::int32_t, std::string_view) override { journal.note("last"); }
    } listener;
    PortSIPLib lib(listener), deaf;
    start(lib);
    start(deaf);
    for (std::size_t number = 0; number < std::size(raised_events); ++number) {
        CHECK(PortSIPXTest_raise(lib.nativeHandle(), static_cast<std::int32_t>(number), 1) == 0);
        CHECK(PortSIPXTest_raise(deaf.nativeHandle(), static_cast<std::int32_t>(number), 1) == 0);
    }
    CHECK(listener.journal.waitForCount(1));
    CHECK(listener.journal.count() == 1);
}

TEST_CASE("many events") {
    constexpr std::size_t many = 5000;
    Recorder recorder;
    PortSIPLib lib(recorder);
    start(lib);
    for (std::size_t turn = 0; turn < many / 100; ++turn) {
        CHECK(raise(lib, "onRecvMessage", 50) == 0);
        CHECK(raise(lib, "onInviteClosed", 50) == 0);
    }
    CHECK(recorder.journal.waitForCount(many));
    CHECK(recorder.journal.count("onRecvMessage ") == many / 2);
    CHECK(recorder.journal.count("onInviteClosed ") == many / 2);
}

TEST_CASE("a listener that the phone keeps alive") {
    auto recorder = std::make_shared<Recorder>();
    const std::weak_ptr<Recorder> watch = recorder;
    PortSIPLib lib(recorder);
    start(lib);
    recorder.reset();
    CHECK(raise(lib, "onInviteTrying") == 0);
    {
        const auto held = watch.lock();
        REQUIRE(static_cast<bool>(held));
        CHECK(held->journal.waitForCount(1));
    }
    lib.setListener(nullptr);
    CHECK(until([&] { return watch.expired(); }));
    CHECK(raise(lib, "onInviteTrying") == 0);
}

TEST_CASE("a listener replaced while events come") {
    constexpr std::size_t many = 4000;
    Recorder first, second;
    PortSIPLib lib(first);
    start(lib);
    std::thread raising([&] {
        for (std::size_t turn = 0; turn < many; ++turn) {
            raise(lib, "onInviteTrying");
        }
    });
    for (int turn = 0; turn < 500; ++turn) {
        lib.setListener(second);
        lib.setListener(first);
    }
    lib.setListener(second);
    raising.join();
    CHECK(until([&] { return first.journal.count() + second.journal.count() == many; }));
}
