import ArgumentParser
import Diagnosis
import TestSupport
import Testing

@testable import gantry

@Suite struct HelpTests {
  @Test(
    "The help of every command is the recorded one, at 80 columns",
    arguments: [
      ("gantry", nil), ("list", ListCommand.self), ("show", ShowCommand.self), ("export", ExportCommand.self),
      ("doctor", DoctorCommand.self), ("support", SupportCommand.self), ("network", NetworkCommand.self),
      ("network-create", NetworkCreateCommand.self), ("network-rm", NetworkRemoveCommand.self),
      ("attach", AttachCommand.self), ("detach", DetachCommand.self), ("undo", UndoCommand.self),
      ("run", RunCommand.self), ("rm", RemoveCommand.self), ("shell", ShellCommand.self),
      ("demo", DemoCommand.self),
    ] as [(String, (any ParsableCommand.Type)?)])
  func help(name: String, command: (any ParsableCommand.Type)?) throws {
    let text = command.map { Gantry.helpMessage(for: $0, columns: 80) } ?? Gantry.helpMessage(columns: 80)
    try assertGolden(text + "\n", named: "help-\(name).txt")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") })
  }

  @Test("docs/doctor.md is what the doctor's rules say")
  func manual() throws { try assertGolden(Doctor.manual, named: "../../../docs/doctor.md") }

  @Test("Every rule of the doctor is in its manual, once")
  func rules() {
    #expect(Doctor.ruleNames.filter { Doctor.severities(of: $0)?.isEmpty ?? true } == [])
    let chapters = Doctor.manual.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    #expect(chapters == Doctor.ruleNames)
  }

  @Test("Every sub-command that is for people is in the help, and has a help of its own")
  func complete() {
    for command in Gantry.configuration.subcommands where command.configuration.shouldDisplay {
      let name = command.configuration.commandName ?? ""
      #expect(Gantry.helpMessage().contains("  \(name) "))
      #expect(command.configuration.discussion.contains("Examples:"), "\(name)")
    }
  }
}
