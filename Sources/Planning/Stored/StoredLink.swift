import Addresses

/// A namespace as the state directory has it.
public struct StoredNamespace: Hashable, Sendable, Codable {
  enum Entry: String, Hashable, Sendable, Codable { case own, named, process, unknown }

  var cookie: UInt64
  var name: String
  var entry: Entry
  /// Its name in `/run/netns`, where it is named.
  var file: String?
  /// A process in it, where it has no name.
  var pid: Int32?
  /// The container that it belongs to.
  var container: String?

  init(_ target: NamespaceTarget) {
    cookie = target.cookie
    name = target.name
    container = target.sandbox
    switch target.entry {
    case .own: entry = .own
    case .named(let name): (entry, file) = (.named, name)
    case .process(let number): (entry, pid) = (.process, number)
    case .unknown: entry = .unknown
    }
  }

  func restored() throws -> NamespaceTarget {
    let way: NamespaceTarget.Entry =
      switch entry {
      case .own: .own
      case .named: .named(try needed(file, "file", of: entry))
      case .process: .process(try needed(pid, "pid", of: entry))
      case .unknown: .unknown
      }
    return NamespaceTarget(cookie: cookie, name: name, entry: way, sandbox: container)
  }
}

/// A link as the state directory has it.
public struct StoredLink: Hashable, Sendable, Codable {
  var namespace: StoredNamespace
  var name: String
  var mac: MACAddress
  var index: Int32?

  /// A link to be written.
  public init(_ link: LinkTarget) {
    namespace = StoredNamespace(link.namespace)
    name = link.name
    mac = link.mac
    index = link.index
  }

  /// The link that was written.
  public func restored() throws -> LinkTarget {
    LinkTarget(namespace: try namespace.restored(), name: name, mac: mac, index: index)
  }
}

extension LinkTarget {
  fileprivate init(namespace: NamespaceTarget, name: String, mac: MACAddress, index: Int32?) {
    self.namespace = namespace
    self.name = name
    self.mac = mac
    self.index = index
  }
}

/// An owner's mark as the state directory has it.
struct StoredMark: Hashable, Sendable, Codable {
  enum Trait: String, Hashable, Sendable, Codable { case `internal`, isolated, existing }

  var name: String
  var number: UInt64
  var traits: [Trait]

  init(_ mark: OwnerMark) {
    name = mark.name
    number = mark.number
    traits = mark.traits.map { trait in
      switch trait {
      case .internal: .internal
      case .isolated: .isolated
      case .existing: .existing
      }
    }
  }

  func restored() -> OwnerMark {
    OwnerMark(
      name, number,
      traits.map { trait in
        switch trait {
        case .internal: .internal
        case .isolated: .isolated
        case .existing: .existing
        }
      })
  }
}
