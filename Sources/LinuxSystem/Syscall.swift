public import Glibc
public import SystemPackage

/// Makes a system call: repeats it where a signal interrupted it (`EINTR`) and reads `errno` before anything else can
/// change it.
/// - Parameter body: the call; it answers -1 on failure, as man 2 pages have it.
/// - Returns: what the call answered.
/// - Throws: the `errno` of the call.
@discardableResult
@inlinable
public func syscall<Result: SignedInteger & FixedWidthInteger>(_ body: () -> Result) throws(Errno) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    let error = Errno(rawValue: errno)
    if error != .interrupted { throw error }
  }
}

/// As `syscall(_:)`, with the failure told as an operation on an object.
/// - Parameters:
///   - operation: the call's name, as in its man page: `openat`.
///   - object: what it was done to, for people; evaluated on failure only.
@discardableResult
@inlinable
public func syscall<Result: SignedInteger & FixedWidthInteger>(
  _ operation: StaticString, on object: @autoclosure () -> String? = nil, _ body: () -> Result
) throws(SystemError) -> Result {
  do {
    return try syscall(body)
  } catch {
    throw SystemError(operation, on: object(), error)
  }
}
