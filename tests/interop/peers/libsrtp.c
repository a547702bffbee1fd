/*
 * libsrtp, told line by line what to do; it answers each line by one. Octets are in hex, keys have
 * their salt behind them, services are numbers of srtp_sec_serv_t.
 *
 *   context SUITE sends|receives RTP-SERVICES RTCP-SERVICES KEY[/MKI] ...   context NUMBER
 *   protect rtp|rtcp CONTEXT KEY-NUMBER PACKET                              packet PACKET
 *   open rtp|rtcp CONTEXT PACKET                                            packet PACKET
 *
 * Where libsrtp does not want to, the answer is `refused` and a number of srtp_err_status_t. A line
 * that is none of these ends the program with 2.
 */
#include <srtp2/crypto_types.h>
#include <srtp2/srtp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXTS_MAX 1024
#define KEYS_MAX 4
#define KEY_BYTES_MAX 64
#define PACKET_BYTES_MAX 4096
#define LINE_BYTES_MAX (3 * PACKET_BYTES_MAX)
/* Packets behind the newest that may still come, of RTP; of RTCP it is always as many. */
#define WINDOW_PACKETS 128

struct context {
    srtp_t session;
    unsigned int has_identifiers;
};

static struct context contexts[CONTEXTS_MAX];
static size_t contexts_made;

struct suite {
    const char *name;
    int key_and_salt_bytes;
    void (*set_rtp)(srtp_crypto_policy_t *);
    void (*set_rtcp)(srtp_crypto_policy_t *);
};

/* The short tags are of RTP alone (RFC 4568, 6.2.2). */
static const struct suite suites[] = {
    { "AES_CM_128_HMAC_SHA1_80", SRTP_AES_ICM_128_KEY_LEN_WSALT, srtp_crypto_policy_set_rtp_default,
      srtp_crypto_policy_set_rtcp_default },
    { "AES_CM_128_HMAC_SHA1_32", SRTP_AES_ICM_128_KEY_LEN_WSALT,
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32, srtp_crypto_policy_set_rtcp_default },
    { "AES_192_CM_HMAC_SHA1_80", SRTP_AES_ICM_192_KEY_LEN_WSALT,
      srtp_crypto_policy_set_aes_cm_192_hmac_sha1_80, srtp_crypto_policy_set_aes_cm_192_hmac_sha1_80 },
    { "AES_192_CM_HMAC_SHA1_32", SRTP_AES_ICM_192_KEY_LEN_WSALT,
      srtp_crypto_policy_set_aes_cm_192_hmac_sha1_32, srtp_crypto_policy_set_aes_cm_192_hmac_sha1_80 },
    { "AES_256_CM_HMAC_SHA1_80", SRTP_AES_ICM_256_KEY_LEN_WSALT,
      srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80, srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80 },
    { "AES_256_CM_HMAC_SHA1_32", SRTP_AES_ICM_256_KEY_LEN_WSALT,
      srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32, srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80 },
    { "AEAD_AES_128_GCM", SRTP_AES_GCM_128_KEY_LEN_WSALT, srtp_crypto_policy_set_aes_gcm_128_16_auth,
      srtp_crypto_policy_set_aes_gcm_128_16_auth },
    { "AEAD_AES_256_GCM", SRTP_AES_GCM_256_KEY_LEN_WSALT, srtp_crypto_policy_set_aes_gcm_256_16_auth,
      srtp_crypto_policy_set_aes_gcm_256_16_auth },
};

static void give_up(const char *why)
{
    fprintf(stderr, "libsrtp peer: %s\n", why);
    exit(2);
}

/* The next word of the line that strtok has. */
static const char *next_word(void)
{
    const char *word = strtok(NULL, " ");
    if (word == NULL)
        give_up("a word is missing");
    return word;
}

static unsigned long next_number(unsigned long below)
{
    const char *word = next_word();
    char *end = NULL;
    unsigned long number = strtoul(word, &end, 10);
    if (*end != '\0' || number >= below)
        give_up("no such number");
    return number;
}

static unsigned char digit(char character)
{
    static const char digits[] = "0123456789abcdef";
    const char *place = character == '\0' ? NULL : strchr(digits, character);
    if (place == NULL)
        give_up("no hex");
    return (unsigned char)(place - digits);
}

/* Reads `length` digits; the number of octets, at most `room`. */
static size_t read_octets(const char *digits, size_t length, unsigned char *octets, size_t room)
{
    if (length % 2 != 0 || length / 2 > room)
        give_up("octets of no length");
    for (size_t at = 0; at < length / 2; at++)
        octets[at] = (unsigned char)(digit(digits[2 * at]) << 4 | digit(digits[2 * at + 1]));
    return length / 2;
}

static void answer(srtp_err_status_t status, const unsigned char *packet, int length)
{
    if (status != srtp_err_status_ok) {
        printf("refused %d\n", (int)status);
        return;
    }
    fputs("packet ", stdout);
    for (int at = 0; at < length; at++)
        printf("%02x", packet[at]);
    putchar('\n');
}

static const struct suite *next_suite(void)
{
    const char *name = next_word();
    for (size_t at = 0; at < sizeof suites / sizeof *suites; at++)
        if (strcmp(suites[at].name, name) == 0)
            return &suites[at];
    give_up("no such suite");
    return NULL;
}

