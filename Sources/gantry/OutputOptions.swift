import ArgumentParser
import Glibc
import Reports
import Screen

/// When to use colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case never, auto, always
}

/// How text for people looks: the same for every command.
struct OutputOptions: ParsableArguments {
  @Option(help: "Colour: never, always, or on a terminal unless NO_COLOR is set.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII only; the default where the locale is not UTF-8.")
  var ascii = false

  /// What the options mean here and now.
  func style() -> Presentation {
    style(
      environment: { getenv($0).map { String(cString: $0) } }, isTerminal: StandardOutput.isTerminal,
      columns: StandardOutput.columns)
  }

  /// What the options mean in an environment.
  func style(environment: (String) -> String?, isTerminal: Bool, columns: Int?) -> Presentation {
    func isSet(_ name: String) -> Bool { !(environment(name) ?? "").isEmpty }
    let isColored =
      switch color {
      case .never: false
      case .always: true
      case .auto: isTerminal && !isSet("NO_COLOR") && environment("TERM") != "dumb"
      }
    // The first that is set decides (locale(7)).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].first(where: isSet).flatMap(environment) ?? ""
    let isUTF8 = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
    return Presentation(
      width: columns, isColored: isColored, glyphs: ascii || !isUTF8 ? .ascii : .unicode)
  }
}
