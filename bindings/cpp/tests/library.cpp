// The library is there, and a phone begins, ends and moves as it should.

#include <atomic>
#include <type_traits>

#include "phone.hpp"

using PortSIP::PortSIPLib;

static_assert(!std::is_copy_constructible_v<PortSIPLib> && !std::is_copy_assignable_v<PortSIPLib>);
static_assert(std::is_nothrow_move_constructible_v<PortSIPLib>);
static_assert(std::is_nothrow_move_assignable_v<PortSIPLib>);
static_assert(std::is_abstract_v<PortSIP::SIPCallbackEvents>);

TEST_CASE("the version has three numbers") {
    const std::string version = PortSIPLib::getVersion();
    int major = -1, minor = -1, patch = -1;
    CHECK(std::sscanf(version.c_str(), "%d.%d.%d", &major, &minor, &patch) == 3);
    CHECK(major >= 0);
}

TEST_CASE("local addresses") {
    REQUIRE(PortSIPLib::getNICNums() > 0);
    std::string address = "untouched";
    CHECK(PortSIPLib::getLocalIpAddress(-1, address) == ECoreNetworkInterfaceUnavailable);
    CHECK(address == "untouched");
    CHECK(PortSIPLib::getLocalIpAddress(0, address) == 0);
    char buffer[46];
    CHECK(PortSIPLib::getLocalIpAddress(0, buffer, sizeof buffer) == 0);
    CHECK(address == buffer);
    CHECK(PortSIPLib::getLocalIpAddress(0, buffer, 8) == ECoreBufferTooSmall);
}

static void checkStopped(PortSIPLib &lib) {
    std::string text;
    CHECK(lib.nativeHandle() == nullptr);
    CHECK(lib.setUser("me", "", "", "", "", "", 0, "", 0, "", 0) == ECoreSDKObjectNull);
    CHECK(lib.call("sip:me@127.0.0.1", true, false) == ECoreSDKObjectNull);
    CHECK(lib.hangUp(1) == ECoreSDKObjectNull);
    CHECK(lib.getMicVolume() == ECoreSDKObjectNull);
    CHECK(lib.getRecordingDeviceName(0, text) == ECoreSDKObjectNull);
    CHECK(lib.sendPcmStreamToRemote(1, std::vector<std::int16_t>(160)) == ECoreSDKObjectNull);
    CHECK(lib.enableAudioStreamCallback(1, true, DIRECTION_RECV, [](auto...) {}) == ECoreSDKObjectNull);
    CHECK(lib.isAudioCodecEmpty());
    lib.removeUser();
    lib.muteMicrophone(true);
    lib.unInitialize();
}

TEST_CASE("a phone that does not run") {
    PortSIPLib lib;
    checkStopped(lib);
    start(lib);
    CHECK(lib.nativeHandle() != nullptr);
    CHECK(initialize(lib) == ECoreAlreadyInitialized);
    lib.unInitialize();
    checkStopped(lib);
    start(lib);
    CHECK(lib.getLocalSIPPort() > 0);
    CHECK(lib.enableInbandDtmfDetection(false) == 0);
}

TEST_CASE("a phone that cannot start") {
    PortSIPLib lib;
    const auto start = [&](std::int32_t port, const PortSIP::Text &ip, std::int32_t sessions) {
        return lib.initialize(TRANSPORT_UDP, ip, port, PORTSIP_LOG_NONE, nullptr, sessions, nullptr, 1, 1,
                              nullptr, nullptr, false);
    };
    CHECK(start(65536, "127.0.0.1", 1) == ECorePortOutOfRange);
    CHECK(start(0, nullptr, 1) == ECoreArgumentNull);
    CHECK(start(0, "203.0.113.1", 1) == ECoreNetworkInterfaceUnavailable);
    CHECK(start(0, "127.0.0.1", 0) == ECoreSessionNumsOutOfRange);
    checkStopped(lib);
    CHECK(start(0, "127.0.0.1", 1) == 0);
}

TEST_CASE("the steps of the manual, in its order") {
    Recorder recorder;
    PortSIPLib lib(recorder);
    CHECK(lib.createCallbackHandlers());
    CHECK(lib.createCallbackHandlers());
    start(lib);
    lib.releaseCallbackHandlers();
    CHECK(raise(lib, "onInviteTrying") == 0);
    CHECK(recorder.journal.waitForCount(1));
    lib.unInitialize();
    lib.releaseCallbackHandlers();
    lib.unInitialize();
    CHECK(lib.createCallbackHandlers());
    start(lib);
    CHECK(raise(lib, "onInviteTrying") == 0);
    CHECK(recorder.journal.waitForCount(2));
}

TEST_CASE("a phone that moves") {
    Recorder recorder, other;
    PortSIPLib first(recorder);
    start(first);
    const auto port = first.getLocalSIPPort();
    PortSIPLib second(std::move(first));
    CHECK(second.getLocalSIPPort() == port);
    CHECK(raise(second, "onInviteTrying") == 0);
    CHECK(recorder.journal.waitForCount(1));

    PortSIPLib third(other);
    start(third);
    third = std::move(second);
    CHECK(third.getLocalSIPPort() == port);
    CHECK(raise(third, "onInviteTrying") == 0);
    CHECK(recorder.journal.waitForCount(2));
    CHECK(other.journal.count() == 0);
    auto &self = third;
    third = std::move(self);
    CHECK(third.getLocalSIPPort() == port);

    // What was moved from is a phone that does not run.
    checkStopped(first);  // NOLINT(bugprone-use-after-move)
    checkStopped(second);
    CHECK(initialize(second) == ECoreSDKObjectNull);
    CHECK_FALSE(second.createCallbackHandlers());
    second.releaseCallbackHandlers();
    second.setListener(recorder);
    second.setExceptionHandler(nullptr);
}

namespace {

// Takes its time between the first event and the handle.
struct Slow : PortSIPLib {
    using PortSIPLib::PortSIPLib;
    std::int32_t startSlowly() {
        createCallbackHandlers();
        return core_->start([](void *dispatcher, std::int32_t *code) {
            void *const sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE,
                                                 "", 1, "", 1, 1, "", "", false, code);
            CHECK(PortSIPXTest_raise(sdk, numberOf("onInviteTrying"), 1) == 0);
            for (int turn = 0; turn < 1000; ++turn) {
                std::this_thread::yield();
            }
            return sdk;
        });
    }
};

}  // namespace

TEST_CASE("an event that is faster than initialize") {
    struct Listener : Recorder {
        std::atomic<PortSIPLib *> lib{nullptr};
        void onInviteTrying(std::int32_t) override { journal.note("volume", lib.load()->getMicVolume()); }
    } listener;
    Slow lib(listener);
    listener.lib = &lib;
    CHECK(lib.startSlowly() == 0);
    CHECK(listener.journal.wait("volume") == "volume 255");
}
