/// Looks for the objects of a picture that a text can mean.
struct ObjectSearch {
  let snapshot: Snapshot
  let text: String
  /// Only objects of this kind; nil for all.
  let category: String?

  /// What has exactly this identity.
  var identified: [ObjectID] {
    let containers = snapshot.containers.filter { $0.key.description == text }
    let networks = snapshot.networks.filter { $0.key.description == text }
    let namespace = NamespaceID(text).flatMap(snapshot.namespace)
    let link = LinkID(text).flatMap(snapshot.link)
    return ofCategory(
      containers.map { .container($0.key) } + networks.map { .network($0.key) }
        + [namespace.map { .namespace($0.id) }, link.map { .link($0.id) }].compactMap(\.self))
  }

  /// Everything with exactly this name.
  ///
  /// A container stands for its namespace as well, and a network that is nothing but a bridge for the bridge.
  var named: [ObjectID] {
    let containers = snapshot.containers.filter { $0.name == text }
    let networks = ownFirst(snapshot.networks.filter { $0.name == text })
    let namespaces = snapshot.namespaces.filter { namespace in
      (namespace.names.contains(text) || snapshot.name(of: namespace) == text)
        && (category != nil || !containers.contains { $0.namespace == namespace.id })
    }
    let bridges = networks.filter { $0.engine == nil }.compactMap(\.bridge?.id)
    let links = links.filter { category != nil || !bridges.contains($0) }
    return ofCategory(
      containers.map { .container($0.key) } + networks.map { .network($0.key) }
        + namespaces.map { .namespace($0.id) } + links.map(ObjectID.link))
  }

  /// What has this pid or inode: the container whose first process it is, else the namespace.
  var numbered: [ObjectID] {
    let containers = snapshot.containers.filter { $0.pid != nil && $0.pid == Int32(text) }
    let found = ofCategory(containers.map { .container($0.key) })
    return found.isEmpty
      ? ofCategory(snapshot.namespaces.filter { $0.isNumbered(text) }.map { .namespace($0.id) }) : found
  }

  /// What has this key or an id that starts so, and links anywhere that have this name.
  var abbreviated: [ObjectID] {
    let containers = snapshot.containers.filter { $0.isAbbreviated(text) }
    let networks = snapshot.networks.filter { $0.isAbbreviated(text) }
    return ofCategory(
      containers.map { .container($0.key) } + networks.map { .network($0.key) }
        + called(text, in: snapshot.namespaces).map(ObjectID.link))
  }

  /// Names that are written much like the text, at most three, the closest first.
  var closestNames: [String] {
    let namespaces = snapshot.namespaces.map { snapshot.name(of: $0) }
    let links = snapshot.hostNamespace?.links.map(\.name) ?? []
    let names = snapshot.containers.map(\.name) + snapshot.networks.map(\.name) + namespaces + links
    let tolerance = max(1, text.count / 3)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
      .map { (distance: $0.editDistance(to: text, contained: tolerance), name: $0) }
      .filter { $0.distance <= tolerance }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(3).map(\.name)
  }

  /// Engines' networks and the host's own bridges before bridges elsewhere: those of an engine in a container have the
  /// names that the host's have.
  private func ownFirst(_ networks: [Network]) -> [Network] {
    let host = snapshot.hostNamespace?.id
    let own = networks.filter { $0.engine != nil || $0.bridge?.id.namespace == host }
    let isOwnMeant = !own.isEmpty || (category == nil && !links.isEmpty)
    return isOwnMeant ? own : networks
  }

  /// `NAME` in the host's namespace, or `NAMESPACE/NAME`.
  private var links: [LinkID] {
    guard let slash = text.lastIndex(of: "/") else {
      return called(text, in: snapshot.namespaces.filter(\.isHost))
    }
    return called(String(text[text.index(after: slash)...]), in: namespaces(meantBy: String(text[..<slash])))
  }

  /// Links with this name, or with this index where it is written `#7`.
  private func called(_ name: String, in namespaces: [Namespace]) -> [LinkID] {
    let index = name.hasPrefix("#") ? Int32(name.dropFirst()) : nil
    return namespaces.flatMap(\.links).filter { $0.name == name || $0.index == index }.map(\.id)
  }

  /// Namespaces that `place` can stand for before the `/` of a link.
  private func namespaces(meantBy place: String) -> [Namespace] {
    let direct = snapshot.namespaces.filter {
      $0.names.contains(place) || snapshot.name(of: $0) == place || $0.isNumbered(place)
    }
    guard direct.isEmpty else { return direct }
    return snapshot.containers.filter { $0.name == place || $0.isAbbreviated(place) }
      .compactMap { $0.namespace.flatMap(snapshot.namespace) }
  }

  private func ofCategory(_ objects: [ObjectID]) -> [ObjectID] {
    category.map { category in objects.filter { $0.category == category } } ?? objects
  }
}

extension NamespaceID {
  /// `4:4026532177`, as `description` writes it; nil for any other text.
  fileprivate init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let device = UInt64(parts[0]), let inode = UInt64(parts[1]) else { return nil }
    self.init(device: device, inode: inode)
  }
}

extension LinkID {
  /// `4:4026532177/12`, as JSON carries it; nil for any other text.
  fileprivate init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let namespace = NamespaceID(parts[0]), let index = Int32(parts[1]) else { return nil }
    self.init(namespace: namespace, index: index)
  }
}

extension Namespace {
  /// True for `net:[inode]`, the inode, the id as JSON carries it, and the pid of a process that lives here.
  fileprivate func isNumbered(_ text: String) -> Bool {
    text == id.kernelName || text == String(id.inode) || text == id.description
      || Int32(text).map { pid in holders.contains { $0.kind == .process && $0.pid == pid } } ?? false
  }
}

extension Container {
  /// True for its key, and for the beginning of its key or id.
  fileprivate func isAbbreviated(_ text: String) -> Bool {
    id.hasPrefix(text) || key.description.hasPrefix(text) && text.contains(":")
  }
}

extension Network {
  /// True for its key, and for the beginning of its key or id.
  fileprivate func isAbbreviated(_ text: String) -> Bool {
    id?.hasPrefix(text) ?? false || key.description.hasPrefix(text) && text.contains(":")
  }
}
