import LinuxSystem
import Planning
import SystemPackage

/// A file of the state directory that is not what gantry writes.
public struct UnreadableFile: Error, Hashable, Sendable, CustomStringConvertible {
  let path: String
  let reason: String

  /// Which it is, why it cannot be read, and what that means.
  public var description: String { "\(path) cannot be read: \(reason); \(meaning)" }

  private var folder: Substring { path.split(separator: "/").dropLast().last ?? "" }

  private var meaning: String {
    switch folder {
    case "journal": "the change that it tells of can be neither undone nor cleaned up"
    case "networks": "its network is not known as gantry's any more"
    case "endpoints": "its connection to a network is not known as gantry's any more"
    case "containers": "its container is not known as gantry's any more"
    default: "the process and namespace of its container are not known any more"
    }
  }
}

extension StateDirectory {
  /// The files that are not what gantry writes, to be told of.
  public func unreadableFiles() throws -> [UnreadableFile] {
    try problems(in: "journal", StoredEntry.self) + problems(in: "networks", StoredNetwork.self)
      + problems(in: "endpoints", StoredEndpoint.self) + problems(in: "containers", StoredContainer.self)
      + problems(in: "sandboxes", StoredSandbox.self)
  }

  /// Renames them, so that what is written from now on has their names. Only the process that has the lock may.
  /// - Returns: what to tell of each.
  func setAsideUnreadableFiles() throws -> [String] {
    try unreadableFiles().map { file in
      var (name, count) = (file.path + ".unreadable", 1)
      while try exists(name) {
        count += 1
        name = "\(file.path).unreadable-\(count)"
      }
      try renameFile(file.path, to: name)
      return "\(file.description); it is set aside as \(name)"
    }
  }

  private func problems<File: StoredFile>(in folder: String, _ type: File.Type) throws -> [UnreadableFile] {
    try fileNames(in: "\(path)/\(folder)").filter { $0.hasSuffix(".json") }.compactMap { name in
      let file = "\(path)/\(folder)/\(name)"
      do {
        let value = try JSONFile.readIfThere(type, from: file)
        if let entry = value as? JournalEntry, Journal.number(ofFile: name) != entry.number {
          return UnreadableFile(path: file, reason: "it tells of change \(entry.number)")
        }
        return nil
      } catch let problem as UnreadableFile {
        return problem
      }
    }
  }

  private func exists(_ file: String) throws -> Bool {
    try fileNames(in: String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex)))
      .contains(String(file.split(separator: "/").last ?? ""))
  }
}
