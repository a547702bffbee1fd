package com.portsip

import java.io.File
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A real call between two objects, over UDP on the loopback interface. */
class CallTest : Phones() {
    @TempDir
    lateinit var folder: File

    /** Answers what comes. */
    private class Answering : Witness() {
        lateinit var phone: PortSIPLib
        val session = LinkedBlockingQueue<Int>()

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
            record("onInviteIncoming", sessionId, caller, callee, audioCodecNames, existsAudio, existsVideo)
            check(phone.answerCall(sessionId, false) == 0)
            session.add(sessionId)
        }
    }

    @Test
    fun `a call with speech, keys, hold, statistics, a recording, and its end`() {
        val bob = Answering()
        bob.phone = phone(bob).start("bob")
        val alice = Witness()
        val caller = phone(alice).start("alice")

        val session = caller.call(bob.phone.address("bob"), true, false)
        assertTrue(session > 0, "$session")
        alice.await("onInviteConnected")
        assertEquals(session, alice.await("onInviteAnswered")[0])
        val other = checkNotNull(bob.session.poll(BOUND_S, TimeUnit.SECONDS))
        bob.await("onInviteConnected")
        val incoming = bob.await("onInviteIncoming")
        assertEquals(listOf("PCMU", true, false), incoming.drop(3))
        assertTrue((incoming[1] as String).startsWith("sip:alice@"))

        record(caller, session, bob.phone, other, alice)
        keys(caller, session, bob)
        holds(caller, session, bob)
        assertEquals(0, caller.getStatistics(session))
        assertTrue((alice.await("onStatistics")[1] as String).startsWith("{"))

        val header = "SIP;cause=486;text=\"Schluß für heute\""
        assertTrue(caller.addSipMessageHeader(session, "BYE", 1, "Reason", header) > 0, "Reason")
        assertEquals(0, caller.hangUp(session))
        assertEquals(listOf<Any>(other), bob.await("onInviteClosed"))
        val reason = StringBuilder()
        assertEquals(486, bob.phone.getCloseReason(other, reason, 2048))
        assertEquals("Schluß für heute", reason.toString())
        val gone = PortSIP_Errors.ECoreInviteSessionNotFound
        assertEquals(gone, caller.getCloseReason(session, reason, 2048))
        assertEquals(gone, caller.hangUp(session))
    }

    /** A tone goes from one to the other, who records it. */
    private fun record(from: PortSIPLib, session: Int, to: PortSIPLib, other: Int, alice: Witness) {
        val tone = File(folder, "Ton é 日本.wav").also { Wav.tone(HERTZ, 2.0).write(it) }
        val mode = RECORD_MODE.RECORD_RECV
        val format = FILE_FORMAT.FILEFORMAT_WAVE
        val started = to.startRecord(other, folder.path, "Aufnahme ö", false, 1, format, mode, RECORD_MODE.RECORD_NONE)
        assertEquals(0, started, "startRecord")
        assertEquals(0, from.startPlayingFileToRemote(session, tone.path, false, 1))
        assertEquals(listOf<Any>(session, tone.path), alice.await("onPlayFileFinished"))
        assertEquals(0, to.stopRecord(other))

        val wav = Wav.read(File(folder, "Aufnahme ö.wav"))
        assertTrue(wav.seconds > 1.5, "${wav.seconds} s")
        val loud = wav.loudest(1.0)
        assertTrue(loud.share(HERTZ) > 0.9, "share of $HERTZ Hz: ${loud.share(HERTZ)}")
        assertTrue(loud.level > 0.1, "level: ${loud.level}")
    }

    private fun keys(caller: PortSIPLib, session: Int, bob: Witness) {
        val keys = (0..15).toList()
        for (key in keys) assertEquals(0, caller.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, key, 60, false))
        bob.await("onRecvDtmfTone", keys.size)
        assertEquals(0, caller.sendDtmf(session, DTMF_METHOD.DTMF_INFO, 5, 160, true))
        bob.await("onRecvDtmfTone", keys.size + 1)
        assertEquals(keys + 5, bob.all().filter { it.method == "onRecvDtmfTone" }.map { it.arguments[1] })
        val wrong = caller.sendDtmf(session, DTMF_METHOD.DTMF_RFC2833, 17, 160, false)
        assertEquals(PortSIP_Errors.ECoreWrongDTMFTone, wrong)
    }

    private fun holds(caller: PortSIPLib, session: Int, bob: Witness) {
        assertEquals(0, caller.hold(session))
        bob.await("onRemoteHold")
        assertEquals(PortSIP_Errors.ECoreCallAlreadyHold, caller.hold(session))
        assertEquals(0, caller.unHold(session))
        bob.await("onRemoteUnHold")
    }

    @Test
    fun `raw audio, and a callback of it that throws`() {
        val bob = Answering()
        bob.phone = phone(bob).start("bob")
        val alice = Witness()
        val caller = phone(alice).start("alice")
        val session = caller.call(bob.phone.address("bob"), true, false)
        alice.await("onInviteConnected")
        bob.await("onInviteConnected")
        val other = checkNotNull(bob.session.poll(BOUND_S, TimeUnit.SECONDS))

        val frames = ConcurrentHashMap<Int, AtomicInteger>()
        val lengths = ConcurrentHashMap<Double, Int>()
        val both = DIRECTION_MODE.DIRECTION_SEND_RECV
        val callback = AudioRawCallback { id, type, data, hertz ->
            check(id == other)
            lengths[data.size / 2.0 / hertz] = hertz
            frames.computeIfAbsent(type) { AtomicInteger() }.incrementAndGet()
        }
        assertEquals(0, bob.phone.enableAudioStreamCallback(other, true, both, callback))
        for (direction in listOf(DIRECTION_MODE.DIRECTION_SEND, DIRECTION_MODE.DIRECTION_RECV)) {
            eventually("ten frames of $direction") { (frames[direction.value]?.get() ?: 0) >= 10 }
        }
        assertTrue(lengths.keys.all { it == 0.01 || it == 0.02 }, "$lengths")
        // One that is refused leaves the one before in place.
        val refused = bob.phone.enableAudioStreamCallback(other, true, DIRECTION_MODE.DIRECTION_NONE) { _, _, _, _ -> }
        assertEquals(PortSIP_Errors.ECoreNotSupportCallbackMode, refused)
        val now = frames.getValue(DIRECTION_MODE.DIRECTION_RECV.value).get()
        eventually("frames go on") { frames.getValue(DIRECTION_MODE.DIRECTION_RECV.value).get() > now + 5 }

        val reported = LinkedBlockingQueue<Throwable>()
        bob.phone.listenerFailed = { reported.add(it) }
        assertEquals(0, bob.phone.enableAudioStreamCallback(other, true, both) { _, _, _, _ -> error("on purpose") })
        repeat(2) { assertEquals("on purpose", reported.poll(BOUND_S, TimeUnit.SECONDS)?.message) }
        assertEquals(0, bob.phone.enableAudioStreamCallback(other, false, both, null))
        val nothing = bob.phone.enableAudioStreamCallback(other, true, both, null)
        assertEquals(PortSIP_Errors.ECoreArgumentNull, nothing)

        val packets = ConcurrentHashMap<Int, AtomicInteger>()
        val watch = RTPCallback { id, media, direction, packet ->
            check(id == other && media == 0 && packet.size > 12 && packet[0].toInt() and 0xC0 == 0x80)
            packets.computeIfAbsent(direction) { AtomicInteger() }.incrementAndGet()
        }
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, bob.phone.enableRtpCallback(other, 1, both, watch))
        assertEquals(0, bob.phone.enableRtpCallback(other, 0, both, watch))
        for (direction in listOf(DIRECTION_MODE.DIRECTION_SEND, DIRECTION_MODE.DIRECTION_RECV)) {
            eventually("ten packets of $direction") { (packets[direction.value]?.get() ?: 0) >= 10 }
        }
        assertEquals(0, bob.phone.enableRtpCallback(other, 0, both) { _, _, _, _ -> error("of a packet") })
        eventually("what a packet's handler throws") { reported.any { it.message == "of a packet" } }
        assertEquals(0, bob.phone.enableRtpCallback(other, 0, DIRECTION_MODE.DIRECTION_NONE, watch))
        // What is turned off after its call is let go, though there is nothing to be turned off.
        assertEquals(0, bob.phone.enableAudioStreamCallback(other, true, both) { _, _, _, _ -> })
        assertEquals(0, bob.phone.enableRtpCallback(other, 0, both) { _, _, _, _ -> })
        assertEquals(0, caller.hangUp(session))
        bob.await("onInviteClosed")
        assertEquals(2, bob.phone.keptCallbacks)
        val gone = PortSIP_Errors.ECoreInviteSessionNotFound
        assertEquals(gone, bob.phone.enableAudioStreamCallback(other, false, both, null))
        assertEquals(gone, bob.phone.enableRtpCallback(other, 0, DIRECTION_MODE.DIRECTION_NONE, null))
        assertEquals(0, bob.phone.keptCallbacks)
    }

    @Test
    fun `samples of our own`() {
        val bob = Answering()
        bob.phone = phone(bob).start("bob")
        val alice = Witness()
        val caller = phone(alice).start("alice")
        val session = caller.call(bob.phone.address("bob"), true, false)
        alice.await("onInviteConnected")
        assertEquals(PortSIP_Errors.EAudioPlaySteamNotEnabled, caller.sendPcmStreamToRemote(session, ByteArray(320)))
        assertEquals(0, caller.enableSendPcmStreamToRemote(session, true, 8000))
        assertEquals(0, caller.sendPcmStreamToRemote(session, ByteArray(320)))
        assertEquals(0, caller.sendPcmStreamToRemote(session, ByteArray(0)))
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, caller.sendPcmStreamToRemote(session, ByteArray(3)))
        assertEquals(PortSIP_Errors.ECoreArgumentNull, caller.sendPcmStreamToRemote(session, null))
        assertEquals(0, caller.hangUp(session))
    }

    private companion object {
        const val HERTZ = 440.0
    }
}
