public import Topology

/// A namespace that a plan acts in, told from all others for as long as the machine runs.
public struct NamespaceTarget: Hashable, Sendable {
  /// `SO_NETNS_COOKIE`: never used again, unlike inodes and nsids.
  public private(set) var cookie: UInt64
  /// What people call it.
  public let name: String
  /// True for the namespace that gantry runs in.
  public var isOwn: Bool { entry == .own }
  /// How a command gets there.
  let entry: Entry
  /// The name of the container of gantry's own that it belongs to: it may be made again under that name, and then it is
  /// meant whatever cookie it has.
  public private(set) var sandbox: String?

  /// How `ip` is made to act in a namespace.
  enum Entry: Hashable, Sendable {
    /// It does by itself.
    case own
    /// By the name that `ip netns` knows.
    case named(String)
    /// By a process that lives there.
    case process(Int32)
    /// In no way that a command could tell.
    case unknown
  }

  init(cookie: UInt64, name: String, entry: Entry, sandbox: String?) {
    self.cookie = cookie
    self.name = name
    self.entry = entry
    self.sandbox = sandbox
  }

  /// The namespace as it is in a picture; nil where its cookie is not known (Linux before 5.14, or no right to look).
  public init?(_ namespace: Namespace, in snapshot: Snapshot) {
    guard let cookie = namespace.cookie else { return nil }
    self.cookie = cookie
    name = snapshot.name(of: namespace)
    entry = Entry(namespace)
  }

  /// The namespace of a container of gantry's own that is still to be made.
  init(sandbox name: String) {
    cookie = 0
    self.name = name
    entry = .named(name)
    sandbox = name
  }

  /// The same as that of a container of gantry's own.
  func belonging(to name: String) -> NamespaceTarget {
    var copy = self
    copy.sandbox = name
    return copy
  }

  /// The same with the cookie that it has now.
  public func with(cookie: UInt64) -> NamespaceTarget {
    var copy = self
    copy.cookie = cookie
    return copy
  }

  /// As it is written down: that of a container of gantry's own without the cookie that it has at the moment.
  public var unbound: NamespaceTarget { sandbox == nil ? self : with(cookie: 0) }

  /// True where both are the same namespace.
  public func isSame(as other: NamespaceTarget) -> Bool {
    if sandbox != nil, other.sandbox != nil { key == other.key } else { cookie == other.cookie }
  }

  /// What tells it from all others: the name of the native container that it belongs to, else its cookie.
  var key: String { sandbox ?? "#\(cookie)" }

  /// `ip` as it acts in this namespace.
  var ip: String {
    switch entry {
    case .own: "ip"
    case .named(let name): "ip -n \(name.quoted)"
    case .process(let pid): "nsenter -t \(pid) -n ip"
    case .unknown: "ip -n \(name.quoted)"
    }
  }

  /// A command as it runs in this namespace.
  func running(_ command: String) -> String {
    switch entry {
    case .own: command
    case .process(let pid): "nsenter -t \(pid) -n \(command)"
    case .named, .unknown: "ip netns exec \(argument) \(command)"
    }
  }

  /// The namespace as an argument of `netns` in `ip link add`.
  var argument: String {
    switch entry {
    case .own: "$$"
    case .named(let name): name.quoted
    case .process(let pid): String(pid)
    case .unknown: name.quoted
    }
  }
}

extension NamespaceTarget.Entry {
  init(_ namespace: Namespace) {
    let named = namespace.names.first { name in
      namespace.holders.contains { $0.kind == .mount && $0.pid == nil && $0.path == "/run/netns/\(name)" }
    }
    if namespace.isHost {
      self = .own
    } else if let named {
      self = .named(named)
    } else if let pid = namespace.pids.first {
      self = .process(pid)
    } else {
      self = .unknown
    }
  }
}

extension String {
  /// The text as one word of a shell.
  var quoted: String {
    shellQuoted
  }
}
