import Topology

extension State {
  /// The namespace that a shell would be opened in: that of what is selected.
  var shellNamespace: NamespaceID? {
    guard let snapshot = live?.observed, let object = subject?.object else { return nil }
    let namespace: NamespaceID? =
      switch object {
      case .namespace(let id): id
      case .link(let id): id.namespace
      case .container(let key): snapshot.container(key)?.namespace
      case .network(let key): snapshot.network(key)?.bridge?.id.namespace
      }
    return namespace.flatMap { snapshot.namespace($0)?.id }
  }

  var shellAvailability: Availability {
    if let reason = permission.refusal { return .unavailable(reason) }
    return .when(shellNamespace != nil, else: wordsOnGone ?? "nothing is selected that is in a namespace")
  }
}
