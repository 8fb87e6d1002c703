import CLinux
import LinuxSystem
import Netlink
import Topology

/// How soon what happens is known, and seen. Nanoseconds.
struct ResponseFigures {
  /// From before a link is changed until the event is decoded.
  var decoded: Sample
  /// From before a link is changed until the screen says so.
  var onScreen: Sample
  /// From a namespace's wiring until it is a row on the screen.
  var newRow: Sample
  /// From the last of 2,000 changes until the picture has them all; nil where it never had.
  var burst: Double?
}

extension Rig {
  /// Changes things, and looks.
  func responses() throws -> ResponseFigures {
    ResponseFigures(decoded: try decoded(), onScreen: try onScreen(), newRow: try newRow(), burst: try burst())
  }

  private func decoded() throws -> Sample {
    var host = try Rtnetlink()
    var monitor = try RtnetlinkMonitor([.link], allNamespaces: true)
    let index = try host.link(named: Lab.hostLink(0)).index
    var times: [Double] = []
    for turn in 0..<(20 * effort.answers) {
      let start = SystemClock.monotonic()
      try host.setUp(index, turn % 2 == 1)
      var event: UInt64?
      while event == nil {
        _ = try monitor.receive { (message, _) throws(NetlinkError) in
          guard case .link(let link)? = try RtnetlinkEvent(message), link.index == index else { return }
          event = event ?? SystemClock.monotonic()
        }
      }
      times.append(Double((event ?? start) - start))
    }
    return Sample(times)
  }

  private func onScreen() throws -> Sample {
    var host = try Rtnetlink()
    let name = Lab.hostLink(0)
    let index = try host.link(named: name).index
    let program = try dashboard()
    program.press("4")
    try program.wait(for: "the links") { $0.shows(name, " up ") }
    var times: [Double] = []
    for turn in 0..<(2 * effort.answers) {
      // At another moment of the dashboard's second each time.
      program.watch(seconds: 0.15 + 0.037 * Double(turn % 10))
      let isUp = turn % 2 == 1
      let start = SystemClock.monotonic()
      try host.setUp(index, isUp)
      let seen = try program.wait(for: "a link's state") {
        $0.shows(name, isUp ? " up " : " down ")
      }
      times.append(Double(seen - start))
    }
    return Sample(times)
  }

  private func newRow() throws -> Sample {
    let program = try dashboard()
    // What is no container counts as noise; each new one is the only row that matches.
    program.press(".")
    program.watch(seconds: 0.5)
    program.press("/gt-new\r")
    program.watch(seconds: 0.5)
    var times: [Double] = []
    for turn in 0..<effort.answers {
      program.watch(seconds: 0.3 + 0.037 * Double(turn % 10))
      let name = "gt-new-\(turn)"
      try lab.add(name, hostLink: "new\(turn)")
      let start = SystemClock.monotonic()
      let seen = try program.wait(for: name) { $0.shows(name, " 10.") }
      times.append(Double(seen - start))
      try lab.remove(name)
    }
    return Sample(times)
  }

  /// 1,000 links (or all there are) are set down, then all get another MTU: what is lost on the way shows at the end.
  private func burst() throws -> Double? {
    let watching = try Watching()
    try watching.wait(seconds: 30) { $0.namespaces.count == lab.count + 1 }
    watching.watch(seconds: 2)
    var host = try Rtnetlink()
    let links = try host.links().filter { $0.name.hasPrefix("v") }
    let changes = max(2, 2_000 / links.count)
    for turn in 0..<changes {
      for link in links { try host.setMTU(link.index, 1_500 - UInt32(changes - turn)) }
    }
    let start = SystemClock.monotonic()
    let seen = try? watching.wait(seconds: 10) { picture in
      let known = picture.hostNamespace?.links.filter { $0.name.hasPrefix("v") } ?? []
      return known.count == links.count && known.allSatisfy { $0.mtu == 1_499 }
    }
    for link in links { try host.setMTU(link.index, 1_500) }
    return seen.map { Double($0 - start) }
  }
}
