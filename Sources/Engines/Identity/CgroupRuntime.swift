/// How a container runtime names the cgroups of its containers.
struct CgroupRuntime {
  let engine: String
  /// What stands before the id: `docker-<id>.scope` or, in a cgroupfs driver's hands, `docker-<id>`.
  let prefix: StaticString
  /// `<slice>:docker:<id>`: a path for systemd in the hands of a cgroupfs driver.
  let infix: StaticString

  /// Podman's monitor (`libpod-conmon-`) and CRI-O's (`crio-conmon-`) have no digits where the id would start.
  static let all = [
    CgroupRuntime(engine: "docker", prefix: "docker-", infix: ":docker:"),
    CgroupRuntime(engine: "podman", prefix: "libpod-", infix: ":libpod:"),
    // `podman run --cgroups=split`: beside it, `supervisor` has the monitor.
    CgroupRuntime(engine: "podman", prefix: "libpod-payload-", infix: ":libpod-payload:"),
    CgroupRuntime(engine: "containerd", prefix: "cri-containerd-", infix: ":cri-containerd:"),
    CgroupRuntime(engine: "containerd", prefix: "nerdctl-", infix: ":nerdctl:"),
    CgroupRuntime(engine: "cri-o", prefix: "crio-", infix: ":crio:"),
  ]

  /// The id in `component`; nil where it is not in one of this runtime's forms.
  func id(in component: Slice, _ bytes: Span<UInt8>) -> String? {
    let scope = component.between(prefix, ".scope", in: bytes) ?? component.between(prefix, "", in: bytes)
    if let scope, scope.isContainerID(in: bytes) { return scope.text(in: bytes) }
    let (front, id) = component.divided(before: 64)
    guard id.isContainerID(in: bytes), front.hasSuffix(infix, in: bytes) else { return nil }
    return id.text(in: bytes)
  }
}
