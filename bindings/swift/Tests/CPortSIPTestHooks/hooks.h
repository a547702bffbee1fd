/* What a library built with test hooks has besides its interface. */
#include <stdint.h>

/* Queues event number `event` (its place in the table of handlers) `times` times. */
int32_t PortSIPXTest_raise(void *libSDK, int32_t event, int32_t times);
