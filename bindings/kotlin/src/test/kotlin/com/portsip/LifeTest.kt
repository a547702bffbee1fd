package com.portsip

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Beginning and end of objects, and what goes wrong in between. */
class LifeTest : Phones() {
    private val dtmf = eventNumber("onRecvDtmfTone")

    @Test
    fun version() {
        assertTrue(Regex("""\d+\.\d+\.\d+""").matches(PortSIPLib().getVersion()))
    }

    @Test
    fun `methods before the beginning and after the end`() {
        val phone = phone()
        assertRefuses(phone)
        phone.start()
        assertEquals(0, phone.setMicVolume(100))
        assertEquals(100, phone.getMicVolume())
        phone.close()
        assertRefuses(phone)
        phone.close()
        phone.unInitialize()
        phone.releaseCallbackHandlers()
    }

    private fun assertRefuses(phone: PortSIPLib) {
        val none = PortSIP_Errors.ECoreSDKObjectNull
        assertEquals(none, phone.getMicVolume())
        assertEquals(none, phone.call("sip:bob@127.0.0.1", true, false))
        assertEquals(none, phone.setUser("a", "", "", "", "", "", 0, "", 0, "", 0))
        assertEquals(none, phone.sendPcmStreamToRemote(1, ByteArray(320)))
        assertEquals(none, phone.getRecordingDeviceName(0, StringBuilder(), 256))
        assertEquals(none, phone.enableAudioStreamCallback(1, true, DIRECTION_MODE.DIRECTION_SEND) { _, _, _, _ -> })
        assertTrue(phone.isAudioCodecEmpty())
        phone.removeUser()
        phone.muteMicrophone(true)
    }

    @Test
    fun `a second beginning`() {
        val phone = phone().start()
        assertEquals(PortSIP_Errors.ECoreAlreadyInitialized, phone.again())
        phone.unInitialize()
        assertEquals(0, phone.again())
        assertEquals(0, phone.setUser("alice", null, null, null, null, null, 0, null, 0, null, 0))
    }

    private fun PortSIPLib.again(): Int = initialize(
        TRANSPORT_TYPE.TRANSPORT_UDP,
        "127.0.0.1",
        0,
        PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE,
        null,
        1,
        null,
        1,
        1,
        null,
        null,
        false,
    )

    @Test
    fun `beginnings that fail`() {
        val level = PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE
        fun begin(transport: TRANSPORT_TYPE, ip: String?, port: Int): Int =
            phone().initialize(transport, ip, port, level, null, 1, null, 1, 1, null, null, false)
        assertEquals(PortSIP_Errors.ECorePortOutOfRange, begin(TRANSPORT_TYPE.TRANSPORT_UDP, "127.0.0.1", 70000))
        assertEquals(PortSIP_Errors.ECoreArgumentNull, begin(TRANSPORT_TYPE.TRANSPORT_UDP, null, 0))
        assertEquals(PortSIP_Errors.ECoreUnsupportTransport, begin(TRANSPORT_TYPE.TRANSPORT_PERS, "127.0.0.1", 0))
    }

    @Test
    fun `handlers released while the object runs`() {
        val heard = Witness()
        val phone = phone(heard).start()
        phone.releaseCallbackHandlers()
        assertEquals(0, phone.raise(dtmf))
        heard.await("onRecvDtmfTone")
        phone.unInitialize()
    }

