/*
 * What the C interface costs by itself: a call that reads a number, one that
 * takes numbers, one that takes a text, one that takes and gives texts, and
 * events of a library built with the test hooks. What a binding adds is what its
 * benchmark, which makes the same calls, takes more.
 */
#include "portsip_sdk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 9
#define CALLS 100000
#define EVENTS 100000
/* Places in the table of handlers. */
#define INVITE_INCOMING 2
#define INVITE_TRYING 3

int32_t PortSIPXTest_raise(void *libSDK, int32_t event, int32_t times);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static int came;

static double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void report(const char *what, double *ns)
{
    qsort(ns, ROUNDS, sizeof *ns, by_value);
    printf("%-44s %8.0f ns (least %.0f)  %10.0f /s\n", what, ns[ROUNDS / 2], ns[0], 1e9 / ns[ROUNDS / 2]);
}

static void number(void *sdk)
{
    (void)PortSIP_getMicVolume(sdk);
}

static void numbers(void *sdk)
{
    (void)PortSIP_sendDtmf(sdk, 1, DTMF_RFC2833, 1, 160, false);
}

static void text(void *sdk)
{
    (void)PortSIP_setDisplayName(sdk, "J\xc3\xbcrgen \xe6\x97\xa5\xe6\x9c\xac Example");
}

static void texts(void *sdk)
{
    static const char message[] = "OPTIONS sip:b@c SIP/2.0\r\nX-Test: value\r\nCall-ID: 1\r\n\r\n";
    char value[64];
    (void)PortSIP_getSipMessageHeaderValue(sdk, message, "X-Test", value, sizeof value);
}

static void measure_calls(const char *what, void (*call)(void *), void *sdk)
{
    double ns[ROUNDS], start;
    int round, index;
    for (round = 0; round < ROUNDS; round++) {
        start = now_ns();
        for (index = 0; index < CALLS; index++) {
            call(sdk);
        }
        ns[round] = (now_ns() - start) / CALLS;
    }
    report(what, ns);
}

static void arrived(void)
{
    pthread_mutex_lock(&mutex);
    if (++came == EVENTS) {
        pthread_cond_signal(&done);
    }
    pthread_mutex_unlock(&mutex);
}

static int32_t plain_trying(int32_t session)
{
    (void)session;
    arrived();
    return 0;
}

static void table_trying(void *context, int32_t session)
{
    (void)context, (void)session;
    arrived();
}

static int32_t plain_incoming(int32_t session, const char *caller_name, const char *caller,
                              const char *callee_name, const char *callee, const char *audio,
                              const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)session, (void)caller_name, (void)caller, (void)callee_name, (void)callee;
    (void)audio, (void)video, (void)has_audio, (void)has_video, (void)message;
    arrived();
    return 0;
}

static void table_incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                           const char *callee_name, const char *callee, const char *audio,
                           const char *video, bool has_audio, bool has_video, const uint8_t *message,
                           size_t length)
{
    (void)context, (void)session, (void)caller_name, (void)caller, (void)callee_name, (void)callee;
    (void)audio, (void)video, (void)has_audio, (void)has_video, (void)message, (void)length;
    arrived();
}

static void measure_events(const char *what, int32_t event, void *sdk)
{
    double ns[ROUNDS], start;
    int round;
    for (round = 0; round < ROUNDS; round++) {
        pthread_mutex_lock(&mutex);
        came = 0;
        start = now_ns();
        if (PortSIPXTest_raise(sdk, event, EVENTS) != 0) {
            exit(1);
        }
        while (came < EVENTS) {
            pthread_cond_wait(&done, &mutex);
        }
        pthread_mutex_unlock(&mutex);
        ns[round] = (now_ns() - start) / EVENTS;
    }
    report(what, ns);
}

int main(void)
{
    PortSIPX_Handlers table;
    int32_t code = 1;
    void *dispatcher = PSCallback_createCallbackDispatcher();
    void *sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 1,
                                   NULL, 1, 1, NULL, NULL, false, &code);
    if (sdk == NULL) {
        fprintf(stderr, "initialize: %d\n", (int)code);
        return 1;
    }
    PSCallback_setInviteTryingHandler(dispatcher, plain_trying);
    PSCallback_setInviteIncomingHandler(dispatcher, plain_incoming);
    measure_calls("getMicVolume", number, sdk);
    measure_calls("sendDtmf, no such call", numbers, sdk);
    measure_calls("setDisplayName, no user", text, sdk);
    measure_calls("getSipMessageHeaderValue", texts, sdk);
    measure_events("event with a number, plain handler", INVITE_TRYING, sdk);
    measure_events("event with seven texts, plain handler", INVITE_INCOMING, sdk);
    memset(&table, 0, sizeof table);
    table.size = sizeof table;
    table.onInviteTrying = table_trying;
    table.onInviteIncoming = table_incoming;
    PortSIPX_setHandlers(dispatcher, &table);
    measure_events("event with a number, table", INVITE_TRYING, sdk);
    measure_events("event with six texts and a message, table", INVITE_INCOMING, sdk);
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    return 0;
}
