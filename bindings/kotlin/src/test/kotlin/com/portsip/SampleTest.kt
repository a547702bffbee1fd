package com.portsip

import com.sun.jna.Platform
import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The example, as two processes that call each other. */
class SampleTest {
    private val running = ArrayList<Sample>()

    @AfterEach
    fun kill() = running.forEach { it.process.destroyForcibly().waitFor() }

    /** A process of the example, and what it has printed. */
    private class Sample(arguments: Array<out String>, libraries: String, more: String) {
        private val printed = StringBuffer()
        val process: Process = ProcessBuilder(
            File(System.getProperty("java.home"), "bin/java").path,
            "-Djna.library.path=$libraries",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + more,
            "com.portsip.examples.P2PSampleKt",
            *arguments,
        ).redirectErrorStream(true).start()

        init {
            thread(isDaemon = true) { process.inputStream.reader().forEachLine { printed.append(it).append('\n') } }
        }

        fun type(line: String) = process.outputStream.run {
            write("$line\n".toByteArray())
            flush()
        }

        fun await(text: String): String {
            eventually("'$text' in: $printed") { text in printed || !process.isAlive }
            assertTrue(text in printed, "'$text' in: $printed")
            return printed.substring(printed.indexOf(text) + text.length).lineSequence().first().trim()
        }
    }

    private fun sample(vararg arguments: String, libraries: String = installed, more: String = "") =
        Sample(arguments, libraries, more).also { running.add(it) }

    @Test
    fun `two processes call each other`() {
        val a = sample("111", "aaa", "0")
        val b = sample("222", "aaa", "0")
        val port = b.await("Local port").toInt()
        a.await("Local port")
        a.type("d sip:222@127.0.0.1:$port")
        b.await("sip:111@")
        b.type("a")
        a.await("is connected")
        b.await("is connected")
        a.type("5#")
        b.await("key 5")
        b.await("key #")
        b.type("h")
        a.await("held by the other side")
        b.type("u")
        a.await("taken off hold")
        a.type("x")
        a.await("hung up")
        b.await("was ended by the other side")
        for (each in listOf(a, b)) {
            each.type("q")
            assertTrue(each.process.waitFor(BOUND_S, TimeUnit.SECONDS))
            assertEquals(0, each.process.exitValue())
        }
    }

    @Test
    fun `a port that is taken`() {
        val a = sample("111", "aaa", "0")
        val b = sample("222", "aaa", a.await("Local port"))
        b.await("Initialize failure")
        assertTrue(b.process.waitFor(BOUND_S, TimeUnit.SECONDS))
        assertEquals(1, b.process.exitValue())
    }

    @Test
    fun `the library inside the class path`(@TempDir folder: File) {
        val inside = File(folder, Platform.RESOURCE_PREFIX).also { it.mkdir() }
        File(installed, "libportsip_sdk.so").copyTo(File(inside, "libportsip_sdk.so"))
        val a = sample("111", "aaa", "0", libraries = "", more = folder.path)
        a.await("Initialized.")
        a.type("q")
        assertTrue(a.process.waitFor(BOUND_S, TimeUnit.SECONDS))
        assertEquals(0, a.process.exitValue())
    }

    private companion object {
        /** The folder of the library under test. */
        val installed: String = System.getProperty("jna.library.path")
    }
}
