import Synchronization

/// Hands values from any thread to one that waits in `Epoll`.
public final class Mailbox<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  private let event: EventDescriptor

  /// An empty mailbox; `blocking` says whether `receive()` waits for something to come.
  public init(blocking: Bool = false) throws(SystemError) { event = try EventDescriptor(blocking: blocking) }

  /// For `Epoll.add`: readable while there is something to receive.
  public var rawValue: CInt { event.rawValue }

  /// Puts a value in; never waits for the receiver.
  public func send(_ element: Element) {
    // Only the first wakes: the receiver takes all there is.
    let wasEmpty = elements.withLock { elements in
      elements.append(element)
      return elements.count == 1
    }
    if wasEmpty { event.signal() }
  }

  /// Takes everything out, in the order in which it came; there may be nothing, also after waiting.
  public func receive() -> [Element] {
    event.take()
    return elements.withLock { elements in
      let all = elements
      elements = []
      return all
    }
  }
}
