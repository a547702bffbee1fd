// What stands behind a PortSIPLib: its handles, its listener, and the way of an event from the
// library to the listener. Not for programs to use.
//
// The library is given tokens as contexts, never pointers. An event looks its token up and holds
// what it finds until the listener has returned. So an object may be destroyed at any time, also
// inside its own event, and an event that comes too late finds nothing.

#ifndef PORTSIP_CORE_HPP
#define PORTSIP_CORE_HPP

#include <portsip/text.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

// Visual C++ has a name of its own for it.
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define PORTSIP_EXCEPTIONS
#endif

namespace PortSIP {

class SIPCallbackEvents;

/// Told what a listener threw, and in which event, such as "onInviteIncoming". It runs on the thread
/// of the event.
using ExceptionHandler = std::function<void(std::string_view event, std::exception_ptr error)>;

/// Shown the audio of a call, every 10 ms, on a media thread: return soon.
///
/// `data` is 16-bit mono PCM in the machine's byte order, which lives until the callback returns.
using AudioRawCallback = std::function<void(std::int32_t sessionId, DIRECTION_MODE callbackType,
                                            Bytes data, std::int32_t samplingFreqHz)>;

/// Shown the RTP packets of a call, on a media thread: return soon.
///
/// `packet` is a whole packet with its header, which lives until the callback returns. `mediaType` is
/// 0, audio; `direction` is `DIRECTION_SEND` or `DIRECTION_RECV`.
using RtpCallback = std::function<void(std::int32_t sessionId, std::int32_t mediaType,
                                       DIRECTION_MODE direction, Bytes packet)>;

namespace detail {

/// Objects by token. A token is never used again.
///
/// Each DLL of a program has a registry of its own, and so have shared libraries that hide their
/// symbols. A token goes with the registry, and to the handlers, of the code that made it.
template <class Object>
class Registry {
public:
    /// Never destroyed: events may come while the statics of the program end.
    static Registry &instance() {
        static Registry *const registry = new Registry;
        return *registry;
    }

    void *insert(std::shared_ptr<Object> object) {
        const std::lock_guard<std::mutex> lock(mutex_);
        objects_.emplace(++last_, std::move(object));
        return reinterpret_cast<void *>(last_);
    }

    std::shared_ptr<Object> find(void *token) {
        const std::lock_guard<std::mutex> lock(mutex_);
        const auto found = objects_.find(reinterpret_cast<std::uintptr_t>(token));
        return found == objects_.end() ? nullptr : found->second;
    }

    void remove(void *token) {
        std::shared_ptr<Object> object;  // ends after the lock
        const std::lock_guard<std::mutex> lock(mutex_);
        const auto found = objects_.find(reinterpret_cast<std::uintptr_t>(token));
        if (found != objects_.end()) {
            object = std::move(found->second);
            objects_.erase(found);
        }
    }

private:
    std::mutex mutex_;
    std::unordered_map<std::uintptr_t, std::shared_ptr<Object>> objects_;
    std::uintptr_t last_ = 0;
};

/// The place of an object in a registry, which it leaves with the end of this.
template <class Object>
class Registration {
public:
    Registration() noexcept = default;
    explicit Registration(std::shared_ptr<Object> object)
        : registry_(&Registry<Object>::instance()), token_(registry_->insert(std::move(object))) {}
    Registration(Registration &&other) noexcept
        : registry_(std::exchange(other.registry_, nullptr)), token_(std::exchange(other.token_, nullptr)) {}
    Registration &operator=(Registration &&other) noexcept {
        std::swap(registry_, other.registry_);
        std::swap(token_, other.token_);
        return *this;
    }
    ~Registration() {
        if (registry_ != nullptr) {
            registry_->remove(token_);
        }
    }

    /// Null without an object.
    void *token() const noexcept { return token_; }

private:
    Registry<Object> *registry_ = nullptr;
    void *token_ = nullptr;
};

class Core;

/// A raw audio callback, and who is told what it throws.
struct AudioTap {
    AudioRawCallback callback;
    std::shared_ptr<Core> core;
};

/// The same for RTP packets.
struct RtpTap {
    RtpCallback callback;
    std::shared_ptr<Core> core;
};

/// The raw callback of each call.
template <class Tap>
using Taps = std::map<std::int32_t, Registration<Tap>>;

/// The state of one PortSIPLib.
class Core : public std::enable_shared_from_this<Core> {
public:
    Core(std::shared_ptr<SIPCallbackEvents> listener, const PortSIPX_Handlers &handlers)
        : handlers_(handlers), listener_(std::move(listener)) {}

