/*
 * Plays a WAV file to the other side and records it there; a packet capture
 * runs beside. One object calls itself. A file is heard here before the call, and
 * the microphone looped back to the speaker.
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

/* Whether a file begins so and has at least so many bytes. */
static bool holds(const char *path, const void *start, size_t length, long bytes)
{
    unsigned char head[16];
    FILE *file = fopen(path, "rb");
    bool begins, large;
    CHECK(file != NULL && length <= sizeof head);
    begins = fread(head, 1, length, file) == length && memcmp(head, start, length) == 0;
    large = fseek(file, 0, SEEK_END) == 0 && ftell(file) >= bytes;
    CHECK(fclose(file) == 0);
    return begins && large;
}

int main(void)
{
    char folder[] = TEMPORARY_FOLDER "portsip-files-XXXXXX", source[64], text[64], recording[64], capture[64];
    char callee[64];
    void *dispatcher = PSCallback_createCallbackDispatcher(), *sdk;
    int32_t code = 1, outgoing, receiving;
    struct entry here;
    FILE *file;

    make_folder(folder);
    snprintf(source, sizeof source, "%s/source.wav", folder);
    snprintf(text, sizeof text, "%s/text.wav", folder);
    snprintf(recording, sizeof recording, "%s/heard.wav", folder);
    snprintf(capture, sizeof capture, "%s/call.pcap", folder);
    write_wav(source);
    file = fopen(text, "wb");
    CHECK(file != NULL && fputs("no sound in here", file) != EOF && fclose(file) == 0);

    PSCallback_setInviteIncomingHandler(dispatcher, incoming);
    PSCallback_setInviteConnectedHandler(dispatcher, connected);
    PSCallback_setPlayFileFinishedHandler(dispatcher, finished);
    sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_DEBUG, folder, 2,
                             NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, AUDIOCODEC_PCMU), 0);
    CHECK_CODE(PortSIPX_startPacketCapture(sdk, "/no/such/folder/a.pcap"), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPX_startPacketCapture(sdk, capture), 0);
    CHECK_CODE(PortSIP_startPlayingFileLocally(sdk, "/no/such/file.wav", false, NULL), EAudioOpenPlayFileFailure);
    CHECK_CODE(PortSIP_startPlayingFileLocally(sdk, text, false, NULL), EAudioPlayFileFormatNotSupport);
    CHECK_CODE(PortSIP_stopPlayingFileLocally(sdk), 0);
    CHECK_CODE(PortSIP_startPlayingFileLocally(sdk, source, true, NULL), 0);
    CHECK_CODE(PortSIP_startPlayingFileLocally(sdk, source, false, &code), 0);
    PortSIP_audioPlayLoopbackTest(sdk, true);
    here = wait_for(&log_, "finished", 1);
    CHECK(here.session == INVALID_SESSION_ID && strcmp(here.text, source) == 0);
    snprintf(callee, sizeof callee, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(sdk));
    outgoing = PortSIP_call(sdk, callee, true, false);
    CHECK(outgoing > 0);
    receiving = wait_for(&log_, "incoming", 1).session;
    CHECK_CODE(PortSIP_answerCall(sdk, receiving, false), 0);
    wait_for(&log_, "connected", 2);

    CHECK_CODE(PortSIP_startPlayingFileToRemote(sdk, outgoing, "/no/such/file.wav", false, 1), EAudioOpenPlayFileFailure);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(sdk, outgoing, text, false, 1), EAudioPlayFileFormatNotSupport);
    CHECK_CODE(PortSIP_startRecord(sdk, receiving, "/no/such/folder", "a", false, 1, FILEFORMAT_WAVE, RECORD_RECV, RECORD_NONE),
               EAudioCreateRecordFileFailure);
    CHECK_CODE(PortSIP_startRecord(sdk, receiving, folder, "../heard", false, 1, FILEFORMAT_WAVE, RECORD_RECV, RECORD_NONE),
               ECoreArgumentIncorrect);
    CHECK_CODE(PortSIP_startRecord(sdk, receiving, folder, "heard", false, 1, FILEFORMAT_WAVE, RECORD_RECV, RECORD_NONE), 0);
    CHECK_CODE(PortSIP_startRecord(sdk, receiving, folder, "again", false, 2, FILEFORMAT_WAVE, RECORD_BOTH, RECORD_NONE),
               EAudioStartRecordFailure);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(sdk, outgoing, source, false, 1), 0);
    CHECK_CODE(PortSIP_startPlayingFileLocally(sdk, source, true, NULL), 0);
    CHECK(strcmp(wait_for(&log_, "finished", 2).text, source) == 0);
    CHECK_CODE(PortSIP_stopPlayingFileLocally(sdk), 0);
    PortSIP_audioPlayLoopbackTest(sdk, false);
    CHECK_CODE(PortSIP_stopPlayingFileToRemote(sdk, outgoing), 0);
    CHECK_CODE(PortSIP_stopRecord(sdk, receiving), 0);
    CHECK_CODE(PortSIP_stopRecord(sdk, receiving), 0);
    /* Both are ended by the end of the object. */
    CHECK_CODE(PortSIP_startPlayingFileLocally(sdk, source, true, NULL), 0);
    PortSIP_audioPlayLoopbackTest(sdk, true);
    /* With sides apart and a time in its name; ended by the end of the object. */
    CHECK_CODE(PortSIP_startRecord(sdk, receiving, folder, "late.wav", true, 2, FILEFORMAT_WAVE, RECORD_BOTH, RECORD_BOTH), 0);
    CHECK_CODE(PortSIPX_stopPacketCapture(sdk), 0);
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);

    /* Nearly all of the half second: the jitter buffer may hold the rest. */
    CHECK(holds(recording, "RIFF", 4, 44 + 2 * SAMPLES * 3 / 4));
    CHECK(holds(capture, "\xd4\xc3\xb2\xa1", 4, 20000));
    remove_folder(folder);
    puts("files: ok");
    return 0;
}
