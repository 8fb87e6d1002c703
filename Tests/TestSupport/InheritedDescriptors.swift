import Foundation
import Glibc

/// What whoever started the tests left open, such as the sockets of `swift test`.
package enum InheritedDescriptors {
  /// Keeps them from children: a socket holds its namespace, and gantry would find it. To be used before one is started.
  package static let keptOnce: Void = {
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in descriptors.compactMap(Int32.init) where descriptor > STDERR_FILENO {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }()
}
