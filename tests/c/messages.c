/*
 * Messages between SDK objects on 127.0.0.1: text and bytes, in a call and outside of one, as long as
 * they may be, and what is refused.
 */
#include "phone.h"

#define LARGE 65536

static const char hello[] = "Gr\xc3\xbc\xc3\x9f dich";
static uint8_t large[LARGE];

static void noted(struct phone *phone, const char *event, int session, const char *kind, const char *subtype,
                  const uint8_t *data, int32_t length)
{
    char text[TEXT_MAX];
    int32_t index;
    CHECK(length >= 0 && data != NULL);
    if (length == LARGE) {
        CHECK(memcmp(data, large, LARGE) == 0);
        snprintf(text, sizeof text, "%s/%s large", kind, subtype);
    } else {
        CHECK((size_t)length < sizeof text / 2);
        snprintf(text, sizeof text, "%s/%s %.*s", kind, subtype, (int)length, (const char *)data);
    }
    /* A handler may overwrite what it is given. */
    for (index = 0; index < length; index++) {
        ((uint8_t *)(uintptr_t)data)[index] = 0;
    }
    note(&phone->log, event, session, length, text);
}

static void message(void *context, int32_t session, const char *kind, const char *subtype,
                    const uint8_t *data, int32_t length)
{
    noted(context, "message", session, kind, subtype, data, length);
}

static void outside(void *context, const char *from_name, const char *from, const char *to_name,
                    const char *to, const char *kind, const char *subtype, const uint8_t *data, int32_t length)
{
    struct phone *phone = context;
    (void)from_name;
    CHECK(strcmp(to, phone->uri) == 0);
    note(&phone->log, "from", 0, 0, from);
    note(&phone->log, "to name", 0, 0, to_name);
    noted(phone, "outside", 0, kind, subtype, data, length);
}

static void sent(void *context, int32_t session, int32_t id)
{
    note(&((struct phone *)context)->log, "sent", session, id, NULL);
}

static void failed(void *context, int32_t session, int32_t id, const char *reason, int32_t code)
{
    (void)id;
    note(&((struct phone *)context)->log, "failed", session, code, reason);
}

static void sent_outside(void *context, int32_t id, const char *from_name, const char *from,
                         const char *to_name, const char *to)
{
    (void)from_name, (void)from, (void)to_name;
    note(&((struct phone *)context)->log, "sent outside", 0, id, to);
}

static void failed_outside(void *context, int32_t id, const char *from_name, const char *from,
                           const char *to_name, const char *to, const char *reason, int32_t code)
{
    (void)id, (void)from_name, (void)from, (void)to_name, (void)to;
    note(&((struct phone *)context)->log, "failed outside", 0, code, reason);
}

static void incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                     const char *callee_name, const char *callee, const char *audio, const char *video,
                     bool has_audio, bool has_video, const uint8_t *request, size_t length)
{
    struct phone *phone = context;
    (void)caller_name, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)request, (void)length;
    note(&phone->log, "incoming", session, 0, caller);
}

static int32_t send(const char *to, const char *kind, const char *subtype, const void *body, int32_t length)
{
    int32_t id = PortSIP_sendOutOfDialogMessage(alice.sdk, to, kind, subtype, true, body, length);
    CHECK(id > 0);
    return id;
}

