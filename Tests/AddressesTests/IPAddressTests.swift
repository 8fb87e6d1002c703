import Addresses
import Testing

@Suite struct IPAddressTests {
  @Test(
    "A text that is an address reads back as its canonical form",
    arguments: [
      ("172.17.0.2", "172.17.0.2"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
      ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::00ff", "2001:db8::ff"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:0:8", "1:2:3:4:5:6:0:8"),
    ])
  func canonicalForm(text: String, canonical: String) {
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test(
    "A text that is no address is refused",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "1.2.3.+4", ":", ":::", "1::2::3",
      "12345::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "g::", "::1.2.3", "fe80::1%eth0", "+1::", "1.2.3.4::",
      "1:2:3:4:5:6:7::8",
    ])
  func refused(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("Octets in network order make the same address as its text")
  func octetsRoundTrip() throws {
    for text in ["172.17.0.2", "2001:db8::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"] {
      let address = try #require(IPAddress(text))
      #expect(IPAddress(address.octets) == address)
    }
    #expect(IPAddress([1, 2, 3] as [UInt8]) == nil)
  }

  @Test("Counting on from an address stops at the end of its family")
  func advancing() {
    #expect(IPAddress("10.0.0.255")?.advanced(by: 1)?.description == "10.0.1.0")
    #expect(IPAddress("255.255.255.255")?.advanced(by: 1) == nil)
    #expect(IPAddress("::ffff:ffff:ffff:ffff")?.advanced(by: 1)?.description == "0:0:0:1::")
    #expect(IPAddress("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")?.advanced(by: 1) == nil)
  }

  @Test("Special addresses are told by their ranges")
  func ranges() throws {
    #expect(try #require(IPAddress("127.8.0.1")).isLoopback)
    #expect(try #require(IPAddress("::1")).isLoopback)
    #expect(try #require(IPAddress("169.254.3.4")).isLinkLocal)
    #expect(try #require(IPAddress("febf::1")).isLinkLocal)
    #expect(try !#require(IPAddress("fec0::1")).isLinkLocal)
    #expect(try #require(IPAddress("ff02::1")).isMulticast)
    #expect(try #require(IPAddress("239.1.1.1")).isMulticast)
    #expect(try #require(IPAddress("::")).isUnspecified)
  }
}
