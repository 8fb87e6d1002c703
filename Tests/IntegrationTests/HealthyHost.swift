import TestSupport
import Testing

/// A host on which all is well, as some system wires it.
struct HealthyHost: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// Shell commands with those of `vocabulary`; the host's own namespace is called `host`.
  let script: String
  /// Rules that have a remark to make, and are right.
  let remarks: [String]

  init(_ name: String, remarks: String..., script: String) {
    testDescription = name
    self.script = script
    self.remarks = remarks
  }

  /// Makes it in a host of its own.
  func make(on host: IsolatedHost) throws {
    try host.command("sh", ["-ec", Self.vocabulary + script])(within: .seconds(120))
  }

  /// `lan` is a network with a router, 192.0.2.1, in a namespace of its own. `hold` keeps a tun or tap open, as the program
  /// behind it would, and answers for an address there where one is given.
  private static let vocabulary = """
    ip netns attach host $$
    namespaces() { for name; do ip netns add $name; ip -n $name link set lo up; done; }
    cable() { ip -n $1 link add $2 up type veth peer name $4 netns $3; ip -n $3 link set $4 up; }
    add_bridge() { ip -n $1 link add $2 up type bridge; }
    plug() { ip -n $1 link set $3 master $2; }
    address() { ip -n $1 addr add $3 dev $2 $(case $3 in *:*) echo nodad ;; esac); }
    route() { space=$1; shift; ip -n $space route add "$@"; }
    setting() { space=$1; shift; ip netns exec $space sysctl -qw "$@"; }
    ask() { ip netns exec $1 busybox ping -c 1 -W 5 $2 >/dev/null; }
    hold() { ip netns exec $1 python3 -c "$holder" $2 $3 ${4-} </dev/null >/dev/null 2>&1; }
    uplink() { namespaces lan; cable host eth0 lan eth0; address lan eth0 192.0.2.1/24; }
    lan() { uplink; address host eth0 192.0.2.2/24; route host default via 192.0.2.1; setting host net.ipv4.ip_forward=1; }
    holder='
    import fcntl, os, select, signal, socket, struct, sys
    device = os.open("/dev/net/tun", os.O_RDWR)
    kind = {"tun": 1, "tap": 2}[sys.argv[1]]
    fcntl.ioctl(device, 0x400454ca, struct.pack("16sH22x", sys.argv[2].encode(), kind | 0x1000))
    gateway = socket.inet_aton(sys.argv[3]) if len(sys.argv) > 3 else None
    if os.fork(): sys.exit()
    if not gateway: signal.pause()
    mac = bytes.fromhex("52550a000202")
    while select.select([device], [], []):
      frame = os.read(device, 65536)
      if frame[12:14].hex() == "0806" and frame[20:22].hex() == "0001" and frame[38:42] == gateway:
        reply = bytes.fromhex("0806") + frame[14:20] + bytes.fromhex("0002") + mac + gateway + frame[22:32]
        os.write(device, frame[6:12] + mac + reply)
    '

    """

  static let all = machines + clusters + routers
}

@Suite(
  "The doctor on healthy hosts", .requires(.root, .tool("busybox"), .tool("python3"), .file("/dev/net/tun")))
struct HealthyHostTests {
  @Test("Nothing is wrong, and nothing is remarked that is not so", arguments: HealthyHost.all)
  func healthy(wiring: HealthyHost) throws {
    let host = try IsolatedHost()
    try wiring.make(on: host)
    try expectWell(host, remarks: wiring.remarks)
  }

  @Test("A thousand idle namespaces, most of them with nothing but lo, are well")
  func idle() throws {
    let host = try IsolatedHost()
    try host.addPlugged(0..<100)
    try host.batch((0..<100).map { "netns exec n\($0) ip link set eth0 up" })
    try host.addLone(900)
    try expectWell(host, remarks: [])
  }

  /// A node in a container, a guest of LXC: the other end of its uplinks is on the host outside, which it cannot see.
  @Test("A host that is itself in a namespace has uplinks, which nobody advises to delete")
  func nested() throws {
    let lab = try Lab("healthy")
    let outside = try lab.namespace("outside")
    let host = try IsolatedHost()
    for (link, address) in [("eth0", "172.18.0.1/16"), ("eth1", "172.19.0.1/16")] {
      try outside.ip("link", "add", link, "up", "type", "veth", "peer", link, "netns", "\(host.process)")
      try outside.addAddress(address, to: link)
    }
    try HealthyHost.node.make(on: host)
    try expectWell(host, remarks: HealthyHost.node.remarks)
    let remark = try host.findings().first
    #expect(remark?["title"].string?.contains("this host is itself in a namespace") ?? false)
    #expect(remark?["remedy"].string?.contains("delete") == false)
  }

  /// By `gantry doctor` and by `gantry list all --json`, which read the host each for itself.
  private func expectWell(_ host: IsolatedHost, remarks: [String]) throws {
    let doctor = try host.gantry("doctor", "--json").run()
    #expect(doctor.status == 0)
    for findings in [try JSON(parsing: doctor.standardOutput)["findings"].array, try host.findings()] {
      #expect(findings.filter { $0["severity"].string != "info" } == [])
      #expect(findings.compactMap { $0["rule"].string } == remarks)
    }
  }
}

extension IsolatedHost {
  /// What `gantry list all` finds on it.
  func findings() throws -> [JSON] {
    try JSON(parsing: gantry("list", "all", "--json")(within: .seconds(60)))["findings"].array
  }
}
