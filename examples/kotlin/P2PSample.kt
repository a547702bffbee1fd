/*
 * A phone for calls without any server. Start it on two machines, say 192.168.1.10 and 192.168.1.11, with a user
 * name and any password:
 *
 *   P2PSample 111 aaa           on the first
 *   P2PSample 222 aaa           on the second; `P2PSample 222 aaa 5070` where port 5060 is taken, 0 for a free port
 *
 * Then a command a line:
 *
 *   d sip:222@192.168.1.11      dials; `:5070` behind it where the other side's port is not 5060
 *   a                           answers
 *   0 ... 9 * #                 sends these keys
 *   h, u                        holds, takes off hold
 *   x                           hangs up, or refuses
 *   q                           ends
 */
package com.portsip.examples

import com.portsip.AUDIOCODEC_TYPE
import com.portsip.DTMF_METHOD
import com.portsip.PortSIPLib
import com.portsip.PortSIP_Errors
import com.portsip.PortSipException
import com.portsip.PortSipSdk
import com.portsip.SipEvent
import com.portsip.orThrow
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

private const val KEYS = "0123456789*#ABCD!"

/** Shows what happens, and carries out commands. One call at a time: the one that came or was dialled last. */
private class Phone(private val lib: PortSIPLib) {
    @Volatile
    private var session = 0

    /** Shows what happens. */
    fun show(event: SipEvent) {
        when (event) {
            is SipEvent.InviteIncoming -> {
                session = event.sessionId
                println("${event.caller} calls (${event.audioCodecNames})")
            }
            is SipEvent.InviteRinging -> println("${event.statusCode} ${event.statusText}")
            is SipEvent.InviteConnected -> println("call ${event.sessionId} is connected")
            is SipEvent.InviteFailure -> println("no call: ${event.code} ${event.reason}")
            is SipEvent.InviteClosed -> println("call ${event.sessionId} was ended by the other side")
            is SipEvent.RemoteHold -> println("held by the other side")
            is SipEvent.RemoteUnHold -> println("taken off hold by the other side")
            is SipEvent.RecvDtmfTone -> println("key ${KEYS[event.tone]}")
            else -> {}
        }
    }

    /** Carries out a command. */
    fun command(line: String) = when {
        line.startsWith("d ") -> dial(line.substring(2))
        line == "a" -> tell("answered", lib.answerCall(session, false))
        line == "h" -> tell("on hold", lib.hold(session))
        line == "u" -> tell("off hold", lib.unHold(session))
        line == "x" -> tell("hung up", lib.hangUp(session))
        line.all { it in KEYS } -> line.forEach(::press)
        else -> println("d ADDRESS dials, a answers, 0-9 * # are sent, h holds, u takes off hold, x hangs up, q ends")
    }

    private fun dial(address: String) {
        val result = lib.call(address, true, false)
        if (result > 0) session = result
        tell("calling", result)
    }

    private fun press(key: Char) =
        tell("sent $key", lib.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, KEYS.indexOf(key), 160, true))

    /** What a command has done, or why not. */
    private fun tell(what: String, code: Int) = println(if (code >= 0) what else "not $what: ${error(code)}")
}

private fun error(code: Int) = "error $code (${PortSIP_Errors.nameOf(code)})"

/** Whether the phone has started. */
private fun start(sdk: PortSipSdk, user: String, password: String, port: Int): Boolean = try {
    sdk.initialize(localSIPPort = port, maxCallSessions = 1)
    sdk.setUser(user, password)
    sdk.lib.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_OPUS).orThrow()
    sdk.lib.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_PCMU).orThrow()
    sdk.lib.addAudioCodec(AUDIOCODEC_TYPE.AUDIOCODEC_DTMF).orThrow()
    println("Initialized. Local port ${sdk.lib.getLocalSIPPort()}")
    true
} catch (failure: PortSipException) {
    println("Initialize failure: ${error(failure.code)}")
    false
}

fun main(arguments: Array<String>) {
    val port = if (arguments.size > 2) arguments[2].toIntOrNull() else 5060
    if (arguments.size < 2 || port == null) {
        System.err.println("usage: P2PSample USER PASSWORD [PORT]")
        exitProcess(2)
    }
    val started = runBlocking {
        // Closing it ends the flow of its events, and with that the coroutine that shows them.
        PortSipSdk().use { sdk ->
            val phone = Phone(sdk.lib)
            launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { sdk.events.collect(phone::show) }
            val started = start(sdk, arguments[0], arguments[1], port)
            if (started) generateSequence(::readlnOrNull).takeWhile { it != "q" }.forEach(phone::command)
            started
        }
    }
    if (!started) exitProcess(1)
}
