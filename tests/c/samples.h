/* The values that sample events carry, and a count of the events that came. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "log.h"

#include <stdbool.h>

#define EVENTS_MAX 64
/* What the memory behind a text or a body may be overwritten with. */
#define SLACK(length) (2 * (length) + 64)

enum kind { PLAIN, TABLE };

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    int count[2][EVENTS_MAX];
    int all;
    /* The event before, to see that they come in order. */
    int last;
    bool out_of_order;
    /* Handlers wait while it is set. */
    bool held;
} arrivals = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, { { 0 }, { 0 } }, 0, 0, false, false };

static inline void came(enum kind kind, int event)
{
    pthread_mutex_lock(&arrivals.mutex);
    arrivals.out_of_order |= event < arrivals.last;
    arrivals.last = event;
    arrivals.count[kind][event]++;
    arrivals.all++;
    pthread_cond_broadcast(&arrivals.arrived);
    while (arrivals.held) {
        pthread_cond_wait(&arrivals.arrived, &arrivals.mutex);
    }
    pthread_mutex_unlock(&arrivals.mutex);
}

static inline void hold_handlers(bool held)
{
    pthread_mutex_lock(&arrivals.mutex);
    arrivals.held = held;
    pthread_cond_broadcast(&arrivals.arrived);
    pthread_mutex_unlock(&arrivals.mutex);
}

/* Waits until so many events have come in all. */
static inline void wait_for_arrivals(int all)
{
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += LIMIT_S;
    pthread_mutex_lock(&arrivals.mutex);
    while (arrivals.all < all) {
        if (pthread_cond_timedwait(&arrivals.arrived, &arrivals.mutex, &deadline) != 0) {
            fprintf(stderr, "%d of %d events within %d s\n", arrivals.all, all, LIMIT_S);
            exit(1);
        }
    }
    pthread_mutex_unlock(&arrivals.mutex);
}

static inline int arrived_of(enum kind kind, int event)
{
    int count;
    pthread_mutex_lock(&arrivals.mutex);
    count = arrivals.count[kind][event];
    pthread_mutex_unlock(&arrivals.mutex);
    return count;
}

static inline int all_arrived(void)
{
    int all;
    pthread_mutex_lock(&arrivals.mutex);
    all = arrivals.all;
    pthread_mutex_unlock(&arrivals.mutex);
    return all;
}

static inline void forget_arrivals(void)
{
    pthread_mutex_lock(&arrivals.mutex);
    memset(arrivals.count, 0, sizeof arrivals.count);
    arrivals.all = 0;
    arrivals.last = 0;
    arrivals.out_of_order = false;
    pthread_mutex_unlock(&arrivals.mutex);
}

static inline void expect(bool right, int event, const char *what)
{
    if (!right) {
        fprintf(stderr, "event %d: wrong %s\n", event, what);
        exit(1);
    }
}

static inline void expect_number(int event, int place, int32_t value)
{
    expect(value == 1000 * (event + 1) + place, event, "number");
}

static inline void expect_flag(int event, int place, bool value)
{
    expect(value == ((event + place) % 2 == 1), event, "boolean");
}

/* The text of a parameter: its name, the event, characters of one to four bytes. */
static inline int sample_text(char *buffer, size_t size, int event, const char *name)
{
    return snprintf(buffer, size, "%s %d \xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x93\x9e", name, event);
}

/* Reads a text as managed callers do, and writes over it and behind it. */
static inline void expect_text(int event, const char *name, const char *value)
{
    char sample[TEXT_MAX];
    size_t length = (size_t)sample_text(sample, sizeof sample, event, name);
    expect(strcmp(value, sample) == 0, event, name);
    memset((char *)(uintptr_t)value, 'x', length + 1 + SLACK(length));
}

static inline void expect_message(int event, const char *name, const uint8_t *value, size_t length)
{
    char sample[TEXT_MAX];
    size_t expected = (size_t)sample_text(sample, sizeof sample, event, name);
    expect(length == expected && memcmp(value, sample, length) == 0, event, name);
}

static inline void expect_bytes(int event, int place, const uint8_t *value, int32_t length)
{
    uint8_t sample[5] = { 0, 255, 0, 0, 'x' };
    sample[2] = (uint8_t)event;
    sample[3] = (uint8_t)place;
    expect(length == 5 && memcmp(value, sample, 5) == 0, event, "bytes");
    memset((uint8_t *)(uintptr_t)value, 'x', 5 + SLACK(5));
}

/* The program's context in the table of handlers. */
static char table_context;

static inline void expect_context(int event, void *context)
{
    expect(context == &table_context, event, "context");
}

#endif
