/*
 * Raw sound into and out of calls, and keys in it. One object calls itself, with a codec of each
 * sample rate, gives a tone at every usual rate, and looks whether it is the same tone at both taps.
 * In a call without telephone events keys are found in the sound, while that is wanted.
 */
#include "portsip_sdk.h"

#include "platform.h"
#include "log.h"

/* So many crossings of zero has a frame of 10 ms. */
#define TONE_HZ 1000
#define CROSSINGS (2 * TONE_HZ / 100)
/* So many frames with the tone are wanted at each tap. */
#define FRAMES 30
#define RATE_MAX 48000

static struct log log_ = LOG_EMPTY;

/* What a tap has seen; the media thread alone writes it. */
struct seen {
    int32_t direction;
    int32_t rate_hz;
    int frames, in_a_row;
};

/* A pair for each tone: a tap that was running when it was turned off may still finish. */
static struct seen seen_[32][2];
static int tones;

static int32_t incoming(int32_t session, const char *caller_name, const char *caller,
                        const char *callee_name, const char *callee, const char *audio,
                        const char *video, bool has_audio, bool has_video, const char *message)
{
    (void)caller_name, (void)caller, (void)callee_name, (void)callee, (void)audio, (void)video;
    (void)has_audio, (void)has_video, (void)message;
    note(&log_, "incoming", session, 0, NULL);
    return 0;
}

static int32_t connected(int32_t session)
{
    note(&log_, "connected", session, 0, NULL);
    return 0;
}

static int32_t closed(int32_t session)
{
    note(&log_, "closed", session, 0, NULL);
    return 0;
}

static int32_t key(int32_t session, int32_t tone)
{
    note(&log_, "key", session, tone, NULL);
    return 0;
}

/* Whether a frame is nothing but the tone. */
static bool is_tone(const uint8_t *data, int32_t length)
{
    int crossings = 0, peak = 0, at;
    int16_t before = 0, now;
    for (at = 0; at < length; at += 2) {
        memcpy(&now, data + at, 2);
        crossings += at > 0 && (before < 0) != (now < 0);
        peak = abs(now) > peak ? abs(now) : peak;
        before = now;
    }
    return peak > 4000 && crossings >= CROSSINGS - 1 && crossings <= CROSSINGS + 1;
}

static int32_t tap(void *object, int32_t session, int32_t direction, const uint8_t *data,
                   int32_t length, int32_t rate_hz)
{
    struct seen *seen = object;
    CHECK(direction == seen->direction && rate_hz == seen->rate_hz && length == rate_hz / 100 * 2);
    seen->in_a_row = is_tone(data, length) ? seen->in_a_row + 1 : 0;
    if (seen->in_a_row == FRAMES) {
        note(&log_, direction == DIRECTION_SEND ? "tone sent" : "tone received", session, rate_hz, NULL);
    }
    /* Each second frame asks for 20 ms more. */
    if (direction == DIRECTION_SEND && ++seen->frames % 2 == 0) {
        note(&log_, "more", session, 0, NULL);
    }
    return 0;
}

/* A triangle, in whole numbers: 20 ms from a sample on. */
static void give(void *sdk, int32_t session, int32_t rate_hz, int64_t first)
{
    int16_t samples[RATE_MAX / 50];
    int32_t at, count = rate_hz / 50;
    for (at = 0; at < count; at++) {
        /* A period is 4000 steps. */
        int32_t phase = (int32_t)((first + at) * TONE_HZ % rate_hz * 4000 / rate_hz);
        int32_t height = phase < 1000 ? phase : phase < 3000 ? 2000 - phase : phase - 4000;
        samples[at] = (int16_t)(height * 12);
    }
    CHECK_CODE(PortSIP_sendPcmStreamToRemote(sdk, session, (const uint8_t *)samples, count * 2), 0);
}

/* Calls itself with one codec; both ends. */
static void call(void *sdk, int32_t codec, const char *callee, int calls, int32_t ends[2])
{
    PortSIP_clearAudioCodec(sdk);
    CHECK_CODE(PortSIP_addAudioCodec(sdk, codec), 0);
    ends[0] = PortSIP_call(sdk, callee, true, false);
    CHECK(ends[0] > 0);
    ends[1] = wait_for(&log_, "incoming", calls).session;
    CHECK_CODE(PortSIP_answerCall(sdk, ends[1], false), 0);
    wait_for(&log_, "connected", 2 * calls);
}

