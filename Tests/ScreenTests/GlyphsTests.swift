import Testing

@testable import Screen

@Suite("Glyphs")
struct GlyphsTests {
  /// All signs of one edition.
  static func signs(_ glyphs: Glyphs) -> [String] {
    let corners = glyphs.corners
    return [
      glyphs.horizontal, glyphs.vertical, corners.topLeft, corners.topRight, corners.bottomLeft, corners.bottomRight,
      glyphs.branch, glyphs.lastBranch, glyphs.trunk, glyphs.elbow, glyphs.ellipsis, glyphs.unknown, glyphs.separator,
      glyphs.bullet, glyphs.hollowBullet, glyphs.alert, glyphs.check, glyphs.cross, glyphs.mark, glyphs.folded,
      glyphs.unfolded, glyphs.ascending, glyphs.descending, glyphs.down, glyphs.up, glyphs.right, glyphs.left,
      glyphs.exchange,
    ] + glyphs.levels + CableState.allCases.map { glyphs.cable($0, columns: 7).text }
  }

  @Test("Every sign takes as many columns in ASCII as in Unicode")
  func widths() {
    #expect(Self.signs(.unicode).map(\.columns) == Self.signs(.ascii).map(\.columns))
    #expect(Self.signs(.ascii).allSatisfy { $0.allSatisfy(\.isASCII) })
  }

  @Test("A Unicode sign drawn on an ASCII screen has a form there, not a question mark")
  func substitution() {
    for sign in Self.signs(.unicode) where !sign.contains("?") {
      var canvas = Canvas<Int>(size: Size(columns: 8, rows: 1), glyphs: .ascii)
      canvas.draw(sign, at: .zero)
      #expect(!canvas.frame.text.contains("?") && canvas.frame.text.allSatisfy(\.isASCII), "\(sign)")
    }
  }

  @Test("The states of a cable differ in form, not in ink only", arguments: [Glyphs.unicode, .ascii], 1...9)
  func cables(glyphs: Glyphs, columns: Int) {
    let forms = CableState.allCases.map { glyphs.cable($0, columns: columns).text }
    #expect(Set(forms).count == CableState.allCases.count)
    #expect(forms.allSatisfy { $0.columns == columns })
  }
}