    @Test
    fun `methods inside an event`() {
        val results = LinkedBlockingQueue<List<Int>>()
        lateinit var phone: PortSIPLib
        val listener = object : SIPCallbackEvents {
            override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
                val session = phone.call(phone.address("nobody"), true, false)
                results.add(listOf(phone.setMicVolume(7), phone.getMicVolume(), phone.hangUp(session)))
            }
        }
        phone = phone(listener).start()
        assertEquals(0, phone.raise(dtmf))
        assertEquals(listOf(0, 7, 0), results.poll(BOUND_S, TimeUnit.SECONDS))
    }

    @Test
    fun `the end inside an event`() {
        val ended = CountDownLatch(1)
        val came = AtomicInteger()
        lateinit var phone: PortSIPLib
        val listener = object : SIPCallbackEvents {
            override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
                came.incrementAndGet()
                phone.close()
                assertEquals(PortSIP_Errors.ECoreSDKObjectNull, phone.getMicVolume())
                ended.countDown()
            }
        }
        phone = phone(listener).start()
        assertEquals(0, phone.raise(dtmf, 100))
        assertTrue(ended.await(BOUND_S, TimeUnit.SECONDS))
        // The object can begin again, on the same thread or another, and hears nothing of its former life.
        phone.listener = object : SIPCallbackEvents {
            override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
                came.incrementAndGet()
            }
        }
        phone.start()
        assertEquals(0, phone.raise(dtmf))
        eventually("the second life's event") { came.get() == 2 }
    }

    @Test
    fun `the end while events fly`() {
        repeat(20) {
            val came = AtomicInteger()
            val phone = phone(
                object : SIPCallbackEvents {
                    override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
                        came.incrementAndGet()
                    }
                },
            ).start()
            assertEquals(0, phone.raise(dtmf, 1000))
            eventually("the first event") { came.get() > 0 }
            phone.close()
            val atTheEnd = came.get()
            repeat(1000) { Thread.yield() }
            assertEquals(atTheEnd, came.get(), "events after the end")
        }
    }

    @Test
    fun `a listener that throws`() {
        val reported = LinkedBlockingQueue<Throwable>()
        val calm = LinkedBlockingQueue<Int>()
        val angry = AtomicBoolean(true)
        val phone = phone(
            object : SIPCallbackEvents {
                override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
                    if (angry.get()) throw IllegalStateException("on purpose")
                    calm.add(sessionId)
                }
            },
        ).start()
        // The hook throws, too: that is printed.
        val printed = AtomicInteger()
        phone.listenerFailed = {
            reported.add(it)
            throw object : IllegalStateException() {
                override fun printStackTrace() {
                    printed.incrementAndGet()
                }
            }
        }
        assertEquals(0, phone.raise(dtmf, 2))
        repeat(2) { assertEquals("on purpose", reported.poll(BOUND_S, TimeUnit.SECONDS)?.message) }
        eventually("printed") { printed.get() == 2 }
        angry.set(false)
        assertEquals(0, phone.raise(dtmf))
        assertEquals(1000 * (dtmf + 1), calm.poll(BOUND_S, TimeUnit.SECONDS))
    }

    @Test
    fun `another listener during events`() {
        val first = Witness()
        val second = Witness()
        val phone = phone(first).start()
        val total = 2000
        assertEquals(0, phone.raise(dtmf, total / 2))
        first.await("onRecvDtmfTone")
        phone.listener = second
        assertEquals(0, phone.raise(dtmf, total / 2))
        second.await("onRecvDtmfTone", total / 2)
        eventually("every event") { first.all().size + second.all().size == total }
        phone.listener = null
        assertEquals(0, phone.raise(dtmf))
        phone.close()
        assertEquals(total, first.all().size + second.all().size)
    }

    @Test
    fun `several threads and two objects`() {
        val phones = List(2) { phone().start("user$it") }
        assertNotEquals(phones[0].getLocalSIPPort(), phones[1].getLocalSIPPort())
        assertEquals(listOf(0, 0), phones.map { it.enableAudioRed(1) })
        assertEquals(0, phones[0].enableInbandDtmfDetection(false))
        val wrong = AtomicInteger()
        List(8) { number ->
            thread {
                val phone = phones[number % 2]
                repeat(500) {
                    if (phone.setMicVolume(number % 2) != 0 || phone.getMicVolume() != number % 2) wrong.incrementAndGet()
                }
            }
        }.forEach { it.join() }
        assertEquals(0, wrong.get())
    }

    @Test
    fun `the end on one thread, methods on others`() {
        repeat(10) {
            val phone = phone(Witness()).start()
            val stop = CountDownLatch(1)
            val results = ConcurrentHashMap.newKeySet<Int>()
            val others = List(4) {
                thread {
                    while (stop.count > 0) results.add(phone.getSpeakerVolume())
                }
            }
            assertEquals(0, phone.raise(dtmf, 100))
            val ends = List(2) { thread { phone.close() } }
            ends.forEach { it.join() }
            stop.countDown()
            others.forEach { it.join() }
            assertEquals(emptySet<Int>(), results - expected, "results")
            assertEquals(PortSIP_Errors.ECoreSDKObjectNull, phone.getSpeakerVolume())
        }
    }

    private val expected = setOf(255, PortSIP_Errors.ECoreSDKObjectNull, PortSIP_Errors.ECoreNotInitialized)

    @Test
    fun `event threads are daemons with a name`() {
        val seen = LinkedBlockingQueue<Thread>()
        val phone = phone(
            object : SIPCallbackEvents {
                override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
                    seen.add(Thread.currentThread())
                }
            },
        ).start()
        assertEquals(0, phone.raise(dtmf, 2))
        val first = checkNotNull(seen.poll(BOUND_S, TimeUnit.SECONDS))
        assertEquals("PortSIP events", first.name)
        assertTrue(first.isDaemon)
        assertTrue(first === seen.poll(BOUND_S, TimeUnit.SECONDS), "attached once")
        phone.close()
        eventually("the thread has left") { !first.isAlive }
        assertFalse(first.isAlive)
    }
}
