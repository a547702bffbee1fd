/*
 * The published entry points as a program declares them that has never seen
 * our header: numbers and booleans of four bytes, everything else a pointer.
 * They are looked up by name in the library, and all of spec/abi with them.
 */
#ifndef PUBLISHED_H
#define PUBLISHED_H

#include "platform.h"

#define NAME_MAX_BYTES 128
#define OBJECT_NULL (-60002)

#define ENTRY_POINTS(X)                                                                           \
    X(void *, PSCallback_createCallbackDispatcher, (void))                                        \
    X(void, PSCallback_releaseCallbackDispatcher, (void *))                                       \
    X(void, PortSIP_delCallbackParameters, (void *))                                              \
    X(void *, PortSIP_initialize, (void *, int, const char *, int, int, const char *, int,        \
                                   const char *, int, int, const char *, const char *, int, int *)) \
    X(void, PortSIP_unInitialize, (void *))                                                       \
    X(int, PortSIP_setLicenseKey, (void *, const char *))                                         \
    X(int, PortSIP_getNICNums, (void))                                                            \
    X(int, PortSIP_getLocalIpAddress, (int, char *, int))                                         \
    X(int, PortSIP_setUser, (void *, const char *, const char *, const char *, const char *,      \
                             const char *, const char *, int, const char *, int, const char *, int)) \
    X(void, PortSIP_removeUser, (void *))                                                         \
    X(int, PortSIP_setDisplayName, (void *, const char *))                                        \
    X(int, PortSIP_registerServer, (void *, int, int))                                            \
    X(int, PortSIP_unRegisterServer, (void *, int))                                               \
    X(char *, PortSIP_getVersion, (void))                                                         \
    X(void, PortSIP_enableCallbackSignaling, (void *, int, int))                                  \
    X(int, PortSIP_addAudioCodec, (void *, int))                                                  \
    X(int, PortSIP_isAudioCodecEmpty, (void *))                                                   \
    X(int, PortSIP_setAudioCodecPayloadType, (void *, int, int))                                  \
    X(void, PortSIP_clearAudioCodec, (void *))                                                    \
    X(int, PortSIP_setAudioCodecParameter, (void *, int, const char *))                           \
    X(int, PortSIP_setRtpPortRange, (void *, int, int))                                           \
    X(int, PortSIP_getSipMessageHeaderValue, (void *, const char *, const char *, char *, int))   \
    X(int, PortSIP_addSipMessageHeader, (void *, int, const char *, int, const char *, const char *)) \
    X(int, PortSIP_setAudioSamples, (void *, int, int))                                           \
    X(int, PortSIP_setAudioDeviceId, (void *, int, int))                                          \
    X(void, PortSIP_muteMicrophone, (void *, int))                                                \
    X(void, PortSIP_muteSpeaker, (void *, int))                                                   \
    X(void, PortSIP_enableVAD, (void *, int))                                                     \
    X(void, PortSIP_enableCNG, (void *, int))                                                     \
    X(void, PortSIP_enableAEC, (void *, int))                                                     \
    X(void, PortSIP_enableAGC, (void *, int))                                                     \
    X(void, PortSIP_enableANS, (void *, int))                                                     \
    X(void, PortSIP_setChannelOutputVolumeScaling, (void *, int, int))                            \
    X(void, PortSIP_setChannelInputVolumeScaling, (void *, int, int))                             \
    X(int, PortSIP_setAudioBitrate, (void *, int, int, int))                                      \
    X(int, PortSIP_call, (void *, const char *, int, int))                                        \
    X(int, PortSIP_rejectCall, (void *, int, int))                                                \
    X(int, PortSIP_hangUp, (void *, int))                                                         \
    X(int, PortSIP_answerCall, (void *, int, int))                                                \
    X(int, PortSIP_hold, (void *, int))                                                           \
    X(int, PortSIP_unHold, (void *, int))                                                         \
    X(int, PortSIP_muteSession, (void *, int, int, int, int, int))                                \
    X(int, PortSIP_sendDtmf, (void *, int, int, int, int, int))                                   \
    X(int, PortSIP_enableSendPcmStreamToRemote, (void *, int, int, int))                          \
    X(int, PortSIP_sendPcmStreamToRemote, (void *, int, const unsigned char *, int))              \
    X(int, PortSIP_enableAudioStreamCallback, (void *, int, int, int, void *, void *))            \
    X(int, PortSIP_startRecord, (void *, int, const char *, const char *, int, int, int, int, int)) \
    X(int, PortSIP_stopRecord, (void *, int))                                                     \
    X(int, PortSIP_startPlayingFileToRemote, (void *, int, const char *, int, int))               \
    X(int, PortSIP_stopPlayingFileToRemote, (void *, int))                                        \
    X(int, PortSIP_getStatistics, (void *, int))                                                  \
    X(int, PortSIP_getNumOfRecordingDevices, (void *))                                            \
    X(int, PortSIP_getNumOfPlayoutDevices, (void *))                                              \
    X(int, PortSIP_getRecordingDeviceName, (void *, int, char *, int))                            \
    X(int, PortSIP_getPlayoutDeviceName, (void *, int, char *, int))                              \
    X(int, PortSIP_setSpeakerVolume, (void *, int))                                               \
    X(int, PortSIP_getSpeakerVolume, (void *))                                                    \
    X(int, PortSIP_setMicVolume, (void *, int))                                                   \
    X(int, PortSIP_getMicVolume, (void *))

