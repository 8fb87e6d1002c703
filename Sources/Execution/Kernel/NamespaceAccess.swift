import LinuxSystem
import Netlink
import Planning
import SystemPackage
import Topology

/// Leads into the namespaces of a picture, and makes sure that each is still the one that it was.
struct NamespaceAccess: Sendable {
  private let worker: NamespaceWorker
  private let ways: [UInt64: [Way]]

  private enum Way: Sendable {
    case own
    case holder(Holder)
  }

  private let state: StateDirectory

  init(_ snapshot: Snapshot, _ state: StateDirectory) throws(SystemError) {
    self.state = state
    worker = try NamespaceWorker(name: "changes")
    ways = Dictionary(
      snapshot.namespaces.compactMap { namespace in
        namespace.cookie.map { ($0, (namespace.isHost ? [.own] : []) + namespace.holders.map(Way.holder)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Does something inside with a connection to the kernel, if the namespace is there.
  /// - Returns: what `job` answers; nil where the namespace is gone.
  func inside<Result: Sendable>(
    _ target: NamespaceTarget, _ job: @escaping @Sendable (inout Rtnetlink) throws -> Result
  ) throws -> Result? {
    try inside(target) { kernel, _ in try job(&kernel) }
  }

  /// The same with another namespace at hand, which has to be there too.
  func inside<Result: Sendable>(
    _ target: NamespaceTarget, with other: NamespaceTarget,
    _ job: @escaping @Sendable (inout Rtnetlink, borrowing NamespaceDescriptor) throws -> Result
  ) throws -> Result? {
    let (cookie, ways) = try waysTo(other)
    return try inside(target) { kernel, visitor in
      try Self.inside(cookie, ways, visitor) { try job(&kernel, $0) }
    }.flatMap(\.self)
  }

  private func inside<Result: Sendable>(
    _ target: NamespaceTarget, _ job: @escaping @Sendable (inout Rtnetlink, borrowing NamespaceVisitor) throws -> Result
  ) throws -> Result? {
    let (cookie, ways) = try waysTo(target)
    return try worker.run { visitor in
      try Self.inside(cookie, ways, visitor) { _ in
        var kernel = try Rtnetlink()
        return try job(&kernel, visitor)
      }
    }
  }

  /// Hands an open namespace over, if it is there; not from inside, so what it is handed to may enter it itself.
  func with<Result: Sendable>(
    _ target: NamespaceTarget, _ job: @escaping @Sendable (borrowing NamespaceDescriptor) throws -> Result
  ) throws -> Result? {
    let (cookie, ways) = try waysTo(target)
    return try worker.run { visitor in
      guard let descriptor = try Self.open(cookie, ways, visitor) else { return nil }
      return try visitor.atHome { try job(descriptor) }
    }
  }

  /// The cookie of the namespace that has a name; nil where none has.
  func cookie(of path: String) throws -> UInt64? {
    try worker.run { visitor in
      do {
        return try Self.cookie(of: NamespaceDescriptor(path: path), visitor)
      } catch let error as SystemError where error.errno == .noSuchFileOrDirectory || error.errno == .invalidArgument {
        return nil
      }
    }
  }

  /// The namespace of a container of gantry's own is found by its name, as it may have been made again.
  private func waysTo(_ target: NamespaceTarget) throws -> (cookie: UInt64, ways: [Way]) {
    guard let name = target.sandbox else { return (target.cookie, ways[target.cookie] ?? []) }
    guard let cookie = try state.sandbox(name).namespace else { return (0, []) }
    return (cookie, [.holder(Holder(.mount, path: NamedNamespace.path(name)))])
  }

  /// Enters a namespace, if it is there.
  private static func inside<Result>(
    _ cookie: UInt64, _ ways: [Way], _ visitor: borrowing NamespaceVisitor,
    _ job: (borrowing NamespaceDescriptor) throws -> Result
  ) throws -> Result? {
    guard let descriptor = try open(cookie, ways, visitor) else { return nil }
    return try visitor.inside(descriptor) { try job(descriptor) }
  }

  /// Any way that leads to a namespace with the right cookie.
  private static func open(
    _ wanted: UInt64, _ ways: [Way], _ visitor: borrowing NamespaceVisitor
  ) throws -> NamespaceDescriptor? {
    for way in ways {
      do {
        let descriptor = try open(way, visitor)
        if try cookie(of: descriptor, visitor) == wanted { return descriptor }
      } catch let error as SystemError where error.errno != .notPermitted && error.errno != .permissionDenied {
        // Who held it has let go of it: another may still do so.
        continue
      }
    }
    return nil
  }

  private static func cookie(
    of descriptor: borrowing NamespaceDescriptor, _ visitor: borrowing NamespaceVisitor
  ) throws -> UInt64 {
    try visitor.inside(descriptor) { try NetlinkSocket(0).namespaceCookie() }
  }

  private static func open(_ way: Way, _ visitor: borrowing NamespaceVisitor) throws -> NamespaceDescriptor {
    switch way {
    case .own: try visitor.atHome { try NamespaceDescriptor.current() }
    case .holder(let holder): try holder.open()
    }
  }
}

extension Holder {
  /// Opens the namespace that it holds.
  fileprivate func open() throws(SystemError) -> NamespaceDescriptor {
    switch (kind, pid, path) {
    case (.process, let pid?, _): try NamespaceDescriptor(process: pid)
    case (.thread, let pid?, _): try NamespaceDescriptor(process: pid, thread: thread)
    case (.descriptor, let pid?, _): try NamespaceDescriptor(descriptor: descriptor ?? -1, of: pid)
    case (.socket, let pid?, _): try NamespaceDescriptor(socket: descriptor ?? -1, of: pid)
    case (.mount, let pid?, let path?): try NamespaceDescriptor(path: path, seenBy: pid)
    case (.mount, nil, let path?): try NamespaceDescriptor(path: path)
    default: throw SystemError("open", on: "a namespace", .noSuchFileOrDirectory)
    }
  }
}
