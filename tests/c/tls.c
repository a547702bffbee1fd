/*
 * Calls over TLS and secure WebSocket on 127.0.0.1: who has the certificate in
 * its folder is called, who does not have it is told why, and who does not ask
 * for one calls anyway.
 */
#include "portsip_sdk.h"

#include "platform.h"

/* A certificate for 127.0.0.1 that signed itself, and its key. */
static const char IDENTITY[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBXjCCAQWgAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxwb3J0c2lw\n"
    "IHRlc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjA5OTEyMzEwMDAwMDBaMBcxFTATBgNV\n"
    "BAMMDHBvcnRzaXAgdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCoHZ5wf\n"
    "jMuRUPdbwwSq8Gtv7DSzm9XBl+mYfyMA+VA4DROW3K2a4bPuGPdHzSmIncu5GmwI\n"
    "nkH7QNwj8EHIjOWjQDA+MA8GA1UdEQQIMAaHBH8AAAEwDAYDVR0TAQH/BAIwADAd\n"
    "BgNVHQ4EFgQUEPNdTOFut9ArEbZmTrqy9OKfJXgwCgYIKoZIzj0EAwIDRwAwRAIg\n"
    "dpkERJz5qwSr8Lb4phgHTmUjlDfAut6AhyZNYRbevtUCIDOPZa5i0mYLwctRrFgH\n"
    "svPBOazAUtUDCeawbs2oDdtT\n"
    "-----END CERTIFICATE-----\n"
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg54u7Mxeks3WvJOvi\n"
    "Ro98D9jfo1nO74tFaZs2sJid0a+hRANCAAQqB2ecH4zLkVD3W8MEqvBrb+w0s5vV\n"
    "wZfpmH8jAPlQOA0TltytmuGz7hj3R80piJ3LuRpsCJ5B+0DcI/BByIzl\n"
    "-----END PRIVATE KEY-----\n";

static struct log caller_log = LOG_EMPTY;
static struct log callee_log = LOG_EMPTY;

static int32_t incoming(int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio,
                        const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee;
    (void)audio, (void)video, (void)has_audio, (void)has_video;
    note(&callee_log, "incoming", session, 0, message);
    return 0;
}

static int32_t failure(int32_t session, const char *caller_name, const char *caller,
                       const char *callee_name, const char *callee, const char *reason,
                       int32_t code, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)message;
    note(&caller_log, "failure", session, code, reason);
    return 0;
}

static int32_t connected(int32_t session)
{
    note(&caller_log, "connected", session, 0, NULL);
    return 0;
}

static int32_t closed(int32_t session)
{
    note(&caller_log, "closed", session, 0, NULL);
    return 0;
}

static void *start(void *dispatcher, int transport, const char *folder, bool verify)
{
    int32_t code = 1;
    void *sdk = PortSIP_initialize(dispatcher, transport, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 4,
                                   NULL, 1, 1, folder, "", verify, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "test", "", "", "", "", "", 0, "", 0, "", 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, AUDIOCODEC_PCMU), 0);
    return sdk;
}

static int32_t call(void *caller, void *callee)
{
    char to[64];
    int32_t session;
    snprintf(to, sizeof to, "sip:test@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(callee));
    session = PortSIP_call(caller, to, true, false);
    CHECK(session > 0);
    return session;
}

/* The `nth` call that works. */
static void call_works(void *caller, void *callee, const char *via, int nth)
{
    int32_t outgoing = call(caller, callee);
    struct entry offered = wait_for(&callee_log, "incoming", nth);
    CHECK(strstr(offered.text, via) != NULL);
    CHECK_CODE(PortSIP_answerCall(callee, offered.session, false), 0);
    CHECK(wait_for(&caller_log, "connected", nth).session == outgoing);
    CHECK_CODE(PortSIP_hangUp(callee, offered.session), 0);
    CHECK(wait_for(&caller_log, "closed", nth).session == outgoing);
}

int main(void)
{
    static const int transports[] = { TRANSPORT_TLS, TRANSPORT_WSS };
    static const char *const via[] = { "Via: SIP/2.0/TLS 127.0.0.1", "Via: SIP/2.0/WSS 127.0.0.1" };
    static const char *const refused[] = { "TLS: certificate is from an unknown authority",
                                           "WSS: certificate is from an unknown authority" };
    char folder[64] = TEMPORARY_FOLDER "portsip-tls-XXXXXX", path[128];
    void *calling, *called;
    FILE *file;
    int index;

    make_folder(folder);
    snprintf(path, sizeof path, "%s/own.pem", folder);
    file = fopen(path, "wb");
    CHECK(file != NULL && fputs(IDENTITY, file) >= 0 && fclose(file) == 0);

    calling = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteFailureHandler(calling, failure);
    PSCallback_setInviteConnectedHandler(calling, connected);
    PSCallback_setInviteClosedHandler(calling, closed);
    called = PSCallback_createCallbackDispatcher();
    PSCallback_setInviteIncomingHandler(called, incoming);
    for (index = 0; index < 2; index++) {
        int transport = transports[index];
        void *callee = start(called, transport, folder, true);
        void *friendly = start(calling, transport, folder, true);
        void *stranger = start(calling, transport, NULL, true);
        void *careless = start(calling, transport, NULL, false);
        struct entry told;
        call_works(friendly, callee, via[index], 2 * index + 1);
        call(stranger, callee);
        told = wait_for(&caller_log, "failure", index + 1);
        CHECK(told.value == 503 && strcmp(told.text, refused[index]) == 0);
        call_works(careless, callee, via[index], 2 * index + 2);
        PortSIP_unInitialize(careless);
        PortSIP_unInitialize(stranger);
        PortSIP_unInitialize(friendly);
        PortSIP_unInitialize(callee);
    }
    PSCallback_releaseCallbackDispatcher(calling);
    PSCallback_releaseCallbackDispatcher(called);
    remove_folder(folder);
    puts("tls: ok");
    return 0;
}
