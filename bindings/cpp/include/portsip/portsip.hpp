// portsip.hpp: the C++ binding of the library portsip_sdk. Header-only, C++17.
//
// Every function may be called from any thread, also in an event. What a listener throws never
// reaches the library: see PortSIPLib::setExceptionHandler(). Works with -fno-exceptions and
// -fno-rtti, too; all files of a program must then agree on that.

#ifndef PORTSIP_PORTSIP_HPP
#define PORTSIP_PORTSIP_HPP

#include <portsip/codes.hpp>
#include <portsip/core.hpp>
#include <portsip/events.hpp>
#include <portsip/functions.hpp>
#include <portsip/handlers.hpp>

#include <cstdlib>

#ifdef _WIN32
#ifdef _MSC_VER
#pragma comment(lib, "ole32")
#endif
extern "C" __declspec(dllimport) void __stdcall CoTaskMemFree(void *memory);
#endif

namespace PortSIP {

namespace detail {

/// Gives back a text that the library made for its caller.
inline void giveBack(const char *text) noexcept {
#ifdef _WIN32
    CoTaskMemFree(const_cast<char *>(text));
#else
    std::free(const_cast<char *>(text));
#endif
}

}  // namespace detail

/// A SIP phone: one SDK object, which ends with this one.
///
/// Numbers that methods return are those of C: 0, an id or an amount on success, a negative `E...`
/// constant on failure (see errorName()). Before initialize() and after unInitialize() methods return
/// `ECoreSDKObjectNull`, or do nothing where they return nothing; so do those of an object that has
/// been moved from.
///
/// Any thread may call any method at any time. Only moving and destroying must not run beside other
/// calls on the same object. Destroying waits like unInitialize(), and may be done in an event or a raw
/// callback.
class PortSIPLib : public detail::Functions {
public:
    /// A phone that tells nobody what happens.
    PortSIPLib() : PortSIPLib(std::shared_ptr<SIPCallbackEvents>()) {}

    /// A phone that tells `listener`, which must live until unInitialize() has returned. Where a
    /// class is the listener and has the PortSIPLib as a member, that is its last member.
    explicit PortSIPLib(SIPCallbackEvents &listener) : PortSIPLib(borrowed(listener)) {}

    /// A phone that tells `listener` and keeps it alive until the last event.
    explicit PortSIPLib(std::shared_ptr<SIPCallbackEvents> listener)
        : Functions(detail::Core::make(std::move(listener), detail::Handlers::table())) {}

    PortSIPLib(PortSIPLib &&) noexcept = default;

    /// Ends this phone and becomes the other.
    PortSIPLib &operator=(PortSIPLib &&other) noexcept {
        if (this != &other) {
            close();
            Functions::operator=(std::move(other));
        }
        return *this;
    }

    /// Ends the phone like unInitialize().
    ~PortSIPLib() { close(); }

    /// Makes what brings events to the listener. initialize() does it where it has not been done.
    ///
    /// \return false only where the library could not make it
    bool createCallbackHandlers() {
        return core_ && core_->createHandlers();
    }

    /// Frees what createCallbackHandlers() made. An object that runs goes on telling its listener.
    void releaseCallbackHandlers() noexcept {
        if (core_) {
            core_->releaseHandlers();
        }
    }

