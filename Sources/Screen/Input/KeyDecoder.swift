/// Turns the bytes a terminal sends into events.
///
/// It knows UTF-8, the CSI and SS3 reports of keys with their modifiers, bracketed paste, and the mouse in SGR (1006)
/// and X10 form (xterm's ctlseqs; ECMA-48 for the syntax). Control sequences that mean nothing to it are passed over as
/// a whole, so that a report of a kind unknown never acts as loose keys. Time comes in as a value, in nanoseconds of any
/// clock that never goes back.
public struct KeyDecoder: Sendable {
  /// How long to wait for the rest of a sequence before a lone ESC is the Escape key, in nanoseconds.
  public var escapeTimeout: UInt64 = 50_000_000
  /// Two presses at one place within this time are a double click, in nanoseconds.
  public var doubleClickTime: UInt64 = 400_000_000
  /// The most bytes of one paste that are kept.
  public var pasteLimit = 1 << 20

  private var pending: [UInt8] = []
  private var waitingSince: UInt64?
  var paste: Paste?
  var lastPress: Press?

  /// A decoder that has seen nothing yet.
  public init() {}

  /// When `flush` should be called unless more bytes come before; `nil` if nothing is waiting.
  public var deadline: UInt64? {
    waitingSince.map { $0 &+ escapeTimeout }
  }

  /// The events that are complete with these bytes.
  public mutating func feed(_ bytes: some Sequence<UInt8>, now: UInt64) -> [InputEvent] {
    pending.append(contentsOf: bytes)
    return decode(isFinal: false, now: now)
  }

  /// The events in what was waiting for more, if its time has passed: ESC alone is the Escape key, ESC and a character
  /// is that with Alt.
  public mutating func flush(now: UInt64) -> [InputEvent] {
    guard let deadline, now >= deadline else { return [] }
    return decode(isFinal: true, now: now)
  }

  private mutating func decode(isFinal: Bool, now: UInt64) -> [InputEvent] {
    var events: [InputEvent] = []
    var input = pending[...]
    while !input.isEmpty {
      let before = input.count
      let event = paste == nil ? decodeOne(&input, isFinal: isFinal, now: now) : continuePaste(&input)
      if let event { events.append(event) }
      if input.count == before { break }
    }
    pending = Array(input)
    waitingSince = pending.isEmpty || paste != nil ? nil : now
    return events
  }

  /// Takes one event off `input`; takes nothing if more bytes are needed.
  private mutating func decodeOne(_ input: inout ArraySlice<UInt8>, isFinal: Bool, now: UInt64) -> InputEvent? {
    switch Token(input, isFinal: isFinal) {
    case .incomplete:
      return nil
    case .key(let chord, let length):
      input = input.dropFirst(length)
      return .key(chord)
    case .unknown(let length):
      defer { input = input.dropFirst(length) }
      return .unknown(Array(input.prefix(length)))
    case .pasteStart(let length):
      input = input.dropFirst(length)
      paste = Paste()
      return nil
    case .mouse(let report, let length):
      input = input.dropFirst(length)
      return .mouse(counted(report, now: now))
    }
  }
}
