/*
 * A call that is heard before it is answered. One object calls itself, once for
 * each way of acknowledging provisional responses that two who can have.
 */
#include "alone.h"
#include "wav.h"

static int32_t progress(int32_t session, const char *audio, const char *video, bool early_media,
                        bool has_audio, bool has_video, const char *message)
{
    static int32_t noted = 0;
    (void)video, (void)has_video, (void)message;
    CHECK(early_media && has_audio && strcmp(audio, "PCMU") == 0);
    /* Where the machine is slow the INVITE is repeated, and so is its response. */
    if (session != noted) {
        noted = session;
        note(&log_, "progress", session, 0, NULL);
    }
    return 0;
}

/* What the caller hears, noted once a call. */
static int32_t heard(void *object, int32_t session, int32_t direction, const uint8_t *data,
                     int32_t length, int32_t rate)
{
    static int32_t noted = 0;
    int32_t at;
    (void)object;
    CHECK(direction == DIRECTION_RECV && rate == 8000);
    for (at = 0; at < length && data[at] == 0; at++)
        ;
    if (at < length && session != noted) {
        noted = session;
        note(&log_, "heard", session, 0, NULL);
    }
    return 0;
}

int main(void)
{
    struct alone me;
    struct ends call;
    char source[128];
    int32_t mode;
    int calls = 0;

    prepare(&me);
    write_wav(path_in(&me, source, "source.wav"));
    PSCallback_setInviteSessionProgressHandler(me.dispatcher, progress);
    start(&me, PORTSIP_LOG_NONE);
    CHECK_CODE(PortSIP_enableEarlyMedia(me.sdk, true), 0);
    CHECK_CODE(PortSIP_setReliableProvisional(me.sdk, 4), ECoreArgumentIncorrect);
    for (mode = 0; mode <= 3; mode++) {
        calls++;
        CHECK_CODE(PortSIP_setReliableProvisional(me.sdk, mode), 0);
        call = ring(&me);
        /* Asked for before the call is connected, and before there is anything to be heard. */
        CHECK_CODE(PortSIP_enableAudioStreamCallback(me.sdk, call.outgoing, true, DIRECTION_RECV, NULL, heard), 0);
        CHECK(wait_for(&log_, "progress", calls).session == call.outgoing);
        CHECK_CODE(PortSIP_startPlayingFileToRemote(me.sdk, call.outgoing, source, false, 1), ECoreCallNotEstablished);
        CHECK_CODE(PortSIP_startPlayingFileToRemote(me.sdk, call.receiving, source, false, 1), 0);
        CHECK(wait_for(&log_, "heard", calls).session == call.outgoing);
        CHECK(wait_for(&log_, "finished", calls).session == call.receiving);
        CHECK(count_of(&log_, "connected") == 2 * (calls - 1));
        answer(&me, call);
        CHECK_CODE(PortSIP_hangUp(me.sdk, call.receiving), 0);
    }
    stop(&me);
    remove_folder(me.folder);
    puts("early_media: ok");
    return 0;
}
