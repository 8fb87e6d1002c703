import Addresses
import Foundation
import Planning
import Testing
import Topology

@Suite("How long a container that is made again is watched")
struct SettleTests {
  private func time(_ health: Container.HealthCheck?, _ chosen: Int? = nil) -> SettleTime {
    var definition = Container.Definition()
    definition.health = health
    let container = Container(
      key: ContainerKey(engine: "docker", id: "a"), id: "a", name: "a", engine: "docker", definition: definition)
    return SettleTime(of: container, seconds: chosen)
  }

  @Test("5 s; with a health check start period, interval and timeout, at most 60 s; what is chosen replaces both")
  func times() {
    let second: Int64 = 1_000_000_000
    let check = Container.HealthCheck(interval: 2 * second, timeout: second, startPeriod: 3 * second)
    #expect(time(nil).seconds == 5 && !time(nil).endsWithHealth)
    #expect(time(check).seconds == 6 && time(check).endsWithHealth)
    #expect(time(check, 9).seconds == 9 && !time(check, 9).endsWithHealth)
    #expect(time(nil, 0).seconds == 0)
    for odd in [Int64.max, 61 * second] {
      #expect(time(.init(interval: odd, timeout: odd, startPeriod: odd)).seconds == 60)
    }
    #expect(time(.init(interval: 1, timeout: -second, startPeriod: 0)).seconds == 1)
  }

  @Test("Undoing watches the earlier container after it was started, before the present one is removed")
  func undoing() throws {
    let host = EngineHost()
    let plan = try host.plan(host.attaching("app", .host, recreates: true))
    let undo = plan.settling(for: 2).undoing().steps.map(\.summary)
    let start = try #require(undo.firstIndex { $0.hasPrefix("start app") })
    #expect(undo[start + 1] == "watch app for 2 s: it has to go on running" || undo[start + 1].hasPrefix("start"))
    let watch = try #require(undo.firstIndex { $0.hasPrefix("watch app for 2 s") })
    let removal = try #require(undo.firstIndex { $0.hasPrefix("remove the container app") })
    #expect(start < watch && watch < removal)
  }

  @Test("One that does not run is neither expected to run nor watched")
  func stopped() throws {
    var host = EngineHost()
    host.edit("open") { $0.state = .exited }
    let steps = try host.plan(host.attaching("open", .bridge, recreates: true)).steps.map(\.summary)
    #expect(!steps.contains { $0.contains("watch") || $0.contains("runs") })
  }
}
