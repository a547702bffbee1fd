/*
 * Calls a peer without any server, or waits for a call and answers it.
 *
 *   p2p 5070                               waits
 *   p2p 5072 sip:me@127.0.0.1:5070         calls
 *
 * Keys 0-9, * and # are sent as DTMF, h holds, u takes off hold, q ends.
 *
 *   cc -std=c99 -I include examples/c/p2p.c -o p2p -L target/release -lportsip_sdk
 */
#include "portsip_sdk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct phone {
    void *sdk;
    volatile int session;
};

static void on_incoming(void *context, int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio,
                        const char *video, bool has_audio, bool has_video, const uint8_t *message,
                        size_t length)
{
    struct phone *phone = context;
    (void)callee_name, (void)callee, (void)video, (void)has_audio, (void)has_video;
    (void)message, (void)length;
    printf("%s %s calls (%s)\n", caller_name, caller, audio);
    phone->session = session;
    PortSIP_answerCall(phone->sdk, session, false);
}

static void on_ringing(void *context, int32_t session, const char *text, int32_t code,
                       const uint8_t *message, size_t length)
{
    (void)context, (void)session, (void)message, (void)length;
    printf("%d %s\n", (int)code, text);
}

static void on_connected(void *context, int32_t session)
{
    (void)context;
    printf("call %d is connected\n", (int)session);
}

static void on_failure(void *context, int32_t session, const char *caller_name, const char *caller,
                       const char *callee_name, const char *callee, const char *reason,
                       int32_t code, const uint8_t *message, size_t length)
{
    (void)context, (void)session, (void)caller_name, (void)caller, (void)callee_name, (void)callee;
    (void)message, (void)length;
    printf("no call: %d %s\n", (int)code, reason);
}

static void on_closed(void *context, int32_t session)
{
    (void)context;
    printf("call %d was ended by the other side\n", (int)session);
}

static void on_tone(void *context, int32_t session, int32_t tone)
{
    (void)context, (void)session;
    printf("key %c\n", "0123456789*#ABCD!"[tone]);
}

static void press(struct phone *phone, int key)
{
    const char *keys = "0123456789*#";
    const char *found = strchr(keys, key);
    int32_t code = 0;
    if (key == 'h') {
        code = PortSIP_hold(phone->sdk, phone->session);
    } else if (key == 'u') {
        code = PortSIP_unHold(phone->sdk, phone->session);
    } else if (key != '\0' && found != NULL) {
        code = PortSIP_sendDtmf(phone->sdk, phone->session, DTMF_RFC2833, (int32_t)(found - keys), 160, true);
    }
    if (code != 0) {
        printf("error %d\n", (int)code);
    }
}

int main(int count, char **arguments)
{
    struct phone phone = { NULL, 0 };
    PortSIPX_Handlers handlers;
    void *dispatcher;
    int32_t code = 0;
    int key;

    if (count < 2) {
        fprintf(stderr, "usage: %s PORT [sip:somebody@host:port]\n", arguments[0]);
        return 2;
    }
    memset(&handlers, 0, sizeof handlers);
    handlers.size = sizeof handlers;
    handlers.context = &phone;
    handlers.onInviteIncoming = on_incoming;
    handlers.onInviteRinging = on_ringing;
    handlers.onInviteConnected = on_connected;
    handlers.onInviteFailure = on_failure;
    handlers.onInviteClosed = on_closed;
    handlers.onRecvDtmfTone = on_tone;
    dispatcher = PSCallback_createCallbackDispatcher();
    PortSIPX_setHandlers(dispatcher, &handlers);

    phone.sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "0.0.0.0", atoi(arguments[1]),
                                   PORTSIP_LOG_NONE, NULL, 4, NULL, 0, 1, NULL, NULL, false, &code);
    if (phone.sdk == NULL) {
        fprintf(stderr, "not started: error %d\n", (int)code);
        return 1;
    }
    PortSIP_setUser(phone.sdk, "me", "Example", NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0);
    PortSIP_addAudioCodec(phone.sdk, AUDIOCODEC_OPUS);
    PortSIP_addAudioCodec(phone.sdk, AUDIOCODEC_PCMU);
    PortSIP_addAudioCodec(phone.sdk, AUDIOCODEC_DTMF);

    if (count > 2) {
        phone.session = PortSIP_call(phone.sdk, arguments[2], true, false);
        if (phone.session < 0) {
            fprintf(stderr, "no call: error %d\n", phone.session);
        }
    }
    while ((key = getchar()) != EOF && key != 'q') {
        press(&phone, key);
    }
    PortSIP_unInitialize(phone.sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    return 0;
}
