/** What the tests share: phones on the loopback interface, and waiting for what should happen. */
package com.portsip

import com.sun.jna.Function
import com.sun.jna.NativeLibrary
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.fail

/** Far more than anything takes: who waits so long waits for nothing. */
const val BOUND_S = 60L

/** One event: the method's name and its arguments. */
data class Told(val method: String, val arguments: List<Any>)

/** Writes down what it is told, and lets tests wait for it. */
open class Witness : RecordingListener() {
    private val lock = ReentrantLock()
    private val changed = lock.newCondition()
    private val told = ArrayList<Told>()

    override fun record(method: String, vararg arguments: Any) = lock.withLock {
        told.add(Told(method, arguments.toList()))
        changed.signalAll()
    }

    /** All until now. */
    fun all(): List<Told> = lock.withLock { ArrayList(told) }

    /** Waits until as many events of a method have come, and gives the last of them. */
    fun await(method: String, times: Int = 1): List<Any> = lock.withLock {
        var left = TimeUnit.SECONDS.toNanos(BOUND_S)
        while (told.count { it.method == method } < times) {
            if (left <= 0) fail<Unit>("$times × $method did not come; there were ${told.map { it.method }}")
            left = changed.awaitNanos(left)
        }
        told.last { it.method == method }.arguments
    }
}

/** Waits until something holds. */
fun eventually(what: String, holds: () -> Boolean) {
    val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_S)
    while (!holds()) {
        if (System.nanoTime() > end) fail<Unit>("never: $what")
        Thread.onSpinWait()
        Thread.yield()
    }
}

/** Starts an object on a port of its own, with a user and the codecs PCMU and DTMF. */
fun PortSIPLib.start(user: String = "alice", displayName: String = ""): PortSIPLib {
    val result = initialize(
        TRANSPORT_TYPE.TRANSPORT_UDP,
        "127.0.0.1",
        0,
        PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE,
        null,
        10,
        null,
        1,
        1,
        null,
        null,
        false,
    )
    assertEquals(0, result, "initialize")
    assertEquals(0, setUser(user, displayName, "", "any", "127.0.0.1", "", 0, "", 0, "", 0), "setUser")
    assertEquals(0, addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_PCMU), "PCMU")
    assertEquals(0, addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_DTMF), "DTMF")
    return this
}

/** How others call this object. */
fun PortSIPLib.address(user: String = "alice"): String = "sip:$user@127.0.0.1:${getLocalSIPPort()}"

/** Who this object says that it is: its account has a domain. */
fun identity(user: String = "alice"): String = "sip:$user@127.0.0.1"

/** Has the library raise an event with sample values, on the object's event thread. */
fun PortSIPLib.raise(event: Int, times: Int = 1): Int =
    raiseHook.invokeInt(arrayOf(handle, event, times))

private val raiseHook: Function by lazy { NativeLibrary.getInstance("portsip_sdk").getFunction("PortSIPXTest_raise") }

/** The number of an event in the table, by the method's name. */
fun eventNumber(method: String): Int {
    val order = NativeHandlers::class.java.getAnnotation(com.sun.jna.Structure.FieldOrder::class.java).value
    return order.indexOf(method) - 2
}

/** Objects that are closed after the test. */
abstract class Phones {
    private val open = CopyOnWriteArrayList<AutoCloseable>()

    fun phone(listener: SIPCallbackEvents? = null): PortSIPLib = PortSIPLib(listener).also { open.add(it) }

    fun sdk(eventBuffer: Int = PortSipSdk.DEFAULT_EVENT_BUFFER): PortSipSdk =
        PortSipSdk(eventBuffer).also { open.add(it) }

    @org.junit.jupiter.api.AfterEach
    fun closeAll() = open.forEach { it.close() }
}
