/*
 * A call that is heard before it is answered. One object calls itself, once for
 * each way of acknowledging provisional responses that two who can have.
 */
#include "portsip_sdk.h"

#include "platform.h"
#include "wav.h"

static struct log log_ = LOG_EMPTY;

static int32_t incoming(int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio,
                        const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message;
    note(&log_, "incoming", session, 0, NULL);
    return 0;
}

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

static int32_t connected(int32_t session)
{
    note(&log_, "connected", session, 0, NULL);
    return 0;
}

static int32_t finished(int32_t session, const char *file)
{
    note(&log_, "finished", session, 0, file);
    return 0;
}

int main(void)
{
    char folder[] = TEMPORARY_FOLDER "portsip-early-XXXXXX", source[64], callee[64];
    void *dispatcher = PSCallback_createCallbackDispatcher(), *sdk;
    int32_t code = 1, mode, calls = 0, outgoing, receiving;

    make_folder(folder);
    snprintf(source, sizeof source, "%s/source.wav", folder);
    write_wav(source);
    PSCallback_setInviteIncomingHandler(dispatcher, incoming);
    PSCallback_setInviteSessionProgressHandler(dispatcher, progress);
    PSCallback_setInviteConnectedHandler(dispatcher, connected);
    PSCallback_setPlayFileFinishedHandler(dispatcher, finished);
    sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 2,
                             NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, AUDIOCODEC_PCMU), 0);
    CHECK_CODE(PortSIP_enableEarlyMedia(sdk, true), 0);
    CHECK_CODE(PortSIP_setReliableProvisional(sdk, 4), ECoreArgumentIncorrect);
    snprintf(callee, sizeof callee, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(sdk));
    for (mode = 0; mode <= 3; mode++) {
        calls++;
        CHECK_CODE(PortSIP_setReliableProvisional(sdk, mode), 0);
        outgoing = PortSIP_call(sdk, callee, true, false);
        CHECK(outgoing > 0);
        receiving = wait_for(&log_, "incoming", calls).session;
        CHECK(wait_for(&log_, "progress", calls).session == outgoing);
        CHECK_CODE(PortSIP_startPlayingFileToRemote(sdk, outgoing, source, false, 1), ECoreCallNotEstablished);
        CHECK_CODE(PortSIP_startPlayingFileToRemote(sdk, receiving, source, false, 1), 0);
        CHECK(wait_for(&log_, "finished", calls).session == receiving);
        CHECK(count_of(&log_, "connected") == 2 * (calls - 1));
        CHECK_CODE(PortSIP_answerCall(sdk, receiving, false), 0);
        wait_for(&log_, "connected", 2 * calls);
        CHECK_CODE(PortSIP_hangUp(sdk, receiving), 0);
    }
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    remove_folder(folder);
    puts("early_media: ok");
    return 0;
}
