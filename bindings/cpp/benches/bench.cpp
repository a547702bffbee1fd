// What a call through the binding costs beyond the C function, and how many events a second arrive.

#include <portsip/portsip.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <vector>

// Only in a library built with test hooks: queues an event of the table of handlers some times.
extern "C" std::int32_t PortSIPXTest_raise(void *libSDK, std::int32_t event, std::int32_t times);

namespace {

constexpr int invite_closed = 11;  // its number in the table of handlers

struct Counter final : PortSIP::SIPCallbackEvents {
    std::mutex mutex;
    std::condition_variable came;
    int count = 0;
    void onInviteClosed(std::int32_t) override {
        const std::lock_guard<std::mutex> lock(mutex);
        ++count;
        came.notify_one();
    }
};

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Nanoseconds a call, in the quiet tenth of many rounds, each of two ways in turn, so that both see
// the same machine.
template <class One, class Other>
void compare(const char *name, One in_c, Other in_cpp) {
    constexpr int rounds = 200, quiet = rounds / 10, calls = 2000;
    std::vector<double> c, cpp;
    const auto measure = [](auto &call) {
        const double start = now();
        for (int turn = 0; turn < calls; ++turn) {
            call();
        }
        return (now() - start) / calls * 1e9;
    };
    for (int round = 0; round < rounds; ++round) {
        c.push_back(measure(in_c));
        cpp.push_back(measure(in_cpp));
    }
    std::sort(c.begin(), c.end());
    std::sort(cpp.begin(), cpp.end());
    std::printf("%-34s C %7.1f ns, C++ %7.1f ns, difference %5.1f ns\n", name, c[quiet], cpp[quiet],
                cpp[quiet] - c[quiet]);
}

}  // namespace

int main() {
    Counter counter;
    PortSIP::PortSIPLib lib(counter);
    if (lib.initialize(TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, "", 1, "", 1, 1, "", "", false) != 0 ||
        lib.setUser("me", "", "", "", "", "", 0, "", 0, "", 0) != 0) {
        return 1;
    }
    void *const handle = lib.nativeHandle();
    const std::string name = "A name that is long enough for the heap";
    const std::string_view view = name;
    compare("getMicVolume", [&] { PortSIP_getMicVolume(handle); }, [&] { lib.getMicVolume(); });
    compare("sendDtmf", [&] { PortSIP_sendDtmf(handle, 1, DTMF_RFC2833, 1, 160, false); },
            [&] { lib.sendDtmf(1, DTMF_RFC2833, 1, 160, false); });
    compare("setDisplayName(std::string)", [&] { PortSIP_setDisplayName(handle, name.c_str()); },
            [&] { lib.setDisplayName(name); });
    compare("setDisplayName(std::string_view)", [&] { PortSIP_setDisplayName(handle, name.c_str()); },
            [&] { lib.setDisplayName(view); });

    // Of a phone that does not run there is next to nothing but the way.
    PortSIP::PortSIPLib stopped;
    compare("getMicVolume, not running", [] { PortSIP_getMicVolume(nullptr); }, [&] { stopped.getMicVolume(); });

    constexpr int batch = 1000, batches = 100;
    const double start = now();
    for (int turn = 1; turn <= batches; ++turn) {
        PortSIPXTest_raise(handle, invite_closed, batch);
        std::unique_lock<std::mutex> lock(counter.mutex);
        counter.came.wait(lock, [&] { return counter.count == turn * batch; });
    }
    std::printf("%-34s %.0f events/s, none lost\n", "onInviteClosed", batch * batches / (now() - start));
    return 0;
}
