/*
 * Every event that there is, raised by the test hook of a library built with
 * it: plain handlers, the table, both, a hundred thousand in a row, other
 * handlers and the end of the object while events fly.
 */
#include "events.h"

#include <sched.h>

#define MANY 100000
#define FEWER 1000

int32_t PortSIPXTest_raise(void *libSDK, int32_t event, int32_t times);

static void *start(void *dispatcher)
{
    int32_t code = 1;
    void *sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 1,
                                   NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    return sdk;
}

static void raise_each(void *sdk, int times)
{
    int event;
    forget_arrivals();
    for (event = 0; event < EVENTS; event++) {
        CHECK_CODE(PortSIPXTest_raise(sdk, event, times), 0);
    }
    wait_for_arrivals(EVENTS * times);
    CHECK(all_arrived() == EVENTS * times && !arrivals.out_of_order);
}

static void to_plain_handlers(void *sdk)
{
    int event;
    raise_each(sdk, 3);
    for (event = 0; event < EVENTS; event++) {
        CHECK(arrived_of(PLAIN, event) == 3 && arrived_of(TABLE, event) == 0);
    }
}

/* The table goes first; what it leaves out comes to the plain handlers. */
static void to_the_table(void *dispatcher, void *sdk)
{
    PortSIPX_Handlers table;
    void **members = (void **)(void *)((char *)&table + offsetof(PortSIPX_Handlers, onRegisterSuccess));
    int event;
    memset(&table, 0, sizeof table);
    table.size = sizeof table;
    table.context = &table_context;
    fill_table(&table);
    CHECK((char *)&members[EVENTS] == (char *)(&table + 1));
    CHECK_CODE(PortSIPX_setHandlers(dispatcher, &table), 0);
    raise_each(sdk, 3);
    for (event = 0; event < EVENTS; event++) {
        CHECK(arrived_of(TABLE, event) == 3 && arrived_of(PLAIN, event) == 0);
    }
    for (event = 1; event < EVENTS; event += 2) {
        members[event] = NULL;
    }
    CHECK_CODE(PortSIPX_setHandlers(dispatcher, &table), 0);
    raise_each(sdk, 1);
    for (event = 0; event < EVENTS; event++) {
        CHECK(arrived_of(event % 2 == 0 ? TABLE : PLAIN, event) == 1);
    }
    CHECK_CODE(PortSIPX_setHandlers(dispatcher, NULL), 0);
}

/* None is lost while a handler is slow, however many wait. */
static void many(void *sdk)
{
    forget_arrivals();
    hold_handlers(true);
    CHECK_CODE(PortSIPXTest_raise(sdk, 3, 1), 0);
    wait_for_arrivals(1);
    CHECK_CODE(PortSIPXTest_raise(sdk, 9, MANY - 1), 0);
    hold_handlers(false);
    wait_for_arrivals(MANY);
    CHECK(arrived_of(PLAIN, 9) == MANY - 1 && !arrivals.out_of_order);
}

static void wrong_use(void *sdk)
{
    CHECK_CODE(PortSIPXTest_raise(NULL, 0, 1), ECoreSDKObjectNull);
    CHECK_CODE(PortSIPXTest_raise(sdk, -1, 1), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPXTest_raise(sdk, EVENTS, 1), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPXTest_raise(sdk, 0, -1), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPXTest_raise(sdk, 0, 0), 0);
}

/* Whoever sets handlers meanwhile, each event goes to one, and none is lost. */
static void change_while_events_fly(void *dispatcher, void *sdk)
{
    PortSIPX_Handlers table;
    int round;
    memset(&table, 0, sizeof table);
    table.size = sizeof table;
    table.context = &table_context;
    fill_table(&table);
    forget_arrivals();
    CHECK_CODE(PortSIPXTest_raise(sdk, 3, FEWER), 0);
    for (round = 0; all_arrived() < FEWER; round++) {
        CHECK_CODE(PortSIPX_setHandlers(dispatcher, round % 2 == 0 ? &table : NULL), 0);
        PSCallback_setInviteTryingHandler(dispatcher, plain_inviteTrying);
    }
    CHECK_CODE(PortSIPX_setHandlers(dispatcher, NULL), 0);
    CHECK(arrived_of(PLAIN, 3) + arrived_of(TABLE, 3) == FEWER);
}

/* Lets the waiting handler go on as soon as the handle is no more. */
static void *let_go(void *sdk)
{
    while (PortSIPXTest_raise(sdk, 3, 0) == 0) {
        sched_yield();
    }
    hold_handlers(false);
    return NULL;
}

/* What still waits is dropped, and no handler runs once the end has returned. */
static void end_while_events_fly(void *sdk)
{
    pthread_t other;
    int seen;
    forget_arrivals();
    hold_handlers(true);
    CHECK_CODE(PortSIPXTest_raise(sdk, 3, MANY), 0);
    wait_for_arrivals(1);
    CHECK(pthread_create(&other, NULL, let_go, sdk) == 0);
    PortSIP_unInitialize(sdk);
    seen = all_arrived();
    CHECK(pthread_join(other, NULL) == 0);
    CHECK_CODE(PortSIPXTest_raise(sdk, 3, 1), ECoreSDKObjectNull);
    CHECK(seen < MANY && all_arrived() == seen);
}

static void *ending;
static pthread_key_t key;

/* The event thread has ended: counted as an event of the table. */
static void thread_ended(void *value)
{
    (void)value;
    came(TABLE, 3);
}

static int32_t end_inside(int32_t session)
{
    (void)session;
    PortSIP_unInitialize(ending);
    CHECK_CODE(PortSIPXTest_raise(ending, 3, 1), ECoreSDKObjectNull);
    CHECK(pthread_setspecific(key, &key) == 0);
    came(PLAIN, 3);
    return 0;
}

/* The handler that ends the object is the last, whatever waits behind it. */
static void end_in_a_handler(void)
{
    void *dispatcher = PSCallback_createCallbackDispatcher();
    CHECK(pthread_key_create(&key, thread_ended) == 0);
    forget_arrivals();
    PSCallback_setInviteTryingHandler(dispatcher, end_inside);
    ending = start(dispatcher);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    CHECK_CODE(PortSIPXTest_raise(ending, 3, FEWER), 0);
    wait_for_arrivals(2);
    CHECK(arrived_of(PLAIN, 3) == 1 && arrived_of(TABLE, 3) == 1);
}

int main(void)
{
    void *dispatcher = PSCallback_createCallbackDispatcher();
    void *sdk;
    set_plain_handlers(dispatcher);
    sdk = start(dispatcher);
    to_plain_handlers(sdk);
    to_the_table(dispatcher, sdk);
    many(sdk);
    wrong_use(sdk);
    change_while_events_fly(dispatcher, sdk);
    end_while_events_fly(sdk);
    end_in_a_handler();
    PSCallback_releaseCallbackDispatcher(dispatcher);
    printf("events: ok, %d events both ways\n", EVENTS);
    return 0;
}
