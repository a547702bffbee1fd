/* What the programs beside it need of the system, on POSIX and on Windows. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
/* The order is that of the system's headers. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>

#include <objbase.h>
#include <process.h>
#include <tlhelp32.h>
#else
#include <arpa/inet.h>
#include <dlfcn.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

#include "log.h"

/* Where the programs make folders; they run in the root of the project. */
#ifdef _WIN32
#define TEMPORARY_FOLDER "target/"
#else
#define TEMPORARY_FOLDER "/tmp/"
#endif

/* Gives back what `PortSIP_getVersion` returned. */
static inline void free_version(const char *version)
{
#ifdef _WIN32
    CoTaskMemFree((void *)(uintptr_t)version);
#else
    free((void *)(uintptr_t)version);
#endif
}

/* How many threads this program has; some may be about to end. */
static inline int threads(void)
{
    int count = 0;
#ifdef _WIN32
    THREADENTRY32 entry;
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    BOOL more;
    CHECK(all != INVALID_HANDLE_VALUE);
    entry.dwSize = sizeof entry;
    for (more = Thread32First(all, &entry); more; more = Thread32Next(all, &entry)) {
        count += entry.th32OwnerProcessID == GetCurrentProcessId();
    }
    CloseHandle(all);
#else
    DIR *tasks = opendir("/proc/self/task");
    CHECK(tasks != NULL);
    while (readdir(tasks) != NULL) {
        count++;
    }
    closedir(tasks);
    count -= 2; /* "." and ".." */
#endif
    return count;
}

/* Makes an empty folder; `path` begins with its name and ends in six X. */
static inline void make_folder(char *path)
{
#ifdef _WIN32
    int number = _getpid() % 1000000;
    snprintf(path + strlen(path) - 6, 7, "%06d", number);
    while (!CreateDirectoryA(path, NULL)) {
        CHECK(GetLastError() == ERROR_ALREADY_EXISTS);
        number = (number + 1) % 1000000;
        snprintf(path + strlen(path) - 6, 7, "%06d", number);
    }
#else
    CHECK(mkdtemp(path) != NULL);
#endif
}

/* Removes a folder and the files in it. */
static inline void remove_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    char path[512];
    CHECK(entries != NULL);
    while ((entry = readdir(entries)) != NULL) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        remove(path);
    }
    closedir(entries);
    CHECK(rmdir(folder) == 0);
}

/* The library, and a function in it, as programs find them that are not linked with it. */
static inline void *open_library(void)
{
#ifdef _WIN32
    return (void *)LoadLibraryA("portsip_sdk.dll");
#else
    return dlopen("libportsip_sdk.so", RTLD_NOW);
#endif
}

static inline void *find_symbol(void *library, const char *name)
{
#ifdef _WIN32
    return (void *)(uintptr_t)GetProcAddress((HMODULE)library, name);
#else
    return dlsym(library, name);
#endif
}

/* Must come before the first socket of the program's own. */
static inline void start_sockets(void)
{
#ifdef _WIN32
    WSADATA data;
    CHECK(WSAStartup(MAKEWORD(2, 2), &data) == 0);
#endif
}

static inline void close_socket(int descriptor)
{
#ifdef _WIN32
    closesocket((SOCKET)descriptor);
#else
    close(descriptor);
#endif
}

#endif
