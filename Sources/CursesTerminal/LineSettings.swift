import Glibc

/// The settings of a terminal line (termios(3)), kept to go back to.
struct LineSettings {
  let value: termios
  private let descriptor: Int32

  /// The settings now; `nil` if `descriptor` is not a terminal.
  init?(of descriptor: Int32) {
    var value = termios()
    guard tcgetattr(descriptor, &value) == 0 else { return nil }
    self.value = value
    self.descriptor = descriptor
  }

  /// Goes back to them.
  func restore() {
    withUnsafePointer(to: value) { _ = tcsetattr(descriptor, TCSADRAIN, $0) }
  }
}
