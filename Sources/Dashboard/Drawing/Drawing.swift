public import Screen

/// A picture of the dashboard: what is on the screen, and what each part of it stands for.
public struct Drawing: Sendable {
  /// The cells.
  public let frame: Frame
  let targets: HitMap<Target>
}

/// What a part of the screen stands for when the mouse is on it.
enum Target: Hashable, Sendable {
  /// A row of the list, by index.
  case row(Int)
  /// The heading of a table's column.
  case heading(Int)
  /// The list, where there is no row.
  case list
  /// The details of the selected object.
  case details
  /// A full page.
  case page
  /// A command of the palette, by place.
  case command(Int)
  /// The help.
  case help
  /// A field of a form, or one of its answers.
  case field(Int, option: Int?)
  /// A button below a form or a preview.
  case button(DialogButton)
  /// A change on its way, where there is nothing to press.
  case operation
  /// Something that can be done.
  case action(Action)
}
