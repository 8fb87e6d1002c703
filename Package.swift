// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Warnings are errors where the Makefile builds (`make test`, `make check`, CI); a plain
/// `swift build` with another compiler must not fail over a new warning.
let strict = Context.environment["GANTRY_STRICT"] == "1"

/// Terminal tests read the screen through libvterm; without its header they are skipped, not broken.
let hasVTerm = FileManager.default.fileExists(atPath: "/usr/include/vterm.h")

let swiftSettings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// Recorded files lie beside the tests, in a folder that is read from there and not out of a bundle.
func tests(_ name: String, _ dependencies: [Target.Dependency], recorded folder: String? = nil) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: folder.map { [$0] } ?? [],
    swiftSettings: swiftSettings)
}

/// The screen that tests read, and a program for them to run on it.
let terminalTestTargets: [Target] = [
  .systemLibrary(name: "CVTerm", path: "Tests/CVTerm"),
  .executableTarget(
    name: "TerminalProbe", dependencies: ["CursesTerminal", "Screen"], path: "Tests/TerminalProbe",
    swiftSettings: swiftSettings),
]

let package = Package(
  name: "gantry",
  products: [
    .executable(name: "gantry", targets: ["gantry"]),
    .library(name: "Netlink", targets: ["Netlink"]),
    // What Benchmarks/ measures from inside; no interface for others.
    .library(
      name: "GantryModules",
      targets: ["CLinux", "Dashboard", "LinuxSystem", "Netlink", "Observation", "Screen", "Topology"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
  ],
  targets: [
    // C shims, as thin as can be.
    .target(name: "CLinux"),
    .target(
      name: "CNCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // Pure: values and functions. No I/O, no clock.
    module("Addresses"),
    module("Topology", ["Addresses", collections]),
    module("Diagnosis", ["Addresses", "Topology"]),
    module("Screen"),
    module("Planning", ["Addresses", "Topology"]),
    module("Dashboard", ["Addresses", "Topology", "Diagnosis", "Planning", "Screen", collections]),

    // The edges.
    module("Reports", ["Addresses", "Topology", "Diagnosis", "Screen"]),
    module("CursesTerminal", ["CNCurses", "Screen"]),
    module("LinuxSystem", ["CLinux", system]),
    module("Netlink", ["Addresses", "CLinux", "LinuxSystem", system]),
    module(
      "Engines",
      [
        "Addresses", "CLinux", "LinuxSystem", "Topology", system,
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    module("Observation", ["Addresses", "CLinux", "Engines", "LinuxSystem", "Netlink", "Topology", system]),
    module("Execution", ["Addresses", "CLinux", "Engines", "LinuxSystem", "Netlink", "Planning", "Topology", system]),
    .executableTarget(
      name: "gantry",
      dependencies: [
        "Addresses", "CLinux", "CursesTerminal", "Dashboard", "Diagnosis", "Engines", "Execution", "LinuxSystem",
        "Netlink", "Observation", "Planning", "Reports", "Screen", "Topology", system,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    // Counts what is allocated.
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .target(
      name: "TestSupport",
      dependencies: ["Addresses", "CAllocations", "CLinux", "LinuxSystem", "Screen", "Topology", system],
      path: "Tests/TestSupport", swiftSettings: swiftSettings),
    tests("Addresses", ["Addresses"]),
    tests("Topology", ["Addresses", "Topology"]),
    tests("Diagnosis", ["Addresses", "Diagnosis", "Topology"]),
    tests("Screen", ["Screen"], recorded: "Goldens"),
    tests("Dashboard", ["Addresses", "Dashboard", "Diagnosis", "Planning", "Screen", "Topology"], recorded: "Goldens"),
    tests("Reports", ["Addresses", "Diagnosis", "Reports", "Screen", "Topology"], recorded: "Goldens"),
    tests("LinuxSystem", ["CLinux", "LinuxSystem", system]),
    tests("Netlink", ["Addresses", "CLinux", "LinuxSystem", "Netlink", system]),
    tests(
      "Engines",
      [
        "Addresses", "Engines", "LinuxSystem", "Topology",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], recorded: "Fixtures"),
    tests("Planning", ["Addresses", "Planning", "Topology"]),
    tests(
      "Execution",
      ["Addresses", "CLinux", "Engines", "Execution", "LinuxSystem", "Observation", "Planning", "Topology", system],
      recorded: "Goldens"),
    tests(
      "Observation",
      ["Addresses", "CLinux", "Diagnosis", "Engines", "LinuxSystem", "Netlink", "Observation", "Topology"]),
    tests(
      "Command",
      [
        "Addresses", "Dashboard", "Diagnosis", "Planning", "Reports", "Screen", "Topology", "gantry",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], recorded: "Goldens"),
    // The built binary, in namespaces of the tests' own, against the real kernel and the real engine.
    tests(
      "Integration",
      ["Addresses", "LinuxSystem", "Screen", "Topology"] + (hasVTerm ? ["CVTerm", "TerminalProbe"] : [])),
    // The import graph and other rules about the source itself.
    tests("Architecture", []),
  ] + (hasVTerm ? terminalTestTargets : [])
)
