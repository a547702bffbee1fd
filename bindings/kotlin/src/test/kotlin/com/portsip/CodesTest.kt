package com.portsip

import java.io.File
import java.lang.reflect.Modifier
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Error codes, ids and enumerations are those of the header. */
class CodesTest {
    private val header = File(System.getProperty("portsip.header")).readText()

    private val defined = Regex("""#define (\w+) (-?\d+)""").findAll(header)
        .associate { it.groupValues[1] to it.groupValues[2].toInt() }

    private val enumerations = Regex("""typedef enum \w+ \{(.*?)\} (\w+);""", RegexOption.DOT_MATCHES_ALL).findAll(header)
        .associate { it.groupValues[2] to Regex("""(\w+) = (-?\d+)""").findAll(it.groupValues[1]).numbers() }

    private fun Sequence<MatchResult>.numbers() = associate { it.groupValues[1] to it.groupValues[2].toInt() }

    @Test
    fun `error codes`() {
        val expected = defined.filterKeys { it.startsWith("E") }
        val known = PortSIP_Errors::class.java.fields
            .filter { Modifier.isStatic(it.modifiers) && it.type == Int::class.java }
            .associate { it.name to it.getInt(null) }
        assertTrue(expected.size > 100)
        assertEquals(expected, known)
        for ((name, code) in expected) {
            assertEquals(name, PortSIP_Errors.nameOf(code))
            assertTrue(PortSIP_Errors.meaningOf(code).orEmpty().isNotEmpty())
        }
        assertNull(PortSIP_Errors.nameOf(1))
    }

    @Test
    fun ids() {
        val expected = defined.filterKeys { !it.startsWith("E") }
        assertEquals(
            expected,
            mapOf("INVALID_SESSION_ID" to INVALID_SESSION_ID, "CONFERENCE_SESSION_ID" to CONFERENCE_SESSION_ID),
        )
    }

    @Test
    fun enumerations() {
        assertTrue(enumerations.size >= 7)
        for ((name, expected) in enumerations) {
            val constants = Class.forName("com.portsip.$name").enumConstants.map { it as Enum<*> }
            val number = { constant: Enum<*> -> constant.javaClass.getMethod("getValue").invoke(constant) as Int }
            assertEquals(expected, constants.associate { it.name to number(it) }, name)
        }
        assertEquals(DTMF_METHOD.DTMF_INFO, DTMF_METHOD.of(1))
        assertNull(DTMF_METHOD.of(7))
    }

    @Test
    fun `exceptions say what the code means`() {
        val exception = PortSipException(PortSIP_Errors.ECoreCalleeEmpty)
        assertEquals("ECoreCalleeEmpty (-60026): The callee is empty.", exception.message)
        assertEquals(5, 5.orThrow())
    }
}
