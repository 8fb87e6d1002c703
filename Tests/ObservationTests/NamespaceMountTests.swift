import Testing
import Topology

@testable import Observation

@Suite("Mounts of namespaces")
struct NamespaceMountTests {
  private func mounts(_ text: String) -> [NamespaceMount] { NamespaceMount.all(inMountInfo: Array(text.utf8)) }

  @Test("A nsfs line of mountinfo tells the namespace and where it is mounted")
  func line() {
    let found = mounts(
      """
      27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      35 26 0:4 net:[4026532177] /run/netns/blue rw shared:1 - nsfs nsfs rw
      36 26 0:4 mnt:[4026532178] /run/snap.ns/x rw - nsfs nsfs rw

      """)
    #expect(found == [NamespaceMount(namespace: MadeUp.namespace(4_026_532_177), path: "/run/netns/blue")])
    #expect(found.first?.name == "blue")
  }

  @Test("Optional fields may be missing or many", arguments: ["", "shared:1 ", "shared:1 master:2 propagate_from:3 "])
  func optionalFields(_ fields: String) {
    #expect(mounts("35 26 0:4 net:[7] /a rw \(fields)- nsfs nsfs rw").count == 1)
  }

  @Test("Octal escapes in a path are undone")
  func escapes() {
    #expect(mounts(#"35 26 0:4 net:[7] /run/a\040b\011c\134d rw - nsfs nsfs rw"#).first?.path == "/run/a b\tc\\d")
    #expect(mounts(#"35 26 0:4 net:[7] /run/a\4 rw - nsfs nsfs rw"#).first?.path == #"/run/a\4"#)
    #expect(mounts(#"35 26 0:4 net:[7] /run/a\777 rw - nsfs nsfs rw"#).first?.path == #"/run/a\777"#)
  }

  @Test("A device with a large minor number is what stat(2) says")
  func device() {
    #expect(mounts("1 1 0:300 net:[7] /a rw - nsfs nsfs rw").first?.namespace.device == 0x10_002c)
    #expect(mounts("1 1 8:1 net:[7] /a rw - nsfs nsfs rw").first?.namespace.device == 0x801)
  }

  @Test(
    "A line that is damaged, or only looks like a namespace, is passed over",
    arguments: [
      "", " ", "35 26 0:4", "35 26 0:4 net:[7]", "35 26 0:4 net:[] /a rw - nsfs nsfs rw",
      "35 26 0:4 net:[7 /a rw - nsfs nsfs rw", "35 26 0:4 net:[x] /a rw - nsfs nsfs rw",
      "35 26 0:4 /net:[7] /a rw - ext4 /dev/vda rw", "35 26 0:4 net:[7] /a rw - ext4 nsfs rw",
      "35 26 0:4 net:[99999999999999999999] /a rw - nsfs nsfs rw", "35 26 4 net:[7] /a rw - nsfs nsfs rw",
      "35 26 0:4 net:[7] /a rw nsfs nsfs rw",
    ])
  func damage(_ line: String) { #expect(mounts(line).isEmpty) }

  @Test("No bytes whatever make it fail, and a good line among them is found")
  func anyBytes() {
    var generator = SplitMix(state: 7)
    let good = Array("35 26 0:4 net:[7] /run/netns/x rw - nsfs nsfs rw".utf8)
    let alphabet = Array("0123456789 :[]net-nsfs/\\\n".utf8)
    for _ in 0..<2_000 {
      let noise = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      var damaged = good
      damaged[Int.random(in: 0..<good.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      let file = noise + [10] + damaged + [10] + good + [10]
      #expect(NamespaceMount.all(inMountInfo: file).contains { $0.path == "/run/netns/x" && $0.namespace.inode == 7 })
    }
  }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
