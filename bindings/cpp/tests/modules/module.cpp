// One of the parts of the program; MODULE is its name.

#include "module.hpp"

using PortSIP::PortSIPLib;

namespace {

PortSIPLib *make(PortSIP::SIPCallbackEvents &listener) { return new PortSIPLib(listener); }

std::int32_t start(PortSIPLib &lib) {
    const auto code =
        lib.initialize(TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, "", 8, "", 1, 1, "", "", false);
    if (code != 0) {
        return code;
    }
    return lib.setUser("me", "", "", "", "", "", 0, "", 0, "", 0) + lib.addAudioCodec(AUDIOCODEC_PCMU);
}

std::int32_t listen(PortSIPLib &lib, std::int32_t session, std::shared_ptr<int> captured) {
    return lib.enableAudioStreamCallback(session, true, DIRECTION_SEND,
                                         [captured](auto...) { static_cast<void>(*captured); });
}

void destroy(PortSIPLib *lib) { delete lib; }

}  // namespace

Module MODULE() { return {make, start, listen, destroy}; }
