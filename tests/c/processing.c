/*
 * The switches of what is done with the microphone's signal. One object calls
 * itself with a silent microphone, and counts the packets of five seconds with
 * voice activity detection and of five without.
 */
#include "portsip_sdk.h"

#include "platform.h"
#include "log.h"

/* Frames of 10 ms. */
#define FRAMES 500

static struct log log_ = LOG_EMPTY;
static int frames = 0;

static int32_t incoming(int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio,
                        const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message;
    note(&log_, "incoming", session, 0, NULL);
    return 0;
}

static int32_t connected(int32_t session)
{
    note(&log_, "connected", session, 0, NULL);
    return 0;
}

static int32_t closed(int32_t session)
{
    note(&log_, "closed", session, 0, NULL);
    return 0;
}

static int32_t statistics(int32_t session, const char *stat)
{
    const char *sent = strstr(stat, "\"sent\""), *packets;
    CHECK(sent != NULL);
    packets = strstr(sent, "\"packets\":");
    CHECK(packets != NULL);
    note(&log_, "statistics", session, atoi(packets + strlen("\"packets\":")), NULL);
    return 0;
}

/* On the media thread: its frames are the clock of this program. */
static int32_t tap(void *object, int32_t session, int32_t type, const uint8_t *data,
                   int32_t length, int32_t rate_hz)
{
    (void)object, (void)type, (void)data, (void)length, (void)rate_hz;
    if (++frames % FRAMES == 0) {
        note(&log_, "frames", session, frames, NULL);
    }
    return 0;
}

static void set_all(void *sdk, bool on)
{
    PortSIP_enableVAD(sdk, on);
    PortSIP_enableCNG(sdk, on);
    PortSIP_enableAEC(sdk, on);
    PortSIP_enableAGC(sdk, on);
    PortSIP_enableANS(sdk, on);
}

static int packets_sent(void *sdk, int32_t session)
{
    int nth = count_of(&log_, "statistics") + 1;
    CHECK_CODE(PortSIP_getStatistics(sdk, session), 0);
    return wait_for(&log_, "statistics", nth).value;
}

int main(void)
{
    void *dispatcher = PSCallback_createCallbackDispatcher(), *sdk;
    int32_t code = 1, outgoing, receiving;
    int at_first, with, without;
    char callee[64];

    PSCallback_setInviteIncomingHandler(dispatcher, incoming);
    PSCallback_setInviteConnectedHandler(dispatcher, connected);
    PSCallback_setInviteClosedHandler(dispatcher, closed);
    PSCallback_sefStatisticsHandler(dispatcher, statistics);
    sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 2,
                             NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, AUDIOCODEC_PCMU), 0);
    set_all(sdk, false);
    set_all(sdk, true);
    snprintf(callee, sizeof callee, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(sdk));
    outgoing = PortSIP_call(sdk, callee, true, false);
    CHECK(outgoing > 0);
    receiving = wait_for(&log_, "incoming", 1).session;
    CHECK_CODE(PortSIP_answerCall(sdk, receiving, false), 0);
    wait_for(&log_, "connected", 2);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(sdk, outgoing, true, DIRECTION_SEND, NULL, tap), 0);
    wait_for(&log_, "frames", 1);
    at_first = packets_sent(sdk, outgoing);
    wait_for(&log_, "frames", 2);
    with = packets_sent(sdk, outgoing) - at_first;
    set_all(sdk, false);
    wait_for(&log_, "frames", 3);
    at_first = packets_sent(sdk, outgoing);
    wait_for(&log_, "frames", 4);
    without = packets_sent(sdk, outgoing) - at_first;
    printf("processing: %d packets with voice activity detection, %d without\n", with, without);
    CHECK(with > 0 && with * 10 < without);
    CHECK_CODE(PortSIP_hangUp(sdk, outgoing), 0);
    wait_for(&log_, "closed", 1);
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    puts("processing: ok");
    return 0;
}
