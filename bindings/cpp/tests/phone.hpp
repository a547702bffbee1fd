// A phone on 127.0.0.1 with a virtual sound device, and what tests do with it.

#ifndef PHONE_HPP
#define PHONE_HPP

#include <doctest/doctest.h>

#include <cstring>
#include <iterator>
#include <thread>

#include "recorder.hpp"

// Only in a library built with test hooks: queues an event of the table of handlers some times.
extern "C" std::int32_t PortSIPXTest_raise(void *libSDK, std::int32_t event, std::int32_t times);

inline std::int32_t initialize(PortSIP::PortSIPLib &lib) {
    return lib.initialize(TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, "", 8, "C++ test", 1, 1, "", "",
                          false);
}

inline void start(PortSIP::PortSIPLib &lib, const PortSIP::Text &userName = "me",
                  const PortSIP::Text &displayName = "") {
    REQUIRE(initialize(lib) == 0);
    REQUIRE(lib.setUser(userName, displayName, "", "", "", "", 0, "", 0, "", 0) == 0);
    REQUIRE(lib.addAudioCodec(AUDIOCODEC_PCMU) == 0);
    REQUIRE(lib.addAudioCodec(AUDIOCODEC_DTMF) == 0);
}

inline std::string addressOf(PortSIP::PortSIPLib &lib, const std::string &user) {
    return "sip:" + user + "@127.0.0.1:" + std::to_string(lib.getLocalSIPPort());
}

// The number of an event in the table, by its name.
inline std::int32_t numberOf(std::string_view event) {
    const std::string start = std::string(event) + " ";
    for (std::size_t number = 0; number < std::size(raised_events); ++number) {
        if (std::strncmp(raised_events[number], start.c_str(), start.size()) == 0) {
            return static_cast<std::int32_t>(number);
        }
    }
    return -1;
}

inline std::int32_t raise(const PortSIP::PortSIPLib &lib, std::string_view event, std::int32_t times = 1) {
    return PortSIPXTest_raise(lib.nativeHandle(), numberOf(event), times);
}

// Waits for what nobody tells.
template <class Condition>
bool until(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + Journal::limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

#endif
