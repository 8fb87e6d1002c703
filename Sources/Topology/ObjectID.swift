/// Anything on the host that can be named, selected, shown or acted on.
public enum ObjectID: Hashable, Sendable, CustomStringConvertible {
  case namespace(NamespaceID)
  case link(LinkID)
  case container(ContainerKey)
  case network(NetworkKey)

  /// As JSON carries it: `4:4026532177`, `4:4026532177/12`, `docker:<id>`.
  public var description: String {
    switch self {
    case .namespace(let id): id.description
    case .link(let id): "\(id.namespace)/\(id.index)"
    case .container(let key): key.description
    case .network(let key): key.description
    }
  }

  /// The words of ``category``.
  static let categories = ["container", "network", "namespace", "link"]

  /// What it is, in a word: `container`, `network`, `namespace` or `link`.
  public var category: String {
    switch self {
    case .namespace: "namespace"
    case .link: "link"
    case .container: "container"
    case .network: "network"
    }
  }
}
