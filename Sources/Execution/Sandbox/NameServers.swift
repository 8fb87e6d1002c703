import Addresses
import LinuxSystem
import SystemPackage

/// The host's name servers, as a container can use them.
enum NameServers {
  /// systemd-resolved writes the real ones there, and its own, on the loopback, to /etc/resolv.conf.
  private static let candidates = ["/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"]

  /// A resolv.conf(5) for a container.
  /// - Parameter isApart: the host's loopback is not its own: servers there are left out.
  static func configuration(isApart: Bool) throws(SystemError) -> String {
    for path in candidates {
      if let text = try contents(path) { return isApart ? withoutLoopback(text) : text }
    }
    return ""
  }

  /// The addresses of all of them, each once, sorted.
  static func addresses() throws(SystemError) -> [IPAddress] {
    var found: Set<IPAddress> = []
    for path in candidates {
      for line in try contents(path)?.split(separator: "\n") ?? [] { address(in: line).map { _ = found.insert($0) } }
    }
    return found.sorted()
  }

  private static func contents(_ path: String) throws(SystemError) -> String? {
    do {
      return String(decoding: try readFile(path), as: UTF8.self)
    } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
  }

  private static func withoutLoopback(_ text: String) -> String {
    text.split(separator: "\n").filter { line in
      address(in: line).map { !$0.isLoopback } ?? true
    }.map { "\($0)\n" }.joined()
  }

  private static func address(in line: Substring) -> IPAddress? {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
    return words.first == "nameserver" && words.count > 1 ? IPAddress(words[1]) : nil
  }
}
