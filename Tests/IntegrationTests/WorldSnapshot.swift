import Foundation
import TestSupport

/// Everything that an undo gives back, as `ip`, `nft`, `find` and `docker inspect` show it, one line a fact, without what
/// docs/undo.md says is not the same.
struct WorldSnapshot {
  let lines: [String]

  init(of world: SequenceWorld, except document: UndoDocument) throws {
    let engine = world.lab.engine
    let containers = try Self.inspect(["container", "inspect"], engine.cli("ps", "--all", "--quiet"), engine)
    let networks = try Self.inspect(["network", "inspect"], engine.cli("network", "ls", "--quiet"), engine)
    let names = VolatileNames(containers, networks, document)
    var lines = containers.flatMap { container in
      container.facts(document).map { "container \(container["Name"].string ?? "")\($0)" }
    }
    lines += networks.flatMap { network in
      network.facts(document).map { "network \(network["Name"].string ?? "")\($0)" }
    }
    lines += try engine.cli("volume", "ls", "--format", "volume {{.Name}}").lines
    lines += try engine.cli("images", "--all", "--format", "image {{.Repository}}:{{.Tag}} {{.ID}}").lines
    lines += try Self.network(of: "host", engine.namespace.path, document, withSettings: true)
    for name in try Self.namespaces(world) {
      lines += try Self.network(of: name, "/run/netns/\(name)", document) + Self.processes(of: name)
    }
    for container in containers where container["State"]["Running"].bool == true {
      guard container["HostConfig"]["NetworkMode"].string != "host", let pid = container["State"]["Pid"].int else {
        continue
      }
      let interfaces = try Self.interfaces("/proc/\(pid)/ns/net")
      lines += try Self.network(of: "container", "/proc/\(pid)/ns/net", document).compactMap { line in
        // The rules are those of the engine's name server.
        guard !document.lists("rules inside of containers") || !line.hasPrefix("container: rule") else { return nil }
        let line = line.replacing(#/ index=\d+/#, with: "")
        return names.replacedInterfaces(line, of: container, interfaces)
      }
    }
    lines += try Self.files(of: world.stateDirectory)
    self.lines = lines.map(names.replaced)
      .map { document.lists("anonymous volumes") ? $0.withoutAnonymousVolumes : $0 }.sorted()
  }

  /// The lines that are in one snapshot only.
  func differences(from other: WorldSnapshot) -> [String] {
    lines.difference(from: other.lines).map { change in
      switch change {
      case .insert(_, let line, _): "+ \(line)"
      case .remove(_, let line, _): "- \(line)"
      }
    }
  }

  private static func inspect(_ command: [String], _ ids: String, _ engine: EngineUnderTest) throws -> [JSON] {
    let ids = ids.lines
    return ids.isEmpty ? [] : try JSON(parsing: engine.client(command + ids)()).array
  }

  private static func namespaces(_ world: SequenceWorld) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/run/netns").filter { $0.hasPrefix("\(world.prefix)-") }
      .sorted()
  }

  private static func processes(of namespace: String) throws -> [String] {
    try Command("ip", "netns", "pids", namespace).run().standardOutput.lines.map { pid in
      let words = (try? TextFile.read("/proc/\(pid)/cmdline"))?.split(separator: "\0").joined(separator: " ")
      return "\(namespace): process \(words ?? "")"
    }
  }

  /// The names of a namespace's interfaces by their hardware addresses.
  private static func interfaces(_ path: String) throws -> [String: String] {
    let links = try JSON(parsing: Command("ip", "-json", "link").inNamespace(path)()).array
    return Dictionary(
      links.map { ($0["address"].string ?? "", $0["ifname"].string ?? "") }, uniquingKeysWith: { first, _ in first })
  }

  private static func files(of directory: String) throws -> [String] {
    // What holds a namespace's number is another one when the namespace was made again.
    let script = """
      cd "$0" 2>/dev/null || exit 0
      find . -type f ! -name lock | sort
      cat networks/*.json sandboxes/*.hosts sandboxes/*.conf 2>/dev/null
      """
    return try Command("sh", "-c", script, directory).run().standardOutput.lines.map { "file \($0)" }
  }

  /// Links, addresses, routes, rules and settings of a network namespace.
  private static func network(of name: String, _ path: String, _ document: UndoDocument, withSettings: Bool = false)
    throws -> [String]
  {
    let script = """
      ip -json -details address show
      ip -json route show table all
      ip -json -6 route show table all
      ip -json rule; ip -json -6 rule
      echo ====
      nft -s list ruleset
      iptables-legacy-save; ip6tables-legacy-save
      """
    let parts = try Command("sh", "-c", script).inNamespace(path).run().standardOutput.components(separatedBy: "====\n")
    let tables = try parts[0].lines.filter { $0 != "[ ]" && $0 != "[]" }.map { try JSON(parsing: $0).array }
    var lines = (tables.first ?? []).flatMap { Self.link($0, document) }
    lines += tables.dropFirst().joined().compactMap { Self.route($0) }
    lines += Self.rules(parts.count > 1 ? parts[1] : "", document)
    if withSettings {
      let settings = """
        find /proc/sys/net -type f -perm -u+r ! -name nf_conntrack_count ! -name '*stable_secret' ! -name '*_key' \
          ! -path '*/veth*' -exec grep -H '' {} + 2>/dev/null | sed 's|^/proc/sys/|setting |'
        """
      lines += try Command("sh", "-c", settings).inNamespace(path).run().standardOutput.lines
    }
    return lines.map { "\(name): \($0)" }
  }

