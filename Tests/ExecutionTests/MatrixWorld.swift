import Foundation
import TestSupport

/// A host of `ExecutionLab`'s with things of the user's in it, as `ip` and `nft` show them.
struct MatrixWorld {
  let lab: ExecutionLab
  private let gantry: GantryUnderTest

  init() throws {
    lab = try ExecutionLab()
    var gantry = GantryUnderTest(in: lab.host)
    gantry.environment = ["GANTRY_STATE_DIR": lab.place.state, "DOCKER_HOST": "unix:///run/none.sock"]
    self.gantry = gantry
    for namespace in [lab.host, lab.one] {
      try namespace.ip("link", "add", "mine0", "up", "type", "bridge")
      try namespace.ip("address", "add", "192.0.2.1/24", "dev", "mine0")
      try namespace.run("nft", "add table inet mine; add chain inet mine mine; add rule inet mine mine counter accept")
    }
  }

  func run(_ arguments: String...) throws -> Output { try gantry.command(arguments).run(within: .seconds(60)) }

  /// Everything that is there, one line a thing.
  func things() throws -> Set<String> {
    var things: Set<String> = []
    for name in try names() {
      things.insert("namespace \(name)")
      things.formUnion(try inside(name))
    }
    let host = """
      nft -s list ruleset | awk '/^table/ {t = $3} /^\\tchain/ {c = $2} /^\\t\\t[^t]/ {print "rule", t, c, $0}'
      for f in ipv4/ip_forward ipv6/conf/all/forwarding ipv6/conf/uplink/accept_ra; do echo setting $f=$(cat /proc/sys/net/$f); done
      """
    return things.union(try lines(lab.host.command("sh", ["-c", host]).run().standardOutput))
  }

  /// Namespaces of this lab.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/run/netns").filter { $0.hasPrefix(lab.lab.name) }.sorted()
  }

  private func inside(_ name: String) throws -> Set<String> {
    let script = """
      ip -o link | awk '{sub(/@.*/, "", $2); sub(/:$/, "", $2); print "link", $2}'
      ip -o address | awk '$4 !~ /^fe80/ {print "address", $2, $4}'
      (ip route; ip -6 route) | grep -v -e ^fe80 | sed 's/^/route /; s/ linkdown//; s/ *$//'
      """
    let processes = try Command("ip", "netns", "pids", name).run().standardOutput.split(separator: "\n").map {
      "process \(name) \($0)"
    }
    let own = try lines(Command("sh", "-c", script).inNamespace("/run/netns/\(name)").run().standardOutput)
    // A process that is in the host's namespace may be this test's own.
    return Set(own.map { "\(name) \($0)" }).union(name == lab.host.name ? [] : Set(processes))
  }

  private func lines(_ text: String) -> Set<String> { Set(text.split(separator: "\n").map(String.init)) }

  /// Applies a change of the user's.
  /// - Returns: a process of the user's, which has to live as long as the cell.
  func apply(_ change: ForeignChange) throws -> BackgroundProcess? {
    let subjects = try names().filter { $0 == lab.one.name || $0.hasPrefix(lab.place.container) }
    switch change {
    case .containerRemoved: for subject in subjects { try remove(subject) }
    case .containerRenamed: for subject in subjects { try rename(subject) }
    case .containerReplaced:
      for subject in subjects { try remove(subject) }
      return try replace(subjects.last ?? lab.place.container)
    case .networkRemoved:
      // By numbers of lines, from the last one, as names are others' too.
      try inHost(
        """
        ip link del br-lab; nft delete table inet gantry
        for t in iptables-nft ip6tables-nft; do
          $t -S | grep gantry | sed 's/^-A/-D/' | while read -r rule; do eval $t "$rule"; done
        done
        """)
    case .bridgeDeleted: try inHost("ip link del br-lab")
    case .engineGone:
      try inHost(
        """
        for t in iptables-nft ip6tables-nft; do
          $t -F FORWARD; $t -F DOCKER-USER; $t -X DOCKER-USER; $t -P FORWARD ACCEPT
        done
        """)
    case .registryLost, .journalLost, .journalCut: try change.damageFiles(of: lab.place.state)
    case .nothing: break
    }
    return nil
  }

  /// Runs lines of a shell. A removal of what is not there is no failure.
  private func inHost(_ script: String) throws { _ = try lab.host.command("sh", ["-c", script]).run() }

  private func remove(_ namespace: String) throws {
    try Command("sh", "-c", "ip netns pids $0 | xargs -r kill -KILL; ip netns del $0", namespace)()
  }

  private func rename(_ namespace: String) throws {
    let script = "cd /run/netns; touch $0-moved; mount --bind $0 $0-moved; umount $0; rm $0"
    try Command("sh", "-c", script, namespace)()
  }

  private func replace(_ name: String) throws -> BackgroundProcess {
    for arguments in [
      ["netns", "add", name], ["-n", name, "link", "add", "eth0", "up", "type", "bridge"],
      ["-n", name, "address", "add", "192.0.2.9/24", "dev", "eth0"],
    ] {
      try Command("ip", arguments)()
    }
    let process = try Command("sh", "-c", "echo here; exec sleep infinity").inNamespace("/run/netns/\(name)").start()
    try process.waitForLine(containing: "here")
    return process
  }

  /// Removes what gantry lists as its own, by its own commands.
  func removeWhatIsListed() throws {
    for container in try listed("containers") { _ = try run("rm", container, "--yes") }
    for network in try listed("networks") {
      for name in try names() where name != lab.host.name {
        _ = try run("detach", "namespace:\(name)", network, "--yes")
      }
      _ = try run("network", "rm", network, "--yes")
    }
  }

  /// Removes the namespaces that have containers' names, as `ip netns` does.
  func removeContainersNamespaces() throws {
    for name in try names() where name.hasPrefix(lab.place.container) { try remove(name) }
  }

  /// The names of native containers or networks.
  private func listed(_ kind: String) throws -> [String] {
    try gantry.json("list", kind)[kind].array.filter { $0["engine"].string == "native" }.compactMap {
      $0["name"].string
    }
    .filter { kind == "networks" || $0.hasPrefix(lab.place.container) }
  }

  func listing() throws -> String {
    try run("undo", "--list").standardOutput + listed("networks").joined(separator: " ")
      + listed("containers").joined(separator: " ")
  }

  /// Ends containers without gantry's help.
  func end() throws {
    for name in try names() where name != lab.host.name { try remove(name) }
  }
}
