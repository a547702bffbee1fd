/*
 * A program written for the published library, which declares its entry points
 * itself and finds them by name: it sets every handler, calls from one object
 * to the other and uses whatever this version has. What this version does not
 * have is listed, and must be what docs/missing.md lists.
 */
#include "published.h"

#define PORT_TAKEN (-60010)
#define HANDLERS 43
#define PCMU 0
#define DTMF 101
#define RATE_HZ 8000

struct phone {
    void *dispatcher;
    void *sdk;
    int port;
    struct log log;
};

static struct phone alice = { NULL, NULL, 0, LOG_EMPTY };
static struct phone bob = { NULL, NULL, 0, LOG_EMPTY };

/* A handler for events nobody waits for; it takes whatever comes. */
static int nothing() { return 0; }

/* Managed callers write texts back, and free what they believe is theirs. */
static void give_back(const char *text)
{
    size_t length = strlen(text);
    memset((char *)(uintptr_t)text, 'x', length + 1 + 2 * length + 64);
    PortSIP_delCallbackParameters((char *)(uintptr_t)text);
}

static int bob_incoming(int session, const char *caller_name, const char *caller, const char *callee_name,
                        const char *callee, const char *audio, const char *video, int has_audio,
                        int has_video, const char *message)
{
    CHECK(has_audio == 1 && has_video == 0 && strncmp(message, "INVITE ", 7) == 0);
    note(&bob.log, "incoming", session, 0, caller_name);
    give_back(caller_name);
    give_back(caller);
    give_back(callee_name);
    give_back(callee);
    give_back(audio);
    give_back(video);
    give_back(message);
    return 0;
}

static int alice_ringing(int session, const char *text, int code, const char *message)
{
    note(&alice.log, "ringing", session, code, text);
    give_back(text);
    give_back(message);
    return 0;
}

static int alice_failure(int session, const char *caller_name, const char *caller, const char *callee_name,
                         const char *callee, const char *reason, int code, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)message;
    note(&alice.log, "failure", session, code, reason);
    return 0;
}

static int alice_connected(int session)
{
    note(&alice.log, "connected", session, 0, NULL);
    return 0;
}

static int bob_connected(int session)
{
    note(&bob.log, "connected", session, 0, NULL);
    return 0;
}

static int alice_closed(int session)
{
    note(&alice.log, "closed", session, 0, NULL);
    return 0;
}

static int bob_dtmf(int session, int tone)
{
    note(&bob.log, "dtmf", session, tone, NULL);
    return 0;
}

static int alice_finished(int session, const char *file)
{
    note(&alice.log, "finished", session, 0, file);
    give_back(file);
    return 0;
}

static int bob_statistics(int session, const char *stat)
{
    note(&bob.log, "statistics", session, 0, stat);
    give_back(stat);
    return 0;
}

static int alice_sending(int session, const char *message)
{
    char value[128] = "";
    if (strncmp(message, "INVITE ", 7) == 0) {
        CHECK_CODE(PortSIP_getSipMessageHeaderValue(alice.sdk, message, "X-Test", value, sizeof value), 0);
    }
    note(&alice.log, "sending", session, 0, value);
    give_back(message);
    return 0;
}

/* On a media thread. */
static int bob_audio(void *object, int session, int type, unsigned char *data, int length, int rate_hz)
{
    CHECK(object == &bob && data != NULL && length > 0 && rate_hz >= RATE_HZ);
    if (count_of(&bob.log, "audio") == 0) {
        note(&bob.log, "audio", session, type, NULL);
    }
    return 0;
}

/* Any function as the pointer that setters take. */
static void *pointer_to(void (*function)(void))
{
    void *pointer;
    memcpy(&pointer, &function, sizeof pointer);
    return pointer;
}

#define POINTER_TO(function) pointer_to((void (*)(void))(function))

static void set(struct phone *phone, const char *setter, void *handler)
{
    void (*set_handler)(void *, void *);
    look_up(setter, &set_handler);
    set_handler(phone->dispatcher, handler);
}

