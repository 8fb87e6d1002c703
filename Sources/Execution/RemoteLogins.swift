import Addresses
import LinuxSystem
import SystemPackage

/// Through which addresses of this host somebody is logged in by SSH.
enum RemoteLogins {
  /// The local addresses of established connections that processes called sshd hold, each once, sorted; those of the
  /// network namespace that the calling thread is in.
  static func addresses() throws -> [IPAddress] {
    let sockets = try socketsOfServers()
    guard !sockets.isEmpty else { return [] }
    var found: Set<IPAddress> = []
    for file in ["tcp", "tcp6"] {
      guard let table = try table(file) else { continue }
      for connection in table where sockets.contains(connection.inode) { found.insert(connection.local) }
    }
    return found.sorted()
  }

  /// Inodes of sockets.
  private static func socketsOfServers() throws -> Set<UInt64> {
    let procfs = try Procfs()
    var inodes: Set<UInt64> = []
    for process in try procfs.processes() {
      // Who has ended meanwhile, or may not be looked into, holds nothing that could be told.
      guard let status = try? procfs.status(of: process), status.name.hasPrefix("sshd"),
        let descriptors = try? procfs.descriptors(of: process)
      else { continue }
      for descriptor in descriptors {
        if case .socket(let inode)? = try? procfs.target(of: descriptor, in: process) { inodes.insert(inode) }
      }
    }
    return inodes
  }

  private static func table(_ name: String) throws(SystemError) -> [Connection]? {
    do {
      let text = String(decoding: try readFile("/proc/thread-self/net/\(name)"), as: UTF8.self)
      return text.split(separator: "\n").dropFirst().compactMap { Connection(line: $0) }
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  /// An established connection, as a line of `/proc/net/tcp` has it (proc(5)).
  struct Connection: Hashable {
    let local: IPAddress
    let inode: UInt64

    /// Nil for a socket in another state than TCP_ESTABLISHED (1).
    init?(line: Substring) {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count > 9, fields[3] == "01", let inode = UInt64(fields[9]),
        let address = Self.address(fields[1].prefix { $0 != ":" })
      else { return nil }
      self.inode = inode
      local = address
    }

    /// Words of 32 bits in the machine's order, each as eight digits; addresses of IPv4 mapped into IPv6 are IPv4's.
    private static func address(_ digits: Substring) -> IPAddress? {
      var octets: [UInt8] = []
      var rest = digits
      while !rest.isEmpty {
        guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
        octets += withUnsafeBytes(of: word) { Array($0) }
        rest = rest.dropFirst(8)
      }
      let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
      return IPAddress(octets.starts(with: mapped) && octets.count == 16 ? Array(octets.dropFirst(12)) : octets)
    }
  }
}
