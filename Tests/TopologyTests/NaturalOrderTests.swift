import Testing
import Topology

@Suite("Natural order")
struct NaturalOrderTests {
  @Test(
    "Numbers within names and addresses count as numbers",
    arguments: [
      ("veth9", "veth10"), ("10.0.0.2", "10.0.0.10"), ("a", "b"), ("a", "a1"), ("a02", "a2b"), ("web", "web-2"),
      ("", "a"),
      ("a1b2", "a1b10"), ("a01", "a1"),
    ])
  func order(first: String, second: String) {
    #expect(first.comesNaturally(before: second))
    #expect(!second.comesNaturally(before: first))
  }

  @Test("Nothing comes before itself", arguments: ["", "veth9", "007", "漢字12"])
  func irreflexive(text: String) { #expect(!text.comesNaturally(before: text)) }
}
