// A phone for calls without any server. Start it on two machines, say 192.168.1.10 and 192.168.1.11, with a user
// name and any password:
//
//   p2p 111 aaa                 on the first
//   p2p 222 aaa                 on the second; `p2p 222 aaa 5070` where port 5060 is taken, 0 for a free port
//
// Then a command a line:
//
//   d sip:222@192.168.1.11      dials; `:5070` behind it where the other side's port is not 5060
//   a                           answers
//   0 ... 9 * #                 sends these keys
//   h, u                        holds, takes off hold
//   x                           hangs up, or refuses
//   q                           ends
//
//   c++ -std=c++17 examples/cpp/p2p.cpp $(pkg-config --cflags --libs portsip_sdk) -o p2p
#include <portsip/portsip.hpp>

#include <atomic>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

namespace {

constexpr std::string_view keys = "0123456789*#ABCD!";

// Shows what happens, and carries out commands. One call at a time: the one that came or was dialled last.
class Phone final : public PortSIP::SIPCallbackEvents {
public:
    bool start(const std::string &userName, const std::string &password, int port) {
        auto code = lib_.initialize(TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_NONE, "", 1, "", 0, 0, "", "", false);
        if (code == 0) {
            code = lib_.setUser(userName, "", "", password, "", "", 0, "", 0, "", 0);
        }
        for (const auto codec : {AUDIOCODEC_OPUS, AUDIOCODEC_PCMU, AUDIOCODEC_DTMF}) {
            if (code == 0) {
                code = lib_.addAudioCodec(codec);
            }
        }
        if (code == 0) {
            say("Initialized. Local port ", lib_.getLocalSIPPort());
        } else {
            say("Initialize failure: error ", code, " (", PortSIP::errorName(code), ")");
        }
        return code == 0;
    }

    void command(const std::string &line) {
        if (line.rfind("d ", 0) == 0) {
            dial(line.substr(2));
        } else if (line == "a") {
            tell("answered", lib_.answerCall(session_, false));
        } else if (line == "h") {
            tell("on hold", lib_.hold(session_));
        } else if (line == "u") {
            tell("off hold", lib_.unHold(session_));
        } else if (line == "x") {
            tell("hung up", lib_.hangUp(session_));
        } else if (line.find_first_not_of(keys) == std::string::npos) {
            press(line);
        } else {
            say("d ADDRESS dials, a answers, 0-9 * # are sent, h holds, u takes off hold, x hangs up, q ends");
        }
    }

private:
    void onInviteIncoming(std::int32_t sessionId, std::string_view, std::string_view caller, std::string_view,
                          std::string_view, std::string_view audioCodecNames, std::string_view, bool, bool,
                          std::string_view) override {
        session_ = sessionId;
        say(caller, " calls (", audioCodecNames, ")");
    }
    void onInviteRinging(std::int32_t, std::string_view statusText, std::int32_t statusCode,
                         std::string_view) override {
        say(statusCode, " ", statusText);
    }
    void onInviteConnected(std::int32_t sessionId) override { say("call ", sessionId, " is connected"); }
    void onInviteFailure(std::int32_t, std::string_view, std::string_view, std::string_view, std::string_view,
                         std::string_view reason, std::int32_t code, std::string_view) override {
        say("no call: ", code, " ", reason);
    }
    void onInviteClosed(std::int32_t sessionId) override {
        say("call ", sessionId, " was ended by the other side");
    }
    void onRemoteHold(std::int32_t) override { say("held by the other side"); }
    void onRemoteUnHold(std::int32_t, std::string_view, std::string_view, bool, bool) override {
        say("taken off hold by the other side");
    }
    void onRecvDtmfTone(std::int32_t, std::int32_t tone) override {
        say("key ", keys[static_cast<std::size_t>(tone)]);
    }

    void dial(const std::string &address) {
        const auto session = lib_.call(address, true, false);
        if (session > 0) {
            session_ = session;
        }
        tell("calling", session);
    }

    void press(const std::string &line) {
        for (const char key : line) {
            const auto tone = static_cast<std::int32_t>(keys.find(key));
            tell(std::string("sent ") + key, lib_.sendDtmf(session_, DTMF_RFC2833, tone, 160, true));
        }
    }

    // What a command has done, or why not.
    void tell(std::string_view what, std::int32_t code) {
        if (code >= 0) {
            say(what);
        } else {
            say("not ", what, ": error ", code, " (", PortSIP::errorName(code), ")");
        }
    }

    // Whole lines, from the thread of the events and from the other.
    template <class... Parts>
    void say(const Parts &...parts) {
        const std::lock_guard<std::mutex> lock(output_);
        (std::cout << ... << parts) << std::endl;
    }

    std::mutex output_;
    std::atomic<std::int32_t> session_{INVALID_SESSION_ID};
    // The last member, so that it ends first: no event comes to a part of the phone that is gone.
    PortSIP::PortSIPLib lib_{*this};
};

}  // namespace

int main(int count, char **arguments) {
    int port = 5060;
    const bool understood = count == 3 || (count > 3 && std::istringstream(arguments[3]) >> port);
    if (!understood) {
        std::cerr << "usage: p2p USER PASSWORD [PORT]\n";
        return 2;
    }
    Phone phone;
    if (!phone.start(arguments[1], arguments[2], port)) {
        return 1;
    }
    for (std::string line; std::getline(std::cin, line) && line != "q";) {
        phone.command(line);
    }
    return 0;
}
