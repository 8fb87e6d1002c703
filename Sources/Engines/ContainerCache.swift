import NIOCore
import Topology

/// What an engine said of its containers, so that only what changed is asked for again.
struct ContainerCache {
  private var listing: ByteBuffer?
  private var listed: [ListedContainer] = []
  private var entries: [String: Entry] = [:]
  private var named: Set<String> = []
  /// The pods of Podman's containers, by the containers' ids.
  private var pods: [String: String] = [:]

  private struct Entry {
    var seen: ListedContainer
    /// Nil where the engine would not say.
    var details: EngineContainer?
    /// How many more readings go by before it is asked again all the same.
    var patience: Int
  }

  /// At one reading each two seconds, two minutes: so long may a change last that neither an event nor the list told.
  private static let patience = 60
  /// Half a minute for one that hung.
  private static let patienceWithoutDetails = 15

  /// Has these containers asked for again: an event named them.
  mutating func name(_ ids: Set<String>) { named.formUnion(ids) }

  /// Takes a list in.
  /// - Returns: the containers whose details are needed.
  mutating func take(_ body: ByteBuffer) throws(EngineFailure) -> [ListedContainer] {
    // The same octets as last time need no decoding: most of the time nothing happens.
    if body != listing {
      listed = try body.decodedList(of: ListedContainer.self).filter { Self.isID($0.id) }
      listing = body
      let present = Set(listed.map(\.id))
      entries = entries.filter { present.contains($0.key) }
    }
    return listed.filter { isDue($0) }
  }

  /// Takes Podman's own list in, which tells the pods of containers.
  mutating func take(pods body: ByteBuffer) throws(EngineFailure) {
    let members = try body.decodedList(of: PodmanContainer.self)
    pods = Dictionary(members.compactMap { one in one.podName.map { (one.id, $0) } }) { first, _ in first }
  }

  private mutating func isDue(_ container: ListedContainer) -> Bool {
    guard var entry = entries[container.id] else { return true }
    entry.patience -= 1
    entries[container.id] = entry
    return entry.patience <= 0 || named.contains(container.id) || container.differs(from: entry.seen)
  }

  /// Takes the details of one container in; nil where the engine would not say.
  mutating func take(_ details: EngineContainer?, of container: ListedContainer) {
    named.remove(container.id)
    var details = details
    if let known = details { details?.definition.isImageNameGone = container.hasLostImageName(of: known) }
    if let pod = pods[container.id] { details?.definition.pod = pod }
    // Spread, so that a thousand containers are not all asked for in one reading.
    let spread = Int(container.id.utf8.prefix(4).reduce(0) { $0 &+ UInt32($1) } % UInt32(Self.patience))
    let patience = details == nil ? Self.patienceWithoutDetails : Self.patience + spread
    entries[container.id] = Entry(seen: container, details: details, patience: patience)
  }

  /// Leaves out a container that went while it was being asked for.
  mutating func remove(_ id: String) {
    listed.removeAll { $0.id == id }
    entries[id] = nil
    named.remove(id)
    listing = nil
  }

  /// Everything known, sorted by id.
  var containers: [EngineContainer] {
    listed.map { entries[$0.id]?.details ?? $0.described }.sorted { $0.id < $1.id }
  }

  /// How many containers there are whose details could not be had.
  var withoutDetails: Int { listed.count { entries[$0.id]?.details == nil } }

  /// An id goes into a path: only what ids are made of does.
  private static func isID(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          true
        default: false
        }
      }
  }
}
