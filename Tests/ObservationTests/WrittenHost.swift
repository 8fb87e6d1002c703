import Addresses
import CLinux
import Diagnosis
import Glibc
import Topology

@testable import Netlink
@testable import Observation

/// A link as a kernel would write it that has what the one at hand lacks: bytes laid out as `rtnl_fill_ifinfo`
/// (net/core/rtnetlink.c) and the `fill_info` of its kind do, with the numbers of linux/if_link.h.
struct WrittenLink {
  let index: Int32
  let name: String
  /// `IFLA_INFO_KIND`; nil for hardware.
  var kind: String?
  var isUp = true
  var hasCarrier = true
  /// `ARPHRD_*`: 1 Ethernet, 65534 none.
  var hardware: UInt16 = 1
  /// `IFF_NOARP`.
  var isWithoutARP = false
  var mac: UInt64?
  var mtu: UInt32 = 1500
  var master: Int32?
  /// `IFLA_LINK`, and `IFLA_LINK_NETNSID` where that is in another namespace.
  var link: Int32?
  var nsid: Int32?
  /// `IFLA_INFO_DATA`.
  var data: ((inout NetlinkRequest) -> Void)?
  /// `IFLA_INFO_SLAVE_KIND`, with what is in `IFLA_INFO_SLAVE_DATA`.
  var slave: (kind: String, data: (inout NetlinkRequest) -> Void)?
  /// What further dumps tell: its addresses, and the VLANs of a bridge's port as (id, flags).
  var addresses: [String] = []
  var vlans: [(id: UInt16, flags: Int32)] = []

  private func message(_ family: Int32, _ body: (inout NetlinkRequest) -> Void) -> [UInt8] {
    var message = NetlinkRequest(RTM_NEWLINK)
    var header = ifinfomsg()
    header.ifi_family = UInt8(family)
    header.ifi_type = hardware
    header.ifi_index = index
    // IFF_UP, IFF_RUNNING and IFF_LOWER_UP; IFF_BROADCAST and IFF_MULTICAST; IFF_NOARP.
    header.ifi_flags = (isUp ? 0x1 : 0) | (hasCarrier ? 0x10040 : 0) | (isWithoutARP ? 0x80 : 0x1002)
    message.append(header)
    message.add(IFLA_IFNAME, name)
    body(&message)
    return message.finished(sequence: 0)
  }

  var bytes: [UInt8] {
    message(AF_UNSPEC) { message in
      message.add(IFLA_OPERSTATE, UInt8(isUp ? hasCarrier ? 6 : 3 : 2))
      message.add(IFLA_MTU, mtu)
      message.add(IFLA_CARRIER, UInt8(hasCarrier ? 1 : 0))
      if let mac { message.add(IFLA_ADDRESS, MACAddress(bits: mac)) }
      if let master { message.add(IFLA_MASTER, UInt32(master)) }
      if let link { message.add(IFLA_LINK, UInt32(link)) }
      if let nsid { message.add(IFLA_LINK_NETNSID, UInt32(nsid)) }
      guard kind != nil || slave != nil else { return }
      message.nest(IFLA_LINKINFO) { information in
        if let kind { information.add(IFLA_INFO_KIND, kind) }
        if let data { information.nest(IFLA_INFO_DATA, data) }
        if let slave {
          information.add(IFLA_INFO_SLAVE_KIND, slave.kind)
          information.nest(IFLA_INFO_SLAVE_DATA, slave.data)
        }
      }
    }
  }

  /// The answer to a dump of bridges with `RTEXT_FILTER_BRVLAN` (br_fill_ifinfo in net/bridge/br_netlink.c).
  var vlanBytes: [UInt8] {
    message(AF_BRIDGE) { message in
      message.nest(IFLA_AF_SPEC) { specific in
        for vlan in vlans {
          specific.add(IFLA_BRIDGE_VLAN_INFO, UInt32(UInt16(truncatingIfNeeded: vlan.flags)) | UInt32(vlan.id) << 16)
        }
      }
    }
  }

  /// What the decoder reads from the bytes.
  func reading(in namespace: NamespaceID) throws -> LinkReading {
    var reading = try LinkReading(Self.decode(bytes), in: namespace, readAt: Instant(nanoseconds: 1))
    reading.link.addresses = addresses.map { LinkAddress(MadeUp.prefix($0)) }
    if !vlans.isEmpty { reading.link.port?.vlans = try Self.decode(vlanBytes).bridgeVLANs.map(BridgePort.VLAN.init) }
    return reading
  }

