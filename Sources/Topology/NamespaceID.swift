/// What tells one network namespace from another *within one observation*: the device and inode number of its
/// nsfs file (namespaces(7)).
///
/// Inodes are reused as soon as a namespace is gone, so nothing that outlives an observation may rely on this
/// alone: see ``Namespace/cookie``.
public struct NamespaceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `st_dev` of the nsfs file.
  public let device: UInt64
  /// `st_ino` of the nsfs file, as in `net:[4026531833]`.
  public let inode: UInt64

  /// The namespace with this device and inode number.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  /// `4:4026531833`, as JSON carries it.
  public var description: String { "\(device):\(inode)" }

  /// `net:[4026531833]`, as the kernel writes it.
  public var kernelName: String { "net:[\(inode)]" }

  /// By device, then by inode.
  public static func < (left: NamespaceID, right: NamespaceID) -> Bool {
    (left.device, left.inode) < (right.device, right.inode)
  }
}
