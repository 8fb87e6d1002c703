import Foundation
import Netlink
import TestSupport
import Testing

@Suite("Recordings", .requires(.root), .serialized)
struct RecordingTests {
  static let isRerecording = ProcessInfo.processInfo.environment["GANTRY_RECORD"] == "1"

  /// `GANTRY_RECORD=1 swift test --filter RecordingTests` writes the goldens anew, and fails to say so.
  @Test("This kernel's messages still have the goldens' attributes", arguments: Recording.all.map(\.name))
  func attributes(name: String) throws {
    let recording = try #require(Recording.all.first { $0.name == name })
    let lab = try Lab("rec")
    let bytes = try recording.record(lab)
    if Self.isRerecording {
      let version = try Command("uname", "-r")()
      try Golden.write("Recorded/\(name)", bytes, note: "\(recording.note), recorded on Linux \(version)")
      Issue.record("written anew: look at the difference, then run without GANTRY_RECORD")
    }
    let golden = try Golden("Recorded/\(name)")
    // Other kernels add attributes; those of the golden stay, in their order.
    let (now, then) = (Self.names(bytes), Self.names(golden.bytes))
    #expect(now.filter(Set(then).contains) == then)
  }

  @Test("What this kernel has no module for is put together from the headers", arguments: Construction.all.map(\.name))
  func constructed(name: String) throws {
    let bytes = try #require(Construction.all.first { $0.name == name }).bytes
    if Self.isRerecording {
      try Golden.write("Constructed/\(name)", bytes, note: "\(name), constructed from linux/if_link.h, not recorded")
    }
    #expect(try Golden("Constructed/\(name)").bytes == bytes)
  }

  private static func names(_ bytes: [UInt8]) -> [String] {
    AnnotatedHex.write(bytes, note: "").split(separator: "\n").compactMap { line in
      line.split(separator: "#").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { $0.hasPrefix("IFLA_") || $0.hasPrefix("IFA_") || $0.hasPrefix("RTA_") || $0.hasPrefix("NDA_") }
  }
}
