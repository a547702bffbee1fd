package com.portsip

import java.io.ByteArrayInputStream
import java.io.DataInputStream
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The same sources serve the JVM and Android, and the files for Gradle say what is tested. */
class SourcesTest {
    private val binding = File(System.getProperty("portsip.root"), "bindings/kotlin")

    /** All of Java that Android has had since API level 21, as far as it is used. */
    private val onAndroid = setOf(
        "java/lang",
        "java/util",
        "java/util/concurrent",
        "java/util/concurrent/atomic",
        "java/nio/charset",
        "java/io",
    )

    /** Younger ones of these packages: the compiler for Android (D8) takes their place, or they are missing. */
    private val replaced = setOf("java/lang/invoke/StringConcatFactory", "java/lang/invoke/LambdaMetafactory")
    private val missing = setOf(
        "java/lang/ref/Cleaner",
        "java/lang/ProcessHandle",
        "java/lang/StackWalker",
        "java/lang/Record",
        "java/util/Optional",
        "java/util/Base64",
        "java/util/concurrent/CompletableFuture",
        "java/util/concurrent/Flow",
        "java/util/concurrent/atomic/LongAdder",
    )

    @Test
    fun `no class that Android lacks`() {
        val classes = File(System.getProperty("portsip.classes")).walk().filter { it.extension == "class" }.toList()
        assertTrue(classes.size > 50)
        val used = classes.flatMap { constantsOf(it.readBytes()).classes }.filter { it.startsWith("java") }.toSet()
        val allowed = { name: String ->
            name in replaced || name.startsWith("java/lang/invoke/MethodHandles") ||
                (name.substringBeforeLast('/') in onAndroid && name !in missing)
        }
        assertEquals(emptyList<String>(), used.filterNot(allowed), "of ${used.size}")
    }

    /** Younger methods of classes that API level 21 has: what Kotlin's own ones are easily mistaken for. */
    private val younger = setOf(
        "chars",
        "compute",
        "computeIfAbsent",
        "computeIfPresent",
        "forEach",
        "getOrDefault",
        "keySet",
        "merge",
        "newKeySet",
        "onSpinWait",
        "putIfAbsent",
        "readAllBytes",
        "removeIf",
        "replaceAll",
        "stream",
        "withInitial",
    )

    @Test
    fun `no method that Android lacks`() {
        val classes = File(System.getProperty("portsip.classes")).walk().filter { it.extension == "class" }.toList()
        val used = classes.flatMap { constantsOf(it.readBytes()).methods }.filter { it.startsWith("java") }.toSet()
        assertTrue("java/util/concurrent/ConcurrentHashMap.remove" in used, "$used")
        assertEquals(emptyList<String>(), used.filter { it.substringAfterLast('.') in younger })
    }

    /** What a class file names in its pool of constants; a method with its class, as in `java/util/Map.get`. */
    private class Constants(val classes: List<String>, val methods: List<String>)

    private fun constantsOf(file: ByteArray): Constants = DataInputStream(ByteArrayInputStream(file)).run {
        skipBytes(8)
        val texts = HashMap<Int, String>()
        val classes = HashMap<Int, Int>()
        val names = HashMap<Int, Int>()
        val methods = ArrayList<Pair<Int, Int>>()
        val count = readUnsignedShort()
        var place = 1
        while (place < count) {
            when (val tag = readUnsignedByte()) {
                1 -> texts[place] = readUTF()
                7 -> classes[place] = readUnsignedShort()
                10, 11 -> methods.add(readUnsignedShort() to readUnsignedShort())
                12 -> names[place] = readUnsignedShort().also { skipBytes(2) }
                8, 16, 19, 20 -> skipBytes(2)
                15 -> skipBytes(3)
                5, 6 -> skipBytes(8).also { place++ }
                else -> skipBytes(4).also { check(tag in listOf(3, 4, 9, 17, 18)) { "tag $tag" } }
            }
            place++
        }
        val classAt = { at: Int -> texts.getValue(classes.getValue(at)).trimStart('[').removePrefix("L").removeSuffix(";") }
        val nameAt = { at: Int -> texts.getValue(names.getValue(at)) }
        Constants(classes.keys.map(classAt), methods.map { (owner, name) -> "${classAt(owner)}.${nameAt(name)}" })
    }

    @Test
    fun `Gradle's versions and folders are those that are tested`() {
        val script = File(System.getProperty("portsip.root"), "scripts/toolchains/kotlin").readText()
        val version = { name: String -> Regex("^$name=(.+)$", RegexOption.MULTILINE).find(script)!!.groupValues[1] }
        val jvm = File(binding, "build.gradle.kts").readText()
        val android = File(binding, "android/build.gradle.kts").readText()
        assertHas(jvm, """kotlin("jvm") version "${version("kotlin")}"""")
        assertHas(jvm, "net.java.dev.jna:jna:${version("jna")}\"")
        assertHas(jvm, "junit-jupiter:${version("junit")}\"")
        assertHas(android, """kotlin("android") version "${version("kotlin")}"""")
        for (gradle in listOf(jvm, android)) {
            assertHas(gradle, "kotlinx-coroutines-core:${version("coroutines")}\"")
            assertHas(gradle, "jvmToolchain(${version("java")})")
            assertHas(gradle, "src/main/kotlin\"")
        }
        assertHas(jvm, "src/test/kotlin\"")
        val compiled = File(binding, "test").readText()
        assertHas(compiled, "bindings/kotlin/src/main/kotlin")
        assertHas(compiled, "bindings/kotlin/src/test/kotlin")
    }

    private fun assertHas(text: String, part: String) = assertTrue(part in text, part)
}
