import Foundation
import TestSupport
import Testing

@Suite("The lab", .serialized, .requires(.root, .tool("busybox"), .tool("python3")))
struct LabTests {
  @Test("Two namespaces that are wired together reach each other")
  func connected() throws {
    let lab = try Lab("harness")
    let (one, other) = try (lab.namespace("one"), lab.namespace("other"))
    try lab.connect(one, "eth0", other, "eth1")
    try one.addAddress("10.9.0.1/24", to: "eth0")
    try other.addAddress("10.9.0.2/24", to: "eth1")
    try one.addAddress("fd00:9::1/64", to: "eth0")
    try other.addAddress("fd00:9::2/64", to: "eth1")
    try one.run("busybox", "ping", "-c", "1", "-W", "5", "10.9.0.2")
    try one.run("busybox", "ping", "-c", "1", "-W", "5", "fd00:9::2")
    #expect(try one.ipJSON("link").first("ifname", "eth0")["operstate"].string == "UP")
  }

  @Test("Many namespaces around a hub each have their own end of a veth pair")
  func many() throws {
    let lab = try Lab("harness")
    let hub = try lab.namespace("hub")
    let spokes = try lab.namespaces(50, around: hub)
    let far = try spokes[49].ipJSON("link").first("ifname", "eth0")
    #expect(try hub.ipJSON("link").first("ifname", "v49")["ifindex"] == far["link_index"])
    #expect(try hub.ipJSON("link").array.count == 51)
    lab.close()
    #expect(try HostState.leftovers(of: lab.name) == .clean)
  }

  @Test("Closing a lab removes all that it made")
  func closing() throws {
    let lab = try Lab("harness")
    let namespace = try lab.namespace("one")
    try namespace.addBridge("br0")
    #expect(try HostState.leftovers(of: lab.name) != .clean)
    lab.close()
    #expect(try HostState.leftovers(of: lab.name) == .clean)
  }

  @Test("A namespace without a name lives as long as its holder", arguments: NamespaceHolder.Way.allCases)
  func holding(way: NamespaceHolder.Way) throws {
    let lab = try Lab("harness")
    let (inner, outer) = try (lab.namespace("inner"), lab.namespace("outer"))
    try lab.connect(outer, "toinner", inner, "eth0")
    let holder = try NamespaceHolder(of: inner, by: way)
    try inner.unname()
    #expect(try outer.ipJSON("link").first("ifname", "toinner")["operstate"].string == "UP")
    holder.release()
    // The kernel takes the pair away when the last holder is gone.
    try eventually("the veth goes with the namespace") {
      try outer.ipJSON("link").first("ifname", "toinner") == .null
    }
  }

  @Test("Only the holder's own way leads to the namespace", arguments: NamespaceHolder.Way.allCases)
  func onlyWay(way: NamespaceHolder.Way) throws {
    let lab = try Lab("harness")
    let namespace = try lab.namespace("held")
    let inode = try namespace.inode()
    let holder = try NamespaceHolder(of: namespace, by: way)
    try namespace.unname()
    let found = try Ways(to: inode, of: holder.pid)
    #expect(found == Ways(way))
  }
}

/// The ways in which a process can be seen to lead to a namespace from outside.
private struct Ways: Equatable {
  var process = false
  var thread = false
  var descriptor = false
  var mount = false

  init(_ way: NamespaceHolder.Way) {
    process = way == .process
    thread = way == .process || way == .thread
    descriptor = way == .descriptor
    mount = way == .mountElsewhere
  }

  init(to inode: UInt64, of pid: Int32) throws {
    // By identity: the link text of such a descriptor is the path it was opened by, or `/` once that is gone.
    let leads = { (path: String) in (try? LabNamespace.inode(ofFile: path)) == inode }
    let entries = { (path: String) in
      try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" }
    }
    process = leads("/proc/\(pid)/ns/net")
    thread = try entries("/proc/\(pid)/task").contains { leads("\($0)/ns/net") }
    descriptor = try entries("/proc/\(pid)/fd").contains(where: leads)
    mount = try TextFile.read("/proc/\(pid)/mountinfo").contains("net:[\(inode)]")
  }
}
