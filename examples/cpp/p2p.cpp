// Calls a peer without any server, or waits for a call.
//
//   p2p 111 aaa             user name, any password; the local port is 5060
//   p2p 222 aaa 5070        on another local port; 0 takes a free one
//
// Then, a command a line:
//
//   d sip:222@192.168.1.11  dials; name, machine and, where it is not 5060, :port of the other side
//   a                       answers
//   0 ... 9 * #             sends DTMF, any number of keys
//   h, u                    holds, takes off hold
//   x                       hangs up
//   q                       ends
//
//   c++ -std=c++17 examples/cpp/p2p.cpp $(pkg-config --cflags --libs portsip_sdk) -o p2p
#include <portsip/portsip.hpp>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>

namespace {

constexpr std::string_view keys = "0123456789*#ABCD!";

// Shows what happens, and carries out commands. The phone is its last member, so that it ends first.
class Program final : public PortSIP::SIPCallbackEvents {
public:
    bool start(const std::string &userName, const std::string &password, int port) {
        const auto code = phone_.initialize(TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_NONE, "", 4, "", 0, 1,
                                            "", "", false);
        if (code != 0) {
            report("Initialize failure", code);
            return false;
        }
        report("no user", phone_.setUser(userName, "", "", password, "", "", 0, "", 0, "", 0));
        for (const auto codec : {AUDIOCODEC_OPUS, AUDIOCODEC_PCMU, AUDIOCODEC_DTMF}) {
            report("no codec", phone_.addAudioCodec(codec));
        }
        say("Initialized. Local port ", phone_.getLocalSIPPort());
        return true;
    }

    void command(const std::string &line) {
        if (line.rfind("d ", 0) == 0) {
            const auto code = phone_.call(line.substr(2), true, false);
            session_ = code;
            report("no call", code);
        } else if (line == "a") {
            report("not answered", phone_.answerCall(session_, false));
        } else if (line == "h") {
            report("not held", phone_.hold(session_));
        } else if (line == "u") {
            report("not taken off hold", phone_.unHold(session_));
        } else if (line == "x") {
            report("not hung up", phone_.hangUp(session_));
        } else {
            press(line);
        }
    }

private:
    void onInviteIncoming(std::int32_t sessionId, std::string_view callerDisplayName, std::string_view caller,
                          std::string_view, std::string_view, std::string_view audioCodecNames,
                          std::string_view, bool, bool, std::string_view) override {
        session_ = sessionId;
        say(callerDisplayName, " ", caller, " calls (", audioCodecNames, ")");
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

    void press(const std::string &line) {
        for (const char key : line) {
            const auto code = keys.find(key);
            if (code != std::string_view::npos) {
                report("not sent", phone_.sendDtmf(session_, DTMF_RFC2833, static_cast<std::int32_t>(code), 160, true));
            }
        }
    }

    void report(std::string_view what, std::int32_t code) {
        if (code < 0) {
            say(what, ": ", PortSIP::errorName(code), " (", PortSIP::errorText(code), ")");
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
    PortSIP::PortSIPLib phone_{*this};
};

}  // namespace

int main(int count, char **arguments) {
    if (count < 3) {
        std::cerr << "usage: " << arguments[0] << " USER PASSWORD [PORT]\n";
        return 2;
    }
    Program program;
    if (!program.start(arguments[1], arguments[2], count > 3 ? std::atoi(arguments[3]) : 5060)) {
        return 1;
    }
    for (std::string line; std::getline(std::cin, line) && line != "q";) {
        program.command(line);
    }
    return 0;
}
