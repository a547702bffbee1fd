// The binding as a library for the JVM. For Android see android/build.gradle.kts.
plugins {
    kotlin("jvm") version "2.4.20"
    `java-library`
    `maven-publish`
}

group = "com.portsip"
version = "0.1.0"

kotlin {
    jvmToolchain(17)
}

sourceSets {
    main { kotlin.srcDir("src/main/kotlin") }
    test { kotlin.srcDir("src/test/kotlin") }
}

dependencies {
    api("net.java.dev.jna:jna:5.13.0")
    api("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.8.0")
    testImplementation("org.junit.jupiter:junit-jupiter:5.9.2")
}

tasks.test {
    useJUnitPlatform()
    // The example is compiled into the tests' class path by `bindings/kotlin/test`, which is what CI runs.
    exclude("**/SampleTest*", "**/SourcesTest*")
    systemProperty("jna.library.path", providers.environmentVariable("PORTSIP_SDK_LIBRARY_DIR").getOrElse("."))
    systemProperty("portsip.header", file("../../include/portsip_sdk.h").path)
}

publishing {
    publications.create<MavenPublication>("library") { from(components["java"]) }
}
