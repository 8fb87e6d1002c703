import CLinux
import Glibc
public import SystemPackage

/// Reads proc(5) without an allocation per process where it can: with 5,000 processes it is read every second.
///
/// A process may vanish between any two calls: that is `Errno.noSuchFileOrDirectory` or `.noSuchProcess`, and normal;
/// `.permissionDenied` is a process that this one may not look into.
public struct Procfs: ~Copyable, Sendable {
  /// A process or thread id, as proc(5) has it.
  public typealias ID = Int32

  private let root: OwnedDescriptor
  /// The device of nsfs; `nil` where this is only a directory of the same shape.
  private let namespaceDevice: UInt64?

  /// The procfs mounted at `path`, or a directory of the same shape.
  public init(path: String = "/proc") throws(SystemError) {
    root = OwnedDescriptor(owning: try syscall("open", on: path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    let number = root.rawValue
    namespaceDevice = try? Self.identity(number, "self/ns/net").device
  }

  /// The ids of all processes that are visible, in the kernel's order.
  public func processes() throws(Errno) -> [ID] { try numbers(in: nil, "") }

  /// The ids of a process's threads.
  public func threads(of process: ID) throws(Errno) -> [ID] { try numbers(in: process, "/task") }

  /// The descriptor numbers that a process has open.
  public func descriptors(of process: ID) throws(Errno) -> [CInt] { try numbers(in: process, "/fd") }

  /// What a link of a process points to: `link(1, "ns/net")` is `net:[4026531833]`.
  public func link(_ process: ID, _ name: StaticString) throws(Errno) -> String {
    try withLink(process, name, nil, capacity: 4096) { String(decoding: $0, as: UTF8.self) }
  }

  /// The inode of the namespace of a process, without making a string.
  /// - Parameter name: the link: `ns/net`, `ns/mnt`.
  public func namespace(of process: ID, _ name: StaticString = "ns/net") throws(Errno) -> UInt64 {
    try inode(process, name, nil)
  }

  /// The inode of the network namespace of one thread.
  public func namespace(of process: ID, thread: ID) throws(Errno) -> UInt64 {
    try inode(process, "task", thread, "/ns/net")
  }

  /// What a descriptor of a process refers to.
  public func target(of descriptor: CInt, in process: ID) throws(Errno) -> DescriptorTarget {
    let target = try withLink(process, "fd", descriptor) { DescriptorTarget($0) }
    guard target == .path else { return target }
    return try withPath(process, "fd", descriptor) { (path) throws(Errno) in
      let identity = try Self.identity(root.rawValue, path)
      return identity.device == namespaceDevice ? .namespace(identity.inode) : .path
    }
  }

  /// The contents of a file of a process: `read(1, "cgroup")`.
  public func read(_ process: ID, _ name: StaticString) throws(Errno) -> [UInt8] {
    try withPath(process, name, nil) { (path) throws(Errno) in
      try LinuxSystem.contents(
        of: OwnedDescriptor(owning: try syscall { openat(root.rawValue, path, O_RDONLY | O_CLOEXEC) }))
    }
  }

  /// Name, parent and start of a process, from `/proc/PID/stat`.
  public func status(of process: ID) throws(Errno) -> ProcessStatus {
    guard let status = ProcessStatus(stat: try read(process, "stat")) else { throw .invalidArgument }
    return status
  }

  private func inode(
    _ process: ID, _ name: StaticString, _ number: Int32?, _ tail: StaticString = ""
  ) throws(Errno) -> UInt64 {
    let inode = try withLink(process, name, number, tail) { DescriptorTarget.bracketed($0) }
    guard let inode else { throw .invalidArgument }
    return inode
  }

  /// The default capacity is on the stack and enough for what names a namespace or a socket; readlink(2) cuts the rest.
  private func withLink<Result>(
    _ process: ID, _ name: StaticString, _ number: Int32?, _ tail: StaticString = "", capacity: Int = 128,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) throws(Errno) -> Result {
    try withPath(process, name, number, tail) { (path) throws(Errno) in
      try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { (buffer) throws(Errno) in
        guard let start = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
        else { throw .noMemory }
        let count = try syscall { readlinkat(root.rawValue, path, start, buffer.count) }
        return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }

  private static func identity(
    _ directory: CInt, _ path: UnsafePointer<CChar>
  ) throws(Errno) -> NamespaceDescriptor.Identity {
    var (device, inode): (UInt64, UInt64) = (0, 0)
    try syscall { cl_identity(directory, path, &device, &inode) }
    return NamespaceDescriptor.Identity(device: device, inode: inode)
  }

  private func numbers(in process: ID?, _ name: StaticString) throws(Errno) -> [Int32] {
    let descriptor = try withPath(process, name, nil, separated: false) { (path) throws(Errno) in
      OwnedDescriptor(owning: try syscall { openat(root.rawValue, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }
    let number = descriptor.release()
    guard let directory = fdopendir(number) else {
      let error = Errno(rawValue: errno)
      _ = OwnedDescriptor(owning: number)
      throw error
    }
    defer { closedir(directory) }
    var result: [Int32] = []
    while let entry = readdir(directory) {
      withUnsafeBytes(of: &entry.pointee.d_name) { name in
        if let number: Int32 = decimal(name.prefix { $0 != 0 }) { result.append(number) }
      }
    }
    return result
  }

  /// `PROCESS/NAME[/NUMBER]TAIL` as a C string relative to the root, on the stack.
  private func withPath<Result: ~Copyable>(
    _ process: ID?, _ name: StaticString, _ number: Int32?, _ tail: StaticString = "", separated: Bool = true,
    _ body: (UnsafePointer<CChar>) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let capacity = name.utf8CodeUnitCount + tail.utf8CodeUnitCount + 32
    return try withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { (buffer) throws(Errno) in
      var path = PathWriter(buffer: buffer)
      if let process { path.append(process) } else { path.append(".") }
      if separated { path.append("/") }
      path.append(name)
      if let number {
        path.append("/")
        path.append(number)
      }
      path.append(tail)
      return try body(path.terminated())
    }
  }
}

/// Writes a path into memory that the caller made large enough: names plus 32 bytes for two numbers.
private struct PathWriter {
  let buffer: UnsafeMutableBufferPointer<CChar>
  var count = 0

  mutating func append(_ text: StaticString) {
    for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) { put(byte) }
  }

  mutating func append(_ number: Int32) {
    var divisor: UInt32 = 1
    let value = number.magnitude
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      put(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  mutating func terminated() -> UnsafePointer<CChar> {
    put(0)
    return UnsafePointer(buffer.baseAddress.unsafelyUnwrapped)
  }

  private mutating func put(_ byte: UInt8) {
    buffer[count] = CChar(bitPattern: byte)
    count += 1
  }
}

/// A non-negative decimal number and nothing else.
func decimal<Number: FixedWidthInteger>(_ digits: some Sequence<UInt8>) -> Number? {
  var result: Number?
  for digit in digits {
    guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
    let (product, overflow) = (result ?? 0).multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(Number(digit - UInt8(ascii: "0")))
    guard !overflow, !carry else { return nil }
    result = sum
  }
  return result
}
