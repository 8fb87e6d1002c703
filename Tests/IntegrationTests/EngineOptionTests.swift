import TestSupport
import Testing

/// From each mode to each mode and back, with every option of `docker create` that starts here.
///
/// Left out are options
/// - of the client, which no container keeps: `--attach`, `--cidfile`, `--detach-keys`, `--disable-content-trust`,
///   `--env-file`, `--label-file`, `--platform`, `--pull`, `--quiet`, `--sig-proxy`, `--use-api-socket`;
/// - of hardware, drivers and kernels that are not here: `--gpus`, `--isolation`, `--storage-opt`, `--volume-driver`,
///   `--cpu-rt-period`, `--cpu-rt-runtime`, `--kernel-memory`, `--cpu-count`, `--cpu-percent`, `--io-maxbandwidth`,
///   `--io-maxiops`, `--device-read-bps` and the like (no block device that every machine has), `--blkio-weight` and `--blkio-weight-device` (no such scheduler), `--userns` (the daemon does not remap);
/// - that need rights which a test machine may not have: `--privileged` (all capabilities);
/// - of later engines: `--annotation` (24), `--health-start-interval` (25), a volume's `volume-subpath` (26);
/// - with a test of their own, as they take another course: `--rm` (EngineModeTests), `--pid`, `--ipc`, `--volumes-from` of
///   other containers and `--link` (EngineDependentTests);
/// - that Docker's networks do not take: `--link-local-ip` (accepted, and without effect in a bridge network).
@Suite("Modes of Docker's containers with every option", .serialized, .requires(.engine))
struct EngineOptionTests {
  private static let lab = Result {
    let lab = try EngineChangesLab("option")
    let network = ["network", "create", "--subnet", "10.50.0.0/24", "--ipv6", "--subnet", "fd00:50::/64", "appnet"]
    try lab.engine.client(network)()
    try lab.engine.cli("network", "create", "--subnet", "10.51.0.0/24", "backnet")
    try lab.engine.cli("volume", "create", "namedvol")
    try lab.create("target", network: "bridge", runs: true)
    try lab.create("linked", network: "appnet", runs: true)
    return lab
  }

  private let lab: EngineChangesLab

  init() throws { lab = try Self.lab.get() }

  static let modes = ["appnet", "host", "none", "container:target"]

  /// Options that exclude each other are in different sets.
  enum OptionSet: String, CaseIterable {
    case usual, other

    /// Those of every mode.
    var options: [String] {
      switch self {
      case .usual:
        [
          "-e", "A=1", "-e", "B=two words", "-e", "C=line\nbreak 'quoted' \"twice\" $HOME `x` \\n", "-l", "x.y=z", "-l",
          "com.docker.compose.project=prod", "--entrypoint", "/bin/sh", "--health-cmd", "true",
          "--health-interval", "1s", "--health-retries", "2", "--health-start-period", "1s", "--health-timeout", "1s",
          "--restart", "on-failure:5", "--ulimit", "nofile=512:1024", "--ulimit",
          "core=0", "--cap-add", "NET_ADMIN", "--cap-drop", "MKNOD", "--device", "/dev/null:/dev/xnull:rw",
          "--device-cgroup-rule", "c 1:3 rwm", "--log-driver", "json-file", "--log-opt", "max-size=1m", "--log-opt",
          "max-file=3", "-u", "0:0", "-w", "/tmp", "-m", "64m", "--memory-reservation", "32m", "--memory-swap", "128m",
          "--cpus", "0.5", "--cpu-shares", "512", "--pids-limit", "77", "--oom-score-adj", "100", "--ipc", "shareable",
          "--security-opt", "no-new-privileges", "--stop-signal", "SIGKILL", "--stop-timeout", "3", "--init", "-t",
          "-i",
          "--shm-size", "32m", "--read-only", "--tmpfs", "/scratch:size=8m,mode=700", "-v", "namedvol:/named", "-v",
          "/anon", "-v", "/tmp:/bind:ro,rprivate", "--mount", "type=tmpfs,dst=/mt,tmpfs-size=1048576", "--mount",
          "type=volume,src=namedvol,dst=/named2,readonly", "--mount", "type=volume,dst=/anon2,volume-nocopy", "--mount",
          "type=bind,src=/tmp,dst=/bind2,readonly,bind-propagation=rprivate", "--group-add", "5", "--sysctl",
          "kernel.msgmax=9000",
        ]
      case .other:
        [
          "--pid", "host", "--ipc", "host", "--cgroupns", "private", "--cpu-period", "50000",
          "--cpu-quota", "25000", "--cpuset-cpus", "0", "--cpuset-mems", "0", "--no-healthcheck", "--restart",
          "unless-stopped", "--security-opt",
          "seccomp=unconfined", "--security-opt", "systempaths=unconfined", "--log-driver", "local", "--runtime",
          "runc",
          "--cgroup-parent", "/gt-options", "--stop-signal", "KILL", "--memory-swappiness", "10", "--oom-kill-disable",
          "--memory", "32m", "--mount",
          "type=volume,dst=/v,volume-label=a=b,volume-opt=type=tmpfs,volume-opt=device=tmpfs",
        ]
      }
    }

