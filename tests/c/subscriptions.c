/*
 * Subscriptions between SDK objects on 127.0.0.1: to what the other side does not tell, to its
 * presence in both directions, taken back and subscribed to again; by plain handlers and in the table.
 */
#include "phone.h"

static void failed(void *context, int32_t id, int32_t code)
{
    note(&((struct phone *)context)->log, "failed", id, code, NULL);
}

static void over(void *context, int32_t id)
{
    note(&((struct phone *)context)->log, "over", id, 0, NULL);
}

static void asked(void *context, int32_t id, const char *name, const char *from, const char *subject)
{
    (void)name, (void)subject;
    note(&((struct phone *)context)->log, "asked", id, 0, from);
}

static void online(void *context, const char *name, const char *from, const char *text)
{
    struct phone *phone = context;
    (void)name;
    CHECK(strcmp(from, phone == &alice ? bob.uri : alice.uri) == 0);
    note(&phone->log, "online", 0, 0, text);
}

static void offline(void *context, const char *name, const char *from)
{
    struct phone *phone = context;
    (void)name;
    CHECK(strcmp(from, phone == &alice ? bob.uri : alice.uri) == 0);
    note(&phone->log, "offline", 0, 0, NULL);
}

/* Notes the word behind Subscription-State. */
static void noted(struct phone *phone, int32_t id, const char *message, const uint8_t *body, int32_t length)
{
    static const char header[] = "\r\nSubscription-State: ";
    const char *state = strstr(message, header);
    char text[32];
    size_t size;
    CHECK(strncmp(message, "NOTIFY sip:", 11) == 0 && state != NULL);
    state += sizeof header - 1;
    size = strcspn(state, ";\r");
    CHECK(size < sizeof text && length >= 0 && body != NULL);
    memcpy(text, state, size);
    text[size] = '\0';
    CHECK(strcmp(text, "active") != 0 || length > 0);
    note(&phone->log, "notified", id, length, text);
}

static void notified(void *context, int32_t id, const uint8_t *message, size_t size, const uint8_t *body,
                     int32_t length)
{
    char *text = malloc(size + 1);
    CHECK(text != NULL);
    memcpy(text, message, size);
    text[size] = '\0';
    noted(context, id, text, body, length);
    free(text);
}

/* The plain handler of bob, with the message as text. */
static int32_t notified_plain(int32_t id, const char *message, const uint8_t *body, int32_t length)
{
    noted(&bob, id, message, body, length);
    return 0;
}

static int32_t over_plain(int32_t id)
{
    over(&bob, id);
    return 0;
}

/* What phones tell nothing of. */
static void subscribe_in_vain(void)
{
    static const char *const packages[] = { "conference", "dialog", "message-summary", "X-Mine" };
    size_t index;
    int32_t id;
    for (index = 0; index < sizeof packages / sizeof *packages; index++) {
        struct entry refused;
        id = PortSIP_sendSubscription(alice.sdk, bob.uri, packages[index]);
        CHECK(id > 0);
        refused = wait_for(&alice.log, "failed", (int)index + 1);
        CHECK(refused.session == id && refused.value == 489);
        CHECK_CODE(PortSIP_terminateSubscription(alice.sdk, id), ECoreNotFoundSubscribeId);
    }
    /* Nor of their presence, where a server does. */
    CHECK_CODE(PortSIP_setPresenceMode(carol.sdk, 1), 0);
    id = PortSIP_presenceSubscribe(alice.sdk, carol.uri, "");
    CHECK(wait_for(&alice.log, "failed", (int)index + 1).session == id);
    CHECK(count_of(&alice.log, "over") == 0 && count_of(&alice.log, "notified") == 0);
}

