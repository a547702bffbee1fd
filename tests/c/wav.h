/* A short sound in a file. Used by the programs beside it. */
#ifndef WAV_H
#define WAV_H

#include "log.h"

#define RATE_HZ 8000
#define SAMPLES (RATE_HZ / 2)

static inline void put(FILE *file, uint32_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8) {
        CHECK(fputc((int)(value & 0xFF), file) != EOF);
    }
}

/* Half a second of a square wave, 16-bit mono. */
static inline void write_wav(const char *path)
{
    FILE *file = fopen(path, "wb");
    int index;
    CHECK(file != NULL);
    CHECK(fwrite("RIFF", 4, 1, file) == 1);
    put(file, 36 + 2 * SAMPLES, 4);
    CHECK(fwrite("WAVEfmt ", 8, 1, file) == 1);
    put(file, 16, 4);
    put(file, 1, 2);
    put(file, 1, 2);
    put(file, RATE_HZ, 4);
    put(file, 2 * RATE_HZ, 4);
    put(file, 2, 2);
    put(file, 16, 2);
    CHECK(fwrite("data", 4, 1, file) == 1);
    put(file, 2 * SAMPLES, 4);
    for (index = 0; index < SAMPLES; index++) {
        put(file, index / 8 % 2 == 0 ? 8000 : 0x10000 - 8000, 2);
    }
    CHECK(fclose(file) == 0);
}

#endif
