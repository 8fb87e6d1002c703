import Glibc
import SystemPackage

/// The contents of a file that is small or made up by the kernel, such as `/proc/self/mountinfo`.
public func readFile(_ path: String) throws(SystemError) -> [UInt8] {
  do {
    return try contents(of: OwnedDescriptor(owning: try syscall { open(path, O_RDONLY | O_CLOEXEC) }))
  } catch {
    throw SystemError("read", on: path, error)
  }
}

/// The contents of a plain file, which is neither followed to another place nor waited for.
/// - Throws: `ELOOP` for a symbolic link, `EINVAL` for another kind of file, `EFBIG` where it is larger than the limit, in
///   bytes.
public func readRegularFile(_ path: String, atMost limit: Int) throws(SystemError) -> [UInt8] {
  let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
  let descriptor = OwnedDescriptor(owning: try syscall("open", on: path) { open(path, flags) })
  let number = descriptor.rawValue
  var status = stat()
  try syscall("fstat", on: path) { fstat(number, &status) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw SystemError("read", on: path, .invalidArgument, advice: "it is no plain file")
  }
  guard status.st_size <= limit else {
    throw SystemError("read", on: path, .fileTooLarge, advice: "it has \(status.st_size) bytes")
  }
  do {
    return try contents(of: descriptor)
  } catch {
    throw SystemError("read", on: path, error)
  }
}

/// What a symbolic link points to.
public func readLink(_ path: String) throws(SystemError) -> String {
  try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { (buffer) throws(SystemError) in
    guard let start = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
    else { throw SystemError("readlink", on: path, .noMemory) }
    let count = try syscall("readlink", on: path) { readlink(path, start, buffer.count) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}

/// Reads to the end, whatever length the file says it has: in procfs it says 0.
func contents(of descriptor: consuming OwnedDescriptor) throws(Errno) -> [UInt8] {
  var result: [UInt8] = []
  let number = descriptor.rawValue
  try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8192) { (chunk) throws(Errno) in
    while true {
      let count = try syscall { Glibc.read(number, chunk.baseAddress, chunk.count) }
      if count == 0 { return }
      result.append(contentsOf: chunk[..<count])
    }
  }
  _ = consume descriptor
  return result
}
