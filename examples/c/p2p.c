/*
 * A phone for calls without any server. Start it on two machines, say 192.168.1.10 and 192.168.1.11, with a user
 * name and any password:
 *
 *   p2p 111 aaa                 on the first
 *   p2p 222 aaa                 on the second; `p2p 222 aaa 5070` where port 5060 is taken, 0 for a free port
 *
 * Then a command a line:
 *
 *   d sip:222@192.168.1.11      dials; `:5070` behind it where the other side's port is not 5060
 *   a                           answers
 *   0 ... 9 * #                 sends these keys
 *   h, u                        holds, takes off hold
 *   x                           hangs up, or refuses
 *   q                           ends
 *
 *   cc -std=c99 -I include examples/c/p2p.c -o p2p -L target/release -lportsip_sdk
 */
#include "portsip_sdk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char keys[] = "0123456789*#ABCD!";

/* One call at a time: the one that came or was dialled last. */
struct phone {
    void *sdk;
    volatile int32_t session;
};

/* Whole lines, from the thread of the events and from the other. */
static void say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    fflush(stdout);
}

/* What a command has done, or why not. */
static void tell(const char *what, int32_t code)
{
    if (code >= 0) {
        say("%s\n", what);
    } else {
        say("not %s: error %d\n", what, (int)code);
    }
}

static void on_incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio, const char *video,
                        bool has_audio, bool has_video, const uint8_t *message, size_t length)
{
    struct phone *phone = context;
    (void)caller_name, (void)callee_name, (void)callee, (void)video, (void)has_audio, (void)has_video;
    (void)message, (void)length;
    phone->session = session;
    say("%s calls (%s)\n", caller, audio);
}

static void on_ringing(void *context, int32_t session, const char *text, int32_t code, const uint8_t *message,
                       size_t length)
{
    (void)context, (void)session, (void)message, (void)length;
    say("%d %s\n", (int)code, text);
}

static void on_connected(void *context, int32_t session)
{
    (void)context;
    say("call %d is connected\n", (int)session);
}

static void on_failure(void *context, int32_t session, const char *caller_name, const char *caller,
                       const char *callee_name, const char *callee, const char *reason, int32_t code,
                       const uint8_t *message, size_t length)
{
    (void)context, (void)session, (void)caller_name, (void)caller, (void)callee_name, (void)callee;
    (void)message, (void)length;
    say("no call: %d %s\n", (int)code, reason);
}

static void on_closed(void *context, int32_t session)
{
    (void)context;
    say("call %d was ended by the other side\n", (int)session);
}

static void on_hold(void *context, int32_t session)
{
    (void)context, (void)session;
    say("held by the other side\n");
}

static void on_unhold(void *context, int32_t session, const char *audio, const char *video, bool has_audio,
                      bool has_video)
{
    (void)context, (void)session, (void)audio, (void)video, (void)has_audio, (void)has_video;
    say("taken off hold by the other side\n");
}

static void on_tone(void *context, int32_t session, int32_t tone)
{
    (void)context, (void)session;
    say("key %c\n", keys[tone]);
}

static int32_t start(struct phone *phone, void *dispatcher, const char *user, const char *password, int port)
{
    static const AUDIOCODEC_TYPE codecs[] = { AUDIOCODEC_OPUS, AUDIOCODEC_PCMU, AUDIOCODEC_DTMF };
    size_t i;
    int32_t code;
    phone->sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "0.0.0.0", port, PORTSIP_LOG_NONE, "", 1, "", 0, 0,
                                    "", "", false, &code);
    if (code == 0) {
        code = PortSIP_setUser(phone->sdk, user, "", "", password, "", "", 0, "", 0, "", 0);
    }
    for (i = 0; code == 0 && i < sizeof codecs / sizeof *codecs; i++) {
        code = PortSIP_addAudioCodec(phone->sdk, codecs[i]);
    }
    return code;
}

static void dial(struct phone *phone, const char *address)
{
    int32_t session = PortSIP_call(phone->sdk, address, true, false);
    if (session > 0) {
        phone->session = session;
    }
    tell("calling", session);
}

static void press(struct phone *phone, const char *line)
{
    char what[] = "sent ?";
    for (; *line != '\0'; line++) {
        int32_t tone = (int32_t)(strchr(keys, *line) - keys);
        what[5] = *line;
        tell(what, PortSIP_sendDtmf(phone->sdk, phone->session, DTMF_RFC2833, tone, 160, true));
    }
}

static void command(struct phone *phone, const char *line)
{
    if (strncmp(line, "d ", 2) == 0) {
        dial(phone, line + 2);
    } else if (strcmp(line, "a") == 0) {
        tell("answered", PortSIP_answerCall(phone->sdk, phone->session, false));
    } else if (strcmp(line, "h") == 0) {
        tell("on hold", PortSIP_hold(phone->sdk, phone->session));
    } else if (strcmp(line, "u") == 0) {
        tell("off hold", PortSIP_unHold(phone->sdk, phone->session));
    } else if (strcmp(line, "x") == 0) {
        tell("hung up", PortSIP_hangUp(phone->sdk, phone->session));
    } else if (line[strspn(line, keys)] == '\0') {
        press(phone, line);
    } else {
        say("d ADDRESS dials, a answers, 0-9 * # are sent, h holds, u takes off hold, x hangs up, q ends\n");
    }
}

int main(int count, char **arguments)
{
    struct phone phone = { NULL, INVALID_SESSION_ID };
    PortSIPX_Handlers handlers = {
        .size = sizeof handlers,
        .context = &phone,
        .onInviteIncoming = on_incoming,
        .onInviteRinging = on_ringing,
        .onInviteConnected = on_connected,
        .onInviteFailure = on_failure,
        .onInviteClosed = on_closed,
        .onRemoteHold = on_hold,
        .onRemoteUnHold = on_unhold,
        .onRecvDtmfTone = on_tone,
    };
    void *dispatcher;
    char line[256], rest;
    int32_t code;
    int port = 5060;

    if (count < 3 || (count > 3 && sscanf(arguments[3], "%d%c", &port, &rest) != 1)) {
        fprintf(stderr, "usage: p2p USER PASSWORD [PORT]\n");
        return 2;
    }
    dispatcher = PSCallback_createCallbackDispatcher();
    PortSIPX_setHandlers(dispatcher, &handlers);

    code = start(&phone, dispatcher, arguments[1], arguments[2], port);
    if (code == 0) {
        say("Initialized. Local port %d\n", (int)PortSIPX_getLocalSIPPort(phone.sdk));
        while (fgets(line, sizeof line, stdin) != NULL) {
            line[strcspn(line, "\r\n")] = '\0';
            if (strcmp(line, "q") == 0) {
                break;
            }
            command(&phone, line);
        }
    } else {
        say("Initialize failure: error %d\n", (int)code);
    }
    PortSIP_unInitialize(phone.sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    return code == 0 ? 0 : 1;
}
