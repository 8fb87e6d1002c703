import Foundation
import TestSupport
import Testing

/// What is generated and checked in is what the program says now; `make docs` makes it anew.
@Suite("Generated documents")
struct CommandDocumentsTests {
  @Test("The completions are current", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let script = try Command(GantryUnderTest.path, "--generate-completion-script", shell).run().standardOutput
    #expect(try recorded("completions/\(shell)") == script, "make docs")
  }

  @Test("The completion for bash is a script that bash takes, and offers the commands", .requires(.tool("bash")))
  func bashCompletion() throws {
    let script = #"""
      source "$0" && COMP_WORDS=(gantry "") COMP_CWORD=1 COMP_LINE="gantry " COMP_POINT=7
      function=$(complete -p gantry | sed 's/.*-F \([^ ]*\).*/\1/')
      "$function" gantry "" gantry
      printf '%s\n' "${COMPREPLY[@]}"
      """#
    let output = try Command("bash", "-c", script, "\(packaging)/completions/bash").run()
    let offered = output.standardOutput.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(Set(offered).isSuperset(of: ["list", "show", "export", "support"]), "\(output)")
  }

  @Test("The manual page is current", .requires(.tool("python3")))
  func manual() throws {
    let page = try Command(Repository.script("manual"), GantryUnderTest.path).run().standardOutput
    #expect(try recorded("gantry.1") == page, "make docs")
  }

  private let packaging = "\(Repository.root)/packaging"

  private func recorded(_ name: String) throws -> String {
    try String(contentsOfFile: "\(packaging)/\(name)", encoding: .utf8)
  }
}
