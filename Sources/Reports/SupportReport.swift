import Screen
public import Topology

/// What a bug report needs to know of the machine and of gantry.
public struct SupportReport: Sendable {
  /// A name with what it says; nil where that is not known.
  public struct Fact: Sendable {
    let name: String
    let value: String?

    /// A fact.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// Facts that belong together.
  public struct Section: Sendable {
    let name: String
    let facts: [Fact]

    /// A section.
    public init(name: String, facts: [Fact]) {
      self.name = name
      self.facts = facts
    }
  }

  let sections: [Section]
  let sources: [Source]

  /// A report of these sections, and of how the sources of facts do.
  public init(sections: [Section], sources: [Source]) {
    self.sections = sections
    self.sources = sources
  }

  /// For people: a block for each section. Every line ends with a line feed.
  public func text(_ style: Presentation) -> String {
    let sources = Section(
      name: "sources",
      facts: sources.map { source in
        Fact(source.name, source.state.rawValue + (source.detail.map { ", \($0)" } ?? ""))
      })
    return (sections + [sources]).map { section in
      let width = section.facts.reduce(0) { max($0, $1.name.columns) }
      let lines = section.facts.map { fact in
        let value = style.cell(fact.value)
        return "  " + fact.name.padded(to: width) + "  " + style.paint(value.text, value.ink)
      }
      return ([style.paint(section.name, .heading)] + lines).map { $0 + "\n" }.joined()
    }
    .joined(separator: "\n")
  }

  /// For machines: an object with a member for each section, in one text without a line feed at its end.
  public var json: String {
    let members = sections.map { section in
      (section.name, JSON.object(section.facts.map { ($0.name, .optional($0.value)) }))
    }
    let sources = sources.map { source -> JSON in
      [
        "name": .string(source.name), "state": .string(source.state.rawValue), "detail": .optional(source.detail),
      ]
    }
    return JSONWriter.text(of: .object(members + [("sources", .array(sources))]), isIndented: true)
  }
}
