// How the account is reached: its instance, the way back, keep-alives, and a registration that is made anew.

#include "phone.hpp"

using PortSIP::PortSIPLib;

namespace {

// The REGISTER that came and holds a text; others are repetitions, or came before it.
std::string registerWith(Recorder &server, std::string_view text) {
    for (std::size_t nth = 1;; ++nth) {
        const std::string line = server.journal.wait("onReceivedSignaling -1 [REGISTER ", nth);
        if (line.empty() || line.find(text) != std::string::npos) {
            return line;
        }
    }
}

}  // namespace

TEST_CASE("a registration that is made anew") {
    Recorder alice, server;
    PortSIPLib lib(alice), registrar(server);
    start(registrar, "registrar");
    registrar.enableCallbackSignaling(false, true);
    REQUIRE(initialize(lib) == 0);
    CHECK(lib.refreshRegistration(0) == ECoreUserNotFound);
    REQUIRE(lib.setUser("alice", "", "", "", "", "127.0.0.1", registrar.getLocalSIPPort(), "", 0, "", 0) == 0);
    CHECK(lib.refreshRegistration(0) == ECoreNotRegistered);
    CHECK(lib.setInstanceId("one of many") == ECoreArgumentIncorrect);
    CHECK(lib.setInstanceId("f81d4fae-7dec-11d0-a765-00a0c91e6bf6") == 0);
    CHECK(lib.setKeepAliveTime(-1) == ECoreArgumentIncorrect);
    CHECK(lib.enableAudioRed(3) == ECoreArgumentIncorrect);
    CHECK(lib.enableAudioRed(1) == 0);
    CHECK(lib.setKeepAliveTime(20) == 0);

    // The other object is no registrar and refuses it; a next try is waited for.
    REQUIRE(lib.registerServer(60, 9) == 0);
    const std::string first = registerWith(server, "CSeq: ");
    CHECK(first.find("+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"") != std::string::npos);
    CHECK(first.find(";rport") != std::string::npos);
    CHECK(alice.journal.wait("onRegisterFailure") != "");

    CHECK(lib.enableRport(false) == 0);
    CHECK(lib.refreshRegistration(19) == ECoreExpiresValueTooSmall);
    CHECK(lib.refreshRegistration(120) == 0);
    const std::string second = registerWith(server, "\r\nExpires: 120\r\n");
    CHECK(second != "");
    CHECK(second.find(";rport") == std::string::npos);
}
