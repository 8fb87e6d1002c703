/// Anything on the host that can be named, selected, shown or acted on.
public enum ObjectID: Hashable, Sendable {
  case namespace(NamespaceID)
  case link(LinkID)
  case container(ContainerKey)
  case network(NetworkKey)
}
