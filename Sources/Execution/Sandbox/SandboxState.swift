import LinuxSystem
import Planning

/// What is there of a container's sandbox at the moment: written before it can be seen, so that also what a killed gantry
/// has begun is found again.
struct SandboxState: Hashable, Sendable {
  /// The cookie of its own namespace.
  var namespace: UInt64?
  /// Its process.
  var process: ProcessIdentity?
}

extension StateDirectory {
  /// What is there of the sandbox of the container with this name.
  func sandbox(_ name: String) throws -> SandboxState {
    let file = file(ofSandbox: name)
    guard try fileNames(in: "\(path)/sandboxes").contains("\(name).json") else { return SandboxState() }
    return try JSONFile.readIfReadable(StoredSandbox.self, from: file) ?? SandboxState()
  }

  /// Changes it; where nothing is left, the file goes.
  func changeSandbox(_ name: String, _ change: (inout SandboxState) -> Void) throws {
    var sandbox = try sandbox(name)
    change(&sandbox)
    if sandbox == SandboxState() {
      try removeFile(file(ofSandbox: name))
    } else {
      try JSONFile.write(StoredSandbox(sandbox), to: file(ofSandbox: name))
    }
  }

  private func file(ofSandbox name: String) -> String { "\(path)/sandboxes/\(name).json" }

  func write(_ container: NativeContainer) throws {
    try checkIsFree(try self.container(inPlaceOf: container), for: container.number, container.name)
    var container = container.mappingNamespaces(\.unbound)
    container.process = nil
    try JSONFile.write(StoredContainer(container), to: file(of: container))
  }

  func remove(_ container: NativeContainer) throws {
    if try self.container(inPlaceOf: container) == container.number { try removeFile(file(of: container)) }
  }

  /// The number of the container that the registry has under this one's name.
  func container(inPlaceOf container: NativeContainer) throws -> UInt64? {
    try JSONFile.readIfThere(StoredContainer.self, from: file(of: container))?.number
  }

  private func file(of container: NativeContainer) -> String { "\(path)/containers/\(container.name).json" }

  /// Where a file is that a container has in the place of the host's.
  func file(_ name: String, of container: String) -> String { "\(path)/sandboxes/\(container).\(name)" }

  /// Containers with the process that they have now, if it runs.
  func containers() throws -> [NativeContainer] {
    try all(StoredContainer.self, in: "containers").map { container in
      var copy = container
      copy.process = try livingProcess(of: container.name)
      return try copy.mappingNamespaces(bind)
    }
  }

  /// Endpoints with the namespaces that their containers have now.
  func endpoints() throws -> [NativeEndpoint] {
    try all(StoredEndpoint.self, in: "endpoints").map { endpoint in
      let namespace = try bind(endpoint.far.namespace)
      return endpoint.mappingNamespaces { $0.isSame(as: namespace) ? namespace : $0 }
    }
  }

  private func livingProcess(of name: String) throws -> ProcessIdentity? {
    guard let process = try sandbox(name).process else { return nil }
    return try LivingProcess.startTime(of: process.pid) == process.startTime ? process : nil
  }

  private func bind(_ namespace: NamespaceTarget) throws -> NamespaceTarget {
    guard let name = namespace.sandbox, let cookie = try sandbox(name).namespace else { return namespace }
    return namespace.with(cookie: cookie)
  }
}