    /// Starts the phone. When it returns, the local port is open.
    ///
    /// \param transportType all but `TRANSPORT_PERS`.
    /// \param localIp the local address to use, IPv4 or IPv6. "0.0.0.0" and "::" pick the interface
    ///   for each destination.
    /// \param localSIPPort 1...65535, or 0 for any free port; see getLocalSIPPort().
    /// \param logLevel how much is logged.
    /// \param logFilePath an existing folder for the log file; not looked at without logging.
    /// \param maxCallSessions how many calls may be up at a time, at least 1.
    /// \param sipAgentString the User-Agent header; empty for the library's own.
    /// \param audioDeviceLayer 0 the system's devices, 1 a virtual device driven by a clock.
    /// \param videoDeviceLayer 0 or 1, in the same way.
    /// \param TLSCertificatesRootPath a folder of certificates, PEM or DER: ours, with its private key, and
    ///   those to trust beside the system's; empty for none. It and the next two are for the secure
    ///   connections of every object: one for another transport opens such where a `sips:` URI or
    ///   `transport=tls` asks for it.
    /// \param TLSCipherList cipher suites by their names in OpenSSL or at IANA, parted by `:`; empty for all.
    /// \param verifyTLSCertificate whether a server must show a certificate of its name from somebody trusted.
    /// \return 0, `ECoreAlreadyInitialized` where the phone runs, or another code of
    ///   `PortSIP_initialize` in portsip_sdk.h
    std::int32_t initialize(TRANSPORT_TYPE transportType, const Text &localIp, std::int32_t localSIPPort,
                            PORTSIP_LOG_LEVEL logLevel, const Text &logFilePath,
                            std::int32_t maxCallSessions, const Text &sipAgentString,
                            std::int32_t audioDeviceLayer, std::int32_t videoDeviceLayer,
                            const Text &TLSCertificatesRootPath, const Text &TLSCipherList,
                            bool verifyTLSCertificate) {
        const auto core = core_;  // outlives this object, should the first event destroy it
        if (!core) {
            return ECoreSDKObjectNull;
        }
        createCallbackHandlers();
        return core->start([&](void *dispatcher, std::int32_t *errorCode) {
            return PortSIP_initialize(dispatcher, transportType, localIp.c_str(), localSIPPort, logLevel,
                                      logFilePath.c_str(), maxCallSessions, sipAgentString.c_str(),
                                      audioDeviceLayer, videoDeviceLayer, TLSCertificatesRootPath.c_str(),
                                      TLSCipherList.c_str(), verifyTLSCertificate, errorCode);
        });
    }

    /// Ends the phone: its calls, its registration, its threads. It may be started again.
    ///
    /// When it returns, no event is running and none comes any more. It waits at most 2 s for the
    /// other sides, and does not wait for an event that blocks longer than that. Called in an event
    /// or a raw callback it returns at once, and the event that runs is the last; where that starts the
    /// phone again, events of the new start may come beside it. It also returns at once where another
    /// thread is ending the phone.
    void unInitialize() noexcept {
        if (core_) {
            core_->end();
        }
    }

    /// The version of the library, `MAJOR.MINOR.PATCH`.
    static std::string getVersion() {
        const char *const text = PortSIP_getVersion();
        std::string version(detail::viewOf(text));
        detail::giveBack(text);
        return version;
    }

    /// Shows the raw audio of a call to a callback, every 10 ms, or stops it. It may be asked for at
    /// any time of a call, and begins with its audio: with the early media where there are any, of a
    /// call we make too, else with the answer.
    ///
    /// The callback runs on a media thread: it should return within milliseconds. It, and what it
    /// has captured, lives until it is stopped or replaced or the phone ends, and in any case until
    /// a frame that it is being shown is done. Stop it when its call ends.
    ///
    /// \param sessionId the call.
    /// \param enable true to start. Starting again replaces the callback.
    /// \param callbackMode `DIRECTION_SEND`, `DIRECTION_RECV` or `DIRECTION_SEND_RECV`; not looked at
    ///   when `enable` is false.
    /// \param callback not looked at when `enable` is false.
    /// \return 0, or
    ///   - `ECoreArgumentNull`: `callback` is empty
    ///   - `ECoreNotSupportCallbackMode`: another mode
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    std::int32_t enableAudioStreamCallback(std::int32_t sessionId, bool enable, DIRECTION_MODE callbackMode,
                                           AudioRawCallback callback = nullptr) {
        if (!core_) {
            return ECoreSDKObjectNull;
        }
        if (!enable) {
            callback = nullptr;
        }
        return core_->setAudioTap(sessionId, enable, std::move(callback), [&](void *token) {
            return PortSIP_enableAudioStreamCallback(libSDK(), sessionId, enable, callbackMode, token,
                                                     token == nullptr ? nullptr : detail::onAudioRaw);
        });
    }