    /// One that events find with this table.
    static std::shared_ptr<Core> make(std::shared_ptr<SIPCallbackEvents> listener,
                                      const PortSIPX_Handlers &handlers) {
        auto core = std::make_shared<Core>(std::move(listener), handlers);
        core->registration_ = Registration<Core>(core);
        core->handlers_.context = core->registration_.token();
        return core;
    }

    /// The SDK object, or null. In an event it is never null because `PortSIP_initialize` has yet
    /// to return.
    void *handle() const noexcept { return handle_.load(std::memory_order_acquire); }

    /// Makes the dispatcher where there is none.
    bool createHandlers() {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (dispatcher_ == nullptr) {
            dispatcher_ = PSCallback_createCallbackDispatcher();
            PortSIPX_setHandlers(dispatcher_, &handlers_);
        }
        return dispatcher_ != nullptr;
    }

    /// Frees the dispatcher. An SDK object that runs keeps its handlers.
    void releaseHandlers() noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        PSCallback_releaseCallbackDispatcher(std::exchange(dispatcher_, nullptr));
    }

    /// Starts the SDK object with `initialize(dispatcher, errorCode)`.
    template <class Initialize>
    std::int32_t start(Initialize initialize) {
        void *dispatcher = nullptr;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            if (starting_ || handle() != nullptr) {
                return ECoreAlreadyInitialized;
            }
            starting_ = true;
            dispatcher = dispatcher_;
        }
        std::int32_t code = 0;
        void *const handle = initialize(dispatcher, &code);
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            handle_.store(handle, std::memory_order_release);
            starting_ = false;
        }
        started_.notify_all();
        return code;
    }

    /// Ends the SDK object. Its raw callbacks are let go when no more of them can start.
    void end() noexcept {
        void *handle = nullptr;
        Taps<AudioTap> audio;
        Taps<RtpTap> packets;
        {
            const std::lock_guard<std::mutex> lock(taps_mutex_);
            handle = handle_.exchange(nullptr, std::memory_order_acq_rel);
            audio.swap(audio_taps_);
            packets.swap(rtp_taps_);
        }
        PortSIP_unInitialize(handle);
    }

    /// Lets no further event find this object.
    void forget() noexcept { const Registration<Core> ends(std::move(registration_)); }

    /// Replaces the listener. The old one, unless this program keeps it, ends with its last event.
    void setListener(std::shared_ptr<SIPCallbackEvents> listener) {
        const std::lock_guard<std::mutex> lock(mutex_);
        listener_.swap(listener);
    }

    void setExceptionHandler(ExceptionHandler handler) {
        auto shared = std::make_shared<const ExceptionHandler>(std::move(handler));
        const std::lock_guard<std::mutex> lock(mutex_);
        exception_handler_.swap(shared);
    }

    /// The listener of an event. Peers may be faster than `PortSIP_initialize` returns: the first
    /// event waits for the handle.
    std::shared_ptr<SIPCallbackEvents> listener() {
        std::unique_lock<std::mutex> lock(mutex_);
        started_.wait(lock, [this] { return !starting_; });
        return listener_;
    }

    /// Starts or stops the raw audio of a call with `call(token)`, where the token is that of
    /// `callback`, or null where there is none.
    template <class Call>
    std::int32_t setAudioTap(std::int32_t sessionId, bool enable, AudioRawCallback callback, Call call) {
        return setTap(audio_taps_, sessionId, enable, std::move(callback), call);
    }

    /// The same for the RTP packets of a call.
    template <class Call>
    std::int32_t setRtpTap(std::int32_t sessionId, bool enable, RtpCallback callback, Call call) {
        return setTap(rtp_taps_, sessionId, enable, std::move(callback), call);
    }

    /// Runs the program's code for an event; nothing that it throws gets out.
    template <class Call>
    void guard(const char *event, Call call) noexcept {
#ifdef PORTSIP_EXCEPTIONS
        try {
            call();
        } catch (...) {
            report(event, std::current_exception());
        }
#else
        static_cast<void>(event);
        call();
#endif
    }

