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
