import Addresses
import Diagnosis
import Screen
import TestSupport
import Testing
import Topology

@testable import Reports

@Suite struct TextTests {
  @Test("The tables of the tutorial host are the recorded ones", arguments: Excerpt.Kind.allCases)
  func tables(kind: Excerpt.Kind) throws {
    try assertGolden(Self.excerpt(kind).tables(Presentation()), named: "list-\(kind.rawValue).txt")
  }

  @Test("On a terminal of 80 columns no line is wider, and the names stay whole")
  func narrow() throws {
    for kind in Excerpt.Kind.allCases {
      let text = Self.excerpt(kind).tables(Presentation(width: 80))
      let tables = text.split(separator: "Problems\n")[0]
      #expect(tables.split(separator: "\n").allSatisfy { String($0).columns <= 80 })
    }
    try assertGolden(Self.excerpt(.all).tables(Presentation(width: 80, glyphs: .ascii)), named: "list-all-80-ascii.txt")
  }

  @Test("Colour adds escape sequences and nothing else")
  func color() {
    let plain = Self.excerpt(.all).tables(Presentation())
    let colored = Self.excerpt(.all).tables(Presentation(isColored: true))
    #expect(plain != colored)
    #expect(colored.replacing(/\u{1b}\[[0-9]+m/, with: "") == plain)
  }

  @Test("Nothing of a hostile name acts on the terminal", arguments: Excerpt.Format.allCases)
  func hostileExports(format: Excerpt.Format) throws {
    let text = Excerpt(of: HostileHost.snapshot, findings: []).exported(as: format, Presentation())
    #expect(!text.unicodeScalars.contains { Self.actsOnTerminal($0) && $0 != "\n" })
    try assertGolden(text, named: "hostile.\(format.rawValue == "text" ? "txt" : format.rawValue)")
  }

  @Test("Nothing of a hostile name acts on the terminal in tables and pages")
  func hostileText() throws {
    let excerpt = Excerpt(of: HostileHost.snapshot, findings: [])
    let pages = HostileHost.names.indices.map { index in
      Page(
        about: .container(ContainerKey(engine: "docker", id: "id\(index)")), in: HostileHost.snapshot, findings: []
      ).text(Presentation())
    }
    for text in [excerpt.tables(Presentation())] + pages {
      #expect(!text.unicodeScalars.contains { Self.actsOnTerminal($0) && $0 != "\n" })
    }
    try assertGolden(excerpt.tables(Presentation()), named: "hostile-list.txt")
  }

  @Test(
    "The page of an object is the recorded one",
    arguments: [
      "bbox01", "bbox02", "bbox04", "web", "old", "network:bridge", "lab-x", "namespace:host", "docker0", "web/eth0",
      "veth9",
    ])
  func pages(name: String) throws {
    let snapshot = TutorialHost.snapshot()
    guard case .found(let object) = snapshot.resolve(name) else {
      Issue.record("\(name) is not one object")
      return
    }
    let page = Page(about: object, in: snapshot, findings: Doctor.findings(in: snapshot)).text(Presentation())
    try assertGolden(page, named: "show-\(name.split { ":/".contains($0) }.joined(separator: "-")).txt")
  }

  @Test("The wiring of the tutorial host is the recorded one", arguments: [Excerpt.Format.dot, .mermaid, .text])
  func exports(format: Excerpt.Format) throws {
    try assertGolden(
      Self.excerpt(.all).exported(as: format, Presentation()),
      named: "wiring.\(format == .text ? "txt" : format.rawValue)")
    if format == .text {
      try assertGolden(
        Self.excerpt(.all).exported(as: format, Presentation(glyphs: .ascii)), named: "wiring-ascii.txt")
    }
  }

  @Test("A row with very many addresses has the first few and their number; its page has all, and says how many")
  func manyAddresses() throws {
    var (host, peer) = (Self.namespace(1), Self.namespace(2))
    let addresses = try (1...400).map { try #require(IPPrefix(IPAddress(ipv4: 0x0a00_0000 + $0), length: 24)) }
    host.links[0].addresses = addresses.map { LinkAddress($0) }
    peer.links[0].addresses = try (1...5).map { try LinkAddress(#require(IPPrefix("10.1.0.\($0)/24"))) }
    let snapshot = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0), namespaces: [host, peer])
    for kind in [Excerpt.Kind.links, .namespaces] {
      let text = Excerpt(of: snapshot, findings: [], kind: kind).tables(Presentation())
      #expect(text.contains("10.0.0.1/24, 10.0.0.2/24, 10.0.0.3/24, 10.0.0.4/24 and 396 more"))
      #expect(text.contains("10.1.0.1/24, 10.1.0.2/24, 10.1.0.3/24, 10.1.0.4/24, 10.1.0.5/24"))
      #expect(text.split(separator: "\n").allSatisfy { $0.count < 250 })
    }
    let page = Page(about: .namespace(host.id), in: snapshot, findings: []).text(Presentation())
    #expect(page.contains("\nAddresses (400)\n"))
    #expect(addresses.allSatisfy { page.contains("  \($0)") })
    let json = Excerpt(of: snapshot, findings: []).json(isIndented: false)
    #expect(addresses.allSatisfy { json.contains("\"\($0)\"") })
  }

  private static func namespace(_ inode: UInt64) -> Namespace {
    let id = NamespaceID(device: 4, inode: inode)
    let link = Link(id: LinkID(namespace: id, index: 2), name: "eth0", kind: .veth)
    return Namespace(id: id, roles: inode == 1 ? [.host] : [.named], links: [link])
  }

  @Test("A table with nothing in it says so rather than being a heading alone")
  func empty() {
    let nothing = Snapshot(host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0))
    let text = Excerpt(of: nothing, findings: []).tables(Presentation())
    #expect(text.split(separator: "\n").filter { $0 == "none" }.count == 4)
  }

  @Test("A source that is not well is told under the tables, one that is not there isn't")
  func sources() {
    let snapshot = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0),
      sources: [
        Source(name: "kernel", state: .denied, detail: "CAP_SYS_PTRACE is missing"),
        Source(name: "docker", state: .absent),
      ])
    let text = Excerpt(of: snapshot, findings: []).tables(Presentation())
    #expect(text.hasSuffix("\nkernel is denied: CAP_SYS_PTRACE is missing\n"))
    #expect(!text.contains("docker"))
  }

  private static func excerpt(_ kind: Excerpt.Kind) -> Excerpt {
    let snapshot = TutorialHost.snapshot()
    return Excerpt(of: snapshot, findings: Doctor.findings(in: snapshot), kind: kind)
  }

  private static func actsOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) || scalar.value == 0x202e
  }
}
