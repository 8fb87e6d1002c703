import LinuxSystem
import Netlink
import Planning
import SystemPackage

extension KernelActions {
  /// Milliseconds that a killed process has to end.
  private static let patience: Int32 = 10_000

  func perform(_ change: SandboxChange, _ manner: Manner) throws {
    switch change {
    case .makeNamespace(let namespace): try makeNamespace(namespace.name, manner)
    case .removeNamespace(let namespace): try removeNamespace(namespace.name)
    case .writeFiles(let files): try write(files)
    case .removeFiles(let files):
      for name in ["hosts", "resolv.conf"] { try removeFile(state.file(name, of: files.container)) }
    case .start(let process): try start(process, manner)
    case .stop(let process): try stop(process)
    case .record(let container): try state.write(container)
    case .forget(let container): try state.remove(container)
    }
  }

  /// Its cookie is written down before it has a name: so a name is known to be gantry's, whenever gantry is killed.
  private func makeNamespace(_ name: String, _ manner: Manner) throws {
    if manner == .asFarAsNeeded, let cookie = try state.sandbox(name).namespace,
      try access.cookie(of: NamedNamespace.path(name)) == cookie
    {
      return
    }
    let state = state
    try SpawnThread.inNewNetworkNamespace {
      var kernel = try Rtnetlink()
      try kernel.setLink(1, isUp: true)
      let cookie = try NetlinkSocket(0).namespaceCookie()
      try state.changeSandbox(name) { $0.namespace = cookie }
      try SpawnThread.nameNamespace(NamedNamespace.path(name), in: NamedNamespace.directory)
    }
  }

  /// What has the name by now may be somebody else's.
  private func removeNamespace(_ name: String) throws {
    guard let cookie = try state.sandbox(name).namespace else { return }
    let path = NamedNamespace.path(name)
    let found = try access.cookie(of: path)
    // No namespace is there where gantry was killed between the file and the mount on it.
    if try found == cookie || (found == nil && isEmptyFile(path)) { try SpawnThread.unnameNamespace(path) }
    try state.changeSandbox(name) { $0.namespace = nil }
  }

  private func write(_ files: SandboxFiles) throws {
    let hosts = files.hosts.map { "\($0.address)\t\($0.names.joined(separator: " "))\n" }.joined()
    try writeFile(state.file("hosts", of: files.container), Array(hosts.utf8), isForAll: true)
    let resolver = try NameServers.configuration(isApart: files.isApart)
    try writeFile(state.file("resolv.conf", of: files.container), Array(resolver.utf8), isForAll: true)
  }

  /// The process waits until it is written down: a killed gantry leaves none that nobody knows.
  private func start(_ wanted: SandboxProcess, _ manner: Manner) throws {
    if let process = try state.sandbox(wanted.container).process,
      try LivingProcess.startTime(of: process.pid) == process.startTime
    {
      if manner == .asFarAsNeeded { return }
      throw Gone(description: "\(wanted.container) runs already, as process \(process.pid)")
    }
    guard let program = wanted.argv.first.flatMap({ Program($0) }) else {
      throw ProgramFailure("there is no program \(wanted.argv.first ?? "") on this host")
    }
    let sandbox = Sandbox(
      hostName: wanted.container,
      files: ["hosts", "resolv.conf"].map { ("/etc/\($0)", state.file($0, of: wanted.container)) },
      isDetached: wanted.isDetached)
    let arguments = Array(wanted.argv.dropFirst())
    let waiting = try access.with(wanted.namespace) { try SpawnThread.prepare(program, arguments, in: sandbox, $0) }
    guard let waiting else { throw Gone(description: "\(wanted.namespace.name) is gone") }
    guard let startTime = try LivingProcess.startTime(of: waiting.pid) else {
      throw Gone(description: "the process of \(wanted.container) has ended before it began")
    }
    try state.changeSandbox(wanted.container) {
      $0.process = ProcessIdentity(pid: waiting.pid, startTime: startTime)
    }
    try waiting.begin()
  }

  private func stop(_ wanted: SandboxProcess) throws {
    guard let process = try state.sandbox(wanted.container).process else { return }
    try LivingProcess(process.pid, startTime: process.startTime)?.kill(within: Self.patience)
    try state.changeSandbox(wanted.container) { $0.process = nil }
  }
}

/// Where `ip netns` keeps its names.
enum NamedNamespace {
  static let directory = "/run/netns"

  static func path(_ name: String) -> String { "\(directory)/\(name)" }
}
