/** What the native layer shares: conversions between Kotlin and C, and the threads of the library. */
package com.portsip

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.IntegerType
import com.sun.jna.Library
import com.sun.jna.Native
import com.sun.jna.NativeLibrary
import com.sun.jna.Pointer

/** `size_t`. */
internal class SizeT(value: Long) : IntegerType(Native.SIZE_T_SIZE, value, true) {
    /** Zero; what JNA begins with. */
    constructor() : this(0)

    override fun toByte(): Byte = toInt().toByte()

    override fun toShort(): Short = toInt().toShort()
}

/** Binds the `external` functions of a class to the library. */
internal fun mapDirectly(mapped: Class<*>) {
    val options = mapOf(Library.OPTION_STRING_ENCODING to "UTF-8")
    Native.register(mapped, NativeLibrary.getInstance("portsip_sdk", options))
}

internal fun Boolean.toByte(): Byte = if (this) 1 else 0

internal fun Byte.isTrue(): Boolean = this != 0.toByte()

/** A window or another native object by its number; none for 0. */
internal fun pointerOf(number: Long): Pointer? = if (number == 0L) null else Pointer(number)

/** A buffer that C fills with a text. */
internal fun textBuffer(size: Int): ByteArray = ByteArray(maxOf(size, 0))

/** Takes the place of what was in the builder. */
internal fun StringBuilder.receive(buffer: ByteArray) {
    val end = buffer.indexOf(0)
    setLength(0)
    append(String(buffer, 0, if (end < 0) buffer.size else end, Charsets.UTF_8))
}

internal fun bytesAt(data: Pointer?, length: Int): ByteArray =
    if (data == null || length <= 0) ByteArray(0) else data.getByteArray(0, length)

internal fun bytesAt(data: Pointer?, length: SizeT): ByteArray = bytesAt(data, length.toInt())

internal fun messageAt(data: Pointer?, length: SizeT): SipMessage = SipMessage(bytesAt(data, length))

/** Tells the listener of the object that the context names. Nothing that it throws gets back into C. */
internal inline fun deliver(context: Pointer?, event: SIPCallbackEvents.() -> Unit) {
    val lib = PortSIPLib.of(context) ?: return
    try {
        lib.awaitStart()
        lib.listener?.event()
    } catch (failure: Throwable) {
        lib.report(failure)
    }
}

/** The handler, to be called on the library's event threads. */
internal fun <T : Callback> onEventThread(handler: T): T =
    handler.also { Native.setCallbackThreadInitializer(it, events) }

/** The handler, to be called on the library's media threads. */
internal fun <T : Callback> onMediaThread(handler: T): T =
    handler.also { Native.setCallbackThreadInitializer(it, media) }

// Daemons, so that none keeps the program from ending; attached until they end, so that each is attached once.
private val events = CallbackThreadInitializer(true, false, "PortSIP events")
private val media = CallbackThreadInitializer(true, false, "PortSIP media")
