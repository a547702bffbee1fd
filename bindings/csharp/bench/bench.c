/* The calls of Bench.cs from C, to be taken off. */
#define _POSIX_C_SOURCE 200809L
#include "portsip_sdk.h"

#include <stdio.h>
#include <time.h>

static const char message[] =
    "INVITE sip:bob@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK776\r\n"
    "From: <sip:alice@192.0.2.1>;tag=1\r\nTo: <sip:bob@192.0.2.2>\r\nCall-ID: a84b4c76e66710\r\n"
    "CSeq: 314159 INVITE\r\nMax-Forwards: 70\r\nContact: <sip:alice@192.0.2.1>\r\nContent-Length: 0\r\n\r\n";

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

#define MEASURE(name, call)                                                                        \
    do {                                                                                           \
        double best = 1e18;                                                                        \
        for (int round = 0; round < 20; round++) {                                                 \
            double start = now();                                                                  \
            for (int i = 0; i < 20000; i++) {                                                      \
                call;                                                                              \
            }                                                                                      \
            double each = (now() - start) / 20000;                                                 \
            best = each < best ? each : best;                                                      \
        }                                                                                          \
        printf("%-30s %8.0f ns\n", name, best);                                                    \
    } while (0)

int main(void)
{
    char value[512];
    int32_t code = 0;
    void *dispatcher = PSCallback_createCallbackDispatcher();
    void *sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 1, NULL, 1, 1,
                                   NULL, NULL, false, &code);
    if (sdk == NULL) {
        fprintf(stderr, "not started: %d\n", (int)code);
        return 1;
    }
    MEASURE("getMicVolume()", PortSIP_getMicVolume(sdk));
    MEASURE("sendDtmf(no such call)", PortSIP_sendDtmf(sdk, 1, DTMF_RFC2833, 1, 160, false));
    MEASURE("setDisplayName(no user)", PortSIP_setDisplayName(sdk, "Zo\xC3\xAB \xC3\x85ngstr\xC3\xB6m \xE6\x97\xA5\xE6\x9C\xAC"));
    MEASURE("getSipMessageHeaderValue()",
            PortSIP_getSipMessageHeaderValue(sdk, message, "Contact", value, sizeof value));
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    return 0;
}
