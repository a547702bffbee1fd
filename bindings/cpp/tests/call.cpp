// A real call between two phones: answered in the event, keys both ways, a tone that is played,
// heard and recorded, and the end.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "phone.hpp"

using PortSIP::PortSIPLib;

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double tone_hz = 1000.0;
constexpr double amplitude = 8000.0;

struct Answering : Recorder {
    PortSIPLib *lib = nullptr;
    void onInviteIncoming(std::int32_t sessionId, std::string_view, std::string_view caller, std::string_view,
                          std::string_view, std::string_view audioCodecNames, std::string_view, bool existsAudio,
                          bool, std::string_view sipMessage) override {
        journal.note("incoming", sessionId, audioCodecNames, existsAudio, sipMessage.substr(0, 6),
                     caller.substr(0, 10));
        journal.note("answer", lib->answerCall(sessionId, false));
    }
};

std::uint32_t number(const std::vector<char> &bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t index = size; index > 0; --index) {
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + index - 1));
    }
    return value;
}

void put(std::string &bytes, std::uint32_t value, int size) {
    for (; size > 0; --size, value >>= 8) {
        bytes.push_back(static_cast<char>(value & 0xff));
    }
}

// A WAV file of one second of a tone, 16 bits, 16 kHz, mono.
void writeTone(const std::string &path) {
    constexpr std::uint32_t rate = 16000;
    std::string bytes = "RIFF";
    put(bytes, 36 + 2 * rate, 4);
    bytes += "WAVEfmt ";
    put(bytes, 16, 4);
    put(bytes, 1, 2);
    put(bytes, 1, 2);
    put(bytes, rate, 4);
    put(bytes, 2 * rate, 4);
    put(bytes, 2, 2);
    put(bytes, 16, 2);
    bytes += "data";
    put(bytes, 2 * rate, 4);
    for (std::uint32_t index = 0; index < rate; ++index) {
        const double sample = amplitude * std::sin(2 * pi * tone_hz * index / rate);
        put(bytes, static_cast<std::uint32_t>(static_cast<std::int32_t>(sample)), 2);
    }
    std::ofstream(path, std::ios::binary) << bytes;
}

