/* The header of the library, where pkg-config says it is. */
#include <portsip_sdk.h>
