import Addresses
import CLinux
import Diagnosis
import Testing
import Topology

@testable import Netlink

/// What the kernel at hand has no module for, in the bytes that another one would write: through the decoder into topology
/// and rules.
@Suite("The doctor on kinds of links that are written, not made")
struct WrittenHostTests {
  @Test("VLANs on a card, and the same address in two of them, are well")
  func vlans() throws {
    let host = WrittenHost(
      links: [
        .card(2), .vlan(3, "eth0.10", id: 10, on: 2, "192.0.2.2/24"), .vlan(4, "eth0.20", id: 20, on: 2),
      ], routes: [MadeUp.defaultRoute(via: "192.0.2.1", 3)],
      containers: [
        (
          [.vlan(5, "eth0", id: 30, on: 2, "192.0.2.2/24").altered { $0.nsid = 0 }],
          [MadeUp.defaultRoute(via: "192.0.2.1", 5)]
        )
      ])
    let link = try #require(host.snapshot().namespaces[0].links.first { $0.name == "eth0.10" })
    #expect(link.kind == .vlan(id: 10))
    #expect(link.parent?.link?.name == "eth0")
    #expect(try host.words() == [])
  }

  @Test("A card that is down under VLANs in use is told once, with what to set up")
  func parentDown() throws {
    let host = WrittenHost(links: [
      .card(2).altered { ($0.isUp, $0.hasCarrier) = (false, false) },
      .vlan(3, "eth0.10", id: 10, on: 2, "192.0.2.2/24").altered { $0.hasCarrier = false },
      .vlan(4, "eth0.20", id: 20, on: 2, "198.51.100.2/24").altered { $0.hasCarrier = false },
    ])
    #expect(try host.words() == ["no-carrier eth0"])
    #expect(try host.findings().first?.remedy == "Set it up: ip link set eth0 up")
  }

  @Test("A card without a carrier is told where only a VLAN on it has an address")
  func parentWithoutCarrier() throws {
    let host = WrittenHost(links: [
      .card(2).altered { $0.hasCarrier = false },
      .vlan(3, "eth0.10", id: 10, on: 2, "192.0.2.2/24").altered { $0.hasCarrier = false },
    ])
    #expect(try host.words() == ["no-carrier eth0"])
  }

  @Test("Two networks in two VRFs may have one subnet; in one VRF they share addresses")
  func vrf() throws {
    func host(_ second: Int32) -> WrittenHost {
      WrittenHost(
        links: [
          .card(2, "eth0", "192.0.2.2/24"), vrf(3, "blue", table: 10), vrf(4, "red", table: 20),
          .bridge(5, "br-blue", "10.5.0.1/24").enslaved(to: 3, table: 10),
          .bridge(6, "br-red", "10.5.0.1/24").enslaved(to: second, table: 20),
          .card(7, "eth1", "198.51.100.2/24").enslaved(to: 3, table: 10),
        ], routes: [MadeUp.defaultRoute(via: "192.0.2.1", 2), table(10, MadeUp.defaultRoute(via: "198.51.100.1", 7))])
    }
    #expect(try host(4).words() == [])
    #expect(try host(3).words() == ["subnets-overlap"])
  }

  @Test("A bond with one of two members is well but for that member; without any, its members are told, not itself")
  func bond() throws {
    func host(_ first: Bool, _ second: Bool) -> WrittenHost {
      WrittenHost(
        links: [
          member(2, "eth0", first), member(3, "eth1", second),
          WrittenLink(
            index: 4, name: "bond0", kind: "bond", hasCarrier: first || second, mac: 0x5254_0000_0002,
            data: { data in
              data.add(IFLA_BOND_MODE, UInt8(1))
              data.add(IFLA_BOND_MIIMON, UInt32(100))
            }, addresses: ["192.0.2.2/24"]),
        ], routes: [MadeUp.defaultRoute(via: "192.0.2.1", 4)])
    }
    #expect(try host(true, true).words() == [])
    #expect(try host(true, false).words() == ["no-carrier eth1"])
    #expect(try host(false, false).words() == ["no-carrier eth0", "no-carrier eth1"])
  }

  @Test("Dummy links that hold services' addresses are well, up or down")
  func dummy() throws {
    let host = WrittenHost(
      links: [
        .card(2, "eth0", "192.0.2.2/24"),
        WrittenLink(
          index: 3, name: "nodelocaldns", kind: "dummy", isWithoutARP: true, mac: 0x0200_0000_0003,
          addresses: ["169.254.20.10/32", "10.96.0.10/32"]),
        WrittenLink(
          index: 4, name: "kube-ipvs0", kind: "dummy", isUp: false, hasCarrier: false, isWithoutARP: true,
          mac: 0x0200_0000_0004, addresses: ["10.96.0.1/32", "10.96.0.10/32"]),
      ], routes: [MadeUp.defaultRoute(via: "192.0.2.1", 2)])
    #expect(try host.snapshot().namespaces[0].links.filter { $0.kind == .dummy }.count == 2)
    #expect(try host.words() == [])
  }

