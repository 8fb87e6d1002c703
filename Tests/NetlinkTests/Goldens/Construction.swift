import Addresses
import CLinux

@testable import Netlink

/// A golden for what the kernel at hand has no module for: put together from linux/if_link.h, and labelled as such.
struct Construction: Sendable {
  let name: String
  let kind: String
  let data: @Sendable (inout NetlinkRequest) -> Void
  var port: (@Sendable (inout NetlinkRequest) -> Void)?

  init(
    _ name: String, kind: String? = nil, data: @escaping @Sendable (inout NetlinkRequest) -> Void = { _ in },
    port: (@Sendable (inout NetlinkRequest) -> Void)? = nil
  ) {
    self.name = name
    self.kind = kind ?? name
    self.data = data
    self.port = port
  }

  var bytes: [UInt8] {
    var message = NetlinkRequest(RTM_NEWLINK)
    var header = ifinfomsg()
    header.ifi_type = 1
    header.ifi_index = 7
    header.ifi_flags = 0x11043
    message.append(header)
    message.add(IFLA_IFNAME, "link0")
    message.add(IFLA_ADDRESS, MACAddress(bits: 0x0200_0000_0007))
    message.add(IFLA_MTU, UInt32(1500))
    message.add(IFLA_LINK, UInt32(3))
    message.nest(IFLA_LINKINFO) { information in
      information.add(IFLA_INFO_KIND, kind)
      information.nest(IFLA_INFO_DATA, data)
      if let port { port(&information) }
    }
    var bytes = message.finished(sequence: 0)
    // Multi-part, as in a dump; not a request.
    bytes[6] = 2
    return bytes
  }

  static let all: [Construction] = [
    Construction("dummy"), Construction("wireguard"), Construction("unheard-of", kind: "quantum"),
    Construction("vlan") { data in
      data.add(IFLA_VLAN_PROTOCOL, UInt16(0x88a8).bigEndian)
      data.add(IFLA_VLAN_ID, UInt16(42))
      data.add(IFLA_VLAN_FLAGS, UInt64(1))
    },
    Construction("ipvlan") { data in
      data.add(IFLA_IPVLAN_MODE, UInt16(2))
      data.add(IFLA_IPVLAN_FLAGS, UInt16(0))
    },
    Construction("bond") { data in
      data.add(IFLA_BOND_MODE, UInt8(1))
      data.add(IFLA_BOND_ACTIVE_SLAVE, UInt32(4))
      data.add(IFLA_BOND_MIIMON, UInt32(100))
    },
    Construction(
      "bond-member", kind: "veth",
      port: { information in
        information.add(IFLA_INFO_SLAVE_KIND, "bond")
        information.nest(IFLA_INFO_SLAVE_DATA) { data in
          data.add(IFLA_BOND_SLAVE_STATE, UInt8(1))
          data.add(IFLA_BOND_SLAVE_MII_STATUS, UInt8(0))
          data.add(IFLA_BOND_SLAVE_LINK_FAILURE_COUNT, UInt32(5))
          data.add(IFLA_BOND_SLAVE_PERM_HWADDR, MACAddress(bits: 0x0200_0000_0099))
        }
      }),
    Construction("vrf") { $0.add(IFLA_VRF_TABLE, UInt32(1010)) },
    Construction("geneve") { data in
      data.add(IFLA_GENEVE_ID, UInt32(77))
      data.add(IFLA_GENEVE_REMOTE, IPAddress(ipv4: 0xc000_0207))
      data.add(IFLA_GENEVE_PORT, UInt16(6081).bigEndian)
    },
    Construction("gre") { ends(&$0, IFLA_GRE_LINK, IFLA_GRE_LOCAL, IFLA_GRE_REMOTE, keys: true) },
    Construction("gretap") { ends(&$0, IFLA_GRE_LINK, IFLA_GRE_LOCAL, IFLA_GRE_REMOTE, keys: false) },
    Construction("ip6gre") { data in
      data.add(IFLA_GRE_LOCAL, IPAddress(ipv6: 0x2001_0db8_0000_0000, 1))
      data.add(IFLA_GRE_REMOTE, IPAddress(ipv6: 0x2001_0db8_0000_0000, 7))
    },
    Construction("ipip") { ends(&$0, IFLA_IPTUN_LINK, IFLA_IPTUN_LOCAL, IFLA_IPTUN_REMOTE, keys: false) },
    Construction("sit") { data in
      data.add(IFLA_IPTUN_LOCAL, IPAddress(ipv4: 0xc000_0201))
      data.add(IFLA_IPTUN_REMOTE, IPAddress(ipv4: 0))
      data.add(IFLA_IPTUN_TTL, UInt8(64))
    },
    Construction("vti") { ends(&$0, IFLA_VTI_LINK, IFLA_VTI_LOCAL, IFLA_VTI_REMOTE, keys: false) },
  ]

  private static func ends(_ data: inout NetlinkRequest, _ link: Int, _ local: Int, _ remote: Int, keys: Bool) {
    data.add(link, UInt32(3))
    if keys {
      data.add(IFLA_GRE_IKEY, UInt32(1001).bigEndian)
      data.add(IFLA_GRE_OKEY, UInt32(1002).bigEndian)
    }
    data.add(local, IPAddress(ipv4: 0xc000_0201))
    data.add(remote, IPAddress(ipv4: 0xc000_0207))
  }
}
