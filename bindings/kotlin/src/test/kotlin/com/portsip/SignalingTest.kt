package com.portsip

import java.util.concurrent.atomic.AtomicBoolean
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What calls have beside sound: transfer, forwarding, INFO, OPTIONS, messages, presence and headers of the program. */
class SignalingTest : Phones() {
    /** A phone that answers what comes, and calls whom it is asked to. */
    private inner class Party(val name: String) : Witness() {
        val answers = AtomicBoolean(true)
        val follows = AtomicBoolean(true)
        val lib = phone(this).start(name)
        val address = lib.address(name)

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
            // A call that takes the place of another one is answered by itself.
            val byItself = "\r\nReplaces:" in sipMessage.text
            if (answers.get() && !byItself) check(lib.answerCall(sessionId, false) == 0)
            record("onInviteIncoming", sessionId, sipMessage.text)
        }

        override fun onReceivedRefer(sessionId: Int, referId: Int, to: String, from: String, referSipMessage: SipMessage) {
            record("onReceivedRefer", sessionId, to, referSipMessage.text.substringBefore(" SIP/2.0"))
            record("followed", if (follows.get()) lib.acceptRefer(referId, referSipMessage.text) else lib.rejectRefer(referId))
        }

        /** The last call that came. */
        fun incoming(times: Int = 1) = await("onInviteIncoming", times)[0] as Int

        /** Asks for the statistics of a call until they hold a text. */
        fun statisticsHold(session: Int, text: String) = eventually(text) {
            val asked = all().count { it.method == "onStatistics" }
            assertEquals(0, lib.getStatistics(session))
            text in await("onStatistics", asked + 1)[1] as String
        }

