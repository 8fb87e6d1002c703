extension DescriptorTarget {
  /// The inode of the nsfs file it is, perhaps of a namespace of another type; nil for all other files.
  public var namespaceInode: UInt64? {
    switch self {
    case .networkNamespace(let inode), .namespace(let inode): inode
    case .socket, .path, .other: nil
    }
  }
}
