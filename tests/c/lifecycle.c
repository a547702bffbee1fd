/*
 * Beginnings and ends: the version is the caller's memory, ends inside handlers
 * return at once, no thread outlives an end, and no handler is called after it.
 */
#include "portsip_sdk.h"

#include "platform.h"

static struct log log_ = LOG_EMPTY;
static void *ending;

static void *start(void *dispatcher)
{
    int32_t code = 1;
    void *sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL,
                                   2, NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, AUDIOCODEC_PCMU), 0);
    return sdk;
}

static int call_itself(void *sdk)
{
    char callee[64];
    snprintf(callee, sizeof callee, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(sdk));
    return PortSIP_call(sdk, callee, true, false);
}

static int32_t count_event(int32_t session)
{
    note(&log_, "event", session, 0, NULL);
    return 0;
}

static int32_t end_inside(int32_t session)
{
    PortSIP_unInitialize(ending);
    CHECK_CODE(PortSIP_hangUp(ending, session), ECoreSDKObjectNull);
    note(&log_, "ended inside", session, 0, NULL);
    return 0;
}

static int32_t answer_inside(int32_t session, const char *caller_name, const char *caller,
                             const char *callee_name, const char *callee, const char *audio,
                             const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message;
    CHECK_CODE(PortSIP_answerCall(ending, session, false), 0);
    return 0;
}

/* On the media thread, where the library may be called all the same. */
static int32_t end_in_audio(void *object, int32_t session, int32_t type, const uint8_t *data,
                            int32_t length, int32_t rate_hz)
{
    (void)type, (void)data, (void)length, (void)rate_hz;
    CHECK(object == ending);
    PortSIP_unInitialize(object);
    note(&log_, "ended in audio", session, 0, NULL);
    return 0;
}

/* A handler that waits for the thread that ends the object. */
static int32_t block(int32_t session)
{
    note(&log_, "blocked", session, 0, NULL);
    wait_for(&log_, "released", 1);
    note(&log_, "unblocked", session, 0, NULL);
    return 0;
}

/*
 * Waits until as many threads run as before. The system tells nobody when a
 * thread that nobody joins has ended, and lists one that was joined for a
 * moment longer.
 */
static void wait_for_quiet(int before, int limit_s)
{
    struct timespec pace = { 0, 1000 * 1000 };
    time_t deadline = time(NULL) + limit_s;
    while (threads() > before) {
        CHECK(time(NULL) <= deadline);
        nanosleep(&pace, NULL);
    }
}

int main(void)
{
    void *dispatcher = PSCallback_createCallbackDispatcher();
    void *objects[4];
    int index, before = threads(), events;
    const char *version = PortSIP_getVersion();
    char address[64];

    CHECK(version != NULL && strchr(version, '.') != NULL);
    free_version(version);
    CHECK(PortSIP_getNICNums() > 0);
    CHECK_CODE(PortSIP_getLocalIpAddress(0, address, sizeof address), 0);
    CHECK(strlen(address) >= 2);

    /* Several objects, with calls in every state at their end. */
    PSCallback_setInviteTryingHandler(dispatcher, count_event);
    PSCallback_setInviteClosedHandler(dispatcher, count_event);
    for (index = 0; index < 4; index++) {
        objects[index] = start(dispatcher);
        CHECK(call_itself(objects[index]) > 0);
    }
    wait_for(&log_, "event", 4);
    for (index = 0; index < 4; index++) {
        PortSIP_unInitialize(objects[index]);
    }
    wait_for_quiet(before, 1);
    events = count_of(&log_, "event");
    PSCallback_releaseCallbackDispatcher(dispatcher);

    /* An end inside a handler. */
    dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteTryingHandler(dispatcher, end_inside);
    PSCallback_setInviteFailureHandler(dispatcher, NULL);
    ending = start(dispatcher);
    CHECK(call_itself(ending) > 0);
    wait_for(&log_, "ended inside", 1);
    wait_for_quiet(before, LIMIT_S);
    CHECK(count_of(&log_, "ended inside") == 1 && count_of(&log_, "event") == events);
    PSCallback_releaseCallbackDispatcher(dispatcher);

    /* An end inside a raw audio handler. */
    dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteIncomingHandler(dispatcher, answer_inside);
    ending = start(dispatcher);
    index = call_itself(ending);
    CHECK(index > 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(ending, index, true, DIRECTION_SEND, ending, end_in_audio), 0);
    wait_for(&log_, "ended in audio", 1);
    wait_for_quiet(before, LIMIT_S);
    CHECK(count_of(&log_, "ended in audio") == 1);
    PSCallback_releaseCallbackDispatcher(dispatcher);

    /* A handler that does not return cannot keep the end from returning. */
    dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteTryingHandler(dispatcher, block);
    ending = start(dispatcher);
    CHECK(call_itself(ending) > 0);
    wait_for(&log_, "blocked", 1);
    PortSIP_unInitialize(ending);
    note(&log_, "released", 0, 0, NULL);
    wait_for(&log_, "unblocked", 1);
    wait_for_quiet(before, LIMIT_S);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    puts("lifecycle: ok");
    return 0;
}
