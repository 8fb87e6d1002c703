extension Query {
  /// What a query can ask an object for. An object that has no such thing does not match.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case name, id, ip, mac, mode, state, kind, role, engine, image, driver, network, ns, label, proof
    case pid, mtu, rate, rx, tx, drops, errors

    /// What it asks for, in a line for people.
    public var summary: String {
      switch self {
      case .name: "what people call it"
      case .id: "id or key: id:4dcf"
      case .ip: "address: ip:172.17.0.2, its beginning: ip:172.17, or ip:10.0.0.0/8"
      case .mac: "hardware address of a link"
      case .mode: "of a container: bridge, host, none, container, other"
      case .state: "running, exited, …; of a link: up, down, no-carrier, …"
      case .kind: "kind of a link: veth, bridge, macvlan, …"
      case .role: "of a namespace: host, container, named, process, hidden"
      case .engine: "docker, podman, containerd, …"
      case .image: "a container's image"
      case .driver: "a network's driver: bridge, macvlan, overlay, …"
      case .network: "name of a network it belongs to"
      case .ns: "namespace: its name or net:[inode]"
      case .label: "an engine's label: label:NAME or label:NAME=VALUE"
      case .proof: "of a veth pair: proved, one-sided, hidden"
      case .pid: "a process in it"
      case .mtu: "of a link, in bytes: mtu<1500"
      case .rate: "bytes a second, both ways: rate>1M"
      case .rx: "bytes a second received"
      case .tx: "bytes a second sent"
      case .drops: "packets dropped, both ways"
      case .errors: "packets with errors, both ways"
      }
    }

    /// True where it compares numbers.
    var isNumber: Bool {
      switch self {
      case .pid, .mtu, .rate, .rx, .tx, .drops, .errors: true
      default: false
      }
    }

    /// True where it takes two pictures.
    var isRate: Bool { self == .rate || self == .rx || self == .tx }

    /// True where a value stands for its beginning, so that `kind:vlan` is not `macvlan`.
    var isWord: Bool {
      switch self {
      case .mode, .state, .kind, .role, .driver, .proof, .mac, .id: true
      default: false
      }
    }
  }
}
