import LinuxSystem
import TestSupport
import Testing

@Suite("Capabilities")
struct CapabilitiesTests {
  @Test("Root has them all", .requires(.root))
  func root() throws {
    let capabilities = try Capabilities.effective()
    #expect(capabilities.isSuperset(of: [.netAdmin, .sysAdmin]))
    #expect(capabilities.names.contains("CAP_NET_ADMIN"))
  }

  @Test("Names are told in the kernel's order")
  func names() {
    #expect(
      Capabilities([.sysAdmin, .netAdmin, .sysPtrace]).names == ["CAP_NET_ADMIN", "CAP_SYS_PTRACE", "CAP_SYS_ADMIN"])
    #expect(Capabilities().names.isEmpty)
  }
}
