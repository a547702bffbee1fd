/* One SDK object on 127.0.0.1 that calls itself, and a folder for its files. Used by the programs beside it. */
#ifndef ALONE_H
#define ALONE_H

#include "portsip_sdk.h"

#include "platform.h"

static struct log log_ = LOG_EMPTY;

struct alone {
    char folder[48];
    char uri[64];
    void *dispatcher;
    void *sdk;
    int calls;
};

/* The two ends of a call. */
struct ends {
    int32_t outgoing;
    int32_t receiving;
};

static inline int32_t incoming(int32_t session, const char *caller_name, const char *caller,
                               const char *callee_name, const char *callee, const char *audio,
                               const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message;
    note(&log_, "incoming", session, 0, NULL);
    return 0;
}

static inline int32_t connected(int32_t session)
{
    note(&log_, "connected", session, 0, NULL);
    return 0;
}

static inline int32_t closed(int32_t session)
{
    note(&log_, "closed", session, 0, NULL);
    return 0;
}

static inline int32_t finished(int32_t session, const char *file)
{
    note(&log_, "finished", session, 0, file);
    return 0;
}

/* Makes the folder and the handlers; further ones can be set before `start`. */
static inline void prepare(struct alone *me)
{
    memset(me, 0, sizeof *me);
    snprintf(me->folder, sizeof me->folder, "%sportsip-alone-XXXXXX", TEMPORARY_FOLDER);
    make_folder(me->folder);
    me->dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteIncomingHandler(me->dispatcher, incoming);
    PSCallback_setInviteConnectedHandler(me->dispatcher, connected);
    PSCallback_setInviteClosedHandler(me->dispatcher, closed);
    PSCallback_setPlayFileFinishedHandler(me->dispatcher, finished);
}

/* Makes the object, which logs to the folder, with virtual devices and PCMU. */
static inline void start(struct alone *me, int32_t log_level)
{
    int32_t code = 1;
    me->sdk = PortSIP_initialize(me->dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, log_level, me->folder, 2,
                                 NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(me->sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(me->sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(me->sdk, AUDIOCODEC_PCMU), 0);
    snprintf(me->uri, sizeof me->uri, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(me->sdk));
}

/* Calls itself, and waits until it rings. */
static inline struct ends ring(struct alone *me)
{
    struct ends ends;
    ends.outgoing = PortSIP_call(me->sdk, me->uri, true, false);
    CHECK(ends.outgoing > 0);
    ends.receiving = wait_for(&log_, "incoming", ++me->calls).session;
    return ends;
}

/* Answers the last call that rang. */
static inline void answer(struct alone *me, struct ends ends)
{
    CHECK_CODE(PortSIP_answerCall(me->sdk, ends.receiving, false), 0);
    wait_for(&log_, "connected", 2 * me->calls);
}

/* The path of a file in the folder. */
static inline const char *path_in(const struct alone *me, char path[128], const char *name)
{
    snprintf(path, 128, "%s/%s", me->folder, name);
    return path;
}

/* Ends the object; its folder stays. */
static inline void stop(struct alone *me)
{
    PortSIP_unInitialize(me->sdk);
    PSCallback_releaseCallbackDispatcher(me->dispatcher);
}

#endif
