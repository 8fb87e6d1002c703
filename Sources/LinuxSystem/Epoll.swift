import CLinux
import Glibc
import SystemPackage

/// Waits for many descriptors at once (epoll(7)).
public struct Epoll: ~Copyable, Sendable {
  /// What is waited for, or has come (`EPOLL*`).
  public struct Events: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt32
    /// The events of these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ event: EPOLL_EVENTS) { rawValue = event.rawValue }

    /// Something can be read (`EPOLLIN`).
    public static let input = Events(EPOLLIN)
    /// Something can be written (`EPOLLOUT`).
    public static let output = Events(EPOLLOUT)
    /// Urgent data, or a change of `/proc/PID/mountinfo` (`EPOLLPRI`).
    public static let priority = Events(EPOLLPRI)
    /// An error is pending; always reported (`EPOLLERR`).
    public static let error = Events(EPOLLERR)
    /// The other end is gone; always reported (`EPOLLHUP`).
    public static let hangUp = Events(EPOLLHUP)
    /// The other end has shut down its writing half (`EPOLLRDHUP`).
    public static let readHangUp = Events(EPOLLRDHUP)
    /// Report changes only (`EPOLLET`).
    public static let edgeTriggered = Events(EPOLLET)
    /// Report once, then stay silent until modified (`EPOLLONESHOT`).
    public static let oneShot = Events(EPOLLONESHOT)
  }

  /// One descriptor with news.
  public struct Ready: Hashable, Sendable {
    /// The token it was added with.
    public let token: UInt64
    /// What has come.
    public let events: Events
  }

  private let descriptor: OwnedDescriptor

  /// A new, empty set (epoll_create1(2)).
  public init() throws(SystemError) {
    descriptor = OwnedDescriptor(owning: try syscall("epoll_create1") { epoll_create1(CInt(EPOLL_CLOEXEC)) })
  }

  /// Watches a descriptor, which stays its owner's; `token` comes back with its events.
  public func add(_ descriptor: CInt, _ events: Events, token: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_ADD, descriptor, events, token)
  }

  /// Changes what a watched descriptor is watched for.
  public func modify(_ descriptor: CInt, _ events: Events, token: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_MOD, descriptor, events, token)
  }

  /// Stops watching; to be done before the descriptor is closed.
  public func remove(_ descriptor: CInt) throws(SystemError) { try control(EPOLL_CTL_DEL, descriptor, [], 0) }

  /// Waits until something comes, or `milliseconds` are over (`nil`: no limit).
  /// - Returns: what came, at most 64 at a time; nothing on a time-out and where a signal came.
  public func wait(milliseconds: CInt? = nil) throws(SystemError) -> [Ready] {
    var ready: [Ready] = []
    try withEvents { (events) throws(SystemError) in
      let count = epoll_wait(descriptor.rawValue, events.baseAddress, CInt(events.count), milliseconds ?? -1)
      guard count >= 0 else {
        let error = SystemError("epoll_wait", .init(rawValue: errno))
        if error.errno == .interrupted { return }
        throw error
      }
      ready = events.prefix(Int(count)).map { Ready(token: $0.data.u64, events: Events(rawValue: $0.events)) }
    }
    return ready
  }

  private func withEvents(_ body: (UnsafeMutableBufferPointer<epoll_event>) throws(SystemError) -> Void)
    throws(SystemError)
  {
    try withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { (events) throws(SystemError) in
      try body(events)
    }
  }

  private func control(_ operation: CInt, _ target: CInt, _ events: Events, _ token: UInt64) throws(SystemError) {
    var event = epoll_event(events: events.rawValue, data: epoll_data_t(u64: token))
    try syscall("epoll_ctl", on: "descriptor \(target)") {
      epoll_ctl(descriptor.rawValue, operation, target, &event)
    }
  }
}
