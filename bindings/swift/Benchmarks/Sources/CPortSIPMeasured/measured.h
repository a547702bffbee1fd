/* What is measured without the binding, and what raises events. */
#include <stdbool.h>
#include <stdint.h>

int32_t PortSIP_getMicVolume(void *libSDK);
int32_t PortSIP_sendDtmf(void *libSDK, int32_t sessionId, int32_t dtmfMethod, int32_t code, int32_t dtmfDuration,
                         bool playDtmfTone);
int32_t PortSIP_setDisplayName(void *libSDK, const char *displayName);
int32_t PortSIPXTest_raise(void *libSDK, int32_t event, int32_t times);