/* A port that nobody has just now. */
static int free_port(void)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int probe = (int)socket(AF_INET, SOCK_DGRAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(probe >= 0 && bind(probe, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK(getsockname(probe, (struct sockaddr *)&address, &length) == 0);
    close_socket(probe);
    return ntohs(address.sin_port);
}

static void start(struct phone *phone, const char *name)
{
    int code = PORT_TAKEN, tries;
    phone->dispatcher = PSCallback_createCallbackDispatcher();
    CHECK(phone->dispatcher != NULL);
    CHECK(set_all_handlers(phone->dispatcher, POINTER_TO(nothing)) == HANDLERS);
    for (tries = 0; tries < 20 && code == PORT_TAKEN; tries++) {
        phone->port = free_port();
        phone->sdk = PortSIP_initialize(phone->dispatcher, 0, "127.0.0.1", phone->port, -1, "", 8,
                                        "Old program", 1, 1, "", "", 0, &code);
    }
    CHECK(phone->sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setLicenseKey(phone->sdk, "PORTSIP_TEST_LICENSE"), 0);
    CHECK_CODE(PortSIP_setUser(phone->sdk, name, name, "", "", "", "", 0, "", 0, "", 0), 0);
    CHECK_CODE(PortSIP_setDisplayName(phone->sdk, "N\xc3\xa1zev"), 0);
    CHECK_CODE(PortSIP_setRtpPortRange(phone->sdk, 20000, 40000), 0);
    PortSIP_clearAudioCodec(phone->sdk);
    CHECK(PortSIP_isAudioCodecEmpty(phone->sdk) == 1);
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, PCMU), 0);
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, DTMF), 0);
    CHECK_CODE(PortSIP_setAudioCodecPayloadType(phone->sdk, DTMF, 99), 0);
    CHECK(PortSIP_setAudioCodecParameter(phone->sdk, PCMU, "a=b") < 0);
    CHECK_CODE(PortSIP_setAudioSamples(phone->sdk, 20, 60), 0);
    CHECK(PortSIP_isAudioCodecEmpty(phone->sdk) == 0);
}

static void use_devices(struct phone *phone)
{
    char name[256];
    CHECK(PortSIP_getNICNums() > 0);
    CHECK_CODE(PortSIP_getLocalIpAddress(0, name, sizeof name), 0);
    CHECK(PortSIP_getNumOfRecordingDevices(phone->sdk) > 0 && PortSIP_getNumOfPlayoutDevices(phone->sdk) > 0);
    CHECK_CODE(PortSIP_getRecordingDeviceName(phone->sdk, 0, name, sizeof name), 0);
    CHECK_CODE(PortSIP_getPlayoutDeviceName(phone->sdk, 0, name, sizeof name), 0);
    CHECK_CODE(PortSIP_setAudioDeviceId(phone->sdk, 0, 0), 0);
    CHECK_CODE(PortSIP_setSpeakerVolume(phone->sdk, 200), 0);
    CHECK_CODE(PortSIP_getSpeakerVolume(phone->sdk), 200);
    CHECK_CODE(PortSIP_setMicVolume(phone->sdk, 100), 0);
    CHECK_CODE(PortSIP_getMicVolume(phone->sdk), 100);
    PortSIP_muteMicrophone(phone->sdk, 1);
    PortSIP_muteMicrophone(phone->sdk, 0);
    PortSIP_muteSpeaker(phone->sdk, 1);
    PortSIP_muteSpeaker(phone->sdk, 0);
    PortSIP_enableVAD(phone->sdk, 1);
    PortSIP_enableVAD(phone->sdk, 0);
    PortSIP_enableCNG(phone->sdk, 0);
    PortSIP_enableCNG(phone->sdk, 1);
    PortSIP_enableAEC(phone->sdk, 1);
    PortSIP_enableAEC(phone->sdk, 0);
    PortSIP_enableAGC(phone->sdk, 1);
    PortSIP_enableAGC(phone->sdk, 0);
    PortSIP_enableANS(phone->sdk, 1);
    PortSIP_enableANS(phone->sdk, 0);
}

/* Removed at the end: until then the library may have files in it open. */
static char folder[] = TEMPORARY_FOLDER "portsip-dropin-XXXXXX";

static void use_files(int outgoing, int incoming)
{
    char path[128];
    unsigned char silence[RATE_HZ / 50 * 2] = { 0 };
    make_folder(folder);
    CHECK_CODE(PortSIP_startRecord(bob.sdk, incoming, folder, "heard.wav", 0, 1, 1, 3, 0), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(bob.sdk, incoming, 1, 1, &bob, POINTER_TO(bob_audio)), 0);
    CHECK_CODE(PortSIP_enableSendPcmStreamToRemote(alice.sdk, outgoing, 1, RATE_HZ), 0);
    CHECK_CODE(PortSIP_sendPcmStreamToRemote(alice.sdk, outgoing, silence, sizeof silence), 0);
    wait_for(&bob.log, "audio", 1);
    CHECK_CODE(PortSIP_enableSendPcmStreamToRemote(alice.sdk, outgoing, 0, 0), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(bob.sdk, incoming, 0, 0, NULL, NULL), 0);
    CHECK_CODE(PortSIP_stopRecord(bob.sdk, incoming), 0);
    snprintf(path, sizeof path, "%s/heard.wav", folder);
    CHECK_CODE(PortSIP_startPlayingFileToRemote(alice.sdk, outgoing, path, 0, 1), 0);
    CHECK(strcmp(wait_for(&alice.log, "finished", 1).text, path) == 0);
    CHECK_CODE(PortSIP_stopPlayingFileToRemote(alice.sdk, outgoing), 0);
}

