// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "P2PSample",
    platforms: [.macOS(.v10_15)],
    dependencies: [.package(name: "PortSIP", path: "../../../bindings/swift")],
    targets: [
        .executableTarget(
            name: "P2PSample",
            dependencies: [.product(name: "PortSIP", package: "PortSIP")]
        )
    ],
    swiftLanguageModes: [.v6]
)