#define DECLARE(returns, name, parameters) static returns(*name) parameters;
ENTRY_POINTS(DECLARE)

static void *library;

/* A function by its name, as loaders of every language look it up. */
static inline void look_up(const char *name, void *function)
{
    void *symbol = find_symbol(library, name);
    if (symbol == NULL) {
        fprintf(stderr, "%s is not there\n", name);
        exit(1);
    }
    memcpy(function, &symbol, sizeof symbol);
}

static inline void load_library(void)
{
    library = open_library();
    CHECK(library != NULL);
#define LOOK_UP(returns, name, parameters) look_up(#name, &name);
    ENTRY_POINTS(LOOK_UP)
}

/* The next row of a table of spec/abi, split at its tabs. */
static inline int next_row(FILE *table, char *line, size_t size, char *cells[3])
{
    int count;
    if (fgets(line, (int)size, table) == NULL) {
        return 0;
    }
    line[strcspn(line, "\n")] = '\0';
    for (count = 0; count < 3; count++) {
        cells[count] = line;
        line += strcspn(line, "\t");
        if (*line != '\0') {
            *line++ = '\0';
        }
    }
    return 1;
}

/* Whether docs/missing.md names it among the functions that are not there. */
static inline int documented_missing(const char *name)
{
    char word[NAME_MAX_BYTES];
    int inside = 0, found = 0;
    FILE *docs = fopen("docs/missing.md", "r");
    CHECK(docs != NULL);
    while (fscanf(docs, "%127s", word) == 1) {
        if (strcmp(word, "```missing") == 0) {
            inside = 1;
        } else if (strcmp(word, "```") == 0) {
            inside = 0;
        } else if (inside && strcmp(word, name) == 0) {
            found = 1;
        }
    }
    fclose(docs);
    return found;
}

/* What is there runs with no object and nothing else; what is not, the docs name. */
static inline void check_entry_point(char *cells[3], int *there, int *missing)
{
    const char *name = cells[0] + strlen("PortSIP_");
    void *symbol = find_symbol(library, cells[0]);
    int (*run)(void *, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t,
               intptr_t, intptr_t, intptr_t);
    int code;
    if (symbol == NULL) {
        CHECK(strncmp(cells[0], "PortSIP_", 8) == 0);
        printf("%s%s", *missing == 0 ? "not in this version:" : "", *missing % 6 == 0 ? "\n  " : " ");
        printf("%s", name);
        if (!documented_missing(name)) {
            fprintf(stderr, "\n%s is not in the library, and docs/missing.md does not say so\n", name);
            exit(1);
        }
        ++*missing;
        return;
    }
    ++*there;
    if (documented_missing(name)) {
        fprintf(stderr, "\n%s is in the library, and docs/missing.md says it is not\n", name);
        exit(1);
    }
    if (strncmp(cells[2], "void* libSDK", 12) != 0) {
        return;
    }
    memcpy(&run, &symbol, sizeof symbol);
    code = run(NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    if (strcmp(cells[1], "int32_t") == 0 && code != OBJECT_NULL) {
        fprintf(stderr, "\n%s without an object returned %d\n", name, code);
        exit(1);
    }
}

static inline void check_entry_points(void)
{
    char line[1024], *cells[3];
    int there = 0, missing = 0;
    FILE *table = fopen("spec/abi/functions.tsv", "r");
    CHECK(table != NULL && next_row(table, line, sizeof line, cells));
    while (next_row(table, line, sizeof line, cells)) {
        check_entry_point(cells, &there, &missing);
    }
    fclose(table);
    printf("\n%d of %d entry points are there\n", there, there + missing);
}

/* Sets every handler that there is, as wrappers do when they begin. */
static inline int set_all_handlers(void *dispatcher, void *handler)
{
    char line[1024], *cells[3];
    void (*set)(void *, void *);
    int count = 0;
    FILE *table = fopen("spec/abi/functions.tsv", "r");
    CHECK(table != NULL);
    while (next_row(table, line, sizeof line, cells)) {
        if (strncmp(cells[0], "PSCallback_se", 13) == 0) {
            look_up(cells[0], &set);
            set(dispatcher, handler);
            count++;
        }
    }
    fclose(table);
    return count;
}

#endif
