import Addresses
import Foundation
import LinuxSystem
import Netlink
import Testing

@Suite("Against the real kernel", .needsRoot)
struct DumpTests {
  @Test("Links are what ip(8) lists")
  func links() throws {
    let lab = try Lab(
      "link add br0 type bridge stp_state 1", "link add v0 type veth peer name v1", "link set v0 master br0",
      "link set br0 up", "link set v0 up", "link set v1 up", "link add link v1 name mv0 type macvlan mode vepa",
      "link add vx0 type vxlan id 42 remote 192.0.2.7 dstport 4789 dev v1", "tuntap add tap0 mode tap",
      "link set v1 alias uplink", "link property add dev v1 altname anotherName")
    let links = try lab.inside { try withConnection { try $0.links() } }
    let told = try lab.json("link show")
    #expect(links.count == told.count)
    for (link, told) in zip(links, told) {
      #expect(Int(link.index) == told["ifindex"] as? Int)
      #expect(link.name == told["ifname"] as? String)
      #expect(link.mtu.map(Int.init) == told["mtu"] as? Int)
      #expect(link.alias == told["ifalias"] as? String)
      #expect(link.kind.name == (told["linkinfo"] as? [String: Any])?["info_kind"] as? String)
      #expect("\(link.operationalState)".lowercased() == (told["operstate"] as? String)?.lowercased())
      if link.hardwareType == 1 { #expect(link.mac?.description == told["address"] as? String) }
      #expect(link.alternativeNames == told["altnames"] as? [String] ?? [])
      let master = links.first { $0.index == link.master }
      #expect(master?.name == told["master"] as? String)
    }
  }

  @Test("Addresses are what ip(8) lists")
  func addresses() throws {
    let lab = try Lab(
      "link add v0 type veth peer name v1", "link set v0 up", "link set v1 up",
      "addr add 10.1.2.3/24 brd + dev v0 label v0:x", "addr add 10.9.0.1 peer 10.9.0.2/32 dev v0",
      "addr add fd00::5/64 dev v1 nodad")
    let addresses = try lab.inside { try withConnection { try $0.addresses() } }
    let told = try lab.json("addr show").flatMap { link in
      (link["addr_info"] as? [[String: Any]] ?? []).filter { !$0.isEmpty }.map {
        "\(link["ifindex"] ?? "") \($0["local"] ?? "")/\($0["prefixlen"] ?? "")"
      }
    }
    #expect(Set(addresses.map { "\($0.index) \($0.prefix)" }) == Set(told))
    #expect(addresses.contains { $0.label == "v0:x" && $0.broadcast == IPAddress("10.1.2.255") })
    #expect(addresses.contains { $0.peer == IPAddress("10.9.0.2") && $0.prefix.address == IPAddress("10.9.0.1") })
  }

  @Test("Routes are what ip(8) lists, table by table")
  func routes() throws {
    let lab = try Lab(
      "link add v0 type veth peer name v1", "link set lo up", "link set v0 up", "link set v1 up",
      "addr add 10.1.2.3/24 dev v0", "addr add fd00::5/64 dev v1 nodad",
      "route add default via 10.1.2.1 metric 7",
      "route add 10.5.0.0/16 nexthop via 10.1.2.9 weight 3 nexthop via 10.1.2.8",
      "route add 10.6.0.0/16 via inet6 fd00::9 dev v1", "route add unreachable 10.7.0.0/16",
      "-6 route add fd01::/48 via fd00::1", "route add 10.8.0.0/16 via 10.1.2.4 table 1234")
    let (main, other, none, all) = try lab.inside {
      try withConnection {
        (try $0.routes(), try $0.routes(table: 1234), try $0.routes(table: 77), try $0.routes(table: nil))
      }
    }
    let told = try lab.json("-4 route show") + lab.json("-6 route show")
    func name(_ route: RouteMessage) -> String {
      let destination = route.destination
      if destination.length == 0 { return "default" }
      return destination.length == destination.address.family.bitWidth ? "\(destination.address)" : "\(destination)"
    }
    #expect(main.map(name).sorted() == told.compactMap { $0["dst"] as? String }.sorted())
    let first = try #require(main.first { $0.destination.length == 0 && $0.destination.address.family == .ipv4 })
    #expect(first.gateway == IPAddress("10.1.2.1") && first.metric == 7)
    let several = try #require(main.first { name($0) == "10.5.0.0/16" })
    #expect(several.nextHops.map(\.weight) == [3, 1])
    #expect(several.nextHops.map(\.gateway) == [IPAddress("10.1.2.9"), IPAddress("10.1.2.8")])
    #expect(main.first { name($0) == "10.6.0.0/16" }?.gateway == IPAddress("fd00::9"))
    #expect(main.first { name($0) == "10.7.0.0/16" }?.kind == .unreachable)
    #expect(other.map(name) == ["10.8.0.0/16"])
    #expect(none.isEmpty)
    #expect(all.count > main.count + other.count)
  }
}

/// Connections cannot be copied, so they do not leave the closure that they are made in.
func withConnection<Result>(_ body: (inout Rtnetlink) throws -> Result) throws -> Result {
  var kernel = try Rtnetlink()
  return try body(&kernel)
}
