import Foundation
import TestSupport
import Testing

@Suite("The import graph")
struct ImportGraphTests {
  @Test("Every folder of Sources is in the table, and every row of the table is a folder")
  func complete() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(Repository.root)/Sources")
    #expect(Set(folders) == Set(Module.all.map(\.name)))
    let swift = try Set(SourceFile.all.get().map(\.module))
    #expect(swift.union(["CLinux", "CNCurses"]) == Set(folders), "every folder has been read")
  }

  @Test("Arrows point down only")
  func acyclic() {
    var below: Set<String> = []
    for module in Module.all {
      #expect(below.isSuperset(of: module.own), "\(module.name) imports what stands beneath it in the table")
      below.insert(module.name)
    }
  }

  @Test("A module imports what the table allows", arguments: Module.all)
  func allowed(module: Module) throws {
    for file in try SourceFile.all.get() where file.module == module.name {
      let foreign = file.imports.subtracting(module.own + module.others)
      #expect(foreign.isEmpty, "\(file.path)")
    }
  }

  @Test("A pure module rests on pure modules", arguments: Module.all.filter(\.isPure))
  func pureGround(module: Module) {
    let pure = Set(Module.all.filter(\.isPure).map(\.name))
    #expect(pure.isSuperset(of: module.own))
    #expect(Set(["OrderedCollections"]).isSuperset(of: module.others))
  }

  @Test(
    "Imports are read in every form",
    arguments: [
      ("import A", "A"), ("public import B", "B"), ("@preconcurrency import C", "C"), ("import struct D.E", "D"),
      ("@_spi(X) internal import F", "F"), ("  import G", "G"),
    ])
  func forms(line: String, module: String) {
    #expect(SourceFile(path: "Sources/X/Y.swift", lines: [line]).imports == [module])
  }
}
