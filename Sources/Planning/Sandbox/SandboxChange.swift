/// A step that makes or removes a part of a container of gantry's own.
public enum SandboxChange: Hashable, Sendable {
  /// Makes a named network namespace, as `ip netns add` does, with `lo` up.
  case makeNamespace(NamespaceTarget)
  /// Takes its name away; it ends when nobody is in it any more.
  case removeNamespace(NamespaceTarget)
  /// Writes a container's own files.
  case writeFiles(SandboxFiles)
  /// Removes them.
  case removeFiles(SandboxFiles)
  /// Starts its process.
  case start(SandboxProcess)
  /// Kills its process, and all that this one has started.
  case stop(SandboxProcess)
  /// Writes a container down.
  case record(NativeContainer)
  /// Strikes a container out.
  case forget(NativeContainer)

  /// What takes it back.
  var inverse: SandboxChange {
    switch self {
    case .makeNamespace(let namespace): .removeNamespace(namespace)
    case .removeNamespace(let namespace): .makeNamespace(namespace)
    case .writeFiles(let files): .removeFiles(files)
    case .removeFiles(let files): .writeFiles(files)
    case .start(let process): .stop(process)
    case .stop(let process): .start(process)
    case .record(let container): .forget(container)
    case .forget(let container): .record(container)
    }
  }

  /// True where somebody may lose something that works.
  var isDestructive: Bool {
    switch self {
    case .removeNamespace, .stop: true
    default: false
    }
  }

  /// What a person reads.
  var summary: String {
    switch self {
    case .makeNamespace(let namespace): "make the namespace \(namespace.name)"
    case .removeNamespace(let namespace): "remove the namespace \(namespace.name)"
    case .writeFiles(let files): "write /etc/hosts and /etc/resolv.conf of \(files.container)"
    case .removeFiles(let files): "remove /etc/hosts and /etc/resolv.conf of \(files.container)"
    case .start(let process): "start \(process.words) in \(process.namespace.name)"
    case .stop(let process): "kill \(process.words) in \(process.namespace.name)"
    case .record(let container): "add the container \(container.name) to gantry's registry"
    case .forget(let container): "remove the container \(container.name) from gantry's registry"
    }
  }

  /// The same as a command that others would use; nil for gantry's own book-keeping.
  var command: String? {
    switch self {
    case .makeNamespace(let namespace):
      "ip netns add \(namespace.name.quoted) && ip -n \(namespace.name.quoted) link set lo up"
    case .removeNamespace(let namespace): "ip netns del \(namespace.name.quoted)"
    case .start(let process):
      process.namespace.running(
        (process.isDetached ? "setsid --fork " : "") + "unshare --mount --uts "
          + process.argv.map(\.quoted).joined(separator: " ")
          + (process.isDetached ? " </dev/null >/dev/null 2>&1" : ""))
    // Which process it is, is known by its namespace alone.
    case .stop(let process) where process.namespace.sandbox == process.container:
      "ip netns pids \(process.container.quoted) | xargs -r kill -KILL"
    case .writeFiles, .removeFiles, .stop, .record, .forget: nil
    }
  }
}

extension SandboxProcess {
  /// What runs.
  public var argv: [String] { command.isEmpty ? ["sleep", "infinity"] : command }

  fileprivate var words: String { command.isEmpty ? "a process that holds it" : argv.joined(separator: " ") }
}
