import Screen
import Topology

extension Drawing {
  /// The drawing in Graphviz's language (graphviz.org/doc/info/lang.html).
  var dot: String {
    let body =
      groups.flatMap(Self.dot(group:)) + strays.map { "  " + Self.dot(box: $0) }
      + lines.map { "  " + Self.dot(line: $0) }
    let head = [
      "graph gantry {", "  label=\(Self.quoted([title]));", "  rankdir=LR;",
      "  node [shape=box, fontname=\"monospace\"];", "  graph [fontname=\"monospace\"];",
    ]
    return (head + body + ["}"]).map { $0 + "\n" }.joined()
  }

  private static func dot(group: Group) -> [String] {
    ["  subgraph \(quoted(["cluster_\(group.id)"])) {", "    label=\(quoted(group.title));"]
      + group.boxes.map { "    " + dot(box: $0) } + ["  }"]
  }

  private static func dot(box: Box) -> String {
    let shape =
      switch box.shape {
      case .bridge: ", shape=box3d"
      case .link: ""
      case .note: ", shape=plaintext"
      }
    return "\(name(box.id)) [label=\(quoted(box.lines))\(shape)\(box.isUp ? "" : ", style=dashed")];"
  }

  private static func dot(line: Line) -> String {
    let look =
      switch line.kind {
      case .cable: "penwidth=2"
      case .brokenCable: "penwidth=2, style=dashed, color=red, label=\"down\""
      case .unprovedCable: "style=dotted, label=\"not proved\""
      case .port: "color=gray40"
      case .parent: "style=dotted, color=gray40"
      }
    return "\(name(line.from)) -- \(name(line.to)) [\(look)];"
  }

  private static func name(_ id: BoxID) -> String {
    switch id {
    case .link(let id): quoted([ObjectID.link(id).description])
    case .hidden(let id): quoted(["hidden peer of \(ObjectID.link(id))"])
    case .note(let id): quoted(["note \(id)"])
    }
  }

  /// A quoted string of Graphviz: lines centred, everything else taken as it is. `&` would begin an HTML entity.
  private static func quoted(_ lines: [String]) -> String {
    let escaped = lines.map { line in
      line.printable.unicodeScalars.reduce(into: "") { text, scalar in
        switch scalar {
        case "\"", "\\": text += "\\\(scalar)"
        case "&": text += "&amp;"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return "\"\(escaped.joined(separator: #"\n"#))\""
  }
}
