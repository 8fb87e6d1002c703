extension CgroupIdentity {
  /// The container that the contents of a `/proc/PID/cgroup` name; nil where they name none.
  ///
  /// It is the outermost one. What lies below a container's cgroup was named inside that container: by an engine that
  /// runs in it, or by whoever wants to be taken for somebody else. `nesting(procCgroup:)` has all of them.
  public init?(procCgroup contents: [UInt8]) {
    guard let outermost = Self.nesting(procCgroup: contents.span, onlyOutermost: true).first else { return nil }
    self = outermost
  }

  /// Every container that the contents of a `/proc/PID/cgroup` name, the outermost first: Docker in a container, say.
  ///
  /// Where gantry itself runs in a container whose cgroups it sees from outside, the first ones are its own, too.
  public static func nesting(procCgroup contents: [UInt8]) -> [CgroupIdentity] {
    nesting(procCgroup: contents.span, onlyOutermost: false)
  }

  /// cgroups(7): a line each hierarchy, `ID:CONTROLLERS:PATH`; version 2 has the one `0::PATH`. The hierarchies need not
  /// agree: on hybrid hosts some of them stay at the root.
  private static func nesting(procCgroup contents: Span<UInt8>, onlyOutermost: Bool) -> [CgroupIdentity] {
    var deepest: [CgroupIdentity] = []
    var start = 0
    while start < contents.count {
      let end = contents.firstIndex(of: UInt8(ascii: "\n"), from: start)
      if let path = contents.cgroupPath(in: start..<end) {
        var parser = CgroupPathParser()
        parser.parse(contents, in: path, onlyOutermost: onlyOutermost)
        if parser.containers.count > deepest.count { deepest = parser.containers }
        if onlyOutermost, !deepest.isEmpty { return deepest }
      }
      start = end + 1
    }
    return deepest
  }
}

extension Span<UInt8> {
  /// The index of the first `byte` at or after `start`; `count` where there is none.
  fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int {
    var index = start
    while index < count, self[index] != byte { index += 1 }
    return index
  }

  /// What follows the second colon of a line, without the mark of a removed cgroup; nil for the root.
  fileprivate func cgroupPath(in line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    for _ in 0..<2 {
      start = firstIndex(of: UInt8(ascii: ":"), from: start) + 1
      guard start < line.upperBound else { return nil }
    }
    let mark: StaticString = " (deleted)"
    let isRemoved = line.upperBound - start > mark.utf8CodeUnitCount && hasSuffix(mark, at: line.upperBound)
    let end = isRemoved ? line.upperBound - mark.utf8CodeUnitCount : line.upperBound
    return end - start > 1 ? start..<end : nil
  }

  private func hasSuffix(_ suffix: StaticString, at end: Int) -> Bool {
    Slice(range: end - suffix.utf8CodeUnitCount..<end).hasPrefix(suffix, in: self)
  }
}
