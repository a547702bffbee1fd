// The same sources as an Android library (AAR). Put libportsip_sdk.so for each ABI below src/main/jniLibs.
plugins {
    id("com.android.library") version "8.7.3"
    kotlin("android") version "2.4.20"
}

android {
    namespace = "com.portsip"
    compileSdk = 35

    defaultConfig {
        minSdk = 21
        consumerProguardFiles("consumer-rules.pro")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    sourceSets["main"].kotlin.srcDir("../src/main/kotlin")
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    // 5.17.0 is the first whose libraries load where memory pages have 16 KB.
    api("net.java.dev.jna:jna:5.17.0@aar")
    api("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.8.0")
}