    /// The same with a C function and the object it is handed, neither of which this class looks at.
    std::int32_t enableAudioStreamCallback(std::int32_t sessionId, bool enable, DIRECTION_MODE callbackMode,
                                           void *callbackObject, audioRawCallback_fn callbackHandler) {
        if (!core_) {
            return ECoreSDKObjectNull;
        }
        return core_->setAudioTap(sessionId, enable, nullptr, [&](void *) {
            return PortSIP_enableAudioStreamCallback(libSDK(), sessionId, enable, callbackMode,
                                                     callbackObject, callbackHandler);
        });
    }

    /// Shows the RTP packets of a call to a callback, or stops it: each packet as it is sent, and each
    /// well-formed one that comes to the call's RTP port. RTCP is not shown. It may be asked for at any
    /// time of a call, and begins with its audio: with the early media where there are any, of a
    /// call we make too, else with the answer.
    ///
    /// The callback runs on a media thread, and lives, as that of `enableAudioStreamCallback`.
    ///
    /// \param sessionId the call.
    /// \param mediaType 0, audio.
    /// \param mode `DIRECTION_SEND`, `DIRECTION_RECV`, `DIRECTION_SEND_RECV`, or `DIRECTION_NONE` to stop.
    /// \param callback empty to stop. Starting again replaces the callback.
    /// \return 0, or
    ///   - `ECoreArgumentIncorrect`: another `mediaType`
    ///   - `ECoreNotSupportCallbackMode`: another mode
    ///   - `ECoreInviteSessionNotFound`: no call of this id
    std::int32_t enableRtpCallback(std::int32_t sessionId, std::int32_t mediaType, DIRECTION_MODE mode,
                                   RtpCallback callback = nullptr) {
        if (!core_) {
            return ECoreSDKObjectNull;
        }
        if (mode == DIRECTION_NONE) {
            callback = nullptr;
        }
        const bool enable = callback != nullptr;
        return core_->setRtpTap(sessionId, enable, std::move(callback), [&](void *token) {
            return PortSIP_enableRtpCallback(libSDK(), sessionId, mediaType, mode, token,
                                             token == nullptr ? nullptr : detail::onRtpPacket);
        });
    }

    /// The same with a C function and the object it is handed, neither of which this class looks at.
    std::int32_t enableRtpCallback(std::int32_t sessionId, std::int32_t mediaType, DIRECTION_MODE mode,
                                   void *callbackObj, RTPCallback_fn RTPCallbackHandler) {
        if (!core_) {
            return ECoreSDKObjectNull;
        }
        return core_->setRtpTap(sessionId, true, nullptr, [&](void *) {
            return PortSIP_enableRtpCallback(libSDK(), sessionId, mediaType, mode, callbackObj,
                                             RTPCallbackHandler);
        });
    }

    /// Replaces the listener, also while events come. The next event goes to the new one. The old
    /// one must live until an event that is running has returned.
    void setListener(SIPCallbackEvents &listener) { setListener(borrowed(listener)); }

    /// The same with a listener that is kept alive as long as it is needed; null for none.
    void setListener(std::shared_ptr<SIPCallbackEvents> listener) {
        if (core_) {
            core_->setListener(std::move(listener));
        }
    }

    /// Sets who is told what a listener or a raw callback throws. Without one, a line on stderr tells
    /// it. Later events come all the same.
    void setExceptionHandler(ExceptionHandler handler) {
        if (core_) {
            core_->setExceptionHandler(std::move(handler));
        }
    }

    /// The handle that the functions of portsip_sdk.h take as `libSDK`; null while the phone does
    /// not run. It stays this object's.
    void *nativeHandle() const noexcept { return libSDK(); }

private:
    static std::shared_ptr<SIPCallbackEvents> borrowed(SIPCallbackEvents &listener) {
        return std::shared_ptr<SIPCallbackEvents>(&listener, [](SIPCallbackEvents *) {});
    }

    void close() noexcept {
        if (core_) {
            core_->end();
            core_->releaseHandlers();
            core_->forget();
            core_.reset();
        }
    }
};

}  // namespace PortSIP

#endif  // PORTSIP_PORTSIP_HPP
