import CLinux
import Glibc
import SystemPackage

/// Starts a detached POSIX thread with all signals blocked, so that they go to the thread that waits for them.
/// - Parameter name: shown by ps(1) and debuggers, at most 15 bytes.
public func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
  var everything = sigset_t()
  var before = sigset_t()
  sigfillset(&everything)
  pthread_sigmask(SIG_SETMASK, &everything, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))

  let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
  var thread = pthread_t()
  let result = pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument else { return nil }
      let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
      cl_name_thread(start.name)
      start.body()
      return nil
    }, start.toOpaque())
  if result != 0 {
    start.release()
    throw SystemError("pthread_create", .init(rawValue: result))
  }
}

private final class ThreadStart: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}
