import Screen

extension Keymap {
  /// The keys as they are unless rebound.
  public static let standard = Keymap([
    Binding(KeyChord(.up), .up), Binding("k", .up),
    Binding(KeyChord(.down), .down), Binding("j", .down),
    Binding(KeyChord(.pageUp), .pageUp), Binding(.control("b"), .pageUp),
    Binding(KeyChord(.pageDown), .pageDown), Binding(.control("f"), .pageDown),
    Binding(KeyChord(.home), .first), Binding("g", .first),
    Binding(KeyChord(.end), .last), Binding("G", .last),
    Binding(KeyChord(.left), .fold), Binding("h", .fold),
    Binding(KeyChord(.right), .unfold), Binding("l", .unfold),
    Binding("<", .left), Binding(">", .right),
    Binding(KeyChord(.tab), .nextPane), Binding(.backTab, .previousPane),
    Binding("1", .wiring), Binding("2", .containers), Binding("3", .networks), Binding("4", .links),
    Binding("6", .problems), Binding("7", .events),
    Binding(KeyChord(.enter), .open), Binding(KeyChord(.escape), .back),
    Binding("/", .filter),
    Binding("o", .sort), Binding("O", .reverse),
    Binding("w", .along), Binding("W", .alongBack),
    Binding(".", .noise), Binding("p", .pause), Binding("b", .units),
    Binding("+", .zoomIn), Binding("-", .zoomOut),
    Binding("y", .copyAddress),
    Binding("a", .attach), Binding("x", .detach), Binding("n", .newNetwork), Binding("r", .run),
    Binding("d", .delete), Binding("u", .undo), Binding(" ", .mark), Binding("s", .shell),
    Binding("m", .mouse), Binding("S", .sources),
    Binding(":", .commands), Binding("?", .help),
    Binding(.control("l"), .redraw), Binding(.control("z"), .suspend),
    Binding("q", .quit), Binding(.control("c"), .quit),
  ])
}
