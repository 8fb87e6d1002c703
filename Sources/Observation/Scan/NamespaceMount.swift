import Topology

/// A nsfs bind mount of a network namespace: one line of `/proc/PID/mountinfo` (proc_pid_mountinfo(5)).
struct NamespaceMount: Hashable {
  /// The namespace that is mounted.
  let namespace: NamespaceID
  /// Where, as the process sees it whose mountinfo it is; escapes undone.
  let path: String

  /// The name that `ip netns` gives it: the path's last component.
  var name: String { path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[$0...].dropFirst()) } ?? path }

  /// All network namespaces that are mounted according to a mountinfo file; lines that are anything else, or are
  /// damaged, are passed over.
  static func all(inMountInfo file: [UInt8]) -> [NamespaceMount] {
    var mounts: [NamespaceMount] = []
    var start = file.startIndex
    while start < file.endIndex {
      let end = file[start...].firstIndex(of: UInt8(ascii: "\n")) ?? file.endIndex
      if let mount = mount(inLine: file[start..<end]) { mounts.append(mount) }
      start = end + 1
    }
    return mounts
  }

  /// `35 26 0:4 net:[4026532177] /run/netns/blue rw shared:1 - nsfs nsfs rw`: the root tells a network namespace from
  /// all other mounts, as those have a root that starts with a slash.
  private static func mount(inLine line: ArraySlice<UInt8>) -> NamespaceMount? {
    var fields = FieldReader(rest: line)
    fields.skip(2)
    guard let device = fields.next().flatMap(device), let root = fields.next(),
      let inode = namespaceInode(root), let point = fields.next(), fields.contains("nsfs", after: "-")
    else { return nil }
    return NamespaceMount(namespace: NamespaceID(device: device, inode: inode), path: unescaped(point))
  }

  /// `MAJOR:MINOR` as `st_dev` has it (makedev(3)).
  private static func device(_ field: ArraySlice<UInt8>) -> UInt64? {
    guard let colon = field.firstIndex(of: UInt8(ascii: ":")), let major = decimal(field[..<colon]),
      let minor = decimal(field[(colon + 1)...])
    else { return nil }
    return (major & 0xffff_f000) << 32 | (major & 0xfff) << 8 | (minor & 0xffff_ff00) << 12 | (minor & 0xff)
  }

  /// Undoes the octal escapes of space, tab, newline and backslash: `\040`.
  private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
    guard field.contains(UInt8(ascii: "\\")) else { return String(decoding: field, as: UTF8.self) }
    var bytes: [UInt8] = []
    var position = field.startIndex
    while position < field.endIndex {
      if field[position] == UInt8(ascii: "\\"), let octet = octal(field[(position + 1)...].prefix(3)) {
        bytes.append(octet)
        position += 4
      } else {
        bytes.append(field[position])
        position += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 3, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 }) else { return nil }
    return UInt8(exactly: digits.reduce(0) { $0 * 8 + Int($1 - UInt8(ascii: "0")) })
  }
}

/// Takes the space-separated fields of a line one by one.
private struct FieldReader {
  var rest: ArraySlice<UInt8>

  mutating func next() -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
    defer { rest = end < rest.endIndex ? rest[(end + 1)...] : [] }
    return rest[rest.startIndex..<end]
  }

  mutating func skip(_ count: Int) {
    for _ in 0..<count { _ = next() }
  }

  /// True where `value` is the field after the field `mark`.
  mutating func contains(_ value: String, after mark: String) -> Bool {
    while let field = next() {
      if field.elementsEqual(mark.utf8) { return next()?.elementsEqual(value.utf8) ?? false }
    }
    return false
  }
}
