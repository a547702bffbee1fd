package com.portsip

import java.net.DatagramPacket
import java.net.DatagramSocket
import java.net.InetAddress
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test

/** Events as a flow, and the functions that suspend. */
class FlowTest : Phones() {
    private val dtmf = eventNumber("onRecvDtmfTone")
    private val closed = eventNumber("onInviteClosed")

    private fun started(eventBuffer: Int = PortSipSdk.DEFAULT_EVENT_BUFFER, user: String = "alice"): PortSipSdk =
        sdk(eventBuffer).also { it.lib.start(user) }

    private fun bounded(block: suspend CoroutineScope.() -> Unit) = runBlocking(Dispatchers.Default) {
        withTimeout(1000 * BOUND_S, block)
    }

    private inline fun failing(block: () -> Unit): PortSipException {
        try {
            block()
        } catch (failure: PortSipException) {
            return failure
        }
        return fail("it worked")
    }

    @Test
    fun `every event in order, to each collector, however slow`() = bounded {
        val sdk = started(eventBuffer = 4)
        val total = 3000
        val numbers = List(total) { if (it % 3 == 0 || it % 7 == 0) closed else dtmf }
        val quick = async(start = CoroutineStart.UNDISPATCHED) { sdk.events.take(total).toList() }
        val slow = async(start = CoroutineStart.UNDISPATCHED) {
            sdk.events.take(total).map { it.also { Thread.yield() } }.toList()
        }
        launch { for (number in numbers) while (sdk.lib.raise(number) != 0) Thread.yield() }
        for (events in listOf(quick.await(), slow.await())) {
            val came = events.map { if (it is SipEvent.InviteClosed) closed else dtmf }
            assertEquals(-1, came.indices.firstOrNull { came[it] != numbers[it] } ?: -1, "the first out of order")
        }
    }

    @Test
    fun `the flow ends with the object`() = bounded {
        val sdk = started()
        val events = async(start = CoroutineStart.UNDISPATCHED) { sdk.events.toList() }
        val first = async(start = CoroutineStart.UNDISPATCHED) { sdk.events.first() }
        assertEquals(0, sdk.lib.raise(dtmf))
        first.await()
        sdk.close()
        assertEquals(1, events.await().size)
        assertTrue(sdk.events.toList().isEmpty())
    }

    @Test
    fun `the end inside a collector, while events wait for it`() = bounded {
        val sdk = started(eventBuffer = 1)
        val collector = launch(start = CoroutineStart.UNDISPATCHED) {
            sdk.events.take(1).collect {
                awaitFullBuffer()
                sdk.close()
            }
        }
        assertEquals(0, sdk.lib.raise(dtmf, 100))
        collector.join()
        assertEquals(PortSIP_Errors.ECoreSDKObjectNull, sdk.lib.getMicVolume())
    }

    /** Until an event thread waits for a collector. */
    private fun awaitFullBuffer() = eventually("an event thread waits") {
        Thread.getAllStackTraces().any { (thread, stack) ->
            thread.name == "PortSIP events" && thread.state != Thread.State.RUNNABLE &&
                stack.any { it.className == PortSipSdk::class.java.name && it.methodName == "hand" }
        }
    }

    @Test
    fun `the end of the functions inside a collector, and another beginning`() = bounded {
        val sdk = started(eventBuffer = 1)
        val ended = CompletableDeferred<Unit>()
        val again = CompletableDeferred<SipEvent>()
        val collector = launch(start = CoroutineStart.UNDISPATCHED) {
            sdk.events.collect { event ->
                if (event is SipEvent.InviteClosed) again.complete(event)
                if (!ended.isCompleted) {
                    awaitFullBuffer()
                    sdk.lib.unInitialize()
                    ended.complete(Unit)
                }
            }
        }
        assertEquals(0, sdk.lib.raise(dtmf, 100))
        ended.await()
        sdk.lib.start()
        assertEquals(0, sdk.lib.raise(closed))
        again.await()
        sdk.close()
        collector.join()
    }

    @Test
    fun `the end of the functions while a call waits`() = bounded {
        val bob = started(user = "bob")
        val incoming = async(start = CoroutineStart.UNDISPATCHED) {
            bob.events.filterIsInstance<SipEvent.InviteIncoming>().first()
        }
        val alice = started()
        val waiting = async { failing { alice.call(bob.lib.address("bob")) } }
        incoming.await()
        alice.lib.unInitialize()
        assertEquals(PortSIP_Errors.ECoreSDKObjectNull, waiting.await().code)
    }

    @Test
    fun `buffers of impossible sizes`() {
        assertThrows(IllegalArgumentException::class.java) { PortSipSdk(eventBuffer = -1) }
    }

    @Test
    fun `a collector that goes away lets events go on`() = bounded {
        val sdk = started(eventBuffer = 1)
        val stuck = CompletableDeferred<Unit>()
        val collector = launch(start = CoroutineStart.UNDISPATCHED) {
            sdk.events.collect {
                stuck.complete(Unit)
                CompletableDeferred<Unit>().await()
            }
        }
        assertEquals(0, sdk.lib.raise(dtmf, 50))
        stuck.await()
        val last = async(start = CoroutineStart.UNDISPATCHED) {
            sdk.events.filterIsInstance<SipEvent.InviteClosed>().first()
        }
        collector.cancelAndJoin()
        assertEquals(0, sdk.lib.raise(closed))
        assertEquals(1000 * (closed + 1), last.await().sessionId)
    }

