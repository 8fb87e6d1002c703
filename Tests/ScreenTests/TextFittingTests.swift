import Testing

@testable import Screen

@Suite("Fitting text")
struct TextFittingTests {
  @Test(
    "Truncation keeps the end or both ends",
    arguments: [
      ("container", 6, Truncation.end, "conta…"), ("container", 6, .middle, "con…er"),
      ("container", 9, .middle, "container"),
      ("漢字漢字", 5, .end, "漢字…"), ("漢字漢字", 4, .end, "漢…"), ("漢字漢字", 6, .middle, "漢…字"), ("ab", 1, .end, "…"),
      ("ab", 0, .end, ""), ("web\u{1B}x", 5, .end, #"web\…"#),
    ])
  func truncation(text: String, columns: Int, truncation: Truncation, expected: String) {
    #expect(text.truncated(to: columns, truncation) == expected)
    #expect(Line(text, .good).truncated(to: columns, truncation).text.printable == expected)
  }

  @Test("Without room for the ellipsis as much text as fits is kept")
  func narrowEllipsis() {
    #expect("container".truncated(to: 1, ellipsis: "..") == "c")
    #expect("container".truncated(to: 5, ellipsis: "..") == "con..")
  }

  @Test("Padding goes where the alignment says")
  func padding() {
    #expect("ab".padded(to: 5) == "ab   ")
    #expect("ab".padded(to: 5, .center) == " ab  ")
    #expect("漢".padded(to: 5, .right) == "   漢")
    #expect("container".padded(to: 3) == "container")
  }

  @Test("Fitted text takes exactly the columns, whatever it holds", arguments: 0..<300)
  func fittedIsExact(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let text = String.random(upTo: 12, using: &generator)
    for columns in 0...12 {
      for truncation in [Truncation.end, .middle] {
        #expect(text.truncated(to: columns, truncation).columns <= columns)
        #expect(text.fitted(to: columns, .left, truncation).columns == columns)
        let line = Line([Span(text, .good), Span(text, .bad)])
        #expect(line.truncated(to: columns, truncation).columns <= columns)
      }
      #expect(text.wrapped(to: columns).allSatisfy { $0.columns <= columns })
    }
    #expect(text.printable.printable == text.printable)
    #expect(text.printable.columns == text.columns)
  }

  @Test(
    "Paragraphs break between words, and within a word that is too long",
    arguments: [
      ("set eth0 up", 8, ["set eth0", "up"]), ("set  eth0\nup", 20, ["set  eth0", "up"]), ("", 5, [""]),
      ("containers", 4, ["cont", "aine", "rs"]), ("a 漢字漢字", 4, ["a", "漢字", "漢字"]), ("a\n\nb", 4, ["a", "", "b"]),
    ])
  func wrapping(text: String, columns: Int, expected: [String]) {
    #expect(text.wrapped(to: columns) == expected)
  }

  @Test("Wrapping keeps the styles")
  func styledWrapping() {
    let line = Line("eth0 is ") + Line("down now", .bad)
    #expect(line.wrapped(to: 12) == [Line("eth0 is ") + Line("down", .bad), Line("now", .bad)])
  }
}
