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
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.first == "nameserver", words.count > 1, let address = IPAddress(words[1]) else { return true }
      return !address.isLoopback
    }.map { "\($0)\n" }.joined()
  }
}