static void write_outside_of_a_call(void)
{
    char to[128];
    int32_t first, second;
    snprintf(to, sizeof to, "\"Bob B.\" <%s>", bob.uri);
    first = send(to, "text", "plain", hello, sizeof hello - 1);
    second = send(to, "text", "plain", large, LARGE);
    CHECK(second > first);
    CHECK(strcmp(wait_for(&bob.log, "from", 1).text, alice.uri) == 0);
    CHECK(strcmp(wait_for(&bob.log, "to name", 1).text, "Bob B.") == 0);
    CHECK(strcmp(wait_for(&bob.log, "outside", 1).text, "text/plain Gr\xc3\xbc\xc3\x9f dich") == 0);
    CHECK(strcmp(wait_for(&bob.log, "outside", 2).text, "text/plain large") == 0);
    CHECK(wait_for(&alice.log, "sent outside", 1).value == first);
    CHECK(wait_for(&alice.log, "sent outside", 2).value == second);
    CHECK(strcmp(wait_for(&alice.log, "sent outside", 2).text, bob.uri) == 0);

    send(bob.uri, "application", "x-mine", "\1\2", 2);
    CHECK(wait_for(&alice.log, "failed outside", 1).value == 415);
    CHECK_CODE(PortSIP_addSupportedMimeType(bob.sdk, "MESSAGE", "application", "x-mine"), 0);
    send(bob.uri, "Application", "X-Mine;version=2", "\1\2", 2);
    CHECK(strcmp(wait_for(&bob.log, "outside", 3).text, "application/x-mine \1\2") == 0);

    /* Do not disturb is for calls. */
    PortSIP_setDoNotDisturb(carol.sdk, true);
    send(carol.uri, "text", "plain", "later", 5);
    CHECK(strcmp(wait_for(&carol.log, "outside", 1).text, "text/plain later") == 0);
}

static void write_in_a_call(void)
{
    int32_t id, outgoing = PortSIP_call(alice.sdk, bob.uri, true, false);
    int ringing = wait_for(&bob.log, "incoming", 1).session;
    const uint8_t *body = (const uint8_t *)hello;
    CHECK(outgoing > 0);
    CHECK_CODE(PortSIP_sendMessage(alice.sdk, outgoing, "text", "plain", body, 1), ECoreCallNotEstablished);
    CHECK_CODE(PortSIP_answerCall(bob.sdk, ringing, false), 0);
    wait_for(&alice.log, "connected", 1);
    wait_for(&bob.log, "connected", 1);
    id = PortSIP_sendMessage(alice.sdk, outgoing, "text", "plain", body, sizeof hello - 1);
    CHECK(id > 0);
    CHECK(wait_for(&alice.log, "sent", 1).value == id);
    CHECK(wait_for(&alice.log, "sent", 1).session == outgoing);
    CHECK(wait_for(&bob.log, "message", 1).session == ringing);
    CHECK(PortSIP_sendMessage(bob.sdk, ringing, "text", "plain", large, LARGE) > 0);
    CHECK(strcmp(wait_for(&alice.log, "message", 1).text, "text/plain large") == 0);
    CHECK(PortSIP_sendMessage(alice.sdk, outgoing, "image", "png", body, 4) > 0);
    CHECK(wait_for(&alice.log, "failed", 1).value == 415);
    CHECK(PortSIP_sendMessage(alice.sdk, outgoing, "text", "plain", body, 0) > 0);
    CHECK(wait_for(&bob.log, "message", 2).value == 0);
    CHECK_CODE(PortSIP_hangUp(alice.sdk, outgoing), 0);
    wait_for(&bob.log, "closed", 1);
}

int main(void)
{
    PortSIPX_Handlers handlers = { 0 };
    size_t index;
    for (index = 0; index < LARGE; index++) {
        large[index] = (uint8_t)(index * 31);
    }
    handlers.onInviteIncoming = incoming;
    handlers.onRecvMessage = message;
    handlers.onRecvOutOfDialogMessage = outside;
    handlers.onSendMessageSuccess = sent;
    handlers.onSendMessageFailure = failed;
    handlers.onSendOutOfDialogMessageSuccess = sent_outside;
    handlers.onSendOutOfDialogMessageFailure = failed_outside;
    start(&alice, "alice", handlers);
    start(&bob, "bob", handlers);
    start(&carol, "carol", handlers);
    write_outside_of_a_call();
    write_in_a_call();
    stop(&alice);
    stop(&bob);
    stop(&carol);
    puts("messages: ok");
    return 0;
}