        /** Calls another one and waits for the connection. */
        fun call(other: Party, times: Int = 1): Int {
            val session = lib.call(other.address, true, false)
            assertTrue(session > 0, "$session")
            assertEquals(session, await("onInviteConnected", times)[0])
            return session
        }
    }

    @Test
    fun `a blind transfer`() {
        val (alice, bob, carol) = listOf("alice", "bob", "carol").map { Party(it) }
        val session = alice.call(bob)
        bob.await("onInviteConnected")
        assertEquals(0, alice.lib.refer(session, carol.address))
        assertEquals(listOf<Any>(bob.incoming(), carol.address, "REFER ${bob.address}"), bob.await("onReceivedRefer"))
        assertEquals(listOf<Any>(session), alice.await("onReferAccepted"))
        assertEquals(listOf<Any>(session), alice.await("onACTVTransferSuccess"))
        val onward = bob.await("followed")[0] as Int
        assertTrue(onward > 0, "$onward")
        assertEquals(onward, bob.await("onInviteConnected", 2)[0])
        assertEquals(0, alice.lib.hangUp(session))
        assertEquals(listOf<Any>(bob.incoming()), bob.await("onInviteClosed"))
        assertEquals(0, bob.lib.hangUp(onward))
        carol.await("onInviteClosed")
    }

    @Test
    fun `an attended transfer`() {
        val (alice, bob, carol) = listOf("alice", "bob", "carol").map { Party(it) }
        val toBob = alice.call(bob)
        bob.await("onInviteConnected")
        val toCarol = alice.call(carol, times = 2)
        carol.await("onInviteConnected")
        assertEquals(0, alice.lib.attendedRefer(toBob, toCarol, carol.address))
        takenOver(toCarol, alice, bob, told = toBob)
        assertEquals(0, alice.lib.hangUp(toBob))
    }

    @Test
    fun `an attended transfer with a target of its own`() {
        val (alice, bob, carol) = listOf("alice", "bob", "carol").map { Party(it) }
        val toBob = alice.call(bob)
        bob.await("onInviteConnected")
        val toCarol = alice.call(carol, times = 2)
        carol.await("onInviteConnected")
        val target = "${bob.address};x=2"
        val transfer = { method: String -> alice.lib.attendedRefer2(toBob, toCarol, method, target, carol.address) }
        assertEquals(PortSIP_Errors.ECoreSipMethodNameEmpty, transfer(""))
        assertEquals(0, transfer("INVITE"))
        assertEquals("REFER $target", bob.await("onReceivedRefer")[2])
        takenOver(toCarol, alice, bob, told = toBob)
        assertEquals(0, alice.lib.hangUp(toBob))
    }

    @Test
    fun `somebody outside a call is asked to take it over`() {
        val (alice, bob, carol) = listOf("alice", "bob", "carol").map { Party(it) }
        val toCarol = alice.call(carol)
        carol.await("onInviteConnected")
        val ask = { target: String -> alice.lib.outOfDialogRefer(toCarol, "INVITE", target, carol.address) }
        assertEquals(PortSIP_Errors.ECoreCalleeEmpty, ask(""))
        assertEquals(0, ask(bob.address))
        takenOver(toCarol, alice, bob)
    }

    /** Bob's call took the place of Alice's; her events name [told]. */
    private fun takenOver(session: Int, alice: Party, bob: Party, told: Int = session) {
        assertEquals(listOf<Any>(told), alice.await("onACTVTransferSuccess"))
        assertEquals(listOf<Any>(session), alice.await("onInviteClosed"))
        val onward = bob.await("followed")[0] as Int
        assertTrue(onward > 0, "$onward")
        eventually("the call goes to Bob") { Told("onInviteConnected", listOf(onward)) in bob.all() }
    }

    @Test
    fun `a transfer that is refused leaves the call as it was`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        bob.follows.set(false)
        val session = alice.call(bob)
        bob.await("onInviteConnected")
        assertEquals(0, alice.lib.refer(session, "sip:carol@127.0.0.1:9"))
        val (id, _, code) = alice.await("onReferRejected")
        assertEquals(listOf<Any>(session, 603), listOf(id, code))
        assertEquals(0, bob.await("followed")[0])
        assertEquals(0, alice.lib.hangUp(session))
        bob.await("onInviteClosed")
    }

    @Test
    fun `calls are forwarded, or not to disturb`() {
        val (alice, bob, carol) = listOf("alice", "bob", "carol").map { Party(it) }
        assertEquals(PortSIP_Errors.ECoreCalleeEmpty, bob.lib.enableCallForward(false, ""))
        assertEquals(0, bob.lib.enableCallForward(false, carol.address))
        assertEquals(0, alice.lib.hangUp(alice.call(bob)))
        assertEquals(listOf<Any>(carol.address), bob.await("onInviteBeginingForward"))
        carol.await("onInviteClosed")
        assertEquals(0, bob.lib.disableCallForward())

        // A call that rings, by hand.
        bob.answers.set(false)
        val ringing = alice.lib.call(bob.address, true, false)
        assertEquals(0, bob.lib.forwardCall(bob.incoming(), carol.address))
        assertEquals(ringing, alice.await("onInviteConnected", 2)[0])
        assertEquals(0, alice.lib.hangUp(ringing))

        bob.lib.setDoNotDisturb(true)
        val refused = alice.lib.call(bob.address, true, false)
        val failure = alice.await("onInviteFailure")
        assertEquals(listOf<Any>(refused, 480), listOf(failure[0], failure[6]))
        assertEquals(1, bob.all().count { it.method == "onInviteIncoming" })
    }

    @Test
    fun `headers are added, modified and taken back`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        var calls = 0
        val invite = {
            calls++
            val session = alice.call(bob, calls)
            bob.await("onInviteConnected", calls)
            val message = bob.await("onInviteIncoming", calls)[1] as String
            assertEquals(0, alice.lib.hangUp(session))
            message
        }
        val header = { message: String, name: String ->
            val value = StringBuilder()
            val result = bob.lib.getSipMessageHeaderValue(message, name, value, 512)
            if (result == 0) "$value" else ""
        }
        val all = -1
        val added = alice.lib.addSipMessageHeader(all, "INVITE", 1, "X-Ort", "Köln 東京")
        val modified = alice.lib.modifySipMessageHeader(all, "ALL", 3, "User-Agent", "Телефон")
        assertTrue(added > 0 && modified > 0, "$added $modified")
        var message = invite()
        assertEquals(listOf("Köln 東京", "Телефон"), listOf(header(message, "x-ort"), header(message, "User-Agent")))

        assertEquals(0, alice.lib.removeAddedSipMessageHeader(added))
        assertEquals(PortSIP_Errors.ECoreSipHeaderNotExist, alice.lib.removeAddedSipMessageHeader(added))
        assertEquals(0, alice.lib.removeModifiedSipMessageHeader(modified))
        assertTrue(alice.lib.modifySipMessageHeader(all, "INVITE", 1, "X-B", "2") > 0)
        assertEquals(0, alice.lib.clearAddedSipMessageHeaders())
        message = invite()
        assertEquals(listOf("", "2"), listOf(header(message, "X-Ort"), header(message, "X-B")))
        assertFalse(message.contains("Телефон"))
        assertEquals(0, alice.lib.clearModifiedSipMessageHeaders())
        assertEquals("", header(invite(), "X-B"))
    }

    @Test
    fun `settings of signalling say what they take`() {
        val lib = phone(Witness()).start()
        assertEquals(0, lib.setReliableProvisional(1))
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, lib.setReliableProvisional(9))
        assertEquals(0, lib.enableEarlyMedia(true))
        assertEquals(0, lib.enable3GppTags(true))
        assertEquals(0, lib.enablePriorityIPv6Domain(true))
        assertEquals(0, lib.setUriUserEncoding("#", false))
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, lib.setUriUserEncoding("é", false))
    }

    @Test
    fun `encrypted calls along ICE tell how`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        for (party in listOf(alice, bob)) {
            assertEquals(0, party.lib.setSrtpPolicy(SRTP_POLICY.SRTP_POLICY_PREFER, true))
            assertEquals(0, party.lib.setSrtpSessionParameters(false, true, false))
            assertEquals(0, party.lib.enableIce(true))
        }
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, alice.lib.setSrtpSuites("ROT13"))
        assertEquals(0, alice.lib.setSrtpSuites("AEAD_AES_256_GCM"))
        assertEquals(0, alice.lib.setTurnServer("192.0.2.1", 0, TRANSPORT_TYPE.TRANSPORT_UDP, "u", "p"))
        assertEquals(0, alice.lib.setTurnServer("", 0, TRANSPORT_TYPE.TRANSPORT_UDP, "", ""))
        val first = alice.call(bob)
        assertTrue(" UNENCRYPTED_SRTCP" in bob.await("onInviteIncoming")[1] as String)
        alice.statisticsHold(first, "\"ice\":{\"address\":\"127.0.0.1:")
        alice.statisticsHold(first, "\"keys\":\"sdes\"")
        alice.statisticsHold(first, "\"suite_received\":\"AEAD_AES_256_GCM\"")
        assertEquals(0, alice.lib.hangUp(first))

        assertEquals(0, alice.lib.setSrtpKeyExchange(SRTP_KEY_EXCHANGE.SRTP_KEY_EXCHANGE_DTLS))
        val second = alice.call(bob, 2)
        alice.statisticsHold(second, "\"keys\":\"dtls\"")
        alice.statisticsHold(second, "\"suite_received\":\"AEAD_AES_256_GCM\"")
        assertEquals(0, alice.lib.hangUp(second))
    }

    @Test
    fun `a call with a session timer is offered anew`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        val mode = SESSION_REFRESH_MODE.SESSION_REFERESH_UAC
        assertEquals(PortSIP_Errors.ECoreSessionTimerValueTooSmall, alice.lib.enableSessionTimer(89, mode))
        assertEquals(0, alice.lib.enableSessionTimer(90, mode))
        val session = alice.call(bob)
        bob.await("onInviteConnected")
        assertTrue("\r\nSession-Expires: 90" in bob.await("onInviteIncoming")[1] as String)
        assertEquals(0, alice.lib.updateCall(session, true, false, false))
        assertEquals(0, alice.lib.disableSessionTimer())
        assertEquals(0, alice.lib.hangUp(session))
    }

    @Test
    fun `INFO with a body of the program, and OPTIONS`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        assertEquals(0, bob.lib.addSupportedMimeType("INFO", "text", "plain"))
        assertEquals(PortSIP_Errors.ECoreMimeTypeUnknown, bob.lib.addSupportedMimeType("INFO", "", "plain"))
        val session = alice.call(bob)
        assertEquals(0, alice.lib.sendInfo(session, "text", "plain", "Grüße 日本 📞"))
        val info = (bob.await("onRecvInfo")[0] as SipMessage).text
        assertTrue(info.startsWith("INFO sip:bob@") && info.endsWith("\r\n\r\nGrüße 日本 📞"), info)
        assertEquals(PortSIP_Errors.ECoreInviteSessionNotFound, alice.lib.sendInfo(session + 1, "text", "plain", ""))

        alice.lib.enableCallbackSignaling(false, true)
        assertEquals(0, alice.lib.sendOptions(bob.address, null))
        assertTrue((bob.await("onRecvOptions")[0] as SipMessage).text.startsWith("OPTIONS sip:bob@"))
        eventually("the answer to OPTIONS") {
            alice.all().any { it.method == "onReceivedSignaling" && "${it.arguments[1]}".contains(" OPTIONS\r\n") }
        }
        assertEquals(0, alice.lib.hangUp(session))
    }

    @Test
    fun `messages in a call and outside of one`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        val body = "Grüße 日本 📞".toByteArray()
        val outside = alice.lib.sendOutOfDialogMessage(bob.address, "text", "plain", true, body)
        assertTrue(outside > 0, "$outside")
        val came = bob.await("onRecvOutOfDialogMessage")
        assertEquals(listOf<Any>(identity(alice.name), bob.address, "text", "plain"), listOf(1, 3, 4, 5).map { came[it] })
        assertEquals("Grüße 日本 📞", String(came[6] as ByteArray))
        assertEquals(outside, alice.await("onSendOutOfDialogMessageSuccess")[0])
        assertEquals(PortSIP_Errors.ECoreInviteSessionNotFound, alice.lib.sendMessage(1, "text", "plain", body))

        val session = alice.call(bob)
        bob.await("onInviteConnected")
        val inside = alice.lib.sendMessage(session, "text", "plain", body)
        assertTrue(inside > outside, "$inside")
        assertEquals("Grüße 日本 📞", String(bob.await("onRecvMessage")[3] as ByteArray))
        assertEquals(listOf<Any>(session, inside), alice.await("onSendMessageSuccess"))
        val refused = alice.lib.sendMessage(session, "image", "png", body)
        val failure = alice.await("onSendMessageFailure")
        assertEquals(listOf<Any>(session, refused, 415), listOf(failure[0], failure[1], failure[3]))
        assertEquals(0, alice.lib.hangUp(session))
    }

    @Test
    fun `subscriptions to one another`() {
        val (alice, bob) = listOf("alice", "bob").map { Party(it) }
        val refused = alice.lib.sendSubscription(bob.address, "conference")
        assertTrue(refused > 0, "$refused")
        assertEquals(listOf<Any>(refused, 489), alice.await("onSubscriptionFailure"))
        assertEquals(PortSIP_Errors.ECoreNotFoundSubscribeId, alice.lib.terminateSubscription(refused))

        val watching = alice.lib.presenceSubscribe(bob.address, "Darf ich? é 日本")
        assertTrue(watching > refused, "$watching")
        val asked = bob.await("onPresenceRecvSubscribe")
        assertEquals(listOf<Any>(identity(alice.name), "Darf ich? é 日本"), listOf(asked[2], asked[3]))
        val watcher = asked[0] as Int
        assertEquals(watching, alice.await("onRecvNotifyOfSubscription")[0])
        assertEquals(0, bob.lib.setPresenceStatus(watcher, "Im Büro 🏢"))
        assertEquals(0, bob.lib.presenceAcceptSubscribe(watcher))
        val online = alice.await("onPresenceOnline")
        assertEquals(listOf<Any>(bob.address, "Im Büro 🏢"), listOf(online[1], online[2]))
        assertEquals(0, bob.lib.setPresenceStatus(watcher, "Offline"))
        assertEquals(bob.address, alice.await("onPresenceOffline")[1])
        assertEquals(0, alice.lib.presenceTerminateSubscribe(watching))
        assertEquals(listOf<Any>(watching), alice.await("onSubscriptionTerminated"))
        assertEquals(listOf<Any>(watcher), bob.await("onSubscriptionTerminated"))
    }
}