  private static func link(_ link: JSON, _ document: UndoDocument) -> [String] {
    let name = link["ifname"].string ?? ""
    let info = link["linkinfo"]
    let isUp = link["flags"].array.contains(.string("UP"))
    let master = link["master"].string ?? "-"
    let isolated = info["info_slave_data"]["isolated"].bool == true ? " isolated" : ""
    // The engine gives its cables other names each time, and the kernel other indices; so with a bridge made again.
    let isListed = document.lists("bridges and cables of an engine")
    let isCable = isListed && (master == "docker0" || master.isEnginesBridge)
    let line =
      isCable
      ? "link veth of an engine"
      : isListed && name.isEnginesBridge
        ? "link \(name)"
        : "link \(name) index=\(link["ifindex"].int ?? 0) \(link["address"].string ?? "") alias=\(link["ifalias"].string ?? "")"
    let addresses = link["addr_info"].array.filter { $0["scope"].string != "link" }.map {
      "address \(name) \($0["local"].string ?? "")/\($0["prefixlen"].int ?? 0)"
    }
    return [
      line + " \(info["info_kind"].string ?? "-") mtu=\(link["mtu"].int ?? 0) master=\(master) \(isUp ? "up" : "down")"
        + isolated
    ] + (isCable ? [] : addresses)
  }

  private static func route(_ route: JSON) -> String? {
    let destination = route["dst"].string ?? ""
    guard !destination.hasPrefix("fe80:"), !destination.hasPrefix("ff00:") else { return nil }
    // The kernel makes these itself of addresses, when they are ready.
    guard route["table"].string != "local" else { return nil }
    let ignored: Set = ["flags", "expires", "pref"]
    let members = route.object.filter { !ignored.contains($0.key) }.sorted { $0.key < $1.key }
    return "route " + members.map { "\($0.key)=\($0.value.text)" }.joined(separator: " ")
  }

  /// Rules with table and chain before each. In the engine's chains their order is the one in which networks were made;
  /// in all others it counts.
  private static func rules(_ text: String, _ document: UndoDocument) -> [String] {
    var (table, chain, position) = ("", "", 0)
    let isOrderListed = document.lists("order of an engine's rules")
    return text.lines.compactMap { line in
      if line.hasPrefix("#") || line.hasPrefix("}") || line.hasPrefix("\t}") { return nil }
      if line.hasPrefix("table ") || line.hasPrefix("*") { table = line }
      if line.hasPrefix("\tchain ") {
        chain = String(line.dropFirst(7))
        position = 0
      }
      position += 1
      let isEngines = table.contains("ip filter") || table.contains("ip nat") || table.hasPrefix("*")
      let isOrdered = !isOrderListed || !isEngines || chain.hasPrefix("DOCKER-USER")
      let rule = line.replacing(#/ counter packets \d+ bytes \d+/#, with: "").replacing(/\[\d+:\d+\]/, with: "")
      return "rule \(table) \(chain) \(isOrdered ? "\(position)" : "") \(rule)"
    }
  }
}

extension String {
  /// Whether it is what an engine calls the bridge of a network.
  fileprivate var isEnginesBridge: Bool { hasPrefix("br-") && count == 15 && dropFirst(3).allSatisfy(\.isHexDigit) }

  /// An anonymous volume is a named bind of a container that was made again.
  fileprivate var withoutAnonymousVolumes: String {
    guard contains("{volume of ") else { return self }
    return replacing(#/HostConfig.Binds = \[{volume of [^}]*}:[^,\]]*\]/#, with: "HostConfig.Binds = null")
      .replacing(#/Driver: local, Mode: z?,/#, with: "Driver: local,")
  }

  fileprivate var lines: [String] { split(separator: "\n").map(String.init) }
}

extension JSON {
  /// One line of any value.
  fileprivate var text: String {
    switch self {
    case .null: "null"
    case .bool(let truth): "\(truth)"
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .string(let text): text
    case .array(let elements): "[\(elements.map(\.text).sorted().joined(separator: ", "))]"
    case .object(let members):
      "{\(members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }.joined(separator: ", "))}"
    }
  }

  /// Each value of an object of an engine with its place, but for the places that the document lists.
  fileprivate func facts(_ document: UndoDocument, at place: [String] = []) -> [String] {
    if document.lists(place: place) { return [] }
    guard case .object(let members) = self, !members.isEmpty else {
      return [" \(place.joined(separator: ".")) = \(text)"]
    }
    return members.flatMap { $0.value.withoutIDs($0.key, document).facts(document, at: place + [$0.key]) }
  }

  /// Aliases without the beginning of the container's id, which the engine adds when it connects it.
  private func withoutIDs(_ key: String, _ document: UndoDocument) -> JSON {
    guard key == "Aliases", document.lists("ids"), case .array(let aliases) = self else { return self }
    let rest = aliases.filter { $0.string?.count != 12 || $0.string?.allSatisfy(\.isHexDigit) != true }
    return rest.isEmpty ? .null : .array(rest)
  }
}
