// swift-tools-version: 6.0
// PortSIP SDK for Swift.
//
// The native library comes in one of two ways:
//
// - Linux, and development on a Mac: the library and header that pkg-config knows as `portsip_sdk`.
// - Apps for iOS and macOS: an xcframework, CPortSIP.xcframework beside this file, or wherever
//   PORTSIP_SDK_XCFRAMEWORK says (a path relative to this folder). README.md tells how to make one.

import Foundation
import PackageDescription

let dropIn = "CPortSIP.xcframework"
let isDroppedIn = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(dropIn)")
let xcframework = Context.environment["PORTSIP_SDK_XCFRAMEWORK"] ?? (isDroppedIn ? dropIn : nil)

let native: Target =
    if let xcframework {
        .binaryTarget(name: "CPortSIP", path: xcframework)
    } else {
        .systemLibrary(name: "CPortSIP", pkgConfig: "portsip_sdk")
    }

let package = Package(
    name: "PortSIP",
    platforms: [.iOS(.v13), .macOS(.v10_15)],
    products: [
        .library(name: "PortSIP", targets: ["PortSIP"])
    ],
    targets: [
        native,
        .target(
            name: "PortSIP",
            dependencies: ["CPortSIP"],
            linkerSettings: [
                .linkedFramework("AudioToolbox", .when(platforms: [.iOS, .macOS])),
                .linkedFramework("AVFoundation", .when(platforms: [.iOS])),
                .linkedFramework("CoreAudio", .when(platforms: [.macOS])),
            ]
        ),
        .systemLibrary(name: "CPortSIPTestHooks", path: "Tests/CPortSIPTestHooks"),
        .testTarget(name: "PortSIPTests", dependencies: ["PortSIP", "CPortSIPTestHooks"]),
    ],
    swiftLanguageModes: [.v6]
)
