/* What handlers were told, and waiting for it. Used by the programs beside it. */
#ifndef LOG_H
#define LOG_H

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How long anything may take before a program fails. */
#define LIMIT_S 60
#define ENTRIES_MAX 4096
#define TEXT_MAX 2048

struct entry {
    const char *event;
    int session;
    int value;
    char text[TEXT_MAX];
};

struct log {
    pthread_mutex_t mutex;
    pthread_cond_t came;
    int count;
    struct entry entries[ENTRIES_MAX];
};

#define LOG_EMPTY { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, { { 0, 0, 0, { 0 } } } }

#define CHECK(condition)                                                           \
    do {                                                                           \
        if (!(condition)) {                                                        \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                               \
        }                                                                          \
    } while (0)

#define CHECK_CODE(call, code)                                                       \
    do {                                                                             \
        int32_t returned_ = (call);                                                  \
        if (returned_ != (code)) {                                                   \
            fprintf(stderr, "%s:%d: %s returned %d, not %d\n", __FILE__, __LINE__, #call, \
                    (int)returned_, (int)(code));                                    \
            exit(1);                                                                 \
        }                                                                            \
    } while (0)

/* Notes an event. `text` may be NULL. */
static inline void note(struct log *log, const char *event, int session, int value, const char *text)
{
    struct entry *entry;
    pthread_mutex_lock(&log->mutex);
    CHECK(log->count < ENTRIES_MAX);
    entry = &log->entries[log->count];
    entry->event = event;
    entry->session = session;
    entry->value = value;
    entry->text[0] = '\0';
    if (text != NULL) {
        strncpy(entry->text, text, TEXT_MAX - 1);
        entry->text[TEXT_MAX - 1] = '\0';
    }
    log->count++;
    pthread_cond_broadcast(&log->came);
    pthread_mutex_unlock(&log->mutex);
}

/* Waits for the `nth` (from 1) event of this name, and copies it. */
static inline struct entry wait_for(struct log *log, const char *event, int nth)
{
    struct timespec deadline;
    struct entry found;
    int index, seen;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += LIMIT_S;
    pthread_mutex_lock(&log->mutex);
    for (;;) {
        seen = 0;
        for (index = 0; index < log->count; index++) {
            if (strcmp(log->entries[index].event, event) == 0 && ++seen == nth) {
                found = log->entries[index];
                pthread_mutex_unlock(&log->mutex);
                return found;
            }
        }
        if (pthread_cond_timedwait(&log->came, &log->mutex, &deadline) != 0) {
            fprintf(stderr, "no %s number %d within %d s; there were:\n", event, nth, LIMIT_S);
            for (index = 0; index < log->count; index++) {
                fprintf(stderr, "  %s call %d value %d %s\n", log->entries[index].event,
                        log->entries[index].session, log->entries[index].value,
                        log->entries[index].text);
            }
            exit(1);
        }
    }
}

/* How many events of this name there were. */
static inline int count_of(struct log *log, const char *event)
{
    int index, seen = 0;
    pthread_mutex_lock(&log->mutex);
    for (index = 0; index < log->count; index++) {
        seen += strcmp(log->entries[index].event, event) == 0;
    }
    pthread_mutex_unlock(&log->mutex);
    return seen;
}

#endif
