// Texts both ways: UTF-8, views without a NUL, nullptr, and what is not UTF-8.

#include "phone.hpp"

using PortSIP::PortSIPLib;

TEST_CASE("a display name in many scripts, there and back") {
    static const char *const name = "Zoë Ünal 日本 Ελλάδα 📞";
    Recorder alice, bob;
    PortSIPLib from(alice), to(bob);
    start(from, "alice", name);
    start(to, "bob");
    const auto session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(session > 0);
    const std::string incoming = bob.journal.wait("onInviteIncoming ");
    CHECK(incoming.find("[" + std::string(name) + "]") != std::string::npos);
    CHECK(from.hangUp(session) == 0);
    CHECK(bob.journal.wait("onInviteClosed ") != "");
}

TEST_CASE("whatever is a text") {
    PortSIPLib lib;
    start(lib);
    const std::string string = "Zoë";
    const std::string_view part = std::string_view("Zoë, not this").substr(0, 4);
    CHECK(lib.setDisplayName("Zoë") == 0);
    CHECK(lib.setDisplayName(string) == 0);
    CHECK(lib.setDisplayName(part) == 0);
    CHECK(lib.setDisplayName(std::string_view()) == 0);
#ifdef __cpp_char8_t
    CHECK(lib.setDisplayName(u8"Zoë") == 0);
    CHECK(lib.setDisplayName(std::u8string(u8"Zoë")) == 0);
#endif
    CHECK(lib.setDisplayName(nullptr) == ECoreArgumentNull);
    CHECK(lib.setDisplayName("\xff") == ECoreArgumentIncorrect);
    CHECK(lib.setDisplayName("two\nlines") == ECoreArgumentIncorrect);
}

TEST_CASE("headers of any length") {
    PortSIPLib lib;
    start(lib);
    const auto message = [](const std::string &header) {
        return "OPTIONS sip:bob@example.com SIP/2.0\r\n"
               "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
               "From: <sip:alice@example.com>;tag=1\r\n"
               "To: <sip:bob@example.com>\r\n"
               "Call-ID: 1\r\n"
               "CSeq: 1 OPTIONS\r\n" +
               header + "\r\nContent-Length: 0\r\n\r\n";
    };
    std::string value;
    for (const std::size_t length : {1U, 254U, 255U, 256U, 257U, 5000U, 60000U}) {
        CAPTURE(length);
        const std::string expected(length, 'v');
        CHECK(lib.getSipMessageHeaderValue(message("X-Long: " + expected), "x-long", value) == 0);
        CHECK((value == expected));
    }
    CHECK(lib.getSipMessageHeaderValue(message("A: b"), "c", value) == ECoreSipHeaderNotExist);
    CHECK(value.size() == 60000);
    char small[3];
    CHECK(lib.getSipMessageHeaderValue(message("A: bcd"), "A", small, sizeof small) == ECoreBufferTooSmall);
    CHECK(lib.getSipMessageHeaderValue(message("A: bc"), "A", small, sizeof small) == 0);
    CHECK(std::string(small) == "bc");
}

TEST_CASE("whatever is bytes") {
    const std::vector<std::int16_t> samples(160);
    CHECK(PortSIP::Bytes(samples).size() == 320);
    CHECK(PortSIP::Bytes(std::string_view("ab\0c", 4)).size() == 4);
    CHECK(PortSIP::Bytes(std::string("abc")).text() == "abc");
    CHECK(PortSIP::Bytes().text().empty());
    PortSIPLib lib;
    start(lib);
    CHECK(lib.sendPcmStreamToRemote(1, samples) == ECoreInviteSessionNotFound);
    CHECK(lib.sendPcmStreamToRemote(1, PortSIP::Bytes()) == ECoreArgumentNull);
    CHECK(lib.sendPcmStreamToRemote(1, std::string_view("odd")) == ECoreArgumentIncorrect);
}
