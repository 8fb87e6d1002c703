import SystemPackage

/// A set of Linux capabilities (capabilities(7)).
public struct Capabilities: OptionSet, Hashable, Sendable {
  /// Bit n is capability n of linux/capability.h.
  public let rawValue: UInt64
  /// The set of these bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Read any file: sockets of engines, other users' processes (`CAP_DAC_READ_SEARCH`).
  public static let dacReadSearch = Capabilities(rawValue: 1 << 2)
  /// Change links, addresses, routes; read some of them (`CAP_NET_ADMIN`).
  public static let netAdmin = Capabilities(rawValue: 1 << 12)
  /// Capture packets (`CAP_NET_RAW`).
  public static let netRaw = Capabilities(rawValue: 1 << 13)
  /// Look into other users' processes: their namespaces, descriptors (`CAP_SYS_PTRACE`).
  public static let sysPtrace = Capabilities(rawValue: 1 << 19)
  /// Enter namespaces (`CAP_SYS_ADMIN`).
  public static let sysAdmin = Capabilities(rawValue: 1 << 21)

  /// What the calling thread may do now.
  public static func effective() throws(SystemError) -> Capabilities {
    let status = try readFile("/proc/thread-self/status")
    guard let value = Self.effective(inStatus: status) else {
      throw SystemError("read", on: "/proc/thread-self/status", .invalidArgument, advice: "no CapEff line in it")
    }
    return value
  }

  /// The `CapEff` line of a `/proc/PID/status` file.
  static func effective(inStatus status: [UInt8]) -> Capabilities? {
    let label = Array("CapEff:".utf8)
    for line in status.split(separator: UInt8(ascii: "\n")) where line.starts(with: label) {
      let digits = String(decoding: line.dropFirst(label.count), as: UTF8.self)
        .drop { $0 == "\t" || $0 == " " }
      return UInt64(digits, radix: 16).map(Capabilities.init(rawValue:))
    }
    return nil
  }

  /// The names of those in the set that this type knows, as capabilities(7) has them, in the kernel's order.
  public var names: [String] {
    let all: [(Capabilities, String)] = [
      (.dacReadSearch, "CAP_DAC_READ_SEARCH"), (.netAdmin, "CAP_NET_ADMIN"), (.netRaw, "CAP_NET_RAW"),
      (.sysPtrace, "CAP_SYS_PTRACE"), (.sysAdmin, "CAP_SYS_ADMIN"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
