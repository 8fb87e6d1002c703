public import SystemPackage

/// A system call that failed: what, on what, why, and what may help.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call, as its man page is named: `setns`.
  public let operation: String
  /// What it was done to: a path, a process; `nil` where the operation says all.
  public let object: String?
  /// Why, in the kernel's terms.
  public let errno: Errno
  /// What the reader can do about it, where something can be done.
  public let advice: String?

  /// The failure of `operation` on `object`; the advice that generally fits `errno` unless another is given.
  public init(_ operation: StaticString, on object: String? = nil, _ errno: Errno, advice: String? = nil) {
    self.operation = operation.description
    self.object = object
    self.errno = errno
    self.advice = advice ?? Self.advice(for: errno)
  }

  /// `setns /proc/1/ns/net: Operation not permitted; run it as root (sudo)`.
  public var description: String {
    let subject = object.map { "\(operation) \($0)" } ?? operation
    return "\(subject): \(errno)" + (advice.map { "; \($0)" } ?? "")
  }

  private static func advice(for errno: Errno) -> String? {
    switch errno {
    case .permissionDenied, .notPermitted: "run it as root (sudo)"
    case .tooManyOpenFiles: "raise the limit of open files (ulimit -n)"
    case .tooManyOpenFilesInSystem: "raise the system's limit of open files (sysctl fs.file-max)"
    default: nil
    }
  }
}
