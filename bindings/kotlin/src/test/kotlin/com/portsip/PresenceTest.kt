package com.portsip

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** One object watches the presence of another. */
class PresenceTest : Phones() {
    @Test
    fun `a watcher is asked about, told, and turned away`() {
        val (alice, bob) = listOf(Witness(), Witness())
        val watcher = phone(alice).start("alice")
        val watched = phone(bob).start("bob")
        val of = watched.address("bob")
        fun ask(times: Int): Int {
            assertTrue(watcher.presenceSubscribe(of, "Grüß dich") > 0)
            val asked = bob.await("onPresenceRecvSubscribe", times)
            assertEquals(listOf<Any>("", identity("alice"), "Grüß dich"), asked.drop(1))
            return asked[0] as Int
        }

        val first = ask(1)
        assertEquals(0, watched.presenceAcceptSubscribe(first))
        assertEquals(listOf<Any>("", of, "Online"), alice.await("onPresenceOnline"))
        assertEquals(0, watched.setPresenceStatus(first, "Au café ☕"))
        assertEquals(listOf<Any>("", of, "Au café ☕"), alice.await("onPresenceOnline", 2))
        assertEquals(0, watched.setPresenceStatus(first, "offline"))
        assertEquals(listOf<Any>("", of), alice.await("onPresenceOffline"))
        assertEquals(0, watched.presenceRejectSubscribe(first))
        alice.await("onSubscriptionTerminated")
        assertEquals(PortSIP_Errors.ECoreNotFoundSubscribeId, watched.presenceRejectSubscribe(first))

        val second = ask(2)
        assertTrue(second > first)
        assertEquals(PortSIP_Errors.ECoreArgumentIncorrect, watched.setPresenceMode(2))
        assertEquals(0, watched.setPresenceMode(1))
        assertEquals(PortSIP_Errors.ECoreNotFoundSubscribeId, watched.presenceAcceptSubscribe(second))
        assertEquals(PortSIP_Errors.ECoreExpiresValueTooSmall, watched.setDefaultPublicationTime(19))
        assertEquals(PortSIP_Errors.ECoreSIPServerEmpty, watched.setPresenceStatus(0, "x"))
    }
}
