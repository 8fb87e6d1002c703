import Addresses
import Testing

@Suite struct IPPrefixTests {
  @Test("A prefix keeps its host bits and knows its network")
  func networkOfPrefix() throws {
    let prefix = try #require(IPPrefix("172.17.5.2/16"))
    #expect(prefix.description == "172.17.5.2/16")
    #expect(prefix.network.description == "172.17.0.0/16")
    #expect(!prefix.isNetwork)
    #expect(prefix.network.isNetwork)
    #expect(try #require(IPPrefix("2001:db8:1:2:3::/68")).network.description == "2001:db8:1:2::/68")
    #expect(IPPrefix("10.0.0.1")?.length == 32)
  }

  @Test("A length outside the family is refused", arguments: ["1.2.3.4/33", "::/129", "1.2.3.4/-1", "1.2.3.4/", "/8"])
  func refused(text: String) {
    #expect(IPPrefix(text) == nil)
  }

  @Test(
    "Two prefixes overlap where one contains the other",
    arguments: [
      ("10.0.0.0/8", "10.3.0.0/16", true), ("10.3.0.0/16", "10.0.0.0/8", true), ("10.0.0.0/9", "10.128.0.0/9", false),
      ("0.0.0.0/0", "192.0.2.1/32", true), ("0.0.0.0/0", "::/0", false), ("2001:db8::/32", "2001:db8:f::/48", true),
    ])
  func overlap(left: String, right: String, expected: Bool) throws {
    #expect(try #require(IPPrefix(left)).overlaps(#require(IPPrefix(right))) == expected)
  }
}