/* One watches the other, who accepts for the `nth` time; the ids on both sides. */
static int32_t watch(struct phone *who, struct phone *whom, int nth, int32_t *ours)
{
    struct entry request;
    int before = count_of(&who->log, "notified");
    *ours = PortSIP_presenceSubscribe(who->sdk, whom->uri, NULL);
    CHECK(*ours > 0);
    CHECK_CODE(PortSIP_presenceSubscribe(who->sdk, whom->uri, NULL), ECoreSipAlreadySubscribed);
    CHECK_CODE(PortSIP_sendSubscription(who->sdk, whom->uri, "Presence"), ECoreSipAlreadySubscribed);
    request = wait_for(&whom->log, "asked", nth);
    CHECK(strcmp(request.text, who->uri) == 0);
    CHECK(strcmp(wait_for(&who->log, "notified", before + 1).text, "pending") == 0);
    CHECK_CODE(PortSIP_presenceAcceptSubscribe(whom->sdk, request.session), 0);
    CHECK(strcmp(wait_for(&who->log, "notified", before + 2).text, "active") == 0);
    CHECK(wait_for(&who->log, "notified", before + 2).session == *ours);
    return request.session;
}

static void watch_each_other(void)
{
    int32_t of_alice, of_bob;
    int32_t at_bob = watch(&alice, &bob, 1, &of_alice);
    int32_t at_alice = watch(&bob, &alice, 1, &of_bob);
    struct entry end;
    CHECK(at_bob != of_bob && at_alice != of_alice);
    wait_for(&alice.log, "online", 1);
    wait_for(&bob.log, "online", 1);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, at_bob, "Hier"), 0);
    CHECK_CODE(PortSIP_setPresenceStatus(alice.sdk, at_alice, "Dort"), 0);
    CHECK(strcmp(wait_for(&alice.log, "online", 2).text, "Hier") == 0);
    CHECK(strcmp(wait_for(&bob.log, "online", 2).text, "Dort") == 0);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, at_bob, "Offline"), 0);
    wait_for(&alice.log, "offline", 1);

    CHECK_CODE(PortSIP_terminateSubscription(alice.sdk, of_alice), 0);
    CHECK_CODE(PortSIP_terminateSubscription(alice.sdk, of_alice), ECoreNotFoundSubscribeId);
    CHECK(wait_for(&alice.log, "over", 1).session == of_alice);
    CHECK(wait_for(&bob.log, "over", 1).session == at_bob);
    /* The other one lives on, and rejecting is for the one who is watched. */
    CHECK_CODE(PortSIP_presenceRejectSubscribe(bob.sdk, of_bob), ECoreNotFoundSubscribeId);
    CHECK_CODE(PortSIP_setPresenceStatus(alice.sdk, at_alice, "Noch da"), 0);
    CHECK(strcmp(wait_for(&bob.log, "online", 3).text, "Noch da") == 0);
    CHECK_CODE(PortSIP_presenceRejectSubscribe(alice.sdk, at_alice), 0);
    end = wait_for(&bob.log, "over", 2);
    CHECK(end.session == of_bob);
}

/* Once it is over there may be another, which lives until the objects end. */
static void watch_again(void)
{
    int32_t ours;
    watch(&alice, &bob, 2, &ours);
    CHECK_CODE(PortSIP_setDefaultSubscriptionTime(alice.sdk, 20), 0);
    CHECK_CODE(PortSIP_enableAutoCheckMwi(alice.sdk, true), 0);
    CHECK_CODE(PortSIP_pickupBLFCall(alice.sdk, "a", false), ECoreCallIdNotFound);
    CHECK(PortSIP_sendSubscription(bob.sdk, alice.uri, "presence") > 0);
    wait_for(&alice.log, "asked", 2);
}

int main(void)
{
    PortSIPX_Handlers handlers = { 0 };
    handlers.onSubscriptionFailure = failed;
    handlers.onSubscriptionTerminated = over;
    handlers.onPresenceRecvSubscribe = asked;
    handlers.onPresenceOnline = online;
    handlers.onPresenceOffline = offline;
    handlers.onRecvNotifyOfSubscription = notified;
    start(&alice, "alice", handlers);
    start(&carol, "carol", handlers);
    handlers.onSubscriptionTerminated = NULL;
    handlers.onRecvNotifyOfSubscription = NULL;
    start(&bob, "bob", handlers);
    PSCallback_setRecvNotifyOfSubscriptionHandler(bob.dispatcher, notified_plain);
    PSCallback_setSubscriptionTerminatedHandler(bob.dispatcher, over_plain);
    subscribe_in_vain();
    watch_each_other();
    watch_again();
    stop(&alice);
    stop(&bob);
    stop(&carol);
    puts("subscriptions: ok");
    return 0;
}
