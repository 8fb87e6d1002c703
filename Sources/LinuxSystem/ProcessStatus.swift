/// What `/proc/PID/stat` (proc(5)) tells of a process.
public struct ProcessStatus: Hashable, Sendable {
  /// The command's name, at most 15 bytes; the process chooses it, so it may hold anything.
  public let name: String
  /// `R`, `S`, `Z`… as ps(1) has it.
  public let state: Character
  /// The parent's id; 0 where it has none in this pid namespace.
  public let parent: Int32
  /// When it started, in clock ticks (1/100 s) since boot: with the id it identifies a process, ids being used again.
  public let startTime: UInt64

  /// Takes the file apart; the name in parentheses may itself hold parentheses and spaces.
  init?(stat: [UInt8]) {
    guard let open = stat.firstIndex(of: UInt8(ascii: "(")), let close = stat.lastIndex(of: UInt8(ascii: ")")),
      open < close
    else { return nil }
    let fields = stat[(close + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 20)
    // Field 3 of the man page is the first here, so field 22 is number 19.
    guard fields.count > 19, let state = fields[0].first, let parent: Int32 = decimal(fields[1]),
      let startTime: UInt64 = decimal(fields[19])
    else { return nil }
    name = String(decoding: stat[(open + 1)..<close], as: UTF8.self)
    self.state = Character(Unicode.Scalar(state))
    self.parent = parent
    self.startTime = startTime
  }
}
