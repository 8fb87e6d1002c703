import Glibc
import SystemPackage

/// The few things discovery wants to know of files, so that tests can make them up.
public struct HostFiles: Sendable {
  /// What makes two paths one file: its device and inode.
  public struct Identity: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64

    /// The file with these numbers (stat(2): `st_dev`, `st_ino`).
    public init(device: UInt64, inode: UInt64) {
      self.device = device
      self.inode = inode
    }
  }

  /// The contents of a file; nil where it cannot be read.
  public var contents: @Sendable (_ path: String) -> [UInt8]?
  /// The names in a directory, sorted; none where it cannot be read.
  public var names: @Sendable (_ path: String) -> [String]
  /// The file at the end of all symbolic links; nil where there is none.
  public var identity: @Sendable (_ path: String) -> Identity?

  /// Files as these functions tell.
  public init(
    contents: @escaping @Sendable (_ path: String) -> [UInt8]?, names: @escaping @Sendable (_ path: String) -> [String],
    identity: @escaping @Sendable (_ path: String) -> Identity?
  ) {
    self.contents = contents
    self.names = names
    self.identity = identity
  }

  /// This host's files; of large ones the first mebibyte.
  public static let system = HostFiles(
    contents: { path in
      // Non-blocking, so that a pipe in a file's place holds nobody up.
      guard let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
      else { return nil }
      return try? file.closeAfter { try file.start(of: 1_048_576) }
    },
    names: { path in
      guard let directory = opendir(path) else { return [] }
      defer { closedir(directory) }
      var names: [String] = []
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { names.append(name) }
      }
      return names.sorted()
    },
    identity: { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    })
}

extension FileDescriptor {
  fileprivate func start(of length: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let read = try read(
          into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]))
        if read == 0 { return }
        count += read
      }
    }
  }
}
