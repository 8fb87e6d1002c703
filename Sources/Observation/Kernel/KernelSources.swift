import LinuxSystem
import Topology

/// How the kernel does as a source: what could not be read, and what was missing for it.
enum KernelSources {
  /// How reading the kernel goes.
  static func kernel(_ model: KernelModel, now: Instant) -> Source {
    guard model.isDiscovered else { return Source(name: Source.kernelName, state: .pending) }
    let denied = model.entries.indices.count { model.entries[$0].isDenied }
    guard denied > 0 || model.unreadableProcesses > 0 else {
      return Source(name: Source.kernelName, state: .ok, readAt: now)
    }
    var lost: [String] = []
    if model.unreadableProcesses > 0 { lost.append(counted(model.unreadableProcesses, "process", "processes")) }
    if denied > 0 { lost.append(counted(denied, "namespace", "namespaces")) }
    let detail = lost.joined(separator: " and ") + " could not be looked into"
    let missing = missing
    // Root with every capability is refused too, where a process is protected in another way: that is no fault.
    guard denied > 0 || !missing.isEmpty else {
      return Source(name: Source.kernelName, state: .ok, detail: detail, readAt: now)
    }
    let remedy = missing.isEmpty ? "" : "; missing: \(missing.joined(separator: ", ")); run it as root (sudo)"
    return Source(name: Source.kernelName, state: .denied, detail: detail + remedy, readAt: now)
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  /// The capabilities that looking into everything takes and that are not there: gantry never changes its own.
  private static let missing: [String] = {
    let needed: Capabilities = [.netAdmin, .sysAdmin, .sysPtrace]
    // Without procfs nothing was read anyway, and the reader says why.
    guard let effective = try? Capabilities.effective() else { return [] }
    return needed.subtracting(effective).names
  }()
}