  private static func decode(_ bytes: [UInt8]) throws -> LinkMessage {
    guard let message = NetlinkMessage(bytes.span.bytes) else { throw NetlinkError("recorded link", .malformed) }
    return try LinkMessage(message)
  }
}

extension WrittenLink {
  static func card(_ index: Int32, _ name: String = "eth0", _ addresses: String...) -> WrittenLink {
    WrittenLink(index: index, name: name, mac: 0x5254_0000_0000 + UInt64(index), addresses: addresses)
  }

  /// One end of a pair whose other end has an index in another namespace.
  static func veth(_ index: Int32, _ name: String, to peer: Int32, nsid: Int32?, _ addresses: String...) -> WrittenLink
  {
    WrittenLink(
      index: index, name: name, kind: "veth", mac: 0x0242_0000_0000 + UInt64(index) << 8 + UInt64(nsid ?? 0),
      link: peer, nsid: nsid, addresses: addresses)
  }

  static func vlan(_ index: Int32, _ name: String, id: UInt16, on link: Int32, _ addresses: String...) -> WrittenLink {
    WrittenLink(
      index: index, name: name, kind: "vlan", mac: 0x5254_0000_0000 + UInt64(link), link: link,
      data: { data in
        data.add(IFLA_VLAN_PROTOCOL, UInt16(0x8100).bigEndian)
        data.add(IFLA_VLAN_ID, id)
        data.add(IFLA_VLAN_FLAGS, UInt64(1))
      }, addresses: addresses)
  }

  static func bridge(_ index: Int32, _ name: String, filters: Bool = false, _ addresses: String...) -> WrittenLink {
    WrittenLink(
      index: index, name: name, kind: "bridge", mac: 0x0242_1000_0000 + UInt64(index),
      data: { data in
        data.add(IFLA_BR_STP_STATE, UInt32(0))
        data.add(IFLA_BR_VLAN_FILTERING, UInt8(filters ? 1 : 0))
      }, addresses: addresses)
  }

  /// The same link as a port of a bridge, forwarding.
  func plugged(into bridge: Int32, vlans: (id: UInt16, flags: Int32)...) -> WrittenLink {
    var port = self
    port.master = bridge
    port.slave = ("bridge", { $0.add(IFLA_BRPORT_STATE, UInt8(3)) })
    port.vlans = vlans
    return port
  }

  /// The same link in a VRF.
  func enslaved(to vrf: Int32, table: UInt32) -> WrittenLink {
    var member = self
    member.master = vrf
    member.slave = ("vrf", { $0.add(IFLA_VRF_PORT_TABLE, table) })
    return member
  }

  func altered(_ change: (inout WrittenLink) -> Void) -> WrittenLink {
    var altered = self
    change(&altered)
    return altered
  }
}

/// A host of such links: `host` is gantry's own namespace, the others are containers that it calls 0, 1, …
struct WrittenHost {
  var links: [WrittenLink] = []
  var routes: [Route] = []
  var containers: [(links: [WrittenLink], routes: [Route])] = []

  func findings() throws -> [Finding] { try Doctor.findings(in: snapshot()) }

  /// Errors, warnings and remarks, each as `rule name`.
  func words() throws -> [String] {
    let snapshot = try snapshot()
    return Doctor.findings(in: snapshot).map { finding in
      guard case .link(let id) = finding.object else { return finding.rule }
      return "\(finding.rule) \(snapshot.link(id)?.name ?? "?")"
    }
  }

  func snapshot() throws -> Snapshot {
    let home = MadeUp.namespace(1)
    var own = NamespaceReading(id: home)
    own.cookie = 1
    own.links = try [MadeUp.loopback()] + links.map { try $0.reading(in: home) }
    own.links[0].link.id = LinkID(namespace: home, index: 1)
    own.routes = routes
    own.nsids = Dictionary(
      uniqueKeysWithValues: containers.indices.map { (Int32($0), MadeUp.namespace(UInt64($0) + 2)) })
    let inner = try containers.enumerated().map { number, container in
      var reading = NamespaceReading(id: MadeUp.namespace(UInt64(number) + 2))
      reading.cookie = UInt64(number) + 2
      reading.ownNsid = 0
      reading.links = try container.links.map { try $0.reading(in: reading.id) }
      reading.routes = container.routes
      return reading
    }
    return Joining(MadeUp.kernel([own] + inner), []).joined().snapshot
  }
}
