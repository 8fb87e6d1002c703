import Screen
import TestSupport
import Testing

@testable import Dashboard

@Suite("Places of details")
struct PlacesTests {
  @Test(
    "Details stand beside the tree from 100 columns on; a table keeps its width, and they stand below where it is tall",
    arguments: [
      (Size(columns: 99, rows: 40), ViewKind.wiring, Layout.PlaceOfDetails.strip),
      (Size(columns: 100, rows: 24), .wiring, .beside), (Size(columns: 120, rows: 29), .containers, .strip),
      (Size(columns: 120, rows: 30), .containers, .below), (Size(columns: 185, rows: 60), .links, .below),
      (Size(columns: 186, rows: 24), .links, .beside), (Size(columns: 80, rows: 60), .networks, .strip),
    ])
  func places(size: Size, view: ViewKind, place: Layout.PlaceOfDetails) {
    #expect(Layout.placeOfDetails(in: size, view) == place)
  }

  @Test("Below a table details go on in a second column, and scroll on from there")
  func columns() {
    var stage = Stage.tutorial(columns: 120, rows: 40)
    stage.press("2")
    let first = stage.lines.first { $0.hasPrefix("│ container  62626f783031") }
    #expect(first?.contains("TRAFFIC") == true)
    stage.press("tab", "down")
    #expect(!stage.screen.contains("container  62626f783031"))
    stage.press("end")
    #expect(stage.screen.contains("pid 4790 sleep"))
  }

  @Test("A grid leaves out what it can do without before it shortens a cell")
  func optionalColumns() {
    let rows: [[Line]] = [["#", "name", "kind", "address"], ["10", "vethecd04f5", "veth", "172.17.0.1/16"]]
    let fact = DetailSection.Fact.grid(rows, hasHeading: true, optional: [2, 0])
    func text(_ width: Int) -> String { fact.lines(width: width, glyphs: .unicode)[1].text }
    #expect(text(36) == "10  vethecd04f5  veth  172.17.0.1/16")
    #expect(text(30) == "10  vethecd04f5  172.17.0.1/16")
    #expect(text(26) == "vethecd04f5  172.17.0.1/16")
    #expect(text(20).count == 20)
  }
}
