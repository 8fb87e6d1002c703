import Testing

/// What each module may import, from the bottom up: a module's own modules stand above it in this list.
/// The list is the table of ARCHITECTURE.md; whoever changes one changes the other.
struct Module: Sendable, CustomTestStringConvertible {
  let name: String
  /// Values and functions only: no I/O, no clock, no randomness, no tasks.
  var isPure = false
  /// Modules of this package.
  var own: [String] = []
  /// Modules of others.
  var others: [String] = []

  var testDescription: String { name }

  static let all: [Module] = [
    Module(name: "CLinux"),
    Module(name: "CNCurses"),
    Module(name: "Addresses", isPure: true),
    Module(name: "Topology", isPure: true, own: ["Addresses"], others: ["OrderedCollections"]),
    Module(name: "Diagnosis", isPure: true, own: ["Addresses", "Topology"]),
    Module(name: "Screen", isPure: true),
    Module(name: "Planning", isPure: true, own: ["Addresses", "Topology"]),
    Module(
      name: "Dashboard", isPure: true, own: ["Addresses", "Topology", "Diagnosis", "Planning", "Screen"],
      others: ["OrderedCollections"]),
    Module(name: "Reports", isPure: true, own: ["Addresses", "Topology", "Diagnosis", "Screen"]),
    Module(name: "CursesTerminal", own: ["CNCurses", "Screen"], others: ["Glibc"]),
    Module(name: "LinuxSystem", own: ["CLinux"], others: ["Glibc", "Synchronization", "SystemPackage"]),
    Module(
      name: "Netlink", own: ["Addresses", "CLinux", "LinuxSystem"],
      others: ["Glibc", "Synchronization", "SystemPackage"]),
    Module(
      name: "Engines", own: ["Addresses", "CLinux", "LinuxSystem", "Topology"],
      others: [
        "FoundationEssentials", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix", "Synchronization", "SystemPackage",
      ]),
    Module(
      name: "Observation", own: ["Addresses", "CLinux", "Engines", "LinuxSystem", "Netlink", "Topology"],
      others: ["FoundationEssentials", "Glibc", "Synchronization", "SystemPackage"]),
    Module(
      name: "Execution",
      own: ["Addresses", "CLinux", "Engines", "LinuxSystem", "Netlink", "Planning", "Topology"],
      others: ["FoundationEssentials", "Synchronization", "SystemPackage"]),
    Module(
      name: "gantry",
      own: [
        "Addresses", "CLinux", "CursesTerminal", "Dashboard", "Diagnosis", "Engines", "Execution", "LinuxSystem",
        "Netlink", "Observation", "Planning", "Reports", "Screen", "Topology",
      ],
      others: ["ArgumentParser", "Glibc", "Synchronization", "SystemPackage"]),
  ]
}