    /// Those of a network of one's own name and ports.
    var ownNames: [String] {
      switch self {
      case .usual:
        [
          "-h", "myhost", "--domainname", "example.org", "--add-host", "db:10.9.9.9", "--dns", "198.51.100.1",
          "--dns-search", "corp.example", "--dns-option", "ndots:2", "--expose", "7000-7002", "--expose", "7100/udp",
        ]
      case .other: []
      }
    }

    /// Those of a bridge network.
    var network: [String] {
      switch self {
      case .usual:
        [
          "-p", "8080:80", "-p", "127.0.0.1:8100-8102:8100-8102", "-p", "5353:53/udp", "-p", "9999", "--link",
          "linked:dbalias", "--ip", "10.50.0.77", "--ip6", "fd00:50::77", "--network-alias", "webalias",
          "--mac-address",
          "02:42:de:ad:be:ef", "--sysctl", "net.ipv4.ip_unprivileged_port_start=0",
        ]
      case .other: ["-P", "--expose", "7000", "--network-alias", "other"]
      }
    }
  }

  private func create(_ set: OptionSet, in mode: String) throws {
    var options = ["create", "--name", "full", "--network", mode] + set.options
    if !mode.hasPrefix("container:") { options += set.ownNames }
    if mode == "appnet" { options += set.network }
    let program = set == .usual ? ["-c", "exec sleep infinity"] : ["sleep", "infinity"]
    try lab.engine.client(options + ["busybox"] + program)()
    if mode == "appnet" {
      let connect = ["network", "connect", "--ip", "10.51.0.9", "--alias", "backalias", "--link", "linked:lk2"]
      try lab.engine.client(connect + ["backnet", "full"])()
    }
  }

  @Test("Going there and coming back changes nothing", arguments: OptionSet.allCases, modes)
  func thereAndBack(set: OptionSet, from: String) throws {
    for to in Self.modes where to != from {
      try create(set, in: from)
      defer { _ = try? lab.engine.cli("rm", "--force", "--volumes", "full") }
      try lab.engine.cli("start", "full")
      let before = try InspectedContainerFacts(lab.engine.inspect("full"))
      let isLive = [from, to].allSatisfy { ["appnet", "none"].contains($0) }
      let destination = to == "appnet" ? ["--network", "appnet"] : ["--mode", to]
      let recreation = isLive ? [] : ["--recreate", "--settle", "0"]
      try lab.gantry.command(["attach", "full"] + destination + recreation + ["--yes"])()
      let there = try lab.engine.inspect("full")
      #expect(there["State"]["Running"].bool == true)
      try lab.change("undo", "--settle", "0")
      let differences = try before.differences(to: InspectedContainerFacts(lab.engine.inspect("full")))
      #expect(differences == [], "\(set) from \(from) to \(to)")
    }
  }
}
