/// Walks down one cgroup path and collects the containers it goes through.
///
/// A path component counts only in the form that an engine gives it; those of host services are dismissed by their first
/// byte or their length.
struct CgroupPathParser {
  private(set) var containers: [CgroupIdentity] = []
  /// The pod that the next container belongs to.
  private var pod: String?
  private var parent: Parent = .other

  /// What the last component was, where that tells what the next one is.
  fileprivate enum Parent { case other, docker, lxc, machines, machine }

  /// Takes in the components of the path in `range`.
  mutating func parse(_ bytes: Span<UInt8>, in range: Range<Int>, onlyOutermost: Bool) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != UInt8(ascii: "/") { end += 1 }
      let component = Slice(range: start..<end)
      if parent == .machine, component.equals("supervisor", in: bytes) {
        // systemd-nspawn itself, beside its payload: it lives in the host's namespaces.
        containers.removeLast()
        return
      }
      if onlyOutermost, !containers.isEmpty { return }
      if component.count > 0 { take(component, bytes) }
      start = end + 1
    }
  }

  private mutating func take(_ component: Slice, _ bytes: Span<UInt8>) {
    if let uid = component.podUID(in: bytes) { pod = uid }
    if let container = container(component, bytes) {
      containers.append(container)
      pod = nil
      parent = container.engine == "nspawn" ? .machine : .other
    } else {
      parent = Parent(component, bytes)
    }
  }

  private func container(_ component: Slice, _ bytes: Span<UInt8>) -> CgroupIdentity? {
    if parent == .lxc { return CgroupIdentity(engine: "lxc", id: component.text(in: bytes)) }
    if parent == .machines, let name = component.machineName(in: bytes) {
      return CgroupIdentity(engine: "nspawn", id: name)
    }
    if let name = component.between("lxc.payload.", "", in: bytes) {
      return CgroupIdentity(engine: "lxc", id: name.text(in: bytes))
    }
    return containerWithDigits(component, bytes)
  }

  private func containerWithDigits(_ component: Slice, _ bytes: Span<UInt8>) -> CgroupIdentity? {
    // Everything from here on carries an id of 64 digits.
    guard component.count >= 64 else { return nil }
    if component.isContainerID(in: bytes) {
      // By itself, as cgroupfs drivers write it: whose it is, what is above says.
      let engine = pod != nil ? "kubernetes" : parent == .docker ? "docker" : nil
      return engine.map { CgroupIdentity(engine: $0, id: component.text(in: bytes), pod: pod) }
    }
    for runtime in CgroupRuntime.all {
      guard let id = runtime.id(in: component, bytes) else { continue }
      return CgroupIdentity(engine: runtime.engine, id: id, pod: pod)
    }
    return nil
  }
}

extension CgroupPathParser.Parent {
  init(_ component: Slice, _ bytes: Span<UInt8>) {
    switch bytes[component.range.lowerBound] {
    case UInt8(ascii: "d") where component.equals("docker", in: bytes): self = .docker
    case UInt8(ascii: "l") where component.equals("lxc", in: bytes): self = .lxc
    case UInt8(ascii: "m") where component.equals("machine.slice", in: bytes): self = .machines
    default: self = .other
    }
  }
}
