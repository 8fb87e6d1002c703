import ArgumentParser

/// How a change is carried out: the same for every command that makes one.
struct ChangeOptions: ParsableArguments {
  @Flag(help: "Show what would be done, and change nothing.")
  var dryRun = false

  @Flag(name: [.customShort("y"), .long], help: "Do not ask, even where something may be lost.")
  var yes = false

  @Option(help: "Confirm that this link is changed on which an SSH session or the default route hangs.")
  var confirm: [String] = []

  /// The last lines of a change's help.
  static let help = """
    The plan is shown first; where something may be lost, it asks (without a terminal it needs --yes). A step that \
    fails takes back those before it. "gantry undo" takes back the last change. Links through which somebody is logged \
    in by SSH or the default route leads are changed only where --confirm names them.
    """
}
