/// Another program that finds out about namespaces, as a person would use it.
struct Peer {
  let name: String
  /// For sh(1).
  let command: String
  /// True where it finds links, addresses and routes of every namespace, as gantry does.
  let doesTheSame: Bool
}

/// How long gantry and others take from their start to their end, in nanoseconds.
struct PeerFigures {
  var gantry: Sample
  /// nil where it is not installed, or does not work.
  var others: [(peer: Peer, sample: Sample?)]

  /// The fastest of those that do the same.
  var best: (peer: Peer, sample: Sample)? {
    others.compactMap { other in other.sample.map { (other.peer, $0) } }
      .filter(\.0.doesTheSame).min { $0.1.median < $1.1.median }
  }

  /// How many times as fast as the best gantry is.
  var advantage: Double? { best.map { $0.sample.median / gantry.median } }
}

extension Rig {
  /// Runs each from start to end, in turn.
  func peers() throws -> PeerFigures {
    // The first run of each warms up, and shows whether it works here.
    let installed = allPeers.filter { (try? shell($0.command)) != nil }
    let commands = ["\(binaries)/gantry list all --json"] + installed.map(\.command)
    let samples = try alternate(
      // What takes many seconds varies little.
      rounds: lab.count < 500 ? min(3, effort.rounds) : 1,
      commands.map { command in { [try time { try shell(command) }] } })
    return PeerFigures(
      gantry: samples[0],
      others: allPeers.map { peer in
        (peer, installed.firstIndex { $0.name == peer.name }.map { samples[$0 + 1] })
      })
  }

  private func shell(_ command: String) throws { try run("sh", "-c", "exec >/dev/null 2>&1; " + command) }

  private var allPeers: [Peer] {
    let python = "\(binaries)/../../peers/bin/python3"
    return [
      Peer(
        name: "`ip -n` loop",
        command: "for n in $(ls /run/netns); do ip -n $n -d address; ip -n $n route; done",
        doesTheSame: true),
      Peer(
        name: "`ip -all netns exec`",
        command: "{ ip -all netns exec ip -d address; ip -all netns exec ip route; }",
        doesTheSame: true),
      // It asks for links, addresses and numbers, and for no routes (strace -e trace=network).
      Peer(name: "plotnetcfg (no routes)", command: "plotnetcfg", doesTheSame: false),
      Peer(name: "pyroute2", command: "\(python) \(script)", doesTheSame: true),
      Peer(name: "`lsns -t net` (only lists)", command: "lsns -t net", doesTheSame: false),
    ]
  }

  /// Beside the sources.
  private var script: String {
    let folder = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(folder)/peers/pyroute2-all.py"
  }
}
