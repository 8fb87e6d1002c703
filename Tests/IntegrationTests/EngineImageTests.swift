import TestSupport
import Testing

/// A container is made again of the image that it was made of, whatever became of the image's name.
@Suite("Images of containers that are made again", .serialized, .requires(.engine))
struct EngineImageTests {
  private let lab: EngineChangesLab

  init() throws {
    lab = try EngineChangesLab("image")
    for name in ["app:3", "other:1"] { try lab.engine.cli("tag", "busybox", name) }
    try lab.create("owner", network: "bridge", runs: true, image: "app:3")
    try lab.create("sharer", network: "container:owner", runs: true, image: "app:3")
  }

  private func images() throws -> [String?] {
    try ["owner", "sharer"].map { try lab.engine.inspect($0)["Image"].string }
  }

  @Test("The tag is gone, or stands for another image: the image is found by its id, also for sharers and on undo")
  func tags() throws {
    let before = try images()
    try lab.engine.cli("image", "rm", "app:3")
    try lab.change("attach", "owner", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try images() == before)
    // Another image takes the name meanwhile.
    try lab.engine.cli("commit", "owner", "app:3")
    #expect(try lab.engine.inspect("app:3")["Id"].string != before[0])
    try lab.change("undo", "--settle", "0")
    #expect(try images() == before)
    #expect(try lab.wiring(of: "sharer", owners: ["owner"]) == "container:owner")
    try lab.change("attach", "owner", "--mode", "none", "--recreate", "--dry-run")
    try lab.change("attach", "owner", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try images() == before)
  }

  @Test("A name that still stands for the image is kept as it was spelled")
  func spelling() throws {
    try lab.change("attach", "owner", "--mode", "host", "--recreate", "--settle", "0")
    #expect(try lab.engine.inspect("owner")["Config"]["Image"].string == "app:3")
    try lab.change("undo", "--settle", "0")
    #expect(try lab.engine.inspect("owner")["Config"]["Image"].string == "app:3")
  }

  @Test("Where the image itself is gone, nothing is stopped")
  func gone() throws {
    try lab.engine.cli("rm", "--force", "sharer")
    try lab.engine.cli("commit", "owner", "short:1")
    try lab.create("lone", network: "bridge", runs: false, image: "short:1")
    // An engine keeps the image of a container unless it is forced.
    try lab.engine.cli("image", "rm", "--force", "short:1")
    let id = try lab.engine.inspect("lone")["Id"].string
    let refusal = try lab.refusal("attach", "lone", "--mode", "host", "--recreate", "--settle", "0")
    #expect(refusal.contains("no more, of which lone is made"), "\(refusal)")
    #expect(try lab.engine.inspect("lone")["Id"].string == id)
    #expect(!(try lab.leftovers()[0].contains("gantry")))
  }
}
