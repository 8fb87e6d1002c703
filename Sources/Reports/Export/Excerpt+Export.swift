extension Excerpt {
  /// The forms in which a picture can leave gantry.
  public enum Format: String, Sendable, CaseIterable {
    /// The object of docs/schema.json.
    case json
    /// Graphviz: `gantry export --format dot | dot -Tsvg`.
    case dot
    /// A Mermaid flow chart, as Markdown renderers draw it.
    case mermaid
    /// The wiring as a tree of text.
    case text
  }

  /// The picture in this form. Every line ends with a line feed.
  public func exported(as format: Format, _ style: Presentation) -> String {
    switch format {
    case .json: json(isIndented: true) + "\n"
    case .dot: Drawing(self).dot
    case .mermaid: Drawing(self).mermaid
    case .text: wiring(style)
    }
  }
}
