/*
 * Plays files to the other side and records them there, in every format; what
 * was recorded is played again. A packet capture runs beside. A file is heard
 * here before the call, and the microphone looped back to the speaker.
 */
#include "alone.h"
#include "wav.h"

/* A recorded file: how it begins, and what half a second of it has at least. */
struct recorded {
    const char *name;
    int32_t format;
    size_t start_at;
    const char *start;
    long bytes;
};

/* Nearly all of the half second: the jitter buffer may hold the rest. */
static const struct recorded FORMATS[] = {
    { "heard.wav", FILEFORMAT_WAVE, 0, "RIFF", 44 + 2 * SAMPLES * 3 / 4 },
    { "heard.amr", FILEFORMAT_AMR, 0, "#!AMR\n", 6 + 32 * 25 * 3 / 4 },
    { "heard.mp3", FILEFORMAT_MP3, 0, "\xFF", 1000 },
    { "heard.mp4", FILEFORMAT_MP4, 4, "ftyp", 700 },
};
#define FORMAT_COUNT ((int)(sizeof FORMATS / sizeof FORMATS[0]))

/* The codecs of AMR and MP3 are libraries of the system, which other systems of the tests do not have. */
static bool may_lack(const struct recorded *as)
{
#if defined(__linux__) && defined(__x86_64__)
    (void)as;
    return false;
#else
    return as->format == FILEFORMAT_AMR || as->format == FILEFORMAT_MP3;
#endif
}

/* Whether a file has this at a place in its first octets, and so many bytes in all. */
static bool holds(const char *path, size_t at, const char *start, size_t length, long bytes)
{
    char head[16];
    FILE *file = fopen(path, "rb");
    bool begins, large;
    CHECK(file != NULL && at + length <= sizeof head);
    begins = fread(head, 1, sizeof head, file) == sizeof head && memcmp(head + at, start, length) == 0;
    large = fseek(file, 0, SEEK_END) == 0 && ftell(file) >= bytes;
    CHECK(fclose(file) == 0);
    return begins && large;
}

/* What cannot be played, here or to the other side, and what can be here. */
static void play_locally(struct alone *me, const char *text, const char *source)
{
    struct entry here;
    CHECK_CODE(PortSIP_startPlayingFileLocally(me->sdk, "/no/such/file.wav", false, NULL), EAudioOpenPlayFileFailure);
    CHECK_CODE(PortSIP_startPlayingFileLocally(me->sdk, text, false, NULL), EAudioPlayFileFormatNotSupport);
    CHECK_CODE(PortSIP_stopPlayingFileLocally(me->sdk), 0);
    CHECK_CODE(PortSIP_startPlayingFileLocally(me->sdk, source, true, NULL), 0);
    CHECK_CODE(PortSIP_startPlayingFileLocally(me->sdk, source, false, &here), 0);
    PortSIP_audioPlayLoopbackTest(me->sdk, true);
    here = wait_for(&log_, "finished", 1);
    CHECK(here.session == INVALID_SESSION_ID && strcmp(here.text, source) == 0);
}

/* Recordings that cannot begin leave the call as it is. */
static void refuse_recordings(struct alone *me, int32_t session)
{
    void *sdk = me->sdk;
    const char *folder = me->folder;
    CHECK_CODE(PortSIP_startRecord(sdk, session, "/no/such/folder", "a", false, 1, FILEFORMAT_WAVE, RECORD_RECV, RECORD_NONE),
               EAudioCreateRecordFileFailure);
    CHECK_CODE(PortSIP_startRecord(sdk, session, folder, "../heard", false, 1, FILEFORMAT_WAVE, RECORD_RECV, RECORD_NONE),
               ECoreArgumentIncorrect);
    CHECK_CODE(PortSIP_startRecord(sdk, session, folder, "a", false, 2, FILEFORMAT_AMR, RECORD_RECV, RECORD_NONE),
               ECoreArgumentIncorrect);
    CHECK_CODE(PortSIP_startRecord(sdk, session, folder, "a", false, 1, FILEFORMAT_NONE, RECORD_RECV, RECORD_NONE),
               ECoreArgumentIncorrect);
    CHECK_CODE(PortSIP_startRecord(sdk, session, folder, "a", false, 1, FILEFORMAT_MP4 + 1, RECORD_RECV, RECORD_NONE),
               ECoreArgumentIncorrect);
#ifdef __linux__
    /* A disk without room. */
    char full[128];
    CHECK(symlink("/dev/full", path_in(me, full, "full.mp4")) == 0);
    CHECK_CODE(PortSIP_startRecord(sdk, session, folder, "full", false, 1, FILEFORMAT_MP4, RECORD_RECV, RECORD_NONE),
               EAudioCreateRecordFileFailure);
#endif
}

