import Foundation
package import Glibc

/// What the test process, and whoever started it, has open: pipes, and sockets of engines and of `swift test`.
package enum ParentDescriptors {
  /// Keeps them from a child that is about to be started: a socket holds its namespace, and gantry would find it. To be
  /// called after all actions that use one of them.
  package static func close(by actions: inout posix_spawn_file_actions_t) {
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in descriptors.compactMap(Int32.init) where descriptor > STDERR_FILENO {
      // One that is closed meanwhile is no error to posix_spawn(3).
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
  }
}
