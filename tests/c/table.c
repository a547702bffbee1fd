/*
 * The table of handlers with a context: one pair of functions serves both SDK
 * objects. Texts and their slack are overwritten; messages come as bytes.
 */
#include "portsip_sdk.h"

#include "log.h"

struct phone {
    void *dispatcher;
    void *sdk;
    struct log log;
};

static struct phone alice = { NULL, NULL, LOG_EMPTY };
static struct phone bob = { NULL, NULL, LOG_EMPTY };

static void overwrite(const char *text)
{
    size_t length = strlen(text);
    memset((char *)(uintptr_t)text, 'x', length + 1 + 2 * length + 64);
}

static void incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                     const char *callee_name, const char *callee, const char *audio,
                     const char *video, bool has_audio, bool has_video, const uint8_t *message,
                     size_t length)
{
    struct phone *phone = context;
    CHECK(has_audio && !has_video && length > 6 && memcmp(message, "INVITE", 6) == 0);
    note(&phone->log, "incoming", session, 0, caller);
    overwrite(caller_name);
    overwrite(caller);
    overwrite(callee_name);
    overwrite(callee);
    overwrite(audio);
    overwrite(video);
    /* A handler may call the library. */
    CHECK_CODE(PortSIP_answerCall(phone->sdk, session, false), 0);
}

static void connected(void *context, int32_t session)
{
    struct phone *phone = context;
    note(&phone->log, "connected", session, 0, NULL);
}

static void closed(void *context, int32_t session)
{
    struct phone *phone = context;
    note(&phone->log, "closed", session, 0, NULL);
}

static void sending(void *context, int32_t session, const uint8_t *bytes, size_t length)
{
    struct phone *phone = context;
    char start[17] = { 0 };
    memcpy(start, bytes, length < 16 ? length : 16);
    note(&phone->log, "sending", session, (int)length, start);
}

/* A plain handler for an event that the table takes: never called. */
static int32_t shadowed(int32_t session)
{
    note(&alice.log, "shadowed", session, 0, NULL);
    return 0;
}

/* A plain handler for an event that the table leaves out. */
static int32_t trying(int32_t session)
{
    note(&alice.log, "trying", session, 0, NULL);
    return 0;
}

static int start(struct phone *phone, const char *name)
{
    PortSIPX_Handlers handlers;
    int32_t code = 1;
    memset(&handlers, 0, sizeof handlers);
    handlers.size = sizeof handlers;
    handlers.context = phone;
    handlers.onInviteIncoming = incoming;
    handlers.onInviteConnected = connected;
    handlers.onInviteClosed = closed;
    handlers.onSendingSignaling = sending;
    phone->dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteConnectedHandler(phone->dispatcher, shadowed);
    PSCallback_setInviteTryingHandler(phone->dispatcher, trying);
    CHECK_CODE(PortSIPX_setHandlers(phone->dispatcher, &handlers), 0);
    handlers.size = 1;
    CHECK_CODE(PortSIPX_setHandlers(phone->dispatcher, &handlers), ECoreArgumentIncorrect);
    phone->sdk = PortSIP_initialize(phone->dispatcher, TRANSPORT_UDP, "127.0.0.1", 0,
                                    PORTSIP_LOG_NONE, NULL, 2, NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(phone->sdk != NULL && code == 0);
    /* The object keeps the dispatcher alive. */
    PSCallback_releaseCallbackDispatcher(phone->dispatcher);
    CHECK_CODE(PortSIPX_setHandlers(phone->dispatcher, NULL), ECoreSDKObjectNull);
    CHECK_CODE(PortSIP_setUser(phone->sdk, name, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, AUDIOCODEC_OPUS), 0);
    PortSIP_enableCallbackSignaling(phone->sdk, true, false);
    return PortSIPX_getLocalSIPPort(phone->sdk);
}

int main(void)
{
    char callee[64];
    int session, port;
    CHECK(start(&alice, "alice") > 0);
    port = start(&bob, "bob");
    CHECK(port > 0);
    snprintf(callee, sizeof callee, "sip:bob@127.0.0.1:%d", port);
    session = PortSIP_call(alice.sdk, callee, true, false);
    CHECK(session > 0);
    CHECK(wait_for(&alice.log, "connected", 1).session == session);
    wait_for(&bob.log, "connected", 1);
    CHECK(strncmp(wait_for(&alice.log, "sending", 1).text, "INVITE sip:bob@", 15) == 0);
    CHECK(wait_for(&alice.log, "sending", 1).session == session);
    CHECK_CODE(PortSIP_hangUp(alice.sdk, session), 0);
    wait_for(&bob.log, "closed", 1);
    CHECK(count_of(&alice.log, "closed") == 0 && count_of(&alice.log, "shadowed") == 0);
    CHECK(count_of(&alice.log, "trying") == 1);
    PortSIP_unInitialize(alice.sdk);
    PortSIP_unInitialize(bob.sdk);
    puts("table: ok");
    return 0;
}
