package com.portsip

import com.sun.jna.Platform
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The example as a program that brings the library with it; `examples/test` tests what it does. */
class SampleTest {
    @Test
    fun `the library inside the class path`(@TempDir folder: File) {
        val inside = File(folder, Platform.RESOURCE_PREFIX).also { it.mkdir() }
        File(System.getProperty("jna.library.path"), "libportsip_sdk.so").copyTo(File(inside, "libportsip_sdk.so"))
        val sample = ProcessBuilder(
            File(System.getProperty("java.home"), "bin/java").path,
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + folder.path,
            "com.portsip.examples.P2PSampleKt",
            "111",
            "aaa",
            "0",
        ).redirectErrorStream(true).start()
        sample.outputStream.close()
        val printed = sample.inputStream.reader().readText()
        assertTrue(printed.startsWith("Initialized. Local port "), printed)
        assertEquals(0, sample.waitFor())
    }
}
