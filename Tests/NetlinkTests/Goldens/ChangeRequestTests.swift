import Addresses
import Foundation
import Testing

@testable import Netlink

/// What is sent to change something, octet by octet.
struct ChangeRequest: Sendable, CustomTestStringConvertible {
  let name: String
  let note: String
  let request: NetlinkRequest

  var testDescription: String { name }

  private static let near = NewLink(name: "gt0", mac: MACAddress(bits: 0x0200_0000_0001), mtu: 1400)
  private static let far = NewLink(name: "eth0", mac: MACAddress(bits: 0x0200_0000_0002), mtu: 1400, index: 7)

  static let all: [ChangeRequest] = [
    ChangeRequest(
      name: "bridge", note: "a new bridge of which only the name matters", request: .newBridge(.init(name: "br-lab"))),
    ChangeRequest(
      name: "bridge-exact", note: "a new bridge with address, MTU and index",
      request: .newBridge(NewLink(name: "br-lab", mac: MACAddress(bits: 0x0200_0000_0003), mtu: 1400, index: 12))),
    ChangeRequest(
      name: "veth", note: "a veth pair with its far end in the namespace of descriptor 9",
      request: .newVeth(near, peer: far, in: 9)),
    ChangeRequest(name: "link-removed", note: "link 7 removed", request: .deletedLink(7)),
    ChangeRequest(name: "link-up", note: "link 7 set up", request: .link(7, isUp: true)),
    ChangeRequest(name: "link-down", note: "link 7 set down", request: .link(7, isUp: false)),
    ChangeRequest(name: "link-plugged", note: "link 7 plugged into bridge 5", request: .link(7, master: 5)),
    ChangeRequest(name: "link-unplugged", note: "link 7 plugged out", request: .link(7, master: nil)),
    ChangeRequest(name: "link-mtu", note: "link 7 with an MTU of 1400", request: .link(7, mtu: 1400)),
    ChangeRequest(
      name: "address-ipv4", note: "an IPv4 address for link 7",
      request: .newAddress(AddressMessage(index: 7, prefix: prefix("10.1.2.3/24")))),
    ChangeRequest(
      name: "address-ipv6", note: "an IPv6 address for link 7, without duplicate detection", request: .newAddress(sixth)
    ),
    ChangeRequest(
      name: "address-removed", note: "an IPv4 address taken from link 7",
      request: .deletedAddress(AddressMessage(index: 7, prefix: prefix("10.1.2.3/24")))),
    ChangeRequest(
      name: "route-default", note: "an IPv4 default route through link 7",
      request: .newRoute(
        RouteMessage(destination: .all(.ipv4), gateway: prefix("10.1.2.1").address, outputInterface: 7))),
    ChangeRequest(
      name: "route-removed", note: "an IPv6 route with metric 7 in table 1000 removed", request: .deletedRoute(other)),
  ]

  private static var sixth: AddressMessage {
    var address = AddressMessage(index: 7, prefix: prefix("fd00::5/64"))
    address.flags.insert(.noDuplicateDetection)
    return address
  }

  private static var other: RouteMessage {
    var route = RouteMessage(destination: prefix("fd01::/48"), gateway: prefix("fd00::1").address, outputInterface: 7)
    route.metric = 7
    route.table = 1000
    return route
  }

  private static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? .all(.ipv4) }
}

@Suite("Requests that change something")
struct ChangeRequestTests {
  /// `GANTRY_RECORD=1` writes the goldens anew, and fails to say so.
  @Test("They are the goldens', octet by octet", arguments: ChangeRequest.all)
  func octets(change: ChangeRequest) throws {
    let bytes = change.request.finished(sequence: 0)
    if ProcessInfo.processInfo.environment["GANTRY_RECORD"] == "1" {
      try Golden.write("Requests/\(change.name)", bytes, note: change.note)
      Issue.record("written anew: look at the difference, then run without GANTRY_RECORD")
    }
    #expect(try Golden("Requests/\(change.name)").bytes == bytes)
  }
}