    @Test
    fun `registering with nobody fails`() = bounded {
        val sdk = sdk().also { it.initialize(localIp = "127.0.0.1", audioDeviceLayer = 1, videoDeviceLayer = 1) }
        val nobody = DatagramSocket(0, InetAddress.getLoopbackAddress()).use { it.localPort }
        sdk.setUser("alice", "any", sipServerAddr = "127.0.0.1", sipServerPort = nobody)
        val failure = failing { sdk.register() }
        assertTrue(failure.code == 408 || failure.code == 503, failure.message)
        val early = failing { sdk.register(regExpires = 1) }
        assertEquals(PortSIP_Errors.ECoreExpiresValueTooSmall, early.code)
    }

    @Test
    fun `registering with a server`() = bounded {
        DatagramSocket(0, InetAddress.getByName("127.0.0.1")).use { server ->
            val registrar = thread { answerAll(server) }
            val sdk = started()
            sdk.lib.removeUser()
            sdk.setUser("alice", "any", sipServerAddr = "127.0.0.1", sipServerPort = server.localPort)
            sdk.register(regExpires = 60)
            val again = failing { sdk.register(regExpires = 60) }
            assertEquals(PortSIP_Errors.ECoreAlreadyRegistered, again.code)
            sdk.close()
            server.close()
            registrar.join()
        }
    }

    @Test
    fun `cancelling a registration takes it back`() = bounded {
        DatagramSocket(0, InetAddress.getByName("127.0.0.1")).use { server ->
            val sdk = started()
            sdk.lib.removeUser()
            sdk.setUser("alice", "any", sipServerAddr = "127.0.0.1", sipServerPort = server.localPort)
            val registering = launch { sdk.register(regExpires = 60) }
            server.soTimeout = 1000 * BOUND_S.toInt()
            server.receive(DatagramPacket(ByteArray(65535), 65535))
            registering.cancelAndJoin()
            assertEquals(PortSIP_Errors.ECoreNotRegistered, sdk.lib.unRegisterServer(0))
        }
    }

    /** Accepts every registration. */
    private fun answerAll(server: DatagramSocket) {
        val packet = DatagramPacket(ByteArray(65535), 65535)
        val copied = listOf("Via", "From", "To", "Call-ID", "CSeq", "Contact")
        while (runCatching { server.receive(packet) }.isSuccess) {
            val request = String(packet.data, 0, packet.length).lines()
            val kept = request.filter { it.substringBefore(':') in copied }
            val response = "SIP/2.0 200 OK\r\n${kept.joinToString("\r\n")}\r\nContent-Length: 0\r\n\r\n".toByteArray()
            runCatching { server.send(DatagramPacket(response, response.size, packet.socketAddress)) }
        }
    }

    @Test
    fun `a call that is answered`() = bounded {
        val bob = started(user = "bob")
        val answering = launch(start = CoroutineStart.UNDISPATCHED) {
            val incoming = bob.events.filterIsInstance<SipEvent.InviteIncoming>().first()
            bob.lib.answerCall(incoming.sessionId, false).orThrow()
        }
        val ended = async(start = CoroutineStart.UNDISPATCHED) {
            bob.events.filterIsInstance<SipEvent.InviteClosed>().first()
        }
        val alice = started()
        val session = alice.call(bob.lib.address("bob"))
        assertTrue(session > 0)
        answering.join()
        alice.lib.hangUp(session).orThrow()
        ended.await()
    }

    @Test
    fun `calls that fail`() = bounded {
        val bob = started(user = "bob")
        launch(start = CoroutineStart.UNDISPATCHED) {
            val incoming = bob.events.filterIsInstance<SipEvent.InviteIncoming>().first()
            bob.lib.rejectCall(incoming.sessionId, 486).orThrow()
        }
        val alice = started()
        val refused = failing { alice.call(bob.lib.address("bob")) }
        assertEquals(486, refused.code)
        assertEquals("486 Busy Here", refused.message)
        val empty = failing { alice.call("") }
        assertEquals(PortSIP_Errors.ECoreCalleeEmpty, empty.code)
        alice.close()
        val late = failing { alice.call(bob.lib.address("bob")) }
        assertEquals(PortSIP_Errors.ECoreSDKObjectNull, late.code)
    }

    @Test
    fun `cancelling a call hangs up`() = bounded {
        val bob = started(user = "bob")
        fun CoroutineScope.incoming() = async(start = CoroutineStart.UNDISPATCHED) {
            bob.events.filterIsInstance<SipEvent.InviteIncoming>().first()
        }
        val first = incoming()
        val over = async(start = CoroutineStart.UNDISPATCHED) {
            bob.events.first { it is SipEvent.InviteClosed || it is SipEvent.InviteFailure }
        }
        val alice = started()
        val calling = launch { alice.call(bob.lib.address("bob")) }
        first.await()
        calling.cancelAndJoin()
        over.await()
        // Nothing is left of the call here either: a call that waits when the object ends is told so.
        val second = incoming()
        val waiting = async { runCatching { alice.call(bob.lib.address("bob")) } }
        second.await()
        alice.close()
        val failure = waiting.await().exceptionOrNull() as PortSipException
        assertEquals(PortSIP_Errors.ECoreSDKObjectNull, failure.code)
    }

    @Test
    fun `the flow's own listener may be slow while calls go on`() = bounded {
        val sdk = started(eventBuffer = 1)
        val release = CountDownLatch(1)
        val collector = launch(Dispatchers.IO, start = CoroutineStart.UNDISPATCHED) {
            sdk.events.collect { release.await(BOUND_S, TimeUnit.SECONDS) }
        }
        assertEquals(0, sdk.lib.raise(dtmf, 100))
        awaitFullBuffer()
        assertEquals(0, sdk.lib.setMicVolume(3))
        assertEquals(3, sdk.lib.getMicVolume())
        release.countDown()
        sdk.close()
        collector.join()
    }
}
