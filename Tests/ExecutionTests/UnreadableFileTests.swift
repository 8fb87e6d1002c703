import Execution
import Foundation
import TestSupport
import Testing

/// A file that is not what gantry writes stands in the way of nothing else.
@Suite("Unreadable files", .requires(.root))
struct UnreadableFileTests {
  private let lab: ExecutionLab

  init() throws { lab = try ExecutionLab() }

  /// What puts something in the place of a file, for sh(1); what is said of it.
  enum Damage: String, CaseIterable, Sendable {
    case empty = ": > $f"
    case cut = "head -c 100 $f > $f.cut; mv $f.cut $f"
    case otherFormat = "sed -i 's/\"format\" : 2/\"format\" : 3/' $f"
    case lacking = "sed -i '/\"name\" :/d' $f"
    case huge = "truncate -s 1G $f"
    case fifo = "rm $f; mkfifo $f"
    case link = "mv $f $f.moved; ln -s $f.moved $f"
    case directory = "rm $f; mkdir $f"

    var words: String {
      switch self {
      case .empty, .cut, .lacking: "cannot be read"
      case .otherFormat: "it has format 3, which another version of gantry writes"
      case .huge: "File too large"
      case .fifo, .directory: "it is no plain file"
      case .link: "symbolic links"
      }
    }
  }

  @Test(
    "It is skipped where it is read, and set aside, with a message, where something is changed",
    arguments: Damage.allCases)
  func journal(damage: Damage) throws {
    for operation in [Operation.create, .attach] { try lab.inside { try $0.carryOut(operation) } }
    for (folder, file) in try files() {
      try Command("sh", "-c", "f='\(file)'; \(damage.rawValue)")()
      let before = try #require(try lab.place.directory.unreadableFiles().first)
      #expect(before.description.contains(damage.words) && before.description.hasPrefix(file), "\(before)")
      _ = try lab.place.directory.registry()
      #expect(try Journal(lab.place.directory).entries().count == (folder == "journal" ? 1 : 2))
      var warnings: [String] = []
      _ = try lab.place.directory.lock {
        false
      } warn: {
        warnings.append($0)
      }
      #expect(warnings.count == 1 && warnings.first?.contains("\(file).unreadable") == true, "\(warnings)")
      #expect(try lab.place.directory.unreadableFiles().isEmpty)
      #expect(FileManager.default.fileExists(atPath: "\(file).unreadable"))
      #expect(!FileManager.default.fileExists(atPath: file))
      try Command("rm", "-rf", file, "\(file).moved")()
      try restore(file)
    }
    for _ in 1...2 { try lab.inside { try $0.undo() } }
  }

  @Test(
    "A number that no journal reaches is none of its files",
    arguments: ["9223372036854775807", "99999999999999999999", "0", "+1", "-1"])
  func numbers(name: String) throws {
    try lab.inside { try $0.carryOut(.create) }
    let journal = "\(lab.place.state)/journal"
    try Command("cp", "\(journal)/1.json", "\(journal)/\(name).json")()
    #expect(try Journal(lab.place.directory).entries().map(\.number) == [1])
    try lab.inside { try $0.carryOut(.attach) }
    #expect(try Journal(lab.place.directory).entries().map(\.number) == [1, 2])
    for _ in 1...2 { try lab.inside { try $0.undo() } }
  }

  /// One file of each folder, with a copy beside the directory.
  private func files() throws -> [(folder: String, file: String)] {
    try ["journal", "networks", "endpoints"].map { folder in
      let directory = "\(lab.place.state)/\(folder)"
      let name = try #require(try FileManager.default.contentsOfDirectory(atPath: directory).sorted().first)
      try Command("cp", "\(directory)/\(name)", "\(lab.place.state)-\(folder)")()
      return (folder, "\(directory)/\(name)")
    }
  }

  private func restore(_ file: String) throws {
    let folder = URL(filePath: file).deletingLastPathComponent().lastPathComponent
    try Command("sh", "-c", "rm -rf '\(file)'*; cp '\(lab.place.state)-\(folder)' '\(file)'")()
  }
}
