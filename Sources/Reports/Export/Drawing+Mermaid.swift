import Screen
import Topology

extension Drawing {
  /// The drawing as a Mermaid flow chart (mermaid.js.org/syntax/flowchart.html).
  var mermaid: String {
    let body = groups.flatMap(Self.mermaid(group:)) + strays.map { "  " + Self.mermaid(box: $0) }
    return (["flowchart LR"] + body + lines.map { "  " + Self.mermaid(line: $0) }).map { $0 + "\n" }.joined()
  }

  private static func mermaid(group: Group) -> [String] {
    ["  subgraph \(identifier("ns", group.id))[\(quoted(group.title))]"]
      + group.boxes.map { "    " + mermaid(box: $0) } + ["  end"]
  }

  private static func mermaid(box: Box) -> String {
    let label = quoted(box.lines)
    return switch box.shape {
    case .bridge: "\(name(box.id))[[\(label)]]"
    case .link: "\(name(box.id))[\(label)]"
    case .note: "\(name(box.id))(\(label))"
    }
  }

  private static func mermaid(line: Line) -> String {
    let stroke =
      switch line.kind {
      case .cable: "==="
      case .brokenCable: "-. down .-"
      case .unprovedCable: "-. not proved .-"
      case .port: "---"
      case .parent: "-.-"
      }
    return "\(name(line.from)) \(stroke) \(name(line.to))"
  }

  private static func name(_ id: BoxID) -> String {
    switch id {
    case .link(let id): "\(identifier("link", id.namespace))_\(id.index)"
    case .hidden(let id): "\(identifier("hidden", id.namespace))_\(id.index)"
    case .note(let id): identifier("note", id)
    }
  }

  private static func identifier(_ word: String, _ id: NamespaceID) -> String { "\(word)_\(id.device)_\(id.inode)" }

  /// A quoted label: Mermaid reads Markdown and HTML in it, so whatever could be either is written as an entity code.
  private static func quoted(_ lines: [String]) -> String {
    let escaped = lines.map { line in
      line.printable.unicodeScalars.reduce(into: "") { text, scalar in
        if "\"#&<>`\\*_~".unicodeScalars.contains(scalar) {
          text += "#\(scalar.value);"
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return "\"\(escaped.joined(separator: "<br>"))\""
  }
}
