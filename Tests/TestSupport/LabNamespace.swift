import Glibc

/// A named network namespace.
package struct LabNamespace: Sendable, Hashable {
  package let name: String

  package var path: String { "/run/netns/\(name)" }

  /// `ip` inside: `try ns.ip("link", "set", "eth0", "up")`; answers what it wrote.
  @discardableResult
  package func ip(_ arguments: String...) throws -> String {
    try Command("ip", ["-n", name] + arguments)()
  }

  /// The same as JSON: `try ns.ipJSON("address", "show", "dev", "eth0")`.
  package func ipJSON(_ arguments: String...) throws -> JSON {
    try JSON(parsing: Command("ip", ["-n", name, "-json", "-details", "-statistics"] + arguments)())
  }

  /// Any program with this as its network namespace.
  @discardableResult
  package func run(_ executable: String, _ arguments: String...) throws -> String {
    try command(executable, arguments)()
  }

  package func command(_ executable: String, _ arguments: [String] = []) -> Command {
    Command(executable, arguments).inNamespace(path)
  }

  package func sysctl(_ key: String, _ value: String) throws {
    try run("sysctl", "-qw", "\(key)=\(value)")
  }

  /// A bridge, up, with these links as its ports.
  package func addBridge(_ bridge: String, ports: [String] = []) throws {
    try ip("link", "add", bridge, "type", "bridge")
    try ip("link", "set", bridge, "up")
    for port in ports { try ip("link", "set", port, "master", bridge) }
  }

  /// Both ends in this namespace, both up.
  package func addVeth(_ link: String, _ peer: String) throws {
    try ip("link", "add", link, "type", "veth", "peer", "name", peer)
    try ip("link", "set", link, "up")
    try ip("link", "set", peer, "up")
  }

  /// An address with its prefix length; usable at once (no duplicate address detection).
  package func addAddress(_ address: String, to link: String) throws {
    let noDetection = address.contains(":") ? ["nodad"] : []
    try Command("ip", ["-n", name, "address", "add", address, "dev", link] + noDetection)()
  }

  package func addRoute(_ destination: String, via gateway: String) throws {
    let family = gateway.contains(":") ? "-6" : "-4"
    try ip(family, "route", "add", destination, "via", gateway)
  }

  /// The inode of the namespace, as `net:[…]` shows it.
  package func inode() throws -> UInt64 {
    try Self.inode(ofFile: path)
  }

  /// The inode behind any namespace file, such as `/proc/PID/ns/net`.
  package static func inode(ofFile path: String) throws -> UInt64 {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw CommandError(command: "stat \(path)", reason: String(cString: strerror(errno)), output: Output())
    }
    return UInt64(status.st_ino)
  }

  /// Removes the name; the namespace lives on as long as something else holds it.
  package func unname() throws {
    try Command("ip", "netns", "del", name)()
  }
}
