import Testing
import Topology

@testable import Observation

@Suite("Wiring")
struct WiringTests {
  private func wiring(_ readings: NamespaceReading...) -> Wiring {
    Wiring(readings.sorted { $0.id < $1.id }, own: MadeUp.own)
  }

  private func peer(_ wiring: Wiring, _ inode: UInt64, _ index: Int32) -> Peer? {
    links(wiring, inode).first { $0.index == index }?.peer
  }

  private func links(_ wiring: Wiring, _ inode: UInt64) -> [Link] {
    wiring.readings.indices.filter { wiring.readings[$0].id.inode == inode }.flatMap(wiring.links)
  }

  @Test("A pair is proved from both ends, and what the host calls the container follows from it")
  func proved() {
    let wiring = wiring(
      MadeUp.reading(1, [MadeUp.link(11, "veth1", .veth, to: 10, nsid: 3)]),
      MadeUp.reading(2, ownNsid: 0, [MadeUp.link(10, "eth0", .veth, to: 11, nsid: 0)]))
    #expect(
      peer(wiring, 1, 11) == Peer(namespace: MadeUp.namespace(2), index: 10, name: "eth0", nsid: 3, proof: .proved))
    #expect(
      peer(wiring, 2, 10) == Peer(namespace: MadeUp.namespace(1), index: 11, name: "veth1", nsid: 0, proof: .proved))
    #expect(wiring.ownNumbers == [MadeUp.namespace(2): 3])
    #expect(wiring.questions().isEmpty)
    #expect(wiring.hidden.isEmpty)
  }

  @Test("Dozens of containers whose eth0 has the same index are told apart")
  func sameIndices() {
    let host = MadeUp.reading(1, (0..<40).map { MadeUp.link(100 + $0, "v\($0)", .veth, to: 2, nsid: 40 - $0) })
    let containers = (0..<40).map { number in
      MadeUp.reading(
        UInt64(number) + 10, ownNsid: 0, [MadeUp.link(2, "eth0", .veth, to: 100 + Int32(number), nsid: 0)])
    }
    let wiring = Wiring([host] + containers, own: MadeUp.own)
    for number in 0..<40 {
      let peer = peer(wiring, 1, 100 + Int32(number))
      #expect(peer?.namespace?.inode == UInt64(number) + 10)
      #expect(peer?.proof == .proved)
    }
  }

  @Test("Where both ends have one index and the kernel leaves IFLA_LINK out, the namespace id tells")
  func sameIndexWithoutLink() {
    let wiring = wiring(
      MadeUp.reading(1, [MadeUp.link(5, "a", .veth, nsid: 0)]),
      MadeUp.reading(2, ownNsid: 7, [MadeUp.link(5, "b", .veth, nsid: 7)]))
    #expect(peer(wiring, 1, 5)?.proof == .proved)
    #expect(peer(wiring, 1, 5)?.name == "b")
  }

  @Test("A VXLAN that was moved sends in the namespace it was made in; that may be one that has to be asked for")
  func underlay() {
    func vxlan(_ nsid: Int32?) -> LinkReading { MadeUp.link(5, "vx0", .vxlan(.init(id: 7)), nsid: nsid) }
    let route = MadeUp.defaultRoute(via: "192.0.2.1", 2)
    func wired(_ nsids: [Int32: NamespaceID]) -> Wiring {
      wiring(
        MadeUp.reading(1, [vxlan(nil)]), MadeUp.reading(2, ownNsid: 3, nsids: nsids, [vxlan(4)]),
        MadeUp.reading(3, ownNsid: 3, [vxlan(3)]), MadeUp.reading(4, routes: [route]))
    }
    func underlays(_ wiring: Wiring) -> [UInt64?] {
      (1...3).map { inode in links(wiring, inode).first { $0.index == 5 }?.underlay?.inode }
    }
    #expect(underlays(wired([:])) == [1, nil, 1])
    #expect(wired([:]).questions().map(\.candidates) == [[MadeUp.namespace(4)]])
    #expect(underlays(wired([4: MadeUp.namespace(4)])) == [1, 4, 1])
  }

  @Test("A pair within one namespace needs no namespace id")
  func withinOne() {
    let wiring = wiring(
      MadeUp.reading(1, [MadeUp.link(16, "a", .veth, to: 17), MadeUp.link(17, "b", .veth, to: 16)]))
    #expect(
      peer(wiring, 1, 16) == Peer(namespace: MadeUp.own, index: 17, name: "b", nsid: nil, proof: .proved))
  }

  @Test("A namespace id that nothing explains is a hidden peer, not none")
  func hidden() {
    let wiring = wiring(MadeUp.reading(1, [MadeUp.link(20, "veth9", .veth, to: 3, nsid: 7)]))
    #expect(peer(wiring, 1, 20) == Peer(namespace: nil, index: 3, name: nil, nsid: 7, proof: .hidden))
    #expect(wiring.hidden == [Wiring.Place(namespace: MadeUp.own, nsid: 7)])
  }

  @Test("An end whose other end could not be read is one-sided")
  func oneSided() {
    var denied = NamespaceReading(id: MadeUp.namespace(2))
    denied.access = .denied("no")
    let wiring = wiring(
      MadeUp.reading(1, nsids: [4: MadeUp.namespace(2)], [MadeUp.link(20, "v", .veth, to: 3, nsid: 4)]), denied)
    #expect(
      peer(wiring, 1, 20) == Peer(namespace: MadeUp.namespace(2), index: 3, name: nil, nsid: 4, proof: .oneSided))
  }

  @Test("An end that names another end back than the one that names it is no proof")
  func namesAnother() {
    let wiring = wiring(
      MadeUp.reading(1, [MadeUp.link(11, "v", .veth, to: 99, nsid: 3)]),
      MadeUp.reading(2, ownNsid: 0, [MadeUp.link(10, "eth0", .veth, to: 11, nsid: 0)]))
    #expect(peer(wiring, 2, 10)?.proof == .oneSided)
    #expect(peer(wiring, 1, 11)?.proof == .hidden)
  }

  @Test("Two containers that claim one id of the host's are both not believed")
  func contradiction() {
    let wiring = wiring(
      MadeUp.reading(
        1, [MadeUp.link(11, "v1", .veth, to: 10, nsid: 3), MadeUp.link(12, "v2", .veth, to: 10, nsid: 3)]),
      MadeUp.reading(2, ownNsid: 0, [MadeUp.link(10, "eth0", .veth, to: 11, nsid: 0)]),
      MadeUp.reading(3, ownNsid: 0, [MadeUp.link(10, "eth0", .veth, to: 12, nsid: 0)]))
    #expect(peer(wiring, 1, 11)?.proof == .hidden)
    #expect(peer(wiring, 2, 10)?.proof == .oneSided)
  }

  @Test("A veth whose other end is gone has no peer")
  func noPeer() {
    let wiring = wiring(MadeUp.reading(1, [MadeUp.link(5, "v", .veth, to: 0)]))
    #expect(links(wiring, 1).last?.peer == nil)
  }

  @Test("Between two containers one is asked, and the other's id follows from the answer")
  func betweenContainers() {
    let one = MadeUp.reading(2, [MadeUp.link(2, "a", .veth, to: 2, nsid: 0)])
    let other = MadeUp.reading(3, [MadeUp.link(2, "b", .veth, to: 2, nsid: 5)])
    let stranger = MadeUp.reading(4, [MadeUp.link(2, "c", .veth, to: 3, nsid: 5)])
    let before = wiring(MadeUp.reading(1), one, other, stranger)
    #expect(
      before.questions() == [NsidQuestion(namespace: MadeUp.namespace(2), nsid: 0, candidates: [MadeUp.namespace(3)])])
    var answered = one
    answered.nsids = [0: MadeUp.namespace(3)]
    let after = wiring(MadeUp.reading(1), answered, other, stranger)
    #expect(peer(after, 2, 2)?.proof == .proved)
    #expect(peer(after, 3, 2)?.proof == .proved)
    #expect(peer(after, 4, 2)?.proof == .hidden)
  }

  @Test(
    "A stacked link's parent is found across namespaces",
    arguments: [
      LinkKind.macvlan(mode: "bridge"), .macvtap(mode: "bridge"), .ipvlan(mode: "l2"), .vlan(id: 7),
      .vxlan(.init(id: 42)), .other("ipvtap"),
    ])
  func parents(_ kind: LinkKind) {
    let wiring = wiring(
      MadeUp.reading(1, [MadeUp.link(4, "eth0", .physical)]),
      MadeUp.reading(2, ownNsid: 0, [MadeUp.link(18, "up0", kind, to: 4, nsid: 0)]))
    let parent = links(wiring, 2).last?.parent
    #expect(parent?.link == LinkReference(id: LinkID(namespace: MadeUp.own, index: 4), name: "eth0"))
    #expect(parent?.nsid == 0)
    #expect(links(wiring, 2).last?.peer == nil)
  }

  @Test("A parent in the same namespace has no id; one that was not found keeps its index")
  func moreParents() {
    let wiring = wiring(
      MadeUp.reading(
        1,
        [
          MadeUp.link(4, "eth0", .physical), MadeUp.link(5, "eth0.7", .vlan(id: 7), to: 4),
          MadeUp.link(6, "mv", .macvlan(mode: "bridge"), to: 9, nsid: 3),
          MadeUp.link(7, "mv2", .macvlan(mode: "x"), nsid: 3),
          MadeUp.link(8, "tunl0", .tunnel("ipip", remote: nil), to: 0),
          MadeUp.link(9, "gre1", .tunnel("gre", remote: nil), nsid: 2),
        ]))
    let parents = links(wiring, 1).map(\.parent)
    #expect(
      parents[2]
        == Link.Parent(link: LinkReference(id: LinkID(namespace: MadeUp.own, index: 4), name: "eth0"), index: 4))
    #expect(parents[3] == Link.Parent(link: nil, index: 9, nsid: 3))
    #expect(parents[4] == Link.Parent(link: nil, index: 7, nsid: 3))
    #expect(parents[5] == nil)
    #expect(parents[6] == nil)
  }
}
