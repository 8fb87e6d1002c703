import Foundation
import TestSupport
import Testing

/// What an earlier version has written about changes, recorded with what their world was like: its commands, its
/// namespaces' cookies, its links' names and hardware addresses, its engine's ids.
struct RecordedState: CustomTestStringConvertible, Sendable {
  private static let root = "\(Repository.root)/Tests/ExecutionTests/Goldens/0.1.0"

  /// All of them: those of engines' objects, or the others.
  static func all(ofEngines: Bool) throws -> [RecordedState] {
    try FileManager.default.contentsOfDirectory(atPath: root).sorted().map { RecordedState(name: $0) }
      .filter { $0.name.hasPrefix("engine-") == ofEngines }
  }

  let name: String
  var testDescription: String { name }

  private func lines(_ file: String) throws -> [String] {
    try TextFile.read("\(Self.root)/\(name)/\(file)").split(separator: "\n").map(String.init)
  }

  /// What makes the host ready, for sh(1).
  var setup: String { get throws { try lines("setup").joined(separator: "\n") } }

  /// The arguments of each command.
  var commands: [[String]] { get throws { try lines("commands").map { $0.split(separator: " ").map(String.init) } } }

  var world: RecordedWorld { get throws { RecordedWorld(try lines("world")) } }

  /// The files by their paths in the state directory, as they would be in another world.
  func files(in world: RecordedWorld, _ processes: [String: String]) throws -> [String: String] {
    let state = "\(Self.root)/\(name)/state"
    let paths = (FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? [])
      .filter { $0.contains("/") }
    let translation = try self.world.translation(to: world)
    return try paths.reduce(into: [:]) { files, path in
      let text = try TextFile.read("\(state)/\(path)")
      let own = processes[path].map { Self.replacingProcess(in: text, $0) } ?? text
      files[translation.path(path)] = translation.text(own)
    }
  }

  /// A process has the id and the start of one that runs.
  private static func replacingProcess(in text: String, _ other: String) -> String {
    let pattern = #/"(pid|startTime)" : ([0-9]+)/#
    let values = other.matches(of: pattern).reduce(into: [:]) { $0[String($1.1)] = String($1.2) }
    return text.replacing(pattern) { "\"\($0.1)\" : \(values[String($0.1)] ?? String($0.2))" }
  }
}

/// What has another name or number in each world.
struct RecordedWorld: Sendable {
  /// By what they are: cookies of namespaces, hardware addresses and names of links, ids of objects.
  private var values: [String: String] = [:]

  /// Of lines such as `namespace one 10557`, `link host 2 br-lab 46:1a:a4:a1:c4:57`, `object subject ID`, `engine SOCKET`.
  init(_ lines: [String]) {
    for words in lines.map({ $0.split(separator: " ").map(String.init) }) {
      switch (words.first, words.count) {
      case ("namespace", 3): values["cookie \(words[1])"] = words[2]
      case ("link", 5) where words[3] != "lo":
        values["name \(words[1]) \(words[2])"] = words[3]
        values["mac \(words[1]) \(words[2])"] = words[4]
      case ("object", 3): values["id \(words[1])"] = words[2]
      case ("tag", 3) where words[1].hasPrefix("gantry/"): values["tag \(words[1])"] = words[2]
      case ("engine", 2): values["engine"] = words[1]
      default: break
      }
    }
  }

  struct Translation {
    fileprivate var cookies: [String: String] = [:]
    fileprivate var words: [(String, String)] = []

    func path(_ path: String) -> String {
      let (folder, name) = (path.prefix { $0 != "/" }, path.drop { $0 != "/" }.dropFirst())
      guard folder == "networks", let cookie = cookies[String(name.prefix { $0 != "-" })] else { return text(path) }
      return "\(folder)/\(cookie)\(name.drop { $0 != "-" })"
    }

    func text(_ text: String) -> String {
      let translated = words.reduce(text) { $0.replacing($1.0, with: $1.1) }
      return translated.replacing(#/"(cookie|host|namespace)" : ([0-9]+)/#) { match in
        "\"\(match.1)\" : \(cookies[String(match.2)] ?? String(match.2))"
      }
    }
  }