static int call_bob(void)
{
    char callee[64];
    int session;
    snprintf(callee, sizeof callee, "sip:bob@127.0.0.1:%d", bob.port);
    session = PortSIP_call(alice.sdk, callee, 1, 0);
    CHECK(session > 0);
    return session;
}

static void talk(void)
{
    int outgoing, incoming;
    PortSIP_enableCallbackSignaling(alice.sdk, 1, 0);
    CHECK(PortSIP_addSipMessageHeader(alice.sdk, -1, "ALL", 3, "X-Test", "kept") > 0);
    outgoing = call_bob();
    incoming = wait_for(&bob.log, "incoming", 1).session;
    CHECK(wait_for(&alice.log, "ringing", 1).value == 180);
    CHECK(strcmp(wait_for(&alice.log, "sending", 1).text, "kept") == 0);
    CHECK_CODE(PortSIP_answerCall(bob.sdk, incoming, 0), 0);
    CHECK(wait_for(&alice.log, "connected", 1).session == outgoing);
    CHECK(wait_for(&bob.log, "connected", 1).session == incoming);
    CHECK_CODE(PortSIP_sendDtmf(alice.sdk, outgoing, 0, 7, 160, 1), 0);
    CHECK(wait_for(&bob.log, "dtmf", 1).value == 7);
    CHECK_CODE(PortSIP_sendDtmf(alice.sdk, outgoing, 1, 11, 160, 0), 0);
    CHECK(wait_for(&bob.log, "dtmf", 2).value == 11);
    use_files(outgoing, incoming);
    PortSIP_setChannelInputVolumeScaling(alice.sdk, outgoing, 50);
    PortSIP_setChannelOutputVolumeScaling(alice.sdk, outgoing, 150);
    CHECK_CODE(PortSIP_setAudioBitrate(alice.sdk, outgoing, 105, 24), 0);
    CHECK_CODE(PortSIP_muteSession(alice.sdk, outgoing, 0, 1, 0, 0), 0);
    CHECK_CODE(PortSIP_hold(alice.sdk, outgoing), 0);
    CHECK_CODE(PortSIP_unHold(alice.sdk, outgoing), 0);
    CHECK_CODE(PortSIP_getStatistics(bob.sdk, incoming), 0);
    CHECK(wait_for(&bob.log, "statistics", 1).text[0] == '{');
    CHECK_CODE(PortSIP_hangUp(bob.sdk, incoming), 0);
    CHECK(wait_for(&alice.log, "closed", 1).session == outgoing);
}

static void be_refused(void)
{
    int outgoing = call_bob();
    CHECK_CODE(PortSIP_rejectCall(bob.sdk, wait_for(&bob.log, "incoming", 2).session, 486), 0);
    CHECK(wait_for(&alice.log, "failure", 1).session == outgoing);
    CHECK(PortSIP_registerServer(alice.sdk, 90, 0) < 0);
    CHECK(PortSIP_unRegisterServer(alice.sdk, 0) <= 0);
    PortSIP_removeUser(alice.sdk);
}

static void stop(struct phone *phone)
{
    PortSIP_unInitialize(phone->sdk);
    PortSIP_delCallbackParameters(phone->sdk);
    PSCallback_releaseCallbackDispatcher(phone->dispatcher);
}

int main(void)
{
    char *version;
    start_sockets();
    load_library();
    check_entry_points();
    version = PortSIP_getVersion();
    CHECK(version != NULL && version[0] != '\0');
    free_version(version);
    PortSIP_delCallbackParameters(NULL);
    PortSIP_delCallbackParameters((void *)(uintptr_t)1);
    start(&alice, "alice");
    start(&bob, "bob");
    set(&alice, "PSCallback_setInviteRingingHandler", POINTER_TO(alice_ringing));
    set(&alice, "PSCallback_setInviteFailureHandler", POINTER_TO(alice_failure));
    set(&alice, "PSCallback_setInviteConnectedHandler", POINTER_TO(alice_connected));
    set(&alice, "PSCallback_setInviteClosedHandler", POINTER_TO(alice_closed));
    set(&alice, "PSCallback_setSendingSignalingHandler", POINTER_TO(alice_sending));
    set(&alice, "PSCallback_setPlayFileFinishedHandler", POINTER_TO(alice_finished));
    set(&bob, "PSCallback_setInviteIncomingHandler", POINTER_TO(bob_incoming));
    set(&bob, "PSCallback_setInviteConnectedHandler", POINTER_TO(bob_connected));
    set(&bob, "PSCallback_setRecvDtmfToneHandler", POINTER_TO(bob_dtmf));
    set(&bob, "PSCallback_sefStatisticsHandler", POINTER_TO(bob_statistics));
    use_devices(&alice);
    talk();
    be_refused();
    stop(&alice);
    stop(&bob);
    remove_folder(folder);
    puts("dropin: ok");
    return 0;
}
