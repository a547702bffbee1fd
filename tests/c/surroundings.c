/*
 * What surrounds a call, between three SDK objects on 127.0.0.1: do not
 * disturb, call forward, headers of the program's own, INFO and OPTIONS.
 */
#include "phone.h"

#define MESSAGE_MAX 8192

/* Notes the value of a header of a message, or nothing where it has none. */
static void note_header(struct phone *phone, const char *event, int session, const uint8_t *message,
                        size_t length, const char *name)
{
    char text[MESSAGE_MAX], value[TEXT_MAX];
    int32_t code;
    CHECK(length < sizeof text);
    memcpy(text, message, length);
    text[length] = '\0';
    code = PortSIP_getSipMessageHeaderValue(phone->sdk, text, name, value, sizeof value);
    CHECK(code == 0 || code == ECoreSipHeaderNotExist);
    note(&phone->log, event, session, code, code == 0 ? value : NULL);
}

static void incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                     const char *callee_name, const char *callee, const char *audio,
                     const char *video, bool has_audio, bool has_video, const uint8_t *message,
                     size_t length)
{
    struct phone *phone = context;
    (void)caller_name, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video;
    note_header(phone, "alert", session, message, length, "Alert-Info");
    note_header(phone, "agent", session, message, length, "user-agent");
    note(&phone->log, "incoming", session, 0, caller);
}

static void failure(void *context, int32_t session, const char *caller_name, const char *caller,
                    const char *callee_name, const char *callee, const char *reason, int32_t code,
                    const uint8_t *message, size_t length)
{
    struct phone *phone = context;
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)message, (void)length;
    note(&phone->log, "failure", session, code, reason);
}

static void forwarded(void *context, const char *to)
{
    struct phone *phone = context;
    note(&phone->log, "forwarded", 0, 0, to);
}

static void info(void *context, const uint8_t *message, size_t length)
{
    struct phone *phone = context;
    note_header(phone, "info", 0, message, length, "c");
}

static void options(void *context, const uint8_t *message, size_t length)
{
    struct phone *phone = context;
    note_header(phone, "options", 0, message, length, "Content-Type");
}

static void received(void *context, int32_t session, const uint8_t *message, size_t length)
{
    struct phone *phone = context;
    char text[MESSAGE_MAX];
    CHECK(length < sizeof text);
    memcpy(text, message, length);
    text[length] = '\0';
    /* The answer to the BYE before may still come. */
    if (strncmp(text, "SIP/2.0 200", 11) == 0 && strstr(text, "OPTIONS\r\n") != NULL) {
        note_header(phone, "ok", session, message, length, "CSeq");
    }
}

static int call_bob(void)
{
    int session = PortSIP_call(alice.sdk, bob.uri, true, false);
    CHECK(session > 0);
    return session;
}

static void be_left_alone(void)
{
    int session;
    PortSIP_setDoNotDisturb(bob.sdk, true);
    session = call_bob();
    CHECK(wait_for(&alice.log, "failure", 1).session == session);
    CHECK(wait_for(&alice.log, "failure", 1).value == 480);
    PortSIP_setDoNotDisturb(bob.sdk, false);
    CHECK(count_of(&bob.log, "incoming") == 0);
}

static void send_elsewhere(void)
{
    int ringing;
    CHECK_CODE(PortSIP_enableCallForward(bob.sdk, false, carol.uri), 0);
    call_bob();
    CHECK(strcmp(wait_for(&bob.log, "forwarded", 1).text, carol.uri) == 0);
    ringing = wait_for(&carol.log, "incoming", 1).session;
    CHECK_CODE(PortSIP_rejectCall(carol.sdk, ringing, 486), 0);
    CHECK(wait_for(&alice.log, "failure", 2).value == 486);
    CHECK(count_of(&bob.log, "incoming") == 0);

    /* Only while a call is up: this one rings, and is sent on by hand. */
    CHECK_CODE(PortSIP_enableCallForward(bob.sdk, true, carol.uri), 0);
    call_bob();
    ringing = wait_for(&bob.log, "incoming", 1).session;
    CHECK_CODE(PortSIP_forwardCall(bob.sdk, ringing, "carol"), ECoreInvalidUri);
    CHECK_CODE(PortSIP_forwardCall(bob.sdk, ringing, carol.uri), 0);
    CHECK_CODE(PortSIP_forwardCall(bob.sdk, ringing, carol.uri), ECoreInviteSessionNotFound);
    ringing = wait_for(&carol.log, "incoming", 2).session;
    CHECK_CODE(PortSIP_rejectCall(carol.sdk, ringing, 603), 0);
    CHECK(wait_for(&alice.log, "failure", 3).value == 603);
    CHECK(count_of(&bob.log, "forwarded") == 1 && count_of(&bob.log, "closed") == 0);
    CHECK_CODE(PortSIP_disableCallForward(bob.sdk), 0);
}

