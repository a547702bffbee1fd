/*
 * Calls a peer without any server, or waits for a call.
 *
 *   P2PSample 111 aaa          user name, any password; the local port is 5060
 *   P2PSample 222 aaa 5070     on another local port; 0 takes a free one
 *
 * Then, a command a line:
 *
 *   d sip:222@192.168.1.11     dials
 *   a                          answers
 *   0 … 9 * #                  sends DTMF, any number of keys
 *   h, u                       holds, takes off hold
 *   x                          hangs up
 *   q                          ends
 */
package com.portsip.examples

import com.portsip.AUDIOCODEC_TYPE
import com.portsip.DTMF_METHOD
import com.portsip.PortSIP_Errors
import com.portsip.PortSipException
import com.portsip.PortSipSdk
import com.portsip.SipEvent
import com.portsip.orThrow
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

private const val KEYS = "0123456789*#ABCD"

/** One line, one call. */
private class Phone(private val sdk: PortSipSdk, private val scope: CoroutineScope) {
    @Volatile
    private var session = 0
    private var dialling: Job? = null

    /** Shows what happens. */
    fun show(event: SipEvent) {
        when (event) {
            is SipEvent.InviteIncoming -> {
                session = event.sessionId
                println("${event.callerDisplayName} ${event.caller} calls (${event.audioCodecNames})")
            }
            is SipEvent.InviteRinging -> println("${event.statusCode} ${event.statusText}")
            is SipEvent.InviteConnected -> {
                session = event.sessionId
                println("call ${event.sessionId} is connected")
            }
            is SipEvent.InviteClosed -> println("call ${event.sessionId} was ended by the other side")
            is SipEvent.RecvDtmfTone -> println("key ${KEYS.getOrElse(event.tone) { '!' }}")
            is SipEvent.RemoteHold -> println("held by the other side")
            is SipEvent.RemoteUnHold -> println("taken off hold by the other side")
            else -> {}
        }
    }

    /** Carries out a command. */
    suspend fun command(line: String) {
        val lib = sdk.lib
        when {
            line.startsWith("d ") -> dial(line.substring(2).trim())
            line == "a" -> lib.answerCall(session, false).orThrow()
            line == "h" -> lib.hold(session).orThrow()
            line == "u" -> lib.unHold(session).orThrow()
            line == "x" -> hangUp()
            else -> for (key in line.filter { it in KEYS }) {
                lib.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, KEYS.indexOf(key), 160, true).orThrow()
            }
        }
    }

    private fun dial(address: String) {
        dialling = scope.launch {
            try {
                sdk.call(address)
            } catch (failure: PortSipException) {
                println("no call: ${failure.message}")
            }
        }
    }

    private suspend fun hangUp() {
        // A call that is not up yet ends with the coroutine that waits for it.
        dialling?.cancelAndJoin()
        val result = sdk.lib.hangUp(session)
        if (result != PortSIP_Errors.ECoreInviteSessionNotFound) result.orThrow()
        println("hung up")
    }
}

fun main(arguments: Array<String>) {
    if (arguments.size < 2) {
        System.err.println("usage: P2PSample USER PASSWORD [PORT]")
        exitProcess(2)
    }
    PortSipSdk().use { sdk ->
        try {
            sdk.initialize(localSIPPort = arguments.getOrNull(2)?.toInt() ?: 5060)
            sdk.setUser(arguments[0], arguments[1])
        } catch (failure: PortSipException) {
            println("Initialize failure: ${failure.message}")
            exitProcess(1)
        }
        for (codec in listOf(
            AUDIOCODEC_TYPE.AUDIOCODEC_OPUS,
            AUDIOCODEC_TYPE.AUDIOCODEC_PCMU,
            AUDIOCODEC_TYPE.AUDIOCODEC_DTMF,
        )) {
            sdk.lib.addAudioCodec(codec).orThrow()
        }
        runBlocking {
            val scope = CoroutineScope(Dispatchers.Default)
            val phone = Phone(sdk, scope)
            scope.launch(start = CoroutineStart.UNDISPATCHED) { sdk.events.collect(phone::show) }
            println("Initialized. Local port ${sdk.lib.getLocalSIPPort()}")
            for (line in generateSequence(::readlnOrNull).takeWhile { it != "q" }) {
                try {
                    phone.command(line)
                } catch (failure: PortSipException) {
                    println(failure.message)
                }
            }
        }
    }
}
