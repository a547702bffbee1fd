/*
 * The switches of what is done with the microphone's signal. One object calls
 * itself with a silent microphone, and counts the packets of five seconds with
 * voice activity detection and of five without.
 */
#include "alone.h"

/* Frames of 10 ms. */
#define FRAMES 500

static int frames = 0;

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
    struct alone me;
    struct ends call;
    void *sdk;
    int at_first, with, without;

    prepare(&me);
    PSCallback_sefStatisticsHandler(me.dispatcher, statistics);
    start(&me, PORTSIP_LOG_NONE);
    sdk = me.sdk;
    set_all(sdk, false);
    set_all(sdk, true);
    CHECK_CODE(PortSIPX_enableAudioRed(sdk, -1), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPX_enableAudioRed(sdk, 3), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPX_enableAudioRed(sdk, 2), 0);
    call = ring(&me);
    answer(&me, call);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(sdk, call.outgoing, true, DIRECTION_SEND, NULL, tap), 0);
    wait_for(&log_, "frames", 1);
    at_first = packets_sent(sdk, call.outgoing);
    wait_for(&log_, "frames", 2);
    with = packets_sent(sdk, call.outgoing) - at_first;
    set_all(sdk, false);
    wait_for(&log_, "frames", 3);
    at_first = packets_sent(sdk, call.outgoing);
    wait_for(&log_, "frames", 4);
    without = packets_sent(sdk, call.outgoing) - at_first;
    printf("processing: %d packets with voice activity detection, %d without\n", with, without);
    CHECK(with > 0 && with * 10 < without);
    CHECK_CODE(PortSIP_hangUp(sdk, call.outgoing), 0);
    wait_for(&log_, "closed", 1);
    stop(&me);
    remove_folder(me.folder);
    puts("processing: ok");
    return 0;
}
