import Glibc
import SystemPackage

/// A program that is installed on this machine.
public struct Program: Hashable, Sendable {
  /// Where it is.
  public let path: String

  /// Where administrators' programs are; users' search paths often lack them.
  private static let administrators = ["/usr/local/sbin", "/usr/sbin", "/sbin"]

  /// The program of a name by the search path (`PATH`), or at a path with a slash; nil where there is none.
  public init?(_ name: String) {
    guard !name.isEmpty else { return nil }
    guard !name.contains("/") else {
      guard Self.isExecutable(name) else { return nil }
      path = name
      return
    }
    let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    let directories = search.split(separator: ":").map(String.init) + Self.administrators
    guard let found = directories.lazy.map({ "\($0)/\(name)" }).first(where: Self.isExecutable) else { return nil }
    path = found
  }

  private static func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}

/// A program that ran to its end.
public struct ProgramResult: Sendable {
  /// Its exit status; 128 and the signal's number where a signal ended it.
  public let status: Int32
  /// What it wrote to standard output.
  public let output: [UInt8]
  /// What it wrote to standard error.
  public let errors: [UInt8]
}