static void talk_with_headers_of_our_own(void)
{
    int alert = PortSIP_addSipMessageHeader(alice.sdk, -1, "INVITE", 1, "Alert-Info", "<urn:x>;delay=0");
    int agent = PortSIP_modifySipMessageHeader(alice.sdk, -1, "ALL", 3, "User-Agent", "Mine 1.0");
    int outgoing, ringing;
    CHECK(alert > 0 && agent > alert);
    outgoing = call_bob();
    ringing = wait_for(&bob.log, "incoming", 2).session;
    CHECK(strcmp(wait_for(&bob.log, "alert", 2).text, "<urn:x>;delay=0") == 0);
    CHECK(strcmp(wait_for(&bob.log, "agent", 2).text, "Mine 1.0") == 0);
    CHECK(wait_for(&bob.log, "alert", 1).value == ECoreSipHeaderNotExist);
    CHECK_CODE(PortSIP_sendInfo(alice.sdk, outgoing, "text", "plain", "x"), ECoreCallNotEstablished);
    CHECK_CODE(PortSIP_answerCall(bob.sdk, ringing, false), 0);
    CHECK(wait_for(&alice.log, "connected", 1).session == outgoing);

    CHECK_CODE(PortSIP_addSupportedMimeType(bob.sdk, "INFO", "text", "plain"), 0);
    CHECK_CODE(PortSIP_sendInfo(alice.sdk, outgoing, "application", "x-unknown", "refused"), 0);
    CHECK_CODE(PortSIP_sendInfo(alice.sdk, outgoing, "text", "plain", "taken"), 0);
    CHECK(strcmp(wait_for(&bob.log, "info", 1).text, "text/plain") == 0);

    CHECK_CODE(PortSIP_hangUp(alice.sdk, outgoing), 0);
    CHECK(wait_for(&bob.log, "closed", 1).session == ringing);
    CHECK_CODE(PortSIP_removeAddedSipMessageHeader(alice.sdk, agent), ECoreSipHeaderNotExist);
    CHECK_CODE(PortSIP_removeAddedSipMessageHeader(alice.sdk, alert), 0);
    CHECK_CODE(PortSIP_removeModifiedSipMessageHeader(alice.sdk, agent), 0);
    CHECK_CODE(PortSIP_clearAddedSipMessageHeaders(alice.sdk), 0);
    CHECK_CODE(PortSIP_clearModifiedSipMessageHeaders(alice.sdk), 0);
}

static void ask(void)
{
    PortSIP_enableCallbackSignaling(alice.sdk, false, true);
    CHECK_CODE(PortSIP_sendOptions(alice.sdk, bob.uri, NULL), 0);
    CHECK(wait_for(&bob.log, "options", 1).value == ECoreSipHeaderNotExist);
    CHECK(strcmp(wait_for(&alice.log, "ok", 1).text, "1 OPTIONS") == 0);
    CHECK(wait_for(&alice.log, "ok", 1).session == INVALID_SESSION_ID);
    CHECK_CODE(PortSIP_sendOptions(alice.sdk, bob.uri, "v=0\r\n"), 0);
    CHECK(strcmp(wait_for(&bob.log, "options", 2).text, "application/sdp") == 0);
    CHECK(strcmp(wait_for(&alice.log, "ok", 2).text, "1 OPTIONS") == 0);
}

int main(void)
{
    PortSIPX_Handlers handlers = { 0 };
    handlers.onInviteIncoming = incoming;
    handlers.onInviteFailure = failure;
    handlers.onInviteBeginingForward = forwarded;
    handlers.onRecvInfo = info;
    handlers.onRecvOptions = options;
    handlers.onReceivedSignaling = received;
    start(&alice, "alice", handlers);
    start(&bob, "bob", handlers);
    start(&carol, "carol", handlers);
    be_left_alone();
    send_elsewhere();
    talk_with_headers_of_our_own();
    ask();
    stop(&alice);
    stop(&bob);
    stop(&carol);
    puts("surroundings: ok");
    return 0;
}
