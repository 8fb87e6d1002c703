import CLinux
import Foundation
import LinuxSystem
import Netlink

/// A host of this program's own, with as many wired namespaces as asked for.
///
/// `scripts/bench` starts the program as the first process of its own network, mount and PID namespaces with an empty
/// `/run`: that is the lab's host. Whatever is made in it ends with this program, however that ends, and no engine and
/// no process of the machine's own is seen from it.
final class Lab {
  private let worker: NamespaceWorker
  /// How many there are.
  private(set) var count = 0

  /// Each has an `eth0`, whose other end is `vNNNN` on the host's bridge `brN`, with an address and a default route.
  static func name(_ number: Int) -> String { "gt-bench-" + digits(number) }
  static func hostLink(_ number: Int) -> String { "v" + digits(number) }
  static func address(_ number: Int) -> [UInt8] {
    let place = number % portsPerBridge
    return gateway(number / portsPerBridge)[..<2] + [UInt8(1 + place / 250), UInt8(1 + place % 250)]
  }
  static func path(_ name: String) -> String { "/run/netns/" + name }

  /// A bridge takes 1,023 ports.
  private static let portsPerBridge = 500
  /// The bridge that follows is for those that come and go.
  private static let most = 10_500

  /// - Throws: where this is the machine's own namespace.
  init() throws {
    guard getpid() == 1, try Self.hasOnlyLoopback() else {
      throw BenchError("this is not a host of its own: start it by `make bench`")
    }
    try Self.disableIPv6()
    worker = try NamespaceWorker()
    try run("ip", "link", "set", "lo", "up")
  }

  /// Makes more, up to a number.
  func grow(to wanted: Int) throws {
    guard wanted > count else { return }
    let numbers = count..<wanted
    try run("ip", "-batch", "-", input: numbers.map { "netns add \(Self.name($0))\n" }.joined())
    try worker.run { visitor in try Self.wire(numbers, visitor) }
    count = wanted
  }

  /// Makes one more that does not count, for what comes and goes.
  func add(_ name: String, hostLink: String) throws {
    try run("ip", "netns", "add", name)
    try worker.run { visitor in
      var host = try Rtnetlink()
      let namespace = LabNamespace(name: name, hostLink: hostLink, number: Self.most)
      try host.addBridge(Self.most / Self.portsPerBridge)
      try Self.wire(namespace, &host, visitor)
    }
  }

  /// Removes the name; the kernel takes the rest down when it comes to it.
  func remove(_ name: String) throws { try run("ip", "netns", "del", name) }

  private static func wire(_ numbers: Range<Int>, _ visitor: borrowing NamespaceVisitor) throws {
    var host = try Rtnetlink()
    for bridge in Set(numbers.map { $0 / portsPerBridge }).sorted() { try host.addBridge(bridge) }
    for number in numbers {
      let namespace = LabNamespace(name: name(number), hostLink: hostLink(number), number: number)
      try wire(namespace, &host, visitor)
    }
  }

  private static func wire(
    _ namespace: LabNamespace, _ host: inout Rtnetlink, _ visitor: borrowing NamespaceVisitor
  ) throws {
    let descriptor = try NamespaceDescriptor(path: path(namespace.name))
    try visitor.inside(descriptor) { try disableIPv6() }
    let bridge = namespace.number / portsPerBridge
    try host.addPair(namespace.hostLink, onBridge: bridge, peer: "eth0", in: descriptor)
    try visitor.inside(descriptor) {
      var kernel = try Rtnetlink()
      try kernel.setUp(1)
      let eth0 = try kernel.link(named: "eth0").index
      try kernel.setUp(eth0)
      try kernel.addAddress(address(namespace.number), prefixLength: 16, to: eth0)
      try kernel.addDefaultRoute(via: gateway(bridge))
    }
  }

  /// As engines do for containers without IPv6; link-local addresses would keep bridges with 500 ports busy for a while.
  private static func disableIPv6() throws {
    for place in ["all", "default"] {
      try write("1", to: "/proc/sys/net/ipv6/conf/\(place)/disable_ipv6")
    }
  }

  /// Of the calling thread's namespace: Foundation's atomic way of writing is not for procfs.
  private static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError("cannot write \(path)") }
    fputs(text, file)
    fclose(file)
  }

  private static func hasOnlyLoopback() throws -> Bool {
    var kernel = try Rtnetlink()
    return try kernel.links().map(\.name) == ["lo"]
  }

  static func gateway(_ bridge: Int) -> [UInt8] { [10, UInt8(64 + bridge), 0, 1] }

  private static func digits(_ number: Int) -> String { String(format: "%04d", number) }
}

/// What is to be wired.
struct LabNamespace {
  let name: String
  let hostLink: String
  let number: Int
}