  @Test("Containers on ipvlan share the card's hardware address, and route by themselves or by their host")
  func ipvlan() throws {
    let host = WrittenHost(
      links: [.card(2, "eth0", "192.0.2.2/24"), dummyParent(3)], routes: [MadeUp.defaultRoute(via: "192.0.2.1", 2)],
      containers: [
        ([ipvlan(2, on: 2, mode: 0, "192.0.2.7/24")], [MadeUp.defaultRoute(via: "192.0.2.1", 2)]),
        ([ipvlan(2, on: 2, mode: 0, "192.0.2.8/24")], [MadeUp.defaultRoute(via: "192.0.2.1", 2)]),
        ([ipvlan(2, on: 3, mode: 1, "10.7.0.2/24")], [direct(2)]),
        ([ipvlan(2, on: 3, mode: 2, "10.7.0.3/24")], [direct(2)]),
      ])
    let modes = try host.snapshot().namespaces.flatMap(\.links).compactMap { link -> String? in
      if case .ipvlan(let mode) = link.kind { mode } else { nil }
    }
    #expect(modes == ["l2", "l2", "l3", "l3s"])
    #expect(try host.words() == [])
  }

  @Test("A WireGuard link without a hardware address, and a default route through it, are well")
  func wireGuard() throws {
    let tunnel = WrittenLink(
      index: 3, name: "wg0", kind: "wireguard", hardware: 65534, isWithoutARP: true, mtu: 1420,
      addresses: ["10.66.0.2/32"])
    let host = WrittenHost(
      links: [.card(2, "eth0", "192.0.2.2/24"), tunnel],
      routes: [MadeUp.defaultRoute(via: "192.0.2.1", 2), table(51820, direct(3))],
      containers: [([tunnel], [direct(3)])])
    #expect(try host.snapshot().namespaces[1].links.last?.kind == .wireguard)
    #expect(try host.words() == [])
  }

  /// `PVID` and `UNTAGGED` of linux/if_bridge.h.
  private static let own = BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED

  @Test("On a bridge that filters VLANs one address may be in two of them, and is held twice in one")
  func filtering() throws {
    func host(_ second: UInt16) -> WrittenHost {
      WrittenHost(
        links: [
          .bridge(2, "br0", filters: true), .vlan(3, "br0.10", id: 10, on: 2, "10.5.0.1/24"),
          .veth(4, "v0", to: 2, nsid: 0).plugged(into: 2, vlans: (10, Self.own)),
          .veth(5, "v1", to: 2, nsid: 1).plugged(into: 2, vlans: (second, Self.own), (30, 0)),
        ],
        containers: [
          ([.veth(2, "eth0", to: 4, nsid: 0, "10.5.0.2/24")], [MadeUp.defaultRoute(via: "10.5.0.1", 2)]),
          ([.veth(2, "eth0", to: 5, nsid: 0, "10.5.0.2/24").altered { $0.mac = 0x0242_0000_0009 }], []),
        ])
    }
    let port = try host(20).snapshot().namespaces[0].links.first { $0.name == "v1" }?.port
    #expect(port?.vlans == [.init(id: 20, isPVID: true, isUntagged: true), .init(id: 30)])
    #expect(try host(20).words() == [])
    #expect(try host(10).words() == ["duplicate-address eth0"])
  }

  @Test("A port that has no VLAN of its own is left alone: who sends tagged frames needs none")
  func withoutVLAN() throws {
    let host = WrittenHost(
      links: [
        .bridge(2, "br0", filters: true, "10.5.0.1/24"), .veth(4, "v0", to: 2, nsid: 0).plugged(into: 2),
      ],
      containers: [([.veth(2, "eth0", to: 4, nsid: 0, "10.5.0.2/24")], [MadeUp.defaultRoute(via: "10.5.0.1", 2)])])
    #expect(try host.words() == [])
  }

  private func vrf(_ index: Int32, _ name: String, table: UInt32) -> WrittenLink {
    WrittenLink(
      index: index, name: name, kind: "vrf", isWithoutARP: true, mac: 0x0200_0000_0100 + UInt64(index),
      data: { $0.add(IFLA_VRF_TABLE, table) })
  }

  private func member(_ index: Int32, _ name: String, _ hasCarrier: Bool) -> WrittenLink {
    WrittenLink.card(index, name).altered { link in
      link.hasCarrier = hasCarrier
      link.master = 4
      link.slave = (
        "bond",
        { data in
          data.add(IFLA_BOND_SLAVE_STATE, UInt8(hasCarrier ? 0 : 1))
          data.add(IFLA_BOND_SLAVE_MII_STATUS, UInt8(hasCarrier ? 0 : 2))
        }
      )
    }
  }

  private func dummyParent(_ index: Int32) -> WrittenLink {
    WrittenLink(index: index, name: "dummy0", kind: "dummy", isWithoutARP: true, mac: 0x0200_0000_0003)
  }

  /// In a container, on a link of the host.
  private func ipvlan(_ index: Int32, on link: Int32, mode: UInt16, _ address: String) -> WrittenLink {
    WrittenLink(
      index: index, name: "eth0", kind: "ipvlan", mac: link == 2 ? 0x5254_0000_0002 : 0x0200_0000_0003, link: link,
      nsid: 0,
      data: { data in
        data.add(IFLA_IPVLAN_MODE, mode)
        data.add(IFLA_IPVLAN_FLAGS, UInt16(0))
      }, addresses: [address])
  }

  private func direct(_ link: Int32) -> Route {
    Route(destination: .all(.ipv4), nextHops: [.init(gateway: nil, link: link)])
  }

  private func table(_ table: UInt32, _ route: Route) -> Route {
    var route = route
    route.table = table
    return route
  }
}
