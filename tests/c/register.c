/*
 * Registers with a registrar of a hundred lines in this program: a digest
 * challenge, success, the end of the registration, and a refusal.
 */
#include "portsip_sdk.h"

#include "platform.h"

static struct log log_ = LOG_EMPTY;
static int registrar;

/* Copies the line of `request` that starts with `name`, or gives "". */
static void line_of(const char *request, const char *name, char *line, size_t size)
{
    const char *start = strstr(request, name);
    size_t length;
    line[0] = '\0';
    if (start != NULL && start > request && start[-1] == '\n') {
        length = strcspn(start, "\r\n");
        CHECK(length < size);
        memcpy(line, start, length);
        line[length] = '\0';
    }
}

static void answer(const char *request, const char *status, const char *more,
                   const struct sockaddr_in *to)
{
    char via[512], from[512], to_line[512], call_id[512], cseq[512], reply[4096];
    int length;
    line_of(request, "Via:", via, sizeof via);
    line_of(request, "From:", from, sizeof from);
    line_of(request, "To:", to_line, sizeof to_line);
    line_of(request, "Call-ID:", call_id, sizeof call_id);
    line_of(request, "CSeq:", cseq, sizeof cseq);
    length = snprintf(reply, sizeof reply,
                      "SIP/2.0 %s\r\n%s\r\n%s\r\n%s;tag=r1\r\n%s\r\n%s\r\n%sContent-Length: 0\r\n\r\n",
                      status, via, from, to_line, call_id, cseq, more);
    CHECK(length > 0 && (size_t)length < sizeof reply);
    CHECK(sendto(registrar, reply, (size_t)length, 0, (const struct sockaddr *)to, sizeof *to) == length);
}

static void *registrar_main(void *unused)
{
    char request[8192], contact[600], authorization[1024], line[700];
    (void)unused;
    for (;;) {
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        ssize_t length = recvfrom(registrar, request, sizeof request - 1, 0, (struct sockaddr *)&from, &size);
        if (length <= 4) {
            return NULL; /* The program asks this thread to end. */
        }
        request[length] = '\0';
        CHECK(strncmp(request, "REGISTER sip:127.0.0.1", 22) == 0);
        line_of(request, "Contact:", contact, sizeof contact);
        line_of(request, "Authorization:", authorization, sizeof authorization);
        if (strstr(request, "sip:mallory@") != NULL) {
            answer(request, "403 Forbidden", "", &from);
        } else if (authorization[0] == '\0') {
            answer(request, "401 Unauthorized",
                   "WWW-Authenticate: Digest realm=\"test\", nonce=\"n1\", qop=\"auth\", "
                   "algorithm=SHA-256\r\n",
                   &from);
        } else {
            CHECK(strstr(authorization, "username=\"alice\"") != NULL);
            CHECK(strstr(authorization, "nc=00000001") != NULL || strstr(authorization, "nc=0000000") != NULL);
            note(&log_, strstr(contact, "expires=0") || strstr(request, "Expires: 0\r") ? "gone" : "bound",
                 0, 0, contact);
            snprintf(line, sizeof line, "%s\r\nExpires: 60\r\n", contact);
            answer(request, "200 OK", strstr(request, "Expires: 0\r") ? "" : line, &from);
        }
    }
}

static int32_t success(const char *text, int32_t code, const char *message)
{
    CHECK(strncmp(message, "SIP/2.0 200", 11) == 0);
    note(&log_, "success", 0, code, text);
    return 0;
}

static int32_t failure(const char *text, int32_t code, const char *message)
{
    (void)message;
    note(&log_, "failure", 0, code, text);
    return 0;
}

int main(void)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    pthread_t thread;
    void *dispatcher, *sdk;
    int32_t code = 1;
    int port;

    start_sockets();
    registrar = (int)socket(AF_INET, SOCK_DGRAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(registrar >= 0 && bind(registrar, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK(getsockname(registrar, (struct sockaddr *)&address, &size) == 0);
    port = ntohs(address.sin_port);
    CHECK(pthread_create(&thread, NULL, registrar_main, NULL) == 0);

    dispatcher = PSCallback_createCallbackDispatcher();
    PSCallback_setRegisterSuccessHandler(dispatcher, success);
    PSCallback_setRegisterFailureHandler(dispatcher, failure);
    sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 1,
                             NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_registerServer(sdk, 60, 0), ECoreUserNotFound);
    CHECK_CODE(PortSIP_setUser(sdk, "alice", "Alice", "", "secret", "127.0.0.1", "127.0.0.1", port, "", 0, "", 0), 0);
    CHECK_CODE(PortSIP_registerServer(sdk, 60, 0), 0);
    CHECK(wait_for(&log_, "success", 1).value == 200);
    CHECK_CODE(PortSIP_registerServer(sdk, 60, 0), ECoreAlreadyRegistered);
    CHECK(strstr(wait_for(&log_, "bound", 1).text, "sip:alice@127.0.0.1:") != NULL);
    CHECK_CODE(PortSIP_unRegisterServer(sdk, 30000), 0);
    CHECK(count_of(&log_, "gone") == 1);
    CHECK_CODE(PortSIP_unRegisterServer(sdk, 0), ECoreNotRegistered);

    PortSIP_removeUser(sdk);
    CHECK_CODE(PortSIP_setUser(sdk, "mallory", "", "", "", "127.0.0.1", "127.0.0.1", port, "", 0, "", 0), 0);
    CHECK_CODE(PortSIP_registerServer(sdk, 60, 0), 0);
    CHECK(wait_for(&log_, "failure", 1).value == 403);

    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    CHECK(sendto(registrar, "end", 3, 0, (struct sockaddr *)&address, sizeof address) == 3);
    CHECK(pthread_join(thread, NULL) == 0);
    close_socket(registrar);
    puts("register: ok");
    return 0;
}
