// Two objects of the C++ binding on 127.0.0.1: a call, DTMF, and its end.

#include <portsip/portsip.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "journal.hpp"

namespace {

void check(bool holds, const char *what) {
    if (!holds) {
        std::fprintf(stderr, "not true: %s\n", what);
        std::exit(1);
    }
}

#define CHECK(condition) check(condition, #condition)

class Phone : public PortSIP::SIPCallbackEvents {
public:
    explicit Phone(const char *name) : phone(*this) {
        CHECK(phone.initialize(TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, nullptr, 2, nullptr, 1, 1, nullptr,
                               nullptr, false) == 0);
        CHECK(phone.setUser(name, nullptr, nullptr, nullptr, nullptr, nullptr, 0, nullptr, 0, nullptr, 0) == 0);
        CHECK(phone.addAudioCodec(AUDIOCODEC_OPUS) == 0 && phone.addAudioCodec(AUDIOCODEC_DTMF) == 0);
    }

    void onInviteIncoming(std::int32_t sessionId, std::string_view, std::string_view caller, std::string_view,
                          std::string_view, std::string_view, std::string_view, bool existsAudio, bool existsVideo,
                          std::string_view sipMessage) override {
        CHECK(existsAudio && !existsVideo && sipMessage.substr(0, 7) == "INVITE ");
        journal.note("incoming", caller.substr(0, caller.find('@')));
        CHECK(phone.answerCall(sessionId, false) == 0);
    }

    void onInviteConnected(std::int32_t sessionId) override {
        session = sessionId;
        journal.note("connected");
    }

    void onRecvDtmfTone(std::int32_t, std::int32_t tone) override { journal.note("tone", tone); }

    void onInviteClosed(std::int32_t) override { journal.note("closed"); }

    Journal journal;
    std::int32_t session = 0;
    PortSIP::PortSIPLib phone;
};

} // namespace

int main() {
    CHECK(!PortSIP::PortSIPLib::getVersion().empty());
    Phone alice("alice"), bob("bob");
    const std::string callee = "sip:bob@127.0.0.1:" + std::to_string(bob.phone.getLocalSIPPort());
    CHECK(alice.phone.call(callee, true, false) > 0);
    CHECK(bob.journal.wait("incoming") == "incoming [sip:alice]");
    CHECK(!alice.journal.wait("connected").empty() && !bob.journal.wait("connected").empty());
    CHECK(alice.phone.sendDtmf(alice.session, DTMF_RFC2833, 5, 160, false) == 0);
    CHECK(bob.journal.wait("tone") == "tone 5");
    CHECK(alice.phone.hangUp(alice.session) == 0);
    CHECK(!bob.journal.wait("closed").empty());
    std::puts("call: ok");
    return 0;
}
