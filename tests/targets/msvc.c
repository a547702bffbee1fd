/*
 * A program in the calling convention and object format of Visual C++, without
 * its run-time library: it loads portsip_sdk.dll by portsip_sdk.lib, gives the
 * version back as Windows has it, and starts and ends an object.
 */
#include "portsip_sdk.h"

__declspec(dllimport) void CoTaskMemFree(void *memory);
__declspec(dllimport) void ExitProcess(unsigned int code);

static unsigned int failed_at(void)
{
    int32_t code = 1;
    void *dispatcher, *sdk;
    const char *version = PortSIP_getVersion();
    if (version == NULL || version[0] < '0' || version[0] > '9') {
        return 1;
    }
    CoTaskMemFree((void *)version);
    dispatcher = PSCallback_createCallbackDispatcher();
    sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 1, NULL, 1, 1, NULL,
                             NULL, false, &code);
    if (sdk == NULL || code != 0) {
        return 2;
    }
    if (!PortSIP_isAudioCodecEmpty(sdk) || PortSIP_addAudioCodec(sdk, AUDIOCODEC_OPUS) != 0 ||
        PortSIP_isAudioCodecEmpty(sdk)) {
        return 3;
    }
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    return PortSIP_hangUp(sdk, 1) == ECoreSDKObjectNull ? 0 : 4;
}

void start(void)
{
    ExitProcess(failed_at());
}
