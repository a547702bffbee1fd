/* Three SDK objects on 127.0.0.1 that call each other. Used by the programs beside it. */
#ifndef PHONE_H
#define PHONE_H

#include "portsip_sdk.h"

#include "log.h"

struct phone {
    void *dispatcher;
    void *sdk;
    char uri[64];
    struct log log;
};

static struct phone alice = { NULL, NULL, "", LOG_EMPTY };
static struct phone bob = { NULL, NULL, "", LOG_EMPTY };
static struct phone carol = { NULL, NULL, "", LOG_EMPTY };

static void connected(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "connected", session, 0, NULL);
}

static void closed(void *context, int32_t session)
{
    note(&((struct phone *)context)->log, "closed", session, 0, NULL);
}

/* Makes the object, with its connected and closed calls noted, and whatever else `handlers` has. */
static void start(struct phone *phone, const char *name, PortSIPX_Handlers handlers)
{
    int32_t code = 1;
    handlers.size = sizeof handlers;
    handlers.context = phone;
    handlers.onInviteConnected = connected;
    handlers.onInviteClosed = closed;
    phone->dispatcher = PSCallback_createCallbackDispatcher();
    CHECK_CODE(PortSIPX_setHandlers(phone->dispatcher, &handlers), 0);
    phone->sdk = PortSIP_initialize(phone->dispatcher, TRANSPORT_UDP, "127.0.0.1", 0,
                                    PORTSIP_LOG_NONE, NULL, 8, "C test", 1, 1, "", "", false, &code);
    CHECK(phone->sdk != NULL && code == 0);
    snprintf(phone->uri, sizeof phone->uri, "sip:%s@127.0.0.1:%d", name,
             (int)PortSIPX_getLocalSIPPort(phone->sdk));
    CHECK_CODE(PortSIP_setUser(phone->sdk, name, "", "", "", "", "", 0, "", 0, "", 0), 0);
    CHECK_CODE(PortSIP_addAudioCodec(phone->sdk, AUDIOCODEC_PCMU), 0);
}

static void stop(struct phone *phone)
{
    PortSIP_unInitialize(phone->sdk);
    PSCallback_releaseCallbackDispatcher(phone->dispatcher);
}

#endif
