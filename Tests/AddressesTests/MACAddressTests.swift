import Addresses
import Testing

@Suite struct MACAddressTests {
  @Test("A hardware address reads back in lower case")
  func roundTrip() {
    #expect(MACAddress("02:42:AC:11:00:02")?.description == "02:42:ac:11:00:02")
    #expect(MACAddress([0, 1, 2, 3, 4, 255] as [UInt8])?.description == "00:01:02:03:04:ff")
  }

  @Test(
    "Anything else is refused",
    arguments: ["", "02:42:ac:11:00", "02:42:ac:11:00:02:03", "2:42:ac:11:00:02", "0g:42:ac:11:00:02"])
  func refused(text: String) {
    #expect(MACAddress(text) == nil)
  }
}
