/// A container as a process's cgroup names it, without any engine's API (cgroups(7), `/proc/PID/cgroup`).
public struct CgroupIdentity: Sendable, Hashable {
  /// `docker`, `podman`, `containerd`, `cri-o`, `kubernetes`, `lxc`, `nspawn`.
  public var engine: String
  /// The container's id: 64 hexadecimal digits, or a name (LXC, nspawn).
  public var id: String
  /// The Kubernetes pod's uid, where it is in one.
  public var pod: String?

  /// A container named by a cgroup.
  public init(engine: String, id: String, pod: String? = nil) {
    self.engine = engine
    self.id = id
    self.pod = pod
  }
}