  func translation(to other: RecordedWorld) -> Translation {
    var translation = Translation()
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let counterpart = other.values[key] else { continue }
      switch key.prefix(while: { $0 != " " }) {
      case "cookie": translation.cookies[value] = counterpart
      case "id" where !value.contains(":"):
        // Bridges are called by the first twelve digits.
        translation.words += [(value, counterpart), (String(value.prefix(12)), String(counterpart.prefix(12)))]
      default: if value != counterpart { translation.words.append((value, counterpart)) }
      }
    }
    return translation
  }
}

/// A gantry that was updated undoes what the earlier version did.
@Suite("State that 0.1.0 wrote", .requires(.root, .tool("nft")))
struct RecordedStateTests {
  @Test("What 0.1.0 made without an engine is undone", arguments: try RecordedState.all(ofEngines: false))
  func native(recorded: RecordedState) throws {
    let host = try IsolatedHost()
    try host.run("ip", "netns", "add", "one")
    try host.command("sh", ["-c", recorded.setup])()
    let before = try NativeHost.picture(of: host)
    let gantry = { (arguments: [String]) in
      try host.command(GantryUnderTest.path, arguments).with(environment: IsolatedHost.environment)()
    }
    for command in try recorded.commands { _ = try gantry(command) }
    let files = try recorded.files(in: Self.world(of: host), Self.processes(of: host))
    try host.command("sh", ["-c", Self.unmarking])()
    try host.command("sh", ["-c", "cd /run/gantry && rm -f */*.json"])()
    for (path, text) in files {
      try host.command("sh", ["-c", "cat > '/run/gantry/\(path)'"]).with(input: text)()
    }
    for command in try recorded.commands {
      let undone = try host.command(GantryUnderTest.path, ["undo", "--yes"]).with(environment: IsolatedHost.environment)
        .run()
      #expect(undone.status == 0, "\(command): \(undone)")
    }
    let after = try NativeHost.picture(of: host)
    #expect(after == before, "\(after.difference(from: before))")
    #expect(try gantry(["undo", "--list"]) == "nothing to undo")
  }

