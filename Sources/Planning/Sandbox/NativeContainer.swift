/// A process of a host, told from all that had its id before.
public struct ProcessIdentity: Hashable, Sendable {
  /// Its id in gantry's pid namespace.
  public var pid: Int32
  /// When it started, in clock ticks since boot (proc(5), field 22 of stat).
  public var startTime: UInt64

  /// The process with this id that started then.
  public init(pid: Int32, startTime: UInt64) {
    self.pid = pid
    self.startTime = startTime
  }
}

/// A container that gantry runs without an engine, as it is written down: a process in a sandbox.
public struct NativeContainer: Hashable, Sendable {
  /// Its number in the registry: never used again, unlike its name.
  public var number: UInt64
  /// What it is called; unique on its machine.
  public var name: String
  /// The cookie of the host namespace that it belongs to.
  public var host: UInt64
  /// How it was wanted, as `docker inspect` would have it: a network's name, `none`, `host`, `container:X`.
  public var configuredMode: String
  /// Where it lives.
  public var namespace: NamespaceTarget
  /// Program and arguments; empty where a process only holds the namespace.
  public var command: [String]
  /// Its first process; nil where it has ended.
  public var process: ProcessIdentity?
  /// What made it, in order, apart from its connections to networks: the inverses remove it.
  var making: [Action]

  /// The same with other namespaces in the place of its own.
  public func mappingNamespaces(_ transform: (NamespaceTarget) throws -> NamespaceTarget) rethrows -> NativeContainer {
    var copy = self
    copy.namespace = try transform(namespace)
    return copy
  }

  /// True where its namespace is its own, and goes with it.
  public var hasOwnNamespace: Bool { namespace.sandbox == name }
}
