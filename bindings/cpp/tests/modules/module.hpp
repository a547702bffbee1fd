// What a part of a program does with phones. There are two of them, and each has a copy of its own
// of all that the headers define, as each DLL has.

#ifndef MODULE_HPP
#define MODULE_HPP

#include <portsip/portsip.hpp>

struct Module {
    PortSIP::PortSIPLib *(*make)(PortSIP::SIPCallbackEvents &listener);
    std::int32_t (*start)(PortSIP::PortSIPLib &lib);
    std::int32_t (*listen)(PortSIP::PortSIPLib &lib, std::int32_t session, std::shared_ptr<int> captured);
    void (*destroy)(PortSIP::PortSIPLib *lib);
};

extern "C" __attribute__((visibility("default"))) Module firstModule();
extern "C" __attribute__((visibility("default"))) Module secondModule();

#endif