// The samples of a recording, and their rate. What has been recorded is written by and by.
std::vector<double> readRecording(const std::string &path, std::uint32_t &rate) {
    std::vector<char> bytes;
    REQUIRE(until([&] {
        std::ifstream file(path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        return bytes.size() > 44 && number(bytes, 4, 4) == bytes.size() - 8;
    }));
    CHECK(std::string(bytes.data(), 4) == "RIFF");
    CHECK(std::string(bytes.data() + 8, 8) == "WAVEfmt ");
    CHECK(number(bytes, 20, 2) == 1);
    CHECK(number(bytes, 22, 2) == 1);
    rate = number(bytes, 24, 4);
    CHECK(number(bytes, 28, 4) == 2 * rate);
    CHECK(number(bytes, 34, 2) == 16);
    std::size_t at = 20 + number(bytes, 16, 4);
    while (std::string(bytes.data() + at, 4) != "data") {
        at += 8 + number(bytes, at + 4, 4);
    }
    const std::size_t length = number(bytes, at + 4, 4);
    REQUIRE(at + 8 + length <= bytes.size());
    std::vector<double> samples;
    for (std::size_t index = at + 8; index + 1 < at + 8 + length; index += 2) {
        samples.push_back(static_cast<std::int16_t>(number(bytes, index, 2)));
    }
    return samples;
}

// How loud these samples are at a frequency (Goertzel), as the amplitude of a sine.
double loudnessAt(double hz, const double *samples, std::size_t count, double rate) {
    const double step = 2 * std::cos(2 * pi * hz / rate);
    double last = 0, before = 0;
    for (std::size_t index = 0; index < count; ++index) {
        const double next = samples[index] + step * last - before;
        before = last;
        last = next;
    }
    return 2 * std::sqrt(last * last + before * before - step * last * before) / static_cast<double>(count);
}

// A recording of silence, one second of the tone, and silence.
void checkRecording(const std::string &path) {
    std::uint32_t rate = 0;
    const auto samples = readRecording(path, rate);
    CHECK(rate >= 8000);
    const std::size_t window = rate / 50;
    std::size_t loud = 0;
    for (std::size_t at = 0; at + window <= samples.size(); at += window) {
        const double at_tone = loudnessAt(tone_hz, &samples[at], window, rate);
        if (at_tone > amplitude / 2) {
            ++loud;
            CHECK(at_tone < amplitude * 1.3);
            CHECK(loudnessAt(2 * tone_hz, &samples[at], window, rate) < amplitude / 8);
        }
    }
    CAPTURE(samples.size());
    CHECK(loud >= 46);
    CHECK(loud <= 54);
    CHECK(samples.size() > rate);
}

std::string temporaryFolder() {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("portsip-cpp-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    std::filesystem::create_directories(folder);
    return folder.string();
}

}  // namespace

TEST_CASE("a call, with keys, a recording and its end") {
    const std::string folder = temporaryFolder();
    writeTone(folder + "/tone.wav");
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");

    const auto outgoing = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(outgoing > 0);
    const std::string mine = " " + std::to_string(outgoing);
    CHECK(alice.journal.wait("onInviteConnected") == "onInviteConnected" + mine);
    CHECK(alice.journal.count("onInviteTrying" + mine) == 1);
    CHECK(alice.journal.count("onInviteAnswered" + mine) == 1);
    CHECK(bob.journal.wait("answer") == "answer 0");
    const std::string connected = bob.journal.wait("onInviteConnected");
    REQUIRE(connected != "");
    const std::string theirs = connected.substr(connected.find(' '));
    const auto incoming = std::atoi(theirs.c_str());
    CHECK(bob.journal.wait("incoming") == "incoming" + theirs + " [PCMU] true [INVITE] [sip:alice@]");

    // All keys one way in RTP, one the other way by INFO.
    for (std::int32_t key = 0; key <= 15; ++key) {
        CHECK(from.sendDtmf(outgoing, DTMF_RFC2833, key, 80, false) == 0);
    }
    for (std::int32_t key = 0; key <= 15; ++key) {
        CHECK(bob.journal.wait("onRecvDtmfTone", static_cast<std::size_t>(key) + 1) ==
              "onRecvDtmfTone" + theirs + " " + std::to_string(key));
    }
    CHECK(to.sendDtmf(incoming, DTMF_INFO, 11, 160, false) == 0);
    CHECK(alice.journal.wait("onRecvDtmfTone") == "onRecvDtmfTone" + mine + " 11");
    CHECK(from.sendDtmf(outgoing, DTMF_RFC2833, 17, 160, false) == ECoreWrongDTMFTone);

    // A tone, played by one side, heard and recorded by the other.
    std::atomic<int> frames{0}, wrong{0}, heard{0};
    CHECK(to.enableAudioStreamCallback(
              incoming, true, DIRECTION_RECV,
              [&, incoming](std::int32_t session, DIRECTION_MODE type, PortSIP::Bytes data, std::int32_t rate) {
                  std::vector<std::int16_t> frame(data.size() / 2);
                  std::memcpy(frame.data(), data.data(), data.size());
                  wrong += session != incoming || type != DIRECTION_RECV || rate < 8000 || frame.empty();
                  heard += *std::max_element(frame.begin(), frame.end()) > amplitude / 2;
                  ++frames;
              }) == 0);
    CHECK(until([&] { return frames > 0; }));
    CHECK(to.startRecord(incoming, folder, "recording", false, 1, FILEFORMAT_WAVE, RECORD_RECV, RECORD_NONE) == 0);
    CHECK(from.startPlayingFileToRemote(outgoing, folder + "/tone.wav", false, 1) == 0);
    CHECK(alice.journal.wait("onPlayFileFinished") ==
          "onPlayFileFinished" + mine + " [" + folder + "/tone.wav]");
    const int finished = frames;
    CHECK(until([&] { return frames > finished + 50; }));
    CHECK(to.stopRecord(incoming) == 0);
    CHECK(to.enableAudioStreamCallback(incoming, false, DIRECTION_NONE) == 0);
    CHECK(wrong.load() == 0);
    CHECK(heard.load() > 80);
    checkRecording(folder + "/recording.wav");

    std::atomic<int> packets{0}, wrongPackets{0};
    const auto watch = [&, incoming](std::int32_t session, std::int32_t media, DIRECTION_MODE direction,
                                     PortSIP::Bytes packet) {
        wrongPackets += session != incoming || media != 0 || direction != DIRECTION_SEND ||
                        packet.size() <= 12 || (packet.data()[0] & 0xC0) != 0x80;
        ++packets;
    };
    CHECK(to.enableRtpCallback(incoming, 1, DIRECTION_SEND, watch) == ECoreArgumentIncorrect);
    CHECK(to.enableRtpCallback(incoming, 0, DIRECTION_SEND, watch) == 0);
    CHECK(until([&] { return packets > 10; }));
    CHECK(to.enableRtpCallback(incoming, 0, DIRECTION_NONE) == 0);
    CHECK(wrongPackets.load() == 0);

    CHECK(to.getStatistics(incoming) == 0);
    CHECK(bob.journal.wait("onStatistics" + theirs + " [{") != "");
    CHECK(from.hold(outgoing) == 0);
    CHECK(bob.journal.wait("onRemoteHold") == "onRemoteHold" + theirs);
    CHECK(from.unHold(outgoing) == 0);
    CHECK(bob.journal.wait("onRemoteUnHold" + theirs) != "");

    CHECK(to.addSipMessageHeader(incoming, "BYE", 1, "Reason", "SIP;cause=486;text=\"Schluß\"") > 0);
    CHECK(to.hangUp(incoming) == 0);
    CHECK(alice.journal.wait("onInviteClosed") == "onInviteClosed" + mine);
    CHECK(bob.journal.count("onInviteClosed") == 0);
    std::string reason;
    CHECK(from.getCloseReason(outgoing, reason) == 486);
    CHECK(reason == "Schluß");
    CHECK(to.getCloseReason(incoming, reason) == ECoreInviteSessionNotFound);
    CHECK(from.hangUp(outgoing) == ECoreInviteSessionNotFound);
    std::filesystem::remove_all(folder);
}

TEST_CASE("messages on the wire, byte by byte") {
    Recorder alice;
    Answering bob;
    PortSIPLib from(alice), to(bob);
    bob.lib = &to;
    start(from, "alice");
    start(to, "bob");
    from.enableCallbackSignaling(true, true);
    const auto session = from.call(addressOf(to, "bob"), true, false);
    REQUIRE(session > 0);
    CHECK(alice.journal.wait("onInviteConnected") != "");
    const std::string mine = " " + std::to_string(session);
    const std::string sent = alice.journal.wait("onSendingSignaling" + mine + " [INVITE sip:bob@");
    CHECK(sent.find("\r\n\r\nv=0\r\n") != std::string::npos);
    CHECK(alice.journal.wait("onReceivedSignaling" + mine + " [SIP/2.0 200 ") != "");
    CHECK(from.hangUp(session) == 0);
    CHECK(bob.journal.wait("onInviteClosed") != "");
}
