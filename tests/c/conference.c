/*
 * Three SDK objects on 127.0.0.1: alice takes bob and carol into a conference,
 * where they hear each other; holds, joins again, records, plays, and ends it.
 */
#include "phone.h"

#include "platform.h"
#include "wav.h"

/* How loud something is that counts as heard. */
#define LOUD 4000

static void incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                     const char *callee_name, const char *callee, const char *audio,
                     const char *video, bool has_audio, bool has_video, const uint8_t *message,
                     size_t length)
{
    struct phone *phone = context;
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message, (void)length;
    note(&phone->log, "incoming", session, 0, NULL);
}

static void remote_hold(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "held", session, 0, NULL);
}

static void remote_un_hold(void *context, int32_t session, const char *audio, const char *video,
                           bool has_audio, bool has_video)
{
    (void)audio, (void)video, (void)has_audio, (void)has_video;
    note(&((struct phone *)context)->log, "unheld", session, 0, NULL);
}

static void finished(void *context, int32_t session, const char *file)
{
    note(&((struct phone *)context)->log, "finished", session, 0, file);
}

/* Frames of 10 ms without sound behind which it is over, not interrupted. */
#define QUIET_FRAMES 100

/* Notes the first sound of each part of the test, and that it is over. */
struct ear {
    struct phone *phone;
    pthread_mutex_t mutex;
    int part;
    int heard_in;
    int quiet_frames;
};

static struct ear bobs = { &bob, PTHREAD_MUTEX_INITIALIZER, 0, 0, 0 };
static struct ear carols = { &carol, PTHREAD_MUTEX_INITIALIZER, 0, 0, 0 };

static int32_t hear(void *object, int32_t session, int32_t mode, const uint8_t *data, int32_t length,
                    int32_t rate)
{
    struct ear *ear = object;
    bool loud = false;
    int32_t index;
    (void)mode, (void)rate;
    for (index = 0; index + 1 < length; index += 2) {
        int16_t sample;
        memcpy(&sample, data + index, sizeof sample);
        loud = loud || sample > LOUD || sample < -LOUD;
    }
    pthread_mutex_lock(&ear->mutex);
    ear->quiet_frames = loud ? 0 : ear->quiet_frames + 1;
    if (loud && ear->heard_in != ear->part) {
        ear->heard_in = ear->part;
        note(&ear->phone->log, "sound", session, ear->part, NULL);
    }
    if (ear->quiet_frames == QUIET_FRAMES) {
        note(&ear->phone->log, "silence", session, ear->part, NULL);
    }
    pthread_mutex_unlock(&ear->mutex);
    return 0;
}

/* The next part begins when nothing is heard any more. */
static void next_part(struct ear *ear)
{
    int seen = count_of(&ear->phone->log, "silence");
    pthread_mutex_lock(&ear->mutex);
    if (ear->quiet_frames < QUIET_FRAMES) {
        pthread_mutex_unlock(&ear->mutex);
        wait_for(&ear->phone->log, "silence", seen + 1);
        pthread_mutex_lock(&ear->mutex);
    }
    ear->part++;
    pthread_mutex_unlock(&ear->mutex);
}

/* Calls somebody, who answers; the sessions of both. */
static int connect_to(struct phone *callee, int *theirs)
{
    int session = PortSIP_call(alice.sdk, callee->uri, true, false);
    CHECK(session > 0);
    *theirs = wait_for(&callee->log, "incoming", 1).session;
    CHECK_CODE(PortSIP_answerCall(callee->sdk, *theirs, false), 0);
    wait_for(&callee->log, "connected", 1);
    return session;
}

