dependencyResolutionManagement {
    repositories { mavenCentral() }
}

rootProject.name = "portsip-sdk"
