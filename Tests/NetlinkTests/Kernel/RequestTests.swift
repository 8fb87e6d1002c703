import Addresses
import CLinux
import Glibc
import Netlink
import SystemPackage
import TestSupport
import Testing

@Suite("Requests to the real kernel", .requires(.root))
struct RequestTests {
  let lab: Lab
  let namespace: LabNamespace

  init() throws {
    lab = try Lab("nl")
    namespace = try lab.namespace("a")
  }

  @Test("A bridge and a veth pair are made as asked, the pair with both its names at once")
  func creation() throws {
    try namespace.asking { kernel in
      try kernel.request(Self.creation("br0", "bridge"))
      try kernel.request(
        Self.creation("v0", "veth") { data in
          data.nest(Int(VETH_INFO_PEER)) { peer in
            peer.append(ifinfomsg())
            peer.add(IFLA_IFNAME, "v1")
            peer.add(IFLA_ADDRESS, MACAddress(bits: 0x0200_0000_0001))
          }
        })
    }
    let told = try namespace.told("link show")
    #expect(told.compactMap { $0["ifname"].string }.sorted() == ["br0", "lo", "v0", "v1"])
    #expect(told.first { $0["ifname"].string == "v1" }?["address"].string == "02:00:00:00:00:01")
  }

  @Test("A refusal carries the kernel's message and the attribute it objects to")
  func refusal() throws {
    try namespace.addVeth("v0", "v1")
    try namespace.addAddress("10.1.2.3/24", to: "v0")
    let error = #expect(throws: NetlinkError.self) {
      try namespace.asking { kernel in
        var request = NetlinkRequest(RTM_NEWROUTE, [.create, .exclusive])
        var header = rtmsg()
        header.rtm_family = UInt8(AF_INET)
        header.rtm_dst_len = 24
        header.rtm_table = UInt8(RT_TABLE_MAIN.rawValue)
        header.rtm_protocol = UInt8(RTPROT_STATIC)
        header.rtm_type = UInt8(RTN_UNICAST)
        request.append(header)
        request.add(Int(RTA_DST.rawValue), IPAddress(ipv4: 0x0a63_0000))
        request.add(Int(RTA_GATEWAY.rawValue), IPAddress(ipv4: 0x0a01_02ff))
        try kernel.request(request)
      }
    }
    #expect(error?.cause == .refused(.invalidArgument))
    #expect(error?.message == "Nexthop has invalid gateway")
    #expect(error?.operation == "RTM_NEWROUTE")
  }

  @Test("An attribute that the kernel objects to is named")
  func offendingAttribute() throws {
    let error = #expect(throws: NetlinkError.self) {
      try namespace.asking { kernel in
        try kernel.request(Self.creation("vx0", "vxlan") { $0.add(IFLA_VXLAN_ID, UInt32(1 << 24)) })
      }
    }
    #expect(error?.attribute == "IFLA_VXLAN_ID")
    #expect(error?.cause == .refused(.outOfRange))
    #expect(error?.description.contains("VXLAN ID must be lower than 16777216 (IFLA_VXLAN_ID)") == true)
  }

  @Test("What exists is not made again")
  func exclusive() throws {
    let error = #expect(throws: NetlinkError.self) {
      try namespace.asking { kernel in
        try kernel.request(Self.creation("br0", "bridge"))
        try kernel.request(Self.creation("br0", "bridge"))
      }
    }
    #expect(error?.cause == .refused(.fileExists))
  }

  @Test("A connection goes on working after a refusal")
  func afterRefusal() throws {
    let links = try namespace.asking { kernel in
      _ = try? kernel.link(named: "none")
      return try kernel.links()
    }
    #expect(links.map(\.name) == ["lo"])
  }

  static func creation(
    _ name: String, _ kind: String, _ data: (inout NetlinkRequest) -> Void = { _ in }
  ) -> NetlinkRequest {
    var request = NetlinkRequest(RTM_NEWLINK, [.create, .exclusive])
    request.append(ifinfomsg())
    request.add(IFLA_IFNAME, name)
    request.nest(IFLA_LINKINFO) { information in
      information.add(IFLA_INFO_KIND, kind)
      information.nest(IFLA_INFO_DATA, data)
    }
    return request
  }
}
