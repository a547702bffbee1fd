/** Raises events by the test hook of the library, for [EveryEventTest]. */
package com.portsip

import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals

abstract class RaisedEvents {
    /** Raises an event, compares what the listener is told, and gives the value that the flow brings. */
    internal inline fun <reified T : SipEvent> raise(number: Int, method: String, expected: List<Any>): T {
        assertEquals(0, lib.raise(number))
        assertSame(listOf(method) + expected, next(told))
        assertEquals(0, sdk.lib.raise(number))
        val event = next(flowed)
        return event as T
    }

    fun assertSame(expected: List<Any>, actual: List<Any>) = assertEquals(expected.map(::comparable), actual.map(::comparable))

    fun message(text: String) = SipMessage(text.toByteArray())

    fun bytes(vararg values: Int) = ByteArray(values.size) { values[it].toByte() }

    internal fun <E> next(queue: LinkedBlockingQueue<E>): E =
        checkNotNull(queue.poll(BOUND_S, TimeUnit.SECONDS)) { "the event did not come" }

    private fun comparable(value: Any): Any = if (value is ByteArray) value.toList() else value

    internal companion object {
        val told = LinkedBlockingQueue<List<Any>>()
        val flowed = LinkedBlockingQueue<SipEvent>()

        val lib = PortSIPLib(
            object : RecordingListener() {
                override fun record(method: String, vararg arguments: Any) {
                    told.add(listOf<Any>(method) + arguments)
                }
            },
        ).start()

        val sdk = PortSipSdk().also { sdk ->
            sdk.lib.start()
            CoroutineScope(Dispatchers.Default).launch(start = CoroutineStart.UNDISPATCHED) {
                sdk.events.collect { flowed.add(it) }
            }
        }

        @JvmStatic
        @AfterAll
        fun end() {
            lib.close()
            sdk.close()
        }
    }
}
