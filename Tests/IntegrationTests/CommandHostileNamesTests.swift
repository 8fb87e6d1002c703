import Foundation
import TestSupport
import Testing

/// Root in a container may name links as it likes.
@Suite("Hostile names", .requires(.root))
struct CommandHostileNamesTests {
  static let names = [
    "a\u{1B}[31mb", "q\"]>\\n", "<script>&", "c1\u{9B}m", "u\u{E4}\u{202E}z", "br;|}{-->x", "--help", "#`end", "漢字漢",
  ]
  static let formats = ["json", "dot", "mermaid", "text"]

  private let lab: CommandLab
  private let gantry: GantryUnderTest

  init() throws {
    lab = try CommandLab()
    gantry = lab.gantry
    for name in Self.names { try lab.host.ip("link", "add", "name", name, "type", "bridge") }
    try lab.host.ip("link", "set", "dev", "br-lab", "alias", "alias\u{1B}]0;title\u{7}\u{1B}[2J")
  }

  @Test(
    "No command sends a control character of a name to the terminal",
    arguments: [
      ["list"], ["list", "all", "--json"], ["show", "br-lab"], ["export", "--format", "json"],
      ["export", "--format", "dot"],
      ["export", "--format", "mermaid"], ["export", "--format", "text"], ["show", "link:a\u{1B}[31mb"],
      ["show", "c1\u{9B}m"],
      ["show", "no such\u{1B}[31m"], ["list", "--filter", "x:\u{1B}[31m"], ["list", "\u{1B}[31m"],
    ])
  func controlCharacters(arguments: [String]) throws {
    let output = try gantry.command(arguments).run()
    for text in [output.standardOutput, output.standardError] {
      let bad = text.unicodeScalars.filter {
        $0 != "\n" && ($0.properties.generalCategory == .control || $0 == "\u{202E}")
      }
      #expect(bad.isEmpty, "\(bad)")
    }
  }

  @Test("JSON has the names as they are")
  func json() throws {
    let host =
      try gantry.json("list", "links")["namespaces"].array
      .first { $0["roles"].array.contains(.string("host")) } ?? .null
    let names = host["links"].array.compactMap { $0["name"].string }
    #expect(Set(names).isSuperset(of: Self.names))
    #expect(host["links"].array.first("name", "br-lab")["alias"].string == "alias\u{1B}]0;title\u{7}\u{1B}[2J")
  }

  @Test("A link is shown by its name as it is", arguments: names)
  func showing(name: String) throws {
    #expect(try gantry.run("show", "--", "link:\(name)").status == 0)
  }

  @Test("Where such a name means several objects, each is offered under one that can be typed", arguments: names)
  func choosing(name: String) throws {
    for namespace in [lab.one, lab.two] { try namespace.ip("link", "add", "name", name, "type", "bridge") }
    try lab.host.ip("link", "del", "dev", name)
    let question = try gantry.run("show", "--", "link:\(name)")
    #expect(question.status == 1)
    // Other tests' namespaces are on the machine, too.
    let offers = question.standardError.split(separator: "\n").filter { line in
      [lab.one, lab.two].contains { line.contains("(link \($0.name)/") }
    }
    #expect(offers.count == 2)
    for offer in offers {
      let reference = try #require(offer.firstRange(of: "  (link ").map { offer[..<$0.lowerBound] })
      #expect(try gantry.run("show", "--", reference.trimmingCharacters(in: .whitespaces)).status == 0, "\(offer)")
    }
  }

  @Test("DOT stays what Graphviz reads: quoted strings, and nothing of a name outside them")
  func dot() throws {
    let text = try gantry.run("export", "--format", "dot").standardOutput
    let bare = text.replacing(#/"(?:[^"\\]|\\.)*"/#) { _ in "S" }
    let statement =
      #/ *(graph gantry \{|\}|subgraph S \{|[a-z]+ ?=S;|[a-z]+=[A-Z]+;|(?:node|edge|graph) \[[^\[\]]*\];|S(?: -- S)?(?: \[[a-zA-Z0-9=, ]*\])?;)/#
    for line in bare.split(separator: "\n") { #expect((try? statement.wholeMatch(in: line)) != nil, "\(line)") }
    #expect(text.contains(#"q\"]>\\n"#))
  }

  @Test("A Mermaid chart stays one: quoted strings without quotes in them, and nothing of a name outside")
  func mermaid() throws {
    let text = try gantry.run("export", "--format", "mermaid").standardOutput
    let bare = text.replacing(#/"[^"\n]*"/#) { _ in "S" }
    let statement =
      #/ *(flowchart LR|end|subgraph [a-z0-9_]+\[S\]|[a-z0-9_]+(?:\[S\]|\[\[S\]\]|\(S\)|\(\[S\]\))|[a-z0-9_]+ (?:-\. (?:down|not proved) \.-|[-=.xo<>]+(?:\|S\|)?) ?[a-z0-9_]+|(?:style|classDef|class|linkStyle) .*)/#
    for line in bare.split(separator: "\n") { #expect((try? statement.wholeMatch(in: line)) != nil, "\(line)") }
    for sign in ["<script>", "-->x", "\"]>"] { #expect(!text.contains(sign)) }
  }
}
