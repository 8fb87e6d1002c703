import Execution
import Foundation
import LinuxSystem
import Planning
import TestSupport
import Testing

@Suite("Carrying plans out", .requires(.root))
struct ExecutionTests {
  let lab: ExecutionLab

  init() throws { lab = try ExecutionLab() }

  private func carryOut(_ operations: Operation...) throws {
    for operation in operations { try lab.inside { try $0.carryOut(operation) } }
  }

  private func failure(of job: @escaping @Sendable (Place) throws -> Void) -> ExecutionFailure? {
    #expect(throws: ExecutionFailure.self) { try lab.inside(job) }
  }

  @Test("A network and a connection are as other tools see them, and the members of the host reach each other")
  func whole() throws {
    try carryOut(.create, .attach)
    let bridge = try lab.host.ipJSON("link", "show", "br-lab")[0]
    #expect(bridge["linkinfo"]["info_kind"].string == "bridge")
    #expect(try lab.host.run("cat", "/proc/sys/net/ipv6/conf/br-lab/accept_ra") == "0")
    let port = try lab.host.ipJSON("link", "show", "master", "br-lab")[0]
    #expect(port["linkinfo"]["info_kind"].string == "veth")
    #expect(try lab.one.ip("route", "show", "default").contains("via 10.99.0.1 dev eth0"))
    try lab.one.run("busybox", "ping", "-c", "1", "-W", "5", "10.99.0.1")
  }

  @Test("Undoing everything leaves nothing, in any order in which it was done", arguments: Operation.allCases)
  func undoing(operation: Operation) throws {
    let atFirst = try lab.picture()
    for earlier in operation.before { try carryOut(earlier) }
    let before = try lab.picture()
    try carryOut(operation)
    try lab.inside { try $0.undo() }
    let after = try lab.picture()
    #expect(after == before, "\(after.difference(from: before))")
    for _ in operation.before { try lab.inside { try $0.undo() } }
    #expect(try lab.picture() == atFirst)
  }

  @Test("A failing step takes back those before it, and says why in the kernel's words")
  func rollBack() throws {
    try carryOut(.create)
    let before = try lab.picture()
    // The name is taken between the plan and the step.
    let one = lab.one
    let failure = failure { place in
      let plan = try place.plan(.attach)
      try one.ip("link", "add", "eth0", "type", "bridge")
      let lock = try place.directory.lock()
      try Executor(place.directory, lock, place.snapshot()).carryOut(plan)
    }
    #expect(failure?.description.contains("File exists") == true)
    #expect(failure?.remaining.isEmpty == true)
    try lab.one.ip("link", "del", "eth0")
    #expect(try lab.picture() == before)
  }

  @Test("A step that fails late takes back everything, the last first")
  func lateFailure() throws {
    try carryOut(.create)
    let before = try lab.picture()
    let one = lab.one
    let failure = failure { place in
      let plan = try place.plan(.attach)
      let lock = try place.directory.lock()
      let executor = try Executor(place.directory, lock, place.snapshot()) { checkpoint in
        // The link is taken away under the plan's hands.
        if checkpoint == .recorded(2) { _ = try? one.ip("link", "del", "eth0") }
      }
      try executor.carryOut(plan)
    }
    #expect(failure?.description.contains("is gone") == true)
    #expect(failure?.reverted.count == 4 && failure?.remaining.isEmpty == true)
    #expect(try lab.picture() == before)
  }

  @Test("A namespace that ends between plan and step is told, and nothing is left")
  func deadNamespace() throws {
    try carryOut(.create)
    let one = lab.one
    let failure = failure { place in
      let plan = try place.plan(.attach)
      try one.unname()
      let lock = try place.directory.lock()
      try Executor(place.directory, lock, place.snapshot()).carryOut(plan)
    }
    #expect(failure?.description.contains("is gone") == true)
    #expect(try lab.host.ipJSON("link", "show", "master", "br-lab").array.filter { !$0.object.isEmpty }.isEmpty)
  }

  @Test("A network with foreign ports is not undone, and stays as it is")
  func changedWorld() throws {
    try carryOut(.create)
    try lab.host.addVeth("v0", "v1")
    try lab.host.ip("link", "set", "v0", "master", "br-lab")
    let before = try lab.picture()
    let failure = failure { try $0.undo() }
    #expect(failure?.description.contains("br-lab has ports that are not this change's: v0") == true)
    #expect(try lab.picture() == before)
  }

  @Test("A link in the place of the one that was meant is left as it is")
  func otherLink() throws {
    try carryOut(.create)
    try lab.host.ip("link", "set", "br-lab", "address", "02:00:00:00:00:99")
    let failure = failure { try $0.undo() }
    #expect(failure?.description.contains("02:00:00:00:00:99") == true)
    #expect(try lab.host.ip("link", "show", "br-lab").contains("02:00:00:00:00:99"))
  }

  @Test("Root in a container cannot keep its cable by changing its end")
  func hostileMember() throws {
    try carryOut(.create)
    let before = try lab.picture()
    try carryOut(.attach)
    try lab.one.ip("link", "set", "eth0", "down")
    try lab.one.ip("link", "set", "eth0", "name", "mine", "address", "02:00:00:00:00:99")
    try carryOut(.detach)
    #expect(try lab.host.ip("link", "show").contains("veth") == false)
    #expect(try lab.one.ip("link", "show").contains("mine") == false)
    #expect(try lab.picture().filter { !$0.hasPrefix("journal/") } == before.filter { !$0.hasPrefix("journal/") })
  }

  @Test("While one changes something, another waits, and is told when that takes too long")
  func locking() throws {
    let place = lab.place
    let lock = try place.directory.lock()
    #expect(try FileLock(waiting: 50, for: "\(place.state)/lock") == nil)
    #expect(FileLock.owner(of: "\(place.state)/lock") == getpid())
    withExtendedLifetime(lock) {}
  }

  @Test("A state directory that others may write to is refused")
  func foreignDirectory() throws {
    let directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: "\(directory.path)/state", withIntermediateDirectories: false)
    try Command("chmod", "777", "\(directory.path)/state")()
    #expect(throws: SystemError.self) { try StateDirectory(path: "\(directory.path)/state").lock() }
  }
}
