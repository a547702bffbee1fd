package com.portsip

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Texts both ways, and buffers that receive them. */
class TextTest : Phones() {
    private val unusual = "Jürgen 日本 📞"

    @Test
    fun `text that is not ASCII goes there and comes back`() {
        val bob = Witness()
        val callee = phone(bob).start("bob")
        val caller = phone().start("alice", unusual)
        val header = caller.addSipMessageHeader(INVALID_SESSION_ID, "INVITE", 1, "X-Note", unusual)
        assertTrue(header > 0, "$header")
        val session = caller.call(callee.address("bob"), true, false)
        assertTrue(session > 0, "$session")
        val arguments = bob.await("onInviteIncoming")
        assertEquals(unusual, arguments[1])
        val invite = arguments.last() as SipMessage
        assertTrue(invite.text.startsWith("INVITE sip:bob@"))
        assertEquals(invite, SipMessage(invite.text.toByteArray()))
        val note = StringBuilder("what was there")
        assertEquals(0, callee.getSipMessageHeaderValue(invite.text, "X-Note", note, 256))
        assertEquals(unusual, note.toString())
        assertEquals(0, caller.hangUp(session))
    }

    @Test
    fun `buffers that are too small, and texts that are missing`() {
        val phone = phone().start()
        val message = listOf(
            "OPTIONS sip:bob@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1",
            "From: <sip:alice@127.0.0.1>;tag=1",
            "To: <sip:bob@127.0.0.1>",
            "Call-ID: 1",
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 70",
            "X-Note: something",
            "Content-Length: 0",
        ).joinToString("") { "$it\r\n" } + "\r\n"
        val note = StringBuilder("before")
        for (size in listOf(3, 0, -1, 9)) {
            val result = phone.getSipMessageHeaderValue(message, "X-Note", note, size)
            assertEquals(PortSIP_Errors.ECoreBufferTooSmall, result, "$size")
            assertEquals("before", note.toString())
        }
        assertEquals(0, phone.getSipMessageHeaderValue(message, "X-Note", note, 10))
        assertEquals("something", note.toString())
        val missing = phone.getSipMessageHeaderValue(message, "X-Other", note, 100)
        assertEquals(PortSIP_Errors.ECoreSipHeaderNotExist, missing)
        val none = phone.getSipMessageHeaderValue(null, "X-Note", note, 100)
        assertEquals(PortSIP_Errors.ECoreArgumentNull, none)
        assertEquals(PortSIP_Errors.ECoreArgumentNull, phone.setDisplayName(null))
    }

    @Test
    fun `addresses and devices`() {
        val phone = phone().start()
        assertTrue(phone.getNICNums() > 0)
        val ip = StringBuilder()
        assertEquals(0, phone.getLocalIpAddress(0, ip, 46))
        assertTrue(ip.isNotEmpty())
        assertEquals(1, phone.getNumOfRecordingDevices())
        val name = StringBuilder()
        assertEquals(0, phone.getRecordingDeviceName(0, name, 256))
        assertTrue(name.isNotEmpty())
    }
}