/* Plays a file to the other side until its end, recorded there in a format. */
static void record(struct alone *me, struct ends call, const struct recorded *as, const char *source)
{
    int before = count_of(&log_, "finished");
    int32_t code = PortSIP_startRecord(me->sdk, call.receiving, me->folder, "heard", false, 1, as->format, RECORD_RECV, RECORD_NONE);
    if (code == EAudioPlayFileFormatNotSupport && may_lack(as)) {
        return;
    }
    CHECK_CODE(code, 0);
    CHECK_CODE(PortSIP_startRecord(me->sdk, call.receiving, me->folder, "again", false, 2, FILEFORMAT_WAVE, RECORD_BOTH, RECORD_NONE),
               EAudioStartRecordFailure);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(me->sdk, call.outgoing, source, false, 1), 0);
    CHECK(strcmp(wait_for(&log_, "finished", before + 1).text, source) == 0);
    CHECK_CODE(PortSIP_stopPlayingFileToRemote(me->sdk, call.outgoing), 0);
    CHECK_CODE(PortSIP_stopRecord(me->sdk, call.receiving), 0);
    CHECK_CODE(PortSIP_stopRecord(me->sdk, call.receiving), 0);
}

/* A call in which everything is recorded. */
static void record_all(struct alone *me)
{
    char source[128], text[128], capture[128];
    struct ends call;
    FILE *file;
    int index;

    write_wav(path_in(me, source, "source.wav"));
    file = fopen(path_in(me, text, "text.wav"), "wb");
    CHECK(file != NULL && fputs("no sound in here", file) != EOF && fclose(file) == 0);
    path_in(me, capture, "call.pcap");
    CHECK_CODE(PortSIPX_startPacketCapture(me->sdk, "/no/such/folder/a.pcap"), ECoreArgumentIncorrect);
    CHECK_CODE(PortSIPX_startPacketCapture(me->sdk, capture), 0);
    play_locally(me, text, source);
    call = ring(me);
    answer(me, call);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(me->sdk, call.outgoing, "/no/such/file.wav", false, 1), EAudioOpenPlayFileFailure);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(me->sdk, call.outgoing, text, false, 1), EAudioPlayFileFormatNotSupport);
    refuse_recordings(me, call.receiving);
    CHECK_CODE(PortSIP_startPlayingFileLocally(me->sdk, source, true, NULL), 0);
    for (index = 0; index < FORMAT_COUNT; index++) {
        record(me, call, &FORMATS[index], source);
    }
    /* With sides apart and a time in its name; ended by the end of the object, as is what plays. */
    CHECK_CODE(PortSIP_startRecord(me->sdk, call.receiving, me->folder, "late.wav", true, 2, FILEFORMAT_WAVE, RECORD_BOTH, RECORD_BOTH), 0);
    CHECK_CODE(PortSIPX_stopPacketCapture(me->sdk), 0);
    stop(me);
    CHECK(holds(capture, 0, "\xd4\xc3\xb2\xa1", 4, 20000));
}

/* Another object plays what the first has recorded. */
static void play_all(struct alone *me)
{
    char path[128];
    int index;
    PSCallback_setPlayFileFinishedHandler(me->dispatcher = PSCallback_createCallbackDispatcher(), finished);
    start(me, PORTSIP_LOG_NONE);
    for (index = 0; index < FORMAT_COUNT; index++) {
        const struct recorded *as = &FORMATS[index];
        int before = count_of(&log_, "finished");
        path_in(me, path, as->name);
        if (may_lack(as)) {
            continue;
        }
        CHECK(holds(path, as->start_at, as->start, strlen(as->start), as->bytes));
        CHECK_CODE(PortSIP_startPlayingFileLocally(me->sdk, path, false, NULL), 0);
        CHECK(strcmp(wait_for(&log_, "finished", before + 1).text, path) == 0);
    }
    stop(me);
}

int main(void)
{
    struct alone me;
    prepare(&me);
    start(&me, PORTSIP_LOG_DEBUG);
    record_all(&me);
    play_all(&me);
    remove_folder(me.folder);
    puts("files: ok");
    return 0;
}
