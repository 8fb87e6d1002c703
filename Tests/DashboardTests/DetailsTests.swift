import Addresses
import Screen
import TestSupport
import Testing
import Topology

@testable import Dashboard

@Suite("Details")
struct DetailsTests {
  private func text(_ object: ObjectID, in snapshot: Snapshot = TutorialHost.snapshot(), width: Int = 80) -> String {
    Details(picture: Picture(snapshot), units: Units(), glyphs: .unicode)
      .sections(about: Subject(object: object)).lines(width: width, glyphs: .unicode).map(\.text)
      .joined(separator: "\n")
  }

  @Test("A container's gateway that the engine says and the kernel has not is marked")
  func gatewayDiffers() {
    #expect(text(.container(TutorialHost.key("web"))).contains("gateway 172.17.0.1  ▲ kernel: none"))
    #expect(text(.container(TutorialHost.key("bbox01"))).contains("gateway 172.17.0.1 ✓ kernel"))
  }

  @Test("A cable's two ends stand side by side, what one sends against what the other receives")
  func cable() {
    let text = text(.container(TutorialHost.key("bbox01")))
    #expect(text.contains("docker0 ─ vethecd04f5 ═════ eth0 bbox01"))
    #expect(text.contains("link   vethecd04f5#11     eth0#10"))
    #expect(text.contains("tx→rx  4.1 MB             4.1 MB"))
    #expect(text.contains("proved: nsid 1 → net:[4026532177], 11 ⇄ 10 both ways"))
  }

  @Test("A cable is told the same from either end")
  func eitherEnd() {
    let picture = Picture(TutorialHost.snapshot())
    let details = Details(picture: picture, units: Units(), glyphs: .unicode)
    let ends = [TutorialHost.link(TutorialHost.host, 11), TutorialHost.link(TutorialHost.bbox01, 10)]
    let cables = ends.compactMap(picture.link).map(details.cable(of:))
    #expect(cables.count == 2 && cables[0] == cables[1])
  }

  @Test("A namespace selected at the place of a cable tells of that cable")
  func namespaceAtCable() {
    let details = Details(picture: Picture(TutorialHost.snapshot()), units: Units(), glyphs: .unicode)
    let place = TutorialHost.link(TutorialHost.host, 11)
    let text = { (place: LinkID?) in
      details.sections(about: Subject(object: .namespace(TutorialHost.bbox01), place: place))
        .lines(width: 80, glyphs: .unicode).map(\.text).joined(separator: "\n")
    }
    #expect(text(place).contains("docker0 ─ vethecd04f5 ═════ eth0 bbox01"))
    #expect(text(place).contains("proved: nsid 1"))
    #expect(!text(nil).contains("CABLE"))
  }

  @Test("How far a pairing is proved is said in words")
  func proofs() {
    #expect(text(.link(TutorialHost.link(TutorialHost.host, 20))).contains("hidden: this end names nsid 7, index 3"))
    let details = Details(picture: Picture(TutorialHost.snapshot()), units: Units(), glyphs: .unicode)
    let link = Link(
      id: LinkID(namespace: TutorialHost.host, index: 9), name: "v", kind: .veth,
      peer: Peer(namespace: TutorialHost.web, index: 4, name: nil, nsid: 2, proof: .oneSided))
    #expect(details.proof(of: link).hasPrefix("one-sided: this end names nsid 2"))
  }

  @Test("The end that keeps a cable down is named")
  func trouble() {
    #expect(text(.container(TutorialHost.key("web"))).contains("why        web/eth0 is down"))
  }

  @Test("A mode the engine calls otherwise than the kernel shows both words")
  func modes() {
    let container = Container(
      key: TutorialHost.key("x"), id: "x", name: "x", engine: "docker", namespace: TutorialHost.bbox03, mode: .none,
      configuredMode: "bridge")
    let host = TutorialHost.snapshot()
    let snapshot = Snapshot(
      host: "h", time: host.time, instant: host.instant, namespaces: host.namespaces, containers: [container])
    #expect(text(.container(container.key), in: snapshot).contains("none  (engine: bridge)"))
    #expect(!text(.container(TutorialHost.key("bbox01"))).contains("(engine:"))
  }

  @Test("Published ports, routes, sharers and holders are told")
  func rest() {
    let web = text(.container(TutorialHost.key("web")))
    #expect(web.contains("80/tcp     ← 0.0.0.0:8080"))
    let bbox01 = text(.container(TutorialHost.key("bbox01")))
    #expect(bbox01.contains("default  via 172.17.0.1 dev eth0"))
    #expect(bbox01.contains("bbox04  container:bbox01"))
    #expect(bbox01.contains("pid 4790 sleep"))
    #expect(text(.namespace(TutorialHost.labX)).contains("mount /run/netns/lab-x"))
  }

  @Test("What was not read is a dash, never 0")
  func unknown() {
    let id = LinkID(namespace: OddHost.host, index: 8)
    let text = text(.link(id), in: OddHost.snapshot)
    #expect(text.contains("not read"))
    #expect(text.contains("tx→rx  –"))
  }

  @Test("No line is wider than its place", arguments: [30, 36, 44, 76, 100])
  func widths(width: Int) {
    for host in [TutorialHost.snapshot(), OddHost.snapshot, Hosts.hostile] {
      let objects =
        host.containers.map { ObjectID.container($0.key) } + host.networks.map { .network($0.key) }
        + host.namespaces.map { .namespace($0.id) } + host.namespaces.flatMap(\.links).map { .link($0.id) }
      for object in objects {
        let lines = Details(picture: Picture(host), units: Units(), glyphs: .unicode)
          .sections(about: Subject(object: object)).lines(width: width, glyphs: .unicode)
        #expect(lines.allSatisfy { $0.columns <= width }, "\(object)")
        #expect(!lines.isEmpty)
      }
    }
  }
}
