import Execution
import Glibc
import LinuxSystem
import Planning
import Screen
import SystemPackage
import Topology

extension StateDirectory {
  /// The machine's, or what `GANTRY_STATE_DIR` names.
  static var here: StateDirectory {
    getenv("GANTRY_STATE_DIR").map { StateDirectory(path: String(cString: $0)) } ?? .standard
  }

  /// The native objects of a host; none where one may not look.
  func readableRegistry(on snapshot: Snapshot, _ facts: HostFacts = HostFacts()) throws -> Registry {
    do {
      return try registry(on: snapshot, facts)
    } catch let error as SystemError where error.errno == .permissionDenied {
      return Registry()
    }
  }

  /// The files that are not what gantry writes; none where one may not look.
  func unreadable() throws -> [UnreadableFile] {
    do {
      return try unreadableFiles()
    } catch let error as SystemError where error.errno == .permissionDenied {
      return []
    }
  }

  /// Tells on standard error of the files that are not what gantry writes.
  func warnOfUnreadableFiles() throws {
    for file in try unreadable() { StandardError.warn("\(file); the next change sets it aside") }
  }

  /// Plans for this host that were interrupted, for who does not have the lock.
  func interrupted(in snapshot: Snapshot) throws -> [JournalEntry] {
    do {
      return try leftBehind(on: snapshot.hostNamespace?.cookie) ?? []
    } catch let error as SystemError where error.errno == .permissionDenied {
      return []
    }
  }
}

extension Snapshot {
  /// The picture with what gantry made shown as such.
  /// - Parameter warns: tell on standard error what was interrupted.
  func withNativeNetworks(from state: StateDirectory = .here, warns: Bool) -> Snapshot {
    do {
      if warns { try state.warnOfUnreadableFiles() }
      for entry in try state.interrupted(in: self) where warns {
        StandardError.write("gantry: \(entry.warning)\n")
      }
      return naming(try state.readableRegistry(on: self))
    } catch {
      if warns { StandardError.write("gantry: native networks are not shown as such: \(error)\n") }
      return self
    }
  }
}

extension JournalEntry {
  /// What to do about a plan that was interrupted.
  var warning: String { "\"\(plan.title.printable)\" was interrupted: \"gantry undo --recover\" cleans up after it" }
}
