import Addresses
import TestSupport
import Testing
import Topology

@testable import Observation

@Suite("Asking for neighbours on a real kernel", .requires(.root))
struct NeighbourRequestTests {
  private let lab: Lab
  private let one, two: LabNamespace

  init() throws {
    lab = try Lab("ask")
    (one, two) = (try lab.namespace("a"), try lab.namespace("b"))
    try lab.connect(one, "va", two, "vb")
    try one.addAddress("10.9.0.1/24", to: "va")
    try two.addAddress("10.9.0.2/24", to: "vb")
    try one.addAddress("fd00:9::1/64", to: "va")
    try two.addAddress("fd00:9::2/64", to: "vb")
  }

  private func asking(_ addresses: String...) throws -> (snapshot: Snapshot, inquiries: [NeighbourInquiry]) {
    let snapshot = try Observer.readOnce(deep: false)
    let link = try #require(snapshot.named(one)?.link(named: "va"))
    let mac = try #require(link.mac)
    let questions = try addresses.map { text in
      let address = try #require(IPAddress(text))
      let source = address.family == .ipv4 ? "10.9.0.1" : "fd00:9::1"
      return NeighbourQuestion(link: link.id, address: address, source: try #require(IPAddress(source)), mac: mac)
    }
    let asked = Inspection.asking(questions, on: snapshot)
    return (asked, asked.named(one)?.inquiries ?? [])
  }

  @Test("Who is there answers with the hardware address, by ARP and by neighbour discovery; who is not does not")
  func asked() throws {
    let (snapshot, inquiries) = try asking("10.9.0.2", "fd00:9::2", "10.9.0.77", "fd00:9::77")
    let mac = snapshot.named(two)?.link(named: "vb")?.mac
    #expect(inquiries.map(\.isAnswered) == [true, true, false, false])
    #expect(inquiries.map(\.mac) == [mac, mac, nil, nil])
    #expect(snapshot.sources.allSatisfy { $0.name != Inspection.requestsName })
  }

  @Test("Who answers for others answers as well")
  func proxied() throws {
    try two.addVeth("far", "farther")
    try two.ip("route", "add", "10.9.0.77/32", "dev", "far")
    for key in ["net.ipv4.conf.all.forwarding", "net.ipv6.conf.all.forwarding", "net.ipv6.conf.vb.proxy_ndp"] {
      try two.sysctl(key, "1")
    }
    // A proxy waits up to 0.8 s, by chance, to let the address itself answer first (arp(7), proxy_delay).
    for family in ["ipv4", "ipv6"] { try two.sysctl("net.\(family).neigh.vb.proxy_delay", "0") }
    for address in ["10.9.0.77", "fd00:9::77"] { try two.ip("neigh", "add", "proxy", address, "dev", "vb") }
    let (snapshot, inquiries) = try asking("10.9.0.77", "fd00:9::77", "10.9.0.78")
    #expect(inquiries.map(\.isAnswered) == [true, true, false])
    let vb = snapshot.named(two)?.link(named: "vb")?.index
    #expect(
      Set(snapshot.named(two)?.proxies ?? [])
        == Set(
          ["10.9.0.77", "fd00:9::77"].map { address in
            ProxyNeighbour(address: IPAddress(address) ?? IPAddress(ipv4: 0), link: vb)
          }))
  }

  @Test("Where a link is gone since, nobody is asked, and a source says why")
  func gone() throws {
    let snapshot = try Observer.readOnce(deep: false)
    let link = try #require(snapshot.named(one)?.link(named: "va"))
    try one.ip("link", "del", "va")
    let question = NeighbourQuestion(
      link: link.id, address: IPAddress(ipv4: 0x0a09_0002), source: IPAddress(ipv4: 0x0a09_0001),
      mac: try #require(link.mac))
    let asked = Inspection.asking([question], on: snapshot)
    #expect(asked.named(one)?.inquiries == [])
    #expect(asked.sources.first { $0.name == Inspection.requestsName }?.detail?.contains("No such device") == true)
  }
}