int main(void)
{
    char folder[] = TEMPORARY_FOLDER "portsip-conference-XXXXXX", source[64];
    int to_bob, to_carol, at_bob, at_carol;
    PortSIPX_Handlers handlers = { 0 };

    make_folder(folder);
    snprintf(source, sizeof source, "%s/source.wav", folder);
    write_wav(source);
    handlers.onInviteIncoming = incoming;
    handlers.onRemoteHold = remote_hold;
    handlers.onRemoteUnHold = remote_un_hold;
    handlers.onPlayFileFinished = finished;
    start(&alice, "alice", handlers);
    start(&bob, "bob", handlers);
    start(&carol, "carol", handlers);
    to_bob = connect_to(&bob, &at_bob);
    CHECK_CODE(PortSIP_hold(alice.sdk, to_bob), 0);
    wait_for(&bob.log, "held", 1);
    to_carol = connect_to(&carol, &at_carol);
    wait_for(&alice.log, "connected", 2);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(bob.sdk, at_bob, true, DIRECTION_RECV, &bobs, hear), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(carol.sdk, at_carol, true, DIRECTION_RECV, &carols, hear), 0);

    CHECK_CODE(PortSIP_joinToConference(alice.sdk, to_bob), EAudioCreateAudioConferenceFailure);
    CHECK_CODE(PortSIP_createAudioConference(alice.sdk), 0);
    CHECK_CODE(PortSIP_createAudioConference(alice.sdk), EAudioCreateAudioConferenceFailure);
    CHECK_CODE(PortSIP_joinToConference(alice.sdk, 4711), ECoreInviteSessionNotFound);
    CHECK_CODE(PortSIP_joinToConference(alice.sdk, to_bob), 0);
    CHECK_CODE(PortSIP_joinToConference(alice.sdk, to_carol), 0);
    wait_for(&bob.log, "unheld", 1);

    /* bob is heard by carol, not by himself. */
    next_part(&bobs);
    next_part(&carols);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(bob.sdk, at_bob, source, false, 1), 0);
    CHECK(wait_for(&carol.log, "sound", 1).session == at_carol);
    wait_for(&bob.log, "finished", 1);
    next_part(&carols);
    CHECK(count_of(&bob.log, "sound") == 0);

    /* A file for both, recorded with all that is said. */
    CHECK_CODE(PortSIP_startRecord(alice.sdk, CONFERENCE_SESSION_ID, folder, "all", false, 2, FILEFORMAT_WAVE,
                                   RECORD_BOTH, RECORD_NONE), 0);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(alice.sdk, CONFERENCE_SESSION_ID, source, false, 2), 0);
    CHECK(wait_for(&alice.log, "finished", 1).session == CONFERENCE_SESSION_ID);
    wait_for(&bob.log, "sound", 1);
    wait_for(&carol.log, "sound", 2);
    CHECK_CODE(PortSIP_stopRecord(alice.sdk, CONFERENCE_SESSION_ID), 0);
    next_part(&bobs);
    next_part(&carols);

    /* Who has left is in a call of two, and so are all behind the end. */
    CHECK_CODE(PortSIP_removeFromConference(alice.sdk, to_carol), 0);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(bob.sdk, at_bob, source, false, 1), 0);
    wait_for(&bob.log, "finished", 2);
    CHECK(count_of(&carol.log, "sound") == 2);
    PortSIP_destroyConference(alice.sdk);
    PortSIP_destroyConference(alice.sdk);
    CHECK_CODE(PortSIP_startRecord(alice.sdk, CONFERENCE_SESSION_ID, folder, "all", false, 2, FILEFORMAT_WAVE,
                                   RECORD_BOTH, RECORD_NONE), ECoreInviteSessionNotFound);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(alice.sdk, to_carol, source, false, 1), 0);
    wait_for(&carol.log, "sound", 3);
    CHECK(count_of(&bob.log, "sound") == 1 && count_of(&alice.log, "closed") == 0);
    CHECK_CODE(PortSIP_createAudioConference(alice.sdk), 0);
    CHECK_CODE(PortSIP_joinToConference(alice.sdk, to_bob), 0);
    CHECK_CODE(PortSIP_hangUp(alice.sdk, to_bob), 0);
    wait_for(&bob.log, "closed", 1);
    CHECK_CODE(PortSIP_joinToConference(alice.sdk, to_bob), ECoreInviteSessionNotFound);

    stop(&alice);
    wait_for(&carol.log, "closed", 1);
    stop(&bob);
    stop(&carol);
    remove_folder(folder);
    puts("conference: ok");
    return 0;
}