  /// 0.1.0 marked no links, no rules of its own table, and others' with the network's name alone.
  private static let unmarking = #"""
    ip -o link | sed -n 's/^[0-9]*: \([^:@]*\)[:@].*alias gantry: .*/\1/p' | while read -r link; do
      ip link set dev "$link" alias ''
    done
    unmark() {
      nft list table inet "$1" >/run/table 2>/dev/null || return 0
      nft delete table inet "$1"; sed "s/ comment \"gantry: \([^ ]*\) [^\"]*\"/$2/" /run/table | nft -f -
    }
    unmark gantry ''; unmark filter ' comment "gantry: \1"'
    for program in iptables-nft ip6tables-nft; do
      $program -S | grep gantry: | while read -r rule; do
        eval "$program -D ${rule#-A }"
        eval "$program -A $(echo "${rule#-A }" | sed 's/"gantry: \([^ ]*\) [^"]*"/"gantry: \1"/')"
      done
    done
    rm -f /run/table
    """#

  private static func world(of host: IsolatedHost) throws -> RecordedWorld {
    let document = try JSON(
      parsing: host.gantry("list", "namespaces", "--json").with(environment: IsolatedHost.environment)())
    let namespaces = document["namespaces"].array.map { namespace in
      let isHost = namespace["roles"].array.contains(.string("host"))
      let name = isHost ? "host" : namespace["names"][0].string ?? "?"
      return "namespace \(name) \(namespace["cookie"].string ?? "")"
    }
    let script = """
      ip -j link | sed 's/^/host /'; for name in $(ls /run/netns); do ip -n $name -j link | sed "s/^/$name /"; done
      """
    let links = try host.run("sh", "-c", script).split(separator: "\n").flatMap { line in
      let (name, text) = (line.prefix { $0 != " " }, line.drop { $0 != " " })
      return try JSON(parsing: String(text)).array.map { link in
        "link \(name) \(link["ifindex"].int ?? 0) \(link["ifname"].string ?? "") \(link["address"].string ?? "")"
      }
    }
    return RecordedWorld(namespaces + links)
  }

  /// What is written about the processes of containers, by path.
  private static func processes(of host: IsolatedHost) throws -> [String: String] {
    let names = try host.run("sh", "-c", "cd /run/gantry && ls sandboxes/*.json 2>/dev/null || true")
    return try names.split(separator: "\n").reduce(into: [:]) { processes, path in
      processes[String(path)] = try host.run("cat", "/run/gantry/\(path)")
    }
  }
}

@Suite("State that 0.1.0 wrote of engines", .requires(.engine), .serialized)
struct RecordedEngineStateTests {
  private static let engine = Result { try EngineUnderTest.start("gold") }

  @Test("What 0.1.0 had an engine do is undone", arguments: try RecordedState.all(ofEngines: true))
  func engine(recorded: RecordedState) throws {
    let engine = try Self.engine.get()
    try remove(everythingOf: engine)
    let docker = ["DOCKER_HOST": engine.host, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    try Command("sh", "-c", recorded.setup).with(environment: docker)()
    let directory = try TemporaryDirectory()
    let state = "\(directory.path)/state"
    var gantry = GantryUnderTest(beside: engine)
    gantry.environment["GANTRY_STATE_DIR"] = state
    let before = try picture(of: engine)
    for command in try recorded.commands { try gantry.command(command)() }
    for path in FileManager.default.enumerator(atPath: state)?.compactMap({ $0 as? String }) ?? []
    where path.hasSuffix(".json") { try FileManager.default.removeItem(atPath: "\(state)/\(path)") }
    for (path, text) in try recorded.files(in: world(of: engine, gantry), [:]) {
      try text.write(toFile: "\(state)/\(path)", atomically: false, encoding: .utf8)
    }
    for command in try recorded.commands {
      let undone = try gantry.run("undo", "--yes", within: .seconds(90))
      #expect(undone.status == 0, "\(command): \(undone)")
    }
    let after = try picture(of: engine)
    #expect(after == before, "\(after.difference(from: before))")
    #expect(try gantry.command(["undo", "--list"])() == "nothing to undo")
  }

  private func remove(everythingOf engine: EngineUnderTest) throws {
    let containers = try engine.cli("ps", "--all", "--quiet").split(separator: "\n").map(String.init)
    if !containers.isEmpty { try engine.client(["rm", "--force"] + containers)() }
    try engine.cli("network", "prune", "--force")
  }

  private func world(of engine: EngineUnderTest, _ gantry: GantryUnderTest) throws -> RecordedWorld {
    let host = try gantry.json("list", "namespaces")["namespaces"].array.first {
      $0["roles"].array.contains(.string("host"))
    }
    let objects = [
      try engine.cli("ps", "--all", "--no-trunc", "--format", "object {{.Names}} {{.ID}}"),
      try engine.cli("network", "ls", "--no-trunc", "--format", "object network:{{.Name}} {{.ID}}"),
      try engine.cli("images", "--no-trunc", "--format", "object image:{{.Repository}} {{.ID}}"),
      try engine.cli("images", "--format", "tag {{.Repository}} {{.Tag}}"),
    ].flatMap { $0.split(separator: "\n").map(String.init) }
    return RecordedWorld(["namespace host \(host?["cookie"].string ?? "")", "engine \(engine.socket)"] + objects)
  }

  /// Containers with their wiring and state, and networks; without ids.
  private func picture(of engine: EngineUnderTest) throws -> [String] {
    let names = try engine.cli("ps", "--all", "--format", "{{.Names}}").split(separator: "\n").sorted().map(String.init)
    let networks = try engine.cli("network", "ls", "--format", "{{.Name}} {{.Driver}} {{.Internal}} {{.Labels}}")
    let ids = try names.map { (try engine.inspect($0)["Id"].string ?? "", $0) }
    return try names.map { name in
      let container = try engine.inspect(name)
      let wiring = container["NetworkSettings"]["Networks"].object.sorted { $0.key < $1.key }.map {
        "\($0.key) \($0.value["IPAddress"].string ?? "") \($0.value["IPAMConfig"]["IPv4Address"].string ?? "-")"
      }
      let mode = ids.reduce(container["HostConfig"]["NetworkMode"].string ?? "") { $0.replacing($1.0, with: $1.1) }
      return "\(name) \(container["State"]["Status"].string ?? "") \(mode) \(wiring)"
        + " \(container["Config"]["Env"].array.compactMap(\.string))"
    } + networks.split(separator: "\n").map(String.init).sorted()
  }
}
