// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "gantry-benchmarks",
  dependencies: [
    .package(name: "gantry", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    // The same kernel calls as a discovery, and nothing else: the yardstick.
    .executableTarget(name: "floor", cSettings: [.unsafeFlags(["-O2"])]),
    .target(name: "CBench"),
    .systemLibrary(name: "CVTerm"),
    .executableTarget(
      name: "gantry-bench",
      dependencies: [
        "CBench", "CVTerm", "floor",
        .product(name: "gantry", package: "gantry"),
        .product(name: "GantryModules", package: "gantry"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
  ]
)
