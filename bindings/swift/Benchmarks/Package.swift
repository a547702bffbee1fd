// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "PortSIP", path: "..")],
    targets: [
        .systemLibrary(name: "CPortSIPMeasured", path: "Sources/CPortSIPMeasured", pkgConfig: "portsip_sdk"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["CPortSIPMeasured", .product(name: "PortSIP", package: "PortSIP")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
