// What listeners and callbacks throw stays here, is told, and stops nothing.

#include "phone.hpp"

#ifdef __cpp_exceptions

#include <stdexcept>

using PortSIP::PortSIPLib;

namespace {

struct Throwing : Recorder {
    void onInviteTrying(std::int32_t) override { throw std::runtime_error("no"); }
    void onRemoteHold(std::int32_t) override { throw 7; }  // NOLINT
    void onInviteIncoming(std::int32_t, std::string_view, std::string_view, std::string_view, std::string_view,
                          std::string_view, std::string_view, bool, bool, std::string_view) override {
        throw std::runtime_error("not now");
    }
};

// What was thrown, as text.
std::string told(const std::exception_ptr &error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception &thrown) {
        return thrown.what();
    } catch (int number) {
        return std::to_string(number);
    }
}

}  // namespace

TEST_CASE("a listener that throws") {
    Throwing listener;
    PortSIPLib lib(listener);
    lib.setExceptionHandler([&](std::string_view event, const std::exception_ptr &error) {
        listener.journal.note("thrown", event, told(error));
    });
    start(lib);
    CHECK(raise(lib, "onInviteTrying", 100) == 0);
    CHECK(raise(lib, "onRemoteHold") == 0);
    CHECK(raise(lib, "onInviteClosed") == 0);
    CHECK(listener.journal.wait("onInviteClosed") != "");
    CHECK(listener.journal.count("thrown [onInviteTrying] [no]") == 100);
    CHECK(listener.journal.count("thrown [onRemoteHold] [7]") == 1);
}

TEST_CASE("an exception handler that throws, or is none") {
    Throwing listener;
    PortSIPLib lib(listener);
    start(lib);
    CHECK(raise(lib, "onInviteTrying") == 0);
    CHECK(raise(lib, "onRemoteHold") == 0);
    CHECK(raise(lib, "onInviteClosed") == 0);
    CHECK(listener.journal.wait("onInviteClosed", 1) != "");
    lib.setExceptionHandler([](std::string_view, std::exception_ptr error) { std::rethrow_exception(error); });
    CHECK(raise(lib, "onInviteTrying") == 0);
    CHECK(raise(lib, "onRemoteHold") == 0);
    CHECK(raise(lib, "onInviteClosed") == 0);
    CHECK(listener.journal.wait("onInviteClosed", 2) != "");
}

TEST_CASE("a raw callback that throws") {
    struct Answering : Recorder {
        PortSIPLib *lib = nullptr;
        void onInviteIncoming(std::int32_t sessionId, std::string_view, std::string_view, std::string_view,
                              std::string_view, std::string_view, std::string_view, bool, bool,
                              std::string_view) override {
            lib->answerCall(sessionId, false);
        }
    } listener;
    PortSIPLib lib(listener);
    listener.lib = &lib;
    lib.setExceptionHandler([&](std::string_view event, const std::exception_ptr &error) {
        listener.journal.note("thrown", event, told(error));
    });
    start(lib);
    const auto session = lib.call(addressOf(lib, "me"), true, false);
    REQUIRE(session > 0);
    CHECK(lib.enableAudioStreamCallback(session, true, DIRECTION_SEND,
                                        [](auto...) { throw std::runtime_error("deaf"); }) == 0);
    CHECK(listener.journal.wait("thrown [audioRawCallback] [deaf]", 3) != "");
    CHECK(lib.enableAudioStreamCallback(session, false, DIRECTION_NONE) == 0);
    CHECK(lib.hangUp(session) == 0);
}

#endif
