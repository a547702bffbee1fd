/** What the suspending functions throw. */
package com.portsip

/**
 * Something did not work.
 *
 * @property code an error code of [PortSIP_Errors] (below zero), or the code of a SIP response.
 */
class PortSipException(
    val code: Int,
    message: String = describe(code),
) : Exception(message) {
    private companion object {
        fun describe(code: Int): String = when (val name = PortSIP_Errors.nameOf(code)) {
            null -> "error $code"
            else -> "$name ($code): ${PortSIP_Errors.meaningOf(code)}"
        }
    }
}

/** This number, or a [PortSipException] where it is an error: `sdk.lib.hold(session).orThrow()`. */
fun Int.orThrow(): Int = if (this < 0) throw PortSipException(this) else this
