/** What the calls of benches/c/calls.c, and events, take from Kotlin. */
package com.portsip.bench

import com.portsip.DTMF_METHOD
import com.portsip.PORTSIP_LOG_LEVEL
import com.portsip.PortSIPLib
import com.portsip.SIPCallbackEvents
import com.portsip.SipMessage
import com.portsip.TRANSPORT_TYPE
import com.sun.jna.NativeLibrary
import java.util.concurrent.atomic.AtomicInteger

private const val CALLS = 1_000_000
private const val EVENTS = 500
private const val ROUNDS = 200

private fun start(listener: SIPCallbackEvents? = null) = PortSIPLib(listener).also {
    val udp = TRANSPORT_TYPE.TRANSPORT_UDP
    val level = PORTSIP_LOG_LEVEL.PORTSIP_LOG_NONE
    check(it.initialize(udp, "127.0.0.1", 0, level, null, 2, null, 1, 1, null, null, false) == 0)
}

private fun perCall(name: String, call: () -> Int) {
    repeat(CALLS / 5) { call() }
    val start = System.nanoTime()
    repeat(CALLS) { call() }
    println("%-44s %8.0f ns".format(name, (System.nanoTime() - start).toDouble() / CALLS))
}

/** Raises events in portions, and tells how many a second arrive. */
private fun perSecond(name: String, event: Int) {
    val came = AtomicInteger()
    start(object : SIPCallbackEvents {
        override fun onRecvDtmfTone(sessionId: Int, tone: Int) {
            came.incrementAndGet()
        }

        override fun onInviteIncoming(
            sessionId: Int,
            callerDisplayName: String,
            caller: String,
            calleeDisplayName: String,
            callee: String,
            audioCodecNames: String,
            videoCodecNames: String,
            existsAudio: Boolean,
            existsVideo: Boolean,
            sipMessage: SipMessage,
        ) {
            came.incrementAndGet()
        }
    }).use { lib ->
        val raise = NativeLibrary.getInstance("portsip_sdk").getFunction("PortSIPXTest_raise")
        val portion = {
            val before = came.get()
            check(raise.invokeInt(arrayOf(lib.handle, event, EVENTS)) == 0)
            while (came.get() < before + EVENTS) Thread.onSpinWait()
        }
        repeat(ROUNDS / 5) { portion() }
        val start = System.nanoTime()
        repeat(ROUNDS) { portion() }
        val seconds = (System.nanoTime() - start) / 1e9
        val perSecond = EVENTS * ROUNDS / seconds
        println("%-44s %8.0f events/s, %d of %d".format(name, perSecond, came.get(), EVENTS * ROUNDS * 6 / 5))
    }
}

fun main() {
    start().use { lib ->
        perCall("getMicVolume") { lib.getMicVolume() }
        perCall("sendDtmf, no such call") { lib.sendDtmf(1, DTMF_METHOD.DTMF_RFC2833, 1, 160, false) }
        perCall("setDisplayName, no user") { lib.setDisplayName("Jürgen 日本 Example") }
    }
    perSecond("onRecvDtmfTone, two numbers", 26)
    perSecond("onInviteIncoming, seven texts, a message", 2)
}
