import CLinux
import Foundation
import Testing

@testable import Netlink

@Suite("The trace of the wire")
struct TraceTests {
  @Test("GANTRY_NLDEBUG names a file that tells requests and answers, by name and value")
  func file() async throws {
    await #expect(processExitsWith: .success) {
      let path = FileManager.default.temporaryDirectory.appending(path: "gt-trace-\(getpid())").path
      defer { unlink(path) }
      setenv("GANTRY_NLDEBUG", path, 1)
      var kernel = NetlinkConnection(
        FakeKernel(datagrams: { request in [request.link(7, "eth0") + request.done()] }))
      guard try kernel.links().count == 1 else { exit(2) }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for part in [
        " >\nRTM_GETLINK length=40 flags=0x301 seq=1", "\n  IFLA_EXT_MASK 8\n", " <\nRTM_NEWLINK", "index=7",
        "\n  IFLA_IFNAME \"eth0\"\n", "NLMSG_DONE", "\n  error 0\n",
      ] where !text.contains(part) {
        print("missing: \(part) in\n\(text)")
        exit(3)
      }
      exit(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600 ? 0 : 4)
    }
  }

  @Test("Nested attributes are indented under their nest, by the names of their kind")
  func nests() throws {
    let text = try Self.describe(Golden("Recorded/vxlan"))
    #expect(text.contains("\n  IFLA_LINKINFO\n    IFLA_INFO_KIND \"vxlan\"\n"))
    #expect(text.contains("\n    IFLA_INFO_DATA\n      IFLA_VXLAN_ID 42\n"))
    #expect(text.contains("IFLA_VXLAN_PORT 4789\n") && text.contains("IFLA_VXLAN_LOCAL 192.0.2.1\n"))
  }

  @Test("A refusal is told with the kernel's message")
  func refusal() throws {
    let text = try Self.describe(Golden("Recorded/refusal"))
    #expect(text.contains("\n  error -34\n"))
    #expect(text.contains("NLMSGERR_ATTR_MSG \"VXLAN ID must be lower than 16777216\""))
  }

  @Test("What is not known is told in octets, what is malformed as such")
  func unknown() {
    let bytes: [UInt8] = [24, 0, 0, 0, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 255, 0, 0, 0]
    var description = MessageDescription()
    if let message = NetlinkMessage(bytes.span.bytes) { description.append(message) }
    #expect(description.text.hasPrefix("message type 200 length=24"))
    #expect(description.text.hasSuffix("  payload 01 02 03 04 ff 00 00 00\n"))
  }

  private static func describe(_ golden: Golden) throws -> String {
    guard let message = NetlinkMessage(golden.bytes.span.bytes) else { throw Unexpected(what: golden.name) }
    var description = MessageDescription()
    description.append(message)
    return description.text
  }
}
