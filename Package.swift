// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: the Swift 6 language mode, and imports that do not leak.
///
/// `InternalImportsByDefault` makes a C type in a public signature a compile error, which is how the
/// arrows of CONTRIBUTING.md ("Targets and arrows") are kept. `scripts/check` sets `ROUGHCUT_CHECK` to
/// make warnings errors, in these targets and not in those of packages.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["ROUGHCUT_CHECK"] == nil ? [] : [.treatAllWarnings(as: .error)])

let package = Package(
  name: "roughcut",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "JSONTree", targets: ["JSONTree"]),
    .library(name: "LibAV", targets: ["LibAV"]),
    .library(name: "TextPainting", targets: ["TextPainting"]),
    .library(name: "DraftModel", targets: ["DraftModel"]),
    .library(name: "CloudAPI", targets: ["CloudAPI"]),
    .library(name: "HTTPTransport", targets: ["HTTPTransport"]),
    .library(name: "CurlTransport", targets: ["CurlTransport"]),
    .library(name: "RenderPlanning", targets: ["RenderPlanning"]),
    .library(name: "Compositing", targets: ["Compositing"]),
    .library(name: "MediaLibrary", targets: ["MediaLibrary"]),
    .library(name: "PreviewRendering", targets: ["PreviewRendering"]),
    .library(name: "JobLedger", targets: ["JobLedger"]),
    .library(name: "Sandbox", targets: ["Sandbox"]),
    .library(name: "DraftTesting", targets: ["DraftTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .target(name: "JSONTree", swiftSettings: strict),
    .target(name: "DraftModel", dependencies: ["JSONTree"], swiftSettings: strict),
    .target(
      name: "RenderPlanning",
      dependencies: ["DraftModel", "JSONTree", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .testTarget(
      name: "RenderPlanningTests",
      dependencies: ["RenderPlanning", "DraftModel", "JSONTree", "TestSupport"],
      swiftSettings: strict),
    .executableTarget(
      name: "jsontree-bench", dependencies: ["JSONTree"],
      path: "Sources/Benchmarks/JSONTreeBench", swiftSettings: strict),
    .testTarget(
      name: "JSONTreeTests", dependencies: ["JSONTree", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DraftModelTests", dependencies: ["DraftModel", "JSONTree", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "CFFmpeg",
      linkerSettings: [
        // libavfilter is loaded when it is first needed (filters.c).
        .linkedLibrary("avformat"), .linkedLibrary("avcodec"), .linkedLibrary("swscale"),
        .linkedLibrary("swresample"), .linkedLibrary("avutil"),
      ]),
    .systemLibrary(
      name: "CWebP", pkgConfig: "libwebpdemux", providers: [.apt(["libwebp-dev"])]),
    .target(
      name: "LibAV", dependencies: ["CFFmpeg", "CWebP"],
      swiftSettings: strict + [.strictMemorySafety()]),
    .testTarget(
      name: "LibAVTests", dependencies: ["LibAV", "TestSupport"], swiftSettings: strict),
    .target(
      name: "Compositing",
      dependencies: ["DraftModel", "RenderPlanning", "LibAV", "TextPainting"],
      swiftSettings: strict),
    .testTarget(
      name: "CompositingTests",
      dependencies: [
        "Compositing", "DraftModel", "LibAV", "MediaLibrary", "RenderPlanning", "TestSupport",
      ],
      swiftSettings: strict),
    .target(
      name: "MediaLibrary",
      dependencies: [
        "DraftModel", "HTTPTransport", "JSONTree", "RenderPlanning", "LibAV",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "PreviewRendering",
      dependencies: [
        "Compositing", "DraftModel", "LibAV", "MediaLibrary", "RenderPlanning", "TextPainting",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MediaLibraryTests",
      dependencies: [
        "MediaLibrary", "RenderPlanning", "DraftModel", "HTTPTransport", "JSONTree", "LibAV",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PreviewRenderingTests",
      dependencies: [
        "PreviewRendering", "MediaLibrary", "RenderPlanning", "DraftModel", "LibAV",
        "TestSupport", "SelfClock",
      ],
      swiftSettings: strict),
    .systemLibrary(
      name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .target(
      name: "TextPainting", dependencies: ["CPango"],
      swiftSettings: strict + [.strictMemorySafety()]),
    .testTarget(
      name: "TextPaintingTests", dependencies: ["TextPainting", "TestSupport"],
      swiftSettings: strict),
    .target(name: "HTTPTransport", swiftSettings: strict),
    .testTarget(
      name: "HTTPTransportTests", dependencies: ["HTTPTransport", "TestSupport"],
      swiftSettings: strict),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(
      name: "CurlTransport", dependencies: ["HTTPTransport", "CCurl"], swiftSettings: strict),
    .testTarget(
      name: "CurlTransportTests",
      dependencies: ["CurlTransport", "HTTPTransport", "TestSupport"],
      exclude: ["server.py", "secure-server.mjs"], swiftSettings: strict),
    .target(
      name: "CloudAPI", dependencies: ["JSONTree", "HTTPTransport", "Yams"],
      swiftSettings: strict),
    .testTarget(
      name: "CloudAPITests",
      dependencies: ["CloudAPI", "HTTPTransport", "JSONTree", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "JobLedger",
      dependencies: [
        "CloudAPI", "HTTPTransport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "JobLedgerTests",
      dependencies: ["JobLedger", "CloudAPI", "HTTPTransport", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "Regression",
      dependencies: [
        "DraftModel", "JSONTree", "LibAV", "MediaLibrary", "PreviewRendering", "RenderPlanning",
        "Yams", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(
          name: "SystemPackage", package: "swift-system",
          condition: .when(platforms: [.linux])),
      ],
      swiftSettings: strict),
    .target(
      name: "DraftTesting", dependencies: ["Regression", "DraftModel", "RenderPlanning"],
      swiftSettings: strict),
    .testTarget(
      name: "RegressionTests",
      dependencies: [
        "Regression", "DraftTesting", "DraftModel", "JSONTree", "LibAV", "RenderPlanning",
        "TestSupport",
      ],
      swiftSettings: strict),
    .target(
      name: "Sandbox",
      dependencies: [
        "CloudAPI", "DraftModel", "HTTPTransport", "JSONTree", "LibAV", "MediaLibrary",
        "PreviewRendering", "RenderPlanning",
        .product(name: "FlyingSocks", package: "FlyingFox"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SandboxTests",
      dependencies: [
        "Sandbox", "CloudAPI", "CurlTransport", "DraftModel", "HTTPTransport", "JSONTree",
        "TestSupport",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "roughcut",
      dependencies: [
        "CloudAPI", "Compositing", "CurlTransport", "DraftModel", "HTTPTransport", "JSONTree",
        "JobLedger", "LibAV", "MediaLibrary", "PreviewRendering", "Regression", "RenderPlanning",
        "Sandbox", "SelfClock", "TextPainting", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["SelfClock", "TestSupport"],
      exclude: ["Support/second-service.py", "Support/hostile-service.py"], swiftSettings: strict),
    .target(name: "SelfClock", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["SelfClock"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "SelfClockTests", dependencies: ["SelfClock", "TestSupport"], swiftSettings: strict),
  ]
)