private:
    template <class Tap, class Callback, class Call>
    std::int32_t setTap(Taps<Tap> &taps, std::int32_t sessionId, bool enable, Callback callback, Call call) {
        Registration<Tap> tap;  // in the end the one that is not used, let go after the lock
        if (callback) {
            tap = Registration<Tap>(std::make_shared<Tap>(Tap{std::move(callback), shared_from_this()}));
        }
        const std::lock_guard<std::mutex> lock(taps_mutex_);
        const std::int32_t code = call(tap.token());
        if (code == 0 || !enable) {
            std::swap(taps[sessionId], tap);
        }
        if (taps[sessionId].token() == nullptr) {
            taps.erase(sessionId);
        }
        return code;
    }

#ifdef PORTSIP_EXCEPTIONS
    void report(const char *event, const std::exception_ptr &error) noexcept {
        try {
            std::shared_ptr<const ExceptionHandler> handler;
            {
                const std::lock_guard<std::mutex> lock(mutex_);
                handler = exception_handler_;
            }
            if (handler && *handler) {
                (*handler)(event, error);
            } else {
                std::rethrow_exception(error);
            }
        } catch (const std::exception &thrown) {
            std::fprintf(stderr, "portsip: %s threw: %s\n", event, thrown.what());
        } catch (...) {
            std::fprintf(stderr, "portsip: %s threw\n", event);
        }
    }
#endif

    // Set by make(), and the same until forget():
    Registration<Core> registration_;
    PortSIPX_Handlers handlers_;

    std::atomic<void *> handle_{nullptr};

    // Under mutex_, which is never held while the program's code runs:
    std::mutex mutex_;
    std::condition_variable started_;
    bool starting_ = false;
    void *dispatcher_ = nullptr;
    std::shared_ptr<SIPCallbackEvents> listener_;
    std::shared_ptr<const ExceptionHandler> exception_handler_;

    // Under taps_mutex_:
    std::mutex taps_mutex_;
    Taps<AudioTap> audio_taps_;
    Taps<RtpTap> rtp_taps_;
};

/// Brings an event to the listener of the object with this token.
template <class Call>
void deliver(void *token, const char *event, Call call) noexcept {
    if (const auto core = Registry<Core>::instance().find(token)) {
        core->guard(event, [&] {
            if (const auto listener = core->listener()) {
                call(*listener);
            }
        });
    }
}

/// Brings a frame of audio to its callback.
inline std::int32_t onAudioRaw(void *token, std::int32_t sessionId, std::int32_t callbackType,
                               const std::uint8_t *data, std::int32_t dataLength,
                               std::int32_t samplingFreqHz) noexcept {
    if (const auto tap = Registry<AudioTap>::instance().find(token)) {
        tap->core->guard("audioRawCallback", [&] {
            tap->callback(sessionId, static_cast<DIRECTION_MODE>(callbackType),
                          Bytes(data, static_cast<std::size_t>(dataLength)), samplingFreqHz);
        });
    }
    return 0;
}

/// Brings an RTP packet to its callback.
inline std::int32_t onRtpPacket(void *token, std::int32_t sessionId, std::int32_t mediaType,
                                std::int32_t direction, const std::uint8_t *RTPPacket,
                                std::int32_t packetSize) noexcept {
    if (const auto tap = Registry<RtpTap>::instance().find(token)) {
        tap->core->guard("RTPCallback", [&] {
            tap->callback(sessionId, mediaType, static_cast<DIRECTION_MODE>(direction),
                          Bytes(RTPPacket, static_cast<std::size_t>(packetSize)));
        });
    }
    return 0;
}

/// What has a core: the base of the generated methods.
class Object {
protected:
    explicit Object(std::shared_ptr<Core> core) noexcept : core_(std::move(core)) {}
    ~Object() = default;
    Object(Object &&) noexcept = default;
    Object &operator=(Object &&) noexcept = default;

    /// The handle that C functions take; null before `initialize()` and after the end.
    void *libSDK() const noexcept { return core_ ? core_->handle() : nullptr; }

    std::shared_ptr<Core> core_;
};

}  // namespace detail
}  // namespace PortSIP

#endif  // PORTSIP_CORE_HPP
