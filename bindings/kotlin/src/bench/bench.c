/* The same calls as src/bench/kotlin/Bench.kt, in C. */
#include "portsip_sdk.h"

#include <stdio.h>
#include <time.h>

#define CALLS 1000000

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

int main(void)
{
    int32_t code = 0;
    void *dispatcher = PSCallback_createCallbackDispatcher();
    void *sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 2, NULL, 1, 1,
                                   NULL, NULL, false, &code);
    double start;
    int i;

    if (sdk == NULL) {
        fprintf(stderr, "not started: error %d\n", (int)code);
        return 1;
    }
    start = now_us();
    for (i = 0; i < CALLS; i++) PortSIP_getMicVolume(sdk);
    printf("c      %-42s %.3f us\n", "getMicVolume", (now_us() - start) / CALLS);
    start = now_us();
    for (i = 0; i < CALLS; i++) PortSIP_setDisplayName(sdk, "J\xc3\xbcrgen \xe6\x97\xa5\xe6\x9c\xac Example");
    printf("c      %-42s %.3f us\n", "setDisplayName, a text of 20 characters", (now_us() - start) / CALLS);
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    return 0;
}
