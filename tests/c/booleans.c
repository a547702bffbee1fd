/*
 * Callers of four-byte booleans: this program declares the functions itself,
 * with int where the header has bool. Only the low byte may count on the way
 * in, and 0 or 1 must come on the way out, all four bytes of it.
 */
#include <stddef.h>

#include "log.h"

void *PSCallback_createCallbackDispatcher(void);
void PSCallback_releaseCallbackDispatcher(void *dispatcher);
void PSCallback_setInviteIncomingHandler(
    void *dispatcher, int32_t (*handler)(int32_t, const char *, const char *, const char *,
                                         const char *, const char *, const char *, int32_t,
                                         int32_t, const char *));
void PSCallback_setSendingSignalingHandler(void *dispatcher, int32_t (*handler)(int32_t, const char *));
void PSCallback_setReceivedSignalingHandler(void *dispatcher, int32_t (*handler)(int32_t, const char *));
void *PortSIP_initialize(void *dispatcher, int32_t transport, const char *ip, int32_t port,
                         int32_t level, const char *folder, int32_t calls, const char *agent,
                         int32_t audio, int32_t video, const char *certificates,
                         const char *ciphers, int32_t verify, int32_t *error);
void PortSIP_unInitialize(void *sdk);
int32_t PortSIP_setUser(void *sdk, const char *user, const char *display, const char *auth,
                        const char *password, const char *domain, const char *server,
                        int32_t server_port, const char *stun, int32_t stun_port,
                        const char *outbound, int32_t outbound_port);
int32_t PortSIP_addAudioCodec(void *sdk, int32_t codec);
int32_t PortSIP_isAudioCodecEmpty(void *sdk);
void PortSIP_enableCallbackSignaling(void *sdk, int32_t sending, int32_t received);
int32_t PortSIP_call(void *sdk, const char *callee, int32_t send_sdp, int32_t video);
int32_t PortSIP_hangUp(void *sdk, int32_t session);
int32_t PortSIPX_getLocalSIPPort(void *sdk);

/* Zero, and one, in the low byte; the rest is what the stack had. */
#define LOW_BYTE_FALSE 0x5A5A5A00
#define LOW_BYTE_TRUE 0x5A5A5A01
#define LOW_BYTE_OTHER 0x5A5A5A80

static struct log log_ = LOG_EMPTY;

static int32_t incoming(int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio,
                        const char *video, int32_t has_audio, int32_t has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video, (void)message;
    CHECK(has_audio == 0 || has_audio == 1);
    CHECK(has_video == 0);
    note(&log_, "incoming", session, has_audio, NULL);
    return 0;
}

static int32_t sending(int32_t session, const char *text)
{
    if (strncmp(text, "INVITE", 6) == 0) {
        note(&log_, strstr(text, "m=audio") ? "sent with sdp" : "sent without sdp", session, 0, NULL);
    }
    return 0;
}

static int32_t received(int32_t session, const char *text)
{
    note(&log_, "received", session, 0, text);
    return 0;
}

int main(void)
{
    void *dispatcher = PSCallback_createCallbackDispatcher();
    int32_t code = 1, session;
    char callee[64];
    void *sdk;
    PSCallback_setInviteIncomingHandler(dispatcher, incoming);
    PSCallback_setSendingSignalingHandler(dispatcher, sending);
    PSCallback_setReceivedSignalingHandler(dispatcher, received);
    sdk = PortSIP_initialize(dispatcher, 0, "127.0.0.1", 0, -1, NULL, 4, NULL, 1, 1, NULL, NULL,
                             LOW_BYTE_OTHER, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK(PortSIP_isAudioCodecEmpty(sdk) == 1);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, 0), 0);
    CHECK(PortSIP_isAudioCodecEmpty(sdk) == 0);

    /* The object calls itself. */
    snprintf(callee, sizeof callee, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(sdk));
    PortSIP_enableCallbackSignaling(sdk, LOW_BYTE_OTHER, LOW_BYTE_FALSE);
    session = PortSIP_call(sdk, callee, LOW_BYTE_TRUE, LOW_BYTE_FALSE);
    CHECK(session > 0);
    wait_for(&log_, "sent with sdp", 1);
    CHECK(wait_for(&log_, "incoming", 1).value == 1);
    CHECK_CODE(PortSIP_hangUp(sdk, session), 0);
    session = PortSIP_call(sdk, callee, LOW_BYTE_FALSE, LOW_BYTE_FALSE);
    CHECK(session > 0);
    wait_for(&log_, "sent without sdp", 1);
    wait_for(&log_, "incoming", 2);
    CHECK(count_of(&log_, "received") == 0);
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    puts("booleans: ok");
    return 0;
}
