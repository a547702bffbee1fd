/** A SIP message as it was on the wire. */
package com.portsip

/** A SIP message of an event. */
class SipMessage(
    /** The exact bytes on the wire, which need not be a valid text. */
    val bytes: ByteArray,
) {
    /** The message as text; bytes that are no UTF-8 show as U+FFFD. */
    val text: String get() = String(bytes, Charsets.UTF_8)

    /** Whether there is no message. */
    fun isEmpty(): Boolean = bytes.isEmpty()

    override fun equals(other: Any?): Boolean = other is SipMessage && bytes.contentEquals(other.bytes)

    override fun hashCode(): Int = bytes.contentHashCode()

    /** The same as [text]. */
    override fun toString(): String = text
}
