/*
 * Presence between SDK objects on 127.0.0.1: one watches another, is accepted, told each change,
 * turned away; and what is refused.
 */
#include "phone.h"

static void asked(void *context, int32_t id, const char *name, const char *from, const char *subject)
{
    struct phone *phone = context;
    CHECK(name != NULL);
    note(&phone->log, "asked", 0, id, subject);
    note(&phone->log, "from", 0, 0, from);
}

static void online(void *context, const char *name, const char *from, const char *text)
{
    CHECK(name != NULL && strcmp(from, bob.uri) == 0);
    note(&((struct phone *)context)->log, "online", 0, 0, text);
}

static void offline(void *context, const char *name, const char *from)
{
    CHECK(name != NULL && strcmp(from, bob.uri) == 0);
    note(&((struct phone *)context)->log, "offline", 0, 0, NULL);
}

static void over(void *context, int32_t id)
{
    note(&((struct phone *)context)->log, "over", 0, id, NULL);
}

/* One watches bob, who is asked for the `number`th time; the id at him. */
static int32_t watch(struct phone *who, int number, int32_t *ours)
{
    *ours = PortSIP_presenceSubscribe(who->sdk, bob.uri, "Gr\xc3\xbc\xc3\x9f dich");
    CHECK(*ours > 0);
    CHECK(strcmp(wait_for(&bob.log, "from", number).text, who->uri) == 0);
    CHECK(strcmp(wait_for(&bob.log, "asked", number).text, "Gr\xc3\xbc\xc3\x9f dich") == 0);
    return wait_for(&bob.log, "asked", number).value;
}

static void be_watched(void)
{
    int32_t ours, theirs = watch(&alice, 1, &ours);
    CHECK_CODE(PortSIP_presenceAcceptSubscribe(bob.sdk, theirs), 0);
    CHECK(strcmp(wait_for(&alice.log, "online", 1).text, "Online") == 0);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, theirs, "Im Garten \xe2\x98\x80"), 0);
    CHECK(strcmp(wait_for(&alice.log, "online", 2).text, "Im Garten \xe2\x98\x80") == 0);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, theirs, "oFFLINE"), 0);
    wait_for(&alice.log, "offline", 1);
    CHECK_CODE(PortSIP_presenceTerminateSubscribe(alice.sdk, ours), 0);
    CHECK(wait_for(&bob.log, "over", 1).value == theirs);
    CHECK(wait_for(&alice.log, "over", 1).value == ours);
    CHECK_CODE(PortSIP_presenceAcceptSubscribe(bob.sdk, theirs), ECoreNotFoundSubscribeId);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, theirs, "x"), ECoreNotFoundSubscribeId);
}

static void turn_away(void)
{
    int32_t ours, theirs = watch(&alice, 2, &ours);
    CHECK_CODE(PortSIP_presenceRejectSubscribe(bob.sdk, theirs), 0);
    CHECK_CODE(PortSIP_presenceRejectSubscribe(bob.sdk, theirs), ECoreNotFoundSubscribeId);
    CHECK(wait_for(&alice.log, "over", 2).value == ours);
}

static void leave_it_to_a_server(void)
{
    CHECK_CODE(PortSIP_setPresenceMode(bob.sdk, 2), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIP_setPresenceMode(bob.sdk, 1), 0);
    CHECK_CODE(PortSIP_setDefaultPublicationTime(bob.sdk, 19), ECoreExpiresValueTooSmall);
    CHECK_CODE(PortSIP_setDefaultPublicationTime(bob.sdk, 20), 0);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, 1, "x"), ECoreNotFoundSubscribeId);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, 0, "x"), ECoreSIPServerEmpty);
    CHECK_CODE(PortSIP_setPresenceMode(bob.sdk, 0), 0);
    CHECK_CODE(PortSIP_setPresenceStatus(bob.sdk, 0, "x"), ECoreNotFoundSubscribeId);
}

int main(void)
{
    PortSIPX_Handlers handlers = { 0 };
    int32_t ours;
    handlers.onPresenceRecvSubscribe = asked;
    handlers.onPresenceOnline = online;
    handlers.onPresenceOffline = offline;
    handlers.onSubscriptionTerminated = over;
    start(&alice, "alice", handlers);
    start(&bob, "bob", handlers);
    start(&carol, "carol", handlers);
    be_watched();
    turn_away();
    leave_it_to_a_server();
    /* One who watches to the end. */
    CHECK_CODE(PortSIP_presenceAcceptSubscribe(bob.sdk, watch(&carol, 3, &ours)), 0);
    wait_for(&carol.log, "offline", 1);
    stop(&bob);
    stop(&carol);
    stop(&alice);
    puts("presence: ok");
    return 0;
}
