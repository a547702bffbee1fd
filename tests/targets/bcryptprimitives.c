/*
 * Stands in for a library of Windows 10 that the wine of Debian 12 has not:
 * random bytes, which Rust's standard library takes from there.
 */
#include <windows.h>

#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
