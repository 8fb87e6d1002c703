import Addresses
import Engines
import LinuxSystem
import Netlink
import Planning

/// Reads what a plan touches, for a comparison of before and after.
struct WorldReader {
  let engines: EngineActions
  let actions: KernelActions
  /// The cookie of the host's namespace, of which only the plan's own links count: everything else there is others'.
  let host: UInt64

  /// The present state of all that a plan's steps name. What cannot be read is in it with the reason.
  func record(of steps: [Action]) -> WorldRecord {
    var record = WorldRecord()
    func take(_ subject: String, _ read: () throws -> [String: WorldRecord.Fact]) {
      guard record.readings[subject] == nil else { return }
      do {
        record.readings[subject] = .facts(try read())
      } catch {
        record.readings[subject] = .unread("\(error)")
      }
    }
    for object in objects(of: steps) {
      for name in Set([object.name, object.firstName]) {
        take(object.kind == .network ? "network \(name)" : name) { try facts(of: object, named: name) }
      }
    }
    let links = steps.flatMap(\.links)
    for namespace in namespaces(of: links) {
      let own = links.filter { $0.namespace.isSame(as: namespace) }.map(\.name)
      let isHost = namespace.cookie == host
      take("namespace \(namespace.name)") { try facts(of: namespace, only: isHost ? Set(own) : nil) }
    }
    for step in steps {
      switch step {
      case .setting(let change):
        take(change.setting.path) {
          let value = try readFile("/proc/sys/\(change.setting.path)").filter { $0 > 0x20 }
          return ["value": WorldRecord.Fact(String(decoding: value, as: UTF8.self))]
        }
      case .filter(.add(let filter)), .filter(.remove(let filter)):
        take("packet filter of \(filter.network)") { try facts(of: filter) }
      default: break
      }
    }
    return record
  }

  private func objects(of steps: [Action]) -> [EngineObject] {
    var objects: [EngineObject] = []
    for step in steps {
      _ = step.mappingObjects { object in
        objects.append(object)
        return object
      }
    }
    return objects
  }

  /// By its id, whatever it is called by now; by its name where it has none yet, or none any more.
  private func facts(of object: EngineObject, named name: String) throws -> [String: WorldRecord.Fact] {
    let known = object.id == nil || name != object.name ? nil : try engines.find(object)
    guard let found = try known ?? engines.find(object.kind, named: name, of: object.engine) else { return [:] }
    return object.kind == .network
      ? WorldRecord.facts(ofNetwork: found)
      : WorldRecord.facts(ofContainer: found, showsPresentAddresses: object.engine.isPodman)
  }

  private func namespaces(of links: [LinkTarget]) -> [NamespaceTarget] {
    links.map(\.namespace).reduce(into: []) { all, next in
      if !all.contains(where: next.isSame) { all.append(next) }
    }
  }

  private func facts(of namespace: NamespaceTarget, only names: Set<String>?) throws -> [String: WorldRecord.Fact] {
    let facts = try actions.access.inside(namespace) { kernel in
      let all = try kernel.links()
      let links = all.filter { names?.contains($0.name) ?? true }
      func name(_ index: InterfaceIndex?) -> String? { all.first { $0.index == index }?.name }
      var facts = ["there": WorldRecord.Fact("yes")]
      for link in links {
        let master = name(link.master).map { ", port of \($0)" } ?? ""
        facts["link \(link.name)"] = WorldRecord.Fact(
          "\(link.flags.contains(.up) ? "up" : "down"), MTU \(link.mtu.map(String.init) ?? "unknown")\(master)")
      }
      for address in try kernel.addresses() where !address.prefix.address.isLinkLocal {
        guard let link = links.first(where: { $0.index == address.index }) else { continue }
        facts["link \(link.name)\(WorldRecord.separator)address \(address.prefix)"] = WorldRecord.Fact("there")
      }
      for route in try kernel.routes() where route.table == RouteMessage.Table.main && route.kind == .unicast {
        guard let link = links.first(where: { $0.index == route.outputInterface }),
          !route.destination.address.isLinkLocal, !route.destination.address.isMulticast
        else { continue }
        let gateway = route.gateway.map { " via \($0)" } ?? ""
        facts["link \(link.name)\(WorldRecord.separator)route \(route.destination)\(gateway)"] =
          WorldRecord.Fact("metric \(route.metric)")
      }
      return facts
    }
    return facts ?? [:]
  }

  private func facts(of filter: NetworkFilter) throws -> [String: WorldRecord.Fact] {
    let table = try PacketFilter().table(family: "inet", name: NetworkFilter.table)
    let own = table.chains.filter { chain in filter.chains.contains { $0.name == chain.name } }
    let facts = own.map { ("chain \($0.name)", WorldRecord.Fact("\(table.rules(of: $0).count) rules")) }
    return Dictionary(facts, uniquingKeysWith: { first, _ in first })
  }
}
