import Addresses
import LinuxSystem
import Netlink
import TestSupport
import Testing

@Suite("Notifications of the real kernel", .requires(.root))
struct MonitorTests {
  let lab: Lab
  let home: LabNamespace

  init() throws {
    lab = try Lab("nl")
    home = try lab.namespace("home")
  }

  @Test("A link that comes and goes is told of")
  func comingAndGoing() throws {
    let home = home
    let events = try home.inside {
      var monitor = try RtnetlinkMonitor([.link])
      try home.ip(each: "link add br0 type bridge", "link del br0")
      return try monitor.all().map(\.event)
    }
    let told = events.compactMap { event -> String? in
      switch event {
      case .link(let link) where link.family == 0: "+\(link.name)"
      case .linkRemoved(let link) where link.family == 0: "-\(link.name)"
      default: nil
      }
    }
    #expect(told.first == "+br0" && told.last == "-br0")
  }

  @Test("Events of another namespace come with its number, if it has one")
  func allNamespaces() throws {
    let (home, other, stranger) = (home, try lab.namespace("other"), try lab.namespace("stranger"))
    try lab.connect(home, "cable", other, "eth0")
    let (events, number) = try home.inside {
      var kernel = try Rtnetlink()
      let number = try kernel.namespaceID(of: NamespaceDescriptor(path: other.path))
      var monitor = try RtnetlinkMonitor([.link, .ipv4Address], allNamespaces: true)
      try stranger.ip(each: "link add unheard type bridge")
      try other.ip(each: "addr add 10.2.3.4/24 dev eth0", "link add heard type bridge")
      return (try monitor.all(), number)
    }
    #expect(number != nil)
    #expect(events.allSatisfy { $0.namespaceID == number || $0.namespaceID == nil })
    let heard = events.filter { $0.namespaceID != nil }.map(\.event)
    #expect(
      heard.contains {
        if case .address(let address) = $0 { address.prefix.description == "10.2.3.4/24" } else { false }
      })
    #expect(heard.contains { if case .link(let link) = $0 { link.name == "heard" } else { false } })
    #expect(!events.contains { if case .link(let link) = $0.event { link.name == "unheard" } else { false } })
  }

  @Test("A namespace that gets a number is told of, and so is the end of it")
  func namespaceIDs() throws {
    let (home, other) = (home, try lab.namespace("other"))
    let events = try home.inside {
      var monitor = try RtnetlinkMonitor([.namespaceID])
      try home.ip(each: "netns set \(other.name) 77", )
      try other.unname()
      return try eventually("the end of the number", on: monitor.rawValue) {
        let events = try monitor.all().map(\.event)
        return events.contains(.namespaceIDRemoved(77)) ? events : events.isEmpty ? nil : events
      }
    }
    #expect(events.contains(.namespaceID(77)) || events.contains(.namespaceIDRemoved(77)))
  }

  @Test("A reader that is too late is told that it has missed something, and hears what comes after")
  func overrun() throws {
    let home = home
    let (outcome, after) = try home.inside {
      var monitor = try RtnetlinkMonitor([.link], capacity: 1)
      try home.ip(each: "link add br0 type bridge")
      for _ in 0..<8 { try home.ip(each: "link set br0 up", "link set br0 down") }
      var outcome = NetlinkMonitor<NetlinkSocket>.Outcome.more
      while outcome == .more { outcome = try monitor.receive { _, _ in } }
      while try monitor.receive({ _, _ in }) != .current {}
      try home.ip(each: "link del br0")
      return (outcome, try monitor.all().map(\.event))
    }
    #expect(outcome == .overrun)
    #expect(after.contains { if case .linkRemoved(let link) = $0 { link.name == "br0" } else { false } })
  }
}

private struct Told: Sendable {
  let event: RtnetlinkEvent
  let namespaceID: Int32?
}

extension NetlinkMonitor where Transport == NetlinkSocket {
  /// What has come: the kernel notifies before the command that caused it ends.
  fileprivate mutating func all() throws -> [Told] {
    var result: [Told] = []
    let outcome = try receive { (message, namespaceID) throws(NetlinkError) in
      if let event = try RtnetlinkEvent(message) { result.append(Told(event: event, namespaceID: namespaceID)) }
    }
    #expect(outcome == .current)
    return result
  }
}