static void set_services(srtp_crypto_policy_t *policy, unsigned long services)
{
    policy->sec_serv = (srtp_sec_serv_t)services;
    if ((services & sec_serv_auth) == 0) {
        policy->auth_type = SRTP_NULL_AUTH;
        policy->auth_key_len = 0;
        policy->auth_tag_len = 0;
    }
}

/* The keys that the rest of the line names; they live until the next call. */
static void next_keys(srtp_policy_t *policy, int key_and_salt_bytes)
{
    static unsigned char octets[KEYS_MAX][KEY_BYTES_MAX];
    static unsigned char identifiers[KEYS_MAX][SRTP_MAX_MKI_LEN];
    static srtp_master_key_t keys[KEYS_MAX];
    static srtp_master_key_t *places[KEYS_MAX];
    unsigned long count = 0;
    for (const char *word = next_word(); word != NULL; word = strtok(NULL, " "), count++) {
        const char *identifier = strchr(word, '/');
        size_t length = identifier == NULL ? strlen(word) : (size_t)(identifier - word);
        if (count == KEYS_MAX)
            give_up("too many keys");
        if (read_octets(word, length, octets[count], KEY_BYTES_MAX) != (size_t)key_and_salt_bytes)
            give_up("a key of the wrong length");
        keys[count].key = octets[count];
        keys[count].mki_id = identifiers[count];
        keys[count].mki_size = 0;
        if (identifier != NULL)
            keys[count].mki_size = (unsigned int)read_octets(
                identifier + 1, strlen(identifier + 1), identifiers[count], SRTP_MAX_MKI_LEN);
        places[count] = &keys[count];
    }
    policy->keys = places;
    policy->num_master_keys = count;
}

static void make_context(void)
{
    const struct suite *suite = next_suite();
    srtp_policy_t policy;
    struct context *context = &contexts[contexts_made];
    if (contexts_made == CONTEXTS_MAX)
        give_up("too many contexts");
    memset(&policy, 0, sizeof policy);
    suite->set_rtp(&policy.rtp);
    suite->set_rtcp(&policy.rtcp);
    policy.ssrc.type = strcmp(next_word(), "sends") == 0 ? ssrc_any_outbound : ssrc_any_inbound;
    set_services(&policy.rtp, next_number(sec_serv_conf_and_auth + 1));
    set_services(&policy.rtcp, next_number(sec_serv_conf_and_auth + 1));
    policy.window_size = WINDOW_PACKETS;
    next_keys(&policy, suite->key_and_salt_bytes);
    context->has_identifiers = policy.keys[0]->mki_size > 0;
    srtp_err_status_t status = srtp_create(&context->session, &policy);
    if (status != srtp_err_status_ok) {
        answer(status, NULL, 0);
        return;
    }
    printf("context %zu\n", contexts_made);
    contexts_made++;
}

/* Aligned, and with room for what protection adds. */
static uint32_t packet_room[(PACKET_BYTES_MAX + SRTP_MAX_TRAILER_LEN + 4) / 4 + 1];

static void protect(void)
{
    int is_rtcp = strcmp(next_word(), "rtcp") == 0;
    const struct context *context = &contexts[next_number(contexts_made)];
    unsigned int key = (unsigned int)next_number(KEYS_MAX);
    unsigned char *packet = (unsigned char *)packet_room;
    const char *digits = next_word();
    int length = (int)read_octets(digits, strlen(digits), packet, PACKET_BYTES_MAX);
    srtp_err_status_t status =
        is_rtcp ? srtp_protect_rtcp_mki(context->session, packet, &length, context->has_identifiers, key)
                : srtp_protect_mki(context->session, packet, &length, context->has_identifiers, key);
    answer(status, packet, length);
}

static void open_packet(void)
{
    int is_rtcp = strcmp(next_word(), "rtcp") == 0;
    const struct context *context = &contexts[next_number(contexts_made)];
    unsigned char *packet = (unsigned char *)packet_room;
    /* A packet may be cut down to nothing. */
    const char *digits = strtok(NULL, " ");
    size_t digits_bytes = digits == NULL ? 0 : strlen(digits);
    int length = (int)read_octets(digits, digits_bytes, packet, PACKET_BYTES_MAX);
    srtp_err_status_t status =
        is_rtcp ? srtp_unprotect_rtcp_mki(context->session, packet, &length, context->has_identifiers)
                : srtp_unprotect_mki(context->session, packet, &length, context->has_identifiers);
    answer(status, packet, length);
}

int main(void)
{
    static char line[LINE_BYTES_MAX];
    if (srtp_init() != srtp_err_status_ok)
        give_up("libsrtp does not start");
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *end = strchr(line, '\n');
        if (end == NULL)
            give_up("a line too long");
        *end = '\0';
        const char *command = strtok(line, " ");
        if (command != NULL && strcmp(command, "context") == 0)
            make_context();
        else if (command != NULL && strcmp(command, "protect") == 0)
            protect();
        else if (command != NULL && strcmp(command, "open") == 0)
            open_packet();
        else
            give_up("no such command");
        fflush(stdout);
    }
    while (contexts_made > 0)
        srtp_dealloc(contexts[--contexts_made].session);
    return srtp_shutdown() == srtp_err_status_ok ? 0 : 1;
}
