import Addresses
import Dashboard
import Testing
import Topology

@testable import Planning
@testable import gantry

@Suite("Pictures in which gantry's own is called by its name")
struct DashboardPicturesTests {
  private static let host = Namespace(
    id: NamespaceID(device: 4, inode: 1), cookie: 1, roles: [.host],
    links: [
      Link(
        id: LinkID(namespace: NamespaceID(device: 4, inode: 1), index: 3), name: "br-lab", kind: .bridge(.init()),
        mac: MACAddress("02:42:00:00:00:01"))
    ])

  private static let snapshot = Snapshot(
    host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0), namespaces: [host],
    networks: [
      Network(
        key: NetworkKey(bridge: host.links[0].id), name: "br-lab", driver: "bridge", bridge: host.links[0].reference)
    ])

  private static func registry() throws -> Registry {
    let bridge = try #require(NamespaceTarget(host, in: snapshot).flatMap { LinkTarget(host.links[0], in: $0) })
    return Registry(networks: [
      NativeNetwork(
        number: 1, name: "lab", bridge: bridge, subnets: [], isInternal: false, isolatesPorts: false, making: [])
    ])
  }

  private func networks(_ message: Message?) -> [String]? {
    guard case .observed(let snapshot, _)? = message else { return nil }
    return snapshot.networks.map(\.name)
  }

  @Test("What was made before is called so from the first picture on, and nothing comes when the ledger says the same")
  func first() throws {
    let registry = try Self.registry()
    var pictures = DashboardPictures(registry)
    #expect(networks(pictures.take(Self.snapshot, changes: [])) == ["lab"])
    #expect(networks(pictures.take(registry)) == nil)
  }

  @Test("What is made later gets its name in the newest picture, and loses it where it is taken back")
  func later() throws {
    var pictures = DashboardPictures(Registry())
    #expect(networks(pictures.take(try Self.registry())) == nil)
    pictures = DashboardPictures(Registry())
    #expect(networks(pictures.take(Self.snapshot, changes: [])) == ["br-lab"])
    #expect(networks(pictures.take(try Self.registry())) == ["lab"])
    #expect(networks(pictures.take(Registry())) == ["br-lab"])
  }
}
