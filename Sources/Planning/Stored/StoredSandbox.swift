import Addresses

/// A step on a container of gantry's own as the state directory has it.
struct StoredSandboxChange: Hashable, Sendable, Codable {
  enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case makeNamespace = "make-namespace"
    case removeNamespace = "remove-namespace"
    case writeFiles = "write-files"
    case removeFiles = "remove-files"
    case start
    case stop
    case record
    case forget
  }

  struct Line: Hashable, Sendable, Codable {
    var address: IPAddress
    var names: [String]
  }

  struct Files: Hashable, Sendable, Codable {
    var container: String
    var hosts: [Line]
    var isApart: Bool
  }

  struct Program: Hashable, Sendable, Codable {
    var container: String
    var namespace: StoredNamespace
    var command: [String]
    var isDetached: Bool
  }

  var kind: Kind
  var namespace: StoredNamespace?
  var files: Files?
  var program: Program?
  var container: StoredContainer?

  init(_ change: SandboxChange) {
    switch change {
    case .makeNamespace(let target): (kind, namespace) = (.makeNamespace, StoredNamespace(target))
    case .removeNamespace(let target): (kind, namespace) = (.removeNamespace, StoredNamespace(target))
    case .writeFiles(let own): (kind, files) = (.writeFiles, Files(own))
    case .removeFiles(let own): (kind, files) = (.removeFiles, Files(own))
    case .start(let process): (kind, program) = (.start, Program(process))
    case .stop(let process): (kind, program) = (.stop, Program(process))
    case .record(let other): (kind, container) = (.record, StoredContainer(other))
    case .forget(let other): (kind, container) = (.forget, StoredContainer(other))
    }
  }

  func restored() throws -> SandboxChange {
    switch kind {
    case .makeNamespace: .makeNamespace(try needed(namespace, "namespace", of: kind).restored())
    case .removeNamespace: .removeNamespace(try needed(namespace, "namespace", of: kind).restored())
    case .writeFiles: .writeFiles(try needed(files, "files", of: kind).restored)
    case .removeFiles: .removeFiles(try needed(files, "files", of: kind).restored)
    case .start: .start(try needed(program, "program", of: kind).restored())
    case .stop: .stop(try needed(program, "program", of: kind).restored())
    case .record: .record(try needed(container, "container", of: kind).restored())
    case .forget: .forget(try needed(container, "container", of: kind).restored())
    }
  }
}

extension StoredSandboxChange.Files {
  init(_ files: SandboxFiles) {
    container = files.container
    isApart = files.isApart
    hosts = files.hosts.map { StoredSandboxChange.Line(address: $0.address, names: $0.names) }
  }

  var restored: SandboxFiles {
    var files = SandboxFiles(of: container, addresses: [], isApart: isApart)
    files.hosts = hosts.map { SandboxFiles.Line(address: $0.address, names: $0.names) }
    return files
  }
}

extension StoredSandboxChange.Program {
  init(_ process: SandboxProcess) {
    container = process.container
    namespace = StoredNamespace(process.namespace)
    command = process.command
    isDetached = process.isDetached
  }

  func restored() throws -> SandboxProcess {
    SandboxProcess(
      container: container, namespace: try namespace.restored(), command: command, isDetached: isDetached)
  }
}
