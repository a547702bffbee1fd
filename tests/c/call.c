/*
 * Two SDK objects on 127.0.0.1 with virtual sound devices, through the header
 * alone and the handlers without context: a call, DTMF, hold, a PCM stream,
 * statistics, a rejected call.
 */
#include "portsip_sdk.h"

#include "log.h"

#define RATE_HZ 8000
#define FRAME_SAMPLES (RATE_HZ / 50)

struct phone {
    void *dispatcher;
    void *sdk;
    int port;
    struct log log;
};

static struct phone alice = { NULL, NULL, 0, LOG_EMPTY };
static struct phone bob = { NULL, NULL, 0, LOG_EMPTY };

/* A managed caller writes texts back, and somewhat more. */
static void overwrite(const char *text)
{
    size_t length = strlen(text);
    memset((char *)(uintptr_t)text, 'x', length + 1 + 2 * length + 64);
}

/* The handlers have no context, so each phone has its own. */
#define HANDLERS(phone)                                                                       \
    static int32_t phone##_incoming(int32_t session, const char *caller_name, const char *caller, \
                                    const char *callee_name, const char *callee,              \
                                    const char *audio, const char *video, bool has_audio,     \
                                    bool has_video, const char *message)                      \
    {                                                                                         \
        char from[256];                                                                       \
        CHECK_CODE(PortSIP_getSipMessageHeaderValue(phone.sdk, message, "f", from, sizeof from), 0); \
        CHECK(strstr(from, "sip:alice@") != NULL);                                            \
        CHECK(strncmp(caller, "sip:alice@", 10) == 0 && strncmp(callee, "sip:bob@", 8) == 0); \
        CHECK(strchr(caller, ';') == NULL);                                                   \
        CHECK(strcmp(audio, "PCMU#PCMA") == 0 && video[0] == '\0' && has_audio && !has_video); \
        note(&phone.log, "incoming", session, 0, caller_name);                                \
        overwrite(caller_name);                                                               \
        overwrite(caller);                                                                    \
        overwrite(callee_name);                                                               \
        overwrite(callee);                                                                    \
        overwrite(audio);                                                                     \
        overwrite(video);                                                                     \
        overwrite(message);                                                                   \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_trying(int32_t session)                                            \
    {                                                                                         \
        note(&phone.log, "trying", session, 0, NULL);                                         \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_ringing(int32_t session, const char *text, int32_t code,           \
                                   const char *message)                                       \
    {                                                                                         \
        note(&phone.log, "ringing", session, code, text);                                     \
        overwrite(text);                                                                      \
        overwrite(message);                                                                   \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_answered(int32_t session, const char *caller_name, const char *caller, \
                                    const char *callee_name, const char *callee,              \
                                    const char *audio, const char *video, bool has_audio,     \
                                    bool has_video, const char *message)                      \
    {                                                                                         \
        (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)video;        \
        CHECK(has_audio && !has_video && strncmp(message, "SIP/2.0 200", 11) == 0);           \
        note(&phone.log, "answered", session, 0, audio);                                      \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_failure(int32_t session, const char *caller_name, const char *caller, \
                                   const char *callee_name, const char *callee,               \
                                   const char *reason, int32_t code, const char *message)     \
    {                                                                                         \
        (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)message;      \
        note(&phone.log, "failure", session, code, reason);                                   \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_connected(int32_t session)                                         \
    {                                                                                         \
        note(&phone.log, "connected", session, 0, NULL);                                      \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_closed(int32_t session)                                            \
    {                                                                                         \
        note(&phone.log, "closed", session, 0, NULL);                                         \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_hold(int32_t session)                                              \
    {                                                                                         \
        note(&phone.log, "hold", session, 0, NULL);                                           \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_un_hold(int32_t session, const char *audio, const char *video,     \
                                   bool has_audio, bool has_video)                            \
    {                                                                                         \
        (void)video, (void)has_audio, (void)has_video;                                        \
        note(&phone.log, "un-hold", session, 0, audio);                                       \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_updated(int32_t session, const char *audio, const char *video,     \
                                   bool has_audio, bool has_video, bool has_screen,           \
                                   const char *message)                                       \
    {                                                                                         \
        (void)video, (void)message;                                                           \
        CHECK(!has_video && !has_screen);                                                     \
        note(&phone.log, "updated", session, has_audio, audio);                               \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_dtmf(int32_t session, int32_t tone)                                \
    {                                                                                         \
        note(&phone.log, "dtmf", session, tone, NULL);                                        \
        return 0;                                                                             \
    }                                                                                         \
    static int32_t phone##_statistics(int32_t session, const char *stat)                      \
    {                                                                                         \
        note(&phone.log, "statistics", session, 0, stat);                                     \
        return 0;                                                                             \
    }                                                                                         \
    static void phone##_set_handlers(void *dispatcher)                                        \
    {                                                                                         \
        PSCallback_setInviteIncomingHandler(dispatcher, phone##_incoming);                    \
        PSCallback_setInviteTryingHandler(dispatcher, phone##_trying);                        \
        PSCallback_setInviteRingingHandler(dispatcher, phone##_ringing);                      \
        PSCallback_setInviteAnsweredHandler(dispatcher, phone##_answered);                    \
        PSCallback_setInviteFailureHandler(dispatcher, phone##_failure);                      \
        PSCallback_setInviteConnectedHandler(dispatcher, phone##_connected);                  \
        PSCallback_setInviteClosedHandler(dispatcher, phone##_closed);                        \
        PSCallback_setRemoteHoldHandler(dispatcher, phone##_hold);                            \
        PSCallback_setRemoteUnHoldHandler(dispatcher, phone##_un_hold);                       \
        PSCallback_setInviteUpdatedHandler(dispatcher, phone##_updated);                      \
        PSCallback_setRecvDtmfToneHandler(dispatcher, phone##_dtmf);                          \
        PSCallback_sefStatisticsHandler(dispatcher, phone##_statistics);                      \
    }

HANDLERS(alice)
HANDLERS(bob)

static void start(struct phone *phone, const char *name, void (*set_handlers)(void *))
{
    int32_t code = 1;
    phone->dispatcher = PSCallback_createCallbackDispatcher();
    CHECK(phone->dispatcher != NULL);
    set_handlers(phone->dispatcher);
    phone->sdk = PortSIP_initialize(phone->dispatcher, TRANSPORT_UDP, "127.0.0.1", 0,
                                    PORTSIP_LOG_NONE, NULL, 8, "C test", 1, 1, "", "", false, &code);
    CHECK(phone->sdk != NULL && code == 0);
    phone->port = PortSIPX_getLocalSIPPort(phone->sdk);
    CHECK(phone->port > 0);
    CHECK_CODE(PortSIP_setLicenseKey(phone->sdk, "any"), 0);
    CHECK_CODE(PortSIP_setUser(phone->sdk, name, "Display", "", "", "", "", 0, "", 0, "", 0), 0);
    CHECK(PortSIP_isAudioCodecEmpty(phone->sdk));
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, AUDIOCODEC_PCMU), 0);
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, AUDIOCODEC_PCMA), 0);
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, AUDIOCODEC_DTMF), 0);
    CHECK(!PortSIP_isAudioCodecEmpty(phone->sdk));
}

static void stop(struct phone *phone)
{
    PortSIP_unInitialize(phone->sdk);
    CHECK_CODE(PortSIP_hangUp(phone->sdk, 1), ECoreSDKObjectNull);
    PSCallback_releaseCallbackDispatcher(phone->dispatcher);
}

static int call_bob(void)
{
    char callee[64];
    int session;
    snprintf(callee, sizeof callee, "sip:bob@127.0.0.1:%d", bob.port);
    session = PortSIP_call(alice.sdk, callee, true, false);
    CHECK(session > 0);
    return session;
}

/* On bob's media thread: tells when something is heard. */
static int32_t hear(void *object, int32_t session, int32_t type, const uint8_t *data,
                    int32_t length, int32_t rate_hz)
{
    int32_t index, loudest = 0;
    CHECK(object == &bob && type == DIRECTION_RECV && length > 0 && length % 2 == 0 && rate_hz >= 8000);
    for (index = 0; index < length / 2; index++) {
        int16_t sample;
        memcpy(&sample, data + 2 * index, 2);
        loudest = abs(sample) > loudest ? abs(sample) : loudest;
    }
    if (count_of(&bob.log, "heard") < 3) {
        note(&bob.log, loudest > 4000 ? "heard" : "silence", session, loudest, NULL);
    }
    /* What is written into the frame, and behind it, is not used. */
    memset((uint8_t *)(uintptr_t)data, 0x55, (size_t)length);
    return 0;
}

/* On alice's media thread: tells that frames come, in both directions. */
static int32_t tap(void *object, int32_t session, int32_t type, const uint8_t *data,
                   int32_t length, int32_t rate_hz)
{
    const char *event = type == DIRECTION_SEND ? "tapped sent" : "tapped received";
    CHECK(object == NULL && data != NULL && length > 0 && rate_hz >= 8000);
    CHECK(type == DIRECTION_SEND || type == DIRECTION_RECV);
    if (count_of(&alice.log, event) == 0) {
        note(&alice.log, event, session, length, NULL);
    }
    return 0;
}

static int32_t watch(void *object, int32_t session, int32_t media, int32_t direction,
                     const uint8_t *packet, int32_t size)
{
    const char *event = direction == DIRECTION_SEND ? "packet sent" : "packet received";
    CHECK(object == &alice && media == 0 && packet != NULL && size > 12);
    CHECK(direction == DIRECTION_SEND || direction == DIRECTION_RECV);
    CHECK((packet[0] & 0xC0) == 0x80);
    if (count_of(&alice.log, event) == 0) {
        note(&alice.log, event, session, size, NULL);
    }
    return 0;
}

/* Sends a rough tone until bob has heard it. */
static void stream_to_bob(int session)
{
    int16_t frame[FRAME_SAMPLES];
    int index;
    struct timespec pace = { 0, 20 * 1000 * 1000 };
    time_t deadline = time(NULL) + LIMIT_S;
    for (index = 0; index < FRAME_SAMPLES; index++) {
        frame[index] = (int16_t)(index / 8 % 2 == 0 ? 8000 : -8000);
    }
    CHECK_CODE(PortSIP_sendPcmStreamToRemote(alice.sdk, session, (const uint8_t *)frame, sizeof frame),
               EAudioPlaySteamNotEnabled);
    CHECK_CODE(PortSIP_enableSendPcmStreamToRemote(alice.sdk, session, true, RATE_HZ), 0);
    while (count_of(&bob.log, "heard") < 3) {
        CHECK(time(NULL) < deadline);
        CHECK_CODE(PortSIP_sendPcmStreamToRemote(alice.sdk, session, (const uint8_t *)frame, sizeof frame), 0);
        nanosleep(&pace, NULL); /* The rate of the stream, not a wait for anything. */
    }
    CHECK_CODE(PortSIP_enableSendPcmStreamToRemote(alice.sdk, session, false, 0), 0);
}

/* Sound has come by then, so there are keys. */
static void encrypted_by_dtls(const char *statistics)
{
    CHECK(strstr(statistics, "\"keys\":\"dtls\"") != NULL);
    CHECK(strstr(statistics, "\"not_authentic\":0,") != NULL);
    CHECK(strstr(statistics, "\"suite_received\":\"AEAD_AES_256_GCM\"") != NULL);
}

static const char quoted[] = "Q.850;cause=16;text=\"So long\"";

static void end_with_reason(int at_bob, int at_alice)
{
    char reason[64];
    CHECK_CODE(PortSIPX_getCloseReason(alice.sdk, at_alice, reason, sizeof reason), ECoreInviteSessionNotFound);
    CHECK(PortSIP_addSipMessageHeader(bob.sdk, at_bob, "BYE", 1, "Reason", quoted) > 0);
    CHECK_CODE(PortSIP_hangUp(bob.sdk, at_bob), 0);
    CHECK(wait_for(&alice.log, "closed", 1).session == at_alice);
    CHECK(count_of(&bob.log, "closed") == 0);

    CHECK_CODE(PortSIPX_getCloseReason(alice.sdk, at_alice, reason, sizeof reason), 0);
    CHECK(strcmp(reason, "Q.850 16 So long") == 0);
    CHECK_CODE(PortSIPX_getCloseReason(alice.sdk, at_alice, reason, 4), ECoreBufferTooSmall);
    CHECK(reason[0] == 0);
    CHECK_CODE(PortSIPX_getCloseReason(alice.sdk, at_alice, NULL, 4), ECoreArgumentNull);
    CHECK_CODE(PortSIPX_getCloseReason(bob.sdk, at_bob, reason, sizeof reason), ECoreInviteSessionNotFound);
}

static void talk(void)
{
    int outgoing, incoming;
    CHECK_CODE(PortSIP_enableSessionTimer(alice.sdk, 89, SESSION_REFERESH_UAC), ECoreSessionTimerValueTooSmall);
    CHECK_CODE(PortSIP_enableSessionTimer(alice.sdk, 90, SESSION_REFERESH_UAC), 0);
    CHECK_CODE(PortSIP_setSrtpPolicy(alice.sdk, 3, true), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIP_setSrtpPolicy(alice.sdk, SRTP_POLICY_FORCE, true), 0);
    CHECK_CODE(PortSIP_setSrtpPolicy(bob.sdk, SRTP_POLICY_FORCE, true), 0);
    CHECK_CODE(PortSIPX_setSrtpKeyExchange(alice.sdk, 2), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPX_setSrtpKeyExchange(alice.sdk, SRTP_KEY_EXCHANGE_DTLS), 0);
    CHECK_CODE(PortSIPX_setSrtpSuites(alice.sdk, "ROT13"), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPX_setSrtpSuites(alice.sdk, "AES_CM_128_HMAC_SHA1_80#AEAD_AES_256_GCM"), 0);
    CHECK_CODE(PortSIPX_setSrtpSessionParameters(alice.sdk, false, false, false), 0);
    CHECK_CODE(PortSIPX_enableIce(alice.sdk, true), 0);
    CHECK_CODE(PortSIPX_setTurnServer(alice.sdk, "192.0.2.1", 0, TRANSPORT_UDP, "u", "p"), 0);
    CHECK_CODE(PortSIPX_setTurnServer(alice.sdk, "192.0.2.1", 0, TRANSPORT_TLS, "u", "p"), 0);
    CHECK_CODE(PortSIPX_setTurnServer(alice.sdk, "192.0.2.1", 0, TRANSPORT_WS, "u", "p"), ECoreUnsupportTransport);
    CHECK_CODE(PortSIPX_setTurnServer(alice.sdk, "", 0, TRANSPORT_UDP, NULL, NULL), 0);
    outgoing = call_bob();
    CHECK_CODE(PortSIP_disableSessionTimer(alice.sdk), 0);
    incoming = wait_for(&bob.log, "incoming", 1).session;
    CHECK(wait_for(&alice.log, "trying", 1).session == outgoing);
    CHECK(wait_for(&alice.log, "ringing", 1).value == 180);
    CHECK_CODE(PortSIP_hold(alice.sdk, outgoing), ECoreCallNotEstablished);
    /* Asked for before there is media, it begins with it. */
    CHECK_CODE(PortSIP_enableAudioStreamCallback(alice.sdk, outgoing, true, DIRECTION_SEND_RECV, NULL, tap), 0);
    CHECK_CODE(PortSIP_enableRtpCallback(alice.sdk, outgoing, 0, DIRECTION_SEND_RECV, &alice, watch), 0);
    PortSIP_setChannelInputVolumeScaling(alice.sdk, outgoing, 100);
    CHECK_CODE(PortSIP_answerCall(bob.sdk, incoming, false), 0);
    CHECK(strcmp(wait_for(&alice.log, "answered", 1).text, "PCMU#PCMA") == 0);
    CHECK(wait_for(&alice.log, "connected", 1).session == outgoing);
    CHECK(wait_for(&bob.log, "connected", 1).session == incoming);
    CHECK(wait_for(&alice.log, "tapped sent", 1).session == outgoing);
    CHECK(wait_for(&alice.log, "tapped received", 1).session == outgoing);
    CHECK(wait_for(&alice.log, "packet sent", 1).session == outgoing);
    CHECK(wait_for(&alice.log, "packet received", 1).session == outgoing);
    CHECK_CODE(PortSIP_enableRtpCallback(alice.sdk, outgoing, 0, DIRECTION_NONE, NULL, NULL), 0);

    CHECK_CODE(PortSIP_sendDtmf(alice.sdk, outgoing, DTMF_RFC2833, 5, 160, true), 0);
    CHECK(wait_for(&bob.log, "dtmf", 1).value == 5);
    CHECK_CODE(PortSIP_sendDtmf(bob.sdk, incoming, DTMF_INFO, 11, 160, false), 0);
    CHECK(wait_for(&alice.log, "dtmf", 1).value == 11);

    CHECK_CODE(PortSIP_hold(alice.sdk, outgoing), 0);
    CHECK(wait_for(&bob.log, "hold", 1).session == incoming);
    CHECK_CODE(PortSIP_sendDtmf(alice.sdk, outgoing, DTMF_RFC2833, 1, 160, false), ECoreCallInHold);
    CHECK_CODE(PortSIP_unHold(alice.sdk, outgoing), 0);
    CHECK(wait_for(&bob.log, "un-hold", 1).session == incoming);

    CHECK_CODE(PortSIP_updateCall(alice.sdk, outgoing, false, false, false), 0);
    CHECK(wait_for(&bob.log, "updated", 1).value == false);
    CHECK_CODE(PortSIP_updateCall(alice.sdk, outgoing, true, false, false), 0);
    CHECK(wait_for(&bob.log, "updated", 2).value == true);

    CHECK_CODE(PortSIP_enableAudioStreamCallback(bob.sdk, incoming, true, DIRECTION_RECV, &bob, hear), 0);
    stream_to_bob(outgoing);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(bob.sdk, incoming, false, 0, NULL, NULL), 0);
    CHECK_CODE(PortSIP_getStatistics(bob.sdk, incoming), 0);
    encrypted_by_dtls(wait_for(&bob.log, "statistics", 1).text);

    end_with_reason(incoming, outgoing);
}

static void be_rejected(void)
{
    int outgoing = call_bob();
    int incoming = wait_for(&bob.log, "incoming", 2).session;
    struct entry failure;
    CHECK_CODE(PortSIP_rejectCall(bob.sdk, incoming, 486), 0);
    failure = wait_for(&alice.log, "failure", 1);
    CHECK(failure.session == outgoing && failure.value == 486);
    CHECK(strcmp(failure.text, "Busy Here") == 0);
}

int main(void)
{
    start(&alice, "alice", alice_set_handlers);
    start(&bob, "bob", bob_set_handlers);
    talk();
    be_rejected();
    stop(&alice);
    stop(&bob);
    puts("call: ok");
    return 0;
}
