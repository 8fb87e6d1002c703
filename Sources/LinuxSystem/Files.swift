import Glibc
import SystemPackage

/// A directory that only its owner may use, made where it is not there.
/// - Throws: a `SystemError`, also where somebody else owns it or may use it.
public func makePrivateDirectory(_ path: String) throws(SystemError) {
  do {
    try syscall("mkdir", on: path) { mkdir(path, 0o700) }
  } catch  where error.errno == .fileExists {
    var status = stat()
    try syscall("lstat", on: path) { lstat(path, &status) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
      throw SystemError("open", on: path, .permissionDenied, advice: "it has to be a directory of one's own, mode 0700")
    }
  }
}

/// Writes a file so that there is either the whole of it or what was there before, also after a crash of the machine.
/// - Parameter isForAll: anybody may read it; else its owner only.
public func writeFile(_ path: String, _ contents: [UInt8], isForAll: Bool = false) throws(SystemError) {
  let fresh = path + ".new"
  let descriptor = OwnedDescriptor(
    owning: try syscall("open", on: fresh) { open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) })
  let number = descriptor.rawValue
  var rest = contents[...]
  while !rest.isEmpty {
    let count = try syscall("write", on: fresh) { rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) } }
    rest = rest.dropFirst(count)
  }
  if isForAll { try syscall("fchmod", on: fresh) { fchmod(number, 0o644) } }
  try syscall("fsync", on: fresh) { fsync(number) }
  try syscall("rename", on: path) { rename(fresh, path) }
  _ = consume descriptor
}

/// Removes a file; one that is not there is as good as removed.
public func removeFile(_ path: String) throws(SystemError) {
  do {
    try syscall("unlink", on: path) { unlink(path) }
  } catch  where error.errno == .noSuchFileOrDirectory {
    return
  }
}

/// Gives a file another name in its file system.
public func renameFile(_ path: String, to other: String) throws(SystemError) {
  try syscall("rename", on: path) { rename(path, other) }
}

/// When a file, or what is in a directory, was changed last, in nanoseconds since 1970-01-01T00:00Z; 0 where one cannot
/// tell.
public func modificationTime(of path: String) -> UInt64 {
  var status = stat()
  guard stat(path, &status) == 0 else { return 0 }
  return UInt64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ UInt64(status.st_mtim.tv_nsec)
}

/// The names in a directory, sorted; none where it is not there.
public func fileNames(in path: String) throws(SystemError) -> [String] {
  guard let directory = opendir(path) else {
    let error = SystemError("opendir", on: path, Errno(rawValue: errno))
    if error.errno == .noSuchFileOrDirectory { return [] }
    throw error
  }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// True for a plain file with nothing in it.
public func isEmptyFile(_ path: String) throws(SystemError) -> Bool {
  var status = stat()
  do {
    try syscall("lstat", on: path) { lstat(path, &status) }
  } catch {
    if error.errno == .noSuchFileOrDirectory { return false }
    throw error
  }
  return status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
}

/// Writes a text to a file that is there, such as a sysctl below `/proc/sys`: for `net` that of the calling thread's
/// network namespace.
public func writeSetting(_ path: String, _ text: String) throws(SystemError) {
  let descriptor = OwnedDescriptor(owning: try syscall("open", on: path) { open(path, O_WRONLY | O_CLOEXEC) })
  let number = descriptor.rawValue
  let bytes = Array(text.utf8)
  try syscall("write", on: path) { write(number, bytes, bytes.count) }
  _ = consume descriptor
}
