// Several phones, and several threads on one.

#include <algorithm>
#include <atomic>

#include "phone.hpp"

using PortSIP::PortSIPLib;

TEST_CASE("two phones at once keep to themselves") {
    Recorder first, second;
    PortSIPLib one(first), two(second);
    start(one);
    start(two);
    CHECK(one.getLocalSIPPort() != two.getLocalSIPPort());
    CHECK(one.setMicVolume(11) == 0);
    CHECK(two.setMicVolume(22) == 0);
    CHECK(raise(one, "onInviteTrying", 1000) == 0);
    CHECK(raise(two, "onInviteClosed", 1000) == 0);
    CHECK(first.journal.waitForCount(1000));
    CHECK(second.journal.waitForCount(1000));
    CHECK(first.journal.count("onInviteTrying ") == 1000);
    CHECK(second.journal.count("onInviteClosed ") == 1000);
    CHECK(one.getMicVolume() == 11);
    one.unInitialize();
    CHECK(two.getMicVolume() == 22);
    CHECK(raise(two, "onInviteTrying") == 0);
    CHECK(second.journal.waitForCount(1001));
}

TEST_CASE("many threads on one phone, until one ends it") {
    Recorder recorder;
    PortSIPLib lib(recorder);
    start(lib);
    const std::string callee = addressOf(lib, "me");
    std::atomic<int> wrong{0};
    std::atomic<int> turns{0};
    const auto check = [&](std::int32_t code) {
        // Ended by another thread; as many calls as may be; refused by the other side, which is full.
        const auto usual = {ECoreSDKObjectNull, ECoreNotInitialized, ECoreNoFreeDialogSession,
                            ECoreInviteSessionNotFound};
        if (code < 0 && std::find(usual.begin(), usual.end(), code) == usual.end()) {
            wrong = code;
        }
    };
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            while (lib.nativeHandle() != nullptr) {
                std::string name;
                check(lib.setMicVolume(thread));
                check(lib.getMicVolume());
                check(lib.getRecordingDeviceName(0, name));
                check(lib.setDisplayName(std::string_view("thread")));
                check(raise(lib, "onInviteTrying"));
                lib.setListener(recorder);
                const auto session = lib.call(callee, true, false);
                check(session);
                if (session > 0) {
                    check(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND, [](auto...) {}));
                    check(lib.hangUp(session));
                    lib.enableAudioStreamCallback(session, false, DIRECTION_NONE);
                }
                ++turns;
            }
        });
    }
    CHECK(until([&] { return turns >= 200; }));
    lib.unInitialize();
    for (auto &thread : threads) {
        thread.join();
    }
    CHECK(wrong.load() == 0);
    CHECK(recorder.journal.count("onInviteTrying ") > 0);
}

TEST_CASE("ends from several threads at once") {
    for (int turn = 0; turn < 5; ++turn) {
        Recorder recorder;
        PortSIPLib lib(recorder);
        start(lib);
        CHECK(raise(lib, "onInviteTrying", 100) == 0);
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&] { lib.unInitialize(); });
        }
        for (auto &thread : threads) {
            thread.join();
        }
        CHECK(lib.getMicVolume() == ECoreSDKObjectNull);
    }
}
