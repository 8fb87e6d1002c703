import Engines
import TestSupport
import Testing

@Suite("A real engine")
struct RealEngineTests {
  @Test("smoke")
  func smoke() throws {
    for r in EngineMonitor.readOnce(
      EngineDiscovery(
        environment: [
          "DOCKER_HOST": "unix:///run/gt-engrec/engine.sock", "CONTAINER_HOST": "unix:///run/gt-engrecp/engine.sock",
        ], isRoot: true), timeout: .seconds(3))
    {
      print(r.name, r.socket, r.source, r.daemonPid as Any)
      for c in r.containers { print("  C", c) }
      for c in r.networks { print("  N", c) }
    }
  }
}
