/// What an entry of `/proc/PID/fd` refers to, as far as it concerns networks.
public enum DescriptorTarget: Hashable, Sendable {
  /// A network namespace with this nsfs inode: `net:[4026531833]`.
  case networkNamespace(UInt64)
  /// A namespace of some type with this nsfs inode, opened through a bind mount such as those in `/run/netns`: whether it
  /// is a network namespace shows when it is opened.
  case namespace(UInt64)
  /// A socket with this inode: `socket:[12345]`.
  case socket(UInt64)
  /// A file that has, or had, a path.
  case path
  /// Anything else: a pipe, an epoll set.
  case other

  /// Takes the link's text apart.
  init(_ link: UnsafeBufferPointer<UInt8>) {
    let first = link.first
    if first == UInt8(ascii: "/") {
      self = .path
      return
    }
    guard first == UInt8(ascii: "n") || first == UInt8(ascii: "s"), let inode = Self.bracketed(link) else {
      self = .other
      return
    }
    switch link.prefix(while: { $0 != UInt8(ascii: "[") }) {
    case let kind where kind.elementsEqual("net:".utf8): self = .networkNamespace(inode)
    case let kind where kind.elementsEqual("socket:".utf8): self = .socket(inode)
    default: self = .other
    }
  }

  /// The number N of `kind:[N]`.
  static func bracketed(_ link: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard let open = link.firstIndex(of: UInt8(ascii: "[")), link.last == UInt8(ascii: "]"), open + 1 < link.count
    else { return nil }
    return decimal(link[(open + 1)..<(link.count - 1)])
  }
}
