import ArgumentParser

@main
struct Gantry: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "See and change a host's container networks.")
}
