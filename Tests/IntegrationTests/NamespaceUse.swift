import TestSupport

/// What a program did with namespaces that are not its own, as its system calls tell.
struct NamespaceUse {
  /// How often a namespace other than its own was entered.
  private(set) var entries = 0
  /// The most that was open of foreign namespaces at a time: descriptors of them, and sockets made inside.
  private(set) var mostOpen = 0
  /// What was still open, or where a thread still was, when that thread began to wait for further work.
  private(set) var left: [String] = []

  private struct Holding {
    let what: String
    let thread: Int32
  }

  private let own: String
  private var held: [Int32: Holding] = [:]
  /// Threads that are in another namespace.
  private var away: [Int32: String] = [:]

  /// - Parameter own: the program's own namespace, as `net:[…]`.
  init(_ trace: SystemCallTrace, own: String) {
    self.own = own
    for call in trace.calls { follow(call) }
  }

  private mutating func follow(_ call: SystemCall) {
    switch call.name {
    case "fstatfs": noteNamespace(call)
    case "setns": enter(call)
    case "socket": noteSocket(call)
    case "close": if let number = call.descriptor?.number { held[number] = nil }
    case "read", "epoll_wait", "epoll_pwait", "ppoll", "poll": noteWaiting(call)
    default: break
    }
    mostOpen = max(mostOpen, held.count)
  }

  /// Whatever is opened as a namespace is checked to be one.
  private mutating func noteNamespace(_ call: SystemCall) {
    guard call.arguments.contains("NSFS_MAGIC"), let descriptor = call.descriptor, descriptor.target != own
    else { return }
    held[descriptor.number] = Holding(what: descriptor.target, thread: call.thread)
  }

  private mutating func enter(_ call: SystemCall) {
    guard call.result == "0", let target = call.descriptor?.target else { return }
    away[call.thread] = target == own ? nil : target
    if target != own { entries += 1 }
  }

  private mutating func noteSocket(_ call: SystemCall) {
    guard let place = away[call.thread], let socket = call.returned else { return }
    held[socket.number] = Holding(what: "a socket in \(place)", thread: call.thread)
  }

  /// A thread waits for work on an event's descriptor, or on several.
  private mutating func noteWaiting(_ call: SystemCall) {
    guard call.name != "read" || call.arguments.contains("eventfd") else { return }
    left += held.values.filter { $0.thread == call.thread }.map(\.what)
    if let place = away[call.thread] { left.append("thread \(call.thread) is in \(place)") }
  }
}
