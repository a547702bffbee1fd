/*
 * Three SDK objects on 127.0.0.1: alice transfers bob to carol, blind and
 * attended, and bob refuses once.
 */
#include "phone.h"

static void incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                     const char *callee_name, const char *callee, const char *audio,
                     const char *video, bool has_audio, bool has_video, const uint8_t *message,
                     size_t length)
{
    struct phone *phone = context;
    (void)caller_name, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message, (void)length;
    note(&phone->log, "incoming", session, 0, caller);
}

static void accepted(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "accepted", session, 0, NULL);
}

static void rejected(void *context, int32_t session, const char *reason, int32_t code)
{
    note(&((struct phone *)context)->log, "rejected", session, code, reason);
}

static void trying(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "transfer trying", session, 0, NULL);
}

static void ringing(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "transfer ringing", session, 0, NULL);
}

static void success(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "success", session, 0, NULL);
}

static void failure(void *context, int32_t session, const char *reason, int32_t code)
{
    note(&((struct phone *)context)->log, "failure", session, code, reason);
}

/* The plain handler of bob: it gets the message as text, and hands it on. */
static int32_t asked(int32_t session, int32_t refer, const char *to, const char *from,
                     const char *message)
{
    CHECK(refer > 0 && strncmp(message, "REFER sip:", 10) == 0);
    CHECK(strncmp(from, "sip:alice@", 10) == 0);
    note(&bob.log, "asked", session, refer, to);
    if (count_of(&bob.log, "asked") == 1) {
        CHECK_CODE(PortSIP_rejectRefer(bob.sdk, refer), 0);
        CHECK_CODE(PortSIP_rejectRefer(bob.sdk, refer), ECoreNotFoundSubscribeId);
        CHECK_CODE(PortSIP_acceptRefer(bob.sdk, refer, message), ECoreNotFoundSubscribeId);
    } else {
        int32_t new_session = PortSIP_acceptRefer(bob.sdk, refer, message);
        CHECK(new_session > 0 && new_session != session);
        note(&bob.log, "calls", new_session, 0, NULL);
    }
    return 0;
}

/* Calls somebody, who answers; the caller's session. */
static int connect_to(struct phone *caller, struct phone *callee)
{
    int calls = count_of(&callee->log, "incoming");
    int before = count_of(&callee->log, "connected");
    int session = PortSIP_call(caller->sdk, callee->uri, true, false);
    struct entry call;
    CHECK(session > 0);
    call = wait_for(&callee->log, "incoming", calls + 1);
    CHECK_CODE(PortSIP_answerCall(callee->sdk, call.session, false), 0);
    wait_for(&callee->log, "connected", before + 1);
    return session;
}

/* bob refuses, then takes it; carol answers by hand. */
static void blind(void)
{
    int to_bob = connect_to(&alice, &bob);
    int new_session;
    struct entry entry;
    CHECK_CODE(PortSIP_refer(alice.sdk, to_bob, carol.uri), 0);
    entry = wait_for(&alice.log, "rejected", 1);
    CHECK(entry.session == to_bob && entry.value == 603 && strcmp(entry.text, "Decline") == 0);
    CHECK_CODE(PortSIP_refer(alice.sdk, to_bob, carol.uri), 0);
    CHECK(strcmp(wait_for(&bob.log, "asked", 2).text, carol.uri) == 0);
    new_session = wait_for(&bob.log, "calls", 1).session;
    CHECK(wait_for(&alice.log, "accepted", 1).session == to_bob);
    wait_for(&alice.log, "transfer trying", 1);
    wait_for(&alice.log, "transfer ringing", 1);
    entry = wait_for(&carol.log, "incoming", 1);
    CHECK_CODE(PortSIP_answerCall(carol.sdk, entry.session, false), 0);
    CHECK(wait_for(&alice.log, "success", 1).session == to_bob);
    CHECK(count_of(&alice.log, "closed") == 0 && count_of(&bob.log, "closed") == 0);
    CHECK_CODE(PortSIP_hangUp(alice.sdk, to_bob), 0);
    CHECK_CODE(PortSIP_hangUp(bob.sdk, new_session), 0);
    wait_for(&bob.log, "closed", 1);
    wait_for(&carol.log, "closed", 1);
}

/* carol's call with alice gives way to one with bob, without her doing. */
static void attended(void)
{
    int to_bob = connect_to(&alice, &bob);
    int to_carol, at_carol;
    CHECK_CODE(PortSIP_hold(alice.sdk, to_bob), 0);
    to_carol = connect_to(&alice, &carol);
    at_carol = wait_for(&carol.log, "incoming", 2).session;
    CHECK_CODE(PortSIP_attendedRefer(alice.sdk, to_bob, to_carol, carol.uri), 0);
    CHECK(wait_for(&alice.log, "success", 2).session == to_bob);
    CHECK(wait_for(&alice.log, "closed", 1).session == to_carol);
    CHECK(wait_for(&carol.log, "closed", 2).session == at_carol);
    CHECK(wait_for(&carol.log, "connected", 3).session != at_carol);
    CHECK_CODE(PortSIP_hangUp(alice.sdk, to_bob), 0);
    CHECK_CODE(PortSIP_hangUp(bob.sdk, wait_for(&bob.log, "calls", 2).session), 0);
    wait_for(&carol.log, "closed", 3);
    CHECK(count_of(&alice.log, "failure") == 0);
}

int main(void)
{
    PortSIPX_Handlers handlers = { 0 };
    handlers.onInviteIncoming = incoming;
    handlers.onReferAccepted = accepted;
    handlers.onReferRejected = rejected;
    handlers.onTransferTrying = trying;
    handlers.onTransferRinging = ringing;
    handlers.onACTVTransferSuccess = success;
    handlers.onACTVTransferFailure = failure;
    start(&alice, "alice", handlers);
    start(&bob, "bob", handlers);
    start(&carol, "carol", handlers);
    PSCallback_setReceivedReferHandler(bob.dispatcher, asked);
    blind();
    attended();
    stop(&alice);
    stop(&bob);
    stop(&carol);
    puts("transfer: ok");
    return 0;
}
