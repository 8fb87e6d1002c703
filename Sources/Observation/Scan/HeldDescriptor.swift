import CLinux
import LinuxSystem
import SystemPackage
import Topology

/// A descriptor of another process, and whether it keeps a namespace alive.
struct HeldDescriptor {
  let process: Int32
  let descriptor: Int32

  /// The nsfs file that it is, perhaps of a namespace of another kind; nil for all other files.
  ///
  /// Only what was opened below `/proc` reads as `net:[…]`. What was opened through a mount reads as the mount's path,
  /// and as `/` once that is gone, so that the file itself has to be looked at.
  func namespaceFile(_ procfs: borrowing Procfs, device: UInt64) -> UInt64? {
    switch try? procfs.target(of: descriptor, in: process) {
    case .networkNamespace(let inode): inode
    case .other: identity.flatMap { $0.device == device ? $0.inode : nil }
    case .socket, nil: nil
    }
  }

  private var identity: NamespaceID? {
    var device: UInt64 = 0
    var inode: UInt64 = 0
    guard cl_file_identity("/proc/\(process)/fd/\(descriptor)", &device, &inode) == 0 else { return nil }
    return NamespaceID(device: device, inode: inode)
  }
}
