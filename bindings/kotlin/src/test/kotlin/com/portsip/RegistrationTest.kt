package com.portsip

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** How the account is reached: its instance, the way back, keep-alives, and a registration that is made anew. */
class RegistrationTest : Phones() {
    private val witness = Witness()
    private val server = Witness()

    @Test
    fun `a registration that is made anew`() {
        val registrar = phone(server).start("registrar")
        registrar.enableCallbackSignaling(false, true)
        val lib = phone(witness).start()
        lib.removeUser()
        assertEquals(PortSIP_Errors.ECoreUserNotFound, lib.refreshRegistration(0))
        val port = registrar.getLocalSIPPort()
        assertEquals(0, lib.setUser("alice", "", "", "", "", "127.0.0.1", port, "", 0, "", 0))
        assertEquals(PortSIP_Errors.ECoreNotRegistered, lib.refreshRegistration(0))
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, lib.setInstanceId("one of many"))
        assertEquals(0, lib.setInstanceId("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, lib.setKeepAliveTime(-1))
        assertEquals(0, lib.setKeepAliveTime(20))

        // The other object is no registrar and refuses it; a next try is waited for.
        assertEquals(0, lib.registerServer(60, 9))
        val first = registerWith("CSeq: ")
        assertTrue("+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"" in first, first)
        assertTrue(";rport" in first, first)
        witness.await("onRegisterFailure")

        assertEquals(0, lib.enableRport(false))
        assertEquals(PortSIP_Errors.ECoreExpiresValueTooSmall, lib.refreshRegistration(19))
        assertEquals(0, lib.refreshRegistration(120))
        val second = registerWith("\r\nExpires: 120\r\n")
        assertFalse(";rport" in second, second)
    }

    /** The first REGISTER that came and holds a text. */
    private fun registerWith(text: String): String {
        val found = {
            val messages = server.all().filter { it.method == "onReceivedSignaling" }
            messages.map { (it.arguments[1] as SipMessage).text }.find { it.startsWith("REGISTER ") && text in it }
        }
        eventually("a REGISTER with $text") { found() != null }
        return found()!!
    }
}