/* Sends the tone at a rate until it was seen at both taps of the call. */
static void send_tone(void *sdk, const int32_t ends[2], int32_t codec_hz, int32_t rate_hz)
{
    struct seen *sent = &seen_[tones][0], *received = &seen_[tones][1];
    int more = count_of(&log_, "more");
    /* A gap makes two of one. */
    int heard = count_of(&log_, "tone received") + 1, said = count_of(&log_, "tone sent") + 1;
    int64_t first = 0;
    CHECK(++tones < (int)(sizeof seen_ / sizeof *seen_));
    sent->direction = DIRECTION_SEND;
    received->direction = DIRECTION_RECV;
    sent->rate_hz = received->rate_hz = codec_hz;
    CHECK_CODE(PortSIP_enableSendPcmStreamToRemote(sdk, ends[0], true, rate_hz), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(sdk, ends[1], true, DIRECTION_RECV, received, tap), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(sdk, ends[0], true, DIRECTION_SEND, sent, tap), 0);
    /* Some in advance, against gaps. */
    for (; first < rate_hz / 25; first += rate_hz / 50) {
        give(sdk, ends[0], rate_hz, first);
    }
    while (count_of(&log_, "tone received") < heard || count_of(&log_, "tone sent") < said) {
        CHECK(wait_for(&log_, "more", ++more).session == ends[0]);
        give(sdk, ends[0], rate_hz, first);
        first += rate_hz / 50;
    }
    CHECK(wait_for(&log_, "tone sent", said).value == codec_hz);
    CHECK(wait_for(&log_, "tone received", heard).value == codec_hz);
    CHECK_CODE(PortSIP_enableSendPcmStreamToRemote(sdk, ends[0], false, 0), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(sdk, ends[0], false, DIRECTION_NONE, NULL, NULL), 0);
    CHECK_CODE(PortSIP_enableAudioStreamCallback(sdk, ends[1], false, DIRECTION_NONE, NULL, NULL), 0);
}

int main(void)
{
    static const int32_t codecs[][2] = {
        { AUDIOCODEC_PCMU, 8000 }, { AUDIOCODEC_G722, 16000 }, { AUDIOCODEC_OPUS, 48000 }
    };
    static const int32_t rates_hz[] = { 8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000 };
    void *dispatcher = PSCallback_createCallbackDispatcher(), *sdk;
    int32_t code = 1, ends[2];
    char callee[64];
    size_t codec, rate;

    PSCallback_setInviteIncomingHandler(dispatcher, incoming);
    PSCallback_setInviteConnectedHandler(dispatcher, connected);
    PSCallback_setInviteClosedHandler(dispatcher, closed);
    PSCallback_setRecvDtmfToneHandler(dispatcher, key);
    sdk = PortSIP_initialize(dispatcher, TRANSPORT_UDP, "127.0.0.1", 0, PORTSIP_LOG_NONE, NULL, 2,
                             NULL, 1, 1, NULL, NULL, false, &code);
    CHECK(sdk != NULL && code == 0);
    CHECK_CODE(PortSIP_setUser(sdk, "me", NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0), 0);
    snprintf(callee, sizeof callee, "sip:me@127.0.0.1:%d", (int)PortSIPX_getLocalSIPPort(sdk));
    for (codec = 0; codec < sizeof codecs / sizeof *codecs; codec++) {
        call(sdk, codecs[codec][0], callee, (int)codec + 1, ends);
        for (rate = 0; rate < sizeof rates_hz / sizeof *rates_hz; rate++) {
            send_tone(sdk, ends, codecs[codec][1], rates_hz[rate]);
        }
        if (codecs[codec][0] == AUDIOCODEC_PCMU) {
            /* Keys travel in the sound, for telephone events were not added. */
            CHECK_CODE(PortSIP_sendDtmf(sdk, ends[0], DTMF_RFC2833, 5, 160, false), 0);
            CHECK(wait_for(&log_, "key", 1).value == 5);
            /* What is sent behind a key that nobody looks for is found, and the key is not. */
            CHECK_CODE(PortSIPX_enableInbandDtmfDetection(sdk, false), 0);
            CHECK_CODE(PortSIP_sendDtmf(sdk, ends[0], DTMF_RFC2833, 6, 160, false), 0);
            send_tone(sdk, ends, 8000, 8000);
            CHECK_CODE(PortSIPX_enableInbandDtmfDetection(sdk, true), 0);
            CHECK_CODE(PortSIP_sendDtmf(sdk, ends[0], DTMF_RFC2833, 7, 160, false), 0);
            CHECK(wait_for(&log_, "key", 2).value == 7);
        }
        CHECK_CODE(PortSIP_hangUp(sdk, ends[0]), 0);
        wait_for(&log_, "closed", (int)codec + 1);
    }
    PortSIP_unInitialize(sdk);
    PSCallback_releaseCallbackDispatcher(dispatcher);
    puts("streams: ok");
    return 0;
}
